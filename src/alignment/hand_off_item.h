// SPDX-License-Identifier: Apache-2.0
// The entry checklist of a hand-off.
#ifndef TANDEM_ALIGNMENT_HAND_OFF_ITEM_H
#define TANDEM_ALIGNMENT_HAND_OFF_ITEM_H

#include "alignment/hand_off.h"
#include "model/resource.h"

enum hand_off_item_field {
    HAND_OFF_ITEM_HAND_OFF,
    HAND_OFF_ITEM_NAME,
    HAND_OFF_ITEM_POSITION,
    HAND_OFF_ITEM_DONE,
    HAND_OFF_ITEM_EVIDENCE,
    HAND_OFF_ITEM_FIELD_COUNT
};

extern const struct resource hand_off_item_resource;

// What the checklist of a new hand-off begins with; ends with NULL. Static text.
const char *const *hand_off_item_defaults(enum hand_off_kind kind);

#endif
