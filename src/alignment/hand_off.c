// SPDX-License-Identifier: Apache-2.0
// Hand-offs: what is handed over, from which role to which, until when, and what became of it.
#include "alignment/hand_off.h"

#include "people/roles.h"

static const struct choice hand_off_kinds_choices[HAND_OFF_KIND_COUNT] = {
    [HAND_OFF_KIND_CAPABILITY_BRIEF] = {"capability_brief", "Capability brief"},
    [HAND_OFF_KIND_MARKET_INSIGHT] = {"market_insight", "Market insight"},
    [HAND_OFF_KIND_OTHER] = {"other", "Other"},
};
const struct choice_list hand_off_kinds = {"hand_off_kind", hand_off_kinds_choices, HAND_OFF_KIND_COUNT};

static const struct choice hand_off_statuses_choices[HAND_OFF_STATUS_COUNT] = {
    [HAND_OFF_STATUS_DRAFT] = {"draft", "Draft"},
    [HAND_OFF_STATUS_OFFERED] = {"offered", "Offered"},
    [HAND_OFF_STATUS_ACCEPTED] = {"accepted", "Accepted"},
    [HAND_OFF_STATUS_RETURNED] = {"returned", "Returned"},
    [HAND_OFF_STATUS_WITHDRAWN] = {"withdrawn", "Withdrawn"},
};
const struct choice_list hand_off_statuses = {
    "hand_off_status", hand_off_statuses_choices, HAND_OFF_STATUS_COUNT};

static const struct field hand_off_fields[] = {
    [HAND_OFF_RECORD] =
        {
            .name = "record",
            .label = "Record",
            .help = "The product or release that it is about.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_REQUIRED | FIELD_FIXED,
            .targets = {"products", "releases"},
        },
    [HAND_OFF_KIND] =
        {
            .name = "kind",
            .label = "Kind",
            .help = "What is handed over.",
            .type = FIELD_CHOICE,
            .flags = FIELD_REQUIRED,
            .choices = &hand_off_kinds,
            .default_code = "capability_brief",
        },
    [HAND_OFF_TITLE] =
        {
            .name = "title",
            .label = "Title",
            .help = "What is handed over, in a few words.",
            .type = FIELD_TEXT,
            .flags = FIELD_REQUIRED | FIELD_SEARCH,
            .minimum = 1,
            .maximum = 200,
        },
    [HAND_OFF_CONTENT] =
        {
            .name = "content",
            .label = "Content",
            .help = "What the other role needs to know to go on.",
            .type = FIELD_MARKDOWN,
        },
    [HAND_OFF_FROM_ROLE] =
        {
            .name = "from_role",
            .label = "From role",
            .help = "The role that hands over.",
            .type = FIELD_CHOICE,
            .flags = FIELD_REQUIRED,
            .choices = &people_roles,
        },
    [HAND_OFF_TO_ROLE] =
        {
            .name = "to_role",
            .label = "To role",
            .help = "The role that takes it.",
            .type = FIELD_CHOICE,
            .flags = FIELD_REQUIRED,
            .choices = &people_roles,
        },
    [HAND_OFF_FROM_PERSON] =
        {
            .name = "from_person",
            .label = "From",
            .help = "Who hands over.",
            .type = FIELD_REFERENCE,
            .targets = {"people"},
        },
    [HAND_OFF_TO_PERSON] =
        {
            .name = "to_person",
            .label = "To",
            .help = "Who is asked to take it.",
            .type = FIELD_REFERENCE,
            .targets = {"people"},
        },
    [HAND_OFF_DUE_ON] =
        {
            .name = "due_on",
            .label = "Due on",
            .help = "The day by which it has to be answered.",
            .type = FIELD_DATE,
            .flags = FIELD_REQUIRED,
        },
    [HAND_OFF_STATUS] =
        {
            .name = "status",
            .label = "Status",
            .help = "Where it stands.",
            .type = FIELD_CHOICE,
            .flags = FIELD_REQUIRED | FIELD_CREATE_ONLY_ACTION,
            .choices = &hand_off_statuses,
            .default_code = "draft",
        },
    [HAND_OFF_OFFERED_ON] =
        {
            .name = "offered_on",
            .label = "Offered on",
            .help = "The day on which it was last offered.",
            .type = FIELD_DATE,
            .flags = FIELD_CREATE_ONLY_ACTION,
        },
    [HAND_OFF_ANSWERED_ON] =
        {
            .name = "answered_on",
            .label = "Answered on",
            .help = "The day of the answer.",
            .type = FIELD_DATE,
            .flags = FIELD_CREATE_ONLY_ACTION,
        },
    [HAND_OFF_ANSWERED_BY] =
        {
            .name = "answered_by",
            .label = "Answered by",
            .help = "Who answered.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_CREATE_ONLY_ACTION,
            .targets = {"people"},
        },
    [HAND_OFF_REASON] =
        {
            .name = "reason",
            .label = "Reason",
            .help = "Why it was returned, or what was said on taking it.",
            .type = FIELD_MARKDOWN,
            .flags = FIELD_CREATE_ONLY_ACTION,
        },
    [HAND_OFF_RETURNS] =
        {
            .name = "returns",
            .label = "Returns",
            .help = "How often it was returned.",
            .type = FIELD_INTEGER,
            .flags = FIELD_CREATE_ONLY_ACTION,
            .minimum = 0,
            .maximum = 1000,
        },
};
_Static_assert(
    sizeof hand_off_fields / sizeof hand_off_fields[0] == HAND_OFF_FIELD_COUNT, "a field is missing");

static const struct sort hand_off_sorts[] = {
    {"due_on", HAND_OFF_DUE_ON},
    {"status", HAND_OFF_STATUS},
    {"title", HAND_OFF_TITLE},
    {"key", SORT_SYSTEM_KEY},
};

static const struct link hand_off_links[] = {
    {"items", "hand-off-items", "hand_off"},
    {"comments", "comments", "record"},
};

const struct resource hand_off_resource = {
    .name = "hand-offs",
    .singular = "hand_off",
    .label = "Hand-off",
    .label_plural = "Hand-offs",
    .prefix = "HAND",
    .help = "A hand-off passes work over a product or release from one role to another, and is accepted or "
            "returned.",
    .fields = hand_off_fields,
    .field_count = HAND_OFF_FIELD_COUNT,
    .sorts = hand_off_sorts,
    .sort_count = sizeof hand_off_sorts / sizeof hand_off_sorts[0],
    .title_field = HAND_OFF_TITLE,
    .owner_field = OWNER_CREATOR,
    .shared_field = -1,
    .permissions =
        {
            [ACCESS_VIEWER] = {.all = MAY_READ},
            [ACCESS_MEMBER] = {.all = MAY_READ | MAY_CHANGE},
            [ACCESS_ORGANISER] = {.all = MAY_READ | MAY_CHANGE},
            [ACCESS_ADMINISTRATOR] = {.all = MAY_READ | MAY_CHANGE},
        },
    .links = hand_off_links,
    .link_count = sizeof hand_off_links / sizeof hand_off_links[0],
    .unique_together = {-1},
};
