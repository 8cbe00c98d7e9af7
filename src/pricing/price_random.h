// SPDX-License-Identifier: Apache-2.0
// What a specification says of random coefficients, of the points that they are integrated over, and of the
// supply side.
#ifndef TANDEM_PRICING_PRICE_RANDOM_H
#define TANDEM_PRICING_PRICE_RANDOM_H

#include "engine/covariance.h"
#include "engine/quadrature.h"
#include "pricing/price_term.h"

#define PRICE_RANDOM_MAXIMUM 50 // terms with a random coefficient
#define PRICE_PARAMETERS_MAXIMUM 100

// One parameter of the random coefficients: which term, by what of the agents, where the search starts.
struct price_random {
    size_t term;
    size_t draw;       // draw(1), draw(2) …; 0: a term of the agents
    size_t agent_term; // of `agent_terms`
    double start;
    double low, high; // bounds where low < high
    bool is_fixed;
    struct text source; // "nodes1", "draw(2)"
};

struct price_integration {
    bool is_given; // in the specification; else the agents are the points
    enum quadrature_kind kind;
    size_t size;
};

struct price_random_spec {
    struct price_terms terms;       // of the products
    struct price_terms agent_terms; // of the agents
    struct price_random *parameter; // *arena*
    size_t count, draws;            // draws: the highest number
    struct price_integration integration;
    bool is_linear_price_left_out, is_weighted_from_start, is_plain_search, has_optimal_instruments;
    double price_start; // not a number: from the logit
    enum covariance_kind weighting_covariance;
};

// The value of "random TERM = …", whose term stands from term_position to term_end. `cursor` names the
// products, `agents` are the names of the other file. False after adding a problem.
MUST_CHECK bool price_random_parse(struct price_cursor *cursor, size_t term_position, size_t term_end,
    struct price_names *agents, struct price_random_spec *random);
// "product 5", "halton 500", "sobol 256", "monte-carlo 200".
MUST_CHECK bool price_integration_parse(struct price_cursor *cursor, struct price_integration *ret);

#endif
