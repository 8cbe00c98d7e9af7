// SPDX-License-Identifier: Apache-2.0
// The paths of the OpenAPI document: what every resource has, and the endpoints beside it.
#include "describe/openapi.h"
#include "describe/type_name.h"

#define PATH_SIZE 200

static const int read_errors[] = {400, 401, 403, 404, 429, 503, 0};
static const int create_errors[] = {400, 401, 403, 409, 413, 415, 422, 429, 503, 0};
static const int change_errors[] = {400, 401, 403, 404, 409, 412, 413, 415, 422, 429, 503, 0};
static const int delete_errors[] = {400, 401, 403, 404, 409, 412, 422, 429, 503, 0};

static void begin_operation(struct json_writer *writer, const char *method, const struct resource *resource,
    const char *verb, const char *object, const char *summary)
{
    char operation[TYPE_NAME_SIZE], title[300];
    (void)snprintf(title, sizeof title, "%s: %s", resource->label, summary);
    (void)snprintf(operation, sizeof operation, "%s_%s", verb, object);
    for (char *byte = operation; *byte; byte++) {
        if (*byte == '-') *byte = '_';
    }
    json_write_key(writer, method);
    json_write_object_begin(writer);
    openapi_text(writer, "operationId", operation);
    openapi_text(writer, "summary", title);
    json_write_key(writer, "tags");
    json_write_array_begin(writer);
    json_write_string(writer, resource->name);
    json_write_array_end(writer);
}

static void begin_parameter(struct json_writer *writer, const char *name, const char *place, const char *help)
{
    json_write_object_begin(writer);
    openapi_text(writer, "name", name);
    openapi_text(writer, "in", place);
    openapi_text(writer, "description", help);
}

// A parameter that holds several values joined by commas.
static void begin_values(struct json_writer *writer, const char *name, const char *help)
{
    begin_parameter(writer, name, "query", help);
    openapi_text(writer, "style", "form");
    openapi_boolean(writer, "explode", false);
    json_write_key(writer, "schema");
    json_write_object_begin(writer);
    openapi_text(writer, "type", "array");
    json_write_key(writer, "items");
    json_write_object_begin(writer);
    openapi_text(writer, "type", "string");
}

static void end_values(struct json_writer *writer)
{
    json_write_object_end(writer);
    json_write_object_end(writer);
    json_write_object_end(writer);
}

static void write_sort(const struct resource *resource, struct json_writer *writer)
{
    begin_parameter(writer, "sort", "query", "The order of the list; a dash before it turns it round.");
    json_write_key(writer, "schema");
    json_write_object_begin(writer);
    openapi_text(writer, "type", "string");
    json_write_key(writer, "enum");
    json_write_array_begin(writer);
    for (size_t i = 0; i < resource->sort_count; i++) {
        char down[TYPE_NAME_SIZE];
        (void)snprintf(down, sizeof down, "-%s", resource->sorts[i].name);
        json_write_string(writer, resource->sorts[i].name);
        json_write_string(writer, down);
    }
    json_write_array_end(writer);
    openapi_text(writer, "default", resource->sorts[0].name);
    json_write_object_end(writer);
    json_write_object_end(writer);
}

static void write_fields(const struct resource *resource, struct json_writer *writer)
{
    static const char *const system[] = {
        "key", "source", "external_id", "created_at", "created_by", "changed_at", "changed_by", "version"};
    begin_values(writer, "fields", "Only these members; all when not given.");
    json_write_key(writer, "enum");
    json_write_array_begin(writer);
    for (size_t i = 0; i < 8 && !(resource->flags & RESOURCE_LOG); i++)
        json_write_string(writer, system[i]);
    for (size_t i = 0; i < resource->field_count; i++)
        json_write_string(writer, resource->fields[i].name);
    json_write_array_end(writer);
    end_values(writer);
}

static void write_filter(const struct field *field, struct json_writer *writer)
{
    if (field->type == FIELD_BOOLEAN) {
        begin_parameter(writer, field->name, "query", field->help);
        json_write_key(writer, "schema");
        json_write_object_begin(writer);
        openapi_text(writer, "type", "boolean");
        json_write_object_end(writer);
        json_write_object_end(writer);
        return;
    }
    char help[400];
    (void)snprintf(help, sizeof help, "%s One of these; empty: not set.", field->help);
    begin_values(writer, field->name, help);
    if (field->choices) {
        json_write_key(writer, "enum");
        json_write_array_begin(writer);
        for (size_t i = 0; i < field->choices->count; i++)
            json_write_string(writer, field->choices->choices[i].code);
        if (field_is_nullable(field)) json_write_string(writer, "");
        json_write_array_end(writer);
    }
    end_values(writer);
}

static void write_list_parameters(const struct resource *resource, struct json_writer *writer)
{
    static const char *const shared[] = {"Limit", "Cursor", "Count"};
    bool is_searched = false;
    json_write_key(writer, "parameters");
    json_write_array_begin(writer);
    for (size_t i = 0; i < 3; i++)
        openapi_reference(writer, "parameters", shared[i]);
    write_sort(resource, writer);
    write_fields(resource, writer);
    if (!(resource->flags & RESOURCE_LOG)) {
        openapi_reference(writer, "parameters", "Source");
        openapi_reference(writer, "parameters", "ExternalId");
    }
    for (size_t i = 0; i < resource->field_count; i++) {
        is_searched = is_searched || (resource->fields[i].flags & FIELD_SEARCH);
        if (field_is_filter(&resource->fields[i])) write_filter(&resource->fields[i], writer);
    }
    if (is_searched) openapi_reference(writer, "parameters", "Query");
    json_write_array_end(writer);
}

static void write_header_parameter(struct json_writer *writer, const char *component)
{
    json_write_key(writer, "parameters");
    json_write_array_begin(writer);
    openapi_reference(writer, "parameters", component);
    json_write_array_end(writer);
}

static void write_collection(
    const struct registry *registry, const struct resource *resource, struct json_writer *writer)
{
    char path[PATH_SIZE], name[TYPE_NAME_SIZE];
    (void)snprintf(path, sizeof path, "/api/v1/%s", resource->name);
    json_write_key(writer, path);
    json_write_object_begin(writer);
    begin_operation(writer, "get", resource, "list", resource->name, "a page of the list.");
    write_list_parameters(resource, writer);
    openapi_roles(writer, resource, VERB_LIST);
    openapi_replies(writer, &(struct openapi_replies){200, "The page.",
                                type_name(resource->singular, "List", name), NULL, false, read_errors, 0});
    json_write_object_end(writer);
    if (!(resource->flags & RESOURCE_READ_ONLY) && !endpoint_creates(resource)) {
        begin_operation(writer, "post", resource, "create", resource->singular, "creates one.");
        write_header_parameter(writer, "IdempotencyKey");
        openapi_roles(writer, resource, VERB_CREATE);
        openapi_request(writer, type_name(resource->singular, "Create", name), true);
        openapi_replies(writer, &(struct openapi_replies){201, "The record.",
                                    type_name(resource->singular, "", name), NULL, true, create_errors, 0});
        json_write_object_end(writer);
    }
    openapi_endpoints_at(registry, path, writer);
    json_write_object_end(writer);
}

static void write_path_parameters(struct json_writer *writer, const char *first, const char *second)
{
    json_write_key(writer, "parameters");
    json_write_array_begin(writer);
    openapi_reference(writer, "parameters", first);
    if (second) openapi_reference(writer, "parameters", second);
    json_write_array_end(writer);
}

static void write_show(
    const struct resource *resource, const char *verb, const char *summary, struct json_writer *writer)
{
    char name[TYPE_NAME_SIZE];
    begin_operation(writer, "get", resource, verb, resource->singular, summary);
    json_write_key(writer, "parameters");
    json_write_array_begin(writer);
    write_fields(resource, writer);
    openapi_reference(writer, "parameters", "IfNoneMatch");
    json_write_array_end(writer);
    openapi_roles(writer, resource, VERB_SHOW);
    openapi_replies(writer, &(struct openapi_replies){200, "The record.",
                                type_name(resource->singular, "", name), NULL, true, read_errors, 304});
    json_write_object_end(writer);
}

static void write_item(
    const struct registry *registry, const struct resource *resource, struct json_writer *writer)
{
    char path[PATH_SIZE], name[TYPE_NAME_SIZE];
    (void)snprintf(path, sizeof path, "/api/v1/%s/{key}", resource->name);
    json_write_key(writer, path);
    json_write_object_begin(writer);
    write_path_parameters(writer, "Key", NULL);
    write_show(resource, "show", "one record.", writer);
    if (!(resource->flags & RESOURCE_READ_ONLY)) {
        begin_operation(writer, "patch", resource, "update", resource->singular,
            "changes the fields given and leaves the others.");
        write_header_parameter(writer, "IfMatch");
        openapi_roles(writer, resource, VERB_UPDATE);
        openapi_request(writer, type_name(resource->singular, "Update", name), true);
        openapi_replies(writer, &(struct openapi_replies){200, "The record as it is now.",
                                    type_name(resource->singular, "", name), NULL, true, change_errors, 0});
        json_write_object_end(writer);
        begin_operation(writer, "delete", resource, "delete", resource->singular, "deletes it.");
        write_header_parameter(writer, "IfMatch");
        openapi_roles(writer, resource, VERB_DELETE);
        openapi_replies(writer,
            &(struct openapi_replies){204, "The record is gone.", NULL, NULL, false, delete_errors, 0});
        json_write_object_end(writer);
    }
    openapi_endpoints_at(registry, path, writer);
    json_write_object_end(writer);
}

static void write_external(const struct resource *resource, struct json_writer *writer)
{
    char path[PATH_SIZE], name[TYPE_NAME_SIZE];
    (void)snprintf(path, sizeof path, "/api/v1/%s/by-external/{source}/{external_id}", resource->name);
    json_write_key(writer, path);
    json_write_object_begin(writer);
    write_path_parameters(writer, "PathSource", "PathExternalId");
    write_show(resource, "find", "the one with the external identifier.", writer);
    if ((resource->flags & RESOURCE_READ_ONLY) || endpoint_creates(resource)) {
        json_write_object_end(writer);
        return;
    }
    begin_operation(writer, "put", resource, "upsert", resource->singular,
        "creates the one with the external identifier, or changes the fields given; 201 when it was "
        "created.");
    openapi_roles(writer, resource, VERB_CREATE);
    openapi_request(writer, type_name(resource->singular, "Create", name), true);
    openapi_replies(writer, &(struct openapi_replies){200, "The record as it is now.",
                                type_name(resource->singular, "", name), NULL, true, create_errors, 201});
    json_write_object_end(writer);
    json_write_object_end(writer);
}

static void write_action(
    const struct resource *resource, const struct action *action, struct json_writer *writer)
{
    char path[PATH_SIZE], name[TYPE_NAME_SIZE], suffix[TYPE_NAME_SIZE];
    (void)snprintf(path, sizeof path, "/api/v1/%s/{key}/%s", resource->name, action->name);
    json_write_key(writer, path);
    json_write_object_begin(writer);
    write_path_parameters(writer, "Key", NULL);
    begin_operation(writer, "post", resource, action->name, resource->singular, action->help);
    write_header_parameter(writer, "IfMatch");
    openapi_roles(writer, resource, VERB_ACT);
    openapi_request(writer, type_name(resource->singular, type_name(action->name, "", suffix), name), false);
    openapi_replies(writer, &(struct openapi_replies){200, "The record as it is now.",
                                type_name(resource->singular, "", name), NULL, true, change_errors, 0});
    json_write_object_end(writer);
    json_write_object_end(writer);
}

void openapi_resource_paths(const struct registry *registry, struct json_writer *writer)
{
    for (size_t i = 0; i < registry->count; i++) {
        const struct resource *resource = registry->resources[i];
        write_collection(registry, resource, writer);
        if (resource->flags & RESOURCE_LOG) continue;
        write_item(registry, resource, writer);
        write_external(resource, writer);
        for (size_t j = 0; j < resource->action_count; j++)
            write_action(resource, &resource->actions[j], writer);
    }
}
