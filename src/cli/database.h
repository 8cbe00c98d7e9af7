// SPDX-License-Identifier: Apache-2.0
// The workspace a command works on: opened by --db or TANDEM_DB, with one sentence for each way that can
// fail.
#ifndef TANDEM_CLI_DATABASE_H
#define TANDEM_CLI_DATABASE_H

#include "cli/invocation.h"
#include "store/store.h"

// The address given, or NULL after saying that none is.
const char *database_address(const struct invocation *invocation);

// Opens the workspace; on failure says why and returns the exit status, else 0. *owned*: store_close.
int database_open(
    const struct invocation *invocation, const struct store_options *options, struct store **ret_store);

// The same with the usual options.
int database_open_usual(const struct invocation *invocation, struct store **ret_store);

#endif
