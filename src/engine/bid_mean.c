// SPDX-License-Identifier: Apache-2.0
// Shares, medians and means of willingness to pay.
#include "engine/bid_mean.h"

#include <math.h>

static const double pi = 3.14159265358979323846, root_half = 0.70710678118654752440;

double bid_share(enum bid_distribution distribution, double x)
{
    switch (distribution) {
    case BID_LOGISTIC:
    case BID_LOG_LOGISTIC: return x >= 0 ? 1 / (1 + exp(-x)) : exp(x) / (1 + exp(x));
    case BID_NORMAL:
    case BID_LOG_NORMAL: return erfc(-x * root_half) / 2;
    case BID_WEIBULL: return exp(-exp(-x));
    }
    return (double)NAN;
}

void bid_density(enum bid_distribution distribution, double x, double *ret_first, double *ret_second)
{
    double first = 0, second = 0, share;
    switch (distribution) {
    case BID_LOGISTIC:
    case BID_LOG_LOGISTIC:
        share = bid_share(distribution, x);
        first = share * bid_share(distribution, -x);
        second = first * (1 - 2 * share);
        break;
    case BID_NORMAL:
    case BID_LOG_NORMAL:
        first = exp(-x * x / 2) / sqrt(2 * pi);
        second = -x * first;
        break;
    case BID_WEIBULL:
        share = exp(-x);
        first = isfinite(share) ? share * exp(-share) : 0;
        second = isfinite(share) ? first * (share - 1) : 0;
        break;
    }
    *ret_first = first;
    *ret_second = second;
}

struct integrand {
    enum bid_distribution distribution;
    double index, gamma;
};

static double share_above(const struct integrand *of, double price)
{
    bool is_by_log = of->distribution != BID_LOGISTIC && of->distribution != BID_NORMAL;
    if (is_by_log && price <= 0) return of->gamma < 0 ? 1 : 0;
    return bid_share(of->distribution, of->index + of->gamma * (is_by_log ? log(price) : price));
}

// The area from 0 to `top`: x = top / 2 (1 + tanh(pi / 2 sinh t)), by the rule of trapezes in t.
static double area_to(const struct integrand *of, double top)
{
    double sum = 0, step = 1.0 / 64;
    for (int i = -256; i <= 256; i++) {
        double t = i * step, inner = pi / 2 * (exp(t) - exp(-t)) / 2;
        double slope = pi / 2 * (exp(t) + exp(-t)) / 2, spread = exp(inner) + exp(-inner);
        if (!isfinite(spread)) continue;
        double price = top * exp(inner) / spread; // near 0 without cancellation
        sum += share_above(of, price) * slope * 4 / (spread * spread);
    }
    return top / 2 * sum * step;
}

double bid_response_demand(enum bid_distribution distribution, double index, double gamma, double price)
{
    const struct integrand of = {distribution, index, gamma};
    return share_above(&of, price);
}

static double median_of(const struct integrand *of)
{
    double ratio = -of->index / of->gamma;
    switch (of->distribution) {
    case BID_LOGISTIC:
    case BID_NORMAL: return ratio;
    case BID_LOG_LOGISTIC:
    case BID_LOG_NORMAL: return exp(ratio);
    case BID_WEIBULL: return exp(ratio) * pow(0.69314718055994530942, -1 / of->gamma);
    }
    return (double)NAN;
}

// The area under the normal share from where its index is z on, in standard deviations.
static double normal_area(double z)
{
    return z * bid_share(BID_NORMAL, z) + exp(-z * z / 2) / sqrt(2 * pi);
}

static double softplus(double x)
{
    return x > 0 ? x + log1p(exp(-x)) : log1p(exp(x));
}

static double mean_of(const struct integrand *of)
{
    double gamma = of->gamma, turn = pi / -gamma;
    switch (of->distribution) {
    case BID_LOGISTIC: return softplus(of->index) / -gamma;
    case BID_NORMAL: return normal_area(of->index) / -gamma;
    case BID_LOG_LOGISTIC: return gamma < -1 ? median_of(of) * turn / sin(turn) : (double)INFINITY;
    case BID_LOG_NORMAL: return exp(-of->index / gamma + 1 / (2 * gamma * gamma));
    case BID_WEIBULL: return exp(-of->index / gamma) * tgamma(1 - 1 / gamma);
    }
    return (double)NAN;
}

static double truncated_mean(const struct integrand *of, double top)
{
    double end = of->index + of->gamma * top;
    if (of->distribution == BID_LOGISTIC) return (softplus(of->index) - softplus(end)) / -of->gamma;
    if (of->distribution == BID_NORMAL) return (normal_area(of->index) - normal_area(end)) / -of->gamma;
    return area_to(of, top);
}

double bid_response_mean(
    enum bid_distribution distribution, enum bid_mean mean, double index, double gamma, double highest_bid)
{
    const struct integrand of = {distribution, index, gamma};
    if (!(gamma < 0)) return (double)NAN; // nobody would ever say no
    switch (mean) {
    case BID_MEDIAN: return median_of(&of);
    case BID_MEAN: return mean_of(&of);
    case BID_MEAN_TRUNCATED: return truncated_mean(&of, highest_bid);
    case BID_MEAN_ADJUSTED: return truncated_mean(&of, highest_bid) / (1 - share_above(&of, highest_bid));
    case BID_MEANS: break;
    }
    return (double)NAN;
}
