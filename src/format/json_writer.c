// SPDX-License-Identifier: Apache-2.0
// JSON output: commas by one bit a level, strings copied in runs that need no escape.
#include "format/json_writer.h"

#include "base/decimal.h"
#include "base/text.h"

#include <math.h>

#define INTEGER_EXACT_MAXIMUM (INT64_C(1) << 53)

void json_writer_init(struct json_writer *writer, struct buffer *buffer)
{
    *writer = (struct json_writer){.buffer = buffer};
}

static void json_writer_fail(struct json_writer *writer)
{
    if (writer->buffer->failed) return;
    writer->buffer->failed = true;
    writer->buffer->error = ERROR_INTERNAL;
}

enum error json_writer_finish(struct json_writer *writer)
{
    if (writer->depth != 0 || !writer->has_root) json_writer_fail(writer);
    return buffer_error(writer->buffer);
}

static uint64_t level_bit(const struct json_writer *writer)
{
    return UINT64_C(1) << (writer->depth - 1);
}

static bool is_in_object(const struct json_writer *writer)
{
    return writer->depth > 0 && (writer->is_object & level_bit(writer));
}

// Writes the comma between items when one is due.
static void separate(struct json_writer *writer)
{
    if (writer->has_items & level_bit(writer)) buffer_character(writer->buffer, ',');
    writer->has_items |= level_bit(writer);
}

// To be called before every value; false when no value may stand here.
static bool begin_value(struct json_writer *writer)
{
    bool is_allowed = writer->depth == 0 ? !writer->has_root : is_in_object(writer) == writer->has_key;
    if (!is_allowed) {
        json_writer_fail(writer);
        return false;
    }
    if (writer->depth == 0)
        writer->has_root = true;
    else if (!writer->has_key)
        separate(writer);
    writer->has_key = false;
    return true;
}

static void begin_level(struct json_writer *writer, char bracket, bool is_object)
{
    if (!begin_value(writer)) return;
    if (writer->depth == JSON_WRITER_DEPTH) {
        json_writer_fail(writer);
        return;
    }
    writer->depth++;
    writer->has_items &= ~level_bit(writer);
    if (is_object)
        writer->is_object |= level_bit(writer);
    else
        writer->is_object &= ~level_bit(writer);
    buffer_character(writer->buffer, bracket);
}

static void end_level(struct json_writer *writer, char bracket, bool is_object)
{
    if (writer->depth == 0 || is_in_object(writer) != is_object || writer->has_key) {
        json_writer_fail(writer);
        return;
    }
    writer->depth--;
    buffer_character(writer->buffer, bracket);
}

void json_write_object_begin(struct json_writer *writer)
{
    begin_level(writer, '{', true);
}

void json_write_object_end(struct json_writer *writer)
{
    end_level(writer, '}', true);
}

void json_write_array_begin(struct json_writer *writer)
{
    begin_level(writer, '[', false);
}

void json_write_array_end(struct json_writer *writer)
{
    end_level(writer, ']', false);
}

static void write_escape(struct buffer *buffer, unsigned char byte)
{
    static const char hex[] = "0123456789abcdef";
    char escape[6] = {'\\', 'u', '0', '0', hex[byte >> 4], hex[byte & 15]};
    size_t length = 2;
    switch (byte) {
    case '"': escape[1] = '"'; break;
    case '\\': escape[1] = '\\'; break;
    case '\n': escape[1] = 'n'; break;
    case '\r': escape[1] = 'r'; break;
    case '\t': escape[1] = 't'; break;
    default: length = 6;
    }
    buffer_add(buffer, escape, length);
}

// Writes valid UTF-8 with the escapes JSON asks for.
static void write_valid(struct buffer *buffer, const char *data, size_t length)
{
    size_t start = 0;
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)data[i];
        if (byte >= 0x20 && byte != '"' && byte != '\\') continue;
        buffer_add(buffer, data + start, i - start);
        write_escape(buffer, byte);
        start = i + 1;
    }
    buffer_add(buffer, data + start, length - start);
}

// Is one of eight bytes outside ASCII, a control character, a quote or a backslash? Exact: a borrow of the
// subtraction starts at a byte that is one itself.
static bool has_special(const char *eight)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), highs = UINT64_C(0x8080808080808080);
    uint64_t word;
    memcpy(&word, eight, 8);
    uint64_t quote = word ^ ones * '"', backslash = word ^ ones * '\\';
    return ((word | (word - ones * 0x20) | (quote - ones) | (backslash - ones)) & highs) != 0;
}

static bool is_special(char character)
{
    unsigned char byte = (unsigned char)character;
    return byte < 0x20 || byte >= 0x80 || byte == '"' || byte == '\\';
}

// Nearly all text is plain: it needs no escapes.
static bool is_plain(struct text text)
{
    size_t i = 0;
    for (; i + 8 <= text.length; i += 8)
        if (has_special(text.data + i)) return false;
    for (; i < text.length; i++)
        if (is_special(text.data[i])) return false;
    return true;
}

static void write_quoted(struct buffer *buffer, struct text text)
{
    if (is_plain(text)) {
        char *place = buffer_reserve(buffer, text.length + 2);
        if (!place) return;
        place[0] = '"';
        if (text.length) memcpy(place + 1, text.data, text.length);
        place[text.length + 1] = '"';
        place[text.length + 2] = '\0';
        buffer->length += text.length + 2;
        return;
    }
    buffer_character(buffer, '"');
    while (text.length) {
        size_t span = text_utf8_span(text);
        if (span) write_valid(buffer, text.data, span);
        if (span == text.length) break;
        buffer_string(buffer, "\xEF\xBF\xBD");
        text = (struct text){text.data + span + 1, text.length - span - 1};
    }
    buffer_character(buffer, '"');
}

void json_write_key_text(struct json_writer *writer, struct text name)
{
    if (!is_in_object(writer) || writer->has_key) {
        json_writer_fail(writer);
        return;
    }
    separate(writer);
    write_quoted(writer->buffer, name);
    buffer_character(writer->buffer, ':');
    writer->has_key = true;
}

void json_write_key(struct json_writer *writer, const char *name)
{
    json_write_key_text(writer, text_from(name));
}

void json_write_text(struct json_writer *writer, struct text text)
{
    if (begin_value(writer)) write_quoted(writer->buffer, text);
}

void json_write_string(struct json_writer *writer, const char *string)
{
    if (string)
        json_write_text(writer, text_from(string));
    else
        json_write_null(writer);
}

void json_write_integer(struct json_writer *writer, int64_t value)
{
    if (!begin_value(writer)) return;
    const char *quote = value >= -INTEGER_EXACT_MAXIMUM && value <= INTEGER_EXACT_MAXIMUM ? "" : "\"";
    char digits[DECIMAL_PRINT_SIZE];
    decimal_print(value, 0, digits);
    buffer_string(writer->buffer, quote);
    buffer_string(writer->buffer, digits);
    buffer_string(writer->buffer, quote);
}

void json_write_real(struct json_writer *writer, double value)
{
    if (!isfinite(value)) {
        json_write_null(writer);
        return;
    }
    if (!begin_value(writer)) return;
    char digits[32];
    for (int precision = 15; precision <= 17; precision++) {
        snprintf(digits, sizeof(digits), "%.*g", precision, value);
        double again = strtod(digits, NULL);
        if (again >= value && again <= value) break;
    }
    buffer_string(writer->buffer, digits);
    // As integers they would be read back as another value: there is no negative zero, and beyond 2^53 they
    // are strings.
    bool is_negative_zero = signbit(value) && value >= 0;
    bool is_large = value >= (double)INTEGER_EXACT_MAXIMUM || value <= -(double)INTEGER_EXACT_MAXIMUM;
    if ((is_negative_zero || is_large) && !strpbrk(digits, ".e")) buffer_string(writer->buffer, ".0");
}

void json_write_boolean(struct json_writer *writer, bool value)
{
    if (begin_value(writer)) buffer_string(writer->buffer, value ? "true" : "false");
}

void json_write_null(struct json_writer *writer)
{
    if (begin_value(writer)) buffer_string(writer->buffer, "null");
}

void json_write_raw(struct json_writer *writer, struct text json)
{
    if (begin_value(writer)) buffer_text(writer->buffer, json);
}
