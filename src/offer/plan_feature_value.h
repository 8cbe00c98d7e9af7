// SPDX-License-Identifier: Apache-2.0
// What a plan or an add-on says about a feature; where it says nothing, the default of the feature holds.
#ifndef TANDEM_OFFER_PLAN_FEATURE_VALUE_H
#define TANDEM_OFFER_PLAN_FEATURE_VALUE_H

#include "model/resource.h"

enum plan_feature_value_field {
    PLAN_FEATURE_VALUE_ITEM,
    PLAN_FEATURE_VALUE_FEATURE,
    PLAN_FEATURE_VALUE_VALUE,
    PLAN_FEATURE_VALUE_IS_EXTENSION,
    PLAN_FEATURE_VALUE_FIELD_COUNT
};

extern const struct resource plan_feature_value_resource;

#endif
