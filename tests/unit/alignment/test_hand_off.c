// SPDX-License-Identifier: Apache-2.0
// Hand-offs without a database: who holds one in each status and since when, what may change, what the
// checklist begins with.
#include "alignment/hand_off.h"
#include "alignment/hand_off_item.h"
#include "model/record.h"
#include "unit.h"

static struct record *hand_off_in(enum hand_off_status status, struct arena *arena)
{
    struct record *record = record_new(&hand_off_resource, arena);
    assert_non_null(record);
    record_set(record, HAND_OFF_STATUS, value_string(hand_off_statuses.choices[status].code));
    record_set(record, HAND_OFF_FROM_PERSON, value_string("PERS-1"));
    record_set(record, HAND_OFF_TO_PERSON, value_string("PERS-2"));
    record_set(record, HAND_OFF_OFFERED_ON, value_string("2026-11-01"));
    record_set(record, HAND_OFF_ANSWERED_ON, value_string("2026-11-05"));
    hand_off_resource.derive(record);
    return record;
}

static void every_status_says_who_has_it_and_since_when(void **state)
{
    (void)state;
    static const struct {
        const char *holder, *since;
        bool is_editable;
    } expected[HAND_OFF_STATUS_COUNT] = {
        [HAND_OFF_STATUS_DRAFT] = {"PERS-1", "", true},
        [HAND_OFF_STATUS_OFFERED] = {"PERS-2", "2026-11-01", false},
        [HAND_OFF_STATUS_ACCEPTED] = {"PERS-2", "2026-11-05", false},
        [HAND_OFF_STATUS_RETURNED] = {"PERS-1", "2026-11-05", true},
        [HAND_OFF_STATUS_WITHDRAWN] = {"PERS-1", "", true},
    };
    struct arena arena;
    arena_init(&arena, 1 << 20);
    for (enum hand_off_status status = 0; status < HAND_OFF_STATUS_COUNT; status++) {
        const struct record *record = hand_off_in(status, &arena);
        assert_true(text_is(record_text(record, HAND_OFF_HELD_BY), expected[status].holder));
        assert_true(text_is(record_text(record, HAND_OFF_SINCE), expected[status].since));
        assert_int_equal(hand_off_is_editable(record), expected[status].is_editable);
    }
    arena_free(&arena);
}

static void the_roles_have_to_differ(void **state)
{
    (void)state;
    struct arena arena;
    struct problem_list problems;
    arena_init(&arena, 1 << 20);
    problem_list_init(&problems, &arena);
    struct record *record = hand_off_in(HAND_OFF_STATUS_DRAFT, &arena);
    assert_int_equal(hand_off_resource.check(record, NULL, &problems), ERROR_NONE);
    record_set(record, HAND_OFF_FROM_ROLE, value_string("sales"));
    record_set(record, HAND_OFF_TO_ROLE, value_string("support"));
    assert_int_equal(hand_off_resource.check(record, NULL, &problems), ERROR_NONE);
    record_set(record, HAND_OFF_TO_ROLE, value_string("sales"));
    assert_int_equal(hand_off_resource.check(record, NULL, &problems), ERROR_INVALID);
    assert_string_equal(problems.first->field, "to_role");
    arena_free(&arena);
}

static size_t count_of(enum hand_off_kind kind)
{
    const char *const *names = hand_off_item_defaults(kind);
    size_t count = 0;
    for (; names[count]; count++) {
        const size_t length = strlen(names[count]);
        assert_in_range(length, 1, 300);
        assert_int_equal(names[count][length - 1], '.');
    }
    return count;
}

static void the_two_kinds_begin_with_a_checklist(void **state)
{
    (void)state;
    assert_int_equal(count_of(HAND_OFF_KIND_CAPABILITY_BRIEF), 7);
    assert_int_equal(count_of(HAND_OFF_KIND_MARKET_INSIGHT), 5);
    assert_int_equal(count_of(HAND_OFF_KIND_OTHER), 0);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_status_says_who_has_it_and_since_when),
        cmocka_unit_test(the_roles_have_to_differ),
        cmocka_unit_test(the_two_kinds_begin_with_a_checklist),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
