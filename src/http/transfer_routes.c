// SPDX-License-Identifier: Apache-2.0
// Files in and out: import with preview and undo, export as CSV and JSON.
#include "base/log.h"
#include "http/handlers.h"
#include "http/idempotency.h"
#include "http/service.h"
#include "http/upload.h"
#include "work/export.h"
#include "work/import.h"

#define MAPPING_MAXIMUM (1 << 20)

// The members of a request that carries a file.
struct upload {
    const struct resource *resource;
    struct text file_name;
    struct text content;
    struct text mapping;
    bool dry_run;
};

static enum error mapping_copy(struct call *call, const struct json_value *value, struct text *ret_mapping)
{
    if (!json_value_is_present(value)) return ERROR_NONE;
    struct buffer buffer;
    struct json_writer writer;
    buffer_init(&buffer, MAPPING_MAXIMUM);
    json_writer_init(&writer, &buffer);
    json_value_write(value, &writer);
    enum error error = json_writer_finish(&writer);
    struct text view = buffer_view(&buffer);
    const char *copy = error ? NULL : text_copy(view, call->request->arena);
    if (!error && !copy) error = ERROR_MEMORY;
    if (!error) *ret_mapping = (struct text){copy, view.length};
    buffer_free(&buffer);
    return error;
}

static enum error resource_read(struct call *call, const struct json_value *value, struct upload *upload)
{
    struct text name;
    if (!json_value_is_present(value) && !text_is_empty(upload->mapping))
        return ERROR_NONE; // it says so itself
    if (!json_value_read_text(value, &call->problems, &name)) return ERROR_INVALID;
    upload->resource = registry_find(store_registry(call->service->store), name);
    if (upload->resource && !(upload->resource->flags & RESOURCE_NO_IMPORT)) return ERROR_NONE;
    problem_add(&call->problems, "resource", "\"%.*s\" is nothing that can be imported.", TEXT_PRINT(name));
    return ERROR_INVALID;
}

static enum error upload_read(struct call *call, const char *const names[], struct upload *ret_upload)
{
    struct json_value root;
    struct text encoded = TEXT("");
    struct upload upload = {.file_name = TEXT("")};
    enum error error = call_expect_taken(call, NULL);
    if (!error) error = call_body(call, &root);
    if (error) return error;
    if (!json_value_expect(&root, JSON_KIND_OBJECT, &call->problems)) return ERROR_INVALID;
    bool is_known = json_value_expect_members(&root, names, &call->problems);
    struct json_value file_name = json_value_member(&root, "file_name");
    struct json_value content = json_value_member(&root, "content");
    struct json_value mapping = json_value_member(&root, "mapping");
    struct json_value resource = json_value_member(&root, "resource");
    struct json_value dry_run = json_value_member(&root, "dry_run");
    if (json_value_is_present(&dry_run))
        is_known = json_value_read_boolean(&dry_run, &call->problems, &upload.dry_run) && is_known;
    is_known = json_value_read_text(&file_name, &call->problems, &upload.file_name) && is_known;
    is_known = json_value_read_text(&content, &call->problems, &encoded) && is_known;
    error = mapping_copy(call, &mapping, &upload.mapping);
    if (!error) error = resource_read(call, &resource, &upload);
    if (!error && !is_known) error = ERROR_INVALID;
    if (!error) error = upload_decode(call, encoded, &upload.content);
    if (!error) *ret_upload = upload;
    return error;
}

enum error import_preview_route(struct call *call)
{
    static const char *const names[] = {"resource", "file_name", "content", NULL};
    struct upload upload;
    struct import_preview preview;
    enum error error = upload_read(call, names, &upload);
    if (!error)
        error = import_preview(call->service->store, &call->actor, upload.resource, upload.file_name,
            upload.content, call->request->arena, &call->problems, &preview);
    if (error) return error;
    call->reply->status = 200;
    reply_header(call->reply, "Content-Type", "application/json");
    import_preview_print(&preview, &call->reply->body);
    return ERROR_NONE;
}

// Rejected rows are an error that carries the whole result, but for a dry run, which was asked what would
// happen.
static enum error result_reply(struct call *call, enum error error, const struct import_result *result)
{
    bool is_rejected = error == ERROR_INVALID && result->rejected > 0;
    if (error && !(is_rejected && result->is_dry_run)) {
        if (!is_rejected) return error;
        import_result_print(result, &call->extension);
        call->json = buffer_view(&call->extension);
        call_detail(call, "%lld rows are rejected, and nothing was stored.", (long long)result->rejected);
        return error;
    }
    call->reply->status = 200;
    reply_header(call->reply, "Content-Type", "application/json");
    import_result_print(result, &call->reply->body);
    return ERROR_NONE;
}

// What is kept of an import that was done, for the same request sent again.
struct keeping {
    struct call *call;
    const struct idempotency *idempotency;
    struct text import;
};

static enum error keep_write(struct transaction *transaction, void *closure)
{
    const struct keeping *keeping = closure;
    return idempotency_keep(transaction, keeping->idempotency, keeping->call, keeping->import);
}

// The import has a transaction of its own, so its reply is kept in a second one. Should the server end
// between the two, the request sent again imports again, which changes nothing that the file does not change.
static enum error import_answered(struct call *call, struct idempotency *idempotency, bool *ret_is_replayed)
{
    struct transaction *transaction = NULL;
    struct text import;
    *ret_is_replayed = false;
    enum error error = idempotency_read(call, idempotency);
    if (error || text_is_empty(idempotency->name)) return error;
    error = call_transaction(call, &transaction);
    if (!error) error = idempotency_find(transaction, idempotency, call, ret_is_replayed, &import);
    transaction_end(call->transaction); // an import may take long
    call->transaction = NULL;
    if (error || !*ret_is_replayed) return error;
    reply_header(call->reply, "Content-Type", "application/json");
    reply_header(call->reply, "Idempotency-Replayed", "true");
    return ERROR_NONE;
}

enum error import_create_route(struct call *call)
{
    static const char *const names[] = {"resource", "file_name", "content", "mapping", "dry_run", NULL};
    struct upload upload;
    struct idempotency idempotency;
    struct import_result result = {.rejected = 0};
    bool is_replayed = false;
    enum error error = import_answered(call, &idempotency, &is_replayed);
    if (error || is_replayed) return error;
    error = upload_read(call, names, &upload);
    if (error) return error;
    const struct import_request request = {.resource = upload.resource,
        .file_name = upload.file_name,
        .content = upload.content,
        .mapping = upload.mapping,
        .dry_run = upload.dry_run};
    error = import_file(
        call->service->store, &call->actor, &request, call->request->arena, &call->problems, &result);
    error = result_reply(call, error, &result);
    if (error || upload.dry_run || text_is_empty(idempotency.name)) return error;
    struct keeping keeping = {call, &idempotency, result.import};
    enum error kept = store_write(call->service->store, keep_write, &keeping);
    if (kept) // the import is done all the same, and that is what the reply says
        log_line(
            LOG_LEVEL_WARNING, "event=reply_not_kept id=%s error=%s", call->request->id, error_name(kept));
    return ERROR_NONE;
}

enum error import_undo_route(struct call *call)
{
    struct import_result result = {.rejected = 0};
    enum error error = call_expect_taken(call, NULL);
    if (!error)
        error = import_undo(call->service->store, &call->actor, call->route.parts[0], call->request->arena,
            &call->problems, &result);
    return error ? error : result_reply(call, error, &result);
}

static enum error export_take(struct text bytes, void *closure)
{
    struct buffer *body = closure;
    buffer_text(body, bytes);
    return buffer_error(body);
}

static enum error export_begin(struct call *call, const char *type, const char *extension,
    const struct resource **ret_resource, struct transaction **ret_transaction)
{
    const struct resource *resource =
        registry_find(store_registry(call->service->store), call->route.parts[0]);
    enum error error = call_expect_taken(call, NULL);
    if (error) return error;
    if (!resource || resource->flags & RESOURCE_NO_EXPORT) return ERROR_NOT_FOUND;
    call->reply->status = 200;
    reply_header(call->reply, "Content-Type", type);
    reply_header_print(call->reply, call->request->arena, "Content-Disposition",
        "attachment; filename=\"%s.%s\"", resource->name, extension);
    *ret_resource = resource;
    return call_transaction(call, ret_transaction);
}

enum error export_csv_route(struct call *call)
{
    const struct resource *resource = NULL;
    struct transaction *transaction = NULL;
    enum error error = export_begin(call, "text/csv; charset=utf-8", "csv", &resource, &transaction);
    return error ? error : export_csv(transaction, &call->actor, resource, export_take, &call->reply->body);
}

enum error export_json_route(struct call *call)
{
    const struct resource *resource = NULL;
    struct transaction *transaction = NULL;
    enum error error = export_begin(call, "application/json", "json", &resource, &transaction);
    return error ? error : export_json(transaction, &call->actor, resource, export_take, &call->reply->body);
}

enum error export_workspace_route(struct call *call)
{
    struct transaction *transaction = NULL;
    enum error error = call_expect_taken(call, NULL);
    if (!error) error = call_transaction(call, &transaction);
    if (error) return error;
    call->reply->status = 200;
    reply_header(call->reply, "Content-Type", "application/json");
    reply_header(call->reply, "Content-Disposition", "attachment; filename=\"workspace.json\"");
    return export_workspace(transaction, &call->actor, export_take, &call->reply->body);
}
