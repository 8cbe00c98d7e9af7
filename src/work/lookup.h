// SPDX-License-Identifier: Apache-2.0
// Finds records of a resource by what a file calls them: key, external identifier, name, or several fields
// together.
//
// The records are read once and kept as texts and keys in memory, so that a row of an import costs no query.
// What the import itself creates is added; what a rejected row added is taken back.
#ifndef TANDEM_WORK_LOOKUP_H
#define TANDEM_WORK_LOOKUP_H

#include "store/records.h"
#include "work/mapping.h"

#define LOOKUP_FIELDS_MAXIMUM 8

enum lookup_outcome { LOOKUP_NONE, LOOKUP_ONE, LOOKUP_SEVERAL };

struct lookup_entry {
    struct text what; // kind, a separator, and the value
    struct text key;  // empty: taken back
    bool several;     // more records than this one
};

struct lookup_change {
    struct lookup_entry *entry;
    struct lookup_entry before;
};

struct lookup {
    const struct resource *resource;
    bool by_key, by_external_id;
    int fields[LOOKUP_FIELDS_MAXIMUM]; // text fields it can be asked by, without regard to case and spaces
    size_t field_count;
    const int *identity; // fields that together name a record; NULL: none
    size_t identity_count;
    bool is_loaded;
    struct arena *arena;
    struct lookup_entry **slots; // open hash table
    size_t capacity;
    size_t count;
    struct lookup_change *changes; // since lookup_mark
    size_t change_count, change_capacity;
    struct buffer what;   // scratch: the text that is looked for
    struct arena scratch; // for one record at a time
};

// Prepares a lookup that can be asked nothing yet. The arena outlives it. lookup_free gives its scratch back.
void lookup_init(struct lookup *lookup, const struct resource *resource, struct arena *arena);
void lookup_free(struct lookup *lookup);

// Lets it be asked in that way. All ways are said before the first question.
void lookup_allow(struct lookup *lookup, struct match match);
// Lets it be asked by several fields together. The array is *borrowed*.
void lookup_allow_identity(struct lookup *lookup, const int *fields, size_t count);

// Reads the records.
enum error lookup_load(
    struct lookup *lookup, struct transaction *transaction, const struct actor *actor) MUST_CHECK;

// ret_key is *borrowed* from the lookup. A way that the resource does not have finds nothing.
enum error lookup_find(struct lookup *lookup, struct match match, struct text source, struct text value,
    struct arena *scratch, enum lookup_outcome *ret_outcome, struct text *ret_key) MUST_CHECK;
enum error lookup_find_identity(struct lookup *lookup, const struct value *values, struct arena *scratch,
    enum lookup_outcome *ret_outcome, struct text *ret_key) MUST_CHECK;

// Adds what the record can be found by.
enum error lookup_add(struct lookup *lookup, const struct record *record) MUST_CHECK;

// The external identifier leads nowhere from now on.
enum error lookup_forget(struct lookup *lookup, struct text source, struct text external_id) MUST_CHECK;

// What was added since the mark stays, or is taken back.
void lookup_mark(struct lookup *lookup);
void lookup_take_back(struct lookup *lookup);

#endif
