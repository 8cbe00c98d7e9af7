// SPDX-License-Identifier: Apache-2.0
// Dates, instants, decimals, integers: whatever is accepted prints to something that reads back as the same
// value.
#include "target.h"

#include "base/calendar.h"
#include "base/decimal.h"

static void try_calendar(struct text text)
{
    int32_t days, days_again;
    int64_t instant, instant_again;
    char date[CALENDAR_DATE_SIZE], printed[CALENDAR_INSTANT_SIZE];
    if (calendar_parse_date(text, &days)) {
        calendar_print_date(days, date);
        REQUIRE(text_is(text, date));
        REQUIRE(calendar_parse_date(text_from(date), &days_again) && days_again == days);
    }
    if (calendar_parse_instant(text, &instant)) {
        calendar_print_instant(instant, printed);
        REQUIRE(strlen(printed) == CALENDAR_INSTANT_SIZE - 1);
        REQUIRE(calendar_parse_instant(text_from(printed), &instant_again) && instant_again == instant);
        REQUIRE(
            calendar_day_of(instant) >= CALENDAR_FIRST_DAY && calendar_day_of(instant) <= CALENDAR_LAST_DAY);
    }
}

static void try_numbers(struct text text)
{
    int64_t value, again;
    char printed[DECIMAL_PRINT_SIZE];
    for (unsigned scale = 0; scale <= DECIMAL_SCALE_MAXIMUM; scale++) {
        if (!decimal_parse(text, scale, &value)) continue;
        decimal_print(value, scale, printed);
        REQUIRE(decimal_parse(text_from(printed), scale, &again) && again == value);
    }
    if (text_parse_integer(text, INT64_MIN, INT64_MAX, &value)) {
        REQUIRE(decimal_parse(text, 0, &again) && again == value);
        REQUIRE(!text_parse_integer(text, value, value - (value > INT64_MIN), &again) || value == INT64_MIN);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct text text = {(const char *)data, size};
    try_calendar(text);
    try_numbers(text);
    return 0;
}
