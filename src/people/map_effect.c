// SPDX-License-Identifier: Apache-2.0
// Finds what a map would change, and writes it as JSON.
#include "people/map_effect.h"

#include "base/calendar.h"
#include "people/resolution_print.h"

static bool people_are_same(struct resolution_holders one, struct resolution_holders other)
{
    if (one.count != other.count) return false;
    for (uint32_t i = 0; i < one.count; i++)
        if (one.people[i] != other.people[i]) return false;
    return true;
}

static void totals_add(
    struct map_effect_totals *totals, enum resolution_outcome before, enum resolution_outcome after)
{
    totals->changed++;
    if (before == after) return;
    totals->gaps_new += after == RESOLUTION_GAP;
    totals->gaps_gone += before == RESOLUTION_GAP;
    totals->conflicts_new += after == RESOLUTION_CONFLICT;
    totals->conflicts_gone += before == RESOLUTION_CONFLICT;
    totals->duals_new += after == RESOLUTION_DUAL;
    totals->duals_gone += before == RESOLUTION_DUAL;
}

static bool is_changed(
    const struct map_effect *effect, uint32_t product, uint32_t activity, struct map_effect_totals *totals)
{
    const struct resolution_result before = resolution_for(effect->before, product, activity);
    const struct resolution_result after = resolution_for(effect->after, product, activity);
    if (before.outcome == after.outcome && people_are_same(before.holders, after.holders)) return false;
    if (totals) totals_add(totals, before.outcome, after.outcome);
    return true;
}

static int compare_products(const void *one, const void *other, void *closure)
{
    const struct organisation *organisation = closure;
    return organisation_compare_keys(organisation->products[*(const uint32_t *)one].key,
        organisation->products[*(const uint32_t *)other].key);
}

enum error map_effect_find(const struct resolution *before, const struct resolution *after,
    struct arena *arena, struct map_effect *ret_effect)
{
    const struct organisation *organisation = resolution_organisation(before);
    struct map_effect effect = {.before = before, .after = after, .against = ORGANISATION_NONE};
    uint32_t *order = arena_array(arena, uint32_t, organisation->product_count);
    size_t capacity = 0;
    if (!order) return ERROR_MEMORY;
    for (uint32_t product = 0; product < organisation->product_count; product++)
        if (organisation->products[product].stage < STAGE_RETIRED) order[effect.products++] = product;
    qsort_r(order, effect.products, sizeof *order, compare_products, (void *)(uintptr_t)organisation);
    effect.pairs = (uint64_t)effect.products * organisation->activity_count;
    for (uint32_t i = 0; i < effect.products; i++)
        for (uint32_t activity = 0; activity < organisation->activity_count; activity++) {
            if (!is_changed(&effect, order[i], activity, &effect.totals)) continue;
            if (effect.count == capacity) {
                const size_t more = capacity ? 2 * capacity : 256;
                struct map_effect_item *items = arena_array(arena, struct map_effect_item, more);
                if (!items) return ERROR_MEMORY;
                if (capacity) memcpy(items, effect.items, capacity * sizeof *items);
                effect.items = items;
                capacity = more;
            }
            effect.items[effect.count++] = (struct map_effect_item){order[i], activity};
        }
    *ret_effect = effect;
    return ERROR_NONE;
}

enum error map_effect_read(struct transaction *transaction, struct text map, int32_t day, struct arena *arena,
    struct map_effect *ret_effect)
{
    struct organisation *now, *then;
    struct resolution *before, *after;
    struct map_trial trial;
    enum error error = organisation_load(transaction, day, arena, &now);
    if (!error) error = map_trial_load(transaction, now, map, arena, &trial);
    if (!error) error = map_trial_put(now, &trial, arena, &then);
    if (!error) error = resolution_prepare(now, arena, &before);
    if (!error) error = resolution_prepare(then, arena, &after);
    if (!error) error = map_effect_find(before, after, arena, ret_effect);
    if (error) return error;
    ret_effect->map_key = trial.map.key;
    ret_effect->map_name = trial.map.name;
    if (trial.map.scope != ORGANISATION_NONE)
        ret_effect->against = resolution_scope_map(before, trial.map.scope);
    return ERROR_NONE;
}

static void write_member(struct json_writer *writer, const char *name, struct text value)
{
    json_write_key(writer, name);
    json_write_text(writer, value);
}

static void write_count(struct json_writer *writer, const char *name, uint64_t count)
{
    json_write_key(writer, name);
    json_write_integer(writer, (int64_t)count);
}

static void write_named(struct json_writer *writer, const char *name, struct text key, struct text title)
{
    json_write_key(writer, name);
    json_write_object_begin(writer);
    write_member(writer, "key", key);
    write_member(writer, "name", title);
    json_write_object_end(writer);
}

static void write_side(const struct resolution *resolution, const char *name,
    const struct resolution_result *result, struct json_writer *writer)
{
    const struct organisation *organisation = resolution_organisation(resolution);
    json_write_key(writer, name);
    json_write_object_begin(writer);
    json_write_key(writer, "outcome");
    json_write_string(writer, resolution_outcome_code(result->outcome));
    json_write_key(writer, "role");
    json_write_string(writer, result->role == ROLE_COUNT ? NULL : people_role_code(result->role));
    json_write_key(writer, "people");
    resolution_print_holders(
        resolution, result->holders, organisation_scope_of_product(organisation, result->product), writer);
    json_write_object_end(writer);
}

static void write_item(
    const struct map_effect *effect, const struct map_effect_item *item, struct json_writer *writer)
{
    const struct organisation *organisation = resolution_organisation(effect->before);
    const struct resolution_result before = resolution_for(effect->before, item->product, item->activity);
    const struct resolution_result after = resolution_for(effect->after, item->product, item->activity);
    json_write_object_begin(writer);
    write_member(writer, "product", organisation->products[item->product].key);
    write_member(writer, "product_name", organisation->products[item->product].name);
    write_member(writer, "activity", organisation->activities[item->activity].key);
    write_member(writer, "activity_name", organisation->activities[item->activity].name);
    write_side(effect->before, "before", &before, writer);
    write_side(effect->after, "after", &after, writer);
    json_write_object_end(writer);
}

// A cursor is the product and the activity that came last: "PROD-12/ACT-3". The first item after it.
static enum error cursor_find(const struct map_effect *effect, struct text cursor, size_t *ret_first)
{
    const struct organisation *organisation = resolution_organisation(effect->before);
    struct text rest = cursor, product, activity;
    *ret_first = 0;
    if (text_is_empty(cursor)) return ERROR_NONE;
    if (!text_split(&rest, '/', &product) || !text_split(&rest, '/', &activity) || !key_is_shaped(product))
        return ERROR_SYNTAX;
    const uint32_t last = organisation_find_activity(organisation, activity);
    if (last == ORGANISATION_NONE) return ERROR_SYNTAX;
    for (; *ret_first < effect->count; ++*ret_first) {
        const struct map_effect_item *item = &effect->items[*ret_first];
        const int order = organisation_compare_keys(organisation->products[item->product].key, product);
        if (order > 0 || (order == 0 && item->activity > last)) break;
    }
    return ERROR_NONE;
}

static void write_totals(const struct map_effect *effect, struct json_writer *writer)
{
    const struct map_effect_totals *totals = &effect->totals;
    json_write_key(writer, "totals");
    json_write_object_begin(writer);
    write_count(writer, "changed", totals->changed);
    write_count(writer, "gaps_new", totals->gaps_new);
    write_count(writer, "gaps_gone", totals->gaps_gone);
    write_count(writer, "conflicts_new", totals->conflicts_new);
    write_count(writer, "conflicts_gone", totals->conflicts_gone);
    write_count(writer, "duals_new", totals->duals_new);
    write_count(writer, "duals_gone", totals->duals_gone);
    json_write_object_end(writer);
}

static void write_head(const struct map_effect *effect, struct json_writer *writer)
{
    const struct organisation *organisation = resolution_organisation(effect->before);
    char day[CALENDAR_DATE_SIZE];
    calendar_print_date(organisation->day, day);
    write_named(writer, "map", effect->map_key, effect->map_name);
    if (effect->against == ORGANISATION_NONE) {
        json_write_key(writer, "against");
        json_write_null(writer);
    } else {
        const struct organisation_map *against = &organisation->maps[effect->against];
        write_named(writer, "against", against->key, against->name);
    }
    json_write_key(writer, "day");
    json_write_string(writer, day);
    write_count(writer, "products", effect->products);
    write_count(writer, "pairs", effect->pairs);
    write_totals(effect, writer);
}

enum error map_effect_print_json(
    const struct map_effect *effect, size_t limit, struct text cursor, struct json_writer *writer)
{
    const struct organisation *organisation = resolution_organisation(effect->before);
    size_t first, next;
    enum error error = cursor_find(effect, cursor, &first);
    if (error) return error;
    next = effect->count - first > limit ? first + limit : effect->count;
    json_write_object_begin(writer);
    write_head(effect, writer);
    json_write_key(writer, "items");
    json_write_array_begin(writer);
    for (size_t i = first; i < next; i++)
        write_item(effect, &effect->items[i], writer);
    json_write_array_end(writer);
    json_write_key(writer, "next");
    if (next < effect->count && next > 0) {
        const struct map_effect_item *last = &effect->items[next - 1];
        char text[256];
        (void)snprintf(text, sizeof text, "%.*s/%.*s", TEXT_PRINT(organisation->products[last->product].key),
            TEXT_PRINT(organisation->activities[last->activity].key));
        json_write_string(writer, text);
    } else {
        json_write_null(writer);
    }
    json_write_object_end(writer);
    return ERROR_NONE;
}
