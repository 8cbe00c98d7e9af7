// SPDX-License-Identifier: Apache-2.0
// Waivers: findings that their accountable person lets stand, why and until when.
#ifndef TANDEM_CHECK_WAIVER_H
#define TANDEM_CHECK_WAIVER_H

#include "model/resource.h"
#include "store/statement.h"

enum waiver_field {
    WAIVER_RULE,
    WAIVER_FINDING,
    WAIVER_RECORD,
    WAIVER_REASON,
    WAIVER_UNTIL_ON,
    WAIVER_PERSON,
    WAIVER_FIELD_COUNT
};

extern const struct resource waiver_resource;

extern const struct statement_list waiver_statements; // of check_waivers_load

#endif
