// SPDX-License-Identifier: Apache-2.0
// Eight units side by side: one operation works on the same number of eight respondents or stores.
//
// Every lane does exactly the operations that one unit alone would, in the same order and without fused
// multiplications, so that the draws of a chain are the same on every processor. Functions marked
// LANES_CLONES are compiled once for each width of vector, and the widest that the processor has is chosen
// when the program starts.
#ifndef TANDEM_ENGINE_LANES_H
#define TANDEM_ENGINE_LANES_H

#include "base/arena.h"

#include <stdint.h>
#include <string.h>

enum { LANES = 8 };

typedef double lanes __attribute__((vector_size(64)));
typedef int64_t lane_bits __attribute__((vector_size(64)));

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) &&     \
    !defined(__SANITIZE_THREAD__)
#define LANES_CLONES __attribute__((target_clones("default", "avx2", "avx512f")))
#else
#define LANES_CLONES
#endif
#define LANES_INLINE static inline __attribute__((always_inline))

// Zeroed lanes, aligned so that one never lies across two cache lines. NULL: no memory. *arena*
static inline lanes *lanes_array(struct arena *arena, size_t count)
{
    char *bytes = arena_allocate_array(arena, count + 1, sizeof(lanes));
    size_t over = (uintptr_t)bytes % sizeof(lanes);
    return bytes ? (lanes *)(void *)(bytes + (over ? sizeof(lanes) - over : 0)) : NULL;
}

// a where the mask is set, b elsewhere.
LANES_INLINE void lanes_select(const lane_bits *mask, const lanes *a, const lanes *b, lanes *result)
{
    *result = (lanes)((*mask & (lane_bits)*a) | (~*mask & (lane_bits)*b));
}

// The same number in every lane.
#define LANES_OF(value) ((lanes){(value), (value), (value), (value), (value), (value), (value), (value)})

// Replaces x by its exponential: 2^k e^r, |r| <= ln 2 / 2, by the series of e^r up to r^12 (error below
// 2e-16). What is below `least` or above `most`, which lie between -700 and 700, is taken as these.
LANES_INLINE void lanes_exp_between(double least, double most, lanes *x)
{
    const lanes top = LANES_OF(most), bottom = LANES_OF(least);
    const lanes magic =
        LANES_OF(0x1.8p52); // adding it rounds to a whole number, which then stands in the lowest bits
    lane_bits is_high = *x > top, is_low = *x < bottom;
    lanes_select(&is_high, &top, x, x);
    lanes_select(&is_low, &bottom, x, x);
    lanes whole = *x * 0x1.71547652b82fep0 + magic;
    lane_bits exponent = (lane_bits)whole << 52;
    whole -= magic;
    lanes r = (*x - whole * 0x1.62e42fee00000p-1) - whole * 0x1.a39ef35793c76p-33;
    lanes r2 = r * r, r4 = r2 * r2;
    lanes low = (1.0 / 2 + r * (1.0 / 6)) + r2 * (1.0 / 24 + r * (1.0 / 120));
    lanes middle = (1.0 / 720 + r * (1.0 / 5040)) + r2 * (1.0 / 40320 + r * (1.0 / 362880));
    lanes high = (1.0 / 3628800 + r * (1.0 / 39916800)) + r2 * (1.0 / 479001600);
    lanes value = 1 + (r + r2 * (low + r4 * (middle + r4 * high)));
    *x = (lanes)((lane_bits)value + exponent);
}

LANES_INLINE void lanes_exp(lanes *x)
{
    lanes_exp_between(-700, 700, x);
}

LANES_INLINE void lanes_sqrt(lanes *x)
{
    for (size_t l = 0; l < LANES; l++)
        (*x)[l] = __builtin_sqrt((*x)[l]);
}

// Cholesky's factor of eight matrices in place of their lower triangles; matrix[j * size + i] is row i,
// column j. The diagonal becomes one over that of the factor.
LANES_INLINE void lanes_factor(size_t size, lanes *matrix)
{
    for (size_t j = 0; j < size; j++) {
        lanes *column = matrix + j * size;
        for (size_t k = 0; k < j; k++) {
            const lanes *before = matrix + k * size;
            lanes above = before[j];
            for (size_t i = j; i < size; i++)
                column[i] -= before[i] * above;
        }
        lanes_sqrt(&column[j]);
        column[j] = 1 / column[j];
        for (size_t i = j + 1; i < size; i++)
            column[i] *= column[j];
    }
}

// L x = right in place, with the factor from above.
LANES_INLINE void lanes_solve_lower(size_t size, const lanes *factor, lanes *right)
{
    for (size_t j = 0; j < size; j++) {
        right[j] *= factor[j * size + j];
        for (size_t i = j + 1; i < size; i++)
            right[i] -= factor[j * size + i] * right[j];
    }
}

// L' x = right in place.
LANES_INLINE void lanes_solve_upper(size_t size, const lanes *factor, lanes *right)
{
    for (size_t j = size; j-- > 0;) {
        lanes sum = right[j];
        for (size_t i = j + 1; i < size; i++)
            sum -= factor[j * size + i] * right[i];
        right[j] = sum * factor[j * size + j];
    }
}

#endif
