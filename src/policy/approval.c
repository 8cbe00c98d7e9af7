// SPDX-License-Identifier: Apache-2.0
// Approvals: a proposal about a record, put to the person whom the map makes accountable for its activity.
#include "policy/approval.h"

#include "policy/acting.h"
#include "policy/approval_decision.h"

static const struct choice approval_statuses_choices[APPROVAL_COUNT] = {
    [APPROVAL_OPEN] = {"open", "Open"},
    [APPROVAL_SECONDED] = {"seconded", "Signed once"},
    [APPROVAL_APPROVED] = {"approved", "Approved"},
    [APPROVAL_REJECTED] = {"rejected", "Rejected"},
    [APPROVAL_WITHDRAWN] = {"withdrawn", "Withdrawn"},
};
const struct choice_list approval_statuses = {"approval_status", approval_statuses_choices, APPROVAL_COUNT};

static const struct field approval_fields[] = {
    [APPROVAL_RECORD] =
        {
            .name = "record",
            .label = "Record",
            .help = "What the proposal is about.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_REQUIRED | FIELD_FIXED,
        },
    [APPROVAL_ACTIVITY] =
        {
            .name = "activity",
            .label = "Activity",
            .help = "The activity that the decision belongs to.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_REQUIRED | FIELD_FIXED,
            .targets = {"activities"},
        },
    [APPROVAL_TITLE] =
        {
            .name = "title",
            .label = "Title",
            .help = "The proposal in a few words.",
            .type = FIELD_TEXT,
            .flags = FIELD_REQUIRED | FIELD_SEARCH,
            .minimum = 1,
            .maximum = 200,
        },
    [APPROVAL_PROPOSAL] =
        {
            .name = "proposal",
            .label = "Proposal",
            .help = "What is to be approved.",
            .type = FIELD_MARKDOWN,
        },
    [APPROVAL_DUE_ON] =
        {
            .name = "due_on",
            .label = "Due on",
            .help = "The day by which a decision is needed.",
            .type = FIELD_DATE,
        },
    [APPROVAL_STATUS] =
        {
            .name = "status",
            .label = "Status",
            .help = "Whether it is decided, and how.",
            .type = FIELD_CHOICE,
            .flags = FIELD_REQUIRED | FIELD_CREATE_ONLY_ACTION,
            .choices = &approval_statuses,
            .default_code = "open",
        },
    [APPROVAL_ASKED_BY] =
        {
            .name = "asked_by",
            .label = "Asked by",
            .help = "Who proposes it; yourself when empty.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_FIXED,
            .targets = {"people"},
        },
    [APPROVAL_DECIDED_ON] =
        {
            .name = "decided_on",
            .label = "Decided on",
            .help = "The day of the decision.",
            .type = FIELD_DATE,
            .flags = FIELD_CREATE_ONLY_ACTION,
        },
    [APPROVAL_DECIDED_BY] =
        {
            .name = "decided_by",
            .label = "Decided by",
            .help = "Who decided.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_CREATE_ONLY_ACTION,
            .targets = {"people"},
        },
    [APPROVAL_REASON] =
        {
            .name = "reason",
            .label = "Reason",
            .help = "Why it was decided so.",
            .type = FIELD_MARKDOWN,
            .flags = FIELD_CREATE_ONLY_ACTION,
        },
    [APPROVAL_SECONDED_BY] =
        {
            .name = "seconded_by",
            .label = "Seconded by",
            .help = "The second pair of eyes, where the map asks for one.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_CREATE_ONLY_ACTION,
            .targets = {"people"},
        },
    [APPROVAL_SECONDED_ON] =
        {
            .name = "seconded_on",
            .label = "Seconded on",
            .help = "The day of the second signature.",
            .type = FIELD_DATE,
            .flags = FIELD_CREATE_ONLY_ACTION,
        },
};
_Static_assert(
    sizeof approval_fields / sizeof approval_fields[0] == APPROVAL_FIELD_COUNT, "a field is missing");

static const struct sort approval_sorts[] = {
    {"due_on", APPROVAL_DUE_ON},
    {"status", APPROVAL_STATUS},
    {"title", APPROVAL_TITLE},
    {"key", SORT_SYSTEM_KEY},
};

static bool is_decided(const struct record *record)
{
    const int status = record_choice(record, APPROVAL_STATUS);
    return status != APPROVAL_OPEN && status != APPROVAL_SECONDED;
}

// What was signed must not become something else afterwards.
static enum error approval_before_save(struct transaction *transaction, const struct actor *actor,
    struct record *proposed, const struct record *stored, struct arena *arena, struct problem_list *problems)
{
    if (acting_restores(actor)) return ERROR_NONE;
    if (!stored) {
        enum error error =
            acting_expect_shared(transaction, record_text(proposed, APPROVAL_RECORD), arena, problems);
        return error ? error : acting_ask(actor, proposed, APPROVAL_ASKED_BY, problems);
    }
    if (is_decided(stored)) {
        problem_add(problems, "status", "Is %.*s already; what was decided about stays as it was.",
            TEXT_PRINT(record_text(stored, APPROVAL_STATUS)));
        return ERROR_INVALID;
    }
    const bool is_same = value_equal(proposed->values[APPROVAL_TITLE], stored->values[APPROVAL_TITLE]) &&
                         value_equal(proposed->values[APPROVAL_PROPOSAL], stored->values[APPROVAL_PROPOSAL]);
    const bool is_moved = !value_equal(proposed->values[APPROVAL_DUE_ON], stored->values[APPROVAL_DUE_ON]);
    if (is_same && !is_moved) return ERROR_NONE;
    enum error error = acting_expect_asked(actor, stored, APPROVAL_ASKED_BY, problems);
    if (error || is_same) return error;
    // Another proposal: who signed the first one has not seen it.
    record_set(proposed, APPROVAL_STATUS, value_string(approval_statuses_choices[APPROVAL_OPEN].code));
    record_set(proposed, APPROVAL_SECONDED_BY, value_null());
    record_set(proposed, APPROVAL_SECONDED_ON, value_null());
    record_set(proposed, APPROVAL_REASON, value_null());
    return ERROR_NONE;
}

static enum error approval_before_delete(struct transaction *transaction, const struct actor *actor,
    const struct record *stored, struct arena *arena, struct problem_list *problems)
{
    (void)transaction;
    (void)arena;
    if (!is_decided(stored)) return acting_expect_asked(actor, stored, APPROVAL_ASKED_BY, problems);
    if (acting_administers(actor) || acting_restores(actor)) return ERROR_NONE;
    problem_add(problems, NULL, "It is decided; only an administrator deletes it.");
    return ERROR_FORBIDDEN;
}

static const struct link approval_links[] = {
    {"consultations", "consultations", "record"},
    {"comments", "comments", "record"},
};

const struct resource approval_resource = {
    .name = "approvals",
    .singular = "approval",
    .label = "Approval",
    .label_plural = "Approvals",
    .prefix = "APP",
    .help = "An approval is a decision that the map gives to a person: asked for, prepared by consultation, "
            "given or refused.",
    .fields = approval_fields,
    .field_count = APPROVAL_FIELD_COUNT,
    .sorts = approval_sorts,
    .sort_count = sizeof approval_sorts / sizeof approval_sorts[0],
    .title_field = APPROVAL_TITLE,
    .owner_field = OWNER_CREATOR,
    .shared_field = -1,
    .permissions =
        {
            [ACCESS_VIEWER] = {.all = MAY_READ},
            [ACCESS_MEMBER] = {.all = MAY_READ | MAY_WRITE},
            [ACCESS_ORGANISER] = {.all = MAY_READ | MAY_WRITE},
            [ACCESS_ADMINISTRATOR] = {.all = MAY_READ | MAY_WRITE},
        },
    .links = approval_links,
    .link_count = sizeof approval_links / sizeof approval_links[0],
    .unique_together = {-1},
    .actions = approval_actions,
    .action_count = APPROVAL_ACTION_COUNT,
    .before_save = approval_before_save,
    .before_delete = approval_before_delete,
};
