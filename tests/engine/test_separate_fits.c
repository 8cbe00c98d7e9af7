// SPDX-License-Identifier: Apache-2.0
// Least squares in each group: the same as least squares of its rows, and what a group without information
// gives.
#include "engine/draw.h"
#include "engine/least_squares.h"
#include "engine/separate_fits.h"
#include "table.h"

#include <math.h>

enum { rows = 90, groups = 3, each = 30, columns = 4 };

struct panel {
    double x[rows * columns], y[rows];
    uint32_t group[rows];
};

// Rows of the groups are mixed. Column 2 is a month that only group 0 has rows of.
static void simulate(struct panel *panel)
{
    struct random_stream stream;
    random_stream_init(&stream, 17);
    for (size_t i = 0; i < rows; i++) {
        panel->group[i] = (uint32_t)(i % groups);
        panel->x[i] = 1;
        panel->x[rows + i] = draw_normal(&stream);
        panel->x[2 * rows + i] = i % 6 == 0;
        panel->x[3 * rows + i] = draw_normal(&stream);
        panel->y[i] = (double)panel->group[i] - 2 * panel->x[rows + i] + draw_normal(&stream);
    }
}

static const size_t slope[] = {1, 0};

static void each_group_is_its_own_least_squares(void **state)
{
    struct panel panel;
    struct separate_fits fits;
    simulate(&panel);
    struct separate_fits_data data = {rows, columns, 2, groups, panel.x, panel.y, slope, panel.group};
    assert_int_equal(separate_fits_run(&data, *state, &fits), ERROR_NONE);
    for (size_t g = 0; g < groups; g++) {
        static const size_t kept[2][4] = {{0, 1, 2, 3}, {0, 1, 3, 3}};
        size_t p = g == 0 ? 4 : 3;
        double x[each * columns], y[each];
        for (size_t i = 0; i < each; i++) {
            for (size_t j = 0; j < p; j++)
                x[j * each + i] = panel.x[kept[g > 0][j] * rows + i * groups + g];
            y[i] = panel.y[i * groups + g];
        }
        struct least_squares_data alone = {each, p, x, y};
        struct covariance_choice errors = {.kind = COVARIANCE_CLASSICAL};
        struct linear_fit fit;
        assert_int_equal(least_squares_fit(&alone, &errors, *state, &fit), ERROR_NONE);
        assert_int_equal(fits.rows[g], each);
        assert_near(fits.coefficient[g * 2], fit.coefficient[1], 1e-12);
        assert_near(fits.coefficient[g * 2 + 1], fit.coefficient[0], 1e-12);
        assert_near(fits.standard_error[g * 2], fit.standard_error[1], 1e-12);
    }
}

static void what_a_group_cannot_tell_is_no_number(void **state)
{
    struct panel panel;
    struct separate_fits fits;
    simulate(&panel);
    for (size_t i = 0; i < rows; i++)
        if (panel.group[i] == 1) panel.x[rows + i] = 5; // the price never changed there
    struct separate_fits_data data = {rows, columns, 2, groups, panel.x, panel.y, slope, panel.group};
    assert_int_equal(separate_fits_run(&data, *state, &fits), ERROR_NONE);
    assert_true(isfinite(fits.coefficient[0]) && isfinite(fits.coefficient[4]));
    assert_true(isnan(fits.coefficient[2]) && isnan(fits.standard_error[2]) && isfinite(fits.coefficient[3]));
    data.observations = 6; // two rows a group: nothing is left for an error
    assert_int_equal(separate_fits_run(&data, *state, &fits), ERROR_NONE);
    assert_true(isnan(fits.coefficient[0]) && isnan(fits.coefficient[4]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        arena_test(each_group_is_its_own_least_squares), arena_test(what_a_group_cannot_tell_is_no_number)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
