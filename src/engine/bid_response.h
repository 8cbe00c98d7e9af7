// SPDX-License-Identifier: Apache-2.0
// What people would pay, from yes and no to bids: single- and double-bounded dichotomous choice.
//
// P(pay more than b) = F(x'beta + gamma t(b)), gamma < 0; t(b) = b, or ln b. A person whose answers say that
// it lies between two bids adds ln(F(low) - F(high)) to the likelihood (Hanemann, Loomis and Kanninen 1991,
// American Journal of Agricultural Economics 73, 1255-1263, equations 5 to 9); after a single bid one of the
// two is not there. Maximised by Newton's method: the likelihood is concave in (beta, gamma) because F is
// log-concave (Burridge 1981). Errors from the second derivatives.
#ifndef TANDEM_ENGINE_BID_RESPONSE_H
#define TANDEM_ENGINE_BID_RESPONSE_H

#include "engine/resample.h"

enum bid_distribution { BID_LOGISTIC, BID_NORMAL, BID_LOG_LOGISTIC, BID_LOG_NORMAL, BID_WEIBULL };

enum bid_mean {
    BID_MEDIAN,
    BID_MEAN,           // over all prices from 0 on; infinite for a log-logistic with gamma >= -1
    BID_MEAN_TRUNCATED, // up to the highest bid
    BID_MEAN_ADJUSTED,  // the same, divided by the share below the highest bid (Boyle et al. 1988)
    BID_MEANS
};

struct bid_data {
    size_t people, covariates;
    // What is known of each: pays more than `low`, not more than `high`; not a number where there is no
    // bound.
    const double *low, *high;
    const double *covariate; // people x covariates; a constant is one like any other
    const double *weight;    // NULL: all the same
    double highest_bid;
};

struct bid_options {
    enum bid_distribution distribution;
    size_t draws; // of Krinsky and Robb (1986); 0: none
    uint64_t seed;
    double interval_outside;
    size_t iteration_limit;
};

struct bid_fit {
    size_t coefficients; // covariates and, last, gamma
    double *coefficient; // *arena*
    double *covariance;  // *arena*, coefficients x coefficients
    double log_likelihood;
    double null_log_likelihood; // with the constant and gamma alone: not a number when it was not found
    size_t iterations;
    // At the means of the covariates; error by the delta method, interval by Krinsky and Robb.
    double mean[BID_MEANS], mean_error[BID_MEANS];
    struct resample_interval mean_interval[BID_MEANS];
    struct engine_refusals refusals;
};

// Refuses WRONG_SIGN when a higher bid is accepted more often: estimated, but not to be used.
MUST_CHECK enum error bid_response_fit(const struct bid_data *data, const struct bid_options *options,
    struct arena *arena, struct bid_fit *ret_fit);

// The median and means for x'beta and gamma.
double bid_response_mean(
    enum bid_distribution distribution, enum bid_mean mean, double index, double gamma, double highest_bid);
// The share that pays more than the price.
double bid_response_demand(enum bid_distribution distribution, double index, double gamma, double price);

#endif
