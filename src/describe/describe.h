// SPDX-License-Identifier: Apache-2.0
// Everything that is written from the registry: one emitter a file. Each appends to `output`, whose failure
// is sticky (buffer_error). The same registry gives the same bytes; tests/golden keeps them.
#ifndef TANDEM_DESCRIBE_DESCRIBE_H
#define TANDEM_DESCRIBE_DESCRIBE_H

#include "base/buffer.h"
#include "model/registry.h"

// The whole DDL of a fresh workspace for each database.
void describe_ddl_sqlite(const struct registry *registry, struct buffer *output);
void describe_ddl_postgres(const struct registry *registry, struct buffer *output);

// The API as an OpenAPI 3.1 document (JSON, indented).
void describe_openapi(const struct registry *registry, struct buffer *output);

// The types of records, choices and replies in TypeScript: web/src/api/types.ts.
void describe_typescript(const struct registry *registry, struct buffer *output);

// Who may do what, as a table to be read: role × resource × verb, fields that are hidden, endpoints.
void describe_permissions(const struct registry *registry, struct buffer *output);

// For every resource that can be imported the name of a file and its header line.
void describe_csv_templates(const struct registry *registry, struct buffer *output);
// The header line of one resource, ended by a line feed.
void describe_csv_template(const struct resource *resource, struct buffer *output);

// The registry as JSON, for generic forms and tables: the reply of /api/v1/describe.
void describe_registry(const struct registry *registry, struct buffer *output);

#endif
