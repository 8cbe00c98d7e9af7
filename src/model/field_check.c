// SPDX-License-Identifier: Apache-2.0
// Values of fields read from text and checked: every refusal says what would be right.
#include "model/field.h"

#include <math.h>

#include "base/calendar.h"
#include "base/decimal.h"

// The bounds that hold for a field: its own, or its type's.
static void field_bounds(const struct field *field, int64_t *ret_minimum, int64_t *ret_maximum)
{
    *ret_minimum = field->minimum;
    *ret_maximum = field->maximum;
    if (field->minimum != 0 || field->maximum != 0) return;
    *ret_minimum = 0;
    switch (field->type) {
    case FIELD_MARKDOWN: *ret_maximum = FIELD_MARKDOWN_MAXIMUM; return;
    case FIELD_JSON: *ret_maximum = FIELD_JSON_MAXIMUM; return;
    case FIELD_INSTANT:
        *ret_minimum = CALENDAR_FIRST_INSTANT;
        *ret_maximum = CALENDAR_LAST_INSTANT;
        return;
    case FIELD_INTEGER:
    case FIELD_DECIMAL:
        *ret_minimum = INT64_MIN;
        *ret_maximum = INT64_MAX;
        return;
    case FIELD_TEXT:
    case FIELD_REAL:
    case FIELD_BOOLEAN:
    case FIELD_DATE:
    case FIELD_CHOICE:
    case FIELD_CHOICES:
    case FIELD_REFERENCE: *ret_maximum = FIELD_TEXT_MAXIMUM; return;
    }
}

static enum error refuse_bounds(const struct field *field, struct problem_list *problems)
{
    int64_t minimum, maximum;
    field_bounds(field, &minimum, &maximum);
    char from[DECIMAL_PRINT_SIZE], to[DECIMAL_PRINT_SIZE];
    unsigned scale = field->type == FIELD_DECIMAL ? field->scale : 0;
    decimal_print(minimum, scale, from);
    decimal_print(maximum, scale, to);
    problem_add(problems, field->name, "Must be from %s to %s.", from, to);
    return ERROR_INVALID;
}

static enum error refuse_choice(const struct field *field, struct text code, struct problem_list *problems)
{
    char list[600];
    size_t used = 0;
    list[0] = '\0';
    for (size_t i = 0; i < field->choices->count; i++) {
        int more =
            snprintf(list + used, sizeof list - used, "%s%s", i ? ", " : "", field->choices->choices[i].code);
        if (more < 0 || (size_t)more >= sizeof list - used) break;
        used += (size_t)more;
    }
    problem_add(problems, field->name, "\"%.*s\" is not one of: %s.", TEXT_PRINT(code), list);
    return ERROR_INVALID;
}

static enum error refuse_type(const struct field *field, struct problem_list *problems)
{
    const char *right = "";
    switch (field->type) {
    case FIELD_TEXT:
    case FIELD_MARKDOWN: right = "a text"; break;
    case FIELD_INTEGER: right = "a whole number"; break;
    case FIELD_DECIMAL: right = "a decimal number"; break;
    case FIELD_REAL: right = "a number"; break;
    case FIELD_BOOLEAN: right = "true or false"; break;
    case FIELD_DATE: right = "a day such as 2026-11-22"; break;
    case FIELD_INSTANT: right = "a date and time such as 2026-11-22T09:30:00Z"; break;
    case FIELD_CHOICE: right = "one of the field's choices"; break;
    case FIELD_CHOICES: right = "choices of the field, in their order, joined by commas"; break;
    case FIELD_REFERENCE: right = "the key of a record, such as PROD-12"; break;
    case FIELD_JSON: right = "a JSON document"; break;
    }
    if (field->type == FIELD_DECIMAL) {
        problem_add(
            problems, field->name, "Must be %s with at most %u digits after the point.", right, field->scale);
    } else {
        problem_add(problems, field->name, "Must be %s.", right);
    }
    return ERROR_INVALID;
}

static bool is_space(char byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

// Control characters: none in one line, only tab and line ends in Markdown.
static bool has_control(struct text text, bool is_line)
{
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        if (byte == 0x7f) return true;
        if (byte >= ' ') continue;
        if (is_line || (byte != '\t' && byte != '\n' && byte != '\r')) return true;
    }
    return false;
}

static enum error check_text(const struct field *field, struct text text, struct problem_list *problems)
{
    int64_t minimum, maximum;
    field_bounds(field, &minimum, &maximum);
    if (!text_is_utf8(text)) {
        problem_add(problems, field->name, "Must be valid UTF-8.");
        return ERROR_INVALID;
    }
    if ((int64_t)text.length > maximum || (int64_t)text.length < minimum) {
        if (minimum > 0) {
            problem_add(problems, field->name, "Must be %lld to %lld bytes long, and is %zu.",
                (long long)minimum, (long long)maximum, text.length);
        } else {
            problem_add(problems, field->name, "Must be at most %lld bytes long, and is %zu.",
                (long long)maximum, text.length);
        }
        return ERROR_INVALID;
    }
    if (has_control(text, field->type == FIELD_TEXT)) {
        problem_add(problems, field->name,
            field->type == FIELD_TEXT ? "Must be one line without control characters."
                                      : "Must not hold control characters.");
        return ERROR_INVALID;
    }
    if (field->type != FIELD_TEXT) return ERROR_NONE;
    if (text.length > 0 && (is_space(text.data[0]) || is_space(text.data[text.length - 1]))) {
        problem_add(problems, field->name, "Must not begin or end with a space.");
        return ERROR_INVALID;
    }
    if (field->accepts && !field->accepts(text)) {
        problem_add(
            problems, field->name, "Must be %s.", field->pattern_help ? field->pattern_help : "well formed");
        return ERROR_INVALID;
    }
    return ERROR_NONE;
}

// A set is stored in one way only: known codes, declared order, each once.
static enum error check_choices(const struct field *field, struct text set, struct problem_list *problems)
{
    int last = -1;
    struct text part;
    while (text_split(&set, ',', &part)) {
        int index = choice_index(field->choices, part);
        if (index < 0) return refuse_choice(field, part, problems);
        if (index <= last) return refuse_type(field, problems);
        last = index;
    }
    return ERROR_NONE;
}

static enum value_kind field_kind(const struct field *field)
{
    switch (field->type) {
    case FIELD_INTEGER:
    case FIELD_DECIMAL:
    case FIELD_INSTANT: return VALUE_INTEGER;
    case FIELD_REAL: return VALUE_REAL;
    case FIELD_BOOLEAN: return VALUE_BOOLEAN;
    case FIELD_TEXT:
    case FIELD_MARKDOWN:
    case FIELD_DATE:
    case FIELD_CHOICE:
    case FIELD_CHOICES:
    case FIELD_REFERENCE:
    case FIELD_JSON: return VALUE_TEXT;
    }
    return VALUE_NULL;
}

static enum error check_textual(const struct field *field, struct text text, struct problem_list *problems)
{
    int32_t days;
    switch (field->type) {
    case FIELD_TEXT:
    case FIELD_MARKDOWN:
    case FIELD_JSON: return check_text(field, text, problems);
    case FIELD_CHOICES: return check_choices(field, text, problems);
    case FIELD_DATE: return calendar_parse_date(text, &days) ? ERROR_NONE : refuse_type(field, problems);
    case FIELD_REFERENCE: return key_is_shaped(text) ? ERROR_NONE : refuse_type(field, problems);
    case FIELD_CHOICE:
        return choice_index(field->choices, text) >= 0 ? ERROR_NONE : refuse_choice(field, text, problems);
    case FIELD_INTEGER:
    case FIELD_DECIMAL:
    case FIELD_REAL:
    case FIELD_BOOLEAN:
    case FIELD_INSTANT: break;
    }
    return ERROR_INTERNAL;
}

enum error field_check(const struct field *field, struct value value, struct problem_list *problems)
{
    bool is_empty = value.kind == VALUE_NULL || (value.kind == VALUE_TEXT && text_is_empty(value.text));
    if (is_empty && !field_is_nullable(field)) {
        problem_add(problems, field->name, "Is required.");
        return ERROR_INVALID;
    }
    if (value.kind == VALUE_NULL) return ERROR_NONE;
    if (value.kind != field_kind(field)) return refuse_type(field, problems);
    if (value.kind == VALUE_TEXT) return check_textual(field, value.text, problems);
    if (value.kind == VALUE_REAL) return isfinite(value.real) ? ERROR_NONE : refuse_type(field, problems);
    if (value.kind == VALUE_INTEGER) {
        int64_t minimum, maximum;
        field_bounds(field, &minimum, &maximum);
        if (value.integer < minimum || value.integer > maximum) return refuse_bounds(field, problems);
    }
    return ERROR_NONE;
}

static bool parse_boolean(struct text text, bool *ret_boolean)
{
    static const char *const words[2][4] = {{"false", "no", "0", "off"}, {"true", "yes", "1", "on"}};
    for (size_t i = 0; i < 8; i++) {
        if (!text_equal_fold(text, text_from(words[i / 4][i % 4]))) continue;
        *ret_boolean = i >= 4;
        return true;
    }
    return false;
}

static bool parse_real(struct text text, double *ret_real)
{
    char copy[64];
    if (text.length == 0 || text.length >= sizeof copy) return false;
    memcpy(copy, text.data, text.length);
    copy[text.length] = '\0';
    // strtod also takes hexadecimal numbers, infinity and nan; we do not.
    if (strspn(copy, "+-.0123456789eE") != text.length) return false;
    char *end;
    *ret_real = strtod(copy, &end);
    return *end == '\0' && isfinite(*ret_real);
}

// Puts a set given in any order, with spaces and semicolons, into the one way in which it is stored.
static enum error parse_choices(const struct field *field, struct text input, struct arena *arena,
    struct problem_list *problems, struct value *ret_value)
{
    uint64_t chosen = 0;
    for (size_t start = 0, end = 0; end <= input.length; end++) {
        if (end < input.length && input.data[end] != ',' && input.data[end] != ';') continue;
        struct text part = text_trim((struct text){input.data + start, end - start});
        start = end + 1;
        if (text_is_empty(part)) continue;
        int index = choice_index(field->choices, part);
        if (index < 0) return refuse_choice(field, part, problems);
        chosen |= UINT64_C(1) << index;
    }
    size_t length = 0;
    for (size_t i = 0; i < field->choices->count; i++)
        length += strlen(field->choices->choices[i].code) + 1;
    char *set = arena_allocate(arena, length + 1);
    if (!set) return ERROR_MEMORY;
    size_t used = 0;
    for (size_t i = 0; i < field->choices->count; i++) {
        if (!(chosen & UINT64_C(1) << i)) continue;
        const char *code = field->choices->choices[i].code;
        if (used > 0) set[used++] = ',';
        memcpy(set + used, code, strlen(code));
        used += strlen(code);
    }
    *ret_value = used > 0 ? value_text((struct text){set, used}) : value_null();
    return ERROR_NONE;
}

// Keys are written in upper case; a person may type them in any.
static enum error parse_reference(struct text input, struct arena *arena, struct value *ret_value)
{
    char *key = arena_text(arena, input.data, input.length);
    if (!key) return ERROR_MEMORY;
    for (size_t i = 0; i < input.length; i++) {
        if (key[i] >= 'a' && key[i] <= 'z') key[i] = (char)(key[i] - 'a' + 'A');
    }
    *ret_value = value_text((struct text){key, input.length});
    return ERROR_NONE;
}

enum error field_parse(const struct field *field, struct text input, struct arena *arena,
    struct problem_list *problems, struct value *ret_value)
{
    struct text trimmed = text_trim(input);
    bool is_right = true;
    enum error error = ERROR_NONE;
    *ret_value = value_null();
    if (text_is_empty(trimmed)) return field_check(field, *ret_value, problems);
    switch (field->type) {
    case FIELD_MARKDOWN: *ret_value = value_text(input); break;
    case FIELD_TEXT:
    case FIELD_DATE:
    case FIELD_CHOICE:
    case FIELD_JSON: *ret_value = value_text(trimmed); break;
    case FIELD_REFERENCE: error = parse_reference(trimmed, arena, ret_value); break;
    case FIELD_CHOICES: error = parse_choices(field, trimmed, arena, problems, ret_value); break;
    case FIELD_INTEGER:
    case FIELD_DECIMAL:
        ret_value->kind = VALUE_INTEGER;
        is_right =
            decimal_parse(trimmed, field->type == FIELD_DECIMAL ? field->scale : 0, &ret_value->integer);
        break;
    case FIELD_INSTANT:
        ret_value->kind = VALUE_INTEGER;
        is_right = calendar_parse_instant(trimmed, &ret_value->integer);
        break;
    case FIELD_REAL:
        ret_value->kind = VALUE_REAL;
        is_right = parse_real(trimmed, &ret_value->real);
        break;
    case FIELD_BOOLEAN:
        ret_value->kind = VALUE_BOOLEAN;
        is_right = parse_boolean(trimmed, &ret_value->boolean);
        break;
    }
    if (error != ERROR_NONE) return error;
    if (!is_right) return refuse_type(field, problems);
    return field_check(field, *ret_value, problems);
}
