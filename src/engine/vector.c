// SPDX-License-Identifier: Apache-2.0
// Chooses the kernels by what the processor, and the system under it, can do.
#include "engine/vector.h"
#include "engine/vector_level.h"

bool vector_kernels_of(enum vector_level level, struct vector_kernels *ret_kernels)
{
    if (level == VECTOR_BASELINE) *ret_kernels = vector_kernels_baseline();
#ifdef VECTOR_HAS_X86
    __builtin_cpu_init();
    bool has_avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    bool has_avx512 = has_avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
                      __builtin_cpu_supports("avx512vl");
    if (level == VECTOR_AVX2 && has_avx2) *ret_kernels = vector_kernels_avx2();
    if (level == VECTOR_AVX512 && has_avx512) *ret_kernels = vector_kernels_avx512();
    return level == VECTOR_BASELINE || (level == VECTOR_AVX2 && has_avx2) ||
           (level == VECTOR_AVX512 && has_avx512);
#else
    return level == VECTOR_BASELINE;
#endif
}

struct vector_kernels vector_kernels_best(void)
{
    struct vector_kernels best = vector_kernels_baseline();
    for (enum vector_level level = VECTOR_AVX2; level < VECTOR_LEVELS; level++)
        (void)vector_kernels_of(level, &best);
    return best;
}

size_t vector_padded(size_t count)
{
    return (count + VECTOR_PADDING - 1) / VECTOR_PADDING * VECTOR_PADDING;
}
