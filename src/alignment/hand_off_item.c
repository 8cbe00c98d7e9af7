// SPDX-License-Identifier: Apache-2.0
// The entry checklist of a hand-off.
#include "alignment/hand_off_item.h"

static const struct field hand_off_item_fields[] = {
    [HAND_OFF_ITEM_HAND_OFF] =
        {
            .name = "hand_off",
            .label = "Hand-off",
            .help = "The hand-off that it belongs to.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_REQUIRED | FIELD_FIXED,
            .targets = {"hand-offs"},
        },
    [HAND_OFF_ITEM_NAME] =
        {
            .name = "name",
            .label = "Item",
            .help = "What has to be there.",
            .type = FIELD_TEXT,
            .flags = FIELD_REQUIRED | FIELD_SEARCH,
            .minimum = 1,
            .maximum = 300,
        },
    [HAND_OFF_ITEM_POSITION] =
        {
            .name = "position",
            .label = "Position",
            .help = "Its place in the list.",
            .type = FIELD_INTEGER,
            .minimum = 1,
            .maximum = 1000,
        },
    [HAND_OFF_ITEM_DONE] =
        {
            .name = "done",
            .label = "Done",
            .help = "Whether it is there.",
            .type = FIELD_BOOLEAN,
        },
    [HAND_OFF_ITEM_EVIDENCE] =
        {
            .name = "evidence",
            .label = "Evidence",
            .help = "Where it is: a web address, or the key of a record.",
            .type = FIELD_TEXT,
            .maximum = 1000,
        },
};
_Static_assert(sizeof hand_off_item_fields / sizeof hand_off_item_fields[0] == HAND_OFF_ITEM_FIELD_COUNT,
    "a field is missing");

static const struct sort hand_off_item_sorts[] = {
    {"position", HAND_OFF_ITEM_POSITION},
    {"key", SORT_SYSTEM_KEY},
};

const struct resource hand_off_item_resource = {
    .name = "hand-off-items",
    .singular = "hand_off_item",
    .label = "Hand-off item",
    .label_plural = "Hand-off items",
    .prefix = "HITEM",
    .help = "A hand-off item is one thing that has to be there before the other role can take over.",
    .fields = hand_off_item_fields,
    .field_count = HAND_OFF_ITEM_FIELD_COUNT,
    .sorts = hand_off_item_sorts,
    .sort_count = sizeof hand_off_item_sorts / sizeof hand_off_item_sorts[0],
    .title_field = HAND_OFF_ITEM_NAME,
    .owner_field = OWNER_CREATOR,
    .shared_field = -1,
    .permissions =
        {
            [ACCESS_VIEWER] = {.all = MAY_READ},
            [ACCESS_MEMBER] = {.all = MAY_READ | MAY_CHANGE},
            [ACCESS_ORGANISER] = {.all = MAY_READ | MAY_CHANGE},
            [ACCESS_ADMINISTRATOR] = {.all = MAY_READ | MAY_CHANGE},
        },
    .unique_together = {-1},
};
