// SPDX-License-Identifier: Apache-2.0
// What an add-on has to do with a plan or with another add-on.
#ifndef TANDEM_OFFER_ADD_ON_LINK_H
#define TANDEM_OFFER_ADD_ON_LINK_H

#include "model/resource.h"

enum add_on_link_field { ADD_ON_LINK_ADD_ON, ADD_ON_LINK_KIND, ADD_ON_LINK_OTHER, ADD_ON_LINK_FIELD_COUNT };

// As in the choice list add_on_link_kinds.
enum add_on_link_kind {
    ADD_ON_LINK_AVAILABLE_FOR,
    ADD_ON_LINK_DEPENDS_ON,
    ADD_ON_LINK_EXCLUDES,
    ADD_ON_LINK_KIND_COUNT
};

extern const struct choice_list add_on_link_kinds;

extern const struct resource add_on_link_resource;

#endif
