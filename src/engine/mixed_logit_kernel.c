// SPDX-License-Identifier: Apache-2.0
// The mixed logit's likelihood under many draws, at the width the processor has.
#include "engine/mixed_logit_kernel.h"

typedef double lanes __attribute__((vector_size(64)));
typedef int64_t whole __attribute__((vector_size(64)));

enum { WIDE = 8, PAIR = MIXED_LOGIT_BLOCK / WIDE };

#define INLINE __attribute__((always_inline)) static inline

// exp of both, within [-300, 300] so that a product of probabilities never leaves the numbers at once. Cody
// and Waite's reduction, then Taylor's series to degree 13 by Estrin's scheme: about an ulp.
INLINE void exponentiate(lanes *x)
{
    for (int i = 0; i < PAIR; i++) {
        lanes low = (lanes){0} - 300, high = (lanes){0} + 300, v = x[i];
        whole below = v<low, above = v> high;
        v = (lanes)((below & (whole)low) | (~below & (whole)v));
        v = (lanes)((above & (whole)high) | (~above & (whole)v));
        lanes shifted = v * 0x1.71547652b82fep0 + 0x1.8p52, n = shifted - 0x1.8p52;
        lanes r = v - n * 0x1.62e42fee00000p-1 - n * 0x1.a39ef35793c76p-33, r2 = r * r, r4 = r2 * r2;
        lanes a = r * (1.0 / 6) + 1.0 / 2, b = r * (1.0 / 120) + 1.0 / 24, c = r * (1.0 / 5040) + 1.0 / 720;
        lanes d = r * (1.0 / 362880) + 1.0 / 40320, e = r * (1.0 / 39916800) + 1.0 / 3628800;
        lanes f = r * (1.0 / 6227020800) + 1.0 / 479001600;
        lanes rest = (a + r2 * b) + r4 * ((c + r2 * d) + r4 * (e + r2 * f));
        whole power = ((whole)shifted + 1023) << 52;
        x[i] = (1 + (r + r2 * rest)) * (lanes)power;
    }
}

INLINE void simulate_task(const struct mixed_logit_person *person, size_t task, size_t at, lanes *likelihood)
{
    size_t rows = person->start[task + 1] - person->start[task], size = person->regressors;
    const double *difference = person->difference + person->start[task] * size;
    lanes *row = (lanes *)person->row, sum[PAIR], inverse[PAIR];
    for (int i = 0; i < PAIR; i++)
        sum[i] = (lanes){0} + 1;
    for (size_t j = 0; j < rows; j++) {
        lanes value[PAIR];
        for (int i = 0; i < PAIR; i++)
            value[i] = (lanes){0} + person->base[person->start[task] + j];
        for (size_t k = 0; k < person->random; k++) {
            const lanes *b = (const lanes *)(person->coefficient + k * person->draws + at);
            for (int i = 0; i < PAIR; i++)
                value[i] += difference[j * size + k] * b[i];
        }
        exponentiate(value);
        for (int i = 0; i < PAIR; i++) {
            row[j * PAIR + (size_t)i] = value[i];
            sum[i] += value[i];
        }
    }
    for (int i = 0; i < PAIR; i++) {
        inverse[i] = 1 / sum[i];
        likelihood[i] *= inverse[i];
    }
    for (size_t k = 0; k < size; k++) {
        lanes mean[PAIR] = {{0}}, *score = (lanes *)(person->score + k * person->draws + at);
        for (size_t j = 0; j < rows; j++)
            for (int i = 0; i < PAIR; i++)
                mean[i] += row[j * PAIR + (size_t)i] * difference[j * size + k];
        for (int i = 0; i < PAIR; i++)
            score[i] -= mean[i] * inverse[i];
    }
}

INLINE void simulate(const struct mixed_logit_person *person)
{
    for (size_t at = 0; at < person->draws; at += MIXED_LOGIT_BLOCK) {
        lanes likelihood[PAIR], shrinks[PAIR] = {{0}};
        for (int i = 0; i < PAIR; i++)
            likelihood[i] = (lanes){0} + 1;
        for (size_t k = 0; k < person->regressors; k++)
            for (int i = 0; i < PAIR; i++)
                ((lanes *)(person->score + k * person->draws + at))[i] = (lanes){0};
        for (size_t t = 0; t < person->tasks; t++) {
            simulate_task(person, t, at, likelihood);
            for (int i = 0; i < PAIR; i++) { // at most 2^-433 a row is lost, so this is soon enough
                whole is_small = likelihood[i] < 0x1p-500;
                lanes one = (lanes){0} + 1, large = (lanes){0} + 0x1p500;
                likelihood[i] *= (lanes)((is_small & (whole)large) | (~is_small & (whole)one));
                shrinks[i] += (lanes)(is_small & (whole)one);
            }
        }
        for (int i = 0; i < PAIR; i++) {
            ((lanes *)(person->likelihood + at))[i] = likelihood[i];
            ((lanes *)(person->shrinks + at))[i] = shrinks[i];
        }
    }
}

#ifdef __x86_64__
__attribute__((target("avx512f,avx512dq"))) static void simulate_avx512(
    const struct mixed_logit_person *person)
{
    simulate(person);
}

__attribute__((target("avx2"))) static void simulate_avx2(const struct mixed_logit_person *person)
{
    simulate(person);
}
#endif

static void simulate_baseline(const struct mixed_logit_person *person)
{
    simulate(person);
}

void mixed_logit_person_simulate(const struct mixed_logit_person *person)
{
#ifdef __x86_64__
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq")) {
        simulate_avx512(person);
        return;
    }
    if (__builtin_cpu_supports("avx2")) {
        simulate_avx2(person);
        return;
    }
#endif
    simulate_baseline(person);
}
