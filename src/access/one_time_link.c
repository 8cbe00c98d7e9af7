// SPDX-License-Identifier: Apache-2.0
// The table one_time_link: rows by the digest of a token that only the receiver has.
#include "access/one_time_link.h"

#include "access/account.h"
#include "base/digest.h"

static const struct {
    const char *code;
    const char *path;
    int64_t life;
} purposes[LINK_PURPOSE_COUNT] = {
    [LINK_SETUP] = {"setup", "/setup?token=", LINK_SETUP_LIFE},
    [LINK_INVITATION] = {"invitation", "/invitation?token=", LINK_INVITATION_LIFE},
    [LINK_PASSWORD] = {"password", "/invitation?token=", LINK_PASSWORD_LIFE},
};

static const struct statement insert = {
    .name = "one_time_link_insert",
    .common = SQL("INSERT INTO one_time_link (hash, purpose, user_key, created_at, expires_at) "
                  "VALUES ($1, $2, $3, $4, $5)"),
    .parameters = "tttii",
    .columns = "",
};

static const struct statement replace = {
    .name = "one_time_link_replace",
    .common = SQL("DELETE FROM one_time_link WHERE user_key = $1 OR expires_at <= $2"),
    .parameters = "ti",
    .columns = "",
};

static const struct statement find = {
    .name = "one_time_link_find",
    .common = SQL("SELECT purpose, user_key FROM one_time_link WHERE hash = $1 AND expires_at > $2"),
    .parameters = "ti",
    .columns = "tt",
};

static const struct statement delete_one = {
    .name = "one_time_link_delete",
    .common = SQL("DELETE FROM one_time_link WHERE hash = $1"),
    .parameters = "t",
    .columns = "",
};

static const struct statement delete_setup = {
    .name = "one_time_link_delete_setup",
    .common = SQL("DELETE FROM one_time_link WHERE purpose = 'setup'"),
    .parameters = "",
    .columns = "",
};

static const struct statement *const statements[] = {&insert, &replace, &find, &delete_one, &delete_setup};
const struct statement_list one_time_link_statements = {statements, sizeof statements / sizeof statements[0]};

const char *one_time_link_path(enum link_purpose purpose)
{
    return purpose < LINK_PURPOSE_COUNT ? purposes[purpose].path : "/";
}

enum error one_time_link_create(struct transaction *transaction, enum link_purpose purpose, struct text user,
    char ret_token[LINK_TOKEN_SIZE])
{
    int64_t now = transaction_now(transaction);
    // For the setup the user is empty, which is nobody's key: only what is over is deleted.
    const struct value old[] = {value_text(user), value_integer(now)};
    enum error error = store_execute(transaction, &replace, old, 2, NULL);
    if (error) return error;
    char token[LINK_TOKEN_SIZE], hash[DIGEST_HEX_SIZE];
    random_token(token, 32);
    digest_hex(text_from(token), hash);
    const struct value parameters[] = {value_string(hash), value_string(purposes[purpose].code),
        text_is_empty(user) ? value_null() : value_text(user), value_integer(now),
        value_integer(now + purposes[purpose].life)};
    error = store_execute(transaction, &insert, parameters, 5, NULL);
    if (!error) memcpy(ret_token, token, sizeof token);
    return error;
}

static enum error setup_write(struct transaction *transaction, void *closure)
{
    char *token = closure;
    token[0] = '\0';
    bool has = false;
    enum error error = account_has_administrator(transaction, &has);
    if (error || has) return error;
    return one_time_link_create(transaction, LINK_SETUP, TEXT(""), token);
}

enum error one_time_link_create_setup(struct store *store, char ret_token[LINK_TOKEN_SIZE])
{
    return store_write(store, setup_write, ret_token);
}

enum error one_time_link_find(struct transaction *transaction, struct text token, struct arena *arena,
    enum link_purpose *ret_purpose, struct text *ret_user)
{
    char hash[DIGEST_HEX_SIZE];
    digest_hex(token, hash);
    const struct value parameters[] = {value_string(hash), value_integer(transaction_now(transaction))};
    struct cursor *cursor = NULL;
    enum error error = store_query(transaction, &find, parameters, 2, &cursor);
    if (!error) error = cursor_next(cursor);
    if (!error) {
        struct text user = cursor_is_null(cursor, 1) ? TEXT("") : cursor_text(cursor, 1);
        const char *copy = text_copy(user, arena);
        error = copy ? ERROR_NOT_FOUND : ERROR_MEMORY;
        for (unsigned i = 0; copy && i < LINK_PURPOSE_COUNT; i++) {
            if (!text_is(cursor_text(cursor, 0), purposes[i].code)) continue;
            *ret_purpose = (enum link_purpose)i;
            *ret_user = (struct text){copy, user.length};
            error = ERROR_NONE;
        }
    }
    cursor_close(cursor);
    return error == ERROR_END ? ERROR_NOT_FOUND : error;
}

enum error one_time_link_use(struct transaction *transaction, struct text token)
{
    char hash[DIGEST_HEX_SIZE];
    digest_hex(token, hash);
    const struct value parameter = value_string(hash);
    int64_t changed = 0;
    enum error error = store_execute(transaction, &delete_one, &parameter, 1, &changed);
    if (!error && changed == 0) error = ERROR_NOT_FOUND;
    return error;
}

enum error one_time_link_end_setup(struct transaction *transaction)
{
    return store_execute(transaction, &delete_setup, NULL, 0, NULL);
}
