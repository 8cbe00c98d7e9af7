// SPDX-License-Identifier: Apache-2.0
// Periods of amounts, and how they compare.
#include "offer/amount.h"

#include "format/web_address.h"

static const struct choice amount_periods_choices[PERIOD_COUNT] = {
    [PERIOD_ONCE] = {"once", "Once"},
    [PERIOD_USE] = {"use", "Per use"},
    [PERIOD_HOUR] = {"hour", "Hour"},
    [PERIOD_DAY] = {"day", "Day"},
    [PERIOD_WEEK] = {"week", "Week"},
    [PERIOD_MONTH] = {"month", "Month"},
    [PERIOD_QUARTER] = {"quarter", "Quarter"},
    [PERIOD_HALF_YEAR] = {"half_year", "Half-year"},
    [PERIOD_YEAR] = {"year", "Year"},
};
const struct choice_list amount_periods = {"billing_period", amount_periods_choices, PERIOD_COUNT};

bool amount_monthly(int64_t amount, enum amount_period period, int64_t *ret_monthly)
{
    // A year is twelve months, 52 weeks, 365 days.
    static const int64_t a_year[PERIOD_COUNT] = {[PERIOD_HOUR] = 8760,
        [PERIOD_DAY] = 365,
        [PERIOD_WEEK] = 52,
        [PERIOD_MONTH] = 12,
        [PERIOD_QUARTER] = 4,
        [PERIOD_HALF_YEAR] = 2,
        [PERIOD_YEAR] = 1};
    int64_t yearly;
    if (a_year[period] == 0 || amount < 0 || __builtin_mul_overflow(amount, a_year[period], &yearly))
        return false;
    *ret_monthly = yearly / 12 + (yearly % 12 >= 6);
    return true;
}

bool amount_link_is_shaped(struct text text)
{
    struct web_address address;
    return web_address_parse(text, &address);
}
