// SPDX-License-Identifier: Apache-2.0
// What a price specification says for models of choices only.
#ifndef TANDEM_PRICING_PRICE_CHOICE_SPEC_H
#define TANDEM_PRICING_PRICE_CHOICE_SPEC_H

#include "engine/mixed_logit.h"
#include "pricing/price_term.h"

struct price_choice_spec {
    // Mixed logit: which regressors differ between people, written as among the regressors.
    struct price_terms normal, log_normal, minus_log_normal;
    enum mixed_logit_draws sequence;
    size_t draws, searches;
};

#endif
