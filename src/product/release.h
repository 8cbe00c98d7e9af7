// SPDX-License-Identifier: Apache-2.0
// A release: what of a product goes out, when, and who leads it.
#ifndef TANDEM_PRODUCT_RELEASE_H
#define TANDEM_PRODUCT_RELEASE_H

#include "model/resource.h"

enum release_field {
    RELEASE_PRODUCT,
    RELEASE_NAME,
    RELEASE_STATUS,
    RELEASE_PLANNED_ON,
    RELEASE_RELEASED_ON,
    RELEASE_LEAD,
    RELEASE_NOTES,
    RELEASE_FIELD_COUNT
};

// As in the choice list release_statuses.
enum release_status { RELEASE_PLANNED, RELEASE_RELEASED, RELEASE_CANCELLED, RELEASE_STATUS_COUNT };

extern const struct choice_list release_statuses;

extern const struct resource release_resource;

#endif
