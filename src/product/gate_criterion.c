// SPDX-License-Identifier: Apache-2.0
// Criteria of gates: each tied to an activity and so to its signer, green only with evidence.
#include "product/gate_criterion.h"

static const struct choice criterion_statuses_choices[CRITERION_COUNT] = {
    [CRITERION_OPEN] = {"open", "Open"},
    [CRITERION_GREEN] = {"green", "Met"},
    [CRITERION_RED] = {"red", "Not met"},
};
const struct choice_list criterion_statuses = {
    "criterion_status", criterion_statuses_choices, CRITERION_COUNT};

static const struct field gate_criterion_fields[] = {
    [GATE_CRITERION_GATE] =
        {
            .name = "gate",
            .label = "Gate",
            .help = "The gate that it belongs to.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_REQUIRED | FIELD_FIXED,
            .targets = {"gates"},
        },
    [GATE_CRITERION_NAME] =
        {
            .name = "name",
            .label = "Criterion",
            .help = "What has to be true.",
            .type = FIELD_TEXT,
            .flags = FIELD_REQUIRED | FIELD_SEARCH,
            .minimum = 1,
            .maximum = 300,
        },
    [GATE_CRITERION_ACTIVITY] =
        {
            .name = "activity",
            .label = "Activity",
            .help = "The activity whose accountable person signs.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_REQUIRED,
            .targets = {"activities"},
        },
    [GATE_CRITERION_POSITION] =
        {
            .name = "position",
            .label = "Position",
            .help = "Its place in the list of the gate.",
            .type = FIELD_INTEGER,
            .minimum = 1,
            .maximum = 1000,
        },
    [GATE_CRITERION_STATUS] =
        {
            .name = "status",
            .label = "Status",
            .help = "Whether it is met.",
            .type = FIELD_CHOICE,
            .flags = FIELD_REQUIRED | FIELD_CREATE_ONLY_ACTION,
            .choices = &criterion_statuses,
            .default_code = "open",
        },
    [GATE_CRITERION_EVIDENCE] =
        {
            .name = "evidence",
            .label = "Evidence",
            .help = "Where one can see that it is met: a web address, or the key of a record.",
            .type = FIELD_TEXT,
            .flags = FIELD_CREATE_ONLY_ACTION,
            .maximum = 1000,
        },
    [GATE_CRITERION_NOTE] =
        {
            .name = "note",
            .label = "Note",
            .help = "What the signer adds, or why it is not met.",
            .type = FIELD_MARKDOWN,
            .flags = FIELD_CREATE_ONLY_ACTION,
        },
    [GATE_CRITERION_SIGNED_BY] =
        {
            .name = "signed_by",
            .label = "Signed by",
            .help = "Who signed.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_CREATE_ONLY_ACTION,
            .targets = {"people"},
        },
    [GATE_CRITERION_SIGNED_ON] =
        {
            .name = "signed_on",
            .label = "Signed on",
            .help = "The day of the signature.",
            .type = FIELD_DATE,
            .flags = FIELD_CREATE_ONLY_ACTION,
        },
};
_Static_assert(sizeof gate_criterion_fields / sizeof gate_criterion_fields[0] == GATE_CRITERION_FIELD_COUNT,
    "a field is missing");

static const struct sort gate_criterion_sorts[] = {
    {"position", GATE_CRITERION_POSITION},
    {"status", GATE_CRITERION_STATUS},
    {"key", SORT_SYSTEM_KEY},
};

static const struct link gate_criterion_links[] = {
    {"comments", "comments", "record"},
};

const struct resource gate_criterion_resource = {
    .name = "gate-criteria",
    .singular = "gate_criterion",
    .label = "Gate criterion",
    .label_plural = "Gate criteria",
    .prefix = "CRIT",
    .help = "A criterion is one thing that has to be true before a gate is passed, signed by the person whom "
            "the map names.",
    .fields = gate_criterion_fields,
    .field_count = GATE_CRITERION_FIELD_COUNT,
    .sorts = gate_criterion_sorts,
    .sort_count = sizeof gate_criterion_sorts / sizeof gate_criterion_sorts[0],
    .title_field = GATE_CRITERION_NAME,
    .owner_field = OWNER_CREATOR,
    .shared_field = -1,
    .permissions =
        {
            [ACCESS_VIEWER] = {.all = MAY_READ},
            [ACCESS_MEMBER] = {.all = MAY_READ | MAY_CHANGE},
            [ACCESS_ORGANISER] = {.all = MAY_READ | MAY_CHANGE},
            [ACCESS_ADMINISTRATOR] = {.all = MAY_READ | MAY_CHANGE},
        },
    .links = gate_criterion_links,
    .link_count = sizeof gate_criterion_links / sizeof gate_criterion_links[0],
    .unique_together = {-1},
};
