// SPDX-License-Identifier: Apache-2.0
// The workspace a command works on, opened.
#include "cli/database.h"

#include <unistd.h>

#include "cli/report.h"
#include "work/resources.h"

const char *database_address(const struct invocation *invocation)
{
    if (invocation->database) return invocation->database;
    report_error(invocation->streams, "No workspace is named.");
    report_hint(invocation->streams, "Give --db FILE (or postgresql://…), or set TANDEM_DB.");
    return NULL;
}

int database_open(
    const struct invocation *invocation, const struct store_options *options, struct store **ret_store)
{
    const char *address = database_address(invocation);
    *ret_store = NULL;
    if (!address) return error_exit(ERROR_USAGE);
    char message[STORE_MESSAGE_SIZE] = "";
    enum error error = store_open(address, options, ret_store, message);
    if (error == ERROR_NONE) return 0;
    report_error(invocation->streams, "%s", *message ? message : error_sentence(error));
    // The store's own sentence says what to do.
    if (!*message && *error_hint(error)) report_hint(invocation->streams, "%s", error_hint(error));
    return 2; // whatever the reason: the command could not run
}

int database_open_usual(const struct invocation *invocation, struct store **ret_store)
{
    const char *address = database_address(invocation);
    *ret_store = NULL;
    if (!address) return error_exit(ERROR_USAGE);
    struct store_options options = {.registry = tandem_registry()};
    // What cannot be written can still be read; a command that writes is refused when it tries.
    char message[STORE_MESSAGE_SIZE];
    if (store_open(address, &options, ret_store, message) == ERROR_NONE) return 0;
    options.read_only = true;
    if (access(address, R_OK) == 0 && access(address, W_OK) != 0 &&
        store_open(address, &options, ret_store, message) == ERROR_NONE)
        return 0;
    options.read_only = false;
    return database_open(invocation, &options, ret_store);
}
