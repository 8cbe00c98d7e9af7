// SPDX-License-Identifier: Apache-2.0
// Least squares in each group by itself, to set beside what pooling gives.
//
// By modified Gram-Schmidt (Golub and Van Loan, Matrix Computations, 5.2.8), the coefficients that are asked
// for first; a column that says nothing new within the group (a month that it has no row of) is left out
// there.
#ifndef TANDEM_ENGINE_SEPARATE_FITS_H
#define TANDEM_ENGINE_SEPARATE_FITS_H

#include "engine/engine.h"

struct separate_fits_data {
    size_t observations, regressors, slopes, groups;
    const double *regressor; // observations x regressors
    const double *dependent;
    const size_t *slope;   // the regressors whose coefficients are asked for, each once
    const uint32_t *group; // of an observation, below `groups`
};

struct separate_fits {
    double *coefficient, *standard_error; // *arena*: slopes x groups; not a number where the group has none
    size_t *rows;                         // *arena*: of each group
};

MUST_CHECK enum error separate_fits_run(
    const struct separate_fits_data *data, struct arena *arena, struct separate_fits *ret_fits);

#endif
