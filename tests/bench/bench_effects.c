// SPDX-License-Identifier: Apache-2.0
// Times eleven regressions with absorbed effects and errors by cluster: orange juice, each brand on all
// prices. The file is read beforehand, as R's is.
#include "bench_pricing.h"
#include "engine/fixed_effects.h"
#include "engine/least_squares.h"
#include "table.h"

#include <math.h>
#include <stdio.h>

#define BRANDS 11
#define REGRESSORS (BRANDS + 2)

struct panel {
    size_t rows[BRANDS];
    double *dependent[BRANDS], *regressors[BRANDS]; // as read
    uint32_t *store[BRANDS];
    size_t stores;
};

static bool fit_all(void *context, struct arena *arena)
{
    const struct panel *panel = context;
    bool is_good = true;
    for (size_t b = 0; b < BRANDS; b++) {
        const size_t n = panel->rows[b];
        struct engine_refusals refusals = {0};
        struct linear_fit fit;
        double *columns = arena_array(arena, double, n *(REGRESSORS + 1));
        if (!columns) return false;
        memcpy(columns, panel->regressors[b], n * REGRESSORS * sizeof(double));
        memcpy(columns + n * REGRESSORS, panel->dependent[b], n * sizeof(double));
        const struct fixed_effects effects = {
            .observations = n, .ways = 1, .group = {panel->store[b]}, .groups = {panel->stores}};
        struct covariance_choice errors = {
            .kind = COVARIANCE_CLUSTER1, .cluster = panel->store[b], .clusters = panel->stores};
        is_good = is_good && !fixed_effects_count(&effects, arena, &errors, &refusals) &&
                  !fixed_effects_absorb(&effects, REGRESSORS + 1, columns, arena, &refusals);
        const struct least_squares_data data = {n, REGRESSORS, columns, columns + n * REGRESSORS};
        is_good = is_good && !least_squares_fit(&data, &errors, arena, &fit);
    }
    return is_good;
}

static void read_brand(const struct table *table, size_t brand, struct arena *arena, struct panel *panel)
{
    const double *brands = table_numbers(table, "brand", arena);
    const uint32_t *store = table_groups(table, "store", arena, &panel->stores);
    size_t n = 0, at = 0;
    for (size_t i = 0; i < table->rows; i++)
        n += brands[i] == (double)(brand + 1);
    double *x = panel->regressors[brand] = arena_array(arena, double, n *REGRESSORS);
    double *y = panel->dependent[brand] = arena_array(arena, double, n);
    uint32_t *group = panel->store[brand] = arena_array(arena, uint32_t, n);
    assert_true(x && y && group);
    panel->rows[brand] = n;
    for (size_t i = 0; i < table->rows; i++)
        if (brands[i] == (double)(brand + 1)) group[at++] = store[i];
    for (size_t k = 0; k < REGRESSORS + 1; k++) {
        static const char *const others[] = {"deal", "feat", "logmove"};
        char name[20];
        (void)snprintf(name, sizeof name, "price%zu", k + 1);
        const double *column = table_numbers(table, k < BRANDS ? name : others[k - BRANDS], arena);
        at = 0;
        for (size_t i = 0; i < table->rows; i++) {
            if (brands[i] != (double)(brand + 1)) continue;
            double *place = k < REGRESSORS ? &x[k * n + at++] : &y[at++];
            *place = k < BRANDS ? log(column[i]) : column[i];
        }
    }
}

void bench_effects(const char *file, struct arena *arena)
{
    struct table table;
    struct panel panel;
    table_read(file, arena, &table);
    for (size_t b = 0; b < BRANDS; b++)
        read_brand(&table, b, arena, &panel);
    printf("seconds %.9f\n", bench_least(fit_all, &panel));
}
