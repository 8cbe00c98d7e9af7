// SPDX-License-Identifier: Apache-2.0
// The inner loop of the choice of a product line.
#include "engine/product_line_kernel.h"

#include <stdint.h>

typedef double lanes __attribute__((vector_size(64)));
typedef int64_t whole __attribute__((vector_size(64)));

#define INLINE __attribute__((always_inline)) static inline

// From left to right, the same on every processor.
INLINE double total(const lanes *sum)
{
    double all = 0;
    for (int i = 0; i < PRODUCT_LINE_LANES; i++)
        all += (*sum)[i];
    return all;
}

INLINE void first_choice(const struct product_line_view *view, size_t candidate, double *gain, double *plus)
{
    const lanes *appeal = (const lanes *)(view->appeal + candidate * view->respondents);
    const lanes *level = (const lanes *)view->level, *earned = (const lanes *)view->earned;
    const lanes *weight = (const lanes *)view->weight;
    lanes margin = (lanes){0} + view->margin[candidate], all = {0}, above = {0};
    for (size_t i = 0; i < view->respondents / PRODUCT_LINE_LANES; i++) {
        whole takes = appeal[i] > level[i];
        lanes change = (lanes)(takes & (whole)(weight[i] * margin - earned[i]));
        whole gains = change > 0;
        all += change;
        above += (lanes)(gains & (whole)change);
    }
    *gain = total(&all);
    *plus = total(&above);
}

INLINE void preference(const struct product_line_view *view, size_t candidate, double *gain, double *plus)
{
    const lanes *appeal = (const lanes *)(view->appeal + candidate * view->respondents);
    const lanes *level = (const lanes *)view->level, *earned = (const lanes *)view->earned;
    const lanes *weight = (const lanes *)view->weight;
    lanes margin = (lanes){0} + view->margin[candidate], all = {0}, above = {0};
    for (size_t i = 0; i < view->respondents / PRODUCT_LINE_LANES; i++) {
        lanes change = weight[i] * appeal[i] * (margin - earned[i]) / (level[i] + appeal[i]);
        whole gains = change > 0;
        all += change;
        above += (lanes)(gains & (whole)change);
    }
    *gain = total(&all);
    *plus = total(&above);
}

INLINE void gains(
    const struct product_line_view *view, size_t count, const size_t *candidate, double *gain, double *plus)
{
    for (size_t i = 0; i < count; i++)
        if (view->is_preference)
            preference(view, candidate[i], &gain[i], &plus[i]);
        else
            first_choice(view, candidate[i], &gain[i], &plus[i]);
}

#ifdef __x86_64__
__attribute__((target("avx512f,avx512dq"))) static void gains_avx512(
    const struct product_line_view *view, size_t count, const size_t *candidate, double *gain, double *plus)
{
    gains(view, count, candidate, gain, plus);
}

__attribute__((target("avx2"))) static void gains_avx2(
    const struct product_line_view *view, size_t count, const size_t *candidate, double *gain, double *plus)
{
    gains(view, count, candidate, gain, plus);
}
#endif

static void gains_baseline(
    const struct product_line_view *view, size_t count, const size_t *candidate, double *gain, double *plus)
{
    gains(view, count, candidate, gain, plus);
}

void product_line_gains(
    const struct product_line_view *view, size_t count, const size_t *candidate, double *gain, double *plus)
{
#ifdef __x86_64__
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq")) {
        gains_avx512(view, count, candidate, gain, plus);
        return;
    }
    if (__builtin_cpu_supports("avx2")) {
        gains_avx2(view, count, candidate, gain, plus);
        return;
    }
#endif
    gains_baseline(view, count, candidate, gain, plus);
}
