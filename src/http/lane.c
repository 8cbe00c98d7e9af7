// SPDX-License-Identifier: Apache-2.0
// Threads that take jobs from a bounded queue, first come, first served.
#include "http/lane.h"

#include <pthread.h>

#include "base/allocation.h"

struct lane_pool {
    pthread_mutex_t mutex;
    pthread_cond_t filled, settled;
    struct lane_job *first, *last;
    unsigned queued, working, maximum;
    bool is_closing;
    unsigned thread_count;
    pthread_t threads[];
};

static void *lane_work(void *argument)
{
    struct lane_pool *pool = argument;
    pthread_mutex_lock(&pool->mutex);
    for (;;) {
        while (!pool->first && !pool->is_closing)
            pthread_cond_wait(&pool->filled, &pool->mutex);
        struct lane_job *job = pool->first;
        if (!job) break;
        pool->first = job->next;
        if (!pool->first) pool->last = NULL;
        pool->queued--;
        pool->working++;
        pthread_mutex_unlock(&pool->mutex);
        job->run(job);
        pthread_mutex_lock(&pool->mutex);
        pool->working--;
        if (!pool->working && !pool->queued) pthread_cond_broadcast(&pool->settled);
    }
    pthread_mutex_unlock(&pool->mutex);
    return NULL;
}

struct lane_pool *lane_pool_new(unsigned threads, unsigned queue)
{
    struct lane_pool *pool = allocation_get(sizeof *pool + threads * sizeof pool->threads[0]);
    if (!pool) return NULL;
    memset(pool, 0, sizeof *pool);
    pool->maximum = queue;
    pthread_mutex_init(&pool->mutex, NULL);
    pthread_cond_init(&pool->filled, NULL);
    pthread_cond_init(&pool->settled, NULL);
    while (pool->thread_count < threads) {
        if (pthread_create(&pool->threads[pool->thread_count], NULL, lane_work, pool) != 0)
            return lane_pool_free(pool);
        pool->thread_count++;
    }
    return pool;
}

void lane_pool_close(struct lane_pool *pool)
{
    if (!pool) return;
    pthread_mutex_lock(&pool->mutex);
    pool->is_closing = true;
    pthread_cond_broadcast(&pool->filled);
    pthread_mutex_unlock(&pool->mutex);
    for (unsigned i = 0; i < pool->thread_count; i++)
        pthread_join(pool->threads[i], NULL);
    pool->thread_count = 0;
}

struct lane_pool *lane_pool_free(struct lane_pool *pool)
{
    if (!pool) return NULL;
    lane_pool_close(pool);
    pthread_cond_destroy(&pool->filled);
    pthread_cond_destroy(&pool->settled);
    pthread_mutex_destroy(&pool->mutex);
    allocation_release(pool);
    return NULL;
}

bool lane_pool_post(struct lane_pool *pool, struct lane_job *job)
{
    pthread_mutex_lock(&pool->mutex);
    bool is_room = !pool->is_closing && pool->queued < pool->maximum;
    if (is_room) {
        job->next = NULL;
        if (pool->last)
            pool->last->next = job;
        else
            pool->first = job;
        pool->last = job;
        pool->queued++;
        pthread_cond_signal(&pool->filled);
    }
    pthread_mutex_unlock(&pool->mutex);
    return is_room;
}

void lane_pool_settle(struct lane_pool *pool)
{
    pthread_mutex_lock(&pool->mutex);
    while (pool->queued || pool->working)
        pthread_cond_wait(&pool->settled, &pool->mutex);
    pthread_mutex_unlock(&pool->mutex);
}
