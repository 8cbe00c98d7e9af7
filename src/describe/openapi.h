// SPDX-License-Identifier: Apache-2.0
// The parts of the OpenAPI document, each in a file of its own. Private to src/describe/openapi*.c.
#ifndef TANDEM_DESCRIBE_OPENAPI_H
#define TANDEM_DESCRIBE_OPENAPI_H

#include "format/json_writer.h"
#include "model/registry.h"
#include "work/endpoints.h"

// A member with a text, or with a reference to a component ("schemas", "Product").
void openapi_text(struct json_writer *writer, const char *name, const char *text);
void openapi_boolean(struct json_writer *writer, const char *name, bool boolean);
void openapi_integer(struct json_writer *writer, const char *name, int64_t integer);
// The object {"$ref": "#/components/KIND/NAME"}, as a value.
void openapi_reference(struct json_writer *writer, const char *kind, const char *name);

// components.schemas: choices, records with what creates and changes them, lists, shapes.
void openapi_schemas(const struct registry *registry, struct json_writer *writer);
// The schema of one field's values, as a value; nullable when `may_be_null`.
void openapi_field(const struct field *field, bool may_be_null, struct json_writer *writer);

// paths: those of resources, each with the endpoints that share its path; then the other endpoints.
void openapi_resource_paths(const struct registry *registry, struct json_writer *writer);
void openapi_endpoint_paths(const struct registry *registry, struct json_writer *writer);

// Writes the methods of a path that the table has, as members of the open path object.
void openapi_endpoints_at(const struct registry *registry, const char *path, struct json_writer *writer);
// Is it a path of a resource's own?
bool openapi_is_resource_path(const struct registry *registry, const char *path);

// The parts of an operation. Each writes members of the open operation object.
void openapi_request(struct json_writer *writer, const char *schema, bool is_required);
// `errors` are statuses, ended by 0; `has_tag`: the reply carries an ETag; `also`: another status of success,
// 201 with the same content or 304 without, or 0.
struct openapi_replies {
    int status;
    const char *description;
    const char *schema; // NULL: no JSON
    const char *media;  // NULL: application/json
    bool has_tag;
    const int *errors;
    int also;
};
void openapi_replies(struct json_writer *writer, const struct openapi_replies *replies);
// Who may: "x-tandem-roles".
void openapi_roles(struct json_writer *writer, const struct resource *resource, enum verb verb);

// components.responses, .headers, .parameters and .securitySchemes.
void openapi_components(struct json_writer *writer);

#endif
