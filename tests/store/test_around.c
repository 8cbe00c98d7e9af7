// SPDX-License-Identifier: Apache-2.0
// What is read around one record answers as the whole organisation does: over every product of the
// demonstration.
#include "fixture.h"

#include "base/calendar.h"
#include "people/resolution.h"
#include "work/workspace.h"

#define AROUND_ARENA ((size_t)32 << 20)

static int make_company(void **state)
{
    char message[STORE_MESSAGE_SIZE] = "";
    if (fixture_set_up(state)) return 1;
    struct fixture *fixture = *state;
    if (workspace_furnish(fixture->store, message) || demonstration_fill(fixture->store, message)) {
        print_message("%s\n", message);
        return 1;
    }
    return workspace_open(fixture->store, message) ? 1 : 0;
}

// The keys of whoever is accountable, the outcome, the role and the map, in words.
static const char *answer(
    const struct resolution *resolution, uint32_t product, uint32_t activity, struct arena *arena)
{
    const struct organisation *organisation = resolution_organisation(resolution);
    const struct resolution_result result = resolution_for(resolution, product, activity);
    const char *said = arena_print(arena, "%s %s %.*s:", resolution_outcome_code(result.outcome),
        people_role_code(result.role),
        TEXT_PRINT(result.map == ORGANISATION_NONE ? TEXT("no map") : organisation->maps[result.map].key));
    for (uint32_t i = 0; i < result.holders.count; i++)
        said = arena_print(
            arena, "%s %.*s", said, TEXT_PRINT(organisation->people[result.holders.people[i]].key));
    return said;
}

static void every_product_answers_as_in_the_whole(void **state)
{
    struct fixture *fixture = *state;
    struct transaction *transaction;
    struct organisation *whole;
    struct resolution *of_whole;
    const int32_t day = calendar_today();
    size_t asked = 0;
    assert_int_equal(store_read(fixture->store, &transaction), ERROR_NONE);
    assert_int_equal(organisation_load(transaction, day, &fixture->arena, &whole), ERROR_NONE);
    assert_int_equal(resolution_prepare(whole, &fixture->arena, &of_whole), ERROR_NONE);
    for (uint32_t product = 0; product < whole->product_count; product++) {
        struct arena arena;
        struct organisation *around;
        struct resolution *of_around;
        arena_init(&arena, AROUND_ARENA);
        assert_int_equal(
            organisation_load_around(transaction, whole->products[product].key, day, &arena, &around),
            ERROR_NONE);
        assert_int_equal(resolution_prepare(around, &arena, &of_around), ERROR_NONE);
        assert_int_equal(around->product_count, 1);
        assert_true(around->person_count < whole->person_count);
        for (uint32_t activity = 0; activity < whole->activity_count; activity++, asked++) {
            const uint32_t same = organisation_find_activity(around, whole->activities[activity].key);
            assert_int_not_equal(same, ORGANISATION_NONE);
            assert_string_equal(
                answer(of_around, 0, same, &arena), answer(of_whole, product, activity, &arena));
        }
        arena_free(&arena);
    }
    transaction_end(transaction);
    assert_true(asked > 1000);
}

static void what_is_not_there_is_not_found(void **state)
{
    struct fixture *fixture = *state;
    struct transaction *transaction;
    struct organisation *around;
    assert_int_equal(store_read(fixture->store, &transaction), ERROR_NONE);
    assert_int_equal(
        organisation_load_around(transaction, TEXT("PROD-9999"), calendar_today(), &fixture->arena, &around),
        ERROR_NOT_FOUND);
    transaction_end(transaction);
}

#define CASE(function) cmocka_unit_test_setup_teardown(function, make_company, fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(every_product_answers_as_in_the_whole),
        CASE(what_is_not_there_is_not_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
