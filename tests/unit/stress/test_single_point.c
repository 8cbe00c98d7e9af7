// SPDX-License-Identifier: Apache-2.0
// Single points of failure: a small company by hand, random ones against the scenario that is the same thing,
// and how long a large one takes.
#include "base/calendar.h"
#include "stress/single_point.h"
#include "unit/stress/scenario.h"

#define LEAVE_OF "[{\"do\":\"leave\",\"person\":\"%.*s\"}]"

static struct check_settings settings;

static struct single_point *points_of(struct company *company, size_t *ret_count)
{
    struct resolution *resolution;
    struct single_point *points;
    assert_int_equal(resolution_prepare(company_finish(company), &company->arena, &resolution), ERROR_NONE);
    assert_int_equal(single_points_find(resolution, &company->arena, &points, ret_count), ERROR_NONE);
    return points;
}

static void the_one_who_alone_holds_most_comes_first(void **state)
{
    (void)state;
    struct company *company = orderly(); // Pia and Quinn each hold one activity over three products
    company_assign(company, "ASGN-6", "PERS-6", ROLE_PRODUCT_MANAGER, NULL);
    size_t count;
    const struct single_point *points = points_of(company, &count);
    assert_int_equal(count, 2);
    assert_int_equal(points[0].person, 4); // Quinn: nobody else does marketing
    assert_int_equal(single_point_gaps(&points[0]), 3);
    assert_int_equal(points[0].gaps[HORIZON_CURRENT], 1);
    assert_int_equal(points[0].score, SINGLE_POINT_CURRENT + SINGLE_POINT_NEXT + SINGLE_POINT_FUTURE);
    assert_int_equal(points[0].gap_products, 3);
    assert_int_equal(points[0].worst, 0);
    assert_int_equal(points[0].roles, 1U << ROLE_PRODUCT_MARKETING_MANAGER);
    assert_int_equal(points[1].person, 3); // Pia: Ezra takes over
    assert_int_equal(points[1].score, 0);
    assert_int_equal(points[1].taken_over, 3);
    company_free(company);
}

static void who_takes_over_may_be_on_both_sides(void **state)
{
    (void)state;
    struct company *company = orderly();
    company_assign(company, "ASGN-6", "PERS-5", ROLE_PRODUCT_MANAGER, "UNIT-1");
    company_assign(company, "ASGN-7", "PERS-6", ROLE_PRODUCT_MARKETING_MANAGER, NULL);
    company_assign(company, "ASGN-8", "PERS-2", ROLE_PRODUCT_MARKETING_MANAGER, NULL);
    size_t count;
    const struct single_point *points = points_of(company, &count);
    assert_int_equal(count, 2);
    assert_int_equal(points[0].person, 3); // Pia: Quinn holds both roles then
    assert_int_equal(points[0].duals, 6);  // what was Pia's, and what is Quinn's already
    assert_int_equal(points[1].person, 4); // Quinn: two take over, and none is accountable
    assert_int_equal(points[1].conflicts, 3);
    company_free(company);
}

// The same person leaving as a scenario: every product and activity resolved anew.
static void expect_equal_to_leaving(struct company *company, uint64_t seed)
{
    size_t count;
    struct single_point *points = points_of(company, &count);
    struct resolution *resolution;
    const struct organisation *organisation = &company->organisation;
    assert_int_equal(resolution_prepare(organisation, &company->arena, &resolution), ERROR_NONE);
    for (uint32_t person = 0; person < organisation->person_count; person++) {
        const struct scenario_world world = {.today = organisation->day};
        const struct check_facts facts = {resolution, NULL, NULL, &settings, NULL};
        const struct scenario_steps steps = steps_of(
            company, arena_print(&company->arena, LEAVE_OF, TEXT_PRINT(organisation->people[person].key)));
        struct stress_report report;
        struct problem_list problems;
        const struct single_point *point = NULL;
        for (size_t i = 0; i < count; i++)
            if (points[i].person == person) point = &points[i];
        const struct single_point none = {.person = person};
        if (!point) point = &none;
        problem_list_init(&problems, &company->arena);
        assert_int_equal(stress_run(&facts, &steps, &world, &company->arena, &problems, &report), ERROR_NONE);
        if (single_point_gaps(point) != report.changes[STRESS_GAP] ||
            point->conflicts != report.changes[STRESS_CONFLICT] ||
            point->duals != report.changes[STRESS_DUAL] ||
            point->taken_over != report.changes[STRESS_HANDOVER] + report.changes[STRESS_RELIEF])
            fail_msg("seed %llu, person %u: %u %u %u %u", (unsigned long long)seed, person,
                single_point_gaps(point), point->conflicts, point->duals, point->taken_over);
    }
}

static void the_quick_way_equals_the_slow_one(void **state)
{
    (void)state;
    check_settings_default(&settings);
    for (uint64_t seed = 1; seed <= 250; seed++) {
        struct company *company = any_company(seed);
        expect_equal_to_leaving(company, seed);
        company_free(company);
    }
}

#define PEOPLE 100
#define PRODUCTS 2000
#define LINES 40
#define ACTIVITIES 53

// A company with more products than the hand-made ones have room for.
static struct company *large_company(void)
{
    struct company *company = company_new("2026-11-22");
    struct arena *arena = &company->arena;
    for (size_t i = 0; i < LINES; i++)
        company_line(company, arena_print(arena, "LINE-%zu", i + 1), "Line", NULL,
            i ? arena_print(arena, "LINE-%zu", i / 4 + 1) : NULL);
    for (size_t i = 0; i < PEOPLE; i++)
        company_person(company, arena_print(arena, "PERS-%zu", i + 1), "Person");
    for (size_t i = 0; i < 2 * PEOPLE; i++)
        company_assign(company, arena_print(arena, "ASGN-%zu", i + 1),
            arena_print(arena, "PERS-%zu", i % PEOPLE + 1),
            i % 2 ? ROLE_PRODUCT_MANAGER : ROLE_PRODUCT_MARKETING_MANAGER,
            i < 2 ? NULL : arena_print(arena, "LINE-%zu", i % LINES + 1));
    for (size_t i = 0; i < ACTIVITIES; i++)
        company_entry(company, arena_print(arena, "ACT-%zu", i + 1), arena_print(arena, "activity_%zu", i),
            SIDE_PM, i % 2 ? ROLE_PRODUCT_MANAGER : ROLE_PRODUCT_MARKETING_MANAGER);
    struct organisation_product *products =
        arena_array(&company->arena, struct organisation_product, PRODUCTS);
    assert_non_null(products);
    company_finish(company);
    for (uint32_t i = 0; i < PRODUCTS; i++)
        products[i] = (struct organisation_product){
            .key = text_from(arena_print(arena, "PROD-%u", i + 1)),
            .name = TEXT("Product"),
            .line = i % LINES,
            .stage = (uint8_t)(i % STAGE_RETIRED),
            .horizon = (int8_t)product_horizon((int)(i % STAGE_RETIRED), HORIZON_NONE),
        };
    // Products come last in the numbers of scopes, so that more of them move nobody's scope.
    company->organisation.products = products;
    company->organisation.product_count = PRODUCTS;
    assert_int_equal(organisation_index(&company->organisation, ARRAY_PRODUCTS, &company->arena), ERROR_NONE);
    return company;
}

static void a_large_company_takes_well_under_a_second(void **state)
{
    (void)state;
    struct resolution *resolution;
    struct single_point *points;
    size_t count;
    struct company *company = large_company();
    struct arena *arena = &company->arena;
    assert_int_equal(resolution_prepare(&company->organisation, arena, &resolution), ERROR_NONE);
    const int64_t begin = calendar_monotonic();
    assert_int_equal(single_points_find(resolution, arena, &points, &count), ERROR_NONE);
    const int64_t took = calendar_monotonic() - begin;
    print_message("# %u people, %u products: %lld us\n", PEOPLE, PRODUCTS, (long long)took);
    assert_true(count > 0);
    assert_true(took < 800000); // also under a sanitizer, on a busy machine
    company_free(company);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_one_who_alone_holds_most_comes_first),
        cmocka_unit_test(who_takes_over_may_be_on_both_sides),
        cmocka_unit_test(the_quick_way_equals_the_slow_one),
        cmocka_unit_test(a_large_company_takes_well_under_a_second),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
