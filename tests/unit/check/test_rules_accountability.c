// SPDX-License-Identifier: Apache-2.0
// Rules about who is accountable: each with a situation in which it speaks and near misses in which it does
// not.
#include "unit/check/orderly.h"

static void order_has_no_findings(void **state)
{
    (void)state;
    struct company *company = orderly();
    expect(company, "");
    company_free(company);
}

static void product_without_management(void **state)
{
    (void)state;
    struct company *company = orderly();
    assignment_at(company, 4)->to_on = company_day("2026-11-21");
    expect(company, "error product-without-management PROD-2 PERS-2;"
                    "error product-without-management PROD-3 PERS-2;"
                    "warning product-without-management PROD-1 PERS-2;");
    // Two heads are as good as none to ask: it goes to the general manager.
    company_assign(company, "ASGN-6", "PERS-6", ROLE_HEAD_OF_PRODUCT_MANAGEMENT, "UNIT-1");
    static const char *const next[] = {"check.product-without-management.current=off",
        "check.product-without-management.future=off", "check.activity-without-accountable.severity=off",
        NULL};
    expect_with(company, next, "error product-without-management PROD-2 PERS-1;");
    assignment_at(company, 6)->to_on = company_day("2026-11-21");
    // Nobody appoints product managers: the general manager is asked. Retired products are let be.
    assignment_at(company, 2)->to_on = company_day("2026-11-21");
    company->organisation.products[0].stage = STAGE_RETIRED;
    company->organisation.products[1].stage = STAGE_RETIRED;
    expect(company, "error product-without-management PROD-3 PERS-1;");
    static const char *const future_off[] = {"check.product-without-management.future=off", NULL};
    // Then another rule says that nobody is accountable: the rule that is off does not.
    expect_with(company, future_off, "error activity-without-accountable PROD-3 PERS-1;");
    static const char *const info[] = {"check.product-without-management.severity=info", NULL};
    expect_with(company, info, "info product-without-management PROD-3 PERS-1;");
    static const char *const off[] = {"check.product-without-management.severity=off",
        "check.activity-without-accountable.severity=off", NULL};
    expect_with(company, off, "");
    // The unit's is enough.
    company_assign(company, "ASGN-7", "PERS-6", ROLE_PRODUCT_MANAGER, "UNIT-1");
    expect(company, "");
    company_free(company);
}

static void product_without_marketing(void **state)
{
    (void)state;
    struct company *company = orderly();
    assignment_at(company, 5)->from_on = company_day("2026-11-23");
    expect(company, "error product-without-marketing PROD-1 PERS-3;"
                    "error product-without-marketing PROD-2 PERS-3;"
                    "info product-without-marketing PROD-3 PERS-3;");
    static const char *const settings[] = {"check.product-without-marketing.current=warning",
        "check.product-without-marketing.future=off", NULL};
    expect_with(company, settings,
        "error activity-without-accountable PROD-3 PERS-3;"
        "error product-without-marketing PROD-2 PERS-3;"
        "warning product-without-marketing PROD-1 PERS-3;");
    // A horizon that is set by hand counts, not the stage.
    company->organisation.products[1].horizon = HORIZON_FUTURE;
    expect(company, "error product-without-marketing PROD-1 PERS-3;"
                    "info product-without-marketing PROD-2 PERS-3;"
                    "info product-without-marketing PROD-3 PERS-3;");
    company_free(company);
}

static void activity_without_accountable(void **state)
{
    (void)state;
    struct company *company = orderly();
    company_entry(company, "ACT-3", "approval", SIDE_PM, ROLE_HEAD_OF_ENGINEERING);
    company_entry(company, "ACT-4", "safety", SIDE_PM, ROLE_HEAD_OF_ENGINEERING);
    // One finding for a product and a role, however many activities.
    expect(company, "error activity-without-accountable PROD-1 PERS-1;"
                    "error activity-without-accountable PROD-2 PERS-1;"
                    "error activity-without-accountable PROD-3 PERS-1;");
    company_assign(company, "ASGN-6", "PERS-6", ROLE_HEAD_OF_ENGINEERING, "PROD-2");
    company->organisation.products[0].stage = STAGE_RETIRED;
    expect(company, "error activity-without-accountable PROD-3 PERS-1;");
    company_assign(company, "ASGN-7", "PERS-6", ROLE_HEAD_OF_ENGINEERING, NULL);
    expect(company, "");
    // Not on the map: one finding for the activity.
    company_activity(company, "ACT-5", "unplaced");
    company_assign(company, "ASGN-8", "PERS-1", ROLE_GENERAL_MANAGER, NULL);
    expect(company, "error activity-without-accountable ACT-5 PERS-1;");
    static const char *const off[] = {"check.activity-without-accountable.severity=off", NULL};
    expect_with(company, off, "");
    // Without any map in force there is nothing to compare with.
    company->organisation.entry_count = 0;
    company->organisation.map_count = 0;
    expect(company, "");
    company_free(company);
}

static void activity_with_several_accountable(void **state)
{
    (void)state;
    struct company *company = orderly();
    // Somebody nearer is no conflict.
    company_assign(company, "ASGN-6", "PERS-6", ROLE_PRODUCT_MANAGER, "PROD-2");
    expect(company, "");
    company_assign(company, "ASGN-7", "PERS-2", ROLE_PRODUCT_MANAGER, "PROD-2");
    expect(company, "error activity-with-several-accountable PROD-2 PERS-2;");
    // A role that is accountable for nothing may have many holders.
    company_assign(company, "ASGN-8", "PERS-1", ROLE_DESIGN, "PROD-1");
    company_assign(company, "ASGN-9", "PERS-2", ROLE_DESIGN, "PROD-1");
    expect(company, "error activity-with-several-accountable PROD-2 PERS-2;");
    company_assign(company, "ASGN-10", "PERS-6", ROLE_PRODUCT_MARKETING_MANAGER, "LINE-1");
    static const char *const warning[] = {"check.activity-with-several-accountable.severity=warning", NULL};
    expect_with(company, warning,
        "warning activity-with-several-accountable PROD-1 PERS-3;"
        "warning activity-with-several-accountable PROD-2 PERS-2;"
        "warning activity-with-several-accountable PROD-2 PERS-3;"
        "warning activity-with-several-accountable PROD-3 PERS-3;"
        "warning dual-role PROD-2 PERS-1;");
    company_free(company);
}

static void dual_role(void **state)
{
    (void)state;
    struct company *company = orderly();
    company_assign(company, "ASGN-6", "PERS-4", ROLE_PRODUCT_MARKETING_MANAGER, "PROD-2");
    expect(company, "warning dual-role PROD-2 PERS-1;");
    static const char *const off[] = {"check.dual-role.severity=off", NULL};
    expect_with(company, off, "");
    // Over the same line, but not over the same product.
    company_assign(company, "ASGN-7", "PERS-6", ROLE_PRODUCT_MANAGER, "PROD-2");
    expect(company, "");
    // Nobody else but the general manager does both: the head of product management is asked.
    company_assign(company, "ASGN-8", "PERS-1", ROLE_PRODUCT_MANAGER, "PROD-3");
    company_assign(company, "ASGN-9", "PERS-1", ROLE_PRODUCT_MARKETING_MANAGER, "PROD-3");
    expect(company, "warning dual-role PROD-3 PERS-2;");
    company->organisation.products[2].stage = STAGE_RETIRED;
    expect(company, "");
    company_free(company);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(order_has_no_findings),
        cmocka_unit_test(product_without_management),
        cmocka_unit_test(product_without_marketing),
        cmocka_unit_test(activity_without_accountable),
        cmocka_unit_test(activity_with_several_accountable),
        cmocka_unit_test(dual_role),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
