// SPDX-License-Identifier: Apache-2.0
// Resolving: assignments sorted by scope and role, every line and unit settled once, answers looked up.
#include "people/resolution.h"

// The holders of one role at one scope: a slice of the sorted assignments.
struct group {
    uint32_t first, count, scope;
    enum people_role role;
};

// What one map says about every activity in one stage and horizon. Products share a handful of plans.
struct plan {
    uint32_t *entries; // of each activity; ORGANISATION_NONE: the map does not have it, or it rests
    uint8_t *roles;    // beside them: the accountable role, or one of the two answers below
    unsigned set;      // which of these there are: 1 << the number
};

// Answers by role, and two for activities that have none.
enum { ANSWER_UNPLACED = ROLE_COUNT, ANSWER_REST, ANSWER_COUNT };

struct resolution {
    const struct organisation *organisation;
    uint32_t *assignments;  // holders by scope, role and person
    uint32_t *people;       // beside them
    struct group *groups;   // by scope, then role
    uint32_t *scope_groups; // where the groups of each scope begin; one more than there are scopes
    uint32_t *nearest;  // a group or ORGANISATION_NONE for company, units, lines (as scopes) × ROLE_COUNT
    uint32_t *maps;     // the map that decides for company, units, lines (as scopes)
    struct plan *plans; // what the maps say in the stages and horizons that products are in
    uint32_t plan_count;
    uint32_t *plan_at; // of plans, by place (see plan_place)
};

const char *resolution_outcome_code(enum resolution_outcome outcome)
{
    static const char *const codes[] = {"one", "gap", "conflict", "dual", "rest", ""};
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

// Where the plan of a map, a stage and a horizon is noted. No map at all is the one after the last.
#define PLACES_OF_MAP (STAGE_COUNT * (HORIZON_COUNT + 1))

static size_t plan_place(const struct resolution *resolution, uint32_t product)
{
    const struct organisation_product *of = &resolution->organisation->products[product];
    const uint32_t map = resolution_product_map(resolution, product);
    const size_t number = map == ORGANISATION_NONE ? resolution->organisation->map_count : map;
    return number * PLACES_OF_MAP + (size_t)of->stage * (HORIZON_COUNT + 1) + (size_t)(of->horizon + 1);
}

static const struct plan *plan_of(const struct resolution *resolution, uint32_t product)
{
    return &resolution->plans[resolution->plan_at[plan_place(resolution, product)]];
}

static enum error plan_make(
    const struct organisation *organisation, size_t place, struct arena *arena, struct plan *plan)
{
    const uint32_t map = (uint32_t)(place / PLACES_OF_MAP);
    const unsigned stage = (unsigned)(place % PLACES_OF_MAP / (HORIZON_COUNT + 1));
    const int horizon = (int)(place % (HORIZON_COUNT + 1)) - 1;
    plan->entries = arena_array(arena, uint32_t, organisation->activity_count);
    plan->roles = arena_array(arena, uint8_t, organisation->activity_count);
    plan->set = 0;
    if (!plan->entries || !plan->roles) return ERROR_MEMORY;
    for (uint32_t activity = 0; activity < organisation->activity_count; activity++) {
        uint32_t count;
        const struct organisation_entry *entries =
            organisation_entries_of(organisation, map, activity, &count);
        plan->entries[activity] = ORGANISATION_NONE;
        plan->roles[activity] = (uint8_t)(count ? ANSWER_REST : ANSWER_UNPLACED);
        for (uint32_t i = 0; i < count; i++) {
            if (!organisation_entry_covers(&entries[i], stage, horizon)) continue;
            plan->entries[activity] = (uint32_t)(entries + i - organisation->entries);
            plan->roles[activity] =
                entries[i].accountable < ROLE_COUNT ? entries[i].accountable : (uint8_t)ANSWER_UNPLACED;
            break;
        }
        plan->set |= 1U << plan->roles[activity];
    }
    return ERROR_NONE;
}

// Which map decides where, and a plan for each map, stage and horizon that some product is in.
static enum error plans_settle(struct resolution *resolution, struct arena *arena)
{
    const struct organisation *organisation = resolution->organisation;
    const uint32_t scopes = 1 + organisation->unit_count + organisation->line_count;
    const size_t places = ((size_t)organisation->map_count + 1) * PLACES_OF_MAP;
    resolution->maps = arena_array(arena, uint32_t, scopes);
    resolution->plan_at = arena_array(arena, uint32_t, places);
    if (!resolution->maps || !resolution->plan_at) return ERROR_MEMORY;
    for (uint32_t scope = 0; scope < scopes; scope++)
        resolution->maps[scope] = organisation_map_of_scope(organisation, scope);
    for (uint32_t product = 0; product < organisation->product_count; product++)
        resolution->plan_at[plan_place(resolution, product)] = 1;
    for (size_t place = 0; place < places; place++)
        resolution->plan_count += resolution->plan_at[place];
    resolution->plans = arena_array(arena, struct plan, resolution->plan_count);
    if (!resolution->plans) return ERROR_MEMORY;
    uint32_t next = 0;
    for (size_t place = 0; place < places; place++) {
        if (!resolution->plan_at[place]) continue;
        resolution->plan_at[place] = next;
        enum error error = plan_make(organisation, place, arena, &resolution->plans[next++]);
        if (error) return error;
    }
    return ERROR_NONE;
}

uint32_t resolution_product_map(const struct resolution *resolution, uint32_t product)
{
    const uint32_t line = resolution->organisation->products[product].line;
    return resolution
        ->maps[line == ORGANISATION_NONE ? ORGANISATION_COMPANY
                                         : organisation_scope_of_line(resolution->organisation, line)];
}

uint32_t resolution_scope_map(const struct resolution *resolution, uint32_t scope)
{
    uint32_t index;
    if (organisation_scope_kind(resolution->organisation, scope, &index) == SCOPE_OF_PRODUCT)
        return resolution_product_map(resolution, index);
    return resolution->maps[scope];
}

unsigned resolution_product_roles(const struct resolution *resolution, uint32_t product)
{
    return plan_of(resolution, product)->set & ((1U << ROLE_COUNT) - 1);
}

enum error resolution_prepare(
    const struct organisation *organisation, struct arena *arena, struct resolution **ret_resolution)
{
    struct resolution *resolution = arena_object(arena, struct resolution);
    if (!resolution) return ERROR_MEMORY;
    resolution->organisation = organisation;
    enum error error = groups_make(resolution, arena);
    if (!error) error = nearest_settle(resolution, arena);
    if (!error) error = plans_settle(resolution, arena);
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

// `answer` is a role, or one of the answers beside roles; so that what is neither gets no holders.
static enum resolution_outcome outcome_of(
    const struct resolution *resolution, uint32_t scope, unsigned answer, struct resolution_holders holders)
{
    if (answer == ANSWER_REST) return RESOLUTION_REST;
    if (holders.count == 0) return RESOLUTION_GAP;
    if (holders.count > 1) return RESOLUTION_CONFLICT;
    const struct resolution_holders counterpart =
        resolution_holders(resolution, scope, people_role_counterpart((enum people_role)answer));
    return resolution_holders_contain(counterpart, holders.people[0]) ? RESOLUTION_DUAL : RESOLUTION_ONE;
}

static enum people_role role_of(unsigned answer)
{
    return answer < ROLE_COUNT ? (enum people_role)answer : ROLE_COUNT;
}

struct resolution_result resolution_for(
    const struct resolution *resolution, uint32_t product, uint32_t activity)
{
    const struct plan *plan = plan_of(resolution, product);
    const unsigned answer = plan->roles[activity];
    struct resolution_result result = {
        .product = product,
        .activity = activity,
        .map = resolution_product_map(resolution, product),
        .entry = plan->entries[activity],
        .role = role_of(answer),
    };
    result.holders = resolution_product_holders(resolution, product, result.role);
    result.outcome = outcome_of(
        resolution, organisation_scope_of_product(resolution->organisation, product), answer, result.holders);
    return result;
}

struct resolution_result resolution_for_scope(
    const struct resolution *resolution, uint32_t scope, uint32_t activity)
{
    const struct organisation *organisation = resolution->organisation;
    uint32_t index, count;
    if (organisation_scope_kind(organisation, scope, &index) == SCOPE_OF_PRODUCT)
        return resolution_for(resolution, index, activity);
    struct resolution_result result = {
        .product = ORGANISATION_NONE,
        .activity = activity,
        .map = resolution->maps[scope],
        .entry = ORGANISATION_NONE,
        .role = ROLE_COUNT,
    };
    const struct organisation_entry *entries =
        organisation_entries_of(organisation, result.map, activity, &count);
    if (count) {
        result.entry = (uint32_t)(entries - organisation->entries);
        result.role = role_of(entries->accountable);
    }
    result.holders = resolution_holders(resolution, scope, result.role);
    result.outcome = outcome_of(resolution, scope, result.role, result.holders);
    return result;
}

// What holds for a product by role: an activity's answer is that of its role.
struct product_answers {
    struct resolution_holders holders[ANSWER_COUNT];
    enum resolution_outcome outcomes[ANSWER_COUNT];
};

static void answers_fill(
    const struct resolution *resolution, uint32_t product, unsigned set, struct product_answers *answers)
{
    const uint32_t scope = organisation_scope_of_product(resolution->organisation, product);
    for (unsigned answer = 0; answer < ANSWER_COUNT; answer++) {
        if (!(set & (1U << answer))) continue;
        answers->holders[answer] = resolution_product_holders(resolution, product, role_of(answer));
        answers->outcomes[answer] = outcome_of(resolution, scope, answer, answers->holders[answer]);
    }
}

enum error resolution_each(const struct resolution *resolution,
    enum error (*visit)(const struct resolution_result *result, void *closure), void *closure)
{
    const struct organisation *organisation = resolution->organisation;
    struct product_answers answers;
    for (uint32_t product = 0; product < organisation->product_count; product++) {
        const struct plan *plan = plan_of(resolution, product);
        answers_fill(resolution, product, plan->set, &answers);
        struct resolution_result result = {
            .product = product, .map = resolution_product_map(resolution, product)};
        for (uint32_t activity = 0; activity < organisation->activity_count; activity++) {
            const unsigned answer = plan->roles[activity];
            result.activity = activity;
            result.entry = plan->entries[activity];
            result.role = role_of(answer);
            result.holders = answers.holders[answer];
            result.outcome = answers.outcomes[answer];
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
    struct plan_counts {
        uint32_t by[ANSWER_COUNT][RESOLUTION_OUTCOME_COUNT];
    } *plans = arena_array(arena, struct plan_counts, resolution->plan_count);
    uint32_t(*counts)[RESOLUTION_OUTCOME_COUNT] =
        arena_allocate_array(arena, organisation->activity_count, sizeof *counts);
    if (!plans || !counts) return ERROR_MEMORY;
    struct product_answers answers;
    for (uint32_t product = 0; product < organisation->product_count; product++) {
        if (organisation->products[product].stage >= STAGE_RETIRED) continue;
        const uint32_t number = resolution->plan_at[plan_place(resolution, product)];
        const unsigned set = resolution->plans[number].set;
        answers_fill(resolution, product, set, &answers);
        for (unsigned answer = 0; answer < ANSWER_COUNT; answer++)
            if (set & (1U << answer)) plans[number].by[answer][answers.outcomes[answer]]++;
    }
    for (uint32_t number = 0; number < resolution->plan_count; number++)
        for (uint32_t activity = 0; activity < organisation->activity_count; activity++)
            for (unsigned outcome = 0; outcome < RESOLUTION_OUTCOME_COUNT; outcome++)
                counts[activity][outcome] +=
                    plans[number].by[resolution->plans[number].roles[activity]][outcome];
    *ret_counts = counts;
    return ERROR_NONE;
}
