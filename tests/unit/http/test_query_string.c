// SPDX-License-Identifier: Apache-2.0
// Queries: what is decoded, and what is refused by name.
#include "unit.h"

#include "http/query_string.h"

struct fixture {
    struct arena arena;
    struct problem_list problems;
    struct query_string query;
};

static int set_up(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    assert_non_null(fixture);
    arena_init(&fixture->arena, 1 << 20);
    problem_list_init(&fixture->problems, &fixture->arena);
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    arena_free(&fixture->arena);
    free(fixture);
    return 0;
}

static enum error parse(struct fixture *fixture, const char *text)
{
    problem_list_init(&fixture->problems, &fixture->arena);
    return query_string_parse(text_from(text), &fixture->arena, &fixture->problems, &fixture->query);
}

static void decodes_names_and_values(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(parse(fixture, "stage=plan%2Cdevelop&q=a+b%20c&empty=&bare&%6Eame=%C3%A9"), ERROR_NONE);
    assert_text_equal(*query_string_take(&fixture->query, "stage"), "plan,develop");
    assert_text_equal(*query_string_take(&fixture->query, "q"), "a b c");
    assert_text_equal(*query_string_take(&fixture->query, "empty"), "");
    assert_text_equal(*query_string_take(&fixture->query, "bare"), "");
    assert_text_equal(*query_string_take(&fixture->query, "name"), "é");
    assert_null(query_string_take(&fixture->query, "other"));
}

static void an_empty_query_has_no_parameters(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(parse(fixture, ""), ERROR_NONE);
    assert_int_equal(fixture->query.count, 0);
    assert_int_equal(parse(fixture, "&&"), ERROR_NONE);
    assert_int_equal(fixture->query.count, 0);
}

static void refuses_what_is_not_encoded_well(void **state)
{
    static const char *const bad[] = {
        "a=%", "a=%2", "a=%zz", "a=%ff", "a=%00", "a=%0a", "a=%7f", "%=1", "=1", "a=\xff", "a=%ED%A0%80"};
    struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        if (parse(fixture, bad[i]) != ERROR_SYNTAX) fail_msg("accepted %s", bad[i]);
        assert_int_equal(fixture->problems.count, 1);
    }
}

static void refuses_a_name_given_twice_however_it_is_written(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(parse(fixture, "stage=plan&st%61ge=launch"), ERROR_SYNTAX);
    assert_string_equal(fixture->problems.first->field, "stage");
}

static void refuses_too_many(void **state)
{
    struct fixture *fixture = *state;
    char text[1024] = "";
    size_t length = 0;
    for (int i = 0; i <= QUERY_STRING_MAXIMUM; i++)
        length += (size_t)snprintf(text + length, sizeof text - length, "p%d=1&", i);
    assert_int_equal(parse(fixture, text), ERROR_SYNTAX);
    assert_int_equal(fixture->query.count, QUERY_STRING_MAXIMUM);
}

static void names_parameters_that_nobody_took(void **state)
{
    struct fixture *fixture = *state;
    static const char *const known[] = {"record", NULL};
    assert_int_equal(parse(fixture, "record=PROD-1&recrod=2"), ERROR_NONE);
    assert_non_null(query_string_take(&fixture->query, "record"));
    assert_int_equal(query_string_expect_taken(&fixture->query, known, &fixture->arena, &fixture->problems),
        ERROR_UNKNOWN_PARAMETER);
    assert_string_equal(fixture->problems.first->field, "recrod");
    assert_non_null(strstr(fixture->problems.first->message, "record"));
    assert_null(fixture->problems.first->next);
}

static void a_plus_is_a_space_in_forms_only(void **state)
{
    struct fixture *fixture = *state;
    struct text out;
    assert_true(percent_decode(TEXT("a+b%2F"), false, &fixture->arena, &out));
    assert_text_equal(out, "a+b/");
    assert_true(percent_decode(TEXT("a+b%2f"), true, &fixture->arena, &out));
    assert_text_equal(out, "a b/");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(decodes_names_and_values, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_empty_query_has_no_parameters, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_what_is_not_encoded_well, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_a_name_given_twice_however_it_is_written, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_too_many, set_up, tear_down),
        cmocka_unit_test_setup_teardown(names_parameters_that_nobody_took, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_plus_is_a_space_in_forms_only, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
