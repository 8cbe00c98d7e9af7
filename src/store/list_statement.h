// SPDX-License-Identifier: Apache-2.0
// The statements of a list, composed from the declared filters and sorts.
//
// A page is read in up to three steps, each a plain range of one index: the records that tie with the
// position that the last page ended with, those after it, and those that have no value to sort by, which come
// last in either direction. So neither database sorts, and nulls need no agreement between them.
#ifndef TANDEM_STORE_LIST_STATEMENT_H
#define TANDEM_STORE_LIST_STATEMENT_H

#include "store/driver.h"
#include "store/list_cursor.h"
#include "store/records.h"

enum list_step {
    LIST_START,       // from the beginning, those with a value
    LIST_TIES,        // the same value as the position, past its key
    LIST_AFTER,       // past the value of the position
    LIST_NULLS,       // those without a value, from the beginning
    LIST_NULLS_AFTER, // those without a value, past the key of the position
    LIST_COUNT,       // how many there are in all
};

// What has to be true of the actor for a record to be in the list.
enum list_scope {
    LIST_ALL,
    LIST_OWN,
    LIST_OWN_OR_SHARED,
    LIST_LINES, // the lines of a log that are about what the actor may list, and those it wrote
};

struct list {
    const struct record_query *query;
    const struct sort *sort;
    enum list_scope scope;
    struct text user;          // whose own
    const struct actor *actor; // who lists
    const struct registry *registry;
    enum store_kind kind;
    const struct record_filter *filters; // as the query's, references by their current keys
    // Which filter finds the rows by an index, in order; -1: the sort's index is walked and the rows are
    // filtered.
    int driver;
    const bool *columns; // NULL: all
};

// Decides on the driver and the columns. ERROR_LIMIT. *arena*
enum error list_plan(struct list *list, struct arena *arena) MUST_CHECK;

enum error list_statement(const struct list *list, enum list_step step, struct statement_book *book,
    struct arena *arena, const struct statement **ret_statement) MUST_CHECK;

// The values for its parameters, in their order. `limit` is left out for LIST_COUNT. *arena*
enum error list_parameters(const struct list *list, enum list_step step, const struct list_position *position,
    unsigned limit, struct arena *arena, struct value **ret_values, size_t *ret_count) MUST_CHECK;

#endif
