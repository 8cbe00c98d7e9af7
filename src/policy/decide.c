// SPDX-License-Identifier: Apache-2.0
// The decision itself: arithmetic on the organisation and its delegations; no database.
#include "policy/policy.h"

static const struct choice verdicts[POLICY_VERDICT_COUNT] = {
    [POLICY_SILENT] = {"silent", "Anybody may"},
    [POLICY_OWN] = {"own", "Belongs to the role"},
    [POLICY_OVERRIDE] = {"override", "With a reason"},
    [POLICY_REFUSED] = {"refused", "Refused"},
};
const struct choice_list policy_verdicts = {"policy_verdict", verdicts, POLICY_VERDICT_COUNT};

const char *policy_verdict_code(enum policy_verdict verdict)
{
    return verdict < POLICY_VERDICT_COUNT ? verdicts[verdict].code : "";
}

bool policy_delegation_covers(
    const struct organisation *organisation, const struct policy_delegation *delegation, uint32_t scope)
{
    if (text_is_empty(delegation->scope)) return true;
    if (scope == ORGANISATION_COMPANY) return false;
    uint32_t index, line = ORGANISATION_NONE, unit = ORGANISATION_NONE;
    if (text_equal(delegation->scope, organisation_scope_key(organisation, scope))) return true;
    enum organisation_kind kind = organisation_scope_kind(organisation, scope, &index);
    if (kind == SCOPE_OF_PRODUCT) line = organisation->products[index].line;
    if (kind == SCOPE_OF_LINE) line = index;
    if (line != ORGANISATION_NONE) unit = organisation_unit_of_line(organisation, line);
    if (unit != ORGANISATION_NONE && text_equal(delegation->scope, organisation->units[unit].key))
        return true;
    // Lines that lie in each other in a circle end after as many steps as there are lines.
    for (uint32_t step = 0; line != ORGANISATION_NONE && step < organisation->line_count; step++) {
        if (text_equal(delegation->scope, organisation->lines[line].key)) return true;
        line = organisation->lines[line].parent;
    }
    return false;
}

// Everybody who holds one of the roles over the place, role by role, each person once.
static enum error people_of_roles(const struct policy_question *question, unsigned roles, struct arena *arena,
    struct policy_people *ret_people)
{
    uint32_t total = 0, count = 0;
    for (unsigned role = 0; role < ROLE_COUNT; role++)
        if (roles & (1U << role))
            total += resolution_holders(question->resolution, question->scope, (enum people_role)role).count;
    uint32_t *people = arena_array(arena, uint32_t, total);
    if (!people) return ERROR_MEMORY;
    for (unsigned role = 0; role < ROLE_COUNT; role++) {
        if (!(roles & (1U << role))) continue;
        struct resolution_holders holders =
            resolution_holders(question->resolution, question->scope, (enum people_role)role);
        for (uint32_t i = 0; i < holders.count; i++) {
            bool is_known = false;
            for (uint32_t j = 0; j < count && !is_known; j++)
                is_known = people[j] == holders.people[i];
            if (!is_known) people[count++] = holders.people[i];
        }
    }
    *ret_people = (struct policy_people){people, count};
    return ERROR_NONE;
}

static bool people_contain_key(
    const struct organisation *organisation, struct policy_people people, struct text key)
{
    if (text_is_empty(key)) return false;
    for (uint32_t i = 0; i < people.count; i++)
        if (text_equal(organisation->people[people.people[i]].key, key)) return true;
    return false;
}

// The delegations of the accountable people that reach the place.
static enum error delegations_take(
    const struct policy_question *question, struct arena *arena, struct policy_decision *decision)
{
    const struct organisation *organisation = resolution_organisation(question->resolution);
    const struct policy_delegations *all = question->delegations;
    const struct policy_delegation **taken = arena_array(arena, const struct policy_delegation *, all->count);
    if (!taken) return ERROR_MEMORY;
    for (uint32_t i = 0; i < all->count; i++) {
        const struct policy_delegation *delegation = &all->items[i];
        if (delegation->from_on > organisation->day || delegation->to_on < organisation->day) continue;
        if (!people_contain_key(organisation, decision->accountable, delegation->person)) continue;
        if (!policy_delegation_covers(organisation, delegation, question->scope)) continue;
        taken[decision->delegation_count++] = delegation;
    }
    decision->delegations = taken;
    return ERROR_NONE;
}

static const struct policy_delegation *deputising(const struct policy_decision *decision, struct text person)
{
    for (uint32_t i = 0; i < decision->delegation_count && !text_is_empty(person); i++)
        if (text_equal(decision->delegations[i]->deputy, person)) return decision->delegations[i];
    return NULL;
}

bool policy_is_accountable(
    const struct organisation *organisation, const struct policy_decision *decision, struct text person)
{
    return people_contain_key(organisation, decision->accountable, person) ||
           deputising(decision, person) != NULL;
}

// The map that decides at the place, and what it says about the activity.
static void map_take(const struct policy_question *question, struct policy_decision *decision)
{
    const struct organisation *organisation = resolution_organisation(question->resolution);
    decision->map = resolution_scope_map(question->resolution, question->scope);
    if (decision->map == ORGANISATION_NONE) return;
    decision->mode = (enum map_mode)organisation->maps[decision->map].mode;
    if (question->activity >= organisation->activity_count) return;
    const struct resolution_result result =
        resolution_for_scope(question->resolution, question->scope, question->activity);
    decision->entry = result.entry;
    decision->rests = result.outcome == RESOLUTION_REST;
    decision->role = result.role;
    decision->held_at = result.holders.scope;
    if (result.entry == ORGANISATION_NONE) return;
    decision->four_eyes = organisation->entries[result.entry].four_eyes;
    decision->accountable = (struct policy_people){result.holders.people, result.holders.count};
}

enum error policy_decide(
    const struct policy_question *question, struct arena *arena, struct policy_decision *ret_decision)
{
    const struct organisation *organisation = resolution_organisation(question->resolution);
    struct policy_decision decision = {
        .verdict = POLICY_SILENT,
        .mode = MAP_ADVISORY,
        .map = ORGANISATION_NONE,
        .scope = question->scope,
        .activity = question->activity,
        .entry = ORGANISATION_NONE,
        .role = ROLE_COUNT,
        .held_at = ORGANISATION_NONE,
    };
    map_take(question, &decision);
    if (decision.entry == ORGANISATION_NONE) {
        *ret_decision = decision;
        return ERROR_NONE;
    }
    const struct organisation_entry *entry = &organisation->entries[decision.entry];
    enum error error = people_of_roles(question, entry->responsible, arena, &decision.responsible);
    if (!error) error = people_of_roles(question, entry->consulted, arena, &decision.consulted);
    if (!error) error = people_of_roles(question, entry->informed, arena, &decision.informed);
    if (!error) error = delegations_take(question, arena, &decision);
    if (error) return error;
    bool is_own = people_contain_key(organisation, decision.accountable, question->person);
    if (!is_own) decision.acts_by = deputising(&decision, question->person);
    decision.verdict = is_own || decision.acts_by    ? POLICY_OWN
                       : decision.mode == MAP_STRICT ? POLICY_REFUSED
                                                     : POLICY_OVERRIDE;
    *ret_decision = decision;
    return ERROR_NONE;
}
