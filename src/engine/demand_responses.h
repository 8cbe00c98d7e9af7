// SPDX-License-Identifier: Apache-2.0
// How one market's demand answers to prices: shares, their derivatives, elasticities, diversion, surplus,
// concentration.
//
// Every agent chooses by logit, or by nested logit with one rho; the market is their weighted sum (Berry,
// Levinsohn and Pakes 1995; Nevo 2000; Grigolon and Verboven 2014 for nests). The derivative of shares is
// split as Morrow and Skerlos (2011, section 3) do: ds_j/dp_k = Lambda_jj (j = k) - Gamma_jk. Utility is
// worked out by the caller, so that the price may stand in it in any way.
#ifndef TANDEM_ENGINE_DEMAND_RESPONSES_H
#define TANDEM_ENGINE_DEMAND_RESPONSES_H

#include "engine/engine.h"
#include "engine/vector.h"

struct demand_market {
    size_t products, agents;
    const double *weight; // of an agent; need not add up to one
    // Fills utility and slope, the derivative of a product's utility by its own price: product after product,
    // each with all agents.
    void (*utility)(void *context, const double *price, double *utility, double *slope);
    void *context;
    const uint32_t *nest; // of a product; NULL when there are none
    double rho;           // 0 <= rho < 1 when there are nests
};

struct demand_responses {
    size_t products, agents;
    double *utility, *slope, *choice; // products x agents: choice is s_ij
    double *share, *lambda;           // of a product
    double *gamma;                    // products x products: row j, column k
    double outside;                   // the share that chooses nothing
    double surplus; // of consumers, in money: the mean of ln(sum of exp(utility)) / marginal utility of money
    double *weighted, *inclusive, *matrix; // work: products x agents, products, products x products
    double *top, *sum;                     // agents: work
    struct vector_kernels kernels;
    uint32_t *leader; // the first product of the same nest
    size_t *own;      // the products of the firm at hand
};

// Room for markets of at most so many products and agents.
MUST_CHECK enum error demand_responses_prepare(
    size_t products, size_t agents, struct arena *arena, struct demand_responses *ret);
// Fills everything at the prices given. The marginal utility of money is that of the market's first product.
void demand_responses_compute(
    const struct demand_market *market, const double *price, struct demand_responses *responses);
// Only shares, the share outside and the surplus; lambda and gamma are left as they were.
void demand_responses_shares(
    const struct demand_market *market, const double *price, struct demand_responses *responses);

// result (products x products): row j, column k is the percentage change of j's share by one percent of k's
// price.
void demand_responses_elasticities(
    const struct demand_responses *responses, const double *price, double *result);
// result (products x products): row j, column k is the part of those who leave j, when its price rises, that
// goes to k; on the diagonal the part that buys nothing (Conlon and Mortimer 2021, equation 1).
void demand_responses_diversion(const struct demand_responses *responses, double *result);
// The change of all that is bought when every price rises by the factor, over the factor: of shares of the
// market, as PyBLP counts; divide by the share that buys for the elasticity of the category. `responses`
// holds the shares at the prices, and those after the rise when it is done; `work` has room for products.
double demand_responses_aggregate(const struct demand_market *market, const double *price, double factor,
    struct demand_responses *responses, double *work);
// Herfindahl and Hirschman: 10000 times the sum of squares of the firms' parts of what is bought.
double demand_responses_concentration(size_t products, const double *share, const uint32_t *firm);
// Price less marginal cost for firms that set the prices of all their products (Bertrand-Nash): s + (owner *
// ds/dp')(p - c) = 0. ERROR_INVALID where it has no solution.
MUST_CHECK enum error demand_responses_margins(
    struct demand_responses *responses, const uint32_t *firm, double *margin);

#endif
