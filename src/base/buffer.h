// SPDX-License-Identifier: Apache-2.0
// A text that grows up to a maximum. Failing is sticky, so a caller writes everything and checks once.
#ifndef TANDEM_BASE_BUFFER_H
#define TANDEM_BASE_BUFFER_H

#include "base/attributes.h"
#include "base/error.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct text {
    const char *data; // UTF-8 unless said otherwise; not nul-terminated
    size_t length;
};

struct buffer {
    char *data; // *owned* by the buffer; nul-terminated once something was added; NULL before
    size_t length;
    size_t capacity;
    size_t maximum;
    bool failed;      // sticky: nothing is added any more
    enum error error; // why: ERROR_LIMIT (over the maximum) or ERROR_MEMORY
};

// An empty buffer that refuses to hold more than `maximum` bytes; allocates nothing yet.
void buffer_init(struct buffer *buffer, size_t maximum);
// Frees the content; the buffer is empty and usable again. NULL does nothing.
void buffer_free(struct buffer *buffer);
// Empties the buffer and clears the failure but keeps its memory.
void buffer_reset(struct buffer *buffer);
// ERROR_NONE, or why the buffer failed.
MUST_CHECK enum error buffer_error(const struct buffer *buffer);
// What is in it (*borrowed* until the next change); never NULL data.
struct text buffer_view(const struct buffer *buffer);
// Takes the content out, nul-terminated: *owned* by the caller, to be given back with allocation_release.
// The buffer is empty afterwards, also when it had failed: then the content is freed and the result NULL.
MUST_CHECK char *buffer_steal(struct buffer *buffer, size_t *ret_length);

void buffer_add(struct buffer *buffer, const void *data, size_t length);
void buffer_text(struct buffer *buffer, struct text text);
// A nul-terminated string; NULL adds nothing.
void buffer_string(struct buffer *buffer, const char *string);
void buffer_print(struct buffer *buffer, const char *format, ...) PRINTF_CHECKED(2, 3);
void buffer_print_list(struct buffer *buffer, const char *format, va_list values) PRINTF_CHECKED(2, 0);
// Makes room for `length` more bytes and returns where to write them, or NULL when failed. The caller writes
// at most that many and then adds what it wrote to buffer->length.
MUST_CHECK char *buffer_reserve(struct buffer *buffer, size_t length);

static inline void buffer_character(struct buffer *buffer, char character)
{
    if (!buffer->failed && buffer->length + 1 < buffer->capacity) {
        buffer->data[buffer->length++] = character;
        buffer->data[buffer->length] = '\0';
    } else {
        buffer_add(buffer, &character, 1);
    }
}

#endif
