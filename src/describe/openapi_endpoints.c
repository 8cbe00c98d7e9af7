// SPDX-License-Identifier: Apache-2.0
// The operations of the OpenAPI document that come from the table of endpoints.
#include "describe/openapi.h"
#include "describe/type_name.h"

static const char *resource_path_rest(const struct registry *registry, const char *path)
{
    static const char start[] = "/api/v1/";
    if (strncmp(path, start, sizeof start - 1) != 0) return NULL;
    for (size_t i = 0; i < registry->count; i++) {
        size_t length = strlen(registry->resources[i]->name);
        const char *rest = path + sizeof start - 1 + length;
        bool is_it = strncmp(path + sizeof start - 1, registry->resources[i]->name, length) == 0;
        if (is_it && (*rest == '\0' || strcmp(rest, "/{key}") == 0)) return rest;
    }
    return NULL;
}

bool openapi_is_resource_path(const struct registry *registry, const char *path)
{
    return resource_path_rest(registry, path) != NULL;
}

static void write_type(const struct registry *registry, enum endpoint_type type, struct json_writer *writer)
{
    json_write_key(writer, "schema");
    json_write_object_begin(writer);
    openapi_text(writer, "type", type == ENDPOINT_INTEGER ? "integer" : "string");
    if (type == ENDPOINT_RESOURCE) {
        json_write_key(writer, "enum");
        json_write_array_begin(writer);
        for (size_t i = 0; i < registry->count; i++) {
            const struct resource *resource = registry->resources[i];
            if (!(resource->flags & RESOURCE_NO_EXPORT)) json_write_string(writer, resource->name);
        }
        json_write_array_end(writer);
    }
    if (type == ENDPOINT_SEVERITY)
        openapi_text(writer, "pattern", "^(error|warning|info)(,(error|warning|info))*$");
    json_write_object_end(writer);
}

static void write_parameters(
    const struct registry *registry, const struct endpoint *endpoint, struct json_writer *writer)
{
    static const char *const places[] = {"path", "query", "header"};
    json_write_key(writer, "parameters");
    json_write_array_begin(writer);
    for (const struct endpoint_parameter *parameter = endpoint->parameters; parameter && parameter->name;
         parameter++) {
        json_write_object_begin(writer);
        openapi_text(writer, "name", parameter->name);
        openapi_text(writer, "in", places[parameter->place]);
        openapi_text(writer, "description", parameter->help);
        if (parameter->place == ENDPOINT_IN_PATH) openapi_boolean(writer, "required", true);
        write_type(registry, parameter->type, writer);
        json_write_object_end(writer);
    }
    json_write_array_end(writer);
}

static void write_security(const struct endpoint *endpoint, struct json_writer *writer)
{
    if (endpoint->access != ENDPOINT_FOR_ANYBODY && endpoint->access != ENDPOINT_FOR_SESSIONS) return;
    json_write_key(writer, "security");
    json_write_array_begin(writer);
    if (endpoint->access == ENDPOINT_FOR_SESSIONS) {
        json_write_object_begin(writer);
        json_write_key(writer, "session");
        json_write_array_begin(writer);
        json_write_array_end(writer);
        json_write_object_end(writer);
    }
    json_write_array_end(writer);
}

static void write_endpoint(
    const struct registry *registry, const struct endpoint *endpoint, struct json_writer *writer)
{
    static const int open_errors[] = {400, 429, 503, 0};
    static const int proof_errors[] = {400, 401, 403, 413, 415, 422, 429, 503, 0};
    static const int read_errors[] = {400, 401, 403, 404, 429, 503, 0};
    static const int write_errors[] = {400, 401, 403, 404, 409, 413, 415, 422, 429, 503, 0};
    char method[8] = "";
    for (size_t i = 0; endpoint->method[i] && i + 1 < sizeof method; i++) {
        method[i] = (char)(endpoint->method[i] - 'A' + 'a');
    }
    const struct resource *resource =
        endpoint->resource ? registry_find(registry, text_from(endpoint->resource)) : NULL;
    bool is_open = endpoint->access == ENDPOINT_FOR_ANYBODY;
    const int *errors = endpoint->request ? (is_open ? proof_errors : write_errors)
                        : is_open         ? open_errors
                                          : read_errors;
    json_write_key(writer, method);
    json_write_object_begin(writer);
    openapi_text(writer, "operationId", endpoint->operation);
    openapi_text(writer, "summary", endpoint->summary);
    json_write_key(writer, "tags");
    json_write_array_begin(writer);
    bool is_own =
        resource && strncmp(endpoint->path + strlen("/api/v1/"), resource->name, strlen(resource->name)) == 0;
    json_write_string(writer, is_own ? resource->name : "workspace");
    json_write_array_end(writer);
    write_parameters(registry, endpoint, writer);
    write_security(endpoint, writer);
    if (resource) openapi_roles(writer, resource, endpoint->verb);
    if (endpoint->request) openapi_request(writer, endpoint->request, true);
    openapi_replies(writer, &(struct openapi_replies){endpoint->status,
                                endpoint->status == 204   ? "Done."
                                : endpoint->status == 303 ? "Go to the Location."
                                                          : "The reply.",
                                endpoint->reply, endpoint->media, false, errors, 0});
    json_write_object_end(writer);
}

void openapi_endpoints_at(const struct registry *registry, const char *path, struct json_writer *writer)
{
    for (size_t i = 0; i < ENDPOINT_COUNT; i++) {
        if (strcmp(endpoints[i].path, path) == 0) write_endpoint(registry, &endpoints[i], writer);
    }
}

void openapi_endpoint_paths(const struct registry *registry, struct json_writer *writer)
{
    for (size_t i = 0; i < ENDPOINT_COUNT; i++) {
        const char *path = endpoints[i].path;
        bool is_written = openapi_is_resource_path(registry, path);
        for (size_t j = 0; j < i; j++)
            is_written = is_written || strcmp(endpoints[j].path, path) == 0;
        if (is_written) continue;
        json_write_key(writer, path);
        json_write_object_begin(writer);
        openapi_endpoints_at(registry, path, writer);
        json_write_object_end(writer);
    }
}
