// SPDX-License-Identifier: Apache-2.0
// The hierarchical logit: checks, priors, chains, what their draws come to.
#include "engine/hierarchical_logit.h"
#include "engine/logit_chain.h"
#include "engine/multinomial_logit.h"

#include <math.h>

enum { SWEEPS = 100 };              // between two questions whether to go on
static const double scaling = 2.38; // of steps, over the root of their number (Roberts and Rosenthal 2001)
static const double shrinkage_most = 1.1;

struct sampling {
    const struct hierarchical_logit_data *data;
    const struct hierarchical_options *options;
    size_t components;
    struct logit_respondents respondents;
    struct normal_mixture_model model;
    struct draw_layers layers;
    struct logit_chain *chain;
    enum error *error;
    struct chain_record *record;
    double **parameter; // of each chain
    size_t first, last; // sweeps of this turn
};

static enum error check(
    const struct hierarchical_logit_data *data, size_t components, struct engine_refusals *refusals)
{
    const struct choice_data *choices = data->choices;
    enum error error = choice_data_check(choices, refusals);
    if (error != ERROR_NONE) return error;
    if (!choices->respondent || choices->weight || components < 1 || components > NORMAL_MIXTURE_COMPONENTS)
        return engine_refuse(refusals, ENGINE_REFUSAL_OUT_OF_RANGE);
    if (choices->respondents < HIERARCHICAL_GROUPS_LEAST || choices->respondents <= data->covariates + 1)
        return engine_refuse(refusals, ENGINE_REFUSAL_TOO_FEW_GROUPS);
    uint32_t expected = 0; // every respondent answers something, in order
    for (size_t t = 0; t < choices->tasks; t++) {
        if (choices->respondent[t] > expected) return engine_refuse(refusals, ENGINE_REFUSAL_OUT_OF_RANGE);
        if (choices->respondent[t] == expected) expected++;
    }
    if (expected != choices->respondents) return engine_refuse(refusals, ENGINE_REFUSAL_OUT_OF_RANGE);
    if (!engine_is_finite(data->covariate, data->covariates * choices->respondents))
        return engine_refuse(refusals, ENGINE_REFUSAL_NOT_FINITE);
    return ERROR_NONE;
}

// bayesm's: without signs m = 0, a_mu = .01, degrees p + 3, scale degrees I; with signs m = 2 where there is
// one, a_mu = .1, degrees p + 15, scale degrees * (.2 where there is one, 1 elsewhere).
static enum error set_prior(struct sampling *sampling, struct arena *arena)
{
    size_t p = sampling->data->choices->regressors;
    const int *sign = sampling->data->sign;
    bool is_signed = false;
    double *mean = arena_array(arena, double, p), *precision = arena_array(arena, double, 1);
    double *scale = arena_array(arena, double, p *p);
    if (!mean || !precision || !scale) return ERROR_MEMORY;
    for (size_t k = 0; sign && k < p; k++)
        is_signed = is_signed || sign[k];
    double degrees = (double)p + (is_signed ? 15 : 3);
    precision[0] = is_signed ? 0.1 : sampling->options->precision;
    for (size_t k = 0; k < p; k++) {
        bool is_this = sign && sign[k];
        mean[k] = is_this ? 2 : 0;
        scale[k * p + k] = degrees * (is_this ? 0.2 : 1);
    }
    sampling->model.prior = (struct multivariate_prior){mean, precision, degrees, scale};
    sampling->model.covariate_precision = sampling->options->precision;
    return ERROR_NONE;
}

// Covariates less their means, each respondent's in their place.
static enum error set_covariates(struct sampling *sampling, struct arena *arena)
{
    const struct logit_respondents *r = &sampling->respondents;
    size_t d = sampling->data->covariates, n = r->units;
    lanes *covariate = lanes_array(arena, d * r->batches);
    if (!covariate) return ERROR_MEMORY;
    for (size_t z = 0; z < d; z++) {
        const double *given = sampling->data->covariate + z * n;
        double mean = 0;
        for (size_t i = 0; i < n; i++)
            mean += given[i] / (double)n;
        for (size_t i = 0; i < n; i++)
            covariate[z * r->batches + i / LANES][i % LANES] = given[r->respondent[i]] - mean;
    }
    draw_layers_prepare(&sampling->layers);
    sampling->model.units = n;
    sampling->model.batches = r->batches;
    sampling->model.size = r->regressors;
    sampling->model.components = sampling->components;
    sampling->model.covariates = d;
    sampling->model.present = r->present;
    sampling->model.covariate = covariate;
    sampling->model.layers = &sampling->layers;
    return ERROR_NONE;
}

static enum error start_chains(struct sampling *sampling, struct arena *arena)
{
    size_t chains = sampling->options->chains, p = sampling->respondents.regressors;
    sampling->chain = arena_array(arena, struct logit_chain, chains);
    sampling->error = arena_array(arena, enum error, chains);
    sampling->parameter = arena_array(arena, double *, chains);
    if (!sampling->chain || !sampling->error || !sampling->parameter) return ERROR_MEMORY;
    for (size_t c = 0; c < chains; c++) {
        sampling->chain[c] = (struct logit_chain){.respondents = &sampling->respondents,
            .model = &sampling->model,
            .step = scaling / sqrt((double)p)};
        // Behind what is recorded, places for the moments of the mixture.
        sampling->parameter[c] = arena_array(arena, double, sampling->record->parameters + p + p * p);
        if (!sampling->parameter[c]) return ERROR_MEMORY;
        enum error error = logit_chain_start(&sampling->chain[c], sampling->options->seed, c, arena);
        if (error != ERROR_NONE) return error;
    }
    return ERROR_NONE;
}

// Mean and deviation of each coefficient over the respondents.
static void describe(const struct logit_chain *chain, double *average, double *spread)
{
    size_t p = chain->model->size, n = chain->model->units, stride = chain->model->batches * LANES;
    for (size_t k = 0; k < p; k++) {
        const double *value = (const double *)chain->natural + k * stride;
        double mean = 0, squares = 0;
        for (size_t i = 0; i < n; i++)
            mean += value[i] / (double)n;
        for (size_t i = 0; i < n; i++)
            squares += (value[i] - mean) * (value[i] - mean);
        average[k] = mean;
        spread[k] = sqrt(squares / (double)(n - 1));
    }
}

static void record(const struct sampling *sampling, size_t number, size_t draw)
{
    const struct logit_chain *chain = &sampling->chain[number];
    size_t p = sampling->model.size, d = sampling->model.covariates, at = 0;
    double *values = sampling->parameter[number], *mean = values + sampling->record->parameters;
    double *covariance = mean + p;
    normal_mixture_moments(&sampling->model, &chain->mixture, mean, covariance);
    for (size_t k = 0; k < p; k++) {
        values[at++] = mean[k];
        for (size_t z = 0; z < d; z++)
            values[at++] = chain->mixture.slope[z * p + k];
    }
    for (size_t j = 0; j < p; j++)
        for (size_t i = j; i < p; i++)
            values[at++] = covariance[j * p + i];
    describe(chain, values + at, values + at + p);
    at += 2 * p;
    values[at++] = logit_chain_likelihood(chain);
    for (size_t c = 0; c < sampling->components; c++) { // the largest first: which is which means nothing
        double weight = chain->mixture.weight[c];
        size_t place = c;
        for (; place > 0 && values[at + place - 1] < weight; place--)
            values[at + place] = values[at + place - 1];
        values[at + place] = weight;
    }
    chain_record_add(sampling->record, number, draw, values, (const double *)chain->natural);
}

static void run_chain(void *work, size_t number)
{
    struct sampling *sampling = work;
    const struct hierarchical_options *options = sampling->options;
    enum error *error = &sampling->error[number];
    for (size_t sweep = sampling->first; sweep < sampling->last && *error == ERROR_NONE; sweep++) {
        *error = logit_chain_sweep(&sampling->chain[number]);
        if (*error == ERROR_NONE && sweep >= options->burn &&
            (sweep - options->burn + 1) % options->thin == 0)
            record(sampling, number, (sweep - options->burn) / options->thin);
    }
}

// Draws stand in the order of places: back to that of respondents.
static void put_back(const struct sampling *sampling, struct posterior_summary *group,
    struct chain_record *record, struct posterior_summary *room, float *draw)
{
    size_t p = sampling->model.size, n = sampling->model.units;
    memcpy(room, group, n * p * sizeof *room);
    for (size_t i = 0; i < n; i++)
        memcpy(group + sampling->respondents.respondent[i] * p, room + i * p, p * sizeof *room);
    for (size_t s = 0; s < record->chains * record->each; s++) {
        float *kept = record->group_draw + s * n * p;
        memcpy(draw, kept, n * p * sizeof(float));
        for (size_t i = 0; i < n; i++)
            memcpy(kept + sampling->respondents.respondent[i] * p, draw + i * p, p * sizeof(float));
    }
}

// Newton and Raftery (1994), equation 13: the harmonic mean of likelihoods.
static double log_marginal(const struct chain_record *record, size_t parameter)
{
    size_t count = record->chains * record->draws;
    const double *value = record->draw + parameter * count;
    double least = value[0], sum = 0;
    for (size_t i = 1; i < count; i++)
        least = fmin(least, value[i]);
    for (size_t i = 0; i < count; i++)
        sum += exp(least - value[i]) / (double)count;
    return sum > 0 ? least - log(sum) : least;
}

static enum error summarise(
    struct sampling *sampling, struct arena *arena, struct hierarchical_logit_fit *fit)
{
    size_t p = sampling->model.size, k = 1 + sampling->model.covariates, n = sampling->model.units, at = 0;
    struct chain_record *record = sampling->record;
    double outside = sampling->options->outside;
    double *room = arena_array(arena, double, record->chains * record->draws);
    struct posterior_summary *all = arena_array(
        arena, struct posterior_summary, k * p + p * p + 2 * p + sampling->components + 2 * n * p);
    float *draw = arena_array(arena, float, n *p);
    if (!room || !all || !draw) return ERROR_MEMORY;
    fit->mean = all;
    fit->covariance = fit->mean + k * p;
    fit->average = fit->covariance + p * p;
    fit->spread = fit->average + p;
    fit->weight = fit->spread + p;
    fit->group = fit->weight + sampling->components;
    for (size_t i = 0; i < k * p; i++)
        chain_record_summarise(record, at++, outside, room, &fit->mean[i]);
    for (size_t j = 0; j < p; j++)
        for (size_t i = j; i < p; i++) {
            chain_record_summarise(record, at++, outside, room, &fit->covariance[j * p + i]);
            fit->covariance[i * p + j] = fit->covariance[j * p + i];
        }
    for (size_t j = 0; j < 2 * p; j++) // the spreads stand behind the averages
        chain_record_summarise(record, at++, outside, room, &fit->average[j]);
    fit->log_marginal = log_marginal(record, at);
    chain_record_summarise(record, at++, outside, room, &fit->log_likelihood);
    for (size_t c = 0; c < sampling->components; c++)
        chain_record_summarise(record, at++, outside, room, &fit->weight[c]);
    chain_record_groups(record, outside, room, fit->group);
    put_back(sampling, fit->group, record, fit->group + n * p, draw);
    fit->least_effective = (double)INFINITY;
    for (size_t i = 0; i < k * p; i++) {
        fit->least_effective = fmin(fit->least_effective, fit->mean[i].effective);
        fit->most_shrinkage = fmax(fit->most_shrinkage, fit->mean[i].shrinkage);
    }
    for (size_t c = 0; c < record->chains; c++)
        fit->accepted += (double)sampling->chain[c].accepted /
                         (double)(record->chains * n * (sampling->options->burn + sampling->options->draws));
    if (fit->least_effective < HIERARCHICAL_EFFECTIVE_LEAST)
        (void)engine_refuse(&fit->refusals, ENGINE_REFUSAL_TOO_FEW_DRAWS);
    if (fit->most_shrinkage > shrinkage_most)
        (void)engine_refuse(&fit->refusals, ENGINE_REFUSAL_NOT_CONVERGED);
    return ERROR_NONE;
}

static enum error sample(struct sampling *sampling, const struct engine_help *help)
{
    size_t chains = sampling->options->chains, all = sampling->options->burn + sampling->options->draws;
    enum error error = ERROR_NONE;
    while (error == ERROR_NONE && sampling->last < all) {
        double likelihood = 0;
        sampling->first = sampling->last;
        sampling->last = all - sampling->first < SWEEPS ? all : sampling->first + SWEEPS;
        engine_share(help, chains, run_chain, sampling);
        for (size_t c = 0; error == ERROR_NONE && c < chains; c++) {
            error = sampling->error[c];
            likelihood += logit_chain_likelihood(&sampling->chain[c]) / (double)chains;
        }
        if (error == ERROR_NONE) error = engine_go_on(help, sampling->last, all, likelihood);
    }
    return error;
}

enum error hierarchical_logit_fit(const struct hierarchical_logit_data *data, size_t components,
    const struct hierarchical_options *options, const struct engine_help *help, struct arena *arena,
    struct hierarchical_logit_fit *ret_fit)
{
    *ret_fit = (struct hierarchical_logit_fit){0};
    enum error error = check(data, components, &ret_fit->refusals);
    if (error != ERROR_NONE) return error;
    const struct choice_data *choices = data->choices;
    const struct multinomial_logit_options pooled_options = {.errors = {.kind = COVARIANCE_CLASSICAL}};
    struct multinomial_logit_fit pooled; // refuses what cannot be told apart even by all together
    struct sampling sampling = {
        .data = data, .options = options, .components = components, .record = &ret_fit->record};
    error = multinomial_logit_fit(choices, &pooled_options, NULL, arena, &pooled);
    if (error == ERROR_INVALID) ret_fit->refusals = pooled.refusals;
    if (error == ERROR_NONE)
        error = logit_respondents_prepare(
            choices, data->sign, pooled.coefficient, help, arena, &sampling.respondents);
    if (error == ERROR_NONE) error = set_prior(&sampling, arena);
    if (error == ERROR_NONE) error = set_covariates(&sampling, arena);
    size_t p = choices->regressors;
    struct chain_record sizes = {.chains = options->chains,
        .draws = options->draws / options->thin,
        .parameters = p * (1 + data->covariates) + p * (p + 1) / 2 + 2 * p + 1 + components,
        .groups = choices->respondents,
        .coefficients = p,
        .stride = sampling.respondents.batches * LANES};
    if (error == ERROR_NONE) error = chain_record_new(&sizes, arena, &ret_fit->record);
    if (error == ERROR_NONE) error = start_chains(&sampling, arena);
    if (error != ERROR_NONE) return error;
    error = sample(&sampling, help);
    if (error == ERROR_INVALID) return engine_refuse(&ret_fit->refusals, ENGINE_REFUSAL_NOT_CONVERGED);
    return error == ERROR_NONE ? summarise(&sampling, arena, ret_fit) : error;
}
