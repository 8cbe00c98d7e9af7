// SPDX-License-Identifier: Apache-2.0
// Best-worst counts, and the logit models by Newton's method.
#include "engine/best_worst.h"

#include <math.h>
#include <string.h>

#include "engine/linear_algebra.h"

enum term { TERM_PAIR, TERM_BEST, TERM_WORST };

// All answers to one set of items: what stands under the fraction of their probabilities.
struct set {
    enum term term;
    size_t size;
    const uint32_t *item; // rising
};

struct model {
    const struct best_worst_data *data;
    size_t sets, slots;
    struct set *set;
    uint32_t *slot;      // number of the set + 1
    uint32_t *set_of[2]; // of each answer: its first and, unless in pairs, its second set
    size_t sets_of_answer;
    double *score, *count; // best minus worst of each item, and answers of each set, of those drawn
    double *b, *gradient, *hessian, *moved; // without the base
};

static size_t hash_of(enum term term, size_t size, const uint32_t *item)
{
    uint64_t hash = UINT64_C(14695981039346656037) ^ (uint64_t)term;
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ item[i]) * UINT64_C(1099511628211);
    return (size_t)(hash ^ hash >> 29);
}

// The number of a set of items, in whatever order they were shown; `without` (SIZE_MAX: none) is taken out.
static enum error find_set(struct model *model, enum term term, size_t answer, size_t without,
    struct arena *arena, uint32_t *ret_set)
{
    const struct best_worst_data *data = model->data;
    uint32_t item[BEST_WORST_SET_MAXIMUM];
    size_t size = 0;
    for (size_t i = data->start[answer]; i < data->start[answer + 1]; i++) {
        uint32_t here = data->shown[i];
        if (here == without) continue;
        size_t at = size++;
        for (; at > 0 && item[at - 1] > here; at--)
            item[at] = item[at - 1];
        item[at] = here;
    }
    size_t slot = hash_of(term, size, item) & (model->slots - 1);
    for (; model->slot[slot]; slot = (slot + 1) & (model->slots - 1)) {
        const struct set *set = &model->set[model->slot[slot] - 1];
        if (set->term == term && set->size == size && memcmp(set->item, item, size * sizeof *item) == 0)
            break;
    }
    if (!model->slot[slot]) {
        uint32_t *kept = arena_array(arena, uint32_t, size);
        if (!kept) return ERROR_MEMORY;
        memcpy(kept, item, size * sizeof *item);
        model->set[model->sets++] = (struct set){term, size, kept};
        model->slot[slot] = (uint32_t)model->sets;
    }
    *ret_set = model->slot[slot] - 1;
    return ERROR_NONE;
}

static enum error gather_sets(struct model *model, enum best_worst_model kind, struct arena *arena)
{
    const struct best_worst_data *data = model->data;
    size_t n = data->answers, items = data->items;
    model->sets_of_answer = kind == BEST_WORST_PAIRS ? 1 : 2;
    model->slots = 16;
    while (model->slots < 2 * model->sets_of_answer * n)
        model->slots *= 2;
    model->slot = arena_array(arena, uint32_t, model->slots);
    model->set = arena_array(arena, struct set, model->sets_of_answer * n);
    model->set_of[0] = arena_array(arena, uint32_t, n);
    model->set_of[1] = arena_array(arena, uint32_t, n);
    model->score = arena_array(arena, double, items);
    model->b = arena_array(arena, double, items);
    model->moved = arena_array(arena, double, items);
    model->gradient = arena_array(arena, double, items);
    model->hessian = arena_array(arena, double, items *items);
    if (!model->slot || !model->set || !model->set_of[0] || !model->set_of[1] || !model->score || !model->b ||
        !model->moved || !model->gradient || !model->hessian)
        return ERROR_MEMORY;
    enum error error = ERROR_NONE;
    for (size_t i = 0; !error && i < n; i++) {
        error = find_set(model, kind == BEST_WORST_PAIRS ? TERM_PAIR : TERM_BEST, i, SIZE_MAX, arena,
            &model->set_of[0][i]);
        if (!error && model->sets_of_answer == 2)
            error = find_set(model, TERM_WORST, i, kind == BEST_WORST_SEQUENTIAL ? data->best[i] : SIZE_MAX,
                arena, &model->set_of[1][i]);
    }
    if (!error && !(model->count = arena_array(arena, double, model->sets + 1))) error = ERROR_MEMORY;
    return error;
}

// The sums of those drawn; `times` says how often each respondent was (NULL: once).
static void add_up(struct model *model, const uint32_t *times)
{
    const struct best_worst_data *data = model->data;
    memset(model->score, 0, data->items * sizeof(double));
    memset(model->count, 0, model->sets * sizeof(double));
    for (size_t i = 0; i < data->answers; i++) {
        double weight = times ? times[data->respondent[i]] : 1;
        model->score[data->best[i]] += weight;
        model->score[data->worst[i]] -= weight;
        for (size_t s = 0; s < model->sets_of_answer; s++)
            model->count[model->set_of[s][i]] += weight;
    }
}

// The place of an item among the parameters: the base has none.
static size_t place(const struct model *model, uint32_t item)
{
    return item < model->data->base ? item : (size_t)item - 1;
}

// What one set takes from the likelihood, with its slopes.
static double take_set(
    const struct model *model, const struct set *set, double count, const double *b, bool is_sloped)
{
    size_t k = model->data->items - 1, m = set->size;
    double up[BEST_WORST_SET_MAXIMUM], down[BEST_WORST_SET_MAXIMUM], ups = 0, downs = 0;
    for (size_t i = 0; i < m; i++) {
        up[i] = exp(b[set->item[i]]);
        down[i] = 1 / up[i];
        ups += up[i];
        downs += down[i];
    }
    double all = set->term == TERM_PAIR ? ups * downs - (double)m : set->term == TERM_BEST ? ups : downs;
    if (!is_sloped) return count * log(all);
    double mean[BEST_WORST_SET_MAXIMUM];
    for (size_t i = 0; i < m; i++)
        mean[i] = (set->term == TERM_PAIR      ? up[i] * downs - down[i] * ups
                      : set->term == TERM_BEST ? up[i]
                                               : -down[i]) /
                  all;
    for (size_t i = 0; i < m; i++) {
        if (set->item[i] == model->data->base) continue;
        size_t at = place(model, set->item[i]);
        model->gradient[at] -= count * mean[i];
        for (size_t j = 0; j < m; j++) {
            if (set->item[j] == model->data->base) continue;
            double both = 0; // the mean of the product
            if (set->term == TERM_PAIR)
                both = i == j ? (up[i] * downs + down[i] * ups - 2) / all
                              : -(up[i] * down[j] + up[j] * down[i]) / all;
            else if (i == j)
                both = fabs(mean[i]);
            model->hessian[at * k + place(model, set->item[j])] += count * (both - mean[i] * mean[j]);
        }
    }
    return count * log(all);
}

// The likelihood at b; with slopes, the gradient and minus the second derivatives are filled.
static double evaluate(const struct model *model, const double *b, bool is_sloped)
{
    const struct best_worst_data *data = model->data;
    size_t k = data->items - 1;
    double value = 0;
    if (is_sloped) memset(model->hessian, 0, k * k * sizeof(double));
    for (uint32_t i = 0; i < data->items; i++) {
        value += model->score[i] * b[i];
        if (is_sloped && i != data->base) model->gradient[place(model, i)] = model->score[i];
    }
    for (size_t s = 0; s < model->sets; s++)
        if (model->count[s] > 0) value -= take_set(model, &model->set[s], model->count[s], b, is_sloped);
    return value;
}

// Newton's method from where b is. ERROR_INVALID when no finite maximum is found.
static enum error climb(struct model *model, double *ret_value, size_t *ret_iterations)
{
    enum { ITERATION_LIMIT = 100, FAR = 25 };
    const struct best_worst_data *data = model->data;
    size_t k = data->items - 1;
    for (size_t iteration = 0; iteration < ITERATION_LIMIT; iteration++) {
        double value = evaluate(model, model->b, true), gain = 0, length = 1;
        double *step = model->moved; // k long: one less than b
        memcpy(step, model->gradient, k * sizeof(double));
        enum error error = linear_algebra_factor(k, model->hessian);
        if (error) return error;
        linear_algebra_solve_factored(k, model->hessian, 1, step);
        for (size_t j = 0; j < k; j++)
            gain += step[j] * model->gradient[j];
        memcpy(model->gradient, step, k * sizeof(double)); // the step, from here on
        for (;;) {
            for (uint32_t i = 0; i < data->items; i++)
                model->moved[i] =
                    i == data->base ? 0 : model->b[i] + length * model->gradient[place(model, i)];
            if (evaluate(model, model->moved, false) >= value - 1e-12 * fabs(value)) break;
            if (length < 1e-10) return ERROR_INVALID;
            length /= 2;
        }
        memcpy(model->b, model->moved, data->items * sizeof(double));
        for (uint32_t i = 0; i < data->items; i++)
            if (!(fabs(model->b[i]) < FAR)) return ERROR_INVALID;
        *ret_iterations = iteration + 1;
        if (gain < 1e-18 * (1 + fabs(value))) {
            *ret_value = evaluate(model, model->b, true);
            return ERROR_NONE;
        }
    }
    return ERROR_INVALID;
}

static void shares_of(const struct best_worst_data *data, const double *b, double *share)
{
    double sum = 0;
    for (size_t i = 0; i < data->items; i++)
        sum += exp(b[i]);
    for (size_t i = 0; i < data->items; i++)
        share[i] = exp(b[i]) / sum;
}

static enum error check(const struct best_worst_data *data, struct engine_refusals *refusals)
{
    if (data->answers == 0 || data->items < 2) return engine_refuse(refusals, ENGINE_REFUSAL_EMPTY);
    if (data->base >= data->items || !engine_is_below(data->best, data->answers, data->items) ||
        !engine_is_below(data->worst, data->answers, data->items) ||
        !engine_is_below(data->respondent, data->answers, data->respondents) ||
        !engine_is_below(data->shown, data->start[data->answers], data->items))
        return engine_refuse(refusals, ENGINE_REFUSAL_OUT_OF_RANGE);
    for (size_t i = 0; i < data->answers; i++) {
        size_t size = data->start[i + 1] - data->start[i];
        bool is_best = false, is_worst = false;
        for (size_t j = data->start[i]; j < data->start[i + 1]; j++) {
            is_best |= data->shown[j] == data->best[i];
            is_worst |= data->shown[j] == data->worst[i];
        }
        if (size < 2 || size > BEST_WORST_SET_MAXIMUM || !is_best || !is_worst ||
            data->best[i] == data->worst[i])
            return engine_refuse(refusals, ENGINE_REFUSAL_OUT_OF_RANGE);
    }
    return ERROR_NONE;
}

// Counts of each item, and how best minus worst scatters over respondents.
static enum error count_items(
    const struct best_worst_data *data, struct arena *arena, struct best_worst_item *item)
{
    double *score = arena_array(arena, double, data->respondents * data->items);
    double n = (double)data->respondents;
    if (!score) return ERROR_MEMORY;
    for (size_t i = 0; i < data->answers; i++) {
        item[data->best[i]].best++;
        item[data->worst[i]].worst++;
        score[data->respondent[i] * data->items + data->best[i]]++;
        score[data->respondent[i] * data->items + data->worst[i]]--;
        for (size_t j = data->start[i]; j < data->start[i + 1]; j++)
            item[data->shown[j]].shown++;
    }
    for (size_t k = 0; k < data->items; k++) {
        double squares = 0;
        for (size_t r = 0; r < data->respondents; r++)
            item[k].mean += score[r * data->items + k] / n;
        for (size_t r = 0; r < data->respondents; r++) {
            double off = score[r * data->items + k] - item[k].mean;
            squares += off * off;
        }
        item[k].deviation = n > 1 ? sqrt(squares / (n - 1)) : (double)NAN;
    }
    return ERROR_NONE;
}

// Shares with respondents drawn again, each search from the estimate.
static enum error draw(struct model *model, const struct resample_options *resample,
    const struct engine_help *help, struct arena *arena, struct best_worst_fit *fit)
{
    const struct best_worst_data *data = model->data;
    size_t r = resample->replications, items = data->items, iterations;
    double *values = arena_array(arena, double, items *(r + 1)), *room = arena_array(arena, double, r + 1);
    double *share = arena_array(arena, double, items), *found = arena_array(arena, double, items), value;
    uint32_t *taken = arena_array(arena, uint32_t, data->respondents);
    uint32_t *times = arena_array(arena, uint32_t, data->respondents);
    if (!values || !room || !share || !found || !taken || !times) return ERROR_MEMORY;
    memcpy(found, model->b, items * sizeof(double));
    for (size_t d = 0; d < r; d++) {
        enum error error = engine_go_on(help, d, r, (double)NAN);
        if (error) return error;
        resample_draw(resample->seed, d, data->respondents, taken);
        memset(times, 0, data->respondents * sizeof *times);
        for (size_t i = 0; i < data->respondents; i++)
            times[taken[i]]++;
        add_up(model, times);
        memcpy(model->b, found, items * sizeof(double));
        error = climb(model, &value, &iterations);
        shares_of(data, model->b, share);
        for (size_t i = 0; i < items; i++)
            values[i * r + d] = error ? (double)NAN : share[i];
    }
    for (size_t i = 0; i < items; i++)
        resample_interval(values + i * r, r, resample->interval_outside, room, &fit->item[i].interval);
    return ERROR_NONE;
}

static enum error take_estimates(struct model *model, struct arena *arena, struct best_worst_fit *fit)
{
    const struct best_worst_data *data = model->data;
    size_t items = data->items;
    double *share = arena_array(arena, double, items);
    fit->covariance = arena_array(arena, double, items *items);
    if (!share || !fit->covariance) return ERROR_MEMORY;
    shares_of(data, model->b, share);
    for (uint32_t i = 0; i < items; i++) {
        fit->item[i].b = model->b[i];
        fit->item[i].share = share[i];
        for (uint32_t j = 0; j < items; j++)
            if (i != data->base && j != data->base)
                fit->covariance[j * items + i] =
                    model->hessian[place(model, j) * (items - 1) + place(model, i)];
        fit->item[i].error = sqrt(fit->covariance[i * items + i]);
    }
    return ERROR_NONE;
}

enum error best_worst_fit(const struct best_worst_data *data, const struct best_worst_options *options,
    const struct engine_help *help, struct arena *arena, struct best_worst_fit *ret_fit)
{
    struct model model = {.data = data};
    *ret_fit = (struct best_worst_fit){0};
    enum error error = check(data, &ret_fit->refusals);
    if (error) return error;
    ret_fit->item = arena_array(arena, struct best_worst_item, data->items);
    if (!ret_fit->item) return ERROR_MEMORY;
    error = count_items(data, arena, ret_fit->item);
    if (!error) error = gather_sets(&model, options->model, arena);
    if (error) return error;
    add_up(&model, NULL);
    ret_fit->null_log_likelihood = evaluate(&model, model.b, false);
    error = climb(&model, &ret_fit->log_likelihood, &ret_fit->iterations);
    if (error == ERROR_INVALID) return engine_refuse(&ret_fit->refusals, ENGINE_REFUSAL_SEPARATION);
    if (!error) error = linear_algebra_invert(data->items - 1, arena, model.hessian);
    if (error == ERROR_INVALID) return engine_refuse(&ret_fit->refusals, ENGINE_REFUSAL_SINGULAR);
    if (!error) error = take_estimates(&model, arena, ret_fit);
    return error ? error : draw(&model, &options->resample, help, arena, ret_fit);
}
