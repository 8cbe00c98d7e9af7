// SPDX-License-Identifier: Apache-2.0
// A fixed table of sets; in a set, the entry kept longest ago gives way. Entries are counted references, so
// that one can be sent while it is replaced.
#include "http/reply_cache.h"

#include <pthread.h>
#include <sodium.h>
#include <stdatomic.h>

#include "base/allocation.h"
#include "base/calendar.h"

#define SETS 64
#define WAYS 4
#define DAY INT64_C(86400000)

struct entry {
    atomic_uint references;
    atomic_size_t *held; // the cache's count of bytes, which outlives all entries
    size_t size;
    struct reply_ticket ticket;
    struct text user, body;
    bool is_compressed;
    size_t header_count;
    struct header headers[REPLY_HEADERS_MAXIMUM]; // their texts end with a nul
    char bytes[];
};

struct reply_cache {
    unsigned char key[crypto_generichash_KEYBYTES];
    atomic_size_t held; // bytes
    atomic_ullong uses;
    pthread_mutex_t locks[SETS];
    struct entry *entries[SETS][WAYS];
};

struct reply_cache *reply_cache_new(void)
{
    struct reply_cache *cache = sodium_init() < 0 ? NULL : allocation_get(sizeof *cache);
    if (!cache) return NULL;
    memset(cache, 0, sizeof *cache);
    for (size_t i = 0; i < SETS; i++)
        pthread_mutex_init(&cache->locks[i], NULL);
    random_bytes(cache->key, sizeof cache->key);
    return cache;
}

static void entry_release(void *closure)
{
    struct entry *entry = closure;
    if (!entry || atomic_fetch_sub(&entry->references, 1) != 1) return;
    atomic_fetch_sub(entry->held, entry->size);
    allocation_release(entry);
}

static void cache_clear(struct reply_cache *cache)
{
    for (size_t set = 0; set < SETS; set++) {
        pthread_mutex_lock(&cache->locks[set]);
        for (size_t way = 0; way < WAYS; way++) {
            entry_release(cache->entries[set][way]);
            cache->entries[set][way] = NULL;
        }
        pthread_mutex_unlock(&cache->locks[set]);
    }
}

struct reply_cache *reply_cache_free(struct reply_cache *cache)
{
    if (!cache) return NULL;
    cache_clear(cache);
    for (size_t i = 0; i < SETS; i++)
        pthread_mutex_destroy(&cache->locks[i]);
    sodium_memzero(cache->key, sizeof cache->key);
    allocation_release(cache);
    return NULL;
}

// Each part goes in with its length, so that no two requests are the same bytes.
static void mark_add(crypto_generichash_state *state, struct text part)
{
    uint64_t length = part.length;
    crypto_generichash_update(state, (const unsigned char *)&length, sizeof length);
    crypto_generichash_update(state, (const unsigned char *)part.data, part.length);
}

void reply_cache_mark(const struct reply_cache *cache, struct text credential, bool is_token,
    const struct request *request, struct reply_ticket *ret_ticket)
{
    crypto_generichash_state state;
    crypto_generichash_init(&state, cache->key, sizeof cache->key, REPLY_MARK_SIZE);
    mark_add(&state, is_token ? TEXT("token") : TEXT("cookie"));
    mark_add(&state, credential);
    mark_add(&state, request->path);
    mark_add(&state, request->query);
    mark_add(&state, request_accepts_encoding(request, "gzip") ? TEXT("gzip") : TEXT(""));
    crypto_generichash_final(&state, ret_ticket->mark, REPLY_MARK_SIZE);
    ret_ticket->now = calendar_now();
    ret_ticket->is_valid = true;
}

static size_t set_of(const struct reply_ticket *ticket)
{
    return ticket->mark[0] % SETS;
}

static bool is_same(const struct entry *entry, const struct reply_ticket *ticket)
{
    return entry && memcmp(entry->ticket.mark, ticket->mark, REPLY_MARK_SIZE) == 0;
}

static bool is_fresh(const struct entry *entry, const struct reply_ticket *ticket)
{
    const struct reply_ticket *kept = &entry->ticket;
    return kept->version == ticket->version && ticket->now >= kept->now &&
           ticket->now - kept->now < REPLY_CACHE_LIFE && ticket->now / DAY == kept->now / DAY;
}

static struct entry *entry_find(struct reply_cache *cache, const struct reply_ticket *ticket)
{
    size_t set = set_of(ticket);
    struct entry *found = NULL;
    pthread_mutex_lock(&cache->locks[set]);
    for (size_t way = 0; way < WAYS && !found; way++)
        if (is_same(cache->entries[set][way], ticket)) found = cache->entries[set][way];
    if (found && !is_fresh(found, ticket)) found = NULL;
    if (found) atomic_fetch_add(&found->references, 1);
    pthread_mutex_unlock(&cache->locks[set]);
    return found;
}

bool reply_cache_take(
    struct reply_cache *cache, const struct reply_ticket *ticket, struct reply *reply, struct text *ret_user)
{
    struct entry *entry = ticket->is_valid ? entry_find(cache, ticket) : NULL;
    if (!entry) return false;
    atomic_fetch_add_explicit(&cache->uses, 1, memory_order_relaxed);
    reply->status = 200;
    reply->fixed = entry->body;
    reply->is_fixed = true;
    reply->is_compressed = entry->is_compressed;
    reply->kept = entry;
    reply->release = entry_release;
    for (size_t i = 0; i < entry->header_count; i++)
        reply_header(reply, entry->headers[i].name.data, entry->headers[i].value.data);
    *ret_user = entry->user;
    return true;
}

static struct text bytes_add(char **place, struct text text)
{
    char *copy = *place;
    if (text.length) memcpy(copy, text.data, text.length);
    copy[text.length] = '\0';
    *place += text.length + 1;
    return (struct text){copy, text.length};
}

static size_t entry_size(struct text user, const struct reply *reply)
{
    size_t size = sizeof(struct entry) + user.length + reply->body.length + 2;
    for (size_t i = 0; i < reply->header_count; i++)
        size += strlen(reply->headers[i].name) + strlen(reply->headers[i].value) + 2;
    return size;
}

static struct entry *entry_new(
    struct reply_cache *cache, const struct reply_ticket *ticket, struct text user, const struct reply *reply)
{
    size_t size = entry_size(user, reply);
    struct entry *entry = size <= REPLY_CACHE_LARGEST ? allocation_get(size) : NULL;
    if (!entry) return NULL;
    memset(entry, 0, sizeof *entry);
    atomic_init(&entry->references, 1);
    entry->held = &cache->held;
    entry->size = size;
    entry->ticket = *ticket;
    entry->is_compressed = reply->is_compressed;
    entry->header_count = reply->header_count;
    char *place = entry->bytes;
    entry->user = bytes_add(&place, user);
    for (size_t i = 0; i < reply->header_count; i++) {
        entry->headers[i].name = bytes_add(&place, text_from(reply->headers[i].name));
        entry->headers[i].value = bytes_add(&place, text_from(reply->headers[i].value));
    }
    entry->body = bytes_add(&place, buffer_view(&reply->body));
    atomic_fetch_add(&cache->held, size);
    return entry;
}

void reply_cache_keep(
    struct reply_cache *cache, const struct reply_ticket *ticket, struct text user, const struct reply *reply)
{
    bool is_plain = reply->status == 200 && !reply->is_fixed && !reply->stream && !reply->holds_secret &&
                    !buffer_error(&reply->body);
    struct entry *entry = ticket->is_valid && is_plain ? entry_new(cache, ticket, user, reply) : NULL;
    if (!entry) return;
    if (atomic_load(&cache->held) > REPLY_CACHE_BYTES) cache_clear(cache);
    size_t set = set_of(ticket);
    pthread_mutex_lock(&cache->locks[set]);
    struct entry **slot = &cache->entries[set][0];
    for (size_t way = 0; way < WAYS && *slot && !is_same(*slot, ticket); way++) {
        struct entry **other = &cache->entries[set][way];
        if (!*other || is_same(*other, ticket) || (*other)->ticket.now < (*slot)->ticket.now) slot = other;
    }
    entry_release(*slot);
    *slot = entry;
    pthread_mutex_unlock(&cache->locks[set]);
}

uint64_t reply_cache_uses(const struct reply_cache *cache)
{
    return atomic_load(&cache->uses);
}
