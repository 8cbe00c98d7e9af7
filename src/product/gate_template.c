// SPDX-License-Identifier: Apache-2.0
// Gate templates: the criteria that a new gate starts with, each tied to an activity and so to its signer.
#include "product/gate_template.h"

#include "people/life_cycle.h"

static const struct field gate_template_fields[] = {
    [GATE_TEMPLATE_STAGE] =
        {
            .name = "stage",
            .label = "Stage",
            .help = "The stage that the gate leads to.",
            .type = FIELD_CHOICE,
            .flags = FIELD_REQUIRED,
            .choices = &product_stages,
        },
    [GATE_TEMPLATE_NAME] =
        {
            .name = "name",
            .label = "Criterion",
            .help = "What has to be true.",
            .type = FIELD_TEXT,
            .flags = FIELD_REQUIRED | FIELD_SEARCH,
            .minimum = 1,
            .maximum = 300,
        },
    [GATE_TEMPLATE_ACTIVITY] =
        {
            .name = "activity",
            .label = "Activity",
            .help = "The activity whose accountable person signs.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_REQUIRED,
            .targets = {"activities"},
        },
    [GATE_TEMPLATE_POSITION] =
        {
            .name = "position",
            .label = "Position",
            .help = "Its place in the list of the gate.",
            .type = FIELD_INTEGER,
            .minimum = 1,
            .maximum = 1000,
        },
};
_Static_assert(sizeof gate_template_fields / sizeof gate_template_fields[0] == GATE_TEMPLATE_FIELD_COUNT,
    "a field is missing");

static const struct sort gate_template_sorts[] = {
    {"stage", GATE_TEMPLATE_STAGE},
    {"position", GATE_TEMPLATE_POSITION},
    {"key", SORT_SYSTEM_KEY},
};

const struct resource gate_template_resource = {
    .name = "gate-templates",
    .singular = "gate_template",
    .label = "Gate template",
    .label_plural = "Gate templates",
    .prefix = "GTPL",
    .help = "A gate template is one criterion that every product has to meet before it enters a stage.",
    .fields = gate_template_fields,
    .field_count = GATE_TEMPLATE_FIELD_COUNT,
    .sorts = gate_template_sorts,
    .sort_count = sizeof gate_template_sorts / sizeof gate_template_sorts[0],
    .title_field = GATE_TEMPLATE_NAME,
    .owner_field = OWNER_CREATOR,
    .shared_field = -1,
    .permissions =
        {
            [ACCESS_VIEWER] = {.all = MAY_READ},
            [ACCESS_MEMBER] = {.all = MAY_READ},
            [ACCESS_ORGANISER] = {.all = MAY_READ | MAY_CHANGE},
            [ACCESS_ADMINISTRATOR] = {.all = MAY_READ | MAY_CHANGE},
        },
    .unique_together = {-1},
};
