// SPDX-License-Identifier: Apache-2.0
// The columns of a data file that a specification asks for, and what its terms give for each row.
//
// A row is the number of a record below the header, from 1. Every problem names file, row, line and column.
#ifndef TANDEM_PRICING_PRICE_TABLE_H
#define TANDEM_PRICING_PRICE_TABLE_H

#include "base/error.h"
#include "pricing/price_term.h"

#include <stdint.h>

#define PRICE_ROWS_MAXIMUM ((size_t)2000000)
#define PRICE_TABLE_PROBLEMS_MAXIMUM ((size_t)20) // of one file; further ones are not looked for

// A row stays when the cell is one of the values.
struct price_filter {
    size_t column;
    const struct text *values;
    size_t count;
};

struct price_table {
    const char *file; // *borrowed*: its name in messages
    const struct price_names *names;
    size_t rows, left_out; // left_out: rows with missing values, when they are dropped
    struct text **cells;   // [name][row]: *arena*, or *borrowed* from the content
    uint32_t *row;         // number of each row in the file
    long *line;
    double **numbers; // [name]; NULL until price_table_numbers
    uint32_t *place;  // of a wide file made long: its row * alternatives + alternative; else NULL
};

struct price_table_options {
    bool is_dropping_missing; // rows with an empty cell (or NA, NaN, .) in a column asked for are left out
    const struct price_filter *filters;
    size_t filter_count;
};

// Whether a cell has no value: it is empty, NA, NaN or a point.
bool price_cell_is_missing(struct text cell);
// Reads the columns from the content, which is *borrowed* for as long as the table lives. ERROR_INVALID after
// adding problems: a column that is not there, a record of another length, a file without rows.
MUST_CHECK enum error price_table_read(struct price_table *table, const char *file, struct text content,
    const struct price_names *names, const struct price_table_options *options, struct arena *arena,
    struct problem_list *problems);
// A column as numbers (*borrowed* from the table). ERROR_INVALID after naming the cells that are none.
MUST_CHECK enum error price_table_numbers(struct price_table *table, size_t name, struct arena *arena,
    struct problem_list *problems, const double **ret_numbers);
// Groups of rows with the same text, numbered from 0 in the order of their first row. `ret_labels` (may be
// NULL) has the text of each.
MUST_CHECK enum error price_table_groups(const struct price_table *table, size_t name, struct arena *arena,
    uint32_t **ret_group, size_t *ret_groups, struct text **ret_labels);
// Puts the rows into the order given: row i becomes what was row order[i].
MUST_CHECK enum error price_table_reorder(
    struct price_table *table, const uint32_t *order, struct arena *arena);

#endif
