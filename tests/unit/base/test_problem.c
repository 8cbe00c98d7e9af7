// SPDX-License-Identifier: Apache-2.0
// Problem lists keep the order, copy what they are given, and stay within their maximum.
#include "base/problem.h"
#include "unit.h"

static void problems_are_kept_in_order_and_copied(void **state)
{
    (void)state;
    struct arena arena;
    struct problem_list list;
    char field[] = "name";
    arena_init(&arena, 1 << 20);
    problem_list_init(&list, &arena);
    problem_add(&list, field, "At most %d characters.", 200);
    field[0] = 'x';
    problem_add_at(&list, 3, 2, NULL, "Unknown stage \"%s\".", "alpha");
    assert_int_equal(list.count, 2);
    assert_string_equal(list.first->field, "name");
    assert_string_equal(list.first->message, "At most 200 characters.");
    assert_int_equal(list.first->line, 0);
    assert_null(list.first->next->field);
    assert_string_equal(list.first->next->message, "Unknown stage \"alpha\".");
    assert_int_equal(list.first->next->line, 3);
    assert_int_equal(list.first->next->column, 2);
    assert_ptr_equal(list.first->next, list.last);
    assert_null(list.last->next);
    assert_false(list.is_incomplete);
    problem_add(NULL, "name", "Nobody is listening.");
    arena_free(&arena);
}

static void above_the_maximum_problems_are_only_counted(void **state)
{
    (void)state;
    struct arena arena;
    struct problem_list list;
    arena_init(&arena, 1 << 20);
    problem_list_init(&list, &arena);
    for (int i = 0; i < PROBLEM_MAXIMUM + 5; i++)
        problem_add(&list, NULL, "Problem %d.", i);
    size_t kept = 0;
    for (const struct problem *problem = list.first; problem; problem = problem->next)
        kept++;
    assert_int_equal(kept, PROBLEM_MAXIMUM);
    assert_int_equal(list.count, PROBLEM_MAXIMUM + 5);
    assert_string_equal(list.last->message, "Problem 999.");
    assert_true(list.is_incomplete);
    arena_free(&arena);
}

static void without_memory_problems_are_still_counted(void **state)
{
    (void)state;
    struct arena arena;
    struct problem_list list;
    arena_init(&arena, 0);
    problem_list_init(&list, &arena);
    problem_add(&list, "name", "No room for this.");
    assert_int_equal(list.count, 1);
    assert_null(list.first);
    assert_true(list.is_incomplete);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(problems_are_kept_in_order_and_copied),
        cmocka_unit_test(above_the_maximum_problems_are_only_counted),
        cmocka_unit_test(without_memory_problems_are_still_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
