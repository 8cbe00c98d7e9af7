// SPDX-License-Identifier: Apache-2.0
// Add-ons: what can be bought on top of a plan.
#include "offer/add_on.h"

static const struct field add_on_fields[] = {
    [ADD_ON_PRODUCT] =
        {
            .name = "product",
            .label = "Product",
            .help = "The product that it adds to.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_REQUIRED | FIELD_FIXED,
            .targets = {"products"},
        },
    [ADD_ON_NAME] =
        {
            .name = "name",
            .label = "Name",
            .help = "What buyers know it by.",
            .type = FIELD_TEXT,
            .flags = FIELD_REQUIRED | FIELD_SEARCH,
            .minimum = 1,
            .maximum = 200,
        },
    [ADD_ON_DESCRIPTION] =
        {
            .name = "description",
            .label = "Description",
            .help = "What it adds, and for whom.",
            .type = FIELD_MARKDOWN,
        },
    [ADD_ON_POSITION] =
        {
            .name = "position",
            .label = "Position",
            .help = "Where it stands among the add-ons of the product.",
            .type = FIELD_INTEGER,
            .minimum = 1,
            .maximum = 1000,
        },
    [ADD_ON_IS_PRIVATE] =
        {
            .name = "is_private",
            .label = "Private",
            .help = "Is sold, but not shown on the price page.",
            .type = FIELD_BOOLEAN,
        },
};
_Static_assert(sizeof add_on_fields / sizeof add_on_fields[0] == ADD_ON_FIELD_COUNT, "a field is missing");

static const struct sort add_on_sorts[] = {
    {"position", ADD_ON_POSITION},
    {"name", ADD_ON_NAME},
    {"key", SORT_SYSTEM_KEY},
    {"changed_at", SORT_SYSTEM_CHANGED},
};

static const struct link add_on_links[] = {
    {"available_for", "add-on-links", "add_on"},
    {"prices", "price-points", "item"},
    {"features", "plan-feature-values", "item"},
    {"decisions", "price-decisions", "item"},
    {"comments", "comments", "record"},
};

const struct resource add_on_resource = {
    .name = "add-ons",
    .singular = "add_on",
    .label = "Add-on",
    .label_plural = "Add-ons",
    .prefix = "ADDON",
    .help = "An add-on is bought on top of a plan.",
    .fields = add_on_fields,
    .field_count = ADD_ON_FIELD_COUNT,
    .sorts = add_on_sorts,
    .sort_count = sizeof add_on_sorts / sizeof add_on_sorts[0],
    .title_field = ADD_ON_NAME,
    .owner_field = OWNER_CREATOR,
    .shared_field = -1,
    .permissions =
        {
            [ACCESS_VIEWER] = {.all = MAY_READ},
            [ACCESS_MEMBER] = {.all = MAY_READ | MAY_CHANGE},
            [ACCESS_ORGANISER] = {.all = MAY_READ | MAY_CHANGE},
            [ACCESS_ADMINISTRATOR] = {.all = MAY_READ | MAY_CHANGE},
        },
    .links = add_on_links,
    .link_count = sizeof add_on_links / sizeof add_on_links[0],
    .unique_together = {ADD_ON_PRODUCT, ADD_ON_NAME, -1},
};
