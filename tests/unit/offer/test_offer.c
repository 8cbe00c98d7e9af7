// SPDX-License-Identifier: Apache-2.0
// What prices are made of: currencies, periods, links, values of features, and what contradicts itself.
#include "base/problem.h"
#include "offer/add_on_link.h"
#include "offer/amount.h"
#include "offer/currency.h"
#include "offer/plan_feature.h"
#include "offer/price_decision.h"
#include "offer/price_list.h"
#include "offer/price_point.h"
#include "unit.h"

static void currencies_are_those_of_iso_4217(void **state)
{
    (void)state;
    // The first, the last, the newest, and some between.
    static const char *const known[] = {"AED", "ZWG", "EUR", "USD", "JPY", "CHF", "BHD", "XOF", "VED"};
    // Withdrawn (HRK in 2023, SLL in 2024), metals, testing, wrong case and length.
    static const char *const unknown[] = {
        "HRK", "SLL", "DEM", "XAU", "XTS", "XXX", "eur", "Eur", "EU", "EURO", "", "AAA", "ZZZ"};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (!currency_is_known(text_from(known[i]))) fail_msg("%s", known[i]);
    for (size_t i = 0; i < sizeof unknown / sizeof unknown[0]; i++)
        if (currency_is_known(text_from(unknown[i]))) fail_msg("%s", unknown[i]);
}

static void periods_compare_by_the_month(void **state)
{
    (void)state;
    static const struct {
        int64_t amount;
        enum amount_period period;
        int64_t monthly;
    } cases[] = {
        {120000, PERIOD_MONTH, 120000},
        {120000, PERIOD_YEAR, 10000},
        {120000, PERIOD_HALF_YEAR, 20000},
        {120000, PERIOD_QUARTER, 40000},
        {120000, PERIOD_WEEK, 520000},
        {12, PERIOD_DAY, 365},
        {12, PERIOD_HOUR, 8760},
        {7, PERIOD_YEAR, 1}, // 0.58 of the smallest unit
        {5, PERIOD_YEAR, 0},
        {0, PERIOD_DAY, 0},
    };
    int64_t monthly;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_true(amount_monthly(cases[i].amount, cases[i].period, &monthly));
        assert_int_equal(monthly, cases[i].monthly);
    }
    assert_false(amount_monthly(1, PERIOD_ONCE, &monthly));
    assert_false(amount_monthly(1, PERIOD_USE, &monthly));
    assert_false(amount_monthly(INT64_MAX / 8000, PERIOD_HOUR, &monthly));
    assert_false(amount_monthly(-1, PERIOD_MONTH, &monthly));
}

static void links_are_whole_addresses(void **state)
{
    (void)state;
    assert_true(amount_link_is_shaped(TEXT("https://boily.example/prices?currency=eur")));
    assert_false(amount_link_is_shaped(TEXT("boily.example/prices")));
    assert_false(amount_link_is_shaped(TEXT("ftp://boily.example/prices")));
    assert_false(amount_link_is_shaped(TEXT("https://me@boily.example/")));
    assert_false(amount_link_is_shaped(TEXT("javascript:alert(1)")));
}

static void values_have_the_type_of_their_feature(void **state)
{
    (void)state;
    const char *right;
    assert_true(plan_feature_accepts(FEATURE_VALUE_BOOLEAN, TEXT("true"), &right));
    assert_false(plan_feature_accepts(FEATURE_VALUE_BOOLEAN, TEXT("yes"), &right));
    assert_true(plan_feature_accepts(FEATURE_VALUE_NUMERIC, TEXT("0.25"), &right));
    assert_true(plan_feature_accepts(FEATURE_VALUE_NUMERIC, TEXT("unlimited"), &right));
    assert_false(plan_feature_accepts(FEATURE_VALUE_NUMERIC, TEXT("1e3"), &right));
    assert_false(plan_feature_accepts(FEATURE_VALUE_NUMERIC, TEXT("many"), &right));
    assert_true(plan_feature_accepts(FEATURE_VALUE_TEXT, TEXT("on workdays"), &right));
}

#define SET(record, field, text_) record_set((record), (field), value_string(text_))

static enum error checked(const struct record *record, const struct record *stored, struct arena *arena,
    struct problem_list *problems)
{
    problem_list_init(problems, arena);
    return record->resource->check(record, stored, problems);
}

static void what_contradicts_itself_is_refused(void **state)
{
    (void)state;
    struct arena arena;
    struct problem_list problems;
    arena_init(&arena, 1 << 20);
    struct record *list = record_new(&price_list_resource, &arena);
    SET(list, PRICE_LIST_VALID_FROM_ON, "2026-02-01");
    assert_int_equal(checked(list, NULL, &arena, &problems), ERROR_NONE);
    SET(list, PRICE_LIST_VALID_TO_ON, "2026-02-01");
    assert_int_equal(checked(list, NULL, &arena, &problems), ERROR_NONE);
    SET(list, PRICE_LIST_VALID_TO_ON, "2026-01-31");
    assert_int_equal(checked(list, NULL, &arena, &problems), ERROR_INVALID);
    assert_string_equal(problems.first->field, "valid_to_on");

    struct record *price = record_new(&price_point_resource, &arena);
    SET(price, PRICE_POINT_VALID_FROM_ON, "2026-02-01");
    assert_int_equal(checked(price, NULL, &arena, &problems), ERROR_INVALID); // neither amount nor words
    SET(price, PRICE_POINT_WORDING, "Contact sales");
    assert_int_equal(checked(price, NULL, &arena, &problems), ERROR_NONE);
    record_set(price, PRICE_POINT_AMOUNT, value_integer(90000));
    assert_int_equal(checked(price, NULL, &arena, &problems), ERROR_NONE);
    struct record *changed = record_copy(price, &arena);
    record_set(changed, PRICE_POINT_AMOUNT, value_integer(90001));
    assert_int_equal(checked(changed, price, &arena, &problems), ERROR_INVALID);
    assert_string_equal(problems.first->field, "amount");
    assert_non_null(strstr(problems.first->message, "change_price"));

    struct record *decision = record_new(&price_decision_resource, &arena);
    assert_int_equal(checked(decision, NULL, &arena, &problems), ERROR_INVALID); // about no price at all
    record_set(decision, PRICE_DECISION_PROPOSED_AMOUNT, value_integer(100));
    assert_int_equal(checked(decision, NULL, &arena, &problems), ERROR_INVALID); // in no currency
    assert_string_equal(problems.first->field, "currency");
    SET(decision, PRICE_DECISION_CURRENCY, "EUR");
    record_set(decision, PRICE_DECISION_RECOMMENDED_LOW, value_integer(90));
    record_set(decision, PRICE_DECISION_RECOMMENDED_HIGH, value_integer(90));
    assert_int_equal(checked(decision, NULL, &arena, &problems), ERROR_NONE);
    record_set(decision, PRICE_DECISION_RECOMMENDED_HIGH, value_integer(89));
    assert_int_equal(checked(decision, NULL, &arena, &problems), ERROR_INVALID);

    struct record *link = record_new(&add_on_link_resource, &arena);
    SET(link, ADD_ON_LINK_ADD_ON, "ADDON-1");
    SET(link, ADD_ON_LINK_OTHER, "ADDON-1");
    assert_int_equal(checked(link, NULL, &arena, &problems), ERROR_INVALID);

    struct record *feature = record_new(&plan_feature_resource, &arena);
    SET(feature, PLAN_FEATURE_KIND, "domain");
    SET(feature, PLAN_FEATURE_LIMIT_OF, "Users");
    assert_int_equal(checked(feature, NULL, &arena, &problems), ERROR_INVALID);
    SET(feature, PLAN_FEATURE_KIND, "renewable_limit");
    assert_int_equal(checked(feature, NULL, &arena, &problems), ERROR_NONE);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(currencies_are_those_of_iso_4217),
        cmocka_unit_test(periods_compare_by_the_month),
        cmocka_unit_test(links_are_whole_addresses),
        cmocka_unit_test(values_have_the_type_of_their_feature),
        cmocka_unit_test(what_contradicts_itself_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
