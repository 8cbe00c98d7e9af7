// SPDX-License-Identifier: Apache-2.0
// Reads Nevo's public cereal data for the models of market shares.
#include "cereal.h"

static size_t *starts(const uint32_t *group, size_t rows, size_t groups, struct arena *arena)
{
    size_t *start = arena_array(arena, size_t, groups + 1);
    assert_non_null(start);
    for (size_t i = 0; i < rows; i++)
        start[group[i] + 1] = i + 1;
    return start;
}

static double *columns_of(
    const struct table *table, size_t count, const char *const *names, struct arena *arena)
{
    double *all = arena_array(arena, double, table->rows *count);
    assert_non_null(all);
    for (size_t j = 0; j < count; j++)
        memcpy(all + j * table->rows, table_numbers(table, names[j], arena), table->rows * sizeof(double));
    return all;
}

enum { income = 4, income_squared, age, child };
static const struct random_coefficients_parameter cereal_parameters[] = {PARAMETER(0, 0, .3302),
    PARAMETER(1, 1, 2.4526), PARAMETER(2, 2, .0163), PARAMETER(3, 3, .2441), PARAMETER(0, income, 5.4819),
    PARAMETER(0, age, .2037), PARAMETER(1, income, 15.8935), PARAMETER(1, income_squared, -1.2),
    PARAMETER(1, child, 2.6342), PARAMETER(2, income, -.2506), PARAMETER(2, age, .0511),
    PARAMETER(3, income, 1.265), PARAMETER(3, age, -.8091)};

void cereal_tastes(struct arena *arena, struct fixed_effects *effects, struct random_coefficients_data *ret)
{
    struct table products, agents;
    table_read("nevo_products.csv", arena, &products);
    table_read("nevo_agents.csv", arena, &agents);
    size_t n = products.rows, markets;
    *ret = (struct random_coefficients_data){.observations = n,
        .agents = agents.rows,
        .linear_columns = 1,
        .random_columns = 4,
        .instrument_columns = 20,
        .agent_columns = 8,
        .parameters = 13,
        .parameter = cereal_parameters,
        .effects = effects};
    uint32_t *market = table_groups(&products, "market_ids", arena, &ret->markets);
    uint32_t *market_of_agent = table_groups(&agents, "market_ids", arena, &markets);
    assert_int_equal(markets, ret->markets);
    ret->market_start = starts(market, n, markets, arena);
    ret->agent_start = starts(market_of_agent, agents.rows, markets, arena);
    ret->share = table_numbers(&products, "shares", arena);
    ret->linear = table_numbers(&products, "prices", arena);
    double *random =
        columns_of(&products, 4, (const char *const[]){"prices", "prices", "sugar", "mushy"}, arena);
    for (size_t i = 0; i < n; i++)
        random[i] = 1;
    ret->random = random;
    char text[20][32];
    const char *names[20];
    for (size_t j = 0; j < 20; j++) {
        (void)snprintf(text[j], sizeof(text[j]), "demand_instruments%zu", j);
        names[j] = text[j];
    }
    ret->instrument = columns_of(&products, 20, names, arena);
    ret->weight = table_numbers(&agents, "weights", arena);
    ret->agent = columns_of(&agents, 8,
        (const char *const[]){
            "nodes0", "nodes1", "nodes2", "nodes3", "income", "income_squared", "age", "child"},
        arena);
    *effects = (struct fixed_effects){.observations = n, .ways = 1};
    effects->group[0] = table_groups(&products, "product_ids", arena, &effects->groups[0]);
}

void cereal_shares(struct arena *arena, struct table *table, struct logit_demand_data *ret)
{
    table_read("nevo_products.csv", arena, table);
    size_t n = table->rows;
    double *instruments = arena_array(arena, double, n * 21);
    assert_non_null(instruments);
    for (size_t j = 0; j < 20; j++) {
        char name[32];
        (void)snprintf(name, sizeof(name), "demand_instruments%zu", j);
        memcpy(instruments + j * n, table_numbers(table, name, arena), n * sizeof(double));
    }
    *ret = (struct logit_demand_data){.observations = n,
        .share = table_numbers(table, "shares", arena),
        .price = table_numbers(table, "prices", arena),
        .instrument_columns = 20,
        .instrument = instruments};
    ret->market = table_groups(table, "market_ids", arena, &ret->markets);
}

// The instrument that PyBLP's documentation adds: the number of products of the nest in the market.
static void count_of_nest(const struct logit_demand_data *data, double *column)
{
    for (size_t i = 0; i < data->observations; i++)
        for (size_t k = 0; k < data->observations; k++)
            column[i] += data->market[k] == data->market[i] && data->nest[k] == data->nest[i];
}

void cereal_nests(
    struct arena *arena, const struct table *table, const char *nests, struct logit_demand_data *data)
{
    size_t n = data->observations;
    double *instruments = arena_array(arena, double, n * 21);
    uint32_t *one = arena_array(arena, uint32_t, n);
    assert_true(one && instruments);
    data->nests = 1;
    data->nest = nests ? table_groups(table, nests, arena, &data->nests) : one;
    memcpy(instruments, data->instrument, n * 20 * sizeof(double));
    count_of_nest(data, instruments + n * 20);
    data->instrument = instruments;
    data->instrument_columns = 21;
}
