// SPDX-License-Identifier: Apache-2.0
// Maximises fractional likelihoods by scoring.
#include "engine/logit_start.h"
#include "engine/linear_algebra.h"

#include <math.h>
#include <string.h>

static const double fraction = 0.1;      // of the pooled likelihood, as bayesm's w
static const double least_signed = 0.01; // a coefficient of the wrong sign begins with this size
enum { ROUNDS = 50, HALVINGS = 20 };

struct start {
    struct logit_respondents *respondents;
    const size_t *first;
    size_t p;
    double *pooled, *pooled_curvature; // b of all together; p x p
    double *room;                      // of each batch
};

// Places that one search needs.
struct search {
    double *b, *trial, *natural, *mean, *gradient, *step; // p each
    double *curvature, *factor;                           // p x p
};

static size_t search_size(size_t p)
{
    return 6 * p + 2 * p * p;
}

static struct search search_at(double *room, size_t p)
{
    return (struct search){room, room + p, room + 2 * p, room + 3 * p, room + 4 * p, room + 5 * p,
        room + 6 * p, room + 6 * p + p * p};
}

static void to_natural(const struct start *start, const double *b, double *natural)
{
    const int *sign = start->respondents->sign;
    for (size_t k = 0; k < start->p; k++)
        natural[k] = sign && sign[k] ? sign[k] * exp(fmin(b[k], 300)) : b[k];
}

// Adds a task's log likelihood, gradient and curvature by natural coefficients. NULL: the value alone.
static double add_task(
    const struct choice_data *choices, size_t task, struct search *search, bool is_value_alone)
{
    size_t n = choices->rows, p = choices->regressors, chosen = choices->chosen[task];
    const double *x = choices->regressor;
    double most = choices->has_outside ? 0 : -(double)INFINITY, sum, utility = 0, *natural = search->natural;
    for (size_t row = choices->start[task]; row < choices->start[task + 1]; row++) {
        double u = 0;
        for (size_t k = 0; k < p; k++)
            u += x[k * n + row] * natural[k];
        most = fmax(most, u);
        if (row == chosen) utility = u;
    }
    sum = choices->has_outside ? exp(-most) : 0;
    for (int round = 0; round < (is_value_alone ? 1 : 2); round++) {
        if (round) memset(search->mean, 0, p * sizeof(double));
        for (size_t row = choices->start[task]; row < choices->start[task + 1]; row++) {
            double u = 0;
            for (size_t k = 0; k < p; k++)
                u += x[k * n + row] * natural[k];
            if (!round) {
                sum += exp(u - most);
                continue;
            }
            double share = exp(u - most) / sum;
            for (size_t k = 0; k < p; k++) {
                search->mean[k] += share * x[k * n + row];
                for (size_t j = 0; j <= k; j++)
                    search->curvature[j * p + k] += share * x[k * n + row] * x[j * n + row];
            }
        }
    }
    for (size_t k = 0; k < p && !is_value_alone; k++) {
        search->gradient[k] += (chosen == CHOICE_OUTSIDE ? 0 : x[k * n + chosen]) - search->mean[k];
        for (size_t j = 0; j <= k; j++)
            search->curvature[j * p + k] -= search->mean[k] * search->mean[j];
    }
    return utility - most - log(sum);
}

// The likelihood of tasks at b, with gradient and expected curvature by b (lower triangle).
static double likelihood(const struct start *start, size_t from, size_t to, const double *b,
    struct search *search, bool is_value_alone)
{
    size_t p = start->p;
    double value = 0;
    to_natural(start, b, search->natural);
    memset(search->gradient, 0, p * sizeof(double));
    memset(search->curvature, 0, p * p * sizeof(double));
    for (size_t task = from; task < to; task++)
        value += add_task(start->respondents->choices, task, search, is_value_alone);
    const int *sign = start->respondents->sign;
    for (size_t k = 0; sign && !is_value_alone && k < p; k++) {
        if (!sign[k]) continue;
        double scale = search->natural[k]; // d natural / d b
        search->gradient[k] *= scale;
        for (size_t j = 0; j < p; j++)
            search->curvature[j <= k ? j * p + k : k * p + j] *= scale;
        search->curvature[k * p + k] *= scale;
    }
    return value;
}

// share (b - pooled)'curvature (b - pooled) / 2, its gradient taken off and its curvature added.
static double temper(
    const struct start *start, double share, const double *b, struct search *search, bool is_value_alone)
{
    size_t p = start->p;
    double value = 0;
    for (size_t k = 0; k < p; k++) {
        double slope = 0;
        for (size_t j = 0; j < p; j++)
            slope += start->pooled_curvature[j * p + k] * (b[j] - start->pooled[j]);
        value += share * slope * (b[k] - start->pooled[k]) / 2;
        if (is_value_alone) continue;
        search->gradient[k] = (1 - fraction) * search->gradient[k] - share * slope;
        for (size_t j = 0; j <= k; j++)
            search->curvature[j * p + k] =
                (1 - fraction) * search->curvature[j * p + k] + share * start->pooled_curvature[j * p + k];
    }
    return value;
}

// Scoring with steps halved until they help; b becomes the maximum.
static void maximise(const struct start *start, size_t from, size_t to, struct search *search)
{
    size_t p = start->p;
    double share = fraction * (double)(to - from) / (double)start->respondents->choices->tasks;
    for (size_t round = 0; round < ROUNDS; round++) {
        double value = (1 - fraction) * likelihood(start, from, to, search->b, search, false), better = value;
        value -= temper(start, share, search->b, search, false);
        memcpy(search->factor, search->curvature, p * p * sizeof(double));
        for (size_t k = 0; k < p; k++) // what is said of nowhere does not move
            search->factor[k * p + k] += 1e-8 + 1e-8 * search->factor[k * p + k];
        memcpy(search->step, search->gradient, p * sizeof(double));
        if (linear_algebra_factor(p, search->factor) != ERROR_NONE) return;
        linear_algebra_solve_factored(p, search->factor, 1, search->step);
        double size = 1, expected = linear_algebra_dot(p, search->step, search->gradient);
        if (!(expected > 1e-8)) return;
        for (size_t halving = 0; halving < HALVINGS; halving++) {
            for (size_t k = 0; k < p; k++)
                search->trial[k] = search->b[k] + size * search->step[k];
            better = (1 - fraction) * likelihood(start, from, to, search->trial, search, true) -
                     temper(start, share, search->trial, search, true);
            if (better > value) break;
            size /= 2;
        }
        if (!(better > value)) return;
        memcpy(search->b, search->trial, p * sizeof(double));
    }
}

static void start_batch(void *work, size_t batch)
{
    const struct start *start = work;
    struct logit_respondents *respondents = start->respondents;
    size_t p = start->p;
    struct search search = search_at(start->room + batch * search_size(p), p);
    for (size_t l = 0; l < LANES; l++) {
        size_t place = batch * LANES + l;
        memcpy(search.b, start->pooled, p * sizeof(double));
        memset(search.curvature, 0, p * p * sizeof(double));
        if (place < respondents->units) {
            size_t of = respondents->respondent[place];
            maximise(start, start->first[of], start->first[of + 1], &search);
            (void)likelihood(start, start->first[of], start->first[of + 1], search.b, &search, false);
        }
        for (size_t j = 0; j < p; j++) {
            respondents->start[j * respondents->batches + batch][l] = search.b[j];
            for (size_t i = j; i < p; i++)
                respondents->curvature[(batch * p + j) * p + i][l] = search.curvature[j * p + i];
        }
    }
}

enum error logit_start_find(struct logit_respondents *respondents, const size_t *first, const double *pooled,
    const struct engine_help *help, struct arena *arena)
{
    size_t p = respondents->regressors;
    struct start start = {.respondents = respondents, .first = first, .p = p};
    start.pooled = arena_array(arena, double, p);
    start.pooled_curvature = arena_array(arena, double, p *p);
    start.room = arena_array(arena, double, respondents->batches *search_size(p));
    respondents->start = lanes_array(arena, p * respondents->batches);
    respondents->curvature = lanes_array(arena, p * p * respondents->batches);
    if (!start.pooled || !start.pooled_curvature || !start.room || !respondents->start ||
        !respondents->curvature)
        return ERROR_MEMORY;
    const int *sign = respondents->sign;
    for (size_t k = 0; k < p; k++)
        start.pooled[k] = sign && sign[k] ? log(fmax(sign[k] * pooled[k], least_signed)) : pooled[k];
    struct search search = search_at(start.room, p);
    (void)likelihood(&start, 0, respondents->choices->tasks, start.pooled, &search, false);
    for (size_t j = 0; j < p; j++)
        for (size_t i = j; i < p; i++)
            start.pooled_curvature[j * p + i] = start.pooled_curvature[i * p + j] =
                search.curvature[j * p + i];
    engine_share(help, respondents->batches, start_batch, &start);
    return ERROR_NONE;
}
