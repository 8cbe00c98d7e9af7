// SPDX-License-Identifier: Apache-2.0
// What follows from a field's type and flags, the shapes of texts, and values written as text.
#include "model/field.h"

#include "base/calendar.h"
#include "base/decimal.h"

bool field_is_textual(const struct field *field)
{
    switch (field->type) {
    case FIELD_TEXT:
    case FIELD_MARKDOWN:
    case FIELD_DATE:
    case FIELD_CHOICE:
    case FIELD_CHOICES:
    case FIELD_REFERENCE:
    case FIELD_JSON: return true;
    case FIELD_INTEGER:
    case FIELD_DECIMAL:
    case FIELD_REAL:
    case FIELD_BOOLEAN:
    case FIELD_INSTANT: return false;
    }
    return false;
}

bool field_is_nullable(const struct field *field)
{
    return (field->flags & FIELD_REQUIRED) == 0 && !field->default_code && field->type != FIELD_BOOLEAN;
}

bool field_is_hidden(const struct field *field, unsigned role)
{
    return role < 32 && (field->hidden_from & (1U << role)) != 0;
}

static bool is_upper(char byte)
{
    return byte >= 'A' && byte <= 'Z';
}

static bool is_lower(char byte)
{
    return byte >= 'a' && byte <= 'z';
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

bool key_is_shaped(struct text text)
{
    size_t dash = text_find(text, '-');
    if (dash < 2 || dash > 8 || !is_upper(text.data[0])) return false;
    for (size_t i = 1; i < dash; i++) {
        if (!is_upper(text.data[i]) && !is_digit(text.data[i])) return false;
    }
    if (dash + 1 >= text.length || text.length - dash > 19 || text.data[dash + 1] == '0') return false;
    for (size_t i = dash + 1; i < text.length; i++) {
        if (!is_digit(text.data[i])) return false;
    }
    return true;
}

bool email_is_shaped(struct text text)
{
    size_t at = text_find(text, '@');
    if (at == 0 || at > 64 || text.length > 254 || at + 3 > text.length) return false;
    bool has_dot = false;
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        if (byte <= ' ' || byte == 0x7f || strchr("<>()[]\\,;:\"", text.data[i])) return false;
        if (i > at && byte == '@') return false;
        if (byte != '.') continue;
        bool at_edge =
            i == 0 || i + 1 == text.length || i == at + 1 || i + 1 == at || text.data[i - 1] == '.';
        if (at_edge) return false;
        has_dot = has_dot || i > at;
    }
    return has_dot;
}

bool address_is_shaped(struct text text)
{
    static const char *const schemes[] = {"https://", "http://"};
    for (size_t i = 0; i < 2; i++) {
        struct text scheme = text_from(schemes[i]);
        if (!text_prefix(text, scheme)) continue;
        char first = text.length > scheme.length ? text.data[scheme.length] : '/';
        if (first == '/' || first == '?' || first == '#' || first == ':') return false;
        for (size_t j = 0; j < text.length; j++) {
            unsigned char byte = (unsigned char)text.data[j];
            if (byte <= ' ' || byte == 0x7f || byte == '"' || byte == '<' || byte == '>' || byte == '\\')
                return false;
        }
        return true;
    }
    return false;
}

bool slug_is_shaped(struct text text)
{
    if (text.length == 0 || !is_lower(text.data[0])) return false;
    for (size_t i = 0; i < text.length; i++) {
        if (!is_lower(text.data[i]) && !is_digit(text.data[i]) && text.data[i] != '-' &&
            text.data[i] != '_') {
            return false;
        }
    }
    return true;
}

int choice_index(const struct choice_list *list, struct text code)
{
    for (size_t i = 0; i < list->count; i++) {
        if (text_is(code, list->choices[i].code)) return (int)i;
    }
    return -1;
}

// The shortest of 15 to 17 digits that reads back as the same number.
static const char *real_print(double real, struct arena *arena)
{
    char out[40];
    for (int digits = 15; digits <= 17; digits++) {
        (void)snprintf(out, sizeof out, "%.*g", digits, real);
        if (value_equal(value_real(strtod(out, NULL)), value_real(real))) break;
    }
    return arena_text(arena, out, strlen(out));
}

enum error field_print(
    const struct field *field, struct value value, struct arena *arena, struct text *ret_text)
{
    char out[CALENDAR_INSTANT_SIZE > DECIMAL_PRINT_SIZE ? CALENDAR_INSTANT_SIZE : DECIMAL_PRINT_SIZE];
    const char *string = NULL;
    switch (value.kind) {
    case VALUE_NULL: *ret_text = TEXT(""); return ERROR_NONE;
    case VALUE_TEXT: *ret_text = value.text; return ERROR_NONE;
    case VALUE_BOOLEAN: *ret_text = value.boolean ? TEXT("true") : TEXT("false"); return ERROR_NONE;
    case VALUE_REAL: string = real_print(value.real, arena); break;
    case VALUE_INTEGER:
        if (field->type == FIELD_INSTANT) {
            calendar_print_instant(value.integer, out);
        } else {
            decimal_print(value.integer, field->type == FIELD_DECIMAL ? field->scale : 0, out);
        }
        string = arena_text(arena, out, strlen(out));
        break;
    }
    if (!string) return ERROR_MEMORY;
    *ret_text = text_from(string);
    return ERROR_NONE;
}
