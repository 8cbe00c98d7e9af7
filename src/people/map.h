// SPDX-License-Identifier: Apache-2.0
// A responsibility map: which role is accountable for which activity. One map is in force at a time.
#ifndef TANDEM_PEOPLE_MAP_H
#define TANDEM_PEOPLE_MAP_H

#include "model/resource.h"
#include "store/statement.h"

enum map_field {
    MAP_NAME,
    MAP_CODE,
    MAP_ORIGIN,
    MAP_DESCRIPTION,
    MAP_STATUS,
    MAP_IN_FORCE_ON,
    MAP_SUPERSEDED_ON,
    MAP_SCOPE,
    MAP_MODE,
    MAP_BASED_ON,
    MAP_REASON,
    MAP_EFFECT_READ_ON,
    MAP_EFFECT_READ_BY,
    MAP_FIELD_COUNT
};

// As in the choice list map_statuses.
enum map_status { MAP_DRAFT, MAP_IN_FORCE, MAP_SUPERSEDED, MAP_STATUS_COUNT };

// As in the choice list map_modes.
enum map_mode { MAP_ADVISORY, MAP_STRICT, MAP_MODE_COUNT };

// Positions in map_actions.
enum map_action { MAP_PUT_IN_FORCE, MAP_SUPERSEDE, MAP_ACTION_COUNT };

extern const struct choice_list map_statuses;
extern const struct choice_list map_modes;
extern const struct action map_actions[MAP_ACTION_COUNT];

extern const struct resource map_resource;
extern const struct statement_list map_statements;

#endif
