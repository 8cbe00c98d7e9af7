// SPDX-License-Identifier: Apache-2.0
// Encodings: detection, conversion, and what is said about bytes that do not fit.
#include "base/random.h"
#include "format/encoding.h"
#include "unit.h"

#define TEXT_UTF_16LE "N\0a\0m\0e\0,\0\xAC\x20=\xD8\x00\xDE\r\0\n\0"
#define TEXT_UTF_16BE "\0N\0a\0m\0e\0,\x20\xAC\xD8=\xDE\x00\0\r\0\n"
#define TEXT_UTF_8 "Name,\xE2\x82\xAC\xF0\x9F\x98\x80\r\n"

static void expect(struct text content, enum encoding detected, const char *decoded)
{
    char *owned;
    struct text text;
    assert_string_equal(encoding_name(encoding_detect(content)), encoding_name(detected));
    assert_int_equal(encoding_decode(content, ENCODING_DETECT, NULL, &owned, &text), ERROR_NONE);
    assert_text_equal(text, decoded);
    assert_int_equal(owned != NULL, detected != ENCODING_UTF_8);
    allocation_release(owned);
}

static void encodings_are_detected_with_and_without_a_mark(void **state)
{
    (void)state;
    expect(TEXT(TEXT_UTF_8), ENCODING_UTF_8, TEXT_UTF_8);
    expect(TEXT("\xEF\xBB\xBF" TEXT_UTF_8), ENCODING_UTF_8, TEXT_UTF_8);
    expect(TEXT(TEXT_UTF_16LE), ENCODING_UTF_16LE, TEXT_UTF_8);
    expect(TEXT("\xFF\xFE" TEXT_UTF_16LE), ENCODING_UTF_16LE, TEXT_UTF_8);
    expect(TEXT(TEXT_UTF_16BE), ENCODING_UTF_16BE, TEXT_UTF_8);
    expect(TEXT("\xFE\xFF" TEXT_UTF_16BE), ENCODING_UTF_16BE, TEXT_UTF_8);
    expect(TEXT(""), ENCODING_UTF_8, "");
    expect(TEXT("\xEF\xBB\xBF"), ENCODING_UTF_8, "");
    expect(TEXT("\xFF\xFE"), ENCODING_UTF_16LE, "");
    expect((struct text){NULL, 0}, ENCODING_UTF_8, "");
    expect(TEXT("a"), ENCODING_UTF_8, "a");
}

static void windows_1252_is_decoded_on_request(void **state)
{
    (void)state;
    char *owned;
    struct text text;
    assert_int_equal(
        encoding_decode(TEXT("caf\xE9 \x80 \x9F\x81"), ENCODING_WINDOWS_1252, NULL, &owned, &text),
        ERROR_NONE);
    assert_text_equal(text, "caf\xC3\xA9 \xE2\x82\xAC \xC5\xB8\xC2\x81");
    allocation_release(owned);
}

static void names_are_recognised(void **state)
{
    (void)state;
    enum encoding encoding = ENCODING_DETECT;
    assert_true(encoding_from_name(TEXT("Windows-1252"), &encoding));
    assert_int_equal(encoding, ENCODING_WINDOWS_1252);
    assert_true(encoding_from_name(TEXT("utf-16le"), &encoding));
    assert_int_equal(encoding, ENCODING_UTF_16LE);
    assert_false(encoding_from_name(TEXT("latin"), &encoding));
}

static void bytes_that_do_not_fit_are_named_with_their_line(void **state)
{
    (void)state;
    static const struct {
        struct text content;
        long line;
        const char *message;
    } cases[] = {
        {TEXT_CONSTANT("a\r\nb\rc\ncaf\xE9"), 4, "byte 11 is 0xE9"},
        {TEXT_CONSTANT("\xEF\xBB\xBF\xFF"), 1, "byte 4 is 0xFF"},
        {TEXT_CONSTANT("a\nb\0c,d,e,f,g,h,i,j,k,l"), 2, "nul character"},
        {TEXT_CONSTANT("\xFF\xFE"
                       "a\0\n\0\x3D\xD8"
                       "a\0"),
            2, "half a character at byte 7"},
        {TEXT_CONSTANT("\xFF\xFE"
                       "a\0\x00\xDE"),
            1, "half a character at byte 5"},
        {TEXT_CONSTANT("\xFF\xFE"
                       "a\0b"),
            1, "half a character at byte 5"},
        {TEXT_CONSTANT("\xFF\xFE\0\0"), 1, "nul character"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct arena arena;
        struct problem_list problems;
        char *owned;
        struct text text;
        arena_init(&arena, 1 << 20);
        problem_list_init(&problems, &arena);
        enum error error = encoding_decode(cases[i].content, ENCODING_DETECT, &problems, &owned, &text);
        assert_int_equal(error, ERROR_SYNTAX);
        assert_null(owned);
        assert_int_equal(problems.count, 1);
        if (problems.first->line != cases[i].line || !strstr(problems.first->message, cases[i].message))
            fail_msg("case %zu: line %ld, %s", i, problems.first->line, problems.first->message);
        arena_free(&arena);
    }
    assert_int_equal(allocation_count(), 0);
}

static char *encode_utf_16(uint32_t point, bool is_big_endian, char *place)
{
    uint32_t units[2] = {point, 0};
    size_t count = 1;
    if (point >= 0x10000) {
        units[0] = 0xD800 + ((point - 0x10000) >> 10);
        units[1] = 0xDC00 + ((point - 0x10000) & 0x3FF);
        count = 2;
    }
    for (size_t i = 0; i < count; i++) {
        *place++ = (char)(is_big_endian ? units[i] >> 8 : units[i] & 0xFF);
        *place++ = (char)(is_big_endian ? units[i] & 0xFF : units[i] >> 8);
    }
    return place;
}

static void every_character_survives_utf_16(void **state)
{
    (void)state;
    for (uint32_t point = 1; point < 0x110000; point += point < 0x3000 ? 1 : 97) {
        if (point >= 0xD800 && point < 0xE000) continue;
        for (int is_big_endian = 0; is_big_endian < 2; is_big_endian++) {
            char content[4], *owned;
            struct text text;
            size_t length = (size_t)(encode_utf_16(point, is_big_endian, content) - content);
            if (point == 0xFEFF) continue; // at the start it is the mark
            enum encoding encoding = is_big_endian ? ENCODING_UTF_16BE : ENCODING_UTF_16LE;
            assert_int_equal(
                encoding_decode((struct text){content, length}, encoding, NULL, &owned, &text), ERROR_NONE);
            assert_true(text_is_utf8(text));
            assert_int_equal(text_characters(text), 1);
            uint32_t again = (unsigned char)text.data[0];
            if (text.length > 1) again &= 0x7Fu >> text.length;
            for (size_t i = 1; i < text.length; i++)
                again = again << 6 | ((unsigned char)text.data[i] & 0x3F);
            assert_int_equal(again, point);
            allocation_release(owned);
        }
    }
}

static enum error decode(void *context)
{
    char *owned;
    struct text text;
    (void)context;
    enum error error = encoding_decode(TEXT(TEXT_UTF_16LE), ENCODING_DETECT, NULL, &owned, &text);
    allocation_release(owned);
    if (!error) error = encoding_decode(TEXT("\xE9"), ENCODING_WINDOWS_1252, NULL, &owned, &text);
    allocation_release(owned);
    return error;
}

static void decoding_survives_every_allocation_failing(void **state)
{
    (void)state;
    assert_int_equal(torture(decode, NULL), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(encodings_are_detected_with_and_without_a_mark),
        cmocka_unit_test(windows_1252_is_decoded_on_request),
        cmocka_unit_test(names_are_recognised),
        cmocka_unit_test(bytes_that_do_not_fit_are_named_with_their_line),
        cmocka_unit_test(every_character_survives_utf_16),
        cmocka_unit_test(decoding_survives_every_allocation_failing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
