// SPDX-License-Identifier: Apache-2.0
// Sweeps of a hierarchical logit: eight respondents take their random-walk steps side by side.
#include "engine/logit_chain.h"
#include "engine/draw.h"

#include <math.h>

// What a batch works with: regressors long, but for the matrices.
struct work {
    lanes *precision; // p x p: S^-1 of each place's component
    lanes *factor;    // p x p: Cholesky's of H + S^-1
    lanes *step;      // the normals, then the step
    lanes *mean;      // what b is around: mu + D z
    lanes *trial, *natural;
};

static size_t work_size(size_t p)
{
    return 2 * p * p + 4 * p;
}

static struct work work_at(lanes *room, size_t p)
{
    lanes *rest = room + 2 * p * p;
    return (struct work){room, room + p * p, rest, rest + p, rest + 2 * p, rest + 3 * p};
}

enum error logit_chain_start(struct logit_chain *chain, uint64_t seed, size_t number, struct arena *arena)
{
    const struct logit_respondents *r = chain->respondents;
    size_t p = r->regressors, all = p * r->batches;
    chain->unit = arena_array(arena, struct random_stream, r->units);
    chain->b = lanes_array(arena, all);
    chain->natural = lanes_array(arena, all);
    chain->value = lanes_array(arena, r->batches);
    chain->work = lanes_array(arena, work_size(p));
    chain->normal = arena_array(arena, double, p);
    if (!chain->unit || !chain->b || !chain->natural || !chain->value || !chain->work || !chain->normal)
        return ERROR_MEMORY;
    uint64_t before = (uint64_t)number * (r->units + 1);
    draw_stream(&chain->upper, seed, before);
    for (size_t i = 0; i < r->units; i++)
        draw_stream(&chain->unit[i], seed, before + 1 + r->respondent[i]);
    memcpy(chain->b, r->start, all * sizeof(lanes));
    struct work work = work_at(chain->work, p);
    for (size_t batch = 0; batch < r->batches; batch++) {
        for (size_t k = 0; k < p; k++)
            work.trial[k] = chain->b[k * r->batches + batch];
        logit_respondents_natural(r, work.trial, work.natural);
        for (size_t k = 0; k < p; k++)
            chain->natural[k * r->batches + batch] = work.natural[k];
        logit_respondents_likelihood(r, batch, work.natural, &chain->value[batch]);
    }
    return normal_mixture_allocate(chain->model, arena, &chain->mixture);
}

// The precision and mean of each place's component, D z added.
LANES_INLINE void take_component(const struct logit_chain *chain, size_t batch, const struct work *work)
{
    const struct normal_mixture_model *model = chain->model;
    const struct normal_mixture *mixture = &chain->mixture;
    size_t p = model->size, batches = model->batches;
    if (model->components == 1) {
        const struct multivariate_draw *draw = &mixture->component[0];
        for (size_t i = 0; i < p * p; i++)
            work->precision[i] = LANES_OF(draw->precision[i]);
        for (size_t k = 0; k < p; k++)
            work->mean[k] = LANES_OF(draw->coefficient[k]);
    } else {
        for (size_t l = 0; l < LANES; l++) {
            const struct multivariate_draw *draw = &mixture->component[mixture->member[batch * LANES + l]];
            for (size_t i = 0; i < p * p; i++)
                work->precision[i][l] = draw->precision[i];
            for (size_t k = 0; k < p; k++)
                work->mean[k][l] = draw->coefficient[k];
        }
    }
    for (size_t z = 0; z < model->covariates; z++)
        for (size_t k = 0; k < p; k++)
            work->mean[k] += mixture->slope[z * p + k] * model->covariate[z * batches + batch];
}

// The step (from normals in its place), where it leads, and the logarithm of the prior's ratio there and
// here.
LANES_CLONES static void propose(
    const struct logit_chain *chain, size_t batch, const struct work *work, lanes *ret_ratio)
{
    size_t p = chain->model->size, batches = chain->model->batches;
    const lanes *curvature = chain->respondents->curvature + batch * p * p;
    take_component(chain, batch, work);
    for (size_t j = 0; j < p; j++)
        for (size_t i = j; i < p; i++)
            work->factor[j * p + i] = curvature[j * p + i] + work->precision[j * p + i];
    lanes_factor(p, work->factor);
    lanes_solve_upper(p, work->factor, work->step);
    for (size_t k = 0; k < p; k++) {
        const lanes here = chain->b[k * batches + batch];
        work->step[k] *= chain->step;
        work->trial[k] = here + work->step[k];
        work->mean[k] = (here + work->trial[k]) - 2 * work->mean[k]; // (t - m)'P(t - m) - (b - m)'P(b - m)
    }
    lanes ratio = LANES_OF(0);
    for (size_t j = 0; j < p; j++) {
        lanes sum = LANES_OF(0);
        for (size_t k = 0; k < p; k++)
            sum += work->precision[j * p + k] * work->mean[k];
        ratio -= 0.5 * (sum * work->step[j]);
    }
    *ret_ratio = ratio;
}

// Takes the trial where the mask is set.
LANES_CLONES static void settle(struct logit_chain *chain, size_t batch, const struct work *work,
    const lanes *ratio, const lanes *uniform, const lanes *value)
{
    size_t p = chain->model->size, batches = chain->model->batches;
    lanes chance = *ratio;
    lanes_exp(&chance);
    lane_bits is_taken = (*uniform < chance) & (chain->respondents->present[batch] > 0);
    for (size_t k = 0; k < p; k++) {
        lanes *b = &chain->b[k * batches + batch], *natural = &chain->natural[k * batches + batch];
        lanes_select(&is_taken, &work->trial[k], b, b);
        lanes_select(&is_taken, &work->natural[k], natural, natural);
    }
    lanes_select(&is_taken, value, &chain->value[batch], &chain->value[batch]);
    for (size_t l = 0; l < LANES; l++)
        chain->accepted += is_taken[l] != 0;
}

static void step_batch(struct logit_chain *chain, size_t batch)
{
    const struct logit_respondents *r = chain->respondents;
    size_t p = r->regressors, first = batch * LANES;
    struct work work = work_at(chain->work, p);
    lanes ratio, value, uniform = LANES_OF(1);
    for (size_t l = 0; l < LANES && first + l < r->units; l++) {
        draw_normals(chain->model->layers, &chain->unit[first + l], p, chain->normal);
        for (size_t k = 0; k < p; k++)
            work.step[k][l] = chain->normal[k];
        uniform[l] = random_stream_real(&chain->unit[first + l]);
    }
    propose(chain, batch, &work, &ratio);
    logit_respondents_natural(r, work.trial, work.natural);
    logit_respondents_likelihood(r, batch, work.natural, &value);
    ratio += value - chain->value[batch];
    settle(chain, batch, &work, &ratio, &uniform, &value);
}

enum error logit_chain_sweep(struct logit_chain *chain)
{
    const struct normal_mixture_model *model = chain->model;
    struct normal_mixture *mixture = &chain->mixture;
    normal_mixture_center(model, chain->b, mixture);
    enum error error = normal_mixture_draw_components(model, &chain->upper, mixture);
    if (error != ERROR_NONE) return error;
    normal_mixture_draw_members(model, chain->unit, mixture);
    normal_mixture_draw_weights(model, &chain->upper, mixture);
    error = normal_mixture_draw_slopes(model, chain->b, &chain->upper, mixture);
    for (size_t batch = 0; error == ERROR_NONE && batch < model->batches; batch++)
        step_batch(chain, batch);
    return error;
}

double logit_chain_likelihood(const struct logit_chain *chain)
{
    double sum = 0;
    for (size_t i = 0; i < chain->respondents->units; i++)
        sum += chain->value[i / LANES][i % LANES];
    return sum;
}
