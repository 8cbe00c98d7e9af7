// SPDX-License-Identifier: Apache-2.0
// Finished replies to lists and records, kept for as long as the database is unchanged.
//
// A reply is kept under a keyed digest of the credential that asked, the path, the query and whether gzip is
// accepted: two callers never share one, whatever their roles. It is given again only while store_version
// says that nothing at all was committed since before its snapshot was opened, by no process, and at most for
// REPLY_CACHE_LIFE within the same day (UTC), since sessions and tokens also end by time. So a reply out of
// here is the one that would be written anew. Bounded in entries and in bytes; safe from all threads.
#ifndef TANDEM_HTTP_REPLY_CACHE_H
#define TANDEM_HTTP_REPLY_CACHE_H

#include "base/attributes.h"
#include "http/http.h"

#define REPLY_CACHE_LIFE INT64_C(10000)   // ms
#define REPLY_CACHE_BYTES (12UL << 20)    // of all replies together
#define REPLY_CACHE_LARGEST (512UL << 10) // a larger one is not kept

#define REPLY_MARK_SIZE 32

// Taken before the snapshot of the reply is opened.
struct reply_ticket {
    bool is_valid;
    unsigned char mark[REPLY_MARK_SIZE];
    uint64_t version;
    int64_t now; // ms
};

struct reply_cache;

struct reply_cache *reply_cache_new(void);                       // *owned*; NULL: no memory
struct reply_cache *reply_cache_free(struct reply_cache *cache); // accepts NULL; returns NULL

// `credential` is not kept, and neither are path and query: only their digest.
void reply_cache_mark(const struct reply_cache *cache, struct text credential, bool is_token,
    const struct request *request, struct reply_ticket *ret_ticket);

// Puts a kept reply into `reply`; ret_user (its caller's key) lives as long as the reply. False: there is
// none.
bool reply_cache_take(
    struct reply_cache *cache, const struct reply_ticket *ticket, struct reply *reply, struct text *ret_user);

// Keeps a finished reply. Failing to does no harm.
void reply_cache_keep(struct reply_cache *cache, const struct reply_ticket *ticket, struct text user,
    const struct reply *reply);

// How often a kept reply was given.
uint64_t reply_cache_uses(const struct reply_cache *cache);

#endif
