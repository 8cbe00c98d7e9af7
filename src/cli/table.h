// SPDX-License-Identifier: Apache-2.0
// Rows in aligned columns, for people.
#ifndef TANDEM_CLI_TABLE_H
#define TANDEM_CLI_TABLE_H

#include <stdio.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"

#define TABLE_COLUMNS_MAXIMUM 64

// Cells are *borrowed* until table_print.
struct table {
    struct arena *arena;
    size_t column_count;
    const char *headers[TABLE_COLUMNS_MAXIMUM];
    bool right[TABLE_COLUMNS_MAXIMUM];      // aligned at the right: numbers
    bool hide_empty[TABLE_COLUMNS_MAXIMUM]; // not shown when no row has anything in it
    struct text *cells;
    size_t row_count;
    size_t row_capacity;
};

void table_init(struct table *table, struct arena *arena);
void table_column(struct table *table, const char *header, bool right);
// A row of column_count empty cells to be filled, or NULL when out of memory.
struct text *table_row(struct table *table) MUST_CHECK;

// Writes header and rows. A stream that is a terminal gets lines that fit it: the widest columns are cut.
enum error table_print(const struct table *table, FILE *stream) MUST_CHECK;

// Columns of the terminal behind the stream; 0: it is not one.
size_t table_terminal_width(FILE *stream);

#endif
