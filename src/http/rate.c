// SPDX-License-Identifier: Apache-2.0
// Token buckets in a fixed table: four a set, the one that was used longest ago gives way.
#include "http/rate.h"

#include <pthread.h>
#include <sodium.h>

#include "base/allocation.h"

#define SETS 1024
#define WAYS 4
#define LOCKS 16
#define MINUTE INT64_C(60000000) // µs

struct bucket {
    uint64_t mark;  // keyed hash of whom it belongs to; 0: free
    int64_t filled; // µs: when it was looked at last
    double level;   // requests in it
};

struct rate_limiter {
    unsigned limit;
    unsigned char key[crypto_shorthash_KEYBYTES];
    pthread_mutex_t locks[LOCKS];
    struct bucket buckets[SETS][WAYS];
};

struct rate_limiter *rate_limiter_new(unsigned requests_per_minute)
{
    if (sodium_init() < 0) return NULL;
    struct rate_limiter *limiter = allocation_get(sizeof *limiter);
    if (!limiter) return NULL;
    memset(limiter, 0, sizeof *limiter);
    limiter->limit = requests_per_minute ? requests_per_minute : 1;
    randombytes_buf(limiter->key, sizeof limiter->key);
    for (size_t i = 0; i < LOCKS; i++)
        pthread_mutex_init(&limiter->locks[i], NULL);
    return limiter;
}

struct rate_limiter *rate_limiter_free(struct rate_limiter *limiter)
{
    if (!limiter) return NULL;
    for (size_t i = 0; i < LOCKS; i++)
        pthread_mutex_destroy(&limiter->locks[i]);
    allocation_release(limiter);
    return NULL;
}

static struct bucket *bucket_find(struct rate_limiter *limiter, uint64_t mark, int64_t now)
{
    struct bucket *set = limiter->buckets[mark % SETS], *oldest = set;
    for (size_t i = 0; i < WAYS; i++) {
        if (set[i].mark == mark) return &set[i];
        if (set[i].filled < oldest->filled) oldest = &set[i];
    }
    *oldest = (struct bucket){.mark = mark, .filled = now, .level = limiter->limit};
    return oldest;
}

static unsigned seconds_for(const struct rate_limiter *limiter, double requests)
{
    double seconds = requests * 60.0 / limiter->limit;
    return seconds <= 0 ? 0 : (unsigned)seconds + 1;
}

struct rate rate_take(struct rate_limiter *limiter, struct text whom, int64_t now)
{
    uint64_t mark = 0;
    crypto_shorthash((unsigned char *)&mark, (const unsigned char *)whom.data, whom.length, limiter->key);
    if (mark == 0) mark = 1;
    pthread_mutex_t *lock = &limiter->locks[mark % SETS % LOCKS];
    pthread_mutex_lock(lock);
    struct bucket *bucket = bucket_find(limiter, mark, now);
    if (now > bucket->filled)
        bucket->level += (double)(now - bucket->filled) * limiter->limit / (double)MINUTE;
    if (bucket->level > limiter->limit) bucket->level = limiter->limit;
    bucket->filled = now;
    struct rate rate = {.limit = limiter->limit, .is_allowed = bucket->level >= 1};
    if (rate.is_allowed) bucket->level -= 1;
    rate.remaining = (unsigned)bucket->level;
    rate.reset = seconds_for(limiter, limiter->limit - bucket->level);
    rate.retry = rate.is_allowed ? 0 : seconds_for(limiter, 1 - bucket->level);
    pthread_mutex_unlock(lock);
    return rate;
}
