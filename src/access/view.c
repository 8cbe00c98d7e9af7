// SPDX-License-Identifier: Apache-2.0
// Saved views: seen by who made them, and by all when shared.
#include "access/view.h"

static bool query_is_shaped(struct text text)
{
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        if (byte <= ' ' || byte >= 0x7f || byte == '"' || byte == '<' || byte == '>' || byte == '#')
            return false;
    }
    return true;
}

static const struct field view_fields[] = {
    [VIEW_NAME] =
        {
            .name = "name",
            .label = "Name",
            .help = "What the view is called.",
            .type = FIELD_TEXT,
            .flags = FIELD_REQUIRED | FIELD_SEARCH,
            .minimum = 1,
            .maximum = 200,
        },
    [VIEW_SCREEN] =
        {
            .name = "screen",
            .label = "Screen",
            .help = "The screen that the view opens, such as portfolio.",
            .type = FIELD_TEXT,
            .flags = FIELD_REQUIRED | FIELD_FILTER,
            .minimum = 1,
            .maximum = 60,
            .accepts = slug_is_shaped,
            .pattern_help = "a lower case letter, then letters, digits, - and _",
        },
    [VIEW_QUERY] =
        {
            .name = "query",
            .label = "Query",
            .help = "Filters, grouping and order, as they stand in the address of the screen.",
            .type = FIELD_TEXT,
            .flags = FIELD_REQUIRED,
            .minimum = 1,
            .maximum = 2000,
            .accepts = query_is_shaped,
            .pattern_help = "what follows the question mark in an address",
        },
    [VIEW_SHARED] =
        {
            .name = "shared",
            .label = "Shared",
            .help = "Whether everybody sees the view.",
            .type = FIELD_BOOLEAN,
        },
};
_Static_assert(sizeof view_fields / sizeof view_fields[0] == VIEW_FIELD_COUNT, "a field is missing");

static const struct sort view_sorts[] = {
    {"name", VIEW_NAME},
    {"screen", VIEW_SCREEN},
    {"key", SORT_SYSTEM_KEY},
    {"created_at", SORT_SYSTEM_CREATED},
    {"changed_at", SORT_SYSTEM_CHANGED},
};

const struct resource view_resource = {
    .name = "views",
    .singular = "view",
    .label = "Saved view",
    .label_plural = "Saved views",
    .prefix = "VIEW",
    .help = "A saved view is a screen with its filters under a name.",
    .fields = view_fields,
    .field_count = VIEW_FIELD_COUNT,
    .sorts = view_sorts,
    .sort_count = sizeof view_sorts / sizeof view_sorts[0],
    .title_field = VIEW_NAME,
    .owner_field = OWNER_CREATOR,
    .shared_field = VIEW_SHARED,
    .permissions =
        {
            [ACCESS_VIEWER] = {.own = MAY_READ | MAY_CHANGE},
            [ACCESS_MEMBER] = {.own = MAY_READ | MAY_CHANGE},
            [ACCESS_ORGANISER] = {.own = MAY_READ | MAY_CHANGE},
            [ACCESS_ADMINISTRATOR] = {.all = MAY_READ | MAY_CHANGE},
        },
    .unique_together = {-1},
};
