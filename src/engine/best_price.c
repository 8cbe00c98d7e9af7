// SPDX-License-Identifier: Apache-2.0
// Closed forms of best prices.
#include "engine/best_price.h"

#include <math.h>

double best_price_lerner(double elasticity, double cost)
{
    return elasticity < -1 ? cost * elasticity / (1 + elasticity) : (double)NAN;
}

double best_price_lambert(double x)
{
    if (isnan(x)) return x;
    if (x < -700) return exp(x); // W(y) = y - y^2 + …
    // Newton on w + ln w - x, which is concave: it comes from below after one step and never leaves w > 0.
    double w = x > 1 ? x - log(x) : exp(x) / (1 + exp(x));
    for (int i = 0; i < 60; i++) {
        double next = w * (1 + x - log(w)) / (1 + w);
        if (fabs(next - w) <= 1e-16 * w) return next;
        w = next;
    }
    return w;
}

double best_price_logit(double quality, double others, double alpha, double cost)
{
    if (!(alpha > 0)) return (double)NAN;
    return cost + (1 + best_price_lambert(quality - others - alpha * cost - 1)) / alpha;
}
