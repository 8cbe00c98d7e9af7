// SPDX-License-Identifier: Apache-2.0
// A feature of a product, or a limit on one, by which its plans differ; the kinds are those of Pricing2Yaml.
#ifndef TANDEM_OFFER_PLAN_FEATURE_H
#define TANDEM_OFFER_PLAN_FEATURE_H

#include "model/resource.h"

enum plan_feature_field {
    PLAN_FEATURE_PRODUCT,
    PLAN_FEATURE_NAME,
    PLAN_FEATURE_KIND,
    PLAN_FEATURE_VALUE_TYPE,
    PLAN_FEATURE_DEFAULT_VALUE,
    PLAN_FEATURE_UNIT,
    PLAN_FEATURE_DESCRIPTION,
    PLAN_FEATURE_TAG,
    PLAN_FEATURE_SUBTYPE,
    PLAN_FEATURE_LIMIT_OF,
    PLAN_FEATURE_WEB_PAGE,
    PLAN_FEATURE_POSITION,
    PLAN_FEATURE_FIELD_COUNT
};

// As in the choice list plan_feature_kinds: kinds of features, then kinds of limits.
enum plan_feature_kind {
    FEATURE_INFORMATION,
    FEATURE_INTEGRATION,
    FEATURE_DOMAIN,
    FEATURE_AUTOMATION,
    FEATURE_MANAGEMENT,
    FEATURE_GUARANTEE,
    FEATURE_SUPPORT,
    FEATURE_PAYMENT,
    FEATURE_RENEWABLE_LIMIT,
    FEATURE_NON_RENEWABLE_LIMIT,
    FEATURE_RESPONSE_DRIVEN_LIMIT,
    FEATURE_TIME_DRIVEN_LIMIT,
    FEATURE_KIND_COUNT
};
// As in the choice list plan_feature_value_types.
enum plan_feature_value_type {
    FEATURE_VALUE_BOOLEAN,
    FEATURE_VALUE_NUMERIC,
    FEATURE_VALUE_TEXT,
    FEATURE_VALUE_TYPE_COUNT
};

extern const struct choice_list plan_feature_kinds;
extern const struct choice_list plan_feature_value_types;

static inline bool plan_feature_is_limit(int kind)
{
    return kind >= FEATURE_RENEWABLE_LIMIT;
}

// Is the text a value of the type: true or false; a number or "unlimited"; any words? Says what would be
// right in *ret_right where it is not.
bool plan_feature_accepts(int value_type, struct text value, const char **ret_right);

extern const struct resource plan_feature_resource;

#endif
