// SPDX-License-Identifier: Apache-2.0
// DDL of the system tables: one text, with each database's types put in.
#include "store/schema_system.h"

#include "base/text.h"
#include "store/schema.h"

static const char tables[] =
    "CREATE TABLE record (\n"
    "    key $T PRIMARY KEY,\n"
    "    resource $T NOT NULL\n"
    ")$S;\n"
    "CREATE TABLE record_alias (\n"
    "    key $T PRIMARY KEY,\n"
    "    current_key $T NOT NULL REFERENCES record (key) ON UPDATE CASCADE ON DELETE CASCADE\n"
    ")$S;\n"
    "CREATE INDEX record_alias_current ON record_alias (current_key);\n"
    "CREATE TABLE sequence (\n"
    "    prefix $T PRIMARY KEY,\n"
    "    last $I NOT NULL\n"
    ")$S;\n"
    "CREATE TABLE setting (\n"
    "    name $T PRIMARY KEY,\n"
    "    value $T NOT NULL,\n"
    "    changed_at $I NOT NULL,\n"
    "    changed_by $T NOT NULL\n"
    ")$S;\n"
    "CREATE TABLE price_text (\n"
    "    record $T NOT NULL REFERENCES record (key) ON UPDATE CASCADE ON DELETE CASCADE,\n"
    "    kind $T NOT NULL,\n"
    "    number $I NOT NULL,\n"
    "    content $T NOT NULL,\n"
    "    PRIMARY KEY (record, kind, number)\n"
    ")$S;\n";

static const char version_table[] = "CREATE TABLE schema_version (\n"
                                    "    version $I NOT NULL\n"
                                    ")$S;\n";

void schema_template_print(const char *sql, enum store_kind kind, struct buffer *output)
{
    struct text rest = text_from(sql);
    for (;;) {
        size_t place = text_find(rest, '$');
        buffer_add(output, rest.data, place);
        if (place == rest.length) return;
        switch (rest.data[place + 1]) {
        case 'T': buffer_string(output, kind == STORE_SQLITE ? "TEXT" : "TEXT COLLATE \"C\""); break;
        case 'I': buffer_string(output, kind == STORE_SQLITE ? "INTEGER" : "BIGINT"); break;
        case 'S': buffer_string(output, kind == STORE_SQLITE ? " STRICT" : ""); break;
        default: break;
        }
        rest.data += place + 2;
        rest.length -= place + 2;
    }
}

void schema_system_print(enum store_kind kind, struct buffer *output)
{
    if (kind == STORE_POSTGRES) schema_template_print(version_table, kind, output);
    schema_template_print(tables, kind, output);
}
