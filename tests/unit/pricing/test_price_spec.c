// SPDX-License-Identifier: Apache-2.0
// Price specifications and terms without files: what is read, and what is said of what cannot be read.
#include "unit.h"

#include <math.h>
#include <string.h>

#include "pricing/price_fit.h"
#include "pricing/price_matrix.h"

struct fixture {
    struct arena arena;
    struct problem_list problems;
    struct price_spec spec;
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

static enum error read_spec(struct fixture *fixture, const char *text)
{
    problem_list_init(&fixture->problems, &fixture->arena);
    return price_spec_read(text_from(text), &fixture->arena, &fixture->problems, &fixture->spec);
}

static void lines_comments_and_ranges(void **state)
{
    struct fixture *fixture = *state;
    const char *text =
        "# a comment\nmethod = 2sls # another\ndependent = log(q)\nendogenous = \"Unit price\"\n"
        "instruments = z1..z3,\n   w # goes on\n  , 1/cost\nabsorb = store, week\n";
    assert_int_equal(read_spec(fixture, text), ERROR_NONE);
    assert_int_equal(fixture->spec.method, PRICE_2SLS);
    assert_int_equal(fixture->spec.instruments.count, 5);
    assert_true(text_is(fixture->spec.instruments.term[2]->source, "z3"));
    assert_true(text_is(fixture->spec.instruments.term[3]->source, "w"));
    assert_true(text_is(fixture->spec.names[PRICE_PRODUCTS].name[1], "Unit price"));
    assert_int_equal(fixture->spec.absorb.count, 2);
    assert_false(fixture->spec.has_constant);
    assert_int_equal(fixture->spec.covariance, COVARIANCE_HC1);
}

static void all_problems_are_named_with_their_place(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(
        read_spec(fixture, "method = ols\ndependent = log(\nregressors = a b\nsteps = 2\nno sign\n"),
        ERROR_INVALID);
    const struct problem *problem = fixture->problems.first;
    assert_int_equal(fixture->problems.count, 4);
    assert_int_equal(problem->line, 2);
    assert_int_equal(problem->next->line, 3);
    assert_int_equal(problem->next->column, 16);
    assert_int_equal(problem->next->next->line, 5);
    assert_int_equal(problem->next->next->next->line, 4);
}

static void nesting_and_length_are_limited(void **state)
{
    struct fixture *fixture = *state;
    char text[2000] = "method = ols\ndependent = q\nregressors = ";
    size_t length = strlen(text);
    memset(text + length, '(', 1000);
    assert_int_equal(read_spec(fixture, text), ERROR_INVALID);
    memset(text + length, '-', 1000);
    assert_int_equal(read_spec(fixture, text), ERROR_INVALID);
    for (size_t i = 0; i < 1000; i++)
        text[length + i] = i % 2 ? '+' : 'a';
    text[length + 999] = '\0';
    assert_int_equal(read_spec(fixture, text), ERROR_INVALID);
    assert_non_null(strstr(fixture->problems.first->message, "operators"));
}

// The terms of a specification over a small table.
static void terms_over_rows(void **state)
{
    struct fixture *fixture = *state;
    struct price_table table;
    struct price_matrix matrix;
    const struct price_table_options options = {0};
    assert_int_equal(
        read_spec(fixture, "method = ols\ndependent = q\n"
                           "regressors = 2 - a*a/4 - 1, dummy(g)*a, count(g), -square(a), each(g)\n"),
        ERROR_NONE);
    assert_int_equal(price_table_read(&table, "t.csv", text_from("q,a,g\n1,2,x\n2,4,y\n3,6,x\n"),
                         &fixture->spec.names[PRICE_PRODUCTS], &options, &fixture->arena, &fixture->problems),
        ERROR_NONE);
    assert_int_equal(price_matrix_compute(&fixture->spec.regressors, true, &table, &fixture->arena,
                         &fixture->problems, &matrix),
        ERROR_NONE);
    static const double expected[7][3] = {
        {0, -3, -8}, {0, 4, 0}, {2, 1, 2}, {-4, -16, -36}, {1, 0, 1}, {0, 1, 0}, {1, 1, 1}};
    assert_int_equal(matrix.columns, 7);
    for (size_t j = 0; j < 7; j++)
        for (size_t i = 0; i < 3; i++)
            assert_true(matrix.values[j * 3 + i] == expected[j][i]);
    assert_true(text_is(matrix.names[1], "dummy(g)*a"));
    assert_true(text_is(matrix.names[4], "g=x"));
    assert_true(text_is(matrix.names[6], "constant"));
}

// Weighted least squares: a weight of two is the row twice.
static void a_weight_of_two_is_the_row_twice(void **state)
{
    struct fixture *fixture = *state;
    struct price_result weighted, doubled;
    const char *rows = "y,x,w\n1,1,2\n3,2,1\n2,3,1\n7,5,2\n";
    const char *twice = "y,x,w\n1,1,1\n1,1,1\n3,2,1\n2,3,1\n7,5,1\n7,5,1\n";
    assert_int_equal(
        read_spec(fixture, "method = ols\ndependent = y\nregressors = x\nweights = w\n"), ERROR_NONE);
    struct price_file file = {"rows", text_from(rows)}, other = {"twice", text_from(twice)};
    assert_int_equal(
        price_fit(&fixture->spec, &file, NULL, &fixture->arena, &fixture->problems, &weighted), ERROR_NONE);
    assert_int_equal(
        price_fit(&fixture->spec, &other, NULL, &fixture->arena, &fixture->problems, &doubled), ERROR_NONE);
    assert_true(weighted.is_estimated && doubled.is_estimated && weighted.estimates == 2);
    for (size_t i = 0; i < 2; i++)
        assert_true(fabs(weighted.estimate[i].value - doubled.estimate[i].value) < 1e-12);
    file.content = text_from("y,x,w\n1,1,0\n3,2,1\n2,3,1\n");
    assert_int_equal(price_fit(&fixture->spec, &file, NULL, &fixture->arena, &fixture->problems, &weighted),
        ERROR_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(lines_comments_and_ranges, setup, teardown),
        cmocka_unit_test_setup_teardown(all_problems_are_named_with_their_place, setup, teardown),
        cmocka_unit_test_setup_teardown(nesting_and_length_are_limited, setup, teardown),
        cmocka_unit_test_setup_teardown(terms_over_rows, setup, teardown),
        cmocka_unit_test_setup_teardown(a_weight_of_two_is_the_row_twice, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
