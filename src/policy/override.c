// SPDX-License-Identifier: Apache-2.0
// Overrides: what was done outside one's role, why, and whether the accountable person has seen it. Written
// by the policy alone.
#include "policy/override.h"

static const struct field override_fields[] = {
    [OVERRIDE_RECORD] =
        {
            .name = "record",
            .label = "Record",
            .help = "What it was done to.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_REQUIRED | FIELD_FIXED | FIELD_FOLLOWS,
        },
    [OVERRIDE_ACTIVITY] =
        {
            .name = "activity",
            .label = "Activity",
            .help = "The activity that the map gives to somebody else.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_FIXED,
            .targets = {"activities"},
        },
    [OVERRIDE_ACT] =
        {
            .name = "act",
            .label = "Act",
            .help = "What was done.",
            .type = FIELD_TEXT,
            .flags = FIELD_REQUIRED | FIELD_FIXED | FIELD_SEARCH,
            .minimum = 1,
            .maximum = 200,
        },
    [OVERRIDE_PERSON] =
        {
            .name = "person",
            .label = "Person",
            .help = "Who did it; empty for an account that stands for no person.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_FIXED,
            .targets = {"people"},
        },
    [OVERRIDE_ACCOUNTABLE] =
        {
            .name = "accountable",
            .label = "Accountable",
            .help = "Who would have been asked; empty where nobody is.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_FIXED,
            .targets = {"people"},
        },
    [OVERRIDE_REASON] =
        {
            .name = "reason",
            .label = "Reason",
            .help = "Why it was done all the same.",
            .type = FIELD_MARKDOWN,
            .flags = FIELD_FIXED,
        },
    [OVERRIDE_ACTED_ON] =
        {
            .name = "acted_on",
            .label = "Done on",
            .help = "The day of it.",
            .type = FIELD_DATE,
            .flags = FIELD_REQUIRED | FIELD_FIXED,
        },
    [OVERRIDE_ACKNOWLEDGED_ON] =
        {
            .name = "acknowledged_on",
            .label = "Seen on",
            .help = "The day on which the accountable person took note.",
            .type = FIELD_DATE,
            .flags = FIELD_CREATE_ONLY_ACTION,
        },
    [OVERRIDE_ACKNOWLEDGED_BY] =
        {
            .name = "acknowledged_by",
            .label = "Seen by",
            .help = "Who took note.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_CREATE_ONLY_ACTION,
            .targets = {"people"},
        },
};
_Static_assert(
    sizeof override_fields / sizeof override_fields[0] == OVERRIDE_FIELD_COUNT, "a field is missing");

static const struct sort override_sorts[] = {
    {"acted_on", OVERRIDE_ACTED_ON},
    {"key", SORT_SYSTEM_KEY},
};

static const struct link override_links[] = {
    {"comments", "comments", "record"},
};

const struct resource override_resource = {
    .name = "overrides",
    .singular = "override",
    .label = "Override",
    .label_plural = "Overrides",
    .prefix = "OVR",
    .help = "An override is an act outside the role that the map names for it, kept with its reason.",
    .fields = override_fields,
    .field_count = OVERRIDE_FIELD_COUNT,
    .sorts = override_sorts,
    .sort_count = sizeof override_sorts / sizeof override_sorts[0],
    .title_field = OVERRIDE_ACT,
    .owner_field = OWNER_CREATOR,
    .shared_field = -1,
    .permissions =
        {
            [ACCESS_VIEWER] = {.all = MAY_READ},
            [ACCESS_MEMBER] = {.all = MAY_READ},
            [ACCESS_ORGANISER] = {.all = MAY_READ},
            [ACCESS_ADMINISTRATOR] = {.all = MAY_READ | MAY(VERB_CREATE)},
        },
    .links = override_links,
    .link_count = sizeof override_links / sizeof override_links[0],
    .unique_together = {-1},
};
