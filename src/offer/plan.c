// SPDX-License-Identifier: Apache-2.0
// Plans and packages: what a buyer can choose between.
#include "offer/plan.h"

static const struct choice plan_kinds_choices[PLAN_KIND_COUNT] = {
    [PLAN_KIND_PLAN] = {"plan", "Plan"},
    [PLAN_KIND_PACKAGE] = {"package", "Package"},
};
const struct choice_list plan_kinds = {"plan_kind", plan_kinds_choices, PLAN_KIND_COUNT};

static const struct field plan_fields[] = {
    [PLAN_PRODUCT] =
        {
            .name = "product",
            .label = "Product",
            .help = "The product that is sold in this plan.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_REQUIRED | FIELD_FIXED,
            .targets = {"products"},
        },
    [PLAN_NAME] =
        {
            .name = "name",
            .label = "Name",
            .help = "What buyers know it by.",
            .type = FIELD_TEXT,
            .flags = FIELD_REQUIRED | FIELD_SEARCH,
            .minimum = 1,
            .maximum = 200,
        },
    [PLAN_KIND] =
        {
            .name = "kind",
            .label = "Kind",
            .help = "A plan of one product, or a package of several things sold together.",
            .type = FIELD_CHOICE,
            .flags = FIELD_REQUIRED,
            .choices = &plan_kinds,
            .default_code = "plan",
        },
    [PLAN_DESCRIPTION] =
        {
            .name = "description",
            .label = "Description",
            .help = "For whom it is, and what it gives them.",
            .type = FIELD_MARKDOWN,
        },
    [PLAN_POSITION] =
        {
            .name = "position",
            .label = "Position",
            .help = "Where it stands among the plans of the product, from the smallest to the largest.",
            .type = FIELD_INTEGER,
            .minimum = 1,
            .maximum = 1000,
        },
    [PLAN_IS_PRIVATE] =
        {
            .name = "is_private",
            .label = "Private",
            .help = "Is sold, but not shown on the price page.",
            .type = FIELD_BOOLEAN,
        },
};
_Static_assert(sizeof plan_fields / sizeof plan_fields[0] == PLAN_FIELD_COUNT, "a field is missing");

static const struct sort plan_sorts[] = {
    {"position", PLAN_POSITION},
    {"name", PLAN_NAME},
    {"key", SORT_SYSTEM_KEY},
    {"changed_at", SORT_SYSTEM_CHANGED},
};

static const struct link plan_links[] = {
    {"prices", "price-points", "item"},
    {"features", "plan-feature-values", "item"},
    {"costs", "costs", "item"},
    {"decisions", "price-decisions", "item"},
    {"comments", "comments", "record"},
};

const struct resource plan_resource = {
    .name = "plans",
    .singular = "plan",
    .label = "Plan",
    .label_plural = "Plans",
    .prefix = "PLAN",
    .help = "A plan is one of the ways in which a product is sold; buyers choose between plans.",
    .fields = plan_fields,
    .field_count = PLAN_FIELD_COUNT,
    .sorts = plan_sorts,
    .sort_count = sizeof plan_sorts / sizeof plan_sorts[0],
    .title_field = PLAN_NAME,
    .owner_field = OWNER_CREATOR,
    .shared_field = -1,
    .permissions =
        {
            [ACCESS_VIEWER] = {.all = MAY_READ},
            [ACCESS_MEMBER] = {.all = MAY_READ | MAY_CHANGE},
            [ACCESS_ORGANISER] = {.all = MAY_READ | MAY_CHANGE},
            [ACCESS_ADMINISTRATOR] = {.all = MAY_READ | MAY_CHANGE},
        },
    .links = plan_links,
    .link_count = sizeof plan_links / sizeof plan_links[0],
    .unique_together = {PLAN_PRODUCT, PLAN_NAME, -1},
};
