// SPDX-License-Identifier: Apache-2.0
// tandem price study: studies kept in the workspace, from the files they are made of to their results.
#include "cli/commands.h"

#include <math.h>

#include "cli/database.h"
#include "cli/document.h"
#include "cli/file.h"
#include "cli/named.h"
#include "cli/progress.h"
#include "cli/report.h"
#include "cli/study_compare.h"
#include "cli/table.h"
#include "format/record_json.h"
#include "lab/price_data.h"
#include "lab/price_text.h"
#include "lab/study_run.h"
#include "pricing/price_team.h"

enum { STUDY_NAME_GIVEN, STUDY_OF_PRODUCT, STUDY_RUN_NOW, STUDY_OPTION_COUNT };

#define STUDIES_LISTED 1000
#define TEXT_MAXIMUM ((size_t)64 << 20)

struct study_command {
    const struct invocation *invocation;
    struct store *store;
    struct actor actor;
    struct problem_list problems;
    struct text name, product; // as given; empty: none
};

static int say(struct study_command *command, enum error error)
{
    return report_problems(command->invocation->streams, error, &command->problems);
}

// --- run

static bool step(void *closure, size_t done, size_t all, double objective)
{
    (void)all;
    (void)objective;
    return progress_step((int64_t)done, closure);
}

struct act {
    const struct actor *actor;
    const char *key;
    struct arena *arena;
    struct problem_list *problems;
};

static enum error cancel_write(struct transaction *transaction, void *closure)
{
    struct act *act = closure;
    struct record *record;
    return record_act(transaction, act->actor, &price_study_resource, text_from(act->key),
        resource_action(&price_study_resource, TEXT("cancel")), NULL, 0, act->arena, act->problems, &record);
}

// What it ended with, in a sentence.
static int show_end(struct study_command *command, const char *key)
{
    const struct streams *streams = command->invocation->streams;
    struct transaction *transaction = NULL;
    struct record *study = NULL;
    enum error error = store_read(command->store, &transaction);
    if (!error)
        error = record_get(transaction, &command->actor, &price_study_resource, text_from(key),
            command->invocation->arena, &study);
    transaction_end(transaction);
    if (error) return say(command, error);
    const struct text message = record_text(study, PRICE_STUDY_MESSAGE);
    const int status = record_choice(study, PRICE_STUDY_STATUS);
    (void)fprintf(streams->output, "%s: %.*s%s%.*s\n", key,
        TEXT_PRINT(record_text(study, PRICE_STUDY_STATUS)), message.length ? "\n" : "", TEXT_PRINT(message));
    return status == STUDY_DONE ? 0 : status == STUDY_FAILED ? 2 : 1;
}

static int run_study(struct study_command *command, const char *name)
{
    struct progress progress;
    struct text wanted;
    char key[STUDY_KEY_SIZE];
    if (!named_key(command->invocation, name, &wanted)) wanted = text_from(name);
    enum error error = study_claim_one(command->store, &command->actor, wanted, &command->problems, key);
    if (error == ERROR_NOT_FOUND) {
        report_error(command->invocation->streams, "There is no price study %s.", name);
        return error_exit(error);
    }
    if (error) return say(command, error);
    progress_begin(&progress, command->invocation->streams, "steps");
    struct price_team *team = NULL;
    error = price_team_start(price_team_usual(), &team);
    const struct study_options options = {
        .progress = step, .closure = &progress, .share = price_team_share, .share_context = team};
    if (!error) error = study_run(command->store, key, &options);
    price_team_free(team);
    progress_end(&progress);
    if (error == ERROR_CANCELLED) {
        struct act act = {&command->actor, key, command->invocation->arena, &command->problems};
        const enum error end = store_write(command->store, cancel_write, &act);
        return say(command, end ? end : error);
    }
    return error ? say(command, error) : show_end(command, key);
}

// --- add: the specification, and a data set of each file that it names

struct adding {
    struct study_command *command;
    struct text spec;
    struct price_data_file file[PRICE_ROLE_COUNT];
    bool is_given[PRICE_ROLE_COUNT];
    char key[STUDY_KEY_SIZE];
};

static enum error add_write(struct transaction *transaction, void *closure)
{
    struct adding *adding = closure;
    struct study_command *command = adding->command;
    struct arena *arena = command->invocation->arena;
    struct record_input *input = record_input_new(&price_study_resource, arena);
    const char *further = "";
    struct record *record;
    enum error error = input ? ERROR_NONE : ERROR_MEMORY;
    problem_list_init(&command->problems, arena);
    for (enum price_role role = 0; !error && role < PRICE_ROLE_COUNT; role++) {
        if (!adding->is_given[role]) continue;
        error = price_data_keep(
            transaction, &command->actor, &adding->file[role], arena, &command->problems, &record);
        if (error) break;
        if (role == PRICE_PRODUCTS)
            record_input_set(input, PRICE_STUDY_DATA, value_text(record->key));
        else
            further = arena_print(arena, "%s%s\"%s\":\"%.*s\"", further, *further ? "," : "",
                price_role_name(role), TEXT_PRINT(record->key));
        if (!further) return ERROR_MEMORY;
    }
    if (error) return error;
    if (*further && !(further = arena_print(arena, "{%s}", further))) return ERROR_MEMORY;
    if (*further) record_input_set(input, PRICE_STUDY_FURTHER_DATA, value_string(further));
    record_input_set(input, PRICE_STUDY_NAME, value_text(command->name));
    record_input_set(input, PRICE_STUDY_SPEC, value_text(adding->spec));
    if (!text_is_empty(command->product))
        record_input_set(input, PRICE_STUDY_PRODUCT, value_text(command->product));
    error = record_create(transaction, &command->actor, input, arena, &command->problems, &record);
    if (!error) (void)snprintf(adding->key, sizeof adding->key, "%.*s", TEXT_PRINT(record->key));
    return error;
}

// A file that the specification names, beside it.
static int take_file(struct adding *adding, const char *path, enum price_role role, struct text written)
{
    const struct invocation *invocation = adding->command->invocation;
    const char *slash = strrchr(path, '/');
    struct price_data_file *data = &adding->file[role];
    struct file file = {0};
    if (text_is_empty(written)) return 0;
    const char *at = written.data[0] == '/' || !slash ? text_copy(written, invocation->arena)
                                                      : arena_print(invocation->arena, "%.*s/%.*s",
                                                            (int)(slash - path), path, TEXT_PRINT(written));
    if (!at) return say(adding->command, ERROR_MEMORY);
    int status = file_open(invocation, at, &file);
    if (status) return status;
    slash = strrchr(at, '/');
    enum error error = price_data_prepare(file.content, invocation->arena, &adding->command->problems, data);
    data->file_name = data->name = text_from(slash ? slash + 1 : at);
    data->product = adding->command->product;
    adding->is_given[role] = true;
    file_close(&file);
    if (error) report_error(invocation->streams, "%s cannot be taken:", at);
    return error ? say(adding->command, error) : 0;
}

static int add_study(struct study_command *command, const char *path)
{
    const struct invocation *invocation = command->invocation;
    struct adding adding = {.command = command};
    struct price_spec spec;
    struct file file = {0};
    int status = file_open(invocation, path, &file);
    if (status) return status;
    const char *copy = text_copy(file.content, invocation->arena);
    adding.spec = (struct text){copy, copy ? file.content.length : 0};
    file_close(&file);
    if (!copy) return say(command, ERROR_MEMORY);
    const char *slash = strrchr(path, '/');
    if (text_is_empty(command->name)) command->name = text_from(slash ? slash + 1 : path);
    enum error error = price_spec_read(adding.spec, invocation->arena, &command->problems, &spec);
    if (error) return say(command, error);
    for (enum price_role role = 0; !status && role < PRICE_ROLE_COUNT; role++)
        status = take_file(&adding, path, role, spec.file[role]);
    if (status) return status;
    error = store_write(command->store, add_write, &adding);
    if (error) return say(command, error);
    (void)fprintf(invocation->streams->output, "%s\n", adding.key);
    return invocation_is_given(invocation, STUDY_RUN_NOW) ? run_study(command, adding.key) : 0;
}

// --- list, show

static int print_list(struct study_command *command, const struct record_page *page)
{
    const struct invocation *invocation = command->invocation;
    static const size_t shown[] = {PRICE_STUDY_NAME, PRICE_STUDY_STATUS, PRICE_STUDY_METHOD,
        PRICE_STUDY_PRODUCT, PRICE_STUDY_DATA, PRICE_STUDY_RAN_AT, PRICE_STUDY_RECOMMENDED};
    struct table table;
    table_init(&table, invocation->arena);
    table_column(&table, "key", false);
    for (size_t j = 0; j < COUNT_OF(shown); j++)
        table_column(&table, price_study_resource.fields[shown[j]].name, false);
    for (size_t i = 0; i < page->count; i++) {
        struct text *cells = table_row(&table);
        if (!cells) return say(command, ERROR_MEMORY);
        cells[0] = page->records[i]->key;
        for (size_t j = 0; j < COUNT_OF(shown); j++) {
            const enum error error = field_print(&price_study_resource.fields[shown[j]],
                page->records[i]->values[shown[j]], invocation->arena, &cells[j + 1]);
            if (error) return say(command, error);
        }
    }
    const enum error error = table_print(&table, invocation->streams->output);
    return error ? say(command, error) : 0;
}

static int list_studies(struct study_command *command, struct transaction *transaction)
{
    const struct record_query query = {.resource = &price_study_resource, .limit = STUDIES_LISTED};
    struct record_page page;
    enum error error = record_list(transaction, &command->actor, &query, command->invocation->arena, &page);
    if (error) return say(command, error);
    if (!command->invocation->json) return print_list(command, &page);
    struct document document;
    struct json_writer *writer = document_begin(&document);
    json_write_array_begin(writer);
    for (size_t i = 0; i < page.count; i++)
        record_json_write(page.records[i], NULL, writer);
    json_write_array_end(writer);
    return document_end(&document, command->invocation);
}

static int show_study(struct study_command *command, struct transaction *transaction, const char *name)
{
    const struct invocation *invocation = command->invocation;
    struct record *study;
    struct text content;
    struct buffer buffer;
    int status = named_record(invocation, transaction, &command->actor, name, &study);
    if (status) return status;
    enum error error = price_text_read(transaction, study->key,
        invocation->json ? PRICE_TEXT_RESULT : PRICE_TEXT_REPORT, invocation->arena, &content);
    if (error) return say(command, error);
    if (content.length == 0) {
        report_error(invocation->streams, "%.*s has no result; it is %.*s.", TEXT_PRINT(study->key),
            TEXT_PRINT(record_text(study, PRICE_STUDY_STATUS)));
        return 1;
    }
    buffer_init(&buffer, TEXT_MAXIMUM);
    buffer_text(&buffer, content);
    if (content.data[content.length - 1] != '\n') buffer_character(&buffer, '\n');
    return buffer_send(&buffer, invocation);
}

static int read_studies(struct study_command *command, const char *word)
{
    const struct invocation *invocation = command->invocation;
    struct transaction *transaction = NULL;
    const enum error error = store_read(command->store, &transaction);
    if (error) return say(command, error);
    int status = text_is(text_from(word), "list") ? list_studies(command, transaction)
                 : text_is(text_from(word), "show")
                     ? show_study(command, transaction, invocation_operand(invocation, 1))
                     : study_compare(invocation, transaction, &command->actor);
    transaction_end(transaction);
    return status;
}

static int run_command(struct invocation *invocation)
{
    struct study_command command = {.invocation = invocation, .actor = actor_system("cli")};
    const char *word = invocation_operand(invocation, 0), *second = invocation_operand(invocation, 1);
    const bool is_list = text_is(text_from(word), "list"), is_compare = text_is(text_from(word), "compare");
    const char *name = invocation_value(invocation, STUDY_NAME_GIVEN),
               *product = invocation_value(invocation, STUDY_OF_PRODUCT);
    problem_list_init(&command.problems, invocation->arena);
    command.name = text_from(name ? name : "");
    command.product = text_from(product ? product : "");
    if (!is_list && !second) return report_usage(invocation, "%s takes a further word; see the help.", word);
    if (is_list && second) return report_usage(invocation, "list takes no further word.");
    if (!is_compare && invocation->operand_count > 2)
        return report_usage(invocation, "%s takes one further word.", word);
    int status = database_open_usual(invocation, &command.store);
    if (status) return status;
    if (text_is(text_from(word), "add"))
        status = add_study(&command, second ? second : "");
    else if (text_is(text_from(word), "run"))
        status = run_study(&command, second);
    else
        status = read_studies(&command, word);
    store_close(command.store);
    return status;
}

static const struct option options[STUDY_OPTION_COUNT] = {
    [STUDY_NAME_GIVEN] = {.name = "name", .argument = "NAME", .help = "With add: what the study is called."},
    [STUDY_OF_PRODUCT] = {.name = "product",
        .argument = "KEY",
        .help = "With add: the product that it is about."},
    [STUDY_RUN_NOW] = {.name = "run", .help = "With add: runs it at once."},
};

static const struct operand operands[] = {
    {.name = "WHAT",
        .help = "add, run, list, show or compare.",
        .kind = ARGUMENT_WORD,
        .words = "add run list show compare"},
    {.name = "STUDY",
        .help = "Key of a study; with add: a price specification; with compare: several keys.",
        .kind = ARGUMENT_FILE,
        .optional = true,
        .repeats = true},
};

static const struct example examples[] = {
    {"tandem price study add fish.price --product PROD-2 --run",
        "Keeps the specification and its data as a study, and runs it."},
    {"tandem price study show STUDY-1", "Prints what came out."},
    {"tandem price study compare STUDY-1 STUDY-2", "Prints the estimates of studies side by side."},
};

const struct command command_price_study = {
    .name = "study",
    .summary = "Keep, run, read and compare price studies",
    .description =
        "add keeps a specification, with the files that it names, as a study of the workspace; run works it "
        "off here and now (the server works off what is put into its queue); show prints the result, with "
        "--json as tandem price fit does; compare prints estimates side by side.\n\nExit status: 0 done, 1 "
        "refused because the data cannot carry an answer, 2 could not run.",
    .common = COMMON_DATABASE | COMMON_JSON,
    .options = options,
    .option_count = STUDY_OPTION_COUNT,
    .operands = operands,
    .operand_count = COUNT_OF(operands),
    .examples = examples,
    .example_count = COUNT_OF(examples),
    .run = run_command,
};
