// SPDX-License-Identifier: Apache-2.0
// What decisions have in common: intervals of draws, and the profit curve.
#include "pricing/price_decision.h"

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
