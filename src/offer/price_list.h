// SPDX-License-Identifier: Apache-2.0
// A price list: the prices that hold for a product, line or unit in one currency for a time.
#ifndef TANDEM_OFFER_PRICE_LIST_H
#define TANDEM_OFFER_PRICE_LIST_H

#include "model/resource.h"

enum price_list_field {
    PRICE_LIST_NAME,
    PRICE_LIST_SCOPE,
    PRICE_LIST_CURRENCY,
    PRICE_LIST_UNIT,
    PRICE_LIST_STATUS,
    PRICE_LIST_VALID_FROM_ON,
    PRICE_LIST_VALID_TO_ON,
    PRICE_LIST_REPLACES,
    PRICE_LIST_EDITION,
    PRICE_LIST_DATED_ON,
    PRICE_LIST_BILLING,
    PRICE_LIST_WEB_PAGE,
    PRICE_LIST_NOTES,
    PRICE_LIST_FIELD_COUNT
};

// As in the choice list price_list_statuses.
enum price_list_status {
    PRICE_LIST_DRAFT,
    PRICE_LIST_PUBLISHED,
    PRICE_LIST_EXPIRED,
    PRICE_LIST_STATUS_COUNT
};

extern const struct choice_list price_list_statuses;

extern const struct resource price_list_resource;

#endif
