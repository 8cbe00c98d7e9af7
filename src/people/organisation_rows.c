// SPDX-License-Identifier: Apache-2.0
// Rows of the database as elements of the organisation's arrays.
#include "people/organisation_rows.h"

#include "base/calendar.h"
#include "people/map.h"

#define POOL_BLOCK 65536

struct text loader_keep(struct loader *loader, struct text text)
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
    return loader_keep(loader, cursor_text(row, column));
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

static uint8_t column_choice(
    const struct cursor *row, unsigned column, const struct choice_list *choices, int otherwise)
{
    const int index = choice_index(choices, cursor_text(row, column));
    return (uint8_t)(index < 0 ? otherwise : index);
}

// The map with the key; there are few.
static uint32_t map_find(const struct organisation *organisation, struct text key)
{
    for (uint32_t i = 0; i < organisation->map_count; i++)
        if (text_equal(organisation->maps[i].key, key)) return i;
    return ORGANISATION_NONE;
}

void loader_take_unit(struct loader *loader, const struct cursor *row, uint32_t index)
{
    loader->organisation->units[index] = (struct organisation_unit){
        .key = column_keep(loader, row, 0),
        .name = column_keep(loader, row, 1),
    };
}

void loader_take_line(struct loader *loader, const struct cursor *row, uint32_t index)
{
    loader->organisation->lines[index] = (struct organisation_line){
        .key = column_keep(loader, row, 0),
        .name = column_keep(loader, row, 1),
        .unit = organisation_find_unit(loader->organisation, cursor_text(row, 2)),
        .parent = ORGANISATION_NONE,
    };
    if (loader->references) loader->references[index] = column_keep(loader, row, 3);
}

void loader_take_person(struct loader *loader, const struct cursor *row, uint32_t index)
{
    loader->organisation->people[index] = (struct organisation_person){
        .key = column_keep(loader, row, 0),
        .name = column_keep(loader, row, 1),
        .unit = organisation_find_unit(loader->organisation, cursor_text(row, 2)),
        .manager = ORGANISATION_NONE,
        .left_on = column_date(row, 4),
    };
    if (loader->references) loader->references[index] = column_keep(loader, row, 3);
}

void loader_take_product(struct loader *loader, const struct cursor *row, uint32_t index)
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

void loader_take_assignment(struct loader *loader, const struct cursor *row, uint32_t index)
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

void loader_take_activity(struct loader *loader, const struct cursor *row, uint32_t index)
{
    loader->organisation->activities[index] = (struct organisation_activity){
        .key = column_keep(loader, row, 0),
        .name = column_keep(loader, row, 1),
        .code = column_keep(loader, row, 2),
        .position = cursor_integer(row, 3),
    };
}

void loader_take_map(struct loader *loader, const struct cursor *row, uint32_t index)
{
    loader->organisation->maps[index] = (struct organisation_map){
        .key = column_keep(loader, row, 0),
        .name = column_keep(loader, row, 1),
        .scope = organisation_find_scope(loader->organisation, cursor_text(row, 2)),
        .mode = column_choice(row, 3, &map_modes, MAP_ADVISORY),
    };
    // The rows after this one look for the map by its key.
    loader->organisation->map_count = index + 1;
}

void loader_take_entry(struct loader *loader, const struct cursor *row, uint32_t index)
{
    const struct map_entry_span span =
        map_entry_span(cursor_text(row, 8), cursor_text(row, 9), cursor_text(row, 10));
    loader->organisation->entries[index] = (struct organisation_entry){
        .key = column_keep(loader, row, 0),
        .map = map_find(loader->organisation, cursor_text(row, 1)),
        .activity = organisation_find_activity(loader->organisation, cursor_text(row, 2)),
        .side = column_choice(row, 3, &map_sides, SIDE_SHARED),
        .accountable = (uint8_t)people_role_parse(cursor_text(row, 4)),
        .responsible = column_roles(row, 5),
        .consulted = column_roles(row, 6),
        .informed = column_roles(row, 7),
        .from_stage = span.from_stage,
        .to_stage = span.to_stage,
        .horizons = span.horizons,
        .four_eyes = cursor_boolean(row, 11),
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

void loader_take_dangling(struct loader *loader, const struct cursor *row, uint32_t index)
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

enum error loader_read(struct loader *loader, const struct statement *statement, struct text parameter,
    loader_take *take, uint32_t capacity, uint32_t *ret_count)
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
