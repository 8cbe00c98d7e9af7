// SPDX-License-Identifier: Apache-2.0
// What the program says about itself: its API, its resources, its version, its health.
#include "describe/describe.h"
#include "http/handlers.h"
#include "http/service.h"

enum error openapi_route(struct call *call)
{
    enum error error = call_expect_taken(call, NULL);
    if (error) return error;
    call->reply->status = 200;
    reply_header(call->reply, "Content-Type", "application/json");
    describe_openapi(store_registry(call->service->store), &call->reply->body);
    return ERROR_NONE;
}

enum error describe_route(struct call *call)
{
    enum error error = call_expect_taken(call, NULL);
    if (error) return error;
    call->reply->status = 200;
    reply_header(call->reply, "Content-Type", "application/json");
    describe_registry(store_registry(call->service->store), &call->reply->body);
    return ERROR_NONE;
}

enum error version_route(struct call *call)
{
    enum error error = call_expect_taken(call, NULL);
    if (error) return error;
    struct json_writer writer;
    call_json_begin(call, 200, &writer);
    json_write_object_begin(&writer);
    json_write_key(&writer, "version");
    json_write_string(&writer, TANDEM_VERSION);
    json_write_object_end(&writer);
    return call_json_finish(call, &writer);
}

// Healthy means that the database answers.
enum error health_route(struct call *call)
{
    struct transaction *transaction = NULL;
    bool has = false;
    enum error error = call_transaction(call, &transaction);
    if (!error) error = account_has_administrator(transaction, &has);
    if (error) return error == ERROR_BUSY ? ERROR_BUSY : ERROR_UNAVAILABLE;
    struct json_writer writer;
    call_json_begin(call, 200, &writer);
    json_write_object_begin(&writer);
    json_write_key(&writer, "status");
    json_write_string(&writer, "ok");
    json_write_object_end(&writer);
    return call_json_finish(call, &writer);
}
