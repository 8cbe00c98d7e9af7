// SPDX-License-Identifier: Apache-2.0
// The hierarchical linear model by Gibbs sampling, eight groups side by side.
#include "engine/hierarchical_linear.h"
#include "engine/draw.h"
#include "engine/lanes.h"
#include "engine/linear_algebra.h"
#include "engine/multivariate_regression.h"

#include <math.h>

enum { SWEEPS = 200, GROUPS_OF_SWEEPS = 1000 }; // between two questions whether to go on; of fewer groups
static const double error_degrees = 3, more_degrees = 3; // nu_e; nu = regressors + 3
static const double shrinkage_most = 1.1;

// What the data say, in the order of lanes: batch after batch of eight groups.
struct model {
    const struct hierarchical_linear_data *data;
    const struct hierarchical_options *options;
    size_t n, p, k, batches, stride; // groups, regressors, 1 + covariates
    double *origin;                  // p: least squares over all rows; sums below are of what it leaves
    lanes *xx, *xe;                  // batches x p x p, batches x p
    lanes *ee;                       // batches
    double *rows, *variance;         // stride: of a group its rows, and ssq
    double *z, *zz;                  // n x k: covariates with a constant; k x k
    double *prior_mean, *prior_precision, *prior_scale;
    struct multivariate_prior prior;
    struct draw_layers layers;
    struct chain_record *record;
    struct chain *chain;
    size_t first, last; // sweeps of this turn
};

struct chain {
    struct random_stream upper, *unit; // unit: of each place
    struct multivariate_room *room;
    struct multivariate_draw draw;
    double *sums;                    // k x p, p x p: z'b, b'b
    double *parameter;               // as recorded
    lanes *coefficient;              // p x batches: column after column, one place a group
    lanes *error_variance;           // batches
    lanes *precision, *right, *work; // p x p, p, p
    double *normal;                  // p
    double *mean;                    // p x stride: D'z
    enum error error;
};

static enum error check(const struct hierarchical_linear_data *data, struct engine_refusals *refusals)
{
    size_t n = data->observations;
    if (n == 0 || data->regressors == 0) return engine_refuse(refusals, ENGINE_REFUSAL_EMPTY);
    if (!engine_is_finite(data->regressor, n * data->regressors) || !engine_is_finite(data->dependent, n) ||
        !engine_is_finite(data->covariate, data->covariates * data->groups))
        return engine_refuse(refusals, ENGINE_REFUSAL_NOT_FINITE);
    if (!engine_is_below(data->group, n, data->groups))
        return engine_refuse(refusals, ENGINE_REFUSAL_OUT_OF_RANGE);
    if (data->groups < HIERARCHICAL_GROUPS_LEAST || data->groups <= data->covariates + 1)
        return engine_refuse(refusals, ENGINE_REFUSAL_TOO_FEW_GROUPS);
    return ERROR_NONE;
}

static enum error allocate(struct model *model, struct arena *arena)
{
    size_t p = model->p, k = model->k;
    model->origin = arena_array(arena, double, p);
    model->xx = lanes_array(arena, model->batches * p * p);
    model->xe = lanes_array(arena, model->batches * p);
    model->ee = lanes_array(arena, model->batches);
    model->rows = arena_array(arena, double, 2 * model->stride);
    model->z = arena_array(arena, double, model->n *k + k * k);
    model->prior_mean = arena_array(arena, double, k *p + k * k + p * p);
    model->chain = arena_array(arena, struct chain, model->options->chains);
    if (!model->origin || !model->xx || !model->xe || !model->ee || !model->rows || !model->z ||
        !model->prior_mean || !model->chain)
        return ERROR_MEMORY;
    model->variance = model->rows + model->stride;
    model->zz = model->z + model->n * k;
    model->prior_precision = model->prior_mean + k * p;
    model->prior_scale = model->prior_precision + k * k;
    return ERROR_NONE;
}

// Sums of products of each group, of what the origin leaves.
static enum error add_up(struct model *model, struct arena *arena)
{
    const struct hierarchical_linear_data *data = model->data;
    size_t n = data->observations, p = model->p;
    double *mean = arena_array(arena, double, model->n), *rest = arena_array(arena, double, n);
    if (!mean || !rest) return ERROR_MEMORY;
    enum error error =
        linear_algebra_least_squares(n, p, data->regressor, 1, data->dependent, arena, model->origin, NULL);
    if (error != ERROR_NONE) return error;
    for (size_t i = 0; i < n; i++) {
        model->rows[data->group[i]]++;
        mean[data->group[i]] += data->dependent[i];
    }
    for (size_t g = 0; g < model->n; g++)
        mean[g] /= fmax(1, model->rows[g]);
    for (size_t i = 0; i < n; i++) {
        size_t g = data->group[i], batch = g / LANES, lane = g % LANES;
        double from_mean = data->dependent[i] - mean[g], left = data->dependent[i];
        for (size_t j = 0; j < p; j++)
            left -= data->regressor[j * n + i] * model->origin[j];
        model->variance[g] += from_mean * from_mean / fmax(1, model->rows[g] - 1);
        model->ee[batch][lane] += left * left;
        for (size_t j = 0; j < p; j++) {
            double x = data->regressor[j * n + i];
            model->xe[batch * p + j][lane] += x * left;
            for (size_t l = j; l < p; l++)
                model->xx[(batch * p + j) * p + l][lane] += x * data->regressor[l * n + i];
        }
    }
    for (size_t g = 0; g < model->stride; g++) // as bayesm: where nothing varies, 1
        if (!(model->variance[g] > 0)) model->variance[g] = 1;
    return ERROR_NONE;
}

// A constant, and the covariates less their means; the priors.
static void prepare_upper(struct model *model)
{
    size_t n = model->n, p = model->p, k = model->k;
    for (size_t g = 0; g < n; g++)
        model->z[g] = 1;
    for (size_t j = 1; j < k; j++) {
        const double *given = model->data->covariate + (j - 1) * n;
        double mean = 0;
        for (size_t g = 0; g < n; g++)
            mean += given[g] / (double)n;
        for (size_t g = 0; g < n; g++)
            model->z[j * n + g] = given[g] - mean;
    }
    linear_algebra_cross(n, k, model->z, k, model->z, model->zz);
    double degrees = (double)p + more_degrees;
    for (size_t j = 0; j < k; j++)
        model->prior_precision[j * k + j] = model->options->precision;
    for (size_t j = 0; j < p; j++)
        model->prior_scale[j * p + j] = degrees;
    model->prior =
        (struct multivariate_prior){model->prior_mean, model->prior_precision, degrees, model->prior_scale};
    draw_layers_prepare(&model->layers);
}

static enum error start_chain(struct model *model, size_t number, struct arena *arena)
{
    size_t p = model->p, k = model->k;
    struct chain *chain = &model->chain[number];
    *chain = (struct chain){.unit = arena_array(arena, struct random_stream, model->n),
        .room = multivariate_room_new(k, p, arena),
        .sums = arena_array(arena, double, k *p + p * p),
        .parameter = arena_array(arena, double, model->record->parameters),
        .coefficient = lanes_array(arena, model->batches * p),
        .error_variance = lanes_array(arena, model->batches),
        .precision = lanes_array(arena, p * p),
        .right = lanes_array(arena, p),
        .work = lanes_array(arena, p),
        .normal = arena_array(arena, double, p),
        .mean = arena_array(arena, double, p * model->stride)};
    enum error error = multivariate_draw_allocate(k, p, arena, &chain->draw);
    if (error != ERROR_NONE || !chain->unit || !chain->room || !chain->sums || !chain->parameter ||
        !chain->coefficient || !chain->error_variance || !chain->precision || !chain->right || !chain->work ||
        !chain->normal || !chain->mean)
        return ERROR_MEMORY;
    uint64_t streams = model->n + 1, before = (uint64_t)number * streams;
    draw_stream(&chain->upper, model->options->seed, before);
    for (size_t g = 0; g < model->n; g++)
        draw_stream(&chain->unit[g], model->options->seed, before + 1 + g);
    for (size_t j = 0; j < p; j++) {
        chain->draw.coefficient[j * k] = model->origin[j];
        chain->draw.precision[j * p + j] = 1;
    }
    memcpy(chain->error_variance, model->variance, model->stride * sizeof(double));
    return ERROR_NONE;
}

// D'z of every group.
static void find_means(const struct model *model, struct chain *chain)
{
    size_t n = model->n, k = model->k;
    for (size_t j = 0; j < model->p; j++) {
        double *mean = chain->mean + j * model->stride;
        memset(mean, 0, n * sizeof(double));
        for (size_t c = 0; c < k; c++)
            for (size_t g = 0; g < n; g++)
                mean[g] += model->z[c * n + g] * chain->draw.coefficient[j * k + c];
    }
}

// The precision X'X / s2 + V^-1 of eight groups, factored; right = precision^-1 (X'e / s2 + V^-1 (D'z -
// origin)).
LANES_CLONES static void solve_batch(const struct model *model, struct chain *chain, size_t batch)
{
    size_t p = model->p;
    const lanes *xx = model->xx + batch * p * p, *xe = model->xe + batch * p;
    lanes weight = 1 / chain->error_variance[batch];
    for (size_t j = 0; j < p; j++)
        memcpy(&chain->work[j], chain->mean + j * model->stride + batch * LANES, sizeof(lanes));
    for (size_t j = 0; j < p; j++)
        chain->work[j] -= model->origin[j];
    for (size_t j = 0; j < p; j++) {
        lanes sum = xe[j] * weight;
        for (size_t l = 0; l < p; l++)
            sum += chain->work[l] * chain->draw.precision[j * p + l];
        chain->right[j] = sum;
        for (size_t i = j; i < p; i++)
            chain->precision[j * p + i] = xx[j * p + i] * weight + chain->draw.precision[j * p + i];
    }
    lanes_factor(p, chain->precision);
    lanes_solve_lower(p, chain->precision, chain->right);
}

// Adds the normals (in work) and takes the way back: the draws less the origin, in right; and their sums of
// squares.
LANES_CLONES static void draw_batch(
    const struct model *model, struct chain *chain, size_t batch, lanes *ret_squares)
{
    size_t p = model->p;
    const lanes *xx = model->xx + batch * p * p, *xe = model->xe + batch * p;
    for (size_t j = 0; j < p; j++)
        chain->right[j] += chain->work[j];
    lanes_solve_upper(p, chain->precision, chain->right);
    lanes squares = model->ee[batch];
    for (size_t j = 0; j < p; j++) {
        lanes sum = xx[j * p + j] * chain->right[j] - 2 * xe[j];
        for (size_t i = j + 1; i < p; i++)
            sum += 2 * xx[j * p + i] * chain->right[i];
        squares += sum * chain->right[j];
        chain->coefficient[j * model->batches + batch] = chain->right[j] + model->origin[j];
    }
    *ret_squares = squares;
}

static void draw_groups(const struct model *model, struct chain *chain)
{
    size_t p = model->p;
    for (size_t batch = 0; batch < model->batches; batch++) {
        size_t first = batch * LANES, count = model->n - first < LANES ? model->n - first : LANES;
        lanes squares;
        solve_batch(model, chain, batch);
        for (size_t lane = 0; lane < count; lane++) {
            draw_normals(&model->layers, &chain->unit[first + lane], p, chain->normal);
            for (size_t j = 0; j < p; j++)
                chain->work[j][lane] = chain->normal[j];
        }
        draw_batch(model, chain, batch, &squares);
        for (size_t lane = 0; lane < count; lane++) {
            size_t g = first + lane;
            double chi = draw_chi_squared(&chain->unit[g], error_degrees + model->rows[g]);
            chain->error_variance[batch][lane] =
                (fmax(0, squares[lane]) + error_degrees * model->variance[g]) / chi;
        }
    }
}

// D and V, given the coefficients of the groups.
static void draw_upper(const struct model *model, struct chain *chain)
{
    size_t n = model->n, p = model->p, k = model->k;
    double *zb = chain->sums, *bb = zb + k * p;
    const double *b = (const double *)chain->coefficient;
    for (size_t j = 0; j < p; j++) {
        linear_algebra_cross(n, k, model->z, 1, b + j * model->stride, zb + j * k);
        for (size_t l = 0; l <= j; l++)
            bb[j * p + l] = bb[l * p + j] =
                linear_algebra_dot(n, b + l * model->stride, b + j * model->stride);
    }
    struct multivariate_sums sums = {(double)n, model->zz, zb, bb};
    chain->error = multivariate_regression_draw(
        k, p, &sums, &model->prior, &model->layers, &chain->upper, chain->room, &chain->draw);
}

static void record(const struct model *model, struct chain *chain, size_t number, size_t draw)
{
    size_t p = model->p, k = model->k, at = k * p;
    double *values = chain->parameter;
    memcpy(values, chain->draw.coefficient, at * sizeof(double));
    for (size_t j = 0; j < p; j++)
        for (size_t l = j; l < p; l++)
            values[at++] = chain->draw.covariance[j * p + l];
    const double *b = (const double *)chain->coefficient;
    for (size_t j = 0; j < p; j++) // the first row of z'b: sums over groups
        values[at++] = chain->sums[j * k] / (double)model->n;
    values[at] = 0;
    for (size_t g = 0; g < model->n; g++)
        values[at] += chain->error_variance[g / LANES][g % LANES] / (double)model->n;
    chain_record_add(model->record, number, draw, values, b);
}

// The sweeps of this turn, of one chain.
static void run_chain(void *work, size_t number)
{
    const struct model *model = work;
    struct chain *chain = &model->chain[number];
    const struct hierarchical_options *options = model->options;
    for (size_t sweep = model->first; sweep < model->last && chain->error == ERROR_NONE; sweep++) {
        find_means(model, chain);
        draw_groups(model, chain);
        draw_upper(model, chain);
        if (sweep >= options->burn && (sweep - options->burn + 1) % options->thin == 0)
            record(model, chain, number, (sweep - options->burn) / options->thin);
    }
}

static enum error summarise(
    const struct model *model, struct arena *arena, struct hierarchical_linear_fit *fit)
{
    size_t p = model->p, k = model->k, at = k * p;
    const struct chain_record *record = model->record;
    double outside = model->options->outside;
    double *room = arena_array(arena, double, record->chains * record->draws);
    fit->mean = arena_array(arena, struct posterior_summary, k * p);
    fit->covariance = arena_array(arena, struct posterior_summary, p * p);
    fit->average = arena_array(arena, struct posterior_summary, p);
    fit->group = arena_array(arena, struct posterior_summary, p * model->n);
    if (!room || !fit->mean || !fit->covariance || !fit->average || !fit->group) return ERROR_MEMORY;
    fit->least_effective = (double)INFINITY;
    for (size_t i = 0; i < k * p; i++) {
        chain_record_summarise(record, i, outside, room, &fit->mean[i]);
        fit->least_effective = fmin(fit->least_effective, fit->mean[i].effective);
        fit->most_shrinkage = fmax(fit->most_shrinkage, fit->mean[i].shrinkage);
    }
    for (size_t j = 0; j < p; j++)
        for (size_t l = j; l < p; l++) {
            chain_record_summarise(record, at++, outside, room, &fit->covariance[j * p + l]);
            fit->covariance[l * p + j] = fit->covariance[j * p + l];
        }
    for (size_t j = 0; j < p; j++)
        chain_record_summarise(record, at++, outside, room, &fit->average[j]);
    chain_record_summarise(record, at, outside, room, &fit->residual);
    chain_record_groups(record, outside, room, fit->group);
    if (fit->least_effective < HIERARCHICAL_EFFECTIVE_LEAST)
        (void)engine_refuse(&fit->refusals, ENGINE_REFUSAL_TOO_FEW_DRAWS);
    if (fit->most_shrinkage > shrinkage_most)
        (void)engine_refuse(&fit->refusals, ENGINE_REFUSAL_NOT_CONVERGED);
    return ERROR_NONE;
}

enum error hierarchical_linear_fit(const struct hierarchical_linear_data *data,
    const struct hierarchical_options *options, const struct engine_help *help, struct arena *arena,
    struct hierarchical_linear_fit *ret_fit)
{
    *ret_fit = (struct hierarchical_linear_fit){0};
    enum error error = check(data, &ret_fit->refusals);
    if (error != ERROR_NONE) return error;
    size_t p = data->regressors, k = 1 + data->covariates, batches = (data->groups + LANES - 1) / LANES;
    struct model model = {.data = data,
        .options = options,
        .n = data->groups,
        .p = p,
        .k = k,
        .batches = batches,
        .stride = batches * LANES,
        .record = &ret_fit->record};
    struct chain_record sizes = {.chains = options->chains,
        .draws = options->draws / options->thin,
        .parameters = k * p + p * (p + 1) / 2 + p + 1,
        .groups = data->groups,
        .coefficients = p,
        .stride = model.stride};
    error = allocate(&model, arena);
    if (error == ERROR_NONE) error = chain_record_new(&sizes, arena, &ret_fit->record);
    if (error != ERROR_NONE) return error;
    error = add_up(&model, arena);
    if (error == ERROR_INVALID) return engine_refuse(&ret_fit->refusals, ENGINE_REFUSAL_SINGULAR);
    if (error != ERROR_NONE) return error;
    prepare_upper(&model);
    for (size_t c = 0; error == ERROR_NONE && c < options->chains; c++)
        error = start_chain(&model, c, arena);
    size_t all = options->burn + options->draws, sweeps = SWEEPS;
    if (data->groups > GROUPS_OF_SWEEPS) sweeps = 1 + SWEEPS * GROUPS_OF_SWEEPS / data->groups;
    while (error == ERROR_NONE && model.last < all) {
        model.first = model.last;
        model.last = all - model.first < sweeps ? all : model.first + sweeps;
        engine_share(help, options->chains, run_chain, &model);
        for (size_t c = 0; error == ERROR_NONE && c < options->chains; c++)
            error = model.chain[c].error;
        if (error == ERROR_NONE) error = engine_go_on(help, model.last, all, (double)NAN);
    }
    if (error == ERROR_INVALID) return engine_refuse(&ret_fit->refusals, ENGINE_REFUSAL_NOT_CONVERGED);
    return error == ERROR_NONE ? summarise(&model, arena, ret_fit) : error;
}
