// SPDX-License-Identifier: Apache-2.0
// The inner loops of the engines that are worth writing for wide registers: exponentials, logarithms,
// products of a matrix of rows with a vector, and the inversion of market shares.
//
// Each level (AVX-512, AVX2 with FMA, and what every compiler has) is the same source, vector_kernels.inc, at
// another width; which one runs is chosen at run time by what the processor has. Results differ between
// levels by rounding alone, and do not depend on anything else.
//
// Matrices here are rows of `stride` doubles, a multiple of VECTOR_PADDING as is their number, with zeros in
// what is added; vectors are padded likewise. So no loop has a remainder.
#ifndef TANDEM_ENGINE_VECTOR_H
#define TANDEM_ENGINE_VECTOR_H

#include <stdbool.h>
#include <stddef.h>

enum { VECTOR_PADDING = 8 };
enum vector_level { VECTOR_BASELINE, VECTOR_AVX2, VECTOR_AVX512, VECTOR_LEVELS };

// Shares of one market, and room to find what makes them those seen (SQUAREM).
struct vector_inversion {
    size_t rows, stride;                   // agents and products, padded
    const double *appeal;                  // rows x stride: exp(mu)
    const double *weight;                  // rows; 0 where padded
    const double *share;                   // stride: shares seen; 1 where padded
    const double *start;                   // stride: 0, and 1 where padded
    double *attraction;                    // stride: exp(delta)
    double *delta;                         // stride: where it starts, and becomes the answer; 0 where padded
    double *denominator;                   // rows: 1 + sum of attractions
    double *sum, *before, *first, *second; // stride each: work
    size_t contractions;                   // counted up
};

struct vector_kernels {
    const char *name; // such as "avx512"
    // Within 1 unit of the last place; what is out of range becomes 0, infinite or NaN as usual. Any count,
    // and `result` may be `x`.
    void (*exponential)(size_t count, const double *x, double *result);
    void (*logarithm)(size_t count, const double *x, double *result);
    // result_i = sum over j of matrix_ij x_j.
    void (*rows_times)(size_t rows, size_t stride, const double *matrix, const double *x, double *result);
    // result_j = sum over i of x_i matrix_ij.
    void (*times_rows)(size_t rows, size_t stride, const double *matrix, const double *x, double *result);
    // result_ij = exp(sum over k of factor_ik column_kj): `columns` rows of factors, each `rows` long, and as
    // many columns, each `stride` long. Columns of result from `products` on become 0, rows from `agents` on.
    void (*appeals)(size_t agents, size_t products, size_t rows, size_t stride, size_t columns,
        const double *factor, const double *column, double *result);
    // choice_ij = appeal_ij attraction_j / denominator_i, which is filled first.
    void (*choices)(struct vector_inversion *market, double *choice);
    // result_ij = by_row_i matrix_ij by_column_j.
    void (*scale)(size_t rows, size_t stride, const double *matrix, const double *by_row,
        const double *by_column, double *result);
    // The lower triangle of I - matrix matrix', in columns `rows` apart.
    void (*less_gram)(size_t rows, size_t stride, const double *matrix, double *result);
    // Berry's delta. False when it does not converge within about `limit` contractions, or leaves the
    // numbers.
    bool (*invert)(struct vector_inversion *market, double tolerance, size_t limit);
    // Replaces the lower triangle of a positive definite matrix, whose columns are `stride` apart, by its
    // Cholesky factor, with 1 over its diagonal; false when there is none. Rows of padding hold zeros, as in
    // the vector below.
    bool (*factor)(size_t size, size_t stride, double *matrix);
    // Solves factor factor' x = x.
    void (*solve)(size_t size, size_t stride, const double *factor, double *x);
    // Of matrices as the other engines have them, column after column without padding: result_k = column k
    // times `with`.
    void (*dots)(size_t rows, size_t columns, const double *matrix, const double *with, double *result);
    // values = (values - sum over k of factor_k column k) scale.
    void (*take_away)(size_t rows, size_t columns, const double *matrix, const double *factor, double scale,
        double *values);
};

// False when this processor, or this kind of processor, has not got the level.
bool vector_kernels_of(enum vector_level level, struct vector_kernels *ret_kernels);
// The best there is.
struct vector_kernels vector_kernels_best(void);

// A count rounded up.
size_t vector_padded(size_t count);

#endif
