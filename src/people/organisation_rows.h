// SPDX-License-Identifier: Apache-2.0
// How rows become elements of an organisation's arrays; shared by those who read all of it, a part of it, or
// one more map into it.
#ifndef TANDEM_PEOPLE_ORGANISATION_ROWS_H
#define TANDEM_PEOPLE_ORGANISATION_ROWS_H

#include "people/organisation.h"
#include "store/store.h"

// What a statement has to select for each loader_take_ function.
#define UNIT_COLUMNS "key, name"
#define LINE_COLUMNS "key, name, unit, parent"
#define PERSON_COLUMNS "key, name, unit, manager, left_on"
#define PRODUCT_COLUMNS                                                                                      \
    "key, name, line, stage, horizon_set, conceive_on, plan_on, develop_on, qualify_on, launch_on, "         \
    "deliver_on, mature_on, retire_on, retired_on"
#define ASSIGNMENT_COLUMNS "key, person, role, scope, share, from_on, to_on, stand_in"
#define ACTIVITY_COLUMNS "key, name, code, position"
#define MAP_COLUMNS "key, name, scope, mode"
#define ENTRY_COLUMNS                                                                                        \
    "e.key, e.map, e.activity, e.side, e.accountable, e.responsible, e.consulted, e.informed, "              \
    "e.from_stage, e.to_stage, e.horizons, e.four_eyes"
#define ENTRY_COLUMN_LETTERS "tttttttttttb"

// On which days a map decides is a matter of its dates alone. $1 is the day; of several for one scope the one
// that came last decides.
#define MAP_DECIDES "in_force_on <= $1 AND (superseded_on IS NULL OR superseded_on > $1)"
#define MAP_ORDER "in_force_on DESC, length(key) DESC, key DESC"

struct loader {
    struct transaction *transaction;
    struct organisation *organisation;
    struct arena *arena;
    struct text *references; // of the rows being read: keys of other rows of the same table; NULL: not wanted
    char *pool;              // where the next text goes
    size_t pool_left;
    bool failed; // no memory
};

// A copy of the text; short ones share blocks, so that 100,000 names are not 100,000 allocations. *arena*
struct text loader_keep(struct loader *loader, struct text text);

// Each makes the element of the array at the index from a row. What the row refers to has to be in its array,
// and indexed, before; else the reference is ORGANISATION_NONE. Lines and people leave the key of the line
// around and of the manager in loader.references.
typedef void loader_take(struct loader *loader, const struct cursor *row, uint32_t index);
loader_take loader_take_unit, loader_take_line, loader_take_person, loader_take_product,
    loader_take_assignment, loader_take_activity, loader_take_map, loader_take_entry, loader_take_dangling;

// Runs the statement, with the parameter unless its data is NULL, and takes at most `capacity` rows.
enum error loader_read(struct loader *loader, const struct statement *statement, struct text parameter,
    loader_take *take, uint32_t capacity, uint32_t *ret_count) MUST_CHECK;

#endif
