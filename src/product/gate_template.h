// SPDX-License-Identifier: Apache-2.0
// Gate templates: the criteria that a new gate starts with, each tied to an activity and so to its signer.
#ifndef TANDEM_PRODUCT_GATE_TEMPLATE_H
#define TANDEM_PRODUCT_GATE_TEMPLATE_H

#include "model/resource.h"

enum gate_template_field {
    GATE_TEMPLATE_STAGE,
    GATE_TEMPLATE_NAME,
    GATE_TEMPLATE_ACTIVITY,
    GATE_TEMPLATE_POSITION,
    GATE_TEMPLATE_FIELD_COUNT
};

extern const struct resource gate_template_resource;

#endif
