// SPDX-License-Identifier: Apache-2.0
// Decimal numbers with a fixed number of digits after the point, kept exactly as an integer of minor units:
// 37.50 with scale 2 is 3750.
#ifndef TANDEM_BASE_DECIMAL_H
#define TANDEM_BASE_DECIMAL_H

#include "base/attributes.h"
#include "base/text.h"

#define DECIMAL_SCALE_MAXIMUM 18u
#define DECIMAL_PRINT_SIZE 32

// Reads "[+-]digits[.digits]" or "[+-].digits": at most `scale` digits after the point, no exponent, no
// spaces, no thousands separators. False when it is anything else or does not fit 64 bits.
MUST_CHECK bool decimal_parse(struct text text, unsigned scale, int64_t *ret_units);
// Writes all `scale` digits after the point, at least one before it: -0.05, 37.50, 12 (scale 0).
void decimal_print(int64_t units, unsigned scale, char out[DECIMAL_PRINT_SIZE]);

#endif
