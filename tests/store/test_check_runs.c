// SPDX-License-Identifier: Apache-2.0
// The server keeps one run of the check a day, and a run says what the check found, on both databases.
#include "records_fixture.h"

#include "base/calendar.h"
#include "check/check_run.h"
#include "check/record.h"
#include "check/rule.h"

#include <jansson.h>

#define NOON ((int64_t)12 * 3600 * 1000)

static int32_t day_of(const char *date)
{
    int32_t day;
    assert_true(calendar_parse_date(text_from(date), &day));
    return day;
}

static void clock_set(const char *date, int64_t into_the_day)
{
    calendar_set_clock((int64_t)day_of(date) * CALENDAR_DAY_MS + into_the_day);
}

// The clock is the computer's again, however the case ends.
static int tear_down(void **state)
{
    calendar_set_clock(0);
    return fixture_tear_down(state);
}

static struct record_page runs_of(struct fixture *fixture)
{
    struct record_page page;
    assert_int_equal(
        list_as(fixture, NULL, "check-runs", "key", GIVEN({NULL, NULL}), 100, TEXT(""), &page), ERROR_NONE);
    return page;
}

static size_t count_runs(struct fixture *fixture)
{
    return runs_of(fixture).count;
}

// Two products without anybody: findings of several rules.
static void fill(struct fixture *fixture)
{
    create(fixture, "products", GIVEN({"name", "Meter"}, {"stage", "launch"}));
    create(fixture, "products", GIVEN({"name", "Lamp"}, {"stage", "deliver"}));
}

static enum error check_and_keep(struct transaction *transaction, void *closure)
{
    struct fixture *fixture = closure;
    struct check_report report;
    const int32_t day = calendar_day_of(transaction_now(transaction));
    const enum error error = check_workspace(transaction, day, NULL, &fixture->arena, &report);
    return error ? error : check_record(transaction, &report, &fixture->arena);
}

static void the_server_keeps_one_run_a_day(void **state)
{
    struct fixture *fixture = *state;
    fill(fixture);
    clock_set("2027-03-01", NOON);
    assert_int_equal(check_record_daily(fixture->store), ERROR_NONE);
    assert_int_equal(count_runs(fixture), 1);
    assert_int_equal(check_record_daily(fixture->store), ERROR_NONE);
    clock_set("2027-03-02", -1); // the last moment of the day
    assert_int_equal(check_record_daily(fixture->store), ERROR_NONE);
    assert_int_equal(count_runs(fixture), 1);
    clock_set("2027-03-02", 0); // and the first of the next one
    assert_int_equal(check_record_daily(fixture->store), ERROR_NONE);
    assert_int_equal(check_record_daily(fixture->store), ERROR_NONE);
    const struct record_page page = runs_of(fixture);
    assert_int_equal(page.count, 2);
    assert_text_equal(record_text(page.records[0], CHECK_RUN_DAY_ON), "2027-03-01");
    assert_text_equal(record_text(page.records[1], CHECK_RUN_DAY_ON), "2027-03-02");
    assert_int_equal(
        page.records[1]->values[CHECK_RUN_TAKEN_AT].integer, (int64_t)day_of("2027-03-02") * CALENDAR_DAY_MS);

    // Days on which no server ran have none.
    clock_set("2027-03-10", NOON);
    assert_int_equal(check_record_daily(fixture->store), ERROR_NONE);
    assert_int_equal(count_runs(fixture), 3);
}

static void a_run_kept_by_hand_is_that_of_the_day(void **state)
{
    struct fixture *fixture = *state;
    fill(fixture);
    clock_set("2027-03-01", NOON);
    assert_int_equal(store_write(fixture->store, check_and_keep, fixture), ERROR_NONE);
    assert_int_equal(check_record_daily(fixture->store), ERROR_NONE);
    assert_int_equal(count_runs(fixture), 1);
    assert_int_equal(store_write(fixture->store, check_and_keep, fixture), ERROR_NONE); // asked for: kept
    assert_int_equal(count_runs(fixture), 2);
    clock_set("2027-03-02", NOON);
    assert_int_equal(check_record_daily(fixture->store), ERROR_NONE);
    assert_int_equal(count_runs(fixture), 3);
}

static void a_run_says_what_the_check_found(void **state)
{
    struct fixture *fixture = *state;
    struct transaction *transaction;
    struct check_report report;
    fill(fixture);
    clock_set("2027-03-01", NOON);
    assert_int_equal(check_record_daily(fixture->store), ERROR_NONE);
    assert_int_equal(store_read(fixture->store, &transaction), ERROR_NONE);
    assert_int_equal(
        check_workspace(transaction, day_of("2027-03-01"), NULL, &fixture->arena, &report), ERROR_NONE);
    transaction_end(transaction);
    assert_true(report.count > 0);
    const struct record *run = runs_of(fixture).records[0];
    assert_int_equal(run->values[CHECK_RUN_ERRORS].integer, report.totals[SEVERITY_ERROR]);
    assert_int_equal(run->values[CHECK_RUN_WARNINGS].integer, report.totals[SEVERITY_WARNING]);
    assert_int_equal(run->values[CHECK_RUN_INFOS].integer, report.totals[SEVERITY_INFO]);
    assert_int_equal(run->values[CHECK_RUN_WAIVED].integer, 0);
    assert_int_equal(run->values[CHECK_RUN_PRODUCTS].integer, 2);

    const struct text rules = record_text(run, CHECK_RUN_RULES);
    json_t *counts = json_loadb(rules.data, rules.length, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(counts);
    json_int_t sum = 0;
    const char *rule;
    json_t *count;
    json_object_foreach(counts, rule, count)
    {
        json_int_t found = 0;
        for (size_t i = 0; i < report.count; i++)
            found += strcmp(report.findings[i].rule->identifier, rule) == 0;
        assert_int_equal(json_integer_value(count), found);
        sum += found;
    }
    json_decref(counts);
    assert_int_equal(sum, report.count);
}

static void a_run_that_fails_keeps_nothing(void **state)
{
    struct fixture *fixture = *state;
    fill(fixture);
    clock_set("2027-03-01", NOON);
    long count = 0;
    for (enum error error = ERROR_IO; error; count++) {
        store_fail_after(count);
        error = check_record_daily(fixture->store);
        store_fail_after(-1);
        assert_int_equal(count_runs(fixture), error ? 0 : 1);
    }
    assert_true(count > 10); // each table is read
}

#define CASE(function) cmocka_unit_test_setup_teardown(function, fixture_set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(the_server_keeps_one_run_a_day),
        CASE(a_run_kept_by_hand_is_that_of_the_day),
        CASE(a_run_says_what_the_check_found),
        CASE(a_run_that_fails_keeps_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
