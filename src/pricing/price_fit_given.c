// SPDX-License-Identifier: Apache-2.0
// Demand that is given, not estimated: a logit with qualities and a price coefficient, or an elasticity.
#include <math.h>
#include <string.h>

#include "pricing/price_decision.h"

// The rows of the file, or one where there is none: a market each or all one.
static enum error read_rows(struct price_fitting *fitting, struct price_markets *markets)
{
    const struct price_spec *spec = fitting->spec;
    size_t firms;
    *markets = (struct price_markets){0};
    enum error error = price_markets_gather(fitting, markets);
    if (error) return error;
    enum error errors[] = {price_fitting_matrix(fitting, &spec->price, false, &markets->price),
        spec->firm == PRICE_NO_COLUMN
            ? ERROR_NONE
            : price_table_groups(&fitting->table, spec->firm, fitting->arena, &markets->firm, &firms, NULL)};
    for (size_t i = 0; i < 2; i++)
        if (errors[i]) return errors[i];
    if (spec->product != PRICE_NO_COLUMN) fitting->result->row_product = fitting->table.cells[spec->product];
    return ERROR_NONE;
}

// The shares that the qualities give at the prices.
static enum error find_shares(struct price_demand *demand, double *share)
{
    for (size_t t = 0; t < demand->markets->markets; t++) {
        price_demand_enter(demand, t);
        price_demand_compute(demand, NULL);
        memcpy(share + demand->first, demand->responses.share, demand->products * sizeof(double));
        for (size_t j = 0; j < demand->products; j++)
            if (!(share[demand->first + j] > 0) || !(demand->responses.outside > 0)) {
                problem_add(demand->fitting->problems, NULL,
                    "%s, row %u: at this quality and price everybody buys the same, or nobody buys.",
                    demand->fitting->table.file, demand->fitting->table.row[demand->first + j]);
                return ERROR_INVALID;
            }
    }
    return ERROR_NONE;
}

enum error price_fit_given_logit(struct price_fitting *fitting)
{
    const struct price_spec *spec = fitting->spec;
    const struct price_decide *given = &spec->decide;
    struct price_markets markets;
    struct price_matrix quality;
    uint32_t *nest = NULL;
    size_t nests, n;
    enum error error = read_rows(fitting, &markets);
    if (!error) error = price_fitting_matrix(fitting, &given->quality, false, &quality);
    if (!error && spec->nest != PRICE_NO_COLUMN)
        error = price_table_groups(&fitting->table, spec->nest, fitting->arena, &nest, &nests, NULL);
    if (!error) error = price_fitting_allocate(fitting, 2);
    if (error) return error;
    n = fitting->table.rows;
    double *values = arena_array(fitting->arena, double, 2), *delta = arena_array(fitting->arena, double, n);
    double *covariance = arena_array(fitting->arena, double, 4),
           *share = arena_array(fitting->arena, double, n);
    if (!values || !delta || !covariance || !share) return ERROR_MEMORY;
    values[0] = -given->alpha;
    values[1] = nest ? given->rho : 0;
    covariance[0] = given->alpha_error * given->alpha_error;
    for (size_t i = 0; i < n; i++)
        delta[i] = quality.values[i] - given->alpha * markets.price.values[i];
    struct price_demand demand = {.fitting = fitting,
        .markets = &markets,
        .share = share,
        .seen_delta = delta,
        .x1 = markets.price.values,
        .linear_columns = 1,
        .nest = nest,
        .estimate = {values, covariance, 2}};
    const struct price_terms *const terms[] = {&spec->price};
    price_fitting_estimate(fitting, markets.price.names[0], values[0],
        given->alpha_error > 0 ? given->alpha_error : (double)NAN, 0);
    error = price_demand_prepare(&demand, terms, 1);
    if (error == ERROR_INVALID && !fitting->problems->count) return ERROR_NONE; // a warning says why
    if (!error) error = find_shares(&demand, share);
    struct engine_refusals none = {0};
    if (!error && !(given->alpha > 0)) (void)engine_refuse(&fitting->further, ENGINE_REFUSAL_WRONG_SIGN);
    if (!error) error = price_after(fitting, &demand);
    return error ? error : price_fitting_settle(fitting, ERROR_NONE, none, true);
}

enum error price_fit_given_elasticity(struct price_fitting *fitting)
{
    const struct price_spec *spec = fitting->spec;
    const struct price_decide *given = &spec->decide;
    size_t n = fitting->table.rows;
    const struct price_terms *terms[] = {
        &given->elasticity, &given->elasticity_error, &spec->price, &spec->dependent, &spec->cost};
    struct price_matrix matrix[5];
    enum error error = ERROR_NONE;
    for (size_t m = 0; m < 5; m++) {
        enum error here = price_fitting_matrix(fitting, terms[m], false, &matrix[m]);
        if (here) error = here;
    }
    if (!error) error = price_fitting_allocate(fitting, n);
    struct price_constant *products = arena_array(fitting->arena, struct price_constant, n);
    if (error) return error;
    if (!products) return ERROR_MEMORY;
    for (size_t i = 0; i < n; i++) {
        const char *name = arena_print(fitting->arena, n == 1 ? "elasticity" : "elasticity %zu", i + 1);
        double value = matrix[0].values[i], error_of = matrix[1].columns ? matrix[1].values[i] : 0;
        double cost = matrix[4].columns ? matrix[4].values[i] : 0;
        double price = matrix[2].columns ? matrix[2].values[i] : 2 * cost;
        if (!name) return ERROR_MEMORY;
        products[i] = (struct price_constant){.name = spec->product == PRICE_NO_COLUMN
                                                          ? text_from("all")
                                                          : fitting->table.cells[spec->product][i],
            .elasticity = value,
            .error = error_of,
            .price = price,
            .today = price,
            .quantity = matrix[3].columns ? matrix[3].values[i] : 1,
            .cost = cost};
        if (price > 0) {
            price_fitting_estimate(fitting, text_from(name), value, error_of > 0 ? error_of : (double)NAN, 0);
            continue;
        }
        problem_add(fitting->problems, NULL, "Product %zu: the price of today has to be above 0, not %g.",
            i + 1, price);
        error = ERROR_INVALID;
    }
    if (!error && given->question != PRICE_ASK_FIT)
        error = price_constant_decide(fitting, products, n, &fitting->further);
    struct engine_refusals none = {0};
    return error ? error : price_fitting_settle(fitting, ERROR_NONE, none, true);
}
