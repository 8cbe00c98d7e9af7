// SPDX-License-Identifier: Apache-2.0
// What a resource is: one constant table from which tables, API, command line, CSV, page types and
// permissions come.
#ifndef TANDEM_MODEL_RESOURCE_H
#define TANDEM_MODEL_RESOURCE_H

#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/problem.h"
#include "model/field.h"
#include "model/permission.h"
#include "model/record.h"

struct transaction; // of the store: passed through to hooks, never looked into here

// The order of a list. Every order is completed by key, so pages by keyset never skip or repeat.
#define SORT_SYSTEM_CREATED (-1)
#define SORT_SYSTEM_CHANGED (-2)
#define SORT_SYSTEM_KEY (-3)
struct sort {
    const char *name; // as in ?sort=name, ?sort=-name
    int field;        // index of the field, or one of SORT_SYSTEM_
};

// A change of state that means something: approve, put in force. Runs inside a write transaction, after the
// permission was checked. `input` holds values by the order of input_fields. Changes `record` (a copy of the
// stored one), which the store then saves with a history line that carries the action's name.
struct action {
    const char *name; // as in POST /maps/MAP-1/put_in_force
    const char *label;
    const char *help;
    const struct field *input_fields;
    size_t input_count;
    enum error (*run)(struct transaction *transaction, const struct actor *actor, struct record *record,
        const struct value *input, struct arena *arena, struct problem_list *problems);
    // The activity that the act belongs to, by code; or, where that depends on the record, by code or key.
    // The store has it judged before the action runs (struct registry.judge), unless the action does so
    // itself. NULL: none.
    const char *activity;
    struct text (*activity_of)(const struct record *record);
    bool judges_itself;
};

// A page that shows records that point here: product → releases. Used by describe and by the page.
struct link {
    const char *name;     // "releases"
    const char *resource; // plural name of the resource that points here
    const char *field;    // its reference field
};

enum resource_flag {
    RESOURCE_READ_ONLY = 1 << 0, // no generic create, update, delete (history, imports)
    RESOURCE_NO_EXPORT = 1 << 1, // left out of whole-workspace export (users, tokens, history, imports)
    RESOURCE_NO_IMPORT = 1 << 2,
    RESOURCE_LOG = 1 << 3, // rows are only ever appended: no system columns, no keys, no versions; the first
                           // field is an integer that counts up, the primary key and the tie of every order
    RESOURCE_ADMINISTERED = 1 << 4, // writing through a token takes the scope administer (users, tokens)
};

// For struct resource.owner_field.
#define OWNER_CREATOR (-1) // whoever created a record owns it
#define OWNER_SELF (-2)    // a record is its own owner: users

#define RESOURCE_TOGETHER_MAXIMUM 4

struct resource {
    const char *name;     // plural: URL, command line, CSV file: "map-entries"
    const char *singular; // table and schema name, lower_snake_case: "map_entry"
    const char *label;    // "Map entry"
    const char *label_plural;
    const char *prefix; // default prefix of its keys: "ENT"
    const char *help;   // one sentence that ends in a period
    unsigned flags;     // of enum resource_flag
    const struct field *fields;
    size_t field_count;
    const struct sort *sorts; // the first is the default
    size_t sort_count;
    int title_field;  // the field that names a record to a person, or -1
    int owner_field;  // reference to users that makes a record its owner's, or one of OWNER_
    int shared_field; // boolean that lets everybody read a record who may read their own, or -1
    // Of a log whose lines are about records of other resources, by its fields: the plural name of the
    // resource, the user who wrote the line, and the changes as JSON by field name. 0 of all others.
    struct {
        int about, by, changes;
    } line;
    struct permission permissions[ACCESS_ROLE_COUNT];
    const struct action *actions;
    size_t action_count;
    const struct link *links;
    size_t link_count;
    // Two fields (or more) that are unique together where all of them are set; ends with -1; first -1 means
    // none. An import finds a record by them.
    int unique_together[RESOURCE_TOGETHER_MAXIMUM + 1];

    // Rules over several fields of one record; pure. `stored` is NULL on creation. May be NULL.
    enum error (*check)(
        const struct record *proposed, const struct record *stored, struct problem_list *problems);
    // Rules that need other records, and values that follow from others; inside the write transaction, after
    // check. May change `proposed`. May be NULL.
    enum error (*before_save)(struct transaction *transaction, const struct actor *actor,
        struct record *proposed, const struct record *stored, struct arena *arena,
        struct problem_list *problems);
    // Makes what belongs to a new record, in the same write transaction; `record` has its key. Not called for
    // what is brought back from an export or a backup: that has its own. May be NULL.
    enum error (*after_create)(struct transaction *transaction, const struct actor *actor,
        const struct record *record, struct arena *arena, struct problem_list *problems);
    // Refuses a deletion for a reason other than references to the record; inside the write transaction. May
    // be NULL.
    enum error (*before_delete)(struct transaction *transaction, const struct actor *actor,
        const struct record *stored, struct arena *arena, struct problem_list *problems);
    // Fills FIELD_COMPUTED fields after reading; pure, no allocation. May be NULL.
    void (*derive)(struct record *record);
    // The prefix of a new record's key, or empty for the resource's own. May be NULL. When it changes on
    // update, the record gets a new key, and the old one keeps resolving.
    enum error (*key_prefix)(struct transaction *transaction, const struct record *proposed,
        struct arena *arena, struct text *ret_prefix);
};

// The field's index by name, or -1. System fields (key, source, …) are not in the table.
int resource_field(const struct resource *resource, struct text name);
int resource_sort(const struct resource *resource, struct text name);

// Can a list be filtered by the field? Choices, references and booleans; and what is unique or has
// FIELD_FILTER.
bool field_is_filter(const struct field *field);

// Is the field a column of the table?
bool field_is_stored(const struct field *field);

// Can a plain creation, or a plain update, give the field?
bool field_is_creatable(const struct field *field);
bool field_is_updatable(const struct field *field);

// The action by name, or NULL.
const struct action *resource_action(const struct resource *resource, struct text name);

#endif
