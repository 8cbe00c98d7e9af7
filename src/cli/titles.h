// SPDX-License-Identifier: Apache-2.0
// Names beside keys: "LINE-2 Payments" instead of "LINE-2", looked up once each.
#ifndef TANDEM_CLI_TITLES_H
#define TANDEM_CLI_TITLES_H

#include "store/records.h"

struct titles_entry {
    struct text key;
    struct text shown;
};

struct titles {
    struct transaction *transaction; // *borrowed*
    const struct actor *actor;       // *borrowed*
    struct arena *arena;
    struct titles_entry *entries; // open hash table
    size_t capacity;
    size_t count;
};

void titles_init(
    struct titles *titles, struct transaction *transaction, const struct actor *actor, struct arena *arena);

// "LINE-2 Payments"; the key alone when the record has no name. *arena*
enum error titles_show(struct titles *titles, struct text key, struct text *ret_shown) MUST_CHECK;

// A value as a person reads it: references with their names, the rest as field_print writes it. *arena*
enum error titles_print(
    struct titles *titles, const struct field *field, struct value value, struct text *ret_text) MUST_CHECK;

#endif
