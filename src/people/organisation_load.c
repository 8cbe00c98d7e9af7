// SPDX-License-Identifier: Apache-2.0
// The organisation read from the store: one pass over each table, texts packed together, keys turned into
// indexes.
#include "base/calendar.h"
#include "people/organisation.h"
#include "store/store.h"

static const struct statement count_statement = {
    .name = "organisation_count",
    .common =
        SQL("SELECT (SELECT count(*) FROM unit), (SELECT count(*) FROM line), (SELECT count(*) FROM person), "
            "(SELECT count(*) FROM product), (SELECT count(*) FROM assignment), "
            "(SELECT count(*) FROM activity), (SELECT count(*) FROM map_entry), "
            "(SELECT count(*) FROM dangling_reference)"),
    .parameters = "",
    .columns = "iiiiiiii",
};
static const struct statement unit_statement = {
    .name = "organisation_units",
    .common = SQL("SELECT key, name FROM unit"),
    .parameters = "",
    .columns = "tt",
};
static const struct statement line_statement = {
    .name = "organisation_lines",
    .common = SQL("SELECT key, name, unit, parent FROM line"),
    .parameters = "",
    .columns = "tttt",
};
static const struct statement person_statement = {
    .name = "organisation_people",
    .common = SQL("SELECT key, name, unit, manager, left_on FROM person"),
    .parameters = "",
    .columns = "ttttt",
};
static const struct statement product_statement = {
    .name = "organisation_products",
    .common = SQL("SELECT key, name, line, stage, horizon_set, conceive_on, plan_on, develop_on, qualify_on, "
                  "launch_on, deliver_on, mature_on, retire_on, retired_on FROM product"),
    .parameters = "",
    .columns = "tttttttttttttt",
};
static const struct statement assignment_statement = {
    .name = "organisation_assignments",
    .common = SQL("SELECT key, person, role, scope, share, from_on, to_on, stand_in FROM assignment"),
    .parameters = "",
    .columns = "ttttittt",
};
static const struct statement activity_statement = {
    .name = "organisation_activities",
    .common = SQL("SELECT key, name, code, position FROM activity ORDER BY coalesce(position, 100000), "
                  "length(key), key"),
    .parameters = "",
    .columns = "ttti",
};
// A superseded map still holds for the days before its successor.
static const struct statement map_statement = {
    .name = "organisation_map",
    .common = SQL(
        "SELECT key, name FROM map WHERE status <> 'draft' AND (in_force_on IS NULL OR in_force_on <= $1) "
        "ORDER BY coalesce(in_force_on, '') DESC, status, key LIMIT 1"),
    .parameters = "t",
    .columns = "tt",
};
static const struct statement entry_statement = {
    .name = "organisation_entries",
    .common = SQL("SELECT e.key, e.activity, e.side, e.accountable, e.responsible, e.consulted, e.informed "
                  "FROM map_entry e JOIN activity a ON a.key = e.activity WHERE e.map = $1 "
                  "ORDER BY coalesce(a.position, 100000), length(a.key), a.key"),
    .parameters = "t",
    .columns = "ttttttt",
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

#define POOL_BLOCK 65536

struct loader {
    struct transaction *transaction;
    struct organisation *organisation;
    struct arena *arena;
    struct text *references; // of the rows being read: keys of other rows of the same table
    char *pool;              // where the next text goes
    size_t pool_left;
    bool failed; // no memory
};

// Copies a column's text; short texts share blocks, so that 100,000 names are not 100,000 allocations.
static struct text keep(struct loader *loader, struct text text)
{
    if (text.length == 0) return (struct text){"", 0};
    if (text.length > loader->pool_left) {
        size_t size = text.length > POOL_BLOCK ? text.length : POOL_BLOCK;
        loader->pool = arena_allocate(loader->arena, size);
        loader->pool_left = loader->pool ? size : 0;
    }
    if (!loader->pool) {
        loader->failed = true;
        return (struct text){"", 0};
    }
    struct text kept = {memcpy(loader->pool, text.data, text.length), text.length};
    loader->pool += text.length;
    loader->pool_left -= text.length;
    return kept;
}

static struct text column_keep(struct loader *loader, const struct cursor *row, unsigned column)
{
    return keep(loader, cursor_text(row, column));
}

static int32_t column_date(const struct cursor *row, unsigned column)
{
    const struct text text = cursor_text(row, column);
    int32_t days;
    return text.length && calendar_parse_date(text, &days) ? days : ORGANISATION_NO_DATE;
}

static uint16_t column_roles(const struct cursor *row, unsigned column)
{
    unsigned set = 0;
    struct text rest = cursor_text(row, column), part;
    while (text_split(&rest, ',', &part)) {
        enum people_role role = people_role_parse(part);
        if (role < ROLE_COUNT) set |= 1U << role;
    }
    return (uint16_t)set;
}

static void take_unit(struct loader *loader, const struct cursor *row, uint32_t index)
{
    loader->organisation->units[index] = (struct organisation_unit){
        .key = column_keep(loader, row, 0),
        .name = column_keep(loader, row, 1),
    };
}

static void take_line(struct loader *loader, const struct cursor *row, uint32_t index)
{
    loader->organisation->lines[index] = (struct organisation_line){
        .key = column_keep(loader, row, 0),
        .name = column_keep(loader, row, 1),
        .unit = organisation_find_unit(loader->organisation, cursor_text(row, 2)),
        .parent = ORGANISATION_NONE,
    };
    loader->references[index] = column_keep(loader, row, 3);
}

static void take_person(struct loader *loader, const struct cursor *row, uint32_t index)
{
    loader->organisation->people[index] = (struct organisation_person){
        .key = column_keep(loader, row, 0),
        .name = column_keep(loader, row, 1),
        .unit = organisation_find_unit(loader->organisation, cursor_text(row, 2)),
        .manager = ORGANISATION_NONE,
        .left_on = column_date(row, 4),
    };
    loader->references[index] = column_keep(loader, row, 3);
}

static void take_product(struct loader *loader, const struct cursor *row, uint32_t index)
{
    struct organisation_product *product = &loader->organisation->products[index];
    const int stage = choice_index(&product_stages, cursor_text(row, 3));
    product->key = column_keep(loader, row, 0);
    product->name = column_keep(loader, row, 1);
    product->line = organisation_find_line(loader->organisation, cursor_text(row, 2));
    product->stage = (uint8_t)(stage < 0 ? STAGE_CONCEIVE : stage);
    product->horizon = (int8_t)product_horizon(stage, choice_index(&product_horizons, cursor_text(row, 4)));
    for (unsigned i = 0; i < MILESTONE_COUNT; i++)
        product->dates[i] = column_date(row, 5 + i);
}

static void take_assignment(struct loader *loader, const struct cursor *row, uint32_t index)
{
    loader->organisation->assignments[index] = (struct organisation_assignment){
        .key = column_keep(loader, row, 0),
        .person = organisation_find_person(loader->organisation, cursor_text(row, 1)),
        .role = (uint8_t)people_role_parse(cursor_text(row, 2)),
        .scope = organisation_find_scope(loader->organisation, cursor_text(row, 3)),
        .share = cursor_is_null(row, 4) ? ORGANISATION_NO_SHARE : (int16_t)cursor_integer(row, 4),
        .from_on = column_date(row, 5),
        .to_on = column_date(row, 6),
        .stand_in = column_keep(loader, row, 7),
    };
}

static void take_activity(struct loader *loader, const struct cursor *row, uint32_t index)
{
    loader->organisation->activities[index] = (struct organisation_activity){
        .key = column_keep(loader, row, 0),
        .name = column_keep(loader, row, 1),
        .code = column_keep(loader, row, 2),
        .position = cursor_integer(row, 3),
    };
}

static void take_entry(struct loader *loader, const struct cursor *row, uint32_t index)
{
    const int side = choice_index(&map_sides, cursor_text(row, 2));
    loader->organisation->entries[index] = (struct organisation_entry){
        .key = column_keep(loader, row, 0),
        .activity = organisation_find_activity(loader->organisation, cursor_text(row, 1)),
        .side = (uint8_t)(side < 0 ? SIDE_SHARED : side),
        .accountable = (uint8_t)people_role_parse(cursor_text(row, 3)),
        .responsible = column_roles(row, 4),
        .consulted = column_roles(row, 5),
        .informed = column_roles(row, 6),
    };
}

// The name of a record that the organisation has, whatever it is; empty when it has none.
static struct text title_find(const struct organisation *organisation, struct text key)
{
    const uint32_t scope = organisation_find_scope(organisation, key);
    const uint32_t person = organisation_find_person(organisation, key);
    if (scope != ORGANISATION_NONE) return organisation_scope_name(organisation, scope);
    return person == ORGANISATION_NONE ? (struct text){"", 0} : organisation->people[person].name;
}

static void take_dangling(struct loader *loader, const struct cursor *row, uint32_t index)
{
    struct organisation *organisation = loader->organisation;
    struct organisation_dangling *dangling = &organisation->danglings[index];
    const struct resource *resource =
        registry_find(transaction_registry(loader->transaction), cursor_text(row, 0));
    *dangling = (struct organisation_dangling){
        .resource = resource ? resource->name : "",
        .key = column_keep(loader, row, 1),
        .title = column_keep(loader, row, 5),
        .field = column_keep(loader, row, 2),
        .value = column_keep(loader, row, 3),
        .source = column_keep(loader, row, 4),
        .product = organisation_find_product(organisation, cursor_text(row, cursor_is_null(row, 6) ? 1 : 6)),
    };
    if (text_is_empty(dangling->title)) dangling->title = title_find(organisation, dangling->key);
    if (text_is_empty(dangling->title)) dangling->title = dangling->key;
}

// Reads at most `capacity` rows: as many as were counted in the same snapshot.
static enum error rows_read(struct loader *loader, const struct statement *statement, struct text parameter,
    void (*take)(struct loader *loader, const struct cursor *row, uint32_t index), uint32_t capacity,
    uint32_t *ret_count)
{
    const struct value value = value_text(parameter);
    struct cursor *cursor = NULL;
    uint32_t count = 0;
    enum error error = store_query(loader->transaction, statement, &value, parameter.data ? 1 : 0, &cursor);
    while (!error && count < capacity && !loader->failed) {
        error = cursor_next(cursor);
        if (!error) take(loader, cursor, count++);
    }
    cursor_close(cursor);
    if (error == ERROR_END) error = ERROR_NONE;
    *ret_count = count;
    return !error && loader->failed ? ERROR_MEMORY : error;
}

// Counts the rows of every table and makes the arrays.
static enum error arrays_make(struct loader *loader)
{
    struct organisation *organisation = loader->organisation;
    struct arena *arena = loader->arena;
    uint32_t *const counts[] = {&organisation->unit_count, &organisation->line_count,
        &organisation->person_count, &organisation->product_count, &organisation->assignment_count,
        &organisation->activity_count, &organisation->entry_count, &organisation->dangling_count};
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
    organisation->entries = arena_array(arena, struct organisation_entry, organisation->entry_count);
    organisation->danglings = arena_array(arena, struct organisation_dangling, organisation->dangling_count);
    uint32_t most = organisation->line_count > organisation->person_count ? organisation->line_count
                                                                          : organisation->person_count;
    loader->references = arena_array(arena, struct text, most);
    return organisation->units && organisation->lines && organisation->people && organisation->products &&
                   organisation->assignments && organisation->activities && organisation->entries &&
                   organisation->danglings && loader->references
               ? ERROR_NONE
               : ERROR_MEMORY;
}

static enum error map_read(struct loader *loader)
{
    struct organisation *organisation = loader->organisation;
    char day[CALENDAR_DATE_SIZE];
    calendar_print_date(organisation->day, day);
    const struct value parameter = value_string(day);
    struct cursor *cursor = NULL;
    enum error error = store_query(loader->transaction, &map_statement, &parameter, 1, &cursor);
    if (!error) error = cursor_next(cursor);
    if (!error) {
        organisation->map_key = column_keep(loader, cursor, 0);
        organisation->map_name = column_keep(loader, cursor, 1);
    }
    cursor_close(cursor);
    if (error == ERROR_END) {
        organisation->entry_count = 0;
        return ERROR_NONE;
    }
    if (error || loader->failed) return error ? error : ERROR_MEMORY;
    return rows_read(loader, &entry_statement, organisation->map_key, take_entry, organisation->entry_count,
        &organisation->entry_count);
}

// Reads a table and finds its rows by key from then on.
static enum error table_read(struct loader *loader, const struct statement *statement,
    void (*take)(struct loader *loader, const struct cursor *row, uint32_t index),
    enum organisation_array array, uint32_t *count)
{
    enum error error = rows_read(loader, statement, (struct text){0}, take, *count, count);
    return error ? error : organisation_index(loader->organisation, array, loader->arena);
}

// Tables in an order in which every key that a row refers to is known before it.
static enum error tables_read(struct loader *loader)
{
    struct organisation *to = loader->organisation;
    enum error error = table_read(loader, &unit_statement, take_unit, ARRAY_UNITS, &to->unit_count);
    if (!error) error = table_read(loader, &line_statement, take_line, ARRAY_LINES, &to->line_count);
    for (uint32_t line = 0; !error && line < to->line_count; line++)
        to->lines[line].parent = organisation_find_line(to, loader->references[line]);
    if (!error) error = table_read(loader, &person_statement, take_person, ARRAY_PEOPLE, &to->person_count);
    for (uint32_t person = 0; !error && person < to->person_count; person++)
        to->people[person].manager = organisation_find_person(to, loader->references[person]);
    if (!error)
        error = table_read(loader, &product_statement, take_product, ARRAY_PRODUCTS, &to->product_count);
    if (!error)
        error = rows_read(loader, &assignment_statement, (struct text){0}, take_assignment,
            to->assignment_count, &to->assignment_count);
    if (!error)
        error = table_read(loader, &activity_statement, take_activity, ARRAY_ACTIVITIES, &to->activity_count);
    if (!error)
        error = rows_read(loader, &dangling_statement, (struct text){0}, take_dangling, to->dangling_count,
            &to->dangling_count);
    if (!error) error = map_read(loader);
    return error ? error : organisation_index(to, ARRAY_ENTRIES, loader->arena);
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
