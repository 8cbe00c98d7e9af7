// SPDX-License-Identifier: Apache-2.0
// Draws have the moments of their distributions, repeat by seed, and differ by number.
#include "engine/distribution.h"
#include "engine/draw.h"
#include "table.h"

#include <math.h>

#define DRAWS 200000

static void normal_quantiles_are_those_of_tables(void **state)
{
    (void)state;
    // R 4.2.2, qnorm.
    assert_near(distribution_normal_quantile(0.975), 1.959963984540054, 1e-15);
    assert_near(distribution_normal_quantile(0.5), 0, 1e-300);
    assert_near(distribution_normal_quantile(1e-10), -6.361340902404056, 1e-14);
    assert_near(distribution_normal_quantile(0.01), -2.326347874040841, 1e-15);
}

static void moments_are_right(void **state)
{
    (void)state;
    struct random_stream stream;
    double sum = 0, square = 0, gamma = 0, small = 0, chi = 0;
    draw_stream(&stream, 1, 0);
    for (int i = 0; i < DRAWS; i++) {
        double x = draw_normal(&stream);
        sum += x / DRAWS;
        square += x * x / DRAWS;
        gamma += draw_gamma(&stream, 3.5) / DRAWS;
        small += draw_gamma(&stream, 0.3) / DRAWS;
        chi += draw_chi_squared(&stream, 7) / DRAWS;
    }
    // Five standard errors each.
    assert_near(sum, 0, 5 / sqrt(DRAWS));
    assert_near(square, 1, 5 * sqrt(2.0 / DRAWS));
    assert_near(gamma, 3.5, 5 * sqrt(3.5 / DRAWS));
    assert_near(small, 0.3, 5 * sqrt(0.3 / DRAWS));
    assert_near(chi, 7, 5 * sqrt(14.0 / DRAWS));
}

static void streams_repeat_and_differ(void **state)
{
    (void)state;
    struct random_stream one, same, other;
    draw_stream(&one, 5, 1);
    draw_stream(&same, 5, 1);
    draw_stream(&other, 5, 2);
    for (int i = 0; i < 100; i++) {
        double x = draw_normal(&one);
        assert_true(x == draw_normal(&same));
        assert_true(x != draw_normal(&other));
    }
}

static void halton_is_the_digits_turned_round(void **state)
{
    (void)state;
    assert_near(draw_halton(6, 2), 3.0 / 8, 1e-16);
    assert_near(draw_halton(5, 3), 7.0 / 9, 1e-15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(normal_quantiles_are_those_of_tables),
        cmocka_unit_test(moments_are_right),
        cmocka_unit_test(streams_repeat_and_differ),
        cmocka_unit_test(halton_is_the_digits_turned_round),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
