// SPDX-License-Identifier: Apache-2.0
// Dense linear algebra by LAPACK and BLAS.
#include "engine/linear_algebra.h"
#include "engine/vector.h"

#include <cblas.h>
#include <float.h>
#include <lapacke.h>
#include <math.h>
#include <string.h>

// A column of length one that keeps less than this beside the others says the same as they do.
static const double singular_below = 1e-10;
// And with less of its square than this, cross products are no longer enough to tell columns apart.
static const double square_needed = 1e-6;
enum { WORTH_A_KERNEL = 64 }; // rows

// Eight sums at once: one alone would wait for each addition before the next.
double linear_algebra_dot(size_t count, const double *a, const double *b)
{
    enum { SUMS = 8 };
    double sum[SUMS] = {0}, rest = 0;
    size_t i = 0;
    for (; i + SUMS <= count; i += SUMS)
        for (size_t k = 0; k < SUMS; k++)
            sum[k] += a[i + k] * b[i + k];
    for (; i < count; i++)
        rest += a[i] * b[i];
    return ((sum[0] + sum[4]) + (sum[1] + sum[5])) + ((sum[2] + sum[6]) + (sum[3] + sum[7])) + rest;
}

// By products of columns: the reference dgemm adds up one number after the other here.
void linear_algebra_cross(
    size_t rows, size_t a_columns, const double *a, size_t b_columns, const double *b, double *result)
{
    if (rows < WORTH_A_KERNEL) {
        for (size_t j = 0; j < b_columns; j++)
            for (size_t i = 0; i < a_columns; i++)
                result[j * a_columns + i] = linear_algebra_dot(rows, a + i * rows, b + j * rows);
        return;
    }
    struct vector_kernels kernels = vector_kernels_best();
    bool is_square = a == b && a_columns == b_columns; // then half of it says all
    for (size_t j = 0; j < b_columns; j++) {
        size_t from = is_square ? j : 0;
        kernels.dots(rows, a_columns - from, a + from * rows, b + j * rows, result + j * a_columns + from);
        for (size_t i = 0; is_square && i < j; i++)
            result[j * a_columns + i] = result[i * a_columns + j];
    }
}

void linear_algebra_product(
    size_t rows, size_t inner, size_t columns, const double *a, const double *b, double *result)
{
    if (rows == 0 || columns == 0) return;
    cblas_dgemm(CblasColMajor, CblasNoTrans, CblasNoTrans, (int)rows, (int)columns, (int)inner, 1, a,
        (int)rows, b, inner ? (int)inner : 1, 0, result, (int)rows);
}

// QR of a matrix whose columns were scaled to length one, with the order in which they were taken.
struct decomposition {
    double *factors, *reflectors, *scales;
    lapack_int *order;
};

static enum error decompose(
    size_t rows, size_t columns, const double *x, struct arena *arena, struct decomposition *ret)
{
    if (rows < columns || columns == 0) return ERROR_INVALID;
    ret->factors = arena_array(arena, double, rows *columns);
    ret->reflectors = arena_array(arena, double, columns);
    ret->scales = arena_array(arena, double, columns);
    ret->order = arena_array(arena, lapack_int, columns);
    if (!ret->factors || !ret->reflectors || !ret->scales || !ret->order) return ERROR_MEMORY;
    for (size_t j = 0; j < columns; j++) {
        double length = cblas_dnrm2((int)rows, x + j * rows, 1);
        if (!(length > 0) || !isfinite(length)) return ERROR_INVALID;
        ret->scales[j] = 1 / length;
        for (size_t i = 0; i < rows; i++)
            ret->factors[j * rows + i] = x[j * rows + i] / length;
    }
    if (LAPACKE_dgeqp3(LAPACK_COL_MAJOR, (lapack_int)rows, (lapack_int)columns, ret->factors,
            (lapack_int)rows, ret->order, ret->reflectors) != 0)
        return ERROR_MEMORY;
    for (size_t j = 0; j < columns; j++)
        if (!(fabs(ret->factors[j * rows + j]) > singular_below)) return ERROR_INVALID;
    return ERROR_NONE;
}

// (x'x)^-1 from the triangle R: P R^-1 R^-T P' and the scales.
static enum error inverse_from(
    size_t rows, size_t columns, const struct decomposition *qr, struct arena *arena, double *inverse)
{
    double *triangle = arena_array(arena, double, columns *columns);
    double *square = arena_array(arena, double, columns *columns);
    if (!triangle || !square) return ERROR_MEMORY;
    for (size_t j = 0; j < columns; j++)
        memcpy(triangle + j * columns, qr->factors + j * rows, (j + 1) * sizeof(double));
    int size = (int)columns;
    if (LAPACKE_dtrtri(LAPACK_COL_MAJOR, 'U', 'N', size, triangle, size) != 0) return ERROR_INVALID;
    cblas_dgemm(CblasColMajor, CblasNoTrans, CblasTrans, size, size, size, 1, triangle, size, triangle, size,
        0, square, size);
    for (size_t j = 0; j < columns; j++)
        for (size_t i = 0; i < columns; i++) {
            size_t row = (size_t)qr->order[i] - 1, column = (size_t)qr->order[j] - 1;
            inverse[column * columns + row] = square[j * columns + i] * qr->scales[row] * qr->scales[column];
        }
    return ERROR_NONE;
}

enum error linear_algebra_least_squares(size_t rows, size_t columns, const double *x, size_t sides,
    const double *y, struct arena *arena, double *coefficients, double *inverse)
{
    struct decomposition qr = {0};
    enum error error = decompose(rows, columns, x, arena, &qr);
    if (error != ERROR_NONE) return error;
    double *right = arena_array(arena, double, rows *sides);
    if (!right) return ERROR_MEMORY;
    memcpy(right, y, rows * sides * sizeof(double));
    lapack_int n = (lapack_int)rows, k = (lapack_int)columns, m = (lapack_int)sides;
    if (LAPACKE_dormqr(LAPACK_COL_MAJOR, 'L', 'T', n, m, k, qr.factors, n, qr.reflectors, right, n) != 0)
        return ERROR_MEMORY;
    if (LAPACKE_dtrtrs(LAPACK_COL_MAJOR, 'U', 'N', 'N', k, m, qr.factors, n, right, n) != 0)
        return ERROR_INVALID;
    if (inverse) {
        error = inverse_from(rows, columns, &qr, arena, inverse);
        if (error != ERROR_NONE) return error;
    }
    for (size_t side = 0; side < sides; side++)
        for (size_t i = 0; i < columns; i++) {
            size_t column = (size_t)qr.order[i] - 1;
            coefficients[side * columns + column] = right[side * rows + i] * qr.scales[column];
        }
    return ERROR_NONE;
}

// The triangle of [x y], width x width with width = columns + 1, upper; blocks of rows are rotated into it.
static enum error reduce(const struct engine_help *help, size_t rows, size_t columns, const double *x,
    const double *y, struct arena *arena, double *triangle)
{
    enum { MOST_ROWS = 4096, LEAST_ROWS = 64, PRODUCTS_AT_ONCE = 1 << 28, REFLECTORS_AT_ONCE = 32 };
    const size_t width = columns + 1, wanted = PRODUCTS_AT_ONCE / (width * width);
    const size_t most = wanted > MOST_ROWS ? MOST_ROWS : wanted < LEAST_ROWS ? LEAST_ROWS : wanted;
    const lapack_int n = (lapack_int)width,
                     together = n < REFLECTORS_AT_ONCE ? n : (lapack_int)REFLECTORS_AT_ONCE;
    double *block = arena_array(arena, double, most *width);
    double *reflectors = arena_array(arena, double, (size_t)together *width);
    if (!block || !reflectors) return ERROR_MEMORY;
    for (size_t first = 0; first < rows; first += most) {
        const size_t count = rows - first < most ? rows - first : most;
        const enum error error = engine_go_on(help, 0, 0, (double)NAN);
        if (error != ERROR_NONE) return error;
        for (size_t j = 0; j < columns; j++)
            memcpy(block + j * count, x + j * rows + first, count * sizeof(double));
        memcpy(block + columns * count, y + first, count * sizeof(double));
        if (LAPACKE_dtpqrt(LAPACK_COL_MAJOR, (lapack_int)count, n, 0, together, triangle, n, block,
                (lapack_int)count, reflectors, together) != 0)
            return ERROR_MEMORY;
    }
    return ERROR_NONE;
}

enum error linear_algebra_tall_least_squares(const struct engine_help *help, size_t rows, size_t columns,
    const double *x, const double *y, struct arena *arena, double *coefficients, double *inverse)
{
    enum { TALL = 8, LARGE = 1 << 20 };
    if (columns == 0 || rows < TALL * columns || rows * columns < LARGE)
        return linear_algebra_least_squares(rows, columns, x, 1, y, arena, coefficients, inverse);
    const size_t width = columns + 1;
    double *triangle = arena_array(arena, double, width *width);
    double *square = arena_array(arena, double, columns *columns);
    if (!triangle || !square) return ERROR_MEMORY;
    enum error error = reduce(help, rows, columns, x, y, arena, triangle);
    if (error != ERROR_NONE) return error;
    for (size_t j = 0; j < columns; j++)
        memcpy(square + j * columns, triangle + j * width, (j + 1) * sizeof(double));
    return linear_algebra_least_squares(
        columns, columns, square, 1, triangle + columns * width, arena, coefficients, inverse);
}

// One round of Cholesky's QR: q becomes q L'^-1 with L L' = q'q. False when columns nearly say the same.
static bool orthogonalise(
    const struct vector_kernels *kernels, size_t rows, size_t columns, double *q, double *gram)
{
    linear_algebra_cross(rows, columns, q, columns, q, gram);
    for (size_t j = 0; j < columns; j++) {
        double *column = gram + j * columns, length = column[j];
        for (size_t k = 0; k < j; k++)
            for (size_t i = j; i < columns; i++)
                column[i] -= gram[k * columns + i] * gram[k * columns + j];
        if (!(column[j] > square_needed * length) || !isfinite(length)) return false;
        double root = sqrt(column[j]);
        for (size_t i = j; i < columns; i++)
            column[i] /= root;
    }
    for (size_t j = 0; j < columns; j++) {
        double *row =
            gram + j * columns; // row j of L to the left of its diagonal, in the upper triangle's place
        for (size_t k = 0; k < j; k++)
            row[k] = gram[k * columns + j];
        kernels->take_away(rows, j, q, row, 1 / row[j], q + j * rows);
    }
    return true;
}

// The basis by two rounds of Cholesky's QR (Yamamoto et al. 2015), which is orthonormal to rounding when the
// first had something to tell the columns apart by. For tall matrices: five times as fast as Householder's.
static bool basis_by_cholesky(
    size_t rows, size_t columns, const double *x, struct arena *arena, double *basis)
{
    double *gram =
        rows >= WORTH_A_KERNEL && rows >= 4 * columns ? arena_array(arena, double, columns *columns) : NULL;
    double *q = gram ? arena_array(arena, double, rows *columns) : NULL;
    if (!q) return false;
    struct vector_kernels kernels = vector_kernels_best();
    memcpy(q, x, rows * columns * sizeof(double));
    for (int round = 0; round < 2; round++)
        if (!orthogonalise(&kernels, rows, columns, q, gram)) return false;
    memcpy(basis, q, rows * columns * sizeof(double));
    return true;
}

enum error linear_algebra_basis(
    size_t rows, size_t columns, const double *x, struct arena *arena, double *basis)
{
    struct decomposition qr = {0};
    if (columns > 0 && basis_by_cholesky(rows, columns, x, arena, basis)) return ERROR_NONE;
    enum error error = decompose(rows, columns, x, arena, &qr);
    if (error != ERROR_NONE) return error;
    lapack_int n = (lapack_int)rows, k = (lapack_int)columns;
    if (LAPACKE_dorgqr(LAPACK_COL_MAJOR, n, k, k, qr.factors, n, qr.reflectors) != 0) return ERROR_MEMORY;
    memcpy(basis, qr.factors, rows * columns * sizeof(double));
    return ERROR_NONE;
}

enum error linear_algebra_factor(size_t size, double *matrix)
{
    for (size_t j = 0; j < size; j++) {
        double largest = matrix[j * size + j];
        for (size_t k = 0; k < j; k++)
            matrix[j * size + j] -= matrix[k * size + j] * matrix[k * size + j];
        // What is left of the diagonal, relative to what it was, is one minus the squared multiple
        // correlation.
        if (!(matrix[j * size + j] > largest * 16 * DBL_EPSILON) || !isfinite(largest)) return ERROR_INVALID;
        double root = sqrt(matrix[j * size + j]);
        matrix[j * size + j] = root;
        for (size_t k = 0; k < j; k++) {
            double above = matrix[k * size + j];
            for (size_t i = j + 1; i < size; i++)
                matrix[j * size + i] -= matrix[k * size + i] * above;
        }
        for (size_t i = j + 1; i < size; i++)
            matrix[j * size + i] /= root;
    }
    return ERROR_NONE;
}

void linear_algebra_solve_lower(size_t size, const double *factor, size_t sides, double *right)
{
    for (size_t side = 0; side < sides; side++, right += size)
        for (size_t j = 0; j < size; j++) {
            right[j] /= factor[j * size + j];
            for (size_t i = j + 1; i < size; i++)
                right[i] -= factor[j * size + i] * right[j];
        }
}

void linear_algebra_solve_factored(size_t size, const double *factor, size_t sides, double *right)
{
    linear_algebra_solve_lower(size, factor, sides, right);
    for (size_t side = 0; side < sides; side++, right += size)
        for (size_t j = size; j-- > 0;) {
            for (size_t i = j + 1; i < size; i++)
                right[j] -= factor[j * size + i] * right[i];
            right[j] /= factor[j * size + j];
        }
}

void linear_algebra_divide_right(size_t rows, size_t size, const double *factor, double *b)
{
    enum { LONGEST = 256 };
    if (rows == 0 || size == 0) return;
    if (rows >= WORTH_A_KERNEL && size <= LONGEST) {
        struct vector_kernels kernels = vector_kernels_best();
        double row[LONGEST];
        for (size_t j = 0; j < size; j++) {
            for (size_t k = 0; k <= j; k++)
                row[k] = factor[k * size + j];
            kernels.take_away(rows, j, b, row, 1 / row[j], b + j * rows);
        }
        return;
    }
    cblas_dtrsm(CblasColMajor, CblasRight, CblasLower, CblasTrans, CblasNonUnit, (int)rows, (int)size, 1,
        factor, (int)size, b, (int)rows);
}

enum error linear_algebra_solve_positive_definite(
    size_t size, const double *matrix, size_t sides, struct arena *arena, double *right)
{
    double *factor = arena_array(arena, double, size *size);
    if (!factor) return ERROR_MEMORY;
    memcpy(factor, matrix, size * size * sizeof(double));
    enum error error = linear_algebra_factor(size, factor);
    if (error == ERROR_NONE) linear_algebra_solve_factored(size, factor, sides, right);
    return error;
}

enum error linear_algebra_invert(size_t size, struct arena *arena, double *matrix)
{
    double *inverse = arena_array(arena, double, size *size);
    if (!inverse) return ERROR_MEMORY;
    for (size_t i = 0; i < size; i++)
        inverse[i * size + i] = 1;
    enum error error = linear_algebra_solve_positive_definite(size, matrix, size, arena, inverse);
    if (error != ERROR_NONE) return error;
    for (size_t j = 0; j < size; j++)
        for (size_t i = 0; i < size; i++)
            matrix[j * size + i] = (inverse[j * size + i] + inverse[i * size + j]) / 2;
    return ERROR_NONE;
}

static void exchange(double *one, double *other)
{
    double kept = *one;
    *one = *other;
    *other = kept;
}

enum error linear_algebra_solve_square(size_t size, double *matrix, double *right)
{
    for (size_t k = 0; k < size; k++) {
        size_t best = k;
        double *restrict pivots = matrix + k * size;
        for (size_t i = k + 1; i < size; i++)
            if (fabs(pivots[i]) > fabs(pivots[best])) best = i;
        if (!(fabs(pivots[best]) > 0) || !isfinite(pivots[best])) return ERROR_INVALID;
        for (size_t j = k; best != k && j < size; j++)
            exchange(&matrix[j * size + k], &matrix[j * size + best]);
        if (best != k) exchange(&right[k], &right[best]);
        for (size_t i = k + 1; i < size; i++)
            pivots[i] /= pivots[k];
        for (size_t j = k + 1; j < size; j++)
            for (size_t i = k + 1; i < size; i++)
                matrix[j * size + i] -= pivots[i] * matrix[j * size + k];
        for (size_t i = k + 1; i < size; i++)
            right[i] -= pivots[i] * right[k];
    }
    for (size_t k = size; k-- > 0;) {
        right[k] /= matrix[k * size + k];
        for (size_t i = 0; i < k; i++)
            right[i] -= matrix[k * size + i] * right[k];
    }
    return ERROR_NONE;
}
