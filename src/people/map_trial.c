// SPDX-License-Identifier: Apache-2.0
// Reads one map beside an organisation, and puts it into a copy.
#include "people/map_trial.h"

#include "people/map.h"
#include "people/organisation_rows.h"

static const struct statement map_statement = {
    .name = "map_trial_map",
    .common = SQL("SELECT " MAP_COLUMNS ", status, (SELECT count(*) FROM map_entry WHERE map = map.key) "
                  "FROM map WHERE key = $1"),
    .parameters = "t",
    .columns = "ttttti",
};
static const struct statement entries_statement = {
    .name = "map_trial_entries",
    .common = SQL("SELECT " ENTRY_COLUMNS " FROM map_entry e WHERE e.map = $1"),
    .parameters = "t",
    .columns = ENTRY_COLUMN_LETTERS,
};
static const struct statement *const statements[] = {&map_statement, &entries_statement};
const struct statement_list map_trial_statements = {statements, sizeof statements / sizeof statements[0]};

enum error map_trial_load(struct transaction *transaction, const struct organisation *organisation,
    struct text map, struct arena *arena, struct map_trial *ret_trial)
{
    // The rows go into arrays of their own, their keys are those of the organisation.
    struct organisation beside = *organisation;
    struct map_trial trial = {.status = MAP_DRAFT};
    struct loader loader = {.transaction = transaction, .organisation = &beside, .arena = arena};
    const struct value parameter = value_text(map);
    struct cursor *cursor = NULL;
    uint32_t capacity = 0;
    beside.maps = &trial.map;
    enum error error = store_query(transaction, &map_statement, &parameter, 1, &cursor);
    if (!error) error = cursor_next(cursor);
    if (!error) {
        const int status = choice_index(&map_statuses, cursor_text(cursor, 4));
        loader_take_map(&loader, cursor, 0);
        trial.status = (uint8_t)(status < 0 ? MAP_DRAFT : status);
        capacity = (uint32_t)cursor_integer(cursor, 5);
    }
    cursor_close(cursor);
    if (error == ERROR_END) return ERROR_NOT_FOUND;
    if (error || loader.failed) return error ? error : ERROR_MEMORY;
    beside.entries = trial.entries = arena_array(arena, struct organisation_entry, capacity);
    if (!trial.entries) return ERROR_MEMORY;
    error = loader_read(&loader, &entries_statement, map, loader_take_entry, capacity, &trial.entry_count);
    if (!error) *ret_trial = trial;
    return error;
}

enum error map_trial_put(const struct organisation *organisation, const struct map_trial *trial,
    struct arena *arena, struct organisation **ret_copy)
{
    struct organisation *copy = arena_object(arena, struct organisation);
    struct organisation_map *maps =
        arena_array(arena, struct organisation_map, (size_t)organisation->map_count + 1);
    struct organisation_entry *entries =
        arena_array(arena, struct organisation_entry, (size_t)organisation->entry_count + trial->entry_count);
    if (!copy || !maps || !entries) return ERROR_MEMORY;
    *copy = *organisation;
    uint32_t place = organisation->map_count, count = 0;
    for (uint32_t i = 0; i < organisation->map_count; i++) {
        maps[i] = organisation->maps[i];
        if (maps[i].scope == trial->map.scope && trial->map.scope != ORGANISATION_NONE) place = i;
    }
    maps[place] = trial->map;
    copy->maps = maps;
    copy->map_count = organisation->map_count + (place == organisation->map_count);
    for (uint32_t i = 0; i < organisation->entry_count; i++)
        if (organisation->entries[i].map != place) entries[count++] = organisation->entries[i];
    for (uint32_t i = 0; i < trial->entry_count; i++) {
        entries[count] = trial->entries[i];
        entries[count++].map = place;
    }
    copy->entries = entries;
    copy->entry_count = count;
    enum error error = organisation_index(copy, ARRAY_ENTRIES, arena);
    if (!error) *ret_copy = copy;
    return error;
}
