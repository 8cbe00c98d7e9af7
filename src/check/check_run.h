// SPDX-License-Identifier: Apache-2.0
// Recorded runs of the check: how many findings of which rule there were, for the trend.
#ifndef TANDEM_CHECK_CHECK_RUN_H
#define TANDEM_CHECK_CHECK_RUN_H

#include "model/resource.h"

enum check_run_field {
    CHECK_RUN_TAKEN_AT,
    CHECK_RUN_DAY_ON,
    CHECK_RUN_ERRORS,
    CHECK_RUN_WARNINGS,
    CHECK_RUN_INFOS,
    CHECK_RUN_WAIVED,
    CHECK_RUN_PRODUCTS,
    CHECK_RUN_RULES,
    CHECK_RUN_FIELD_COUNT
};

extern const struct resource check_run_resource;

#endif
