// SPDX-License-Identifier: Apache-2.0
// tandem hand-offs: what waits between the roles, with whom, since when.
#include "cli/commands.h"

#include "alignment/hand_off_timeline.h"
#include "base/calendar.h"
#include "cli/database.h"
#include "cli/document.h"
#include "cli/named.h"
#include "cli/report.h"
#include "cli/table.h"
#include "product/product.h"

enum { TIMELINE_PRODUCT, TIMELINE_ALL, TIMELINE_LIMIT, TIMELINE_OPTION_COUNT };

static struct text age_text(const struct timeline_item *item, struct arena *arena)
{
    if (!item->is_waiting) return TEXT("");
    const char *text = arena_print(
        arena, "%d %s%s", item->age, item->age == 1 ? "day" : "days", item->is_overdue ? ", overdue" : "");
    return text ? text_from(text) : TEXT("");
}

static struct text name_text(struct timeline_name name, struct arena *arena)
{
    if (text_is_empty(name.key)) return TEXT("nobody");
    const char *text = arena_print(arena, "%.*s (%.*s)", TEXT_PRINT(name.name), TEXT_PRINT(name.key));
    return text ? text_from(text) : TEXT("");
}

// "Meter (PROD-1), 5.1": what it is about.
static struct text subject_text(const struct timeline_item *item, struct arena *arena)
{
    const struct text product = name_text(item->product, arena);
    const char *text = arena_print(arena, "%.*s%s%.*s", TEXT_PRINT(product),
        text_is_empty(item->release.key) ? "" : ", ", TEXT_PRINT(item->release.name));
    return text ? text_from(text) : TEXT("");
}

static enum error print_table(const struct invocation *invocation, const struct timeline *timeline)
{
    static const char *const headers[] = {
        "key", "title", "about", "status", "with", "since", "age", "due", "done", "returns"};
    struct arena *arena = invocation->arena;
    struct table table;
    table_init(&table, arena);
    for (size_t i = 0; i < COUNT_OF(headers); i++)
        table_column(&table, headers[i], i >= 8);
    for (size_t i = 0; i < timeline->count; i++) {
        const struct timeline_item *item = &timeline->items[i];
        struct text *cells = table_row(&table);
        char since[CALENDAR_DATE_SIZE];
        if (!cells) return ERROR_MEMORY;
        calendar_print_date(item->since, since);
        cells[0] = item->key;
        cells[1] = item->title;
        cells[2] = subject_text(item, arena);
        cells[3] = text_from(hand_off_statuses.choices[item->status].code);
        cells[4] = name_text(item->held_by, arena);
        cells[5] = text_from(arena_print(arena, "%s", since));
        cells[6] = age_text(item, arena);
        cells[7] = item->due_on;
        cells[8] =
            text_from(arena_print(arena, "%lld/%lld", (long long)item->items_done, (long long)item->items));
        cells[9] = text_from(item->returns ? arena_print(arena, "%lld", (long long)item->returns) : "");
    }
    return table_print(&table, invocation->streams->output);
}

static int print_timeline(const struct invocation *invocation, const struct timeline *timeline)
{
    if (invocation->json) {
        struct document document;
        timeline_print(timeline, document_begin(&document));
        return document_end(&document, invocation);
    }
    if (timeline->count == 0) {
        (void)fprintf(invocation->streams->output, "Nothing waits to be handed over.\n");
        return 0;
    }
    enum error error = print_table(invocation, timeline);
    if (error) return report_problems(invocation->streams, error, NULL);
    if (timeline->is_cut) report_hint(invocation->streams, "There are more; --limit shows up to 1000.");
    return 0;
}

static int show_timeline(const struct invocation *invocation, struct transaction *transaction, size_t limit)
{
    const struct actor actor = actor_system("cli");
    const char *name = invocation_value(invocation, TIMELINE_PRODUCT);
    struct record *product = NULL;
    struct timeline timeline;
    int status = name ? named_record(invocation, transaction, &actor, name, &product) : 0;
    if (status) return status;
    if (product && product->resource != &product_resource) {
        report_error(invocation->streams, "%.*s is no product.", TEXT_PRINT(product->key));
        return error_exit(ERROR_NOT_FOUND);
    }
    enum error error = timeline_load(transaction, product ? product->key : TEXT(""),
        !invocation_is_given(invocation, TIMELINE_ALL), limit, invocation->arena, &timeline);
    return error ? report_problems(invocation->streams, error, NULL) : print_timeline(invocation, &timeline);
}

static int run_hand_offs(struct invocation *invocation)
{
    const char *limit_text = invocation_value(invocation, TIMELINE_LIMIT);
    int64_t limit = 200;
    struct store *store;
    struct transaction *transaction = NULL;
    if (limit_text && !text_parse_integer(text_from(limit_text), 1, TIMELINE_LIMIT_MAXIMUM, &limit))
        return report_usage(invocation, "--limit has to be a number from 1 to %d.", TIMELINE_LIMIT_MAXIMUM);
    int status = database_open_usual(invocation, &store);
    if (status) return status;
    enum error error = store_read(store, &transaction);
    status = error ? report_problems(invocation->streams, error, NULL)
                   : show_timeline(invocation, transaction, (size_t)limit);
    transaction_end(transaction);
    store = store_close(store);
    return status;
}

static const struct option options[TIMELINE_OPTION_COUNT] = {
    [TIMELINE_PRODUCT] = {.name = "product",
        .letter = 'p',
        .argument = "KEY",
        .help = "Only hand-offs over this product and its releases."},
    [TIMELINE_ALL] = {.name = "all", .help = "Also what was accepted or withdrawn."},
    [TIMELINE_LIMIT] = {.name = "limit",
        .argument = "NUMBER",
        .help = "How many at most: 1 to 1000, else 200.",
        .kind = ARGUMENT_NUMBER},
};

static const struct example examples[] = {
    {"tandem hand-offs", "Shows what waits, the most urgent at the top."},
    {"tandem hand-offs --product PROD-12 --all", "Shows everything handed over about a product."},
};

const struct command command_hand_offs = {
    .name = "hand-offs",
    .summary = "Show what waits between the roles",
    .description =
        "A hand-off passes work over a product or a release from one role to another: a capability brief "
        "from product management, market insight back. It is offered, and accepted or returned with a "
        "reason. Shown is who has it now, and since when.",
    .common = COMMON_DATABASE | COMMON_JSON,
    .options = options,
    .option_count = TIMELINE_OPTION_COUNT,
    .examples = examples,
    .example_count = COUNT_OF(examples),
    .run = run_hand_offs,
};
