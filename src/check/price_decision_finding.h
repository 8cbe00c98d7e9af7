// SPDX-License-Identifier: Apache-2.0
// What the rules about price decisions have in common, whether they look at the price or at the study behind
// it.
#ifndef TANDEM_CHECK_PRICE_DECISION_FINDING_H
#define TANDEM_CHECK_PRICE_DECISION_FINDING_H

#include "check/rule.h"

const struct offer_decision *price_decision_of(
    const struct check_report *report, const struct finding *finding);
// Adds a finding for each current decision about a product that is checked and that is one.
MUST_CHECK enum error price_decision_find(struct check *check, const struct check_rule *rule,
    bool (*is_one)(
        const struct check *check, const struct check_rule *rule, const struct offer_decision *decision));
// Who answers for prices over the product.
uint32_t price_decision_ask(const struct check_report *report, const struct finding *finding);

#endif
