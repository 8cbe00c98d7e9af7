// SPDX-License-Identifier: Apache-2.0
// The organisation as arrays: keys to indexes, scopes as numbers.
#include "people/organisation.h"

static const char *const milestones[MILESTONE_COUNT] = {"conceive_on", "plan_on", "develop_on", "qualify_on",
    "launch_on", "deliver_on", "mature_on", "retire_on", "retired_on"};

const char *organisation_milestone_field(enum organisation_milestone milestone)
{
    return milestone < MILESTONE_COUNT ? milestones[milestone] : "";
}

int organisation_compare_keys(struct text one, struct text other)
{
    size_t i = 0;
    while (i < one.length && i < other.length && one.data[i] == other.data[i])
        i++;
    // Back to the start of the number in which they differ.
    while (i > 0 && one.data[i - 1] >= '0' && one.data[i - 1] <= '9')
        i--;
    size_t digits[2] = {0, 0};
    const struct text tails[2] = {{one.data + i, one.length - i}, {other.data + i, other.length - i}};
    for (int side = 0; side < 2; side++)
        while (digits[side] < tails[side].length && tails[side].data[digits[side]] >= '0' &&
               tails[side].data[digits[side]] <= '9')
            digits[side]++;
    if (digits[0] != digits[1] && digits[0] > 0 && digits[1] > 0) return digits[0] < digits[1] ? -1 : 1;
    return text_compare(tails[0], tails[1]);
}

// The key of the element at an index of an array whose elements start with their key.
static struct text element_key(const void *array, size_t size, uint32_t index)
{
    return *(const struct text *)(const void *)((const char *)array + size * index);
}

static enum error table_build(
    struct organisation_table *table, const void *array, size_t size, uint32_t count, struct arena *arena)
{
    uint32_t slots = 8;
    while (slots < 2 * count)
        slots *= 2;
    table->slots = arena_array(arena, uint32_t, slots);
    if (!table->slots) return ERROR_MEMORY;
    table->mask = slots - 1;
    for (uint32_t index = 0; index < count; index++) {
        uint32_t slot = (uint32_t)text_hash(element_key(array, size, index)) & table->mask;
        while (table->slots[slot])
            slot = (slot + 1) & table->mask;
        table->slots[slot] = index + 1;
    }
    return ERROR_NONE;
}

static uint32_t table_find(
    const struct organisation_table *table, const void *array, size_t size, struct text key)
{
    if (!table->slots || key.length == 0) return ORGANISATION_NONE;
    uint32_t slot = (uint32_t)text_hash(key) & table->mask;
    for (; table->slots[slot]; slot = (slot + 1) & table->mask)
        if (text_equal(element_key(array, size, table->slots[slot] - 1), key)) return table->slots[slot] - 1;
    return ORGANISATION_NONE;
}

// Entries by map, activity, stage; those without map or activity last.
static int compare_entries(const void *one, const void *other)
{
    const struct organisation_entry *a = one, *b = other;
    if (a->map != b->map) return a->map < b->map ? -1 : 1;
    if (a->activity != b->activity) return a->activity < b->activity ? -1 : 1;
    if (a->from_stage != b->from_stage) return a->from_stage < b->from_stage ? -1 : 1;
    if (a->horizons != b->horizons) return a->horizons < b->horizons ? -1 : 1;
    return organisation_compare_keys(a->key, b->key);
}

static void entries_sort(struct organisation *organisation)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < organisation->entry_count; i++)
        if (organisation->entries[i].map < organisation->map_count &&
            organisation->entries[i].activity < organisation->activity_count)
            organisation->entries[kept++] = organisation->entries[i];
    organisation->entry_count = kept;
    if (kept > 1) qsort(organisation->entries, kept, sizeof *organisation->entries, compare_entries);
}

static enum error entries_index(struct organisation *organisation, struct arena *arena)
{
    const uint32_t scopes = organisation_scope_of_product(organisation, 0);
    const size_t slices = (size_t)organisation->map_count * organisation->activity_count;
    organisation->map_at = arena_array(arena, uint32_t, scopes);
    organisation->entry_starts = arena_array(arena, uint32_t, slices + 1);
    if (!organisation->map_at || !organisation->entry_starts) return ERROR_MEMORY;
    for (uint32_t scope = 0; scope < scopes; scope++)
        organisation->map_at[scope] = ORGANISATION_NONE;
    entries_sort(organisation);
    uint32_t next = 0;
    for (size_t slice = 0; slice <= slices; slice++) {
        organisation->entry_starts[slice] = next;
        while (slice < slices && next < organisation->entry_count &&
               (size_t)organisation->entries[next].map * organisation->activity_count +
                       organisation->entries[next].activity ==
                   slice)
            next++;
    }
    for (uint32_t i = 0; i < organisation->map_count; i++) {
        struct organisation_map *map = &organisation->maps[i];
        map->first = organisation->entry_starts[(size_t)i * organisation->activity_count];
        map->count = organisation->entry_starts[(size_t)(i + 1) * organisation->activity_count] - map->first;
        if (map->scope < scopes && organisation->map_at[map->scope] == ORGANISATION_NONE)
            organisation->map_at[map->scope] = i;
    }
    return ERROR_NONE;
}

enum error organisation_index(
    struct organisation *organisation, enum organisation_array array, struct arena *arena)
{
    switch (array) {
    case ARRAY_UNITS:
        return table_build(&organisation->unit_table, organisation->units, sizeof *organisation->units,
            organisation->unit_count, arena);
    case ARRAY_LINES:
        return table_build(&organisation->line_table, organisation->lines, sizeof *organisation->lines,
            organisation->line_count, arena);
    case ARRAY_PEOPLE:
        return table_build(&organisation->person_table, organisation->people, sizeof *organisation->people,
            organisation->person_count, arena);
    case ARRAY_PRODUCTS:
        return table_build(&organisation->product_table, organisation->products,
            sizeof *organisation->products, organisation->product_count, arena);
    case ARRAY_ACTIVITIES:
        return table_build(&organisation->activity_table, organisation->activities,
            sizeof *organisation->activities, organisation->activity_count, arena);
    case ARRAY_ENTRIES: return entries_index(organisation, arena);
    case ARRAY_COUNT: break;
    }
    return ERROR_INTERNAL;
}

uint32_t organisation_find_unit(const struct organisation *organisation, struct text key)
{
    return table_find(&organisation->unit_table, organisation->units, sizeof *organisation->units, key);
}

uint32_t organisation_find_line(const struct organisation *organisation, struct text key)
{
    return table_find(&organisation->line_table, organisation->lines, sizeof *organisation->lines, key);
}

uint32_t organisation_find_product(const struct organisation *organisation, struct text key)
{
    return table_find(
        &organisation->product_table, organisation->products, sizeof *organisation->products, key);
}

uint32_t organisation_find_person(const struct organisation *organisation, struct text key)
{
    return table_find(&organisation->person_table, organisation->people, sizeof *organisation->people, key);
}

uint32_t organisation_find_activity(const struct organisation *organisation, struct text key)
{
    return table_find(
        &organisation->activity_table, organisation->activities, sizeof *organisation->activities, key);
}

uint32_t organisation_find_activity_code(const struct organisation *organisation, const char *code)
{
    for (uint32_t i = 0; i < organisation->activity_count; i++)
        if (text_is(organisation->activities[i].code, code)) return i;
    return ORGANISATION_NONE;
}

uint32_t organisation_find_scope(const struct organisation *organisation, struct text key)
{
    if (key.length == 0) return ORGANISATION_COMPANY;
    uint32_t index = organisation_find_product(organisation, key);
    if (index != ORGANISATION_NONE) return organisation_scope_of_product(organisation, index);
    index = organisation_find_line(organisation, key);
    if (index != ORGANISATION_NONE) return organisation_scope_of_line(organisation, index);
    index = organisation_find_unit(organisation, key);
    return index == ORGANISATION_NONE ? ORGANISATION_NONE : organisation_scope_of_unit(index);
}

enum organisation_kind organisation_scope_kind(
    const struct organisation *organisation, uint32_t scope, uint32_t *ret_index)
{
    const uint32_t lines = organisation_scope_of_line(organisation, 0);
    const uint32_t products = organisation_scope_of_product(organisation, 0);
    if (scope >= products) {
        *ret_index = scope - products;
        return SCOPE_OF_PRODUCT;
    }
    if (scope >= lines) {
        *ret_index = scope - lines;
        return SCOPE_OF_LINE;
    }
    *ret_index = scope > ORGANISATION_COMPANY ? scope - 1 : 0;
    return scope > ORGANISATION_COMPANY ? SCOPE_OF_UNIT : SCOPE_OF_COMPANY;
}

struct text organisation_scope_key(const struct organisation *organisation, uint32_t scope)
{
    uint32_t index;
    switch (organisation_scope_kind(organisation, scope, &index)) {
    case SCOPE_OF_PRODUCT: return organisation->products[index].key;
    case SCOPE_OF_LINE: return organisation->lines[index].key;
    case SCOPE_OF_UNIT: return organisation->units[index].key;
    case SCOPE_OF_COMPANY: break;
    }
    return TEXT("company");
}

struct text organisation_scope_name(const struct organisation *organisation, uint32_t scope)
{
    uint32_t index;
    switch (organisation_scope_kind(organisation, scope, &index)) {
    case SCOPE_OF_PRODUCT: return organisation->products[index].name;
    case SCOPE_OF_LINE: return organisation->lines[index].name;
    case SCOPE_OF_UNIT: return organisation->units[index].name;
    case SCOPE_OF_COMPANY: break;
    }
    return TEXT("the whole company");
}

uint32_t organisation_map_of_scope(const struct organisation *organisation, uint32_t scope)
{
    uint32_t index, line = ORGANISATION_NONE, unit = ORGANISATION_NONE;
    switch (organisation_scope_kind(organisation, scope, &index)) {
    case SCOPE_OF_PRODUCT: line = organisation->products[index].line; break;
    case SCOPE_OF_LINE: line = index; break;
    case SCOPE_OF_UNIT: unit = index; break;
    case SCOPE_OF_COMPANY: break;
    }
    if (line != ORGANISATION_NONE) unit = organisation_unit_of_line(organisation, line);
    for (uint32_t step = 0; line != ORGANISATION_NONE && step < organisation->line_count; step++) {
        const uint32_t map = organisation->map_at[organisation_scope_of_line(organisation, line)];
        if (map != ORGANISATION_NONE) return map;
        line = organisation->lines[line].parent;
    }
    const uint32_t map = unit == ORGANISATION_NONE ? ORGANISATION_NONE
                                                   : organisation->map_at[organisation_scope_of_unit(unit)];
    return map == ORGANISATION_NONE ? organisation->map_at[ORGANISATION_COMPANY] : map;
}

const struct organisation_entry *organisation_entries_of(
    const struct organisation *organisation, uint32_t map, uint32_t activity, uint32_t *ret_count)
{
    *ret_count = 0;
    if (map >= organisation->map_count || activity >= organisation->activity_count) return NULL;
    const uint32_t *start =
        organisation->entry_starts + (size_t)map * organisation->activity_count + activity;
    *ret_count = start[1] - start[0];
    return *ret_count ? &organisation->entries[start[0]] : NULL;
}

uint32_t organisation_unit_of_line(const struct organisation *organisation, uint32_t line)
{
    // Lines that lie in each other in a circle end after as many steps as there are lines.
    for (uint32_t step = 0; line != ORGANISATION_NONE && step < organisation->line_count; step++) {
        if (organisation->lines[line].unit != ORGANISATION_NONE) return organisation->lines[line].unit;
        line = organisation->lines[line].parent;
    }
    return ORGANISATION_NONE;
}

uint32_t organisation_unit_of_product(const struct organisation *organisation, uint32_t product)
{
    return organisation_unit_of_line(organisation, organisation->products[product].line);
}
