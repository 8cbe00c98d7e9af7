// SPDX-License-Identifier: Apache-2.0
// The parts of the OpenAPI document that operations share: parameters, headers, error replies, ways to sign
// in.
#include "describe/openapi.h"

// Errors that an operation may answer with, by status; the first of a status in error.def gives the sentence.
static const enum error errors[] = {ERROR_SYNTAX, ERROR_UNAUTHENTICATED, ERROR_FORBIDDEN, ERROR_NOT_FOUND,
    ERROR_CONFLICT, ERROR_STALE, ERROR_TOO_LARGE, ERROR_UNSUPPORTED, ERROR_INVALID, ERROR_RATE,
    ERROR_UNAVAILABLE};

static void reply_name(int status, char out[16])
{
    (void)snprintf(out, 16, "Problem%d", status);
}

static void write_reply_header(struct json_writer *writer, const char *name)
{
    json_write_key(writer, name);
    openapi_reference(writer, "headers", name);
}

static void write_content(struct json_writer *writer, const char *media, const char *schema)
{
    json_write_key(writer, "content");
    json_write_object_begin(writer);
    json_write_key(writer, media);
    json_write_object_begin(writer);
    json_write_key(writer, "schema");
    if (schema) {
        openapi_reference(writer, "schemas", schema);
    } else {
        json_write_object_begin(writer);
        openapi_text(writer, "type", "string");
        json_write_object_end(writer);
    }
    json_write_object_end(writer);
    json_write_object_end(writer);
}

void openapi_request(struct json_writer *writer, const char *schema, bool is_required)
{
    json_write_key(writer, "requestBody");
    json_write_object_begin(writer);
    openapi_boolean(writer, "required", is_required);
    write_content(writer, "application/json", schema);
    json_write_object_end(writer);
}

static void write_rate_headers(struct json_writer *writer)
{
    write_reply_header(writer, "RateLimit-Limit");
    write_reply_header(writer, "RateLimit-Remaining");
    write_reply_header(writer, "RateLimit-Reset");
}

static void write_success(struct json_writer *writer, const struct openapi_replies *replies, int status)
{
    char code[16];
    (void)snprintf(code, sizeof code, "%d", status);
    json_write_key(writer, code);
    json_write_object_begin(writer);
    openapi_text(
        writer, "description", status == 304 ? "Unchanged since the version given." : replies->description);
    if (replies->has_tag) {
        json_write_key(writer, "headers");
        json_write_object_begin(writer);
        write_reply_header(writer, "ETag");
        if (status == 201) write_reply_header(writer, "Location");
        json_write_object_end(writer);
    }
    if (status != 304 && (replies->schema || replies->media))
        write_content(writer, replies->media ? replies->media : "application/json", replies->schema);
    json_write_object_end(writer);
}

void openapi_replies(struct json_writer *writer, const struct openapi_replies *replies)
{
    json_write_key(writer, "responses");
    json_write_object_begin(writer);
    write_success(writer, replies, replies->status);
    if (replies->also) write_success(writer, replies, replies->also);
    for (const int *error = replies->errors; *error; error++) {
        char name[16], status[16];
        (void)snprintf(status, sizeof status, "%d", *error);
        reply_name(*error, name);
        json_write_key(writer, status);
        openapi_reference(writer, "responses", name);
    }
    json_write_object_end(writer);
}

void openapi_roles(struct json_writer *writer, const struct resource *resource, enum verb verb)
{
    json_write_key(writer, "x-tandem-roles");
    json_write_array_begin(writer);
    for (int role = ACCESS_ROLE_COUNT - 1; role >= 0; role--) {
        const struct actor actor = {
            .user = TEXT("USER-1"), .role = (enum access_role)role, .scope = SCOPE_ADMINISTER, .via = "api"};
        if (permission_allows_some(&actor, resource, verb))
            json_write_string(writer, access_role_name(actor.role));
    }
    json_write_array_end(writer);
}

static void write_errors(struct json_writer *writer)
{
    json_write_key(writer, "responses");
    json_write_object_begin(writer);
    for (size_t i = 0; i < sizeof errors / sizeof errors[0]; i++) {
        char name[16];
        reply_name(error_status(errors[i]), name);
        json_write_key(writer, name);
        json_write_object_begin(writer);
        openapi_text(writer, "description", error_sentence(errors[i]));
        if (errors[i] == ERROR_RATE || errors[i] == ERROR_UNAVAILABLE) {
            json_write_key(writer, "headers");
            json_write_object_begin(writer);
            write_reply_header(writer, "Retry-After");
            if (errors[i] == ERROR_RATE) write_rate_headers(writer);
            json_write_object_end(writer);
        }
        write_content(writer, "application/problem+json", "Problem");
        json_write_object_end(writer);
    }
    json_write_object_end(writer);
}

static void write_schema(struct json_writer *writer, const char *type)
{
    json_write_key(writer, "schema");
    json_write_object_begin(writer);
    openapi_text(writer, "type", type);
}

static void write_headers(struct json_writer *writer)
{
    static const struct {
        const char *name, *type, *help;
    } headers[] = {
        {"ETag", "string", "The version of the record, in quotes."},
        {"Location", "string", "The path of the record."},
        {"RateLimit-Limit", "integer", "How many requests are allowed in the window."},
        {"RateLimit-Remaining", "integer", "How many of them are left."},
        {"RateLimit-Reset", "integer", "Seconds until they are all there again."},
        {"Retry-After", "integer", "Seconds after which to try again."},
    };
    json_write_key(writer, "headers");
    json_write_object_begin(writer);
    for (size_t i = 0; i < sizeof headers / sizeof headers[0]; i++) {
        json_write_key(writer, headers[i].name);
        json_write_object_begin(writer);
        openapi_text(writer, "description", headers[i].help);
        write_schema(writer, headers[i].type);
        json_write_object_end(writer);
        json_write_object_end(writer);
    }
    json_write_object_end(writer);
}

static void write_parameters(struct json_writer *writer)
{
    static const struct {
        const char *component, *name, *place, *type, *help;
    } parameters[] = {
        {"Key", "key", "path", "string", "Key of the record, also an old one."},
        {"PathSource", "source", "path", "string", "Where the external identifier comes from."},
        {"PathExternalId", "external_id", "path", "string", "What the record is called there."},
        {"Limit", "limit", "query", "integer", "How many records at most; 50 when not given."},
        {"Cursor", "cursor", "query", "string", "Where the page before ended: its next."},
        {"Count", "count", "query", "boolean", "Also count all that match."},
        {"Query", "q", "query", "string", "A text to look for in names and titles."},
        {"Source", "source", "query", "string", "Only records with this source."},
        {"ExternalId", "external_id", "query", "string", "Only records with this external identifier."},
        {"IfMatch", "If-Match", "header", "string",
            "The version that the change is meant for, as ETag said it."},
        {"IfNoneMatch", "If-None-Match", "header", "string",
            "The version that the client has, as ETag said it."},
        {"IdempotencyKey", "Idempotency-Key", "header", "string",
            "A text of your own; the same one within 24 hours gives the first reply again."},
    };
    json_write_key(writer, "parameters");
    json_write_object_begin(writer);
    for (size_t i = 0; i < sizeof parameters / sizeof parameters[0]; i++) {
        json_write_key(writer, parameters[i].component);
        json_write_object_begin(writer);
        openapi_text(writer, "name", parameters[i].name);
        openapi_text(writer, "in", parameters[i].place);
        openapi_text(writer, "description", parameters[i].help);
        if (strcmp(parameters[i].place, "path") == 0) openapi_boolean(writer, "required", true);
        write_schema(writer, parameters[i].type);
        if (strcmp(parameters[i].name, "limit") == 0) {
            openapi_integer(writer, "minimum", 1);
            openapi_integer(writer, "maximum", 1000);
            openapi_integer(writer, "default", 50);
        }
        json_write_object_end(writer);
        json_write_object_end(writer);
    }
    json_write_object_end(writer);
}

void openapi_components(struct json_writer *writer)
{
    json_write_key(writer, "securitySchemes");
    json_write_object_begin(writer);
    json_write_key(writer, "token");
    json_write_object_begin(writer);
    openapi_text(writer, "type", "http");
    openapi_text(writer, "scheme", "bearer");
    openapi_text(writer, "description", "An API token, which begins with tdm_.");
    json_write_object_end(writer);
    json_write_key(writer, "session");
    json_write_object_begin(writer);
    openapi_text(writer, "type", "apiKey");
    openapi_text(writer, "in", "cookie");
    openapi_text(writer, "name", "tandem_session");
    openapi_text(writer, "description", "The page's session; writing also takes the header X-Tandem: 1.");
    json_write_object_end(writer);
    json_write_object_end(writer);
    write_parameters(writer);
    write_headers(writer);
    write_errors(writer);
}
