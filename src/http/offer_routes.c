// SPDX-License-Identifier: Apache-2.0
// Price lists as files of Pricing2Yaml: brought, and given out.
#include "http/handlers.h"
#include "http/service.h"
#include "offer/pricing2yaml.h"

struct bringing {
    struct call *call;
    struct pricing2yaml_request request;
    struct pricing2yaml_result result;
    struct problem_list notes;
    bool is_dry_run, is_right;
};

// A dry run ends as if it had been cancelled, so that nothing of it is kept.
static enum error import_write(struct transaction *transaction, void *closure)
{
    struct bringing *bringing = closure;
    struct call *call = bringing->call;
    struct arena *arena = call->request->arena;
    problem_list_init(&call->problems, arena);
    problem_list_init(&bringing->notes, arena);
    enum error error = pricing2yaml_import(transaction, &call->actor, &bringing->request, arena,
        &call->problems, &bringing->notes, &bringing->result);
    bringing->is_right = !error;
    return !error && bringing->is_dry_run ? ERROR_CANCELLED : error;
}

static enum error request_read(struct call *call, struct bringing *bringing)
{
    static const char *const known[] = {"product", "content", "name", "is_dry_run", NULL};
    struct json_value root;
    enum error error = call_expect_taken(call, NULL);
    if (!error) error = call_body(call, &root);
    if (error) return error;
    struct problem_list *problems = &call->problems;
    if (!json_value_expect(&root, JSON_KIND_OBJECT, problems) ||
        !json_value_expect_members(&root, known, problems))
        return ERROR_INVALID;
    const struct json_value product = json_value_member(&root, "product"),
                            content = json_value_member(&root, "content"),
                            name = json_value_member(&root, "name"),
                            dry = json_value_member(&root, "is_dry_run");
    bool is_right = json_value_read_text(&product, problems, &bringing->request.product);
    is_right = json_value_read_text(&content, problems, &bringing->request.content) && is_right;
    if (json_value_is_present(&name) && json_value_kind(&name) != JSON_KIND_NULL)
        is_right = json_value_read_text(&name, problems, &bringing->request.name) && is_right;
    if (json_value_is_present(&dry))
        is_right = json_value_read_boolean(&dry, problems, &bringing->is_dry_run) && is_right;
    return is_right ? ERROR_NONE : ERROR_INVALID;
}

static void count_write(struct json_writer *writer, const char *name, uint32_t count)
{
    json_write_key(writer, name);
    json_write_integer(writer, count);
}

enum error pricing2yaml_import_route(struct call *call)
{
    struct bringing bringing = {.call = call};
    const struct pricing2yaml_result *result = &bringing.result;
    struct json_writer writer;
    enum error error = request_read(call, &bringing);
    if (!error) error = store_write(call->service->store, import_write, &bringing);
    if (error == ERROR_CANCELLED && bringing.is_right) error = ERROR_NONE;
    if (error) return error;
    call_json_begin(call, 200, &writer);
    json_write_object_begin(&writer);
    json_write_key(&writer, "price_list");
    json_write_text(&writer, result->price_list);
    json_write_key(&writer, "is_dry_run");
    json_write_boolean(&writer, bringing.is_dry_run);
    count_write(&writer, "plans", result->plans);
    count_write(&writer, "add_ons", result->add_ons);
    count_write(&writer, "features", result->features);
    count_write(&writer, "values", result->values);
    count_write(&writer, "prices", result->prices);
    json_write_key(&writer, "left_out");
    json_write_array_begin(&writer);
    for (const struct problem *note = bringing.notes.first; note; note = note->next) {
        json_write_object_begin(&writer);
        count_write(&writer, "line", (uint32_t)note->line);
        json_write_key(&writer, "message");
        json_write_string(&writer, note->message);
        json_write_object_end(&writer);
    }
    json_write_array_end(&writer);
    json_write_object_end(&writer);
    return call_json_finish(call, &writer);
}

enum error pricing2yaml_export_route(struct call *call)
{
    struct transaction *transaction = NULL;
    struct problem_list notes;
    enum error error = call_expect_taken(call, NULL);
    if (!error) error = call_transaction(call, &transaction);
    if (error) return error;
    problem_list_init(&notes, call->request->arena);
    const size_t before = call->reply->body.length;
    error = pricing2yaml_export(transaction, &call->actor, call->route.parts[0], call->request->arena,
        &call->problems, &notes, &call->reply->body);
    if (error) {
        call->reply->body.length = before;
        return error;
    }
    call->reply->status = 200;
    reply_header(call->reply, "Content-Type", "application/yaml; charset=utf-8");
    reply_header_print(call->reply, call->request->arena, "Content-Disposition",
        "attachment; filename=\"%.*s.yml\"", TEXT_PRINT(call->route.parts[0]));
    return ERROR_NONE;
}
