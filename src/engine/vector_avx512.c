// SPDX-License-Identifier: Apache-2.0
// The kernels of vector.h by AVX-512: eight doubles a register.
#include "engine/vector_level.h"

#ifdef VECTOR_HAS_X86
#include <immintrin.h>

#define VECTOR_LANES 8
#define VECTOR_TARGET __attribute__((target("avx512f,avx512dq,avx512vl,avx2,fma")))

typedef double lanes __attribute__((vector_size(64)));
typedef long long integers __attribute__((vector_size(64)));
typedef unsigned long long whole __attribute__((vector_size(64)));

VECTOR_TARGET __attribute__((always_inline)) static inline lanes fused(lanes a, lanes b, lanes c)
{
    return (lanes)_mm512_fmadd_pd((__m512d)a, (__m512d)b, (__m512d)c);
}

VECTOR_TARGET __attribute__((always_inline)) static inline lanes sums_of(const lanes *row)
{
    lanes pair[4], four[2];
#pragma GCC unroll 4
    for (int i = 0; i < 4; i++)
        pair[i] = __builtin_shufflevector(row[2 * i], row[2 * i + 1], 0, 8, 2, 10, 4, 12, 6, 14) +
                  __builtin_shufflevector(row[2 * i], row[2 * i + 1], 1, 9, 3, 11, 5, 13, 7, 15);
#pragma GCC unroll 2
    for (int i = 0; i < 2; i++)
        four[i] = __builtin_shufflevector(pair[2 * i], pair[2 * i + 1], 0, 1, 8, 9, 4, 5, 12, 13) +
                  __builtin_shufflevector(pair[2 * i], pair[2 * i + 1], 2, 3, 10, 11, 6, 7, 14, 15);
    return __builtin_shufflevector(four[0], four[1], 0, 1, 2, 3, 8, 9, 10, 11) +
           __builtin_shufflevector(four[0], four[1], 4, 5, 6, 7, 12, 13, 14, 15);
}

VECTOR_TARGET __attribute__((always_inline)) static inline double total_of(lanes a)
{
    lanes half = a + __builtin_shufflevector(a, a, 4, 5, 6, 7, 0, 1, 2, 3);
    lanes quarter = half + __builtin_shufflevector(half, half, 2, 3, 0, 1, 6, 7, 4, 5);
    return quarter[0] + quarter[1];
}

#include "engine/vector_kernels.inc"

struct vector_kernels vector_kernels_avx512(void)
{
    return kernels("avx512");
}
#endif
