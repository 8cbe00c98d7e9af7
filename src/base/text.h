// SPDX-License-Identifier: Apache-2.0
// Text as a pointer and a length: compare, search, parse, fold. For growing text see base/buffer.h.
//
// A struct text is *borrowed*: it never owns its bytes, and they need not end with a nul. `data` may be NULL
// only when `length` is 0. Letters are ASCII wherever case matters; everything else passes unchanged.
#ifndef TANDEM_BASE_TEXT_H
#define TANDEM_BASE_TEXT_H

#include "base/arena.h"
#include "base/attributes.h"
#include "base/buffer.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// A literal as a value, and as an initialiser of constant tables.
#define TEXT(literal) ((struct text){"" literal "", sizeof(literal) - 1})
#define TEXT_CONSTANT(literal)                                                                               \
    {                                                                                                        \
        "" literal "", sizeof(literal) - 1                                                                   \
    }
// The two arguments of a "%.*s".
#define TEXT_PRINT(text) text_precision(text), ((text).data ? (text).data : "")

// The length for a "%.*s", at most INT_MAX.
int text_precision(struct text text);

// The text of a nul-terminated string; NULL gives the empty text.
struct text text_from(const char *string);
bool text_is_empty(struct text text);
bool text_equal(struct text one, struct text other);
// The same without regard to the case of ASCII letters.
bool text_equal_fold(struct text one, struct text other);
// Whether a text equals a nul-terminated string.
bool text_is(struct text text, const char *string);
// Whether the text starts with the prefix.
bool text_prefix(struct text text, struct text prefix);
// By bytes, as memcmp: negative, 0, positive.
int text_compare(struct text one, struct text other);
// Without white space (space, tab, line feed, carriage return, form feed, vertical tab) at both ends.
struct text text_trim(struct text text);
// Takes the part before the first separator off the front of *rest; false when *rest was finished.
// "a,,b" gives "a", "" and "b"; "" gives one empty part, NULL data none. Start with *rest = the text.
bool text_split(struct text *rest, char separator, struct text *ret_part);
// The position of the first such byte, or `text.length`.
size_t text_find(struct text text, char byte);
// A 64-bit hash for tables inside the process; never stored or sent.
uint64_t text_hash(struct text text);

// A whole decimal number with optional sign and nothing around it, between min and max; false otherwise.
MUST_CHECK bool text_parse_integer(struct text text, int64_t min, int64_t max, int64_t *ret_value);

// Whether it is valid UTF-8 (shortest form, no surrogates, up to U+10FFFF). A nul byte is valid.
bool text_is_utf8(struct text text);
// The number of bytes at the start that are valid UTF-8; equals the length when all is well.
size_t text_utf8_span(struct text text);
// The number of code points of a valid UTF-8 text.
size_t text_characters(struct text text);

// For matching names: trimmed, ASCII letters in lower case, runs of white space (also U+00A0) as one space.
// The data is *arena* and nul-terminated; NULL data when out of memory.
struct text text_fold(struct text text, struct arena *arena);
// A nul-terminated copy (*arena*), or NULL when out of memory.
MUST_CHECK const char *text_copy(struct text text, struct arena *arena);

#endif
