// SPDX-License-Identifier: Apache-2.0
// What candidates add to a line, over all respondents: the inner loop of product_line.h, at the width the
// processor has, with the same bits at every width.
#ifndef TANDEM_ENGINE_PRODUCT_LINE_KERNEL_H
#define TANDEM_ENGINE_PRODUCT_LINE_KERNEL_H

#include <stdbool.h>
#include <stddef.h>

enum { PRODUCT_LINE_LANES = 8 };

// A set of products, as respondents see it. Arrays are padded to PRODUCT_LINE_LANES, with weights of 0.
struct product_line_view {
    size_t respondents; // padded
    bool is_preference;
    const double *appeal; // respondents x candidates: utilities, or exp(utility)
    const double *margin; // of candidates
    const double *weight;
    const double *level;  // utility of what is taken; or the sum of exp(utility)
    const double *earned; // weight times margin of what is taken; or the mean margin earned
};

// For each of the candidates: what it adds, and what it would add if it took nothing away.
void product_line_gains(
    const struct product_line_view *view, size_t count, const size_t *candidate, double *gain, double *plus);

#endif
