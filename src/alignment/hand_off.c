// SPDX-License-Identifier: Apache-2.0
// Hand-offs: what is handed over, from which role to which, until when, and what became of it.
#include "alignment/hand_off.h"

#include "alignment/hand_off_action.h"
#include "alignment/hand_off_item.h"
#include "alignment/hand_off_side.h"
#include "policy/acting.h"
#include "store/records.h"

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
            .help = "The role that hands over; empty for what the kind says.",
            .type = FIELD_CHOICE,
            .choices = &people_roles,
        },
    [HAND_OFF_TO_ROLE] =
        {
            .name = "to_role",
            .label = "To role",
            .help = "The role that takes it; empty for what the kind says.",
            .type = FIELD_CHOICE,
            .choices = &people_roles,
        },
    [HAND_OFF_FROM_PERSON] =
        {
            .name = "from_person",
            .label = "From",
            .help = "Who hands over; empty for the one who holds the role.",
            .type = FIELD_REFERENCE,
            .targets = {"people"},
        },
    [HAND_OFF_TO_PERSON] =
        {
            .name = "to_person",
            .label = "To",
            .help = "Who is asked to take it; empty for the one who holds the role.",
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
    [HAND_OFF_HELD_BY] =
        {
            .name = "held_by",
            .label = "Held by",
            .help = "Who has it now: the giving side until it is offered and after it was returned, else the "
                    "taking side.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_COMPUTED,
            .targets = {"people"},
        },
    [HAND_OFF_SINCE] =
        {
            .name = "since",
            .label = "Since",
            .help = "The day since when they have it; empty for a draft.",
            .type = FIELD_DATE,
            .flags = FIELD_COMPUTED,
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

bool hand_off_is_editable(const struct record *hand_off)
{
    const int status = record_choice(hand_off, HAND_OFF_STATUS);
    return status != HAND_OFF_STATUS_OFFERED && status != HAND_OFF_STATUS_ACCEPTED;
}

// Who hands what to whom, unless it is said otherwise: the brief goes outward, what the market says comes
// back (S3).
static const enum people_role kind_roles[HAND_OFF_KIND_COUNT][2] = {
    [HAND_OFF_KIND_CAPABILITY_BRIEF] = {ROLE_PRODUCT_MANAGER, ROLE_PRODUCT_MARKETING_MANAGER},
    [HAND_OFF_KIND_MARKET_INSIGHT] = {ROLE_PRODUCT_MARKETING_MANAGER, ROLE_PRODUCT_MANAGER},
    [HAND_OFF_KIND_OTHER] = {ROLE_COUNT, ROLE_COUNT},
};

static enum error roles_fill(struct record *proposed, struct problem_list *problems)
{
    static const size_t fields[2] = {HAND_OFF_FROM_ROLE, HAND_OFF_TO_ROLE};
    const int kind = record_choice(proposed, HAND_OFF_KIND);
    enum error error = ERROR_NONE;
    for (size_t i = 0; i < 2; i++) {
        if (!record_is_null(proposed, fields[i])) continue;
        const enum people_role role = kind < 0 ? ROLE_COUNT : kind_roles[kind][i];
        if (role != ROLE_COUNT) {
            record_set(proposed, fields[i], value_string(people_role_code(role)));
            continue;
        }
        problem_add(
            problems, hand_off_fields[fields[i]].name, "Must be given for this kind: it has no usual role.");
        error = ERROR_INVALID;
    }
    return error;
}

static enum error hand_off_check(
    const struct record *proposed, const struct record *stored, struct problem_list *problems)
{
    (void)stored;
    if (record_is_null(proposed, HAND_OFF_FROM_ROLE) ||
        !value_equal(proposed->values[HAND_OFF_FROM_ROLE], proposed->values[HAND_OFF_TO_ROLE]))
        return ERROR_NONE;
    problem_add(problems, "to_role", "Must be another role than the one that hands over.");
    return ERROR_INVALID;
}

// What the other side looks at, or has relied on, stays as it is; the day can be moved until it is answered.
static enum error frozen_check(
    const struct record *proposed, const struct record *stored, struct problem_list *problems)
{
    static const size_t frozen[] = {HAND_OFF_KIND, HAND_OFF_TITLE, HAND_OFF_CONTENT, HAND_OFF_FROM_ROLE,
        HAND_OFF_TO_ROLE, HAND_OFF_FROM_PERSON, HAND_OFF_TO_PERSON, HAND_OFF_DUE_ON};
    const bool is_offered = record_choice(stored, HAND_OFF_STATUS) == HAND_OFF_STATUS_OFFERED;
    enum error error = ERROR_NONE;
    for (size_t i = 0; i < sizeof frozen / sizeof frozen[0]; i++) {
        if (value_equal(proposed->values[frozen[i]], stored->values[frozen[i]])) continue;
        if (is_offered && frozen[i] == HAND_OFF_DUE_ON) continue;
        problem_add(problems, hand_off_fields[frozen[i]].name, "The hand-off is %s and stays as it is.%s",
            is_offered ? "offered" : "accepted", is_offered ? " Withdraw it to change it." : "");
        error = ERROR_INVALID;
    }
    return error;
}

// Does the actor put themselves on a side where they were not?
static bool names_self(
    const struct actor *actor, const struct record *proposed, const struct record *stored, size_t field)
{
    const struct text named = record_text(proposed, field);
    if (text_is_empty(named) || !text_equal(named, actor->person)) return false;
    return !stored || !value_equal(proposed->values[field], stored->values[field]);
}

static enum error hand_off_before_save(struct transaction *transaction, const struct actor *actor,
    struct record *proposed, const struct record *stored, struct arena *arena, struct problem_list *problems)
{
    enum error error = roles_fill(proposed, problems);
    if (error) return error;
    if (record_is_null(proposed, HAND_OFF_RETURNS)) record_set(proposed, HAND_OFF_RETURNS, value_integer(0));
    // An action changes the status as well, and knows what it may.
    const bool is_plain =
        stored && value_equal(proposed->values[HAND_OFF_STATUS], stored->values[HAND_OFF_STATUS]);
    if (is_plain && !hand_off_is_editable(stored) && !acting_restores(actor))
        return frozen_check(proposed, stored, problems);
    if (acting_restores(actor)) return ERROR_NONE;
    const bool is_filled = !stored && record_is_null(proposed, HAND_OFF_FROM_PERSON);
    const bool is_self[2] = {names_self(actor, proposed, stored, HAND_OFF_FROM_PERSON),
        names_self(actor, proposed, stored, HAND_OFF_TO_PERSON)};
    if (!is_filled && !is_self[0] && !is_self[1]) return ERROR_NONE;
    const enum people_role from = (enum people_role)record_choice(proposed, HAND_OFF_FROM_ROLE);
    const enum people_role to = (enum people_role)record_choice(proposed, HAND_OFF_TO_ROLE);
    struct policy_case *found = arena_object(arena, struct policy_case);
    struct value person = value_null();
    if (!found) return ERROR_MEMORY;
    error = policy_case_load(transaction, record_text(proposed, HAND_OFF_RECORD), arena, found);
    if (!error && is_self[0])
        error = hand_off_side_expect_role(found, actor, from, "from_person", arena, problems);
    if (!error && is_self[1])
        error = hand_off_side_expect_role(found, actor, to, "to_person", arena, problems);
    if (error || !is_filled) return error;
    error = hand_off_side_resolve(found, from, "from_person", arena, NULL, &person);
    if (!error) record_set(proposed, HAND_OFF_FROM_PERSON, person);
    return error;
}

static enum error hand_off_after_create(struct transaction *transaction, const struct actor *actor,
    const struct record *record, struct arena *arena, struct problem_list *problems)
{
    const char *const *names =
        hand_off_item_defaults((enum hand_off_kind)record_choice(record, HAND_OFF_KIND));
    enum error error = ERROR_NONE;
    for (int64_t i = 0; names[i] && !error; i++) {
        struct record_input *input = record_input_new(&hand_off_item_resource, arena);
        struct record *made = NULL;
        if (!input) return ERROR_MEMORY;
        record_input_set(input, HAND_OFF_ITEM_HAND_OFF, value_text(record->key));
        record_input_set(input, HAND_OFF_ITEM_NAME, value_string(names[i]));
        record_input_set(input, HAND_OFF_ITEM_POSITION, value_integer(i + 1));
        error = record_create(transaction, actor, input, arena, problems, &made);
    }
    return error;
}

// What passed between two people is not made undone; a draft goes with its checklist.
static enum error hand_off_before_delete(struct transaction *transaction, const struct actor *actor,
    const struct record *stored, struct arena *arena, struct problem_list *problems)
{
    (void)transaction;
    (void)arena;
    if (record_choice(stored, HAND_OFF_STATUS) == HAND_OFF_STATUS_DRAFT || acting_restores(actor))
        return ERROR_NONE;
    problem_add(problems, NULL, "The hand-off is %.*s; only a draft is deleted. Withdraw it instead.",
        TEXT_PRINT(record_text(stored, HAND_OFF_STATUS)));
    return ERROR_INVALID;
}

static void hand_off_derive(struct record *record)
{
    static const struct {
        int holder, since; // fields; -1: none
    } by_status[HAND_OFF_STATUS_COUNT] = {
        [HAND_OFF_STATUS_DRAFT] = {HAND_OFF_FROM_PERSON, -1},
        [HAND_OFF_STATUS_OFFERED] = {HAND_OFF_TO_PERSON, HAND_OFF_OFFERED_ON},
        [HAND_OFF_STATUS_ACCEPTED] = {HAND_OFF_TO_PERSON, HAND_OFF_ANSWERED_ON},
        [HAND_OFF_STATUS_RETURNED] = {HAND_OFF_FROM_PERSON, HAND_OFF_ANSWERED_ON},
        [HAND_OFF_STATUS_WITHDRAWN] = {HAND_OFF_FROM_PERSON, -1},
    };
    const int status = record_choice(record, HAND_OFF_STATUS);
    const int holder = status < 0 ? -1 : by_status[status].holder;
    const int since = status < 0 ? -1 : by_status[status].since;
    record_set(record, HAND_OFF_HELD_BY, holder < 0 ? value_null() : record->values[holder]);
    record_set(record, HAND_OFF_SINCE, since < 0 ? value_null() : record->values[since]);
}

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
            [ACCESS_MEMBER] = {.all = MAY_READ | MAY_WRITE},
            [ACCESS_ORGANISER] = {.all = MAY_READ | MAY_WRITE},
            [ACCESS_ADMINISTRATOR] = {.all = MAY_READ | MAY_WRITE},
        },
    .links = hand_off_links,
    .link_count = sizeof hand_off_links / sizeof hand_off_links[0],
    .unique_together = {-1},
    .actions = hand_off_actions,
    .action_count = HAND_OFF_ACTION_COUNT,
    .check = hand_off_check,
    .before_save = hand_off_before_save,
    .after_create = hand_off_after_create,
    .before_delete = hand_off_before_delete,
    .derive = hand_off_derive,
};
