// SPDX-License-Identifier: Apache-2.0
// tandem resolve: who is accountable for what over a product.
#include "cli/commands.h"

#include "base/calendar.h"
#include "cli/database.h"
#include "cli/document.h"
#include "cli/named.h"
#include "cli/report.h"
#include "cli/table.h"
#include "people/resolution_print.h"

enum { RESOLVE_PRODUCT, RESOLVE_ACTIVITY, RESOLVE_DAY, RESOLVE_OPTION_COUNT };

struct resolving {
    const struct invocation *invocation;
    const struct organisation *organisation;
    struct resolution *resolution;
    uint32_t product, activity; // ORGANISATION_NONE: all of them
};

static int not_found(const struct invocation *invocation, const char *what, const char *name)
{
    report_error(invocation->streams, "There is no %s \"%s\".", what, name);
    return error_exit(ERROR_NOT_FOUND);
}

// A product by key, also by one that it had before.
static int find_product(struct resolving *resolving, struct transaction *transaction)
{
    const char *name = invocation_value(resolving->invocation, RESOLVE_PRODUCT);
    const struct actor actor = actor_system("cli");
    struct record *record;
    resolving->product = ORGANISATION_NONE;
    if (!name) return 0;
    int status = named_record(resolving->invocation, transaction, &actor, name, &record);
    if (status) return status;
    resolving->product = organisation_find_product(resolving->organisation, record->key);
    return resolving->product == ORGANISATION_NONE ? not_found(resolving->invocation, "product", name) : 0;
}

static int find_activity(struct resolving *resolving)
{
    const char *name = invocation_value(resolving->invocation, RESOLVE_ACTIVITY);
    struct text key;
    resolving->activity = ORGANISATION_NONE;
    if (!name) return 0;
    if (named_key(resolving->invocation, name, &key))
        resolving->activity = organisation_find_activity(resolving->organisation, key);
    else
        resolving->activity = organisation_find_activity_code(resolving->organisation, name);
    return resolving->activity == ORGANISATION_NONE ? not_found(resolving->invocation, "activity", name) : 0;
}

// "Ann Smith (PERS-3), Acting": everybody who holds the role.
static struct text people_text(const struct resolving *resolving, const struct resolution_holders *holders)
{
    struct buffer line;
    buffer_init(&line, 1 << 16);
    for (uint32_t i = 0; i < holders->count; i++) {
        const struct organisation_person *person = &resolving->organisation->people[holders->people[i]];
        const struct organisation_assignment *assignment =
            &resolving->organisation->assignments[holders->assignments[i]];
        buffer_print(&line, "%s%.*s (%.*s)%s%.*s", i ? "; " : "", TEXT_PRINT(person->name),
            TEXT_PRINT(person->key), assignment->stand_in.length ? ", " : "",
            TEXT_PRINT(assignment->stand_in));
    }
    const char *copy = text_copy(buffer_view(&line), resolving->invocation->arena);
    buffer_free(&line);
    return text_from(copy);
}

static enum error add_row(
    const struct resolving *resolving, struct table *table, const struct resolution_result *result)
{
    const struct organisation *organisation = resolving->organisation;
    const struct organisation_activity *activity = &organisation->activities[result->activity];
    struct text *cells = table_row(table);
    if (!cells) return ERROR_MEMORY;
    cells[0] = activity->key;
    cells[1] = activity->name;
    cells[2] = result->role == ROLE_COUNT ? TEXT("-") : text_from(people_role_words(result->role));
    cells[3] = text_from(resolution_outcome_code(result->outcome));
    cells[4] = people_text(resolving, &result->holders);
    if (result->holders.count) cells[5] = organisation_scope_key(organisation, result->holders.scope);
    return ERROR_NONE;
}

static int print_product(const struct resolving *resolving)
{
    const struct organisation *organisation = resolving->organisation;
    const struct invocation *invocation = resolving->invocation;
    static const char *const headers[] = {"activity", "name", "role", "outcome", "people", "through"};
    struct table table;
    table_init(&table, invocation->arena);
    for (size_t i = 0; i < COUNT_OF(headers); i++)
        table_column(&table, headers[i], false);
    enum error error = ERROR_NONE;
    for (uint32_t i = 0; i < organisation->activity_count && !error; i++) {
        if (resolving->activity != ORGANISATION_NONE && resolving->activity != i) continue;
        struct resolution_result result = resolution_for(resolving->resolution, resolving->product, i);
        error = add_row(resolving, &table, &result);
    }
    if (!error) error = table_print(&table, invocation->streams->output);
    return error ? report_problems(invocation->streams, error, NULL) : 0;
}

static int print_summary(const struct resolving *resolving)
{
    const struct organisation *organisation = resolving->organisation;
    const struct invocation *invocation = resolving->invocation;
    uint32_t(*counts)[RESOLUTION_OUTCOME_COUNT];
    struct table table;
    enum error error = resolution_count(resolving->resolution, invocation->arena, &counts);
    table_init(&table, invocation->arena);
    table_column(&table, "activity", false);
    table_column(&table, "name", false);
    for (int i = 0; i < RESOLUTION_OUTCOME_COUNT; i++)
        table_column(&table, resolution_outcome_code((enum resolution_outcome)i), true);
    for (uint32_t i = 0; i < organisation->activity_count && !error; i++) {
        if (resolving->activity != ORGANISATION_NONE && resolving->activity != i) continue;
        struct text *cells = table_row(&table);
        if (!cells) return report_problems(invocation->streams, ERROR_MEMORY, NULL);
        cells[0] = organisation->activities[i].key;
        cells[1] = organisation->activities[i].name;
        for (size_t j = 0; j < RESOLUTION_OUTCOME_COUNT; j++)
            cells[2 + j] = text_from(arena_print(invocation->arena, "%u", counts[i][j]));
    }
    if (!error) error = table_print(&table, invocation->streams->output);
    return error ? report_problems(invocation->streams, error, NULL) : 0;
}

static int print_document(const struct resolving *resolving)
{
    struct document document;
    struct json_writer *writer = document_begin(&document);
    enum error error = ERROR_NONE;
    if (resolving->product == ORGANISATION_NONE)
        error = resolution_print_summary(resolving->resolution, resolving->invocation->arena, writer);
    else
        resolution_print_product(resolving->resolution, resolving->product, resolving->activity, writer);
    if (!error) return document_end(&document, resolving->invocation);
    buffer_free(&document.buffer);
    return report_problems(resolving->invocation->streams, error, NULL);
}

static int resolve(const struct invocation *invocation, struct transaction *transaction, int32_t day)
{
    struct resolving resolving = {.invocation = invocation};
    struct organisation *organisation;
    enum error error = organisation_load(transaction, day, invocation->arena, &organisation);
    if (!error) error = resolution_prepare(organisation, invocation->arena, &resolving.resolution);
    if (error) return report_problems(invocation->streams, error, NULL);
    resolving.organisation = organisation;
    int status = find_product(&resolving, transaction);
    if (!status) status = find_activity(&resolving);
    if (status) return status;
    if (invocation->json) return print_document(&resolving);
    return resolving.product == ORGANISATION_NONE ? print_summary(&resolving) : print_product(&resolving);
}

static int run_resolve(struct invocation *invocation)
{
    const char *day_text = invocation_value(invocation, RESOLVE_DAY);
    int32_t day = calendar_today();
    struct store *store;
    struct transaction *transaction = NULL;
    if (day_text && !calendar_parse_date(text_from(day_text), &day))
        return report_usage(invocation, "--day has to be a day such as 2026-11-22.");
    int status = database_open_usual(invocation, &store);
    if (status) return status;
    enum error error = store_read(store, &transaction);
    status =
        error ? report_problems(invocation->streams, error, NULL) : resolve(invocation, transaction, day);
    transaction_end(transaction);
    store = store_close(store);
    return status;
}

static const struct option options[RESOLVE_OPTION_COUNT] = {
    [RESOLVE_PRODUCT] = {.name = "product",
        .letter = 'p',
        .argument = "KEY",
        .help = "The product; without it, how many products have each outcome for each activity."},
    [RESOLVE_ACTIVITY] = {.name = "activity",
        .letter = 'a',
        .argument = "ACTIVITY",
        .help = "Only this activity: its key, or its code."},
    [RESOLVE_DAY] = {.name = "day",
        .argument = "DAY",
        .help = "As it is on that day; today when it is not given."},
};

static const struct example examples[] = {
    {"tandem resolve --product PROD-12", "Says who is accountable for each activity over a product."},
    {"tandem resolve --product PROD-12 --activity pricing_on_elasticity", "The same for one activity."},
    {"tandem resolve --product PROD-12 --activity ACT-20 --json", "The same for a program to read."},
    {"tandem resolve", "Counts the outcomes over all products."},
};

const struct command command_resolve = {
    .name = "resolve",
    .summary = "Say who is accountable for an activity over a product",
    .description = "The map in force says which role is accountable; the assignments of that role say who it "
                   "is, looked for at the "
                   "product, its line, the lines around it, the unit and the company. The outcome is one "
                   "person, a gap (nobody), a "
                   "conflict (several) or dual (one person who also holds the counterpart role).",
    .common = COMMON_DATABASE | COMMON_JSON,
    .options = options,
    .option_count = RESOLVE_OPTION_COUNT,
    .examples = examples,
    .example_count = COUNT_OF(examples),
    .run = run_resolve,
};
