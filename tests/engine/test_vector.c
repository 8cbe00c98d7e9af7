// SPDX-License-Identifier: Apache-2.0
// The kernels for wide registers, at every level that this machine has: exponentials and logarithms within
// one unit of the last place of the C library's long ones, the rest against plain loops.
#include "engine/vector.h"
#include "table.h"

#include <float.h>
#include <math.h>

// Calls `check` for each level there is, and says which.
static void at_every_level(void (*check)(const struct vector_kernels *kernels))
{
    for (enum vector_level level = VECTOR_BASELINE; level < VECTOR_LEVELS; level++) {
        struct vector_kernels kernels;
        if (!vector_kernels_of(level, &kernels)) continue;
        print_message("# %s\n", kernels.name);
        check(&kernels);
    }
}

// The distance in units of the last place of the exact value.
static double units_off(double value, long double exact)
{
    double unit = nextafter(fabs((double)exact), (double)INFINITY) - fabs((double)exact);
    return (double)(fabsl((long double)value - exact) / (long double)unit);
}

enum { many = 200000 };

static double farthest(void (*kernel)(size_t, const double *, double *), long double (*exact)(long double),
    double low, double high, bool is_by_exponent)
{
    static double x[many], y[many];
    struct random_stream stream;
    double most = 0;
    random_stream_init(&stream, 11);
    for (size_t i = 0; i < many; i++) {
        double at = low + (high - low) * random_stream_real(&stream);
        x[i] = is_by_exponent ? exp2(at) : at;
    }
    kernel(many, x, y);
    for (size_t i = 0; i < many; i++)
        most = fmax(most, units_off(y[i], exact((long double)x[i])));
    return most;
}

static void check_exponential(const struct vector_kernels *kernels)
{
    const double ranges[][2] = {{-0.4, 0.4}, {-30, 30}, {-708, 709.7}};
    const double x[] = {0, -0.0, 1, 709.782712893384, 709.782712893385, 1e300, (double)INFINITY, -745.1,
        -745.2, -1e300, -(double)INFINITY, (double)NAN, -730};
    double y[sizeof(x) / sizeof(*x)];
    for (size_t i = 0; i < 3; i++) {
        double most = farthest(kernels->exponential, expl, ranges[i][0], ranges[i][1], false);
        print_message("# exponential from %g to %g: %.3f units\n", ranges[i][0], ranges[i][1], most);
        assert_true(most <= 1);
    }
    kernels->exponential(sizeof(x) / sizeof(*x), x, y);
    assert_true(y[0] == 1 && y[1] == 1);
    assert_true(y[3] > 1.79e308 && isfinite(y[3]) && isinf(y[4]) && isinf(y[5]) && isinf(y[6]));
    assert_true(y[7] == DBL_TRUE_MIN && y[8] == 0 && y[9] == 0 && y[10] == 0 && isnan(y[11]));
    assert_near(y[12], exp(-730), 2 * DBL_TRUE_MIN); // among the numbers below the normal ones
}

static void check_logarithm(const struct vector_kernels *kernels)
{
    const double ranges[][2] = {{0.999, 1.001}, {0.5, 3}, {1e-6, 1e6}};
    const double x[] = {1, 0, -0.0, -1, (double)INFINITY, -(double)INFINITY, (double)NAN, DBL_TRUE_MIN,
        DBL_MIN, DBL_MAX, 0x1p-1060};
    double y[sizeof(x) / sizeof(*x)];
    for (size_t i = 0; i < 3; i++) {
        double most = farthest(kernels->logarithm, logl, ranges[i][0], ranges[i][1], false);
        print_message("# logarithm from %g to %g: %.3f units\n", ranges[i][0], ranges[i][1], most);
        assert_true(most <= 1);
    }
    assert_true(farthest(kernels->logarithm, logl, -1073, 1023.99, true) <= 1);
    kernels->logarithm(sizeof(x) / sizeof(*x), x, y);
    assert_true(y[0] == 0 && y[1] == -(double)INFINITY && y[2] == -(double)INFINITY && isnan(y[3]));
    assert_true(y[4] == (double)INFINITY && isnan(y[5]) && isnan(y[6]));
    for (size_t i = 7; i < sizeof(x) / sizeof(*x); i++)
        assert_true(units_off(y[i], logl((long double)x[i])) <= 1);
}

// Every count, with nothing written behind the end, and in place.
static void check_counts(const struct vector_kernels *kernels)
{
    for (size_t count = 0; count <= 19; count++) {
        double x[20], y[20];
        for (size_t i = 0; i < 20; i++)
            x[i] = y[i] = 1 + (double)i / 7;
        kernels->exponential(count, x, x);
        kernels->logarithm(count, y, y);
        for (size_t i = 0; i < 20; i++) {
            assert_near(x[i], i < count ? exp(1 + (double)i / 7) : 1 + (double)i / 7, 1e-14);
            assert_near(y[i], i < count ? log(1 + (double)i / 7) : 1 + (double)i / 7, 1e-15);
        }
    }
}

enum { rows = 24, stride = 40 };

static void fill(size_t count, double *values, struct random_stream *stream)
{
    for (size_t i = 0; i < count; i++)
        values[i] = random_stream_real(stream) - 0.5;
}

static void check_products(const struct vector_kernels *kernels)
{
    double matrix[rows * stride], x[stride], y[rows], by_row[rows], by_column[stride];
    struct random_stream stream;
    random_stream_init(&stream, 3);
    fill(rows * stride, matrix, &stream);
    fill(stride, x, &stream);
    fill(rows, y, &stream);
    kernels->rows_times(rows, stride, matrix, x, by_row);
    kernels->times_rows(rows, stride, matrix, y, by_column);
    for (size_t i = 0; i < rows; i++) {
        double sum = 0;
        for (size_t j = 0; j < stride; j++)
            sum += matrix[i * stride + j] * x[j];
        assert_near(by_row[i], sum, 1e-14);
    }
    for (size_t j = 0; j < stride; j++) {
        double sum = 0;
        for (size_t i = 0; i < rows; i++)
            sum += matrix[i * stride + j] * y[i];
        assert_near(by_column[j], sum, 1e-14);
    }
}

// Factor and solution give the matrix and the right-hand side back, for every size up to the padding and
// over.
static void check_factor(const struct vector_kernels *kernels)
{
    struct random_stream stream;
    random_stream_init(&stream, 5);
    for (size_t size = 1; size <= 21; size++) {
        size_t padded = vector_padded(size);
        double matrix[24 * 24] = {0}, factor[24 * 24] = {0}, half[24 * 24], x[24] = {0}, right[24] = {0};
        fill(size * size, half, &stream);
        fill(size, x, &stream);
        for (size_t a = 0; a < size; a++)
            for (size_t b = 0; b < size; b++) {
                matrix[a * padded + b] = a == b ? 0.1 : 0;
                for (size_t k = 0; k < size; k++)
                    matrix[a * padded + b] += half[k * size + a] * half[k * size + b];
            }
        for (size_t a = 0; a < size; a++)
            for (size_t b = 0; b < size; b++)
                right[a] += matrix[a * padded + b] * x[b];
        memcpy(factor, matrix, sizeof(matrix));
        assert_true(kernels->factor(size, padded, factor));
        kernels->solve(size, padded, factor, right);
        for (size_t a = 0; a < size; a++)
            assert_near(right[a], x[a], 1e-12);
        for (size_t a = 0; a < size; a++)
            matrix[a] = matrix[a * padded] = matrix[0] * (a == 0 ? 1 : 2); // no longer positive
        assert_true(size == 1 || !kernels->factor(size, padded, matrix));
    }
}

static void exponentials_are_right_to_the_last_place(void **state)
{
    (void)state;
    at_every_level(check_exponential);
}

static void logarithms_are_right_to_the_last_place(void **state)
{
    (void)state;
    at_every_level(check_logarithm);
}

static void any_count_will_do(void **state)
{
    (void)state;
    at_every_level(check_counts);
}

static void products_are_those_of_plain_loops(void **state)
{
    (void)state;
    at_every_level(check_products);
}

static void factors_solve_what_they_came_from(void **state)
{
    (void)state;
    at_every_level(check_factor);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exponentials_are_right_to_the_last_place),
        cmocka_unit_test(logarithms_are_right_to_the_last_place),
        cmocka_unit_test(any_count_will_do),
        cmocka_unit_test(products_are_those_of_plain_loops),
        cmocka_unit_test(factors_solve_what_they_came_from),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
