// SPDX-License-Identifier: Apache-2.0
// tandem may: whether the responsibility map gives an act to a person, and why.
#include "cli/commands.h"

#include "cli/database.h"
#include "cli/document.h"
#include "cli/named.h"
#include "cli/report.h"
#include "policy/may.h"

enum { MAY_PERSON, MAY_ACTION, MAY_KEY };

static int print_may(const struct invocation *invocation, const struct policy_may *may)
{
    if (invocation->json) {
        struct document document;
        policy_may_print(may, document_begin(&document));
        return document_end(&document, invocation);
    }
    for (uint32_t i = 0; i < may->lines.count; i++)
        (void)fprintf(invocation->streams->output, "%s\n", may->lines.items[i]);
    return 0;
}

static int ask(struct invocation *invocation, struct transaction *transaction)
{
    struct text person, key;
    struct problem_list problems;
    struct policy_may may;
    if (!named_key(invocation, invocation_operand(invocation, MAY_PERSON), &person))
        return report_usage(
            invocation, "PERSON has to be a key such as PERS-3; \"tandem list people\" shows them.");
    if (!named_key(invocation, invocation_operand(invocation, MAY_KEY), &key))
        return report_usage(invocation, "KEY has to be a record's key, such as PROD-12.");
    problem_list_init(&problems, invocation->arena);
    enum error error = policy_may_find(transaction, person,
        text_from(invocation_operand(invocation, MAY_ACTION)), key, invocation->arena, &problems, &may);
    if (error) return report_problems(invocation->streams, error, &problems);
    int status = print_may(invocation, &may);
    return !status && may.decision.verdict == POLICY_REFUSED ? 1 : status;
}

static int run_may(struct invocation *invocation)
{
    struct store *store;
    struct transaction *transaction = NULL;
    int status = database_open_usual(invocation, &store);
    if (status) return status;
    enum error error = store_read(store, &transaction);
    status = error ? report_problems(invocation->streams, error, NULL) : ask(invocation, transaction);
    transaction_end(transaction);
    store = store_close(store);
    return status;
}

static const struct operand operands[] = {
    [MAY_PERSON] = {.name = "PERSON", .help = "Who: the key of a person, such as PERS-3."},
    [MAY_ACTION] = {.name = "ACTION",
        .help =
            "What: an activity (its code or key), an action of the record, such as approve, or one of its "
            "fields, such as stage."},
    [MAY_KEY] = {.name = "KEY", .help = "To which record, such as PROD-12."},
};

static const struct example examples[] = {
    {"tandem may PERS-3 pricing_on_elasticity PROD-12",
        "Says whether the price of a product is hers to set."},
    {"tandem may PERS-3 stage PROD-12", "The same for moving it to another stage."},
    {"tandem may PERS-3 approve APP-4 --json", "The same for an approval, for a program to read."},
};

const struct command command_may = {
    .name = "may",
    .summary = "Say whether an act belongs to a person's role, and why",
    .description =
        "Nothing is done. Line by line: the map in force there, whom it makes accountable, who is away and "
        "who acts for them, who does the work, who is asked before and told after, and the verdict. What "
        "the person's account is permitted to do is another question (tandem describe permissions).\n\n"
        "The exit status is 1 when a strict map refuses it.",
    .common = COMMON_DATABASE | COMMON_JSON,
    .operands = operands,
    .operand_count = COUNT_OF(operands),
    .examples = examples,
    .example_count = COUNT_OF(examples),
    .run = run_may,
};
