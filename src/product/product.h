// SPDX-License-Identifier: Apache-2.0
// A product: its place in the portfolio, its stage of life, and the horizon that follows from it.
#ifndef TANDEM_PRODUCT_PRODUCT_H
#define TANDEM_PRODUCT_PRODUCT_H

#include "model/resource.h"
#include "people/life_cycle.h"
#include "store/statement.h"

enum product_field {
    PRODUCT_NAME,
    PRODUCT_LINE,
    PRODUCT_DESCRIPTION,
    PRODUCT_STAGE,
    PRODUCT_HORIZON_SET,
    PRODUCT_HORIZON,
    PRODUCT_CONCEIVE_ON,
    PRODUCT_PLAN_ON,
    PRODUCT_DEVELOP_ON,
    PRODUCT_QUALIFY_ON,
    PRODUCT_LAUNCH_ON,
    PRODUCT_DELIVER_ON,
    PRODUCT_MATURE_ON,
    PRODUCT_RETIRE_ON,
    PRODUCT_RETIRED_ON,
    PRODUCT_WEBSITE,
    PRODUCT_FIELD_COUNT
};

enum product_action { PRODUCT_OPEN_GATE, PRODUCT_ACTION_COUNT };

extern const struct action product_actions[PRODUCT_ACTION_COUNT]; // in product/gate_open.c
extern const struct resource product_resource;
extern const struct statement_list product_statements;

#endif
