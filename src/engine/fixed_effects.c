// SPDX-License-Identifier: Apache-2.0
// Absorbing fixed effects, and counting the degrees of freedom they take.
#include "engine/fixed_effects.h"
#include "engine/linear_algebra.h"

#include <math.h>
#include <string.h>

static const double tolerance = 1e-13;
enum { ROUNDS_UNTIL_ASKED = 8 };
// What is left of a column, relative to it, below which the effects explain all of it.
static const double nothing_left = 1e-12;

struct workspace {
    double *size[FIXED_EFFECTS_WAYS], *mean; // size: number, or sum of weights, of each group
    double *change;                          // what was subtracted in this round
    // Where each stretch of rows of one group begins, and the end: panels mostly come sorted.
    size_t *stretch[FIXED_EFFECTS_WAYS], stretches[FIXED_EFFECTS_WAYS];
};

static enum error check(const struct fixed_effects *effects, struct engine_refusals *refusals)
{
    if (effects->observations == 0) return engine_refuse(refusals, ENGINE_REFUSAL_EMPTY);
    if (effects->ways < 1 || effects->ways > FIXED_EFFECTS_WAYS)
        return engine_refuse(refusals, ENGINE_REFUSAL_OUT_OF_RANGE);
    for (size_t way = 0; way < effects->ways; way++)
        if (!effects->group[way] ||
            !engine_is_below(effects->group[way], effects->observations, effects->groups[way]))
            return engine_refuse(refusals, ENGINE_REFUSAL_OUT_OF_RANGE);
    return ERROR_NONE;
}

static enum error find_stretches(
    const struct fixed_effects *effects, size_t way, struct workspace *work, struct arena *arena)
{
    const uint32_t *group = effects->group[way];
    size_t count = 1;
    for (size_t i = 1; i < effects->observations; i++)
        count += group[i] != group[i - 1];
    size_t *stretch = arena_array(arena, size_t, count + 1);
    if (!stretch) return ERROR_MEMORY;
    size_t at = 1;
    for (size_t i = 1; i < effects->observations; i++)
        if (group[i] != group[i - 1]) stretch[at++] = i;
    stretch[count] = effects->observations;
    work->stretch[way] = stretch;
    work->stretches[way] = count;
    return ERROR_NONE;
}

// Four sums at a time: each addition would wait for the one before.
static double sum_of(const double *x, const double *weight, size_t count)
{
    double sums[4] = {0}, rest = 0;
    size_t i = 0;
    for (; i + 4 <= count; i += 4)
        for (size_t k = 0; k < 4; k++)
            sums[k] += weight ? x[i + k] * weight[i + k] : x[i + k];
    for (; i < count; i++)
        rest += weight ? x[i] * weight[i] : x[i];
    return (sums[0] + sums[1]) + (sums[2] + sums[3]) + rest;
}

// Subtracts the group means of one way; returns the largest mean.
static double subtract_means(
    const struct fixed_effects *effects, size_t way, const struct workspace *work, double *column)
{
    const uint32_t *group = effects->group[way];
    const size_t *stretch = work->stretch[way], stretches = work->stretches[way];
    double largest = 0;
    memset(work->mean, 0, effects->groups[way] * sizeof(double));
    for (size_t s = 0; s < stretches; s++)
        work->mean[group[stretch[s]]] += sum_of(column + stretch[s],
            effects->weight ? effects->weight + stretch[s] : NULL, stretch[s + 1] - stretch[s]);
    for (size_t g = 0; g < effects->groups[way]; g++) {
        if (work->size[way][g] > 0) work->mean[g] /= work->size[way][g];
        largest = fmax(largest, fabs(work->mean[g]));
    }
    for (size_t s = 0; s < stretches; s++) {
        const double mean = work->mean[group[stretch[s]]];
        for (size_t i = stretch[s]; effects->ways > 1 && i < stretch[s + 1]; i++)
            work->change[i] += mean;
        for (size_t i = stretch[s]; i < stretch[s + 1]; i++)
            column[i] -= mean;
    }
    return largest;
}

static double product(const struct fixed_effects *effects, const double *a, const double *b)
{
    double sum = 0;
    if (!effects->weight) return linear_algebra_dot(effects->observations, a, b);
    for (size_t i = 0; i < effects->observations; i++)
        sum += effects->weight[i] * a[i] * b[i];
    return sum;
}

// Alternates between the ways, from the first to the last and back; ERROR_INVALID when the rounds are used
// up.
static enum error alternate(
    const struct fixed_effects *effects, const struct workspace *work, double scale, double *x)
{
    size_t n = effects->observations;
    subtract_means(effects, 0, work, x);
    for (size_t round = 0; round < FIXED_EFFECTS_ROUNDS; round++) {
        const enum error error =
            round % ROUNDS_UNTIL_ASKED ? ERROR_NONE : engine_go_on(effects->help, 0, 0, (double)NAN);
        if (error != ERROR_NONE) return error;
        memset(work->change, 0, n * sizeof(double));
        double largest = 0;
        for (size_t way = 1; way < effects->ways; way++)
            largest = fmax(largest, subtract_means(effects, way, work, x));
        for (size_t way = effects->ways - 1; way-- > 0;)
            (void)subtract_means(effects, way, work, x);
        if (largest <= tolerance * scale) return ERROR_NONE;
        // The exact step is <before, change> / <change, change>, where before = x + change. The change is
        // kept as the sum of means, since a difference of two long columns would be mostly rounding in the
        // end.
        double square = product(effects, work->change, work->change);
        double further = square > 0 ? product(effects, x, work->change) / square : 0;
        if (!(further > 0)) continue;
        for (size_t i = 0; i < n; i++)
            x[i] -= further * work->change[i];
    }
    return ERROR_INVALID;
}

enum error fixed_effects_absorb(const struct fixed_effects *effects, size_t columns, double *values,
    struct arena *arena, struct engine_refusals *refusals)
{
    enum error error = check(effects, refusals);
    if (error != ERROR_NONE) return error;
    size_t n = effects->observations, most = 0;
    for (size_t i = 0; effects->weight && i < n; i++)
        if (!(effects->weight[i] > 0)) return engine_refuse(refusals, ENGINE_REFUSAL_OUT_OF_RANGE);
    if (!engine_is_finite(values, n * columns)) return engine_refuse(refusals, ENGINE_REFUSAL_NOT_FINITE);
    struct workspace work = {.change = arena_array(arena, double, n)};
    for (size_t way = 0; way < effects->ways; way++) {
        work.size[way] = arena_array(arena, double, effects->groups[way]);
        if (!work.size[way] || find_stretches(effects, way, &work, arena) != ERROR_NONE) return ERROR_MEMORY;
        for (size_t i = 0; i < n; i++)
            work.size[way][effects->group[way][i]] += effects->weight ? effects->weight[i] : 1;
        if (effects->groups[way] > most) most = effects->groups[way];
    }
    work.mean = arena_array(arena, double, most);
    if (!work.change || !work.mean || !work.size[0]) return ERROR_MEMORY;
    for (size_t j = 0; j < columns; j++) {
        double *column = values + j * n;
        double length = sqrt(linear_algebra_dot(n, column, column));
        if (effects->ways == 1) {
            subtract_means(effects, 0, &work, column);
            subtract_means(effects, 0, &work, column); // once more: what rounding left of the first means
        } else {
            error = alternate(effects, &work, length / sqrt((double)n), column);
            if (error == ERROR_INVALID) return engine_refuse(refusals, ENGINE_REFUSAL_NOT_CONVERGED);
            if (error != ERROR_NONE) return error;
        }
        if (sqrt(linear_algebra_dot(n, column, column)) <= nothing_left * length)
            memset(column, 0, n * sizeof(double));
    }
    return ERROR_NONE;
}

static size_t root_of(uint32_t *parent, size_t at)
{
    while (parent[at] != at) {
        parent[at] = parent[parent[at]];
        at = parent[at];
    }
    return at;
}

// How many sets of groups hang together: groups of the two ways are joined by every observation that is in
// both.
static enum error count_sets(const struct fixed_effects *effects, struct arena *arena, size_t *ret_sets)
{
    size_t first = effects->groups[0], total = first + effects->groups[1];
    uint32_t *parent = arena_array(arena, uint32_t, total);
    bool *is_used = arena_array(arena, bool, total);
    if (!parent || !is_used) return ERROR_MEMORY;
    for (size_t g = 0; g < total; g++)
        parent[g] = (uint32_t)g;
    for (size_t i = 0; i < effects->observations; i++) {
        size_t one = effects->group[0][i], other = first + effects->group[1][i];
        is_used[one] = is_used[other] = true;
        parent[root_of(parent, one)] = (uint32_t)root_of(parent, other);
    }
    *ret_sets = 0;
    for (size_t g = 0; g < total; g++)
        *ret_sets += is_used[g] && root_of(parent, g) == g;
    return ERROR_NONE;
}

// Counts the groups of a way that have observations, and says whether each lies in one cluster.
static enum error count_groups(const struct fixed_effects *effects, size_t way,
    const struct covariance_choice *choice, struct arena *arena, size_t *ret_groups, bool *ret_is_nested)
{
    uint32_t *cluster = arena_array(arena, uint32_t, effects->groups[way]);
    bool *is_used = arena_array(arena, bool, effects->groups[way]);
    if (!cluster || !is_used) return ERROR_MEMORY;
    *ret_groups = 0;
    *ret_is_nested = choice->cluster != NULL;
    for (size_t i = 0; i < effects->observations; i++) {
        uint32_t group = effects->group[way][i];
        if (!is_used[group]) {
            *ret_groups += 1;
            is_used[group] = true;
            if (choice->cluster) cluster[group] = choice->cluster[i];
        } else if (choice->cluster && cluster[group] != choice->cluster[i]) {
            *ret_is_nested = false;
        }
    }
    return ERROR_NONE;
}

enum error fixed_effects_count(const struct fixed_effects *effects, struct arena *arena,
    struct covariance_choice *choice, struct engine_refusals *refusals)
{
    enum error error = check(effects, refusals);
    size_t groups[FIXED_EFFECTS_WAYS] = {0}, sets = 0;
    bool is_nested[FIXED_EFFECTS_WAYS] = {0};
    for (size_t way = 0; error == ERROR_NONE && way < effects->ways; way++)
        error = count_groups(effects, way, choice, arena, &groups[way], &is_nested[way]);
    if (error == ERROR_NONE && effects->ways > 1) error = count_sets(effects, arena, &sets);
    if (error != ERROR_NONE) return error;
    choice->absorbed = groups[0] - sets;
    choice->absorbed_across_clusters = 0;
    for (size_t way = 0; way < effects->ways; way++)
        if (!is_nested[way]) choice->absorbed_across_clusters += way > 1 ? groups[way] - 1 : groups[way];
    for (size_t way = 1; way < effects->ways; way++)
        choice->absorbed += way > 1 ? groups[way] - 1 : groups[way];
    if (effects->ways > 1 && !is_nested[0] && !is_nested[1]) choice->absorbed_across_clusters -= sets;
    return ERROR_NONE;
}
