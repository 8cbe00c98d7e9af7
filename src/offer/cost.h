// SPDX-License-Identifier: Apache-2.0
// What it costs to make and to serve a product or plan, from a day on.
#ifndef TANDEM_OFFER_COST_H
#define TANDEM_OFFER_COST_H

#include "model/resource.h"

enum cost_field {
    COST_ITEM,
    COST_NAME,
    COST_KIND,
    COST_AMOUNT,
    COST_CURRENCY,
    COST_UNIT,
    COST_BILLING_PERIOD,
    COST_VALID_FROM_ON,
    COST_NOTES,
    COST_FIELD_COUNT
};

// As in the choice list cost_kinds.
enum cost_kind { COST_FIXED, COST_VARIABLE, COST_KIND_COUNT };

extern const struct choice_list cost_kinds;

extern const struct resource cost_resource;

#endif
