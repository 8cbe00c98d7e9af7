// SPDX-License-Identifier: Apache-2.0
// tandem export: one resource or the whole workspace, as CSV or JSON.
#include "cli/commands.h"

#include <errno.h>
#include <sys/stat.h>

#include "cli/database.h"
#include "cli/file.h"
#include "cli/named.h"
#include "cli/report.h"
#include "work/export.h"

enum { EXPORT_FORMAT, EXPORT_ALL, EXPORT_OUTPUT, EXPORT_OPTION_COUNT };

static enum error write_bytes(struct text bytes, void *closure)
{
    return fwrite(bytes.data, 1, bytes.length, closure) == bytes.length ? ERROR_NONE : ERROR_IO;
}

struct exporting {
    struct invocation *invocation;
    struct transaction *transaction;
    struct actor actor;
};

// Writes one thing into a file beside its name, and only then to its name.
static int write_file(
    const struct exporting *exporting, const char *path, const struct resource *resource, bool is_json)
{
    struct new_file file;
    enum error error;
    int status = new_file_open(exporting->invocation, path, &file);
    if (status) return status;
    if (is_json && resource)
        error = export_json(exporting->transaction, &exporting->actor, resource, write_bytes, file.stream);
    else if (is_json)
        error = export_workspace(exporting->transaction, &exporting->actor, write_bytes, file.stream);
    else if (resource)
        error = export_csv(exporting->transaction, &exporting->actor, resource, write_bytes, file.stream);
    else
        error = export_settings(exporting->transaction, write_bytes, file.stream);
    if (!error) return new_file_save(exporting->invocation, &file);
    new_file_drop(&file);
    return report_problems(exporting->invocation->streams, error, NULL);
}

static int write_directory(const struct exporting *exporting, const char *directory, bool is_json)
{
    const struct invocation *invocation = exporting->invocation;
    const struct registry *registry = transaction_registry(exporting->transaction);
    if (mkdir(directory, 0777) && errno != EEXIST) {
        report_error(
            invocation->streams, "The directory %s cannot be made: %s.", directory, strerrordesc_np(errno));
        return error_exit(ERROR_IO);
    }
    const char *path =
        arena_print(invocation->arena, "%s/%s", directory, is_json ? "workspace.json" : "settings.csv");
    int status = path ? write_file(exporting, path, NULL, is_json) : error_exit(ERROR_MEMORY);
    for (size_t i = 0; i < registry->count && !status && !is_json; i++) {
        const struct resource *resource = registry->resources[i];
        if (resource->flags & RESOURCE_NO_EXPORT) continue;
        path = arena_print(invocation->arena, "%s/%s.csv", directory, resource->name);
        status = path ? write_file(exporting, path, resource, false) : error_exit(ERROR_MEMORY);
    }
    return status;
}

static int write_stream(const struct exporting *exporting, const struct resource *resource, bool is_json)
{
    FILE *output = exporting->invocation->streams->output;
    enum error error;
    if (!resource)
        error = export_workspace(exporting->transaction, &exporting->actor, write_bytes, output);
    else if (is_json)
        error = export_json(exporting->transaction, &exporting->actor, resource, write_bytes, output);
    else
        error = export_csv(exporting->transaction, &exporting->actor, resource, write_bytes, output);
    if (!error && is_json) (void)fputc('\n', output);
    return error ? report_problems(exporting->invocation->streams, error, NULL) : 0;
}

static int run_export(struct invocation *invocation)
{
    const char *name = invocation_operand(invocation, 0),
               *format = invocation_value(invocation, EXPORT_FORMAT);
    const char *directory = invocation_value(invocation, EXPORT_ALL),
               *path = invocation_value(invocation, EXPORT_OUTPUT);
    const struct resource *resource = name ? named_resource(invocation, name) : NULL;
    bool is_json = invocation->json || (format && strcmp(format, "json") == 0);
    if (name && !resource) return error_exit(ERROR_USAGE);
    if (directory && (name || path))
        return report_usage(invocation, "--all writes everything into a directory.");
    if (!name && !directory && format && !is_json)
        return report_usage(invocation, "CSV has one file a resource: name one, or give --all DIRECTORY.");
    if (resource && (resource->flags & RESOURCE_LOG) && !is_json)
        return report_usage(invocation, "%s can only be exported as JSON.", resource->label_plural);
    struct store *store;
    int status = database_open_usual(invocation, &store);
    if (status) return status;
    struct exporting exporting = {.invocation = invocation, .actor = actor_system("cli")};
    enum error error = store_read(store, &exporting.transaction);
    if (error)
        status = report_problems(invocation->streams, error, NULL);
    else if (directory)
        status = write_directory(&exporting, directory, is_json);
    else if (path)
        status = write_file(&exporting, path, resource, is_json || !resource);
    else
        status = write_stream(&exporting, resource, is_json || !resource);
    transaction_end(exporting.transaction);
    store = store_close(store);
    return status;
}

static const struct option options[EXPORT_OPTION_COUNT] = {
    [EXPORT_FORMAT] = {.name = "format",
        .argument = "FORMAT",
        .help = "csv or json; csv for a resource, json for the whole workspace when it is not given.",
        .kind = ARGUMENT_WORD,
        .words = "csv json"},
    [EXPORT_ALL] = {.name = "all",
        .argument = "DIRECTORY",
        .help =
            "Write everything into the directory: a CSV file a resource and settings.csv, or workspace.json.",
        .kind = ARGUMENT_DIRECTORY},
    [EXPORT_OUTPUT] = {.name = "output",
        .letter = 'o',
        .argument = "FILE",
        .help = "Write into the file instead of standard output.",
        .kind = ARGUMENT_FILE},
};

static const struct operand operands[] = {
    {.name = "RESOURCE",
        .help = "What to export; the whole workspace when it is left out.",
        .kind = ARGUMENT_RESOURCE,
        .optional = true},
};

static const struct example examples[] = {
    {"tandem export products --output products.csv", "Writes all products as CSV."},
    {"tandem export --all backup-directory --format csv", "Writes everything, a CSV file a resource."},
    {"tandem export --json --output company.json", "Writes the whole workspace as one JSON document."},
};

const struct command command_export = {
    .name = "export",
    .summary = "Export records as CSV or JSON",
    .description =
        "What is exported imports back to the same records with the same keys: \"tandem import --all\" reads "
        "what "
        "\"tandem export --all\" wrote. Accounts, tokens, history and the list of imports are not exported; "
        "\"tandem backup\" keeps them, too.\n\nA text that a spreadsheet would take for a formula starts "
        "with an "
        "apostrophe in CSV, which the import takes off again.",
    .common = COMMON_DATABASE | COMMON_JSON,
    .options = options,
    .option_count = EXPORT_OPTION_COUNT,
    .operands = operands,
    .operand_count = COUNT_OF(operands),
    .examples = examples,
    .example_count = COUNT_OF(examples),
    .run = run_export,
};
