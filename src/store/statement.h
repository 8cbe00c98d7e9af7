// SPDX-License-Identifier: Apache-2.0
// A statement: SQL text that only the program's own literals can become, with what it takes and gives.
#ifndef TANDEM_STORE_STATEMENT_H
#define TANDEM_STORE_STATEMENT_H

#include <stdbool.h>
#include <stddef.h>

// A type of its own: a char pointer does not convert, and SQL() takes string literals alone.
struct sql {
    const char *text;
};
#define SQL(literal)                                                                                         \
    {                                                                                                        \
        "" literal ""                                                                                        \
    }

// One text for both databases (common), or one each where they differ. Parameters are $1, $2 … in both; "::"
// casts are banned (SQLite misreads them as part of the name), use CAST. `parameters` has a letter for each:
// t text, i 64-bit integer, r real, b boolean; `columns` likewise for what a row gives (on PostgreSQL an
// integer column may be of any integer type, but count and sum of BIGINT need a CAST to BIGINT where they
// give NUMERIC). Statements are kept prepared by the address of the struct: they must be constants, or live
// as long as the store.
struct statement {
    const char *name;
    struct sql common, sqlite, postgres;
    const char *parameters;
    const char *columns; // NULL: gives no rows
    bool is_passing;     // the struct lives shorter than its store: never kept prepared
};

// Every file that has statements lists them, so that a test can prepare each on both databases.
struct statement_list {
    const struct statement *const *statements;
    size_t count;
};

#endif
