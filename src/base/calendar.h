// SPDX-License-Identifier: Apache-2.0
// Days, instants and the clock. Everything is UTC and the Gregorian calendar, years 0001 to 9999.
//
// A date is the number of days since 1970-01-01, an instant the number of milliseconds since that midnight.
// calendar_now, calendar_today and calendar_monotonic are the only places where Tandem reads a clock.
#ifndef TANDEM_BASE_CALENDAR_H
#define TANDEM_BASE_CALENDAR_H

#include "base/attributes.h"
#include "base/text.h"

#define CALENDAR_DATE_SIZE 11        // 2026-11-22 and a nul
#define CALENDAR_INSTANT_SIZE 25     // 2026-11-22T01:53:35.123Z and a nul
#define CALENDAR_FIRST_DAY (-719162) // 0001-01-01
#define CALENDAR_LAST_DAY 2932896    // 9999-12-31
#define CALENDAR_DAY_MS INT64_C(86400000)
#define CALENDAR_FIRST_INSTANT (CALENDAR_FIRST_DAY * CALENDAR_DAY_MS)
#define CALENDAR_LAST_INSTANT ((CALENDAR_LAST_DAY + 1) * CALENDAR_DAY_MS - 1)

// Reads exactly YYYY-MM-DD, and only days that exist.
MUST_CHECK bool calendar_parse_date(struct text text, int32_t *ret_days);
// Writes YYYY-MM-DD, or the empty string for a day outside the years 0001 to 9999.
void calendar_print_date(int32_t days, char out[CALENDAR_DATE_SIZE]);

// Reads an RFC 3339 date and time with Z or an offset: 2026-11-22T01:53:35.123+01:00. A fraction of any
// length is cut to milliseconds; T and Z may be lower case; a leap second (23:59:60 UTC) counts as the second
// after it.
MUST_CHECK bool calendar_parse_instant(struct text text, int64_t *ret_instant);
// Writes 2026-11-22T01:53:35.123Z, or the empty string for an instant outside the years 0001 to 9999.
void calendar_print_instant(int64_t instant, char out[CALENDAR_INSTANT_SIZE]);
// The day of an instant, also before 1970.
int32_t calendar_day_of(int64_t instant);

// The current instant and day, in UTC.
int64_t calendar_now(void);
int32_t calendar_today(void);
// Microseconds of a clock that never jumps: only differences mean something.
int64_t calendar_monotonic(void);
// The same in seconds.
double calendar_seconds(void);
// For tests: calendar_now and calendar_today answer this instant from now on; 0 returns to the real clock.
void calendar_set_clock(int64_t instant);

#endif
