// SPDX-License-Identifier: Apache-2.0
// A named table of a result: what a method gives beside estimates, such as price points, a demand curve or a
// matrix of elasticities. Printed alike for every method: as text, and as an array of objects in JSON under
// its name.
#ifndef TANDEM_PRICING_PRICE_SHEET_H
#define TANDEM_PRICING_PRICE_SHEET_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/text.h"
#include "format/json_writer.h"

#define PRICE_SHEET_COLUMNS_MAXIMUM 24
#define PRICE_SHEET_PRINTED 40 // rows shown in text; JSON has all

enum price_cell_kind { PRICE_CELL_TEXT, PRICE_CELL_REAL, PRICE_CELL_WHOLE };

struct price_sheet_column {
    const char *name;  // the member in JSON: "own_elasticity"
    const char *title; // the head in text
    enum price_cell_kind kind;
};

union price_cell {
    struct text text; // *borrowed* for as long as the sheet lives
    double real;      // not a number: null, and empty in text
    size_t whole;
};

struct price_sheet {
    const char *name, *title;                 // static, or *arena*
    const struct price_sheet_column *columns; // *borrowed*, usually static
    size_t column_count, rows, room;
    union price_cell *cell; // *arena*, row after row
    struct arena *arena;
    bool is_hidden; // a long curve: in JSON only
};

// NULL when out of memory.
struct price_sheet *price_sheet_new(const char *name, const char *title,
    const struct price_sheet_column *columns, size_t count, struct arena *arena);
// Adds a row (cells in the order of the columns). ERROR_MEMORY.
MUST_CHECK enum error price_sheet_row(struct price_sheet *sheet, const union price_cell *cells);

void price_sheet_print(const struct price_sheet *sheet, struct buffer *buffer);
// Writes the key and the array.
void price_sheet_write_json(const struct price_sheet *sheet, struct json_writer *writer);

#endif
