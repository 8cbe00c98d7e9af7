// SPDX-License-Identifier: Apache-2.0
// Memory that is given back all at once: one arena per request, command or job step.
//
// A pointer into an arena lives until arena_reset or arena_free; nothing is freed one by one. An arena has a
// maximum so that no request can take the machine's memory. Not safe to share between threads.
#ifndef TANDEM_BASE_ARENA_H
#define TANDEM_BASE_ARENA_H

#include "base/attributes.h"

#include <stdarg.h>
#include <stddef.h>

struct arena_block;

struct arena {
    struct arena_block *block; // the newest block; the others hang behind it
    size_t used;               // of the newest block
    size_t total;              // bytes of all blocks
    size_t maximum;
};

// Prepares an empty arena that takes at most `maximum` bytes from the heap; allocates nothing yet. A zeroed
// struct is not usable: its maximum is 0.
void arena_init(struct arena *arena, size_t maximum);
// Gives everything back; the arena may be used again afterwards. NULL does nothing.
void arena_free(struct arena *arena);
// Forgets everything in the arena but keeps its newest block for the next use.
void arena_reset(struct arena *arena);

// Returns `size` zeroed bytes aligned to 16 (*arena*), or NULL when out of memory or over the maximum.
MUST_CHECK void *arena_allocate(struct arena *arena, size_t size);
// The same for `count` elements, NULL also when count * size overflows.
MUST_CHECK void *arena_allocate_array(struct arena *arena, size_t count, size_t size);
#define arena_array(arena, type, count) ((type *)arena_allocate_array((arena), (count), sizeof(type)))
// One zeroed object of the type.
#define arena_object(arena, type) ((type *)arena_allocate((arena), sizeof(type)))

// A nul-terminated copy of `length` bytes (*arena*), or NULL.
MUST_CHECK char *arena_text(struct arena *arena, const char *data, size_t length);
// A formatted nul-terminated text (*arena*), or NULL.
MUST_CHECK char *arena_print(struct arena *arena, const char *format, ...) PRINTF_CHECKED(2, 3);
MUST_CHECK char *arena_print_list(struct arena *arena, const char *format, va_list values)
    PRINTF_CHECKED(2, 0);

#endif
