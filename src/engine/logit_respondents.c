// SPDX-License-Identifier: Apache-2.0
// Choices of eight respondents side by side.
#include "engine/logit_respondents.h"
#include "engine/logit_start.h"

#include <math.h>

static const double far_below = -1e5;
// Utilities above this are rare and are worked out one by one, so that products of sums stay in range.
static const double common = 80;
enum { TASKS_AT_ONCE = 4 };

static void tasks_of(const struct choice_data *choices, size_t *first)
{
    for (size_t t = 0; t < choices->tasks; t++)
        first[choices->respondent[t] + 1] = t + 1;
}

// Respondents with few tasks first, by counting.
static enum error order_respondents(
    struct logit_respondents *ret, const size_t *first, size_t most, struct arena *arena)
{
    size_t *start = arena_array(arena, size_t, most + 2);
    if (!start) return ERROR_MEMORY;
    for (size_t i = 0; i < ret->units; i++)
        start[first[i + 1] - first[i] + 1]++;
    for (size_t c = 1; c <= most; c++)
        start[c] += start[c - 1];
    for (size_t i = 0; i < ret->units; i++)
        ret->respondent[start[first[i + 1] - first[i]]++] = (uint32_t)i;
    return ERROR_NONE;
}

// How many rows differ from the chosen one: the others, and the outside option unless it was chosen.
static size_t differences_of(const struct choice_data *choices, size_t task)
{
    size_t rows = choices->start[task + 1] - choices->start[task];
    return choices->chosen[task] == CHOICE_OUTSIDE ? rows : rows - 1 + (choices->has_outside ? 1 : 0);
}

// Difference number `number` of a task, into a lane.
static void put_difference(struct logit_respondents *ret, size_t task, size_t number, size_t row, size_t lane)
{
    const struct choice_data *choices = ret->choices;
    size_t n = choices->rows, chosen = choices->chosen[task], at = choices->start[task] + number;
    bool is_any_chosen = chosen != CHOICE_OUTSIDE;
    if (is_any_chosen && at >= chosen) at++;
    bool is_outside = at >= choices->start[task + 1];
    for (size_t k = 0; k < ret->regressors; k++) {
        double x = is_outside ? 0 : choices->regressor[k * n + at];
        double of_chosen = is_any_chosen ? choices->regressor[k * n + chosen] : 0;
        ret->difference[row * ret->regressors + k][lane] = x - of_chosen;
    }
}

// The most tasks of a batch, and of its task `number` the most rows.
static size_t most_tasks(const struct logit_respondents *ret, const size_t *first, size_t batch)
{
    size_t most = 0;
    for (size_t i = batch * LANES; i < batch * LANES + LANES && i < ret->units; i++) {
        size_t of = ret->respondent[i], tasks = first[of + 1] - first[of];
        if (tasks > most) most = tasks;
    }
    return most;
}

static size_t most_rows(const struct logit_respondents *ret, const size_t *first, size_t batch, size_t number)
{
    size_t most = 0;
    for (size_t i = batch * LANES; i < batch * LANES + LANES && i < ret->units; i++) {
        size_t of = ret->respondent[i], task = first[of] + number;
        if (task >= first[of + 1]) continue;
        size_t rows = differences_of(ret->choices, task);
        if (rows > most) most = rows;
    }
    return most;
}

// Counts tasks and rows of all batches (with lanes nobody needs), or fills in where each begins.
static void lay_out(struct logit_respondents *ret, const size_t *first, size_t *ret_tasks, size_t *ret_rows)
{
    size_t tasks = 0, rows = 0;
    for (size_t b = 0; b < ret->batches; b++) {
        size_t most = most_tasks(ret, first, b);
        if (ret->task) ret->task[b] = tasks;
        for (size_t t = 0; t < most; t++, tasks++) {
            if (ret->row) ret->row[tasks] = rows;
            rows += most_rows(ret, first, b, t);
        }
    }
    if (ret->task) ret->task[ret->batches] = tasks;
    if (ret->row) ret->row[tasks] = rows;
    *ret_tasks = tasks;
    *ret_rows = rows;
}

static void fill(struct logit_respondents *ret, const size_t *first)
{
    size_t gaps = 0;
    for (size_t b = 0; b < ret->batches; b++)
        for (size_t t = ret->task[b]; t < ret->task[b + 1]; t++)
            for (size_t row = ret->row[t]; row < ret->row[t + 1]; row++) {
                lanes absent = LANES_OF(far_below);
                size_t there = 0;
                for (size_t l = 0; l < LANES && b * LANES + l < ret->units; l++) {
                    size_t of = ret->respondent[b * LANES + l], task = first[of] + t - ret->task[b];
                    if (task >= first[of + 1]) continue;
                    if (row - ret->row[t] >= differences_of(ret->choices, task)) continue;
                    put_difference(ret, task, row - ret->row[t], row, l);
                    absent[l] = 0;
                    there++;
                }
                if (there == LANES) continue;
                ret->absent[gaps++] = absent;
                ret->gap[row] = (uint32_t)gaps;
            }
}

enum error logit_respondents_prepare(const struct choice_data *choices, const int *sign, const double *pooled,
    const struct engine_help *help, struct arena *arena, struct logit_respondents *ret)
{
    size_t units = choices->respondents, p = choices->regressors, most = 0, tasks, rows;
    size_t *first = arena_array(arena, size_t, units + 1);
    *ret = (struct logit_respondents){.choices = choices,
        .sign = sign,
        .regressors = p,
        .units = units,
        .batches = (units + LANES - 1) / LANES};
    ret->respondent = arena_array(arena, uint32_t, units);
    ret->present = lanes_array(arena, ret->batches);
    if (!first || !ret->respondent || !ret->present) return ERROR_MEMORY;
    tasks_of(choices, first);
    for (size_t i = 0; i < units; i++) {
        if (first[i + 1] - first[i] > most) most = first[i + 1] - first[i];
        ret->present[i / LANES][i % LANES] = 1;
    }
    enum error error = order_respondents(ret, first, most, arena);
    if (error != ERROR_NONE) return error;
    lay_out(ret, first, &tasks, &rows);
    ret->task = arena_array(arena, size_t, ret->batches + 1);
    ret->row = arena_array(arena, size_t, tasks + 1);
    ret->difference = lanes_array(arena, rows * p);
    ret->absent = lanes_array(arena, rows);
    ret->gap = arena_array(arena, uint32_t, rows);
    if (!ret->task || !ret->row || !ret->difference || !ret->absent || !ret->gap) return ERROR_MEMORY;
    lay_out(ret, first, &tasks, &rows);
    fill(ret, first);
    return logit_start_find(ret, first, pooled, help, arena);
}

LANES_CLONES void logit_respondents_natural(
    const struct logit_respondents *respondents, const lanes *b, lanes *natural)
{
    for (size_t k = 0; k < respondents->regressors; k++) {
        natural[k] = b[k];
        if (!respondents->sign || !respondents->sign[k]) continue;
        lanes_exp(&natural[k]);
        natural[k] *= respondents->sign[k];
    }
}

// What a lane comes to without shortcuts.
static double exact(const struct logit_respondents *r, size_t batch, const lanes *natural, size_t lane)
{
    double value = 0;
    for (size_t t = r->task[batch]; t < r->task[batch + 1]; t++) {
        double most = 0, sum = 0;
        for (int round = 0; round < 2; round++) {
            if (round) sum = exp(-most);
            for (size_t row = r->row[t]; row < r->row[t + 1]; row++) {
                double u = r->gap[row] ? r->absent[r->gap[row] - 1][lane] : 0;
                for (size_t k = 0; k < r->regressors; k++)
                    u += r->difference[row * r->regressors + k][lane] * natural[k][lane];
                if (round)
                    sum += exp(u - most);
                else
                    most = fmax(most, u);
            }
        }
        value -= most + log(sum);
    }
    return value;
}

// The product of the sums of each task, as logarithm taken out of it now and then, and the highest utility.
LANES_CLONES static void quick(const struct logit_respondents *r, size_t batch, const lanes *natural,
    lanes *ret_product, double *total, lanes *ret_top)
{
    size_t p = r->regressors, first = r->task[batch], last = r->task[batch + 1];
    lanes product = LANES_OF(1), top = LANES_OF(0);
    for (size_t t = first; t < last; t++) {
        lanes sum = LANES_OF(1);
        for (size_t row = r->row[t]; row < r->row[t + 1]; row++) {
            const lanes *x = r->difference + row * p;
            lanes u = x[0] * natural[0];
            for (size_t k = 1; k < p; k++)
                u += x[k] * natural[k];
            if (r->gap[row]) u += r->absent[r->gap[row] - 1];
            lane_bits is_higher = u > top;
            lanes_select(&is_higher, &u, &top, &top);
            lanes_exp_between(-700, common, &u);
            sum += u;
        }
        product *= sum;
        if ((t - first) % TASKS_AT_ONCE != TASKS_AT_ONCE - 1) continue;
        for (size_t l = 0; l < LANES; l++)
            if (product[l] > 1e100) {
                total[l] -= log(product[l]);
                product[l] = 1;
            }
    }
    *ret_product = product;
    *ret_top = top;
}

void logit_respondents_likelihood(
    const struct logit_respondents *respondents, size_t batch, const lanes *natural, lanes *ret_value)
{
    lanes product, top;
    double total[LANES] = {0};
    quick(respondents, batch, natural, &product, total, &top);
    for (size_t l = 0; l < LANES; l++)
        (*ret_value)[l] =
            top[l] <= common ? total[l] - log(product[l]) : exact(respondents, batch, natural, l);
}
