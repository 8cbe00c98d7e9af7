// SPDX-License-Identifier: Apache-2.0
// Buffers: growing, the maximum, sticky failure, and handing the content over.
#include "base/buffer.h"
#include "unit.h"

static void everything_added_is_there_in_order(void **state)
{
    (void)state;
    struct buffer buffer;
    buffer_init(&buffer, 1 << 20);
    assert_text_equal(buffer_view(&buffer), "");
    buffer_add(&buffer, "ab", 2);
    buffer_text(&buffer, TEXT("cd"));
    buffer_text(&buffer, (struct text){NULL, 0});
    buffer_string(&buffer, "ef");
    buffer_string(&buffer, NULL);
    buffer_character(&buffer, 'g');
    buffer_print(&buffer, "%s%05d", "h", 42);
    assert_text_equal(buffer_view(&buffer), "abcdefgh00042");
    assert_string_equal(buffer.data, "abcdefgh00042");
    buffer_reset(&buffer);
    assert_string_equal(buffer.data, "");
    for (int i = 0; i < 5000; i++)
        buffer_character(&buffer, (char)('a' + i % 26));
    assert_int_equal(buffer_view(&buffer).length, 5000);
    for (int i = 0; i < 5000; i++)
        assert_int_equal(buffer.data[i], 'a' + i % 26);
    assert_int_equal(buffer_error(&buffer), ERROR_NONE);
    buffer_free(&buffer);
    buffer_free(NULL);
}

static void the_maximum_is_reached_exactly_and_failure_is_sticky(void **state)
{
    (void)state;
    struct buffer buffer;
    buffer_init(&buffer, 5);
    buffer_string(&buffer, "abc");
    buffer_string(&buffer, "de");
    assert_int_equal(buffer_error(&buffer), ERROR_NONE);
    buffer_character(&buffer, 'f');
    assert_true(buffer.failed);
    assert_int_equal(buffer_error(&buffer), ERROR_LIMIT);
    buffer_reset(&buffer);
    buffer_string(&buffer, "abcdef");
    buffer_string(&buffer, "a");
    buffer_print(&buffer, "a");
    assert_text_equal(buffer_view(&buffer), "");
    assert_int_equal(buffer_error(&buffer), ERROR_LIMIT);
    size_t length;
    assert_null(buffer_steal(&buffer, &length));
    assert_int_equal(buffer_error(&buffer), ERROR_NONE);
    buffer_add(&buffer, "abc", SIZE_MAX);
    assert_int_equal(buffer_error(&buffer), ERROR_LIMIT);
    buffer_free(&buffer);
}

static void the_content_can_be_taken_away(void **state)
{
    (void)state;
    long held = allocation_count();
    struct buffer buffer;
    size_t length;
    buffer_init(&buffer, 100);
    char *content = buffer_steal(&buffer, &length);
    assert_string_equal(content, "");
    assert_int_equal(length, 0);
    allocation_release(content);
    buffer_string(&buffer, "kept");
    content = buffer_steal(&buffer, &length);
    assert_string_equal(content, "kept");
    assert_int_equal(length, 4);
    assert_text_equal(buffer_view(&buffer), "");
    allocation_release(content);
    assert_int_equal(allocation_count(), held);
}

static void reserved_room_is_written_by_the_caller(void **state)
{
    (void)state;
    struct buffer buffer;
    buffer_init(&buffer, 1000);
    buffer_string(&buffer, "a");
    char *place = buffer_reserve(&buffer, 999);
    assert_non_null(place);
    memset(place, 'b', 999);
    buffer.length += 999;
    assert_null(buffer_reserve(&buffer, 1));
    assert_int_equal(buffer_error(&buffer), ERROR_LIMIT);
    buffer_free(&buffer);
}

static enum error fill(void *context)
{
    (void)context;
    struct buffer buffer;
    buffer_init(&buffer, 1 << 20);
    for (int i = 0; i < 3000; i++)
        buffer_print(&buffer, "%d,", i);
    enum error error = buffer_error(&buffer);
    buffer_free(&buffer);
    return error;
}

static void a_buffer_survives_every_allocation_failing(void **state)
{
    (void)state;
    assert_true(torture(fill, NULL) > 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_added_is_there_in_order),
        cmocka_unit_test(the_maximum_is_reached_exactly_and_failure_is_sticky),
        cmocka_unit_test(the_content_can_be_taken_away),
        cmocka_unit_test(reserved_room_is_written_by_the_caller),
        cmocka_unit_test(a_buffer_survives_every_allocation_failing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
