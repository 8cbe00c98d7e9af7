// SPDX-License-Identifier: Apache-2.0
// The kernels of vector.h by AVX2 with FMA: four doubles a register.
#include "engine/vector_level.h"

#ifdef VECTOR_HAS_X86
#include <immintrin.h>

#define VECTOR_LANES 4
#define VECTOR_TARGET __attribute__((target("avx2,fma")))

typedef double lanes __attribute__((vector_size(32)));
typedef long long integers __attribute__((vector_size(32)));
typedef unsigned long long whole __attribute__((vector_size(32)));

VECTOR_TARGET __attribute__((always_inline)) static inline lanes fused(lanes a, lanes b, lanes c)
{
    return (lanes)_mm256_fmadd_pd((__m256d)a, (__m256d)b, (__m256d)c);
}

VECTOR_TARGET __attribute__((always_inline)) static inline lanes sums_of(const lanes *row)
{
    lanes one = __builtin_shufflevector(row[0], row[1], 0, 4, 2, 6) +
                __builtin_shufflevector(row[0], row[1], 1, 5, 3, 7);
    lanes other = __builtin_shufflevector(row[2], row[3], 0, 4, 2, 6) +
                  __builtin_shufflevector(row[2], row[3], 1, 5, 3, 7);
    return __builtin_shufflevector(one, other, 0, 1, 4, 5) + __builtin_shufflevector(one, other, 2, 3, 6, 7);
}

VECTOR_TARGET __attribute__((always_inline)) static inline double total_of(lanes a)
{
    lanes half = a + __builtin_shufflevector(a, a, 2, 3, 0, 1);
    return half[0] + half[1];
}

#include "engine/vector_kernels.inc"

struct vector_kernels vector_kernels_avx2(void)
{
    return kernels("avx2");
}
#endif
