// SPDX-License-Identifier: Apache-2.0
// An entry of a responsibility map: who is accountable, responsible, consulted and informed for one activity.
#ifndef TANDEM_PEOPLE_MAP_ENTRY_H
#define TANDEM_PEOPLE_MAP_ENTRY_H

#include "model/resource.h"
#include "store/statement.h"

enum map_entry_field {
    MAP_ENTRY_MAP,
    MAP_ENTRY_ACTIVITY,
    MAP_ENTRY_SIDE,
    MAP_ENTRY_ACCOUNTABLE,
    MAP_ENTRY_RESPONSIBLE,
    MAP_ENTRY_CONSULTED,
    MAP_ENTRY_INFORMED,
    MAP_ENTRY_NOTE,
    MAP_ENTRY_FROM_STAGE,
    MAP_ENTRY_TO_STAGE,
    MAP_ENTRY_HORIZONS,
    MAP_ENTRY_FOUR_EYES,
    MAP_ENTRY_FOLLOWS,
    MAP_ENTRY_FIELD_COUNT
};

// The place of the sort by key in the resource's list.
#define MAP_ENTRY_SORT_KEY 1

// As in the choice list map_sides.
enum map_side { SIDE_PM, SIDE_SHARED, SIDE_PMM, SIDE_COUNT };

extern const struct choice_list map_sides;

// The stages (enum product_stage, both belong) and horizons (bits 1 << enum product_horizon; 0: all) in which
// an entry decides, from what its fields hold; what is not set is the whole life, all horizons.
struct map_entry_span {
    uint8_t from_stage, to_stage, horizons;
};
struct map_entry_span map_entry_span(struct text from_stage, struct text to_stage, struct text horizons);

// Can there be a product for which both decide? A horizon can be set by hand, whatever the stage.
static inline bool map_entry_spans_overlap(struct map_entry_span one, struct map_entry_span other)
{
    return one.from_stage <= other.to_stage && other.from_stage <= one.to_stage &&
           (one.horizons == 0 || other.horizons == 0 || one.horizons & other.horizons);
}

extern const struct resource map_entry_resource;
extern const struct statement_list map_entry_statements;

#endif
