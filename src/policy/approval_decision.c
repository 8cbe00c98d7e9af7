// SPDX-License-Identifier: Apache-2.0
// Deciding about a proposal: by the person whom the map makes accountable, after those whom it says are
// consulted were asked, and by two people where it asks for four eyes.
#include "policy/approval_decision.h"

#include "policy/acting.h"
#include "policy/approval.h"
#include "policy/consultation.h"
#include "policy/policy.h"
#include "store/records.h"

#define CONSULTED_MAXIMUM 100 // people asked at once

// A consultation about the record that has no answer yet or objects: the open ones first.
static const struct statement select_unsettled = {
    .name = "approval_select_unsettled",
    .common = SQL("SELECT p.key, p.name, c.status FROM consultation c JOIN person p ON p.key = c.person "
                  "WHERE c.record = $1 AND c.status IN ('open', 'objected') "
                  "ORDER BY c.status DESC, length(c.key), c.key LIMIT 1"),
    .parameters = "t",
    .columns = "ttt",
};
static const struct statement select_asked = {
    .name = "approval_select_asked",
    .common = SQL(
        "SELECT key FROM consultation WHERE record = $1 AND person = $2 AND status <> 'withdrawn' LIMIT 1"),
    .parameters = "tt",
    .columns = "t",
};

static const struct statement *const statements[] = {&select_unsettled, &select_asked};
const struct statement_list approval_statements = {statements, sizeof statements / sizeof statements[0]};

static struct text approval_activity(const struct record *record)
{
    return record_text(record, APPROVAL_ACTIVITY);
}

static enum error undecided_expect(const struct record *record, struct problem_list *problems)
{
    const int status = record_choice(record, APPROVAL_STATUS);
    if (status == APPROVAL_OPEN || status == APPROVAL_SECONDED) return ERROR_NONE;
    problem_add(problems, "status", "Is %.*s already.", TEXT_PRINT(record_text(record, APPROVAL_STATUS)));
    return ERROR_INVALID;
}

static void status_set(struct record *record, enum approval_status status)
{
    record_set(record, APPROVAL_STATUS, value_string(approval_statuses.choices[status].code));
}

static enum error decided_set(const struct transaction *transaction, const struct actor *actor,
    struct record *record, enum approval_status status, struct value reason, struct arena *arena)
{
    struct value day = acting_day(transaction, arena);
    if (day.kind == VALUE_NULL) return ERROR_MEMORY;
    status_set(record, status);
    record_set(record, APPROVAL_DECIDED_ON, day);
    record_set(record, APPROVAL_DECIDED_BY, acting_person(actor));
    record_set(record, APPROVAL_REASON, reason);
    return ERROR_NONE;
}

static enum error guard(struct transaction *transaction, const struct actor *actor,
    const struct record *record, const char *act, struct arena *arena, struct problem_list *problems)
{
    const char *activity = text_copy(approval_activity(record), arena);
    if (!activity) return ERROR_MEMORY;
    return policy_guard(transaction, actor, record->key, activity, act, arena, problems);
}

// Deciding without an answer, or against an objection, takes a reason.
static enum error consultations_heed(struct transaction *transaction, const struct actor *actor,
    const struct record *record, struct problem_list *problems)
{
    if (!text_is_empty(text_trim(actor->reason))) return ERROR_NONE;
    const struct value parameter = value_text(record->key);
    struct cursor *cursor = NULL;
    enum error error = store_query(transaction, &select_unsettled, &parameter, 1, &cursor);
    if (!error) error = cursor_next(cursor);
    if (!error) {
        bool objects = choice_index(&consultation_statuses, cursor_text(cursor, 2)) == CONSULTATION_OBJECTED;
        const struct text key = cursor_text(cursor, 0), name = cursor_text(cursor, 1);
        problem_add(problems, "reason",
            objects ? "%.*s (%.*s) objects. Say why it is approved all the same."
                    : "%.*s (%.*s) was asked and has not answered. Say why it is decided without them.",
            TEXT_PRINT(name), TEXT_PRINT(key));
        error = ERROR_REASON_NEEDED;
    }
    cursor_close(cursor);
    return error == ERROR_END ? ERROR_NONE : error;
}

struct side {
    bool four_eyes;
    bool is_accountable;       // the actor, or on whose behalf they act
    bool first_is_accountable; // likewise whoever signed first
    bool is_on_side;           // accountable, or one of those who do the work
};

static enum error side_find(struct transaction *transaction, const struct actor *actor,
    const struct record *record, struct arena *arena, struct side *ret_side)
{
    struct policy_case policy_case;
    struct policy_decision decision;
    enum error error = policy_case_load(transaction, record->key, arena, &policy_case);
    if (!error)
        error = policy_case_decide(&policy_case, approval_activity(record), actor->person, arena, &decision);
    if (error) return error;
    const struct organisation *organisation = policy_case.organisation;
    struct side side = {
        .four_eyes = decision.four_eyes,
        .is_accountable = policy_is_accountable(organisation, &decision, actor->person),
        .first_is_accountable =
            policy_is_accountable(organisation, &decision, record_text(record, APPROVAL_SECONDED_BY)),
    };
    side.is_on_side = side.is_accountable;
    for (uint32_t i = 0; i < decision.responsible.count && !side.is_on_side; i++)
        side.is_on_side = text_equal(organisation->people[decision.responsible.people[i]].key, actor->person);
    *ret_side = side;
    return ERROR_NONE;
}

// Two different people sign. Each is on the side to which the map gives the activity (accountable, deputy, or
// one of those who do the work), and one of them is accountable or their deputy; who is not, is judged.
static enum error approve_twice(struct transaction *transaction, const struct actor *actor,
    struct record *record, const struct side *side, struct value reason, struct arena *arena,
    struct problem_list *problems)
{
    const bool is_second = record_choice(record, APPROVAL_STATUS) == APPROVAL_SECONDED;
    if (text_is_empty(actor->person)) {
        problem_add(problems, "decided_by",
            "The map asks for four eyes, so two people have to sign; this account stands for none.");
        return ERROR_INVALID;
    }
    if (is_second && text_equal(actor->person, record_text(record, APPROVAL_SECONDED_BY))) {
        problem_add(problems, "decided_by", "A second person has to sign: %.*s signed first.",
            TEXT_PRINT(actor->person));
        return ERROR_INVALID;
    }
    const bool is_fine =
        side->is_on_side && (!is_second || side->is_accountable || side->first_is_accountable);
    enum error error = is_fine ? ERROR_NONE : guard(transaction, actor, record, "approve", arena, problems);
    if (error) return error;
    if (is_second) return decided_set(transaction, actor, record, APPROVAL_APPROVED, reason, arena);
    struct value day = acting_day(transaction, arena);
    if (day.kind == VALUE_NULL) return ERROR_MEMORY;
    status_set(record, APPROVAL_SECONDED);
    record_set(record, APPROVAL_SECONDED_BY, acting_person(actor));
    record_set(record, APPROVAL_SECONDED_ON, day);
    record_set(record, APPROVAL_REASON, reason);
    return ERROR_NONE;
}

static enum error approval_approve(struct transaction *transaction, const struct actor *actor,
    struct record *record, const struct value *input, struct arena *arena, struct problem_list *problems)
{
    struct side side;
    enum error error = undecided_expect(record, problems);
    if (!error) error = side_find(transaction, actor, record, arena, &side);
    if (error) return error;
    struct value reason = input[0];
    if (reason.kind == VALUE_NULL && !text_is_empty(text_trim(actor->reason)))
        reason = value_text(text_trim(actor->reason));
    if (reason.kind == VALUE_NULL) reason = record->values[APPROVAL_REASON];
    if (side.four_eyes)
        error = approve_twice(transaction, actor, record, &side, reason, arena, problems);
    else
        error = guard(transaction, actor, record, "approve", arena, problems);
    if (!error && policy_judges(actor)) error = consultations_heed(transaction, actor, record, problems);
    if (error || side.four_eyes) return error;
    return decided_set(transaction, actor, record, APPROVAL_APPROVED, reason, arena);
}

static enum error approval_reject(struct transaction *transaction, const struct actor *actor,
    struct record *record, const struct value *input, struct arena *arena, struct problem_list *problems)
{
    enum error error = undecided_expect(record, problems);
    if (!error) error = guard(transaction, actor, record, "reject", arena, problems);
    if (error) return error;
    return decided_set(transaction, actor, record, APPROVAL_REJECTED, input[0], arena);
}

static enum error approval_withdraw(struct transaction *transaction, const struct actor *actor,
    struct record *record, const struct value *input, struct arena *arena, struct problem_list *problems)
{
    (void)transaction;
    (void)input;
    (void)arena;
    enum error error = undecided_expect(record, problems);
    if (error) return error;
    if (!acting_has_asked(actor, record, APPROVAL_ASKED_BY) && !acting_administers(actor)) {
        problem_add(problems, NULL, "Whoever asked withdraws the proposal, or an administrator.");
        return ERROR_NOT_ACCOUNTABLE;
    }
    status_set(record, APPROVAL_WITHDRAWN);
    return ERROR_NONE;
}

enum { CONSULT_DUE_ON, CONSULT_QUESTION, CONSULT_INPUT_COUNT };

static enum error is_asked_already(
    struct transaction *transaction, struct text record, struct text person, bool *ret_is)
{
    const struct value parameters[] = {value_text(record), value_text(person)};
    struct cursor *cursor = NULL;
    enum error error = store_query(transaction, &select_asked, parameters, 2, &cursor);
    if (!error) error = cursor_next(cursor);
    cursor_close(cursor);
    *ret_is = error == ERROR_NONE;
    return error == ERROR_END ? ERROR_NONE : error;
}

static enum error person_ask(struct transaction *transaction, const struct actor *actor,
    const struct record *record, struct text person, const struct value *input, struct arena *arena,
    struct problem_list *problems)
{
    struct record_input *question = record_input_new(&consultation_resource, arena);
    struct record *made;
    if (!question) return ERROR_MEMORY;
    struct value text = input[CONSULT_QUESTION];
    if (text.kind == VALUE_NULL) text = record->values[APPROVAL_TITLE];
    question->is_internal = true;
    record_input_set(question, CONSULTATION_RECORD, value_text(record->key));
    record_input_set(question, CONSULTATION_ACTIVITY, value_text(approval_activity(record)));
    record_input_set(question, CONSULTATION_PERSON, value_text(person));
    record_input_set(question, CONSULTATION_QUESTION, text);
    record_input_set(question, CONSULTATION_DUE_ON, input[CONSULT_DUE_ON]);
    record_input_set(question, CONSULTATION_ASKED_BY, acting_person(actor));
    return record_create(transaction, actor, question, arena, problems, &made);
}

// Asks everybody whom the map says is consulted and who has not been asked yet.
static enum error approval_consult(struct transaction *transaction, const struct actor *actor,
    struct record *record, const struct value *input, struct arena *arena, struct problem_list *problems)
{
    struct policy_case policy_case;
    struct policy_decision decision;
    enum error error = undecided_expect(record, problems);
    if (!error) error = policy_case_load(transaction, record->key, arena, &policy_case);
    if (!error)
        error = policy_case_decide(&policy_case, approval_activity(record), actor->person, arena, &decision);
    if (error) return error;
    if (decision.consulted.count > CONSULTED_MAXIMUM) {
        problem_add(problems, NULL,
            "The map says that %u people are consulted; at most %d are asked at once.",
            decision.consulted.count, CONSULTED_MAXIMUM);
        return ERROR_LIMIT;
    }
    uint32_t asked = 0;
    for (uint32_t i = 0; i < decision.consulted.count && !error; i++) {
        struct text person = policy_case.organisation->people[decision.consulted.people[i]].key;
        bool is_known = text_equal(person, actor->person);
        if (!is_known) error = is_asked_already(transaction, record->key, person, &is_known);
        if (error || is_known) continue;
        error = person_ask(transaction, actor, record, person, input, arena, problems);
        asked++;
    }
    if (error || asked) return error;
    problem_add(problems, NULL, "There is nobody to ask: %s.",
        decision.consulted.count ? "everybody whom the map says is consulted has been asked"
                                 : "the map names nobody who is consulted about this activity here");
    return ERROR_INVALID;
}

static const struct field approve_inputs[] = {{
    .name = "reason",
    .label = "Reason",
    .help = "Why; needed against an objection, without an answer, and outside one's role.",
    .type = FIELD_MARKDOWN,
}};

static const struct field reject_inputs[] = {{
    .name = "reason",
    .label = "Reason",
    .help = "Why not.",
    .type = FIELD_MARKDOWN,
    .flags = FIELD_REQUIRED,
}};

static const struct field consult_inputs[CONSULT_INPUT_COUNT] = {
    [CONSULT_DUE_ON] =
        {
            .name = "due_on",
            .label = "Due on",
            .help = "The day by which answers are needed.",
            .type = FIELD_DATE,
            .flags = FIELD_REQUIRED,
        },
    [CONSULT_QUESTION] =
        {
            .name = "question",
            .label = "Question",
            .help = "What they are asked; the title of the proposal when empty.",
            .type = FIELD_MARKDOWN,
        },
};

const struct action approval_actions[APPROVAL_ACTION_COUNT] = {
    [APPROVAL_APPROVE] =
        {
            .name = "approve",
            .label = "Approve",
            .help = "Says yes; where the map asks for four eyes, the second of two people does.",
            .input_fields = approve_inputs,
            .input_count = 1,
            .activity_of = approval_activity,
            .judges_itself = true,
            .run = approval_approve,
        },
    [APPROVAL_REJECT] =
        {
            .name = "reject",
            .label = "Reject",
            .help = "Says no, and why.",
            .input_fields = reject_inputs,
            .input_count = 1,
            .activity_of = approval_activity,
            .judges_itself = true,
            .run = approval_reject,
        },
    [APPROVAL_WITHDRAW] =
        {
            .name = "withdraw",
            .label = "Withdraw",
            .help = "Takes the proposal back; for whoever asked, or an administrator.",
            .run = approval_withdraw,
        },
    [APPROVAL_CONSULT] =
        {
            .name = "consult",
            .label = "Consult",
            .help = "Asks everybody whom the map says is consulted and who has not been asked yet.",
            .input_fields = consult_inputs,
            .input_count = CONSULT_INPUT_COUNT,
            .run = approval_consult,
        },
};
