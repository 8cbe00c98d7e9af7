// SPDX-License-Identifier: Apache-2.0
// Cuts connections that are too slow. The library's own time-out starts anew with every byte, so that one
// byte a second keeps a connection for ever; a deadline here does not move.
#ifndef TANDEM_HTTP_REAPER_H
#define TANDEM_HTTP_REAPER_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/attributes.h"

struct reaper;

#define REAPER_ADDRESS_SIZE 46

// An open connection; the reaper owns it.
struct reaped {
    int socket;
    _Atomic int64_t deadline; // µs of calendar_monotonic
    char address[REAPER_ADDRESS_SIZE];
    struct reaped *previous, *next;
};

#define REAPER_NEVER INT64_MAX

// Starts the thread; `tick` (may be NULL) is called on it about every REAPER_TICK ms. *owned*: reaper_free.
#define REAPER_TICK 250
struct reaper *reaper_new(void (*tick)(void *closure), void *closure);
struct reaper *reaper_free(struct reaper *reaper); // after the last connection; accepts NULL; returns NULL

// Watches a socket until reaper_forget, which has to come before the socket is closed. NULL when out of
// memory.
struct reaped *reaper_watch(struct reaper *reaper, int socket, int64_t deadline);
void reaper_forget(struct reaper *reaper, struct reaped *reaped);
unsigned reaper_count(struct reaper *reaper);

static inline void reaped_set_deadline(struct reaped *reaped, int64_t deadline)
{
    atomic_store_explicit(&reaped->deadline, deadline, memory_order_relaxed);
}

#endif
