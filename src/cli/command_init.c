// SPDX-License-Identifier: Apache-2.0
// tandem init: a new workspace, empty or with an invented company.
#include "cli/commands.h"

#include <sys/stat.h>

#include "access/one_time_link.h"
#include "cli/database.h"
#include "cli/document.h"
#include "cli/report.h"
#include "store/records.h"
#include "work/resources.h"
#include "work/workspace.h"

enum { INIT_NAME, INIT_DEMO, INIT_EMPTY, INIT_OPTION_COUNT };

#define INIT_ADDRESS "http://127.0.0.1:8080" // where serve listens when it is not told otherwise

static enum error count_record(const struct record *record, void *closure)
{
    (void)record;
    ++*(int64_t *)closure;
    return ERROR_NONE;
}

static enum error count_records(struct store *store, const char *name, int64_t *ret_count)
{
    struct transaction *transaction = NULL;
    const struct actor actor = actor_system("cli");
    *ret_count = 0;
    enum error error = store_read(store, &transaction);
    if (!error)
        error = record_each(
            transaction, &actor, registry_find(tandem_registry(), text_from(name)), count_record, ret_count);
    transaction_end(transaction);
    return error;
}

static enum error print_contents(struct store *store, FILE *output)
{
    static const char *const names[] = {"units", "lines", "products", "people", "activities"};
    bool any = false;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        int64_t count;
        enum error error = count_records(store, names[i], &count);
        if (error) return error;
        if (count) (void)fprintf(output, "%s%lld %s", any ? ", " : "It has ", (long long)count, names[i]);
        any = any || count;
    }
    (void)fprintf(output, any ? ".\n" : "It is empty.\n");
    return ERROR_NONE;
}

static int print_result(const struct invocation *invocation, struct store *store, const char *address)
{
    char token[LINK_TOKEN_SIZE] = "";
    enum error error = one_time_link_create_setup(store, token);
    if (error) return report_problems(invocation->streams, error, NULL);
    const char *path = one_time_link_path(LINK_SETUP);
    if (invocation->json) {
        struct document document;
        struct json_writer *writer = document_begin(&document);
        json_write_object_begin(writer);
        json_write_key(writer, "db");
        json_write_string(writer, store_address(store));
        json_write_key(writer, "setup");
        json_write_string(writer, arena_print(invocation->arena, "%s%s%s", INIT_ADDRESS, path, token));
        json_write_object_end(writer);
        return document_end(&document, invocation);
    }
    FILE *output = invocation->streams->output;
    (void)fprintf(output, "Made the workspace %s.\n", store_address(store));
    error = print_contents(store, output);
    if (error) return report_problems(invocation->streams, error, NULL);
    (void)fprintf(output,
        "\nServe it:\n  tandem serve --db %s\n\n"
        "Then sign in: open this link, which works once and for a day, and choose your password.\n  %s%s%s\n",
        address, INIT_ADDRESS, path, token);
    return 0;
}

static int run_init(struct invocation *invocation)
{
    const char *address = database_address(invocation), *name = invocation_value(invocation, INIT_NAME);
    bool demonstration = invocation_is_given(invocation, INIT_DEMO),
         bare = invocation_is_given(invocation, INIT_EMPTY);
    char message[STORE_MESSAGE_SIZE] = "";
    struct store *store;
    if (!address) return error_exit(ERROR_USAGE);
    if (demonstration && bare) return report_usage(invocation, "--demo and --empty exclude each other.");
    if (name && (!*name || strlen(name) > 200 || !text_is_utf8(text_from(name))))
        return report_usage(invocation, "The name has to have 1 to 200 bytes of UTF-8.");
    const struct workspace_options options = {
        .name = name, .is_demonstration = demonstration, .is_bare = bare};
    (void)umask(077); // it will hold hashes of passwords
    enum error error = workspace_create(address, &options, &store, message);
    if (error) {
        report_error(invocation->streams, "%s", *message ? message : error_sentence(error));
        if (error == ERROR_CONFLICT)
            report_hint(invocation->streams, "Choose another name, or remove it first.");
        return error == ERROR_CONFLICT ? 1 : 2;
    }
    int status = print_result(invocation, store, address);
    store = store_close(store);
    return status;
}

static const struct option options[INIT_OPTION_COUNT] = {
    [INIT_NAME] = {.name = "name",
        .argument = "NAME",
        .help = "What the workspace is called, such as the company's name."},
    [INIT_DEMO] = {.name = "demo", .help = "Fill it with an invented company, its dates around today."},
    [INIT_EMPTY] = {.name = "empty", .help = "Leave out activities and map: for bringing an export back."},
};

static const struct example examples[] = {
    {"tandem init --db demo.tandem --demo", "Makes a workspace to look around in."},
    {"tandem init --db company.tandem --name \"Our company\"", "Makes your own."},
    {"tandem init --db 'postgresql://tandem@localhost/tandem?schema=company'",
        "Makes one in a PostgreSQL schema."},
};

const struct command command_init = {
    .name = "init",
    .summary = "Make a workspace",
    .description = "A workspace is one SQLite file, or one schema of a PostgreSQL database. It begins with "
                   "the activities "
                   "and the Venn map that come with Tandem. What exists already is never overwritten.",
    .common = COMMON_DATABASE | COMMON_JSON,
    .options = options,
    .option_count = INIT_OPTION_COUNT,
    .examples = examples,
    .example_count = COUNT_OF(examples),
    .run = run_init,
};
