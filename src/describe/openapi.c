// SPDX-License-Identifier: Apache-2.0
// The OpenAPI document: its head, its parts in order, and its indentation.
#include "describe/openapi.h"

#include "base/allocation.h"
#include "describe/describe.h"

void openapi_text(struct json_writer *writer, const char *name, const char *text)
{
    json_write_key(writer, name);
    json_write_string(writer, text);
}

void openapi_boolean(struct json_writer *writer, const char *name, bool boolean)
{
    json_write_key(writer, name);
    json_write_boolean(writer, boolean);
}

void openapi_integer(struct json_writer *writer, const char *name, int64_t integer)
{
    json_write_key(writer, name);
    json_write_integer(writer, integer);
}

void openapi_reference(struct json_writer *writer, const char *kind, const char *name)
{
    char target[160];
    (void)snprintf(target, sizeof target, "#/components/%s/%s", kind, name);
    json_write_object_begin(writer);
    openapi_text(writer, "$ref", target);
    json_write_object_end(writer);
}

static void write_head(struct json_writer *writer)
{
    openapi_text(writer, "openapi", "3.1.0");
    json_write_key(writer, "info");
    json_write_object_begin(writer);
    openapi_text(writer, "title", "Tandem");
    openapi_text(writer, "version", TANDEM_VERSION);
    openapi_text(writer, "description",
        "The API that Tandem's own page uses. Lists are pages by keyset: follow `next` until it is null. "
        "Records carry "
        "a version, sent as ETag; send it back as If-Match, and nobody's change is lost. An old key of a "
        "record keeps "
        "working; the reply carries the present one. A null empties a field. Fields that a role does not see "
        "are null. "
        "Writing with the session cookie takes the header `X-Tandem: 1` and the same origin; programs use "
        "tokens. "
        "Every reply says in RateLimit-Limit, RateLimit-Remaining and RateLimit-Reset how many requests are "
        "left. "
        "Replies are compressed when the request accepts gzip.");
    json_write_key(writer, "license");
    json_write_object_begin(writer);
    openapi_text(writer, "name", "Apache License 2.0");
    openapi_text(writer, "identifier", "Apache-2.0");
    json_write_object_end(writer);
    json_write_object_end(writer);
    json_write_key(writer, "servers");
    json_write_array_begin(writer);
    json_write_object_begin(writer);
    openapi_text(writer, "url", "/");
    json_write_object_end(writer);
    json_write_array_end(writer);
    json_write_key(writer, "security");
    json_write_array_begin(writer);
    static const char *const schemes[] = {"token", "session"};
    for (size_t i = 0; i < 2; i++) {
        json_write_object_begin(writer);
        json_write_key(writer, schemes[i]);
        json_write_array_begin(writer);
        json_write_array_end(writer);
        json_write_object_end(writer);
    }
    json_write_array_end(writer);
}

static void write_tags(const struct registry *registry, struct json_writer *writer)
{
    json_write_key(writer, "tags");
    json_write_array_begin(writer);
    for (size_t i = 0; i < registry->count; i++) {
        json_write_object_begin(writer);
        openapi_text(writer, "name", registry->resources[i]->name);
        openapi_text(writer, "description", registry->resources[i]->help);
        json_write_object_end(writer);
    }
    json_write_object_begin(writer);
    openapi_text(writer, "name", "workspace");
    openapi_text(writer, "description", "What concerns the workspace as a whole.");
    json_write_object_end(writer);
    json_write_array_end(writer);
}

static void start_line(struct buffer *output, unsigned depth)
{
    buffer_character(output, '\n');
    for (unsigned i = 0; i < depth; i++)
        buffer_string(output, "  ");
}

#define SHORT_MAXIMUM 100

// The end of the object or array at the start of the text when it is short and holds no other one, else 0.
static size_t short_end(struct text json)
{
    bool is_inside_text = false;
    for (size_t i = 1; i < json.length && i < SHORT_MAXIMUM; i++) {
        char byte = json.data[i];
        if (is_inside_text) {
            if (byte == '\\') i++;
            is_inside_text = byte != '"';
        } else if (byte == '{' || byte == '[') {
            return 0;
        } else if (byte == '}' || byte == ']') {
            return i + 1;
        } else {
            is_inside_text = byte == '"';
        }
    }
    return 0;
}

// Lays compact JSON out in lines, so that a person can read it and a review sees what changed.
static void indent(struct text json, struct buffer *output)
{
    unsigned depth = 0;
    bool is_inside_text = false;
    size_t line_end = 0; // up to there, everything stays on the line
    for (size_t i = 0; i < json.length; i++) {
        char byte = json.data[i];
        bool is_start = !is_inside_text && (byte == '{' || byte == '[');
        bool is_end = !is_inside_text && (byte == '}' || byte == ']');
        if (is_start && i >= line_end) {
            size_t end = short_end((struct text){json.data + i, json.length - i});
            if (end > 0) line_end = i + end;
        }
        bool is_broken = i >= line_end;
        if (is_end && is_broken) start_line(output, --depth);
        buffer_character(output, byte);
        if (is_inside_text) {
            if (byte == '\\' && i + 1 < json.length) buffer_character(output, json.data[++i]);
            is_inside_text = byte != '"';
            continue;
        }
        is_inside_text = byte == '"';
        if (byte == ':' || (byte == ',' && !is_broken)) buffer_character(output, ' ');
        if (byte == ',' && is_broken) start_line(output, depth);
        if (is_start && is_broken) start_line(output, ++depth);
    }
    buffer_character(output, '\n');
}

void describe_openapi(const struct registry *registry, struct buffer *output)
{
    struct buffer compact;
    buffer_init(&compact, output->maximum);
    struct json_writer writer;
    json_writer_init(&writer, &compact);
    json_write_object_begin(&writer);
    write_head(&writer);
    write_tags(registry, &writer);
    json_write_key(&writer, "paths");
    json_write_object_begin(&writer);
    openapi_resource_paths(registry, &writer);
    openapi_endpoint_paths(registry, &writer);
    json_write_object_end(&writer);
    json_write_key(&writer, "components");
    json_write_object_begin(&writer);
    openapi_components(&writer);
    json_write_key(&writer, "schemas");
    json_write_object_begin(&writer);
    openapi_schemas(registry, &writer);
    json_write_object_end(&writer);
    json_write_object_end(&writer);
    json_write_object_end(&writer);
    enum error error = json_writer_finish(&writer);
    if (error == ERROR_NONE) {
        indent(buffer_view(&compact), output);
    } else if (!output->failed) {
        output->failed = true;
        output->error = error;
    }
    buffer_free(&compact);
}
