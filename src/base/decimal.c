// SPDX-License-Identifier: Apache-2.0
// Digits to minor units and back.
#include "base/decimal.h"

// Appends a digit to a value built up on the negative side, which reaches one further; false on overflow.
static bool append_digit(int64_t *value, int digit)
{
    return !__builtin_mul_overflow(*value, 10, value) && !__builtin_sub_overflow(*value, digit, value);
}

bool decimal_parse(struct text text, unsigned scale, int64_t *ret_units)
{
    size_t i = 0;
    bool is_negative = false;
    if (scale > DECIMAL_SCALE_MAXIMUM) return false;
    if (text.length && (text.data[0] == '-' || text.data[0] == '+')) {
        is_negative = text.data[0] == '-';
        i = 1;
    }
    int64_t value = 0;
    size_t digits = 0;
    for (; i < text.length && text.data[i] >= '0' && text.data[i] <= '9'; i++, digits++)
        if (!append_digit(&value, text.data[i] - '0')) return false;
    unsigned fraction = 0;
    if (i < text.length) {
        if (text.data[i++] != '.' || i == text.length)
            return false; // something else, or nothing after the point
        for (; i < text.length; i++, fraction++) {
            if (text.data[i] < '0' || text.data[i] > '9' || fraction == scale) return false;
            if (!append_digit(&value, text.data[i] - '0')) return false;
        }
    }
    if (digits + fraction == 0) return false;
    for (; fraction < scale; fraction++)
        if (!append_digit(&value, 0)) return false;
    if (!is_negative && __builtin_sub_overflow((int64_t)0, value, &value)) return false;
    *ret_units = value;
    return true;
}

void decimal_print(int64_t units, unsigned scale, char out[DECIMAL_PRINT_SIZE])
{
    if (scale > DECIMAL_SCALE_MAXIMUM) scale = DECIMAL_SCALE_MAXIMUM;
    uint64_t magnitude = units < 0 ? (uint64_t)0 - (uint64_t)units : (uint64_t)units;
    // Written from the end: at most 19 digits, a point and a sign.
    char digits[DECIMAL_PRINT_SIZE];
    char *place = digits + sizeof(digits) - 1;
    *place = '\0';
    for (unsigned written = 0; written <= scale || magnitude; written++, magnitude /= 10) {
        if (written == scale && scale > 0) *--place = '.';
        *--place = (char)('0' + magnitude % 10);
    }
    if (units < 0) *--place = '-';
    memcpy(out, place, (size_t)(digits + sizeof(digits) - place));
}
