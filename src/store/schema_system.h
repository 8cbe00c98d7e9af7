// SPDX-License-Identifier: Apache-2.0
// The tables that are no resource, apart from those of accounts.
#ifndef TANDEM_STORE_SCHEMA_SYSTEM_H
#define TANDEM_STORE_SCHEMA_SYSTEM_H

#include "base/buffer.h"
#include "store/store.h"

// Writes their DDL: first those that resources refer to, then those that refer to resources' records.
// - record: every key of every record, with its resource's plural name; what references to "any" point to
// - record_alias: keys that records had before, and the record that they lead to
// - sequence: the last number given out for each prefix of keys
// - setting: small named texts of the workspace
// - schema_version: PostgreSQL only; a SQLite file carries the number in its header
void schema_system_print(enum store_kind kind, struct buffer *output);

// Writes SQL in which $T stands for text that compares by bytes, $I for a 64-bit integer, $S for what ends a
// table.
void schema_template_print(const char *sql, enum store_kind kind, struct buffer *output);

#endif
