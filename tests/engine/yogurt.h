// SPDX-License-Identifier: Apache-2.0
// Yogurt purchases (data of the R package logitr) as choices: price, feature and dummies of three brands.
#ifndef TANDEM_TESTS_ENGINE_YOGURT_H
#define TANDEM_TESTS_ENGINE_YOGURT_H

#include "engine/choice_data.h"
#include "table.h"

// Skips the test when the data are not there. `ret_regressor` is the matrix that the data borrow.
static inline void read_yogurt(struct arena *arena, struct choice_data *ret, double **ret_regressor)
{
    struct table table;
    size_t brands, households;
    table_read("logitr_yogurt_long.csv", arena, &table);
    size_t n = table.rows;
    const double *price = table_numbers(&table, "price", arena), *feat = table_numbers(&table, "feat", arena);
    const double *choice = table_numbers(&table, "choice", arena);
    const uint32_t *brand = table_groups(&table, "brand", arena, &brands);
    const uint32_t *household = table_groups(&table, "id", arena, &households);
    double *x = arena_array(arena, double, n * 5);
    size_t *start = arena_array(arena, size_t, n / 4 + 1);
    uint32_t *chosen = arena_array(arena, uint32_t, n / 4), *of_task = arena_array(arena, uint32_t, n / 4);
    assert_true(x && start && chosen && of_task && brands == 4);
    for (size_t i = 0; i < n; i++) {
        x[i] = price[i];
        x[n + i] = feat[i];
        if (brand[i]) x[(brand[i] + 1) * n + i] = 1;
        if (choice[i] == 1) chosen[i / 4] = (uint32_t)i;
        of_task[i / 4] = household[i];
    }
    for (size_t t = 0; t <= n / 4; t++)
        start[t] = 4 * t;
    *ret = (struct choice_data){.rows = n,
        .tasks = n / 4,
        .regressors = 5,
        .regressor = x,
        .start = start,
        .chosen = chosen,
        .respondent = of_task,
        .respondents = households};
    *ret_regressor = x;
}

#endif
