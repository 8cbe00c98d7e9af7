// SPDX-License-Identifier: Apache-2.0
// The part of the organisation around one record, read by its indexes.
#include "base/calendar.h"
#include "people/organisation_rows.h"
#include "store/records.h"

#define LINES_MAXIMUM 65 // one more than the bound of LINES_UP
#define FIRST_CAPACITY 16

// The line $1 and those around it; the bound ends a circle.
#define LINES_UP                                                                                             \
    "WITH RECURSIVE up (key, unit, parent, depth) AS ("                                                      \
    " SELECT key, unit, parent, 1 FROM line WHERE key = $1"                                                  \
    " UNION ALL"                                                                                             \
    " SELECT line.key, line.unit, line.parent, up.depth + 1 FROM line JOIN up ON line.key = up.parent"       \
    " WHERE up.depth < 64) "

static const struct statement unit_statement = {
    .name = "organisation_around_unit",
    .common = SQL("SELECT " UNIT_COLUMNS " FROM unit WHERE key = $1"),
    .parameters = "t",
    .columns = "tt",
};
static const struct statement lines_units_statement = {
    .name = "organisation_around_units_of_lines",
    .common = SQL(LINES_UP "SELECT " UNIT_COLUMNS " FROM unit WHERE key IN (SELECT unit FROM up)"),
    .parameters = "t",
    .columns = "tt",
};
static const struct statement lines_statement = {
    .name = "organisation_around_lines",
    .common = SQL(LINES_UP "SELECT " LINE_COLUMNS " FROM line WHERE key IN (SELECT key FROM up)"),
    .parameters = "t",
    .columns = "tttt",
};
static const struct statement product_line_statement = {
    .name = "organisation_around_line_of_product",
    .common = SQL("SELECT line FROM product WHERE key = $1"),
    .parameters = "t",
    .columns = "t",
};
static const struct statement product_statement = {
    .name = "organisation_around_product",
    .common = SQL("SELECT " PRODUCT_COLUMNS " FROM product WHERE key = $1"),
    .parameters = "t",
    .columns = "tttttttttttttt",
};
static const struct statement release_statement = {
    .name = "organisation_around_product_of_release",
    .common = SQL("SELECT product FROM release WHERE key = $1"),
    .parameters = "t",
    .columns = "t",
};
static const struct statement person_statement = {
    .name = "organisation_around_person",
    .common = SQL("SELECT " PERSON_COLUMNS " FROM person WHERE key = $1"),
    .parameters = "t",
    .columns = "ttttt",
};
static const struct statement person_places_statement = {
    .name = "organisation_around_places_of_person",
    .common = SQL("SELECT unit, manager FROM person WHERE key = $1"),
    .parameters = "t",
    .columns = "tt",
};
static const struct statement company_people = {
    .name = "organisation_around_company_people",
    .common = SQL("SELECT " PERSON_COLUMNS
                  " FROM person WHERE key IN (SELECT person FROM assignment WHERE scope IS NULL)"),
    .parameters = "",
    .columns = "ttttt",
};
static const struct statement scope_people = {
    .name = "organisation_around_scope_people",
    .common = SQL("SELECT " PERSON_COLUMNS
                  " FROM person WHERE key IN (SELECT person FROM assignment WHERE scope = $1)"),
    .parameters = "t",
    .columns = "ttttt",
};
static const struct statement company_assignments = {
    .name = "organisation_around_company_assignments",
    .common = SQL("SELECT " ASSIGNMENT_COLUMNS " FROM assignment WHERE scope IS NULL"),
    .parameters = "",
    .columns = "ttttittt",
};
static const struct statement scope_assignments = {
    .name = "organisation_around_scope_assignments",
    .common = SQL("SELECT " ASSIGNMENT_COLUMNS " FROM assignment WHERE scope = $1"),
    .parameters = "t",
    .columns = "ttttittt",
};
static const struct statement person_assignments = {
    .name = "organisation_around_person_assignments",
    .common = SQL("SELECT " ASSIGNMENT_COLUMNS " FROM assignment WHERE person = $1"),
    .parameters = "t",
    .columns = "ttttittt",
};
static const struct statement activity_statement = {
    .name = "organisation_around_activities",
    .common =
        SQL("SELECT " ACTIVITY_COLUMNS " FROM activity ORDER BY coalesce(position, 100000), length(key), "
            "key"),
    .parameters = "",
    .columns = "ttti",
};
static const struct statement map_statement = {
    .name = "organisation_around_maps",
    .common = SQL("SELECT " MAP_COLUMNS " FROM map WHERE " MAP_DECIDES " ORDER BY " MAP_ORDER),
    .parameters = "t",
    .columns = "tttt",
};
static const struct statement entry_statement = {
    .name = "organisation_around_entries",
    .common = SQL("SELECT " ENTRY_COLUMNS " FROM map_entry e WHERE e.map = $1"),
    .parameters = "t",
    .columns = ENTRY_COLUMN_LETTERS,
};

static const struct statement *const statements[] = {&unit_statement, &lines_units_statement,
    &lines_statement, &product_line_statement, &product_statement, &release_statement, &person_statement,
    &person_places_statement, &company_people, &scope_people, &company_assignments, &scope_assignments,
    &person_assignments, &activity_statement, &map_statement, &entry_statement};
const struct statement_list organisation_around_statements = {
    statements, sizeof statements / sizeof statements[0]};

// An array of the organisation that grows while rows are taken.
struct growing {
    void *array; // where the pointer to the elements is
    size_t size; // of an element
    uint32_t *count, capacity;
    loader_take *take;
};

static bool growing_make_room(struct growing *growing, struct arena *arena)
{
    if (*growing->count < growing->capacity) return true;
    const uint32_t capacity = growing->capacity ? 2 * growing->capacity : FIRST_CAPACITY;
    void *moved = arena_allocate_array(arena, capacity, growing->size), *before;
    if (!moved) return false;
    memcpy(&before, growing->array, sizeof before);
    if (*growing->count) memcpy(moved, before, *growing->count * growing->size);
    memcpy(growing->array, &moved, sizeof moved);
    growing->capacity = capacity;
    return true;
}

// Takes all rows of the statement. With `find`, a row whose key is known is not taken again: a person may
// hold roles over several scopes.
static enum error rows_append(struct loader *loader, const struct statement *statement, struct text parameter,
    struct growing *growing, uint32_t (*find)(const struct organisation *, struct text))
{
    const struct value value = value_text(parameter);
    struct cursor *cursor = NULL;
    enum error error = store_query(loader->transaction, statement, &value, parameter.data ? 1 : 0, &cursor);
    while (!error && !(error = cursor_next(cursor))) {
        if (find && find(loader->organisation, cursor_text(cursor, 0)) != ORGANISATION_NONE) continue;
        if (!growing_make_room(growing, loader->arena)) loader->failed = true;
        const uint32_t index = *growing->count;
        if (!loader->failed) growing->take(loader, cursor, index);
        if (loader->failed) error = ERROR_MEMORY;
        if (!error) *growing->count = index + 1;
    }
    cursor_close(cursor);
    return error == ERROR_END ? ERROR_NONE : error;
}

#define GROWING(organisation, elements, number, function)                                                    \
    (struct growing)                                                                                         \
    {                                                                                                        \
        .array = &(organisation)->elements, .size = sizeof *(organisation)->elements,                        \
        .count = &(organisation)->number, .take = (function),                                                \
    }

// The first columns of the one row with the key, up to two; empty where there is none. *arena*
static enum error keys_read(
    struct loader *loader, const struct statement *statement, struct text key, struct text *ret_keys)
{
    const struct value value = value_text(key);
    struct cursor *cursor = NULL;
    enum error error = store_query(loader->transaction, statement, &value, 1, &cursor);
    if (!error) error = cursor_next(cursor);
    for (unsigned i = 0; i < strlen(statement->columns); i++)
        ret_keys[i] = error ? TEXT("") : loader_keep(loader, cursor_text(cursor, i));
    cursor_close(cursor);
    if (error == ERROR_END) return ERROR_NONE;
    return !error && loader->failed ? ERROR_MEMORY : error;
}

static enum error units_read(struct loader *loader, const struct statement *statement, struct text key)
{
    struct organisation *organisation = loader->organisation;
    struct growing units = GROWING(organisation, units, unit_count, loader_take_unit);
    enum error error = rows_append(loader, statement, key, &units, NULL);
    return error ? error : organisation_index(organisation, ARRAY_UNITS, loader->arena);
}

// The line and those around it, with their units.
static enum error lines_read(struct loader *loader, struct text key)
{
    struct organisation *organisation = loader->organisation;
    struct growing lines = GROWING(organisation, lines, line_count, loader_take_line);
    struct text references[LINES_MAXIMUM] = {{0}};
    enum error error = units_read(loader, &lines_units_statement, key);
    loader->references = references;
    if (!error) error = rows_append(loader, &lines_statement, key, &lines, NULL);
    loader->references = NULL;
    if (!error) error = organisation_index(organisation, ARRAY_LINES, loader->arena);
    for (uint32_t line = 0; !error && line < organisation->line_count; line++)
        organisation->lines[line].parent = organisation_find_line(organisation, references[line]);
    return error;
}

static enum error product_read(struct loader *loader, struct text key)
{
    struct organisation *organisation = loader->organisation;
    struct growing products = GROWING(organisation, products, product_count, loader_take_product);
    struct text line[1];
    enum error error = keys_read(loader, &product_line_statement, key, line);
    if (!error && !text_is_empty(line[0])) error = lines_read(loader, line[0]);
    if (!error) error = rows_append(loader, &product_statement, key, &products, NULL);
    return error ? error : organisation_index(organisation, ARRAY_PRODUCTS, loader->arena);
}

// People of a statement, each once, found by key from then on.
static enum error people_read(
    struct loader *loader, struct growing *people, const struct statement *statement, struct text key)
{
    enum error error = rows_append(loader, statement, key, people, organisation_find_person);
    return error ? error : organisation_index(loader->organisation, ARRAY_PEOPLE, loader->arena);
}

// A person, the manager, and the unit.
static enum error person_read(struct loader *loader, struct growing *people, struct text key)
{
    struct organisation *organisation = loader->organisation;
    struct text places[2];
    enum error error = keys_read(loader, &person_places_statement, key, places);
    if (!error && !text_is_empty(places[0])) error = units_read(loader, &unit_statement, places[0]);
    if (!error) error = people_read(loader, people, &person_statement, key);
    if (!error) error = people_read(loader, people, &person_statement, places[1]);
    if (!error && organisation->person_count)
        organisation->people[0].manager = organisation_find_person(organisation, places[1]);
    return error;
}

static uint32_t assignment_find(const struct organisation *organisation, struct text key)
{
    for (uint32_t i = 0; i < organisation->assignment_count; i++)
        if (text_equal(organisation->assignments[i].key, key)) return i;
    return ORGANISATION_NONE;
}

// The assignments to the scopes that are there, and with them their people. `person` is the key of one whose
// assignments elsewhere are wanted too, or empty.
static enum error assignments_read(struct loader *loader, struct growing *people, struct text person)
{
    struct organisation *organisation = loader->organisation;
    struct growing assignments = GROWING(organisation, assignments, assignment_count, loader_take_assignment);
    enum error error = people_read(loader, people, &company_people, (struct text){0});
    if (!error) error = rows_append(loader, &company_assignments, (struct text){0}, &assignments, NULL);
    for (uint32_t scope = 1; !error && scope < organisation_scope_count(organisation); scope++) {
        const struct text key = organisation_scope_key(organisation, scope);
        error = people_read(loader, people, &scope_people, key);
        if (!error) error = rows_append(loader, &scope_assignments, key, &assignments, NULL);
    }
    if (!error && !text_is_empty(person))
        error = rows_append(loader, &person_assignments, person, &assignments, assignment_find);
    return error;
}

// The activities, and the maps of the scopes that are there with their entries.
static enum error maps_read(struct loader *loader)
{
    struct organisation *organisation = loader->organisation;
    struct growing activities = GROWING(organisation, activities, activity_count, loader_take_activity);
    struct growing maps = GROWING(organisation, maps, map_count, loader_take_map);
    struct growing entries = GROWING(organisation, entries, entry_count, loader_take_entry);
    char day[CALENDAR_DATE_SIZE];
    calendar_print_date(organisation->day, day);
    enum error error = rows_append(loader, &activity_statement, (struct text){0}, &activities, NULL);
    if (!error) error = organisation_index(organisation, ARRAY_ACTIVITIES, loader->arena);
    if (!error) error = rows_append(loader, &map_statement, text_from(day), &maps, NULL);
    for (uint32_t map = 0; !error && map < organisation->map_count; map++)
        if (organisation->maps[map].scope != ORGANISATION_NONE)
            error = rows_append(loader, &entry_statement, organisation->maps[map].key, &entries, NULL);
    return error ? error : organisation_index(organisation, ARRAY_ENTRIES, loader->arena);
}

// What stands at the place of the record, and the person that it is.
static enum error places_read(
    struct loader *loader, struct text given, struct growing *people, struct text *ret_person)
{
    const struct resource *resource;
    struct text key, product[1];
    *ret_person = TEXT("");
    if (text_is_empty(given)) return ERROR_NONE;
    enum error error = record_resolve_key(loader->transaction, given, loader->arena, &resource, &key);
    if (error) return error;
    if (strcmp(resource->name, "products") == 0) return product_read(loader, key);
    if (strcmp(resource->name, "lines") == 0) return lines_read(loader, key);
    if (strcmp(resource->name, "units") == 0) return units_read(loader, &unit_statement, key);
    if (strcmp(resource->name, "releases") == 0) {
        error = keys_read(loader, &release_statement, key, product);
        return error ? error : product_read(loader, product[0]);
    }
    if (strcmp(resource->name, "people") != 0) return ERROR_NONE;
    *ret_person = key;
    return person_read(loader, people, key);
}

enum error organisation_load_around(struct transaction *transaction, struct text record, int32_t day,
    struct arena *arena, struct organisation **ret_organisation)
{
    struct organisation *organisation = arena_object(arena, struct organisation);
    struct loader loader = {.transaction = transaction, .organisation = organisation, .arena = arena};
    struct text person;
    if (!organisation) return ERROR_MEMORY;
    struct growing people = GROWING(organisation, people, person_count, loader_take_person);
    organisation->day = day;
    enum error error = places_read(&loader, record, &people, &person);
    if (!error) error = assignments_read(&loader, &people, person);
    if (!error) error = maps_read(&loader);
    if (error) return error;
    *ret_organisation = organisation;
    return ERROR_NONE;
}
