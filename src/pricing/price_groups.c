// SPDX-License-Identifier: Apache-2.0
// The groups of a panel: read, and shown.
#include "pricing/price_groups.h"

#include <math.h>
#include <stdlib.h>

#include "engine/separate_fits.h"

// The place of a regressor with this name; the number of columns when there is none.
static size_t find_regressor(const struct price_matrix *regressors, struct text name)
{
    size_t j = 0;
    while (j < regressors->columns && !text_equal(regressors->names[j], name))
        j++;
    return j;
}

enum error price_groups_read(
    struct price_fitting *fitting, const struct price_matrix *regressors, struct price_groups *ret_groups)
{
    const struct price_spec *spec = fitting->spec;
    struct price_matrix slopes;
    struct price_groups groups = {0};
    enum error error = price_table_groups(
        &fitting->table, spec->group, fitting->arena, &groups.group, &groups.groups, &groups.label);
    if (!error) error = price_fitting_matrix(fitting, &spec->slopes, false, &slopes);
    if (error) return error;
    groups.slope = arena_array(fitting->arena, size_t, slopes.columns + 1);
    if (!groups.slope) return ERROR_MEMORY;
    for (size_t k = 0; k < slopes.columns; k++) {
        size_t j = find_regressor(regressors, slopes.names[k]);
        if (j < regressors->columns) {
            groups.slope[groups.slopes++] = j;
            continue;
        }
        problem_add(fitting->problems, NULL,
            "slopes: %.*s is not among the regressors; write it there too, in the same way.",
            TEXT_PRINT(slopes.names[k]));
        error = ERROR_INVALID;
    }
    if (spec->has_constant && spec->is_constant_by_group)
        groups.slope[groups.slopes++] = regressors->columns - 1;
    if (!error && groups.slopes == 0) {
        problem_add(fitting->problems, NULL,
            "Nothing differs by group; write slopes = …, or leave out \"group constant = no\".");
        error = ERROR_INVALID;
    }
    *ret_groups = groups;
    return error;
}

static int compare(const void *one, const void *other)
{
    double a = *(const double *)one, b = *(const double *)other;
    return (a > b) - (a < b);
}

double price_quantile(const double *sorted, size_t count, double at)
{
    if (count == 0) return (double)NAN;
    double place = at * (double)(count - 1);
    size_t below = (size_t)place, above = below + 1 < count ? below + 1 : below;
    return sorted[below] + (place - (double)below) * (sorted[above] - sorted[below]);
}

static const struct price_sheet_column pooling_columns[] = {{"term", "", PRICE_CELL_TEXT},
    {"fit", "fit", PRICE_CELL_TEXT}, {"groups", "groups", PRICE_CELL_WHOLE},
    {"lowest", "lowest", PRICE_CELL_REAL}, {"low", "5 %", PRICE_CELL_REAL},
    {"median", "median", PRICE_CELL_REAL}, {"high", "95 %", PRICE_CELL_REAL},
    {"highest", "highest", PRICE_CELL_REAL}};

// One row: the spread of a coefficient over the groups that have one.
static enum error show_spread(struct price_sheet *sheet, struct text term, const char *fit,
    const double *values, size_t groups, size_t slopes, double *sorted)
{
    size_t count = 0;
    for (size_t g = 0; g < groups; g++)
        if (isfinite(values[g * slopes])) sorted[count++] = values[g * slopes];
    qsort(sorted, count, sizeof(double), compare);
    union price_cell cells[] = {{.text = term}, {.text = text_from(fit)}, {.whole = count},
        {.real = price_quantile(sorted, count, 0)}, {.real = price_quantile(sorted, count, 0.05)},
        {.real = price_quantile(sorted, count, 0.5)}, {.real = price_quantile(sorted, count, 0.95)},
        {.real = price_quantile(sorted, count, 1)}};
    return price_sheet_row(sheet, cells);
}

static const struct price_sheet_column group_columns[] = {{"group", "group", PRICE_CELL_TEXT},
    {"term", "term", PRICE_CELL_TEXT}, {"rows", "rows", PRICE_CELL_WHOLE},
    {"value", "pooled", PRICE_CELL_REAL}, {"se", "error", PRICE_CELL_REAL}, {"low", "low", PRICE_CELL_REAL},
    {"high", "high", PRICE_CELL_REAL}, {"separate", "alone", PRICE_CELL_REAL},
    {"separate_se", "error", PRICE_CELL_REAL}};

enum error price_groups_show(struct price_fitting *fitting, const struct price_groups *groups,
    const struct price_matrix *regressors, const struct price_matrix *dependent,
    const struct price_groups_pooled *pooled)
{
    struct separate_fits_data data = {regressors->rows, regressors->columns, groups->slopes, groups->groups,
        regressors->values, dependent->values, groups->slope, groups->group};
    struct separate_fits alone;
    size_t slopes = groups->slopes;
    double *sorted = arena_array(fitting->arena, double, groups->groups);
    struct price_sheet *pooling =
        price_fitting_sheet(fitting, "pooling", "How far the groups differ, each fitted alone, and pooled",
            pooling_columns, sizeof pooling_columns / sizeof pooling_columns[0]);
    struct price_sheet *each = price_fitting_sheet(fitting, "groups", "Each group's coefficients",
        group_columns, sizeof group_columns / sizeof group_columns[0]);
    if (!sorted || !pooling || !each) return ERROR_MEMORY;
    enum error error = separate_fits_run(&data, fitting->arena, &alone);
    for (size_t k = 0; !error && k < slopes; k++) {
        struct text term = regressors->names[groups->slope[k]];
        error = show_spread(pooling, term, "alone", alone.coefficient + k, groups->groups, slopes, sorted);
        if (!error)
            error = show_spread(pooling, term, "pooled", pooled->value + k, groups->groups, slopes, sorted);
    }
    for (size_t k = 0; !error && k < slopes; k++)
        for (size_t g = 0; !error && g < groups->groups; g++) {
            size_t at = g * slopes + k;
            union price_cell cells[] = {{.text = groups->label[g]},
                {.text = regressors->names[groups->slope[k]]}, {.whole = alone.rows[g]},
                {.real = pooled->value[at]}, {.real = pooled->error[at]}, {.real = pooled->low[at]},
                {.real = pooled->high[at]}, {.real = alone.coefficient[at]},
                {.real = alone.standard_error[at]}};
            error = price_sheet_row(each, cells);
        }
    return error;
}
