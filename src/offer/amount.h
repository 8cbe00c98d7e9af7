// SPDX-License-Identifier: Apache-2.0
// What all amounts of money share: how exact they are, per what they are, and for how long.
#ifndef TANDEM_OFFER_AMOUNT_H
#define TANDEM_OFFER_AMOUNT_H

#include "model/field.h"

// Four digits after the point: a hundredth of a cent, as prices per use have them.
#define AMOUNT_SCALE 4
#define AMOUNT_ONE INT64_C(10000)
#define AMOUNT_MAXIMUM (INT64_C(1000000000000) * AMOUNT_ONE)

// As in the choice list amount_periods.
enum amount_period {
    PERIOD_ONCE,
    PERIOD_USE,
    PERIOD_HOUR,
    PERIOD_DAY,
    PERIOD_WEEK,
    PERIOD_MONTH,
    PERIOD_QUARTER,
    PERIOD_HALF_YEAR,
    PERIOD_YEAR,
    PERIOD_COUNT
};
extern const struct choice_list amount_periods;

// The activities that prices belong to: whose it is to set them, and to state what they have to cover.
#define ACTIVITY_PRICING "pricing_on_elasticity"
#define ACTIVITY_PRICING_INPUTS "pricing_inputs"

// Brings an amount for one period to that of a month, rounded half up. False where there is none: once, per
// use, or too large.
MUST_CHECK bool amount_monthly(int64_t amount, enum amount_period period, int64_t *ret_monthly);

// Is the text a whole address of the web (http, https)? For struct field.accepts.
bool amount_link_is_shaped(struct text text);

#endif
