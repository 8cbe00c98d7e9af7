// SPDX-License-Identifier: Apache-2.0
// Features and limits by which the plans of a product differ.
#include "offer/plan_feature.h"

#include "format/web_address.h"
#include "offer/amount.h"

#include "base/decimal.h"

static const struct choice plan_feature_kinds_choices[FEATURE_KIND_COUNT] = {
    [FEATURE_INFORMATION] = {"information", "Information"},
    [FEATURE_INTEGRATION] = {"integration", "Integration"},
    [FEATURE_DOMAIN] = {"domain", "Domain"},
    [FEATURE_AUTOMATION] = {"automation", "Automation"},
    [FEATURE_MANAGEMENT] = {"management", "Management"},
    [FEATURE_GUARANTEE] = {"guarantee", "Guarantee"},
    [FEATURE_SUPPORT] = {"support", "Support"},
    [FEATURE_PAYMENT] = {"payment", "Payment"},
    [FEATURE_RENEWABLE_LIMIT] = {"renewable_limit", "Limit that is renewed"},
    [FEATURE_NON_RENEWABLE_LIMIT] = {"non_renewable_limit", "Limit that is used up"},
    [FEATURE_RESPONSE_DRIVEN_LIMIT] = {"response_driven_limit", "Limit on answers"},
    [FEATURE_TIME_DRIVEN_LIMIT] = {"time_driven_limit", "Limit on time"},
};
const struct choice_list plan_feature_kinds = {
    "plan_feature_kind", plan_feature_kinds_choices, FEATURE_KIND_COUNT};

static const struct choice plan_feature_value_types_choices[FEATURE_VALUE_TYPE_COUNT] = {
    [FEATURE_VALUE_BOOLEAN] = {"boolean", "Yes or no"},
    [FEATURE_VALUE_NUMERIC] = {"numeric", "Number"},
    [FEATURE_VALUE_TEXT] = {"text", "Words"},
};
const struct choice_list plan_feature_value_types = {
    "plan_feature_value_type", plan_feature_value_types_choices, FEATURE_VALUE_TYPE_COUNT};

static const struct field plan_feature_fields[] = {
    [PLAN_FEATURE_PRODUCT] =
        {
            .name = "product",
            .label = "Product",
            .help = "The product that has it.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_REQUIRED | FIELD_FIXED,
            .targets = {"products"},
        },
    [PLAN_FEATURE_NAME] =
        {
            .name = "name",
            .label = "Name",
            .help = "What the price page calls it.",
            .type = FIELD_TEXT,
            .flags = FIELD_REQUIRED | FIELD_SEARCH,
            .minimum = 1,
            .maximum = 200,
        },
    [PLAN_FEATURE_KIND] =
        {
            .name = "kind",
            .label = "Kind",
            .help = "What sort of feature it is, or in which way it limits one.",
            .type = FIELD_CHOICE,
            .flags = FIELD_REQUIRED,
            .choices = &plan_feature_kinds,
            .default_code = "domain",
        },
    [PLAN_FEATURE_VALUE_TYPE] =
        {
            .name = "value_type",
            .label = "Type of value",
            .help = "Whether it is there or not, is a number, or is said in words.",
            .type = FIELD_CHOICE,
            .flags = FIELD_REQUIRED,
            .choices = &plan_feature_value_types,
            .default_code = "boolean",
        },
    [PLAN_FEATURE_DEFAULT_VALUE] =
        {
            .name = "default_value",
            .label = "Default",
            .help = "The value in plans that say nothing else: true, false, a number, or words.",
            .type = FIELD_TEXT,
            .maximum = 1000,
        },
    [PLAN_FEATURE_UNIT] =
        {
            .name = "unit",
            .label = "Unit",
            .help = "What a number counts, such as user or GB.",
            .type = FIELD_TEXT,
            .maximum = 100,
        },
    [PLAN_FEATURE_DESCRIPTION] =
        {
            .name = "description",
            .label = "Description",
            .help = "What it is good for.",
            .type = FIELD_MARKDOWN,
        },
    [PLAN_FEATURE_TAG] =
        {
            .name = "tag",
            .label = "Tag",
            .help = "The heading under which the price page shows it.",
            .type = FIELD_TEXT,
            .maximum = 200,
        },
    [PLAN_FEATURE_SUBTYPE] =
        {
            .name = "subtype",
            .label = "Subtype",
            .help = "What an integration or automation is in detail, such as api or bot.",
            .type = FIELD_TEXT,
            .maximum = 100,
        },
    [PLAN_FEATURE_LIMIT_OF] =
        {
            .name = "limit_of",
            .label = "Limit of",
            .help = "Of a limit: the names of the features that it limits, one a line.",
            .type = FIELD_MARKDOWN,
            .maximum = 10000,
        },
    [PLAN_FEATURE_WEB_PAGE] =
        {
            .name = "web_page",
            .label = "Web page",
            .help = "Where it is documented.",
            .type = FIELD_TEXT,
            .maximum = WEB_ADDRESS_MAXIMUM,
            .accepts = amount_link_is_shaped,
            .pattern_help = "a web address with http:// or https://",
        },
    [PLAN_FEATURE_POSITION] =
        {
            .name = "position",
            .label = "Position",
            .help = "Where it stands on the price page.",
            .type = FIELD_INTEGER,
            .minimum = 1,
            .maximum = 100000,
        },
};
_Static_assert(sizeof plan_feature_fields / sizeof plan_feature_fields[0] == PLAN_FEATURE_FIELD_COUNT,
    "a field is missing");

static const struct sort plan_feature_sorts[] = {
    {"position", PLAN_FEATURE_POSITION},
    {"name", PLAN_FEATURE_NAME},
    {"key", SORT_SYSTEM_KEY},
    {"changed_at", SORT_SYSTEM_CHANGED},
};

static const struct link plan_feature_links[] = {
    {"values_in_plans", "plan-feature-values", "feature"},
    {"comments", "comments", "record"},
};

bool plan_feature_accepts(int value_type, struct text value, const char **ret_right)
{
    int64_t number;
    switch (value_type) {
    case FEATURE_VALUE_BOOLEAN:
        *ret_right = "true or false";
        return text_is(value, "true") || text_is(value, "false");
    case FEATURE_VALUE_NUMERIC:
        *ret_right = "a number such as 25, or unlimited";
        return text_is(value, "unlimited") || decimal_parse(value, 6, &number);
    default: return true;
    }
}

static enum error plan_feature_check(
    const struct record *proposed, const struct record *stored, struct problem_list *problems)
{
    (void)stored;
    const char *right = "";
    const struct text value = record_text(proposed, PLAN_FEATURE_DEFAULT_VALUE);
    enum error error = ERROR_NONE;
    if (!text_is_empty(value) &&
        !plan_feature_accepts(record_choice(proposed, PLAN_FEATURE_VALUE_TYPE), value, &right)) {
        problem_add(problems, "default_value", "Must be %s.", right);
        error = ERROR_INVALID;
    }
    if (!record_is_null(proposed, PLAN_FEATURE_LIMIT_OF) &&
        !plan_feature_is_limit(record_choice(proposed, PLAN_FEATURE_KIND))) {
        problem_add(problems, "limit_of", "Only a limit limits other features.");
        error = ERROR_INVALID;
    }
    return error;
}

const struct resource plan_feature_resource = {
    .name = "plan-features",
    .singular = "plan_feature",
    .label = "Plan feature",
    .label_plural = "Plan features",
    .prefix = "FEAT",
    .help =
        "A plan feature is something by which the plans of a product differ: a feature, or a limit on one.",
    .fields = plan_feature_fields,
    .field_count = PLAN_FEATURE_FIELD_COUNT,
    .sorts = plan_feature_sorts,
    .sort_count = sizeof plan_feature_sorts / sizeof plan_feature_sorts[0],
    .title_field = PLAN_FEATURE_NAME,
    .owner_field = OWNER_CREATOR,
    .shared_field = -1,
    .permissions =
        {
            [ACCESS_VIEWER] = {.all = MAY_READ},
            [ACCESS_MEMBER] = {.all = MAY_READ | MAY_CHANGE},
            [ACCESS_ORGANISER] = {.all = MAY_READ | MAY_CHANGE},
            [ACCESS_ADMINISTRATOR] = {.all = MAY_READ | MAY_CHANGE},
        },
    .links = plan_feature_links,
    .link_count = sizeof plan_feature_links / sizeof plan_feature_links[0],
    .unique_together = {PLAN_FEATURE_PRODUCT, PLAN_FEATURE_NAME, PLAN_FEATURE_KIND, -1},
    .check = plan_feature_check,
};
