// SPDX-License-Identifier: Apache-2.0
// A page of records: the steps of list_statement.h, one after the other, until the page is full.
#include "base/text.h"
#include "store/list_statement.h"
#include "store/record_key.h"
#include "store/record_line.h"
#include "store/record_row.h"
#include "store/schema_column.h"

struct reading {
    struct transaction *transaction;
    const struct actor *actor;
    struct list list;
    struct arena *arena;
    struct record **records;
    struct value *row;
    size_t count, wanted; // one more than the page has: it tells whether there are more
};

static enum error scope_find(const struct registry *registry, const struct actor *actor,
    const struct resource *resource, enum list_scope *ret_scope)
{
    bool shows_all = !record_line_is_scoped(resource) || record_line_shows_all(registry, actor);
    *ret_scope = shows_all ? LIST_ALL : LIST_LINES;
    if (permission_allows(actor, resource, VERB_LIST, false)) return ERROR_NONE;
    if (!permission_allows_some(actor, resource, VERB_LIST)) return ERROR_FORBIDDEN;
    *ret_scope = resource->shared_field >= 0 ? LIST_OWN_OR_SHARED : LIST_OWN;
    // Who wrote a line of a log is not its owner.
    return resource_is_log(resource) ? ERROR_FORBIDDEN : ERROR_NONE;
}

// References may be given by old keys; columns hold current ones.
static enum error filter_translate(
    struct transaction *transaction, struct record_filter *filter, struct arena *arena)
{
    struct value *values = arena_array(arena, struct value, filter->count);
    if (!values) return ERROR_MEMORY;
    for (size_t i = 0; i < filter->count; i++) {
        values[i] = filter->values[i];
        if (values[i].kind != VALUE_TEXT) continue;
        struct text key, resource;
        enum error error = record_key_find(transaction, values[i].text, arena, &key, &resource);
        if (!error) values[i] = value_text(key);
        if (error && error != ERROR_NOT_FOUND) return error;
    }
    filter->values = values;
    return ERROR_NONE;
}

static enum error filters_translate(
    struct transaction *transaction, struct list *list, const struct record_query *query, struct arena *arena)
{
    struct record_filter *filters = arena_array(arena, struct record_filter, query->filter_count);
    if (!filters) return ERROR_MEMORY;
    for (size_t i = 0; i < query->filter_count; i++) {
        filters[i] = query->filters[i];
        bool is_reference =
            filters[i].field >= 0 && query->resource->fields[filters[i].field].type == FIELD_REFERENCE;
        if (!is_reference) continue;
        enum error error = filter_translate(transaction, &filters[i], arena);
        if (error) return error;
    }
    list->filters = filters;
    return ERROR_NONE;
}

static enum error step_read(
    struct reading *reading, enum list_step step, const struct list_position *position)
{
    if (reading->count == reading->wanted) return ERROR_NONE;
    const struct resource *resource = reading->list.query->resource;
    const struct statement *statement;
    enum error error =
        list_statement(&reading->list, step, reading->transaction->store->book, reading->arena, &statement);
    struct value *values;
    size_t count;
    unsigned limit = (unsigned)(reading->wanted - reading->count);
    if (!error)
        error = list_parameters(&reading->list, step, position, limit, reading->arena, &values, &count);
    if (error) return error;
    struct cursor *cursor;
    error = store_query(reading->transaction, statement, values, count, &cursor);
    while (!error) {
        error = cursor_next(cursor);
        if (!error)
            error = record_row(cursor, resource, reading->list.columns, reading->row, reading->arena,
                &reading->records[reading->count]);
        if (!error) reading->count++;
    }
    cursor_close(cursor);
    return error == ERROR_END ? ERROR_NONE : error;
}

static enum error steps_read(struct reading *reading)
{
    const struct record_query *query = reading->list.query;
    bool is_nullable = schema_sort_is_nullable(query->resource, reading->list.sort);
    if (text_is_empty(query->cursor)) {
        enum error error = step_read(reading, LIST_START, NULL);
        return error || !is_nullable ? error : step_read(reading, LIST_NULLS, NULL);
    }
    struct list_position position;
    enum error error = list_cursor_parse(query, reading->arena, &position);
    if (error) return error;
    if (position.sort.kind == VALUE_NULL) return step_read(reading, LIST_NULLS_AFTER, &position);
    // Nothing ties with what is unique in itself.
    if (!schema_sort_is_tie(query->resource, reading->list.sort))
        error = step_read(reading, LIST_TIES, &position);
    if (!error) error = step_read(reading, LIST_AFTER, &position);
    return error || !is_nullable ? error : step_read(reading, LIST_NULLS, NULL);
}

static enum error count_read(struct reading *reading, int64_t *ret_total)
{
    const struct statement *statement;
    enum error error = list_statement(
        &reading->list, LIST_COUNT, reading->transaction->store->book, reading->arena, &statement);
    struct value *values;
    size_t count;
    if (!error) error = list_parameters(&reading->list, LIST_COUNT, NULL, 0, reading->arena, &values, &count);
    if (error) return error;
    struct cursor *cursor;
    error = store_query(reading->transaction, statement, values, count, &cursor);
    if (!error) error = cursor_next(cursor);
    if (!error) *ret_total = cursor_integer(cursor, 0);
    cursor_close(cursor);
    return error;
}

// The cursor for what follows the last record of a full page.
static enum error next_print(const struct reading *reading, const struct record *last, struct text *ret_next)
{
    struct list_position position;
    position.tie = resource_is_log(last->resource) ? last->values[0] : value_text(last->key);
    enum error error = schema_sort_value(reading->list.sort, last, reading->arena, &position.sort);
    return error ? error : list_cursor_print(reading->list.query, &position, reading->arena, ret_next);
}

static enum error reading_init(struct reading *reading, const struct record_query *query)
{
    struct list *list = &reading->list;
    list->query = query;
    list->sort = query->sort ? query->sort : &query->resource->sorts[0];
    list->kind = store_kind(reading->transaction->store);
    list->user = reading->actor->user;
    list->actor = reading->actor;
    list->registry = transaction_registry(reading->transaction);
    if (query->limit < 1 || query->limit > RECORD_LIMIT_MAXIMUM) return ERROR_LIMIT;
    enum error error = scope_find(list->registry, reading->actor, query->resource, &list->scope);
    if (!error) error = list_plan(list, reading->arena);
    if (!error) error = filters_translate(reading->transaction, list, query, reading->arena);
    if (error) return error;
    reading->wanted = query->limit + 1;
    reading->records = arena_array(reading->arena, struct record *, reading->wanted);
    reading->row =
        arena_array(reading->arena, struct value, query->resource->field_count + SYSTEM_COLUMN_COUNT);
    return reading->records && reading->row ? ERROR_NONE : ERROR_MEMORY;
}

enum error record_list(struct transaction *transaction, const struct actor *actor,
    const struct record_query *query, struct arena *arena, struct record_page *ret_page)
{
    struct reading reading = {.transaction = transaction, .actor = actor, .arena = arena};
    enum error error = reading_init(&reading, query);
    if (!error) error = steps_read(&reading);
    if (error) return error;
    struct record_page page = {
        .records = reading.records, .count = reading.count, .next = TEXT(""), .total = -1};
    if (reading.count == reading.wanted) {
        page.count--;
        error = next_print(&reading, reading.records[page.count - 1], &page.next);
    }
    if (!error && query->count) error = count_read(&reading, &page.total);
    if (error) return error;
    bool sees_all = actor_sees_all(actor, query->resource);
    for (size_t i = 0; i < page.count; i++) {
        if (!sees_all) record_hide(page.records[i], actor);
        record_line_hide(reading.list.registry, actor, page.records[i], arena);
    }
    *ret_page = page;
    return ERROR_NONE;
}
