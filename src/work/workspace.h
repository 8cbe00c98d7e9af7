// SPDX-License-Identifier: Apache-2.0
// Making a workspace: the schema, the activities and the map that the program ships, and a demonstration if
// wanted.
#ifndef TANDEM_WORK_WORKSPACE_H
#define TANDEM_WORK_WORKSPACE_H

#include "base/embedded.h"
#include "store/store.h"

struct workspace_options {
    const char *name;      // NULL: a plain default
    bool is_demonstration; // with an invented company
    bool is_bare;          // without activities and map
};

// Makes a workspace where none is. ERROR_CONFLICT: something is there already. On failure says why in
// ret_message (STORE_MESSAGE_SIZE), and nothing is left behind. *owned*: store_close.
enum error workspace_create(const char *address, const struct workspace_options *options,
    struct store **ret_store, char *ret_message) MUST_CHECK;

// Puts the shipped activities, gates and maps into an empty workspace. The maps are drafts, so that what a
// company adds to them can be brought in first.
enum error workspace_furnish(struct store *store, char *ret_message) MUST_CHECK;

// Puts the first of the shipped maps in force: from now on it decides, and is not edited any more.
enum error workspace_open(struct store *store, char *ret_message) MUST_CHECK;

// Fills a furnished workspace with the invented company; its dates lie around today.
enum error demonstration_fill(struct store *store, char *ret_message) MUST_CHECK;

// What the program ships in share/, by path; NULL: there is no such file.
const struct embedded_file *shipped_file(const char *path);

#endif
