// SPDX-License-Identifier: Apache-2.0
// Takes people away one by one, looking only at what they hold.
#include "stress/single_point.h"

#include "stress/organisation_copy.h"

// The products of each person: slices of one array.
struct holdings {
    uint32_t *products;
    uint32_t *starts; // one more than there are people
};

uint32_t single_point_gaps(const struct single_point *point)
{
    uint32_t gaps = 0;
    for (unsigned horizon = 0; horizon < HORIZON_COUNT; horizon++)
        gaps += point->gaps[horizon];
    return gaps;
}

struct without {
    const struct resolution *resolution;
    const struct organisation *organisation;
    uint32_t person;
};

// How many of the holders are left without the person.
static uint32_t others_count(const struct without *without, struct resolution_holders holders)
{
    return holders.count - resolution_holders_contain(holders, without->person);
}

// The holders at the nearest scope where there is anybody but the person, who may be among them; a count of 0
// when there is nobody.
static struct resolution_holders holders_without(
    const struct without *without, uint32_t product, enum people_role role)
{
    const struct organisation *organisation = without->organisation;
    struct resolution_holders holders = resolution_product_holders(without->resolution, product, role);
    const uint32_t most = organisation->line_count + 4; // lines that lie in each other in a circle end there
    uint32_t scope = holders.scope;
    for (uint32_t step = 0; step < most && scope != ORGANISATION_NONE; step++) {
        // Farther out only a scope's own holders count: those beyond it come when it is their turn.
        if (holders.scope == scope && others_count(without, holders) > 0) return holders;
        scope = organisation_scope_outwards(organisation, product, scope);
        if (scope != ORGANISATION_NONE) holders = resolution_holders(without->resolution, scope, role);
    }
    return (struct resolution_holders){.scope = ORGANISATION_NONE};
}

// The outcome of a role over a product without the person.
struct answer {
    enum resolution_outcome outcome;
    bool is_known;
};

static enum resolution_outcome outcome_without(
    const struct without *without, uint32_t product, enum people_role role, struct answer answers[ROLE_COUNT])
{
    if (role >= ROLE_COUNT) return RESOLUTION_GAP;
    struct answer *answer = &answers[role];
    if (answer->is_known) return answer->outcome;
    const struct resolution_holders holders = holders_without(without, product, role);
    const uint32_t others = others_count(without, holders);
    const enum people_role counterpart = people_role_counterpart(role);
    answer->is_known = true;
    answer->outcome = others == 0 ? RESOLUTION_GAP : RESOLUTION_CONFLICT;
    if (others == 1 && holders.people) {
        const uint32_t left = holders.people[holders.people[0] == without->person];
        const bool is_dual = counterpart < ROLE_COUNT &&
                             resolution_holders_contain(holders_without(without, product, counterpart), left);
        answer->outcome = is_dual ? RESOLUTION_DUAL : RESOLUTION_ONE;
    }
    return answer->outcome;
}

static void point_add(struct single_point *point, const struct organisation *organisation,
    const struct resolution_result *before, enum resolution_outcome after, uint32_t person)
{
    const bool was_theirs = resolution_holders_contain(before->holders, person);
    if (after == before->outcome && (!was_theirs || after == RESOLUTION_GAP)) return;
    const enum product_horizon horizon =
        (enum product_horizon)organisation->products[before->product].horizon;
    if (after == RESOLUTION_GAP) {
        point->gaps[horizon == HORIZON_NONE ? HORIZON_CURRENT : horizon]++;
        point->roles |= 1U << before->role;
    } else if (after == RESOLUTION_CONFLICT && before->outcome != RESOLUTION_CONFLICT) {
        point->conflicts++;
    } else if (after == RESOLUTION_DUAL && before->outcome != RESOLUTION_DUAL) {
        point->duals++;
    } else if (was_theirs) {
        point->taken_over++;
    }
}

static void product_without(
    const struct without *without, uint32_t product, struct single_point *point, uint32_t *most_gaps)
{
    const struct organisation *organisation = without->organisation;
    struct answer answers[ROLE_COUNT] = {{RESOLUTION_GAP, false}};
    const uint32_t gaps_before = single_point_gaps(point);
    bool is_accountable = false;
    for (uint32_t activity = 0; activity < organisation->activity_count; activity++) {
        const struct resolution_result before = resolution_for(without->resolution, product, activity);
        if (before.entry == ORGANISATION_NONE) continue; // whoever is there
        is_accountable = is_accountable || resolution_holders_contain(before.holders, without->person);
        point_add(point, organisation, &before, outcome_without(without, product, before.role, answers),
            without->person);
    }
    const uint32_t gaps = single_point_gaps(point) - gaps_before;
    point->products += is_accountable;
    point->gap_products += gaps > 0;
    if (gaps <= *most_gaps) return;
    *most_gaps = gaps;
    point->worst = product;
}

// Visits each person who holds a role over a product, once.
static uint32_t holders_of_product(
    const struct resolution *resolution, uint32_t product, uint32_t *seen, uint32_t *people)
{
    uint32_t count = 0;
    for (unsigned role = 0; role < ROLE_COUNT; role++) {
        const struct resolution_holders holders =
            resolution_product_holders(resolution, product, (enum people_role)role);
        for (uint32_t i = 0; i < holders.count; i++) {
            if (seen[holders.people[i]] == product + 1) continue;
            seen[holders.people[i]] = product + 1;
            if (people) people[count] = holders.people[i];
            count++;
        }
    }
    return count;
}

// Turns products → people around. Counted two places further on, so that filling moves each start to where it
// belongs.
static enum error holdings_make(
    const struct resolution *resolution, struct arena *arena, struct holdings *holdings)
{
    const struct organisation *organisation = resolution_organisation(resolution);
    const uint32_t people = organisation->person_count;
    uint32_t *seen = arena_array(arena, uint32_t, people), *found = arena_array(arena, uint32_t, people);
    holdings->starts = arena_array(arena, uint32_t, (size_t)people + 2);
    if (!seen || !found || !holdings->starts) return ERROR_MEMORY;
    uint64_t total = 0;
    for (unsigned pass = 0; pass < 2; pass++) {
        memset(seen, 0, people * sizeof *seen);
        for (uint32_t product = 0; product < organisation->product_count; product++) {
            if (organisation->products[product].stage >= STAGE_RETIRED) continue;
            const uint32_t count = holders_of_product(resolution, product, seen, found);
            for (uint32_t i = 0; i < count; i++)
                if (pass == 0)
                    holdings->starts[found[i] + 2]++;
                else
                    holdings->products[holdings->starts[found[i] + 1]++] = product;
            if (pass == 0) total += count;
        }
        if (pass == 1) break;
        if (total > UINT32_MAX) return ERROR_LIMIT;
        holdings->products = arena_array(arena, uint32_t, (size_t)total);
        if (!holdings->products) return ERROR_MEMORY;
        for (uint32_t person = 0; person < people; person++)
            holdings->starts[person + 2] += holdings->starts[person + 1];
    }
    return ERROR_NONE;
}

static int compare_points(const void *one, const void *other, void *closure)
{
    const struct single_point *a = one, *b = other;
    const struct organisation *organisation = closure;
    const uint32_t x = single_point_gaps(a), y = single_point_gaps(b);
    if (a->score != b->score) return a->score > b->score ? -1 : 1;
    if (x != y) return x > y ? -1 : 1;
    if (a->taken_over != b->taken_over) return a->taken_over > b->taken_over ? -1 : 1;
    return organisation_compare_keys(
        organisation->people[a->person].key, organisation->people[b->person].key);
}

enum error single_points_find(const struct resolution *resolution, struct arena *arena,
    struct single_point **ret_points, size_t *ret_count)
{
    const struct organisation *organisation = resolution_organisation(resolution);
    struct holdings holdings = {0};
    struct single_point *points = arena_array(arena, struct single_point, organisation->person_count);
    size_t count = 0;
    if (!points) return ERROR_MEMORY;
    enum error error = holdings_make(resolution, arena, &holdings);
    if (error) return error;
    for (uint32_t person = 0; person < organisation->person_count; person++) {
        const struct without without = {resolution, organisation, person};
        struct single_point point = {.person = person, .worst = ORGANISATION_NONE};
        uint32_t most_gaps = 0;
        for (uint32_t i = holdings.starts[person]; i < holdings.starts[person + 1]; i++)
            product_without(&without, holdings.products[i], &point, &most_gaps);
        point.score = (uint64_t)SINGLE_POINT_CURRENT * point.gaps[HORIZON_CURRENT] +
                      (uint64_t)SINGLE_POINT_NEXT * point.gaps[HORIZON_NEXT] +
                      (uint64_t)SINGLE_POINT_FUTURE * point.gaps[HORIZON_FUTURE] + point.conflicts +
                      point.duals;
        if (point.score || point.taken_over) points[count++] = point;
    }
    qsort_r(points, count, sizeof *points, compare_points, (void *)(uintptr_t)organisation);
    *ret_points = points;
    *ret_count = count;
    return ERROR_NONE;
}
