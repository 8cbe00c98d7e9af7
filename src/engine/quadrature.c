// SPDX-License-Identifier: Apache-2.0
// Gauss-Hermite, Halton, Sobol and pseudo-random points.
#include "engine/quadrature.h"

#include "engine/distribution.h"
#include "engine/draw.h"

#include <math.h>

// The first points of Halton's sequences are alike across dimensions; they are left out.
enum { HALTON_DISCARDED = 1000, SOBOL_BITS = 32, SOBOL_DEGREE_MAXIMUM = 7 };

static const unsigned primes[QUADRATURE_DIMENSIONS_MAXIMUM] = {
    2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71};

// Of each dimension from the second on: the degree of the primitive polynomial, its inner coefficients, and
// the first direction numbers.
static const struct {
    unsigned degree, coefficients, first[SOBOL_DEGREE_MAXIMUM];
} directions[QUADRATURE_DIMENSIONS_MAXIMUM - 1] = {{1, 0, {1}}, {2, 1, {1, 3}}, {3, 1, {1, 3, 1}},
    {3, 2, {1, 1, 1}}, {4, 1, {1, 1, 3, 3}}, {4, 4, {1, 3, 5, 13}}, {5, 2, {1, 1, 5, 5, 17}},
    {5, 4, {1, 1, 5, 5, 5}}, {5, 7, {1, 1, 7, 11, 19}}, {5, 11, {1, 1, 5, 1, 1}}, {5, 13, {1, 1, 1, 3, 11}},
    {5, 14, {1, 3, 5, 5, 31}}, {6, 1, {1, 3, 3, 9, 7, 49}}, {6, 13, {1, 1, 1, 15, 21, 21}},
    {6, 16, {1, 3, 1, 13, 27, 49}}, {6, 19, {1, 1, 1, 15, 7, 5}}, {6, 22, {1, 3, 1, 15, 13, 25}},
    {6, 25, {1, 1, 5, 5, 19, 61}}, {7, 1, {1, 3, 7, 11, 23, 15, 103}}};

// h_size(x); `ret_sum` becomes the sum of the squares of those before.
static double polynomial(size_t size, double x, double *ret_sum)
{
    double before = 0, now = 1, sum = 0;
    for (size_t k = 0; k < size; k++) {
        double next = (x * now - sqrt((double)k) * before) / sqrt((double)k + 1);
        sum += now * now;
        before = now;
        now = next;
    }
    *ret_sum = sum;
    return now;
}

// The root between two points where the polynomial has different signs.
static double root_between(size_t size, double low, double high)
{
    double sum, at_low = polynomial(size, low, &sum);
    for (int i = 0; i < 200; i++) {
        double middle = (low + high) / 2, value = polynomial(size, middle, &sum);
        if (middle <= low || middle >= high) break;
        if ((value < 0) == (at_low < 0))
            low = middle;
        else
            high = middle;
    }
    return (low + high) / 2;
}

void quadrature_hermite(size_t size, double *points, double *weights)
{
    // The roots of each polynomial lie between those of the one before, and within 2 sqrt(k).
    for (size_t k = 1; k <= size; k++) {
        double low = -2 * sqrt((double)k) - 1, high;
        for (size_t i = 0; i < k; i++) {
            double next = i + 1 < k ? points[i] : 2 * sqrt((double)k) + 1;
            high = next;
            points[i] = root_between(k, low, high);
            low = next;
        }
    }
    for (size_t i = 0; i < size; i++) {
        if (2 * i + 1 == size) points[i] = 0;
        if (2 * i >= size) points[i] = 2 * i + 1 == size ? 0 : -points[size - 1 - i];
        double sum;
        (void)polynomial(size, points[i], &sum);
        weights[i] = 1 / sum;
    }
}

size_t quadrature_count(enum quadrature_kind kind, size_t dimensions, size_t size, size_t most)
{
    size_t count = kind == QUADRATURE_PRODUCT ? 1 : size;
    for (size_t d = 0; kind == QUADRATURE_PRODUCT && d < dimensions; d++) {
        if (count > most / size) return 0;
        count *= size;
    }
    return count <= most ? count : 0;
}

// Element `index` of Sobol's sequence, in (0, 1).
static double sobol(uint64_t index, size_t dimension)
{
    uint32_t direction[SOBOL_BITS], value = 0;
    for (unsigned i = 0; i < SOBOL_BITS; i++) {
        if (dimension == 0) {
            direction[i] = UINT32_C(1) << (31 - i);
            continue;
        }
        unsigned degree = directions[dimension - 1].degree;
        unsigned coefficients = directions[dimension - 1].coefficients;
        if (i < degree) {
            direction[i] = (uint32_t)directions[dimension - 1].first[i] << (31 - i);
            continue;
        }
        direction[i] = direction[i - degree] ^ (direction[i - degree] >> degree);
        for (unsigned k = 1; k < degree; k++)
            if (coefficients >> (degree - 1 - k) & 1) direction[i] ^= direction[i - k];
    }
    uint64_t gray = index ^ (index >> 1);
    for (unsigned i = 0; i < SOBOL_BITS; i++)
        if (gray >> i & 1) value ^= direction[i];
    return ((double)value + 0.5) / 4294967296.0;
}

static void fill_product(size_t dimensions, size_t size, size_t stride, double *points, double *weights)
{
    double nodes[QUADRATURE_SIZE_MAXIMUM], of_nodes[QUADRATURE_SIZE_MAXIMUM];
    size_t count = 1;
    for (size_t d = 0; d < dimensions; d++)
        count *= size;
    quadrature_hermite(size, nodes, of_nodes);
    for (size_t i = 0; i < count; i++) {
        size_t rest = i;
        weights[i] = 1;
        for (size_t d = dimensions; d-- > 0; rest /= size) { // the last dimension runs first
            points[d * stride + i] = nodes[rest % size];
            weights[i] *= of_nodes[rest % size];
        }
    }
}

enum error quadrature_fill(enum quadrature_kind kind, size_t dimensions, size_t size, uint64_t seed,
    size_t block, size_t stride, double *points, double *weights)
{
    struct random_stream stream;
    if (dimensions > QUADRATURE_DIMENSIONS_MAXIMUM) return ERROR_INVALID;
    if (kind == QUADRATURE_PRODUCT) {
        if (size < 1 || size > QUADRATURE_SIZE_MAXIMUM) return ERROR_INVALID;
        fill_product(dimensions, size, stride, points, weights);
        return ERROR_NONE;
    }
    draw_stream(&stream, seed, block);
    for (size_t i = 0; i < size; i++) {
        uint64_t index = (uint64_t)block * size + i;
        weights[i] = 1 / (double)size;
        for (size_t d = 0; d < dimensions; d++)
            points[d * stride + i] =
                kind == QUADRATURE_MONTE_CARLO ? draw_normal(&stream)
                : kind == QUADRATURE_HALTON
                    ? distribution_normal_quantile(draw_halton(index + HALTON_DISCARDED + 1, primes[d]))
                    : distribution_normal_quantile(sobol(index + 1, d));
    }
    return ERROR_NONE;
}
