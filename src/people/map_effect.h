// SPDX-License-Identifier: Apache-2.0
// What a map would change: every product and activity, resolved as things stand and as they would stand.
//
// Two resolutions of the same products and activities are set side by side; what differs in outcome or in
// people has changed hands. Products that are retired do not count. Pure, but for map_effect_read.
#ifndef TANDEM_PEOPLE_MAP_EFFECT_H
#define TANDEM_PEOPLE_MAP_EFFECT_H

#include "format/json_writer.h"
#include "people/map_trial.h"
#include "people/resolution.h"

#define MAP_EFFECT_LIMIT 100 // items of a page, when nothing is said
#define MAP_EFFECT_LIMIT_MAXIMUM 1000

struct map_effect_totals {
    uint32_t changed;
    uint32_t gaps_new, gaps_gone, conflicts_new, conflicts_gone, duals_new, duals_gone;
};

// A product and an activity that change hands.
struct map_effect_item {
    uint32_t product, activity;
};

struct map_effect {
    const struct resolution *before, *after; // *borrowed*
    struct text map_key, map_name;
    uint32_t against; // of the maps before: what decides in its place; ORGANISATION_NONE: nothing does
    uint32_t products;
    uint64_t pairs;
    struct map_effect_totals totals;
    struct map_effect_item *items; // by the product's key, then the activity's position. *arena*
    size_t count;
};

// Sets `after` against `before`; both resolve the same products, activities and people by the same indexes.
enum error map_effect_find(const struct resolution *before, const struct resolution *after,
    struct arena *arena, struct map_effect *ret_effect) MUST_CHECK;

// The effect of a map with the key on the organisation of a day: what it would change if it decided for its
// scope. ERROR_NOT_FOUND: there is no such map. All is *arena*.
enum error map_effect_read(struct transaction *transaction, struct text map, int32_t day, struct arena *arena,
    struct map_effect *ret_effect) MUST_CHECK;

// As MapEffect of the API: at most `limit` items after the cursor (empty: from the first). ERROR_SYNTAX: the
// cursor is none of ours.
enum error map_effect_print_json(
    const struct map_effect *effect, size_t limit, struct text cursor, struct json_writer *writer) MUST_CHECK;

// For people: the sum, what moves from whom to whom, whose hands gain and lose, and the gaps and conflicts
// that appear, at most `limit` of each list. The arena is for counting.
enum error map_effect_print_text(
    const struct map_effect *effect, size_t limit, struct arena *arena, struct buffer *output) MUST_CHECK;

#endif
