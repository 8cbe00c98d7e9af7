// SPDX-License-Identifier: Apache-2.0
// Assignments of people to roles.
#include "people/assignment.h"

#include "people/roles.h"

static const struct field assignment_fields[] = {
    [ASSIGNMENT_PERSON] =
        {
            .name = "person",
            .label = "Person",
            .help = "Who holds the role.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_REQUIRED,
            .targets = {"people"},
        },
    [ASSIGNMENT_ROLE] =
        {
            .name = "role",
            .label = "Role",
            .help = "The role that the person holds.",
            .type = FIELD_CHOICE,
            .flags = FIELD_REQUIRED,
            .choices = &people_roles,
        },
    [ASSIGNMENT_SCOPE] =
        {
            .name = "scope",
            .label = "Over",
            .help = "The unit, line or product that the role is held over; empty for the whole company.",
            .type = FIELD_REFERENCE,
            .targets = {"units", "lines", "products"},
        },
    [ASSIGNMENT_SHARE] =
        {
            .name = "share",
            .label = "Share of time",
            .help = "Percent of the working time that goes into this role.",
            .type = FIELD_INTEGER,
            .maximum = 100,
        },
    [ASSIGNMENT_FROM_ON] =
        {
            .name = "from_on",
            .label = "From",
            .help = "First day of the assignment; empty when nobody knows.",
            .type = FIELD_DATE,
        },
    [ASSIGNMENT_TO_ON] =
        {
            .name = "to_on",
            .label = "To",
            .help = "Last day of the assignment; empty while it goes on.",
            .type = FIELD_DATE,
        },
    [ASSIGNMENT_STAND_IN] =
        {
            .name = "stand_in",
            .label = "Stand-in",
            .help = "How the stand-in is called, such as Acting or Interim; empty for a regular holder.",
            .type = FIELD_TEXT,
            .maximum = 100,
        },
};
_Static_assert(
    sizeof assignment_fields / sizeof assignment_fields[0] == ASSIGNMENT_FIELD_COUNT, "a field is missing");

static const struct sort assignment_sorts[] = {
    {"person", ASSIGNMENT_PERSON},
    {"role", ASSIGNMENT_ROLE},
    {"from_on", ASSIGNMENT_FROM_ON},
    {"to_on", ASSIGNMENT_TO_ON},
    {"key", SORT_SYSTEM_KEY},
    {"created_at", SORT_SYSTEM_CREATED},
    {"changed_at", SORT_SYSTEM_CHANGED},
};

static enum error assignment_check(
    const struct record *proposed, const struct record *stored, struct problem_list *problems)
{
    (void)stored;
    if (record_is_null(proposed, ASSIGNMENT_FROM_ON) || record_is_null(proposed, ASSIGNMENT_TO_ON))
        return ERROR_NONE;
    // Dates are YYYY-MM-DD, so their order is that of their texts.
    struct text from = record_text(proposed, ASSIGNMENT_FROM_ON);
    if (text_compare(record_text(proposed, ASSIGNMENT_TO_ON), from) >= 0) return ERROR_NONE;
    problem_add(problems, "to_on", "Must not be before the first day, %.*s.", TEXT_PRINT(from));
    return ERROR_INVALID;
}

const struct resource assignment_resource = {
    .name = "assignments",
    .singular = "assignment",
    .label = "Assignment",
    .label_plural = "Assignments",
    .prefix = "ASGN",
    .help = "An assignment gives a person a role over a scope for a time.",
    .fields = assignment_fields,
    .field_count = ASSIGNMENT_FIELD_COUNT,
    .sorts = assignment_sorts,
    .sort_count = sizeof assignment_sorts / sizeof assignment_sorts[0],
    .title_field = -1,
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
    .check = assignment_check,
};
