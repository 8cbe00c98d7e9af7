// SPDX-License-Identifier: Apache-2.0
// A price: what a plan or add-on costs in a price list, from a day on.
#ifndef TANDEM_OFFER_PRICE_POINT_H
#define TANDEM_OFFER_PRICE_POINT_H

#include "model/resource.h"

enum price_point_field {
    PRICE_POINT_PRICE_LIST,
    PRICE_POINT_ITEM,
    PRICE_POINT_AMOUNT,
    PRICE_POINT_WORDING,
    PRICE_POINT_UNIT,
    PRICE_POINT_BILLING_PERIOD,
    PRICE_POINT_VALID_FROM_ON,
    PRICE_POINT_VALID_TO_ON,
    PRICE_POINT_REPLACES,
    PRICE_POINT_REASON,
    PRICE_POINT_FIELD_COUNT
};

extern const struct resource price_point_resource;

#endif
