// SPDX-License-Identifier: Apache-2.0
// The distributions of willingness to pay: shares, densities, medians and means.
//
// The share that pays more than b is F(index + gamma t(b)). Logistic F(x) = 1 / (1 + exp(-x)); normal F =
// Phi; Weibull F(x) = exp(-exp(-x)). Means are the area under that share (Hanemann 1984): closed forms where
// there are any, else by the double exponential rule (Takahasi and Mori 1974), to about 1e-12.
#ifndef TANDEM_ENGINE_BID_MEAN_H
#define TANDEM_ENGINE_BID_MEAN_H

#include "engine/bid_response.h"

// F(x); x may be infinite.
double bid_share(enum bid_distribution distribution, double x);
// F'(x) and F''(x).
void bid_density(enum bid_distribution distribution, double x, double *ret_first, double *ret_second);

#endif
