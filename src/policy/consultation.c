// SPDX-License-Identifier: Apache-2.0
// Consultations: who is asked before a decision, until when, and what they answered.
#include "policy/consultation.h"

static const struct choice consultation_statuses_choices[CONSULTATION_COUNT] = {
    [CONSULTATION_OPEN] = {"open", "Open"},
    [CONSULTATION_AGREED] = {"agreed", "Agrees"},
    [CONSULTATION_OBJECTED] = {"objected", "Objects"},
    [CONSULTATION_WITHDRAWN] = {"withdrawn", "Withdrawn"},
};
const struct choice_list consultation_statuses = {
    "consultation_status", consultation_statuses_choices, CONSULTATION_COUNT};

static const struct field consultation_fields[] = {
    [CONSULTATION_RECORD] =
        {
            .name = "record",
            .label = "Record",
            .help = "What is to be decided about.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_REQUIRED | FIELD_FIXED,
        },
    [CONSULTATION_ACTIVITY] =
        {
            .name = "activity",
            .label = "Activity",
            .help = "The activity that the decision belongs to.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_REQUIRED | FIELD_FIXED,
            .targets = {"activities"},
        },
    [CONSULTATION_PERSON] =
        {
            .name = "person",
            .label = "Asked",
            .help = "Who is asked.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_REQUIRED | FIELD_FIXED,
            .targets = {"people"},
        },
    [CONSULTATION_QUESTION] =
        {
            .name = "question",
            .label = "Question",
            .help = "What the person is asked.",
            .type = FIELD_MARKDOWN,
            .flags = FIELD_REQUIRED,
        },
    [CONSULTATION_DUE_ON] =
        {
            .name = "due_on",
            .label = "Due on",
            .help = "The day by which an answer is needed.",
            .type = FIELD_DATE,
            .flags = FIELD_REQUIRED,
        },
    [CONSULTATION_STATUS] =
        {
            .name = "status",
            .label = "Status",
            .help = "Whether an answer has come, and which.",
            .type = FIELD_CHOICE,
            .flags = FIELD_REQUIRED | FIELD_CREATE_ONLY_ACTION,
            .choices = &consultation_statuses,
            .default_code = "open",
        },
    [CONSULTATION_ANSWER] =
        {
            .name = "answer",
            .label = "Answer",
            .help = "What the person said; the reason of an objection.",
            .type = FIELD_MARKDOWN,
            .flags = FIELD_CREATE_ONLY_ACTION,
        },
    [CONSULTATION_ANSWERED_ON] =
        {
            .name = "answered_on",
            .label = "Answered on",
            .help = "The day of the answer.",
            .type = FIELD_DATE,
            .flags = FIELD_CREATE_ONLY_ACTION,
        },
    [CONSULTATION_ASKED_BY] =
        {
            .name = "asked_by",
            .label = "Asked by",
            .help = "Who wants to know.",
            .type = FIELD_REFERENCE,
            .targets = {"people"},
        },
};
_Static_assert(sizeof consultation_fields / sizeof consultation_fields[0] == CONSULTATION_FIELD_COUNT,
    "a field is missing");

static const struct sort consultation_sorts[] = {
    {"due_on", CONSULTATION_DUE_ON},
    {"status", CONSULTATION_STATUS},
    {"key", SORT_SYSTEM_KEY},
};

static const struct link consultation_links[] = {
    {"comments", "comments", "record"},
};

const struct resource consultation_resource = {
    .name = "consultations",
    .singular = "consultation",
    .label = "Consultation",
    .label_plural = "Consultations",
    .prefix = "CONS",
    .help = "A consultation asks a person before something is decided, and keeps what they said.",
    .fields = consultation_fields,
    .field_count = CONSULTATION_FIELD_COUNT,
    .sorts = consultation_sorts,
    .sort_count = sizeof consultation_sorts / sizeof consultation_sorts[0],
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
    .links = consultation_links,
    .link_count = sizeof consultation_links / sizeof consultation_links[0],
    .unique_together = {-1},
};
