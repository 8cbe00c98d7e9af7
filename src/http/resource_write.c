// SPDX-License-Identifier: Apache-2.0
// POST, PATCH, PUT and DELETE of any resource, and its actions: each one write transaction, in which the
// reply is written too, so that a repeated request (Idempotency-Key) can be given the same.
#include "format/record_json.h"
#include "http/entity_tag.h"
#include "http/handlers.h"
#include "http/idempotency.h"
#include "http/service.h"
#include "store/records.h"

struct change {
    struct call *call;
    // Does the change; fills record, and status of the reply.
    enum error (*run)(struct transaction *transaction, struct change *change);
    const struct record_input *input;
    const struct value *action_input;
    int64_t version; // of If-Match; 0: any
    struct idempotency idempotency;
    bool is_replayed;
    struct text key; // of the record, for the replayed reply
    struct record *record;
};

static enum error change_write(struct transaction *transaction, void *closure)
{
    struct change *change = closure;
    struct call *call = change->call;
    // It may run again after a collision, so it starts from nothing.
    buffer_reset(&call->reply->body);
    problem_list_init(&call->problems, call->request->arena);
    change->record = NULL;
    enum error error =
        idempotency_find(transaction, &change->idempotency, call, &change->is_replayed, &change->key);
    if (error || change->is_replayed) return error;
    error = change->run(transaction, change);
    if (error || !change->record) return error;
    struct json_writer writer;
    json_writer_init(&writer, &call->reply->body);
    record_json_write(change->record, NULL, &writer);
    error = json_writer_finish(&writer);
    if (!error) error = idempotency_keep(transaction, &change->idempotency, call, change->record->key);
    return error;
}

// The record as it is now, for the client that was too late.
static void stale_describe(struct call *call)
{
    struct transaction *transaction = NULL;
    struct record *record = NULL;
    enum error error = call_transaction(call, &transaction);
    if (!error)
        error = record_get(transaction, &call->actor, call->route.resource, call->route.parts[0],
            call->request->arena, &record);
    if (error) return;
    struct json_writer writer;
    json_writer_init(&writer, &call->extension);
    record_json_write(record, NULL, &writer);
    if (json_writer_finish(&writer)) return;
    call->member = "current";
    call->json = buffer_view(&call->extension);
    call->current_version = record->version;
}

static enum error change_finish(struct change *change)
{
    struct call *call = change->call;
    struct reply *reply = call->reply;
    struct arena *arena = call->request->arena;
    enum error error = store_write(call->service->store, change_write, change);
    if (error == ERROR_STALE) stale_describe(call);
    if (error) return error;
    if (change->is_replayed) reply_header(reply, "Idempotency-Replayed", "true");
    struct text key = change->is_replayed ? change->key : change->record ? change->record->key : TEXT("");
    if (reply->status == 201)
        reply_header_print(
            reply, arena, "Location", "/api/v1/%s/%.*s", call->route.resource->name, TEXT_PRINT(key));
    if (change->record) entity_tag_write(change->record->version, arena, reply);
    if (reply->status != 204) reply_header(reply, "Content-Type", "application/json");
    return ERROR_NONE;
}

static enum error change_begin(struct call *call, enum verb verb, struct change *change)
{
    *change = (struct change){.call = call};
    if (!permission_allows_some(&call->actor, call->route.resource, verb)) return ERROR_FORBIDDEN;
    enum error error = call_expect_taken(call, NULL);
    if (!error) error = entity_tag_read(call->request, &call->problems, &change->version);
    return error;
}

static enum error input_read(struct call *call, bool is_creation, struct record_input **ret_input)
{
    struct json_value root;
    enum error error = call_body(call, &root);
    if (!error)
        error = record_json_read(
            &root, call->route.resource, is_creation, call->request->arena, &call->problems, ret_input);
    return error;
}

static enum error create_run(struct transaction *transaction, struct change *change)
{
    struct call *call = change->call;
    call->reply->status = 201;
    return record_create(
        transaction, &call->actor, change->input, call->request->arena, &call->problems, &change->record);
}

enum error resource_create(struct call *call)
{
    struct change change;
    struct record_input *input = NULL;
    enum error error = change_begin(call, VERB_CREATE, &change);
    if (!error) error = idempotency_read(call, &change.idempotency);
    if (!error) error = input_read(call, true, &input);
    if (error) return error;
    change.input = input;
    change.run = create_run;
    return change_finish(&change);
}

static enum error update_run(struct transaction *transaction, struct change *change)
{
    struct call *call = change->call;
    call->reply->status = 200;
    return record_update(transaction, &call->actor, call->route.parts[0], change->version, change->input,
        call->request->arena, &call->problems, &change->record, NULL);
}

enum error resource_update(struct call *call)
{
    struct change change;
    struct record_input *input = NULL;
    enum error error = change_begin(call, VERB_UPDATE, &change);
    if (!error) error = input_read(call, false, &input);
    if (error) return error;
    change.input = input;
    change.run = update_run;
    return change_finish(&change);
}

static enum error delete_run(struct transaction *transaction, struct change *change)
{
    struct call *call = change->call;
    call->reply->status = 204;
    return record_delete(transaction, &call->actor, call->route.resource, call->route.parts[0],
        change->version, call->request->arena, &call->problems);
}

enum error resource_delete(struct call *call)
{
    struct change change;
    enum error error = change_begin(call, VERB_DELETE, &change);
    if (error) return error;
    change.run = delete_run;
    return change_finish(&change);
}

static enum error upsert_run(struct transaction *transaction, struct change *change)
{
    struct call *call = change->call;
    enum record_outcome outcome = RECORD_UNCHANGED;
    enum error error = record_upsert(transaction, &call->actor, change->input, call->request->arena,
        &call->problems, &change->record, &outcome);
    call->reply->status = outcome == RECORD_CREATED ? 201 : 200;
    return error;
}

// The address says which record it is; a body that says something else is a mistake.
static enum error external_set(struct call *call, struct record_input *input)
{
    struct text source = call->route.parts[0], external_id = call->route.parts[1];
    if (!text_is_empty(input->source) && !text_equal(input->source, source))
        problem_add(&call->problems, "source", "is another one than in the address.");
    if (!text_is_empty(input->external_id) && !text_equal(input->external_id, external_id))
        problem_add(&call->problems, "external_id", "is another one than in the address.");
    input->source = source;
    input->external_id = external_id;
    return call->problems.count ? ERROR_INVALID : ERROR_NONE;
}

enum error resource_upsert(struct call *call)
{
    struct change change;
    struct record_input *input = NULL;
    bool may_create = permission_allows_some(&call->actor, call->route.resource, VERB_CREATE);
    enum error error = change_begin(call, may_create ? VERB_CREATE : VERB_UPDATE, &change);
    if (!error && change.version) {
        problem_add(
            &call->problems, "If-Match", "An upsert takes no If-Match; change the record by its key.");
        error = ERROR_SYNTAX;
    }
    if (!error) error = input_read(call, true, &input);
    if (!error) error = external_set(call, input);
    if (error) return error;
    change.input = input;
    change.run = upsert_run;
    return change_finish(&change);
}

static enum error act_run(struct transaction *transaction, struct change *change)
{
    struct call *call = change->call;
    call->reply->status = 200;
    return record_act(transaction, &call->actor, call->route.resource, call->route.parts[0],
        call->route.action, change->action_input, change->version, call->request->arena, &call->problems,
        &change->record);
}

// An action without input takes no body, or {}.
static enum error action_input_read(struct call *call, struct value **ret_values)
{
    struct json_value root;
    if (text_is_empty(call->request->body)) {
        *ret_values = arena_array(call->request->arena, struct value, call->route.action->input_count + 1);
        return *ret_values ? ERROR_NONE : ERROR_MEMORY;
    }
    enum error error = call_body(call, &root);
    if (!error)
        error = record_json_read_action(
            &root, call->route.action, call->request->arena, &call->problems, ret_values);
    return error;
}

enum error resource_act(struct call *call)
{
    struct change change;
    struct value *values = NULL;
    enum error error = change_begin(call, VERB_ACT, &change);
    if (!error) error = idempotency_read(call, &change.idempotency);
    if (!error) error = action_input_read(call, &values);
    if (error) return error;
    change.action_input = values;
    change.run = act_run;
    return change_finish(&change);
}
