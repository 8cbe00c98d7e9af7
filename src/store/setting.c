// SPDX-License-Identifier: Apache-2.0
// Settings of the workspace: small named texts.
#include "base/text.h"
#include "store/schema.h"
#include "store/statements.h"

static const struct statement select_setting = {.name = "setting select",
    .common = SQL("SELECT value FROM setting WHERE name = $1"),
    .parameters = "t",
    .columns = "t"};
static const struct statement insert_setting = {.name = "setting insert",
    .common =
        SQL("INSERT INTO setting (name, value, changed_at, changed_by) VALUES ($1, $2, $3, $4)"
            " ON CONFLICT (name) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at,"
            " changed_by = excluded.changed_by"),
    .parameters = "ttit",
    .columns = ""};
static const struct statement delete_setting = {.name = "setting delete",
    .common = SQL("DELETE FROM setting WHERE name = $1"),
    .parameters = "t",
    .columns = ""};
static const struct statement select_all = {.name = "setting select all",
    .common = SQL("SELECT name, value FROM setting ORDER BY name"),
    .parameters = "",
    .columns = "tt"};

static const struct statement *const statements[] = {
    &select_setting, &insert_setting, &delete_setting, &select_all};
const struct statement_list setting_statements = {statements, sizeof statements / sizeof statements[0]};

enum error setting_get(
    struct transaction *transaction, const char *name, struct arena *arena, struct text *ret_value)
{
    *ret_value = TEXT("");
    struct value parameter = value_string(name);
    struct cursor *cursor;
    enum error error = store_query(transaction, &select_setting, &parameter, 1, &cursor);
    if (!error) error = cursor_next(cursor);
    if (!error) {
        const char *copy = text_copy(cursor_text(cursor, 0), arena);
        if (copy) *ret_value = (struct text){copy, cursor_text(cursor, 0).length};
        if (!copy) error = ERROR_MEMORY;
    }
    cursor_close(cursor);
    return error == ERROR_END ? ERROR_NONE : error;
}

enum error setting_each(struct transaction *transaction,
    enum error (*visit)(struct text name, struct text value, void *closure), void *closure)
{
    struct cursor *cursor;
    enum error error = store_query(transaction, &select_all, NULL, 0, &cursor);
    while (!error) {
        error = cursor_next(cursor);
        if (!error) error = visit(cursor_text(cursor, 0), cursor_text(cursor, 1), closure);
    }
    cursor_close(cursor);
    return error == ERROR_END ? ERROR_NONE : error;
}

enum error setting_set(
    struct transaction *transaction, const struct actor *actor, const char *name, struct text value)
{
    if (!permission_allows_settings(actor)) return ERROR_FORBIDDEN;
    struct value parameters[] = {value_string(name), value_text(value),
        value_integer(transaction_now(transaction)), value_text(actor->user)};
    if (text_is_empty(value)) return store_execute(transaction, &delete_setting, parameters, 1, NULL);
    return store_execute(transaction, &insert_setting, parameters, 4, NULL);
}
