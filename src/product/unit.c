// SPDX-License-Identifier: Apache-2.0
// Business units.
#include "product/unit.h"

static const struct field unit_fields[] = {
    [UNIT_NAME] =
        {
            .name = "name",
            .label = "Name",
            .help = "What the unit is called.",
            .type = FIELD_TEXT,
            .flags = FIELD_REQUIRED | FIELD_SEARCH,
            .minimum = 1,
            .maximum = 200,
        },
    [UNIT_DESCRIPTION] =
        {
            .name = "description",
            .label = "Description",
            .help = "What the unit does and for whom.",
            .type = FIELD_MARKDOWN,
        },
};
_Static_assert(sizeof unit_fields / sizeof unit_fields[0] == UNIT_FIELD_COUNT, "a field is missing");

static const struct sort unit_sorts[] = {
    {"name", UNIT_NAME},
    {"key", SORT_SYSTEM_KEY},
    {"created_at", SORT_SYSTEM_CREATED},
    {"changed_at", SORT_SYSTEM_CHANGED},
};

static const struct link unit_links[] = {
    {"lines", "lines", "unit"},
    {"people", "people", "unit"},
    {"assignments", "assignments", "scope"},
    {"comments", "comments", "record"},
};

const struct resource unit_resource = {
    .name = "units",
    .singular = "unit",
    .label = "Business unit",
    .label_plural = "Business units",
    .prefix = "UNIT",
    .help = "A business unit holds product lines and people.",
    .fields = unit_fields,
    .field_count = UNIT_FIELD_COUNT,
    .sorts = unit_sorts,
    .sort_count = sizeof unit_sorts / sizeof unit_sorts[0],
    .title_field = UNIT_NAME,
    .owner_field = OWNER_CREATOR,
    .shared_field = -1,
    .permissions =
        {
            [ACCESS_VIEWER] = {.all = MAY_READ},
            [ACCESS_MEMBER] = {.all = MAY_READ},
            [ACCESS_ORGANISER] = {.all = MAY_READ | MAY_CHANGE},
            [ACCESS_ADMINISTRATOR] = {.all = MAY_READ | MAY_CHANGE},
        },
    .links = unit_links,
    .link_count = sizeof unit_links / sizeof unit_links[0],
    .unique_together = {-1},
};
