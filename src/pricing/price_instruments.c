// SPDX-License-Identifier: Apache-2.0
// Whether the instruments of a model of shares move the price, and with nests the share within the nest.
#include "pricing/price_decision.h"

#include <math.h>
#include <string.h>

// The logarithm of each product's share of its nest.
static enum error within_nests(struct price_fitting *fitting, const struct price_demand *demand, double *ret)
{
    const struct price_markets *markets = demand->markets;
    size_t n = fitting->table.rows, nests = 0;
    for (size_t i = 0; i < n; i++)
        if (demand->nest[i] >= nests) nests = (size_t)demand->nest[i] + 1;
    double *total = arena_array(fitting->arena, double, nests);
    if (!total) return ERROR_MEMORY;
    for (size_t t = 0; t < markets->markets; t++) {
        memset(total, 0, nests * sizeof *total);
        for (size_t i = markets->start[t]; i < markets->start[t + 1]; i++)
            total[demand->nest[i]] += demand->share[i];
        for (size_t i = markets->start[t]; i < markets->start[t + 1]; i++)
            ret[i] = log(demand->share[i] / total[demand->nest[i]]);
    }
    return ERROR_NONE;
}

// delta, then what is endogenous, the regressors and the instruments, less their effects.
static enum error gather(struct price_fitting *fitting, const struct price_demand *demand, size_t endogenous,
    size_t columns, struct covariance_choice *errors, double *all)
{
    const struct price_markets *markets = demand->markets;
    const struct price_matrix *x = &markets->regressors, *z = &markets->instruments;
    size_t n = fitting->table.rows;
    enum error error = ERROR_NONE;
    memcpy(all, demand->seen_delta, n * sizeof *all);
    memcpy(all + n, markets->price.values, n * sizeof *all);
    if (endogenous == 2) error = within_nests(fitting, demand, all + 2 * n);
    if (x->columns) memcpy(all + (1 + endogenous) * n, x->values, n * x->columns * sizeof *all);
    memcpy(all + (1 + endogenous + x->columns) * n, z->values, n * z->columns * sizeof *all);
    if (error || !fitting->effects.ways) return error;
    error = fixed_effects_absorb(&fitting->effects, columns, all, fitting->arena, &fitting->further);
    return error ? error : fixed_effects_count(&fitting->effects, fitting->arena, errors, &fitting->further);
}

// A price that is its own instrument is taken for given, as after an experiment: there is nothing to test.
static bool is_given(const struct price_markets *markets, size_t rows)
{
    const struct price_matrix *z = &markets->instruments;
    for (size_t j = 0; j < z->columns; j++)
        if (!memcmp(z->values + j * rows, markets->price.values, rows * sizeof *z->values)) return true;
    return false;
}

// A fit is warned of what a decision is refused for.
static void judge(struct price_fitting *fitting, const struct instrument_tests *tests)
{
    if (fitting->spec->decide.question == PRICE_ASK_BEST) {
        fitting->further.bits |= tests->refusals.bits;
        return;
    }
    for (size_t i = 0; i < fitting->result->first_stages; i++) {
        const struct price_first_stage *stage = &fitting->result->first_stage[i];
        if (stage->f < 10)
            price_fitting_warn(fitting,
                "The instruments explain %.*s too weakly (F %.2f, below 10): do not set a price on this.",
                TEXT_PRINT(stage->name), stage->f);
    }
}

enum error price_instruments_test(struct price_fitting *fitting, const struct price_demand *demand)
{
    const struct price_markets *markets = demand->markets;
    const struct price_matrix *x = &markets->regressors, *z = &markets->instruments;
    size_t n = fitting->table.rows, endogenous = demand->nest ? 2 : 1;
    size_t columns = 1 + endogenous + x->columns + z->columns;
    struct covariance_choice errors = fitting->errors;
    struct instrument_tests tests = {0};
    struct price_result *result = fitting->result;
    if (is_given(markets, n)) {
        price_fitting_warn(fitting,
            "The price is its own instrument: this holds only where what moves demand did "
            "not move the price, as in an experiment.");
        return ERROR_NONE;
    }
    double *all = arena_array(fitting->arena, double, n *columns);
    struct price_first_stage *stage = arena_array(fitting->arena, struct price_first_stage, endogenous);
    if (!all || !stage) return ERROR_MEMORY;
    enum error error = gather(fitting, demand, endogenous, columns, &errors, all);
    const struct instrumental_variables_data data = {n, endogenous, x->columns, z->columns, all + n,
        all + (1 + endogenous) * n, all + (1 + endogenous + x->columns) * n, all};
    if (!error) error = instrument_tests_run(&data, &errors, fitting->arena, &tests);
    if (error == ERROR_INVALID) { // the fit went through, so only the test is left open
        judge(fitting, &tests);
        return ERROR_NONE;
    }
    if (error) return error;
    for (size_t j = 0; j < endogenous; j++)
        stage[j] = (struct price_first_stage){
            j == 0 ? markets->price.names[0] : text_from("share within the nest"), tests.first_stage_f[j]};
    result->first_stage = stage;
    result->first_stages = endogenous;
    result->weakest_f = tests.weakest_f;
    judge(fitting, &tests);
    return ERROR_NONE;
}
