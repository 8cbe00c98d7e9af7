// SPDX-License-Identifier: Apache-2.0
// Price lists: what is asked, in one currency, from one day to another.
#include "offer/price_list.h"

#include "format/web_address.h"
#include "offer/amount.h"
#include "offer/currency.h"
#include "offer/price_list_action.h"
#include "policy/acting.h"

static const struct choice price_list_statuses_choices[PRICE_LIST_STATUS_COUNT] = {
    [PRICE_LIST_DRAFT] = {"draft", "Draft"},
    [PRICE_LIST_PUBLISHED] = {"published", "Published"},
    [PRICE_LIST_EXPIRED] = {"expired", "Expired"},
};
const struct choice_list price_list_statuses = {
    "price_list_status", price_list_statuses_choices, PRICE_LIST_STATUS_COUNT};

static const struct field price_list_fields[] = {
    [PRICE_LIST_NAME] =
        {
            .name = "name",
            .label = "Name",
            .help = "What the price list is called.",
            .type = FIELD_TEXT,
            .flags = FIELD_REQUIRED | FIELD_SEARCH,
            .minimum = 1,
            .maximum = 200,
        },
    [PRICE_LIST_SCOPE] =
        {
            .name = "scope",
            .label = "For",
            .help = "The product, line or unit whose prices it holds; the whole company when empty.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_FIXED,
            .targets = {"products", "lines", "units"},
        },
    [PRICE_LIST_CURRENCY] =
        {
            .name = "currency",
            .label = "Currency",
            .help = "The currency of all its amounts, by ISO 4217.",
            .type = FIELD_TEXT,
            .flags = FIELD_REQUIRED | FIELD_FIXED | FIELD_FILTER,
            .accepts = currency_is_known,
            .pattern_help = CURRENCY_PATTERN_HELP,
        },
    [PRICE_LIST_UNIT] =
        {
            .name = "unit",
            .label = "Unit",
            .help = "Per what a price is meant that gives no other unit, such as user.",
            .activity = ACTIVITY_PRICING, // what an amount is of, and for how long
            .type = FIELD_TEXT,
            .maximum = 100,
        },
    [PRICE_LIST_STATUS] =
        {
            .name = "status",
            .label = "Status",
            .help = "Whether it is being drawn up, is published, or holds no more.",
            .type = FIELD_CHOICE,
            .flags = FIELD_REQUIRED | FIELD_CREATE_ONLY_ACTION,
            .choices = &price_list_statuses,
            .default_code = "draft",
        },
    [PRICE_LIST_VALID_FROM_ON] =
        {
            .name = "valid_from_on",
            .label = "Valid from",
            .help = "The first day on which it holds.",
            .activity = ACTIVITY_PRICING,
            .type = FIELD_DATE,
        },
    [PRICE_LIST_VALID_TO_ON] =
        {
            .name = "valid_to_on",
            .label = "Valid to",
            .help = "The last day on which it holds; empty: until another takes its place.",
            .activity = ACTIVITY_PRICING,
            .type = FIELD_DATE,
        },
    [PRICE_LIST_REPLACES] =
        {
            .name = "replaces",
            .label = "Replaces",
            .help = "The price list whose next version it is.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_CREATE_ONLY_ACTION,
            .targets = {"price-lists"},
        },
    [PRICE_LIST_EDITION] =
        {
            .name = "edition",
            .label = "Edition",
            .help = "What those who wrote it call this version, such as 2026-2.",
            .type = FIELD_TEXT,
            .maximum = 100,
        },
    [PRICE_LIST_DATED_ON] =
        {
            .name = "dated_on",
            .label = "Dated",
            .help = "The day on which it was drawn up.",
            .type = FIELD_DATE,
        },
    [PRICE_LIST_BILLING] =
        {
            .name = "billing",
            .label = "Billing",
            .help = "How the price of a month becomes that of another period, as in "
                    "{\"monthly\":1,\"annual\":0.83}.",
            .activity = ACTIVITY_PRICING, // what an amount is of, and for how long
            .type = FIELD_JSON,
            .maximum = 4000,
        },
    [PRICE_LIST_WEB_PAGE] =
        {
            .name = "web_page",
            .label = "Web page",
            .help = "Where the prices are shown.",
            .type = FIELD_TEXT,
            .maximum = WEB_ADDRESS_MAXIMUM,
            .accepts = amount_link_is_shaped,
            .pattern_help = "a web address with http:// or https://",
        },
    [PRICE_LIST_NOTES] =
        {
            .name = "notes",
            .label = "Notes",
            .help = "What else holds for all its prices.",
            .type = FIELD_MARKDOWN,
        },
};
_Static_assert(
    sizeof price_list_fields / sizeof price_list_fields[0] == PRICE_LIST_FIELD_COUNT, "a field is missing");

static const struct sort price_list_sorts[] = {
    {"name", PRICE_LIST_NAME},
    {"status", PRICE_LIST_STATUS},
    {"valid_from_on", PRICE_LIST_VALID_FROM_ON},
    {"key", SORT_SYSTEM_KEY},
    {"changed_at", SORT_SYSTEM_CHANGED},
};

static const struct link price_list_links[] = {
    {"prices", "price-points", "price_list"},
    {"next_version", "price-lists", "replaces"},
    {"comments", "comments", "record"},
};

// Days compare as texts.
static enum error price_list_check(
    const struct record *proposed, const struct record *stored, struct problem_list *problems)
{
    (void)stored;
    if (record_is_null(proposed, PRICE_LIST_VALID_FROM_ON) ||
        record_is_null(proposed, PRICE_LIST_VALID_TO_ON) ||
        text_compare(record_text(proposed, PRICE_LIST_VALID_FROM_ON),
            record_text(proposed, PRICE_LIST_VALID_TO_ON)) <= 0)
        return ERROR_NONE;
    problem_add(problems, "valid_to_on", "Must not be before the day from which the list holds.");
    return ERROR_INVALID;
}

// What was asked of customers is not made undone; a draft goes with its prices.
static enum error price_list_before_delete(struct transaction *transaction, const struct actor *actor,
    const struct record *stored, struct arena *arena, struct problem_list *problems)
{
    (void)transaction;
    (void)arena;
    if (record_choice(stored, PRICE_LIST_STATUS) == PRICE_LIST_DRAFT || acting_restores(actor))
        return ERROR_NONE;
    problem_add(problems, NULL, "The price list is %.*s; only a draft is deleted. Let it expire instead.",
        TEXT_PRINT(record_text(stored, PRICE_LIST_STATUS)));
    return ERROR_INVALID;
}

const struct resource price_list_resource = {
    .name = "price-lists",
    .singular = "price_list",
    .label = "Price list",
    .label_plural = "Price lists",
    .prefix = "LIST",
    .help = "A price list holds the prices for a product, line or unit in one currency, from a day on.",
    .fields = price_list_fields,
    .field_count = PRICE_LIST_FIELD_COUNT,
    .sorts = price_list_sorts,
    .sort_count = sizeof price_list_sorts / sizeof price_list_sorts[0],
    .title_field = PRICE_LIST_NAME,
    .owner_field = OWNER_CREATOR,
    .shared_field = -1,
    .permissions =
        {
            [ACCESS_VIEWER] = {.all = MAY_READ},
            [ACCESS_MEMBER] = {.all = MAY_READ | MAY_WRITE},
            [ACCESS_ORGANISER] = {.all = MAY_READ | MAY_WRITE},
            [ACCESS_ADMINISTRATOR] = {.all = MAY_READ | MAY_WRITE},
        },
    .links = price_list_links,
    .link_count = sizeof price_list_links / sizeof price_list_links[0],
    .unique_together = {-1},
    .actions = price_list_actions,
    .action_count = PRICE_LIST_ACTION_COUNT,
    .check = price_list_check,
    .before_delete = price_list_before_delete,
};
