// SPDX-License-Identifier: Apache-2.0
// What a price specification says for models of choices only.
#ifndef TANDEM_PRICING_PRICE_CHOICE_SPEC_H
#define TANDEM_PRICING_PRICE_CHOICE_SPEC_H

#include "engine/mixed_logit.h"
#include "pricing/price_decide_spec.h"
#include "pricing/price_survey_spec.h"
#include "pricing/price_term.h"

struct price_choice_spec {
    // Mixed logit: which regressors differ between people, written as among the regressors.
    struct price_terms normal, log_normal, minus_log_normal;
    enum mixed_logit_draws sequence;
    size_t draws, searches;
    // Choice simulation and product lines.
    struct price_terms cost, rival_regressors;
    struct price_texts own;        // part-worths that every candidate has
    struct price_texts best_price; // the products whose best price is asked
    struct price_numbers price_range;
    bool has_preference_rule;
    double attribute_error, product_error, rival_price_spread;
    size_t size, effort, bootstrap;
};

#endif
