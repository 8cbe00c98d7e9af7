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

// Numerator over denominator, both of degree 7, at x (Horner).
static double ratio(const double numerator[8], const double denominator[8], double x)
{
    double above = numerator[7], below = denominator[7];
    for (int i = 6; i >= 0; i--) {
        above = above * x + numerator[i];
        below = below * x + denominator[i];
    }
    return above / below;
}

double distribution_normal_quantile(double probability)
{
    static const double a[8] = {3.3871328727963666080, 1.3314166789178437745e2, 1.9715909503065514427e3,
        1.3731693765509461125e4, 4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4,
        2.5090809287301226727e3};
    static const double b[8] = {1, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
        2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3};
    static const double c[8] = {1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550,
        3.64784832476320460504, 1.27045825245236838258, 2.41780725177450611770e-1, 2.27238449892691845833e-2,
        7.74545014278341407640e-4};
    static const double d[8] = {1, 2.05319162663775882187, 1.67638483018380384940, 6.89767334985100004550e-1,
        1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4,
        1.05075007164441684324e-9};
    static const double e[8] = {6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580,
        2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
        2.71155556874348757815e-5, 2.01033439929228813265e-7};
    static const double f[8] = {1, 5.99832206555887937690e-1, 1.36929880922735805310e-1,
        1.48753612908506148525e-2, 7.86869131145613259100e-4, 1.84631831751005468180e-5,
        1.42151175831644588870e-7, 2.04426310338993978564e-15};
    double q = probability - 0.5;
    if (fabs(q) <= 0.425) return q * ratio(a, b, 0.180625 - q * q);
    double r = sqrt(-log(q < 0 ? probability : 1 - probability));
    double value = r <= 5 ? ratio(c, d, r - 1.6) : ratio(e, f, r - 5);
    return q < 0 ? -value : value;
}
