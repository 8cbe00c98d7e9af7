// SPDX-License-Identifier: Apache-2.0
// tandem map: responsibility maps as versions: copied, their effect read, compared.
#include "cli/commands.h"

#include "base/calendar.h"
#include "cli/database.h"
#include "cli/document.h"
#include "cli/named.h"
#include "cli/report.h"
#include "people/map.h"
#include "people/map_compare.h"
#include "people/map_copy.h"
#include "people/map_effect.h"

#define MAP_TEXT_MAXIMUM ((size_t)64 << 20)
#define MAP_LINES_USUAL 12 // of each list

// A map by its key or its code. Says what is wrong and returns the exit status.
static int find_map(const struct invocation *invocation, struct transaction *transaction, const char *name,
    struct text *ret_key)
{
    const struct actor actor = actor_system("cli");
    const struct value code = value_string(name);
    const struct record_filter filter = {.field = MAP_CODE, .values = &code, .count = 1};
    const struct record_query query = {
        .resource = &map_resource, .limit = 1, .filters = &filter, .filter_count = 1};
    struct record_page page;
    struct record *record = NULL;
    struct text key = TEXT("");
    enum error error;
    if (named_key(invocation, name, &key)) {
        error = record_get(transaction, &actor, &map_resource, key, invocation->arena, &record);
    } else {
        error = record_list(transaction, &actor, &query, invocation->arena, &page);
        if (!error && page.count == 0) error = ERROR_NOT_FOUND;
        if (!error) record = page.records[0];
    }
    if (error == ERROR_NOT_FOUND) {
        report_error(invocation->streams, "There is no map \"%s\".", name);
        report_hint(invocation->streams, "Maps go by key or code: tandem list maps");
        return error_exit(error);
    }
    if (error) return report_problems(invocation->streams, error, NULL);
    *ret_key = record->key;
    return 0;
}

enum { COPY_NAME, COPY_CODE, COPY_SCOPE, COPY_OPTION_COUNT };

struct copying {
    const struct invocation *invocation;
    struct problem_list problems;
    struct map_copy_wish wish;
    struct record *copy;
    int status;
};

static enum error copy_write(struct transaction *transaction, void *closure)
{
    struct copying *copying = closure;
    const struct invocation *invocation = copying->invocation;
    struct actor actor;
    struct text key = TEXT("");
    problem_list_init(&copying->problems, invocation->arena);
    copying->status = named_actor(invocation, transaction, &actor);
    if (!copying->status)
        copying->status = find_map(invocation, transaction, invocation_operand(invocation, 0), &key);
    if (copying->status) return ERROR_END;
    return map_copy(
        transaction, &actor, key, &copying->wish, invocation->arena, &copying->problems, &copying->copy);
}

static int run_copy(struct invocation *invocation)
{
    const char *name = invocation_value(invocation, COPY_NAME),
               *code = invocation_value(invocation, COPY_CODE),
               *scope = invocation_value(invocation, COPY_SCOPE);
    struct copying copying = {.invocation = invocation};
    struct store *store;
    copying.wish.name = text_from(name ? name : "");
    copying.wish.code = text_from(code ? code : "");
    copying.wish.is_for_company = scope && strcmp(scope, "company") == 0;
    copying.wish.scope = text_from(scope && !copying.wish.is_for_company ? scope : "");
    int status = database_open_usual(invocation, &store);
    if (status) return status;
    enum error error = store_write(store, copy_write, &copying);
    store = store_close(store);
    if (copying.status) return copying.status;
    if (error) return report_problems(invocation->streams, error, &copying.problems);
    const struct text key = copying.copy->key;
    (void)fprintf(invocation->streams->output,
        "Created %.*s, a draft. Change its entries, look at the effect (tandem map effect %.*s), and put it "
        "in "
        "force: tandem act %.*s put_in_force\n",
        TEXT_PRINT(key), TEXT_PRINT(key), TEXT_PRINT(key));
    return 0;
}

enum { EFFECT_DAY, EFFECT_LIMIT, EFFECT_OPTION_COUNT };

static int print_effect(const struct invocation *invocation, const struct map_effect *effect, int64_t limit)
{
    if (invocation->json) {
        struct document document;
        struct json_writer *writer = document_begin(&document);
        const size_t items = limit ? (size_t)limit : MAP_EFFECT_LIMIT_MAXIMUM;
        enum error error = map_effect_print_json(effect, items, TEXT(""), writer);
        if (!error) return document_end(&document, invocation);
        buffer_free(&document.buffer);
        return report_problems(invocation->streams, error, NULL);
    }
    struct buffer buffer;
    buffer_init(&buffer, MAP_TEXT_MAXIMUM);
    enum error error =
        map_effect_print_text(effect, limit ? (size_t)limit : MAP_LINES_USUAL, invocation->arena, &buffer);
    const int status = buffer_send(&buffer, invocation);
    return error ? report_problems(invocation->streams, error, NULL) : status;
}

static int run_effect(struct invocation *invocation)
{
    const char *day_text = invocation_value(invocation, EFFECT_DAY),
               *limit_text = invocation_value(invocation, EFFECT_LIMIT);
    int32_t day = calendar_today();
    int64_t limit = 0;
    struct store *store;
    struct transaction *transaction = NULL;
    struct map_effect effect;
    struct text key = TEXT("");
    if (day_text && !calendar_parse_date(text_from(day_text), &day))
        return report_usage(invocation, "--day has to be a day such as 2026-11-22.");
    if (limit_text && !text_parse_integer(text_from(limit_text), 1, MAP_EFFECT_LIMIT_MAXIMUM, &limit))
        return report_usage(invocation, "--limit has to be a number from 1 to %d.", MAP_EFFECT_LIMIT_MAXIMUM);
    int status = database_open_usual(invocation, &store);
    if (status) return status;
    enum error error = store_read(store, &transaction);
    if (!error) status = find_map(invocation, transaction, invocation_operand(invocation, 0), &key);
    if (!error && !status) error = map_effect_read(transaction, key, day, invocation->arena, &effect);
    if (error) status = report_problems(invocation->streams, error, NULL);
    if (!error && !status) status = print_effect(invocation, &effect, limit);
    transaction_end(transaction);
    store = store_close(store);
    return status;
}

enum { COMPARE_ALL, COMPARE_OPTION_COUNT };

static int run_compare(struct invocation *invocation)
{
    struct store *store;
    struct transaction *transaction = NULL;
    struct map_comparison comparison;
    struct text one = TEXT(""), other = TEXT("");
    int status = database_open_usual(invocation, &store);
    if (status) return status;
    enum error error = store_read(store, &transaction);
    if (!error) status = find_map(invocation, transaction, invocation_operand(invocation, 0), &one);
    if (!error && !status)
        status = find_map(invocation, transaction, invocation_operand(invocation, 1), &other);
    if (!error && !status)
        error = map_compare_read(transaction, one, other, calendar_today(), invocation->arena, &comparison);
    if (error) {
        status = report_problems(invocation->streams, error, NULL);
    } else if (!status && invocation->json) {
        struct document document;
        map_comparison_print_json(&comparison, document_begin(&document));
        status = document_end(&document, invocation);
    } else if (!status) {
        struct buffer buffer;
        buffer_init(&buffer, MAP_TEXT_MAXIMUM);
        error = map_comparison_print_text(&comparison, invocation_is_given(invocation, COMPARE_ALL), &buffer);
        status = buffer_send(&buffer, invocation);
        if (error) status = report_problems(invocation->streams, error, NULL);
    }
    transaction_end(transaction);
    store = store_close(store);
    return status;
}

static const struct operand one_map[] = {{.name = "MAP", .help = "Key or code of the map."}};
static const struct operand two_maps[] = {
    {.name = "ONE", .help = "Key or code of a map."},
    {.name = "OTHER", .help = "Key or code of the map to set beside it."},
};

static const struct option copy_options[COPY_OPTION_COUNT] = {
    [COPY_NAME] = {.name = "name", .argument = "NAME", .help = "What the copy is called."},
    [COPY_CODE] = {.name = "code",
        .argument = "CODE",
        .help = "Its short name; else that of the original with a number."},
    [COPY_SCOPE] = {.name = "scope",
        .argument = "KEY",
        .help = "The unit or line that it is for, or company; else what the original is for."},
};
static const struct option effect_options[EFFECT_OPTION_COUNT] = {
    [EFFECT_DAY] = {.name = "day",
        .argument = "DAY",
        .help = "As it is on that day; today when it is not given."},
    [EFFECT_LIMIT] = {.name = "limit",
        .argument = "NUMBER",
        .help = "How many lines of each list, or items with --json.",
        .kind = ARGUMENT_NUMBER},
};
static const struct option compare_options[COMPARE_OPTION_COUNT] = {
    [COMPARE_ALL] = {.name = "all", .help = "Shows also what is the same on both."},
};

static const struct example copy_examples[] = {
    {"tandem map copy venn --name \"Ours\" --code ours", "Makes a draft to change."},
    {"tandem map copy MAP-1 --scope UNIT-2", "Makes a draft for one unit."},
};
static const struct example effect_examples[] = {
    {"tandem map effect MAP-4", "Says what would change if that map decided."},
    {"tandem map effect MAP-4 --day 2027-01-01 --json", "The same for a day to come, for a program to read."},
};
static const struct example compare_examples[] = {
    {"tandem map compare venn three_horizons", "Shows where the two place activities differently."},
};
static const struct command map_copy_command = {
    .name = "copy",
    .summary = "Make a new draft with all entries of a map",
    .description = "A map that is in force is not edited. Its copy is a draft until it is put in force.",
    .common = COMMON_DATABASE | COMMON_ACTING,
    .options = copy_options,
    .option_count = COPY_OPTION_COUNT,
    .operands = one_map,
    .operand_count = COUNT_OF(one_map),
    .examples = copy_examples,
    .example_count = COUNT_OF(copy_examples),
    .run = run_copy,
};
static const struct command map_effect_command = {
    .name = "effect",
    .summary = "Say what a map would change if it were in force",
    .description =
        "Every product and activity is resolved as things are, and as they would be. Nothing is written; "
        "say that you have read it with `tandem act MAP read_effect`.",
    .common = COMMON_DATABASE | COMMON_JSON,
    .options = effect_options,
    .option_count = EFFECT_OPTION_COUNT,
    .operands = one_map,
    .operand_count = COUNT_OF(one_map),
    .examples = effect_examples,
    .example_count = COUNT_OF(effect_examples),
    .run = run_effect,
};
static const struct command map_compare_command = {
    .name = "compare",
    .summary = "Set two maps side by side",
    .description = "A row for each activity that the two maps do not treat alike.",
    .common = COMMON_DATABASE | COMMON_JSON,
    .options = compare_options,
    .option_count = COMPARE_OPTION_COUNT,
    .operands = two_maps,
    .operand_count = COUNT_OF(two_maps),
    .examples = compare_examples,
    .example_count = COUNT_OF(compare_examples),
    .run = run_compare,
};

static const struct command *const children[] = {
    &map_copy_command, &map_effect_command, &map_compare_command};

const struct command command_map = {
    .name = "map",
    .summary = "Copy responsibility maps, read their effect, compare them",
    .description = "A map is a version: once it was in force it is copied, not edited.",
    .children = children,
    .child_count = COUNT_OF(children),
};
