// SPDX-License-Identifier: Apache-2.0
// GET of any resource: a page of a list, or one record.
#include "format/record_json.h"
#include "http/entity_tag.h"
#include "http/handlers.h"
#include "http/service.h"
#include "store/records.h"
#include "work/query.h"

static struct record_json_fields chosen(const struct query *query)
{
    return (struct record_json_fields){query->fields.system, query->fields.fields};
}

static enum error list_write(struct call *call, const struct query *query, const struct record_page *page)
{
    struct record_json_fields fields = chosen(query);
    struct json_writer writer;
    call_json_begin(call, 200, &writer);
    json_write_object_begin(&writer);
    json_write_key(&writer, "items");
    json_write_array_begin(&writer);
    for (size_t i = 0; i < page->count; i++)
        record_json_write(page->records[i], query->fields.given ? &fields : NULL, &writer);
    json_write_array_end(&writer);
    json_write_key(&writer, "next");
    if (text_is_empty(page->next))
        json_write_null(&writer);
    else
        json_write_text(&writer, page->next);
    if (page->total >= 0) {
        json_write_key(&writer, "total");
        json_write_integer(&writer, page->total);
    }
    json_write_object_end(&writer);
    return call_json_finish(call, &writer);
}

enum error resource_list(struct call *call)
{
    struct query query;
    struct record_page page;
    struct transaction *transaction = NULL;
    if (!permission_allows_some(&call->actor, call->route.resource, VERB_LIST)) return ERROR_FORBIDDEN;
    enum error error = query_read(call->route.resource, call->query.parameters, call->query.count,
        call->request->arena, &call->problems, &query);
    if (!error) error = call_transaction(call, &transaction);
    if (!error) error = record_list(transaction, &call->actor, &query.records, call->request->arena, &page);
    if (error == ERROR_SYNTAX && call->problems.count == 0)
        problem_add(&call->problems, "cursor", "The cursor is not one that this list gave.");
    return error ? error : list_write(call, &query, &page);
}

// The only parameter of a record's address is `fields`.
static enum error fields_read(struct call *call, struct query *query)
{
    static const char *const known[] = {"fields", NULL};
    const struct text *fields = query_string_take(&call->query, "fields");
    enum error error = call_expect_taken(call, known);
    if (error) return error;
    struct query_parameter parameter = {.name = TEXT("fields")};
    if (fields) parameter.value = *fields;
    return query_read(
        call->route.resource, &parameter, fields ? 1 : 0, call->request->arena, &call->problems, query);
}

static enum error show(struct call *call, const struct query *query, const struct record *record)
{
    struct record_json_fields fields = chosen(query);
    entity_tag_write(record->version, call->request->arena, call->reply);
    if (entity_tag_matches(call->request, record->version)) {
        call->reply->status = 304;
        return ERROR_NONE;
    }
    struct json_writer writer;
    call_json_begin(call, 200, &writer);
    record_json_write(record, query->fields.given ? &fields : NULL, &writer);
    return call_json_finish(call, &writer);
}

enum error resource_show(struct call *call)
{
    struct query query;
    struct record *record = NULL;
    struct transaction *transaction = NULL;
    if (!permission_allows_some(&call->actor, call->route.resource, VERB_SHOW)) return ERROR_FORBIDDEN;
    enum error error = fields_read(call, &query);
    if (!error) error = call_transaction(call, &transaction);
    if (!error)
        error = record_get(transaction, &call->actor, call->route.resource, call->route.parts[0],
            call->request->arena, &record);
    return error ? error : show(call, &query, record);
}

enum error resource_show_external(struct call *call)
{
    struct query query;
    struct record *record = NULL;
    struct transaction *transaction = NULL;
    if (!permission_allows_some(&call->actor, call->route.resource, VERB_SHOW)) return ERROR_FORBIDDEN;
    enum error error = fields_read(call, &query);
    if (!error) error = call_transaction(call, &transaction);
    if (!error)
        error = record_get_external(transaction, &call->actor, call->route.resource, call->route.parts[0],
            call->route.parts[1], call->request->arena, &record);
    return error ? error : show(call, &query, record);
}
