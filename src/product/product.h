// SPDX-License-Identifier: Apache-2.0
// A product: its place in the portfolio, its stage of life, and the horizon that follows from it.
#ifndef TANDEM_PRODUCT_PRODUCT_H
#define TANDEM_PRODUCT_PRODUCT_H

#include "model/resource.h"
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

// Stages of the life cycle in their order, as in the choice list product_stages.
enum product_stage {
    STAGE_CONCEIVE,
    STAGE_PLAN,
    STAGE_DEVELOP,
    STAGE_QUALIFY,
    STAGE_LAUNCH,
    STAGE_DELIVER,
    STAGE_RETIRE,
    STAGE_RETIRED,
    STAGE_COUNT
};

// As in the choice list product_horizons.
enum product_horizon { HORIZON_NONE = -1, HORIZON_CURRENT, HORIZON_NEXT, HORIZON_FUTURE, HORIZON_COUNT };

extern const struct choice_list product_stages;
extern const struct choice_list product_horizons;

// The horizon of a product: the one set by hand, or what the stage says (operating model, section 4):
// conceive, plan: future; develop, qualify, launch: next; deliver, retire: current; retired: HORIZON_NONE.
// `stage` of enum product_stage or -1, `set` of enum product_horizon. Pure.
enum product_horizon product_horizon(int stage, int set);

extern const struct resource product_resource;
extern const struct statement_list product_statements;

#endif
