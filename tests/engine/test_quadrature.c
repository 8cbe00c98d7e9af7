// SPDX-License-Identifier: Apache-2.0
// Points of integration: Gauss and Hermite's rule against the moments of the normal distribution, Sobol's
// sequence against SciPy's (new-joe-kuo-6, unscrambled), and what all kinds have in common.
#include "engine/distribution.h"
#include "engine/quadrature.h"
#include "table.h"

#include <math.h>

// A rule with n points is exact for polynomials up to degree 2 n - 1.
static void the_rule_gives_moments_of_the_normal_distribution(void **state)
{
    (void)state;
    for (size_t size = 1; size <= QUADRATURE_SIZE_MAXIMUM; size += size < 10 ? 1 : 8) {
        double point[QUADRATURE_SIZE_MAXIMUM], weight[QUADRATURE_SIZE_MAXIMUM], moment = 1;
        quadrature_hermite(size, point, weight);
        for (size_t power = 0; power < 2 * size && power < 20; power++) {
            double sum = 0;
            for (size_t i = 0; i < size; i++)
                sum += weight[i] * pow(point[i], (double)power);
            if (power % 2 == 0 && power) moment *= (double)(power - 1); // (power - 1)!!
            assert_near(sum, power % 2 ? 0 : moment, 1e-9 * moment);
        }
        for (size_t i = 1; i < size; i++)
            assert_true(point[i] > point[i - 1] && weight[i] > 0);
    }
    double point[5], weight[5]; // Abramowitz and Stegun, table 25.10, times the square root of 2
    quadrature_hermite(5, point, weight);
    assert_near(point[4], 2.020182870456086 * sqrt(2), 1e-14);
    assert_near(point[3], 0.958572464613819 * sqrt(2), 1e-14);
    assert_near(weight[2], 9.453087204829e-1 / sqrt(acos(-1)), 1e-12);
}

static void the_product_joins_every_point(void **state)
{
    (void)state;
    double points[3 * 27], weights[27], sum = 0, cross = 0;
    assert_int_equal(quadrature_count(QUADRATURE_PRODUCT, 3, 3, 1000), 27);
    assert_int_equal(quadrature_count(QUADRATURE_PRODUCT, 20, 9, 1000000), 0);
    assert_int_equal(quadrature_fill(QUADRATURE_PRODUCT, 3, 3, 1, 7, 27, points, weights), ERROR_NONE);
    for (size_t i = 0; i < 27; i++) {
        sum += weights[i];
        cross += weights[i] * pow(points[i] * points[27 + i] * points[54 + i], 2);
    }
    assert_near(sum, 1, 1e-14);
    assert_near(cross, 1, 1e-13);
}

static void sobol_is_as_published(void **state)
{
    (void)state;
    static const double expected[7][5] = {{0.5, 0.5, 0.5, 0.5, 0.5}, {0.75, 0.25, 0.25, 0.25, 0.75},
        {0.25, 0.75, 0.75, 0.75, 0.25}, {0.375, 0.375, 0.625, 0.875, 0.375},
        {0.875, 0.875, 0.125, 0.375, 0.875}, {0.625, 0.125, 0.875, 0.625, 0.625},
        {0.125, 0.625, 0.375, 0.125, 0.125}};
    double points[5 * 7], weights[7];
    assert_int_equal(quadrature_fill(QUADRATURE_SOBOL, 5, 7, 1, 0, 7, points, weights), ERROR_NONE);
    for (size_t i = 0; i < 7; i++)
        for (size_t d = 0; d < 5; d++)
            assert_near(points[d * 7 + i], distribution_normal_quantile(expected[i][d]), 1e-8);
}

// Means are near 0, variances near 1 and products near 0, in every dimension; blocks differ, repeats do not.
static void sequences_are_standard_normal(void **state)
{
    enum { size = 4096, dimensions = 10 };
    static const double tolerance[] = {0, 0.03, 0.03, 0.08};
    double *points = arena_array(*state, double, size *dimensions);
    double *again = arena_array(*state, double, size *dimensions), weights[size];
    assert_true(points && again);
    for (int kind = QUADRATURE_HALTON; kind <= QUADRATURE_MONTE_CARLO; kind++) {
        enum quadrature_kind of = (enum quadrature_kind)kind;
        assert_int_equal(quadrature_fill(of, dimensions, size, 3, 2, size, points, weights), ERROR_NONE);
        for (size_t a = 0; a < dimensions; a++)
            for (size_t b = 0; b <= a; b++) {
                double mean = 0, product = 0;
                for (size_t i = 0; i < size; i++) {
                    mean += points[a * size + i] * weights[i];
                    product += points[a * size + i] * points[b * size + i] * weights[i];
                }
                assert_near(mean, 0, tolerance[kind]);
                assert_near(product, a == b ? 1 : 0, tolerance[kind]);
            }
        assert_int_equal(quadrature_fill(of, dimensions, size, 3, 2, size, again, weights), ERROR_NONE);
        assert_memory_equal(points, again, size * dimensions * sizeof(double));
        assert_int_equal(quadrature_fill(of, dimensions, size, 3, 1, size, again, weights), ERROR_NONE);
        assert_true(again[0] != points[0]);
        assert_int_equal(
            quadrature_fill(of, QUADRATURE_DIMENSIONS_MAXIMUM + 1, size, 3, 1, size, again, weights),
            ERROR_INVALID);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        arena_test(the_rule_gives_moments_of_the_normal_distribution),
        arena_test(the_product_joins_every_point),
        arena_test(sobol_is_as_published),
        arena_test(sequences_are_standard_normal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
