// SPDX-License-Identifier: Apache-2.0
// The actions of hand-offs. draft, returned, withdrawn → offered → accepted or returned; draft, offered,
// returned → withdrawn.
#include "alignment/hand_off_action.h"

#include "alignment/hand_off.h"
#include "alignment/hand_off_side.h"
#include "policy/acting.h"
#include "store/records.h"

static const struct statement count_items = {
    .name = "hand_off_count_items",
    .common = SQL("SELECT count(*), count(CASE WHEN done THEN 1 END) FROM hand_off_item WHERE hand_off = $1"),
    .parameters = "t",
    .columns = "ii",
};

static const struct statement *const statements[] = {&count_items};
const struct statement_list hand_off_action_statements = {
    statements, sizeof statements / sizeof statements[0]};

struct step {
    struct transaction *transaction;
    const struct actor *actor;
    struct record *hand_off;
    struct arena *arena;
    struct problem_list *problems;
    struct value reason;
};

static bool is_one_of(const struct record *hand_off, unsigned statuses)
{
    const int status = record_choice(hand_off, HAND_OFF_STATUS);
    return status >= 0 && (statuses & 1U << (unsigned)status) != 0;
}

static enum error expect_status(struct step *step, unsigned statuses, const char *what)
{
    if (is_one_of(step->hand_off, statuses)) return ERROR_NONE;
    problem_add(step->problems, "status", "The hand-off is %.*s; only %s.",
        TEXT_PRINT(record_text(step->hand_off, HAND_OFF_STATUS)), what);
    return ERROR_INVALID;
}

static enum error expect_side(struct step *step, enum hand_off_side side, const char *act)
{
    struct policy_case *found = arena_object(step->arena, struct policy_case);
    if (!found) return ERROR_MEMORY;
    enum error error = policy_case_load(step->transaction, step->hand_off->key, step->arena, found);
    return error ? error
                 : hand_off_side_expect(
                       found, step->actor, step->hand_off, side, act, step->arena, step->problems);
}

static void status_set(struct step *step, enum hand_off_status status)
{
    record_set(step->hand_off, HAND_OFF_STATUS, value_string(hand_off_statuses.choices[status].code));
    record_set(step->hand_off, HAND_OFF_REASON, step->reason);
}

// What is not there yet has to be said.
static enum error expect_items(struct step *step)
{
    struct cursor *cursor = NULL;
    const struct value parameter = value_text(step->hand_off->key);
    int64_t count = 0, done = 0;
    enum error error = store_query(step->transaction, &count_items, &parameter, 1, &cursor);
    if (!error) error = cursor_next(cursor);
    if (!error) {
        count = cursor_integer(cursor, 0);
        done = cursor_integer(cursor, 1);
    }
    cursor_close(cursor);
    if (error || done == count || step->reason.kind != VALUE_NULL) return error;
    problem_add(step->problems, "reason",
        "%lld of %lld items are not done: say why it is offered all the same.", (long long)(count - done),
        (long long)count);
    return ERROR_INVALID;
}

// Whoever is not named is found by role. The deeds come after the naming: the taking side has to be known
// when it is offered, since it waits with them.
static enum error people_fill(struct step *step, const struct policy_case *policy_case)
{
    struct record *hand_off = step->hand_off;
    struct value person;
    enum error error = ERROR_NONE, refused = ERROR_NONE;
    if (record_is_null(hand_off, HAND_OFF_FROM_PERSON)) {
        refused =
            hand_off_side_resolve(policy_case, (enum people_role)record_choice(hand_off, HAND_OFF_FROM_ROLE),
                "from_person", step->arena, step->problems, &person);
        record_set(hand_off, HAND_OFF_FROM_PERSON, person);
    }
    if (record_is_null(hand_off, HAND_OFF_TO_PERSON)) {
        error =
            hand_off_side_resolve(policy_case, (enum people_role)record_choice(hand_off, HAND_OFF_TO_ROLE),
                "to_person", step->arena, step->problems, &person);
        record_set(hand_off, HAND_OFF_TO_PERSON, person);
    }
    return refused ? refused : error;
}

static enum error hand_off_offer(struct transaction *transaction, const struct actor *actor,
    struct record *record, const struct value *input, struct arena *arena, struct problem_list *problems)
{
    struct step step = {transaction, actor, record, arena, problems, input[0]};
    struct policy_case *found = arena_object(arena, struct policy_case);
    const struct value today = acting_day(transaction, arena);
    if (!found) return ERROR_MEMORY;
    enum error error = expect_status(&step,
        1U << HAND_OFF_STATUS_DRAFT | 1U << HAND_OFF_STATUS_RETURNED | 1U << HAND_OFF_STATUS_WITHDRAWN,
        "a draft, or one that was returned or withdrawn, is offered");
    if (!error) error = policy_case_load(transaction, record->key, arena, found);
    if (!error) error = hand_off_side_expect(found, actor, record, SIDE_GIVING, "offer", arena, problems);
    if (!error) error = people_fill(&step, found);
    if (!error) error = expect_items(&step);
    if (!error && today.kind == VALUE_NULL) error = ERROR_MEMORY;
    if (error) return error;
    status_set(&step, HAND_OFF_STATUS_OFFERED);
    record_set(record, HAND_OFF_OFFERED_ON, today);
    record_set(record, HAND_OFF_ANSWERED_ON, value_null());
    record_set(record, HAND_OFF_ANSWERED_BY, value_null());
    return ERROR_NONE;
}

static enum error answer(struct step *step, enum hand_off_status status, const char *act)
{
    const struct value today = acting_day(step->transaction, step->arena);
    enum error error =
        expect_status(step, 1U << HAND_OFF_STATUS_OFFERED, "what is offered can be accepted or returned");
    if (!error) error = expect_side(step, SIDE_TAKING, act);
    if (!error && today.kind == VALUE_NULL) error = ERROR_MEMORY;
    if (error) return error;
    status_set(step, status);
    record_set(step->hand_off, HAND_OFF_ANSWERED_ON, today);
    record_set(step->hand_off, HAND_OFF_ANSWERED_BY, acting_person(step->actor));
    return ERROR_NONE;
}

static enum error hand_off_accept(struct transaction *transaction, const struct actor *actor,
    struct record *record, const struct value *input, struct arena *arena, struct problem_list *problems)
{
    struct step step = {transaction, actor, record, arena, problems, input[0]};
    return answer(&step, HAND_OFF_STATUS_ACCEPTED, "accept");
}

static enum error hand_off_return(struct transaction *transaction, const struct actor *actor,
    struct record *record, const struct value *input, struct arena *arena, struct problem_list *problems)
{
    struct step step = {transaction, actor, record, arena, problems, input[0]};
    enum error error = answer(&step, HAND_OFF_STATUS_RETURNED, "return");
    if (error) return error;
    record_set(record, HAND_OFF_RETURNS, value_integer(record_integer(record, HAND_OFF_RETURNS) + 1));
    return ERROR_NONE;
}

static enum error hand_off_withdraw(struct transaction *transaction, const struct actor *actor,
    struct record *record, const struct value *input, struct arena *arena, struct problem_list *problems)
{
    struct step step = {transaction, actor, record, arena, problems, input[0]};
    enum error error = expect_status(&step,
        1U << HAND_OFF_STATUS_DRAFT | 1U << HAND_OFF_STATUS_OFFERED | 1U << HAND_OFF_STATUS_RETURNED,
        "what is not settled can be withdrawn");
    if (!error) error = expect_side(&step, SIDE_GIVING, "withdraw");
    if (!error) status_set(&step, HAND_OFF_STATUS_WITHDRAWN);
    return error;
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

static const struct field offer_inputs[] =
    REASON("Why it is offered although items of the checklist are not done.", 0);
static const struct field accept_inputs[] = REASON("What there is to say on taking it.", 0);
static const struct field return_inputs[] =
    REASON("What is missing, so that it can be mended.", FIELD_REQUIRED);
static const struct field withdraw_inputs[] = REASON("Why it is taken back.", 0);

const struct action hand_off_actions[HAND_OFF_ACTION_COUNT] = {
    [HAND_OFF_OFFER] =
        {
            .name = "offer",
            .label = "Offer",
            .help = "Puts it to the other role; from then on it waits with the person who is to take it.",
            .input_fields = offer_inputs,
            .input_count = 1,
            .run = hand_off_offer,
        },
    [HAND_OFF_ACCEPT] =
        {
            .name = "accept",
            .label = "Accept",
            .help = "Takes it over.",
            .input_fields = accept_inputs,
            .input_count = 1,
            .run = hand_off_accept,
        },
    [HAND_OFF_RETURN] =
        {
            .name = "return",
            .label = "Return",
            .help = "Gives it back with a reason; it waits with the giving side again.",
            .input_fields = return_inputs,
            .input_count = 1,
            .run = hand_off_return,
        },
    [HAND_OFF_WITHDRAW] =
        {
            .name = "withdraw",
            .label = "Withdraw",
            .help = "Takes the offer back; it can be offered again.",
            .input_fields = withdraw_inputs,
            .input_count = 1,
            .run = hand_off_withdraw,
        },
};
