// SPDX-License-Identifier: Apache-2.0
// What draws from a posterior come to: mean, deviation, interval, and how many independent draws they are
// worth.
//
// The effective number is the variance of a draw over that of the mean, by autocorrelations up to where pairs
// of them stop being positive and falling (Geyer 1992, section 3.3), over several chains (Gelman et al. 2013,
// section 11.5, whose R-hat compares the chains). Long chains are first averaged in blocks, which leaves the
// variance of the mean as it is.
#ifndef TANDEM_ENGINE_POSTERIOR_H
#define TANDEM_ENGINE_POSTERIOR_H

#include "engine/engine.h"

struct posterior_summary {
    double mean, deviation, low, high;
    double beyond;    // twice the share of draws on the other side of 0 than the mean
    double effective; // number of independent draws; 0 when no draw differs from another
    double shrinkage; // R-hat: 1 where chains agree
};

// `draws` (chain after chain) of one quantity; `outside` is the share of draws outside the interval, half on
// each side. `room` has chains x draws places.
void posterior_summarise(size_t chains, size_t count, const double *draws, double outside, double *room,
    struct posterior_summary *ret_summary);
// Puts the value of that rank (0 the least) into its place among the values, smaller ones before it, and
// returns it.
double posterior_rank(size_t count, double *values, size_t rank);

#endif
