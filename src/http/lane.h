// SPDX-License-Identifier: Apache-2.0
// A lane: a few threads with a short queue, for work that may wait.
#ifndef TANDEM_HTTP_LANE_H
#define TANDEM_HTTP_LANE_H

#include <stdbool.h>

#include "base/attributes.h"

struct lane_pool;

// Part of whatever is to be worked on; *borrowed* by the lane until `run` is called, which may free it.
struct lane_job {
    void (*run)(struct lane_job *job);
    struct lane_job *next;
};

// *owned*: lane_pool_free; NULL when out of memory or threads.
struct lane_pool *lane_pool_new(unsigned threads, unsigned queue);
// Takes no more jobs, works off what is queued, then ends the threads. Accepts NULL.
void lane_pool_close(struct lane_pool *pool);
// Closes it if that was not done, and frees it. Accepts NULL; returns NULL.
struct lane_pool *lane_pool_free(struct lane_pool *pool);

// Queues a job; false when the queue is full or the lane is closing.
MUST_CHECK bool lane_pool_post(struct lane_pool *pool, struct lane_job *job);

// Waits until nothing is queued and nothing is worked on; for tests.
void lane_pool_settle(struct lane_pool *pool);

#endif
