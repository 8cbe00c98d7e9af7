// SPDX-License-Identifier: Apache-2.0
// The error table is complete and consistent, since API, command line and documentation are made from it.
#include "unit.h"

static void every_error_has_a_name_a_status_and_a_sentence(void **state)
{
    (void)state;
    for (int i = 1; i < ERROR_COUNT; i++) {
        enum error error = (enum error)i;
        size_t length = strlen(error_sentence(error));
        assert_true(error_status(error) >= 400 && error_status(error) <= 599);
        assert_true(error_exit(error) >= 0 && error_exit(error) <= 2);
        assert_true(length > 1 && error_sentence(error)[length - 1] == '.');
        for (const char *c = error_name(error); *c; c++)
            assert_true((*c >= 'a' && *c <= 'z') || *c == '-');
        for (int j = 0; j < i; j++)
            assert_string_not_equal(error_name(error), error_name((enum error)j));
    }
}

static void every_failure_has_a_hint_that_is_a_sentence(void **state)
{
    (void)state;
    for (int i = 1; i < ERROR_COUNT; i++) {
        const char *hint = error_hint((enum error)i);
        if (i == ERROR_END) continue;
        assert_true(strlen(hint) > 1 && hint[strlen(hint) - 1] == '.');
    }
}

static void the_doors_rely_on_these(void **state)
{
    (void)state;
    assert_string_equal(error_name(ERROR_NONE), "none");
    assert_int_equal(error_status(ERROR_NONE), 200);
    assert_int_equal(error_exit(ERROR_NONE), 0);
    assert_string_equal(error_name(ERROR_NOT_FOUND), "not-found");
    assert_int_equal(error_status(ERROR_STALE), 412);
    assert_int_equal(error_status(ERROR_INVALID), 422);
    assert_int_equal(error_exit(ERROR_INVALID), 1);
    assert_int_equal(error_exit(ERROR_USAGE), 2);
    assert_int_equal(error_exit(ERROR_SCHEMA_NEWER), 2);
    assert_int_equal(error_exit(ERROR_END), 0);
}

static void a_number_that_is_no_error_counts_as_internal(void **state)
{
    (void)state;
    assert_string_equal(error_name((enum error)999), "internal");
    assert_string_equal(error_name((enum error) - 1), "internal");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_error_has_a_name_a_status_and_a_sentence),
        cmocka_unit_test(every_failure_has_a_hint_that_is_a_sentence),
        cmocka_unit_test(the_doors_rely_on_these),
        cmocka_unit_test(a_number_that_is_no_error_counts_as_internal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
