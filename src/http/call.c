// SPDX-License-Identifier: Apache-2.0
// What handlers share: snapshot, body, reply.
#include "http/call.h"

#include "http/service.h"

enum error call_transaction(struct call *call, struct transaction **ret_transaction)
{
    enum error error = ERROR_NONE;
    if (!call->transaction) error = store_read(call->service->store, &call->transaction);
    if (!error) *ret_transaction = call->transaction;
    return error;
}

enum error call_body(struct call *call, struct json_value *ret_root)
{
    enum error error = json_document_parse(&call->document, call->request->body, &call->problems);
    if (!error) *ret_root = json_document_root(&call->document);
    return error;
}

enum error call_body_texts(struct call *call, const char *const names[], struct text ret_texts[])
{
    struct json_value root;
    enum error error = call_body(call, &root);
    if (error) return error;
    if (!json_value_expect(&root, JSON_KIND_OBJECT, &call->problems)) return ERROR_INVALID;
    bool is_whole = json_value_expect_members(&root, names, &call->problems);
    for (size_t i = 0; names[i]; i++) {
        struct json_value member = json_value_member(&root, names[i]);
        is_whole = json_value_read_text(&member, &call->problems, &ret_texts[i]) && is_whole;
    }
    return is_whole ? ERROR_NONE : ERROR_INVALID;
}

enum error call_expect_taken(struct call *call, const char *const known[])
{
    return query_string_expect_taken(&call->query, known, call->request->arena, &call->problems);
}

void call_json_begin(struct call *call, int status, struct json_writer *writer)
{
    call->reply->status = status;
    reply_header(call->reply, "Content-Type", "application/json");
    json_writer_init(writer, &call->reply->body);
}

enum error call_json_finish(struct call *call, struct json_writer *writer)
{
    (void)call;
    return json_writer_finish(writer);
}

void call_detail(struct call *call, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    call->detail = arena_print_list(call->request->arena, format, values);
    va_end(values);
}

void call_end(struct call *call)
{
    transaction_end(call->transaction);
    call->transaction = NULL;
    json_document_free(&call->document);
    call->document = (struct json_document){0};
    buffer_free(&call->extension);
}
