// SPDX-License-Identifier: Apache-2.0
// Who acts, looked up in the delegations of the day.
#include "policy/acting.h"

#include "base/calendar.h"
#include "policy/policy.h"

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
