// SPDX-License-Identifier: Apache-2.0
// Least squares by corrected normal equations.
#include "engine/normal_equations.h"
#include "engine/lanes.h"
#include "engine/linear_algebra.h"

#include <math.h>
#include <stdbool.h>

static const double independent_above = 1e-4;
enum { ROWS_AT_ONCE = 256 }; // so that some dozen columns stay in the first cache
enum { PRODUCTS_UNTIL_ASKED = 1 << 24 };

// The sum of a_i b_i over a block, in eight partial sums whose order does not depend on the processor.
LANES_INLINE void add_products(size_t rows, const double *a, const double *b, lanes *sum)
{
    lanes one, other;
    size_t i = 0;
    for (; i + LANES <= rows; i += LANES) {
        memcpy(&one, a + i, sizeof one);
        memcpy(&other, b + i, sizeof other);
        *sum += one * other;
    }
    for (size_t l = 0; i < rows; i++, l++)
        (*sum)[l] += a[i] * b[i];
}

static double total(const lanes *x)
{
    return (((*x)[0] + (*x)[1]) + ((*x)[2] + (*x)[3])) + (((*x)[4] + (*x)[5]) + ((*x)[6] + (*x)[7]));
}

// sums: for every pair of columns k >= j, and behind them each column with y.
LANES_CLONES static enum error cross(const struct engine_help *help, size_t rows, size_t columns,
    const double *x, const double *y, lanes *sums)
{
    enum error error = ERROR_NONE;
    size_t since = 0; // products since the caller was asked
    for (size_t first = 0; error == ERROR_NONE && first < rows; first += ROWS_AT_ONCE) {
        size_t count = rows - first < ROWS_AT_ONCE ? rows - first : ROWS_AT_ONCE;
        lanes *sum = sums;
        for (size_t j = 0; j < columns; j++)
            for (size_t k = j; k < columns; k++)
                add_products(count, x + j * rows + first, x + k * rows + first, sum++);
        for (size_t j = 0; j < columns; j++)
            add_products(count, x + j * rows + first, y + first, sum++);
        since += count * columns * columns;
        if (since < PRODUCTS_UNTIL_ASKED) continue;
        since = 0;
        error = engine_go_on(help, 0, 0, (double)NAN);
    }
    return error;
}

LANES_CLONES static void cross_side(
    size_t rows, size_t columns, const double *x, const double *y, lanes *sums)
{
    for (size_t j = 0; j < columns; j++)
        add_products(rows, x + j * rows, y, &sums[j]);
}

static void residuals(
    size_t rows, size_t columns, const double *x, const double *y, const double *b, double *rest)
{
    memcpy(rest, y, rows * sizeof(double));
    for (size_t j = 0; j < columns; j++)
        for (size_t i = 0; i < rows; i++)
            rest[i] -= x[j * rows + i] * b[j];
}

// Cholesky's factor of the correlations; scale becomes one over the lengths. False when columns nearly
// depend.
static bool factor_of(size_t columns, const lanes *sums, double *factor, double *scale)
{
    const lanes *sum = sums;
    for (size_t j = 0; j < columns; j++)
        for (size_t k = j; k < columns; k++)
            factor[j * columns + k] = total(sum++);
    for (size_t j = 0; j < columns; j++) {
        double square = factor[j * columns + j];
        if (!(square > 0) || !isfinite(square)) return false;
        scale[j] = 1 / sqrt(square);
    }
    for (size_t j = 0; j < columns; j++)
        for (size_t k = j; k < columns; k++)
            factor[j * columns + k] *= scale[j] * scale[k];
    if (linear_algebra_factor(columns, factor) != ERROR_NONE) return false;
    for (size_t j = 0; j < columns; j++)
        if (!(factor[j * columns + j] > independent_above)) return false;
    return true;
}

static void solve(size_t columns, const double *factor, const double *scale, double *right)
{
    for (size_t j = 0; j < columns; j++)
        right[j] *= scale[j];
    linear_algebra_solve_factored(columns, factor, 1, right);
    for (size_t j = 0; j < columns; j++)
        right[j] *= scale[j];
}

enum error normal_equations_solve(const struct engine_help *help, size_t rows, size_t columns,
    const double *x, const double *y, struct arena *arena, double *coefficients, double *inverse)
{
    size_t pairs = columns * (columns + 1) / 2;
    lanes *sums = lanes_array(arena, pairs + 2 * columns);
    double *factor = arena_array(arena, double, columns *columns),
           *scale = arena_array(arena, double, columns);
    double *rest = arena_array(arena, double, rows), *right = arena_array(arena, double, columns);
    if (!sums || !factor || !scale || !rest || !right) return ERROR_MEMORY;
    if (rows < columns || columns == 0) return ERROR_INVALID;
    enum error error = cross(help, rows, columns, x, y, sums);
    if (error != ERROR_NONE) return error;
    if (!factor_of(columns, sums, factor, scale)) return ERROR_INVALID;
    for (size_t j = 0; j < columns; j++)
        coefficients[j] = total(&sums[pairs + j]);
    solve(columns, factor, scale, coefficients);
    residuals(rows, columns, x, y, coefficients, rest);
    cross_side(rows, columns, x, rest, sums + pairs + columns);
    for (size_t j = 0; j < columns; j++)
        right[j] = total(&sums[pairs + columns + j]);
    solve(columns, factor, scale, right);
    for (size_t j = 0; j < columns; j++)
        coefficients[j] += right[j];
    memset(inverse, 0, columns * columns * sizeof(double));
    for (size_t j = 0; j < columns; j++) {
        inverse[j * columns + j] = 1;
        solve(columns, factor, scale, inverse + j * columns);
    }
    return ERROR_NONE;
}
