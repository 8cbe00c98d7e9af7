// SPDX-License-Identifier: Apache-2.0
// YAML as a tree with lines, and everything that it must not take.
#include "format/yaml_reader.h"

#include "base/buffer.h"
#include "unit.h"

static enum error read_text(
    struct text content, struct arena *arena, struct problem_list *problems, struct yaml_node **root)
{
    arena_reset(arena);
    problem_list_init(problems, arena);
    *root = NULL;
    return yaml_read(content, arena, problems, root);
}

static void a_document_is_a_tree_with_lines(void **state)
{
    (void)state;
    struct arena arena;
    struct problem_list problems;
    struct yaml_node *root;
    arena_init(&arena, 1 << 20);
    assert_int_equal(read_text(TEXT("# prices\nname: Kettle\nplans:\n  Basic:\n    price: '9'\n  Pro:\n"
                                    "list:\n  - a\n  - \"b: c\"\nnone: ~\n"),
                         &arena, &problems, &root),
        ERROR_NONE);
    assert_int_equal(root->kind, YAML_MAPPING);
    assert_int_equal(root->count, 4);
    const struct yaml_node *name = yaml_member(root, "name"), *plans = yaml_member(root, "plans");
    assert_text_equal(name->value, "Kettle");
    assert_true(name->is_plain);
    assert_int_equal(name->line, 2);
    assert_int_equal(plans->kind, YAML_MAPPING);
    assert_text_equal(plans->first->key, "Basic");
    const struct yaml_node *price = yaml_member(plans->first, "price");
    assert_int_equal(price->line, 5);
    assert_false(price->is_plain);
    assert_true(yaml_is_null(yaml_member(plans, "Pro")));
    assert_true(yaml_is_null(yaml_member(root, "none")));
    assert_true(yaml_is_null(yaml_member(root, "nothing")));
    assert_null(yaml_member(name, "name"));
    const struct yaml_node *list = yaml_member(root, "list");
    assert_int_equal(list->kind, YAML_SEQUENCE);
    assert_text_equal(list->first->next->value, "b: c");
    assert_int_equal(list->first->next->line, 9);
    arena_free(&arena);
}

static void what_is_wrong_names_its_line(void **state)
{
    (void)state;
    static const struct {
        const char *content;
        enum error error;
        long line;
        const char *says;
    } cases[] = {
        {"", ERROR_SYNTAX, 0, "nothing in it"},
        {"# only a comment\n", ERROR_SYNTAX, 0, "nothing in it"},
        {"a: 1\nb: [1, 2\n", ERROR_SYNTAX, 3, "no YAML"},
        {"a: 1\n b: 2\n", ERROR_SYNTAX, 2, "no YAML"},
        {"a: 1\n\tb: 2\n", ERROR_SYNTAX, 2, "no YAML"},
        {"a: 1\nb: 2\na: 3\n", ERROR_SYNTAX, 3, "\"a\" is there twice."},
        {"a: &x 1\nb: *x\n", ERROR_SYNTAX, 2, "Aliases"},
        {"? [1, 2]\n: 3\n", ERROR_SYNTAX, 1, "A key"},
        {"a: 1\n---\nb: 2\n", ERROR_SYNTAX, 3, "Only one document"},
        {"a: \"\xff\"\n", ERROR_SYNTAX, 1, "no YAML"},
        {"a: [[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]\n", ERROR_LIMIT, 1, "16 deep"},
    };
    struct arena arena;
    struct problem_list problems;
    struct yaml_node *root;
    arena_init(&arena, 1 << 20);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const enum error error = read_text(text_from(cases[i].content), &arena, &problems, &root);
        if (error != cases[i].error || !problems.first) fail_msg("case %zu: %d", i, error);
        if (!strstr(problems.first->message, cases[i].says)) fail_msg("%s", problems.first->message);
        if (problems.first->line != cases[i].line)
            fail_msg("case %zu: line %ld: %s", i, problems.first->line, problems.first->message);
        assert_null(root);
    }
    arena_free(&arena);
}

// A thousand million laughs are refused at the first alias, not after they were told.
static void laughs_are_refused(void **state)
{
    (void)state;
    struct arena arena;
    struct problem_list problems;
    struct yaml_node *root;
    struct buffer buffer;
    arena_init(&arena, 1 << 20);
    buffer_init(&buffer, 4 << 20);
    buffer_string(&buffer, "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
    for (int i = 1; i < 10; i++)
        buffer_print(
            &buffer, "a%d: &a%d [*a%d, *a%d, *a%d, *a%d, *a%d]\n", i, i, i - 1, i - 1, i - 1, i - 1, i - 1);
    assert_int_equal(read_text(buffer_view(&buffer), &arena, &problems, &root), ERROR_SYNTAX);
    assert_int_equal(problems.first->line, 2);
    // Many members, many values, many bytes.
    buffer_reset(&buffer);
    for (int i = 0; i <= YAML_MEMBERS_MAXIMUM; i++)
        buffer_print(&buffer, "- %d\n", i);
    assert_int_equal(read_text(buffer_view(&buffer), &arena, &problems, &root), ERROR_LIMIT);
    buffer_reset(&buffer);
    for (int i = 0; i < 300; i++) {
        buffer_print(&buffer, "m%d: [", i);
        for (int j = 0; j < 200; j++)
            buffer_string(&buffer, "1,");
        buffer_string(&buffer, "1]\n");
    }
    arena_free(&arena);
    arena_init(&arena, 32 << 20);
    assert_int_equal(read_text(buffer_view(&buffer), &arena, &problems, &root), ERROR_LIMIT);
    assert_non_null(strstr(problems.first->message, "50,000"));
    buffer_reset(&buffer);
    buffer_string(&buffer, "a: ");
    for (size_t i = 0; i < YAML_SIZE_MAXIMUM / 8; i++)
        buffer_string(&buffer, "xxxxxxxx");
    assert_int_equal(read_text(buffer_view(&buffer), &arena, &problems, &root), ERROR_LIMIT);
    buffer_free(&buffer);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_document_is_a_tree_with_lines),
        cmocka_unit_test(what_is_wrong_names_its_line),
        cmocka_unit_test(laughs_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
