// SPDX-License-Identifier: Apache-2.0
// Estimates of several price studies side by side.
#ifndef TANDEM_CLI_STUDY_COMPARE_H
#define TANDEM_CLI_STUDY_COMPARE_H

#include "cli/invocation.h"
#include "store/records.h"

// Prints the studies named by the operands from the second on. Returns the exit status.
int study_compare(
    const struct invocation *invocation, struct transaction *transaction, const struct actor *actor);

#endif
