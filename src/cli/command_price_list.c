// SPDX-License-Identifier: Apache-2.0
// tandem price list: price lists out of and into files of Pricing2Yaml.
#include "cli/commands.h"

#include "cli/database.h"
#include "cli/document.h"
#include "cli/file.h"
#include "cli/report.h"
#include "offer/pricing2yaml.h"

#define LIST_TEXT_MAXIMUM ((size_t)16 << 20)

enum { LIST_PRODUCT, LIST_NAME, LIST_DRY_RUN, LIST_OUTPUT, LIST_OPTION_COUNT };

struct bringing {
    const struct invocation *invocation;
    struct actor actor;
    struct pricing2yaml_request request;
    struct problem_list problems, notes;
    struct pricing2yaml_result result;
    bool is_dry_run, is_right;
};

// A dry run ends as if it had been cancelled, so that nothing of it is kept.
static enum error import_write(struct transaction *transaction, void *closure)
{
    struct bringing *bringing = closure;
    struct arena *arena = bringing->invocation->arena;
    problem_list_init(&bringing->problems, arena);
    problem_list_init(&bringing->notes, arena);
    enum error error = pricing2yaml_import(transaction, &bringing->actor, &bringing->request, arena,
        &bringing->problems, &bringing->notes, &bringing->result);
    bringing->is_right = !error;
    return !error && bringing->is_dry_run ? ERROR_CANCELLED : error;
}

static void notes_say(const struct invocation *invocation, const struct problem_list *notes)
{
    for (const struct problem *note = notes->first; note; note = note->next)
        if (note->line)
            (void)fprintf(invocation->streams->errors, "line %ld: %s\n", note->line, note->message);
        else
            (void)fprintf(invocation->streams->errors, "%s\n", note->message);
}

static void count_write(struct json_writer *writer, const char *name, uint32_t count)
{
    json_write_key(writer, name);
    json_write_integer(writer, count);
}

static int import_json(const struct bringing *bringing)
{
    struct document document;
    struct json_writer *writer = document_begin(&document);
    const struct pricing2yaml_result *result = &bringing->result;
    json_write_object_begin(writer);
    json_write_key(writer, "price_list");
    json_write_text(writer, result->price_list);
    json_write_key(writer, "is_dry_run");
    json_write_boolean(writer, bringing->is_dry_run);
    count_write(writer, "plans", result->plans);
    count_write(writer, "add_ons", result->add_ons);
    count_write(writer, "features", result->features);
    count_write(writer, "values", result->values);
    count_write(writer, "prices", result->prices);
    json_write_key(writer, "left_out");
    json_write_array_begin(writer);
    for (const struct problem *note = bringing->notes.first; note; note = note->next) {
        json_write_object_begin(writer);
        json_write_key(writer, "line");
        json_write_integer(writer, note->line);
        json_write_key(writer, "message");
        json_write_string(writer, note->message);
        json_write_object_end(writer);
    }
    json_write_array_end(writer);
    json_write_object_end(writer);
    return document_end(&document, bringing->invocation);
}

static int list_import(struct invocation *invocation)
{
    const char *product = invocation_value(invocation, LIST_PRODUCT);
    const char *name = invocation_value(invocation, LIST_NAME);
    struct bringing bringing = {.invocation = invocation,
        .actor = actor_system("cli"),
        .is_dry_run = invocation_is_given(invocation, LIST_DRY_RUN)};
    struct store *store = NULL;
    struct file file;
    if (!product) return report_usage(invocation, "--product KEY is needed: what is sold for these prices.");
    int status = file_open(invocation, invocation_operand(invocation, 1), &file);
    if (status) return status;
    bringing.request =
        (struct pricing2yaml_request){file.content, text_from(product), text_from(name ? name : "")};
    status = database_open_usual(invocation, &store);
    if (!status) {
        const enum error error = store_write(store, import_write, &bringing);
        if (!bringing.is_right || (error && error != ERROR_CANCELLED))
            status = report_problems(invocation->streams, error, &bringing.problems);
    }
    store_close(store);
    file_close(&file);
    if (status) return status;
    const struct pricing2yaml_result *result = &bringing.result;
    if (!invocation->json) notes_say(invocation, &bringing.notes);
    if (invocation->json) return import_json(&bringing);
    (void)fprintf(invocation->streams->output,
        "%s %.*s: %u plans, %u add-ons, %u features and limits, %u values of them, %u prices.\n",
        bringing.is_dry_run ? "Would make" : "Made", TEXT_PRINT(result->price_list), result->plans,
        result->add_ons, result->features, result->values, result->prices);
    return 0;
}

static int list_export(struct invocation *invocation)
{
    const struct actor actor = actor_system("cli");
    const char *key = invocation_operand(invocation, 1);
    const char *path = invocation_value(invocation, LIST_OUTPUT);
    struct problem_list problems, notes;
    struct transaction *transaction = NULL;
    struct store *store = NULL;
    struct buffer buffer;
    struct new_file file;
    problem_list_init(&problems, invocation->arena);
    problem_list_init(&notes, invocation->arena);
    int status = database_open_usual(invocation, &store);
    if (status) return status;
    buffer_init(&buffer, LIST_TEXT_MAXIMUM);
    enum error error = store_read(store, &transaction);
    if (!error)
        error = pricing2yaml_export(
            transaction, &actor, text_from(key), invocation->arena, &problems, &notes, &buffer);
    transaction_end(transaction);
    store_close(store);
    if (error == ERROR_NOT_FOUND) problem_add(&problems, NULL, "There is no price list %s.", key);
    if (error) {
        buffer_free(&buffer);
        return report_problems(invocation->streams, error, &problems);
    }
    notes_say(invocation, &notes);
    if (!path) return buffer_send(&buffer, invocation);
    status = new_file_open(invocation, path, &file);
    if (!status) {
        const struct text view = buffer_view(&buffer);
        (void)fwrite(view.data, 1, view.length, file.stream);
        status = new_file_save(invocation, &file);
    }
    buffer_free(&buffer);
    return status;
}

static int run_command(struct invocation *invocation)
{
    const char *word = invocation_operand(invocation, 0);
    const bool is_import = strcmp(word, "import") == 0;
    if (is_import && invocation_is_given(invocation, LIST_OUTPUT))
        return report_usage(invocation, "--output is for export.");
    if (!is_import &&
        (invocation_is_given(invocation, LIST_PRODUCT) || invocation_is_given(invocation, LIST_NAME) ||
            invocation_is_given(invocation, LIST_DRY_RUN) || invocation->json))
        return report_usage(invocation, "export takes --output alone.");
    return is_import ? list_import(invocation) : list_export(invocation);
}

static const struct option options[LIST_OPTION_COUNT] = {
    [LIST_PRODUCT] = {.name = "product",
        .letter = 'p',
        .argument = "KEY",
        .help = "With import: the product that is sold for these prices."},
    [LIST_NAME] = {.name = "name",
        .argument = "NAME",
        .help = "With import: what the price list is called; else as the file says."},
    [LIST_DRY_RUN] = {.name = "dry-run",
        .letter = 'n',
        .help = "With import: says what would be made, and keeps nothing."},
    [LIST_OUTPUT] = {.name = "output",
        .letter = 'o',
        .argument = "FILE",
        .help = "With export: writes into the file in place of the output stream.",
        .kind = ARGUMENT_FILE},
};

static const struct operand operands[] = {
    {.name = "WHAT", .help = "import or export.", .kind = ARGUMENT_WORD, .words = "import export"},
    {.name = "LIST",
        .help = "With import: a file, - for the input stream; with export: key of a price list.",
        .kind = ARGUMENT_FILE},
};

static const struct example examples[] = {
    {"tandem price list import prices.yml --product PROD-1 --dry-run",
        "Says which plans, features and prices it would make, and what it has no place for."},
    {"tandem price list export LIST-1 -o prices.yml", "Writes the prices that hold today as Pricing2Yaml."},
};

const struct command command_price_list = {
    .name = "list",
    .summary = "Take price lists from files of Pricing2Yaml, and write them",
    .description =
        "import makes a draft price list of a file of Pricing2Yaml 2.1: plans, add-ons, features and limits "
        "that the product has under the names of the file are brought up to date, the others are made. All "
        "or "
        "nothing is kept. What there is no place for is left out and named with its line. Aliases, more than "
        "sixteen levels and more than 1 MiB are refused.\n\nexport writes the prices of a list that hold "
        "today, or on its first day.\n\nOther columns and files: tandem import price-points.",
    .common = COMMON_DATABASE | COMMON_JSON,
    .options = options,
    .option_count = LIST_OPTION_COUNT,
    .operands = operands,
    .operand_count = COUNT_OF(operands),
    .examples = examples,
    .example_count = COUNT_OF(examples),
    .run = run_command,
};
