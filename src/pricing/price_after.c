// SPDX-License-Identifier: Apache-2.0
// What follows from an estimated demand model: who owns what, own elasticities and markups, and which sheets
// are asked for.
#include "pricing/price_decision.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int compare(const void *one, const void *other)
{
    double a = *(const double *)one, b = *(const double *)other;
    return (a > b) - (a < b);
}

void price_after_sort(double *values, size_t count)
{
    qsort(values, count, sizeof *values, compare);
}

double price_after_quantile(const double *sorted, size_t count, double part)
{
    if (count == 0) return (double)NAN;
    double place = part * (double)(count - 1);
    size_t below = (size_t)place, above = below + 1 < count ? below + 1 : below;
    return sorted[below] + (place - (double)below) * (sorted[above] - sorted[below]);
}

// The summary comes first, so it is opened before the sheets.
static enum error open_summary(struct price_after_work *work)
{
    static const struct price_sheet_column columns[] = {{"name", "", PRICE_CELL_TEXT},
        {"mean", "mean", PRICE_CELL_REAL}, {"median", "median", PRICE_CELL_REAL},
        {"lowest", "lowest", PRICE_CELL_REAL}, {"highest", "highest", PRICE_CELL_REAL},
        {"count", "values", PRICE_CELL_WHOLE}};
    work->summary = price_fitting_sheet(work->fitting, "summary", "What follows from the estimates", columns,
        sizeof columns / sizeof *columns);
    return work->summary ? ERROR_NONE : ERROR_MEMORY;
}

enum error price_after_summarise(
    struct price_after_work *work, const char *what, const double *values, size_t count)
{
    double mean = 0, *sorted = arena_array(work->fitting->arena, double, count + 1);
    if (!sorted) return ERROR_MEMORY;
    for (size_t i = 0; i < count; i++)
        mean += (sorted[i] = values[i]) / (double)count;
    price_after_sort(sorted, count);
    double median = price_after_quantile(sorted, count, 0.5);
    const union price_cell cells[] = {{.text = text_from(what)}, {.real = mean}, {.real = median},
        {.real = count ? sorted[0] : (double)NAN}, {.real = count ? sorted[count - 1] : (double)NAN},
        {.whole = count}};
    return price_sheet_row(work->summary, cells);
}

// Names of products for the sheets: the column of products, or the row's number in the file.
static enum error name_products(struct price_after_work *work)
{
    struct price_fitting *fitting = work->fitting;
    work->product = fitting->result->row_product;
    if (work->product) return ERROR_NONE;
    struct text *names = arena_array(fitting->arena, struct text, fitting->table.rows);
    if (!names) return ERROR_MEMORY;
    for (size_t i = 0; i < fitting->table.rows; i++) {
        const char *name = arena_print(fitting->arena, "row %u", fitting->table.row[i]);
        if (!name) return ERROR_MEMORY;
        names[i] = text_from(name);
    }
    work->product = names;
    return ERROR_NONE;
}

// The owner of every row after "merger = A into B, …".
static enum error merge(struct price_after_work *work)
{
    struct price_fitting *fitting = work->fitting;
    const struct price_spec *spec = fitting->spec;
    size_t n = fitting->table.rows;
    work->merged = arena_array(fitting->arena, uint32_t, n);
    if (!work->merged) return ERROR_MEMORY;
    memcpy(work->merged, work->firm, n * sizeof *work->merged);
    for (size_t m = 0; m < spec->merger_count; m++) {
        size_t from = n, into = n;
        for (size_t i = n; i-- > 0;) {
            if (text_equal(fitting->table.cells[spec->firm][i], spec->merger[m].from)) from = i;
            if (text_equal(fitting->table.cells[spec->firm][i], spec->merger[m].into)) into = i;
        }
        if (from == n || into == n) {
            problem_add(fitting->problems, NULL, "merger: %s has no firm %.*s in column %.*s.",
                fitting->table.file, TEXT_PRINT(from == n ? spec->merger[m].from : spec->merger[m].into),
                TEXT_PRINT(fitting->table.names->name[spec->firm]));
            return ERROR_INVALID;
        }
        uint32_t old = work->merged[from], new = work->merged[into];
        for (size_t i = 0; i < n; i++)
            if (work->merged[i] == old) work->merged[i] = new;
    }
    return ERROR_NONE;
}

static enum error find_owners(struct price_after_work *work)
{
    struct price_fitting *fitting = work->fitting;
    size_t n = fitting->table.rows;
    work->firm = work->demand->markets->firm;
    work->single = arena_array(fitting->arena, uint32_t, n);
    work->alone = arena_array(fitting->arena, uint32_t, n);
    if (!work->single || !work->alone) return ERROR_MEMORY;
    for (size_t i = 0; i < n; i++)
        work->single[i] = (uint32_t)i;
    return work->firm && fitting->spec->merger_count ? merge(work) : ERROR_NONE;
}

// Own elasticities, and the costs that make the prices seen best for their owners.
static enum error own_elasticities(struct price_after_work *work)
{
    struct price_fitting *fitting = work->fitting;
    struct price_demand *demand = work->demand;
    struct price_result *result = fitting->result;
    size_t n = fitting->table.rows;
    bool is_solved = work->firm != NULL;
    double *own = arena_array(fitting->arena, double, n), *markup = arena_array(fitting->arena, double, n);
    double *cost = arena_array(fitting->arena, double, n);
    if (!own || !markup || !cost) return ERROR_MEMORY;
    for (size_t t = 0; t < demand->markets->markets; t++) {
        const struct demand_responses *r = &demand->responses;
        price_demand_enter(demand, t);
        price_demand_compute(demand, NULL);
        const double *price = demand->price + demand->first;
        for (size_t j = 0; j < demand->products; j++)
            own[demand->first + j] =
                (r->lambda[j] - r->gamma[j * demand->products + j]) * price[j] / r->share[j];
        is_solved = is_solved && demand_responses_margins(&demand->responses, work->firm + demand->first,
                                     markup + demand->first) == ERROR_NONE;
        for (size_t i = demand->first; is_solved && i < demand->first + demand->products; i++) {
            cost[i] = demand->price[i] - markup[i];
            markup[i] /= demand->price[i];
        }
    }
    if (work->firm && !is_solved) price_fitting_warn(fitting, "Markups have no solution at these estimates.");
    result->elasticity = (struct price_spread){.value = own};
    enum error error = price_fitting_spread(fitting, &result->elasticity);
    if (!error && is_solved) {
        result->markup = (struct price_spread){.value = markup};
        error = price_fitting_spread(fitting, &result->markup);
    }
    if (is_solved) work->cost = cost;
    return error;
}

// The costs of the specification, where it has any.
static enum error take_costs(struct price_after_work *work)
{
    struct price_fitting *fitting = work->fitting;
    struct price_matrix cost;
    if (!fitting->spec->cost.count) return ERROR_NONE;
    enum error error = price_fitting_matrix(fitting, &fitting->spec->cost, false, &cost);
    if (error) return error;
    work->cost = cost.values;
    work->is_cost_given = true;
    return ERROR_NONE;
}

// What the specification asks beyond the fit.
static enum error decide(struct price_after_work *work)
{
    struct price_fitting *fitting = work->fitting;
    enum price_question question = fitting->spec->decide.question;
    enum error error = ERROR_NONE;
    if (question == PRICE_ASK_BEST) error = price_optimize(work, &fitting->further);
    if (!error && question == PRICE_ASK_WHAT_IF) error = price_simulate(work, &fitting->further);
    return error;
}

enum error price_after(struct price_fitting *fitting, struct price_demand *demand)
{
    struct price_after_work work = {.fitting = fitting, .demand = demand};
    uint32_t asked = fitting->spec->after;
    enum error error = ERROR_NONE;
    if (demand->markets->instruments.columns) error = price_instruments_test(fitting, demand);
    if (!error) error = find_owners(&work);
    if (!error) error = name_products(&work);
    if (!error) error = own_elasticities(&work);
    if (!error) error = take_costs(&work);
    if (!error && asked) error = open_summary(&work);
    if (!error && asked) error = price_after_responses(&work);
    if (!error && asked & PRICE_AFTER_COSTS) error = price_after_costs(&work);
    if (!error) error = price_after_counterfactuals(&work);
    if (!error && asked & PRICE_AFTER_BOOTSTRAP) error = price_after_bootstrap(&work);
    return error ? error : decide(&work);
}
