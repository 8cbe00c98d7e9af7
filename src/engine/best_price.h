// SPDX-License-Identifier: Apache-2.0
// The price of one product that earns most, where it has a closed form.
#ifndef TANDEM_ENGINE_BEST_PRICE_H
#define TANDEM_ENGINE_BEST_PRICE_H

// Demand of constant elasticity: cost e / (1 + e) (Lerner 1934). Not a number where e >= -1: the higher the
// price, the higher the profit, without end.
double best_price_lerner(double elasticity, double cost);
// Logit: utility quality - alpha price against ln(1 + sum of exp(utility)) of everything else, `others` (0:
// only buying nothing). cost + (1 + W(exp(quality - others - alpha cost - 1))) / alpha, W Lambert's function
// (Aravindakshan and Ratchford 2011). Not a number unless alpha > 0.
double best_price_logit(double quality, double others, double alpha, double cost);
// Lambert's W at exp(x), for any x: w + ln w = x (Corless and others 1996).
double best_price_lambert(double x);

#endif
