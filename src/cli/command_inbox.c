// SPDX-License-Identifier: Apache-2.0
// tandem inbox: what waits for a person.
#include "cli/commands.h"

#include "base/calendar.h"
#include "cli/database.h"
#include "cli/document.h"
#include "cli/named.h"
#include "cli/report.h"
#include "cli/table.h"
#include "inbox/inbox.h"

enum { INBOX_KIND, INBOX_LIMIT, INBOX_OPTION_COUNT };

struct reading {
    struct invocation *invocation;
    struct inbox inbox;
    uint32_t person;
    struct inbox_slice page;
    const char *next;
};

static struct text date_text(const struct reading *reading, int32_t day)
{
    char text[CALENDAR_DATE_SIZE];
    if (day == ORGANISATION_NO_DATE) return TEXT("");
    calendar_print_date(day, text);
    return text_from(text_copy(text_from(text), reading->invocation->arena));
}

static int print_table(const struct reading *reading)
{
    static const char *const headers[] = {"due", "", "kind", "record", "title", "what"};
    const struct invocation *invocation = reading->invocation;
    struct table table;
    table_init(&table, invocation->arena);
    for (size_t i = 0; i < COUNT_OF(headers); i++)
        table_column(&table, headers[i], false);
    table.hide_empty[1] = true;
    for (uint32_t i = 0; i < reading->page.count; i++) {
        const struct inbox_item *item = &reading->page.items[i];
        struct text *cells = table_row(&table);
        if (!cells) return report_problems(invocation->streams, ERROR_MEMORY, NULL);
        cells[0] = date_text(reading, item->due_on);
        cells[1] = item->is_overdue ? TEXT("late") : TEXT("");
        cells[2] = text_from(inbox_kinds.choices[item->kind].code);
        cells[3] = item->record;
        cells[4] = text_from(item->title);
        cells[5] = text_from(item->what);
    }
    enum error error = table_print(&table, invocation->streams->output);
    if (error) return report_problems(invocation->streams, error, NULL);
    if (reading->next)
        (void)fprintf(
            invocation->streams->output, "There is more: --limit takes up to %d.\n", INBOX_LIMIT_MAXIMUM);
    return 0;
}

static int print_inbox(const struct reading *reading)
{
    const struct organisation *organisation = reading->inbox.organisation;
    if (reading->invocation->json) {
        struct document document;
        inbox_write_json(&reading->inbox, reading->person, organisation->day, reading->page, reading->next,
            document_begin(&document));
        return document_end(&document, reading->invocation);
    }
    if (reading->page.count) return print_table(reading);
    (void)fprintf(reading->invocation->streams->output, "Nothing waits for %.*s.\n",
        TEXT_PRINT(organisation->people[reading->person].name));
    return 0;
}

static int read_inbox(struct reading *reading, struct transaction *transaction, enum inbox_kind kind)
{
    const struct actor actor = actor_system("cli");
    struct invocation *invocation = reading->invocation;
    struct record *record;
    int64_t limit = INBOX_LIMIT_DEFAULT;
    const char *given = invocation_value(invocation, INBOX_LIMIT);
    if (given && !text_parse_integer(text_from(given), 1, INBOX_LIMIT_MAXIMUM, &limit))
        return report_usage(invocation, "--limit takes a whole number from 1 to %d.", INBOX_LIMIT_MAXIMUM);
    int status = named_record(invocation, transaction, &actor, invocation_operand(invocation, 0), &record);
    if (status) return status;
    if (strcmp(record->resource->name, "people") != 0)
        return report_usage(
            invocation, "%.*s is no person: PERSON takes a key such as PERS-3.", TEXT_PRINT(record->key));
    const int32_t day = calendar_day_of(transaction_now(transaction));
    enum error error = inbox_load(transaction, record->key, day, invocation->arena, &reading->inbox);
    if (error) return report_problems(invocation->streams, error, NULL);
    reading->person = organisation_find_person(reading->inbox.organisation, record->key);
    error = inbox_page(inbox_of_person(&reading->inbox, reading->person), kind, TEXT(""), (uint32_t)limit,
        invocation->arena, &reading->page, &reading->next);
    return error ? report_problems(invocation->streams, error, NULL) : print_inbox(reading);
}

static int run_inbox(struct invocation *invocation)
{
    struct reading reading = {.invocation = invocation};
    struct store *store;
    struct transaction *transaction = NULL;
    const char *code = invocation_value(invocation, INBOX_KIND);
    int kind = code ? choice_index(&inbox_kinds, text_from(code)) : INBOX_KIND_COUNT;
    int status = database_open_usual(invocation, &store);
    if (status) return status;
    enum error error = store_read(store, &transaction);
    status = error ? report_problems(invocation->streams, error, NULL)
                   : read_inbox(&reading, transaction, (enum inbox_kind)kind);
    transaction_end(transaction);
    store = store_close(store);
    return status;
}

static const struct option options[INBOX_OPTION_COUNT] = {
    [INBOX_KIND] = {.name = "kind",
        .argument = "KIND",
        .help = "Only items of this kind.",
        .kind = ARGUMENT_WORD,
        .words = "decide sign answer accept second acknowledge finding told"},
    [INBOX_LIMIT] = {.name = "limit",
        .argument = "N",
        .help = "At most so many items; 100 when it is not given.",
        .kind = ARGUMENT_NUMBER},
};

static const struct operand operands[] = {
    {.name = "PERSON", .help = "Key of the person whose inbox it is, such as PERS-3."},
};

static const struct example examples[] = {
    {"tandem inbox PERS-3", "Prints what waits for a person, the overdue first."},
    {"tandem inbox PERS-3 --kind sign --json", "The criteria to sign, for a program to read."},
};

const struct command command_inbox = {
    .name = "inbox",
    .summary = "Print what waits for a person",
    .description =
        "What the responsibility map puts to the person: approvals and gates to decide, criteria to "
        "sign, consultations to answer, hand-offs to accept, second signatures; what was decided over "
        "their head; findings of the check; and decisions of the last two weeks that they are informed "
        "of. A deputy sees what waits for the person for whom they act.",
    .common = COMMON_DATABASE | COMMON_JSON,
    .options = options,
    .option_count = INBOX_OPTION_COUNT,
    .operands = operands,
    .operand_count = COUNT_OF(operands),
    .examples = examples,
    .example_count = COUNT_OF(examples),
    .run = run_inbox,
};
