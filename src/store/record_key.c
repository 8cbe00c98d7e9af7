// SPDX-License-Identifier: Apache-2.0
// The tables record, record_alias and sequence.
#include "store/record_key.h"

#include "base/text.h"
#include "store/record_row.h"
#include "store/records.h"
#include "store/schema.h"
#include "store/statements.h"

static const struct statement select_record = {.name = "record key select",
    .common = SQL("SELECT key, resource FROM record WHERE key = $1"),
    .parameters = "t",
    .columns = "tt"};
static const struct statement select_alias = {.name = "record alias select",
    .common = SQL("SELECT record.key, record.resource FROM record_alias"
                  " JOIN record ON record.key = record_alias.current_key WHERE record_alias.key = $1"),
    .parameters = "t",
    .columns = "tt"};
static const struct statement count_up = {.name = "sequence count up",
    .common = SQL("INSERT INTO sequence (prefix, last) VALUES ($1, 1)"
                  " ON CONFLICT (prefix) DO UPDATE SET last = sequence.last + 1 RETURNING last"),
    .parameters = "t",
    .columns = "i"};
// The same in two, for SQLite: there RETURNING costs a temporary table, and a second statement no round trip.
static const struct statement count_on = {.name = "sequence count on",
    .common = SQL("INSERT INTO sequence (prefix, last) VALUES ($1, 1)"
                  " ON CONFLICT (prefix) DO UPDATE SET last = sequence.last + 1"),
    .parameters = "t",
    .columns = ""};
static const struct statement select_last = {.name = "sequence select",
    .common = SQL("SELECT last FROM sequence WHERE prefix = $1"),
    .parameters = "t",
    .columns = "i"};
static const struct statement count_past = {.name = "sequence count past",
    .common =
        SQL("INSERT INTO sequence (prefix, last) VALUES ($1, $2)"
            " ON CONFLICT (prefix) DO UPDATE SET last = excluded.last WHERE sequence.last < excluded.last"),
    .parameters = "ti",
    .columns = ""};
static const struct statement insert_record = {.name = "record key insert",
    .common = SQL("INSERT INTO record (key, resource) VALUES ($1, $2)"),
    .parameters = "tt",
    .columns = ""};
static const struct statement delete_record = {.name = "record key delete",
    .common = SQL("DELETE FROM record WHERE key = $1"),
    .parameters = "t",
    .columns = ""};
static const struct statement change_record = {.name = "record key change",
    .common = SQL("UPDATE record SET key = $2 WHERE key = $1"),
    .parameters = "tt",
    .columns = ""};
static const struct statement change_history = {.name = "record key change history",
    .common = SQL("UPDATE history SET record = $2 WHERE record = $1"),
    .parameters = "tt",
    .columns = ""};
static const struct statement insert_alias = {.name = "record alias insert",
    .common = SQL("INSERT INTO record_alias (key, current_key) VALUES ($1, $2)"),
    .parameters = "tt",
    .columns = ""};

static const struct statement *const statements[] = {&select_record, &select_alias, &count_up, &count_on,
    &select_last, &count_past, &insert_record, &delete_record, &change_record, &change_history,
    &insert_alias};
const struct statement_list record_key_statements = {statements, sizeof statements / sizeof statements[0]};

static enum error find_by(struct transaction *transaction, const struct statement *statement, struct text key,
    struct arena *arena, struct text *ret_key, struct text *ret_resource)
{
    struct value parameter = value_text(key);
    struct cursor *cursor;
    enum error error = store_query(transaction, statement, &parameter, 1, &cursor);
    if (!error) error = cursor_next(cursor);
    if (!error) error = text_keep(cursor_text(cursor, 0), arena, ret_key);
    if (!error) error = text_keep(cursor_text(cursor, 1), arena, ret_resource);
    cursor_close(cursor);
    return error == ERROR_END ? ERROR_NOT_FOUND : error;
}

enum error record_key_find(struct transaction *transaction, struct text key, struct arena *arena,
    struct text *ret_key, struct text *ret_resource)
{
    enum error error = find_by(transaction, &select_record, key, arena, ret_key, ret_resource);
    if (error == ERROR_NOT_FOUND)
        error = find_by(transaction, &select_alias, key, arena, ret_key, ret_resource);
    return error;
}

enum error record_resolve_key(struct transaction *transaction, struct text key, struct arena *arena,
    const struct resource **ret_resource, struct text *ret_key)
{
    struct text name;
    enum error error = record_key_find(transaction, key, arena, ret_key, &name);
    if (error) return error;
    *ret_resource = registry_find(transaction_registry(transaction), name);
    return *ret_resource ? ERROR_NONE : ERROR_NOT_FOUND;
}

static enum error prefix_find(struct transaction *transaction, const struct record *record,
    struct arena *arena, struct text *ret_prefix)
{
    const struct resource *resource = record->resource;
    *ret_prefix = TEXT("");
    enum error error = ERROR_NONE;
    if (resource->key_prefix) error = resource->key_prefix(transaction, record, arena, ret_prefix);
    if (error || !text_is_empty(*ret_prefix)) return error;
    char name[100];
    snprintf(name, sizeof name, "prefix.%s", resource->name);
    error = setting_get(transaction, name, arena, ret_prefix);
    if (!error && text_is_empty(*ret_prefix)) *ret_prefix = text_from(resource->prefix);
    return error;
}

static enum error sequence_next(struct transaction *transaction, struct text prefix, int64_t *ret_number)
{
    struct value parameter = value_text(prefix);
    struct cursor *cursor = NULL;
    bool is_sqlite = transaction_kind(transaction) == STORE_SQLITE;
    enum error error = is_sqlite ? store_execute(transaction, &count_on, &parameter, 1, NULL) : ERROR_NONE;
    if (!error)
        error = store_query(transaction, is_sqlite ? &select_last : &count_up, &parameter, 1, &cursor);
    if (!error) error = cursor_next(cursor);
    if (!error) *ret_number = cursor_integer(cursor, 0);
    cursor_close(cursor);
    return error == ERROR_END ? ERROR_INTERNAL : error;
}

enum error record_key_next(
    struct transaction *transaction, const struct record *record, struct arena *arena, struct text *ret_key)
{
    struct text prefix;
    int64_t number = 0;
    enum error error = prefix_find(transaction, record, arena, &prefix);
    if (!error) error = sequence_next(transaction, prefix, &number);
    if (error) return error;
    char *key = arena_print(arena, "%.*s-%lld", TEXT_PRINT(prefix), (long long)number);
    if (!key) return ERROR_MEMORY;
    *ret_key = text_from(key);
    return ERROR_NONE;
}

enum error record_key_take(
    struct transaction *transaction, struct text key, struct arena *arena, struct problem_list *problems)
{
    size_t dash = text_find(key, '-');
    int64_t number;
    if (!key_is_shaped(key) || dash + 1 >= key.length ||
        !text_parse_integer(
            (struct text){key.data + dash + 1, key.length - dash - 1}, 1, INT64_C(1) << 53, &number)) {
        problem_add(problems, "key", "Must be a key such as PROD-12.");
        return ERROR_INVALID;
    }
    struct text current, resource;
    enum error error = record_key_find(transaction, key, arena, &current, &resource);
    if (!error) {
        problem_add(problems, "key", "%.*s is taken already.", TEXT_PRINT(key));
        return ERROR_CONFLICT;
    }
    if (error != ERROR_NOT_FOUND) return error;
    struct value parameters[] = {value_text((struct text){key.data, dash}), value_integer(number)};
    return store_execute(transaction, &count_past, parameters, 2, NULL);
}

enum error record_key_insert(struct transaction *transaction, struct text key, const char *resource)
{
    struct value parameters[] = {value_text(key), value_string(resource)};
    return store_execute(transaction, &insert_record, parameters, 2, NULL);
}

enum error record_key_delete(struct transaction *transaction, struct text key)
{
    struct value parameter = value_text(key);
    return store_execute(transaction, &delete_record, &parameter, 1, NULL);
}

enum error record_key_change(struct transaction *transaction, struct text old, struct text new)
{
    struct value parameters[] = {value_text(old), value_text(new)};
    // One statement: the foreign keys carry it to the record, to all that point to it, and to its earlier
    // keys.
    enum error error = store_execute(transaction, &change_record, parameters, 2, NULL);
    if (!error) error = store_execute(transaction, &change_history, parameters, 2, NULL);
    if (!error) error = store_execute(transaction, &insert_alias, parameters, 2, NULL);
    return error;
}
