// SPDX-License-Identifier: Apache-2.0
// Cross-elasticities from sales: the demand of each product on the prices of all, one regression a product.
#include <math.h>

#include "engine/distribution.h"
#include "engine/least_squares.h"
#include "pricing/price_cross.h"

#define EQUATION_MEMORY ((size_t)2 << 30)

struct crossing {
    struct price_fitting *fitting;
    struct price_cross data;
    struct price_matrix quantity, controls, weights;
    double *value, *error, *low, *high, *chance; // products x prices
    struct arena room;                           // of one equation
    struct price_sheet *equations;
    struct engine_refusals refusals;
};

// One product's rows.
struct equation {
    size_t product, rows, columns;
    size_t *row;
    double *y, *x, *weight;
    double *mean_price;
    struct fixed_effects effects;
    struct covariance_choice errors;
};

static enum error check_above_zero(
    struct price_fitting *fitting, const double *values, size_t count, struct text name)
{
    size_t wrong = 0;
    for (size_t i = 0; i < count && wrong < PRICE_TABLE_PROBLEMS_MAXIMUM; i++) {
        if (!(values[i] <= 0)) continue;
        problem_add(fitting->problems, NULL, "%s, row %u (line %ld), %.*s: has to be above 0, not %g.",
            fitting->table.file, fitting->table.row[i], fitting->table.line[i], TEXT_PRINT(name), values[i]);
        wrong++;
    }
    return wrong ? ERROR_INVALID : ERROR_NONE;
}

static enum error read(struct crossing *crossing)
{
    struct price_fitting *fitting = crossing->fitting;
    const struct price_spec *spec = fitting->spec;
    enum error errors[] = {price_fitting_matrix(fitting, &spec->dependent, false, &crossing->quantity),
        price_fitting_matrix(fitting, &spec->regressors, false, &crossing->controls),
        price_fitting_matrix(fitting, &spec->weights, false, &crossing->weights),
        price_cross_read(fitting, &crossing->data), price_fitting_groups(fitting)};
    for (size_t i = 0; i < sizeof errors / sizeof errors[0]; i++)
        if (errors[i]) return errors[i];
    const struct price_matrix *prices = &crossing->data.prices;
    enum error error =
        check_above_zero(fitting, crossing->quantity.values, prices->rows, crossing->quantity.names[0]);
    if (!error && crossing->weights.columns)
        error = check_above_zero(fitting, crossing->weights.values, prices->rows, crossing->weights.names[0]);
    for (size_t j = 0; !error && !spec->is_semi_log && j < prices->columns; j++)
        error = check_above_zero(fitting, prices->values + j * prices->rows, prices->rows, prices->names[j]);
    size_t cells = crossing->data.products * prices->columns;
    crossing->value = arena_array(fitting->arena, double, 5 * cells);
    if (!error && !crossing->value) error = ERROR_MEMORY;
    if (error) return error;
    crossing->error = crossing->value + cells;
    crossing->low = crossing->error + cells;
    crossing->high = crossing->low + cells;
    crossing->chance = crossing->high + cells;
    return price_fitting_allocate(fitting, crossing->data.products);
}

// The rows of the product at which every price was seen.
static enum error choose_rows(struct crossing *crossing, struct equation *equation)
{
    const struct price_cross *data = &crossing->data;
    size_t n = data->prices.rows;
    equation->row = arena_array(&crossing->room, size_t, n);
    if (!equation->row) return ERROR_MEMORY;
    for (size_t i = 0; i < n; i++) {
        bool is_whole = data->product[i] == equation->product;
        for (size_t j = 0; is_whole && j < data->prices.columns; j++)
            is_whole = isfinite(data->prices.values[j * n + i]);
        if (is_whole) equation->row[equation->rows++] = i;
    }
    return ERROR_NONE;
}

// Numbers the groups of the rows at hand anew.
static enum error renumber(struct crossing *crossing, const struct equation *equation, const uint32_t *group,
    size_t groups, const uint32_t **ret_group, size_t *ret_groups)
{
    uint32_t *number = arena_array(&crossing->room, uint32_t, groups);
    uint32_t *renumbered = arena_array(&crossing->room, uint32_t, equation->rows);
    uint32_t known = 0;
    if (!number || !renumbered) return ERROR_MEMORY;
    for (size_t i = 0; i < equation->rows; i++) {
        uint32_t *place = &number[group[equation->row[i]]];
        if (!*place) *place = ++known;
        renumbered[i] = *place - 1;
    }
    *ret_group = renumbered;
    *ret_groups = known;
    return ERROR_NONE;
}

static enum error choose_groups(struct crossing *crossing, struct equation *equation)
{
    const struct price_fitting *fitting = crossing->fitting;
    enum error error = ERROR_NONE;
    equation->errors = fitting->errors;
    equation->effects = (struct fixed_effects){
        .observations = equation->rows, .ways = fitting->effects.ways, .help = fitting->help};
    for (size_t way = 0; !error && way < fitting->effects.ways; way++)
        error = renumber(crossing, equation, fitting->effects.group[way], fitting->effects.groups[way],
            &equation->effects.group[way], &equation->effects.groups[way]);
    if (!error && fitting->errors.cluster)
        error = renumber(crossing, equation, fitting->errors.cluster, fitting->errors.clusters,
            &equation->errors.cluster, &equation->errors.clusters);
    return error;
}

// A control that says nothing of this product (it was never featured) is left out.
static bool is_still(const double *column, size_t rows)
{
    for (size_t i = 1; i < rows; i++)
        if (fabs(column[i] - column[0]) > 0) return false;
    return true;
}

// ln quantity; prices or their logarithms, controls, a constant where nothing is absorbed.
static enum error arrange(struct crossing *crossing, struct equation *equation)
{
    const struct price_cross *data = &crossing->data;
    size_t n = data->prices.rows, m = equation->rows, prices = data->prices.columns;
    bool is_semi_log = crossing->fitting->spec->is_semi_log;
    equation->y = arena_array(&crossing->room, double, m);
    equation->x = arena_array(&crossing->room, double, m *(prices + crossing->controls.columns + 1));
    equation->mean_price = arena_array(&crossing->room, double, prices);
    equation->weight = arena_array(&crossing->room, double, m);
    if (!equation->y || !equation->x || !equation->mean_price || !equation->weight) return ERROR_MEMORY;
    for (size_t i = 0; i < m; i++) {
        size_t row = equation->row[i];
        equation->y[i] = log(crossing->quantity.values[row]);
        if (crossing->weights.columns) equation->weight[i] = crossing->weights.values[row];
        for (size_t j = 0; j < prices; j++) {
            double price = data->prices.values[j * n + row];
            equation->mean_price[j] += price / (double)m;
            equation->x[j * m + i] = is_semi_log ? price : log(price);
        }
    }
    equation->columns = prices;
    for (size_t j = 0; j < crossing->controls.columns; j++) {
        double *column = equation->x + equation->columns * m;
        for (size_t i = 0; i < m; i++)
            column[i] = crossing->controls.values[j * n + equation->row[i]];
        equation->columns += !is_still(column, m);
    }
    if (!equation->effects.ways) {
        for (size_t i = 0; i < m; i++)
            equation->x[equation->columns * m + i] = 1;
        equation->columns++;
    }
    return ERROR_NONE;
}

static enum error absorb(struct crossing *crossing, struct equation *equation)
{
    struct engine_refusals *refusals = &crossing->refusals;
    size_t m = equation->rows, kept = crossing->data.prices.columns;
    if (crossing->weights.columns) equation->effects.weight = equation->weight;
    if (equation->effects.ways) {
        enum error error =
            fixed_effects_absorb(&equation->effects, 1, equation->y, &crossing->room, refusals);
        if (!error)
            error = fixed_effects_absorb(
                &equation->effects, equation->columns, equation->x, &crossing->room, refusals);
        if (!error)
            error = fixed_effects_count(&equation->effects, &crossing->room, &equation->errors, refusals);
        if (error) return error;
        for (size_t j = kept; j < equation->columns; j++) { // controls that the effects explain
            if (is_still(equation->x + j * m, m)) continue;
            if (kept < j) memmove(equation->x + kept * m, equation->x + j * m, m * sizeof(double));
            kept++;
        }
        equation->columns = kept;
    }
    for (size_t i = 0; crossing->weights.columns && i < m; i++) {
        double root = sqrt(equation->weight[i]);
        equation->y[i] *= root;
        for (size_t j = 0; j < equation->columns; j++)
            equation->x[j * m + i] *= root;
    }
    return ERROR_NONE;
}

static enum error take(
    struct crossing *crossing, const struct equation *equation, const struct linear_fit *fit)
{
    struct price_fitting *fitting = crossing->fitting;
    const struct price_cross *data = &crossing->data;
    size_t prices = data->prices.columns, first = equation->product * prices;
    double degrees = (double)(equation->errors.cluster ? equation->errors.clusters - 1 : fit->degrees);
    double bound = distribution_t_bound(1 - fitting->spec->level / 100, degrees);
    for (size_t j = 0; j < prices; j++) {
        double scale = fitting->spec->is_semi_log ? equation->mean_price[j] : 1;
        double value = fit->coefficient[j] * scale, error = fit->standard_error[j] * scale;
        crossing->value[first + j] = value;
        crossing->error[first + j] = error;
        crossing->low[first + j] = value - bound * error;
        crossing->high[first + j] = value + bound * error;
        crossing->chance[first + j] = distribution_t_beyond(value / error, degrees);
    }
    size_t own = first + data->own[equation->product];
    price_fitting_estimate(
        fitting, data->label[equation->product], crossing->value[own], crossing->error[own], degrees);
    if (crossing->value[own] >= 0) {
        (void)engine_refuse(&crossing->refusals, ENGINE_REFUSAL_WRONG_SIGN);
        price_fitting_warn(
            fitting, "%.*s: the own elasticity is not below 0.", TEXT_PRINT(data->label[equation->product]));
    }
    fitting->result->absorbed += equation->errors.absorbed;
    if (equation->errors.cluster) fitting->result->clusters = equation->errors.clusters;
    union price_cell cells[] = {{.text = data->label[equation->product]}, {.whole = equation->rows},
        {.real = crossing->value[own]}, {.real = crossing->error[own]}, {.real = crossing->low[own]},
        {.real = crossing->high[own]}, {.real = fit->r_squared}};
    return price_sheet_row(crossing->equations, cells);
}

static enum error fit_product(struct crossing *crossing, size_t product)
{
    struct equation equation = {.product = product};
    struct linear_fit fit = {0};
    arena_reset(&crossing->room);
    enum error error = choose_rows(crossing, &equation);
    if (!error && equation.rows == 0)
        error = engine_refuse(&crossing->refusals, ENGINE_REFUSAL_TOO_FEW_OBSERVATIONS);
    if (!error) error = choose_groups(crossing, &equation);
    if (!error) error = arrange(crossing, &equation);
    if (!error) error = absorb(crossing, &equation);
    if (!error) {
        struct least_squares_data data = {equation.rows, equation.columns, equation.x, equation.y};
        error = least_squares_fit(&data, &equation.errors, &crossing->room, &fit);
        crossing->refusals.bits |= fit.refusals.bits;
    }
    if (error == ERROR_INVALID)
        price_fitting_warn(crossing->fitting, "The demand of %.*s cannot be estimated.",
            TEXT_PRINT(crossing->data.label[product]));
    return error ? error : take(crossing, &equation, &fit);
}

// A matrix as a sheet: a row a product, a column a price. Only when there are not too many.
static enum error show_matrix(
    struct crossing *crossing, const char *name, const char *title, const double *values)
{
    struct price_fitting *fitting = crossing->fitting;
    const struct price_cross *data = &crossing->data;
    size_t prices = data->prices.columns;
    if (prices >= PRICE_SHEET_COLUMNS_MAXIMUM) return ERROR_NONE;
    struct price_sheet_column *columns = arena_array(fitting->arena, struct price_sheet_column, prices + 1);
    union price_cell *cells = arena_array(fitting->arena, union price_cell, prices + 1);
    if (!columns || !cells) return ERROR_MEMORY;
    columns[0] = (struct price_sheet_column){"product", "sales of \\ price of", PRICE_CELL_TEXT};
    for (size_t j = 0; j < prices; j++) {
        const char *label = text_copy(data->price_label[j], fitting->arena);
        if (!label) return ERROR_MEMORY;
        columns[j + 1] = (struct price_sheet_column){label, label, PRICE_CELL_REAL};
    }
    struct price_sheet *sheet = price_fitting_sheet(fitting, name, title, columns, prices + 1);
    enum error error = sheet ? ERROR_NONE : ERROR_MEMORY;
    for (size_t i = 0; !error && i < data->products; i++) {
        cells[0].text = data->label[i];
        for (size_t j = 0; j < prices; j++)
            cells[j + 1].real = values[i * prices + j];
        error = price_sheet_row(sheet, cells);
    }
    return error;
}

static enum error show_pairs(struct crossing *crossing)
{
    static const struct price_sheet_column columns[] = {{"product", "sales of", PRICE_CELL_TEXT},
        {"price_of", "price of", PRICE_CELL_TEXT}, {"value", "elasticity", PRICE_CELL_REAL},
        {"se", "std. error", PRICE_CELL_REAL}, {"low", "low", PRICE_CELL_REAL},
        {"high", "high", PRICE_CELL_REAL}, {"p", "p", PRICE_CELL_REAL}};
    const struct price_cross *data = &crossing->data;
    size_t prices = data->prices.columns;
    struct price_sheet *sheet = price_fitting_sheet(crossing->fitting, "cross_elasticities",
        "Elasticities of sales with respect to prices", columns, sizeof columns / sizeof columns[0]);
    enum error error = sheet ? ERROR_NONE : ERROR_MEMORY;
    if (sheet) sheet->is_hidden = prices < PRICE_SHEET_COLUMNS_MAXIMUM;
    for (size_t i = 0; !error && i < data->products * prices; i++) {
        union price_cell cells[] = {{.text = data->label[i / prices]},
            {.text = data->price_label[i % prices]}, {.real = crossing->value[i]},
            {.real = crossing->error[i]}, {.real = crossing->low[i]}, {.real = crossing->high[i]},
            {.real = crossing->chance[i]}};
        error = price_sheet_row(sheet, cells);
    }
    return error;
}

static enum error fit_all(struct crossing *crossing)
{
    static const struct price_sheet_column columns[] = {{"product", "product", PRICE_CELL_TEXT},
        {"rows", "rows", PRICE_CELL_WHOLE}, {"own", "own elasticity", PRICE_CELL_REAL},
        {"se", "std. error", PRICE_CELL_REAL}, {"low", "low", PRICE_CELL_REAL},
        {"high", "high", PRICE_CELL_REAL}, {"r_squared", "R squared", PRICE_CELL_REAL}};
    struct price_fitting *fitting = crossing->fitting;
    crossing->equations = price_fitting_sheet(
        fitting, "equations", "The demand of each product", columns, sizeof columns / sizeof columns[0]);
    enum error error = crossing->equations ? ERROR_NONE : ERROR_MEMORY;
    for (size_t i = 0; !error && i < crossing->data.products; i++) {
        error = engine_go_on(fitting->help, i, crossing->data.products, (double)NAN);
        if (!error) error = fit_product(crossing, i);
    }
    if (!error)
        error =
            show_matrix(crossing, "matrix", "Elasticities of sales with respect to prices", crossing->value);
    if (!error) error = show_matrix(crossing, "matrix_errors", "Their standard errors", crossing->error);
    return error ? error : show_pairs(crossing);
}

enum error price_fit_cross(struct price_fitting *fitting)
{
    struct crossing crossing = {.fitting = fitting};
    enum error error = read(&crossing);
    if (error) return error;
    arena_init(&crossing.room, EQUATION_MEMORY);
    error = fit_all(&crossing);
    arena_free(&crossing.room);
    if (error == ERROR_INVALID) fitting->result->sheets = fitting->result->estimates = 0;
    return price_fitting_settle(fitting, error, crossing.refusals, true);
}
