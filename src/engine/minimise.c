// SPDX-License-Identifier: Apache-2.0
// BFGS with a strong Wolfe line search and active bounds.
#include "engine/minimise.h"
#include "engine/linear_algebra.h"

#include <math.h>
#include <string.h>

static const double sufficient_decrease = 1e-4, curvature = 0.9;
// What sums over thousands of rows round by, relative to their size.
static const double rounding = 1e-12;
enum { line_limit = 40 };

struct point {
    double step, value, slope;
};

struct search {
    const struct minimise_problem *problem;
    const struct minimise_options *options;
    const double *from, *direction;
    double *x, *gradient; // of the last point tried
    double longest;       // the step at which the first bound is met
    size_t evaluations;
    enum error error;
};

static double lower_of(const struct minimise_options *options, size_t i)
{
    return options->lower ? options->lower[i] : -(double)INFINITY;
}

static double upper_of(const struct minimise_options *options, size_t i)
{
    return options->upper ? options->upper[i] : (double)INFINITY;
}

// The step at which variable i meets a bound, infinite when it never does.
static double step_to_bound(const struct search *search, size_t i)
{
    double d = search->direction[i];
    if (d == 0) return (double)INFINITY;
    double bound = d < 0 ? lower_of(search->options, i) : upper_of(search->options, i);
    return (bound - search->from[i]) / d;
}

static struct point try_step(struct search *search, double step)
{
    struct point point = {.step = step};
    size_t size = search->problem->size;
    for (size_t i = 0; i < size; i++) {
        double bound = search->direction[i] < 0 ? lower_of(search->options, i) : upper_of(search->options, i);
        bool is_met = step >= step_to_bound(search, i); // exactly the bound then, whatever the rounding
        search->x[i] = is_met ? bound : search->from[i] + step * search->direction[i];
    }
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

// The strong Wolfe conditions; or, where values differ by no more than rounding, the approximate ones by
// slopes alone (Hager and Zhang 2005, equation 4.1).
static bool is_good(struct point start, struct point point)
{
    if (!(fabs(point.slope) <= -curvature * start.slope)) return false;
    return point.value <= start.value + sufficient_decrease * point.step * start.slope ||
           (point.value <= start.value + rounding * fabs(start.value) &&
               point.slope <= (2 * sufficient_decrease - 1) * start.slope);
}

// Narrows an interval that holds a good step; returns the last point tried.
static struct point narrow(struct search *search, struct point start, struct point low, struct point high)
{
    struct point point = low;
    for (int i = 0; i < line_limit && search->error == ERROR_NONE; i++) {
        // Below this the differences of values are rounding.
        if (fabs(low.slope * (high.step - low.step)) <= rounding * fabs(start.value)) break;
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
    // No step is good. The best that goes down will do, and the last one tried may be another.
    return low.step > 0 && low.step != point.step && search->error == ERROR_NONE ? try_step(search, low.step)
                                                                                 : point;
}

static struct point line_search(struct search *search, struct point start, double first)
{
    struct point before = start, point = start;
    double step = fmin(first, search->longest);
    for (int i = 0; i < line_limit && search->error == ERROR_NONE; i++) {
        point = try_step(search, step);
        if (is_good(start, point)) return point;
        if (point.value > start.value + sufficient_decrease * step * start.slope ||
            (i > 0 && point.value >= before.value))
            return narrow(search, start, before, point);
        if (point.slope >= 0) return narrow(search, start, point, before);
        if (step >= search->longest) return point; // still downhill: the bound holds from here
        before = point;
        step = fmin(2 * step, search->longest);
    }
    return point;
}

// The inverse Hessian after a step s in which the gradient changed by y (6.17).
static void update(size_t size, const double *s, const double *y, double *work, double *inverse)
{
    double sy = linear_algebra_dot(size, s, y);
    if (!(sy > 0)) return;
    linear_algebra_product(size, size, 1, inverse, y, work);
    double factor = (1 + linear_algebra_dot(size, y, work) / sy) / sy;
    for (size_t j = 0; j < size; j++)
        for (size_t i = 0; i < size; i++)
            inverse[j * size + i] += factor * s[i] * s[j] - (work[i] * s[j] + s[i] * work[j]) / sy;
}

// Whether a bound holds the variable: it stands there, and the gradient pushes it out.
static bool is_held(const struct minimise_options *options, size_t i, double x, double gradient)
{
    return (x <= lower_of(options, i) && gradient >= 0) || (x >= upper_of(options, i) && gradient <= 0);
}

// The largest element of the gradient that no bound holds back.
static double largest(
    const struct minimise_options *options, size_t size, const double *x, const double *gradient)
{
    double most = 0;
    for (size_t i = 0; i < size; i++)
        if (!is_held(options, i, x[i], gradient[i])) most = fmax(most, fabs(gradient[i]));
    return most;
}

// All that the iterations work with; each vector has `size` elements.
struct state {
    const struct minimise_problem *problem;
    const struct minimise_options *options;
    struct arena *arena;
    double *x, *gradient;
    double *inverse; // of the Hessian, size x size
    double *direction, *trial, *new_gradient, *s, *y;
    double *held_inverse, *held_side; // of the variables that are held
    size_t *held;
    double last_fall; // of the value by the last step; infinite when a bound cut that short
    bool is_fresh;    // the inverse is still that of the start
    bool is_plain;    // and that is the identity
};

static enum error prepare(struct state *state)
{
    size_t n = state->problem->size;
    double **vectors[] = {&state->gradient, &state->direction, &state->trial, &state->new_gradient, &state->s,
        &state->y, &state->held_side};
    for (size_t i = 0; i < sizeof(vectors) / sizeof(*vectors); i++)
        if (!(*vectors[i] = arena_array(state->arena, double, n))) return ERROR_MEMORY;
    state->inverse = arena_array(state->arena, double, n *n);
    state->held_inverse = arena_array(state->arena, double, n *n);
    state->held = arena_array(state->arena, size_t, n);
    if (!state->inverse || !state->held_inverse || !state->held) return ERROR_MEMORY;
    for (size_t i = 0; i < n; i++) {
        double low = lower_of(state->options, i), high = upper_of(state->options, i);
        if (!(low <= high)) return ERROR_INVALID;
        state->x[i] = fmin(fmax(state->x[i], low), high);
    }
    return ERROR_NONE;
}

static void forget(struct state *state)
{
    state->is_fresh = true;
    state->is_plain = true;
    state->last_fall = (double)INFINITY;
    size_t n = state->problem->size;
    memset(state->inverse, 0, n * n * sizeof(double));
    for (size_t i = 0; i < n; i++)
        state->inverse[i * n + i] = 1;
}

// direction = -inverse gradient, where the gradient of the variables held is replaced by what keeps them
// where they are: that is the step of the others by the Hessian of their own. False when that cannot be
// found.
static bool quasi_newton(struct state *state, size_t count)
{
    size_t n = state->problem->size;
    memcpy(state->y, state->gradient, n * sizeof(double));
    for (size_t h = 0; h < count; h++)
        state->y[state->held[h]] = 0;
    linear_algebra_product(n, n, 1, state->inverse, state->y, state->direction);
    if (count > 0) {
        for (size_t h = 0; h < count; h++) {
            state->held_side[h] = -state->direction[state->held[h]];
            for (size_t g = 0; g < count; g++)
                state->held_inverse[h * count + g] = state->inverse[state->held[h] * n + state->held[g]];
        }
        if (linear_algebra_factor(count, state->held_inverse) != ERROR_NONE) return false;
        linear_algebra_solve_factored(count, state->held_inverse, 1, state->held_side);
        for (size_t h = 0; h < count; h++)
            state->y[state->held[h]] = state->held_side[h];
        linear_algebra_product(n, n, 1, state->inverse, state->y, state->direction);
    }
    for (size_t i = 0; i < n; i++)
        state->direction[i] = -state->direction[i];
    for (size_t h = 0; h < count; h++)
        state->direction[state->held[h]] = 0; // but for rounding it was
    return true;
}

// A direction downhill that leaves no bound: where one would push a variable out of the box, that variable is
// held too. The last variable that is free always may move, the inverse being positive definite.
static bool choose_direction(struct state *state)
{
    size_t n = state->problem->size, count = 0;
    for (size_t i = 0; i < n; i++)
        if (is_held(state->options, i, state->x[i], state->gradient[i])) state->held[count++] = i;
    for (size_t before = count + 1; before != count;) {
        before = count;
        if (!quasi_newton(state, count)) return false;
        for (size_t i = 0; i < n; i++) {
            double d = state->direction[i];
            if ((d < 0 && state->x[i] <= lower_of(state->options, i)) ||
                (d > 0 && state->x[i] >= upper_of(state->options, i)))
                state->held[count++] = i;
        }
    }
    return true;
}

// One iteration. Sets `ret_moved` to whether a better point was found.
static enum error iterate(struct state *state, struct minimise_result *result, bool *ret_moved)
{
    size_t n = state->problem->size;
    *ret_moved = false;
    if (!choose_direction(state)) return ERROR_NONE;
    struct search search = {state->problem, state->options, state->x, state->direction, state->trial,
        state->new_gradient, (double)INFINITY, 0, ERROR_NONE};
    for (size_t i = 0; i < n; i++)
        search.longest = fmin(search.longest, step_to_bound(&search, i));
    struct point start = {0, result->value, linear_algebra_dot(n, state->gradient, state->direction)};
    if (!(start.slope < 0)) return ERROR_NONE;
    // As if the value fell as much as last time (3.60); with the identity, a step of about length one.
    double length = sqrt(linear_algebra_dot(n, state->gradient, state->gradient));
    double fall = state->is_fresh && state->is_plain ? length / 2 : state->last_fall;
    double first = fall > 0 ? fmin(1, 2.02 * fall / -start.slope) : 1;
    struct point found = line_search(&search, start, first);
    result->evaluations += search.evaluations;
    if (search.error != ERROR_NONE) return search.error;
    *ret_moved = found.value < start.value || is_good(start, found);
    if (!*ret_moved) return ERROR_NONE; // rounding, or the direction is useless
    for (size_t i = 0; i < n; i++) {
        state->s[i] = state->trial[i] - state->x[i];
        state->y[i] = state->new_gradient[i] - state->gradient[i];
    }
    memcpy(state->x, state->trial, n * sizeof(double));
    memcpy(state->gradient, state->new_gradient, n * sizeof(double));
    state->last_fall = found.step < search.longest ? start.value - found.value : (double)INFINITY;
    result->value = found.value;
    result->iterations++;
    update(n, state->s, state->y, state->direction, state->inverse);
    state->is_fresh = false;
    return ERROR_NONE;
}

enum error minimise(const struct minimise_problem *problem, const struct minimise_options *options,
    struct arena *arena, double *x, struct minimise_result *ret_result)
{
    struct state state = {.problem = problem, .options = options, .arena = arena, .x = x};
    *ret_result = (struct minimise_result){.evaluations = 1};
    enum error error = prepare(&state);
    if (error != ERROR_NONE) return error;
    ret_result->gradient = state.gradient;
    error = problem->evaluate(problem->context, x, &ret_result->value, state.gradient);
    if (error != ERROR_NONE) return error;
    forget(&state);
    if (options->inverse) {
        memcpy(state.inverse, options->inverse, problem->size * problem->size * sizeof(double));
        state.is_plain = false;
    }
    while (ret_result->iterations < options->iteration_limit) {
        bool has_moved = false, was_fresh = state.is_fresh;
        ret_result->is_converged =
            largest(options, problem->size, x, state.gradient) <= options->gradient_tolerance;
        if (ret_result->is_converged) break;
        error = iterate(&state, ret_result, &has_moved);
        if (error != ERROR_NONE) return error;
        if (!has_moved && was_fresh && state.is_plain) break;
        if (!has_moved) forget(&state); // what was learnt may mislead: once more by the gradient alone
    }
    ret_result->is_converged =
        largest(options, problem->size, x, state.gradient) <= options->gradient_tolerance;
    return ERROR_NONE;
}
