// SPDX-License-Identifier: Apache-2.0
// Decimals: what is taken, what is refused, and that printing and parsing are each other's inverse.
#include "base/decimal.h"
#include "base/random.h"
#include "unit.h"

struct sample {
    const char *text;
    unsigned scale;
    bool is_accepted;
    int64_t units;
};

static const struct sample samples[] = {
    {"37.50", 2, true, 3750},
    {"37.5", 2, true, 3750},
    {"37", 2, true, 3700},
    {"+37", 2, true, 3700},
    {"-0.05", 2, true, -5},
    {".5", 2, true, 50},
    {"-.5", 1, true, -5},
    {"007.10", 2, true, 710},
    {"12", 0, true, 12},
    {"0.000000000000000001", 18, true, 1},
    {"92233720368547758.07", 2, true, INT64_MAX},
    {"-92233720368547758.08", 2, true, INT64_MIN},
    {"9223372036854775807", 0, true, INT64_MAX},
    {"92233720368547758.08", 2, false, 0},
    {"-92233720368547758.09", 2, false, 0},
    {"92233720368547759", 2, false, 0},
    {"99999999999999999999", 0, false, 0},
    {"1.234", 2, false, 0},
    {"1.000", 2, false, 0},
    {"1.0", 0, false, 0},
    {"1.", 2, false, 0},
    {".", 2, false, 0},
    {"", 2, false, 0},
    {"-", 2, false, 0},
    {"+-1", 2, false, 0},
    {"1e3", 2, false, 0},
    {"1,5", 2, false, 0},
    {"1.2.3", 2, false, 0},
    {" 1", 2, false, 0},
    {"1 ", 2, false, 0},
    {"0x1", 2, false, 0},
    {"nan", 2, false, 0},
    {"1", 19, false, 0},
};

static void decimals_are_parsed_whole_or_not_at_all(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(samples) / sizeof(*samples); i++) {
        int64_t units = 0;
        bool is_accepted = decimal_parse(text_from(samples[i].text), samples[i].scale, &units);
        if (is_accepted != samples[i].is_accepted || units != samples[i].units)
            fail_msg("\"%s\" gives %d %lld", samples[i].text, is_accepted, (long long)units);
    }
    int64_t units;
    assert_false(decimal_parse((struct text){NULL, 0}, 2, &units));
}

static void decimals_are_printed_with_all_their_digits(void **state)
{
    (void)state;
    char out[DECIMAL_PRINT_SIZE];
    decimal_print(3750, 2, out);
    assert_string_equal(out, "37.50");
    decimal_print(-5, 2, out);
    assert_string_equal(out, "-0.05");
    decimal_print(0, 0, out);
    assert_string_equal(out, "0");
    decimal_print(0, 3, out);
    assert_string_equal(out, "0.000");
    decimal_print(-12, 0, out);
    assert_string_equal(out, "-12");
    decimal_print(INT64_MIN, 18, out);
    assert_string_equal(out, "-9.223372036854775808");
    decimal_print(INT64_MIN, 0, out);
    assert_string_equal(out, "-9223372036854775808");
}

static void printed_decimals_read_back(void **state)
{
    (void)state;
    struct random_stream stream;
    random_stream_init(&stream, 2);
    for (int i = 0; i < 50000; i++) {
        char out[DECIMAL_PRINT_SIZE];
        uint64_t bits = random_stream_next(&stream) >> random_stream_below(&stream, 64);
        int64_t units = random_stream_below(&stream, 2) ? (int64_t)bits : -(int64_t)(bits >> 1), again = 0;
        unsigned scale = (unsigned)random_stream_below(&stream, DECIMAL_SCALE_MAXIMUM + 1);
        decimal_print(units, scale, out);
        if (!decimal_parse(text_from(out), scale, &again) || again != units)
            fail_msg("%lld with scale %u became %s", (long long)units, scale, out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decimals_are_parsed_whole_or_not_at_all),
        cmocka_unit_test(decimals_are_printed_with_all_their_digits),
        cmocka_unit_test(printed_decimals_read_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
