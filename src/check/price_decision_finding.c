// SPDX-License-Identifier: Apache-2.0
// Findings about price decisions: which are looked at, and who is asked.
#include "check/price_decision_finding.h"

#include "check/ask.h"
#include "offer/amount.h"
#include "offer/price_decision.h"

const struct offer_decision *price_decision_of(
    const struct check_report *report, const struct finding *finding)
{
    return &report->offer->decisions[finding->index];
}

enum error price_decision_find(struct check *check, const struct check_rule *rule,
    bool (*is_one)(
        const struct check *check, const struct check_rule *rule, const struct offer_decision *decision))
{
    enum error error = ERROR_NONE;
    for (uint32_t i = 0; !error && i < check->offer->decision_count; i++) {
        const struct offer_decision *decision = &check->offer->decisions[i];
        if (!decision->is_current || decision->product == ORGANISATION_NONE ||
            !product_is_checked(check->organisation, decision->product))
            continue;
        if (is_one(check, rule, decision))
            error = check_add(check, rule,
                check_finding(check, rule, SUBJECT_PRICE_DECISION, i, decision->product, ROLE_COUNT));
    }
    return error;
}

uint32_t price_decision_ask(const struct check_report *report, const struct finding *finding)
{
    return ask_scope_activity(
        report, organisation_scope_of_product(report->organisation, finding->product), ACTIVITY_PRICING);
}
