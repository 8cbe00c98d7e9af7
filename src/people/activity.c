// SPDX-License-Identifier: Apache-2.0
// Activities, about fifty of them.
#include "people/activity.h"

static const struct field activity_fields[] = {
    [ACTIVITY_NAME] =
        {
            .name = "name",
            .label = "Name",
            .help = "What the activity is called.",
            .type = FIELD_TEXT,
            .flags = FIELD_REQUIRED | FIELD_SEARCH,
            .minimum = 1,
            .maximum = 200,
        },
    [ACTIVITY_CODE] =
        {
            .name = "code",
            .label = "Code",
            .help =
                "Short name that maps and files use; it stays, because the policy knows activities by it.",
            .type = FIELD_TEXT,
            .flags = FIELD_REQUIRED | FIELD_UNIQUE | FIELD_FIXED,
            .minimum = 1,
            .maximum = 60,
            .accepts = slug_is_shaped,
            .pattern_help = "a lower case letter, then letters, digits, - and _",
        },
    [ACTIVITY_DESCRIPTION] =
        {
            .name = "description",
            .label = "Description",
            .help = "What is done, and what comes of it.",
            .type = FIELD_MARKDOWN,
        },
    [ACTIVITY_POSITION] =
        {
            .name = "position",
            .label = "Position",
            .help = "Where the activity stands in lists, from the first.",
            .type = FIELD_INTEGER,
            .maximum = 10000,
        },
};
_Static_assert(
    sizeof activity_fields / sizeof activity_fields[0] == ACTIVITY_FIELD_COUNT, "a field is missing");

static const struct sort activity_sorts[] = {
    {"name", ACTIVITY_NAME},
    {"code", ACTIVITY_CODE},
    {"position", ACTIVITY_POSITION},
    {"key", SORT_SYSTEM_KEY},
    {"created_at", SORT_SYSTEM_CREATED},
    {"changed_at", SORT_SYSTEM_CHANGED},
};

static const struct link activity_links[] = {
    {"entries", "map-entries", "activity"},
    {"comments", "comments", "record"},
};

const struct resource activity_resource = {
    .name = "activities",
    .singular = "activity",
    .label = "Activity",
    .label_plural = "Activities",
    .prefix = "ACT",
    .help = "An activity is one kind of work, such as pricing or positioning.",
    .fields = activity_fields,
    .field_count = ACTIVITY_FIELD_COUNT,
    .sorts = activity_sorts,
    .sort_count = sizeof activity_sorts / sizeof activity_sorts[0],
    .title_field = ACTIVITY_NAME,
    .owner_field = OWNER_CREATOR,
    .shared_field = -1,
    .permissions =
        {
            [ACCESS_VIEWER] = {.all = MAY_READ},
            [ACCESS_MEMBER] = {.all = MAY_READ},
            [ACCESS_ORGANISER] = {.all = MAY_READ | MAY_CHANGE},
            [ACCESS_ADMINISTRATOR] = {.all = MAY_READ | MAY_CHANGE},
        },
    .links = activity_links,
    .link_count = sizeof activity_links / sizeof activity_links[0],
    .unique_together = {-1},
};
