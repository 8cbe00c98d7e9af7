// SPDX-License-Identifier: Apache-2.0
// Releases of products.
#include "product/release.h"

static const struct choice release_statuses_choices[RELEASE_STATUS_COUNT] = {
    [RELEASE_PLANNED] = {"planned", "Planned"},
    [RELEASE_RELEASED] = {"released", "Released"},
    [RELEASE_CANCELLED] = {"cancelled", "Cancelled"},
};
const struct choice_list release_statuses = {
    "release_status", release_statuses_choices, RELEASE_STATUS_COUNT};

static const struct field release_fields[] = {
    [RELEASE_PRODUCT] =
        {
            .name = "product",
            .label = "Product",
            .help = "The product that is released.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_REQUIRED,
            .targets = {"products"},
        },
    [RELEASE_NAME] =
        {
            .name = "name",
            .label = "Name",
            .help = "Number or name of the release.",
            .type = FIELD_TEXT,
            .flags = FIELD_REQUIRED | FIELD_SEARCH,
            .minimum = 1,
            .maximum = 200,
        },
    [RELEASE_STATUS] =
        {
            .name = "status",
            .label = "Status",
            .help = "Whether it is planned, out, or called off.",
            .activity = "release_planning",
            .type = FIELD_CHOICE,
            .flags = FIELD_REQUIRED,
            .choices = &release_statuses,
            .default_code = "planned",
        },
    [RELEASE_PLANNED_ON] =
        {
            .name = "planned_on",
            .label = "Planned for",
            .help = "The day for which it is planned.",
            .activity = "release_planning",
            .type = FIELD_DATE,
        },
    [RELEASE_RELEASED_ON] =
        {
            .name = "released_on",
            .label = "Released on",
            .help = "The day on which it went out.",
            .activity = "release_planning",
            .type = FIELD_DATE,
        },
    [RELEASE_LEAD] =
        {
            .name = "lead",
            .label = "Lead",
            .help = "Who sees to it that the release happens.",
            .type = FIELD_REFERENCE,
            .targets = {"people"},
        },
    [RELEASE_NOTES] =
        {
            .name = "notes",
            .label = "Notes",
            .help = "What is new, for those who read release notes.",
            .type = FIELD_MARKDOWN,
        },
};
_Static_assert(sizeof release_fields / sizeof release_fields[0] == RELEASE_FIELD_COUNT, "a field is missing");

static const struct sort release_sorts[] = {
    {"name", RELEASE_NAME},
    {"status", RELEASE_STATUS},
    {"planned_on", RELEASE_PLANNED_ON},
    {"released_on", RELEASE_RELEASED_ON},
    {"key", SORT_SYSTEM_KEY},
    {"created_at", SORT_SYSTEM_CREATED},
    {"changed_at", SORT_SYSTEM_CHANGED},
};

static enum error release_check(
    const struct record *proposed, const struct record *stored, struct problem_list *problems)
{
    (void)stored;
    bool is_out = record_choice(proposed, RELEASE_STATUS) == RELEASE_RELEASED;
    if (!is_out || !record_is_null(proposed, RELEASE_RELEASED_ON)) return ERROR_NONE;
    problem_add(problems, "released_on", "A release that is out needs the day on which it went out.");
    return ERROR_INVALID;
}

static const struct link release_links[] = {
    {"comments", "comments", "record"},
};

const struct resource release_resource = {
    .name = "releases",
    .singular = "release",
    .label = "Release",
    .label_plural = "Releases",
    .prefix = "REL",
    .help = "A release brings a version of a product to its users.",
    .fields = release_fields,
    .field_count = RELEASE_FIELD_COUNT,
    .sorts = release_sorts,
    .sort_count = sizeof release_sorts / sizeof release_sorts[0],
    .title_field = RELEASE_NAME,
    .owner_field = OWNER_CREATOR,
    .shared_field = -1,
    .permissions =
        {
            [ACCESS_VIEWER] = {.all = MAY_READ},
            [ACCESS_MEMBER] = {.all = MAY_READ | MAY_CHANGE},
            [ACCESS_ORGANISER] = {.all = MAY_READ | MAY_CHANGE},
            [ACCESS_ADMINISTRATOR] = {.all = MAY_READ | MAY_CHANGE},
        },
    .links = release_links,
    .link_count = sizeof release_links / sizeof release_links[0],
    .unique_together = {-1},
    .check = release_check,
};
