// SPDX-License-Identifier: Apache-2.0
// Waivers: findings that their accountable person lets stand, why and until when.
#include "check/waiver.h"

static const struct field waiver_fields[] = {
    [WAIVER_RULE] =
        {
            .name = "rule",
            .label = "Rule",
            .help = "The identifier of the rule.",
            .type = FIELD_TEXT,
            .flags = FIELD_REQUIRED | FIELD_FIXED | FIELD_FILTER,
            .minimum = 1,
            .maximum = 60,
        },
    [WAIVER_FINDING] =
        {
            .name = "finding",
            .label = "Finding",
            .help = "The fingerprint of the finding, as the check prints it.",
            .type = FIELD_TEXT,
            .flags = FIELD_REQUIRED | FIELD_FIXED | FIELD_FILTER,
            .minimum = 1,
            .maximum = 80,
        },
    [WAIVER_RECORD] =
        {
            .name = "record",
            .label = "Record",
            .help = "What the finding is about.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_FIXED,
        },
    [WAIVER_REASON] =
        {
            .name = "reason",
            .label = "Reason",
            .help = "Why the finding may stand.",
            .type = FIELD_MARKDOWN,
            .flags = FIELD_REQUIRED,
        },
    [WAIVER_UNTIL_ON] =
        {
            .name = "until_on",
            .label = "Until",
            .help = "The last day on which it stands waived.",
            .type = FIELD_DATE,
            .flags = FIELD_REQUIRED,
        },
    [WAIVER_PERSON] =
        {
            .name = "person",
            .label = "Waived by",
            .help = "Who answers for it.",
            .type = FIELD_REFERENCE,
            .targets = {"people"},
        },
};
_Static_assert(sizeof waiver_fields / sizeof waiver_fields[0] == WAIVER_FIELD_COUNT, "a field is missing");

static const struct sort waiver_sorts[] = {
    {"until_on", WAIVER_UNTIL_ON},
    {"rule", WAIVER_RULE},
    {"key", SORT_SYSTEM_KEY},
};

static const struct link waiver_links[] = {
    {"comments", "comments", "record"},
};

const struct resource waiver_resource = {
    .name = "waivers",
    .singular = "waiver",
    .label = "Waiver",
    .label_plural = "Waivers",
    .prefix = "WAIV",
    .help = "A waiver lets one finding of the check stand until a day, with a reason.",
    .fields = waiver_fields,
    .field_count = WAIVER_FIELD_COUNT,
    .sorts = waiver_sorts,
    .sort_count = sizeof waiver_sorts / sizeof waiver_sorts[0],
    .title_field = -1,
    .owner_field = OWNER_CREATOR,
    .shared_field = -1,
    .permissions =
        {
            [ACCESS_VIEWER] = {.all = MAY_READ},
            [ACCESS_MEMBER] = {.all = MAY_READ | MAY_CHANGE},
            [ACCESS_ORGANISER] = {.all = MAY_READ | MAY_CHANGE},
            [ACCESS_ADMINISTRATOR] = {.all = MAY_READ | MAY_CHANGE},
        },
    .links = waiver_links,
    .link_count = sizeof waiver_links / sizeof waiver_links[0],
    .unique_together = {-1},
};
