// SPDX-License-Identifier: Apache-2.0
// An arena is a chain of blocks, each twice as large as the one before; only the newest has room.
#include "base/arena.h"

#include "base/allocation.h"

#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>

#define ARENA_ALIGNMENT ((size_t)16)
#define ARENA_FIRST_BLOCK ((size_t)4096)
#define ARENA_LARGEST_STEP ((size_t)1 << 20)

// Under AddressSanitizer the part of a block that was not handed out is off limits, so that reading or
// writing behind an allocation is noticed as it is with malloc.
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_IS_GUARDED 1
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define ARENA_IS_GUARDED 1
#endif
#ifdef ARENA_IS_GUARDED
#include <sanitizer/asan_interface.h>
#define ARENA_CLOSE(memory, size) ASAN_POISON_MEMORY_REGION((memory), (size))
#define ARENA_OPEN(memory, size) ASAN_UNPOISON_MEMORY_REGION((memory), (size))
#else
#define ARENA_CLOSE(memory, size) ((void)0)
#define ARENA_OPEN(memory, size) ((void)0)
#endif

struct arena_block {
    alignas(16) struct arena_block *next;
    size_t size; // of `data`
    alignas(16) unsigned char data[];
};

void arena_init(struct arena *arena, size_t maximum)
{
    *arena = (struct arena){.maximum = maximum};
}

void arena_free(struct arena *arena)
{
    if (!arena) return;
    for (struct arena_block *block = arena->block, *next; block; block = next) {
        next = block->next;
        allocation_release(block);
    }
    arena_init(arena, arena->maximum);
}

void arena_reset(struct arena *arena)
{
    struct arena_block *kept = arena->block;
    if (!kept) return;
    for (struct arena_block *block = kept->next, *next; block; block = next) {
        next = block->next;
        allocation_release(block);
    }
    kept->next = NULL;
    ARENA_CLOSE(kept->data, kept->size);
    arena->used = 0;
    arena->total = sizeof(struct arena_block) + kept->size;
}

// Puts a block with room for `size` bytes (a multiple of the alignment) in front; false when it may not.
static bool arena_grow(struct arena *arena, size_t size)
{
    size_t left = arena->maximum - arena->total; // total never exceeds the maximum
    if (left < sizeof(struct arena_block) || size > left - sizeof(struct arena_block)) return false;
    size_t wanted = arena->block ? arena->block->size * 2 : ARENA_FIRST_BLOCK - sizeof(struct arena_block);
    if (wanted > ARENA_LARGEST_STEP) wanted = ARENA_LARGEST_STEP;
    if (wanted > left - sizeof(struct arena_block)) wanted = left - sizeof(struct arena_block);
    if (wanted < size) wanted = size;
    struct arena_block *block = allocation_get(sizeof(struct arena_block) + wanted);
    if (!block) return false;
    ARENA_CLOSE(block->data, wanted);
    block->size = wanted;
    block->next = arena->block;
    arena->block = block;
    arena->used = 0;
    arena->total += sizeof(struct arena_block) + wanted;
    return true;
}

void *arena_allocate(struct arena *arena, size_t size)
{
    if (size > SIZE_MAX - ARENA_ALIGNMENT) return NULL;
    size_t rounded = (size + ARENA_ALIGNMENT - 1) & ~(ARENA_ALIGNMENT - 1);
    if (rounded == 0) rounded = ARENA_ALIGNMENT;
    // A block's size need not be a multiple of the alignment, so `used` may not be compared by adding.
    if (!arena->block || arena->used > arena->block->size || rounded > arena->block->size - arena->used)
        if (!arena_grow(arena, rounded)) return NULL;
    void *memory = arena->block->data + arena->used;
    arena->used += rounded;
    ARENA_OPEN(memory, size);
    return memset(memory, 0, size);
}

void *arena_allocate_array(struct arena *arena, size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes)) return NULL;
    return arena_allocate(arena, bytes);
}

char *arena_text(struct arena *arena, const char *data, size_t length)
{
    if (length == SIZE_MAX) return NULL;
    char *copy = arena_allocate(arena, length + 1);
    if (copy && length) memcpy(copy, data, length);
    return copy;
}

char *arena_print_list(struct arena *arena, const char *format, va_list values)
{
    va_list again;
    va_copy(again, values);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (length < 0) return NULL;
    char *text = arena_allocate(arena, (size_t)length + 1);
    if (text) vsnprintf(text, (size_t)length + 1, format, values);
    return text;
}

char *arena_print(struct arena *arena, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    char *text = arena_print_list(arena, format, values);
    va_end(values);
    return text;
}
