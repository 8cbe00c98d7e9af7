// SPDX-License-Identifier: Apache-2.0
// A responsibility map: which role is accountable for which activity, for the whole company or for a unit or
// line. A map is a version: once it was put in force, its entries and all that decides stay as they are, and
// a change is a copy that is put in force in its place. On every day at most one map decides for a scope:
// from the day in_force_on, and until the day before superseded_on.
//
// Putting a map in force, taking it out and changing the mode of a draft are administrative acts: the
// permission of organisers and administrators decides, no map (policy/policy.h). A map that decided who may
// replace it could not be put right once nobody holds the role that it names.
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
enum map_action { MAP_PUT_IN_FORCE, MAP_SUPERSEDE, MAP_READ_EFFECT, MAP_ACTION_COUNT };

extern const struct choice_list map_statuses;
extern const struct choice_list map_modes;
extern const struct action map_actions[MAP_ACTION_COUNT];

// Adds the problem that a map which is or was in force is not edited but copied.
void map_refuse_edit(const struct record *map, const char *field, struct problem_list *problems);

// To be called in the write that makes, changes or deletes an entry of the map. ERROR_INVALID with a problem
// when the map is no draft. What somebody read about its effect is true no more.
enum error map_entry_is_written(struct transaction *transaction, const struct actor *actor, struct text map,
    struct arena *arena, struct problem_list *problems) MUST_CHECK;

extern const struct resource map_resource;
extern const struct statement_list map_statements;

#endif
