// SPDX-License-Identifier: Apache-2.0
// Linear algebra and tail probabilities: closed forms, tabulated values, and what is refused.
#include "engine/distribution.h"
#include "engine/draw.h"
#include "engine/linear_algebra.h"
#include "table.h"

#include <math.h>

static void least_squares_finds_a_line_and_its_inverse(void **state)
{
    // y = 1 + 2 x exactly at 0, 1, 2, 3; (X'X)^-1 = [14 -6; -6 4] / 20.
    double x[] = {1, 1, 1, 1, 0, 1, 2, 3}, y[] = {1, 3, 5, 7}, b[2], inverse[4];
    assert_int_equal(linear_algebra_least_squares(4, 2, x, 1, y, *state, b, inverse), ERROR_NONE);
    assert_near(b[0], 1, 1e-14);
    assert_near(b[1], 2, 1e-14);
    assert_near(inverse[0], 0.7, 1e-14);
    assert_near(inverse[1], -0.3, 1e-14);
    assert_near(inverse[2], -0.3, 1e-14);
    assert_near(inverse[3], 0.2, 1e-14);
}

// The Longley data are the classic trial of accuracy; a polynomial with exact coefficients is as hard (NIST
// StRD Wampler1: y = 1 + x + ... + x^5, x = 0..20, all certified coefficients 1).
static void least_squares_passes_wampler(void **state)
{
    double x[21 * 6], y[21], b[6];
    for (int i = 0; i < 21; i++) {
        y[i] = 0;
        for (int j = 0; j < 6; j++)
            y[i] += x[j * 21 + i] = pow(i, j);
    }
    assert_int_equal(linear_algebra_least_squares(21, 6, x, 1, y, *state, b, NULL), ERROR_NONE);
    for (int j = 0; j < 6; j++)
        assert_near(b[j], 1, 1e-8);
}

static void the_unit_of_a_column_does_not_make_it_singular(void **state)
{
    double x[] = {1e-12, 1e-12, 1e-12, 1e-12, 0, 1e9, 2e9, 3e9}, y[] = {1, 3, 5, 7}, b[2];
    assert_int_equal(linear_algebra_least_squares(4, 2, x, 1, y, *state, b, NULL), ERROR_NONE);
    assert_near(b[0] * 1e-12, 1, 1e-12);
    assert_near(b[1] * 1e9, 2, 1e-12);
}

static void singular_and_short_matrices_are_refused(void **state)
{
    double same[] = {1, 1, 1, 2, 2, 2}, zero[] = {1, 2, 3, 0, 0, 0}, y[] = {1, 2, 3}, b[3];
    assert_int_equal(linear_algebra_least_squares(3, 2, same, 1, y, *state, b, NULL), ERROR_INVALID);
    assert_int_equal(linear_algebra_least_squares(3, 2, zero, 1, y, *state, b, NULL), ERROR_INVALID);
    assert_int_equal(linear_algebra_least_squares(1, 3, same, 1, y, *state, b, NULL), ERROR_INVALID);
    assert_int_equal(linear_algebra_basis(3, 2, same, *state, b), ERROR_INVALID);
    double indefinite[] = {1, 2, 2, 1}, flat[] = {1, 1, 1, 1}, unknown[] = {(double)NAN, 0, 0, 1};
    assert_int_equal(linear_algebra_factor(2, indefinite), ERROR_INVALID);
    assert_int_equal(linear_algebra_factor(2, flat), ERROR_INVALID);
    assert_int_equal(linear_algebra_factor(2, unknown), ERROR_INVALID);
}

// The Hilbert matrix of order 5 has an inverse in whole numbers.
static void the_hilbert_matrix_is_inverted(void **state)
{
    static const double inverse[] = {25, -300, 1050, -1400, 630, -300, 4800, -18900, 26880, -12600, 1050,
        -18900, 79380, -117600, 56700, -1400, 26880, -117600, 179200, -88200, 630, -12600, 56700, -88200,
        44100};
    double hilbert[25], right[5] = {1, 0, 0, 0, 0};
    for (int i = 0; i < 25; i++)
        hilbert[i] = 1.0 / (i / 5 + i % 5 + 1);
    assert_int_equal(linear_algebra_solve_positive_definite(5, hilbert, 1, *state, right), ERROR_NONE);
    assert_near(right[3], -1400, 1e-6);
    assert_int_equal(linear_algebra_invert(5, *state, hilbert), ERROR_NONE);
    for (int i = 0; i < 25; i++)
        assert_near(hilbert[i], inverse[i], 1e-10 * 179200 * 10);
}

static void a_basis_is_orthonormal_and_spans_the_same(void **state)
{
    double x[] = {1, 1, 1, 1, 0, 1, 2, 3}, basis[8], products[4], back[4];
    assert_int_equal(linear_algebra_basis(4, 2, x, *state, basis), ERROR_NONE);
    linear_algebra_cross(4, 2, basis, 2, basis, products);
    for (int i = 0; i < 4; i++)
        assert_near(products[i], i % 3 == 0, 1e-15);
    linear_algebra_cross(4, 2, basis, 2, x, back);
    for (int i = 0; i < 4; i++)
        assert_near(basis[i] * back[2] + basis[4 + i] * back[3], x[4 + i], 1e-14);
}

// Abramowitz and Stegun, tables 26.8 to 26.10; t with 1 degree is Cauchy, chi-squared with 2 exponential.
static void tails_agree_with_the_tables(void **state)
{
    (void)state;
    assert_near(distribution_chi_squared_above(3.841458820694124, 1), 0.05, 1e-13);
    assert_near(distribution_chi_squared_above(18.307038053275146, 10), 0.05, 1e-13);
    for (double x = 0; x < 60; x += 1.5)
        assert_near(distribution_chi_squared_above(x, 2) / exp(-x / 2), 1, 1e-11);
    assert_near(distribution_t_bound(0.05, 10), 2.228138851986274, 1e-10);
    assert_near(distribution_t_bound(0.05, 1e7), 1.959964, 1e-6);
    for (double t = 0.25; t < 50; t *= 2)
        assert_near(distribution_t_beyond(t, 1), 1 - 2 / acos(-1) * atan(t), 1e-14);
    assert_near(distribution_f_above(4.964602743730711, 1, 10), 0.05, 1e-12);
    assert_near(distribution_f_above(2.0, 2, 2), 1.0 / 3, 1e-14); // 1 / (1 + F)
    assert_true(isnan(distribution_t_bound(0, 5)) && isnan(distribution_chi_squared_above(1, 0)));
}

static bool stop(void *context, size_t done, size_t all, double objective)
{
    (void)done;
    (void)all;
    (void)objective;
    return ++*(size_t *)context < 3;
}

// Columns that nearly depend, of different units: block by block as all at once; on the way it can be
// stopped.
static void a_tall_matrix_taken_in_blocks_gives_the_same(void **state)
{
    enum { rows = 40000, count = 30 };
    double *x = arena_array(*state, double, rows *count), *y = arena_array(*state, double, rows);
    double whole[count], blocks[count], inverse[2][count * count];
    struct random_stream stream;
    size_t asked = 0;
    const struct engine_help help = {.context = &asked, .go_on = stop};
    draw_stream(&stream, 9, 0);
    for (size_t i = 0; i < rows; i++) {
        for (size_t j = 0; j < count; j++)
            x[j * rows + i] = draw_normal(&stream) * pow(10, (double)(j % 7) - 3);
        x[(count - 1) * rows + i] = x[i] * 5 + draw_normal(&stream) * 1e-8;
        y[i] = 1e3 * x[i] + x[3 * rows + i] + draw_normal(&stream);
    }
    assert_int_equal(
        linear_algebra_least_squares(rows, count, x, 1, y, *state, whole, inverse[0]), ERROR_NONE);
    assert_int_equal(
        linear_algebra_tall_least_squares(NULL, rows, count, x, y, *state, blocks, inverse[1]), ERROR_NONE);
    for (size_t j = 1; j + 1 < count; j++)
        assert_near(blocks[j] / whole[j], 1, 1e-7);
    for (size_t j = 0; j < count; j++)
        assert_near(inverse[1][j * count + j] / inverse[0][j * count + j], 1, 1e-5);
    assert_int_equal(
        linear_algebra_tall_least_squares(&help, rows, count, x, y, *state, blocks, NULL), ERROR_CANCELLED);
    assert_int_equal(asked, 3);
    memcpy(x + rows, x, rows * sizeof(double));
    assert_int_equal(
        linear_algebra_tall_least_squares(NULL, rows, count, x, y, *state, blocks, NULL), ERROR_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        arena_test(least_squares_finds_a_line_and_its_inverse),
        arena_test(least_squares_passes_wampler),
        arena_test(the_unit_of_a_column_does_not_make_it_singular),
        arena_test(singular_and_short_matrices_are_refused),
        arena_test(the_hilbert_matrix_is_inverted),
        arena_test(a_basis_is_orthonormal_and_spans_the_same),
        arena_test(tails_agree_with_the_tables),
        arena_test(a_tall_matrix_taken_in_blocks_gives_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
