// SPDX-License-Identifier: Apache-2.0
// What is done with a price list: published, ended, drawn up anew.
#ifndef TANDEM_OFFER_PRICE_LIST_ACTION_H
#define TANDEM_OFFER_PRICE_LIST_ACTION_H

#include "model/resource.h"
#include "store/statement.h"

enum price_list_action {
    PRICE_LIST_PUBLISH,
    PRICE_LIST_EXPIRE,
    PRICE_LIST_NEW_VERSION,
    PRICE_LIST_ACTION_COUNT
};

extern const struct action price_list_actions[PRICE_LIST_ACTION_COUNT];
extern const struct statement_list price_list_statements;

#endif
