// SPDX-License-Identifier: Apache-2.0
// The growing of buffers: doubling, one byte kept for the final nul, never over the maximum.
#include "base/buffer.h"

#include "base/allocation.h"

#include <stdint.h>

#define BUFFER_FIRST ((size_t)256)

void buffer_init(struct buffer *buffer, size_t maximum)
{
    *buffer = (struct buffer){.maximum = maximum < SIZE_MAX / 4 ? maximum : SIZE_MAX / 4};
}

void buffer_free(struct buffer *buffer)
{
    if (!buffer) return;
    allocation_release(buffer->data);
    buffer_init(buffer, buffer->maximum);
}

void buffer_reset(struct buffer *buffer)
{
    buffer->length = 0;
    buffer->failed = false;
    buffer->error = ERROR_NONE;
    if (buffer->data) buffer->data[0] = '\0';
}

enum error buffer_error(const struct buffer *buffer)
{
    return buffer->error;
}

struct text buffer_view(const struct buffer *buffer)
{
    return (struct text){buffer->data ? buffer->data : "", buffer->length};
}

static void buffer_fail(struct buffer *buffer, enum error error)
{
    buffer->failed = true;
    buffer->error = error;
}

char *buffer_reserve(struct buffer *buffer, size_t length)
{
    if (buffer->failed) return NULL;
    if (length > buffer->maximum - buffer->length) {
        buffer_fail(buffer, ERROR_LIMIT);
        return NULL;
    }
    size_t needed = buffer->length + length + 1; // the final nul is not counted in the maximum
    if (needed > buffer->capacity) {
        size_t capacity = buffer->capacity ? buffer->capacity * 2 : BUFFER_FIRST;
        if (capacity > buffer->maximum + 1) capacity = buffer->maximum + 1;
        if (capacity < needed) capacity = needed;
        char *data = allocation_resize(buffer->data, capacity);
        if (!data) {
            buffer_fail(buffer, ERROR_MEMORY);
            return NULL;
        }
        buffer->data = data;
        buffer->capacity = capacity;
    }
    return buffer->data + buffer->length;
}

void buffer_add(struct buffer *buffer, const void *data, size_t length)
{
    char *place = buffer_reserve(buffer, length);
    if (!place) return;
    if (length) memcpy(place, data, length);
    place[length] = '\0';
    buffer->length += length;
}

void buffer_text(struct buffer *buffer, struct text text)
{
    buffer_add(buffer, text.data, text.length);
}

void buffer_string(struct buffer *buffer, const char *string)
{
    if (string) buffer_add(buffer, string, strlen(string));
}

void buffer_print_list(struct buffer *buffer, const char *format, va_list values)
{
    va_list again;
    va_copy(again, values);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (length < 0) {
        buffer_fail(buffer, ERROR_MEMORY);
        return;
    }
    char *place = buffer_reserve(buffer, (size_t)length);
    if (!place) return;
    vsnprintf(place, (size_t)length + 1, format, values);
    buffer->length += (size_t)length;
}

void buffer_print(struct buffer *buffer, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    buffer_print_list(buffer, format, values);
    va_end(values);
}

char *buffer_steal(struct buffer *buffer, size_t *ret_length)
{
    // An empty buffer has no memory yet, but its content is still a valid empty string.
    if (!buffer_reserve(buffer, 0)) {
        buffer_free(buffer);
        *ret_length = 0;
        return NULL;
    }
    char *data = buffer->data;
    data[buffer->length] = '\0';
    *ret_length = buffer->length;
    buffer_init(buffer, buffer->maximum);
    return data;
}
