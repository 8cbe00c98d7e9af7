// SPDX-License-Identifier: Apache-2.0
// One value of a field: what a column holds, whatever database or format it came from.
#ifndef TANDEM_MODEL_VALUE_H
#define TANDEM_MODEL_VALUE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

// VALUE_INTEGER carries integers, decimals (minor units) and instants (ms UTC).
// VALUE_TEXT carries text, Markdown, dates (YYYY-MM-DD), choices (their code), sets of choices (codes joined
// by a comma, in declared order), references (the key of the target) and JSON.
enum value_kind { VALUE_NULL = 0, VALUE_INTEGER, VALUE_REAL, VALUE_BOOLEAN, VALUE_TEXT };

// Text is *borrowed*: it lives in the arena of the record that holds it, or as long as the caller says.
struct value {
    enum value_kind kind;
    union {
        int64_t integer;
        double real;
        bool boolean;
        struct text text;
    };
};

static inline struct value value_null(void)
{
    return (struct value){.kind = VALUE_NULL};
}

static inline struct value value_integer(int64_t integer)
{
    return (struct value){.kind = VALUE_INTEGER, .integer = integer};
}

static inline struct value value_real(double real)
{
    return (struct value){.kind = VALUE_REAL, .real = real};
}

static inline struct value value_boolean(bool boolean)
{
    return (struct value){.kind = VALUE_BOOLEAN, .boolean = boolean};
}

static inline struct value value_text(struct text text)
{
    return (struct value){.kind = VALUE_TEXT, .text = text};
}

// The same, from a C string; NULL gives a null value.
struct value value_string(const char *string);

// Are both null, or of one kind and equal?
bool value_equal(struct value left, struct value right);

#endif
