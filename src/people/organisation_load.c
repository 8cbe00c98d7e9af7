// SPDX-License-Identifier: Apache-2.0
// The organisation read from the store: one pass over each table, texts packed together, keys turned into
// indexes.
#include "base/calendar.h"
#include "people/organisation_rows.h"

static const struct statement count_statement = {
    .name = "organisation_count",
    .common =
        SQL("SELECT (SELECT count(*) FROM unit), (SELECT count(*) FROM line), (SELECT count(*) FROM person), "
            "(SELECT count(*) FROM product), (SELECT count(*) FROM assignment), "
            "(SELECT count(*) FROM activity), (SELECT count(*) FROM map), "
            "(SELECT count(*) FROM map_entry), (SELECT count(*) FROM dangling_reference)"),
    .parameters = "",
    .columns = "iiiiiiiii",
};
static const struct statement unit_statement = {
    .name = "organisation_units",
    .common = SQL("SELECT " UNIT_COLUMNS " FROM unit"),
    .parameters = "",
    .columns = "tt",
};
static const struct statement line_statement = {
    .name = "organisation_lines",
    .common = SQL("SELECT " LINE_COLUMNS " FROM line"),
    .parameters = "",
    .columns = "tttt",
};
static const struct statement person_statement = {
    .name = "organisation_people",
    .common = SQL("SELECT " PERSON_COLUMNS " FROM person"),
    .parameters = "",
    .columns = "ttttt",
};
static const struct statement product_statement = {
    .name = "organisation_products",
    .common = SQL("SELECT " PRODUCT_COLUMNS " FROM product"),
    .parameters = "",
    .columns = "tttttttttttttt",
};
static const struct statement assignment_statement = {
    .name = "organisation_assignments",
    .common = SQL("SELECT " ASSIGNMENT_COLUMNS " FROM assignment"),
    .parameters = "",
    .columns = "ttttittt",
};
static const struct statement activity_statement = {
    .name = "organisation_activities",
    .common = SQL(
        "SELECT " ACTIVITY_COLUMNS " FROM activity ORDER BY coalesce(position, 100000), length(key), key"),
    .parameters = "",
    .columns = "ttti",
};
static const struct statement map_statement = {
    .name = "organisation_maps",
    .common = SQL("SELECT " MAP_COLUMNS " FROM map WHERE " MAP_DECIDES " ORDER BY " MAP_ORDER),
    .parameters = "t",
    .columns = "tttt",
};
static const struct statement entry_statement = {
    .name = "organisation_entries",
    .common = SQL("SELECT " ENTRY_COLUMNS
                  " FROM map_entry e WHERE e.map IN (SELECT key FROM map WHERE " MAP_DECIDES ")"),
    .parameters = "t",
    .columns = ENTRY_COLUMN_LETTERS,
};
static const struct statement dangling_statement = {
    .name = "organisation_danglings",
    .common = SQL("SELECT r.resource, d.record, d.field, d.value, d.source, l.name, l.product "
                  "FROM dangling_reference d JOIN record r ON r.key = d.record "
                  "LEFT JOIN release l ON l.key = d.record ORDER BY d.record, d.field"),
    .parameters = "",
    .columns = "ttttttt",
};

static const struct statement *const statements[] = {&count_statement, &unit_statement, &line_statement,
    &person_statement, &product_statement, &assignment_statement, &activity_statement, &map_statement,
    &entry_statement, &dangling_statement};
const struct statement_list organisation_statements = {statements, sizeof statements / sizeof statements[0]};

// Counts the rows of every table and makes the arrays.
static enum error arrays_make(struct loader *loader)
{
    struct organisation *organisation = loader->organisation;
    struct arena *arena = loader->arena;
    uint32_t *const counts[] = {&organisation->unit_count, &organisation->line_count,
        &organisation->person_count, &organisation->product_count, &organisation->assignment_count,
        &organisation->activity_count, &organisation->map_count, &organisation->entry_count,
        &organisation->dangling_count};
    struct cursor *cursor = NULL;
    enum error error = store_query(loader->transaction, &count_statement, NULL, 0, &cursor);
    if (!error) error = cursor_next(cursor);
    for (unsigned i = 0; !error && i < sizeof counts / sizeof *counts; i++) {
        int64_t count = cursor_integer(cursor, i);
        // All scopes together have to fit into one 32-bit number.
        if (count > INT32_MAX / 4) error = ERROR_LIMIT;
        *counts[i] = (uint32_t)count;
    }
    cursor_close(cursor);
    if (error) return error;

    organisation->units = arena_array(arena, struct organisation_unit, organisation->unit_count);
    organisation->lines = arena_array(arena, struct organisation_line, organisation->line_count);
    organisation->people = arena_array(arena, struct organisation_person, organisation->person_count);
    organisation->products = arena_array(arena, struct organisation_product, organisation->product_count);
    organisation->assignments =
        arena_array(arena, struct organisation_assignment, organisation->assignment_count);
    organisation->activities = arena_array(arena, struct organisation_activity, organisation->activity_count);
    organisation->maps = arena_array(arena, struct organisation_map, organisation->map_count);
    organisation->entries = arena_array(arena, struct organisation_entry, organisation->entry_count);
    organisation->danglings = arena_array(arena, struct organisation_dangling, organisation->dangling_count);
    uint32_t most = organisation->line_count > organisation->person_count ? organisation->line_count
                                                                          : organisation->person_count;
    loader->references = arena_array(arena, struct text, most);
    return organisation->units && organisation->lines && organisation->people && organisation->products &&
                   organisation->assignments && organisation->activities && organisation->maps &&
                   organisation->entries && organisation->danglings && loader->references
               ? ERROR_NONE
               : ERROR_MEMORY;
}

static enum error maps_read(struct loader *loader)
{
    struct organisation *organisation = loader->organisation;
    const uint32_t most = organisation->map_count;
    char day[CALENDAR_DATE_SIZE];
    calendar_print_date(organisation->day, day);
    organisation->map_count = 0;
    enum error error =
        loader_read(loader, &map_statement, text_from(day), loader_take_map, most, &organisation->map_count);
    if (!error)
        error = loader_read(loader, &entry_statement, text_from(day), loader_take_entry,
            organisation->entry_count, &organisation->entry_count);
    return error ? error : organisation_index(organisation, ARRAY_ENTRIES, loader->arena);
}

// Reads a table and finds its rows by key from then on.
static enum error table_read(struct loader *loader, const struct statement *statement, loader_take *take,
    enum organisation_array array, uint32_t *count)
{
    enum error error = loader_read(loader, statement, (struct text){0}, take, *count, count);
    return error ? error : organisation_index(loader->organisation, array, loader->arena);
}

// Tables in an order in which every key that a row refers to is known before it.
static enum error tables_read(struct loader *loader)
{
    struct organisation *to = loader->organisation;
    enum error error = table_read(loader, &unit_statement, loader_take_unit, ARRAY_UNITS, &to->unit_count);
    if (!error) error = table_read(loader, &line_statement, loader_take_line, ARRAY_LINES, &to->line_count);
    for (uint32_t line = 0; !error && line < to->line_count; line++)
        to->lines[line].parent = organisation_find_line(to, loader->references[line]);
    if (!error)
        error = table_read(loader, &person_statement, loader_take_person, ARRAY_PEOPLE, &to->person_count);
    for (uint32_t person = 0; !error && person < to->person_count; person++)
        to->people[person].manager = organisation_find_person(to, loader->references[person]);
    if (!error)
        error =
            table_read(loader, &product_statement, loader_take_product, ARRAY_PRODUCTS, &to->product_count);
    if (!error)
        error = loader_read(loader, &assignment_statement, (struct text){0}, loader_take_assignment,
            to->assignment_count, &to->assignment_count);
    if (!error)
        error = table_read(
            loader, &activity_statement, loader_take_activity, ARRAY_ACTIVITIES, &to->activity_count);
    if (!error)
        error = loader_read(loader, &dangling_statement, (struct text){0}, loader_take_dangling,
            to->dangling_count, &to->dangling_count);
    return error ? error : maps_read(loader);
}

enum error organisation_load(
    struct transaction *transaction, int32_t day, struct arena *arena, struct organisation **ret_organisation)
{
    struct loader loader = {
        .transaction = transaction,
        .organisation = arena_object(arena, struct organisation),
        .arena = arena,
    };
    if (!loader.organisation) return ERROR_MEMORY;
    loader.organisation->day = day;
    enum error error = arrays_make(&loader);
    if (!error) error = tables_read(&loader);
    if (error) return error;
    *ret_organisation = loader.organisation;
    return ERROR_NONE;
}
