// SPDX-License-Identifier: Apache-2.0
// Reading one record, or all of a resource one after the other.
#include "base/text.h"
#include "store/record_key.h"
#include "store/record_line.h"
#include "store/record_row.h"
#include "store/record_statement.h"
#include "store/records.h"
#include "store/schema_column.h"

static bool is_allowed(const struct transaction *transaction, const struct actor *actor,
    const struct record *record, enum verb verb)
{
    return permission_allows_record(actor, record, verb) &&
           record_line_is_shown(transaction_registry(transaction), actor, record);
}

static void hide(const struct transaction *transaction, const struct actor *actor, struct record *record,
    struct arena *arena)
{
    record_hide(record, actor);
    record_line_hide(transaction_registry(transaction), actor, record, arena);
}

static enum error record_show(const struct transaction *transaction, const struct actor *actor,
    struct record *record, enum error error, struct arena *arena, struct record **ret_record)
{
    if (error) return error;
    if (!is_allowed(transaction, actor, record, VERB_SHOW)) return ERROR_FORBIDDEN;
    hide(transaction, actor, record, arena);
    *ret_record = record;
    return ERROR_NONE;
}

enum error record_get(struct transaction *transaction, const struct actor *actor,
    const struct resource *resource, struct text key, struct arena *arena, struct record **ret_record)
{
    if (resource && !permission_allows_some(actor, resource, VERB_SHOW)) return ERROR_FORBIDDEN;
    struct record *record = NULL;
    enum error error =
        resource ? record_select_key(transaction, resource, key, arena, &record) : ERROR_NOT_FOUND;
    if (error != ERROR_NOT_FOUND || (resource && resource_is_log(resource)))
        return record_show(transaction, actor, record, error, arena, ret_record);
    // An old key, or no resource was named.
    const struct resource *found;
    struct text current;
    error = record_resolve_key(transaction, key, arena, &found, &current);
    if (error) return error;
    if (resource && found != resource) return ERROR_NOT_FOUND;
    if (!permission_allows_some(actor, found, VERB_SHOW)) return ERROR_FORBIDDEN;
    error = record_select_key(transaction, found, current, arena, &record);
    return record_show(transaction, actor, record, error, arena, ret_record);
}

enum error record_get_external(struct transaction *transaction, const struct actor *actor,
    const struct resource *resource, struct text source, struct text external_id, struct arena *arena,
    struct record **ret_record)
{
    if (!permission_allows_some(actor, resource, VERB_SHOW)) return ERROR_FORBIDDEN;
    if (resource_is_log(resource)) return ERROR_NOT_FOUND;
    const struct statement *statement;
    enum error error = record_statement(transaction, resource, RECORD_SELECT_BY_EXTERNAL, arena, &statement);
    if (error) return error;
    struct value parameters[] = {value_text(source), value_text(external_id)};
    struct record *record = NULL;
    error = record_select(transaction, resource, statement, parameters, 2, arena, &record);
    return record_show(transaction, actor, record, error, arena, ret_record);
}

// Rows are read in portions, each statement run to its end, so that a visitor may use the transaction
// meanwhile and neither database holds more than a portion.
#define PORTION 500

struct walk {
    struct transaction *transaction;
    const struct actor *actor;
    const struct resource *resource;
    enum error (*visit)(const struct record *record, void *closure);
    void *closure;
    struct arena arena; // one portion
    struct arena last;  // the key that it ended with
    struct value after;
};

static enum error walk_read(struct walk *walk, struct record **records, size_t *ret_count)
{
    *ret_count = 0;
    arena_reset(&walk->arena);
    const struct statement *statement;
    enum error error =
        record_statement(walk->transaction, walk->resource, RECORD_SELECT_AFTER, &walk->arena, &statement);
    struct value *row =
        arena_array(&walk->arena, struct value, walk->resource->field_count + SYSTEM_COLUMN_COUNT);
    if (!row) return ERROR_MEMORY;
    struct value parameters[] = {walk->after, value_integer(PORTION)};
    struct cursor *cursor = NULL;
    if (!error) error = store_query(walk->transaction, statement, parameters, 2, &cursor);
    while (!error) {
        error = cursor_next(cursor);
        if (!error) error = record_row(cursor, walk->resource, NULL, row, &walk->arena, &records[*ret_count]);
        if (!error) ++*ret_count;
    }
    cursor_close(cursor);
    return error == ERROR_END ? ERROR_NONE : error;
}

static enum error walk_show(struct walk *walk, struct record **records, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!is_allowed(walk->transaction, walk->actor, records[i], VERB_LIST)) continue;
        hide(walk->transaction, walk->actor, records[i], &walk->arena);
        enum error error = walk->visit(records[i], walk->closure);
        if (error) return error;
    }
    return ERROR_NONE;
}

static enum error walk_go(struct walk *walk)
{
    struct record *records[PORTION];
    bool is_log = resource_is_log(walk->resource);
    walk->after = is_log ? value_integer(0) : value_string("");
    for (;;) {
        size_t count;
        enum error error = walk_read(walk, records, &count);
        if (error || count == 0) return error;
        arena_reset(&walk->last);
        walk->after = records[count - 1]->values[0];
        if (!is_log) {
            struct text key;
            error = text_keep(records[count - 1]->key, &walk->last, &key);
            walk->after = value_text(key);
        }
        if (!error) error = walk_show(walk, records, count);
        if (error || count < PORTION) return error;
    }
}

enum error record_each(struct transaction *transaction, const struct actor *actor,
    const struct resource *resource, enum error (*visit)(const struct record *record, void *closure),
    void *closure)
{
    if (!permission_allows_some(actor, resource, VERB_LIST)) return ERROR_FORBIDDEN;
    struct walk walk = {
        .transaction = transaction, .actor = actor, .resource = resource, .visit = visit, .closure = closure};
    arena_init(&walk.arena, (size_t)256 << 20);
    arena_init(&walk.last, 65536);
    enum error error = walk_go(&walk);
    arena_free(&walk.arena);
    arena_free(&walk.last);
    return error;
}
