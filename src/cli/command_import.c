// SPDX-License-Identifier: Apache-2.0
// tandem import: a file into a resource, a whole export back into a workspace, and the way back.
#include "cli/commands.h"

#include "cli/database.h"
#include "cli/document.h"
#include "cli/file.h"
#include "cli/import_report.h"
#include "cli/named.h"
#include "cli/progress.h"
#include "cli/report.h"
#include "format/json_reader.h"
#include "work/import.h"
#include "work/import_all.h"
#include "work/import_json.h"

enum {
    IMPORT_MAP,
    IMPORT_ENCODING,
    IMPORT_DRY_RUN,
    IMPORT_UNDO,
    IMPORT_ALL,
    IMPORT_SUGGEST,
    IMPORT_OPTION_COUNT
};

#define IMPORT_ROWS_MAXIMUM ((size_t)1 << 30)

// What is wrong with the mapping or the file as a whole; rejected rows are in the result.
static int say_refusal(
    const struct invocation *invocation, enum error error, const struct problem_list *problems)
{
    bool is_document = invocation->json && error_exit(error) == 1;
    if (!is_document) return report_problems(invocation->streams, error, problems);
    struct document document;
    struct json_writer *writer = document_begin(&document);
    json_write_object_begin(writer);
    json_write_key(writer, "error");
    json_write_string(writer, error_name(error));
    json_write_key(writer, "errors");
    json_write_array_begin(writer);
    for (const struct problem *problem = problems->first; problem; problem = problem->next) {
        json_write_object_begin(writer);
        json_write_key(writer, "field");
        json_write_string(writer, problem->field);
        json_write_key(writer, "line");
        json_write_integer(writer, problem->line);
        json_write_key(writer, "message");
        json_write_string(writer, problem->message);
        json_write_object_end(writer);
    }
    json_write_array_end(writer);
    json_write_object_end(writer);
    (void)document_end(&document, invocation);
    return error_exit(error);
}

static int finish(const struct invocation *invocation, enum error error, const struct problem_list *problems,
    const struct import_result *results, size_t count)
{
    bool has_result = error == ERROR_NONE || error == ERROR_END;
    for (size_t i = 0; i < count; i++)
        has_result = has_result || results[i].rejected;
    if (!has_result) return say_refusal(invocation, error, problems);
    int status = import_report(invocation, results, count);
    if (error == ERROR_END) {
        report_error(invocation->streams, "Stopped; nothing was stored.");
        return error_exit(ERROR_INVALID);
    }
    return status ? status : error_exit(error);
}

// The name a file is remembered by: without its directory.
static struct text file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return text_from(slash ? slash + 1 : path);
}

struct input {
    struct file file;
    struct file map;
    struct buffer rows; // of a JSON file
    struct import_request request;
};

// A JSON file becomes rows; a CSV file stays as it is.
static int take_content(
    const struct invocation *invocation, struct input *input, struct problem_list *problems)
{
    input->request.content = input->file.content;
    if (!import_is_json(input->file.content)) return 0;
    struct json_document document;
    enum error error = json_document_parse(&document, input->file.content, problems);
    if (error) return say_refusal(invocation, error, problems);
    struct json_value root = json_document_root(&document), items = root;
    if (json_value_kind(&root) == JSON_KIND_OBJECT) items = json_value_member(&root, "items");
    error = import_json_rows(&items, input->request.resource, problems, &input->rows);
    json_document_free(&document);
    input->request.content = buffer_view(&input->rows);
    return error ? say_refusal(invocation, error, problems) : 0;
}

static int open_input(const struct invocation *invocation, struct input *input, struct problem_list *problems)
{
    const char *name = invocation_operand(invocation, 0), *path = invocation_operand(invocation, 1);
    const char *map = invocation_value(invocation, IMPORT_MAP);
    const char *encoding = invocation_value(invocation, IMPORT_ENCODING);
    if (encoding && !encoding_from_name(text_from(encoding), &input->request.encoding))
        return report_usage(invocation, "There is no encoding \"%s\".", encoding);
    if (!name || !path) return report_usage(invocation, "RESOURCE and FILE are needed.");
    input->request.resource = named_resource(invocation, name);
    if (!input->request.resource) return error_exit(ERROR_USAGE);
    input->request.file_name = file_name(path);
    input->request.dry_run = invocation_is_given(invocation, IMPORT_DRY_RUN);
    int status = file_open(invocation, path, &input->file);
    if (!status && map) status = file_open(invocation, map, &input->map);
    input->request.mapping = input->map.content;
    if (!status && map && input->map.content.length == 0) {
        report_error(invocation->streams, "The mapping %s is empty.", map);
        status = error_exit(ERROR_IO);
    }
    return status ? status : take_content(invocation, input, problems);
}

static int import_one(const struct invocation *invocation, struct store *store, struct input *input,
    struct problem_list *problems)
{
    const struct actor actor = actor_system("cli");
    struct progress progress;
    struct import_result result;
    progress_begin(&progress, invocation->streams, "rows");
    input->request.progress = progress_step;
    input->request.closure = &progress;
    enum error error = import_file(store, &actor, &input->request, invocation->arena, problems, &result);
    progress_end(&progress);
    return finish(invocation, error, problems, &result, 1);
}

// What the columns may mean, as a mapping to begin with.
static int suggest(const struct invocation *invocation, struct store *store, struct input *input,
    struct problem_list *problems)
{
    const struct actor actor = actor_system("cli");
    struct import_preview preview;
    enum error error = import_preview(store, &actor, input->request.resource, input->request.file_name,
        input->request.content, invocation->arena, problems, &preview);
    if (error) return say_refusal(invocation, error, problems);
    return import_report_preview(invocation, &preview);
}

static int run_one(const struct invocation *invocation, struct store *store, struct problem_list *problems)
{
    struct input input = {.file = {.content = {"", 0}}};
    buffer_init(&input.rows, IMPORT_ROWS_MAXIMUM);
    int status = open_input(invocation, &input, problems);
    if (!status && invocation_is_given(invocation, IMPORT_SUGGEST))
        status = suggest(invocation, store, &input, problems);
    else if (!status)
        status = import_one(invocation, store, &input, problems);
    buffer_free(&input.rows);
    file_close(&input.map);
    file_close(&input.file);
    return status;
}

static int run_undo(const struct invocation *invocation, struct store *store, struct problem_list *problems)
{
    const struct actor actor = actor_system("cli");
    const char *name = invocation_operand(invocation, 0);
    struct import_result result;
    struct text key = {"", 0};
    if (name && !named_key(invocation, name, &key))
        return report_usage(invocation, "--undo takes the key of an import, such as IMP-3, or nothing.");
    enum error error = import_undo(store, &actor, key, invocation->arena, problems, &result);
    if (error == ERROR_NOT_FOUND && !problems->first) {
        report_error(
            invocation->streams, name ? "There is no such import." : "There is no import to take back.");
        return error_exit(error);
    }
    if (error) return say_refusal(invocation, error, problems);
    return import_report_undo(invocation, &result);
}

// A directory of CSV files, or the one JSON document, that an export wrote.
static int run_all(const struct invocation *invocation, struct store *store, struct problem_list *problems)
{
    const struct actor actor = actor_system("cli");
    const struct registry *registry = store_registry(store);
    const char *path = invocation_value(invocation, IMPORT_ALL);
    struct import_result *results = arena_array(invocation->arena, struct import_result, registry->count + 1);
    struct progress progress;
    size_t count = 0;
    if (!results) return report_problems(invocation->streams, ERROR_MEMORY, NULL);
    progress_begin(&progress, invocation->streams, "rows");
    const struct import_all_request request = {.path = path,
        .dry_run = invocation_is_given(invocation, IMPORT_DRY_RUN),
        .progress = progress_step,
        .closure = &progress};
    enum error error = import_all(store, &actor, &request, invocation->arena, problems, results, &count);
    progress_end(&progress);
    return finish(invocation, error, problems, results, count);
}

static int run_import(struct invocation *invocation)
{
    bool undo = invocation_is_given(invocation, IMPORT_UNDO),
         all = invocation_is_given(invocation, IMPORT_ALL);
    struct problem_list problems;
    struct store *store;
    if (undo && all) return report_usage(invocation, "--undo and --all exclude each other.");
    if (all && invocation->operand_count) return report_usage(invocation, "--all takes no other file.");
    problem_list_init(&problems, invocation->arena);
    int status = database_open_usual(invocation, &store);
    if (status) return status;
    if (undo)
        status = run_undo(invocation, store, &problems);
    else if (all)
        status = run_all(invocation, store, &problems);
    else
        status = run_one(invocation, store, &problems);
    store = store_close(store);
    return status;
}

static const struct option options[IMPORT_OPTION_COUNT] = {
    [IMPORT_MAP] = {.name = "map",
        .letter = 'm',
        .argument = "FILE",
        .help =
            "The mapping that says what the columns mean; without it they go to the fields of their names.",
        .kind = ARGUMENT_FILE},
    [IMPORT_ENCODING] = {.name = "encoding",
        .argument = "ENCODING",
        .help = "How the file is encoded, where it cannot be told from it.",
        .kind = ARGUMENT_WORD,
        .words = "utf-8 utf-16le utf-16be windows-1252"},
    [IMPORT_DRY_RUN] = {.name = "dry-run",
        .letter = 'n',
        .help = "Do everything, show what comes of it, and store nothing."},
    [IMPORT_UNDO] = {.name = "undo", .help = "Take the last import back, or the one whose key is given."},
    [IMPORT_ALL] = {.name = "all",
        .argument = "PATH",
        .help = "Bring back what \"tandem export\" wrote: a directory of CSV files, or one JSON document.",
        .kind = ARGUMENT_FILE},
    [IMPORT_SUGGEST] = {.name = "suggest",
        .help = "Only look at the file, and print a mapping to begin with."},
};

static const struct operand operands[] = {
    {.name = "RESOURCE",
        .help = "What the rows are, such as products or people.",
        .kind = ARGUMENT_RESOURCE,
        .optional = true},
    {.name = "FILE",
        .help = "The CSV file, an exported JSON file, or - for standard input.",
        .kind = ARGUMENT_FILE,
        .optional = true},
};

static const struct example examples[] = {
    {"tandem import products catalogue.csv --suggest", "Prints a mapping to begin with."},
    {"tandem import products catalogue.csv --map catalogue.json --dry-run",
        "Shows what would be stored, and every row that cannot be taken."},
    {"tandem import products catalogue.csv --map catalogue.json", "Stores it, all or nothing."},
    {"tandem import --undo", "Takes the last import back."},
    {"tandem import --all backup-directory", "Brings a whole export back."},
};

const struct command command_import = {
    .name = "import",
    .summary = "Import records from a CSV file",
    .description = "When one row cannot be taken, nothing is stored, and every such row is listed with line, "
                   "column and reason. "
                   "Importing the same file again changes nothing. References may point to rows further down "
                   "in the file.\n\n"
                   "Ctrl-C stops an import, and nothing of it is stored.",
    .common = COMMON_DATABASE | COMMON_JSON,
    .options = options,
    .option_count = IMPORT_OPTION_COUNT,
    .operands = operands,
    .operand_count = COUNT_OF(operands),
    .examples = examples,
    .example_count = COUNT_OF(examples),
    .run = run_import,
};
