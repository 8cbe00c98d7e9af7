// SPDX-License-Identifier: Apache-2.0
// The table token_secret, joined with tokens and users to know on whose behalf a program calls.
#include "access/token_secret.h"

#include "base/calendar.h"
#include "base/digest.h"

static const struct statement insert = {
    .name = "token_secret_insert",
    .common = SQL("INSERT INTO token_secret (token_key, hash) VALUES ($1, $2)"),
    .parameters = "tt",
    .columns = "",
};

static const struct statement find = {
    .name = "token_secret_find",
    .common =
        SQL("SELECT u.key, u.name, u.email, u.person, u.role, t.scope, t.last_used_on "
            "FROM token_secret s JOIN token t ON t.key = s.token_key JOIN \"user\" u ON u.key = t.\"user\" "
            "WHERE s.hash = $1 AND t.expires_on >= $2 AND NOT u.disabled"),
    .parameters = "tt",
    .columns = "ttttttt",
};

static const struct statement touch = {
    .name = "token_secret_touch",
    .common = SQL("UPDATE token SET last_used_on = $2 "
                  "WHERE key = (SELECT token_key FROM token_secret WHERE hash = $1) "
                  "AND (last_used_on IS NULL OR last_used_on < $2)"),
    .parameters = "tt",
    .columns = "",
};

static const struct statement *const statements[] = {&insert, &find, &touch};
const struct statement_list token_secret_statements = {statements, sizeof statements / sizeof statements[0]};

static void today_print(struct transaction *transaction, char out[CALENDAR_DATE_SIZE])
{
    calendar_print_date(calendar_day_of(transaction_now(transaction)), out);
}

enum error token_secret_create(
    struct transaction *transaction, struct text token, char ret_secret[TOKEN_SECRET_SIZE])
{
    char secret[TOKEN_SECRET_SIZE] = TOKEN_SECRET_PREFIX, hash[DIGEST_HEX_SIZE];
    random_token(secret + sizeof TOKEN_SECRET_PREFIX - 1, 32);
    digest_hex(text_from(secret), hash);
    const struct value parameters[] = {value_text(token), value_string(hash)};
    enum error error = store_execute(transaction, &insert, parameters, 2, NULL);
    if (!error) memcpy(ret_secret, secret, sizeof secret);
    return error;
}

enum error token_secret_find(
    struct transaction *transaction, struct text secret, struct arena *arena, struct account *ret_account)
{
    if (secret.length != TOKEN_SECRET_SIZE - 1 || !text_prefix(secret, TEXT(TOKEN_SECRET_PREFIX)))
        return ERROR_UNAUTHENTICATED;
    char hash[DIGEST_HEX_SIZE], today[CALENDAR_DATE_SIZE];
    digest_hex(secret, hash);
    today_print(transaction, today);
    const struct value parameters[] = {value_string(hash), value_string(today)};
    struct cursor *cursor = NULL;
    enum error error = store_query(transaction, &find, parameters, 2, &cursor);
    if (!error) error = cursor_next(cursor);
    if (!error) error = account_read(cursor, 0, arena, ret_account);
    if (!error && !access_scope_parse(cursor_text(cursor, 5), &ret_account->scope)) error = ERROR_INTERNAL;
    if (!error)
        ret_account->needs_touch = cursor_is_null(cursor, 6) || !text_is(cursor_text(cursor, 6), today);
    cursor_close(cursor);
    return error == ERROR_END ? ERROR_UNAUTHENTICATED : error;
}

enum error token_secret_touch(struct transaction *transaction, struct text secret)
{
    char hash[DIGEST_HEX_SIZE], today[CALENDAR_DATE_SIZE];
    digest_hex(secret, hash);
    today_print(transaction, today);
    const struct value parameters[] = {value_string(hash), value_string(today)};
    return store_execute(transaction, &touch, parameters, 2, NULL);
}
