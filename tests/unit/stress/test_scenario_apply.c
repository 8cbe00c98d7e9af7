// SPDX-License-Identifier: Apache-2.0
// Each step applied to a small company: who holds what afterwards, and what cannot be done.
#include "unit/stress/scenario.h"

#define LEAVE(person) "[{\"do\":\"leave\",\"person\":\"" person "\"}]"

static void nothing_changes_the_original(void **state)
{
    (void)state;
    struct company *company = orderly();
    const struct organisation *changed = applied(company,
        "[{\"do\":\"leave\",\"person\":\"PERS-4\"},"
        "{\"do\":\"split_unit\",\"unit\":\"UNIT-1\",\"lines\":[\"LINE-1\"],\"name\":\"Air\"},"
        "{\"do\":\"stage\",\"product\":\"PROD-1\",\"stage\":\"retire\"}]");
    assert_ptr_not_equal(changed, &company->organisation);
    expect(company, ""); // the company is as orderly as before
    expect_holders(company, &company->organisation, "PROD-1", ROLE_PRODUCT_MANAGER, "Pia");
    company_free(company);
}

static void who_leaves_holds_nothing(void **state)
{
    (void)state;
    struct company *company = orderly();
    const struct organisation *changed = applied(company, LEAVE("PERS-4"));
    expect_holders(company, changed, "PROD-1", ROLE_PRODUCT_MANAGER, "-");
    expect_holders(company, changed, "PROD-1", ROLE_PRODUCT_MARKETING_MANAGER, "Quinn");
    assert_int_equal(changed->people[3].left_on, changed->day);
    expect_refused(company, LEAVE("PERS-99"), "steps[0].person There is no person PERS-99.");
    company_free(company);
}

static void a_deputy_stands_in_for_who_is_absent(void **state)
{
    (void)state;
    struct company *company = orderly();
    const struct organisation *changed = applied(company, "[{\"do\":\"absent\",\"person\":\"PERS-4\"}]");
    expect_holders(company, changed, "PROD-1", ROLE_PRODUCT_MANAGER, "-");
    assert_int_equal(changed->people[3].left_on, ORGANISATION_NO_DATE);
    changed = applied(company, "[{\"do\":\"absent\",\"person\":\"PERS-4\",\"deputy\":\"PERS-6\"}]");
    expect_holders(company, changed, "PROD-1", ROLE_PRODUCT_MANAGER, "Ezra*");
    expect_refused(company, "[{\"do\":\"absent\",\"person\":\"PERS-4\",\"deputy\":\"PERS-99\"}]",
        "steps[0].deputy There is no person PERS-99.");
    company_free(company);
}

static void whom_the_work_is_handed_over_to_stands_in(void **state)
{
    (void)state;
    struct company *company = orderly();
    company_finish(company);
    struct alignment_delegation delegation = {.key = TEXT("DELE-1"),
        .person = 3,
        .deputy = 5,
        .scope = ORGANISATION_COMPANY,
        .from_on = company->organisation.day - 1,
        .to_on = company->organisation.day + 1};
    const struct alignment alignment = {.delegations = &delegation, .delegation_count = 1};
    const struct scenario_world world = {.today = company->organisation.day, .alignment = &alignment};
    const struct organisation *changed =
        applied_in(company, "[{\"do\":\"absent\",\"person\":\"PERS-4\"}]", &world);
    expect_holders(company, changed, "PROD-1", ROLE_PRODUCT_MANAGER, "Ezra*");
    // Not what is handed over in another place.
    delegation.scope = organisation_scope_of_product(&company->organisation, 1);
    changed = applied_in(company, "[{\"do\":\"absent\",\"person\":\"PERS-4\"}]", &world);
    expect_holders(company, changed, "PROD-1", ROLE_PRODUCT_MANAGER, "-");
    company_free(company);
}

static void who_moves_gives_up_what_they_held(void **state)
{
    (void)state;
    struct company *company = orderly();
    company_unit(company, "UNIT-2", "Air");
    company_line(company, "LINE-2", "Fans", "UNIT-2", NULL);
    const struct organisation *changed =
        applied(company, "[{\"do\":\"move\",\"person\":\"PERS-4\",\"to\":\"LINE-2\"}]");
    expect_holders(company, changed, "LINE-1", ROLE_PRODUCT_MANAGER, "-");
    expect_holders(company, changed, "LINE-2", ROLE_PRODUCT_MANAGER, "Pia");
    assert_int_equal(changed->people[3].unit, 1);
    changed = applied(
        company, "[{\"do\":\"move\",\"person\":\"PERS-4\",\"to\":\"UNIT-2\",\"role\":\"general_manager\"}]");
    expect_holders(company, changed, "LINE-2", ROLE_PRODUCT_MANAGER, "-");
    expect_holders(company, changed, "LINE-2", ROLE_GENERAL_MANAGER, "Pia");
    expect_refused(company, "[{\"do\":\"move\",\"person\":\"PERS-6\",\"to\":\"LINE-2\"}]",
        "steps[0].role PERS-6 holds no role on the day: say which one it is to be.");
    expect_refused(company, "[{\"do\":\"move\",\"person\":\"PERS-4\",\"to\":\"LINE-9\"}]",
        "steps[0].to There is no unit, line or product LINE-9.");
    company_free(company);
}

static void assigning_and_ending(void **state)
{
    (void)state;
    struct company *company = orderly();
    const struct organisation *changed = applied(company,
        "[{\"do\":\"assign\",\"person\":\"PERS-6\",\"role\":\"product_manager\",\"scope\":\"PROD-2\"},"
        "{\"do\":\"assign\",\"person\":\"PERS-6\",\"role\":\"product_marketing_manager\",\"scope\":\"LINE-"
        "1\","
        "\"stand_in\":\"Interim\"},{\"do\":\"end\",\"assignment\":\"ASGN-5\"}]");
    expect_holders(company, changed, "PROD-1", ROLE_PRODUCT_MANAGER, "Pia");
    expect_holders(company, changed, "PROD-2", ROLE_PRODUCT_MANAGER, "Ezra");
    expect_holders(company, changed, "PROD-1", ROLE_PRODUCT_MARKETING_MANAGER, "Ezra*");
    assert_true(text_is(changed->assignments[changed->assignment_count - 1].key, "NEWASGN-2"));
    changed = applied(
        company, "[{\"do\":\"assign\",\"person\":\"PERS-6\",\"role\":\"sales\",\"scope\":\"company\"}]");
    expect_holders(company, changed, "PROD-3", ROLE_SALES, "Ezra");
    expect_refused(company, "[{\"do\":\"end\",\"assignment\":\"ASGN-77\"}]",
        "steps[0].assignment There is no assignment ASGN-77.");
    company_free(company);
}

static void many_assignments_find_room(void **state)
{
    (void)state;
    struct company *company = orderly();
    struct buffer json;
    buffer_init(&json, 1 << 20);
    buffer_character(&json, '[');
    for (int i = 0; i < SCENARIO_STEPS_MAXIMUM; i++)
        buffer_print(&json,
            "%s{\"do\":\"assign\",\"person\":\"PERS-6\",\"role\":\"sales\",\"scope\":\"LINE-1\"}",
            i ? "," : "");
    buffer_character(&json, ']');
    const struct organisation *changed = applied(company, json.data);
    assert_int_equal(changed->assignment_count, 5 + SCENARIO_STEPS_MAXIMUM);
    assert_true(text_is(changed->assignments[4 + SCENARIO_STEPS_MAXIMUM].key, "NEWASGN-500"));
    buffer_free(&json);
    company_free(company);
}

static void product_managers_take_both_roles(void **state)
{
    (void)state;
    struct company *company = orderly();
    company_assign(company, "ASGN-6", "PERS-6", ROLE_PRODUCT_MANAGER, "PROD-2")->stand_in = TEXT("Acting");
    company_assign(company, "ASGN-7", "PERS-3", ROLE_PRODUCT_MARKETING_MANAGER, "PROD-1");
    const struct organisation *changed = applied(company, "[{\"do\":\"merge_roles\",\"scope\":\"UNIT-1\"}]");
    expect_holders(company, changed, "PROD-1", ROLE_PRODUCT_MARKETING_MANAGER, "Pia");
    expect_holders(company, changed, "PROD-2", ROLE_PRODUCT_MARKETING_MANAGER, "Ezra*");
    expect_holders(company, changed, "PROD-3", ROLE_PRODUCT_MARKETING_MANAGER, "Pia");
    // Over one product whose product manager comes from its line.
    changed = applied(company, "[{\"do\":\"merge_roles\",\"scope\":\"PROD-3\"}]");
    expect_holders(company, changed, "PROD-3", ROLE_PRODUCT_MARKETING_MANAGER, "Pia");
    expect_holders(company, changed, "PROD-1", ROLE_PRODUCT_MARKETING_MANAGER, "Mina");
    company_free(company);
}

static void a_unit_is_taken_into_another(void **state)
{
    (void)state;
    struct company *company = orderly();
    company_unit(company, "UNIT-2", "Air");
    company_line(company, "LINE-2", "Fans", "UNIT-2", NULL);
    company_product(company, "PROD-4", "Fan", "LINE-2", STAGE_DELIVER);
    company_assign(company, "ASGN-6", "PERS-6", ROLE_GENERAL_MANAGER, "UNIT-2");
    const struct organisation *changed =
        applied(company, "[{\"do\":\"merge_units\",\"from\":\"UNIT-2\",\"into\":\"UNIT-1\"}]");
    expect_holders(company, changed, "PROD-4", ROLE_HEAD_OF_PRODUCT_MARKETING, "Mina");
    expect_holders(company, changed, "PROD-4", ROLE_GENERAL_MANAGER, "Gudrun Ezra"); // two: who is it to be?
    expect_refused(company, "[{\"do\":\"merge_units\",\"from\":\"UNIT-2\",\"into\":\"UNIT-7\"}]",
        "steps[0].into There is no unit UNIT-7.");
    company_free(company);
}

static void a_unit_is_split(void **state)
{
    (void)state;
    struct company *company = orderly();
    company_line(company, "LINE-2", "Fans", "UNIT-1", NULL);
    company_line(company, "LINE-3", "Quiet fans", "UNIT-1", "LINE-2");
    company_product(company, "PROD-4", "Fan", "LINE-3", STAGE_DELIVER);
    company_assign(company, "ASGN-6", "PERS-6", ROLE_PRODUCT_MANAGER, "LINE-3");
    company->person_units[5] = "UNIT-1";
    company->person_units[3] = "UNIT-1";
    const struct organisation *changed = applied(company,
        "[{\"do\":\"split_unit\",\"unit\":\"UNIT-1\",\"lines\":[\"LINE-2\"],\"name\":\"Air\"},"
        "{\"do\":\"assign\",\"person\":\"PERS-2\",\"role\":\"general_manager\",\"scope\":\"NEWUNIT-1\"}]");
    assert_int_equal(changed->unit_count, 2);
    assert_true(text_is(changed->units[1].name, "Air"));
    expect_holders(company, changed, "PROD-4", ROLE_GENERAL_MANAGER, "Hal");
    expect_holders(company, changed, "PROD-4", ROLE_HEAD_OF_PRODUCT_MARKETING, "-"); // nobody yet
    expect_holders(company, changed, "PROD-4", ROLE_PRODUCT_MANAGER, "Ezra");
    expect_holders(company, changed, "PROD-1", ROLE_GENERAL_MANAGER, "Gudrun");
    expect_holders(company, changed, "PROD-1", ROLE_PRODUCT_MANAGER, "Pia");
    assert_int_equal(changed->people[5].unit, 1); // works there alone
    assert_int_equal(changed->people[3].unit, 0);
    expect_refused(company,
        "[{\"do\":\"split_unit\",\"unit\":\"UNIT-1\",\"lines\":[\"LINE-9\"],\"name\":\"Air\"}]",
        "steps[0].lines There is no line LINE-9.");
    company_line(company, "LINE-4", "Loose", NULL, NULL);
    expect_refused(company,
        "[{\"do\":\"split_unit\",\"unit\":\"UNIT-1\",\"lines\":[\"LINE-4\"],\"name\":\"Air\"}]",
        "steps[0].lines The line LINE-4 is not in the unit UNIT-1.");
    company_free(company);
}

static void a_freeze_holds_new_hires_back(void **state)
{
    (void)state;
    struct company *company = orderly(); // on 2026-11-22
    struct organisation_assignment *hire =
        company_assign(company, "ASGN-6", "PERS-6", ROLE_PRODUCT_MANAGER, "PROD-1");
    hire->from_on = company_day("2026-11-10");
    struct organisation_assignment *transfer =
        company_assign(company, "ASGN-7", "PERS-5", ROLE_PRODUCT_MANAGER, "PROD-2");
    transfer->from_on = company_day("2026-11-10");
    struct organisation_assignment *stand_in =
        company_assign(company, "ASGN-8", "PERS-2", ROLE_PRODUCT_MANAGER, "PROD-3");
    stand_in->to_on = company_day("2026-11-15");
    stand_in->stand_in = TEXT("Acting");
    const char *since = "[{\"do\":\"freeze\",\"since\":\"2026-11-01\"}]";
    expect_holders(company, applied(company, since), "PROD-1", ROLE_PRODUCT_MANAGER, "Pia");
    expect_holders(company, applied(company, since), "PROD-2", ROLE_PRODUCT_MANAGER, "Quinn");
    expect_holders(company, applied(company, since), "PROD-3", ROLE_PRODUCT_MANAGER, "Hal*");
    // From today on: who began before is there.
    expect_holders(
        company, applied(company, "[{\"do\":\"freeze\"}]"), "PROD-1", ROLE_PRODUCT_MANAGER, "Ezra");
    company_unit(company, "UNIT-2", "Air");
    expect_holders(company,
        applied(company, "[{\"do\":\"freeze\",\"since\":\"2026-11-01\",\"unit\":\"UNIT-2\"}]"), "PROD-1",
        ROLE_PRODUCT_MANAGER, "Ezra");
    expect_refused(
        company, "[{\"do\":\"freeze\",\"unit\":\"UNIT-9\"}]", "steps[0].unit There is no unit UNIT-9.");
    company_free(company);
}

static void a_stage_takes_its_horizon_along(void **state)
{
    (void)state;
    struct company *company = orderly();
    const char *launch = "[{\"do\":\"stage\",\"product\":\"PROD-3\",\"stage\":\"launch\"}]";
    assert_int_equal(applied(company, launch)->products[2].stage, STAGE_LAUNCH);
    assert_int_equal(applied(company, launch)->products[2].horizon, HORIZON_NEXT);
    company->organisation.products[2].horizon = HORIZON_CURRENT; // by hand
    assert_int_equal(applied(company, launch)->products[2].horizon, HORIZON_CURRENT);
    expect_refused(company, "[{\"do\":\"stage\",\"product\":\"PROD-9\",\"stage\":\"launch\"}]",
        "steps[0].product There is no product PROD-9.");
    company_free(company);
}

// Which map decides over the product, and by which role: "MAP-2 sales"; "-" when nobody is accountable.
static const char *map_over(
    struct company *company, const struct organisation *organisation, uint32_t product)
{
    struct resolution *resolution;
    assert_int_equal(resolution_prepare(organisation, &company->arena, &resolution), ERROR_NONE);
    const struct resolution_result result = resolution_for(resolution, product, 0);
    if (result.map == ORGANISATION_NONE) return "-";
    return arena_print(&company->arena, "%.*s %s", TEXT_PRINT(organisation->maps[result.map].key),
        people_role_code(result.role));
}

static void another_map_decides_within_its_scope(void **state)
{
    (void)state;
    struct company *company = orderly();
    company_line(company, "LINE-2", "Fans", "UNIT-1", NULL);
    company_product(company, "PROD-4", "Fan", "LINE-2", STAGE_DELIVER);
    company_finish(company);
    struct organisation_entry entry = {
        .key = TEXT("ENT-9"), .activity = 0, .accountable = ROLE_SALES, .to_stage = STAGE_RETIRED};
    struct map_trial map = {
        .map = {.key = TEXT("MAP-2"), .name = TEXT("Other"), .scope = ORGANISATION_COMPANY},
        .entries = &entry,
        .entry_count = 1};
    const struct scenario_world world = {.maps = &map, .map_count = 1};
    const char *put = "[{\"do\":\"map\",\"map\":\"MAP-2\"}]";
    assert_string_equal(map_over(company, &company->organisation, 0), "MAP-1 product_manager");
    const struct organisation *changed = applied_in(company, put, &world);
    assert_string_equal(map_over(company, changed, 0), "MAP-2 sales");
    assert_int_equal(changed->map_count, 1);
    assert_false(scenario_map_is_same(&company->organisation, changed));
    // For a line: beside the one of the company.
    map.map.scope = organisation_scope_of_line(&company->organisation, 1);
    changed = applied_in(company, put, &world);
    assert_string_equal(map_over(company, changed, 0), "MAP-1 product_manager");
    assert_string_equal(map_over(company, changed, 3), "MAP-2 sales");
    // The line is the same one after a unit was added before it, and when one is added later.
    changed = applied_in(company,
        "[{\"do\":\"split_unit\",\"unit\":\"UNIT-1\",\"lines\":[\"LINE-2\"],\"name\":\"Air\"},"
        "{\"do\":\"map\",\"map\":\"MAP-2\"},"
        "{\"do\":\"split_unit\",\"unit\":\"NEWUNIT-1\",\"lines\":[\"LINE-2\"],\"name\":\"Fresh air\"}]",
        &world);
    assert_string_equal(map_over(company, changed, 0), "MAP-1 product_manager");
    assert_string_equal(map_over(company, changed, 3), "MAP-2 sales");
    expect_refused(company, "[{\"do\":\"map\",\"map\":\"MAP-3\"}]", "steps[0].map There is no map MAP-3.");
    company_free(company);
}

// Over random companies: after merging roles within any scope, one product manager has one counterpart:
// themselves.
static void after_merging_both_sides_are_the_same_people(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 5000; seed++) {
        struct company *company = any_company(seed);
        struct organisation *organisation = &company->organisation;
        company_finish(company);
        const uint32_t scope = (uint32_t)(seed % organisation_scope_count(organisation));
        const struct text key = organisation_scope_key(organisation, scope);
        const struct organisation *changed = applied(company,
            arena_print(&company->arena, "[{\"do\":\"merge_roles\",\"scope\":\"%.*s\"}]", TEXT_PRINT(key)));
        struct resolution *resolution;
        assert_int_equal(resolution_prepare(changed, &company->arena, &resolution), ERROR_NONE);
        for (uint32_t i = 0; i < changed->product_count; i++) {
            if (!organisation_scope_lies_in(changed, organisation_scope_of_product(changed, i), scope))
                continue;
            const struct resolution_holders management =
                resolution_product_holders(resolution, i, ROLE_PRODUCT_MANAGER);
            const struct resolution_holders marketing =
                resolution_product_holders(resolution, i, ROLE_PRODUCT_MARKETING_MANAGER);
            if (management.count == 0) continue;
            if (marketing.count != management.count || memcmp(marketing.people, management.people,
                                                           management.count * sizeof *management.people) != 0)
                fail_msg("seed %llu, product %u", (unsigned long long)seed, i);
        }
        company_free(company);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_changes_the_original),
        cmocka_unit_test(who_leaves_holds_nothing),
        cmocka_unit_test(a_deputy_stands_in_for_who_is_absent),
        cmocka_unit_test(whom_the_work_is_handed_over_to_stands_in),
        cmocka_unit_test(who_moves_gives_up_what_they_held),
        cmocka_unit_test(assigning_and_ending),
        cmocka_unit_test(many_assignments_find_room),
        cmocka_unit_test(product_managers_take_both_roles),
        cmocka_unit_test(a_unit_is_taken_into_another),
        cmocka_unit_test(a_unit_is_split),
        cmocka_unit_test(a_freeze_holds_new_hires_back),
        cmocka_unit_test(a_stage_takes_its_horizon_along),
        cmocka_unit_test(another_map_decides_within_its_scope),
        cmocka_unit_test(after_merging_both_sides_are_the_same_people),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
