// SPDX-License-Identifier: Apache-2.0
// How a new product spreads: the model of Bass (1969, Management Science 15, 215-227).
//
// With innovation p, imitation q and m who will ever buy: f(t) / (1 - F(t)) = p + q F(t), so that
// F(t) = (1 - exp(-(p+q) t)) / (1 + (q/p) exp(-(p+q) t)); sales are highest at T* = ln(q/p) / (p+q), where
// they are S* = m (p+q)^2 / (4 q) (his equations 4, 9, 11, 12). Three ways to find p, q and m:
//   OLS      S_t = a + b N_t-1 + c N_t-1^2; m = (-b - sqrt(b^2 - 4ac)) / (2c), p = a/m, q = -m c (Bass);
//   NLS      S_t = m (F(t) - F(t-1)) by nonlinear least squares (Srinivasan and Mason 1986, equation 6);
//   DENSITY  S_t = m f(t), likewise.
// Errors of p, q, m: those of the least squares; of what follows from them: by the delta method.
#ifndef TANDEM_ENGINE_BASS_DIFFUSION_H
#define TANDEM_ENGINE_BASS_DIFFUSION_H

#include "engine/engine.h"

enum bass_method { BASS_NLS, BASS_OLS, BASS_DENSITY };
enum { BASS_M, BASS_P, BASS_Q, BASS_PARAMETERS };

struct bass_data {
    size_t periods;
    const double *sales;  // of periods of the same length, from the launch on
    double bought_before; // who had bought before the first of them; OLS only
};

struct bass_options {
    enum bass_method method;
    size_t horizon; // periods to forecast
};

// A number with its error.
struct bass_value {
    double value, error;
};

struct bass_fit {
    double parameter[BASS_PARAMETERS];
    double covariance[BASS_PARAMETERS * BASS_PARAMETERS];
    double regression[3];                    // OLS: a, b, c
    size_t degrees, iterations;              // degrees of freedom that are left
    double sum_of_squares, r_squared;        // of the sales
    double *fitted;                          // *arena*, one a period
    struct bass_value peak_time, peak_sales; // peak_time below 0: sales only fall
    struct bass_value *forecast; // *arena*, one a period of the horizon; the error is of the sales themselves
    bool is_before_peak;         // the series ends before its peak
    struct engine_refusals refusals;
};

// Refuses series with fewer than five periods, without sales, and where no saturation shows (c >= 0; or q or
// m run away).
MUST_CHECK enum error bass_fit(const struct bass_data *data, const struct bass_options *options,
    struct arena *arena, struct bass_fit *ret_fit);

// F(t) and f(t); 0 before the launch.
double bass_share(double p, double q, double time);
double bass_density(double p, double q, double time);
// When sales are highest, and how high they are then.
double bass_peak_time(double p, double q);
double bass_peak_sales(double m, double p, double q);

#endif
