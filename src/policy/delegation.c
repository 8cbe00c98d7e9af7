// SPDX-License-Identifier: Apache-2.0
// Delegations and absences: who acts for a person, over what, from one day to another.
#include "policy/delegation.h"

#include "policy/acting.h"

static const struct choice delegation_reasons_choices[DELEGATION_REASON_COUNT] = {
    [DELEGATION_REASON_ABSENCE] = {"absence", "Absence"},
    [DELEGATION_REASON_DELEGATION] = {"delegation", "Delegation"},
};
const struct choice_list delegation_reasons = {
    "delegation_reason", delegation_reasons_choices, DELEGATION_REASON_COUNT};

static const struct field delegation_fields[] = {
    [DELEGATION_PERSON] =
        {
            .name = "person",
            .label = "Person",
            .help = "Who is away, or hands work over.",
            .type = FIELD_REFERENCE,
            .flags = FIELD_REQUIRED,
            .targets = {"people"},
        },
    [DELEGATION_DEPUTY] =
        {
            .name = "deputy",
            .label = "Deputy",
            .help = "Who acts meanwhile; empty when nobody does.",
            .type = FIELD_REFERENCE,
            .targets = {"people"},
        },
    [DELEGATION_SCOPE] =
        {
            .name = "scope",
            .label = "Scope",
            .help = "The unit, line or product that it is about; empty for everything.",
            .type = FIELD_REFERENCE,
            .targets = {"units", "lines", "products"},
        },
    [DELEGATION_FROM_ON] =
        {
            .name = "from_on",
            .label = "From",
            .help = "The first day.",
            .type = FIELD_DATE,
            .flags = FIELD_REQUIRED,
        },
    [DELEGATION_TO_ON] =
        {
            .name = "to_on",
            .label = "To",
            .help = "The last day.",
            .type = FIELD_DATE,
            .flags = FIELD_REQUIRED,
        },
    [DELEGATION_REASON] =
        {
            .name = "reason",
            .label = "Reason",
            .help = "Why the person does not act.",
            .type = FIELD_CHOICE,
            .flags = FIELD_REQUIRED,
            .choices = &delegation_reasons,
            .default_code = "absence",
        },
    [DELEGATION_NOTE] =
        {
            .name = "note",
            .label = "Note",
            .help = "Whatever a colleague should know.",
            .type = FIELD_TEXT,
            .maximum = 1000,
        },
};
_Static_assert(
    sizeof delegation_fields / sizeof delegation_fields[0] == DELEGATION_FIELD_COUNT, "a field is missing");

static const struct sort delegation_sorts[] = {
    {"from_on", DELEGATION_FROM_ON},
    {"key", SORT_SYSTEM_KEY},
};

static const struct link delegation_links[] = {
    {"comments", "comments", "record"},
};

static enum error delegation_check(
    const struct record *proposed, const struct record *stored, struct problem_list *problems)
{
    (void)stored;
    enum error error = ERROR_NONE;
    // Days as text are in the order of the calendar.
    if (text_compare(record_text(proposed, DELEGATION_TO_ON), record_text(proposed, DELEGATION_FROM_ON)) <
        0) {
        problem_add(problems, "to_on", "Must not be before from_on (%.*s).",
            TEXT_PRINT(record_text(proposed, DELEGATION_FROM_ON)));
        error = ERROR_INVALID;
    }
    struct text deputy = record_text(proposed, DELEGATION_DEPUTY);
    if (!text_is_empty(deputy) && text_equal(deputy, record_text(proposed, DELEGATION_PERSON))) {
        problem_add(problems, "deputy", "Must be somebody else than the person.");
        error = ERROR_INVALID;
    }
    if (text_is_empty(deputy) && record_choice(proposed, DELEGATION_REASON) == DELEGATION_REASON_DELEGATION) {
        problem_add(
            problems, "deputy", "A delegation needs the person who acts; only an absence can do without.");
        error = ERROR_INVALID;
    }
    return error;
}

// Another one of the same person over the same scope that has days in common.
static const struct statement select_overlap = {
    .name = "delegation_select_overlap",
    .common =
        SQL("SELECT key FROM delegation WHERE person = $1 AND coalesce(scope, '') = $2 AND key <> $3 AND "
            "from_on <= $5 AND to_on >= $4 ORDER BY length(key), key LIMIT 1"),
    .parameters = "ttttt",
    .columns = "t",
};

static const struct statement *const statements[] = {&select_overlap};
const struct statement_list delegation_statements = {statements, sizeof statements / sizeof statements[0]};

static enum error overlap_refuse(
    struct transaction *transaction, const struct record *proposed, struct problem_list *problems)
{
    const struct value parameters[] = {value_text(record_text(proposed, DELEGATION_PERSON)),
        value_text(record_text(proposed, DELEGATION_SCOPE)), value_text(proposed->key),
        value_text(record_text(proposed, DELEGATION_FROM_ON)),
        value_text(record_text(proposed, DELEGATION_TO_ON))};
    struct cursor *cursor = NULL;
    enum error error = store_query(transaction, &select_overlap, parameters, 5, &cursor);
    if (!error) error = cursor_next(cursor);
    if (!error) {
        problem_add(problems, "from_on",
            "%.*s covers some of these days for the same person and scope already.",
            TEXT_PRINT(cursor_text(cursor, 0)));
        error = ERROR_INVALID;
    }
    cursor_close(cursor);
    return error == ERROR_END ? ERROR_NONE : error;
}

// Nobody makes themselves the deputy of another: what is one's own is one's own to hand over. Who may change
// assignments gives away nothing by this that they could not give away otherwise.
static bool is_theirs(const struct actor *actor, const struct record *record)
{
    bool is_organiser = actor->role >= ACCESS_ORGANISER && !text_is(actor->user, "system");
    if (acting_restores(actor) || acting_administers(actor) || is_organiser) return true;
    return !record || (!text_is_empty(actor->person) &&
                          text_equal(actor->person, record_text(record, DELEGATION_PERSON)));
}

static enum error delegation_before_save(struct transaction *transaction, const struct actor *actor,
    struct record *proposed, const struct record *stored, struct arena *arena, struct problem_list *problems)
{
    (void)arena;
    if (!is_theirs(actor, stored) || !is_theirs(actor, proposed)) {
        problem_add(problems, "person", "Must be yourself: others are spoken for by an organiser.");
        return ERROR_INVALID;
    }
    return overlap_refuse(transaction, proposed, problems);
}

const struct resource delegation_resource = {
    .name = "delegations",
    .singular = "delegation",
    .label = "Delegation",
    .label_plural = "Delegations",
    .prefix = "DEL",
    .help = "A delegation says who acts for a person, or that the person is away, from one day to another.",
    .fields = delegation_fields,
    .field_count = DELEGATION_FIELD_COUNT,
    .sorts = delegation_sorts,
    .sort_count = sizeof delegation_sorts / sizeof delegation_sorts[0],
    .title_field = -1,
    .owner_field = OWNER_CREATOR,
    .shared_field = -1,
    .permissions =
        {
            [ACCESS_VIEWER] = {.all = MAY_READ},
            [ACCESS_MEMBER] = {.all = MAY_READ, .own = MAY_CHANGE},
            [ACCESS_ORGANISER] = {.all = MAY_READ | MAY_CHANGE},
            [ACCESS_ADMINISTRATOR] = {.all = MAY_READ | MAY_CHANGE},
        },
    .links = delegation_links,
    .link_count = sizeof delegation_links / sizeof delegation_links[0],
    .unique_together = {-1},
    .check = delegation_check,
    .before_save = delegation_before_save,
};
