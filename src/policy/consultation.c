// SPDX-License-Identifier: Apache-2.0
// Consultations: who is asked before a decision, until when, and what they answered.
#include "policy/consultation.h"

#include "policy/acting.h"

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
    [CONSULTATION_ANSWERED_BY] =
        {
            .name = "answered_by",
            .label = "Answered by",
            .help = "Who answered: the person asked, or their deputy.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_CREATE_ONLY_ACTION,
            .targets = {"people"},
        },
    [CONSULTATION_ASKED_BY] =
        {
            .name = "asked_by",
            .label = "Asked by",
            .help = "Who wants to know; yourself when empty.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_FIXED,
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

static enum error open_expect(const struct record *record, struct problem_list *problems)
{
    const int status = record_choice(record, CONSULTATION_STATUS);
    if (status == CONSULTATION_OPEN) return ERROR_NONE;
    problem_add(problems, "status", "Is %s already; ask anew for another answer.",
        status >= 0 ? consultation_statuses_choices[status].code : "closed");
    return ERROR_INVALID;
}

static enum error consultation_answer(struct transaction *transaction, const struct actor *actor,
    struct record *record, enum consultation_status status, struct value answer, struct arena *arena,
    struct problem_list *problems)
{
    struct text person = record_text(record, CONSULTATION_PERSON);
    bool is_asked = false;
    enum error error = open_expect(record, problems);
    if (!error)
        error = acting_is_for(
            transaction, actor, person, record_text(record, CONSULTATION_RECORD), arena, &is_asked);
    if (error) return error;
    if (!is_asked && !acting_administers(actor)) {
        problem_add(problems, NULL, "%.*s is asked; they answer, their deputy or an administrator.",
            TEXT_PRINT(person));
        return ERROR_NOT_ACCOUNTABLE;
    }
    struct value day = acting_day(transaction, arena);
    if (day.kind == VALUE_NULL) return ERROR_MEMORY;
    record_set(record, CONSULTATION_STATUS, value_string(consultation_statuses_choices[status].code));
    record_set(record, CONSULTATION_ANSWER, answer);
    record_set(record, CONSULTATION_ANSWERED_ON, day);
    record_set(record, CONSULTATION_ANSWERED_BY, acting_person(actor));
    return ERROR_NONE;
}

static enum error consultation_agree(struct transaction *transaction, const struct actor *actor,
    struct record *record, const struct value *input, struct arena *arena, struct problem_list *problems)
{
    return consultation_answer(transaction, actor, record, CONSULTATION_AGREED, input[0], arena, problems);
}

static enum error consultation_object(struct transaction *transaction, const struct actor *actor,
    struct record *record, const struct value *input, struct arena *arena, struct problem_list *problems)
{
    return consultation_answer(transaction, actor, record, CONSULTATION_OBJECTED, input[0], arena, problems);
}

static enum error consultation_withdraw(struct transaction *transaction, const struct actor *actor,
    struct record *record, const struct value *input, struct arena *arena, struct problem_list *problems)
{
    (void)transaction;
    (void)input;
    (void)arena;
    enum error error = open_expect(record, problems);
    if (error) return error;
    if (!acting_has_asked(actor, record, CONSULTATION_ASKED_BY) && !acting_administers(actor)) {
        problem_add(problems, NULL, "Whoever asked withdraws the question, or an administrator.");
        return ERROR_NOT_ACCOUNTABLE;
    }
    record_set(record, CONSULTATION_STATUS,
        value_string(consultation_statuses_choices[CONSULTATION_WITHDRAWN].code));
    return ERROR_NONE;
}

static const struct field agree_inputs[] = {{
    .name = "answer",
    .label = "Answer",
    .help = "What there is to say about it.",
    .type = FIELD_MARKDOWN,
}};

static const struct field object_inputs[] = {{
    .name = "answer",
    .label = "Reason",
    .help = "Why it should not be decided so.",
    .type = FIELD_MARKDOWN,
    .flags = FIELD_REQUIRED,
}};

static const struct action consultation_actions[] = {
    {
        .name = "agree",
        .label = "Agree",
        .help =
            "Answers that nothing speaks against it; for the person asked, their deputy or an administrator.",
        .input_fields = agree_inputs,
        .input_count = 1,
        .run = consultation_agree,
    },
    {
        .name = "object",
        .label = "Object",
        .help =
            "Answers that something speaks against it, and what; for the person asked, their deputy or an "
            "administrator.",
        .input_fields = object_inputs,
        .input_count = 1,
        .run = consultation_object,
    },
    {
        .name = "withdraw",
        .label = "Withdraw",
        .help = "Takes the question back; for whoever asked, or an administrator.",
        .run = consultation_withdraw,
    },
};

static enum error consultation_before_save(struct transaction *transaction, const struct actor *actor,
    struct record *proposed, const struct record *stored, struct arena *arena, struct problem_list *problems)
{
    if (acting_restores(actor)) return ERROR_NONE;
    enum error error = ERROR_NONE;
    if (!stored)
        error =
            acting_expect_shared(transaction, record_text(proposed, CONSULTATION_RECORD), arena, problems);
    if (!error && !stored) error = acting_ask(actor, proposed, CONSULTATION_ASKED_BY, problems);
    if (error) return error;
    const bool was_open = !stored || record_choice(stored, CONSULTATION_STATUS) == CONSULTATION_OPEN;
    if (!was_open) {
        problem_add(problems, "status", "Is %.*s already; question and answer stay as they were.",
            TEXT_PRINT(record_text(stored, CONSULTATION_STATUS)));
        return ERROR_INVALID;
    }
    struct text due = record_text(proposed, CONSULTATION_DUE_ON);
    // The question, and the day by which silence counts, are those of whoever asked.
    if (stored &&
        (!text_equal(due, record_text(stored, CONSULTATION_DUE_ON)) ||
            !value_equal(proposed->values[CONSULTATION_QUESTION], stored->values[CONSULTATION_QUESTION])))
        error = acting_expect_asked(actor, stored, CONSULTATION_ASKED_BY, problems);
    if (error) return error;
    if (stored && text_equal(due, record_text(stored, CONSULTATION_DUE_ON))) return ERROR_NONE;
    struct value today = acting_day(transaction, arena);
    if (today.kind == VALUE_NULL) return ERROR_MEMORY;
    if (text_compare(due, today.text) >= 0) return ERROR_NONE;
    problem_add(problems, "due_on", "Must be today or later: an answer takes time.");
    return ERROR_INVALID;
}

static enum error consultation_before_delete(struct transaction *transaction, const struct actor *actor,
    const struct record *stored, struct arena *arena, struct problem_list *problems)
{
    (void)transaction;
    (void)arena;
    if (record_choice(stored, CONSULTATION_STATUS) == CONSULTATION_OPEN)
        return acting_expect_asked(actor, stored, CONSULTATION_ASKED_BY, problems);
    if (acting_administers(actor) || acting_restores(actor)) return ERROR_NONE;
    problem_add(problems, NULL, "It is answered; only an administrator deletes it.");
    return ERROR_FORBIDDEN;
}

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
            [ACCESS_MEMBER] = {.all = MAY_READ | MAY_WRITE},
            [ACCESS_ORGANISER] = {.all = MAY_READ | MAY_WRITE},
            [ACCESS_ADMINISTRATOR] = {.all = MAY_READ | MAY_WRITE},
        },
    .links = consultation_links,
    .link_count = sizeof consultation_links / sizeof consultation_links[0],
    .unique_together = {-1},
    .actions = consultation_actions,
    .action_count = sizeof consultation_actions / sizeof consultation_actions[0],
    .before_save = consultation_before_save,
    .before_delete = consultation_before_delete,
};
