// SPDX-License-Identifier: Apache-2.0
// Rules about people: each with a situation in which it speaks and near misses in which it does not.
#include "unit/check/orderly.h"

static void share_above_capacity(void **state)
{
    (void)state;
    struct company *company = orderly();
    company->person_managers[3] = "PERS-2";
    assignment_at(company, 4)->share = 60;
    company_assign(company, "ASGN-6", "PERS-4", ROLE_DESIGN, "PROD-1")->share = 40;
    company_assign(company, "ASGN-7", "PERS-4", ROLE_SALES, "PROD-1");
    struct organisation_assignment *later = company_assign(company, "ASGN-8", "PERS-4", ROLE_SUPPORT, NULL);
    later->share = 1;
    later->from_on = company_day("2026-11-23");
    expect(company, ""); // a hundred, and one more from tomorrow on
    later->from_on = company_day("2026-11-22");
    expect(company, "error share-above-capacity PERS-4 PERS-2;");
    // A manager who has left is not asked, but the general manager of the unit.
    company->organisation.people[1].left_on = company_day("2026-11-01");
    assignment_at(company, 2)->to_on = company_day("2026-10-31");
    company->person_units[3] = "UNIT-1";
    expect(company, "error share-above-capacity PERS-4 PERS-1;");
    static const char *const off[] = {"check.share-above-capacity.severity=off", NULL};
    expect_with(company, off, "");
    company_free(company);
}

static void stand_in_too_long(void **state)
{
    (void)state;
    struct company *company = orderly();
    struct organisation_assignment *assignment = assignment_at(company, 4);
    assignment->stand_in = TEXT("Acting");
    assignment->from_on = company_day("2026-08-24"); // 90 days ago
    expect(company, "");
    assignment->from_on = company_day("2026-08-23");
    expect(company, "warning stand-in-too-long ASGN-4 PERS-2;");
    static const char *const longer[] = {"check.stand-in-too-long.days=91", NULL};
    expect_with(company, longer, "");
    assignment->from_on = ORGANISATION_NO_DATE;
    expect_with(company, longer, "warning stand-in-too-long ASGN-4 PERS-2;");
    static const char *const off[] = {"check.stand-in-too-long.severity=off", NULL};
    expect_with(company, off, "");
    // Over a retired product nobody needs to stand in.
    assignment->stand_in = TEXT("");
    struct organisation_assignment *other =
        company_assign(company, "ASGN-6", "PERS-6", ROLE_PRODUCT_MANAGER, "PROD-1");
    other->stand_in = TEXT("Interim");
    expect(company, "warning stand-in-too-long ASGN-6 PERS-2;");
    company->organisation.products[0].stage = STAGE_RETIRED;
    expect(company, "");
    // A head who stands in is not asked about it: the general manager is.
    assignment_at(company, 2)->stand_in = TEXT("Interim");
    expect(company, "warning stand-in-too-long ASGN-2 PERS-1;");
    company_free(company);
}

static void too_many_products(void **state)
{
    (void)state;
    struct company *company = orderly();
    company->person_managers[3] = "PERS-2";
    company_product(company, "PROD-4", "Lamp", "LINE-1", STAGE_LAUNCH);
    company_product(company, "PROD-5", "Lid", "LINE-1", STAGE_LAUNCH);
    company_product(company, "PROD-6", "Log", "LINE-1", STAGE_RETIRED);
    expect(company, ""); // five that are not retired
    struct organisation_product *sixth = company_product(company, "PROD-7", "Lug", "LINE-1", STAGE_LAUNCH);
    expect(company, "warning too-many-products PERS-4 PERS-2;");
    static const char *const more[] = {"check.too-many-products.product_manager=6", NULL};
    expect_with(company, more, "");
    static const char *const fewer[] = {"check.too-many-products.product_manager=6",
        "check.too-many-products.product_marketing_manager=5", NULL};
    expect_with(company, fewer, "warning too-many-products PERS-5 -;");
    static const char *const off[] = {"check.too-many-products.severity=off", NULL};
    expect_with(company, off, "");
    // A product that somebody nearer looks after does not count.
    company_assign(company, "ASGN-6", "PERS-6", ROLE_PRODUCT_MANAGER, "PROD-7");
    expect(company, "");
    assert_true(text_is(sixth->key, "PROD-7"));
    company_free(company);
}

static void accountable_person_left(void **state)
{
    (void)state;
    struct company *company = orderly();
    company_assign(company, "ASGN-6", "PERS-6", ROLE_PRODUCT_MANAGER, "PROD-1");
    company->organisation.people[5].left_on = company_day("2026-11-23");
    expect(company, "");
    company->organisation.people[5].left_on = company_day("2026-11-22");
    expect(company, "error accountable-person-left ASGN-6 PERS-2;");
    static const char *const off[] = {"check.accountable-person-left.severity=off", NULL};
    expect_with(company, off, "");
    assignment_at(company, 6)->to_on = company_day("2026-11-21");
    expect(company, "");
    // A role that is accountable for nothing, and a stand-in, who is not reported twice.
    company_assign(company, "ASGN-7", "PERS-6", ROLE_SALES, "PROD-1");
    expect(company, "");
    company_assign(company, "ASGN-8", "PERS-6", ROLE_PRODUCT_MANAGER, "PROD-2")->stand_in = TEXT("Acting");
    expect(company, "error accountable-person-left ASGN-8 PERS-2;");
    // A role of its own on the map.
    company_entry(company, "ACT-3", "selling", SIDE_PMM, ROLE_SALES);
    company_assign(company, "ASGN-9", "PERS-5", ROLE_SALES, NULL);
    expect(
        company, "error accountable-person-left ASGN-7 PERS-2;error accountable-person-left ASGN-8 PERS-2;");
    company_free(company);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(share_above_capacity),
        cmocka_unit_test(stand_in_too_long),
        cmocka_unit_test(too_many_products),
        cmocka_unit_test(accountable_person_left),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
