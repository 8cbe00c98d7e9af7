// SPDX-License-Identifier: Apache-2.0
// The prepared statements of one connection, found by the address of the statement; the least used make room.
#ifndef TANDEM_STORE_STATEMENT_CACHE_H
#define TANDEM_STORE_STATEMENT_CACHE_H

#include <stdbool.h>
#include <stdint.h>

#include "store/statement.h"

#define STATEMENT_CACHE_SIZE 512 // slots
#define STATEMENT_CACHE_REACH 8  // places looked at for one statement

struct prepared {
    const struct statement *statement;
    void *handle;       // the driver's own
    uint64_t used;      // clock of the cache when it was last taken
    uint64_t number;    // makes a name for it
    unsigned count;     // parameters
    bool is_busy;       // a cursor stands in it
    bool is_kept;       // in the cache; else it goes when it is given back
    uint16_t indexes[]; // of the parameters, as the driver counts them
};

struct statement_cache {
    struct prepared *slots[STATEMENT_CACHE_SIZE];
    uint64_t clock;
    void *connection;
    void (*release)(void *connection, struct prepared *prepared); // frees the handle, not the struct
};

void statement_cache_init(struct statement_cache *cache, void *connection,
    void (*release)(void *connection, struct prepared *prepared));

// A prepared form that nobody uses at the moment, now busy; or NULL.
struct prepared *statement_cache_take(struct statement_cache *cache, const struct statement *statement);

// A new busy one without a handle. NULL: no memory. *owned* by the cache from here on.
struct prepared *statement_cache_add(
    struct statement_cache *cache, const struct statement *statement, unsigned count);

// Gives back what was taken or added; what is not kept, or has no handle, goes.
void statement_cache_give(struct statement_cache *cache, struct prepared *prepared);

// Frees everything, also what is busy.
void statement_cache_clear(struct statement_cache *cache);

#endif
