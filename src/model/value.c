// SPDX-License-Identifier: Apache-2.0
// Values made from C strings, and compared.
#include "model/value.h"

struct value value_string(const char *string)
{
    return string ? value_text(text_from(string)) : value_null();
}

bool value_equal(struct value left, struct value right)
{
    if (left.kind != right.kind) return false;
    switch (left.kind) {
    case VALUE_NULL: return true;
    case VALUE_INTEGER: return left.integer == right.integer;
    case VALUE_REAL: return left.real >= right.real && left.real <= right.real;
    case VALUE_BOOLEAN: return left.boolean == right.boolean;
    case VALUE_TEXT: return text_equal(left.text, right.text);
    }
    return false;
}
