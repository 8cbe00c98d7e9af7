// SPDX-License-Identifier: Apache-2.0
// The search for a minimum: free, and in a box, where the conditions of Karush, Kuhn and Tucker must hold.
#include "engine/minimise.h"
#include "table.h"

#include <math.h>

static const struct minimise_options usual = {.gradient_tolerance = 1e-8, .iteration_limit = 200};

// Rosenbrock's valley: the minimum is 0 at (1, 1).
static enum error rosenbrock(void *context, const double *x, double *ret_value, double *gradient)
{
    (void)context;
    double across = x[1] - x[0] * x[0];
    *ret_value = 100 * across * across + (1 - x[0]) * (1 - x[0]);
    gradient[0] = -400 * across * x[0] - 2 * (1 - x[0]);
    gradient[1] = 200 * across;
    return ERROR_NONE;
}

static void it_finds_the_end_of_the_valley(void **state)
{
    double x[] = {-1.2, 1};
    struct minimise_problem problem = {2, rosenbrock, NULL};
    struct minimise_result result;
    assert_int_equal(minimise(&problem, &usual, *state, x, &result), ERROR_NONE);
    assert_true(result.is_converged && result.iterations < 60);
    assert_near(x[0], 1, 1e-7);
    assert_near(x[1], 1, 1e-7);
}

// With x <= 0.5 the valley is left at the bound: x1 = x0^2 there, value (1 - x0)^2.
static void a_bound_holds_the_valley(void **state)
{
    double x[] = {-1.2, 1};
    const double upper[] = {0.5, (double)INFINITY};
    struct minimise_problem problem = {2, rosenbrock, NULL};
    struct minimise_options options = usual;
    struct minimise_result result;
    options.upper = upper;
    assert_int_equal(minimise(&problem, &options, *state, x, &result), ERROR_NONE);
    assert_true(result.is_converged);
    assert_true(x[0] == 0.5); // exactly
    assert_near(x[1], 0.25, 1e-8);
    assert_near(result.value, 0.25, 1e-12);
    assert_true(result.gradient[0] < 0); // and would go on if it could
}

enum { size = 6 };
struct quadratic {
    double hessian[size * size], centre[size];
    const double *lower, *upper;
    size_t outside; // evaluations outside the box
};

static enum error quadratic(void *context, const double *x, double *ret_value, double *gradient)
{
    struct quadratic *q = context;
    *ret_value = 0;
    for (size_t i = 0; i < size; i++) {
        gradient[i] = 0;
        q->outside += x[i] < q->lower[i] || x[i] > q->upper[i];
        for (size_t j = 0; j < size; j++)
            gradient[i] += q->hessian[j * size + i] * (x[j] - q->centre[j]);
        *ret_value += gradient[i] * (x[i] - q->centre[i]) / 2;
    }
    return ERROR_NONE;
}

// One variable after the other to its best place: slow, but for a convex quadratic in a box it finds the
// minimum.
static double by_coordinates(const struct quadratic *q, double *x)
{
    double value, gradient[size];
    struct quadratic copy = *q;
    for (int round = 0; round < 20000; round++)
        for (size_t i = 0; i < size; i++) {
            (void)quadratic(&copy, x, &value, gradient);
            x[i] = fmin(fmax(x[i] - gradient[i] / q->hessian[i * size + i], q->lower[i]), q->upper[i]);
        }
    (void)quadratic(&copy, x, &value, gradient);
    return value;
}

// Convex quadratics with the centre often outside the box: the answer is that of cyclic descent, the
// conditions of the optimum hold, and nothing outside the box is ever asked.
static void the_minimum_in_a_box_obeys_its_conditions(void **state)
{
    struct random_stream stream;
    size_t held = 0;
    random_stream_init(&stream, 7);
    for (int trial = 0; trial < 60; trial++) {
        double lower[size], upper[size], x[size], other[size], factor[size * size];
        struct quadratic q = {.lower = lower, .upper = upper};
        for (size_t i = 0; i < size * size; i++)
            factor[i] = random_stream_real(&stream) - 0.5;
        for (size_t i = 0; i < size; i++) {
            for (size_t j = 0; j < size; j++)
                for (size_t k = 0; k < size; k++)
                    q.hessian[j * size + i] += factor[i * size + k] * factor[j * size + k];
            q.hessian[i * size + i] += 0.05;
            q.centre[i] = 4 * random_stream_real(&stream) - 2;
            lower[i] = i == 2 ? 0.25 : -random_stream_real(&stream);
            upper[i] = i == 2 ? 0.25 : random_stream_real(&stream); // the third is fixed
            x[i] = other[i] = 9;                                    // outside: begins at the nearest point
        }
        struct minimise_problem problem = {size, quadratic, &q};
        struct minimise_options options = {1e-9, 200, lower, upper, NULL};
        struct minimise_result result;
        assert_int_equal(minimise(&problem, &options, *state, x, &result), ERROR_NONE);
        assert_true(result.is_converged);
        assert_int_equal(q.outside, 0);
        assert_near(result.value, by_coordinates(&q, other), 1e-9);
        for (size_t i = 0; i < size; i++) {
            double g = result.gradient[i];
            bool is_low = x[i] == lower[i], is_high = x[i] == upper[i];
            held += is_low || is_high;
            assert_true(x[i] >= lower[i] && x[i] <= upper[i]);
            assert_true(fabs(g) <= 1e-9 || (is_low && g > 0) || (is_high && g < 0) || (is_low && is_high));
            assert_near(x[i], other[i], 1e-6);
        }
    }
    assert_true(held > 120 && held < 300); // bounds were met, and not all of them
}

// Variables whose curvatures differ by 1e8: several steps from the identity, one from the right inverse.
static enum error stretched(void *context, const double *x, double *ret_value, double *gradient)
{
    (void)context;
    gradient[0] = 1e4 * (x[0] - 3);
    gradient[1] = 1e-4 * (x[1] + 5000);
    *ret_value = (gradient[0] * (x[0] - 3) + gradient[1] * (x[1] + 5000)) / 2;
    return ERROR_NONE;
}

static void a_known_inverse_saves_the_search(void **state)
{
    double x[] = {0, 0}, plain[] = {0, 0};
    const double inverse[] = {1e-4, 0, 0, 1e4};
    struct minimise_problem problem = {2, stretched, NULL};
    struct minimise_options options = {.gradient_tolerance = 1e-7, .iteration_limit = 500};
    struct minimise_result result;
    assert_int_equal(minimise(&problem, &options, *state, plain, &result), ERROR_NONE);
    assert_true(result.is_converged && result.iterations > 2);
    assert_near(plain[1], -5000, 0.01);
    options.inverse = inverse;
    assert_int_equal(minimise(&problem, &options, *state, x, &result), ERROR_NONE);
    assert_true(result.is_converged);
    assert_int_equal(result.iterations, 1);
    assert_near(x[0], 3, 1e-9);
    assert_near(x[1], -5000, 1e-6);
}

// A function without a value left of 0.5: the search steps back from there.
static enum error logarithm(void *context, const double *x, double *ret_value, double *gradient)
{
    size_t *refused = context;
    *refused += x[0] <= 0.5;
    if (x[0] <= 0.5) return ERROR_INVALID;
    *ret_value = x[0] - log(x[0] - 0.5);
    gradient[0] = 1 - 1 / (x[0] - 0.5);
    return ERROR_NONE;
}

static void it_steps_back_from_where_there_is_no_value(void **state)
{
    double x[] = {40};
    size_t refused = 0;
    struct minimise_problem problem = {1, logarithm, &refused};
    struct minimise_result result;
    assert_int_equal(minimise(&problem, &usual, *state, x, &result), ERROR_NONE);
    assert_true(result.is_converged && refused > 0);
    assert_near(x[0], 1.5, 1e-7);
    x[0] = 0.4;
    assert_int_equal(minimise(&problem, &usual, *state, x, &result), ERROR_INVALID);
}

static void an_empty_box_is_refused(void **state)
{
    double x[] = {0, 0};
    const double lower[] = {1, 0}, upper[] = {0, 1};
    struct minimise_problem problem = {2, rosenbrock, NULL};
    struct minimise_options options = {1e-8, 10, lower, upper, NULL};
    struct minimise_result result;
    assert_int_equal(minimise(&problem, &options, *state, x, &result), ERROR_INVALID);
}

static enum error cancelled(void *context, const double *x, double *ret_value, double *gradient)
{
    size_t *calls = context;
    if (++*calls > 3) return ERROR_CANCELLED;
    return rosenbrock(NULL, x, ret_value, gradient);
}

static void an_error_of_the_function_ends_it(void **state)
{
    double x[] = {-1.2, 1};
    size_t calls = 0;
    struct minimise_problem problem = {2, cancelled, &calls};
    struct minimise_result result;
    assert_int_equal(minimise(&problem, &usual, *state, x, &result), ERROR_CANCELLED);
    assert_int_equal(calls, 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        arena_test(it_finds_the_end_of_the_valley),
        arena_test(a_bound_holds_the_valley),
        arena_test(the_minimum_in_a_box_obeys_its_conditions),
        arena_test(a_known_inverse_saves_the_search),
        arena_test(it_steps_back_from_where_there_is_no_value),
        arena_test(an_empty_box_is_refused),
        arena_test(an_error_of_the_function_ends_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
