// SPDX-License-Identifier: Apache-2.0
// Dates and instants: every day there is, known instants, refusals, and the clock of the tests.
#include "base/calendar.h"
#include "base/random.h"
#include "unit.h"

static int32_t day(const char *text)
{
    int32_t days = INT32_MIN;
    if (!calendar_parse_date(text_from(text), &days)) fail_msg("%s is refused", text);
    return days;
}

static void known_days_have_their_numbers(void **state)
{
    (void)state;
    assert_int_equal(day("1970-01-01"), 0);
    assert_int_equal(day("1969-12-31"), -1);
    assert_int_equal(day("2000-03-01"), 11017);
    assert_int_equal(day("2026-11-22"), 20779);
    assert_int_equal(day("0001-01-01"), CALENDAR_FIRST_DAY);
    assert_int_equal(day("9999-12-31"), CALENDAR_LAST_DAY);
}

// Walks through the calendar as a person would, so the arithmetic is checked against something else than
// itself.
static void every_day_prints_and_reads_back(void **state)
{
    (void)state;
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int year = 1, month = 1, date = 1;
    for (int32_t days = CALENDAR_FIRST_DAY; days <= CALENDAR_LAST_DAY; days++) {
        char expected[40], out[CALENDAR_DATE_SIZE];
        snprintf(expected, sizeof(expected), "%04d-%02d-%02d", year, month, date);
        calendar_print_date(days, out);
        int32_t again = 0;
        if (memcmp(out, expected, sizeof(out)) != 0 || !calendar_parse_date(text_from(out), &again) ||
            again != days)
            fail_msg("day %d is %s, expected %s, read back as %d", days, out, expected, again);
        bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        if (++date > lengths[month - 1] + (month == 2 && is_leap)) {
            date = 1;
            if (++month > 12) {
                month = 1;
                year++;
            }
        }
    }
    assert_int_equal(year, 10000);
}

static void days_that_do_not_exist_are_refused(void **state)
{
    (void)state;
    static const char *const refused[] = {"", "2026", "2026-1-1", "2026-02-29", "2100-02-29", "1900-02-29",
        "2026-00-10", "2026-13-01", "2026-04-31", "2026-01-00", "2026-01-32", "0000-01-01", "-001-01-01",
        "2026/01/01", "2026-01-01 ", " 2026-01-01", "20260101", "2026-01-1x", "10000-01-01", "2026-+1-01"};
    int32_t days;
    for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++)
        if (calendar_parse_date(text_from(refused[i]), &days)) fail_msg("\"%s\" is taken", refused[i]);
    assert_true(calendar_parse_date(TEXT("2000-02-29"), &days));
    assert_true(calendar_parse_date(TEXT("2024-02-29"), &days));
    char out[CALENDAR_DATE_SIZE];
    calendar_print_date(CALENDAR_FIRST_DAY - 1, out);
    assert_string_equal(out, "");
    calendar_print_date(INT32_MAX, out);
    assert_string_equal(out, "");
}

static void instants_follow_rfc_3339(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *printed; // NULL when refused
    } cases[] = {
        {"2026-11-22T01:53:35.123Z", "2026-11-22T01:53:35.123Z"},
        {"2026-11-22t01:53:35z", "2026-11-22T01:53:35.000Z"},
        {"2026-11-22 01:53:35Z", "2026-11-22T01:53:35.000Z"},
        {"2026-11-22T01:53:35.1239999999Z", "2026-11-22T01:53:35.123Z"},
        {"2026-11-22T01:53:35.5Z", "2026-11-22T01:53:35.500Z"},
        {"2026-11-22T01:53:35+01:00", "2026-11-22T00:53:35.000Z"},
        {"2026-11-22T01:53:35-08:30", "2026-11-22T10:23:35.000Z"},
        {"2026-01-01T00:30:00+01:00", "2025-12-31T23:30:00.000Z"},
        {"1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"},
        {"1990-12-31T23:59:60Z", "1991-01-01T00:00:00.000Z"},
        {"1990-12-31T15:59:60-08:00", "1991-01-01T00:00:00.000Z"},
        {"0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z"},
        {"9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"},
        {"0001-01-01T00:00:00+00:01", NULL},
        {"9999-12-31T23:59:59-00:01", NULL},
        {"9999-12-31T23:59:60Z", NULL},
        {"1990-12-31T22:59:60Z", NULL},
        {"2026-11-22T24:00:00Z", NULL},
        {"2026-11-22T01:60:00Z", NULL},
        {"2026-11-22T01:53:61Z", NULL},
        {"2026-11-22T01:53Z", NULL},
        {"2026-11-22T01:53:35", NULL},
        {"2026-11-22T01:53:35.Z", NULL},
        {"2026-11-22T01:53:35,1Z", NULL},
        {"2026-11-22T01:53:35+0100", NULL},
        {"2026-11-22T01:53:35+24:00", NULL},
        {"2026-11-22T01:53:35Z ", NULL},
        {"2026-11-22_01:53:35Z", NULL},
        {"2026-02-30T01:53:35Z", NULL},
        {"2026-11-22", NULL},
        {"2026-11-22T", NULL},
        {"", NULL},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        int64_t instant;
        char out[CALENDAR_INSTANT_SIZE] = "refused";
        if (calendar_parse_instant(text_from(cases[i].text), &instant)) calendar_print_instant(instant, out);
        const char *expected = cases[i].printed ? cases[i].printed : "refused";
        if (strcmp(out, expected) != 0)
            fail_msg("\"%s\" gives %s, expected %s", cases[i].text, out, expected);
    }
}

static void instants_print_and_read_back(void **state)
{
    (void)state;
    struct random_stream stream;
    random_stream_init(&stream, 3);
    uint64_t range = (uint64_t)(CALENDAR_LAST_INSTANT - CALENDAR_FIRST_INSTANT) + 1;
    for (int i = 0; i < 50000; i++) {
        int64_t instant = CALENDAR_FIRST_INSTANT + (int64_t)random_stream_below(&stream, range), again = 0;
        char out[CALENDAR_INSTANT_SIZE];
        calendar_print_instant(instant, out);
        assert_true(calendar_parse_instant(text_from(out), &again));
        assert_true(again == instant);
    }
    char out[CALENDAR_INSTANT_SIZE];
    calendar_print_instant(INT64_MIN, out);
    assert_string_equal(out, "");
    calendar_print_instant(CALENDAR_LAST_INSTANT + 1, out);
    assert_string_equal(out, "");
}

static void the_clock_can_be_set(void **state)
{
    (void)state;
    calendar_set_clock(CALENDAR_DAY_MS * 20779 + 5);
    assert_int_equal(calendar_now(), CALENDAR_DAY_MS * 20779 + 5);
    assert_int_equal(calendar_today(), 20779);
    calendar_set_clock(-1);
    assert_int_equal(calendar_today(), -1);
    calendar_set_clock(0);
    assert_true(calendar_now() > day("2020-01-01") * CALENDAR_DAY_MS);
    assert_int_equal(calendar_day_of(CALENDAR_DAY_MS), 1);
    assert_int_equal(calendar_day_of(CALENDAR_DAY_MS - 1), 0);
    assert_int_equal(calendar_day_of(-CALENDAR_DAY_MS), -1);
    int64_t before = calendar_monotonic();
    assert_true(calendar_monotonic() >= before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_days_have_their_numbers),
        cmocka_unit_test(every_day_prints_and_reads_back),
        cmocka_unit_test(days_that_do_not_exist_are_refused),
        cmocka_unit_test(instants_follow_rfc_3339),
        cmocka_unit_test(instants_print_and_read_back),
        cmocka_unit_test(the_clock_can_be_set),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
