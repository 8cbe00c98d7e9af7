// SPDX-License-Identifier: Apache-2.0
// Fields: what each type reads, refuses and says, and that printing and reading are each other's inverse.
#include "model/field.h"

#include "base/calendar.h"
#include "base/random.h"
#include "model/permission.h"
#include "unit.h"

#include <float.h>
#include <math.h>

static const struct choice colour_choices[] = {{"red", "Red"}, {"green", "Green"}, {"blue", "Blue"}};
static const struct choice_list colours = {"colour", colour_choices, 3};

enum {
    TEXT_FIELD,
    MARKDOWN,
    INTEGER,
    PERCENT,
    DECIMAL,
    REAL,
    BOOLEAN,
    DATE,
    INSTANT,
    CHOICE,
    CHOICES,
    REFERENCE,
    JSON,
    REQUIRED,
    EMAIL,
    DEFAULTED,
    FIELDS
};

static const struct field fields[FIELDS] = {
    [TEXT_FIELD] = {.name = "text", .type = FIELD_TEXT, .minimum = 0, .maximum = 10},
    [MARKDOWN] = {.name = "markdown", .type = FIELD_MARKDOWN},
    [INTEGER] = {.name = "integer", .type = FIELD_INTEGER},
    [PERCENT] = {.name = "percent", .type = FIELD_INTEGER, .maximum = 100},
    [DECIMAL] = {.name = "decimal", .type = FIELD_DECIMAL, .scale = 2, .maximum = 16800},
    [REAL] = {.name = "real", .type = FIELD_REAL},
    [BOOLEAN] = {.name = "boolean", .type = FIELD_BOOLEAN},
    [DATE] = {.name = "date", .type = FIELD_DATE},
    [INSTANT] = {.name = "instant", .type = FIELD_INSTANT},
    [CHOICE] = {.name = "choice", .type = FIELD_CHOICE, .choices = &colours},
    [CHOICES] = {.name = "choices", .type = FIELD_CHOICES, .choices = &colours},
    [REFERENCE] = {.name = "reference", .type = FIELD_REFERENCE},
    [JSON] = {.name = "json", .type = FIELD_JSON},
    [REQUIRED] =
        {.name = "required", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .minimum = 2, .maximum = 5},
    [EMAIL] = {.name = "email",
        .type = FIELD_TEXT,
        .accepts = email_is_shaped,
        .pattern_help = "an e-mail address"},
    [DEFAULTED] = {.name = "defaulted", .type = FIELD_CHOICE, .choices = &colours, .default_code = "green"},
};

// What a text reads as, printed again; or the message of the refusal.
struct sample {
    int field;
    const char *input;
    const char *printed; // NULL: refused
    const char *message;
};

static const struct sample samples[] = {
    {TEXT_FIELD, "plain", "plain", NULL},
    {TEXT_FIELD, "  trimmed ", "trimmed", NULL},
    {TEXT_FIELD, "", "", NULL},
    {TEXT_FIELD, " \t ", "", NULL},
    {TEXT_FIELD, "0123456789", "0123456789", NULL},
    {TEXT_FIELD, "0123456789a", NULL, "Must be at most 10 bytes long, and is 11."},
    {TEXT_FIELD, "two\nlines", NULL, "Must be one line without control characters."},
    {TEXT_FIELD, "bell\a", NULL, "Must be one line without control characters."},
    {TEXT_FIELD, "\xff", NULL, "Must be valid UTF-8."},
    {MARKDOWN, "# two\n\nlines\t", "# two\n\nlines\t", NULL},
    {MARKDOWN, "escape\033[m", NULL, "Must not hold control characters."},
    {INTEGER, "-12", "-12", NULL},
    {INTEGER, " 7 ", "7", NULL},
    {INTEGER, "9223372036854775807", "9223372036854775807", NULL},
    {INTEGER, "9223372036854775808", NULL, "Must be a whole number."},
    {INTEGER, "1.5", NULL, "Must be a whole number."},
    {INTEGER, "twelve", NULL, "Must be a whole number."},
    {PERCENT, "100", "100", NULL},
    {PERCENT, "101", NULL, "Must be from 0 to 100."},
    {PERCENT, "-1", NULL, "Must be from 0 to 100."},
    {DECIMAL, "37.5", "37.50", NULL},
    {DECIMAL, "168", "168.00", NULL},
    {DECIMAL, "168.01", NULL, "Must be from 0.00 to 168.00."},
    {DECIMAL, "1.234", NULL, "Must be a decimal number with at most 2 digits after the point."},
    {DECIMAL, "1,5", NULL, "Must be a decimal number with at most 2 digits after the point."},
    {REAL, "0.1", "0.1", NULL},
    {REAL, "-1e300", "-1e+300", NULL},
    {REAL, "1e999", NULL, "Must be a number."},
    {REAL, "nan", NULL, "Must be a number."},
    {REAL, "inf", NULL, "Must be a number."},
    {REAL, "0x10", NULL, "Must be a number."},
    {BOOLEAN, "TRUE", "true", NULL},
    {BOOLEAN, "yes", "true", NULL},
    {BOOLEAN, "0", "false", NULL},
    {BOOLEAN, "off", "false", NULL},
    {BOOLEAN, "", NULL, "Is required."},
    {BOOLEAN, "perhaps", NULL, "Must be true or false."},
    {DATE, "2024-02-29", "2024-02-29", NULL},
    {DATE, "2023-02-29", NULL, "Must be a day such as 2026-11-22."},
    {DATE, "22.11.2026", NULL, "Must be a day such as 2026-11-22."},
    {INSTANT, "2026-11-22T10:00:00+01:00", "2026-11-22T09:00:00.000Z", NULL},
    {INSTANT, "2026-11-22", NULL, "Must be a date and time such as 2026-11-22T09:30:00Z."},
    {CHOICE, "green", "green", NULL},
    {CHOICE, "", "", NULL},
    {CHOICE, "Green", NULL, "\"Green\" is not one of: red, green, blue."},
    {CHOICES, "blue, red", "red,blue", NULL},
    {CHOICES, "red;red;", "red", NULL},
    {CHOICES, ",", "", NULL},
    {CHOICES, "red,pink", NULL, "\"pink\" is not one of: red, green, blue."},
    {REFERENCE, "PROD-12", "PROD-12", NULL},
    {REFERENCE, "prod-12", "PROD-12", NULL},
    {REFERENCE, "PROD-0", NULL, "Must be the key of a record, such as PROD-12."},
    {REFERENCE, "12", NULL, "Must be the key of a record, such as PROD-12."},
    {JSON, "{\"a\":[1]}", "{\"a\":[1]}", NULL},
    {REQUIRED, "", NULL, "Is required."},
    {REQUIRED, "a", NULL, "Must be 2 to 5 bytes long, and is 1."},
    {REQUIRED, "ab", "ab", NULL},
    {EMAIL, "ada@example.org", "ada@example.org", NULL},
    {EMAIL, "ada", NULL, "Must be an e-mail address."},
    {DEFAULTED, "", NULL, "Is required."},
};

static void texts_are_read_or_refused_with_a_reason(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
        const struct sample *sample = &samples[i];
        const struct field *field = &fields[sample->field];
        struct arena arena;
        arena_init(&arena, 1 << 20);
        struct problem_list problems;
        problem_list_init(&problems, &arena);
        struct value value;
        struct text printed = TEXT("");
        enum error error = field_parse(field, text_from(sample->input), &arena, &problems, &value);
        if (sample->printed) {
            if (error != ERROR_NONE) fail_msg("%s refuses \"%s\"", field->name, sample->input);
            assert_int_equal(problems.count, 0);
            assert_int_equal(field_print(field, value, &arena, &printed), ERROR_NONE);
            assert_text_equal(printed, sample->printed);
        } else {
            if (error != ERROR_INVALID) fail_msg("%s takes \"%s\"", field->name, sample->input);
            assert_int_equal(problems.count, 1);
            assert_string_equal(problems.first->field, field->name);
            assert_string_equal(problems.first->message, sample->message);
        }
        arena_free(&arena);
    }
}

static struct text random_line(
    struct random_stream *stream, struct arena *arena, size_t maximum, bool is_line)
{
    static const char *const pieces[] = {"a", "Z", "0", "-", "é", "漢", "\"", ",", "=", "'"};
    size_t length = random_stream_below(stream, maximum);
    char *data = arena_allocate(arena, maximum + 8);
    size_t used = 0;
    while (used < length) {
        const char *piece = pieces[random_stream_below(stream, sizeof pieces / sizeof pieces[0])];
        if (used > 0 && random_stream_below(stream, 8) == 0) piece = is_line ? " ," : "\n";
        if (used + strlen(piece) > maximum) break;
        memcpy(data + used, piece, strlen(piece));
        used += strlen(piece);
    }
    return (struct text){data, used};
}

static struct value random_value(int field, struct random_stream *stream, struct arena *arena)
{
    char *out = arena_allocate(arena, 64);
    switch (field) {
    case TEXT_FIELD: return value_text(random_line(stream, arena, 10, true));
    case MARKDOWN: return value_text(random_line(stream, arena, 200, false));
    case INTEGER: return value_integer((int64_t)random_stream_next(stream));
    case PERCENT: return value_integer((int64_t)random_stream_below(stream, 101));
    case DECIMAL: return value_integer((int64_t)random_stream_below(stream, 16801));
    case BOOLEAN: return value_boolean(random_stream_below(stream, 2) == 1);
    case REAL:
        for (;;) {
            uint64_t bits = random_stream_next(stream);
            double real;
            memcpy(&real, &bits, sizeof real);
            if (isfinite(real)) return value_real(real);
        }
    case DATE:
        calendar_print_date(
            (int32_t)(random_stream_below(stream, CALENDAR_LAST_DAY - CALENDAR_FIRST_DAY + 1)) +
                CALENDAR_FIRST_DAY,
            out);
        return value_string(out);
    case INSTANT:
        return value_integer(
            CALENDAR_FIRST_INSTANT + (int64_t)random_stream_below(stream,
                                         (uint64_t)(CALENDAR_LAST_INSTANT - CALENDAR_FIRST_INSTANT) + 1));
    case CHOICE:
    case DEFAULTED: return value_string(colour_choices[random_stream_below(stream, 3)].code);
    case CHOICES: {
        uint64_t set = 1 + random_stream_below(stream, 7);
        size_t used = 0;
        for (size_t i = 0; i < 3; i++) {
            if (!(set >> i & 1)) continue;
            used += (size_t)snprintf(out + used, 64 - used, "%s%s", used ? "," : "", colour_choices[i].code);
        }
        return value_string(out);
    }
    case REFERENCE:
        (void)snprintf(out, 64, "AB%c-%u", (char)('A' + random_stream_below(stream, 26)),
            1 + (unsigned)random_stream_below(stream, 1000000));
        return value_string(out);
    case JSON: return value_string("{\"a\": [1, null]}");
    case REQUIRED: return value_string("abc");
    default: return value_string("ada@example.org");
    }
}

static void printing_and_reading_are_inverse(void **state)
{
    (void)state;
    struct random_stream stream;
    random_stream_init(&stream, 20261122);
    struct arena arena;
    arena_init(&arena, 1 << 20);
    for (int round = 0; round < 2000; round++) {
        for (int field = 0; field < FIELDS; field++) {
            struct problem_list problems;
            problem_list_init(&problems, &arena);
            struct value value = random_value(field, &stream, &arena), again;
            if (value.kind == VALUE_TEXT && text_is_empty(value.text)) value = value_null();
            struct text printed = TEXT("");
            if (field == MARKDOWN && value.kind == VALUE_TEXT && text_is_empty(text_trim(value.text)))
                continue;
            if (field == TEXT_FIELD && value.kind == VALUE_TEXT) value.text = text_trim(value.text);
            assert_int_equal(field_check(&fields[field], value, &problems), ERROR_NONE);
            assert_int_equal(field_print(&fields[field], value, &arena, &printed), ERROR_NONE);
            assert_int_equal(field_parse(&fields[field], printed, &arena, &problems, &again), ERROR_NONE);
            if (!value_equal(value, again)) fail_msg("%s: \"%.*s\"", fields[field].name, TEXT_PRINT(printed));
            arena_reset(&arena);
        }
    }
    arena_free(&arena);
}

// Values that come typed, from JSON or from code.
static void typed_values_are_checked(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 1 << 20);
    static const struct {
        int field;
        struct value value;
        bool is_right;
    } typed[] = {
        {TEXT_FIELD, {.kind = VALUE_NULL}, true},
        {TEXT_FIELD, {.kind = VALUE_INTEGER, .integer = 1}, false},
        {TEXT_FIELD, {.kind = VALUE_TEXT, .text = TEXT_CONSTANT(" a")}, false},
        {TEXT_FIELD, {.kind = VALUE_TEXT, .text = TEXT_CONSTANT("a ")}, false},
        {MARKDOWN, {.kind = VALUE_TEXT, .text = TEXT_CONSTANT(" a\n")}, true},
        {REQUIRED, {.kind = VALUE_NULL}, false},
        {REQUIRED, {.kind = VALUE_TEXT, .text = TEXT_CONSTANT("")}, false},
        {BOOLEAN, {.kind = VALUE_NULL}, false},
        {BOOLEAN, {.kind = VALUE_BOOLEAN, .boolean = true}, true},
        {BOOLEAN, {.kind = VALUE_TEXT, .text = TEXT_CONSTANT("true")}, false},
        {INTEGER, {.kind = VALUE_INTEGER, .integer = INT64_MIN}, true},
        {INTEGER, {.kind = VALUE_REAL, .real = 1.0}, false},
        {REAL, {.kind = VALUE_REAL, .real = DBL_MAX}, true},
        {REAL, {.kind = VALUE_REAL, .real = (double)INFINITY}, false},
        {REAL, {.kind = VALUE_REAL, .real = (double)NAN}, false},
        {INSTANT, {.kind = VALUE_INTEGER, .integer = CALENDAR_LAST_INSTANT}, true},
        {INSTANT, {.kind = VALUE_INTEGER, .integer = CALENDAR_LAST_INSTANT + 1}, false},
        {CHOICE, {.kind = VALUE_TEXT, .text = TEXT_CONSTANT("pink")}, false},
        {CHOICES, {.kind = VALUE_TEXT, .text = TEXT_CONSTANT("red,blue")}, true},
        {CHOICES, {.kind = VALUE_TEXT, .text = TEXT_CONSTANT("blue,red")}, false},
        {CHOICES, {.kind = VALUE_TEXT, .text = TEXT_CONSTANT("red,red")}, false},
        {CHOICES, {.kind = VALUE_TEXT, .text = TEXT_CONSTANT("red,")}, false},
        {REFERENCE, {.kind = VALUE_TEXT, .text = TEXT_CONSTANT("prod-1")}, false},
        {DATE, {.kind = VALUE_TEXT, .text = TEXT_CONSTANT("2026-13-01")}, false},
    };
    for (size_t i = 0; i < sizeof typed / sizeof typed[0]; i++) {
        struct problem_list problems;
        problem_list_init(&problems, &arena);
        enum error error = field_check(&fields[typed[i].field], typed[i].value, &problems);
        if ((error == ERROR_NONE) != typed[i].is_right)
            fail_msg("typed value %zu gives %s", i, error_name(error));
        assert_int_equal(problems.count, typed[i].is_right ? 0 : 1);
    }
    arena_free(&arena);
}

static void what_follows_from_flags(void **state)
{
    (void)state;
    assert_true(field_is_nullable(&fields[TEXT_FIELD]));
    assert_false(field_is_nullable(&fields[REQUIRED]));
    assert_false(field_is_nullable(&fields[DEFAULTED]));
    assert_false(field_is_nullable(&fields[BOOLEAN]));
    assert_true(field_is_textual(&fields[DATE]));
    assert_false(field_is_textual(&fields[INSTANT]));
    const struct field hidden = {.name = "hidden", .hidden_from = 1U << ACCESS_VIEWER};
    assert_true(field_is_hidden(&hidden, ACCESS_VIEWER));
    assert_false(field_is_hidden(&hidden, ACCESS_MEMBER));
    assert_false(field_is_hidden(&hidden, 99));
    assert_int_equal(choice_index(&colours, TEXT("blue")), 2);
    assert_int_equal(choice_index(&colours, TEXT("")), -1);
}

static enum error read_and_print(void *context)
{
    (void)context;
    struct arena arena;
    arena_init(&arena, 1 << 20);
    static const char *const inputs[] = {"blue,red", "prod-1", "12"};
    static const int kinds[] = {CHOICES, REFERENCE, INTEGER};
    enum error error = ERROR_NONE;
    for (size_t i = 0; i < 3 && error == ERROR_NONE; i++) {
        struct value value;
        struct text printed;
        error = field_parse(&fields[kinds[i]], text_from(inputs[i]), &arena, NULL, &value);
        if (error == ERROR_NONE) error = field_print(&fields[kinds[i]], value, &arena, &printed);
    }
    arena_free(&arena);
    return error;
}

static void memory_that_is_missing_is_said(void **state)
{
    (void)state;
    assert_true(torture(read_and_print, NULL) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_read_or_refused_with_a_reason),
        cmocka_unit_test(printing_and_reading_are_inverse),
        cmocka_unit_test(typed_values_are_checked),
        cmocka_unit_test(what_follows_from_flags),
        cmocka_unit_test(memory_that_is_missing_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
