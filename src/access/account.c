// SPDX-License-Identifier: Apache-2.0
// Users read as accounts.
#include "access/account.h"

// The word user belongs to SQL, hence the quotes.
#define ACCOUNT_COLUMNS "key, name, email, person, role, disabled"

static const struct statement find_email = {
    .name = "account_find_email",
    .common = SQL("SELECT " ACCOUNT_COLUMNS " FROM \"user\" WHERE email = $1"),
    .parameters = "t",
    .columns = "tttttb",
};

static const struct statement find_user = {
    .name = "account_find_user",
    .common = SQL("SELECT " ACCOUNT_COLUMNS " FROM \"user\" WHERE key = $1"),
    .parameters = "t",
    .columns = "tttttb",
};

static const struct statement find_administrator = {
    .name = "account_find_administrator",
    .common = SQL("SELECT key FROM \"user\" WHERE role = 'administrator' AND NOT disabled LIMIT 1"),
    .parameters = "",
    .columns = "t",
};

static const struct statement *const statements[] = {&find_email, &find_user, &find_administrator};
const struct statement_list account_statements = {statements, sizeof statements / sizeof statements[0]};

static bool column_copy(
    const struct cursor *cursor, unsigned column, struct arena *arena, struct text *ret_text)
{
    struct text text = cursor_is_null(cursor, column) ? TEXT("") : cursor_text(cursor, column);
    const char *copy = text_copy(text, arena);
    *ret_text = (struct text){copy, copy ? text.length : 0};
    return copy != NULL;
}

enum error account_read(
    const struct cursor *cursor, unsigned first, struct arena *arena, struct account *ret_account)
{
    struct account account = {.scope = SCOPE_ADMINISTER};
    if (!column_copy(cursor, first, arena, &account.user) ||
        !column_copy(cursor, first + 1, arena, &account.name) ||
        !column_copy(cursor, first + 2, arena, &account.email) ||
        !column_copy(cursor, first + 3, arena, &account.person))
        return ERROR_MEMORY;
    if (!access_role_parse(cursor_text(cursor, first + 4), &account.role)) return ERROR_INTERNAL;
    *ret_account = account;
    return ERROR_NONE;
}

static enum error account_find(struct transaction *transaction, const struct statement *statement,
    struct text by, struct arena *arena, struct account *ret_account)
{
    struct cursor *cursor = NULL;
    const struct value parameter = value_text(by);
    enum error error = store_query(transaction, statement, &parameter, 1, &cursor);
    if (!error) error = cursor_next(cursor);
    if (!error) error = account_read(cursor, 0, arena, ret_account);
    if (!error) ret_account->is_disabled = cursor_boolean(cursor, 5);
    cursor_close(cursor);
    return error == ERROR_END ? ERROR_NOT_FOUND : error;
}

enum error account_find_email(
    struct transaction *transaction, struct text email, struct arena *arena, struct account *ret_account)
{
    struct text trimmed = text_trim(email);
    char *lower = arena_text(arena, trimmed.data ? trimmed.data : "", trimmed.length);
    if (!lower) return ERROR_MEMORY;
    for (size_t i = 0; i < trimmed.length; i++)
        if (lower[i] >= 'A' && lower[i] <= 'Z') lower[i] = (char)(lower[i] - 'A' + 'a');
    return account_find(transaction, &find_email, (struct text){lower, trimmed.length}, arena, ret_account);
}

enum error account_find_user(
    struct transaction *transaction, struct text user, struct arena *arena, struct account *ret_account)
{
    return account_find(transaction, &find_user, user, arena, ret_account);
}

enum error account_has_administrator(struct transaction *transaction, bool *ret_has)
{
    struct cursor *cursor = NULL;
    enum error error = store_query(transaction, &find_administrator, NULL, 0, &cursor);
    if (!error) error = cursor_next(cursor);
    cursor_close(cursor);
    if (error && error != ERROR_END) return error;
    *ret_has = error == ERROR_NONE;
    return ERROR_NONE;
}

struct actor account_actor(const struct account *account, const char *via)
{
    return (struct actor){.user = account->user,
        .role = account->role,
        .scope = account->scope,
        .via = via,
        .import = TEXT(""),
        .person = account->person};
}
