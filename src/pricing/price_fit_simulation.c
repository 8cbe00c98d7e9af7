// SPDX-License-Identifier: Apache-2.0
// What people with known part-worths would choose from the products of a file, and the best price of a
// product.
#include <math.h>
#include <string.h>

#include "engine/choice_simulation.h"
#include "engine/resample.h"
#include "pricing/price_choices.h"
#include "pricing/price_part_worths.h"

enum { RULES = 3, CURVE = 100 };

struct simulating {
    struct price_fitting *fitting;
    struct price_matrix products;
    struct price_part_worths part_worths;
    struct choice_simulation_data data;
    struct text *label; // of the products
    bool has_price;
    double *share[RULES];  // respondents x shares
    double *weight, *room; // respondents; replications
    uint32_t *taken;
};

static enum error prepare(struct simulating *simulating)
{
    struct price_fitting *fitting = simulating->fitting;
    enum error error = price_choices_regressors(fitting, &simulating->products, &simulating->has_price);
    if (!error)
        error = price_part_worths_read(
            fitting, simulating->products.names, simulating->products.columns, &simulating->part_worths);
    if (!error) error = price_part_worths_labels(fitting, &simulating->label);
    if (error) return error;
    size_t n = simulating->part_worths.respondents;
    simulating->data =
        (struct choice_simulation_data){simulating->products.rows, simulating->products.columns, n,
            simulating->products.values, simulating->part_worths.value, NULL, fitting->spec->has_outside};
    size_t shares = choice_simulation_shares(&simulating->data);
    for (size_t r = 0; r < RULES; r++)
        if (!(simulating->share[r] = arena_array(fitting->arena, double, n *shares))) return ERROR_MEMORY;
    simulating->weight = arena_array(fitting->arena, double, n);
    simulating->taken = arena_array(fitting->arena, uint32_t, n);
    simulating->room = arena_array(fitting->arena, double, fitting->spec->choice.bootstrap + 1);
    fitting->result->observations = n;
    fitting->result->is_converged = true;
    return simulating->weight && simulating->taken && simulating->room ? ERROR_NONE : ERROR_MEMORY;
}

// The weights of replication `number` of the bootstrap.
static void draw_people(struct simulating *simulating, size_t number)
{
    size_t n = simulating->data.respondents;
    resample_draw(simulating->fitting->spec->seed, number, n, simulating->taken);
    memset(simulating->weight, 0, n * sizeof(double));
    for (size_t i = 0; i < n; i++)
        simulating->weight[simulating->taken[i]]++;
}

static double outside_of(const struct simulating *simulating)
{
    return 1 - simulating->fitting->spec->level / 100;
}

static enum error add_shares(struct simulating *simulating)
{
    static const struct price_sheet_column columns[] = {{"product", "product", PRICE_CELL_TEXT},
        {"first_choice", "first choice", PRICE_CELL_REAL}, {"first_choice_low", "from", PRICE_CELL_REAL},
        {"first_choice_high", "to", PRICE_CELL_REAL}, {"share_of_preference", "preference", PRICE_CELL_REAL},
        {"share_of_preference_low", "from", PRICE_CELL_REAL},
        {"share_of_preference_high", "to", PRICE_CELL_REAL},
        {"randomized_first_choice", "randomized", PRICE_CELL_REAL},
        {"randomized_first_choice_low", "from", PRICE_CELL_REAL},
        {"randomized_first_choice_high", "to", PRICE_CELL_REAL}};
    struct price_fitting *fitting = simulating->fitting;
    const struct choice_simulation_data *data = &simulating->data;
    size_t shares = choice_simulation_shares(data), draws = fitting->spec->choice.bootstrap;
    struct price_sheet *sheet = price_fitting_sheet(
        fitting, "shares", "Shares by three rules, with intervals over respondents", columns, 10);
    double *mean = arena_array(fitting->arena, double, shares *(RULES + 1));
    double *drawn = arena_array(fitting->arena, double, RULES *shares *draws + 1);
    if (!sheet || !mean || !drawn) return ERROR_MEMORY;
    double *at = mean + RULES * shares;
    for (size_t r = 0; r < RULES; r++)
        choice_simulation_mean(data, simulating->share[r], NULL, mean + r * shares);
    for (size_t d = 0; d < draws; d++) {
        draw_people(simulating, d);
        for (size_t r = 0; r < RULES; r++) {
            choice_simulation_mean(data, simulating->share[r], simulating->weight, at);
            for (size_t j = 0; j < shares; j++)
                drawn[(r * shares + j) * draws + d] = at[j];
        }
    }
    for (size_t j = 0; j < shares; j++) {
        union price_cell cells[1 + 3 * RULES];
        cells[0].text = j < data->products ? simulating->label[j] : text_from("outside");
        for (size_t r = 0; r < RULES; r++) {
            struct resample_interval interval = {(double)NAN, (double)NAN, (double)NAN, 0};
            if (draws)
                resample_interval(drawn + (r * shares + j) * draws, draws, outside_of(simulating),
                    simulating->room, &interval);
            cells[1 + 3 * r].real = mean[r * shares + j];
            cells[2 + 3 * r].real = interval.low;
            cells[3 + 3 * r].real = interval.high;
        }
        enum error error = price_sheet_row(sheet, cells);
        if (error) return error;
    }
    return ERROR_NONE;
}

static enum error add_elasticities(struct simulating *simulating)
{
    const struct choice_simulation_data *data = &simulating->data;
    size_t shares = choice_simulation_shares(data);
    const struct price_choices as_choices = {.data = {.has_outside = data->has_outside},
        .alternatives = data->products,
        .label = simulating->label};
    double *elasticity = arena_array(simulating->fitting->arena, double, data->products *shares);
    if (!elasticity) return ERROR_MEMORY;
    if (!simulating->has_price || shares >= PRICE_SHEET_COLUMNS_MAXIMUM) return ERROR_NONE;
    choice_simulation_elasticities(data, simulating->share[1], 0, NULL, elasticity);
    return price_choices_show_elasticities(simulating->fitting, &as_choices, shares, elasticity);
}

struct asking {
    size_t product;
    double cost, lowest, highest;
    struct price_sheet *sheet, *curve;
};

// Profit by respondent at the price now, and at prices along the range for a picture.
static enum error add_curve(struct simulating *simulating, const struct asking *asking, double *room)
{
    struct choice_simulation_best at;
    for (size_t s = 0; s <= CURVE; s++) {
        double price = asking->lowest + (asking->highest - asking->lowest) * (double)s / CURVE;
        choice_simulation_best_price(
            &simulating->data, asking->product, 0, asking->cost, price, price, NULL, room, &at);
        const union price_cell cells[] = {{.text = simulating->label[asking->product]}, {.real = price},
            {.real = at.share}, {.real = at.profit}};
        enum error error = price_sheet_row(asking->curve, cells);
        if (error) return error;
    }
    return ERROR_NONE;
}

static enum error add_best(struct simulating *simulating, const struct asking *asking, double *room)
{
    struct price_fitting *fitting = simulating->fitting;
    const struct choice_simulation_data *data = &simulating->data;
    size_t draws = fitting->spec->choice.bootstrap, edges = 0;
    struct choice_simulation_best best, now, drawn;
    struct resample_interval price = {(double)NAN, (double)NAN, (double)NAN, 0},
                             profit = {(double)NAN, (double)NAN, (double)NAN, 0};
    double *prices = arena_array(fitting->arena, double, draws + 1);
    double *profits = arena_array(fitting->arena, double, draws + 1);
    double today = data->attribute[asking->product];
    if (!prices || !profits) return ERROR_MEMORY;
    choice_simulation_best_price(
        data, asking->product, 0, asking->cost, asking->lowest, asking->highest, NULL, room, &best);
    choice_simulation_best_price(data, asking->product, 0, asking->cost, today, today, NULL, room, &now);
    for (size_t d = 0; d < draws; d++) {
        draw_people(simulating, d);
        choice_simulation_best_price(data, asking->product, 0, asking->cost, asking->lowest, asking->highest,
            simulating->weight, room, &drawn);
        prices[d] = drawn.price;
        profits[d] = drawn.profit;
        edges += drawn.is_at_edge;
    }
    if (draws) {
        resample_interval(prices, draws, outside_of(simulating), simulating->room, &price);
        resample_interval(profits, draws, outside_of(simulating), simulating->room, &profit);
    }
    if (best.is_at_edge || edges)
        price_fitting_warn(fitting,
            "%.*s: the best price %s at the edge of the range (%g to %g); those who do not mind the price "
            "would pay "
            "any. Set price range = … to prices that were shown.",
            TEXT_PRINT(simulating->label[asking->product]),
            best.is_at_edge ? "is" : "is in some draws of the bootstrap", asking->lowest, asking->highest);
    const union price_cell cells[] = {{.text = simulating->label[asking->product]}, {.real = today},
        {.real = asking->cost}, {.real = best.price}, {.real = price.low}, {.real = price.high},
        {.real = best.share}, {.real = best.profit}, {.real = profit.low}, {.real = profit.high},
        {.real = now.profit}};
    enum error error = price_sheet_row(asking->sheet, cells);
    return error ? error : add_curve(simulating, asking, room);
}

// Which product a label names, what it costs, and between which prices to look.
static enum error ask(
    struct simulating *simulating, struct text label, const double *cost, struct asking *asking)
{
    struct price_fitting *fitting = simulating->fitting;
    const struct price_numbers *range = &fitting->spec->choice.price_range;
    const struct choice_simulation_data *data = &simulating->data;
    asking->product = 0;
    while (asking->product < data->products && !text_equal(simulating->label[asking->product], label))
        asking->product++;
    if (asking->product == data->products) {
        problem_add(fitting->problems, NULL, "best price of: %s has no product %.*s.", fitting->table.file,
            TEXT_PRINT(label));
        return ERROR_INVALID;
    }
    asking->cost = cost[asking->product];
    asking->lowest = asking->cost;
    asking->highest = asking->cost;
    for (size_t j = 0; j < data->products; j++) // as far as twice the dearest
        asking->highest = fmax(asking->highest, 2 * data->attribute[j]);
    if (range->count == 2) {
        asking->lowest = range->value[0];
        asking->highest = range->value[1];
    }
    if (asking->lowest < asking->highest) return ERROR_NONE;
    problem_add(fitting->problems, NULL, "price range takes two prices, the lower first.");
    return ERROR_INVALID;
}

static enum error add_best_prices(struct simulating *simulating)
{
    static const struct price_sheet_column columns[] = {{"product", "product", PRICE_CELL_TEXT},
        {"price", "price now", PRICE_CELL_REAL}, {"cost", "cost", PRICE_CELL_REAL},
        {"best_price", "best price", PRICE_CELL_REAL}, {"low", "from", PRICE_CELL_REAL},
        {"high", "to", PRICE_CELL_REAL}, {"share", "its share", PRICE_CELL_REAL},
        {"profit", "profit a head", PRICE_CELL_REAL}, {"profit_low", "from", PRICE_CELL_REAL},
        {"profit_high", "to", PRICE_CELL_REAL}, {"profit_now", "profit now", PRICE_CELL_REAL}};
    struct price_fitting *fitting = simulating->fitting;
    const struct price_texts *labels = &fitting->spec->choice.best_price;
    struct price_matrix cost;
    struct asking asking;
    if (!labels->count) return ERROR_NONE;
    if (!fitting->spec->choice.cost.count || !simulating->has_price) {
        problem_add(
            fitting->problems, NULL, "best price of = … needs the lines \"price = …\" and \"cost = …\".");
        return ERROR_INVALID;
    }
    enum error error = price_fitting_matrix(fitting, &fitting->spec->choice.cost, false, &cost);
    if (error) return error;
    double *room = arena_array(fitting->arena, double, 2 * simulating->data.respondents);
    asking.sheet = price_fitting_sheet(fitting, "best_price",
        "Best price by share of preference, the others' prices as they are", columns, 11);
    static const struct price_sheet_column of_curve[] = {{"product", "product", PRICE_CELL_TEXT},
        {"price", "price", PRICE_CELL_REAL}, {"share", "share", PRICE_CELL_REAL},
        {"profit", "profit", PRICE_CELL_REAL}};
    asking.curve = price_fitting_sheet(fitting, "profit_curve", "Profit by price", of_curve, 4);
    if (!room || !asking.sheet || !asking.curve) return ERROR_MEMORY;
    asking.curve->is_hidden = true;
    for (size_t i = 0; !error && i < labels->count; i++) {
        error = ask(simulating, labels->text[i], cost.values, &asking);
        if (!error) error = add_best(simulating, &asking, room);
    }
    return error;
}

enum error price_fit_simulation(struct price_fitting *fitting)
{
    const struct price_choice_spec *spec = &fitting->spec->choice;
    struct simulating simulating = {.fitting = fitting};
    enum error error = prepare(&simulating);
    if (error) return error;
    const struct choice_simulation_errors errors = {
        spec->attribute_error, spec->product_error, spec->draws, fitting->spec->seed};
    choice_simulation_first_choice(&simulating.data, simulating.share[0]);
    choice_simulation_preference(&simulating.data, simulating.share[1]);
    error = choice_simulation_randomized(
        &simulating.data, &errors, fitting->help, fitting->arena, simulating.share[2]);
    if (!error) error = add_shares(&simulating);
    if (!error) error = add_elasticities(&simulating);
    if (!error) error = add_best_prices(&simulating);
    if (error) return error;
    price_fitting_warn(fitting,
        "Randomized first choice: %zu draws a respondent, errors of attributes N(0, %g²), of products "
        "Gumbel(%g); "
        "seed %zu.",
        spec->draws, spec->attribute_error, spec->product_error, fitting->spec->seed);
    return price_fitting_settle(fitting, ERROR_NONE, (struct engine_refusals){0}, false);
}
