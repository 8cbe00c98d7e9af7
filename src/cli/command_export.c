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

// What goes into one file: a resource, a part, or the whole workspace.
struct content {
    const struct resource *resource;
    const struct part *part;
    bool is_json;
};

static enum error write_content(
    const struct exporting *exporting, const struct content *content, FILE *stream)
{
    struct transaction *transaction = exporting->transaction;
    enum error error;
    if (content->part)
        error = export_part(transaction, content->part, write_bytes, stream);
    else if (!content->resource)
        error = export_workspace(transaction, &exporting->actor, write_bytes, stream);
    else if (content->is_json)
        error = export_json(transaction, &exporting->actor, content->resource, write_bytes, stream);
    else
        error = export_csv(transaction, &exporting->actor, content->resource, write_bytes, stream);
    bool is_document = !content->part && (content->is_json || !content->resource);
    if (!error && is_document && fputc('\n', stream) == EOF) error = ERROR_IO;
    return error;
}

// Writes into a file beside its name, and only then to its name.
static int write_file(const struct exporting *exporting, const char *path, const struct content *content)
{
    struct new_file file;
    if (!path) return report_problems(exporting->invocation->streams, ERROR_MEMORY, NULL);
    int status = new_file_open(exporting->invocation, path, &file);
    if (status) return status;
    enum error error = write_content(exporting, content, file.stream);
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
    const struct content whole = {.is_json = true};
    if (is_json)
        return write_file(exporting, arena_print(invocation->arena, "%s/workspace.json", directory), &whole);
    int status = 0;
    for (size_t i = 0; i < PART_COUNT && !status; i++) {
        const struct content content = {.part = &parts[i]};
        status = write_file(
            exporting, arena_print(invocation->arena, "%s/%s.csv", directory, parts[i].name), &content);
    }
    for (size_t i = 0; i < registry->count && !status; i++) {
        const struct content content = {.resource = registry->resources[i]};
        if (content.resource->flags & RESOURCE_NO_EXPORT) continue;
        status = write_file(exporting,
            arena_print(invocation->arena, "%s/%s.csv", directory, content.resource->name), &content);
    }
    return status;
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
    const struct content content = {.resource = resource, .is_json = is_json};
    struct exporting exporting = {.invocation = invocation, .actor = actor_system("cli")};
    enum error error = store_read(store, &exporting.transaction);
    if (!error && directory)
        status = write_directory(&exporting, directory, is_json);
    else if (!error && path)
        status = write_file(&exporting, path, &content);
    else if (!error)
        error = write_content(&exporting, &content, invocation->streams->output);
    if (error) status = report_problems(invocation->streams, error, NULL);
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
        .help = "Write everything into the directory: a CSV file a resource, or workspace.json.",
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
