// SPDX-License-Identifier: Apache-2.0
// LU with partial pivoting.
#include "engine/pivoted_solve.h"

#include <math.h>

static void swap(double *a, double *b)
{
    double kept = *a;
    *a = *b;
    *b = kept;
}

enum error pivoted_factor(size_t size, double *matrix, size_t *pivot)
{
    for (size_t k = 0; k < size; k++) {
        double *column = matrix + k * size;
        size_t best = k;
        for (size_t i = k + 1; i < size; i++)
            if (fabs(column[i]) > fabs(column[best])) best = i;
        if (!(fabs(column[best]) > 0) || !isfinite(column[best])) return ERROR_INVALID;
        pivot[k] = best;
        for (size_t j = 0; best != k && j < size; j++)
            swap(&matrix[j * size + k], &matrix[j * size + best]);
        for (size_t i = k + 1; i < size; i++)
            column[i] /= column[k];
        for (size_t j = k + 1; j < size; j++) {
            double *target = matrix + j * size, factor = target[k];
            for (size_t i = k + 1; i < size; i++)
                target[i] -= factor * column[i];
        }
    }
    return ERROR_NONE;
}

void pivoted_solve(size_t size, const double *factors, const size_t *pivot, double *right)
{
    for (size_t k = 0; k < size; k++)
        if (pivot[k] != k) swap(&right[k], &right[pivot[k]]);
    for (size_t k = 0; k < size; k++)
        for (size_t i = k + 1; i < size; i++)
            right[i] -= factors[k * size + i] * right[k];
    for (size_t k = size; k-- > 0;) {
        right[k] /= factors[k * size + k];
        for (size_t i = 0; i < k; i++)
            right[i] -= factors[k * size + i] * right[k];
    }
}

void pivoted_solve_transposed(size_t size, const double *factors, const size_t *pivot, double *right)
{
    for (size_t k = 0; k < size; k++) {
        for (size_t i = 0; i < k; i++)
            right[k] -= factors[k * size + i] * right[i];
        right[k] /= factors[k * size + k];
    }
    for (size_t k = size; k-- > 0;)
        for (size_t i = k + 1; i < size; i++)
            right[k] -= factors[k * size + i] * right[i];
    for (size_t k = size; k-- > 0;)
        if (pivot[k] != k) swap(&right[k], &right[pivot[k]]);
}
