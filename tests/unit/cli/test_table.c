// SPDX-License-Identifier: Apache-2.0
// Tables and the width of text on a terminal.
#include "unit.h"

#include "cli/table.h"
#include "cli/width.h"

static void widths_are_what_a_terminal_draws(void **state)
{
    (void)state;
    assert_int_equal(width_of(TEXT("")), 0);
    assert_int_equal(width_of(TEXT("abc")), 3);
    assert_int_equal(width_of(TEXT("Übergröße")), 9);
    assert_int_equal(width_of(TEXT("e\xcc\x81")), 1); // e and a combining acute accent
    assert_int_equal(width_of(TEXT("日本")), 4);
    assert_int_equal(width_of(TEXT("\xf0\x9f\x98\x80")), 2); // an emoji
    assert_int_equal(width_of(TEXT("a\xff"
                                   "b")),
        3);                                          // not UTF-8: a letter a byte
    assert_int_equal(width_of(TEXT("\xe6\x97")), 2); // cut in the middle
    assert_text_equal(width_cut(TEXT("日本語"), 5), "日本");
    assert_text_equal(width_cut(TEXT("abc"), 9), "abc");
}

static void lines_cannot_steer_the_terminal(void **state)
{
    (void)state;
    struct buffer output;
    buffer_init(&output, 1024);
    width_print_line(TEXT("a\x1b[2Jb\nc\xc2\x9b"
                          "d\xff\xe2\x80\xae"
                          "e"),
        &output);
    assert_text_equal(buffer_view(&output), "a [2Jb c d? e");
    buffer_free(&output);
}

static void paragraphs_are_wrapped(void **state)
{
    (void)state;
    struct buffer output;
    buffer_init(&output, 1024);
    width_print_wrapped(TEXT("one two three\n\nfour averyveryverylongword five"), 12, 2, false, &output);
    assert_text_equal(
        buffer_view(&output), "  one two\n  three\n\n  four\n  averyveryverylongword\n  five\n");
    buffer_reset(&output);
    width_print_wrapped(TEXT("one two three"), 12, 2, true, &output);
    assert_text_equal(buffer_view(&output), "one two\n  three\n");
    buffer_free(&output);
}

static char *printed(struct table *table)
{
    static char out[4096];
    memset(out, 0, sizeof out);
    FILE *stream = fmemopen(out, sizeof out - 1, "w");
    assert_int_equal(table_print(table, stream), ERROR_NONE);
    assert_int_equal(fclose(stream), 0);
    return out;
}

static void columns_are_aligned(void **state)
{
    (void)state;
    struct arena arena;
    struct table table;
    arena_init(&arena, 1 << 20);
    table_init(&table, &arena);
    table_column(&table, "key", false);
    table_column(&table, "name", false);
    table_column(&table, "empty", false);
    table_column(&table, "rows", true);
    table.hide_empty[2] = true;
    for (int i = 0; i < 100; i++) {
        struct text *cells = table_row(&table);
        assert_non_null(cells);
        cells[0] = TEXT("K");
        cells[1] = i == 99 ? TEXT("日本") : TEXT("ab");
        cells[3] = i == 99 ? TEXT("12") : TEXT("7");
    }
    char *out = printed(&table);
    assert_memory_equal(out, "key  name  rows\nK    ab       7\n", 32);
    assert_string_equal(strrchr(out, 'K'), "K    日本    12\n");
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(widths_are_what_a_terminal_draws),
        cmocka_unit_test(lines_cannot_steer_the_terminal),
        cmocka_unit_test(paragraphs_are_wrapped),
        cmocka_unit_test(columns_are_aligned),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
