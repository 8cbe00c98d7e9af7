// SPDX-License-Identifier: Apache-2.0
// Tail probabilities by the incomplete gamma and beta functions.
#include "engine/distribution.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>

enum { term_limit = 10000 };
static const double tiny = 1e-300;

// One step of Lentz's method for a continued fraction: returns the factor of this step.
static double lentz_step(double numerator, double denominator, double *c, double *d)
{
    *d = denominator + numerator * *d;
    if (fabs(*d) < tiny) *d = tiny;
    *c = denominator + numerator / *c;
    if (fabs(*c) < tiny) *c = tiny;
    *d = 1 / *d;
    return *c * *d;
}

// The logarithm of the gamma function without glibc's global sign: Lanczos, g = 7 (Godfrey's coefficients).
static double log_gamma(double x)
{
    static const double c[] = {0.99999999999980993, 676.5203681218851, -1259.1392167224028,
        771.32342877765313, -176.61502916214059, 12.507343278686905, -0.13857109526572012,
        9.9843695780195716e-6, 1.5056327351493116e-7};
    double sum = c[0];
    x -= 1;
    for (int i = 1; i < 9; i++)
        sum += c[i] / (x + i);
    double t = x + 7.5;
    return 0.91893853320467274178 + (x + 0.5) * log(t) - t + log(sum);
}

// Q(a, x), the upper regularised incomplete gamma function, for a > 0.
static double gamma_above(double a, double x)
{
    if (!(x > 0)) return isnan(x) ? x : 1;
    if (isinf(x)) return 0;
    double front = exp(a * log(x) - x - log_gamma(a));
    if (x < a + 1) {
        double term = 1 / a, sum = term;
        for (int n = 1; n < term_limit && fabs(term) > fabs(sum) * DBL_EPSILON / 4; n++) {
            term *= x / (a + n);
            sum += term;
        }
        return 1 - front * sum;
    }
    double b = x + 1 - a, c = 1 / tiny, d = 1 / b, h = d;
    for (int n = 1; n < term_limit; n++) {
        double factor = lentz_step(-n * (n - a), b + 2 * n, &c, &d);
        h *= factor;
        if (fabs(factor - 1) < DBL_EPSILON) break;
    }
    return front * h;
}

// The continued fraction of I_x(a, b), for x below (a + 1) / (a + b + 2).
static double beta_fraction(double a, double b, double x)
{
    double c = 1, d = 1 - (a + b) * x / (a + 1);
    if (fabs(d) < tiny) d = tiny;
    d = 1 / d;
    double h = d;
    for (int m = 1; m < term_limit; m++) {
        h *= lentz_step(m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)), 1, &c, &d);
        double factor = lentz_step(-(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)), 1, &c, &d);
        h *= factor;
        if (fabs(factor - 1) < DBL_EPSILON) break;
    }
    return h;
}

// I_x(a, b), the regularised incomplete beta function.
static double beta_below(double a, double b, double x)
{
    if (isnan(x)) return x;
    if (x <= 0) return 0;
    if (x >= 1) return 1;
    double front = exp(log_gamma(a + b) - log_gamma(a) - log_gamma(b) + a * log(x) + b * log1p(-x));
    bool is_lower = x < (a + 1) / (a + b + 2);
    return is_lower ? front * beta_fraction(a, b, x) / a : 1 - front * beta_fraction(b, a, 1 - x) / b;
}

double distribution_chi_squared_above(double value, double degrees)
{
    return degrees > 0 ? gamma_above(degrees / 2, value / 2) : (double)NAN;
}

double distribution_f_above(double value, double numerator_degrees, double denominator_degrees)
{
    if (!(numerator_degrees > 0) || !(denominator_degrees > 0)) return (double)NAN;
    if (value <= 0) return 1;
    double x = denominator_degrees / (denominator_degrees + numerator_degrees * value);
    return beta_below(denominator_degrees / 2, numerator_degrees / 2, x);
}

double distribution_t_beyond(double value, double degrees)
{
    return distribution_f_above(value * value, 1, degrees);
}

double distribution_t_bound(double probability, double degrees)
{
    if (!(probability > 0 && probability < 1) || !(degrees > 0)) return (double)NAN;
    double low = 0, high = 1;
    while (distribution_t_beyond(high, degrees) > probability && high < 1e300)
        high *= 2;
    for (int i = 0; i < 200 && high - low > high * DBL_EPSILON; i++) {
        double middle = (low + high) / 2;
        if (distribution_t_beyond(middle, degrees) > probability)
            low = middle;
        else
            high = middle;
    }
    return (low + high) / 2;
}
