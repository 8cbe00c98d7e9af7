// SPDX-License-Identifier: Apache-2.0
// A plan or package of a product: one of the things that a buyer can choose.
#ifndef TANDEM_OFFER_PLAN_H
#define TANDEM_OFFER_PLAN_H

#include "model/resource.h"

enum plan_field {
    PLAN_PRODUCT,
    PLAN_NAME,
    PLAN_KIND,
    PLAN_DESCRIPTION,
    PLAN_POSITION,
    PLAN_IS_PRIVATE,
    PLAN_FIELD_COUNT
};

// As in the choice list plan_kinds.
enum plan_kind { PLAN_KIND_PLAN, PLAN_KIND_PACKAGE, PLAN_KIND_COUNT };

extern const struct choice_list plan_kinds;

extern const struct resource plan_resource;

#endif
