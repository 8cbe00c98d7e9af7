// SPDX-License-Identifier: Apache-2.0
// A thread that walks the list of open connections and shuts down those past their deadline.
#include "http/reaper.h"

#include <pthread.h>
#include <sys/socket.h>

#include "base/allocation.h"
#include "base/calendar.h"

struct reaper {
    pthread_mutex_t mutex; // guards the list and is_stopping
    pthread_cond_t stopping;
    pthread_t thread;
    struct reaped *first;
    unsigned count;
    bool is_stopping;
    void (*tick)(void *closure);
    void *closure;
};

// Shutting down makes the library see the end of the connection; it then closes the socket itself.
static void reap(struct reaper *reaper)
{
    int64_t now = calendar_monotonic();
    for (struct reaped *reaped = reaper->first; reaped; reaped = reaped->next) {
        if (atomic_load_explicit(&reaped->deadline, memory_order_relaxed) > now) continue;
        shutdown(reaped->socket, SHUT_RDWR);
        reaped_set_deadline(reaped, REAPER_NEVER);
    }
}

static void *reaper_run(void *argument)
{
    struct reaper *reaper = argument;
    pthread_mutex_lock(&reaper->mutex);
    while (!reaper->is_stopping) {
        struct timespec until;
        clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_nsec += REAPER_TICK * 1000000L;
        until.tv_sec += until.tv_nsec / 1000000000L;
        until.tv_nsec %= 1000000000L;
        pthread_cond_timedwait(&reaper->stopping, &reaper->mutex, &until);
        reap(reaper);
        pthread_mutex_unlock(&reaper->mutex);
        if (reaper->tick) reaper->tick(reaper->closure);
        pthread_mutex_lock(&reaper->mutex);
    }
    pthread_mutex_unlock(&reaper->mutex);
    return NULL;
}

struct reaper *reaper_new(void (*tick)(void *closure), void *closure)
{
    struct reaper *reaper = allocation_get(sizeof *reaper);
    if (!reaper) return NULL;
    *reaper = (struct reaper){.tick = tick, .closure = closure};
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_mutex_init(&reaper->mutex, NULL);
    pthread_cond_init(&reaper->stopping, &monotonic);
    pthread_condattr_destroy(&monotonic);
    if (pthread_create(&reaper->thread, NULL, reaper_run, reaper) == 0) return reaper;
    allocation_release(reaper);
    return NULL;
}

struct reaper *reaper_free(struct reaper *reaper)
{
    if (!reaper) return NULL;
    pthread_mutex_lock(&reaper->mutex);
    reaper->is_stopping = true;
    pthread_cond_signal(&reaper->stopping);
    pthread_mutex_unlock(&reaper->mutex);
    pthread_join(reaper->thread, NULL);
    pthread_cond_destroy(&reaper->stopping);
    pthread_mutex_destroy(&reaper->mutex);
    allocation_release(reaper);
    return NULL;
}

struct reaped *reaper_watch(struct reaper *reaper, int socket, int64_t deadline)
{
    struct reaped *reaped = allocation_get(sizeof *reaped);
    if (!reaped) return NULL;
    *reaped = (struct reaped){.socket = socket, .deadline = deadline};
    pthread_mutex_lock(&reaper->mutex);
    reaped->next = reaper->first;
    if (reaper->first) reaper->first->previous = reaped;
    reaper->first = reaped;
    reaper->count++;
    pthread_mutex_unlock(&reaper->mutex);
    return reaped;
}

void reaper_forget(struct reaper *reaper, struct reaped *reaped)
{
    pthread_mutex_lock(&reaper->mutex);
    if (reaped->previous)
        reaped->previous->next = reaped->next;
    else
        reaper->first = reaped->next;
    if (reaped->next) reaped->next->previous = reaped->previous;
    reaper->count--;
    pthread_mutex_unlock(&reaper->mutex);
    allocation_release(reaped);
}

unsigned reaper_count(struct reaper *reaper)
{
    pthread_mutex_lock(&reaper->mutex);
    unsigned count = reaper->count;
    pthread_mutex_unlock(&reaper->mutex);
    return count;
}
