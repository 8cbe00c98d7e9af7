// SPDX-License-Identifier: Apache-2.0
// Chooses a product line by branch and bound.
#include "engine/product_line.h"

#include <math.h>
#include <string.h>

#include "engine/product_line_kernel.h"

// What respondents see when some products are offered.
struct scene {
    double *level, *earned; // see product_line_kernel.h
    double value;
};

struct product_line {
    size_t respondents, padded, candidates, rivals;
    bool is_preference;
    double *shift, *appeal, *margin, *weight, *rival; // rival: level of what there is already
    struct scene scene[PRODUCT_LINE_SIZE_MAXIMUM + 1];
    size_t *all;         // candidates in their order
    double *gain, *plus; // of candidates
};

// One search for the best line of a size.
struct searching {
    struct product_line *line;
    const struct engine_help *help;
    struct product_line_fit *fit;
    size_t limit;
    size_t set[PRODUCT_LINE_SIZE_MAXIMUM];
    size_t *order;                           // candidates, those that could add most first
    double *gain[PRODUCT_LINE_SIZE_MAXIMUM]; // of each depth
    double *plus[PRODUCT_LINE_SIZE_MAXIMUM + 1];
    size_t *kept[PRODUCT_LINE_SIZE_MAXIMUM]; // places in the order that are looked at
    double open;                             // the highest bound of a branch that was given up for the limit
};

static double *aligned(struct arena *arena, size_t count)
{
    char *raw = arena_allocate_array(arena, count + 8, sizeof(double));
    return raw ? (double *)(void *)(raw + (64 - (uintptr_t)raw % 64) % 64) : NULL;
}

static struct product_line_view view_of(const struct product_line *line, size_t depth)
{
    return (struct product_line_view){line->padded, line->is_preference, line->appeal, line->margin,
        line->weight, line->scene[depth].level, line->scene[depth].earned};
}

static void fill_appeal(struct product_line *line, const struct product_line_data *data)
{
    size_t n = data->respondents;
    for (size_t i = 0; i < n; i++) {
        double highest = data->utility[i];
        for (size_t r = 0; r < data->rivals; r++)
            highest = fmax(highest, data->rival[r * n + i]);
        for (size_t c = 1; c < data->candidates; c++)
            highest = fmax(highest, data->utility[c * n + i]);
        line->shift[i] = highest; // so that no exponential overflows
        for (size_t c = 0; c < data->candidates; c++) {
            double utility = data->utility[c * n + i];
            line->appeal[c * line->padded + i] = line->is_preference ? exp(utility - highest) : utility;
        }
    }
    for (size_t i = n; i < line->padded; i++) // nobody: takes nothing, and divides by no zero
        line->rival[i] = 1;
    product_line_meet(line, data->rival);
}

void product_line_meet(struct product_line *line, const double *rival)
{
    size_t n = line->respondents;
    for (size_t i = 0; i < n; i++) {
        double best = -(double)INFINITY, sum = 0;
        for (size_t r = 0; r < line->rivals; r++) {
            best = fmax(best, rival[r * n + i]);
            sum += exp(fmin(rival[r * n + i] - line->shift[i], 700));
        }
        line->rival[i] = line->is_preference ? sum : best;
    }
    memcpy(line->scene[0].level, line->rival, line->padded * sizeof(double));
}

enum error product_line_prepare(const struct product_line_data *data, enum product_line_rule rule,
    struct arena *arena, struct product_line **ret_line)
{
    struct product_line *line = arena_object(arena, struct product_line);
    if (!line) return ERROR_MEMORY;
    line->respondents = data->respondents;
    line->padded = (data->respondents + PRODUCT_LINE_LANES - 1) / PRODUCT_LINE_LANES * PRODUCT_LINE_LANES;
    line->candidates = data->candidates;
    line->rivals = data->rivals;
    line->shift = arena_array(arena, double, data->respondents);
    line->is_preference = rule == PRODUCT_LINE_PREFERENCE;
    line->appeal = aligned(arena, line->padded * data->candidates);
    line->margin = aligned(arena, data->candidates);
    line->weight = aligned(arena, line->padded);
    line->rival = aligned(arena, line->padded);
    line->all = arena_array(arena, size_t, data->candidates);
    line->gain = aligned(arena, data->candidates);
    line->plus = aligned(arena, data->candidates);
    bool is_there =
        line->appeal && line->margin && line->weight && line->rival && line->all && line->gain && line->plus;
    for (size_t d = 0; d <= PRODUCT_LINE_SIZE_MAXIMUM && is_there; d++) {
        line->scene[d].level = aligned(arena, line->padded);
        line->scene[d].earned = aligned(arena, line->padded);
        is_there = line->scene[d].level && line->scene[d].earned;
    }
    if (!is_there) return ERROR_MEMORY;
    memcpy(line->margin, data->margin, data->candidates * sizeof(double));
    for (size_t c = 0; c < data->candidates; c++)
        line->all[c] = c;
    fill_appeal(line, data);
    product_line_weigh(line, data->weight);
    *ret_line = line;
    return ERROR_NONE;
}

void product_line_weigh(struct product_line *line, const double *weight)
{
    for (size_t i = 0; i < line->respondents; i++)
        line->weight[i] = weight ? weight[i] : 1;
}

// The scene below with one more product.
static void add(struct product_line *line, size_t depth, size_t candidate, double gain)
{
    const struct scene *from = &line->scene[depth];
    struct scene *to = &line->scene[depth + 1];
    const double *appeal = line->appeal + candidate * line->padded;
    double margin = line->margin[candidate];
    for (size_t i = 0; i < line->padded; i++) {
        if (line->is_preference) {
            to->level[i] = from->level[i] + appeal[i];
            to->earned[i] = (from->earned[i] * from->level[i] + margin * appeal[i]) / to->level[i];
        } else {
            bool takes = appeal[i] > from->level[i];
            to->level[i] = takes ? appeal[i] : from->level[i];
            to->earned[i] = takes ? line->weight[i] * margin : from->earned[i];
        }
    }
    to->value = from->value + gain;
}

static double gain_of(struct product_line *line, size_t depth, size_t candidate)
{
    double gain, plus;
    struct product_line_view view = view_of(line, depth);
    product_line_gains(&view, 1, &candidate, &gain, &plus);
    return gain;
}

double product_line_value(struct product_line *line, size_t size, const size_t *set, double *buyers)
{
    for (size_t k = 0; k < size; k++)
        add(line, k, set[k], gain_of(line, k, set[k]));
    for (size_t k = 0; buyers && k < size; k++) {
        const double *appeal = line->appeal + set[k] * line->padded, *level = line->scene[size].level;
        buyers[k] = 0;
        for (size_t i = 0; i < line->respondents; i++) {
            bool is_best = appeal[i] > line->rival[i] && appeal[i] == level[i];
            for (size_t other = 0; is_best && other < k; other++) // of equals the first is taken
                is_best = line->appeal[set[other] * line->padded + i] < appeal[i];
            buyers[k] += line->weight[i] * (line->is_preference ? appeal[i] / level[i] : is_best);
        }
    }
    return line->scene[size].value;
}

static bool is_in(const size_t *set, size_t size, size_t candidate)
{
    for (size_t k = 0; k < size; k++)
        if (set[k] == candidate) return true;
    return false;
}

// The candidate outside the set that adds most to the scene.
static size_t best_addition(struct product_line *line, size_t depth, const size_t *set, size_t size)
{
    struct product_line_view view = view_of(line, depth);
    size_t best = line->candidates;
    product_line_gains(&view, line->candidates, line->all, line->gain, line->plus);
    for (size_t c = 0; c < line->candidates; c++)
        if (!is_in(set, size, c) && (best == line->candidates || line->gain[c] > line->gain[best])) best = c;
    return best;
}

static double greedy(struct product_line *line, size_t size, size_t *set)
{
    for (size_t k = 0; k < size; k++) {
        set[k] = best_addition(line, k, set, k);
        add(line, k, set[k], line->gain[set[k]]);
    }
    return line->scene[size].value;
}

// Exchanges one product for another as long as that earns more.
static double swap(struct product_line *line, size_t size, size_t *set, double value)
{
    for (bool is_better = true; is_better;) {
        is_better = false;
        for (size_t out = 0; out < size; out++) {
            size_t rest[PRODUCT_LINE_SIZE_MAXIMUM], count = 0;
            for (size_t k = 0; k < size; k++)
                if (k != out) rest[count++] = set[k];
            double kept = product_line_value(line, count, rest, NULL);
            size_t in = best_addition(line, count, rest, count);
            if (!(kept + line->gain[in] > value + 1e-12 * fabs(value))) continue;
            value = kept + line->gain[in];
            set[out] = in;
            is_better = true;
        }
    }
    return value;
}

double product_line_swap(struct product_line *line, size_t size, size_t *set)
{
    double value = greedy(line, size, set);
    return swap(line, size, set, value);
}

static void take(struct searching *searching, size_t size, size_t last, double value)
{
    searching->fit->value = value;
    memcpy(searching->fit->line, searching->set, size * sizeof(size_t));
    searching->fit->line[size - 1] = last;
}

// What counts as more: rounding in sums over respondents is no gain.
static double to_beat(const struct product_line_fit *fit)
{
    return fit->value + 1e-11 * fabs(fit->value);
}

// The sum of the `count` largest of what comes after each place, from the back; `above[i]` for place i.
static void sum_largest(size_t places, const double *plus, size_t count, double *above)
{
    double largest[PRODUCT_LINE_SIZE_MAXIMUM] = {0}, sum = 0;
    for (size_t i = places; i-- > 0;) {
        above[i] = sum;
        size_t at = count;
        while (at > 0 && largest[at - 1] < plus[i])
            at--;
        if (at == count) continue;
        sum += plus[i] - largest[count - 1];
        memmove(largest + at + 1, largest + at, (count - 1 - at) * sizeof(double));
        largest[at] = plus[i];
    }
}

// The best way to put `more` products, from the places kept at this depth on, to the scene at `depth`. The
// plus of a place was worked out one depth higher, too, where more was known to be left.
static enum error branch(struct searching *searching, size_t depth, size_t count, double bound)
{
    struct product_line *line = searching->line;
    struct product_line_fit *fit = searching->fit;
    size_t more = fit->size - depth, *kept = searching->kept[depth];
    double value = line->scene[depth].value, *gain = searching->gain[depth], *plus = searching->plus[depth];
    struct product_line_view view = view_of(line, depth);
    if (fit->evaluations + count > searching->limit) {
        searching->open = fmax(searching->open, bound);
        return ERROR_NONE;
    }
    fit->evaluations += count;
    product_line_gains(&view, count, kept, gain, plus);
    if (more == 1) {
        for (size_t i = 0; i < count; i++)
            if (value + gain[i] > to_beat(fit)) take(searching, fit->size, kept[i], value + gain[i]);
        return ERROR_NONE;
    }
    double *above = searching->plus[PRODUCT_LINE_SIZE_MAXIMUM] + depth * line->candidates;
    size_t *next = searching->kept[depth + 1];
    sum_largest(count, plus, more - 1, above);
    for (size_t i = 0; i + more <= count; i++) {
        double reach = value + plus[i] + above[i];
        if (!(reach > to_beat(fit))) continue;
        // Of those behind, only what could still reach the best: with i, itself and the largest others.
        double others = more > 2 ? above[i] : 0;
        size_t left = 0;
        for (size_t j = i + 1; j < count; j++)
            if (value + plus[i] + plus[j] + others > to_beat(fit)) next[left++] = kept[j];
        if (left < more - 1) continue;
        searching->set[depth] = kept[i];
        add(line, depth, kept[i], gain[i]);
        enum error error = depth == 0 ? engine_go_on(searching->help, i, count, fit->value) : ERROR_NONE;
        if (!error) error = branch(searching, depth + 1, left, reach);
        if (error) return error;
    }
    return ERROR_NONE;
}

static enum error search(struct searching *searching, struct arena *arena)
{
    struct product_line *line = searching->line;
    size_t n = line->candidates;
    bool is_there = true;
    for (size_t d = 0; d < PRODUCT_LINE_SIZE_MAXIMUM && is_there; d++) {
        searching->gain[d] = arena_array(arena, double, n);
        searching->plus[d] = arena_array(arena, double, n);
        searching->kept[d] = arena_array(arena, size_t, n);
        is_there = searching->gain[d] && searching->plus[d] && searching->kept[d];
    }
    searching->plus[PRODUCT_LINE_SIZE_MAXIMUM] = arena_array(arena, double, n *PRODUCT_LINE_SIZE_MAXIMUM);
    if (!is_there || !searching->plus[PRODUCT_LINE_SIZE_MAXIMUM]) return ERROR_MEMORY;
    // Those that could add most come first: their branches are large, and the best line is found early.
    struct product_line_view view = view_of(line, 0);
    product_line_gains(&view, n, line->all, line->gain, line->plus);
    size_t *order = searching->kept[0];
    for (size_t c = 0; c < n; c++) {
        size_t at = c;
        for (; at > 0 && line->plus[order[at - 1]] < line->plus[c]; at--)
            order[at] = order[at - 1];
        order[at] = c;
    }
    double bound = 0;
    for (size_t k = 0; k < searching->fit->size; k++)
        bound += line->plus[order[k]];
    searching->open = -(double)INFINITY;
    enum error error = branch(searching, 0, n, bound);
    searching->fit->bound = fmax(searching->fit->value, searching->open);
    searching->fit->is_proved = searching->open <= to_beat(searching->fit);
    return error;
}

static enum error check(const struct product_line_data *data, const struct product_line_options *options,
    struct engine_refusals *refusals)
{
    if (data->respondents == 0 || data->candidates == 0) return engine_refuse(refusals, ENGINE_REFUSAL_EMPTY);
    if (options->size == 0 || options->size > PRODUCT_LINE_SIZE_MAXIMUM || options->size > data->candidates)
        return engine_refuse(refusals, ENGINE_REFUSAL_OUT_OF_RANGE);
    bool is_finite = engine_is_finite(data->utility, data->respondents * data->candidates) &&
                     engine_is_finite(data->rival, data->respondents * data->rivals) &&
                     engine_is_finite(data->margin, data->candidates) &&
                     (!data->weight || engine_is_finite(data->weight, data->respondents));
    return is_finite ? ERROR_NONE : engine_refuse(refusals, ENGINE_REFUSAL_NOT_FINITE);
}

enum error product_line_fit(const struct product_line_data *data, const struct product_line_options *options,
    const struct engine_help *help, struct arena *arena, struct product_line_fit *ret)
{
    size_t size = options->size;
    *ret = (struct product_line_fit){.size = size, .lines = 1};
    struct searching searching = {.help = help, .fit = ret, .limit = options->evaluation_limit};
    enum error error = check(data, options, &ret->refusals);
    if (!error) error = product_line_prepare(data, options->rule, arena, &searching.line);
    if (error) return error;
    for (size_t k = 0; k < size; k++)
        ret->lines *= (double)(data->candidates - k) / (double)(k + 1);
    ret->greedy_value = greedy(searching.line, size, ret->greedy);
    memcpy(ret->line, ret->greedy, size * sizeof(size_t));
    ret->value = ret->swapped_value = swap(searching.line, size, ret->line, ret->greedy_value);
    error = search(&searching, arena);
    for (size_t i = 1; i < size; i++) // rising
        for (size_t j = i; j > 0 && ret->line[j - 1] > ret->line[j]; j--) {
            size_t larger = ret->line[j - 1];
            ret->line[j - 1] = ret->line[j];
            ret->line[j] = larger;
        }
    return error;
}
