// SPDX-License-Identifier: Apache-2.0
// The command line as a whole: arguments in, exit status out.
#ifndef TANDEM_CLI_MAIN_H
#define TANDEM_CLI_MAIN_H

#include "cli/invocation.h"

// Runs one command line; arguments[0] is the program's name. Returns the exit status: 0, 1 or 2.
int cli_run(int count, const char *const *arguments, const struct streams *streams);

#endif
