// SPDX-License-Identifier: Apache-2.0
// The schema: what a fresh workspace is made of, numbered migrations for older ones, and the workspace's settings.
#ifndef TANDEM_STORE_SCHEMA_H
#define TANDEM_STORE_SCHEMA_H

#include "base/text.h"
#include "store/store.h"

// The version that this program reads and writes.
#define SCHEMA_VERSION 1

// Writes the whole DDL of a fresh workspace: system tables, then a table a resource, with indexes for every declared
// filter and sort.
enum error schema_print(const struct registry *registry, enum store_kind kind, struct buffer *output) MUST_CHECK;

// Brings an older workspace up to date; ret_from, ret_to: versions before and after.
enum error schema_migrate(struct store *store, int *ret_from, int *ret_to) MUST_CHECK;

// Settings of the workspace: small named texts ("workspace_name", "check.stand-in-too-long.days",
// "prefix.products"). Reading an unset one gives empty text. *arena*
enum error setting_get(struct transaction *transaction, const char *name, struct arena *arena,
    struct text *ret_value) MUST_CHECK;
enum error setting_set(struct transaction *transaction, const struct actor *actor, const char *name,
    struct text value) MUST_CHECK;

#endif
