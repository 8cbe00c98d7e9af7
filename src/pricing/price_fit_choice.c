// SPDX-License-Identifier: Apache-2.0
// Multinomial logit of choices.
#include "engine/multinomial_logit.h"
#include "pricing/price_choices.h"

// The name of what separates is worth more than that something does.
static void name_separating(struct price_fitting *fitting, const struct price_choices *choices,
    const struct multinomial_logit_fit *fit)
{
    if (engine_is_refused(fit->refusals, ENGINE_REFUSAL_SEPARATION))
        price_fitting_warn(fitting, "What decides the choices wholly: %.*s.",
            TEXT_PRINT(choices->regressors.names[fit->separating]));
    bool is_seen = choice_data_unseen(&choices->data) == choices->data.regressors; // what is not was named
    if (engine_is_refused(fit->refusals, ENGINE_REFUSAL_SINGULAR) && is_seen &&
        fit->separating < choices->regressors.columns)
        price_fitting_warn(fitting, "What the explanations before it say already: %.*s.",
            TEXT_PRINT(choices->regressors.names[fit->separating]));
}

static enum error add_elasticities(struct price_fitting *fitting, const struct price_choices *choices,
    const struct multinomial_logit_fit *fit)
{
    size_t count = price_choices_elastic(fitting, choices);
    double *elasticity = arena_array(fitting->arena, double, count *count + 1);
    if (!elasticity) return ERROR_MEMORY;
    if (!count) return ERROR_NONE;
    multinomial_logit_elasticities(&choices->data, fit->probability, choices->regressors.values,
        fit->coefficient[0], choices->alternative, count, elasticity);
    return price_choices_show_elasticities(fitting, choices, count, elasticity);
}

enum error price_fit_multinomial(struct price_fitting *fitting)
{
    struct price_result *result = fitting->result;
    struct price_choices choices;
    struct multinomial_logit_fit fit;
    enum error error = price_choices_read(fitting, &choices);
    if (!error) error = price_fitting_allocate(fitting, choices.regressors.columns);
    if (error) return error;
    const struct multinomial_logit_options options = {.errors = fitting->errors};
    error = multinomial_logit_fit(&choices.data, &options, fitting->help, fitting->arena, &fit);
    result->iterations = fit.iterations;
    result->evaluations = fit.evaluations;
    if (error == ERROR_INVALID) name_separating(fitting, &choices, &fit);
    if (error) return price_fitting_settle(fitting, error, fit.refusals, false);
    for (size_t j = 0; j < fit.coefficients; j++)
        price_fitting_estimate(
            fitting, choices.regressors.names[j], fit.coefficient[j], fit.standard_error[j], 0);
    result->objective = fit.log_likelihood;
    if (choices.has_price && fit.coefficient[0] >= 0)
        (void)engine_refuse(&fit.refusals, ENGINE_REFUSAL_WRONG_SIGN);
    error = price_choices_show_fit(fitting, fit.log_likelihood, fit.null_log_likelihood, fit.coefficients);
    if (!error && choices.has_price)
        error = price_choices_show_willingness(fitting, &choices, fit.coefficient, fit.covariance);
    if (!error) error = add_elasticities(fitting, &choices, &fit);
    return price_fitting_settle(fitting, error, fit.refusals, false);
}
