// SPDX-License-Identifier: Apache-2.0
// Gates: planned and actual dates, the decision to go, hold or stop, who made it, why and under which
// conditions.
#include "product/gate.h"

#include "base/calendar.h"
#include "people/life_cycle.h"
#include "policy/acting.h"
#include "policy/policy.h"
#include "product/gate_criterion.h"
#include "product/gate_decision.h"
#include "store/records.h"

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
            .activity = "life_cycle_management",
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

bool gate_is_undecided(const struct record *gate)
{
    const int status = record_choice(gate, GATE_STATUS);
    return status == GATE_STATUS_OPEN || status == GATE_STATUS_HELD;
}

static enum error gate_check(
    const struct record *proposed, const struct record *stored, struct problem_list *problems)
{
    (void)stored;
    if (record_choice(proposed, GATE_STAGE) != STAGE_CONCEIVE) return ERROR_NONE;
    problem_add(problems, "stage", "No gate leads to conceive: a product begins there. The first is plan.");
    return ERROR_INVALID;
}

// To plan a gate, or to drop one with the slips that it shows, belongs to whoever plans the product's life.
// What is kept of it is kept with the product, since the gate may be gone.
static enum error gate_judge(struct transaction *transaction, const struct actor *actor,
    const struct record *gate, const char *act, struct arena *arena, struct problem_list *problems)
{
    const char *whole =
        arena_print(arena, "%s the gate to %.*s", act, TEXT_PRINT(record_text(gate, GATE_STAGE)));
    if (!whole) return ERROR_MEMORY;
    return policy_guard(
        transaction, actor, record_text(gate, GATE_PRODUCT), "life_cycle_management", whole, arena, problems);
}

// The first plan is kept; a plan that is moved later is a slip. What is decided keeps its plan.
static enum error gate_before_save(struct transaction *transaction, const struct actor *actor,
    struct record *proposed, const struct record *stored, struct arena *arena, struct problem_list *problems)
{
    const bool is_moved =
        stored && !value_equal(stored->values[GATE_PLANNED_ON], proposed->values[GATE_PLANNED_ON]);
    if (is_moved && !gate_is_undecided(stored) && !acting_restores(actor)) {
        problem_add(problems, "planned_on",
            "The gate is decided (%.*s); its plan stays as it was. Reopen it to plan anew.",
            TEXT_PRINT(record_text(stored, GATE_STATUS)));
        return ERROR_INVALID;
    }
    if (record_is_null(proposed, GATE_FIRST_PLANNED_ON))
        record_set(proposed, GATE_FIRST_PLANNED_ON, proposed->values[GATE_PLANNED_ON]);
    if (stored || acting_restores(actor)) return ERROR_NONE;
    return gate_judge(transaction, actor, proposed, "open", arena, problems);
}

#define CRITERIA_MAXIMUM 100

// Of a stage's template: name, activity, position.
struct criteria {
    struct value rows[CRITERIA_MAXIMUM][3];
    size_t count;
};

static const struct statement select_template = {
    .name = "gate_select_template",
    .common = SQL("SELECT name, activity, position FROM gate_template WHERE stage = $1 "
                  "ORDER BY coalesce(position, 100000), length(key), key LIMIT 100"),
    .parameters = "t",
    .columns = "tti",
};

static const struct statement select_signed = {
    .name = "gate_select_signed",
    .common = SQL("SELECT key FROM gate_criterion WHERE gate = $1 AND status <> 'open' "
                  "ORDER BY length(key), key LIMIT 1"),
    .parameters = "t",
    .columns = "t",
};

static const struct statement *const statements[] = {&select_template, &select_signed};
const struct statement_list gate_statements = {statements, sizeof statements / sizeof statements[0]};

static enum error template_read(
    struct transaction *transaction, struct text stage, struct arena *arena, struct criteria *ret_criteria)
{
    struct cursor *cursor = NULL;
    const struct value parameter = value_text(stage);
    enum error error = store_query(transaction, &select_template, &parameter, 1, &cursor);
    ret_criteria->count = 0;
    while (!error && ret_criteria->count < CRITERIA_MAXIMUM) {
        error = cursor_next(cursor);
        if (error) break;
        struct value *row = ret_criteria->rows[ret_criteria->count++];
        row[0] = value_string(text_copy(cursor_text(cursor, 0), arena));
        row[1] = value_string(text_copy(cursor_text(cursor, 1), arena));
        row[2] = cursor_is_null(cursor, 2) ? value_null() : value_integer(cursor_integer(cursor, 2));
        if (row[0].kind == VALUE_NULL || row[1].kind == VALUE_NULL) error = ERROR_MEMORY;
    }
    cursor_close(cursor);
    return error == ERROR_END ? ERROR_NONE : error;
}

// A new gate has the criteria of its stage's template, as copies: they can be changed for this product, and a
// template that changes later leaves them alone.
static enum error gate_after_create(struct transaction *transaction, const struct actor *actor,
    const struct record *record, struct arena *arena, struct problem_list *problems)
{
    struct criteria *criteria = arena_object(arena, struct criteria);
    if (!criteria) return ERROR_MEMORY;
    enum error error = template_read(transaction, record_text(record, GATE_STAGE), arena, criteria);
    for (size_t i = 0; i < criteria->count && !error; i++) {
        struct record_input *input = record_input_new(&gate_criterion_resource, arena);
        struct record *made = NULL;
        if (!input) return ERROR_MEMORY;
        record_input_set(input, GATE_CRITERION_GATE, value_text(record->key));
        record_input_set(input, GATE_CRITERION_NAME, criteria->rows[i][0]);
        record_input_set(input, GATE_CRITERION_ACTIVITY, criteria->rows[i][1]);
        record_input_set(input, GATE_CRITERION_POSITION, criteria->rows[i][2]);
        error = record_create(transaction, actor, input, arena, problems, &made);
    }
    return error;
}

// Criteria that nobody signed go with their gate; signatures and decisions stay.
static enum error gate_before_delete(struct transaction *transaction, const struct actor *actor,
    const struct record *stored, struct arena *arena, struct problem_list *problems)
{
    struct cursor *cursor = NULL;
    const struct value parameter = value_text(stored->key);
    if (acting_restores(actor)) return ERROR_NONE;
    if (record_choice(stored, GATE_STATUS) != GATE_STATUS_OPEN) {
        problem_add(problems, NULL, "The gate is decided (%.*s), and so is not deleted.",
            TEXT_PRINT(record_text(stored, GATE_STATUS)));
        return ERROR_INVALID;
    }
    enum error error = store_query(transaction, &select_signed, &parameter, 1, &cursor);
    if (!error) error = cursor_next(cursor);
    if (!error) {
        problem_add(problems, NULL, "%.*s is signed: reopen it before deleting the gate.",
            TEXT_PRINT(cursor_text(cursor, 0)));
        error = ERROR_INVALID;
    }
    cursor_close(cursor);
    return error == ERROR_END ? gate_judge(transaction, actor, stored, "delete", arena, problems) : error;
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
            [ACCESS_MEMBER] = {.all = MAY_READ | MAY_WRITE},
            [ACCESS_ORGANISER] = {.all = MAY_READ | MAY_WRITE},
            [ACCESS_ADMINISTRATOR] = {.all = MAY_READ | MAY_WRITE},
        },
    .links = gate_links,
    .link_count = sizeof gate_links / sizeof gate_links[0],
    .unique_together = {GATE_PRODUCT, GATE_STAGE, -1},
    .actions = gate_actions,
    .action_count = GATE_ACTION_COUNT,
    .check = gate_check,
    .before_save = gate_before_save,
    .after_create = gate_after_create,
    .before_delete = gate_before_delete,
    .derive = gate_derive,
};
