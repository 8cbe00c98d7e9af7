// SPDX-License-Identifier: Apache-2.0
// Who is accountable: nearest scope, days, people who left, the four outcomes, and their JSON.
#include "people/resolution_print.h"
#include "unit/people/company.h"

// A company with a nested line, a line without a unit and a product without a line; three activities on the
// map, one beside it.
static struct company *water(void)
{
    struct company *company = company_new("2026-11-22");
    company_unit(company, "UNIT-1", "Water");
    company_unit(company, "UNIT-2", "Air");
    company_line(company, "LINE-1", "Meters", "UNIT-1", NULL);
    company_line(company, "LINE-2", "Household", NULL, "LINE-1");
    company_line(company, "LINE-3", "Loose", NULL, NULL);
    company_line(company, "LINE-4", "Fans", "UNIT-2", "LINE-1");
    company_product(company, "PROD-1", "Probe", "LINE-2", STAGE_DEVELOP);
    company_product(company, "PROD-2", "Pump", "LINE-1", STAGE_DELIVER);
    company_product(company, "PROD-3", "Kit", "LINE-3", STAGE_PLAN);
    company_product(company, "PROD-4", "Lamp", NULL, STAGE_PLAN);
    company_product(company, "PROD-5", "Fan", "LINE-4", STAGE_RETIRED);
    for (unsigned i = 1; i <= 6; i++) {
        const char *key = arena_print(&company->arena, "PERS-%u", i);
        company_person(company, key, arena_print(&company->arena, "Person %u", i));
    }
    company_entry(company, "ACT-1", "roadmap", SIDE_PM, ROLE_PRODUCT_MANAGER);
    company_entry(company, "ACT-2", "messaging", SIDE_PMM, ROLE_PRODUCT_MARKETING_MANAGER);
    company_entry(company, "ACT-3", "approval", SIDE_PM, ROLE_HEAD_OF_ENGINEERING);
    company_activity(company, "ACT-4", "unplaced");
    return company;
}

static struct resolution *prepare(struct company *company)
{
    struct resolution *resolution = NULL;
    assert_int_equal(resolution_prepare(company_finish(company), &company->arena, &resolution), ERROR_NONE);
    return resolution;
}

// "PERS-1 PERS-2 @LINE-1": whom a role over a product falls to.
static void expect_holders(
    const struct resolution *resolution, const char *product, enum people_role role, const char *expected)
{
    const struct organisation *organisation = resolution_organisation(resolution);
    struct resolution_holders holders = resolution_product_holders(
        resolution, organisation_find_product(organisation, text_from(product)), role);
    struct buffer buffer;
    buffer_init(&buffer, 1000);
    for (uint32_t i = 0; i < holders.count; i++)
        buffer_print(&buffer, "%.*s ", TEXT_PRINT(organisation->people[holders.people[i]].key));
    if (holders.count) {
        buffer_character(&buffer, '@');
        buffer_text(&buffer, organisation_scope_key(organisation, holders.scope));
    } else {
        assert_int_equal(holders.scope, ORGANISATION_NONE);
    }
    buffer_character(&buffer, '\0');
    assert_string_equal(buffer.data, expected);
    buffer_free(&buffer);
}

static enum resolution_outcome outcome_of(
    const struct resolution *resolution, const char *product, const char *activity)
{
    const struct organisation *organisation = resolution_organisation(resolution);
    return resolution_for(resolution, organisation_find_product(organisation, text_from(product)),
        organisation_find_activity(organisation, text_from(activity)))
        .outcome;
}

static void nearest_scope_wins(void **state)
{
    (void)state;
    static const char *const scopes[] = {NULL, "UNIT-1", "LINE-1", "LINE-2", "PROD-1"};
    static const char *const expected[] = {
        "PERS-1 @company", "PERS-2 @UNIT-1", "PERS-3 @LINE-1", "PERS-4 @LINE-2", "PERS-5 @PROD-1"};
    static const char *const people[] = {"PERS-1", "PERS-2", "PERS-3", "PERS-4", "PERS-5"};
    struct company *company = water();
    for (size_t i = 0; i < 5; i++) {
        company_assign(company, arena_print(&company->arena, "ASGN-%zu", i + 1), people[i],
            ROLE_PRODUCT_MANAGER, scopes[i]);
        expect_holders(prepare(company), "PROD-1", ROLE_PRODUCT_MANAGER, expected[i]);
    }
    struct resolution *resolution = prepare(company);
    expect_holders(resolution, "PROD-2", ROLE_PRODUCT_MANAGER, "PERS-3 @LINE-1");
    expect_holders(resolution, "PROD-3", ROLE_PRODUCT_MANAGER, "PERS-1 @company");
    expect_holders(resolution, "PROD-4", ROLE_PRODUCT_MANAGER, "PERS-1 @company");
    // A line around is nearer than the unit of the line itself.
    expect_holders(resolution, "PROD-5", ROLE_PRODUCT_MANAGER, "PERS-3 @LINE-1");
    expect_holders(resolution, "PROD-1", ROLE_DESIGN, "");
    company_free(company);
}

static void unit_is_that_of_the_nearest_line(void **state)
{
    (void)state;
    struct company *company = water();
    company_assign(company, "ASGN-1", "PERS-1", ROLE_GENERAL_MANAGER, "UNIT-1");
    company_assign(company, "ASGN-2", "PERS-2", ROLE_GENERAL_MANAGER, "UNIT-2");
    struct resolution *resolution = prepare(company);
    expect_holders(resolution, "PROD-1", ROLE_GENERAL_MANAGER, "PERS-1 @UNIT-1");
    expect_holders(resolution, "PROD-5", ROLE_GENERAL_MANAGER, "PERS-2 @UNIT-2");
    expect_holders(resolution, "PROD-3", ROLE_GENERAL_MANAGER, "");
    company_free(company);
}

static void holders_of_any_scope(void **state)
{
    (void)state;
    struct company *company = water();
    company_assign(company, "ASGN-1", "PERS-1", ROLE_SALES, NULL);
    company_assign(company, "ASGN-2", "PERS-2", ROLE_SALES, "UNIT-1");
    company_assign(company, "ASGN-3", "PERS-3", ROLE_SALES, "PROD-4");
    struct resolution *resolution = prepare(company);
    const struct organisation *organisation = resolution_organisation(resolution);
    static const char *const keys[] = {"", "UNIT-1", "UNIT-2", "LINE-2", "LINE-3", "PROD-1", "PROD-4"};
    static const uint32_t people[] = {0, 1, 0, 1, 0, 1, 2};
    for (size_t i = 0; i < 7; i++) {
        struct resolution_holders holders = resolution_holders(
            resolution, organisation_find_scope(organisation, text_from(keys[i])), ROLE_SALES);
        assert_int_equal(holders.count, 1);
        assert_int_equal(holders.people[0], people[i]);
    }
    assert_int_equal(resolution_holders(resolution, ORGANISATION_NONE, ROLE_SALES).count, 0);
    assert_int_equal(resolution_holders(resolution, 0, ROLE_COUNT).count, 0);
    company_free(company);
}

static void an_assignment_counts_from_its_first_to_its_last_day(void **state)
{
    (void)state;
    static const struct {
        const char *from, *to;
        bool counts;
    } cases[] = {
        {NULL, NULL, true},
        {"2026-11-22", NULL, true},
        {"2026-11-23", NULL, false},
        {NULL, "2026-11-22", true},
        {NULL, "2026-11-21", false},
        {"2026-11-22", "2026-11-22", true},
        {"2020-01-01", "2030-01-01", true},
        {"2027-01-01", "2028-01-01", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct company *company = water();
        struct organisation_assignment *assignment =
            company_assign(company, "ASGN-1", "PERS-1", ROLE_PRODUCT_MANAGER, "PROD-1");
        assignment->from_on = company_day(cases[i].from);
        assignment->to_on = company_day(cases[i].to);
        company_assign(company, "ASGN-2", "PERS-2", ROLE_PRODUCT_MANAGER, "UNIT-1");
        expect_holders(prepare(company), "PROD-1", ROLE_PRODUCT_MANAGER,
            cases[i].counts ? "PERS-1 @PROD-1" : "PERS-2 @UNIT-1");
        company_free(company);
    }
}

static void who_has_left_holds_nothing(void **state)
{
    (void)state;
    static const char *const days[] = {"2026-11-21", "2026-11-22", "2026-11-23"};
    static const char *const expected[] = {"PERS-2 @LINE-2", "PERS-2 @LINE-2", "PERS-1 @PROD-1"};
    for (size_t i = 0; i < 3; i++) {
        struct company *company = water();
        company_assign(company, "ASGN-1", "PERS-1", ROLE_PRODUCT_MANAGER, "PROD-1");
        company_assign(company, "ASGN-2", "PERS-2", ROLE_PRODUCT_MANAGER, "LINE-2");
        company->organisation.people[0].left_on = company_day(days[i]);
        expect_holders(prepare(company), "PROD-1", ROLE_PRODUCT_MANAGER, expected[i]);
        company_free(company);
    }
}

static void several_at_the_nearest_scope_are_a_conflict(void **state)
{
    (void)state;
    struct company *company = water();
    company_assign(company, "ASGN-1", "PERS-3", ROLE_PRODUCT_MANAGER, "PROD-1");
    company_assign(company, "ASGN-2", "PERS-2", ROLE_PRODUCT_MANAGER, "PROD-1");
    company_assign(company, "ASGN-3", "PERS-1", ROLE_PRODUCT_MANAGER, "LINE-1");
    struct resolution *resolution = prepare(company);
    expect_holders(resolution, "PROD-1", ROLE_PRODUCT_MANAGER, "PERS-2 PERS-3 @PROD-1");
    assert_int_equal(outcome_of(resolution, "PROD-1", "ACT-1"), RESOLUTION_CONFLICT);
    assert_int_equal(outcome_of(resolution, "PROD-2", "ACT-1"), RESOLUTION_ONE);
    company_free(company);
}

static void one_person_twice_is_one_person(void **state)
{
    (void)state;
    struct company *company = water();
    company_assign(company, "ASGN-1", "PERS-1", ROLE_PRODUCT_MANAGER, "PROD-1")->stand_in = TEXT("Acting");
    company_assign(company, "ASGN-9", "PERS-1", ROLE_PRODUCT_MANAGER, "PROD-1");
    struct resolution *resolution = prepare(company);
    expect_holders(resolution, "PROD-1", ROLE_PRODUCT_MANAGER, "PERS-1 @PROD-1");
    assert_int_equal(outcome_of(resolution, "PROD-1", "ACT-1"), RESOLUTION_ONE);
    // In their own right before as a stand-in.
    assert_int_equal(resolution_product_holders(resolution, 0, ROLE_PRODUCT_MANAGER).assignments[0], 1);
    company_free(company);
}

static void outcomes_of_an_activity(void **state)
{
    (void)state;
    struct company *company = water();
    company_assign(company, "ASGN-1", "PERS-1", ROLE_PRODUCT_MANAGER, "LINE-1");
    company_assign(company, "ASGN-2", "PERS-1", ROLE_PRODUCT_MARKETING_MANAGER, "PROD-1");
    company_assign(company, "ASGN-3", "PERS-2", ROLE_PRODUCT_MARKETING_MANAGER, "UNIT-1");
    company_assign(company, "ASGN-4", "PERS-1", ROLE_HEAD_OF_ENGINEERING, NULL);
    struct resolution *resolution = prepare(company);
    assert_int_equal(outcome_of(resolution, "PROD-1", "ACT-1"), RESOLUTION_DUAL);
    assert_int_equal(outcome_of(resolution, "PROD-1", "ACT-2"), RESOLUTION_DUAL);
    assert_int_equal(outcome_of(resolution, "PROD-2", "ACT-1"), RESOLUTION_ONE);
    assert_int_equal(outcome_of(resolution, "PROD-2", "ACT-2"), RESOLUTION_ONE);
    // Only the two product roles keep each other honest: holding a third one is not dual.
    assert_int_equal(outcome_of(resolution, "PROD-1", "ACT-3"), RESOLUTION_ONE);
    assert_int_equal(outcome_of(resolution, "PROD-4", "ACT-1"), RESOLUTION_GAP);
    // On no map: nobody is accountable, whoever is there.
    assert_int_equal(outcome_of(resolution, "PROD-1", "ACT-4"), RESOLUTION_GAP);
    company_free(company);
}

static void dual_also_when_the_other_side_is_a_conflict(void **state)
{
    (void)state;
    struct company *company = water();
    company_assign(company, "ASGN-1", "PERS-1", ROLE_PRODUCT_MANAGER, "PROD-1");
    company_assign(company, "ASGN-2", "PERS-1", ROLE_PRODUCT_MARKETING_MANAGER, "PROD-1");
    company_assign(company, "ASGN-3", "PERS-2", ROLE_PRODUCT_MARKETING_MANAGER, "PROD-1");
    struct resolution *resolution = prepare(company);
    assert_int_equal(outcome_of(resolution, "PROD-1", "ACT-1"), RESOLUTION_DUAL);
    assert_int_equal(outcome_of(resolution, "PROD-1", "ACT-2"), RESOLUTION_CONFLICT);
    company_free(company);
}

struct tally {
    uint32_t counts[4][RESOLUTION_OUTCOME_COUNT];
    uint32_t seen;
};

static enum error tally_result(const struct resolution_result *result, void *closure)
{
    struct tally *tally = closure;
    tally->seen++;
    if (result->product != 4) tally->counts[result->activity][result->outcome]++;
    return ERROR_NONE;
}

static enum error stop_at_third(const struct resolution_result *result, void *closure)
{
    uint32_t *seen = closure;
    (void)result;
    return ++*seen == 3 ? ERROR_END : ERROR_NONE;
}

static void counts_agree_with_the_matrix(void **state)
{
    (void)state;
    struct company *company = water();
    company_assign(company, "ASGN-1", "PERS-1", ROLE_PRODUCT_MANAGER, "LINE-1");
    company_assign(company, "ASGN-2", "PERS-1", ROLE_PRODUCT_MARKETING_MANAGER, "PROD-1");
    company_assign(company, "ASGN-3", "PERS-2", ROLE_PRODUCT_MARKETING_MANAGER, "PROD-2");
    company_assign(company, "ASGN-4", "PERS-3", ROLE_PRODUCT_MARKETING_MANAGER, "PROD-2");
    struct resolution *resolution = prepare(company);
    struct tally tally = {{{0}}, 0};
    uint32_t(*counts)[RESOLUTION_OUTCOME_COUNT];
    assert_int_equal(resolution_each(resolution, tally_result, &tally), ERROR_NONE);
    assert_int_equal(resolution_count(resolution, &company->arena, &counts), ERROR_NONE);
    assert_int_equal(tally.seen, 20);
    assert_memory_equal(counts, tally.counts, sizeof tally.counts); // the retired product is in neither
    static const uint32_t expected[4][RESOLUTION_OUTCOME_COUNT] = {
        {1, 2, 0, 1}, {0, 2, 1, 1}, {0, 4, 0, 0}, {0, 4, 0, 0}};
    assert_memory_equal(counts, expected, sizeof expected);
    uint32_t seen = 0;
    assert_int_equal(resolution_each(resolution, stop_at_third, &seen), ERROR_END);
    assert_int_equal(seen, 3);
    company_free(company);
}

static void json_is_as_promised(void **state)
{
    (void)state;
    struct company *company = water();
    company_assign(company, "ASGN-1", "PERS-1", ROLE_PRODUCT_MANAGER, "LINE-1")->stand_in = TEXT("Acting");
    struct resolution *resolution = prepare(company);
    struct buffer buffer;
    struct json_writer writer;
    buffer_init(&buffer, 10000);
    json_writer_init(&writer, &buffer);
    resolution_print_product(resolution, 0, 0, &writer);
    assert_int_equal(json_writer_finish(&writer), ERROR_NONE);
    assert_string_equal(buffer.data,
        "{\"map\":{\"key\":\"MAP-1\",\"name\":\"Test "
        "map\"},\"items\":[{\"product\":\"PROD-1\",\"activity\":\"ACT-1\","
        "\"activity_name\":\"roadmap\",\"activity_code\":\"roadmap\",\"side\":\"pm\",\"role\":\"product_"
        "manager\","
        "\"outcome\":\"one\",\"people\":[{\"key\":\"PERS-1\",\"name\":\"Person 1\",\"stand_in\":\"Acting\","
        "\"inherited\":true,\"scope\":\"LINE-1\"}],\"scope\":\"LINE-1\"}]}");
    buffer_reset(&buffer);
    json_writer_init(&writer, &buffer);
    resolution_print_product(resolution, 0, 3, &writer);
    assert_int_equal(json_writer_finish(&writer), ERROR_NONE);
    assert_non_null(
        strstr(buffer.data, "\"side\":null,\"role\":null,\"outcome\":\"gap\",\"people\":[],\"scope\":null"));
    buffer_reset(&buffer);
    json_writer_init(&writer, &buffer);
    assert_int_equal(resolution_print_summary(resolution, &company->arena, &writer), ERROR_NONE);
    assert_int_equal(json_writer_finish(&writer), ERROR_NONE);
    assert_non_null(strstr(buffer.data,
        "\"role\":\"product_manager\",\"one\":2,\"gap\":2,\"conflict\":0,\"dual\":0,\"rest\":0}"));
    buffer_free(&buffer);
    company_free(company);
}

static void without_memory_it_says_so(void **state)
{
    (void)state;
    struct company *company = water();
    company_assign(company, "ASGN-1", "PERS-1", ROLE_PRODUCT_MANAGER, "LINE-1");
    const struct organisation *organisation = company_finish(company);
    struct arena small;
    struct resolution *resolution = NULL;
    arena_init(&small, 16);
    assert_int_equal(resolution_prepare(organisation, &small, &resolution), ERROR_MEMORY);
    assert_null(resolution);
    arena_free(&small);
    company_free(company);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nearest_scope_wins),
        cmocka_unit_test(unit_is_that_of_the_nearest_line),
        cmocka_unit_test(holders_of_any_scope),
        cmocka_unit_test(an_assignment_counts_from_its_first_to_its_last_day),
        cmocka_unit_test(who_has_left_holds_nothing),
        cmocka_unit_test(several_at_the_nearest_scope_are_a_conflict),
        cmocka_unit_test(one_person_twice_is_one_person),
        cmocka_unit_test(outcomes_of_an_activity),
        cmocka_unit_test(dual_also_when_the_other_side_is_a_conflict),
        cmocka_unit_test(counts_agree_with_the_matrix),
        cmocka_unit_test(json_is_as_promised),
        cmocka_unit_test(without_memory_it_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
