// SPDX-License-Identifier: Apache-2.0
// Costs of a product or plan: what its price has to cover.
#include "offer/cost.h"

#include "offer/amount.h"
#include "offer/currency.h"

static const struct choice cost_kinds_choices[COST_KIND_COUNT] = {
    [COST_FIXED] = {"fixed", "Fixed"},
    [COST_VARIABLE] = {"variable", "Per unit"},
};
const struct choice_list cost_kinds = {"cost_kind", cost_kinds_choices, COST_KIND_COUNT};

static const struct field cost_fields[] = {
    [COST_ITEM] =
        {
            .name = "item",
            .label = "Product or plan",
            .help = "What it is the cost of: a product with all its plans, or one plan.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_REQUIRED | FIELD_FIXED,
            .targets = {"products", "plans"},
        },
    [COST_NAME] =
        {
            .name = "name",
            .label = "Name",
            .help = "What is paid for, such as hosting or support.",
            .type = FIELD_TEXT,
            .flags = FIELD_REQUIRED | FIELD_SEARCH,
            .minimum = 1,
            .maximum = 200,
        },
    [COST_KIND] =
        {
            .name = "kind",
            .label = "Kind",
            .help = "Fixed whatever is sold, or for each unit that is.",
            .type = FIELD_CHOICE,
            .flags = FIELD_REQUIRED,
            .choices = &cost_kinds,
            .default_code = "variable",
        },
    [COST_AMOUNT] =
        {
            .name = "amount",
            .label = "Amount",
            .help = "The amount, in the currency of the cost.",
            .activity = ACTIVITY_PRICING_INPUTS,
            .type = FIELD_DECIMAL,
            .flags = FIELD_REQUIRED,
            .minimum = 0,
            .maximum = AMOUNT_MAXIMUM,
            .scale = AMOUNT_SCALE,
        },
    [COST_CURRENCY] =
        {
            .name = "currency",
            .label = "Currency",
            .help = "The currency of the amount, by ISO 4217.",
            .activity = ACTIVITY_PRICING_INPUTS,
            .type = FIELD_TEXT,
            .flags = FIELD_REQUIRED | FIELD_FILTER,
            .accepts = currency_is_known,
            .pattern_help = CURRENCY_PATTERN_HELP,
        },
    [COST_UNIT] =
        {
            .name = "unit",
            .label = "Unit",
            .help = "Of a variable cost: per what it arises, in the words of the price, such as user.",
            .activity = ACTIVITY_PRICING_INPUTS,
            .type = FIELD_TEXT,
            .maximum = 100,
        },
    [COST_BILLING_PERIOD] =
        {
            .name = "billing_period",
            .label = "For",
            .help = "For how long, or how often, the amount is paid.",
            .activity = ACTIVITY_PRICING_INPUTS,
            .type = FIELD_CHOICE,
            .flags = FIELD_REQUIRED,
            .choices = &amount_periods,
            .default_code = "month",
        },
    [COST_VALID_FROM_ON] =
        {
            .name = "valid_from_on",
            .label = "Valid from",
            .help = "The day from which it holds, until a later one of the same name does.",
            .activity = ACTIVITY_PRICING_INPUTS,
            .type = FIELD_DATE,
            .flags = FIELD_REQUIRED,
        },
    [COST_NOTES] =
        {
            .name = "notes",
            .label = "Notes",
            .help = "Where the figure comes from.",
            .type = FIELD_MARKDOWN,
        },
};
_Static_assert(sizeof cost_fields / sizeof cost_fields[0] == COST_FIELD_COUNT, "a field is missing");

static const struct sort cost_sorts[] = {
    {"valid_from_on", COST_VALID_FROM_ON},
    {"name", COST_NAME},
    {"amount", COST_AMOUNT},
    {"key", SORT_SYSTEM_KEY},
    {"changed_at", SORT_SYSTEM_CHANGED},
};

static const struct link cost_links[] = {
    {"comments", "comments", "record"},
};

const struct resource cost_resource = {
    .name = "costs",
    .singular = "cost",
    .label = "Cost",
    .label_plural = "Costs",
    .prefix = "COST",
    .help = "A cost is what it takes to make and to serve a product or plan, from a day on.",
    .fields = cost_fields,
    .field_count = COST_FIELD_COUNT,
    .sorts = cost_sorts,
    .sort_count = sizeof cost_sorts / sizeof cost_sorts[0],
    .title_field = COST_NAME,
    .owner_field = OWNER_CREATOR,
    .shared_field = -1,
    .permissions =
        {
            [ACCESS_VIEWER] = {.all = MAY_READ},
            [ACCESS_MEMBER] = {.all = MAY_READ | MAY_CHANGE},
            [ACCESS_ORGANISER] = {.all = MAY_READ | MAY_CHANGE},
            [ACCESS_ADMINISTRATOR] = {.all = MAY_READ | MAY_CHANGE},
        },
    .links = cost_links,
    .link_count = sizeof cost_links / sizeof cost_links[0],
    .unique_together = {COST_ITEM, COST_NAME, COST_VALID_FROM_ON, -1},
};
