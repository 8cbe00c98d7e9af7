// SPDX-License-Identifier: Apache-2.0
// Reads maps that are not in force, and puts them into a copy of the organisation.
#include "stress/scenario_map.h"

#include "people/organisation_rows.h"

static const struct statement count_entries = {
    .name = "scenario_map_count",
    .common = SQL("SELECT count(*) FROM map_entry WHERE map = $1"),
    .parameters = "t",
    .columns = "i",
};
static const struct statement select_map = {
    .name = "scenario_map",
    .common = SQL("SELECT " MAP_COLUMNS " FROM map WHERE key = $1"),
    .parameters = "t",
    .columns = "tttt",
};
static const struct statement select_entries = {
    .name = "scenario_map_entries",
    .common = SQL("SELECT " ENTRY_COLUMNS " FROM map_entry e WHERE e.map = $1"),
    .parameters = "t",
    .columns = ENTRY_COLUMN_LETTERS,
};
static const struct statement *const statements[] = {&count_entries, &select_map, &select_entries};
const struct statement_list scenario_map_statements = {statements, sizeof statements / sizeof statements[0]};

static enum error entries_count(struct transaction *transaction, struct text key, uint32_t *ret_count)
{
    const struct value parameter = value_text(key);
    struct cursor *cursor = NULL;
    enum error error = store_query(transaction, &count_entries, &parameter, 1, &cursor);
    if (!error) error = cursor_next(cursor);
    if (!error) {
        const int64_t count = cursor_integer(cursor, 0);
        *ret_count = count > INT32_MAX / 4 ? INT32_MAX / 4 : (uint32_t)count;
    }
    cursor_close(cursor);
    return error;
}

// Reads the map beside the organisation, as the only one of a place of its own. ERROR_END: there is no such
// map.
static enum error map_load(struct transaction *transaction, const struct organisation *organisation,
    struct text key, struct arena *arena, struct scenario_map *map)
{
    struct organisation alone = *organisation;
    struct loader loader = {.transaction = transaction, .organisation = &alone, .arena = arena};
    uint32_t capacity = 0, found = 0;
    enum error error = entries_count(transaction, key, &capacity);
    if (error) return error;
    alone.maps = &map->map;
    alone.map_count = 0;
    alone.entries = arena_array(arena, struct organisation_entry, capacity);
    if (!alone.entries) return ERROR_MEMORY;
    error = loader_read(&loader, &select_map, key, loader_take_map, 1, &found);
    if (!error && found == 0) return ERROR_END;
    if (!error)
        error = loader_read(&loader, &select_entries, key, loader_take_entry, capacity, &map->entry_count);
    map->entries = alone.entries;
    return error;
}

enum error scenario_maps_load(struct transaction *transaction, const struct organisation *organisation,
    const struct scenario_steps *steps, struct arena *arena, struct scenario_map **ret_maps,
    size_t *ret_count)
{
    struct scenario_map *maps = arena_array(arena, struct scenario_map, steps->count + 1);
    size_t count = 0;
    if (!maps) return ERROR_MEMORY;
    for (size_t i = 0; i < steps->count; i++) {
        if (steps->steps[i].act != STEP_MAP) continue;
        const struct text key = steps->steps[i].values[MAP_MAP];
        size_t known = 0;
        while (known < count && !text_equal(maps[known].map.key, key))
            known++;
        if (known < count) continue;
        enum error error = map_load(transaction, organisation, key, arena, &maps[count]);
        if (error == ERROR_END) continue; // the step says so when it is applied
        if (error) return error;
        count++;
    }
    *ret_maps = maps;
    *ret_count = count;
    return ERROR_NONE;
}

enum error scenario_map_put(struct organisation_copy *copy, const struct scenario_map *map)
{
    struct organisation *organisation = &copy->organisation;
    struct organisation_map *maps =
        arena_array(copy->arena, struct organisation_map, (size_t)organisation->map_count + 1);
    struct organisation_entry *entries = arena_array(
        copy->arena, struct organisation_entry, (size_t)organisation->entry_count + map->entry_count);
    if (!maps || !entries) return ERROR_MEMORY;
    struct organisation_map put = map->map;
    // The map was read beside the original: lines have moved since by the number of new units.
    if (put.scope != ORGANISATION_NONE &&
        put.scope >= organisation_scope_of_line(organisation, 0) - copy->new_units)
        put.scope += copy->new_units;
    uint32_t place = 0, count = 0;
    while (place < organisation->map_count && organisation->maps[place].scope != put.scope)
        place++;
    if (organisation->map_count) memcpy(maps, organisation->maps, organisation->map_count * sizeof *maps);
    maps[place] = put;
    if (place == organisation->map_count) organisation->map_count++;
    for (uint32_t i = 0; i < organisation->entry_count; i++)
        if (organisation->entries[i].map != place) entries[count++] = organisation->entries[i];
    for (uint32_t i = 0; i < map->entry_count; i++) {
        entries[count] = map->entries[i];
        entries[count++].map = place;
    }
    organisation->maps = maps;
    organisation->entries = entries;
    organisation->entry_count = count;
    return organisation_index(organisation, ARRAY_ENTRIES, copy->arena);
}

bool scenario_map_is_same(const struct organisation *one, const struct organisation *other)
{
    if (one->map_count != other->map_count) return false;
    for (uint32_t i = 0; i < one->map_count; i++)
        if (!text_equal(one->maps[i].key, other->maps[i].key)) return false;
    return true;
}
