// SPDX-License-Identifier: Apache-2.0
// The DDL of a fresh workspace, as the store writes it.
#include "describe/describe.h"
#include "store/schema.h"

static void write_ddl(const struct registry *registry, enum store_kind kind, struct buffer *output)
{
    enum error error = schema_print(registry, kind, output);
    if (error == ERROR_NONE || output->failed) return;
    output->failed = true;
    output->error = error;
}

void describe_ddl_sqlite(const struct registry *registry, struct buffer *output)
{
    write_ddl(registry, STORE_SQLITE, output);
}

void describe_ddl_postgres(const struct registry *registry, struct buffer *output)
{
    write_ddl(registry, STORE_POSTGRES, output);
}
