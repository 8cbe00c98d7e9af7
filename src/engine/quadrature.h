// SPDX-License-Identifier: Apache-2.0
// Points and weights to integrate over standard normal draws: Gauss and Hermite's rule and its product over
// dimensions, Halton's and Sobol's sequences, and draws from a repeatable stream.
//
// Gauss-Hermite for the normal density: points are the roots of the orthonormal polynomials h_k, weights
// 1 / sum of h_k^2 (Golub and Welsch 1969). Sobol: Joe and Kuo (2008), direction numbers new-joe-kuo-6.
// Sequences become normal draws by the inverse distribution function.
#ifndef TANDEM_ENGINE_QUADRATURE_H
#define TANDEM_ENGINE_QUADRATURE_H

#include "base/error.h"

#include <stddef.h>
#include <stdint.h>

enum { QUADRATURE_DIMENSIONS_MAXIMUM = 20, QUADRATURE_SIZE_MAXIMUM = 50 };

enum quadrature_kind { QUADRATURE_PRODUCT, QUADRATURE_HALTON, QUADRATURE_SOBOL, QUADRATURE_MONTE_CARLO };

// The one-dimensional rule with `size` points (1 to QUADRATURE_SIZE_MAXIMUM), from the lowest to the highest.
void quadrature_hermite(size_t size, double *points, double *weights);
// How many points: size for sequences, size to the power of dimensions for the product; 0 when there are more
// than `most`.
size_t quadrature_count(enum quadrature_kind kind, size_t dimensions, size_t size, size_t most);
// Fills points (count x dimensions, column after column, `stride` apart) and weights (count, adding up to
// one). `block` numbers a market: sequences go on from block to block, streams have one each; the product is
// the same in all. ERROR_INVALID when there are too many dimensions.
MUST_CHECK enum error quadrature_fill(enum quadrature_kind kind, size_t dimensions, size_t size,
    uint64_t seed, size_t block, size_t stride, double *points, double *weights);

#endif
