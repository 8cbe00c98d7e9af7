// SPDX-License-Identifier: Apache-2.0
// The organisation of a day as plain arrays: units, lines, products, people, assignments, the maps in force.
//
// Read once with a handful of statements, whatever its size; what comes after (people/resolution.h, the
// check, the portfolio) is arithmetic on the arrays and touches no database. Records refer to each other by
// index. Everything is *arena*; nothing points back into the transaction, so a scenario can be tried on a
// copy of the arrays.
#ifndef TANDEM_PEOPLE_ORGANISATION_H
#define TANDEM_PEOPLE_ORGANISATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"
#include "people/life_cycle.h"
#include "people/map_entry.h"
#include "people/roles.h"
#include "store/statement.h"

struct transaction;

#define ORGANISATION_NONE UINT32_MAX   // an index that points to nothing
#define ORGANISATION_NO_DATE INT32_MIN // a date that is not known
#define ORGANISATION_NO_SHARE (-1)

// The dates of a product in the order in which they have to come.
enum organisation_milestone {
    MILESTONE_CONCEIVE,
    MILESTONE_PLAN,
    MILESTONE_DEVELOP,
    MILESTONE_QUALIFY,
    MILESTONE_LAUNCH,
    MILESTONE_DELIVER,
    MILESTONE_MATURE,
    MILESTONE_RETIRE,
    MILESTONE_RETIRED,
    MILESTONE_COUNT
};

// The field of the product: "conceive_on". Static text.
const char *organisation_milestone_field(enum organisation_milestone milestone);

struct organisation_unit {
    struct text key, name;
};

struct organisation_line {
    struct text key, name;
    uint32_t unit;   // of units, or ORGANISATION_NONE
    uint32_t parent; // of lines, or ORGANISATION_NONE
};

struct organisation_product {
    struct text key, name;
    uint32_t line;  // of lines, or ORGANISATION_NONE
    uint8_t stage;  // enum product_stage
    int8_t horizon; // enum product_horizon
    int32_t dates[MILESTONE_COUNT];
};

struct organisation_person {
    struct text key, name;
    uint32_t manager; // of people, or ORGANISATION_NONE
    uint32_t unit;    // of units, or ORGANISATION_NONE
    int32_t left_on;  // the first day on which the person is gone
};

// A scope is one number: 0 is the company, then follow the units, the lines, the products, each in their
// order.
#define ORGANISATION_COMPANY 0U

struct organisation_assignment {
    struct text key;
    struct text stand_in; // "Acting"; empty: the person holds the role in their own right
    uint32_t person;
    uint32_t scope;
    uint8_t role; // enum people_role
    int16_t share;
    int32_t from_on, to_on; // both days belong to the assignment
};

struct organisation_activity {
    struct text key, name, code;
    int64_t position;
};

// A map that decides on the day, for everything within its scope that no nearer map decides for.
struct organisation_map {
    struct text key, name;
    uint32_t scope;        // the company, a unit or a line; ORGANISATION_NONE: the map decides nothing
    uint8_t mode;          // enum map_mode
    uint32_t first, count; // its slice of entries; organisation_index fills it
};

// What a map says about an activity in some stages and horizons. A set of roles has bit 1 << enum
// people_role. The entries of an activity in one map do not overlap.
struct organisation_entry {
    struct text key;
    uint32_t map; // of maps
    uint32_t activity;
    uint8_t side;                 // enum map_side
    uint8_t accountable;          // enum people_role
    uint8_t from_stage, to_stage; // enum product_stage; both belong. The whole life: the first and the last
    uint8_t horizons;             // bits 1 << enum product_horizon; 0: all, and products without one
    bool four_eyes;
    uint16_t responsible, consulted, informed;
};

// A reference that an import kept although nothing is there.
struct organisation_dangling {
    const char *resource; // plural name of the record's resource
    struct text key;      // the record that refers
    struct text title;    // its name, or its key
    struct text field;
    struct text value;  // what the file said
    struct text source; // where the file came from; may be empty
    uint32_t product;   // the product that the record is or belongs to, or ORGANISATION_NONE
};

// Finds an index by key; open addressing.
struct organisation_table {
    uint32_t *slots; // index + 1; 0 is free
    uint32_t mask;
};

struct organisation {
    int32_t day;
    struct organisation_unit *units;
    struct organisation_line *lines;
    struct organisation_product *products;
    struct organisation_person *people;
    struct organisation_assignment *assignments; // of all days
    struct organisation_activity *activities;    // by position, then key
    struct organisation_map *maps;               // those that decide on the day, at most one for a scope
    struct organisation_entry *entries;          // by map, activity, stage
    struct organisation_dangling *danglings;
    uint32_t unit_count, line_count, product_count, person_count, assignment_count, activity_count, map_count,
        entry_count, dangling_count;
    uint32_t *map_at;       // of maps, for company, units and lines (as scopes): the scope's own, or
                            // ORGANISATION_NONE
    uint32_t *entry_starts; // where the entries of map × activity begin, and one more
    struct organisation_table unit_table, line_table, product_table, person_table, activity_table;
};

// Reads the organisation as it is on the day. The maps are those that are in force on the day by their dates.
// ERROR_MEMORY also when the arena is too small.
enum error organisation_load(struct transaction *transaction, int32_t day, struct arena *arena,
    struct organisation **ret_organisation) MUST_CHECK;

// Reads only what it takes to say who is accountable, responsible, consulted or informed around one record,
// for use at every write: the activities; of a product, or a release of it, the product, the lines around it
// and their unit; of a line or unit likewise; of a person the unit, the manager and their own assignments; of
// any other record, and of an empty key, the company alone. Then the assignments to these scopes with their
// people, and the maps that decide for them. What lies elsewhere is not there: neither other products nor
// danglings, and a person's unit or manager may be ORGANISATION_NONE. A dozen statements, each by an index.
// `record` may be an old key; ERROR_NOT_FOUND: nothing has it.
enum error organisation_load_around(struct transaction *transaction, struct text record, int32_t day,
    struct arena *arena, struct organisation **ret_organisation) MUST_CHECK;

enum organisation_array {
    ARRAY_UNITS,
    ARRAY_LINES,
    ARRAY_PEOPLE,
    ARRAY_PRODUCTS,
    ARRAY_ACTIVITIES,
    ARRAY_ENTRIES,
    ARRAY_COUNT
};

// Makes the elements of an array findable by key. Entries are put in order, those without map or activity are
// dropped, and each map gets its slice and its scope; units, lines and activities have to be there before.
// For one who fills the arrays by other means than organisation_load.
enum error organisation_index(
    struct organisation *organisation, enum organisation_array array, struct arena *arena) MUST_CHECK;

// By current key; ORGANISATION_NONE when there is none.
uint32_t organisation_find_unit(const struct organisation *organisation, struct text key);
uint32_t organisation_find_line(const struct organisation *organisation, struct text key);
uint32_t organisation_find_product(const struct organisation *organisation, struct text key);
uint32_t organisation_find_person(const struct organisation *organisation, struct text key);
uint32_t organisation_find_activity(const struct organisation *organisation, struct text key);
// By the code that the program itself knows an activity by.
uint32_t organisation_find_activity_code(const struct organisation *organisation, const char *code);

enum organisation_kind { SCOPE_OF_COMPANY, SCOPE_OF_UNIT, SCOPE_OF_LINE, SCOPE_OF_PRODUCT };

static inline uint32_t organisation_scope_of_unit(uint32_t unit)
{
    return 1 + unit;
}

static inline uint32_t organisation_scope_of_line(const struct organisation *organisation, uint32_t line)
{
    return 1 + organisation->unit_count + line;
}

static inline uint32_t organisation_scope_of_product(
    const struct organisation *organisation, uint32_t product)
{
    return 1 + organisation->unit_count + organisation->line_count + product;
}

static inline uint32_t organisation_scope_count(const struct organisation *organisation)
{
    return 1 + organisation->unit_count + organisation->line_count + organisation->product_count;
}

// What the scope is, and its index among its kind (0 for the company).
enum organisation_kind organisation_scope_kind(
    const struct organisation *organisation, uint32_t scope, uint32_t *ret_index);
// The key, "company" for the company; *borrowed* from the organisation.
struct text organisation_scope_key(const struct organisation *organisation, uint32_t scope);
struct text organisation_scope_name(const struct organisation *organisation, uint32_t scope);
// The scope with the key (empty: the company); ORGANISATION_NONE when there is none.
uint32_t organisation_find_scope(const struct organisation *organisation, struct text key);

// The map that decides for a scope: its own, or that of the nearest scope around it (for a product its lines
// from the inside out, the unit of the nearest line that has one, the company); ORGANISATION_NONE.
uint32_t organisation_map_of_scope(const struct organisation *organisation, uint32_t scope);
// The entries that a map has for an activity, by stage; NULL and 0 when it has none, or `map` is
// ORGANISATION_NONE. *borrowed* from the organisation.
const struct organisation_entry *organisation_entries_of(
    const struct organisation *organisation, uint32_t map, uint32_t activity, uint32_t *ret_count);
// Does the entry decide for a product in the stage and horizon (HORIZON_NONE for none)?
static inline bool organisation_entry_covers(
    const struct organisation_entry *entry, unsigned stage, int horizon)
{
    return entry->from_stage <= stage && stage <= entry->to_stage &&
           (entry->horizons == 0 || (horizon >= 0 && entry->horizons & (1U << horizon)));
}
// The unit that a line belongs to: its own, or that of the nearest line around it; ORGANISATION_NONE.
uint32_t organisation_unit_of_line(const struct organisation *organisation, uint32_t line);
// The same for a product.
uint32_t organisation_unit_of_product(const struct organisation *organisation, uint32_t product);

// Has the person left by the day?
static inline bool organisation_person_has_left(const struct organisation_person *person, int32_t day)
{
    return person->left_on != ORGANISATION_NO_DATE && person->left_on <= day;
}

// Does the assignment hold on the day?
static inline bool organisation_assignment_is_active(
    const struct organisation_assignment *assignment, int32_t day)
{
    return (assignment->from_on == ORGANISATION_NO_DATE || assignment->from_on <= day) &&
           (assignment->to_on == ORGANISATION_NO_DATE || assignment->to_on >= day);
}

// The order in which people expect keys: PROD-9 before PROD-12. Negative, 0, positive.
int organisation_compare_keys(struct text one, struct text other);

extern const struct statement_list organisation_statements;
extern const struct statement_list organisation_around_statements;

#endif
