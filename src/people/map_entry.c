// SPDX-License-Identifier: Apache-2.0
// Entries of responsibility maps.
#include "people/map_entry.h"

#include "people/life_cycle.h"
#include "people/roles.h"

static const struct choice map_sides_choices[SIDE_COUNT] = {
    [SIDE_PM] = {"pm", "Product management"},
    [SIDE_SHARED] = {"shared", "Shared"},
    [SIDE_PMM] = {"pmm", "Product marketing"},
};
const struct choice_list map_sides = {"side", map_sides_choices, SIDE_COUNT};

static const struct field map_entry_fields[] = {
    [MAP_ENTRY_MAP] =
        {
            .name = "map",
            .label = "Map",
            .help = "The map that the entry belongs to.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_REQUIRED | FIELD_FIXED,
            .targets = {"maps"},
        },
    [MAP_ENTRY_ACTIVITY] =
        {
            .name = "activity",
            .label = "Activity",
            .help = "The activity that the entry decides about; once a map.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_REQUIRED | FIELD_FIXED,
            .targets = {"activities"},
        },
    [MAP_ENTRY_SIDE] =
        {
            .name = "side",
            .label = "Side",
            .help = "Whose circle the activity lies in.",
            .type = FIELD_CHOICE,
            .flags = FIELD_REQUIRED,
            .choices = &map_sides,
        },
    [MAP_ENTRY_ACCOUNTABLE] =
        {
            .name = "accountable",
            .label = "Accountable",
            .help = "The one role that answers for the activity.",
            .type = FIELD_CHOICE,
            .flags = FIELD_REQUIRED,
            .choices = &people_roles,
        },
    [MAP_ENTRY_RESPONSIBLE] =
        {
            .name = "responsible",
            .label = "Responsible",
            .help = "The roles that do the work.",
            .type = FIELD_CHOICES,
            .choices = &people_roles,
        },
    [MAP_ENTRY_CONSULTED] =
        {
            .name = "consulted",
            .label = "Consulted",
            .help = "The roles that are asked before.",
            .type = FIELD_CHOICES,
            .choices = &people_roles,
        },
    [MAP_ENTRY_INFORMED] =
        {
            .name = "informed",
            .label = "Informed",
            .help = "The roles that are told afterwards.",
            .type = FIELD_CHOICES,
            .choices = &people_roles,
        },
    [MAP_ENTRY_NOTE] =
        {
            .name = "note",
            .label = "Note",
            .help = "Why it is so, or where opinions differ.",
            .type = FIELD_TEXT,
            .maximum = 1000,
        },
    [MAP_ENTRY_FROM_STAGE] =
        {
            .name = "from_stage",
            .label = "From stage",
            .help =
                "The first stage of a product's life in which the entry decides; empty for the beginning.",
            .type = FIELD_CHOICE,
            .choices = &product_stages,
        },
    [MAP_ENTRY_TO_STAGE] =
        {
            .name = "to_stage",
            .label = "To stage",
            .help = "The last stage in which the entry decides; empty for the end.",
            .type = FIELD_CHOICE,
            .choices = &product_stages,
        },
    [MAP_ENTRY_HORIZONS] =
        {
            .name = "horizons",
            .label = "Horizons",
            .help = "The horizons in which the entry decides; empty for all of them.",
            .type = FIELD_CHOICES,
            .choices = &product_horizons,
        },
    [MAP_ENTRY_FOUR_EYES] =
        {
            .name = "four_eyes",
            .label = "Four eyes",
            .help = "Whether an approval takes a second person besides the accountable one.",
            .type = FIELD_BOOLEAN,
        },
    [MAP_ENTRY_FOLLOWS] =
        {
            .name = "follows",
            .label = "Follows",
            .help = "The text that the entry follows.",
            .type = FIELD_TEXT,
            .maximum = 60,
        },
};
_Static_assert(
    sizeof map_entry_fields / sizeof map_entry_fields[0] == MAP_ENTRY_FIELD_COUNT, "a field is missing");

static const struct sort map_entry_sorts[] = {
    {"activity", MAP_ENTRY_ACTIVITY},
    {"key", SORT_SYSTEM_KEY},
    {"created_at", SORT_SYSTEM_CREATED},
    {"changed_at", SORT_SYSTEM_CHANGED},
};

const struct resource map_entry_resource = {
    .name = "map-entries",
    .singular = "map_entry",
    .label = "Map entry",
    .label_plural = "Map entries",
    .prefix = "ENT",
    .help = "A map entry gives one activity to a role.",
    .fields = map_entry_fields,
    .field_count = MAP_ENTRY_FIELD_COUNT,
    .sorts = map_entry_sorts,
    .sort_count = sizeof map_entry_sorts / sizeof map_entry_sorts[0],
    .title_field = -1,
    .owner_field = OWNER_CREATOR,
    .shared_field = -1,
    .permissions =
        {
            [ACCESS_VIEWER] = {.all = MAY_READ},
            [ACCESS_MEMBER] = {.all = MAY_READ},
            [ACCESS_ORGANISER] = {.all = MAY_READ | MAY_CHANGE},
            [ACCESS_ADMINISTRATOR] = {.all = MAY_READ | MAY_CHANGE},
        },
    .unique_together = {MAP_ENTRY_MAP, MAP_ENTRY_ACTIVITY, -1},
};
