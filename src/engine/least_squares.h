// SPDX-License-Identifier: Apache-2.0
// Linear regression by ordinary least squares, with classical, robust or clustered errors.
//
// b = (X'X)^-1 X'y; covariance (X'X)^-1 M (X'X)^-1 with the moments M of covariance.h (Wooldridge,
// Econometric Analysis of Cross Section and Panel Data, 2010, equations 4.10, 4.11, 20.25).
#ifndef TANDEM_ENGINE_LEAST_SQUARES_H
#define TANDEM_ENGINE_LEAST_SQUARES_H

#include "engine/covariance.h"

struct least_squares_data {
    size_t observations, regressors;
    const double *regressor; // observations x regressors; a constant is a column like any other
    const double *dependent;
};

// What a linear fit gives, by whichever method.
struct linear_fit {
    size_t observations, coefficients, degrees; // degrees of freedom that are left
    double *coefficient, *standard_error;       // *arena*, one a regressor
    double *covariance;                         // *arena*, coefficients x coefficients
    double *residual;                           // *arena*, one an observation
    double sum_of_squares;                      // of the residuals
    double r_squared;                           // around the mean of the dependent variable
    struct engine_refusals refusals;
};

MUST_CHECK enum error least_squares_fit(const struct least_squares_data *data,
    const struct covariance_choice *errors, struct arena *arena, struct linear_fit *ret_fit);

// For methods that give a linear fit: takes the arrays from the arena, and fills the residuals y - X b with
// what follows from them.
MUST_CHECK enum error linear_fit_allocate(
    size_t observations, size_t coefficients, struct arena *arena, struct linear_fit *ret_fit);
void linear_fit_residuals(struct linear_fit *fit, const double *regressor, const double *dependent);
// Fills the standard errors from the covariance.
void linear_fit_standard_errors(struct linear_fit *fit);

#endif
