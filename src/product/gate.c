// SPDX-License-Identifier: Apache-2.0
// Gates: planned and actual dates, the decision to go, hold or stop, who made it, why and under which
// conditions.
#include "product/gate.h"

#include "base/calendar.h"
#include "people/life_cycle.h"

static const struct choice gate_statuses_choices[GATE_STATUS_COUNT] = {
    [GATE_STATUS_OPEN] = {"open", "Open"},
    [GATE_STATUS_PASSED] = {"passed", "Go"},
    [GATE_STATUS_HELD] = {"held", "Hold"},
    [GATE_STATUS_STOPPED] = {"stopped", "Stop"},
    [GATE_STATUS_SKIPPED] = {"skipped", "Skipped"},
};
const struct choice_list gate_statuses = {"gate_status", gate_statuses_choices, GATE_STATUS_COUNT};

static const struct field gate_fields[] = {
    [GATE_PRODUCT] =
        {
            .name = "product",
            .label = "Product",
            .help = "The product that is to pass.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_REQUIRED | FIELD_FIXED,
            .targets = {"products"},
        },
    [GATE_STAGE] =
        {
            .name = "stage",
            .label = "Stage",
            .help = "The stage that the gate leads to.",
            .type = FIELD_CHOICE,
            .flags = FIELD_REQUIRED | FIELD_FIXED,
            .choices = &product_stages,
        },
    [GATE_PLANNED_ON] =
        {
            .name = "planned_on",
            .label = "Planned for",
            .help = "The day for which the decision is planned.",
            .type = FIELD_DATE,
        },
    [GATE_FIRST_PLANNED_ON] =
        {
            .name = "first_planned_on",
            .label = "First planned for",
            .help = "The day that was planned at first; slips are counted from it.",
            .type = FIELD_DATE,
            .flags = FIELD_CREATE_ONLY_ACTION,
        },
    [GATE_STATUS] =
        {
            .name = "status",
            .label = "Status",
            .help = "Whether it is decided, and how.",
            .type = FIELD_CHOICE,
            .flags = FIELD_REQUIRED | FIELD_CREATE_ONLY_ACTION,
            .choices = &gate_statuses,
            .default_code = "open",
        },
    [GATE_DECIDED_ON] =
        {
            .name = "decided_on",
            .label = "Decided on",
            .help = "The day of the decision.",
            .type = FIELD_DATE,
            .flags = FIELD_CREATE_ONLY_ACTION,
        },
    [GATE_DECIDED_BY] =
        {
            .name = "decided_by",
            .label = "Decided by",
            .help = "Who decided.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_CREATE_ONLY_ACTION,
            .targets = {"people"},
        },
    [GATE_REASON] =
        {
            .name = "reason",
            .label = "Reason",
            .help = "Why it was decided so.",
            .type = FIELD_MARKDOWN,
            .flags = FIELD_CREATE_ONLY_ACTION,
        },
    [GATE_CONDITIONS] =
        {
            .name = "conditions",
            .label = "Conditions",
            .help = "What has to be done all the same.",
            .type = FIELD_MARKDOWN,
            .flags = FIELD_CREATE_ONLY_ACTION,
        },
    [GATE_SLIP_DAYS] =
        {
            .name = "slip_days",
            .label = "Slip",
            .help = "By how many days the plan, or the decision, is later than first planned.",
            .type = FIELD_INTEGER,
            .flags = FIELD_COMPUTED,
            .minimum = -40000,
            .maximum = 40000,
        },
};
_Static_assert(sizeof gate_fields / sizeof gate_fields[0] == GATE_FIELD_COUNT, "a field is missing");

static const struct sort gate_sorts[] = {
    {"planned_on", GATE_PLANNED_ON},
    {"stage", GATE_STAGE},
    {"status", GATE_STATUS},
    {"key", SORT_SYSTEM_KEY},
};

static const struct link gate_links[] = {
    {"criteria", "gate-criteria", "gate"},
    {"consultations", "consultations", "record"},
    {"comments", "comments", "record"},
};

static bool date_read(const struct record *record, unsigned field, int32_t *ret_day)
{
    return !record_is_null(record, field) && calendar_parse_date(record_text(record, field), ret_day);
}

static void gate_derive(struct record *record)
{
    int32_t first = 0, last = 0;
    const bool is_decided = date_read(record, GATE_DECIDED_ON, &last);
    const bool is_known = date_read(record, GATE_FIRST_PLANNED_ON, &first) &&
                          (is_decided || date_read(record, GATE_PLANNED_ON, &last));
    record_set(record, GATE_SLIP_DAYS, is_known ? value_integer(last - first) : value_null());
}

const struct resource gate_resource = {
    .name = "gates",
    .singular = "gate",
    .label = "Gate",
    .label_plural = "Gates",
    .prefix = "GATE",
    .help = "A gate stands before a stage of a product's life: criteria, signatures and a decision.",
    .fields = gate_fields,
    .field_count = GATE_FIELD_COUNT,
    .sorts = gate_sorts,
    .sort_count = sizeof gate_sorts / sizeof gate_sorts[0],
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
    .links = gate_links,
    .link_count = sizeof gate_links / sizeof gate_links[0],
    .unique_together = {GATE_PRODUCT, GATE_STAGE, -1},
    .derive = gate_derive,
};
