// SPDX-License-Identifier: Apache-2.0
// A price specification while it is read: what its files share. Private to the reading of specifications.
//
// price_spec.c goes through the lines, price_value.c reads what stands behind an equals sign, price_settle.c
// looks at what does not go together and fills in what the lines leave open.
#ifndef TANDEM_PRICING_PRICE_READING_H
#define TANDEM_PRICING_PRICE_READING_H

#include "pricing/price_key.h"

struct price_reading {
    struct price_cursor cursor;
    struct price_spec *spec;
    size_t place[PRICE_KEYS_MAXIMUM]; // where each key stood
    bool is_given[PRICE_KEYS_MAXIMUM];
};

// Adds a problem with the place given.
void price_reading_problem(struct price_reading *reading, size_t position, const char *message);
// "a, b" and c gives "a, b, c". *arena*
const char *price_list_more(const char *list, const char *name, struct arena *arena);

// Reads the value of a key. False after adding a problem.
bool price_value_read(struct price_reading *reading, const struct price_key *key);
// only COLUMN = value, value …
bool price_only_read(struct price_reading *reading, size_t column_position, size_t column_end);

// What each method needs and knows, once it is clear which it is.
void price_reading_check(struct price_reading *reading);
// What a line leaves open, and what does not go together.
void price_reading_settle(struct price_reading *reading);

#endif
