// SPDX-License-Identifier: Apache-2.0
// Prices of competitors: dated, with their source.
#include "offer/competitor_price.h"

#include "format/web_address.h"
#include "offer/amount.h"
#include "offer/currency.h"

static const struct choice confidences_choices[CONFIDENCE_COUNT] = {
    [CONFIDENCE_LOW] = {"low", "Low"},
    [CONFIDENCE_MEDIUM] = {"medium", "Medium"},
    [CONFIDENCE_HIGH] = {"high", "High"},
};
const struct choice_list confidences = {"confidence", confidences_choices, CONFIDENCE_COUNT};

static const struct field competitor_price_fields[] = {
    [COMPETITOR_PRICE_COMPETITOR] =
        {
            .name = "competitor",
            .label = "Competitor",
            .help = "Who asks for it.",
            .type = FIELD_TEXT,
            .flags = FIELD_REQUIRED | FIELD_SEARCH | FIELD_FILTER,
            .minimum = 1,
            .maximum = 200,
        },
    [COMPETITOR_PRICE_PRODUCT] =
        {
            .name = "product",
            .label = "Against",
            .help = "Our product that it is compared with.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_REQUIRED,
            .targets = {"products"},
        },
    [COMPETITOR_PRICE_PLAN_NAME] =
        {
            .name = "plan_name",
            .label = "Their product or plan",
            .help = "What the competitor calls it.",
            .type = FIELD_TEXT,
            .flags = FIELD_SEARCH,
            .maximum = 200,
        },
    [COMPETITOR_PRICE_AMOUNT] =
        {
            .name = "amount",
            .label = "Amount",
            .help = "The amount that is asked.",
            .activity = "competitive_intelligence",
            .type = FIELD_DECIMAL,
            .flags = FIELD_REQUIRED,
            .minimum = 0,
            .maximum = AMOUNT_MAXIMUM,
            .scale = AMOUNT_SCALE,
        },
    [COMPETITOR_PRICE_CURRENCY] =
        {
            .name = "currency",
            .label = "Currency",
            .help = "The currency of the amount, by ISO 4217.",
            .type = FIELD_TEXT,
            .flags = FIELD_REQUIRED | FIELD_FILTER,
            .accepts = currency_is_known,
            .pattern_help = CURRENCY_PATTERN_HELP,
        },
    [COMPETITOR_PRICE_UNIT] =
        {
            .name = "unit",
            .label = "Unit",
            .help = "Per what it is asked, such as user; empty: for the whole.",
            .type = FIELD_TEXT,
            .maximum = 100,
        },
    [COMPETITOR_PRICE_BILLING_PERIOD] =
        {
            .name = "billing_period",
            .label = "For",
            .help = "For how long, or how often, the amount is asked.",
            .type = FIELD_CHOICE,
            .flags = FIELD_REQUIRED,
            .choices = &amount_periods,
            .default_code = "month",
        },
    [COMPETITOR_PRICE_SEEN_ON] =
        {
            .name = "seen_on",
            .label = "Seen on",
            .help = "The day on which it was seen.",
            .activity = "competitive_intelligence",
            .type = FIELD_DATE,
            .flags = FIELD_REQUIRED,
        },
    [COMPETITOR_PRICE_CONFIDENCE] =
        {
            .name = "confidence",
            .label = "Confidence",
            .help = "How sure we are: high for what they publish, low for hearsay.",
            .type = FIELD_CHOICE,
            .flags = FIELD_REQUIRED,
            .choices = &confidences,
            .default_code = "medium",
        },
    [COMPETITOR_PRICE_SEEN_AT] =
        {
            .name = "seen_at",
            .label = "Seen at",
            .help = "Where it comes from: their price page, a lost deal, a customer.",
            .type = FIELD_TEXT,
            .flags = FIELD_REQUIRED | FIELD_SEARCH,
            .minimum = 1,
            .maximum = 500,
        },
    [COMPETITOR_PRICE_LINK] =
        {
            .name = "link",
            .label = "Link",
            .help = "The web page where it stands.",
            .type = FIELD_TEXT,
            .maximum = WEB_ADDRESS_MAXIMUM,
            .accepts = amount_link_is_shaped,
            .pattern_help = "a web address with http:// or https://",
        },
    [COMPETITOR_PRICE_NOTES] =
        {
            .name = "notes",
            .label = "Notes",
            .help = "What else there is to know, such as discounts.",
            .type = FIELD_MARKDOWN,
        },
};
_Static_assert(
    sizeof competitor_price_fields / sizeof competitor_price_fields[0] == COMPETITOR_PRICE_FIELD_COUNT,
    "a field is missing");

static const struct sort competitor_price_sorts[] = {
    {"seen_on", COMPETITOR_PRICE_SEEN_ON},
    {"competitor", COMPETITOR_PRICE_COMPETITOR},
    {"amount", COMPETITOR_PRICE_AMOUNT},
    {"key", SORT_SYSTEM_KEY},
    {"changed_at", SORT_SYSTEM_CHANGED},
};

static const struct link competitor_price_links[] = {
    {"comments", "comments", "record"},
};

const struct resource competitor_price_resource = {
    .name = "competitor-prices",
    .singular = "competitor_price",
    .label = "Price of a competitor",
    .label_plural = "Prices of competitors",
    .prefix = "RIVAL",
    .help = "It is what a competitor asks, as it was seen on a day.",
    .fields = competitor_price_fields,
    .field_count = COMPETITOR_PRICE_FIELD_COUNT,
    .sorts = competitor_price_sorts,
    .sort_count = sizeof competitor_price_sorts / sizeof competitor_price_sorts[0],
    .title_field = COMPETITOR_PRICE_COMPETITOR,
    .owner_field = OWNER_CREATOR,
    .shared_field = -1,
    .permissions =
        {
            [ACCESS_VIEWER] = {.all = MAY_READ},
            [ACCESS_MEMBER] = {.all = MAY_READ | MAY_CHANGE},
            [ACCESS_ORGANISER] = {.all = MAY_READ | MAY_CHANGE},
            [ACCESS_ADMINISTRATOR] = {.all = MAY_READ | MAY_CHANGE},
        },
    .links = competitor_price_links,
    .link_count = sizeof competitor_price_links / sizeof competitor_price_links[0],
    .unique_together = {-1},
};
