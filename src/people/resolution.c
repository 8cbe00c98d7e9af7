// SPDX-License-Identifier: Apache-2.0
// Resolving: assignments sorted by scope and role, every line and unit settled once, answers looked up.
#include "people/resolution.h"

// The holders of one role at one scope: a slice of the sorted assignments.
struct group {
    uint32_t first, count, scope;
    enum people_role role;
};

struct resolution {
    const struct organisation *organisation;
    uint32_t *assignments;  // holders by scope, role and person
    uint32_t *people;       // beside them
    struct group *groups;   // by scope, then role
    uint32_t *scope_groups; // where the groups of each scope begin; one more than there are scopes
    uint32_t *nearest; // a group or ORGANISATION_NONE for company, units, lines (as scopes) × ROLE_COUNT
};

const char *resolution_outcome_code(enum resolution_outcome outcome)
{
    static const char *const codes[] = {"one", "gap", "conflict", "dual", ""};
    return codes[outcome < RESOLUTION_OUTCOME_COUNT ? outcome : RESOLUTION_OUTCOME_COUNT];
}

const struct organisation *resolution_organisation(const struct resolution *resolution)
{
    return resolution->organisation;
}

static bool assignment_counts(
    const struct organisation *organisation, const struct organisation_assignment *assignment)
{
    return assignment->person < organisation->person_count &&
           assignment->scope < organisation_scope_count(organisation) && assignment->role < ROLE_COUNT &&
           organisation_assignment_is_active(assignment, organisation->day) &&
           !organisation_person_has_left(&organisation->people[assignment->person], organisation->day);
}

// Within a scope: by role, person, own right before stand-in, key.
static int compare_assignments(const void *one, const void *other, void *closure)
{
    const struct organisation *organisation = closure;
    const struct organisation_assignment *a = &organisation->assignments[*(const uint32_t *)one];
    const struct organisation_assignment *b = &organisation->assignments[*(const uint32_t *)other];
    if (a->role != b->role) return a->role < b->role ? -1 : 1;
    if (a->person != b->person)
        return organisation_compare_keys(
            organisation->people[a->person].key, organisation->people[b->person].key);
    if ((a->stand_in.length > 0) != (b->stand_in.length > 0)) return a->stand_in.length > 0 ? 1 : -1;
    return organisation_compare_keys(a->key, b->key);
}

// Puts the assignments that count in order of scope; ret_starts has one more than there are scopes.
static enum error scopes_sort(const struct organisation *organisation, struct arena *arena,
    uint32_t **ret_sorted, uint32_t **ret_starts)
{
    const uint32_t scopes = organisation_scope_count(organisation);
    uint32_t *sorted = arena_array(arena, uint32_t, organisation->assignment_count);
    uint32_t *starts = arena_array(arena, uint32_t, (size_t)scopes + 2);
    if (!sorted || !starts) return ERROR_MEMORY;
    // Counted two places further on, so that filling moves each start to where it belongs.
    for (uint32_t i = 0; i < organisation->assignment_count; i++)
        if (assignment_counts(organisation, &organisation->assignments[i]))
            starts[organisation->assignments[i].scope + 2]++;
    for (uint32_t scope = 0; scope < scopes; scope++)
        starts[scope + 2] += starts[scope + 1];
    for (uint32_t i = 0; i < organisation->assignment_count; i++)
        if (assignment_counts(organisation, &organisation->assignments[i]))
            sorted[starts[organisation->assignments[i].scope + 1]++] = i;
    for (uint32_t scope = 0; scope < scopes; scope++)
        if (starts[scope + 1] - starts[scope] > 1)
            qsort_r(sorted + starts[scope], starts[scope + 1] - starts[scope], sizeof *sorted,
                compare_assignments, (void *)(uintptr_t)organisation);
    *ret_sorted = sorted;
    *ret_starts = starts;
    return ERROR_NONE;
}

// Cuts the sorted assignments into groups, each person once.
static enum error groups_make(struct resolution *resolution, struct arena *arena)
{
    const struct organisation *organisation = resolution->organisation;
    const uint32_t scopes = organisation_scope_count(organisation);
    uint32_t *sorted, *starts;
    enum error error = scopes_sort(organisation, arena, &sorted, &starts);
    if (error) return error;
    resolution->assignments = sorted;
    resolution->people = arena_array(arena, uint32_t, starts[scopes]);
    resolution->groups = arena_array(arena, struct group, starts[scopes]);
    resolution->scope_groups = starts;
    if (!resolution->people || !resolution->groups) return ERROR_MEMORY;
    uint32_t groups = 0, holders = 0;
    for (uint32_t scope = 0, next = 0; scope < scopes; scope++) {
        const uint32_t end = starts[scope + 1];
        struct group *group = NULL;
        starts[scope] = groups;
        for (; next < end; next++) {
            const struct organisation_assignment *assignment = &organisation->assignments[sorted[next]];
            if (!group || group->role != assignment->role) {
                group = &resolution->groups[groups++];
                *group = (struct group){holders, 0, scope, (enum people_role)assignment->role};
            } else if (resolution->people[holders - 1] == assignment->person) {
                continue;
            }
            resolution->people[holders] = assignment->person;
            sorted[holders++] = sorted[next];
            group->count++;
        }
    }
    starts[scopes] = groups;
    return ERROR_NONE;
}

// Gives each role that is still open the group that it has at the scope.
static void nearest_take(const struct resolution *resolution, uint32_t scope, uint32_t nearest[ROLE_COUNT])
{
    for (uint32_t i = resolution->scope_groups[scope]; i < resolution->scope_groups[scope + 1]; i++) {
        uint32_t *found = &nearest[resolution->groups[i].role];
        if (*found == ORGANISATION_NONE) *found = i;
    }
}

static enum error nearest_settle(struct resolution *resolution, struct arena *arena)
{
    const struct organisation *organisation = resolution->organisation;
    const uint32_t scopes = 1 + organisation->unit_count + organisation->line_count;
    resolution->nearest = arena_allocate_array(arena, (size_t)scopes * ROLE_COUNT, sizeof(uint32_t));
    if (!resolution->nearest) return ERROR_MEMORY;
    for (uint32_t scope = 0; scope < scopes; scope++) {
        uint32_t *nearest = resolution->nearest + (size_t)scope * ROLE_COUNT, index;
        for (unsigned role = 0; role < ROLE_COUNT; role++)
            nearest[role] = ORGANISATION_NONE;
        if (organisation_scope_kind(organisation, scope, &index) == SCOPE_OF_LINE) {
            // Lines that lie in each other in a circle end after as many steps as there are lines.
            uint32_t line = index;
            for (uint32_t step = 0; line != ORGANISATION_NONE && step < organisation->line_count; step++) {
                nearest_take(resolution, organisation_scope_of_line(organisation, line), nearest);
                line = organisation->lines[line].parent;
            }
            const uint32_t unit = organisation_unit_of_line(organisation, index);
            if (unit != ORGANISATION_NONE)
                nearest_take(resolution, organisation_scope_of_unit(unit), nearest);
        } else {
            nearest_take(resolution, scope, nearest);
        }
        nearest_take(resolution, ORGANISATION_COMPANY, nearest);
    }
    return ERROR_NONE;
}

enum error resolution_prepare(
    const struct organisation *organisation, struct arena *arena, struct resolution **ret_resolution)
{
    struct resolution *resolution = arena_object(arena, struct resolution);
    if (!resolution) return ERROR_MEMORY;
    resolution->organisation = organisation;
    enum error error = groups_make(resolution, arena);
    if (!error) error = nearest_settle(resolution, arena);
    if (error) return error;
    *ret_resolution = resolution;
    return ERROR_NONE;
}

static struct resolution_holders holders_of_group(const struct resolution *resolution, uint32_t index)
{
    if (index == ORGANISATION_NONE) return (struct resolution_holders){.scope = ORGANISATION_NONE};
    const struct group *group = &resolution->groups[index];
    return (struct resolution_holders){
        .people = resolution->people + group->first,
        .assignments = resolution->assignments + group->first,
        .count = group->count,
        .scope = group->scope,
    };
}

struct resolution_holders resolution_product_holders(
    const struct resolution *resolution, uint32_t product, enum people_role role)
{
    const struct organisation *organisation = resolution->organisation;
    if (product >= organisation->product_count || role >= ROLE_COUNT)
        return holders_of_group(resolution, ORGANISATION_NONE);
    const uint32_t scope = organisation_scope_of_product(organisation, product);
    for (uint32_t i = resolution->scope_groups[scope]; i < resolution->scope_groups[scope + 1]; i++)
        if (resolution->groups[i].role == role) return holders_of_group(resolution, i);
    const uint32_t line = organisation->products[product].line;
    const uint32_t around =
        line == ORGANISATION_NONE ? ORGANISATION_COMPANY : organisation_scope_of_line(organisation, line);
    return holders_of_group(resolution, resolution->nearest[(size_t)around * ROLE_COUNT + role]);
}

struct resolution_holders resolution_holders(
    const struct resolution *resolution, uint32_t scope, enum people_role role)
{
    const struct organisation *organisation = resolution->organisation;
    uint32_t index;
    if (scope >= organisation_scope_count(organisation) || role >= ROLE_COUNT)
        return holders_of_group(resolution, ORGANISATION_NONE);
    if (organisation_scope_kind(organisation, scope, &index) == SCOPE_OF_PRODUCT)
        return resolution_product_holders(resolution, index, role);
    return holders_of_group(resolution, resolution->nearest[(size_t)scope * ROLE_COUNT + role]);
}

bool resolution_holders_contain(struct resolution_holders holders, uint32_t person)
{
    for (uint32_t i = 0; i < holders.count; i++)
        if (holders.people[i] == person) return true;
    return false;
}

static enum resolution_outcome outcome_of(const struct resolution *resolution, uint32_t product,
    enum people_role role, struct resolution_holders holders)
{
    if (holders.count == 0) return RESOLUTION_GAP;
    if (holders.count > 1) return RESOLUTION_CONFLICT;
    struct resolution_holders counterpart =
        resolution_product_holders(resolution, product, people_role_counterpart(role));
    return resolution_holders_contain(counterpart, holders.people[0]) ? RESOLUTION_DUAL : RESOLUTION_ONE;
}

struct resolution_result resolution_for(
    const struct resolution *resolution, uint32_t product, uint32_t activity)
{
    const struct organisation *organisation = resolution->organisation;
    struct resolution_result result = {
        .product = product,
        .activity = activity,
        .entry = organisation->entry_of_activity[activity],
        .role = ROLE_COUNT,
    };
    if (result.entry != ORGANISATION_NONE)
        result.role = (enum people_role)organisation->entries[result.entry].accountable;
    result.holders = resolution_product_holders(resolution, product, result.role);
    result.outcome = outcome_of(resolution, product, result.role, result.holders);
    return result;
}

// What holds for a product by role: an activity's answer is that of its role.
struct product_answers {
    struct resolution_holders holders[ROLE_COUNT + 1];
    enum resolution_outcome outcomes[ROLE_COUNT + 1];
};

// The roles that the map makes anybody accountable by; the last place stands for activities that it does not
// have.
static unsigned roles_accountable(const struct organisation *organisation)
{
    unsigned set = 0;
    for (uint32_t i = 0; i < organisation->activity_count; i++) {
        const uint32_t entry = organisation->entry_of_activity[i];
        set |= 1U << (entry == ORGANISATION_NONE ? ROLE_COUNT : organisation->entries[entry].accountable);
    }
    return set;
}

static void answers_fill(
    const struct resolution *resolution, uint32_t product, unsigned roles, struct product_answers *answers)
{
    for (unsigned role = 0; role <= ROLE_COUNT; role++) {
        if (!(roles & (1U << role))) continue;
        answers->holders[role] = resolution_product_holders(resolution, product, (enum people_role)role);
        answers->outcomes[role] =
            outcome_of(resolution, product, (enum people_role)role, answers->holders[role]);
    }
}

enum error resolution_each(const struct resolution *resolution,
    enum error (*visit)(const struct resolution_result *result, void *closure), void *closure)
{
    const struct organisation *organisation = resolution->organisation;
    const unsigned roles = roles_accountable(organisation);
    struct product_answers answers;
    for (uint32_t product = 0; product < organisation->product_count; product++) {
        answers_fill(resolution, product, roles, &answers);
        for (uint32_t activity = 0; activity < organisation->activity_count; activity++) {
            struct resolution_result result = {
                .product = product, .activity = activity, .entry = organisation->entry_of_activity[activity]};
            result.role = result.entry == ORGANISATION_NONE
                              ? ROLE_COUNT
                              : (enum people_role)organisation->entries[result.entry].accountable;
            result.holders = answers.holders[result.role];
            result.outcome = answers.outcomes[result.role];
            enum error error = visit(&result, closure);
            if (error) return error;
        }
    }
    return ERROR_NONE;
}

enum error resolution_count(const struct resolution *resolution, struct arena *arena,
    uint32_t (**ret_counts)[RESOLUTION_OUTCOME_COUNT])
{
    const struct organisation *organisation = resolution->organisation;
    const unsigned roles = roles_accountable(organisation);
    uint32_t by_role[ROLE_COUNT + 1][RESOLUTION_OUTCOME_COUNT] = {{0}};
    uint32_t(*counts)[RESOLUTION_OUTCOME_COUNT] =
        arena_allocate_array(arena, organisation->activity_count, sizeof *counts);
    if (!counts) return ERROR_MEMORY;
    struct product_answers answers;
    for (uint32_t product = 0; product < organisation->product_count; product++) {
        if (organisation->products[product].stage >= STAGE_RETIRED) continue;
        answers_fill(resolution, product, roles, &answers);
        for (unsigned role = 0; role <= ROLE_COUNT; role++)
            if (roles & (1U << role)) by_role[role][answers.outcomes[role]]++;
    }
    for (uint32_t i = 0; i < organisation->activity_count; i++) {
        const uint32_t entry = organisation->entry_of_activity[i];
        const unsigned role =
            entry == ORGANISATION_NONE ? ROLE_COUNT : organisation->entries[entry].accountable;
        memcpy(counts[i], by_role[role], sizeof *counts);
    }
    *ret_counts = counts;
    return ERROR_NONE;
}
