// SPDX-License-Identifier: Apache-2.0
// Decisions at gates, and what they do to the product.
#include "product/gate_decision.h"

#include "policy/acting.h"
#include "product/gate.h"
#include "product/product.h"
#include "store/records.h"

static const struct statement count_criteria = {
    .name = "gate_count_criteria",
    .common = SQL("SELECT count(*), count(CASE WHEN status = 'green' THEN 1 END) FROM gate_criterion "
                  "WHERE gate = $1"),
    .parameters = "t",
    .columns = "ii",
};

static const struct statement *const statements[] = {&count_criteria};
const struct statement_list gate_decision_statements = {statements, sizeof statements / sizeof statements[0]};

const char *gate_decision_activity(int stage)
{
    return stage == STAGE_RETIRE || stage == STAGE_RETIRED ? "end_of_life_decision" : "life_cycle_management";
}

// What a decision is made of.
struct decision {
    struct transaction *transaction;
    const struct actor *actor;
    struct record *gate;
    struct arena *arena;
    struct problem_list *problems;
    struct value reason, conditions;
};

static enum error refuse(struct decision *decision, const char *field, const char *sentence)
{
    problem_add(decision->problems, field, "%s", sentence);
    return ERROR_INVALID;
}

static struct text decision_activity(const struct record *gate)
{
    return text_from(gate_decision_activity(record_choice(gate, GATE_STAGE)));
}

static enum error expect_undecided(struct decision *decision)
{
    if (gate_is_undecided(decision->gate)) return ERROR_NONE;
    problem_add(decision->problems, "status", "The gate is decided already (%.*s); reopen it first.",
        TEXT_PRINT(record_text(decision->gate, GATE_STATUS)));
    return ERROR_INVALID;
}

static enum error decision_write(struct decision *decision, enum gate_status status)
{
    const struct value today = acting_day(decision->transaction, decision->arena);
    if (today.kind == VALUE_NULL) return ERROR_MEMORY;
    record_set(decision->gate, GATE_STATUS, value_string(gate_statuses.choices[status].code));
    record_set(decision->gate, GATE_DECIDED_ON, today);
    record_set(decision->gate, GATE_DECIDED_BY, acting_person(decision->actor));
    record_set(decision->gate, GATE_REASON, decision->reason);
    record_set(decision->gate, GATE_CONDITIONS, decision->conditions);
    return ERROR_NONE;
}

// Go without conditions means that every criterion is met, and that there are some.
static enum error expect_criteria(struct decision *decision)
{
    struct cursor *cursor = NULL;
    const struct value parameter = value_text(decision->gate->key);
    int64_t count = 0, green = 0;
    enum error error = store_query(decision->transaction, &count_criteria, &parameter, 1, &cursor);
    if (!error) error = cursor_next(cursor);
    if (!error) {
        count = cursor_integer(cursor, 0);
        green = cursor_integer(cursor, 1);
    }
    cursor_close(cursor);
    if (error || decision->conditions.kind != VALUE_NULL || (count > 0 && green == count)) return error;
    if (count == 0)
        return refuse(decision, "conditions",
            "The gate has no criteria: add some, or say under which conditions it is passed all the same.");
    problem_add(decision->problems, "conditions",
        "%lld of %lld criteria are not met: say under which conditions the gate is passed all the same.",
        (long long)(count - green), (long long)count);
    return ERROR_INVALID;
}

// The field that holds the day on which a product entered a stage.
static const unsigned stage_dates[STAGE_COUNT] = {
    [STAGE_CONCEIVE] = PRODUCT_CONCEIVE_ON,
    [STAGE_PLAN] = PRODUCT_PLAN_ON,
    [STAGE_DEVELOP] = PRODUCT_DEVELOP_ON,
    [STAGE_QUALIFY] = PRODUCT_QUALIFY_ON,
    [STAGE_LAUNCH] = PRODUCT_LAUNCH_ON,
    [STAGE_DELIVER] = PRODUCT_DELIVER_ON,
    [STAGE_RETIRE] = PRODUCT_RETIRE_ON,
    [STAGE_RETIRED] = PRODUCT_RETIRED_ON,
};

// Of the product; no action of its own at the doors, since the gate is what is decided. Its name stands in
// the product's history.
static enum error enter_next_stage(struct transaction *transaction, const struct actor *actor,
    struct record *product, const struct value *input, struct arena *arena, struct problem_list *problems)
{
    (void)actor;
    (void)input;
    (void)problems;
    const int stage = record_choice(product, PRODUCT_STAGE) + 1;
    const struct value today = acting_day(transaction, arena);
    if (today.kind == VALUE_NULL) return ERROR_MEMORY;
    if (stage >= STAGE_COUNT) return ERROR_NONE;
    record_set(product, PRODUCT_STAGE, value_string(product_stages.choices[stage].code));
    if (record_is_null(product, stage_dates[stage])) record_set(product, stage_dates[stage], today);
    return ERROR_NONE;
}

static const struct action pass = {.name = "pass_gate", .label = "Pass a gate", .run = enter_next_stage};
static const struct action skip = {.name = "skip_gate", .label = "Skip a gate", .run = enter_next_stage};

// A product that is at the stage before moves on. One that is there already stays: the decision is noted
// late. One that is further back has other gates before it.
static enum error product_advance(struct decision *decision, const struct action *action)
{
    const struct actor program = actor_system("system");
    const int stage = record_choice(decision->gate, GATE_STAGE);
    struct record *product = NULL;
    enum error error = record_get(decision->transaction, &program, &product_resource,
        record_text(decision->gate, GATE_PRODUCT), decision->arena, &product);
    if (error) return error;
    const int before = record_choice(product, PRODUCT_STAGE);
    if (before >= stage) return ERROR_NONE;
    if (before + 1 < stage) {
        problem_add(decision->problems, "stage",
            "The product is in %s: the gate to %s comes first. Pass it, or skip it.",
            product_stages.choices[before].code, product_stages.choices[before + 1].code);
        return ERROR_INVALID;
    }
    return record_act(decision->transaction, decision->actor, &product_resource, product->key, action, NULL,
        0, decision->arena, decision->problems, &product);
}

enum decision_input { INPUT_REASON, INPUT_CONDITIONS };

static const struct field go_inputs[] = {
    [INPUT_REASON] =
        {
            .name = "reason",
            .label = "Reason",
            .help = "Why the product goes on.",
            .type = FIELD_MARKDOWN,
        },
    [INPUT_CONDITIONS] =
        {
            .name = "conditions",
            .label = "Conditions",
            .help = "What has to be done all the same; needed while a criterion is not met.",
            .type = FIELD_MARKDOWN,
        },
};

static const struct field reason_inputs[] = {
    [INPUT_REASON] =
        {
            .name = "reason",
            .label = "Reason",
            .help = "Why it is decided so.",
            .type = FIELD_MARKDOWN,
            .flags = FIELD_REQUIRED,
        },
};

static enum error gate_go(struct transaction *transaction, const struct actor *actor, struct record *record,
    const struct value *input, struct arena *arena, struct problem_list *problems)
{
    struct decision decision = {
        transaction, actor, record, arena, problems, input[INPUT_REASON], input[INPUT_CONDITIONS]};
    enum error error = expect_undecided(&decision);
    if (!error) error = expect_criteria(&decision);
    if (!error) error = product_advance(&decision, &pass);
    return error ? error : decision_write(&decision, GATE_STATUS_PASSED);
}

static enum error gate_hold(struct transaction *transaction, const struct actor *actor, struct record *record,
    const struct value *input, struct arena *arena, struct problem_list *problems)
{
    struct decision decision = {
        transaction, actor, record, arena, problems, input[INPUT_REASON], value_null()};
    enum error error = expect_undecided(&decision);
    if (!error && record_choice(record, GATE_STATUS) == GATE_STATUS_HELD)
        error = refuse(&decision, "status", "The gate is held already.");
    return error ? error : decision_write(&decision, GATE_STATUS_HELD);
}

static enum error gate_stop(struct transaction *transaction, const struct actor *actor, struct record *record,
    const struct value *input, struct arena *arena, struct problem_list *problems)
{
    struct decision decision = {
        transaction, actor, record, arena, problems, input[INPUT_REASON], value_null()};
    enum error error = expect_undecided(&decision);
    return error ? error : decision_write(&decision, GATE_STATUS_STOPPED);
}

static enum error gate_skip(struct transaction *transaction, const struct actor *actor, struct record *record,
    const struct value *input, struct arena *arena, struct problem_list *problems)
{
    struct decision decision = {
        transaction, actor, record, arena, problems, input[INPUT_REASON], value_null()};
    enum error error = expect_undecided(&decision);
    if (!error) error = product_advance(&decision, &skip);
    return error ? error : decision_write(&decision, GATE_STATUS_SKIPPED);
}

// The product stays where it is: what it has been through is not undone by writing it down otherwise.
static enum error gate_reopen(struct transaction *transaction, const struct actor *actor,
    struct record *record, const struct value *input, struct arena *arena, struct problem_list *problems)
{
    struct decision decision = {
        transaction, actor, record, arena, problems, input[INPUT_REASON], value_null()};
    if (record_choice(record, GATE_STATUS) == GATE_STATUS_OPEN)
        return refuse(&decision, "status", "The gate is open.");
    enum error error = decision_write(&decision, GATE_STATUS_OPEN);
    if (error) return error;
    record_set(record, GATE_DECIDED_ON, value_null());
    record_set(record, GATE_DECIDED_BY, value_null());
    return ERROR_NONE;
}

const struct action gate_actions[GATE_ACTION_COUNT] = {
    [GATE_GO] =
        {
            .name = "decide_go",
            .label = "Go",
            .help = "Passes the gate: the product enters the stage. Every criterion has to be met, or the "
                    "conditions say what is still to be done.",
            .input_fields = go_inputs,
            .input_count = sizeof go_inputs / sizeof go_inputs[0],
            .run = gate_go,
            .activity_of = decision_activity,
        },
    [GATE_HOLD] =
        {
            .name = "decide_hold",
            .label = "Hold",
            .help = "Lets the product wait; criteria can still be signed, and the gate decided later.",
            .input_fields = reason_inputs,
            .input_count = sizeof reason_inputs / sizeof reason_inputs[0],
            .run = gate_hold,
            .activity_of = decision_activity,
        },
    [GATE_STOP] =
        {
            .name = "decide_stop",
            .label = "Stop",
            .help = "Ends the product's way here; its stage stays as it is.",
            .input_fields = reason_inputs,
            .input_count = sizeof reason_inputs / sizeof reason_inputs[0],
            .run = gate_stop,
            .activity_of = decision_activity,
        },
    [GATE_SKIP] =
        {
            .name = "skip",
            .label = "Skip",
            .help = "Lets the product enter the stage without its criteria; it stays visible that the gate "
                    "was skipped.",
            .input_fields = reason_inputs,
            .input_count = sizeof reason_inputs / sizeof reason_inputs[0],
            .run = gate_skip,
            .activity_of = decision_activity,
        },
    [GATE_REOPEN] =
        {
            .name = "reopen",
            .label = "Reopen",
            .help = "Takes the decision back; the product's stage stays as it is.",
            .input_fields = reason_inputs,
            .input_count = sizeof reason_inputs / sizeof reason_inputs[0],
            .run = gate_reopen,
            .activity_of = decision_activity,
        },
};
