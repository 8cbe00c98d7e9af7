// SPDX-License-Identifier: Apache-2.0
// Recognises what a spreadsheet would run as a formula.
#include "format/csv_guard.h"

static size_t count_apostrophes(struct text field)
{
    size_t count = 0;
    while (count < field.length && field.data[count] == '\'')
        count++;
    return count;
}

static bool is_formula_start(char character)
{
    return character != '\0' && strchr("=+-@\t\r\n", character);
}

static size_t skip_digits(struct text field, size_t position)
{
    while (position < field.length && field.data[position] >= '0' && field.data[position] <= '9')
        position++;
    return position;
}

// Minus, digits, and possibly a point and digits.
static bool is_negative_number(struct text field)
{
    if (field.length < 2 || field.data[0] != '-') return false;
    size_t whole = skip_digits(field, 1);
    if (whole == 1) return false;
    if (whole == field.length) return true;
    size_t fraction = field.data[whole] == '.' ? skip_digits(field, whole + 1) : 0;
    return fraction > whole + 1 && fraction == field.length;
}

bool csv_is_guard_needed(struct text field)
{
    size_t apostrophes = count_apostrophes(field);
    if (apostrophes == field.length || !is_formula_start(field.data[apostrophes])) return false;
    return apostrophes > 0 || !is_negative_number(field);
}

bool csv_is_guarded(struct text field)
{
    size_t apostrophes = count_apostrophes(field);
    return apostrophes > 0 && apostrophes < field.length && is_formula_start(field.data[apostrophes]);
}

struct text csv_unguard(struct text field)
{
    return csv_is_guarded(field) ? (struct text){field.data + 1, field.length - 1} : field;
}
