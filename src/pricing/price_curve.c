// SPDX-License-Identifier: Apache-2.0
// What decisions have in common: intervals of draws, the profit curve, and whether the instruments carry one.
#include "pricing/price_decision.h"

#include <string.h>

struct price_range price_range_of(struct price_fitting *fitting, double *draws, size_t count)
{
    double outside = (1 - fitting->spec->level / 100) / 2;
    price_after_sort(draws, count);
    return (struct price_range){price_after_quantile(draws, count, 0.5),
        price_after_quantile(draws, count, outside), price_after_quantile(draws, count, 1 - outside)};
}

struct price_sheet *price_curve_sheet(struct price_fitting *fitting)
{
    static const struct price_sheet_column columns[] = {{"product", "product", PRICE_CELL_TEXT},
        {"mark", "", PRICE_CELL_TEXT}, {"price", "price", PRICE_CELL_REAL},
        {"quantity", "quantity", PRICE_CELL_REAL}, {"quantity_low", "low", PRICE_CELL_REAL},
        {"quantity_high", "high", PRICE_CELL_REAL}, {"revenue", "revenue", PRICE_CELL_REAL},
        {"profit", "profit", PRICE_CELL_REAL}, {"profit_low", "low", PRICE_CELL_REAL},
        {"profit_high", "high", PRICE_CELL_REAL}};
    return price_fitting_sheet(
        fitting, "profit_curve", "Quantity and profit by price", columns, sizeof columns / sizeof *columns);
}

enum error price_curve_row(
    struct price_fitting *fitting, struct price_sheet *sheet, const struct price_curve_point *point)
{
    struct price_range quantity = price_range_of(fitting, point->quantities, point->draws);
    struct price_range profit = price_range_of(fitting, point->profits, point->draws);
    const union price_cell cells[] = {{.text = point->product}, {.text = text_from(point->mark)},
        {.real = point->price}, {.real = point->quantity}, {.real = quantity.low}, {.real = quantity.high},
        {.real = point->quantity * point->price}, {.real = point->profit}, {.real = profit.low},
        {.real = profit.high}};
    return price_sheet_row(sheet, cells);
}

enum error price_decision_instruments(struct price_after_work *work)
{
    struct price_fitting *fitting = work->fitting;
    const struct price_markets *markets = work->demand->markets;
    const struct price_matrix *x = &markets->regressors, *z = &markets->instruments;
    size_t n = fitting->table.rows, columns = 2 + x->columns + z->columns;
    struct covariance_choice errors = fitting->errors;
    struct instrument_tests tests = {0};
    double *all = arena_array(fitting->arena, double, n *columns);
    if (!all) return ERROR_MEMORY;
    memcpy(all, work->demand->seen_delta, n * sizeof *all);
    memcpy(all + n, markets->price.values, n * sizeof *all);
    if (x->columns) memcpy(all + 2 * n, x->values, n * x->columns * sizeof *all);
    memcpy(all + (2 + x->columns) * n, z->values, n * z->columns * sizeof *all);
    enum error error = ERROR_NONE;
    if (fitting->effects.ways) {
        error = fixed_effects_absorb(&fitting->effects, columns, all, fitting->arena, &fitting->further);
        if (!error)
            error = fixed_effects_count(&fitting->effects, fitting->arena, &errors, &fitting->further);
    }
    const struct instrumental_variables_data data = {
        n, 1, x->columns, z->columns, all + n, all + 2 * n, all + (2 + x->columns) * n, all};
    if (!error) error = instrument_tests_run(&data, &errors, fitting->arena, &tests);
    fitting->further.bits |= tests.refusals.bits;
    if (error) return error == ERROR_INVALID ? ERROR_NONE : error;
    fitting->result->first_stage = arena_array(fitting->arena, struct price_first_stage, 1);
    if (!fitting->result->first_stage) return ERROR_MEMORY;
    fitting->result->first_stage[0] = (struct price_first_stage){markets->price.names[0], tests.weakest_f};
    fitting->result->first_stages = 1;
    fitting->result->weakest_f = tests.weakest_f;
    return ERROR_NONE;
}
