// SPDX-License-Identifier: Apache-2.0
// The names of stages and horizons, and which follows from which.
#include "people/life_cycle.h"

static const struct choice product_stages_choices[STAGE_COUNT] = {
    [STAGE_CONCEIVE] = {"conceive", "Conceive"},
    [STAGE_PLAN] = {"plan", "Plan"},
    [STAGE_DEVELOP] = {"develop", "Develop"},
    [STAGE_QUALIFY] = {"qualify", "Qualify"},
    [STAGE_LAUNCH] = {"launch", "Launch"},
    [STAGE_DELIVER] = {"deliver", "Deliver"},
    [STAGE_RETIRE] = {"retire", "Retire"},
    [STAGE_RETIRED] = {"retired", "Retired"},
};
const struct choice_list product_stages = {"stage", product_stages_choices, STAGE_COUNT};

static const struct choice product_horizons_choices[HORIZON_COUNT] = {
    [HORIZON_CURRENT] = {"current", "Current"},
    [HORIZON_NEXT] = {"next", "Next"},
    [HORIZON_FUTURE] = {"future", "Future"},
};
const struct choice_list product_horizons = {"horizon", product_horizons_choices, HORIZON_COUNT};

enum product_horizon product_horizon(int stage, int set)
{
    static const enum product_horizon by_stage[STAGE_COUNT] = {
        [STAGE_CONCEIVE] = HORIZON_FUTURE,
        [STAGE_PLAN] = HORIZON_FUTURE,
        [STAGE_DEVELOP] = HORIZON_NEXT,
        [STAGE_QUALIFY] = HORIZON_NEXT,
        [STAGE_LAUNCH] = HORIZON_NEXT,
        [STAGE_DELIVER] = HORIZON_CURRENT,
        [STAGE_RETIRE] = HORIZON_CURRENT,
        [STAGE_RETIRED] = HORIZON_NONE,
    };
    if (set >= 0 && set < HORIZON_COUNT && stage != STAGE_RETIRED) return (enum product_horizon)set;
    return stage >= 0 && stage < STAGE_COUNT ? by_stage[stage] : HORIZON_NONE;
}
