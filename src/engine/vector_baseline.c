// SPDX-License-Identifier: Apache-2.0
// The kernels of vector.h with what every processor has: two doubles a register, a product and a sum apart.
#include "engine/vector_level.h"

#define VECTOR_LANES 2
#define VECTOR_TARGET

typedef double lanes __attribute__((vector_size(16)));
typedef long long integers __attribute__((vector_size(16)));
typedef unsigned long long whole __attribute__((vector_size(16)));

__attribute__((always_inline)) static inline lanes fused(lanes a, lanes b, lanes c)
{
    return a * b + c;
}

__attribute__((always_inline)) static inline lanes sums_of(const lanes *row)
{
    return __builtin_shufflevector(row[0], row[1], 0, 2) + __builtin_shufflevector(row[0], row[1], 1, 3);
}

__attribute__((always_inline)) static inline double total_of(lanes a)
{
    return a[0] + a[1];
}

#include "engine/vector_kernels.inc"

struct vector_kernels vector_kernels_baseline(void)
{
    return kernels("baseline");
}
