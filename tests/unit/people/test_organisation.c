// SPDX-License-Identifier: Apache-2.0
// Codes, the order of keys, scopes as numbers, and what a horizon follows from.
#include "unit/people/company.h"

static void keys_compare_as_people_expect(void **state)
{
    (void)state;
    static const char *const ascending[] = {
        "ACT-1", "ACT-2", "ACT-10", "PROD-9", "PROD-12", "PROD-100", "SOFT-1"};
    for (size_t i = 0; i < sizeof ascending / sizeof *ascending; i++)
        for (size_t j = 0; j < sizeof ascending / sizeof *ascending; j++) {
            int order = organisation_compare_keys(text_from(ascending[i]), text_from(ascending[j]));
            assert_int_equal((order > 0) - (order < 0), (i > j) - (i < j));
        }
    assert_true(organisation_compare_keys(TEXT("A-1"), TEXT("A-1-2")) < 0);
    assert_true(organisation_compare_keys(TEXT("A-19"), TEXT("A-1")) > 0);
    assert_true(organisation_compare_keys(TEXT(""), TEXT("A")) < 0);
    assert_int_equal(organisation_compare_keys(TEXT(""), TEXT("")), 0);
}

static void codes_read_back(void **state)
{
    (void)state;
    for (unsigned i = 0; i < ROLE_COUNT; i++)
        assert_int_equal(people_role_parse(text_from(people_role_code((enum people_role)i))), i);
    assert_int_equal(people_role_parse(TEXT("manager")), ROLE_COUNT);
    assert_int_equal(people_role_parse(TEXT("")), ROLE_COUNT);
    assert_int_equal(people_role_counterpart(ROLE_PRODUCT_MANAGER), ROLE_PRODUCT_MARKETING_MANAGER);
    assert_int_equal(people_role_counterpart(ROLE_PRODUCT_MARKETING_MANAGER), ROLE_PRODUCT_MANAGER);
    assert_int_equal(people_role_counterpart(ROLE_GENERAL_MANAGER), ROLE_COUNT);
}

static void horizon_follows_stage_unless_set(void **state)
{
    (void)state;
    static const enum product_horizon expected[STAGE_COUNT] = {HORIZON_FUTURE, HORIZON_FUTURE, HORIZON_NEXT,
        HORIZON_NEXT, HORIZON_NEXT, HORIZON_CURRENT, HORIZON_CURRENT, HORIZON_NONE};
    for (int i = 0; i < STAGE_COUNT; i++)
        assert_int_equal(product_horizon(i, HORIZON_NONE), expected[i]);
    assert_int_equal(product_horizon(STAGE_DELIVER, HORIZON_NEXT), HORIZON_NEXT);
}

static void scopes_are_numbers_of_their_own(void **state)
{
    (void)state;
    struct company *company = company_new("2026-11-22");
    company_unit(company, "UNIT-1", "Water");
    company_line(company, "LINE-1", "Meters", NULL, "LINE-2");
    company_line(company, "LINE-2", "Flow", "UNIT-1", NULL);
    company_product(company, "PROD-1", "Probe", "LINE-1", STAGE_PLAN);
    company_product(company, "PROD-2", "Pump", NULL, STAGE_PLAN);
    const struct organisation *organisation = company_finish(company);
    static const char *const keys[] = {"", "UNIT-1", "LINE-1", "LINE-2", "PROD-1", "PROD-2"};
    static const enum organisation_kind kinds[] = {
        SCOPE_OF_COMPANY, SCOPE_OF_UNIT, SCOPE_OF_LINE, SCOPE_OF_LINE, SCOPE_OF_PRODUCT, SCOPE_OF_PRODUCT};
    assert_int_equal(organisation_scope_count(organisation), 6);
    for (uint32_t scope = 0; scope < 6; scope++) {
        uint32_t index;
        assert_int_equal(organisation_find_scope(organisation, text_from(keys[scope])), scope);
        assert_int_equal(organisation_scope_kind(organisation, scope, &index), kinds[scope]);
        assert_true(text_is(organisation_scope_key(organisation, scope), scope ? keys[scope] : "company"));
    }
    assert_int_equal(organisation_find_scope(organisation, TEXT("PROD-3")), ORGANISATION_NONE);
    assert_int_equal(organisation_find_product(organisation, TEXT("")), ORGANISATION_NONE);
    assert_int_equal(organisation_unit_of_product(organisation, 0), 0);
    assert_int_equal(organisation_unit_of_product(organisation, 1), ORGANISATION_NONE);
    company_free(company);
}

static void lines_in_a_circle_end(void **state)
{
    (void)state;
    struct company *company = company_new("2026-11-22");
    company_line(company, "LINE-1", "One", NULL, "LINE-2");
    company_line(company, "LINE-2", "Two", NULL, "LINE-1");
    const struct organisation *organisation = company_finish(company);
    assert_int_equal(organisation_unit_of_line(organisation, 0), ORGANISATION_NONE);
    company_free(company);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_compare_as_people_expect),
        cmocka_unit_test(codes_read_back),
        cmocka_unit_test(horizon_follows_stage_unless_set),
        cmocka_unit_test(scopes_are_numbers_of_their_own),
        cmocka_unit_test(lines_in_a_circle_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
