// SPDX-License-Identifier: Apache-2.0
// A business unit: the largest part of a company below the whole.
#ifndef TANDEM_PRODUCT_UNIT_H
#define TANDEM_PRODUCT_UNIT_H

#include "model/resource.h"

enum unit_field { UNIT_NAME, UNIT_DESCRIPTION, UNIT_FIELD_COUNT };

extern const struct resource unit_resource;

#endif
