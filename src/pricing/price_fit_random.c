// SPDX-License-Identifier: Apache-2.0
// Demand from market shares with random coefficients: the agents' file and the fit.
#include <string.h>

#include "pricing/price_after.h"

struct agents {
    struct price_table table;
    size_t count;
    size_t *start;  // markets + 1
    double *weight; // agents
    double *values; // agents x names
};

// The number of each agent market's label among the products' markets; `markets` where there is none.
static enum error match(struct price_fitting *fitting, const struct price_markets *markets,
    const struct text *label, size_t labels, uint32_t **ret_market)
{
    size_t slots = 16;
    while (slots < 2 * markets->markets)
        slots *= 2;
    uint32_t *slot = arena_array(fitting->arena, uint32_t, slots);
    uint32_t *market = arena_array(fitting->arena, uint32_t, labels);
    if (!slot || !market) return ERROR_MEMORY;
    for (size_t t = 0; t < markets->markets; t++) {
        size_t at = (size_t)text_hash(markets->label[t]) & (slots - 1);
        while (slot[at])
            at = (at + 1) & (slots - 1);
        slot[at] = (uint32_t)t + 1;
    }
    for (size_t i = 0; i < labels; i++) {
        size_t at = (size_t)text_hash(label[i]) & (slots - 1);
        while (slot[at] && !text_equal(markets->label[slot[at] - 1], label[i]))
            at = (at + 1) & (slots - 1);
        market[i] = slot[at] ? slot[at] - 1 : (uint32_t)markets->markets;
    }
    *ret_market = market;
    return ERROR_NONE;
}

// Where each market's agents begin, and the order of rows that puts them there.
static enum error order_agents(
    struct price_fitting *fitting, const struct price_markets *markets, struct agents *agents)
{
    size_t n = agents->table.rows, labels, wanting = 0;
    uint32_t *group, *market, *order = arena_array(fitting->arena, uint32_t, n);
    struct text *label;
    enum error error = price_table_groups(
        &agents->table, fitting->spec->agent_market, fitting->arena, &group, &labels, &label);
    if (!error) error = match(fitting, markets, label, labels, &market);
    if (error) return error;
    size_t *start = agents->start = arena_array(fitting->arena, size_t, markets->markets + 3);
    if (!start || !order) return ERROR_MEMORY;
    for (size_t i = 0; i < n; i++)
        start[market[group[i]] + 2]++;
    for (size_t t = 0; t < markets->markets; t++) {
        if (start[t + 2] == 0 && ++wanting <= PRICE_TABLE_PROBLEMS_MAXIMUM)
            problem_add(fitting->problems, NULL, "%s has no row for market %.*s.", agents->table.file,
                TEXT_PRINT(markets->label[t]));
        start[t + 2] += start[t + 1];
    }
    start[markets->markets + 2] = 0;
    agents->count = start[markets->markets + 1];
    if (wanting) return ERROR_INVALID;
    size_t spare = agents->count;
    for (size_t i = 0; i < n; i++) {
        uint32_t t = market[group[i]];
        order[t == markets->markets ? spare++ : start[t + 1]++] = (uint32_t)i;
    }
    if (spare > agents->count)
        price_fitting_warn(fitting, "%zu rows of %s are of markets without products; they were left out.",
            spare - agents->count, agents->table.file);
    return price_table_reorder(&agents->table, order, fitting->arena);
}

static enum error read_agents(struct price_fitting *fitting, const struct price_markets *markets,
    const struct price_file *file, struct agents *agents)
{
    const struct price_spec *spec = fitting->spec;
    const struct price_table_options options = {spec->is_dropping_missing, NULL, 0};
    size_t names = spec->names[PRICE_AGENTS].count;
    enum error error = price_table_read(&agents->table, file->name, file->content, &spec->names[PRICE_AGENTS],
        &options, fitting->arena, fitting->problems);
    if (!error) error = order_agents(fitting, markets, agents);
    if (error) return error;
    agents->values = arena_array(fitting->arena, double, agents->count *names);
    agents->weight = arena_array(fitting->arena, double, agents->count);
    if (!agents->values || !agents->weight) return ERROR_MEMORY;
    for (size_t j = 0; j < names; j++) {
        bool is_used = j == spec->agent_weight;
        for (size_t p = 0; p < spec->random_count; p++)
            is_used |= spec->random[p].agent_column == j;
        const double *numbers;
        if (!is_used) continue; // the markets, which need be no numbers
        enum error here = price_table_numbers(&agents->table, j, fitting->arena, fitting->problems, &numbers);
        if (here) error = here;
        if (here) continue;
        memcpy(agents->values + j * agents->count, numbers, agents->count * sizeof(double));
        if (j == spec->agent_weight) memcpy(agents->weight, numbers, agents->count * sizeof(double));
    }
    for (size_t i = 0; !error && i < agents->count; i++)
        if (!(agents->weight[i] >= 0)) {
            problem_add(fitting->problems, NULL, "%s, row %u (line %ld): the weight of an agent is below 0.",
                agents->table.file, agents->table.row[i], agents->table.line[i]);
            error = ERROR_INVALID;
        }
    return error;
}

// X1: price, regressors; instruments: those given and the regressors, which are their own.
static enum error arrange(struct price_fitting *fitting, const struct price_markets *markets,
    double **ret_linear, double **ret_instruments)
{
    size_t n = fitting->table.rows, own = markets->regressors.columns, more = markets->instruments.columns;
    double *linear = arena_array(fitting->arena, double, n *(own + 1));
    double *instruments = arena_array(fitting->arena, double, n *(own + more));
    if (!linear || !instruments) return ERROR_MEMORY;
    memcpy(linear, markets->price.values, n * sizeof(double));
    memcpy(linear + n, markets->regressors.values, n * own * sizeof(double));
    memcpy(instruments, markets->instruments.values, n * more * sizeof(double));
    memcpy(instruments + n * more, markets->regressors.values, n * own * sizeof(double));
    *ret_linear = linear;
    *ret_instruments = instruments;
    return ERROR_NONE;
}

// What follows from the estimates: elasticities, markups and the sheets asked for.
static enum error after(struct price_fitting *fitting, struct price_markets *markets,
    const struct random_coefficients_data *data, const struct random_coefficients_fit *fit)
{
    size_t linear = data->linear_columns, parameters = data->parameters, size = linear + parameters + 1;
    struct price_demand demand = {.fitting = fitting,
        .markets = markets,
        .share = markets->share.values,
        .seen_delta = fit->delta,
        .x1 = data->linear,
        .linear_columns = linear,
        .parameters = parameters,
        .data = data};
    const struct price_terms *const terms[] = {&fitting->spec->price, &fitting->spec->regressors};
    double *values = arena_array(fitting->arena, double, size);
    double *covariance = arena_array(fitting->arena, double, size *size);
    if (!values || !covariance) return ERROR_MEMORY;
    memcpy(values, fit->linear, linear * sizeof *values);
    memcpy(values + linear, fit->parameter, parameters * sizeof *values);
    for (size_t i = 0; i + 1 < size;
         i++) // the fit has random coefficients first; here linear ones come first
        for (size_t j = 0; j + 1 < size; j++) {
            size_t row = i < linear ? i + parameters : i - linear;
            size_t column = j < linear ? j + parameters : j - linear;
            covariance[j * size + i] = fit->covariance[column * (size - 1) + row];
        }
    demand.estimate = (struct price_parameters){values, covariance, size};
    enum error error = price_demand_prepare(&demand, terms, 2);
    if (error == ERROR_INVALID) return ERROR_NONE; // a warning says why
    return error ? error : price_after(fitting, &demand);
}

static enum error take(struct price_fitting *fitting, const struct price_markets *markets,
    const struct random_coefficients_fit *fit)
{
    const struct price_spec *spec = fitting->spec;
    enum error error = price_fitting_allocate(fitting, spec->random_count + markets->regressors.columns + 1);
    if (error) return error;
    for (size_t j = 0; j < markets->regressors.columns + 1; j++)
        price_fitting_estimate(fitting, j ? markets->regressors.names[j - 1] : markets->price.names[0],
            fit->linear[j], fit->linear_error[j], 0);
    for (size_t p = 0; p < spec->random_count; p++) {
        const char *name = arena_print(fitting->arena, "%.*s x %.*s",
            TEXT_PRINT(spec->random_terms.term[spec->random[p].term]->source),
            TEXT_PRINT(spec->names[PRICE_AGENTS].name[spec->random[p].agent_column]));
        if (!name) return ERROR_MEMORY;
        price_fitting_estimate(fitting, text_from(name), fit->parameter[p], fit->parameter_error[p], 0);
    }
    fitting->result->objective = fit->objective;
    fitting->result->iterations = fit->iterations;
    fitting->result->evaluations = fit->evaluations;
    fitting->result->covariance = COVARIANCE_HC0;
    return ERROR_NONE;
}

enum error price_fit_random(struct price_fitting *fitting)
{
    const struct price_file *file = &fitting->files[PRICE_AGENTS];
    const struct price_spec *spec = fitting->spec;
    struct price_markets markets;
    struct price_matrix random;
    struct agents agents = {0};
    struct random_coefficients_fit fit;
    double *linear, *instruments;
    enum error error = price_markets_read(fitting, &markets);
    enum error of_agents = error == ERROR_MEMORY ? error : ERROR_NONE;
    if (!error) error = price_fitting_matrix(fitting, &spec->random_terms, false, &random);
    if (!of_agents && markets.label) of_agents = read_agents(fitting, &markets, file, &agents);
    if (!error) error = of_agents;
    if (!error) error = arrange(fitting, &markets, &linear, &instruments);
    struct random_coefficients_parameter *parameters =
        arena_array(fitting->arena, struct random_coefficients_parameter, spec->random_count);
    if (error) return error;
    if (!parameters) return ERROR_MEMORY;
    for (size_t p = 0; p < spec->random_count; p++)
        parameters[p] = (struct random_coefficients_parameter){.column = spec->random[p].term,
            .agent_column = spec->random[p].agent_column,
            .start = spec->random[p].start};
    struct random_coefficients_data data = {.observations = fitting->table.rows,
        .markets = markets.markets,
        .market_start = markets.start,
        .share = markets.share.values,
        .linear_columns = markets.regressors.columns + 1,
        .linear = linear,
        .random_columns = random.columns,
        .random = random.values,
        .instrument_columns = markets.instruments.columns + markets.regressors.columns,
        .instrument = instruments,
        .effects = fitting->effects.ways ? &fitting->effects : NULL,
        .agents = agents.count,
        .agent_columns = spec->names[PRICE_AGENTS].count,
        .agent_start = agents.start,
        .weight = agents.weight,
        .agent = agents.values,
        .parameters = spec->random_count,
        .parameter = parameters};
    struct random_coefficients_options options = {.steps = (unsigned)spec->steps,
        .gradient_tolerance = spec->gradient_tolerance,
        .contraction_tolerance = spec->contraction_tolerance,
        .iteration_limit = spec->iterations,
        .contraction_limit = spec->contractions,
        .errors = {.kind = COVARIANCE_HC0},
        .weights = {.kind = COVARIANCE_HC0},
        .help = fitting->help};
    error = random_coefficients_fit(&data, &options, fitting->arena, &fit);
    if (error) return price_fitting_settle(fitting, error, fit.refusals, true);
    error = take(fitting, &markets, &fit);
    if (!error) error = after(fitting, &markets, &data, &fit);
    if (error) return error;
    return price_fitting_settle(fitting, error, fit.refusals, true);
}
