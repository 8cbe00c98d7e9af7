// SPDX-License-Identifier: Apache-2.0
// Which products of a list of candidates to offer, so that most is earned from people with known utilities.
//
// Each respondent takes the offered product of highest utility, if it is strictly better than what there is
// already (first choice), or each product with probability exp(u) / sum exp(u) (share of preference). The
// value of a line is the sum of weights times the margin of what is taken.
//
// Exact by branch and bound. For a set S, respondents' gain of a candidate c without what it takes away,
//   first choice: p(c|S) = sum over those with u_c > u_S of w max(0, m_c - m_S)
//   preference:   p(c|S) = sum w e_c max(0, m_c - a_S) / (D_S + e_c), a_S the mean margin earned, D_S sum
//   exp(u)
// bounds what T can add: value(S + T) <= value(S) + sum over T of p(c|S). In first choice, whoever ends at c
// in T switches from S to c; in preference value(S + T) - value(S) = sum e_c (m_c - a_S) / (D_S + sum e) with
// sum e >= e_c. So a branch of r more products is worth at most value(S) and the r largest p(c|S) left.
// The search starts from greedy additions, improved by single swaps; the share-of-choices problem is NP-hard
// (Kohli and Krishnamurti 1989; Belloni, Freund, Selove and Simester 2008 compare such methods).
#ifndef TANDEM_ENGINE_PRODUCT_LINE_H
#define TANDEM_ENGINE_PRODUCT_LINE_H

#include "engine/engine.h"

#define PRODUCT_LINE_SIZE_MAXIMUM 10

enum product_line_rule { PRODUCT_LINE_FIRST_CHOICE, PRODUCT_LINE_PREFERENCE };

struct product_line_data {
    size_t respondents, candidates, rivals;
    const double *utility; // respondents x candidates
    const double *rival;   // respondents x rivals, among them a column of zeros where one may take none
    const double *margin;  // of the candidates
    const double *weight;  // of the respondents, not below 0; NULL: 1
};

struct product_line_options {
    enum product_line_rule rule;
    size_t size;             // how many products, 1 to PRODUCT_LINE_SIZE_MAXIMUM and the candidates
    size_t evaluation_limit; // sets looked at; beyond, the gap is stated. 0: no search, only swaps
};

struct product_line_fit {
    size_t size, line[PRODUCT_LINE_SIZE_MAXIMUM]; // candidates, rising
    size_t greedy[PRODUCT_LINE_SIZE_MAXIMUM];     // in the order in which they were added
    double value, bound;                          // no line of the size is worth more than `bound`
    double greedy_value, swapped_value;
    bool is_proved; // value is the bound: no line is better
    size_t evaluations;
    double lines; // how many there are
    struct engine_refusals refusals;
};

MUST_CHECK enum error product_line_fit(const struct product_line_data *data,
    const struct product_line_options *options, const struct engine_help *help, struct arena *arena,
    struct product_line_fit *ret_fit);

// Prepared once, for several lines and other weights.
struct product_line;
MUST_CHECK enum error product_line_prepare(const struct product_line_data *data, enum product_line_rule rule,
    struct arena *arena, struct product_line **ret_line);
// Other weights (respondents), such as those of a bootstrap.
void product_line_weigh(struct product_line *line, const double *weight);
// Other utilities of the rivals (respondents x as many), such as at other prices.
void product_line_meet(struct product_line *line, const double *rival);
// The value of the set; `buyers` (may be NULL) becomes the weight of those who take each.
double product_line_value(struct product_line *line, size_t size, const size_t *set, double *buyers);
// Greedy additions and swaps; returns the value.
double product_line_swap(struct product_line *line, size_t size, size_t *set);

#endif
