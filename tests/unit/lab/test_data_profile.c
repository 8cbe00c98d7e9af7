// SPDX-License-Identifier: Apache-2.0
// What a data file holds: kinds, ranges, gaps, first rows; and what is said of a file that is none.
#include "unit.h"

#include <math.h>

#include "lab/data_profile.h"

struct fixture {
    struct arena arena;
    struct problem_list problems;
    struct data_profile profile;
};

static int setup(void **state)
{
    static struct fixture fixture;
    arena_init(&fixture.arena, (size_t)64 << 20);
    problem_list_init(&fixture.problems, &fixture.arena);
    *state = &fixture;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    arena_free(&fixture->arena);
    return 0;
}

static enum error look(struct fixture *fixture, const char *content, size_t head)
{
    return data_profile(text_from(content), head, &fixture->arena, &fixture->problems, &fixture->profile);
}

static void columns_have_kind_range_and_gaps(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(look(fixture,
                         "week,price,store,units\n2026-01-05,1.5,north,10\n2026-01-12,,south,12\n"
                         "2026-01-19,2.5,north,1e2\n",
                         2),
        ERROR_NONE);
    const struct data_profile *profile = &fixture->profile;
    assert_int_equal(profile->rows, 3);
    assert_int_equal(profile->columns, 4);
    assert_int_equal(profile->column[0].kind, DATA_DATE);
    assert_int_equal(profile->column[1].kind, DATA_NUMBER);
    assert_int_equal(profile->column[1].missing, 1);
    assert_int_equal(profile->column[1].distinct, 2);
    assert_true(profile->column[1].lowest == 1.5 && profile->column[1].highest == 2.5);
    assert_int_equal(profile->column[2].kind, DATA_TEXT);
    assert_int_equal(profile->column[2].distinct, 2);
    assert_true(isnan(profile->column[2].lowest));
    assert_true(profile->column[3].highest == 100);
    assert_int_equal(profile->head_rows, 2);
    assert_true(text_is(profile->head[4 + 2], "south"));
}

static void a_slip_in_a_column_of_numbers_is_named(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(look(fixture, "price;units\n1;5\n2;6\n3 EUR;7\n4;8\n", 0), ERROR_NONE);
    const struct data_column *price = &fixture->profile.column[0];
    assert_int_equal(fixture->profile.delimiter, ';');
    assert_int_equal(price->kind, DATA_TEXT);
    assert_int_equal(price->first_other_line, 4);
    assert_true(text_is(price->first_other, "3 EUR"));
    assert_int_equal(fixture->profile.column[1].first_other_line, 0);
}

static void many_values_are_counted_to_a_limit(void **state)
{
    struct fixture *fixture = *state;
    struct buffer buffer;
    buffer_init(&buffer, (size_t)1 << 20);
    buffer_string(&buffer, "n,few\n");
    for (int i = 0; i < 5000; i++)
        buffer_print(&buffer, "%d,%d\n", i, i % 999);
    assert_int_equal(
        data_profile(buffer_view(&buffer), 3, &fixture->arena, &fixture->problems, &fixture->profile),
        ERROR_NONE);
    assert_int_equal(fixture->profile.column[0].distinct, DATA_DISTINCT_MAXIMUM);
    assert_int_equal(fixture->profile.column[1].distinct, 999);
    buffer_free(&buffer);
}

static void what_is_no_table_is_refused(void **state)
{
    struct fixture *fixture = *state;
    static const char *const broken[] = {"", "a,b\n", "a,b\n1\n", "a,b\n1,2,3\n", "a,\"b\n1,2\n"};
    for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++) {
        size_t before = fixture->problems.count;
        assert_true(look(fixture, broken[i], 5) != ERROR_NONE);
        assert_true(fixture->problems.count > before);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(columns_have_kind_range_and_gaps, setup, teardown),
        cmocka_unit_test_setup_teardown(a_slip_in_a_column_of_numbers_is_named, setup, teardown),
        cmocka_unit_test_setup_teardown(many_values_are_counted_to_a_limit, setup, teardown),
        cmocka_unit_test_setup_teardown(what_is_no_table_is_refused, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
