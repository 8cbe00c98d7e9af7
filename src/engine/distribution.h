// SPDX-License-Identifier: Apache-2.0
// Tail probabilities and quantiles of the distributions that tests and intervals need.
//
// By the incomplete gamma and beta functions: series and continued fractions of Abramowitz and Stegun 6.5.29,
// 6.5.31, 26.5.8, evaluated by Lentz's method. Relative accuracy about 1e-12 in the range of use.
#ifndef TANDEM_ENGINE_DISTRIBUTION_H
#define TANDEM_ENGINE_DISTRIBUTION_H

// The probability that a chi-squared variable exceeds `value`; NaN when `degrees` is not above 0.
double distribution_chi_squared_above(double value, double degrees);
// The probability that an F variable exceeds `value`.
double distribution_f_above(double value, double numerator_degrees, double denominator_degrees);
// The probability that |t| exceeds |value|.
double distribution_t_beyond(double value, double degrees);
// The value that |t| exceeds with the probability given, such as 0.05; 0 < probability < 1.
double distribution_t_bound(double probability, double degrees);
// The standard normal's quantile, 0 < probability < 1 (Wichura 1988, AS 241, PPND16: about 1e-16 relative).
double distribution_normal_quantile(double probability);

#endif
