// SPDX-License-Identifier: Apache-2.0
// The levels of vector.h, for the file that chooses among them.
#ifndef TANDEM_ENGINE_VECTOR_LEVEL_H
#define TANDEM_ENGINE_VECTOR_LEVEL_H

#include "engine/vector.h"

#ifdef __x86_64__
#define VECTOR_HAS_X86
#endif

struct vector_kernels vector_kernels_baseline(void);
struct vector_kernels vector_kernels_avx2(void);
struct vector_kernels vector_kernels_avx512(void);

#endif
