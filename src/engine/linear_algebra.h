// SPDX-License-Identifier: Apache-2.0
// Dense linear algebra for the engines: the one file that knows LAPACK and BLAS.
//
// Matrices are stored column after column. ERROR_INVALID means that the matrix is singular or has fewer rows
// than columns; nothing is written to the results then. Columns are scaled to length one before anything is
// judged, so that the unit of a column does not decide whether it counts as singular.
#ifndef TANDEM_ENGINE_LINEAR_ALGEBRA_H
#define TANDEM_ENGINE_LINEAR_ALGEBRA_H

#include "engine/engine.h"

// result (a_columns x b_columns) = a' b, where both have `rows` rows.
void linear_algebra_cross(
    size_t rows, size_t a_columns, const double *a, size_t b_columns, const double *b, double *result);
// result (rows x columns) = a (rows x inner) b (inner x columns).
void linear_algebra_product(
    size_t rows, size_t inner, size_t columns, const double *a, const double *b, double *result);
// The product of two vectors.
double linear_algebra_dot(size_t count, const double *a, const double *b);

// coefficients (columns x sides) minimise the squares of y - x coefficients, for each of the `sides` columns
// of y; by QR with column pivoting (Golub and Van Loan, Matrix Computations, 5.5). `inverse` (columns x
// columns), when not NULL, becomes (x'x)^-1.
MUST_CHECK enum error linear_algebra_least_squares(size_t rows, size_t columns, const double *x, size_t sides,
    const double *y, struct arena *arena, double *coefficients, double *inverse);
// The same with one side. What is tall is brought to its triangle one block of rows after another (Golub and
// Van Loan 5.2.9), which takes less memory, and asks `help` (which may be NULL) between them.
MUST_CHECK enum error linear_algebra_tall_least_squares(const struct engine_help *help, size_t rows,
    size_t columns, const double *x, const double *y, struct arena *arena, double *coefficients,
    double *inverse);
// basis (rows x columns) becomes an orthonormal basis of the columns of x; may be x itself.
MUST_CHECK enum error linear_algebra_basis(
    size_t rows, size_t columns, const double *x, struct arena *arena, double *basis);

// Replaces the lower triangle of a symmetric positive definite matrix by its Cholesky factor L, L L' =
// matrix.
MUST_CHECK enum error linear_algebra_factor(size_t size, double *matrix);
// Solves L L' x = right in place for `sides` columns, with the factor from above.
void linear_algebra_solve_factored(size_t size, const double *factor, size_t sides, double *right);
// Solves L x = right in place.
void linear_algebra_solve_lower(size_t size, const double *factor, size_t sides, double *right);
// Replaces b (rows x size) by b L'^-1.
void linear_algebra_divide_right(size_t rows, size_t size, const double *factor, double *b);
// Solves matrix x = right in place for a symmetric positive definite matrix, which is kept.
MUST_CHECK enum error linear_algebra_solve_positive_definite(
    size_t size, const double *matrix, size_t sides, struct arena *arena, double *right);
// Replaces a symmetric positive definite matrix by its inverse.
MUST_CHECK enum error linear_algebra_invert(size_t size, struct arena *arena, double *matrix);
// Solves matrix x = right in place by Gaussian elimination with row exchange (Golub and Van Loan, algorithm
// 3.4.1), for the small systems of a market; the matrix is lost. ERROR_INVALID when a pivot is zero.
MUST_CHECK enum error linear_algebra_solve_square(size_t size, double *matrix, double *right);

#endif
