// SPDX-License-Identifier: Apache-2.0
// Mixed logit of choices: means and spreads of what people like, and what follows.
#include <math.h>

#include "engine/mixed_logit.h"
#include "pricing/price_choices.h"

enum { ELASTICITY_DRAWS = 100 };

struct mixing {
    struct price_fitting *fitting;
    struct price_choices choices;
    enum mixed_logit_kind *kind; // of each regressor
    struct mixed_logit_options options;
    struct mixed_logit_fit fit;
};

// The terms of a line have to stand among the regressors: their columns become of that kind.
static enum error set_kind(struct mixing *mixing, const struct price_terms *terms, enum mixed_logit_kind kind)
{
    struct price_matrix named;
    const struct price_matrix *regressors = &mixing->choices.regressors;
    enum error error =
        terms->count ? price_fitting_matrix(mixing->fitting, terms, false, &named) : ERROR_NONE;
    for (size_t j = 0; terms->count && !error && j < named.columns; j++) {
        size_t k = 0;
        while (k < regressors->columns && !text_equal(regressors->names[k], named.names[j]))
            k++;
        if (k < regressors->columns && mixing->kind[k] == MIXED_LOGIT_FIXED) {
            mixing->kind[k] = kind;
            continue;
        }
        problem_add(mixing->fitting->problems, NULL,
            k < regressors->columns
                ? "%.*s stands in two of normal, log normal and minus log normal."
                : "%.*s is to differ between people, but is not among price and regressors.",
            TEXT_PRINT(named.names[j]));
        error = ERROR_INVALID;
    }
    return error;
}

// Clusters are of people: those of their first tasks.
static enum error cluster_people(struct mixing *mixing)
{
    const struct choice_data *data = &mixing->choices.data;
    struct covariance_choice *errors = &mixing->fitting->errors;
    if (!errors->cluster || !data->respondent) return ERROR_NONE;
    uint32_t *cluster = arena_array(mixing->fitting->arena, uint32_t, data->respondents);
    if (!cluster) return ERROR_MEMORY;
    for (size_t t = data->tasks; t-- > 0;)
        cluster[data->respondent[t]] = errors->cluster[t];
    errors->cluster = cluster;
    return ERROR_NONE;
}

static enum error prepare(struct mixing *mixing)
{
    struct price_fitting *fitting = mixing->fitting;
    const struct price_choice_spec *spec = &fitting->spec->choice;
    enum error error = price_choices_read(fitting, &mixing->choices);
    if (error) return error;
    size_t columns = mixing->choices.regressors.columns, random = 0;
    mixing->kind = arena_array(fitting->arena, enum mixed_logit_kind, columns);
    if (!mixing->kind) return ERROR_MEMORY;
    error = set_kind(mixing, &spec->normal, MIXED_LOGIT_NORMAL);
    if (!error) error = set_kind(mixing, &spec->log_normal, MIXED_LOGIT_LOG_NORMAL);
    if (!error) error = set_kind(mixing, &spec->minus_log_normal, MIXED_LOGIT_NEGATIVE);
    for (size_t k = 0; !error && k < columns; k++)
        random += mixing->kind[k] != MIXED_LOGIT_FIXED;
    if (!error && (random == 0 || random > MIXED_LOGIT_RANDOM_MAXIMUM)) {
        problem_add(fitting->problems, NULL,
            "method = mixed-logit needs a line \"normal = …\", \"log normal = …\" or \"minus log normal = "
            "…\" with 1 "
            "to %d columns, not %zu.",
            MIXED_LOGIT_RANDOM_MAXIMUM, random);
        return ERROR_INVALID;
    }
    if (!error) error = cluster_people(mixing);
    mixing->options = (struct mixed_logit_options){.kind = mixing->kind,
        .errors = fitting->errors,
        .sequence = spec->sequence,
        .draws = spec->draws,
        .seed = fitting->spec->seed,
        .searches = spec->searches,
        .gradient_tolerance = fitting->spec->gradient_tolerance,
        .iteration_limit = fitting->spec->iterations};
    return error ? error : price_fitting_allocate(fitting, columns + random);
}

// "sd price"; the mean of a logarithm is "log price".
static enum error add_estimates(struct mixing *mixing)
{
    const struct price_matrix *regressors = &mixing->choices.regressors;
    const struct mixed_logit_fit *fit = &mixing->fit;
    size_t q = 0;
    for (size_t k = 0; k < fit->means; k++) {
        bool is_log = mixing->kind[k] == MIXED_LOGIT_LOG_NORMAL || mixing->kind[k] == MIXED_LOGIT_NEGATIVE;
        const char *name = arena_print(mixing->fitting->arena, "%s%.*s",
            !is_log                                     ? ""
            : mixing->kind[k] == MIXED_LOGIT_LOG_NORMAL ? "log "
                                                        : "log -",
            TEXT_PRINT(regressors->names[k]));
        if (!name) return ERROR_MEMORY;
        price_fitting_estimate(
            mixing->fitting, text_from(name), fit->coefficient[k], fit->standard_error[k], 0);
    }
    for (size_t k = 0; k < fit->means; k++) {
        if (mixing->kind[k] == MIXED_LOGIT_FIXED) continue;
        size_t at = fit->means + q++;
        const char *name = arena_print(mixing->fitting->arena, "sd %.*s", TEXT_PRINT(regressors->names[k]));
        if (!name) return ERROR_MEMORY;
        price_fitting_estimate(
            mixing->fitting, text_from(name), fit->coefficient[at], fit->standard_error[at], 0);
    }
    return ERROR_NONE;
}

// How the coefficients lie among people.
static enum error add_distribution(struct mixing *mixing)
{
    static const struct price_sheet_column columns[] = {{"name", "", PRICE_CELL_TEXT},
        {"kind", "", PRICE_CELL_TEXT}, {"mean", "mean", PRICE_CELL_REAL},
        {"median", "median", PRICE_CELL_REAL}, {"sd", "spread", PRICE_CELL_REAL},
        {"share_above_zero", "share above 0", PRICE_CELL_REAL}};
    static const char *const kinds[] = {"fixed", "normal", "log-normal", "minus log-normal"};
    const struct mixed_logit_fit *fit = &mixing->fit;
    struct price_sheet *sheet = price_fitting_sheet(
        mixing->fitting, "coefficients", "How the coefficients lie among people", columns, 6);
    enum error error = sheet ? ERROR_NONE : ERROR_MEMORY;
    size_t q = 0;
    for (size_t k = 0; !error && k < fit->means; k++) {
        enum mixed_logit_kind kind = mixing->kind[k];
        double m = fit->coefficient[k],
               s = kind == MIXED_LOGIT_FIXED ? 0 : fabs(fit->coefficient[fit->means + q++]);
        double mean = m, median = m, spread = s, above = s > 0 ? erfc(-m / s / sqrt(2)) / 2 : m > 0;
        if (kind == MIXED_LOGIT_LOG_NORMAL || kind == MIXED_LOGIT_NEGATIVE) {
            double sign = kind == MIXED_LOGIT_NEGATIVE ? -1 : 1;
            median = sign * exp(m);
            mean = median * exp(s * s / 2);
            spread = fabs(mean) * sqrt(expm1(s * s));
            above = sign > 0;
        }
        const union price_cell cells[] = {{.text = mixing->choices.regressors.names[k]},
            {.text = text_from(kinds[kind])}, {.real = mean}, {.real = median}, {.real = spread},
            {.real = above}};
        error = price_sheet_row(sheet, cells);
    }
    return error;
}

// What the median person would pay: logarithms become coefficients, with the variance by the delta method.
static enum error add_willingness(struct mixing *mixing)
{
    const struct mixed_logit_fit *fit = &mixing->fit;
    size_t all = fit->means + fit->spreads, size = fit->means;
    double *b = arena_array(mixing->fitting->arena, double, size);
    double *slope = arena_array(mixing->fitting->arena, double, size);
    double *covariance = arena_array(mixing->fitting->arena, double, size *size);
    if (!b || !slope || !covariance) return ERROR_MEMORY;
    for (size_t k = 0; k < size; k++) {
        bool is_log = mixing->kind[k] == MIXED_LOGIT_LOG_NORMAL || mixing->kind[k] == MIXED_LOGIT_NEGATIVE;
        double sign = mixing->kind[k] == MIXED_LOGIT_NEGATIVE ? -1 : 1;
        b[k] = is_log ? sign * exp(fit->coefficient[k]) : fit->coefficient[k];
        slope[k] = is_log ? b[k] : 1;
    }
    for (size_t i = 0; i < size; i++)
        for (size_t j = 0; j < size; j++)
            covariance[i * size + j] = fit->covariance[i * all + j] * slope[i] * slope[j];
    if (b[0] >= 0) (void)engine_refuse(&mixing->fit.refusals, ENGINE_REFUSAL_WRONG_SIGN);
    if (mixing->kind[0] == MIXED_LOGIT_NORMAL)
        price_fitting_warn(mixing->fitting,
            "The price's coefficient is normal, so some people would like to pay more; minus log normal = "
            "%.*s keeps "
            "it below 0.",
            TEXT_PRINT(mixing->choices.regressors.names[0]));
    return price_choices_show_willingness(mixing->fitting, &mixing->choices, b, covariance);
}

static enum error add_elasticities(struct mixing *mixing)
{
    struct price_fitting *fitting = mixing->fitting;
    size_t count = price_choices_elastic(fitting, &mixing->choices);
    double *elasticity = arena_array(fitting->arena, double, count *count + 1);
    if (!elasticity) return ERROR_MEMORY;
    if (!count) return ERROR_NONE;
    struct mixed_logit_options fewer = mixing->options; // an average over people needs few draws of each
    if (fewer.draws > ELASTICITY_DRAWS) fewer.draws = ELASTICITY_DRAWS;
    enum error error = mixed_logit_elasticities(&mixing->choices.data, &fewer, mixing->fit.coefficient, 0,
        mixing->choices.alternative, count, fitting->arena, elasticity);
    return error ? error : price_choices_show_elasticities(fitting, &mixing->choices, count, elasticity);
}

enum error price_fit_mixed_logit(struct price_fitting *fitting)
{
    struct mixing mixing = {.fitting = fitting};
    struct price_result *result = fitting->result;
    struct mixed_logit_fit *fit = &mixing.fit;
    enum error error = prepare(&mixing);
    if (error) return error;
    error = mixed_logit_fit(&mixing.choices.data, &mixing.options, fitting->help, fitting->arena, fit);
    result->iterations = fit->iterations;
    result->evaluations = fit->evaluations;
    if (error) return price_fitting_settle(fitting, error, fit->refusals, false);
    result->objective = fit->log_likelihood;
    error = add_estimates(&mixing);
    if (!error)
        error = price_choices_show_fit(
            fitting, fit->log_likelihood, fit->null_log_likelihood, fit->means + fit->spreads);
    if (!error) error = add_distribution(&mixing);
    if (!error && mixing.choices.has_price) error = add_willingness(&mixing);
    if (!error) error = add_elasticities(&mixing);
    price_fitting_warn(fitting, "%zu draws a respondent%s; %zu of %zu searches settled.",
        mixing.options.draws,
        mixing.options.sequence == MIXED_LOGIT_PSEUDO ? " by the seed" : " of Halton's sequence",
        fit->settled, mixing.options.searches);
    return price_fitting_settle(fitting, error, fit->refusals, false);
}
