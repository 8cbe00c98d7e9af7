// SPDX-License-Identifier: Apache-2.0
// The table session: rows by the digest of a secret that only the browser has.
#include "access/session.h"

#include "base/digest.h"

static const struct statement insert = {
    .name = "session_insert",
    .common = SQL("INSERT INTO session (hash, user_key, created_at, seen_at, address) "
                  "VALUES ($1, $2, $3, $4, $5)"),
    .parameters = "ttiit",
    .columns = "",
};

static const struct statement find = {
    .name = "session_find",
    .common = SQL("SELECT u.key, u.name, u.email, u.person, u.role, s.seen_at "
                  "FROM session s JOIN \"user\" u ON u.key = s.user_key "
                  "WHERE s.hash = $1 AND s.created_at > $2 AND s.seen_at > $3 AND NOT u.disabled"),
    .parameters = "tii",
    .columns = "ttttti",
};

static const struct statement touch = {
    .name = "session_touch",
    .common = SQL("UPDATE session SET seen_at = $2 WHERE hash = $1 AND seen_at < $2"),
    .parameters = "ti",
    .columns = "",
};

static const struct statement close_one = {
    .name = "session_close",
    .common = SQL("DELETE FROM session WHERE hash = $1"),
    .parameters = "t",
    .columns = "",
};

static const struct statement close_user = {
    .name = "session_close_all",
    .common = SQL("DELETE FROM session WHERE user_key = $1"),
    .parameters = "t",
    .columns = "",
};

static const struct statement sweep = {
    .name = "session_sweep",
    .common = SQL("DELETE FROM session WHERE created_at <= $1 OR seen_at <= $2"),
    .parameters = "ii",
    .columns = "",
};

static const struct statement *const statements[] = {&insert, &find, &touch, &close_one, &close_user, &sweep};
const struct statement_list session_statements = {statements, sizeof statements / sizeof statements[0]};

enum error session_open(struct transaction *transaction, struct text user, struct text address,
    char ret_secret[SESSION_SECRET_SIZE])
{
    char secret[SESSION_SECRET_SIZE], hash[DIGEST_HEX_SIZE];
    random_token(secret, 32);
    digest_hex(text_from(secret), hash);
    struct value now = value_integer(transaction_now(transaction));
    const struct value parameters[] = {value_string(hash), value_text(user), now, now, value_text(address)};
    enum error error = store_execute(transaction, &insert, parameters, 5, NULL);
    if (!error) memcpy(ret_secret, secret, sizeof secret);
    return error;
}

enum error session_find(
    struct transaction *transaction, struct text secret, struct arena *arena, struct account *ret_account)
{
    if (secret.length != SESSION_SECRET_SIZE - 1) return ERROR_UNAUTHENTICATED;
    char hash[DIGEST_HEX_SIZE];
    digest_hex(secret, hash);
    int64_t now = transaction_now(transaction);
    const struct value parameters[] = {
        value_string(hash), value_integer(now - SESSION_ABSOLUTE), value_integer(now - SESSION_IDLE)};
    struct cursor *cursor = NULL;
    enum error error = store_query(transaction, &find, parameters, 3, &cursor);
    if (!error) error = cursor_next(cursor);
    if (!error) error = account_read(cursor, 0, arena, ret_account);
    if (!error) ret_account->needs_touch = cursor_integer(cursor, 5) < now - SESSION_TOUCH;
    cursor_close(cursor);
    return error == ERROR_END ? ERROR_UNAUTHENTICATED : error;
}

enum error session_touch(struct transaction *transaction, struct text secret)
{
    char hash[DIGEST_HEX_SIZE];
    digest_hex(secret, hash);
    const struct value parameters[] = {value_string(hash), value_integer(transaction_now(transaction))};
    return store_execute(transaction, &touch, parameters, 2, NULL);
}

enum error session_close(struct transaction *transaction, struct text secret)
{
    char hash[DIGEST_HEX_SIZE];
    digest_hex(secret, hash);
    const struct value parameter = value_string(hash);
    return store_execute(transaction, &close_one, &parameter, 1, NULL);
}

enum error session_close_all(struct transaction *transaction, struct text user)
{
    const struct value parameter = value_text(user);
    return store_execute(transaction, &close_user, &parameter, 1, NULL);
}

enum error session_sweep(struct transaction *transaction)
{
    int64_t now = transaction_now(transaction);
    const struct value parameters[] = {
        value_integer(now - SESSION_ABSOLUTE), value_integer(now - SESSION_IDLE)};
    return store_execute(transaction, &sweep, parameters, 2, NULL);
}
