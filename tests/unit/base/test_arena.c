// SPDX-License-Identifier: Apache-2.0
// Arenas: alignment, clearing, the maximum, and giving everything back. Also the allocation counters below
// them.
#include "base/arena.h"
#include "base/random.h"
#include "unit.h"

static void memory_is_aligned_and_zeroed_also_after_a_reset(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 1 << 20);
    for (int round = 0; round < 3; round++) {
        for (size_t size = 0; size < 500; size += 7) {
            unsigned char *memory = arena_allocate(&arena, size);
            assert_non_null(memory);
            assert_int_equal((uintptr_t)memory % 16, 0);
            for (size_t i = 0; i < size; i++)
                assert_int_equal(memory[i], 0);
            memset(memory, 0xFF, size);
        }
        arena_reset(&arena);
    }
    arena_free(&arena);
}

static void blocks_never_overlap(void **state)
{
    (void)state;
    struct random_stream stream;
    struct arena arena;
    unsigned char *blocks[400];
    size_t sizes[400];
    random_stream_init(&stream, 7);
    arena_init(&arena, (size_t)16 << 20);
    for (size_t i = 0; i < 400; i++) {
        sizes[i] = (size_t)random_stream_below(&stream, i % 50 == 0 ? 100000 : 300);
        blocks[i] = arena_allocate(&arena, sizes[i]);
        assert_non_null(blocks[i]);
        memset(blocks[i], (int)(i % 251), sizes[i]);
    }
    for (size_t i = 0; i < 400; i++)
        for (size_t j = 0; j < sizes[i]; j++)
            assert_int_equal(blocks[i][j], i % 251);
    arena_free(&arena);
}

static void an_arena_stays_below_its_maximum(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 10000);
    assert_null(arena_allocate(&arena, 10000));
    assert_null(arena_allocate(&arena, SIZE_MAX));
    assert_null(arena_allocate(&arena, SIZE_MAX - 20));
    size_t got = 0;
    while (arena_allocate(&arena, 100))
        got += 112;
    assert_in_range(got, 9000, 10000);
    assert_true(arena.total <= 10000);
    arena_reset(&arena);
    assert_non_null(arena_allocate(&arena, 100));
    arena_free(&arena);
    arena_init(&arena, 0);
    assert_null(arena_allocate(&arena, 1));
    arena_free(&arena);
}

static void an_array_too_large_to_count_is_refused(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, SIZE_MAX);
    assert_null(arena_array(&arena, int64_t, SIZE_MAX / 4));
    assert_null(arena_text(&arena, "a", SIZE_MAX));
    int64_t *array = arena_array(&arena, int64_t, 3);
    assert_non_null(array);
    arena_free(&arena);
}

static void texts_are_copied_and_formatted(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 1 << 20);
    assert_string_equal(arena_text(&arena, "product manager", 7), "product");
    assert_string_equal(arena_text(&arena, NULL, 0), "");
    assert_string_equal(arena_print(&arena, "%s-%d", "PROD", 12), "PROD-12");
    char *long_text = arena_print(&arena, "%10000d", 7);
    assert_int_equal(strlen(long_text), 10000);
    arena_free(&arena);
}

static void everything_is_given_back(void **state)
{
    (void)state;
    long held = allocation_count();
    struct arena arena;
    arena_init(&arena, (size_t)1 << 26);
    for (size_t i = 0; i < 1000; i++)
        assert_non_null(arena_allocate(&arena, i * 10));
    assert_true(allocation_count() > held + 1);
    arena_reset(&arena);
    assert_int_equal(allocation_count(), held + 1);
    arena_free(&arena);
    arena_free(&arena);
    arena_free(NULL);
    assert_int_equal(allocation_count(), held);
}

static enum error fill(void *context)
{
    (void)context;
    struct arena arena;
    bool is_full = true;
    arena_init(&arena, (size_t)1 << 20);
    for (size_t i = 0; i < 200 && is_full; i++)
        is_full = arena_allocate(&arena, 200) && arena_print(&arena, "%zu", i);
    arena_free(&arena);
    return is_full ? ERROR_NONE : ERROR_MEMORY;
}

static void an_arena_survives_every_allocation_failing(void **state)
{
    (void)state;
    assert_true(torture(fill, NULL) > 2);
}

static void a_failed_allocation_leaves_the_arena_usable(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, (size_t)1 << 20);
    allocation_fail_after(0);
    assert_null(arena_allocate(&arena, 10));
    assert_true(allocation_has_failed());
    assert_non_null(arena_allocate(&arena, 10));
    allocation_fail_after(-1);
    assert_false(allocation_has_failed());
    arena_free(&arena);
}

static void a_failed_resize_keeps_the_old_block(void **state)
{
    (void)state;
    long held = allocation_count();
    char *block = allocation_get(4);
    assert_non_null(block);
    memcpy(block, "abc", 4);
    allocation_fail_after(0);
    assert_null(allocation_resize(block, 1000));
    assert_string_equal(block, "abc");
    block = allocation_resize(block, 1000);
    assert_string_equal(block, "abc");
    assert_int_equal(allocation_count(), held + 1);
    allocation_release(block);
    allocation_release(NULL);
    assert_int_equal(allocation_count(), held);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_aligned_and_zeroed_also_after_a_reset),
        cmocka_unit_test(blocks_never_overlap),
        cmocka_unit_test(an_arena_stays_below_its_maximum),
        cmocka_unit_test(an_array_too_large_to_count_is_refused),
        cmocka_unit_test(texts_are_copied_and_formatted),
        cmocka_unit_test(everything_is_given_back),
        cmocka_unit_test(an_arena_survives_every_allocation_failing),
        cmocka_unit_test(a_failed_allocation_leaves_the_arena_usable),
        cmocka_unit_test(a_failed_resize_keeps_the_old_block),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
