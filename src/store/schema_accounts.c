// SPDX-License-Identifier: Apache-2.0
// DDL of the account tables: one text, with the integer type and the table option of each database.
#include "store/schema_accounts.h"

#include "base/text.h"

// $I stands for a 64-bit integer, $S for what ends a table.
static const char tables[] =
    "CREATE TABLE credential (\n"
    "    user_key TEXT PRIMARY KEY REFERENCES record (key) ON UPDATE CASCADE ON DELETE CASCADE,\n"
    "    hash TEXT NOT NULL,\n"
    "    changed_at $I NOT NULL\n"
    ")$S;\n"
    "CREATE TABLE session (\n"
    "    hash TEXT PRIMARY KEY,\n"
    "    user_key TEXT NOT NULL REFERENCES record (key) ON UPDATE CASCADE ON DELETE CASCADE,\n"
    "    created_at $I NOT NULL,\n"
    "    seen_at $I NOT NULL,\n"
    "    address TEXT NOT NULL\n"
    ")$S;\n"
    "CREATE INDEX session_user ON session (user_key);\n"
    "CREATE INDEX session_created ON session (created_at);\n"
    "CREATE TABLE one_time_link (\n"
    "    hash TEXT PRIMARY KEY,\n"
    "    purpose TEXT NOT NULL CHECK (purpose IN ('setup', 'invitation', 'password')),\n"
    "    user_key TEXT REFERENCES record (key) ON UPDATE CASCADE ON DELETE CASCADE,\n"
    "    created_at $I NOT NULL,\n"
    "    expires_at $I NOT NULL\n"
    ")$S;\n"
    "CREATE INDEX one_time_link_user ON one_time_link (user_key);\n"
    "CREATE TABLE token_secret (\n"
    "    token_key TEXT PRIMARY KEY REFERENCES record (key) ON UPDATE CASCADE ON DELETE CASCADE,\n"
    "    hash TEXT NOT NULL UNIQUE\n"
    ")$S;\n"
    "CREATE TABLE idempotency (\n"
    "    user_key TEXT NOT NULL REFERENCES record (key) ON UPDATE CASCADE ON DELETE CASCADE,\n"
    "    name TEXT NOT NULL,\n"
    "    request_hash TEXT NOT NULL,\n"
    "    status $I NOT NULL,\n"
    "    record_key TEXT,\n"
    "    body TEXT NOT NULL,\n"
    "    created_at $I NOT NULL,\n"
    "    PRIMARY KEY (user_key, name)\n"
    ")$S;\n"
    "CREATE INDEX idempotency_created ON idempotency (created_at);\n";

void schema_accounts_print(enum store_kind kind, struct buffer *output)
{
    struct text rest = {tables, sizeof tables - 1};
    for (;;) {
        size_t place = text_find(rest, '$');
        buffer_add(output, rest.data, place);
        if (place == rest.length) return;
        if (rest.data[place + 1] == 'I')
            buffer_string(output, kind == STORE_SQLITE ? "INTEGER" : "BIGINT");
        else if (kind == STORE_SQLITE)
            buffer_string(output, " STRICT");
        rest.data += place + 2;
        rest.length -= place + 2;
    }
}
