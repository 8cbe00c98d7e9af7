// SPDX-License-Identifier: Apache-2.0
// Throttling: guessing slows down, and nobody is locked out by somebody else.
#include "unit.h"

#include "access/throttle.h"

static const struct text owner = TEXT_CONSTANT("ines@example.com");
static const struct text home = TEXT_CONSTANT("192.0.2.1");
static const struct text elsewhere = TEXT_CONSTANT("198.51.100.7");

static int set_up(void **state)
{
    *state = throttle_new();
    return *state ? 0 : -1;
}

static int tear_down(void **state)
{
    throttle_free(*state);
    return 0;
}

static void fail_times(
    struct throttle *throttle, struct text account, struct text address, int times, int64_t now)
{
    for (int i = 0; i < times; i++)
        throttle_failed(throttle, account, address, now);
}

static void the_first_failures_are_free(void **state)
{
    fail_times(*state, owner, home, THROTTLE_FREE_PAIR - 1, 0);
    assert_int_equal(throttle_wait(*state, owner, home, 0), 0);
    fail_times(*state, owner, home, 1, 0);
    assert_int_equal(throttle_wait(*state, owner, home, 0), THROTTLE_FIRST_WAIT);
}

static void waiting_doubles_up_to_a_bound(void **state)
{
    fail_times(*state, owner, home, THROTTLE_FREE_PAIR + 2, 0);
    assert_int_equal(throttle_wait(*state, owner, home, 0), 4 * THROTTLE_FIRST_WAIT);
    assert_int_equal(throttle_wait(*state, owner, home, 1000), 4 * THROTTLE_FIRST_WAIT - 1000);
    assert_int_equal(throttle_wait(*state, owner, home, 4 * THROTTLE_FIRST_WAIT), 0);
    fail_times(*state, owner, home, 60, 0);
    assert_int_equal(throttle_wait(*state, owner, home, 0), THROTTLE_LONGEST_WAIT);
}

static void nobody_is_locked_out_from_another_address(void **state)
{
    fail_times(*state, owner, elsewhere, 1000, 0);
    assert_true(throttle_wait(*state, owner, elsewhere, 0) > 0);
    assert_int_equal(throttle_wait(*state, owner, home, 0), 0);
}

static void an_address_that_tries_many_accounts_has_to_wait(void **state)
{
    char account[32];
    for (int i = 0; i < THROTTLE_FREE_ADDRESS; i++) {
        snprintf(account, sizeof account, "user%d@example.com", i);
        fail_times(*state, text_from(account), elsewhere, 1, 0);
    }
    assert_true(throttle_wait(*state, TEXT("new@example.com"), elsewhere, 0) > 0);
    assert_int_equal(throttle_wait(*state, TEXT("new@example.com"), home, 0), 0);
}

static void success_forgets_the_account_but_not_the_address(void **state)
{
    fail_times(*state, owner, home, THROTTLE_FREE_ADDRESS, 0);
    throttle_succeeded(*state, owner, home, 0);
    assert_int_equal(throttle_wait(*state, owner, home, 0), THROTTLE_FIRST_WAIT);
    fail_times(*state, owner, elsewhere, THROTTLE_FREE_PAIR, 0);
    throttle_succeeded(*state, owner, elsewhere, 0);
    assert_int_equal(throttle_wait(*state, owner, elsewhere, 0), 0);
}

static void a_quiet_time_forgets(void **state)
{
    fail_times(*state, owner, home, 100, 0);
    int64_t later = THROTTLE_LONGEST_WAIT + 1;
    assert_int_equal(throttle_wait(*state, owner, home, later), 0);
    fail_times(*state, owner, home, 1, later);
    assert_int_equal(throttle_wait(*state, owner, home, later), 0);
}

static void the_case_of_an_account_does_not_matter(void **state)
{
    fail_times(*state, TEXT(" Ines@Example.COM"), home, THROTTLE_FREE_PAIR, 0);
    assert_true(throttle_wait(*state, owner, home, 0) > 0);
}

static void an_ipv6_network_counts_as_one_address(void **state)
{
    fail_times(*state, owner, TEXT("2001:db8:1:2::1"), THROTTLE_FREE_PAIR, 0);
    assert_true(throttle_wait(*state, owner, TEXT("2001:db8:1:2:ffff::9"), 0) > 0);
    assert_int_equal(throttle_wait(*state, owner, TEXT("2001:db8:1:3::1"), 0), 0);
}

static void a_flood_of_marks_takes_no_more_memory(void **state)
{
    char address[32];
    for (int i = 0; i < 100000; i++) {
        snprintf(address, sizeof address, "10.%d.%d.%d", i >> 16, (i >> 8) & 255, i & 255);
        fail_times(*state, owner, text_from(address), 1, i);
    }
    fail_times(*state, owner, home, THROTTLE_FREE_PAIR, 200000);
    assert_true(throttle_wait(*state, owner, home, 200000) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_first_failures_are_free, set_up, tear_down),
        cmocka_unit_test_setup_teardown(waiting_doubles_up_to_a_bound, set_up, tear_down),
        cmocka_unit_test_setup_teardown(nobody_is_locked_out_from_another_address, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_address_that_tries_many_accounts_has_to_wait, set_up, tear_down),
        cmocka_unit_test_setup_teardown(success_forgets_the_account_but_not_the_address, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_quiet_time_forgets, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_case_of_an_account_does_not_matter, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_ipv6_network_counts_as_one_address, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_flood_of_marks_takes_no_more_memory, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
