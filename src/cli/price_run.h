// SPDX-License-Identifier: Apache-2.0
// What the commands of `tandem price` have in common: a specification, whether a file or made of a command's
// options, is run on its data files, and the result shown.
#ifndef TANDEM_CLI_PRICE_RUN_H
#define TANDEM_CLI_PRICE_RUN_H

#include "cli/invocation.h"
#include "pricing/price_spec.h"

struct price_run {
    struct text spec;                    // *borrowed*
    const char *path;                    // of the specification: data files lie beside it; NULL: where we are
    const char *given[PRICE_ROLE_COUNT]; // paths that take the place of the specification's; may be NULL
    enum price_question question;        // beyond a fit; PRICE_ASK_FIT: what the specification says
    size_t threads;                      // 0: as many as there are processors
};

// Returns the exit status: 0 done, 1 refused by the data, 2 could not run (what is wrong has been said).
int price_run(const struct invocation *invocation, const struct price_run *run);

// Lines that options add to a specification.
struct price_run_lines {
    enum price_question question;
    size_t with;   // option whose values are lines: "cost = 1"
    size_t prices; // option whose values are prices to try: "A = 2.49"; 0: there is none
};
// Runs the specification of the first operand; its first options are the files.
int price_run_with_lines(const struct invocation *invocation, const struct price_run_lines *lines);

#endif
