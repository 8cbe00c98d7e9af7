// SPDX-License-Identifier: Apache-2.0
// An add-on of a product: bought on top of a plan, never alone.
#ifndef TANDEM_OFFER_ADD_ON_H
#define TANDEM_OFFER_ADD_ON_H

#include "model/resource.h"

enum add_on_field {
    ADD_ON_PRODUCT,
    ADD_ON_NAME,
    ADD_ON_DESCRIPTION,
    ADD_ON_POSITION,
    ADD_ON_IS_PRIVATE,
    ADD_ON_FIELD_COUNT
};

extern const struct resource add_on_resource;

#endif
