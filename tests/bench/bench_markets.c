// SPDX-License-Identifier: Apache-2.0
// Simulated markets for the comparison: shares that follow from known tastes, so that delta exists.
#include "bench_pricing.h"
#include "engine/draw.h"
#include "table.h"

#include <math.h>
#include <stdio.h>

enum { products = 2000, agents = 200, columns = 3 };
static const struct random_coefficients_parameter parameter[columns] = {
    {.column = 0, .agent_column = 0, .start = 0.8}, {.column = 1, .agent_column = 1, .start = 1.2},
    {.column = 2, .agent_column = 2, .start = 0.6}};

// The shares of one market at mean tastes drawn for its products.
static void fill_shares(
    const struct random_coefficients_data *data, size_t market, struct random_stream *stream, double *share)
{
    size_t first = data->market_start[market], count = data->market_start[market + 1] - first;
    double attraction[products], value[products];
    for (size_t j = 0; j < count; j++)
        attraction[j] = -3 - data->random[data->observations + first + j] + draw_normal(stream);
    for (size_t i = data->agent_start[market]; i < data->agent_start[market + 1]; i++) {
        double sum = 1;
        for (size_t j = 0; j < count; j++) {
            double mu = attraction[j];
            for (size_t k = 0; k < columns; k++)
                mu += parameter[k].start * data->random[k * data->observations + first + j] *
                      data->agent[k * data->agents + i];
            sum += value[j] = exp(mu);
        }
        for (size_t j = 0; j < count; j++)
            share[first + j] += value[j] / sum / agents;
    }
}

void bench_markets(size_t markets, struct arena *arena, struct random_coefficients_data *ret)
{
    struct random_stream stream;
    markets = markets ? markets : 1;
    draw_stream(&stream, 1, markets);
    size_t all = markets * agents, *market_start = arena_array(arena, size_t, markets + 1);
    size_t *agent_start = arena_array(arena, size_t, markets + 1);
    double *share = arena_array(arena, double, products),
           *random = arena_array(arena, double, columns *products);
    double *weight = arena_array(arena, double, all), *agent = arena_array(arena, double, columns *all);
    assert_true(market_start && agent_start && share && random && weight && agent);
    for (size_t t = 0; t <= markets; t++) {
        market_start[t] = products * t / markets;
        agent_start[t] = agents * t;
    }
    for (size_t j = 0; j < products; j++) {
        random[j] = 1;
        random[products + j] = 0.5 + random_stream_real(&stream); // the price
        random[2 * products + j] = random_stream_real(&stream);
    }
    for (size_t i = 0; i < all; i++)
        weight[i] = 1.0 / agents;
    for (size_t i = 0; i < columns * all; i++)
        agent[i] = draw_normal(&stream);
    *ret = (struct random_coefficients_data){.observations = products,
        .markets = markets,
        .market_start = market_start,
        .share = share,
        .random_columns = columns,
        .random = random,
        .agents = all,
        .agent_columns = columns,
        .agent_start = agent_start,
        .weight = weight,
        .agent = agent,
        .parameters = columns,
        .parameter = parameter};
    for (size_t t = 0; t < markets; t++)
        fill_shares(ret, t, &stream, share);
}

static FILE *open_file(const char *folder, const char *name, size_t markets)
{
    char path[4096];
    (void)snprintf(path, sizeof(path), "%s/%s-%zu.csv", folder, name, markets);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    return file;
}

void bench_write(const char *folder, struct arena *arena)
{
    static const size_t sizes[] = {1, 20};
    for (size_t s = 0; s < 2; s++) {
        struct random_coefficients_data data;
        bench_markets(sizes[s], arena, &data);
        FILE *file = open_file(folder, "products", sizes[s]);
        (void)fprintf(file, "market_ids,shares,prices,x,demand_instruments0,demand_instruments1,"
                            "demand_instruments2,demand_instruments3\n");
        for (size_t t = 0; t < data.markets; t++)
            for (size_t j = data.market_start[t]; j < data.market_start[t + 1]; j++) {
                double price = data.random[products + j], x = data.random[2 * products + j];
                (void)fprintf(file, "%zu,%.17g,%.17g,%.17g,%.17g,%.17g,%.17g,%.17g\n", t, data.share[j],
                    price, x, price * price, x * x, price * x, cos(price));
            }
        assert_int_equal(fclose(file), 0);
        file = open_file(folder, "agents", sizes[s]);
        (void)fprintf(file, "market_ids,weights,nodes0,nodes1,nodes2\n");
        for (size_t i = 0; i < data.agents; i++)
            (void)fprintf(file, "%zu,%.17g,%.17g,%.17g,%.17g\n", i / agents, data.weight[i], data.agent[i],
                data.agent[data.agents + i], data.agent[2 * data.agents + i]);
        assert_int_equal(fclose(file), 0);
    }
}
