// SPDX-License-Identifier: Apache-2.0
// Stages of a product's life and the horizons that follow from them. Lives with people, and not with
// products, because who is engaged when depends on it.
#ifndef TANDEM_PEOPLE_LIFE_CYCLE_H
#define TANDEM_PEOPLE_LIFE_CYCLE_H

#include "model/field.h"

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
// conceive, plan: future; develop, qualify, launch: next; deliver, retire: current; retired: HORIZON_NONE,
// whatever was set. `stage` of enum product_stage or -1, `set` of enum product_horizon. Pure.
enum product_horizon product_horizon(int stage, int set);

#endif
