// SPDX-License-Identifier: Apache-2.0
// Texts: comparing, splitting, parsing of integers, UTF-8 and folding.
#include "base/random.h"
#include "unit.h"

static const struct text nothing = {NULL, 0};
static const struct text constant = TEXT_CONSTANT("fixed");

static void texts_are_compared_by_length_and_bytes(void **state)
{
    (void)state;
    assert_true(text_equal(TEXT("abc"), text_from("abc")));
    assert_true(text_equal(constant, TEXT("fixed")));
    assert_false(text_equal(TEXT("abc"), TEXT("abd")));
    assert_false(text_equal(TEXT("abc"), TEXT("ab")));
    assert_true(text_equal(nothing, TEXT("")));
    assert_true(text_equal(text_from(NULL), nothing));
    assert_true(text_is(TEXT("a"), "a"));
    assert_false(text_is(TEXT("a\0b"), "a"));
    assert_true(text_is_empty(nothing));
    assert_true(text_equal_fold(TEXT("PROD-1z"), TEXT("prod-1Z")));
    assert_false(text_equal_fold(TEXT("@"), TEXT("`"))); // one bit apart, like A and a
    assert_false(text_equal_fold(TEXT("["), TEXT("{")));
    assert_true(text_prefix(TEXT("tdm_x"), TEXT("tdm_")));
    assert_false(text_prefix(TEXT("tdm"), TEXT("tdm_")));
    assert_true(text_prefix(nothing, nothing));
}

static void the_order_is_that_of_the_bytes(void **state)
{
    (void)state;
    assert_true(text_compare(TEXT("a"), TEXT("b")) < 0);
    assert_true(text_compare(TEXT("ab"), TEXT("a")) > 0);
    assert_true(text_compare(TEXT(""), TEXT("a")) < 0);
    assert_int_equal(text_compare(nothing, TEXT("")), 0);
    assert_true(text_compare(TEXT("\xC3\xA4"), TEXT("z")) > 0);
}

static void trimming_takes_white_space_from_the_ends(void **state)
{
    (void)state;
    assert_text_equal(text_trim(TEXT(" \t\r\n a b \v\f")), "a b");
    assert_text_equal(text_trim(TEXT("   ")), "");
    assert_text_equal(text_trim(nothing), "");
}

static void splitting_gives_every_part_also_empty_ones(void **state)
{
    (void)state;
    struct text rest = TEXT("a,,b,"), part;
    const char *const parts[] = {"a", "", "b", ""};
    for (size_t i = 0; i < 4; i++) {
        assert_true(text_split(&rest, ',', &part));
        assert_text_equal(part, parts[i]);
    }
    assert_false(text_split(&rest, ',', &part));
    rest = TEXT("");
    assert_true(text_split(&rest, ',', &part));
    assert_false(text_split(&rest, ',', &part));
    assert_int_equal(text_find(TEXT("abc"), 'c'), 2);
    assert_int_equal(text_find(TEXT("abc"), 'd'), 3);
    assert_int_equal(text_find(nothing, 'd'), 0);
}

static void integers_are_parsed_whole_or_not_at_all(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool is_accepted;
        int64_t value;
    } cases[] = {{"0", true, 0}, {"42", true, 42}, {"-42", true, -42}, {"+7", true, 7}, {"007", true, 7},
        {"9223372036854775807", true, INT64_MAX}, {"-9223372036854775808", true, INT64_MIN},
        {"9223372036854775808", false, 0}, {"-9223372036854775809", false, 0},
        {"99999999999999999999999", false, 0}, {"", false, 0}, {"-", false, 0}, {"+", false, 0},
        {"--1", false, 0}, {" 1", false, 0}, {"1 ", false, 0}, {"1.0", false, 0}, {"1e3", false, 0},
        {"0x10", false, 0}, {"a", false, 0}};
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        int64_t value = 0;
        bool is_accepted = text_parse_integer(text_from(cases[i].text), INT64_MIN, INT64_MAX, &value);
        if (is_accepted != cases[i].is_accepted || value != cases[i].value)
            fail_msg("\"%s\" gives %d %lld", cases[i].text, is_accepted, (long long)value);
    }
    int64_t value = 5;
    assert_false(text_parse_integer(TEXT("101"), 0, 100, &value));
    assert_false(text_parse_integer(TEXT("-1"), 0, 100, &value));
    assert_int_equal(value, 5);
    assert_true(text_parse_integer(TEXT("100"), 0, 100, &value));
}

static void printed_integers_read_back(void **state)
{
    (void)state;
    struct random_stream stream;
    random_stream_init(&stream, 1);
    for (int i = 0; i < 20000; i++) {
        int64_t value = (int64_t)(random_stream_next(&stream) >> random_stream_below(&stream, 64)), again = 0;
        char digits[32];
        snprintf(digits, sizeof(digits), "%lld", (long long)value);
        assert_true(text_parse_integer(text_from(digits), INT64_MIN, INT64_MAX, &again));
        assert_true(again == value);
    }
}

static void only_the_shortest_utf_8_is_valid(void **state)
{
    (void)state;
    static const char *const valid[] = {"", "plain ascii, longer than eight bytes", "\xC2\x80", "\xDF\xBF",
        "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80", "\xEF\xBF\xBF", "\xF0\x90\x80\x80",
        "\xF4\x8F\xBF\xBF"};
    static const struct {
        const char *text;
        size_t span;
    } invalid[] = {{"\x80", 0}, {"\xBF", 0}, {"\xC0\x80", 0}, {"\xC1\xBF", 0}, {"\xC2", 0}, {"\xC2 ", 0},
        {"\xE0\x9F\xBF", 0}, {"\xE2\x82", 0}, {"\xE2\x82 ", 0}, {"\xED\xA0\x80", 0}, {"\xF0\x8F\xBF\xBF", 0},
        {"\xF4\x90\x80\x80", 0}, {"\xF5\x80\x80\x80", 0}, {"\xFF", 0}, {"\xFE", 0},
        {"12345678901\xE9t\xE9", 11}, {"\xC3\xA9\xC3", 2}, {"1234567\xC3\xA9 \xFF", 10}};
    for (size_t i = 0; i < sizeof(valid) / sizeof(*valid); i++)
        assert_true(text_is_utf8(text_from(valid[i])));
    for (size_t i = 0; i < sizeof(invalid) / sizeof(*invalid); i++) {
        assert_false(text_is_utf8(text_from(invalid[i].text)));
        assert_int_equal(text_utf8_span(text_from(invalid[i].text)), invalid[i].span);
    }
    assert_true(text_is_utf8(TEXT("a\0b")));
    assert_int_equal(text_characters(TEXT("\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80!")), 4);
}

static void folding_makes_names_comparable(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 1 << 20);
    assert_text_equal(text_fold(TEXT("  Ana \t Maria\xC2\xA0 KOVAC\xC2\xA0"), &arena), "ana maria kovac");
    assert_text_equal(text_fold(TEXT("\xC3\x89 x"), &arena), "\xC3\x89 x");
    assert_text_equal(text_fold(TEXT(" \t "), &arena), "");
    assert_text_equal(text_fold(nothing, &arena), "");
    assert_string_equal(text_copy((struct text){"abcdef", 3}, &arena), "abc");
    arena_free(&arena);
    arena_init(&arena, 0);
    assert_null(text_fold(TEXT("a"), &arena).data);
}

static void the_hash_depends_on_every_byte_and_the_length(void **state)
{
    (void)state;
    char bytes[40] = {0};
    uint64_t seen[41 + 320];
    size_t count = 0;
    for (size_t length = 0; length <= 40; length++)
        seen[count++] = text_hash((struct text){bytes, length});
    for (size_t bit = 0; bit < 320; bit++) {
        bytes[bit / 8] = (char)(bytes[bit / 8] ^ 1 << bit % 8);
        seen[count++] = text_hash((struct text){bytes, 40});
        bytes[bit / 8] = (char)(bytes[bit / 8] ^ 1 << bit % 8);
    }
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < i; j++)
            assert_true(seen[i] != seen[j]);
    assert_true(text_hash(nothing) == text_hash(TEXT("")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_compared_by_length_and_bytes),
        cmocka_unit_test(the_order_is_that_of_the_bytes),
        cmocka_unit_test(trimming_takes_white_space_from_the_ends),
        cmocka_unit_test(splitting_gives_every_part_also_empty_ones),
        cmocka_unit_test(integers_are_parsed_whole_or_not_at_all),
        cmocka_unit_test(printed_integers_read_back),
        cmocka_unit_test(only_the_shortest_utf_8_is_valid),
        cmocka_unit_test(folding_makes_names_comparable),
        cmocka_unit_test(the_hash_depends_on_every_byte_and_the_length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
