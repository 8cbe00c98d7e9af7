// SPDX-License-Identifier: Apache-2.0
// malloc behind a counter and a fault switch.
#include "base/allocation.h"

#include <stdatomic.h>

static atomic_long held;
static _Thread_local long countdown = -1;
static _Thread_local bool has_failed;

// Counts one allocation down; true when this is the one that has to fail.
static bool is_refused(void)
{
    if (countdown < 0) return false;
    if (countdown-- > 0) return false;
    has_failed = true;
    return true;
}

void *allocation_get(size_t size)
{
    if (is_refused()) return NULL;
    void *block = malloc(size ? size : 1);
    if (block) atomic_fetch_add_explicit(&held, 1, memory_order_relaxed);
    return block;
}

void *allocation_resize(void *block, size_t size)
{
    if (!block) return allocation_get(size);
    if (is_refused()) return NULL;
    return realloc(block, size ? size : 1);
}

void allocation_release(void *block)
{
    if (!block) return;
    atomic_fetch_sub_explicit(&held, 1, memory_order_relaxed);
    free(block);
}

long allocation_count(void)
{
    return atomic_load_explicit(&held, memory_order_relaxed);
}

void allocation_fail_after(long count)
{
    countdown = count < 0 ? -1 : count;
    has_failed = false;
}

bool allocation_has_failed(void)
{
    return has_failed;
}
