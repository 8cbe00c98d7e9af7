// SPDX-License-Identifier: Apache-2.0
// Prices: an amount for a plan or add-on in a price list, from a day on. An amount is never edited.
#include "offer/price_point.h"

#include "offer/amount.h"
#include "offer/price_list.h"
#include "offer/price_point_action.h"
#include "policy/acting.h"
#include "policy/policy.h"
#include "store/records.h"

static const struct field price_point_fields[] = {
    [PRICE_POINT_PRICE_LIST] =
        {
            .name = "price_list",
            .label = "Price list",
            .help = "The price list in which it stands; its currency is that of the amount.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_REQUIRED | FIELD_FIXED | FIELD_FOLLOWS,
            .targets = {"price-lists"},
        },
    [PRICE_POINT_ITEM] =
        {
            .name = "item",
            .label = "Plan or add-on",
            .help = "What it is the price of.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_REQUIRED | FIELD_FIXED,
            .targets = {"plans", "add-ons"},
        },
    [PRICE_POINT_AMOUNT] =
        {
            .name = "amount",
            .label = "Amount",
            .help = "The amount; empty where it is agreed with each buyer.",
            .type = FIELD_DECIMAL,
            .minimum = 0,
            .maximum = AMOUNT_MAXIMUM,
            .scale = AMOUNT_SCALE,
        },
    [PRICE_POINT_WORDING] =
        {
            .name = "wording",
            .label = "Wording",
            .help = "What is shown where there is no amount, such as Contact sales.",
            .activity = ACTIVITY_PRICING,
            .type = FIELD_TEXT,
            .maximum = 200,
        },
    [PRICE_POINT_UNIT] =
        {
            .name = "unit",
            .label = "Unit",
            .help = "Per what it is asked; empty: as the price list says.",
            .type = FIELD_TEXT,
            .flags = FIELD_FIXED,
            .maximum = 100,
        },
    [PRICE_POINT_BILLING_PERIOD] =
        {
            .name = "billing_period",
            .label = "For",
            .help = "For how long, or how often, the amount is asked.",
            .type = FIELD_CHOICE,
            .flags = FIELD_REQUIRED | FIELD_FIXED,
            .choices = &amount_periods,
            .default_code = "month",
        },
    [PRICE_POINT_VALID_FROM_ON] =
        {
            .name = "valid_from_on",
            .label = "Valid from",
            .help = "The first day on which it holds.",
            .type = FIELD_DATE,
            .flags = FIELD_REQUIRED | FIELD_FIXED,
        },
    [PRICE_POINT_VALID_TO_ON] =
        {
            .name = "valid_to_on",
            .label = "Valid to",
            .help = "The last day on which it holds; empty: until another takes its place.",
            .activity = ACTIVITY_PRICING,
            .type = FIELD_DATE,
        },
    [PRICE_POINT_REPLACES] =
        {
            .name = "replaces",
            .label = "Replaces",
            .help = "The price whose next version it is.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_CREATE_ONLY_ACTION,
            .targets = {"price-points"},
        },
    [PRICE_POINT_REASON] =
        {
            .name = "reason",
            .label = "Reason",
            .help = "Why it was changed to this.",
            .type = FIELD_MARKDOWN,
            .flags = FIELD_CREATE_ONLY_ACTION,
        },
};
_Static_assert(sizeof price_point_fields / sizeof price_point_fields[0] == PRICE_POINT_FIELD_COUNT,
    "a field is missing");

static const struct sort price_point_sorts[] = {
    {"valid_from_on", PRICE_POINT_VALID_FROM_ON},
    {"item", PRICE_POINT_ITEM},
    {"amount", PRICE_POINT_AMOUNT},
    {"key", SORT_SYSTEM_KEY},
    {"changed_at", SORT_SYSTEM_CHANGED},
};

static const struct link price_point_links[] = {
    {"next_version", "price-points", "replaces"},
    {"decisions", "price-decisions", "price_point"},
    {"comments", "comments", "record"},
};

static enum error price_point_check(
    const struct record *proposed, const struct record *stored, struct problem_list *problems)
{
    enum error error = ERROR_NONE;
    if (stored && !value_equal(proposed->values[PRICE_POINT_AMOUNT], stored->values[PRICE_POINT_AMOUNT])) {
        problem_add(problems, "amount",
            "An amount is never edited, so that it stays known what was asked when. Make a new version from "
            "a date, with the action change_price.");
        error = ERROR_INVALID;
    }
    if (record_is_null(proposed, PRICE_POINT_AMOUNT) && record_is_null(proposed, PRICE_POINT_WORDING)) {
        problem_add(problems, "amount", "Give an amount, or in wording what is shown in its place.");
        error = ERROR_INVALID;
    }
    if (!record_is_null(proposed, PRICE_POINT_VALID_TO_ON) &&
        text_compare(record_text(proposed, PRICE_POINT_VALID_FROM_ON),
            record_text(proposed, PRICE_POINT_VALID_TO_ON)) > 0) {
        problem_add(problems, "valid_to_on", "Must not be before the day from which the price holds.");
        error = ERROR_INVALID;
    }
    return error;
}

static enum error list_get(struct transaction *transaction, const struct record *price_point,
    struct arena *arena, struct record **ret_list)
{
    const struct actor program = actor_system("system");
    return record_get(transaction, &program, &price_list_resource,
        record_text(price_point, PRICE_POINT_PRICE_LIST), arena, ret_list);
}

// Two prices for the same on the same day would be none. Undoing an import puts things back one by one.
static enum error price_point_before_save(struct transaction *transaction, const struct actor *actor,
    struct record *proposed, const struct record *stored, struct arena *arena, struct problem_list *problems)
{
    struct record *list;
    if (proposed->is_restored || acting_restores(actor)) return ERROR_NONE;
    enum error error = price_point_expect_alone(transaction, proposed, arena, problems);
    // The next version of a price was judged as the action that makes it.
    if (error || stored || !record_is_null(proposed, PRICE_POINT_REPLACES)) return error;
    error = list_get(transaction, proposed, arena, &list);
    if (error || record_choice(list, PRICE_LIST_STATUS) == PRICE_LIST_DRAFT) return error;
    return policy_guard(transaction, actor, list->key, ACTIVITY_PRICING, "add price", arena, problems);
}

// What was asked of customers is not made undone.
static enum error price_point_before_delete(struct transaction *transaction, const struct actor *actor,
    const struct record *stored, struct arena *arena, struct problem_list *problems)
{
    struct record *list;
    if (acting_restores(actor)) return ERROR_NONE;
    enum error error = list_get(transaction, stored, arena, &list);
    if (error || record_choice(list, PRICE_LIST_STATUS) == PRICE_LIST_DRAFT) return error;
    problem_add(problems, NULL,
        "The price list is %.*s; only prices of a draft are deleted. End the price instead.",
        TEXT_PRINT(record_text(list, PRICE_LIST_STATUS)));
    return ERROR_INVALID;
}

const struct resource price_point_resource = {
    .name = "price-points",
    .singular = "price_point",
    .label = "Price",
    .label_plural = "Prices",
    .prefix = "PRICE",
    .help = "A price is what a plan or add-on costs in a price list, from a day on; another amount is "
            "another version.",
    .fields = price_point_fields,
    .field_count = PRICE_POINT_FIELD_COUNT,
    .sorts = price_point_sorts,
    .sort_count = sizeof price_point_sorts / sizeof price_point_sorts[0],
    .title_field = -1,
    .owner_field = OWNER_CREATOR,
    .shared_field = -1,
    .permissions =
        {
            [ACCESS_VIEWER] = {.all = MAY_READ},
            [ACCESS_MEMBER] = {.all = MAY_READ | MAY_WRITE},
            [ACCESS_ORGANISER] = {.all = MAY_READ | MAY_WRITE},
            [ACCESS_ADMINISTRATOR] = {.all = MAY_READ | MAY_WRITE},
        },
    .links = price_point_links,
    .link_count = sizeof price_point_links / sizeof price_point_links[0],
    .unique_together = {-1},
    .actions = price_point_actions,
    .action_count = PRICE_POINT_ACTION_COUNT,
    .check = price_point_check,
    .before_save = price_point_before_save,
    .before_delete = price_point_before_delete,
};
