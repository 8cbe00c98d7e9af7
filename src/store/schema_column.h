// SPDX-License-Identifier: Apache-2.0
// How names, types and orders of the registry are written in SQL: the same for the schema and for composed
// statements.
#ifndef TANDEM_STORE_SCHEMA_COLUMN_H
#define TANDEM_STORE_SCHEMA_COLUMN_H

#include "base/buffer.h"
#include "model/record.h"
#include "model/resource.h"
#include "store/store.h"

// The columns that every record has, before those of its fields; rows of a log have none of them.
#define SYSTEM_COLUMN_COUNT 8
#define SYSTEM_COLUMNS "key, source, external_id, created_at, created_by, changed_at, changed_by, version"
#define SYSTEM_LETTERS "tttititi"

bool resource_is_log(const struct resource *resource);

// The name of a table or column, in quotes where SQL would take it for a word of its own.
void schema_name(struct buffer *output, const char *name);

// The type of a column, and the letter by which statements name it: t, i, r, b.
const char *schema_type(enum field_type type, enum store_kind kind);
char schema_letter(const struct field *field);

// What breaks ties: key, or the number of a log's row.
const char *schema_tie(const struct resource *resource);

// Does an index hold the rows of one value of the field in the order of a sort? References and what is
// declared as a filter leave few rows of many and have one for every sort; choices and booleans leave many,
// and have one for the default.
bool schema_filter_is_indexed(const struct field *field, bool is_default_sort);

// The order of a sort, without direction and tie: lower(name), the position of a choice in its list, the
// plain column. So both databases sort alike, whatever their locale: letters of ASCII without their case,
// everything else by bytes.
void schema_sort_print(const struct resource *resource, const struct sort *sort, struct buffer *output);
// Its letter; whether it can be null; whether it is the tie itself.
char schema_sort_letter(const struct resource *resource, const struct sort *sort);
bool schema_sort_is_nullable(const struct resource *resource, const struct sort *sort);
bool schema_sort_is_tie(const struct resource *resource, const struct sort *sort);
// Its value in a record. ERROR_MEMORY. *arena*
enum error schema_sort_value(const struct sort *sort, const struct record *record, struct arena *arena,
    struct value *ret_value) MUST_CHECK;

#endif
