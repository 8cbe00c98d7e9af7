// SPDX-License-Identifier: Apache-2.0
// Small square systems that are not symmetric, and their transposes: LU with partial pivoting (Golub and Van
// Loan, Matrix Computations, algorithm 3.4.1), without memory of its own, so that an inner loop may use it.
#ifndef TANDEM_ENGINE_PIVOTED_SOLVE_H
#define TANDEM_ENGINE_PIVOTED_SOLVE_H

#include "base/error.h"

#include <stddef.h>

// Replaces the matrix (column after column) by its factors; `pivot` has `size` places. ERROR_INVALID when it
// is singular or holds no numbers.
MUST_CHECK enum error pivoted_factor(size_t size, double *matrix, size_t *pivot);
// Solves matrix x = right in place, with the factors from above.
void pivoted_solve(size_t size, const double *factors, const size_t *pivot, double *right);
// Solves matrix' x = right in place.
void pivoted_solve_transposed(size_t size, const double *factors, const size_t *pivot, double *right);

#endif
