// SPDX-License-Identifier: Apache-2.0
// History, which is only ever appended to. Records are named by the key that they had, so that it outlives
// them.
#include "journal/history.h"

static const struct choice doors[] = {
    {"api", "API"},
    {"cli", "Command line"},
    {"import", "Import"},
    {"page", "Page"},
    {"system", "Tandem itself"},
};
const struct choice_list history_doors = {"via", doors, sizeof doors / sizeof doors[0]};

static const struct field history_fields[] = {
    [HISTORY_ID] =
        {
            .name = "id",
            .label = "Number",
            .help = "Counts the changes of the workspace.",
            .type = FIELD_INTEGER,
            .flags = FIELD_REQUIRED | FIELD_READ_ONLY,
            .minimum = 1,
            .maximum = INT64_MAX,
        },
    [HISTORY_AT] =
        {
            .name = "at",
            .label = "At",
            .help = "When it was changed.",
            .type = FIELD_INSTANT,
            .flags = FIELD_REQUIRED | FIELD_READ_ONLY,
        },
    [HISTORY_ACTOR] =
        {
            .name = "actor",
            .label = "By",
            .help = "Key of the user who changed it, or system.",
            .type = FIELD_TEXT,
            .flags = FIELD_REQUIRED | FIELD_READ_ONLY | FIELD_FILTER,
            .maximum = 60,
        },
    [HISTORY_VIA] =
        {
            .name = "via",
            .label = "Through",
            .help = "The door through which the change came.",
            .type = FIELD_CHOICE,
            .flags = FIELD_REQUIRED | FIELD_READ_ONLY,
            .choices = &history_doors,
        },
    [HISTORY_RESOURCE] =
        {
            .name = "resource",
            .label = "Resource",
            .help = "What kind of record was changed, by its plural name.",
            .type = FIELD_TEXT,
            .flags = FIELD_REQUIRED | FIELD_READ_ONLY | FIELD_FILTER,
            .maximum = 60,
        },
    [HISTORY_RECORD] =
        {
            .name = "record",
            .label = "Record",
            .help = "Key of the record that was changed.",
            .type = FIELD_TEXT,
            .flags = FIELD_REQUIRED | FIELD_READ_ONLY | FIELD_FILTER,
            .maximum = 60,
        },
    [HISTORY_VERB] =
        {
            .name = "verb",
            .label = "Change",
            .help = "Create, update, delete, or the name of an action.",
            .type = FIELD_TEXT,
            .flags = FIELD_REQUIRED | FIELD_READ_ONLY | FIELD_FILTER,
            .maximum = 60,
        },
    [HISTORY_CHANGES] =
        {
            .name = "changes",
            .label = "Changes",
            .help = "Every field that changed, with its old and its new value.",
            .type = FIELD_JSON,
            .flags = FIELD_REQUIRED | FIELD_READ_ONLY,
        },
    [HISTORY_IMPORT] =
        {
            .name = "import",
            .label = "Import",
            .help = "Key of the import that made the change.",
            .type = FIELD_TEXT,
            .flags = FIELD_READ_ONLY | FIELD_FILTER,
            .maximum = 60,
        },
};
_Static_assert(sizeof history_fields / sizeof history_fields[0] == HISTORY_FIELD_COUNT, "a field is missing");

static const struct sort history_sorts[] = {
    {"id", HISTORY_ID},
};

const struct resource history_resource = {
    .name = "history",
    .singular = "history",
    .label = "History",
    .label_plural = "History",
    .prefix = "",
    .help = "History says who changed what, when, and through which door.",
    .flags = RESOURCE_LOG | RESOURCE_READ_ONLY | RESOURCE_NO_EXPORT | RESOURCE_NO_IMPORT,
    .fields = history_fields,
    .field_count = HISTORY_FIELD_COUNT,
    .sorts = history_sorts,
    .sort_count = sizeof history_sorts / sizeof history_sorts[0],
    .title_field = -1,
    .owner_field = OWNER_CREATOR,
    .shared_field = -1,
    .line = {HISTORY_RESOURCE, HISTORY_ACTOR, HISTORY_CHANGES},
    .permissions =
        {
            [ACCESS_VIEWER] = {.all = MAY_READ},
            [ACCESS_MEMBER] = {.all = MAY_READ},
            [ACCESS_ORGANISER] = {.all = MAY_READ},
            [ACCESS_ADMINISTRATOR] = {.all = MAY_READ},
        },
    .unique_together = {-1},
};
