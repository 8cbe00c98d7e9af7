// SPDX-License-Identifier: Apache-2.0
// Says on the errors stream how far a long command is, after its first second; and hears Ctrl-C.
#ifndef TANDEM_CLI_PROGRESS_H
#define TANDEM_CLI_PROGRESS_H

#include <signal.h>

#include "cli/invocation.h"

struct progress {
    const struct streams *streams;
    const char *unit; // "rows"
    int64_t begun;    // µs of calendar_monotonic
    int64_t said;
    bool is_terminal;
    bool has_line;                         // a line on the terminal is to be wiped
    struct sigaction interrupt, terminate; // as they were before
};

// From now on SIGINT and SIGTERM only make progress_step return false; a second one ends the program.
void progress_begin(struct progress *progress, const struct streams *streams, const char *unit);
// closure: the progress. False: somebody wants it to stop.
bool progress_step(int64_t done, void *closure);
void progress_end(struct progress *progress);

#endif
