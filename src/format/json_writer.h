// SPDX-License-Identifier: Apache-2.0
// Writes JSON straight into a bounded buffer. The writer sets the commas and checks the order of the calls.
//
//     json_write_object_begin(&writer);
//     json_write_key(&writer, "name");
//     json_write_text(&writer, name);
//     json_write_object_end(&writer);
//     error = json_writer_finish(&writer);
//
// Failing is sticky in the buffer, so only json_writer_finish has to be checked. A call in the wrong place (a
// value without key, an end without begin, deeper than JSON_WRITER_DEPTH) fails the buffer with
// ERROR_INTERNAL.
#ifndef TANDEM_FORMAT_JSON_WRITER_H
#define TANDEM_FORMAT_JSON_WRITER_H

#include "base/buffer.h"

#include <stdint.h>

#define JSON_WRITER_DEPTH 64

struct json_writer {
    struct buffer *buffer; // *borrowed*
    unsigned depth;
    uint64_t is_object; // one bit a level
    uint64_t has_items; // one bit a level
    bool has_key;       // a key waits for its value
    bool has_root;
};

// Starts one JSON value at the present end of the buffer.
void json_writer_init(struct json_writer *writer, struct buffer *buffer);
// ERROR_NONE when one whole value was written; otherwise ERROR_LIMIT, ERROR_MEMORY or ERROR_INTERNAL.
MUST_CHECK enum error json_writer_finish(struct json_writer *writer);

void json_write_object_begin(struct json_writer *writer);
void json_write_object_end(struct json_writer *writer);
void json_write_array_begin(struct json_writer *writer);
void json_write_array_end(struct json_writer *writer);
// The name of the next value of an object. Repeating a name is not noticed.
void json_write_key(struct json_writer *writer, const char *name);
void json_write_key_text(struct json_writer *writer, struct text name);
// A string. Bytes that are not valid UTF-8 become U+FFFD, one each.
void json_write_text(struct json_writer *writer, struct text text);
// The same for a nul-terminated string; NULL writes null.
void json_write_string(struct json_writer *writer, const char *string);
// A number, or beyond ±2^53 a string of digits, because JavaScript would round it.
void json_write_integer(struct json_writer *writer, int64_t value);
// In as few of 15 to 17 digits as read back as the same double; NaN and infinities write null.
void json_write_real(struct json_writer *writer, double value);
void json_write_boolean(struct json_writer *writer, bool value);
void json_write_null(struct json_writer *writer);
// A value that is JSON already, from our own store or another writer; it is not checked.
void json_write_raw(struct json_writer *writer, struct text json);

#endif
