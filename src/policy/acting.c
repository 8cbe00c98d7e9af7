// SPDX-License-Identifier: Apache-2.0
// Who acts, looked up in the delegations of the day.
#include "policy/acting.h"

#include "base/calendar.h"
#include "policy/policy.h"
#include "store/records.h"

bool acting_administers(const struct actor *actor)
{
    if (actor->role != ACCESS_ADMINISTRATOR) return false;
    return !text_is(actor->user, "system") || text_is_empty(actor->person);
}

bool acting_restores(const struct actor *actor)
{
    if (!text_is_empty(actor->import)) return true;
    return actor->via && (strcmp(actor->via, "import") == 0 || strcmp(actor->via, "system") == 0);
}

enum error acting_is_for(struct transaction *transaction, const struct actor *actor, struct text person,
    struct text record, struct arena *arena, bool *ret_is)
{
    *ret_is = !text_is_empty(person) && text_equal(actor->person, person);
    if (*ret_is || text_is_empty(person) || text_is_empty(actor->person)) return ERROR_NONE;
    struct policy_case policy_case;
    enum error error = policy_case_load(transaction, record, arena, &policy_case);
    for (uint32_t i = 0; !error && i < policy_case.delegations.count && !*ret_is; i++) {
        const struct policy_delegation *delegation = &policy_case.delegations.items[i];
        *ret_is = text_equal(delegation->person, person) && text_equal(delegation->deputy, actor->person) &&
                  policy_delegation_covers(policy_case.organisation, delegation, policy_case.scope);
    }
    return error;
}

bool acting_has_asked(const struct actor *actor, const struct record *record, size_t asked_by)
{
    if (!text_is_empty(actor->person)) {
        if (text_equal(actor->person, record_text(record, asked_by))) return true;
        if (text_is(actor->user, "system")) return false;
    }
    return text_equal(actor->user, record->created_by);
}

enum error acting_ask(
    const struct actor *actor, struct record *proposed, size_t asked_by, struct problem_list *problems)
{
    const struct text given = record_text(proposed, asked_by);
    if (text_is_empty(given)) record_set(proposed, asked_by, acting_person(actor));
    if (text_is_empty(given) || text_equal(given, actor->person)) return ERROR_NONE;
    const bool is_organiser = actor->role >= ACCESS_ORGANISER && !text_is(actor->user, "system");
    if (is_organiser || acting_administers(actor)) return ERROR_NONE;
    problem_add(problems, proposed->resource->fields[asked_by].name,
        "Must be yourself, or left empty: others are spoken for by an organiser.");
    return ERROR_INVALID;
}

enum error acting_expect_asked(
    const struct actor *actor, const struct record *stored, size_t asked_by, struct problem_list *problems)
{
    if (acting_has_asked(actor, stored, asked_by) || acting_administers(actor) || acting_restores(actor))
        return ERROR_NONE;
    const struct text asker = record_text(stored, asked_by);
    problem_add(problems, NULL, "It is for whoever asked (%.*s) or an administrator to change or take back.",
        TEXT_PRINT(text_is_empty(asker) ? stored->created_by : asker));
    return ERROR_NOT_ACCOUNTABLE;
}

enum error acting_expect_shared(
    struct transaction *transaction, struct text record, struct arena *arena, struct problem_list *problems)
{
    const struct actor reader = {.role = ACCESS_VIEWER, .scope = SCOPE_READ};
    const struct resource *about = NULL;
    struct text key = TEXT("");
    enum error error = record_resolve_key(transaction, record, arena, &about, &key);
    if (error || permission_allows(&reader, about, VERB_SHOW, false)) return error;
    problem_add(
        problems, "record", "Must be something that everybody may read; %.*s is not.", TEXT_PRINT(key));
    return ERROR_INVALID;
}

struct value acting_day(const struct transaction *transaction, struct arena *arena)
{
    char day[CALENDAR_DATE_SIZE];
    calendar_print_date(calendar_day_of(transaction_now(transaction)), day);
    return value_string(arena_text(arena, day, strlen(day)));
}

struct value acting_person(const struct actor *actor)
{
    return text_is_empty(actor->person) ? value_null() : value_text(actor->person);
}
