// SPDX-License-Identifier: Apache-2.0
// For which plans an add-on can be bought, what it needs and what it excludes.
#include "offer/add_on_link.h"

static const struct choice add_on_link_kinds_choices[ADD_ON_LINK_KIND_COUNT] = {
    [ADD_ON_LINK_AVAILABLE_FOR] = {"available_for", "Available for"},
    [ADD_ON_LINK_DEPENDS_ON] = {"depends_on", "Needs"},
    [ADD_ON_LINK_EXCLUDES] = {"excludes", "Excludes"},
};
const struct choice_list add_on_link_kinds = {
    "add_on_link_kind", add_on_link_kinds_choices, ADD_ON_LINK_KIND_COUNT};

static const struct field add_on_link_fields[] = {
    [ADD_ON_LINK_ADD_ON] =
        {
            .name = "add_on",
            .label = "Add-on",
            .help = "The add-on that it is about.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_REQUIRED | FIELD_FIXED | FIELD_FOLLOWS,
            .targets = {"add-ons"},
        },
    [ADD_ON_LINK_KIND] =
        {
            .name = "kind",
            .label = "Kind",
            .help = "Whether it can be bought for the other, needs it, or goes not with it.",
            .type = FIELD_CHOICE,
            .flags = FIELD_REQUIRED | FIELD_FIXED,
            .choices = &add_on_link_kinds,
            .default_code = "available_for",
        },
    [ADD_ON_LINK_OTHER] =
        {
            .name = "other",
            .label = "Plan or add-on",
            .help = "The plan or add-on on the other side.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_REQUIRED | FIELD_FIXED | FIELD_FOLLOWS,
            .targets = {"plans", "add-ons"},
        },
};
_Static_assert(sizeof add_on_link_fields / sizeof add_on_link_fields[0] == ADD_ON_LINK_FIELD_COUNT,
    "a field is missing");

static const struct sort add_on_link_sorts[] = {
    {"add_on", ADD_ON_LINK_ADD_ON},
    {"kind", ADD_ON_LINK_KIND},
    {"key", SORT_SYSTEM_KEY},
    {"changed_at", SORT_SYSTEM_CHANGED},
};

static const struct link add_on_link_links[] = {
    {"comments", "comments", "record"},
};

static enum error add_on_link_check(
    const struct record *proposed, const struct record *stored, struct problem_list *problems)
{
    (void)stored;
    if (!value_equal(proposed->values[ADD_ON_LINK_ADD_ON], proposed->values[ADD_ON_LINK_OTHER]))
        return ERROR_NONE;
    problem_add(problems, "other", "Must be another one than the add-on itself.");
    return ERROR_INVALID;
}

const struct resource add_on_link_resource = {
    .name = "add-on-links",
    .singular = "add_on_link",
    .label = "Availability",
    .label_plural = "Availability of add-ons",
    .prefix = "AVAIL",
    .help = "It says for which plan an add-on can be bought; without any it can be bought for all. It also "
            "says what an add-on needs, and what it excludes.",
    .fields = add_on_link_fields,
    .field_count = ADD_ON_LINK_FIELD_COUNT,
    .sorts = add_on_link_sorts,
    .sort_count = sizeof add_on_link_sorts / sizeof add_on_link_sorts[0],
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
    .links = add_on_link_links,
    .link_count = sizeof add_on_link_links / sizeof add_on_link_links[0],
    .unique_together = {ADD_ON_LINK_ADD_ON, ADD_ON_LINK_KIND, ADD_ON_LINK_OTHER, -1},
    .check = add_on_link_check,
};
