// SPDX-License-Identifier: Apache-2.0
// The table idempotency: replies by user and key.
#include "http/idempotency.h"

#include "store/store.h"

static const struct statement find = {
    .name = "idempotency_find",
    .common = SQL("SELECT request_hash, status, record_key, body FROM idempotency "
                  "WHERE user_key = $1 AND name = $2 AND created_at > $3"),
    .parameters = "tti",
    .columns = "titt",
};

static const struct statement sweep = {
    .name = "idempotency_sweep",
    .common = SQL("DELETE FROM idempotency WHERE created_at <= $1"),
    .parameters = "i",
    .columns = "",
};

static const struct statement insert = {
    .name = "idempotency_insert",
    .common =
        SQL("INSERT INTO idempotency (user_key, name, request_hash, status, record_key, body, created_at) "
            "VALUES ($1, $2, $3, $4, $5, $6, $7)"),
    .parameters = "tttitti",
    .columns = "",
};

static const struct statement *const statements[] = {&find, &sweep, &insert};
const struct statement_list idempotency_statements = {statements, sizeof statements / sizeof statements[0]};

enum error idempotency_read(struct call *call, struct idempotency *ret_idempotency)
{
    const struct request *request = call->request;
    *ret_idempotency = (struct idempotency){.name = request_header(request, "idempotency-key")};
    if (text_is_empty(ret_idempotency->name)) return ERROR_NONE;
    if (ret_idempotency->name.length > IDEMPOTENCY_KEY_MAXIMUM || !text_is_utf8(ret_idempotency->name)) {
        problem_add(&call->problems, "Idempotency-Key", "has to be UTF-8 of at most %d bytes.",
            IDEMPOTENCY_KEY_MAXIMUM);
        return ERROR_SYNTAX;
    }
    struct buffer whole;
    buffer_init(&whole, request->body.length + request->path.length + 64);
    buffer_print(&whole, "%s %.*s\n", method_name(request->method), TEXT_PRINT(request->path));
    buffer_text(&whole, request->body);
    enum error error = buffer_error(&whole);
    digest_hex(buffer_view(&whole), ret_idempotency->hash);
    buffer_free(&whole);
    return error;
}

enum error idempotency_find(struct transaction *transaction, const struct idempotency *idempotency,
    struct call *call, bool *ret_found, struct text *ret_record)
{
    *ret_found = false;
    if (text_is_empty(idempotency->name)) return ERROR_NONE;
    const struct value parameters[] = {value_text(call->account.user), value_text(idempotency->name),
        value_integer(transaction_now(transaction) - IDEMPOTENCY_LIFE)};
    struct cursor *cursor = NULL;
    enum error error = store_query(transaction, &find, parameters, 3, &cursor);
    if (!error) error = cursor_next(cursor);
    if (!error && !text_is(cursor_text(cursor, 0), idempotency->hash)) error = ERROR_IDEMPOTENCY;
    if (!error) {
        *ret_found = true;
        call->reply->status = (int)cursor_integer(cursor, 1);
        buffer_text(&call->reply->body, cursor_text(cursor, 3));
        struct text key = cursor_is_null(cursor, 2) ? TEXT("") : cursor_text(cursor, 2);
        const char *copy = text_copy(key, call->request->arena);
        if (copy)
            *ret_record = (struct text){copy, key.length};
        else
            error = ERROR_MEMORY;
    }
    cursor_close(cursor);
    return error == ERROR_END ? ERROR_NONE : error;
}

enum error idempotency_keep(struct transaction *transaction, const struct idempotency *idempotency,
    const struct call *call, struct text record)
{
    if (text_is_empty(idempotency->name)) return ERROR_NONE;
    int64_t now = transaction_now(transaction);
    const struct value old = value_integer(now - IDEMPOTENCY_LIFE);
    enum error error = store_execute(transaction, &sweep, &old, 1, NULL);
    if (error) return error;
    const struct value parameters[] = {value_text(call->account.user), value_text(idempotency->name),
        value_string(idempotency->hash), value_integer(call->reply->status),
        text_is_empty(record) ? value_null() : value_text(record),
        value_text(buffer_view(&call->reply->body)), value_integer(now)};
    return store_execute(transaction, &insert, parameters, 7, NULL);
}
