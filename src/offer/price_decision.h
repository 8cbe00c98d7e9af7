// SPDX-License-Identifier: Apache-2.0
// A decision about the price of a product, plan or add-on, with what it rests on.
#ifndef TANDEM_OFFER_PRICE_DECISION_H
#define TANDEM_OFFER_PRICE_DECISION_H

#include "model/resource.h"

enum price_decision_field {
    PRICE_DECISION_TITLE,
    PRICE_DECISION_ITEM,
    PRICE_DECISION_PRICE_POINT,
    PRICE_DECISION_STUDY,
    PRICE_DECISION_PROPOSED_AMOUNT,
    PRICE_DECISION_CURRENCY,
    PRICE_DECISION_RECOMMENDED_LOW,
    PRICE_DECISION_RECOMMENDED_HIGH,
    PRICE_DECISION_OPTIONS,
    PRICE_DECISION_REASON,
    PRICE_DECISION_STATUS,
    PRICE_DECISION_DECIDED_ON,
    PRICE_DECISION_DECIDED_BY,
    PRICE_DECISION_ANSWER,
    PRICE_DECISION_FIELD_COUNT
};

// As in the choice list price_decision_statuses.
enum price_decision_status {
    PRICE_DECISION_PROPOSED,
    PRICE_DECISION_APPROVED,
    PRICE_DECISION_REJECTED,
    PRICE_DECISION_WITHDRAWN,
    PRICE_DECISION_STATUS_COUNT
};

extern const struct choice_list price_decision_statuses;

extern const struct resource price_decision_resource;

#endif
