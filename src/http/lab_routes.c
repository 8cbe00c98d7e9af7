// SPDX-License-Identifier: Apache-2.0
// The pricing lab: data sets brought and looked into, what a study is worth before it runs, how far it is,
// what came out.
#include <math.h>

#include "format/record_json.h"
#include "http/entity_tag.h"
#include "http/handlers.h"
#include "http/service.h"
#include "http/study_worker.h"
#include "http/upload.h"
#include "lab/price_data.h"
#include "lab/price_text.h"
#include "lab/study_check.h"
#include "store/records.h"

#define PREVIEW_USUAL 20

struct bringing {
    struct call *call;
    struct price_data_file file;
    struct record *record;
};

static enum error keep_write(struct transaction *transaction, void *closure)
{
    struct bringing *bringing = closure;
    struct call *call = bringing->call;
    problem_list_init(&call->problems, call->request->arena);
    return price_data_keep(
        transaction, &call->actor, &bringing->file, call->request->arena, &call->problems, &bringing->record);
}

static bool text_take(
    struct call *call, const struct json_value *root, const char *name, bool is_needed, struct text *ret_text)
{
    const struct json_value value = json_value_member(root, name);
    *ret_text = TEXT("");
    if (!is_needed && (!json_value_is_present(&value) || json_value_kind(&value) == JSON_KIND_NULL))
        return true;
    return json_value_read_text(&value, &call->problems, ret_text);
}

// A member that is any JSON, as text; empty when it is not given.
static bool json_take(
    struct call *call, const struct json_value *root, const char *name, struct text *ret_text)
{
    const struct json_value value = json_value_member(root, name);
    struct buffer buffer;
    struct json_writer writer;
    *ret_text = TEXT("");
    if (!json_value_is_present(&value) || json_value_kind(&value) == JSON_KIND_NULL) return true;
    buffer_init(&buffer, ENDPOINT_BODY_MAXIMUM);
    json_writer_init(&writer, &buffer);
    json_value_write(&value, &writer);
    const struct text view = buffer_view(&buffer);
    const char *copy = json_writer_finish(&writer) ? NULL : text_copy(view, call->request->arena);
    *ret_text = (struct text){copy, copy ? view.length : 0};
    buffer_free(&buffer);
    return copy != NULL;
}

static enum error bring(struct call *call, const char *const known[], bool is_new, int status)
{
    struct bringing bringing = {.call = call};
    struct price_data_file *file = &bringing.file;
    struct json_value root;
    struct text encoded, bytes;
    enum error error = call_expect_taken(call, NULL);
    if (!error) error = call_body(call, &root);
    if (error) return error;
    if (!json_value_expect(&root, JSON_KIND_OBJECT, &call->problems) ||
        !json_value_expect_members(&root, known, &call->problems))
        return ERROR_INVALID;
    bool is_right = text_take(call, &root, "file_name", true, &file->file_name);
    is_right = text_take(call, &root, "content", true, &encoded) && is_right;
    if (is_new) is_right = text_take(call, &root, "name", true, &file->name) && is_right;
    if (is_new) is_right = text_take(call, &root, "product", false, &file->product) && is_right;
    if (!is_new) file->key = call->route.parts[0];
    if (!is_right) return ERROR_INVALID;
    error = upload_decode(call, encoded, &bytes);
    if (!error) error = price_data_prepare(bytes, call->request->arena, &call->problems, file);
    if (!error) error = store_write(call->service->store, keep_write, &bringing);
    if (error) return error;
    struct json_writer writer;
    call_json_begin(call, status, &writer);
    record_json_write(bringing.record, NULL, &writer);
    entity_tag_write(bringing.record->version, call->request->arena, call->reply);
    reply_header_print(call->reply, call->request->arena, "Location", "/api/v1/price-data/%.*s",
        TEXT_PRINT(bringing.record->key));
    return call_json_finish(call, &writer);
}

enum error price_data_create_route(struct call *call)
{
    static const char *const known[] = {"name", "product", "file_name", "content", NULL};
    return bring(call, known, true, 201);
}

enum error price_data_replace_route(struct call *call)
{
    static const char *const known[] = {"file_name", "content", NULL};
    return bring(call, known, false, 200);
}

// The record of the path, and the text that belongs to it.
static enum error text_load(struct call *call, const struct resource *resource, enum price_text_kind kind,
    struct record **ret_record, struct text *ret_content)
{
    struct transaction *transaction = NULL;
    enum error error = call_transaction(call, &transaction);
    if (!error)
        error = record_get(
            transaction, &call->actor, resource, call->route.parts[0], call->request->arena, ret_record);
    if (!error)
        error = price_text_read(transaction, (*ret_record)->key, kind, call->request->arena, ret_content);
    if (!error && ret_content->length == 0) {
        call_detail(call, "There is none yet.");
        error = ERROR_NOT_FOUND;
    }
    return error;
}

static enum error send_text(
    struct call *call, const struct resource *resource, enum price_text_kind kind, const char *type)
{
    struct record *record;
    struct text content;
    enum error error = call_expect_taken(call, NULL);
    if (!error) error = text_load(call, resource, kind, &record, &content);
    if (error) return error;
    call->reply->status = 200;
    reply_header(call->reply, "Content-Type", type);
    buffer_text(&call->reply->body, content);
    return buffer_error(&call->reply->body);
}

enum error price_data_content_route(struct call *call)
{
    reply_header_print(call->reply, call->request->arena, "Content-Disposition",
        "attachment; filename=\"%.*s.csv\"", TEXT_PRINT(call->route.parts[0]));
    return send_text(call, &price_data_resource, PRICE_TEXT_CONTENT, "text/csv; charset=utf-8");
}

enum error price_study_result_route(struct call *call)
{
    return send_text(call, &price_study_resource, PRICE_TEXT_RESULT, "application/json");
}

enum error price_study_report_route(struct call *call)
{
    return send_text(call, &price_study_resource, PRICE_TEXT_REPORT, "text/plain; charset=utf-8");
}

static void number_write(struct json_writer *writer, const char *name, double number)
{
    json_write_key(writer, name);
    json_write_real(writer, number); // null when it is no number
}

static void count_write(struct json_writer *writer, const char *name, size_t number)
{
    json_write_key(writer, name);
    json_write_integer(writer, (int64_t)number);
}

static void text_write(struct json_writer *writer, const char *name, struct text text)
{
    json_write_key(writer, name);
    json_write_text(writer, text);
}

static void column_write(struct json_writer *writer, const struct data_column *column)
{
    json_write_object_begin(writer);
    text_write(writer, "name", column->name);
    text_write(writer, "kind", text_from(data_kind_name(column->kind)));
    count_write(writer, "missing", column->missing);
    count_write(writer, "distinct", column->distinct);
    number_write(writer, "lowest", column->lowest);
    number_write(writer, "highest", column->highest);
    text_write(writer, "example", column->example);
    json_write_key(writer, "odd");
    if (column->first_other_line) {
        json_write_object_begin(writer);
        count_write(writer, "line", (size_t)column->first_other_line);
        text_write(writer, "value", column->first_other);
        json_write_object_end(writer);
    } else
        json_write_null(writer);
    json_write_object_end(writer);
}

static void profile_write(struct json_writer *writer, struct text key, const struct data_profile *profile)
{
    json_write_object_begin(writer);
    text_write(writer, "key", key);
    count_write(writer, "rows", profile->rows);
    json_write_key(writer, "columns");
    json_write_array_begin(writer);
    for (size_t j = 0; j < profile->columns; j++)
        column_write(writer, &profile->column[j]);
    json_write_array_end(writer);
    json_write_key(writer, "head");
    json_write_array_begin(writer);
    for (size_t i = 0; i < profile->head_rows; i++) {
        json_write_array_begin(writer);
        for (size_t j = 0; j < profile->columns; j++)
            json_write_text(writer, profile->head[i * profile->columns + j]);
        json_write_array_end(writer);
    }
    json_write_array_end(writer);
    json_write_object_end(writer);
}

enum error price_data_preview_route(struct call *call)
{
    static const char *const known[] = {"limit", NULL};
    const struct text *given = query_string_take(&call->query, "limit");
    struct data_profile profile;
    struct record *record;
    struct text content = TEXT("");
    int64_t limit = PREVIEW_USUAL;
    enum error error = call_expect_taken(call, known);
    if (!error && given && !text_parse_integer(*given, 0, DATA_HEAD_MAXIMUM, &limit)) {
        problem_add(&call->problems, "limit", "Must be a number from 0 to %d.", DATA_HEAD_MAXIMUM);
        error = ERROR_SYNTAX;
    }
    if (!error) error = text_load(call, &price_data_resource, PRICE_TEXT_CONTENT, &record, &content);
    if (!error) error = data_profile(content, (size_t)limit, call->request->arena, &call->problems, &profile);
    if (error) return error;
    struct json_writer writer;
    call_json_begin(call, 200, &writer);
    profile_write(&writer, record->key, &profile);
    return call_json_finish(call, &writer);
}

enum error price_study_check_route(struct call *call)
{
    static const char *const known[] = {"spec", "data", "further_data", NULL};
    struct study_draft draft = {0};
    struct json_value root;
    struct transaction *transaction = NULL;
    struct problem_list found;
    enum error error = call_expect_taken(call, NULL);
    if (!error) error = call_body(call, &root);
    if (error) return error;
    if (!json_value_expect(&root, JSON_KIND_OBJECT, &call->problems) ||
        !json_value_expect_members(&root, known, &call->problems))
        return ERROR_INVALID;
    bool is_right = text_take(call, &root, "spec", true, &draft.spec);
    is_right = text_take(call, &root, "data", true, &draft.data) && is_right;
    is_right = json_take(call, &root, "further_data", &draft.further_data) && is_right;
    if (!is_right) return ERROR_INVALID;
    problem_list_init(&found, call->request->arena);
    error = call_transaction(call, &transaction);
    if (!error) error = study_check(transaction, &call->actor, &draft, call->request->arena, &found);
    if (error) return error;
    struct json_writer writer;
    call_json_begin(call, 200, &writer);
    json_write_object_begin(&writer);
    json_write_key(&writer, "problems");
    json_write_array_begin(&writer);
    for (const struct problem *problem = found.first; problem; problem = problem->next) {
        json_write_object_begin(&writer);
        count_write(&writer, "line", (size_t)problem->line);
        count_write(&writer, "column", (size_t)problem->column);
        text_write(&writer, "message", text_from(problem->message));
        json_write_object_end(&writer);
    }
    json_write_array_end(&writer);
    json_write_object_end(&writer);
    return call_json_finish(call, &writer);
}

enum error price_study_progress_route(struct call *call)
{
    struct transaction *transaction = NULL;
    struct study_state state;
    struct record *study;
    enum error error = call_expect_taken(call, NULL);
    if (!error) error = call_transaction(call, &transaction);
    if (!error)
        error = record_get(transaction, &call->actor, &price_study_resource, call->route.parts[0],
            call->request->arena, &study);
    if (error) return error;
    const bool is_here = study_worker_state(call->service->studies, study->key, &state);
    const bool is_counted = is_here && state.all > 0 && state.done > 0;
    const double all = (double)state.all, done = (double)state.done;
    struct json_writer writer;
    call_json_begin(call, 200, &writer);
    json_write_object_begin(&writer);
    text_write(&writer, "key", study->key);
    text_write(&writer, "status", record_text(study, PRICE_STUDY_STATUS));
    count_write(&writer, "done", is_here ? state.done : 0);
    count_write(&writer, "all", is_here ? state.all : 0);
    number_write(&writer, "objective", is_here ? state.objective : (double)NAN);
    number_write(&writer, "seconds", is_here ? state.seconds : (double)NAN);
    number_write(&writer, "left", is_counted ? state.seconds * (all - done) / done : (double)NAN);
    json_write_object_end(&writer);
    return call_json_finish(call, &writer);
}
