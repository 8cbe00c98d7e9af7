// SPDX-License-Identifier: Apache-2.0
// An entry of a responsibility map: who is accountable, responsible, consulted and informed for one activity.
#ifndef TANDEM_PEOPLE_MAP_ENTRY_H
#define TANDEM_PEOPLE_MAP_ENTRY_H

#include "model/resource.h"

enum map_entry_field {
    MAP_ENTRY_MAP,
    MAP_ENTRY_ACTIVITY,
    MAP_ENTRY_SIDE,
    MAP_ENTRY_ACCOUNTABLE,
    MAP_ENTRY_RESPONSIBLE,
    MAP_ENTRY_CONSULTED,
    MAP_ENTRY_INFORMED,
    MAP_ENTRY_NOTE,
    MAP_ENTRY_FROM_STAGE,
    MAP_ENTRY_TO_STAGE,
    MAP_ENTRY_HORIZONS,
    MAP_ENTRY_FOUR_EYES,
    MAP_ENTRY_FOLLOWS,
    MAP_ENTRY_FIELD_COUNT
};

// As in the choice list map_sides.
enum map_side { SIDE_PM, SIDE_SHARED, SIDE_PMM, SIDE_COUNT };

extern const struct choice_list map_sides;

extern const struct resource map_entry_resource;

#endif
