// SPDX-License-Identifier: Apache-2.0
// A responsibility map that a scenario puts in the place of the one in force, drafts too.
#ifndef TANDEM_STRESS_SCENARIO_MAP_H
#define TANDEM_STRESS_SCENARIO_MAP_H

#include "people/map_trial.h"
#include "stress/organisation_copy.h"
#include "stress/scenario_steps.h"

// Reads the maps that the steps name, each once. *arena*
enum error scenario_maps_load(struct transaction *transaction, const struct organisation *organisation,
    const struct scenario_steps *steps, struct arena *arena, struct map_trial **ret_maps,
    size_t *ret_count) MUST_CHECK;

// Lets the map decide in the copy, in the place of the one with the same scope.
enum error scenario_map_put(struct organisation_copy *copy, const struct map_trial *map) MUST_CHECK;

// Are the same maps in force in both?
bool scenario_map_is_same(const struct organisation *one, const struct organisation *other);

#endif
