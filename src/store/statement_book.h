// SPDX-License-Identifier: Apache-2.0
// Statements composed at run time from the registry's names, each made once and kept as long as the store.
#ifndef TANDEM_STORE_STATEMENT_BOOK_H
#define TANDEM_STORE_STATEMENT_BOOK_H

#include <stdint.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "store/statement.h"

// More shapes than this are composed for one use: a stranger's odd filters must not fill the memory.
#define STATEMENT_BOOK_MAXIMUM 2000

struct statement_book;

struct statement_book *statement_book_new(void);                         // *owned*; NULL: no memory
struct statement_book *statement_book_free(struct statement_book *book); // accepts NULL; returns NULL

// What a composer writes: the text, a letter for each parameter, a letter for each column.
struct statement_draft {
    struct buffer text;
    struct buffer parameters;
    struct buffer columns;
};

// The statement with this name, made by `compose` when it is asked for first; *borrowed* from the book. When
// the book is full the statement lives in the arena and is marked as passing. The name says everything that
// the text depends on.
enum error statement_book_find(struct statement_book *book, struct text name, struct arena *arena,
    enum error (*compose)(struct statement_draft *draft, const void *closure), const void *closure,
    const struct statement **ret_statement) MUST_CHECK;

// For tests: steps through what has been composed so far.
size_t statement_book_count(struct statement_book *book);
const struct statement *statement_book_at(struct statement_book *book, size_t position);

#endif
