// SPDX-License-Identifier: Apache-2.0
// The schema: what a fresh workspace is made of, numbered migrations for older ones, and the workspace's
// settings.
#ifndef TANDEM_STORE_SCHEMA_H
#define TANDEM_STORE_SCHEMA_H

#include "base/text.h"
#include "store/store.h"

// The version that this program reads and writes.
#define SCHEMA_VERSION 1

// Writes the whole DDL of a fresh workspace: system tables, then a table a resource, with indexes for every
// declared filter and sort.
enum error schema_print(
    const struct registry *registry, enum store_kind kind, struct buffer *output) MUST_CHECK;

// Brings an older workspace up to date, each step in a transaction of its own; ret_from, ret_to: versions
// before and after. The store is opened with skip_schema. ERROR_SCHEMA_NEWER, ERROR_NOT_FOUND (no workspace
// there): nothing is done.
enum error schema_migrate(struct store *store, int *ret_from, int *ret_to, char *ret_message) MUST_CHECK;

// A numbered step: what leads from version - 1 to version. The text of the first is a whole schema.
struct migration {
    int version;
    struct text sql;
};
size_t migration_count(enum store_kind kind);
enum error migration_at(enum store_kind kind, size_t position, struct migration *ret_migration) MUST_CHECK;

// Settings of the workspace: small named texts ("workspace_name", "check.stand-in-too-long.days",
// "prefix.products"). Reading an unset one gives empty text; setting empty text unsets. *arena*
enum error setting_get(struct transaction *transaction, const char *name, struct arena *arena,
    struct text *ret_value) MUST_CHECK;
enum error setting_set(struct transaction *transaction, const struct actor *actor, const char *name,
    struct text value) MUST_CHECK;
enum error setting_each(struct transaction *transaction,
    enum error (*visit)(struct text name, struct text value, void *closure), void *closure) MUST_CHECK;

#endif
