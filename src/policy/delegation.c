// SPDX-License-Identifier: Apache-2.0
// Delegations and absences: who acts for a person, over what, from one day to another.
#include "policy/delegation.h"

static const struct choice delegation_reasons_choices[DELEGATION_REASON_COUNT] = {
    [DELEGATION_REASON_ABSENCE] = {"absence", "Absence"},
    [DELEGATION_REASON_DELEGATION] = {"delegation", "Delegation"},
};
const struct choice_list delegation_reasons = {
    "delegation_reason", delegation_reasons_choices, DELEGATION_REASON_COUNT};

static const struct field delegation_fields[] = {
    [DELEGATION_PERSON] =
        {
            .name = "person",
            .label = "Person",
            .help = "Who is away, or hands work over.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_REQUIRED,
            .targets = {"people"},
        },
    [DELEGATION_DEPUTY] =
        {
            .name = "deputy",
            .label = "Deputy",
            .help = "Who acts meanwhile; empty when nobody does.",
            .type = FIELD_REFERENCE,
            .targets = {"people"},
        },
    [DELEGATION_SCOPE] =
        {
            .name = "scope",
            .label = "Scope",
            .help = "The unit, line or product that it is about; empty for everything.",
            .type = FIELD_REFERENCE,
            .targets = {"units", "lines", "products"},
        },
    [DELEGATION_FROM_ON] =
        {
            .name = "from_on",
            .label = "From",
            .help = "The first day.",
            .type = FIELD_DATE,
            .flags = FIELD_REQUIRED,
        },
    [DELEGATION_TO_ON] =
        {
            .name = "to_on",
            .label = "To",
            .help = "The last day.",
            .type = FIELD_DATE,
            .flags = FIELD_REQUIRED,
        },
    [DELEGATION_REASON] =
        {
            .name = "reason",
            .label = "Reason",
            .help = "Why the person does not act.",
            .type = FIELD_CHOICE,
            .flags = FIELD_REQUIRED,
            .choices = &delegation_reasons,
            .default_code = "absence",
        },
    [DELEGATION_NOTE] =
        {
            .name = "note",
            .label = "Note",
            .help = "Whatever a colleague should know.",
            .type = FIELD_TEXT,
            .maximum = 1000,
        },
};
_Static_assert(
    sizeof delegation_fields / sizeof delegation_fields[0] == DELEGATION_FIELD_COUNT, "a field is missing");

static const struct sort delegation_sorts[] = {
    {"from_on", DELEGATION_FROM_ON},
    {"key", SORT_SYSTEM_KEY},
};

static const struct link delegation_links[] = {
    {"comments", "comments", "record"},
};

const struct resource delegation_resource = {
    .name = "delegations",
    .singular = "delegation",
    .label = "Delegation",
    .label_plural = "Delegations",
    .prefix = "DEL",
    .help = "A delegation says who acts for a person, or that the person is away, from one day to another.",
    .fields = delegation_fields,
    .field_count = DELEGATION_FIELD_COUNT,
    .sorts = delegation_sorts,
    .sort_count = sizeof delegation_sorts / sizeof delegation_sorts[0],
    .title_field = -1,
    .owner_field = OWNER_CREATOR,
    .shared_field = -1,
    .permissions =
        {
            [ACCESS_VIEWER] = {.all = MAY_READ},
            [ACCESS_MEMBER] = {.all = MAY_READ, .own = MAY_CHANGE},
            [ACCESS_ORGANISER] = {.all = MAY_READ | MAY_CHANGE},
            [ACCESS_ADMINISTRATOR] = {.all = MAY_READ | MAY_CHANGE},
        },
    .links = delegation_links,
    .link_count = sizeof delegation_links / sizeof delegation_links[0],
    .unique_together = {-1},
};
