// SPDX-License-Identifier: Apache-2.0
// Where a page ended, as an opaque text that fits the same query only.
#ifndef TANDEM_STORE_LIST_CURSOR_H
#define TANDEM_STORE_LIST_CURSOR_H

#include "store/records.h"

// The last record of a page: the value that it is sorted by, and what breaks ties.
struct list_position {
    struct value sort; // null: among those that have none
    struct value tie;  // a key, or the number of a log's row
};

// Writes the position for the query. *arena*
enum error list_cursor_print(const struct record_query *query, const struct list_position *position,
    struct arena *arena, struct text *ret_cursor) MUST_CHECK;

// Reads it back. ERROR_SYNTAX: no cursor, or that of a query with another resource, order or filter. *arena*
enum error list_cursor_parse(
    const struct record_query *query, struct arena *arena, struct list_position *ret_position) MUST_CHECK;

#endif
