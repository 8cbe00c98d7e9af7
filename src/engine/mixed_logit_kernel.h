// SPDX-License-Identifier: Apache-2.0
// The inner loop of the mixed logit: the likelihood of one respondent's choices under many draws at once.
//
// Vectors run along the draws. Everything is said in differences to the chosen alternative, d = x_j -
// x_chosen, so that P(chosen) = 1 / (1 + sum exp(d'b)). No sums are fused or reordered between processors:
// the results are the same bits with AVX-512, AVX2 and without either.
#ifndef TANDEM_ENGINE_MIXED_LOGIT_KERNEL_H
#define TANDEM_ENGINE_MIXED_LOGIT_KERNEL_H

#include <stddef.h>
#include <stdint.h>

enum { MIXED_LOGIT_BLOCK = 16 };            // draws are padded to a multiple
enum { MIXED_LOGIT_SHRINK_EXPONENT = 500 }; // likelihoods are kept above 2^-500 by powers of this size

struct mixed_logit_person {
    size_t tasks, regressors, random; // the random regressors stand first
    const size_t *start;              // tasks + 1 of rows
    const double *difference;         // rows x regressors, row after row
    const double *base;               // of a row: what the fixed coefficients say
    size_t draws;                     // padded
    const double *coefficient;        // draws x random
    double *row;                      // room: rows of a task x MIXED_LOGIT_BLOCK, aligned to 64
    double *likelihood;               // draws: the product, times 2^(500 shrinks)
    double *shrinks;                  // draws
    double *score;                    // draws x regressors: of the product's logarithm to the coefficients
};

// All arrays along draws are aligned to 64 bytes.
void mixed_logit_person_simulate(const struct mixed_logit_person *person);

#endif
