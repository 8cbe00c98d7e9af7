// SPDX-License-Identifier: Apache-2.0
// Open addressing over a fixed number of slots, so that a connection's memory has a bound.
#include "store/statement_cache.h"

#include "base/allocation.h"

void statement_cache_init(struct statement_cache *cache, void *connection,
    void (*release)(void *connection, struct prepared *prepared))
{
    *cache = (struct statement_cache){.connection = connection, .release = release};
}

static size_t cache_place(const struct statement *statement)
{
    uint64_t hash = (uint64_t)(uintptr_t)statement * UINT64_C(0x9E3779B97F4A7C15);
    return (size_t)(hash >> 40) % STATEMENT_CACHE_SIZE;
}

struct prepared *statement_cache_take(struct statement_cache *cache, const struct statement *statement)
{
    if (statement->is_passing) return NULL;
    size_t place = cache_place(statement);
    for (size_t i = 0; i < STATEMENT_CACHE_REACH; i++) {
        struct prepared *prepared = cache->slots[(place + i) % STATEMENT_CACHE_SIZE];
        if (!prepared || prepared->statement != statement || prepared->is_busy) continue;
        prepared->is_busy = true;
        prepared->used = ++cache->clock;
        return prepared;
    }
    return NULL;
}

static void cache_drop(struct statement_cache *cache, struct prepared *prepared)
{
    if (prepared->handle) cache->release(cache->connection, prepared);
    allocation_release(prepared);
}

// The slot to put a statement in: an empty one, else the one unused for longest; NULL when all are busy.
static struct prepared **cache_slot(struct statement_cache *cache, const struct statement *statement)
{
    size_t place = cache_place(statement);
    struct prepared **oldest = NULL;
    for (size_t i = 0; i < STATEMENT_CACHE_REACH; i++) {
        struct prepared **slot = &cache->slots[(place + i) % STATEMENT_CACHE_SIZE];
        if (!*slot) return slot;
        // A second form of a statement that is in use is not worth a slot.
        if ((*slot)->statement == statement) return NULL;
        if (!(*slot)->is_busy && (!oldest || (*slot)->used < (*oldest)->used)) oldest = slot;
    }
    return oldest;
}

struct prepared *statement_cache_add(
    struct statement_cache *cache, const struct statement *statement, unsigned count)
{
    struct prepared *prepared = allocation_get(sizeof *prepared + count * sizeof prepared->indexes[0]);
    if (!prepared) return NULL;
    *prepared = (struct prepared){.statement = statement,
        .count = count,
        .is_busy = true,
        .used = ++cache->clock,
        .number = cache->clock};
    struct prepared **slot = statement->is_passing ? NULL : cache_slot(cache, statement);
    if (slot) {
        if (*slot) cache_drop(cache, *slot);
        *slot = prepared;
        prepared->is_kept = true;
    }
    return prepared;
}

void statement_cache_give(struct statement_cache *cache, struct prepared *prepared)
{
    prepared->is_busy = false;
    if (prepared->is_kept && prepared->handle) return;
    if (prepared->is_kept) {
        size_t place = cache_place(prepared->statement);
        for (size_t i = 0; i < STATEMENT_CACHE_REACH; i++) {
            struct prepared **slot = &cache->slots[(place + i) % STATEMENT_CACHE_SIZE];
            if (*slot == prepared) *slot = NULL;
        }
    }
    cache_drop(cache, prepared);
}

void statement_cache_clear(struct statement_cache *cache)
{
    for (size_t i = 0; i < STATEMENT_CACHE_SIZE; i++) {
        if (cache->slots[i]) cache_drop(cache, cache->slots[i]);
        cache->slots[i] = NULL;
    }
}
