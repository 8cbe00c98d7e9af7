// SPDX-License-Identifier: Apache-2.0
// Agents from a file and from points of integration.
#include "pricing/price_agents.h"

#include <math.h>
#include <string.h>

// The rows of the file, those of a market together.
struct rows {
    struct price_table table;
    struct price_matrix terms;
    size_t count;
    size_t *start; // markets + 1
    double *weight;
};

size_t price_agents_column(const struct price_random_spec *spec, size_t parameter)
{
    const struct price_random *random = &spec->parameter[parameter];
    return random->draw ? spec->agent_terms.count + random->draw - 1 : random->agent_term;
}

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

// Where each market's rows begin, and the order that puts them there.
static enum error order_rows(
    struct price_fitting *fitting, const struct price_markets *markets, struct rows *rows)
{
    size_t n = rows->table.rows, labels, wanting = 0;
    uint32_t *group, *market, *order = arena_array(fitting->arena, uint32_t, n);
    struct text *label;
    enum error error = price_table_groups(
        &rows->table, fitting->spec->agent_market, fitting->arena, &group, &labels, &label);
    if (!error) error = match(fitting, markets, label, labels, &market);
    if (error) return error;
    size_t *start = rows->start = arena_array(fitting->arena, size_t, markets->markets + 3);
    if (!start || !order) return ERROR_MEMORY;
    for (size_t i = 0; i < n; i++)
        start[market[group[i]] + 2]++;
    for (size_t t = 0; t < markets->markets; t++) {
        if (start[t + 2] == 0 && ++wanting <= PRICE_TABLE_PROBLEMS_MAXIMUM)
            problem_add(fitting->problems, NULL, "%s has no row for market %.*s.", rows->table.file,
                TEXT_PRINT(markets->label[t]));
        start[t + 2] += start[t + 1];
    }
    start[markets->markets + 2] = 0;
    rows->count = start[markets->markets + 1];
    if (wanting) return ERROR_INVALID;
    size_t spare = rows->count;
    for (size_t i = 0; i < n; i++) {
        uint32_t t = market[group[i]];
        order[t == markets->markets ? spare++ : start[t + 1]++] = (uint32_t)i;
    }
    if (spare > rows->count)
        price_fitting_warn(fitting, "%zu rows of %s are of markets without products; they were left out.",
            spare - rows->count, rows->table.file);
    return price_table_reorder(&rows->table, order, fitting->arena);
}

// Weights as given; alike in a market where none are.
static enum error weigh(struct price_fitting *fitting, const struct price_markets *markets, struct rows *rows)
{
    const double *numbers;
    rows->weight = arena_array(fitting->arena, double, rows->count);
    if (!rows->weight) return ERROR_MEMORY;
    if (fitting->spec->agent_weight == PRICE_NO_COLUMN) {
        for (size_t t = 0; t < markets->markets; t++)
            for (size_t i = rows->start[t]; i < rows->start[t + 1]; i++)
                rows->weight[i] = 1 / (double)(rows->start[t + 1] - rows->start[t]);
        return ERROR_NONE;
    }
    enum error error = price_table_numbers(
        &rows->table, fitting->spec->agent_weight, fitting->arena, fitting->problems, &numbers);
    for (size_t i = 0; !error && i < rows->count; i++) {
        rows->weight[i] = numbers[i];
        if (numbers[i] >= 0) continue;
        problem_add(fitting->problems, NULL, "%s, row %u (line %ld): the weight of an agent is below 0.",
            rows->table.file, rows->table.row[i], rows->table.line[i]);
        error = ERROR_INVALID;
    }
    return error;
}

static enum error read_rows(
    struct price_fitting *fitting, const struct price_markets *markets, struct rows *rows)
{
    const struct price_spec *spec = fitting->spec;
    const struct price_file *file = &fitting->files[PRICE_AGENTS];
    const struct price_table_options options = {spec->is_dropping_missing, NULL, 0};
    if (!file->content.data) {
        problem_add(fitting->problems, NULL,
            "Which file has the agents? Write \"agents = FILE\", or --agents FILE; or leave it away with "
            "draw(1) and \"integration = product 5\".");
        return ERROR_INVALID;
    }
    enum error error = price_table_read(&rows->table, file->name, file->content, &spec->names[PRICE_AGENTS],
        &options, fitting->arena, fitting->problems);
    if (!error) error = order_rows(fitting, markets, rows);
    if (error) return error;
    enum error of_terms = price_matrix_compute(
        &spec->random.agent_terms, false, &rows->table, fitting->arena, fitting->problems, &rows->terms);
    error = weigh(fitting, markets, rows);
    if (!error) error = of_terms;
    if (!error && rows->terms.columns != spec->random.agent_terms.count) {
        problem_add(
            fitting->problems, NULL, "In a random line every column stands by itself, without dummies.");
        return ERROR_INVALID;
    }
    return error;
}

// How many agents a market has that has so many rows.
static size_t market_count(const struct price_random_spec *spec, bool has_rows, size_t rows, size_t points)
{
    if (!has_rows) return points;
    if (!spec->integration.is_given) return rows;
    return spec->integration.kind == QUADRATURE_PRODUCT ? points * rows : points;
}

// The agents of one market that has points: the point and the row of each, and its weight.
static enum error join(struct price_fitting *fitting, const struct rows *rows, size_t market,
    double *of_points, struct price_agents *agents)
{
    const struct price_random_spec *spec = &fitting->spec->random;
    size_t first = agents->start[market], count = agents->start[market + 1] - first;
    size_t row = rows ? rows->start[market] : 0, in_market = rows ? rows->start[market + 1] - row : 1;
    bool is_product = spec->integration.kind == QUADRATURE_PRODUCT;
    size_t points = is_product ? count / in_market : count;
    double *draws = agents->values + spec->agent_terms.count * agents->count + first, used = 0, all = 0;
    enum error error = quadrature_fill(spec->integration.kind, spec->draws, spec->integration.size,
        fitting->spec->seed, market, agents->count, draws, of_points);
    if (error) return error;
    for (size_t i = count; i-- > 0;) { // from the end, so that no point is written over before it is read
        size_t point = is_product ? i % points : i, at = row + (is_product ? i / points : i % in_market);
        for (size_t d = 0; d < spec->draws; d++)
            draws[d * agents->count + i] = draws[d * agents->count + point];
        for (size_t k = 0; rows && k < rows->terms.columns; k++)
            agents->values[k * agents->count + first + i] = rows->terms.values[k * rows->table.rows + at];
        agents->weight[first + i] = of_points[point] * (rows ? rows->weight[at] : 1);
        used += agents->weight[first + i];
    }
    for (size_t i = row; rows && i < row + in_market; i++)
        all += rows->weight[i];
    for (size_t i = first; rows && used > 0 && i < first + count; i++)
        agents->weight[i] *= all / used; // together they weigh what the rows of the market do
    return ERROR_NONE;
}

static enum error fill(struct price_fitting *fitting, const struct price_markets *markets,
    const struct rows *rows, size_t points, struct price_agents *agents)
{
    const struct price_random_spec *spec = &fitting->spec->random;
    enum error error = ERROR_NONE;
    if (!spec->integration.is_given) { // one agent of a logit, or the rows
        for (size_t i = 0; i < agents->count; i++)
            agents->weight[i] = rows ? rows->weight[i] : 1;
        for (size_t k = 0; rows && k < rows->terms.columns; k++)
            memcpy(agents->values + k * agents->count, rows->terms.values + k * rows->table.rows,
                agents->count * sizeof(double));
        return ERROR_NONE;
    }
    double *of_points = arena_array(fitting->arena, double, points);
    if (!of_points) return ERROR_MEMORY;
    for (size_t t = 0; !error && t < markets->markets; t++)
        error = join(fitting, rows, t, of_points, agents);
    return error;
}

enum error price_agents_read(
    struct price_fitting *fitting, const struct price_markets *markets, struct price_agents *ret_agents)
{
    const struct price_random_spec *spec = &fitting->spec->random;
    bool has_rows = spec->agent_terms.count > 0;
    size_t points = 1;
    struct rows rows = {0};
    enum error error = has_rows ? read_rows(fitting, markets, &rows) : ERROR_NONE;
    if (error) return error;
    *ret_agents = (struct price_agents){.columns = spec->agent_terms.count + spec->draws};
    if (spec->integration.is_given)
        points = quadrature_count(
            spec->integration.kind, spec->draws, spec->integration.size, PRICE_AGENTS_MAXIMUM);
    ret_agents->start = arena_array(fitting->arena, size_t, markets->markets + 1);
    if (!ret_agents->start) return ERROR_MEMORY;
    for (size_t t = 0; points && t < markets->markets; t++) {
        size_t in_market = has_rows ? rows.start[t + 1] - rows.start[t] : 0;
        size_t count = market_count(spec, has_rows, in_market, points);
        ret_agents->start[t + 1] = ret_agents->start[t] + count;
        if (count > PRICE_AGENTS_MAXIMUM || ret_agents->start[t + 1] > PRICE_AGENTS_MAXIMUM) points = 0;
    }
    if (!points) {
        problem_add(fitting->problems, NULL,
            "The integration has more than %zu points in all markets; a sequence such as halton 500 needs "
            "fewer.",
            PRICE_AGENTS_MAXIMUM);
        return ERROR_INVALID;
    }
    ret_agents->count = ret_agents->start[markets->markets];
    ret_agents->weight = arena_array(fitting->arena, double, ret_agents->count);
    ret_agents->values = arena_array(fitting->arena, double, ret_agents->count *(ret_agents->columns + 1));
    if (!ret_agents->weight || !ret_agents->values) return ERROR_MEMORY;
    return fill(fitting, markets, has_rows ? &rows : NULL, points, ret_agents);
}
