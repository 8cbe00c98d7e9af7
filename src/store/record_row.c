// SPDX-License-Identifier: Apache-2.0
// Reads rows into records.
#include "store/record_row.h"

#include "base/text.h"
#include "store/driver.h"
#include "store/record_statement.h"
#include "store/schema_column.h"

enum error text_keep(struct text text, struct arena *arena, struct text *ret_text)
{
    *ret_text = TEXT("");
    if (text.length == 0) return ERROR_NONE;
    const char *copy = text_copy(text, arena);
    if (!copy) return ERROR_MEMORY;
    *ret_text = (struct text){copy, text.length};
    return ERROR_NONE;
}

// Copies the texts of a row into the arena, all in one piece.
static enum error row_keep(struct value *row, size_t count, struct arena *arena)
{
    size_t length = 0;
    for (size_t i = 0; i < count; i++)
        if (row[i].kind == VALUE_TEXT) length += row[i].text.length + 1;
    char *piece = arena_allocate(arena, length);
    if (!piece) return ERROR_MEMORY;
    for (size_t i = 0; i < count; i++) {
        if (row[i].kind != VALUE_TEXT) continue;
        memcpy(piece, row[i].text.data, row[i].text.length);
        row[i].text.data = piece;
        piece += row[i].text.length + 1; // a nul ends each, as arena_text does it
    }
    return ERROR_NONE;
}

static void system_take(const struct value *row, struct record *record)
{
    struct text *texts[] = {&record->key, &record->source, &record->external_id, NULL, &record->created_by,
        NULL, &record->changed_by};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        if (texts[i]) *texts[i] = row[i].kind == VALUE_TEXT ? row[i].text : TEXT("");
    record->created_at = row[3].kind == VALUE_INTEGER ? row[3].integer : 0;
    record->changed_at = row[5].kind == VALUE_INTEGER ? row[5].integer : 0;
    record->version = row[7].kind == VALUE_INTEGER ? row[7].integer : 0;
}

enum error record_row(const struct cursor *cursor, const struct resource *resource, const bool *fields,
    struct value *row, struct arena *arena, struct record **ret_record)
{
    struct record *record = record_new(resource, arena);
    if (!record) return ERROR_MEMORY;
    cursor_values(cursor, row);
    if (row_keep(row, strlen(statement_columns(cursor->statement)), arena)) return ERROR_MEMORY;
    size_t column = 0;
    bool is_log = resource_is_log(resource);
    if (!is_log) {
        system_take(row, record);
        column = SYSTEM_COLUMN_COUNT;
    }
    for (size_t i = 0; i < resource->field_count; i++) {
        if (!field_is_stored(&resource->fields[i]) || (fields && !fields[i] && !(is_log && i == 0))) continue;
        record->values[i] = row[column++];
    }
    if (resource->derive) resource->derive(record);
    *ret_record = record;
    return ERROR_NONE;
}

enum error record_select(struct transaction *transaction, const struct resource *resource,
    const struct statement *statement, const struct value *parameters, size_t count, struct arena *arena,
    struct record **ret_record)
{
    struct value *row = arena_array(arena, struct value, resource->field_count + SYSTEM_COLUMN_COUNT);
    if (!row) return ERROR_MEMORY;
    struct cursor *cursor;
    enum error error = store_query(transaction, statement, parameters, count, &cursor);
    if (!error) error = cursor_next(cursor);
    if (!error) error = record_row(cursor, resource, NULL, row, arena, ret_record);
    cursor_close(cursor);
    return error == ERROR_END ? ERROR_NOT_FOUND : error;
}

enum error record_select_key(struct transaction *transaction, const struct resource *resource,
    struct text key, struct arena *arena, struct record **ret_record)
{
    const struct statement *statement;
    enum error error = record_statement(transaction, resource, RECORD_SELECT_BY_KEY, arena, &statement);
    if (error) return error;
    struct value parameter = value_text(key);
    if (resource_is_log(resource)) {
        int64_t number;
        if (!text_parse_integer(key, 1, INT64_MAX, &number)) return ERROR_NOT_FOUND;
        parameter = value_integer(number);
    }
    return record_select(transaction, resource, statement, &parameter, 1, arena, ret_record);
}

bool actor_is_blind(const struct actor *actor, const struct field *field)
{
    return field_is_hidden(field, (unsigned)actor->role) && !text_is(actor->user, "system");
}

bool actor_sees_all(const struct actor *actor, const struct resource *resource)
{
    for (size_t i = 0; i < resource->field_count; i++)
        if (actor_is_blind(actor, &resource->fields[i])) return false;
    return true;
}

void record_hide(struct record *record, const struct actor *actor)
{
    for (size_t i = 0; i < record->resource->field_count; i++)
        if (actor_is_blind(actor, &record->resource->fields[i])) record->values[i] = value_null();
}
