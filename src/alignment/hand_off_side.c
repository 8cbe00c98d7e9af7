// SPDX-License-Identifier: Apache-2.0
// Unlike an activity, a hand-off is not the map's to give: it lies between two roles, and each answers for
// its own side. So nobody overrides the other: what an advisory map allows elsewhere is refused here.
#include "alignment/hand_off_side.h"

#include "alignment/hand_off.h"
#include "model/record.h"
#include "policy/acting.h"

static const char *person_name(const struct organisation *organisation, uint32_t person, struct arena *arena)
{
    const struct organisation_person *found = &organisation->people[person];
    return arena_print(arena, "%.*s (%.*s)", TEXT_PRINT(found->name), TEXT_PRINT(found->key));
}

enum error hand_off_side_resolve(const struct policy_case *policy_case, enum people_role role,
    const char *field, struct arena *arena, struct problem_list *problems, struct value *ret_person)
{
    const struct organisation *organisation = policy_case->organisation;
    const struct resolution_holders holders =
        resolution_holders(policy_case->resolution, policy_case->scope, role);
    *ret_person = value_null();
    if (holders.count == 1) {
        *ret_person = value_text(organisation->people[holders.people[0]].key);
        return ERROR_NONE;
    }
    if (!problems) return ERROR_NONE;
    if (holders.count == 0) {
        problem_add(problems, field,
            "Nobody is %s over %.*s: name a person, or assign somebody to the role first.",
            people_role_words(role), TEXT_PRINT(policy_case->place));
        return ERROR_INVALID;
    }
    const char *first = person_name(organisation, holders.people[0], arena);
    const char *second = person_name(organisation, holders.people[1], arena);
    if (!first || !second) return ERROR_MEMORY;
    problem_add(problems, field, "Several people are %s over %.*s, %s and %s among them: name one.",
        people_role_words(role), TEXT_PRINT(policy_case->place), first, second);
    return ERROR_INVALID;
}

// Does the person act today for the one with the key?
static bool is_deputy_of(const struct policy_case *policy_case, struct text person, struct text key)
{
    for (uint32_t i = 0; i < policy_case->delegations.count; i++) {
        const struct policy_delegation *delegation = &policy_case->delegations.items[i];
        if (text_equal(delegation->deputy, person) && text_equal(delegation->person, key) &&
            policy_delegation_covers(policy_case->organisation, delegation, policy_case->scope))
            return true;
    }
    return false;
}

static bool stands_for(const struct policy_case *policy_case, struct text person, struct text key)
{
    if (text_is_empty(person) || text_is_empty(key)) return false;
    return text_equal(person, key) || is_deputy_of(policy_case, person, key);
}

static bool holds_role(
    const struct policy_case *policy_case, struct resolution_holders holders, struct text person)
{
    for (uint32_t i = 0; i < holders.count; i++)
        if (stands_for(policy_case, person, policy_case->organisation->people[holders.people[i]].key))
            return true;
    return false;
}

enum error hand_off_side_expect_role(const struct policy_case *policy_case, const struct actor *actor,
    enum people_role role, const char *field, struct arena *arena, struct problem_list *problems)
{
    const struct resolution_holders holders =
        resolution_holders(policy_case->resolution, policy_case->scope, role);
    const bool is_organiser = actor->role >= ACCESS_ORGANISER && !text_is(actor->user, "system");
    if (!policy_judges(actor) || is_organiser || holders.count == 0) return ERROR_NONE;
    if (holds_role(policy_case, holders, actor->person)) return ERROR_NONE;
    const char *name = person_name(policy_case->organisation, holders.people[0], arena);
    if (!name) return ERROR_MEMORY;
    problem_add(problems, field,
        "Must not be yourself: %s is %s of %.*s. Ask them to name you, or leave it empty.", name,
        people_role_words(role), TEXT_PRINT(policy_case->place));
    return ERROR_INVALID;
}

enum error hand_off_side_expect(const struct policy_case *policy_case, const struct actor *actor,
    const struct record *hand_off, enum hand_off_side side, const char *act, struct arena *arena,
    struct problem_list *problems)
{
    const struct organisation *organisation = policy_case->organisation;
    const bool is_giving = side == SIDE_GIVING;
    const struct text named = record_text(hand_off, is_giving ? HAND_OFF_FROM_PERSON : HAND_OFF_TO_PERSON);
    const enum people_role role =
        (enum people_role)record_choice(hand_off, is_giving ? HAND_OFF_FROM_ROLE : HAND_OFF_TO_ROLE);
    const struct resolution_holders holders =
        resolution_holders(policy_case->resolution, policy_case->scope, role);
    if (!policy_judges(actor) || acting_administers(actor)) return ERROR_NONE;
    if (stands_for(policy_case, actor->person, named)) return ERROR_NONE;
    if (holds_role(policy_case, holders, actor->person)) return ERROR_NONE;
    const uint32_t asked =
        text_is_empty(named) ? ORGANISATION_NONE : organisation_find_person(organisation, named);
    const uint32_t whose = asked != ORGANISATION_NONE ? asked
                           : holders.count            ? holders.people[0]
                                                      : ORGANISATION_NONE;
    const char *name = whose == ORGANISATION_NONE ? NULL : person_name(organisation, whose, arena);
    if (whose != ORGANISATION_NONE && !name) return ERROR_MEMORY;
    // Who is named need not hold anything around here.
    if (asked == ORGANISATION_NONE && !text_is_empty(named) && !(name = text_copy(named, arena)))
        return ERROR_MEMORY;
    if (name)
        problem_add(problems, NULL, "To %s it is for %s, as %s of %.*s, or for their deputy. Ask them.", act,
            name, people_role_words(role), TEXT_PRINT(policy_case->place));
    else
        problem_add(problems, NULL, "To %s it is for the %s of %.*s; nobody is.", act,
            people_role_words(role), TEXT_PRINT(policy_case->place));
    return ERROR_NOT_ACCOUNTABLE;
}
