// SPDX-License-Identifier: Apache-2.0
// The actions of price decisions. proposed → approved, rejected, withdrawn.
#include "offer/price_decision_action.h"

#include "offer/amount.h"
#include "offer/price_decision.h"
#include "policy/acting.h"
#include "policy/policy.h"
#include "store/records.h"

static const struct statement select_approved = {
    .name = "price_decision_select_approved",
    .common = SQL("SELECT key FROM approval WHERE record = $1 AND status = 'approved' LIMIT 1"),
    .parameters = "t",
    .columns = "t",
};

static const struct statement *const statements[] = {&select_approved};
const struct statement_list price_decision_statements = {
    statements, sizeof statements / sizeof statements[0]};

static enum error expect_proposed(const struct record *record, struct problem_list *problems)
{
    if (record_choice(record, PRICE_DECISION_STATUS) == PRICE_DECISION_PROPOSED) return ERROR_NONE;
    problem_add(
        problems, "status", "Is %.*s already.", TEXT_PRINT(record_text(record, PRICE_DECISION_STATUS)));
    return ERROR_INVALID;
}

static enum error decide(struct transaction *transaction, const struct actor *actor, struct record *record,
    enum price_decision_status status, struct value answer, struct arena *arena)
{
    const struct value today = acting_day(transaction, arena);
    if (today.kind == VALUE_NULL) return ERROR_MEMORY;
    record_set(record, PRICE_DECISION_STATUS, value_string(price_decision_statuses.choices[status].code));
    record_set(record, PRICE_DECISION_DECIDED_ON, today);
    record_set(record, PRICE_DECISION_DECIDED_BY, acting_person(actor));
    record_set(record, PRICE_DECISION_ANSWER, answer);
    return ERROR_NONE;
}

static enum error approval_find(
    struct transaction *transaction, const struct record *record, bool *ret_is_there)
{
    const struct value parameter = value_text(record->key);
    struct cursor *cursor = NULL;
    enum error error = store_query(transaction, &select_approved, &parameter, 1, &cursor);
    if (!error) error = cursor_next(cursor);
    *ret_is_there = !error;
    cursor_close(cursor);
    return error == ERROR_END ? ERROR_NONE : error;
}

// Where the map asks for four eyes, two people sign an approval of this decision first.
static enum error expect_signed(struct transaction *transaction, const struct actor *actor,
    const struct record *record, struct arena *arena, struct problem_list *problems)
{
    struct policy_case *found = arena_object(arena, struct policy_case);
    struct policy_decision decision = {0};
    bool is_signed = false;
    if (!found) return ERROR_MEMORY;
    if (!policy_judges(actor)) return ERROR_NONE;
    enum error error = policy_case_load(transaction, record->key, arena, found);
    if (!error) error = policy_case_decide(found, TEXT(ACTIVITY_PRICING), actor->person, arena, &decision);
    if (error || decision.verdict == POLICY_SILENT || !decision.four_eyes) return error;
    error = approval_find(transaction, record, &is_signed);
    if (error || is_signed) return error;
    problem_add(problems, "status",
        "The map asks for four eyes: have an approval of %.*s signed first (tandem set approvals record=%.*s "
        "activity=" ACTIVITY_PRICING " title=…).",
        TEXT_PRINT(record->key), TEXT_PRINT(record->key));
    return ERROR_INVALID;
}

static enum error price_decision_approve(struct transaction *transaction, const struct actor *actor,
    struct record *record, const struct value *input, struct arena *arena, struct problem_list *problems)
{
    enum error error = expect_proposed(record, problems);
    if (!error) error = expect_signed(transaction, actor, record, arena, problems);
    return error ? error : decide(transaction, actor, record, PRICE_DECISION_APPROVED, input[0], arena);
}

static enum error price_decision_reject(struct transaction *transaction, const struct actor *actor,
    struct record *record, const struct value *input, struct arena *arena, struct problem_list *problems)
{
    enum error error = expect_proposed(record, problems);
    return error ? error : decide(transaction, actor, record, PRICE_DECISION_REJECTED, input[0], arena);
}

static enum error price_decision_withdraw(struct transaction *transaction, const struct actor *actor,
    struct record *record, const struct value *input, struct arena *arena, struct problem_list *problems)
{
    enum error error = expect_proposed(record, problems);
    return error ? error : decide(transaction, actor, record, PRICE_DECISION_WITHDRAWN, input[0], arena);
}

#define REASON(sentence, flags_)                                                                             \
    {                                                                                                        \
        {                                                                                                    \
            .name = "reason",                                                                                \
            .label = "Reason",                                                                               \
            .help = (sentence),                                                                              \
            .type = FIELD_MARKDOWN,                                                                          \
            .flags = (flags_),                                                                               \
        },                                                                                                   \
    }

static const struct field approve_inputs[] = REASON("What there is to say on approving it.", 0);
static const struct field reject_inputs[] = REASON("Why this price is not asked.", FIELD_REQUIRED);
static const struct field withdraw_inputs[] = REASON("Why it is taken back.", 0);

const struct action price_decision_actions[PRICE_DECISION_ACTION_COUNT] = {
    [PRICE_DECISION_APPROVE] =
        {
            .name = "approve",
            .label = "Approve",
            .help = "Decides that this price is asked.",
            .input_fields = approve_inputs,
            .input_count = 1,
            .run = price_decision_approve,
            .activity = ACTIVITY_PRICING,
        },
    [PRICE_DECISION_REJECT] =
        {
            .name = "reject",
            .label = "Reject",
            .help = "Decides that this price is not asked.",
            .input_fields = reject_inputs,
            .input_count = 1,
            .run = price_decision_reject,
            .activity = ACTIVITY_PRICING,
        },
    [PRICE_DECISION_WITHDRAW] =
        {
            .name = "withdraw",
            .label = "Withdraw",
            .help = "Takes the proposal back.",
            .input_fields = withdraw_inputs,
            .input_count = 1,
            .run = price_decision_withdraw,
        },
};
