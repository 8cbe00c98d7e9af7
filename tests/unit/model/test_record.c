// SPDX-License-Identifier: Apache-2.0
// Records and inputs: reading by the enum, defaults, copies; and fields found by name.
#include "model/record.h"

#include "model/resource.h"
#include "unit.h"

enum { CUP_NAME, CUP_SIZE, CUP_COLOUR, CUP_WASHED, CUP_VOLUME, CUP_FIELD_COUNT };
static const struct choice colour_choices[] = {{"red", "Red"}, {"blue", "Blue"}};
static const struct choice_list colours = {"colour", colour_choices, 2};
static const struct field cup_fields[CUP_FIELD_COUNT] = {
    [CUP_NAME] = {.name = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_UNIQUE},
    [CUP_SIZE] = {.name = "size", .type = FIELD_INTEGER, .flags = FIELD_FIXED},
    [CUP_COLOUR] = {.name = "colour", .type = FIELD_CHOICE, .choices = &colours, .default_code = "blue"},
    [CUP_WASHED] = {.name = "washed", .type = FIELD_BOOLEAN, .flags = FIELD_CREATE_ONLY_ACTION},
    [CUP_VOLUME] = {.name = "volume", .type = FIELD_INTEGER, .flags = FIELD_COMPUTED},
};
static const struct sort cup_sorts[] = {{"name", CUP_NAME}, {"key", SORT_SYSTEM_KEY}};
static const struct action cup_actions[] = {{.name = "wash"}, {.name = "fill"}};
static const struct resource cup = {.name = "cups",
    .singular = "cup",
    .fields = cup_fields,
    .field_count = CUP_FIELD_COUNT,
    .sorts = cup_sorts,
    .sort_count = 2,
    .actions = cup_actions,
    .action_count = 2};

static void values_are_read_by_their_enum(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 1 << 16);
    struct record *record = record_new(&cup, &arena);
    assert_non_null(record);
    for (size_t i = 0; i < CUP_FIELD_COUNT; i++)
        assert_true(record_is_null(record, i));
    assert_text_equal(record_text(record, CUP_NAME), "");
    assert_int_equal(record_integer(record, CUP_SIZE), 0);
    assert_false(record_boolean(record, CUP_WASHED));
    assert_int_equal(record_choice(record, CUP_COLOUR), -1);
    assert_int_equal(record_choice(record, CUP_NAME), -1);

    record_set(record, CUP_NAME, value_string("mug"));
    record_set(record, CUP_SIZE, value_integer(3));
    record_set(record, CUP_WASHED, value_boolean(true));
    record_set(record, CUP_COLOUR, value_string("red"));
    assert_text_equal(record_text(record, CUP_NAME), "mug");
    assert_int_equal(record_integer(record, CUP_SIZE), 3);
    assert_true(record_boolean(record, CUP_WASHED));
    assert_int_equal(record_choice(record, CUP_COLOUR), 0);
    record_set(record, CUP_COLOUR, value_string("pink"));
    assert_int_equal(record_choice(record, CUP_COLOUR), -1);
    arena_free(&arena);
}

static void defaults_fill_what_is_null(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 1 << 16);
    struct record *record = record_new(&cup, &arena);
    record_set_defaults(record);
    assert_text_equal(record_text(record, CUP_COLOUR), "blue");
    assert_false(record_is_null(record, CUP_WASHED));
    assert_true(record_is_null(record, CUP_NAME));
    record_set(record, CUP_COLOUR, value_string("red"));
    record_set(record, CUP_WASHED, value_boolean(true));
    record_set_defaults(record);
    assert_text_equal(record_text(record, CUP_COLOUR), "red");
    assert_true(record_boolean(record, CUP_WASHED));
    arena_free(&arena);
}

static void a_copy_changes_apart(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 1 << 16);
    struct record *record = record_new(&cup, &arena);
    record->key = TEXT("CUP-1");
    record->version = 7;
    record_set(record, CUP_NAME, value_string("mug"));
    struct record *copy = record_copy(record, &arena);
    record_set(copy, CUP_NAME, value_string("bowl"));
    assert_text_equal(copy->key, "CUP-1");
    assert_int_equal(copy->version, 7);
    assert_text_equal(record_text(record, CUP_NAME), "mug");
    assert_text_equal(record_text(copy, CUP_NAME), "bowl");
    arena_free(&arena);
}

static void an_input_knows_what_is_given(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 1 << 16);
    struct record_input *input = record_input_new(&cup, &arena);
    record_input_set(input, CUP_SIZE, value_null());
    for (size_t i = 0; i < CUP_FIELD_COUNT; i++)
        assert_int_equal(input->given[i], i == CUP_SIZE);
    arena_free(&arena);
}

static void values_compare_by_kind_and_content(void **state)
{
    (void)state;
    const struct value values[] = {value_null(), value_integer(0), value_integer(1), value_real(0.0),
        value_real(0.5), value_boolean(false), value_boolean(true), value_string(""), value_string("a")};
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        for (size_t j = 0; j < sizeof values / sizeof values[0]; j++) {
            assert_int_equal(value_equal(values[i], values[j]), i == j);
        }
    }
    assert_true(value_equal(value_string(NULL), value_null()));
}

static void names_are_found_and_flags_understood(void **state)
{
    (void)state;
    assert_int_equal(resource_field(&cup, TEXT("colour")), CUP_COLOUR);
    assert_int_equal(resource_field(&cup, TEXT("key")), -1);
    assert_int_equal(resource_sort(&cup, TEXT("key")), 1);
    assert_int_equal(resource_sort(&cup, TEXT("-key")), -1);
    assert_ptr_equal(resource_action(&cup, TEXT("fill")), &cup_actions[1]);
    assert_null(resource_action(&cup, TEXT("drop")));
    static const bool filters[] = {true, false, true, true, false},
                      stored[] = {true, true, true, true, false},
                      creatable[] = {true, true, true, false, false},
                      updatable[] = {true, false, true, false, false};
    for (size_t i = 0; i < CUP_FIELD_COUNT; i++) {
        assert_int_equal(field_is_filter(&cup_fields[i]), filters[i]);
        assert_int_equal(field_is_stored(&cup_fields[i]), stored[i]);
        assert_int_equal(field_is_creatable(&cup_fields[i]), creatable[i]);
        assert_int_equal(field_is_updatable(&cup_fields[i]), updatable[i]);
    }
}

static enum error make_all(void *context)
{
    (void)context;
    struct arena arena;
    arena_init(&arena, 1 << 16);
    struct record *record = record_new(&cup, &arena);
    struct record *copy = record ? record_copy(record, &arena) : NULL;
    struct record_input *input = copy ? record_input_new(&cup, &arena) : NULL;
    enum error error = input ? ERROR_NONE : ERROR_MEMORY;
    arena_free(&arena);
    return error;
}

static void memory_that_is_missing_is_said(void **state)
{
    (void)state;
    assert_true(torture(make_all, NULL) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_read_by_their_enum),
        cmocka_unit_test(defaults_fill_what_is_null),
        cmocka_unit_test(a_copy_changes_apart),
        cmocka_unit_test(an_input_knows_what_is_given),
        cmocka_unit_test(values_compare_by_kind_and_content),
        cmocka_unit_test(names_are_found_and_flags_understood),
        cmocka_unit_test(memory_that_is_missing_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
