// SPDX-License-Identifier: Apache-2.0
// A price of a competitor, as it was seen on a day.
#ifndef TANDEM_OFFER_COMPETITOR_PRICE_H
#define TANDEM_OFFER_COMPETITOR_PRICE_H

#include "model/resource.h"

enum competitor_price_field {
    COMPETITOR_PRICE_COMPETITOR,
    COMPETITOR_PRICE_PRODUCT,
    COMPETITOR_PRICE_PLAN_NAME,
    COMPETITOR_PRICE_AMOUNT,
    COMPETITOR_PRICE_CURRENCY,
    COMPETITOR_PRICE_UNIT,
    COMPETITOR_PRICE_BILLING_PERIOD,
    COMPETITOR_PRICE_SEEN_ON,
    COMPETITOR_PRICE_CONFIDENCE,
    COMPETITOR_PRICE_SEEN_AT,
    COMPETITOR_PRICE_LINK,
    COMPETITOR_PRICE_NOTES,
    COMPETITOR_PRICE_FIELD_COUNT
};

// As in the choice list confidences.
enum confidence { CONFIDENCE_LOW, CONFIDENCE_MEDIUM, CONFIDENCE_HIGH, CONFIDENCE_COUNT };

extern const struct choice_list confidences;

extern const struct resource competitor_price_resource;

#endif
