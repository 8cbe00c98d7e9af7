// SPDX-License-Identifier: Apache-2.0
// How a command says what went wrong: "tandem: sentence" and a hint on the errors stream, nothing else.
#ifndef TANDEM_CLI_REPORT_H
#define TANDEM_CLI_REPORT_H

#include "base/error.h"
#include "base/problem.h"
#include "cli/invocation.h"

// "tandem: " + the formatted sentence.
void report_error(const struct streams *streams, const char *format, ...) PRINTF_CHECKED(2, 3);
// "  hint: " + the formatted sentence.
void report_hint(const struct streams *streams, const char *format, ...) PRINTF_CHECKED(2, 3);

// Says a usage error with the hint to look at the command's help; returns the exit status 2.
int report_usage(const struct invocation *invocation, const char *format, ...) PRINTF_CHECKED(2, 3);

// Says what the problems say, one line each (or the error's own sentence when there are none) and the error's
// hint; returns its exit status.
int report_problems(const struct streams *streams, enum error error, const struct problem_list *problems);

#endif
