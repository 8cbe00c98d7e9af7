// SPDX-License-Identifier: Apache-2.0
// Terms of a price specification: columns of a data file and what is computed from them, such as
// log(price/cpi).
//
// A list of terms is separated by commas. A term is made of numbers, columns, + - * / and parentheses, of
// log(x), exp(x), sqrt(x), square(x), and of
//   dummy(column)   one column for each value but the first; each(column): for every value
//   count(column…)  how many rows have the same values in these columns
//   total(x, column…)  the sum of column x over the rows that have the same values in these columns
//   a0..a19         the columns a0, a1 … a19 (also a0..19); only as a term of its own
// A product of dummies and others gives one column for each pair. A column whose name is not letters, digits,
// _ and . is written in double quotes. # begins a comment when it stands at the start or after a space.
#ifndef TANDEM_PRICING_PRICE_TERM_H
#define TANDEM_PRICING_PRICE_TERM_H

#include "base/problem.h"
#include "base/text.h"

#define PRICE_TERMS_MAXIMUM 500
#define PRICE_NAMES_MAXIMUM 600
#define PRICE_TERM_DEPTH_MAXIMUM 32
#define PRICE_OPERATORS_MAXIMUM 200

enum price_term_kind {
    PRICE_TERM_NUMBER,
    PRICE_TERM_COLUMN,
    PRICE_TERM_ADD,
    PRICE_TERM_SUBTRACT,
    PRICE_TERM_MULTIPLY,
    PRICE_TERM_DIVIDE,
    PRICE_TERM_NEGATE,
    PRICE_TERM_LOG,
    PRICE_TERM_EXP,
    PRICE_TERM_SQRT,
    PRICE_TERM_SQUARE,
    PRICE_TERM_DUMMY,
    PRICE_TERM_EACH,
    PRICE_TERM_COUNT,
    PRICE_TERM_TOTAL,
};

struct price_term {
    enum price_term_kind kind;
    double number;                   // NUMBER
    size_t column;                   // COLUMN, DUMMY, EACH: of the names
    const struct price_term *first;  // operand; COUNT, TOTAL: their columns, chained by `second`
    const struct price_term *second; // second operand
    struct text source;              // *borrowed* from the specification
};

struct price_terms {
    const struct price_term **term; // *arena*
    size_t count;
};

// The columns of a file that are asked for, each once.
struct price_names {
    struct text *name; // *arena*; the texts are *borrowed* from the specification
    size_t count;
};

// What is read, and where messages are about.
struct price_cursor {
    struct text whole;    // the specification
    size_t position, end; // of the value in it
    struct price_names *names;
    struct arena *arena;
    struct problem_list *problems;
    size_t depth, operators; // of the term at hand
};

// Reads a list of terms up to the end of the cursor. False after adding a problem (with line and column), or
// when out of memory.
MUST_CHECK bool price_terms_parse(struct price_cursor *cursor, struct price_terms *ret_terms);
// Reads one term without + and - outside parentheses, so that a number may follow it: 1/income -2.
MUST_CHECK bool price_product_parse(struct price_cursor *cursor, const struct price_term **ret_term);
// Reads one column name.
MUST_CHECK bool price_column_parse(struct price_cursor *cursor, size_t *ret_column);
// Reads a number, with an optional sign.
MUST_CHECK bool price_number_parse(struct price_cursor *cursor, double *ret_number);
// Goes past white space and comments, and takes the character if it is there.
bool price_cursor_take(struct price_cursor *cursor, char character);
bool price_cursor_is_at_end(struct price_cursor *cursor);
// The text without a comment behind it, trimmed.
struct text price_text_of(struct text text);
// Adds a problem at the present place.
void price_cursor_problem(const struct price_cursor *cursor, const char *format, ...) PRINTF_CHECKED(2, 3);
// The number of a name, which is added when it is new; PRICE_NAMES_MAXIMUM when there are too many.
size_t price_names_add(struct price_names *names, struct text name, struct arena *arena);
// Reads a whole text as a number: digits, point, exponent. No spaces, no infinities.
MUST_CHECK bool price_number_read(struct text text, double *ret_number);

#endif
