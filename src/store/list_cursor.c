// SPDX-License-Identifier: Apache-2.0
// base64url of: a format number, a fingerprint of the query, then two values, each with its kind and length.
#include "store/list_cursor.h"

#include <sodium.h>

#include "base/text.h"
#include "store/schema_column.h"

#define CURSOR_FORMAT 1
#define CURSOR_MAXIMUM 4096 // bytes before base64
#define CURSOR_VARIANT sodium_base64_VARIANT_URLSAFE_NO_PADDING

// FNV-1a, 64 bits: the same on every machine, so that any server of a workspace can go on with a cursor.
struct fingerprint {
    uint64_t hash;
};

static void fingerprint_add(struct fingerprint *fingerprint, const void *data, size_t length)
{
    const unsigned char *bytes = data;
    for (size_t i = 0; i < length; i++)
        fingerprint->hash = (fingerprint->hash ^ bytes[i]) * UINT64_C(0x100000001b3);
    // So that "ab", "c" differs from "a", "bc".
    fingerprint->hash = (fingerprint->hash ^ 0xff ^ length) * UINT64_C(0x100000001b3);
}

static void fingerprint_number(struct fingerprint *fingerprint, int64_t number)
{
    unsigned char bytes[8];
    for (int i = 0; i < 8; i++)
        bytes[i] = (unsigned char)((uint64_t)number >> (8 * i));
    fingerprint_add(fingerprint, bytes, sizeof bytes);
}

static void fingerprint_value(struct fingerprint *fingerprint, struct value value)
{
    fingerprint_number(fingerprint, (int64_t)value.kind);
    if (value.kind == VALUE_TEXT) fingerprint_add(fingerprint, value.text.data, value.text.length);
    if (value.kind == VALUE_INTEGER) fingerprint_number(fingerprint, value.integer);
    if (value.kind == VALUE_BOOLEAN) fingerprint_number(fingerprint, value.boolean);
}

static uint64_t query_fingerprint(const struct record_query *query)
{
    const struct sort *sort = query->sort ? query->sort : &query->resource->sorts[0];
    struct fingerprint fingerprint = {UINT64_C(0xcbf29ce484222325)};
    fingerprint_add(&fingerprint, query->resource->name, strlen(query->resource->name));
    fingerprint_add(&fingerprint, sort->name, strlen(sort->name));
    fingerprint_number(&fingerprint, query->descending);
    for (size_t i = 0; i < query->filter_count; i++) {
        const struct record_filter *filter = &query->filters[i];
        fingerprint_number(&fingerprint, filter->field);
        for (size_t j = 0; j < filter->count; j++)
            fingerprint_value(&fingerprint, filter->values[j]);
    }
    return fingerprint.hash;
}

static void put_number(struct buffer *output, uint64_t number)
{
    for (int i = 0; i < 8; i++)
        buffer_character(output, (char)(unsigned char)(number >> (8 * i)));
}

static void put_value(struct buffer *output, struct value value)
{
    switch (value.kind) {
    case VALUE_NULL:
    case VALUE_REAL: buffer_character(output, 'n'); break;
    case VALUE_BOOLEAN: buffer_character(output, value.boolean ? 'y' : 'f'); break;
    case VALUE_INTEGER:
        buffer_character(output, 'i');
        put_number(output, (uint64_t)value.integer);
        break;
    case VALUE_TEXT:
        buffer_character(output, 't');
        put_number(output, value.text.length);
        buffer_text(output, value.text);
        break;
    }
}

enum error list_cursor_print(const struct record_query *query, const struct list_position *position,
    struct arena *arena, struct text *ret_cursor)
{
    struct buffer bytes;
    buffer_init(&bytes, CURSOR_MAXIMUM);
    buffer_character(&bytes, CURSOR_FORMAT);
    put_number(&bytes, query_fingerprint(query));
    put_value(&bytes, position->sort);
    put_value(&bytes, position->tie);
    enum error error = buffer_error(&bytes);
    size_t size = sodium_base64_encoded_len(bytes.length, CURSOR_VARIANT);
    char *text = error ? NULL : arena_allocate(arena, size);
    if (!error && !text) error = ERROR_MEMORY;
    if (!error) {
        sodium_bin2base64(text, size, (const unsigned char *)bytes.data, bytes.length, CURSOR_VARIANT);
        *ret_cursor = text_from(text);
    }
    buffer_free(&bytes);
    return error;
}

static bool take_number(struct text *rest, uint64_t *ret_number)
{
    if (rest->length < 8) return false;
    *ret_number = 0;
    for (int i = 0; i < 8; i++)
        *ret_number |= (uint64_t)(unsigned char)rest->data[i] << (8 * i);
    rest->data += 8;
    rest->length -= 8;
    return true;
}

static bool take_value(struct text *rest, struct value *ret_value)
{
    if (rest->length == 0) return false;
    char kind = rest->data[0];
    uint64_t number = 0;
    rest->data++;
    rest->length--;
    switch (kind) {
    case 'n': *ret_value = value_null(); return true;
    case 'y': *ret_value = value_boolean(true); return true;
    case 'f': *ret_value = value_boolean(false); return true;
    case 'i':
        if (!take_number(rest, &number)) return false;
        *ret_value = value_integer((int64_t)number);
        return true;
    case 't':
        if (!take_number(rest, &number) || number > rest->length) return false;
        *ret_value = value_text((struct text){rest->data, (size_t)number});
        rest->data += number;
        rest->length -= (size_t)number;
        return true;
    default: return false;
    }
}

static bool value_has_letter(struct value value, char letter)
{
    if (letter == 'i') return value.kind == VALUE_INTEGER;
    if (letter == 'b') return value.kind == VALUE_BOOLEAN;
    return letter == 't' && value.kind == VALUE_TEXT && text_is_utf8(value.text);
}

// A forged cursor can only begin somewhere else in what its sender may read anyway; but the kinds have to
// fit.
static bool position_fits(const struct record_query *query, const struct list_position *position)
{
    const struct sort *sort = query->sort ? query->sort : &query->resource->sorts[0];
    bool is_log = resource_is_log(query->resource);
    if (!value_has_letter(position->tie, is_log ? 'i' : 't')) return false;
    if (position->sort.kind == VALUE_NULL) return schema_sort_is_nullable(query->resource, sort);
    return value_has_letter(position->sort, schema_sort_letter(query->resource, sort));
}

enum error list_cursor_parse(
    const struct record_query *query, struct arena *arena, struct list_position *ret_position)
{
    if (query->cursor.length > 2 * CURSOR_MAXIMUM) return ERROR_SYNTAX;
    unsigned char *bytes = arena_allocate(arena, query->cursor.length + 1);
    if (!bytes) return ERROR_MEMORY;
    size_t length;
    const char *end;
    if (sodium_base642bin(bytes, query->cursor.length, query->cursor.data, query->cursor.length, NULL,
            &length, &end, CURSOR_VARIANT) != 0 ||
        end != query->cursor.data + query->cursor.length || length == 0 || bytes[0] != CURSOR_FORMAT)
        return ERROR_SYNTAX;
    struct text rest = {(const char *)bytes + 1, length - 1};
    uint64_t fingerprint;
    if (!take_number(&rest, &fingerprint) || fingerprint != query_fingerprint(query)) return ERROR_SYNTAX;
    if (!take_value(&rest, &ret_position->sort) || !take_value(&rest, &ret_position->tie) || rest.length > 0)
        return ERROR_SYNTAX;
    return position_fits(query, ret_position) ? ERROR_NONE : ERROR_SYNTAX;
}
