// SPDX-License-Identifier: Apache-2.0
// DDL of the account tables: one text, with each database's types put in.
#include "store/schema_accounts.h"

#include "store/schema_system.h"

static const char tables[] =
    "CREATE TABLE credential (\n"
    "    user_key $T PRIMARY KEY REFERENCES record (key) ON UPDATE CASCADE ON DELETE CASCADE,\n"
    "    hash $T NOT NULL,\n"
    "    changed_at $I NOT NULL\n"
    ")$S;\n"
    "CREATE TABLE session (\n"
    "    hash $T PRIMARY KEY,\n"
    "    user_key $T NOT NULL REFERENCES record (key) ON UPDATE CASCADE ON DELETE CASCADE,\n"
    "    created_at $I NOT NULL,\n"
    "    seen_at $I NOT NULL,\n"
    "    address $T NOT NULL\n"
    ")$S;\n"
    "CREATE INDEX session_of_user ON session (user_key);\n"
    "CREATE INDEX session_created ON session (created_at);\n"
    "CREATE TABLE one_time_link (\n"
    "    hash $T PRIMARY KEY,\n"
    "    purpose $T NOT NULL CHECK (purpose IN ('setup', 'invitation', 'password')),\n"
    "    user_key $T REFERENCES record (key) ON UPDATE CASCADE ON DELETE CASCADE,\n"
    "    created_at $I NOT NULL,\n"
    "    expires_at $I NOT NULL\n"
    ")$S;\n"
    "CREATE INDEX one_time_link_user ON one_time_link (user_key);\n"
    "CREATE TABLE token_secret (\n"
    "    token_key $T PRIMARY KEY REFERENCES record (key) ON UPDATE CASCADE ON DELETE CASCADE,\n"
    "    hash $T NOT NULL UNIQUE\n"
    ")$S;\n"
    "CREATE TABLE idempotency (\n"
    "    user_key $T NOT NULL REFERENCES record (key) ON UPDATE CASCADE ON DELETE CASCADE,\n"
    "    name $T NOT NULL,\n"
    "    request_hash $T NOT NULL,\n"
    "    status $I NOT NULL,\n"
    "    record_key $T,\n"
    "    body $T NOT NULL,\n"
    "    created_at $I NOT NULL,\n"
    "    PRIMARY KEY (user_key, name)\n"
    ")$S;\n"
    "CREATE INDEX idempotency_created ON idempotency (created_at);\n";

void schema_accounts_print(enum store_kind kind, struct buffer *output)
{
    schema_template_print(tables, kind, output);
}
