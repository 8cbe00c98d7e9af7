// SPDX-License-Identifier: Apache-2.0
// Calendar arithmetic on years that begin in March, so that the leap day is the last of its year.
#include "base/calendar.h"

#include <stdatomic.h>

static atomic_llong fixed_clock;

struct day {
    int year, month, day;
};

static bool is_leap_year(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int days_in_month(int year, int month)
{
    static const unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap_year(year) ? 29 : days[month - 1];
}

// Counts the days of whole 400-year eras (146097 days each), then those inside the era. 719468 is 0000-03-01.
static int32_t days_of(struct day day)
{
    int year = day.month <= 2 ? day.year - 1 : day.year;
    int era = year / 400;
    int year_of_era = year - era * 400;
    int month_from_march = day.month > 2 ? day.month - 3 : day.month + 9;
    int day_of_year = (153 * month_from_march + 2) / 5 + day.day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

static struct day day_from(int32_t days)
{
    int shifted = days + 719468; // never negative from 0001-01-01 on
    int era = shifted / 146097;
    int day_of_era = shifted - era * 146097;
    int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int month_from_march = (5 * day_of_year + 2) / 153;
    int month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
    return (struct day){.year = year_of_era + era * 400 + (month <= 2),
        .month = month,
        .day = day_of_year - (153 * month_from_march + 2) / 5 + 1};
}

// Reads `count` digits at a position; false when one of them is something else.
static bool digits_at(struct text text, size_t position, size_t count, int *ret_value)
{
    if (position + count > text.length) return false;
    int value = 0;
    for (size_t i = position; i < position + count; i++) {
        if (text.data[i] < '0' || text.data[i] > '9') return false;
        value = value * 10 + (text.data[i] - '0');
    }
    *ret_value = value;
    return true;
}

bool calendar_parse_date(struct text text, int32_t *ret_days)
{
    struct day day;
    if (text.length != 10 || text.data[4] != '-' || text.data[7] != '-') return false;
    if (!digits_at(text, 0, 4, &day.year) || !digits_at(text, 5, 2, &day.month) ||
        !digits_at(text, 8, 2, &day.day))
        return false;
    if (day.year < 1 || day.month < 1 || day.month > 12 || day.day < 1 ||
        day.day > days_in_month(day.year, day.month))
        return false;
    *ret_days = days_of(day);
    return true;
}

// Writes `count` digits and returns the place after them.
static char *print_digits(char *place, int value, int count)
{
    for (int i = count - 1; i >= 0; i--, value /= 10)
        place[i] = (char)('0' + value % 10);
    return place + count;
}

void calendar_print_date(int32_t days, char out[CALENDAR_DATE_SIZE])
{
    out[0] = '\0';
    if (days < CALENDAR_FIRST_DAY || days > CALENDAR_LAST_DAY) return;
    struct day day = day_from(days);
    char *place = print_digits(out, day.year, 4);
    *place++ = '-';
    place = print_digits(place, day.month, 2);
    *place++ = '-';
    place = print_digits(place, day.day, 2);
    *place = '\0';
}

// Reads "Z" or "+HH:MM", the whole rest of the text, as minutes east of UTC.
static bool parse_offset(struct text text, int *ret_minutes)
{
    int hours, minutes;
    if (text.length == 1 && (text.data[0] == 'Z' || text.data[0] == 'z')) {
        *ret_minutes = 0;
        return true;
    }
    if (text.length != 6 || (text.data[0] != '+' && text.data[0] != '-') || text.data[3] != ':') return false;
    if (!digits_at(text, 1, 2, &hours) || !digits_at(text, 4, 2, &minutes) || hours > 23 || minutes > 59)
        return false;
    *ret_minutes = (hours * 60 + minutes) * (text.data[0] == '-' ? -1 : 1);
    return true;
}

// Reads HH:MM:SS[.fraction] at the front as milliseconds of the day; *ret_end is the position after it.
static bool parse_time(struct text text, int64_t *ret_ms, bool *ret_is_leap, size_t *ret_end)
{
    int hours, minutes, seconds, ms = 0;
    if (text.length < 8 || text.data[2] != ':' || text.data[5] != ':') return false;
    if (!digits_at(text, 0, 2, &hours) || !digits_at(text, 3, 2, &minutes) ||
        !digits_at(text, 6, 2, &seconds))
        return false;
    if (hours > 23 || minutes > 59 || seconds > 60) return false;
    size_t end = 8;
    if (end < text.length && text.data[end] == '.') {
        int unit = 100;
        size_t start = ++end;
        for (; end < text.length && text.data[end] >= '0' && text.data[end] <= '9'; end++, unit /= 10)
            ms += (text.data[end] - '0') * unit;
        if (end == start) return false;
    }
    *ret_is_leap = seconds == 60;
    *ret_ms = ((hours * 60 + minutes) * 60 + seconds) * INT64_C(1000) + ms;
    *ret_end = end;
    return true;
}

bool calendar_parse_instant(struct text text, int64_t *ret_instant)
{
    int32_t days;
    int64_t ms;
    int offset;
    bool is_leap;
    size_t end;
    if (text.length < 11 || !calendar_parse_date((struct text){text.data, 10}, &days)) return false;
    if (text.data[10] != 'T' && text.data[10] != 't' && text.data[10] != ' ') return false;
    struct text rest = {text.data + 11, text.length - 11};
    if (!parse_time(rest, &ms, &is_leap, &end)) return false;
    if (!parse_offset((struct text){rest.data + end, rest.length - end}, &offset)) return false;
    int64_t instant = days * CALENDAR_DAY_MS + ms - offset * INT64_C(60000);
    if (instant < CALENDAR_FIRST_INSTANT || instant > CALENDAR_LAST_INSTANT) return false;
    // Leap seconds are only ever inserted before midnight UTC.
    if (is_leap && (instant - ms % 1000) % CALENDAR_DAY_MS != 0) return false;
    *ret_instant = instant;
    return true;
}

int32_t calendar_day_of(int64_t instant)
{
    int64_t day = instant / CALENDAR_DAY_MS;
    return (int32_t)(instant % CALENDAR_DAY_MS < 0 ? day - 1 : day);
}

void calendar_print_instant(int64_t instant, char out[CALENDAR_INSTANT_SIZE])
{
    out[0] = '\0';
    if (instant < CALENDAR_FIRST_INSTANT || instant > CALENDAR_LAST_INSTANT) return;
    int32_t day = calendar_day_of(instant);
    int ms = (int)(instant - day * CALENDAR_DAY_MS);
    calendar_print_date(day, out);
    char *place = out + 10;
    *place++ = 'T';
    place = print_digits(place, ms / 3600000, 2);
    *place++ = ':';
    place = print_digits(place, ms / 60000 % 60, 2);
    *place++ = ':';
    place = print_digits(place, ms / 1000 % 60, 2);
    *place++ = '.';
    place = print_digits(place, ms % 1000, 3);
    *place++ = 'Z';
    *place = '\0';
}

int64_t calendar_now(void)
{
    int64_t fixed = atomic_load_explicit(&fixed_clock, memory_order_relaxed);
    if (fixed) return fixed;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int32_t calendar_today(void)
{
    return calendar_day_of(calendar_now());
}

int64_t calendar_monotonic(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

double calendar_seconds(void)
{
    return (double)calendar_monotonic() / 1e6;
}

void calendar_set_clock(int64_t instant)
{
    atomic_store_explicit(&fixed_clock, instant, memory_order_relaxed);
}
