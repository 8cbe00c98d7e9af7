// SPDX-License-Identifier: Apache-2.0
// tandem version: what this program is made of.
#include "cli/commands.h"

#include <libpq-fe.h>
#include <microhttpd.h>
#include <sodium.h>
#include <sqlite3.h>

#include "cli/document.h"
#include "store/schema.h"

static int run_version(struct invocation *invocation)
{
    FILE *output = invocation->streams->output;
    int postgres = PQlibVersion();
    if (!invocation->json) {
        (void)fprintf(output,
            "tandem %s\nschema %d\nSQLite %s, libpq %d.%d, libsodium %s, libmicrohttpd %s\n", TANDEM_VERSION,
            SCHEMA_VERSION, sqlite3_libversion(), postgres / 10000, postgres % 10000, sodium_version_string(),
            MHD_get_version());
        return 0;
    }
    struct document document;
    struct json_writer *writer = document_begin(&document);
    json_write_object_begin(writer);
    json_write_key(writer, "version");
    json_write_string(writer, TANDEM_VERSION);
    json_write_key(writer, "schema");
    json_write_integer(writer, SCHEMA_VERSION);
    json_write_key(writer, "sqlite");
    json_write_string(writer, sqlite3_libversion());
    json_write_object_end(writer);
    return document_end(&document, invocation);
}

static const struct example examples[] = {
    {"tandem version", "Prints the version of the program and of the schema it reads and writes."},
    {"tandem version --json", "The same for a program to read."},
};

const struct command command_version = {
    .name = "version",
    .summary = "Show the version of the program and of its schema",
    .common = COMMON_JSON,
    .examples = examples,
    .example_count = COUNT_OF(examples),
    .run = run_version,
};
