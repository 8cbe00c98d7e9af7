// SPDX-License-Identifier: Apache-2.0
// Criteria of gates: each tied to an activity and so to its signer, green only with evidence.
#include "product/gate_criterion.h"

#include "policy/acting.h"
#include "policy/policy.h"
#include "product/evidence.h"
#include "product/gate.h"
#include "store/records.h"

static const struct choice criterion_statuses_choices[CRITERION_COUNT] = {
    [CRITERION_OPEN] = {"open", "Open"},
    [CRITERION_GREEN] = {"green", "Met"},
    [CRITERION_RED] = {"red", "Not met"},
};
const struct choice_list criterion_statuses = {
    "criterion_status", criterion_statuses_choices, CRITERION_COUNT};

static const struct field gate_criterion_fields[] = {
    [GATE_CRITERION_GATE] =
        {
            .name = "gate",
            .label = "Gate",
            .help = "The gate that it belongs to.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_REQUIRED | FIELD_FIXED | FIELD_FOLLOWS,
            .targets = {"gates"},
        },
    [GATE_CRITERION_NAME] =
        {
            .name = "name",
            .label = "Criterion",
            .help = "What has to be true.",
            .type = FIELD_TEXT,
            .flags = FIELD_REQUIRED | FIELD_SEARCH,
            .minimum = 1,
            .maximum = 300,
            .activity = "life_cycle_management",
        },
    [GATE_CRITERION_ACTIVITY] =
        {
            .name = "activity",
            .label = "Activity",
            .help = "The activity whose accountable person signs.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_REQUIRED,
            .targets = {"activities"},
            .activity = "life_cycle_management",
        },
    [GATE_CRITERION_POSITION] =
        {
            .name = "position",
            .label = "Position",
            .help = "Its place in the list of the gate.",
            .type = FIELD_INTEGER,
            .minimum = 1,
            .maximum = 1000,
        },
    [GATE_CRITERION_STATUS] =
        {
            .name = "status",
            .label = "Status",
            .help = "Whether it is met.",
            .type = FIELD_CHOICE,
            .flags = FIELD_REQUIRED | FIELD_CREATE_ONLY_ACTION,
            .choices = &criterion_statuses,
            .default_code = "open",
        },
    [GATE_CRITERION_EVIDENCE] =
        {
            .name = "evidence",
            .label = "Evidence",
            .help = "Where one can see that it is met: a web address, or the key of a record.",
            .type = FIELD_TEXT,
            .flags = FIELD_CREATE_ONLY_ACTION,
            .maximum = 1000,
        },
    [GATE_CRITERION_NOTE] =
        {
            .name = "note",
            .label = "Note",
            .help = "What the signer adds, or why it is not met.",
            .type = FIELD_MARKDOWN,
            .flags = FIELD_CREATE_ONLY_ACTION,
        },
    [GATE_CRITERION_SIGNED_BY] =
        {
            .name = "signed_by",
            .label = "Signed by",
            .help = "Who signed.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_CREATE_ONLY_ACTION,
            .targets = {"people"},
        },
    [GATE_CRITERION_SIGNED_ON] =
        {
            .name = "signed_on",
            .label = "Signed on",
            .help = "The day of the signature.",
            .type = FIELD_DATE,
            .flags = FIELD_CREATE_ONLY_ACTION,
        },
};
_Static_assert(sizeof gate_criterion_fields / sizeof gate_criterion_fields[0] == GATE_CRITERION_FIELD_COUNT,
    "a field is missing");

static const struct sort gate_criterion_sorts[] = {
    {"position", GATE_CRITERION_POSITION},
    {"status", GATE_CRITERION_STATUS},
    {"key", SORT_SYSTEM_KEY},
};

static const struct link gate_criterion_links[] = {
    {"comments", "comments", "record"},
};

// What a gate was decided on stays as it was.
static enum error expect_undecided(struct transaction *transaction, const struct actor *actor,
    const struct record *criterion, struct arena *arena, struct problem_list *problems)
{
    const struct actor program = actor_system("system");
    struct record *gate = NULL;
    if (acting_restores(actor)) return ERROR_NONE;
    enum error error = record_get(
        transaction, &program, &gate_resource, record_text(criterion, GATE_CRITERION_GATE), arena, &gate);
    if (error || gate_is_undecided(gate)) return error;
    problem_add(problems, "gate", "The gate is decided (%.*s); reopen it first.",
        TEXT_PRINT(record_text(gate, GATE_STATUS)));
    return ERROR_INVALID;
}

static bool is_changed(const struct record *stored, const struct record *proposed, size_t field)
{
    return !value_equal(stored->values[field], proposed->values[field]);
}

// What somebody signed is not changed under their signature.
static enum error criterion_before_save(struct transaction *transaction, const struct actor *actor,
    struct record *proposed, const struct record *stored, struct arena *arena, struct problem_list *problems)
{
    const bool is_signed = stored && record_choice(stored, GATE_CRITERION_STATUS) != CRITERION_OPEN;
    if (is_signed && !acting_restores(actor)) {
        static const size_t kept[] = {GATE_CRITERION_NAME, GATE_CRITERION_ACTIVITY};
        bool is_refused = false;
        for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++) {
            if (!is_changed(stored, proposed, kept[i])) continue;
            problem_add(problems, gate_criterion_fields[kept[i]].name,
                "The criterion is signed; reopen it before changing what it says.");
            is_refused = true;
        }
        if (is_refused) return ERROR_INVALID;
    }
    return expect_undecided(transaction, actor, proposed, arena, problems);
}

static enum error criterion_before_delete(struct transaction *transaction, const struct actor *actor,
    const struct record *stored, struct arena *arena, struct problem_list *problems)
{
    if (record_choice(stored, GATE_CRITERION_STATUS) != CRITERION_OPEN && !acting_restores(actor)) {
        problem_add(problems, NULL, "The criterion is signed (%.*s); reopen it before deleting it.",
            TEXT_PRINT(record_text(stored, GATE_CRITERION_STATUS)));
        return ERROR_INVALID;
    }
    enum error error = expect_undecided(transaction, actor, stored, arena, problems);
    if (error || acting_restores(actor)) return error;
    // Judged like a change of what it says, and kept with the gate, which is still there afterwards.
    const char *act = arena_print(arena, "delete the criterion %.*s", TEXT_PRINT(stored->key));
    if (!act) return ERROR_MEMORY;
    return policy_guard(transaction, actor, record_text(stored, GATE_CRITERION_GATE), "life_cycle_management",
        act, arena, problems);
}

// Whoever the map makes accountable for the criterion's activity signs it.
static struct text criterion_activity(const struct record *criterion)
{
    return record_text(criterion, GATE_CRITERION_ACTIVITY);
}

static enum error criterion_write(struct transaction *transaction, const struct actor *actor,
    struct record *criterion, enum criterion_status status, struct arena *arena)
{
    const struct value today = acting_day(transaction, arena);
    if (today.kind == VALUE_NULL) return ERROR_MEMORY;
    record_set(criterion, GATE_CRITERION_STATUS, value_string(criterion_statuses.choices[status].code));
    record_set(criterion, GATE_CRITERION_SIGNED_ON, today);
    record_set(criterion, GATE_CRITERION_SIGNED_BY, acting_person(actor));
    return ERROR_NONE;
}

enum sign_input { SIGN_EVIDENCE, SIGN_NOTE };

static const struct field sign_inputs[] = {
    [SIGN_EVIDENCE] =
        {
            .name = "evidence",
            .label = "Evidence",
            .help = "Where one can see that it is met: a web address, or the key of a record.",
            .type = FIELD_TEXT,
            .flags = FIELD_REQUIRED,
            .minimum = 1,
            .maximum = 1000,
        },
    [SIGN_NOTE] =
        {
            .name = "note",
            .label = "Note",
            .help = "What there is to add.",
            .type = FIELD_MARKDOWN,
        },
};

static enum error criterion_sign(struct transaction *transaction, const struct actor *actor,
    struct record *record, const struct value *input, struct arena *arena, struct problem_list *problems)
{
    enum error error = expect_undecided(transaction, actor, record, arena, problems);
    if (!error)
        error =
            evidence_check(transaction, input[SIGN_EVIDENCE].text, record->key, "evidence", arena, problems);
    if (!error) error = criterion_write(transaction, actor, record, CRITERION_GREEN, arena);
    if (error) return error;
    record_set(record, GATE_CRITERION_EVIDENCE, input[SIGN_EVIDENCE]);
    record_set(record, GATE_CRITERION_NOTE, input[SIGN_NOTE]);
    return ERROR_NONE;
}

static const struct field refuse_inputs[] = {
    {
        .name = "note",
        .label = "Note",
        .help = "What is missing.",
        .type = FIELD_MARKDOWN,
        .flags = FIELD_REQUIRED,
    },
};

static enum error criterion_refuse(struct transaction *transaction, const struct actor *actor,
    struct record *record, const struct value *input, struct arena *arena, struct problem_list *problems)
{
    enum error error = expect_undecided(transaction, actor, record, arena, problems);
    if (!error) error = criterion_write(transaction, actor, record, CRITERION_RED, arena);
    if (error) return error;
    record_set(record, GATE_CRITERION_EVIDENCE, value_null());
    record_set(record, GATE_CRITERION_NOTE, input[0]);
    return ERROR_NONE;
}

// As if nobody had signed; the history keeps who did.
static enum error criterion_reopen(struct transaction *transaction, const struct actor *actor,
    struct record *record, const struct value *input, struct arena *arena, struct problem_list *problems)
{
    (void)input;
    if (record_choice(record, GATE_CRITERION_STATUS) == CRITERION_OPEN) {
        problem_add(problems, "status", "The criterion is open.");
        return ERROR_INVALID;
    }
    enum error error = expect_undecided(transaction, actor, record, arena, problems);
    if (error) return error;
    record_set(record, GATE_CRITERION_STATUS, value_string(criterion_statuses.choices[CRITERION_OPEN].code));
    for (size_t field = GATE_CRITERION_EVIDENCE; field <= GATE_CRITERION_SIGNED_ON; field++)
        record_set(record, field, value_null());
    return ERROR_NONE;
}

static const struct action gate_criterion_actions[CRITERION_ACTION_COUNT] = {
    [CRITERION_SIGN] =
        {
            .name = "sign",
            .label = "Sign",
            .help = "Says that the criterion is met, and where one can see it.",
            .input_fields = sign_inputs,
            .input_count = sizeof sign_inputs / sizeof sign_inputs[0],
            .run = criterion_sign,
            .activity_of = criterion_activity,
        },
    [CRITERION_REFUSE] =
        {
            .name = "refuse",
            .label = "Refuse",
            .help = "Says that the criterion is not met, and what is missing.",
            .input_fields = refuse_inputs,
            .input_count = sizeof refuse_inputs / sizeof refuse_inputs[0],
            .run = criterion_refuse,
            .activity_of = criterion_activity,
        },
    [CRITERION_REOPEN] =
        {
            .name = "reopen",
            .label = "Reopen",
            .help = "Takes the signature back.",
            .run = criterion_reopen,
            .activity_of = criterion_activity,
        },
};

const struct resource gate_criterion_resource = {
    .name = "gate-criteria",
    .singular = "gate_criterion",
    .label = "Gate criterion",
    .label_plural = "Gate criteria",
    .prefix = "CRIT",
    .help = "A criterion is one thing that has to be true before a gate is passed, signed by the person whom "
            "the map names.",
    .fields = gate_criterion_fields,
    .field_count = GATE_CRITERION_FIELD_COUNT,
    .sorts = gate_criterion_sorts,
    .sort_count = sizeof gate_criterion_sorts / sizeof gate_criterion_sorts[0],
    .title_field = GATE_CRITERION_NAME,
    .owner_field = OWNER_CREATOR,
    .shared_field = -1,
    .permissions =
        {
            [ACCESS_VIEWER] = {.all = MAY_READ},
            [ACCESS_MEMBER] = {.all = MAY_READ | MAY_WRITE},
            [ACCESS_ORGANISER] = {.all = MAY_READ | MAY_WRITE},
            [ACCESS_ADMINISTRATOR] = {.all = MAY_READ | MAY_WRITE},
        },
    .links = gate_criterion_links,
    .link_count = sizeof gate_criterion_links / sizeof gate_criterion_links[0],
    .unique_together = {-1},
    .actions = gate_criterion_actions,
    .action_count = CRITERION_ACTION_COUNT,
    .before_save = criterion_before_save,
    .before_delete = criterion_before_delete,
};
