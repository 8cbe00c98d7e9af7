// SPDX-License-Identifier: Apache-2.0
// BFGS with a strong Wolfe line search.
#include "engine/minimise.h"
#include "engine/linear_algebra.h"

#include <math.h>
#include <string.h>

static const double sufficient_decrease = 1e-4, curvature = 0.9;
enum { line_limit = 40 };

struct point {
    double step, value, slope;
};

struct search {
    const struct minimise_problem *problem;
    const double *from, *direction;
    double *x, *gradient; // of the last point tried
    size_t evaluations;
    enum error error;
};

static struct point try_step(struct search *search, double step)
{
    struct point point = {.step = step};
    size_t size = search->problem->size;
    for (size_t i = 0; i < size; i++)
        search->x[i] = search->from[i] + step * search->direction[i];
    enum error error =
        search->problem->evaluate(search->problem->context, search->x, &point.value, search->gradient);
    search->evaluations++;
    if (error == ERROR_INVALID || !isfinite(point.value)) {
        point.value = (double)INFINITY;
        return point;
    }
    if (error != ERROR_NONE) search->error = error;
    point.slope = linear_algebra_dot(size, search->gradient, search->direction);
    return point;
}

// The minimum of the cubic through two points, kept away from both ends; the middle where there is none.
static double between(struct point low, struct point high)
{
    double middle = (low.step + high.step) / 2, width = high.step - low.step;
    if (!isfinite(high.value)) return middle;
    double d1 = low.slope + high.slope - 3 * (high.value - low.value) / width;
    double inner = d1 * d1 - low.slope * high.slope;
    if (!(inner >= 0)) return middle;
    double d2 = copysign(sqrt(inner), width);
    double step = high.step - width * (high.slope + d2 - d1) / (high.slope - low.slope + 2 * d2);
    double share = (step - low.step) / width;
    return share > 0.1 && share < 0.9 ? step : middle;
}

static bool is_good(struct point start, struct point point)
{
    return point.value <= start.value + sufficient_decrease * point.step * start.slope &&
           fabs(point.slope) <= -curvature * start.slope;
}

// Narrows an interval that holds a good step; returns the last point tried.
static struct point narrow(struct search *search, struct point start, struct point low, struct point high)
{
    struct point point = low;
    for (int i = 0; i < line_limit && search->error == ERROR_NONE; i++) {
        point = try_step(search, between(low, high));
        if (is_good(start, point)) return point;
        if (point.value > start.value + sufficient_decrease * point.step * start.slope ||
            point.value >= low.value) {
            high = point;
        } else {
            if (point.slope * (high.step - low.step) >= 0) high = low;
            low = point;
        }
    }
    return point;
}

static struct point line_search(struct search *search, struct point start, double first)
{
    struct point before = start, point = start;
    double step = first;
    for (int i = 0; i < line_limit && search->error == ERROR_NONE; i++) {
        point = try_step(search, step);
        if (is_good(start, point)) return point;
        if (point.value > start.value + sufficient_decrease * step * start.slope ||
            (i > 0 && point.value >= before.value))
            return narrow(search, start, before, point);
        if (point.slope >= 0) return narrow(search, start, point, before);
        before = point;
        step *= 2;
    }
    return point;
}

// The inverse Hessian after a step s in which the gradient changed by y (6.17); scaled first on the first
// step.
static void update(
    size_t size, bool is_first, const double *s, const double *y, double *work, double *inverse)
{
    double sy = linear_algebra_dot(size, s, y);
    if (!(sy > 0)) return;
    if (is_first) {
        double scale = sy / linear_algebra_dot(size, y, y);
        for (size_t i = 0; i < size; i++)
            inverse[i * size + i] = scale;
    }
    linear_algebra_product(size, size, 1, inverse, y, work);
    double factor = (1 + linear_algebra_dot(size, y, work) / sy) / sy;
    for (size_t j = 0; j < size; j++)
        for (size_t i = 0; i < size; i++)
            inverse[j * size + i] += factor * s[i] * s[j] - (work[i] * s[j] + s[i] * work[j]) / sy;
}

static double largest(size_t size, const double *values)
{
    double most = 0;
    for (size_t i = 0; i < size; i++)
        most = fmax(most, fabs(values[i]));
    return most;
}

enum error minimise(const struct minimise_problem *problem, const struct minimise_options *options,
    struct arena *arena, double *x, struct minimise_result *ret_result)
{
    size_t n = problem->size;
    *ret_result = (struct minimise_result){.gradient = arena_array(arena, double, n), .evaluations = 1};
    double *inverse = arena_array(arena, double, n *n), *direction = arena_array(arena, double, n);
    double *trial = arena_array(arena, double, n), *new_gradient = arena_array(arena, double, n);
    double *s = arena_array(arena, double, n), *y = arena_array(arena, double, n);
    double *gradient = ret_result->gradient;
    if (!gradient || !inverse || !direction || !trial || !new_gradient || !s || !y) return ERROR_MEMORY;
    enum error error = problem->evaluate(problem->context, x, &ret_result->value, gradient);
    if (error != ERROR_NONE) return error;
    for (size_t i = 0; i < n; i++)
        inverse[i * n + i] = 1;
    ret_result->is_converged = largest(n, gradient) <= options->gradient_tolerance;
    while (!ret_result->is_converged && ret_result->iterations < options->iteration_limit) {
        linear_algebra_product(n, n, 1, inverse, gradient, direction);
        for (size_t i = 0; i < n; i++)
            direction[i] = -direction[i];
        struct search search = {problem, x, direction, trial, new_gradient, 0, ERROR_NONE};
        struct point start = {0, ret_result->value, linear_algebra_dot(n, gradient, direction)};
        double first = ret_result->iterations ? 1 : fmin(1, 1 / sqrt(-start.slope));
        struct point found = line_search(&search, start, first);
        ret_result->evaluations += search.evaluations;
        if (search.error != ERROR_NONE) return search.error;
        if (!(found.value < start.value)) break; // no step helps: rounding, or the direction is useless
        for (size_t i = 0; i < n; i++) {
            s[i] = trial[i] - x[i];
            y[i] = new_gradient[i] - gradient[i];
        }
        memcpy(x, trial, n * sizeof(double));
        memcpy(gradient, new_gradient, n * sizeof(double));
        ret_result->value = found.value;
        update(n, ret_result->iterations++ == 0, s, y, direction, inverse);
        ret_result->is_converged = largest(n, gradient) <= options->gradient_tolerance;
    }
    return ERROR_NONE;
}
