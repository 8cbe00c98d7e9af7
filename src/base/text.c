// SPDX-License-Identifier: Apache-2.0
// Comparing, trimming, folding and parsing of text.
#include "base/text.h"

#include <limits.h>

int text_precision(struct text text)
{
    return text.length > INT_MAX ? INT_MAX : (int)text.length;
}

struct text text_from(const char *string)
{
    return string ? (struct text){string, strlen(string)} : TEXT("");
}

bool text_is_empty(struct text text)
{
    return text.length == 0;
}

bool text_equal(struct text one, struct text other)
{
    return one.length == other.length && (one.length == 0 || memcmp(one.data, other.data, one.length) == 0);
}

bool text_is(struct text text, const char *string)
{
    return text_equal(text, text_from(string));
}

static unsigned char lower(char character)
{
    unsigned char byte = (unsigned char)character;
    return byte >= 'A' && byte <= 'Z' ? (unsigned char)(byte + ('a' - 'A')) : byte;
}

bool text_equal_fold(struct text one, struct text other)
{
    if (one.length != other.length) return false;
    for (size_t i = 0; i < one.length; i++)
        if (lower(one.data[i]) != lower(other.data[i])) return false;
    return true;
}

bool text_prefix(struct text text, struct text prefix)
{
    return prefix.length <= text.length && text_equal((struct text){text.data, prefix.length}, prefix);
}

int text_compare(struct text one, struct text other)
{
    size_t shorter = one.length < other.length ? one.length : other.length;
    int order = shorter ? memcmp(one.data, other.data, shorter) : 0;
    if (order) return order;
    return (one.length > other.length) - (one.length < other.length);
}

static bool is_space(char character)
{
    return character == ' ' || (character >= '\t' && character <= '\r');
}

struct text text_trim(struct text text)
{
    while (text.length && is_space(text.data[0])) {
        text.data++;
        text.length--;
    }
    while (text.length && is_space(text.data[text.length - 1]))
        text.length--;
    return text;
}

size_t text_find(struct text text, char byte)
{
    const char *found = text.length ? memchr(text.data, byte, text.length) : NULL;
    return found ? (size_t)(found - text.data) : text.length;
}

bool text_split(struct text *rest, char separator, struct text *ret_part)
{
    // A finished text is told from one whose last part is empty by its NULL data.
    if (!rest->data) return false;
    size_t end = text_find(*rest, separator);
    *ret_part = (struct text){rest->data, end};
    if (end == rest->length)
        *rest = (struct text){NULL, 0};
    else
        *rest = (struct text){rest->data + end + 1, rest->length - end - 1};
    return true;
}

uint64_t text_hash(struct text text)
{
    const uint64_t factor = UINT64_C(0x9E3779B97F4A7C15);
    uint64_t hash = UINT64_C(0x243F6A8885A308D3) ^ text.length;
    size_t i = 0;
    for (; i + 8 <= text.length; i += 8) {
        uint64_t word;
        memcpy(&word, text.data + i, 8);
        hash = (hash ^ word) * factor;
        hash ^= hash >> 29;
    }
    uint64_t last = 0;
    if (i < text.length) memcpy(&last, text.data + i, text.length - i);
    hash = (hash ^ last) * factor;
    hash ^= hash >> 32;
    hash *= factor;
    return hash ^ (hash >> 29);
}

bool text_parse_integer(struct text text, int64_t min, int64_t max, int64_t *ret_value)
{
    size_t i = 0;
    bool is_negative = false;
    if (text.length && (text.data[0] == '-' || text.data[0] == '+')) {
        is_negative = text.data[0] == '-';
        i = 1;
    }
    if (i == text.length) return false;
    int64_t value = 0;
    for (; i < text.length; i++) {
        if (text.data[i] < '0' || text.data[i] > '9') return false;
        int digit = text.data[i] - '0';
        // Built up on the negative side, which reaches one further.
        if (__builtin_mul_overflow(value, 10, &value) || __builtin_sub_overflow(value, digit, &value))
            return false;
    }
    if (!is_negative && __builtin_sub_overflow((int64_t)0, value, &value)) return false;
    if (value < min || value > max) return false;
    *ret_value = value;
    return true;
}

// The length of the valid UTF-8 sequence at the front of the bytes, 0 when there is none.
static size_t sequence_length(const unsigned char *bytes, size_t left)
{
    unsigned char first = bytes[0];
    if (first < 0x80) return 1;
    // The second byte's range excludes overlong forms, surrogates and everything above U+10FFFF.
    unsigned char low = 0x80, high = 0xBF;
    size_t length;
    if (first >= 0xC2 && first <= 0xDF)
        length = 2;
    else if (first >= 0xE0 && first <= 0xEF)
        length = 3;
    else if (first >= 0xF0 && first <= 0xF4)
        length = 4;
    else
        return 0;
    if (first == 0xE0)
        low = 0xA0;
    else if (first == 0xED)
        high = 0x9F;
    else if (first == 0xF0)
        low = 0x90;
    else if (first == 0xF4)
        high = 0x8F;
    if (left < length || bytes[1] < low || bytes[1] > high) return 0;
    for (size_t i = 2; i < length; i++)
        if ((bytes[i] & 0xC0) != 0x80) return 0;
    return length;
}

size_t text_utf8_span(struct text text)
{
    const unsigned char *bytes = (const unsigned char *)text.data;
    size_t i = 0;
    while (i < text.length) {
        uint64_t word;
        if (text.length - i >= 8 &&
            (memcpy(&word, bytes + i, 8), (word & UINT64_C(0x8080808080808080)) == 0)) {
            i += 8;
            continue;
        }
        size_t length = sequence_length(bytes + i, text.length - i);
        if (!length) break;
        i += length;
    }
    return i;
}

bool text_is_utf8(struct text text)
{
    return text_utf8_span(text) == text.length;
}

size_t text_characters(struct text text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.length; i++)
        count += ((unsigned char)text.data[i] & 0xC0) != 0x80;
    return count;
}

struct text text_fold(struct text text, struct arena *arena)
{
    char *folded = arena_allocate(arena, text.length + 1);
    if (!folded) return (struct text){NULL, 0};
    size_t length = 0;
    bool is_space_due = false;
    for (size_t i = 0; i < text.length; i++) {
        bool is_no_break_space = i + 1 < text.length && text.data[i] == '\xC2' && text.data[i + 1] == '\xA0';
        if (is_no_break_space || is_space(text.data[i])) {
            is_space_due = length > 0;
            i += is_no_break_space;
            continue;
        }
        if (is_space_due) folded[length++] = ' ';
        is_space_due = false;
        folded[length++] = (char)lower(text.data[i]);
    }
    return (struct text){folded, length};
}

const char *text_copy(struct text text, struct arena *arena)
{
    return arena_text(arena, text.data, text.length);
}
