// SPDX-License-Identifier: Apache-2.0
// Which products of a list to offer: the best lines of each size with proof or gap, what each product brings,
// and how sure that is over respondents and rivals' prices.
#include <math.h>
#include <string.h>

#include "engine/draw.h"
#include "engine/product_line.h"
#include "engine/resample.h"
#include "pricing/price_choices.h"
#include "pricing/price_part_worths.h"

struct lining {
    struct price_fitting *fitting;
    struct price_matrix candidates, cost, rivals; // rivals: attributes, of which one may be the price
    struct price_part_worths part_worths, rival_worths;
    struct product_line_data data;
    double *margin, *rival; // rival: respondents x rivals, with none as the last
    size_t rival_price;     // column of the rivals' price; PRICE_NO_COLUMN: not known
    struct text *label;
};

// The columns of the part-worths for candidates: price and regressors, and what all of them have.
static enum error read_candidates(struct lining *lining)
{
    struct price_fitting *fitting = lining->fitting;
    const struct price_texts *own = &fitting->spec->choice.own;
    struct price_matrix *m = &lining->candidates;
    bool has_price;
    enum error error = price_choices_regressors(fitting, m, &has_price);
    if (!error) error = price_fitting_matrix(fitting, &fitting->spec->choice.cost, false, &lining->cost);
    if (error) return error;
    size_t columns = m->columns + own->count;
    double *values = arena_array(fitting->arena, double, m->rows *columns);
    struct text *names = arena_array(fitting->arena, struct text, columns);
    lining->margin = arena_array(fitting->arena, double, m->rows);
    if (!values || !names || !lining->margin) return ERROR_MEMORY;
    memcpy(values, m->values, m->rows * m->columns * sizeof(double));
    memcpy(names, m->names, m->columns * sizeof(*names));
    for (size_t k = 0; k < own->count; k++) {
        names[m->columns + k] = own->text[k];
        for (size_t j = 0; j < m->rows; j++)
            values[(m->columns + k) * m->rows + j] = 1;
    }
    for (size_t j = 0; j < m->rows; j++)
        lining->margin[j] = m->values[j] - lining->cost.values[j];
    *m = (struct price_matrix){m->rows, columns, values, names};
    return price_part_worths_read(fitting, names, columns, &lining->part_worths);
}

static enum error read_rivals(struct lining *lining)
{
    struct price_fitting *fitting = lining->fitting;
    const struct price_file *file = &fitting->files[PRICE_RIVALS];
    const struct price_choice_spec *spec = &fitting->spec->choice;
    const struct price_table_options options = {0};
    struct price_table table;
    lining->rival_price = PRICE_NO_COLUMN;
    if (!spec->rival_regressors.count && !file->name) return ERROR_NONE;
    if (!spec->rival_regressors.count || !file->name) {
        problem_add(fitting->problems, NULL,
            "Others' products need both \"rivals = FILE\" and \"rival regressors = …\" (their price among "
            "them).");
        return ERROR_INVALID;
    }
    enum error error = price_table_read(&table, file->name, file->content,
        &fitting->spec->names[PRICE_RIVALS], &options, fitting->arena, fitting->problems);
    if (!error)
        error = price_matrix_compute(
            &spec->rival_regressors, false, &table, fitting->arena, fitting->problems, &lining->rivals);
    if (!error)
        error = price_part_worths_read(
            fitting, lining->rivals.names, lining->rivals.columns, &lining->rival_worths);
    for (size_t k = 0; !error && k < lining->rivals.columns; k++)
        if (text_equal(lining->rivals.names[k], lining->candidates.names[0])) lining->rival_price = k;
    if (!error && spec->rival_price_spread > 0 && lining->rival_price == PRICE_NO_COLUMN) {
        problem_add(fitting->problems, NULL, "rival price spread = … needs %.*s among the rival regressors.",
            TEXT_PRINT(lining->candidates.names[0]));
        return ERROR_INVALID;
    }
    return error;
}

// Utilities of the rivals at prices times a factor each (NULL: as they are).
static void fill_rivals(const struct lining *lining, const double *factor)
{
    size_t n = lining->part_worths.respondents;
    const struct price_matrix *x = &lining->rivals;
    memset(lining->rival, 0, n * lining->data.rivals * sizeof(double));
    for (size_t r = 0; r < x->rows; r++)
        for (size_t k = 0; k < x->columns; k++) {
            double value = x->values[k * x->rows + r] * (factor && k == lining->rival_price ? factor[r] : 1);
            for (size_t i = 0; i < n; i++)
                lining->rival[r * n + i] += value * lining->rival_worths.value[k * n + i];
        }
}

static enum error prepare(struct lining *lining)
{
    struct price_fitting *fitting = lining->fitting;
    double *utility;
    enum error error = read_candidates(lining);
    if (!error) error = read_rivals(lining);
    if (!error) error = price_part_worths_labels(fitting, &lining->label);
    if (!error)
        error = price_part_worths_utility(fitting, &lining->part_worths, &lining->candidates, &utility);
    if (error) return error;
    size_t n = lining->part_worths.respondents;
    lining->data = (struct product_line_data){.respondents = n,
        .candidates = lining->candidates.rows,
        .rivals = lining->rivals.rows + (fitting->spec->has_outside ? 1 : 0),
        .utility = utility,
        .margin = lining->margin};
    lining->rival = arena_array(fitting->arena, double, n * lining->data.rivals + 1);
    if (!lining->rival) return ERROR_MEMORY;
    lining->data.rival = lining->rival;
    fill_rivals(lining, NULL);
    fitting->result->observations = n;
    if (fitting->spec->choice.size <= lining->data.candidates) return ERROR_NONE;
    problem_add(fitting->problems, NULL, "A line of size = %zu cannot be made of %zu candidates.",
        fitting->spec->choice.size, lining->data.candidates);
    return ERROR_INVALID;
}

static enum error list_products(
    const struct lining *lining, size_t size, const size_t *line, struct text *ret)
{
    const char *list = "";
    for (size_t k = 0; k < size; k++) {
        list = arena_print(
            lining->fitting->arena, "%s%s%.*s", list, k ? ", " : "", TEXT_PRINT(lining->label[line[k]]));
        if (!list) return ERROR_MEMORY;
    }
    *ret = text_from(list);
    return ERROR_NONE;
}

// The best line of every size up to that asked for.
static enum error add_lines(struct lining *lining, struct product_line_fit *fit)
{
    static const struct price_sheet_column columns[] = {{"size", "products", PRICE_CELL_WHOLE},
        {"value", "earns", PRICE_CELL_REAL}, {"bound", "at most", PRICE_CELL_REAL},
        {"gap", "gap", PRICE_CELL_REAL}, {"proof", "proved", PRICE_CELL_TEXT},
        {"greedy", "greedy", PRICE_CELL_REAL}, {"swap", "swaps", PRICE_CELL_REAL},
        {"lines", "lines", PRICE_CELL_REAL}, {"looks", "looked at", PRICE_CELL_WHOLE},
        {"products", "line", PRICE_CELL_TEXT}};
    struct price_fitting *fitting = lining->fitting;
    const struct price_choice_spec *spec = &fitting->spec->choice;
    struct price_sheet *sheet = price_fitting_sheet(
        fitting, "lines", "Best lines by size: the sum of margins over respondents", columns, 10);
    if (!sheet) return ERROR_MEMORY;
    for (size_t size = 1; size <= spec->size; size++) {
        const struct product_line_options options = {
            spec->has_preference_rule ? PRODUCT_LINE_PREFERENCE : PRODUCT_LINE_FIRST_CHOICE, size,
            spec->effort};
        struct text products;
        enum error error = product_line_fit(&lining->data, &options, fitting->help, fitting->arena, fit);
        if (!error) error = list_products(lining, size, fit->line, &products);
        if (error) return error;
        const union price_cell cells[] = {{.whole = size}, {.real = fit->value}, {.real = fit->bound},
            {.real = fit->bound - fit->value}, {.text = text_from(fit->is_proved ? "yes" : "no")},
            {.real = fit->greedy_value}, {.real = fit->swapped_value}, {.real = fit->lines},
            {.whole = fit->evaluations}, {.text = products}};
        error = price_sheet_row(sheet, cells);
        if (error) return error;
        fitting->result->evaluations += fit->evaluations;
    }
    fitting->result->objective = fit->value;
    fitting->result->is_converged = fit->is_proved;
    if (!fit->is_proved)
        price_fitting_warn(fitting,
            "The line of %zu is the best found; no line earns more than %g (a gap of %.3g %%). A larger "
            "effort = … "
            "narrows the gap.",
            fit->size, fit->bound, 100 * (fit->bound - fit->value) / fabs(fit->value));
    return ERROR_NONE;
}

// What the bootstrap is about: the line, product by product, and in all.
struct drawing {
    struct product_line *line;
    double *value, *advantage;              // of each replication: the line's, and over the best found in it
    double *profit;                         // replications x size
    size_t kept[PRODUCT_LINE_SIZE_MAXIMUM]; // replications in whose best line the product stands
    size_t best;                            // replications in which no better line was found
};

static enum error draw(struct lining *lining, const struct product_line_fit *fit, struct drawing *drawing)
{
    struct price_fitting *fitting = lining->fitting;
    const struct price_choice_spec *spec = &fitting->spec->choice;
    size_t n = lining->data.respondents, draws = spec->bootstrap, size = fit->size;
    double *weight = arena_array(fitting->arena, double, n), buyers[PRODUCT_LINE_SIZE_MAXIMUM];
    double *factor = arena_array(fitting->arena, double, lining->rivals.rows + 1);
    uint32_t *taken = arena_array(fitting->arena, uint32_t, n);
    if (!weight || !taken || !factor) return ERROR_MEMORY;
    for (size_t d = 0; d < draws; d++) {
        size_t other[PRODUCT_LINE_SIZE_MAXIMUM];
        struct random_stream stream;
        resample_draw(fitting->spec->seed, d, n, taken);
        memset(weight, 0, n * sizeof(double));
        for (size_t i = 0; i < n; i++)
            weight[taken[i]]++;
        product_line_weigh(drawing->line, weight);
        draw_stream(&stream, fitting->spec->seed ^ UINT64_C(0x5bd1e995), d);
        for (size_t r = 0; r < lining->rivals.rows; r++)
            factor[r] = exp(spec->rival_price_spread * draw_normal(&stream));
        if (spec->rival_price_spread > 0) {
            fill_rivals(lining, factor);
            product_line_meet(drawing->line, lining->rival);
        }
        double value = product_line_value(drawing->line, size, fit->line, buyers);
        for (size_t k = 0; k < size; k++)
            drawing->profit[k * draws + d] = buyers[k] * lining->margin[fit->line[k]];
        double found = product_line_swap(drawing->line, size, other);
        bool is_best = value >= found - 1e-9 * fabs(found);
        if (is_best) memcpy(other, fit->line, size * sizeof(size_t));
        drawing->value[d] = value;
        drawing->advantage[d] = value - found > 0 ? 0 : found - value;
        drawing->best += is_best;
        for (size_t k = 0; k < size; k++)
            for (size_t j = 0; j < size; j++)
                drawing->kept[k] += other[j] == fit->line[k];
    }
    return ERROR_NONE;
}

static enum error add_members(struct lining *lining, const struct product_line_fit *fit,
    const struct drawing *drawing, const double *buyers, double *room)
{
    static const struct price_sheet_column columns[] = {{"product", "product", PRICE_CELL_TEXT},
        {"price", "price", PRICE_CELL_REAL}, {"cost", "cost", PRICE_CELL_REAL},
        {"margin", "margin", PRICE_CELL_REAL}, {"share", "share", PRICE_CELL_REAL},
        {"profit", "earns", PRICE_CELL_REAL}, {"low", "from", PRICE_CELL_REAL},
        {"high", "to", PRICE_CELL_REAL}, {"kept", "kept", PRICE_CELL_REAL}};
    struct price_fitting *fitting = lining->fitting;
    size_t draws = fitting->spec->choice.bootstrap;
    struct price_sheet *sheet = price_fitting_sheet(fitting, "line",
        "The line: what each product brings; kept: in how many draws it stands in the best line found",
        columns, 9);
    enum error error = sheet ? ERROR_NONE : ERROR_MEMORY;
    for (size_t k = 0; !error && k < fit->size; k++) {
        size_t c = fit->line[k];
        struct resample_interval interval = {(double)NAN, (double)NAN, (double)NAN, 0};
        if (draws)
            resample_interval(
                drawing->profit + k * draws, draws, 1 - fitting->spec->level / 100, room, &interval);
        const union price_cell cells[] = {{.text = lining->label[c]}, {.real = lining->candidates.values[c]},
            {.real = lining->cost.values[c]}, {.real = lining->margin[c]},
            {.real = buyers[k] / (double)lining->data.respondents}, {.real = buyers[k] * lining->margin[c]},
            {.real = interval.low}, {.real = interval.high},
            {.real = draws ? (double)drawing->kept[k] / (double)draws : (double)NAN}};
        error = price_sheet_row(sheet, cells);
    }
    return error;
}

static enum error add_uncertainty(
    struct lining *lining, const struct product_line_fit *fit, struct drawing *drawing, double *room)
{
    static const struct price_sheet_column columns[] = {{"value", "earns", PRICE_CELL_REAL},
        {"low", "from", PRICE_CELL_REAL}, {"high", "to", PRICE_CELL_REAL},
        {"best", "stays best", PRICE_CELL_REAL}, {"regret", "loses on average", PRICE_CELL_REAL},
        {"regret_high", "at worst", PRICE_CELL_REAL}};
    struct price_fitting *fitting = lining->fitting;
    size_t draws = fitting->spec->choice.bootstrap;
    double outside = 1 - fitting->spec->level / 100, mean = 0;
    struct resample_interval value, regret;
    struct price_sheet *sheet = price_fitting_sheet(fitting, "uncertainty",
        fitting->spec->choice.rival_price_spread > 0
            ? "How sure: respondents drawn again, rivals' prices moved"
            : "How sure: respondents drawn again",
        columns, 6);
    if (!sheet) return ERROR_MEMORY;
    for (size_t d = 0; d < draws; d++)
        mean += drawing->advantage[d] / (double)draws;
    resample_interval(drawing->value, draws, outside, room, &value);
    resample_interval(drawing->advantage, draws, outside, room, &regret);
    const union price_cell cells[] = {{.real = fit->value}, {.real = value.low}, {.real = value.high},
        {.real = (double)drawing->best / (double)draws}, {.real = mean}, {.real = regret.high}};
    return price_sheet_row(sheet, cells);
}

enum error price_fit_line(struct price_fitting *fitting)
{
    const struct price_choice_spec *spec = &fitting->spec->choice;
    struct lining lining = {.fitting = fitting};
    struct product_line_fit fit = {0};
    struct drawing drawing = {0};
    double buyers[PRODUCT_LINE_SIZE_MAXIMUM];
    enum error error = prepare(&lining);
    if (!error) error = add_lines(&lining, &fit);
    if (error)
        return error == ERROR_INVALID && fit.refusals.bits
                   ? price_fitting_settle(fitting, error, fit.refusals, true)
                   : error;
    error = product_line_prepare(&lining.data,
        spec->has_preference_rule ? PRODUCT_LINE_PREFERENCE : PRODUCT_LINE_FIRST_CHOICE, fitting->arena,
        &drawing.line);
    drawing.value = arena_array(fitting->arena, double, spec->bootstrap + 1);
    drawing.advantage = arena_array(fitting->arena, double, spec->bootstrap + 1);
    drawing.profit = arena_array(fitting->arena, double, spec->bootstrap *fit.size + 1);
    double *room = arena_array(fitting->arena, double, spec->bootstrap + 1);
    if (error || !drawing.value || !drawing.advantage || !drawing.profit || !room)
        return error ? error : ERROR_MEMORY;
    (void)product_line_value(drawing.line, fit.size, fit.line, buyers);
    error = draw(&lining, &fit, &drawing);
    if (!error) error = add_members(&lining, &fit, &drawing, buyers, room);
    if (!error && spec->bootstrap) error = add_uncertainty(&lining, &fit, &drawing, room);
    bool is_proved = fit.is_proved;
    error = price_fitting_settle(fitting, error, (struct engine_refusals){0}, false);
    fitting->result->is_converged = is_proved;
    return error;
}
