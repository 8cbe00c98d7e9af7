// SPDX-License-Identifier: Apache-2.0
// Reads maps that are not in force, and puts them into a copy of the organisation.
#include "stress/scenario_map.h"

enum error scenario_maps_load(struct transaction *transaction, const struct organisation *organisation,
    const struct scenario_steps *steps, struct arena *arena, struct map_trial **ret_maps, size_t *ret_count)
{
    struct map_trial *maps = arena_array(arena, struct map_trial, steps->count + 1);
    size_t count = 0;
    if (!maps) return ERROR_MEMORY;
    for (size_t i = 0; i < steps->count; i++) {
        if (steps->steps[i].act != STEP_MAP) continue;
        const struct text key = steps->steps[i].values[MAP_MAP];
        size_t known = 0;
        while (known < count && !text_equal(maps[known].map.key, key))
            known++;
        if (known < count) continue;
        enum error error = map_trial_load(transaction, organisation, key, arena, &maps[count]);
        if (error == ERROR_NOT_FOUND) continue; // the step says so when it is applied
        if (error) return error;
        count++;
    }
    *ret_maps = maps;
    *ret_count = count;
    return ERROR_NONE;
}

enum error scenario_map_put(struct organisation_copy *copy, const struct map_trial *map)
{
    struct organisation *put;
    struct map_trial moved = *map;
    // The map was read beside the original: lines have moved since by the number of new units.
    if (moved.map.scope != ORGANISATION_NONE &&
        moved.map.scope >= organisation_scope_of_line(&copy->organisation, 0) - copy->new_units)
        moved.map.scope += copy->new_units;
    enum error error = map_trial_put(&copy->organisation, &moved, copy->arena, &put);
    if (!error) copy->organisation = *put;
    return error;
}

bool scenario_map_is_same(const struct organisation *one, const struct organisation *other)
{
    if (one->map_count != other->map_count) return false;
    for (uint32_t i = 0; i < one->map_count; i++)
        if (!text_equal(one->maps[i].key, other->maps[i].key)) return false;
    return true;
}
