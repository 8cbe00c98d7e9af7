// SPDX-License-Identifier: Apache-2.0
// Rate limits: a bucket of requests for each user (or address of those who are not signed in) that fills up
// again evenly. Kept in memory, with a fixed size; a restart fills all buckets.
#ifndef TANDEM_HTTP_RATE_H
#define TANDEM_HTTP_RATE_H

#include "base/text.h"

struct rate_limiter;

struct rate {
    bool is_allowed;
    unsigned limit;     // requests a minute, and the size of the bucket
    unsigned remaining; // in the bucket now
    unsigned reset;     // seconds until the bucket is full
    unsigned retry;     // seconds until there is one again; 0 when allowed
};

// *owned*: rate_limiter_free; NULL when out of memory.
struct rate_limiter *rate_limiter_new(unsigned requests_per_minute);
struct rate_limiter *rate_limiter_free(struct rate_limiter *limiter); // accepts NULL; returns NULL

// Takes one request out of the bucket of `whom`, at a time in µs of calendar_monotonic.
struct rate rate_take(struct rate_limiter *limiter, struct text whom, int64_t now);

#endif
