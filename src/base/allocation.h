// SPDX-License-Identifier: Apache-2.0
// The one door to the heap. Counts what is held, and lets a test make the nth allocation fail.
#ifndef TANDEM_BASE_ALLOCATION_H
#define TANDEM_BASE_ALLOCATION_H

#include "base/attributes.h"

#include <stdbool.h>
#include <stddef.h>

// Returns an *owned* block (not cleared; size 0 gives a block of 1), or NULL when there is no memory.
// The block comes from malloc, so a library that calls free() on it does no harm but spoils allocation_count.
MUST_CHECK void *allocation_get(size_t size);
// Like realloc: NULL leaves the old block as it was. A NULL block is allocated anew.
MUST_CHECK void *allocation_resize(void *block, size_t size);
// Frees the block; NULL does nothing.
void allocation_release(void *block);

// The number of blocks the whole program holds at this moment.
long allocation_count(void);

// For tests: in this thread, let `count` more allocations succeed and the next one fail, once; -1 turns it
// off.
void allocation_fail_after(long count);
// Whether the failure asked for has happened since the last allocation_fail_after of this thread. A torture
// loop ends when a run succeeded and this is false: then it made fewer allocations than were let through.
bool allocation_has_failed(void);

#endif
