// SPDX-License-Identifier: Apache-2.0
// What the engines of demand take, one row of the comparison at a time: bench_pricing ROW prints the least
// processor time of many repetitions in this process, on one thread. See pricing.py, which compares.
//
// `spec FILE` fits any price specification, files read beforehand, so that a method needs no row of its own
// here. `write FOLDER` writes the simulated markets as CSV files, for the reference to read the same numbers.
#include "bench_pricing.h"
#include "cereal.h"
#include "engine/draw.h"
#include "engine/random_coefficients_market.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

double bench_seconds(void)
{
    struct timespec time;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

// Runs again and again for about two seconds; returns the least time.
double bench_least(bool (*once)(void *context, struct arena *arena), void *context)
{
    double least = (double)INFINITY, all = 0;
    struct arena arena;
    arena_init(&arena, (size_t)1 << 30);
    for (int round = 0; round < 3 || (all < 2 && round < 2000); round++) {
        arena_reset(&arena);
        double start = bench_seconds();
        bool is_done = once(context, &arena);
        double spent = bench_seconds() - start;
        if (!is_done) {
            (void)fprintf(stderr, "bench_pricing: the fit failed\n");
            exit(2);
        }
        least = fmin(least, spent);
        all += spent;
    }
    arena_free(&arena);
    return least;
}

struct inversion {
    struct random_coefficients_data data;
    struct random_coefficients_market market;
    double *theta, *start, *delta;
    size_t contractions;
};

static void inversion_prepare(struct inversion *inversion, struct arena *arena)
{
    const struct random_coefficients_data *data = &inversion->data;
    inversion->theta = arena_array(arena, double, data->parameters);
    inversion->start = arena_array(arena, double, data->observations);
    inversion->delta = arena_array(arena, double, data->observations);
    assert_true(inversion->theta && inversion->start && inversion->delta);
    assert_int_equal(random_coefficients_market_prepare(data, arena, &inversion->market), ERROR_NONE);
    for (size_t p = 0; p < data->parameters; p++)
        inversion->theta[p] = data->parameter[p].start;
    for (size_t t = 0; t < data->markets; t++) {
        double outside = 1;
        for (size_t j = data->market_start[t]; j < data->market_start[t + 1]; j++)
            outside -= data->share[j];
        for (size_t j = data->market_start[t]; j < data->market_start[t + 1]; j++)
            inversion->start[j] = log(data->share[j] / outside);
    }
}

// Tastes and delta of all markets, as one evaluation of the objective needs them.
static bool invert_all(void *context, struct arena *arena)
{
    struct inversion *inversion = context;
    struct random_coefficients_market *market = &inversion->market;
    (void)arena;
    memcpy(inversion->delta, inversion->start, inversion->data.observations * sizeof(double));
    market->contractions = 0;
    for (size_t t = 0; t < inversion->data.markets; t++) {
        random_coefficients_market_enter(market, t, inversion->theta);
        if (random_coefficients_market_invert(market, 1e-14, 5000, inversion->delta + market->first) !=
            ERROR_NONE)
            return false;
    }
    inversion->contractions = market->contractions;
    return true;
}

// The time, and what the arithmetic alone would take at the rates measured now (see bench_limits.c).
static void report_inversion(struct inversion *inversion, struct arena *arena)
{
    inversion_prepare(inversion, arena);
    double least = bench_least(invert_all, inversion);
    struct bench_rates rates = bench_rates(&inversion->market.kernels);
    double products = (double)inversion->data.observations / (double)inversion->data.markets;
    double agents = (double)inversion->data.agents / (double)inversion->data.markets;
    double each = 2 * products * agents / rates.products + products / rates.logarithms;
    double cells = products * agents * (double)inversion->data.markets;
    double limit = (double)inversion->contractions * each + cells / rates.exponentials;
    printf("limit %.9f\n", limit);
    printf("note %zu contractions of %.0f x %.0f, %s\n", inversion->contractions, products, agents,
        inversion->market.kernels.name);
    printf("seconds %.9f\n", least);
}

static void run_inversion(const char *argument, struct arena *arena)
{
    struct fixed_effects effects;
    struct inversion inversion;
    (void)argument;
    cereal_tastes(arena, &effects, &inversion.data);
    report_inversion(&inversion, arena);
}

static void run_markets(const char *argument, struct arena *arena)
{
    struct inversion inversion;
    bench_markets(strtoul(argument, NULL, 10), arena, &inversion.data);
    report_inversion(&inversion, arena);
}

static bool solve_once(void *context, struct arena *arena)
{
    static const struct random_coefficients_options options = {.steps = 1,
        .errors = {.kind = COVARIANCE_HC0},
        .weights = {.kind = COVARIANCE_HC0},
        .gradient_tolerance = 1e-5,
        .contraction_tolerance = 1e-14,
        .iteration_limit = 1000,
        .contraction_limit = 5000};
    struct random_coefficients_fit fit;
    enum error error = random_coefficients_fit(context, &options, arena, &fit);
    return error == ERROR_NONE && fit.is_converged && fabs(fit.objective - 4.561514164804) < 1e-8;
}

static void run_solve(const char *argument, struct arena *arena)
{
    struct fixed_effects effects;
    struct random_coefficients_data data;
    (void)argument;
    cereal_tastes(arena, &effects, &data);
    printf("seconds %.9f\n", bench_least(solve_once, &data));
}

static bool logit_once(void *context, struct arena *arena)
{
    static const struct instrumental_variables_options options = {
        .errors = {.kind = COVARIANCE_HC0}, .steps = 2, .is_weighting_centred = true};
    struct logit_demand_fit fit;
    return logit_demand_fit(context, &options, arena, &fit) == ERROR_NONE;
}

static void run_logit(const char *argument, struct arena *arena)
{
    struct table table;
    struct logit_demand_data data;
    struct fixed_effects effects = {.ways = 1};
    (void)argument;
    cereal_shares(arena, &table, &data);
    effects.observations = data.observations;
    effects.group[0] = table_groups(&table, "product_ids", arena, &effects.groups[0]);
    data.effects = &effects;
    printf("seconds %.9f\n", bench_least(logit_once, &data));
}

static void run_nested(const char *argument, struct arena *arena)
{
    struct table table;
    struct logit_demand_data data;
    (void)argument;
    cereal_shares(arena, &table, &data);
    cereal_nests(arena, &table, "mushy", &data);
    printf("seconds %.9f\n", bench_least(logit_once, &data));
}

static void run_limits(const char *argument, struct arena *arena)
{
    (void)argument;
    (void)arena;
    for (enum vector_level level = VECTOR_BASELINE; level < VECTOR_LEVELS; level++) {
        struct vector_kernels kernels;
        if (!vector_kernels_of(level, &kernels)) continue;
        struct bench_rates rates = bench_rates(&kernels);
        printf("%s: %.1f G products with sum, %.2f G exponentials, %.2f G logarithms a second\n",
            kernels.name, rates.products / 1e9, rates.exponentials / 1e9, rates.logarithms / 1e9);
    }
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        void (*run)(const char *argument, struct arena *arena);
    } rows[] = {{"inversion", run_inversion}, {"solve", run_solve}, {"logit", run_logit},
        {"nested", run_nested}, {"markets", run_markets}, {"write", bench_write}, {"spec", bench_spec},
        {"limits", run_limits}, {"effects", bench_effects}};
    struct arena arena;
    arena_init(&arena, (size_t)1 << 30);
    for (size_t i = 0; argc > 1 && i < sizeof(rows) / sizeof(*rows); i++)
        if (strcmp(argv[1], rows[i].name) == 0) {
            rows[i].run(argc > 2 ? argv[2] : "", &arena);
            return 0;
        }
    (void)fprintf(stderr, "Usage: bench_pricing inversion|solve|logit|nested|markets N|write FOLDER|spec "
                          "FILE|limits|effects FILE\n");
    return 2;
}
