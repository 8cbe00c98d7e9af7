// SPDX-License-Identifier: Apache-2.0
// Rules about the portfolio and about imports: situations in which they speak and near misses; and that every
// rule is complete.
#include "unit/check/orderly.h"

static void stage_dates_contradict(void **state)
{
    (void)state;
    struct company *company = orderly();
    int32_t *dates = company->organisation.products[1].dates;
    dates[MILESTONE_DEVELOP] = company_day("2023-04-01");
    dates[MILESTONE_LAUNCH] = company_day("2023-04-01"); // the same day is in order
    dates[MILESTONE_RETIRED] = company_day("2030-01-01");
    expect(company, "");
    dates[MILESTONE_LAUNCH] = company_day("2023-03-31");
    expect(company, "error stage-dates-contradict PROD-2 PERS-4;");
    static const char *const off[] = {"check.stage-dates-contradict.severity=off", NULL};
    expect_with(company, off, "");
    dates[MILESTONE_DEVELOP] = ORGANISATION_NO_DATE;
    expect(company, "");
    // Only the last two of all nine.
    for (int i = 0; i < MILESTONE_COUNT; i++)
        dates[i] = company_day("2026-01-01") + i;
    expect(company, "");
    dates[MILESTONE_RETIRED] = dates[MILESTONE_RETIRE] - 1;
    expect(company, "error stage-dates-contradict PROD-2 PERS-4;");
    // Nobody whom the map could give it to: the one who appoints is asked.
    assignment_at(company, 4)->role = ROLE_DESIGN;
    static const char *const quiet[] = {"check.product-without-management.severity=off",
        "check.activity-without-accountable.severity=off", NULL};
    expect_with(company, quiet, "error stage-dates-contradict PROD-2 PERS-2;");
    company->organisation.products[1].stage = STAGE_RETIRED;
    expect_with(company, quiet, "");
    company_free(company);
}

static void duplicate_name_in_line(void **state)
{
    (void)state;
    struct company *company = orderly();
    company_line(company, "LINE-2", "Other", "UNIT-1", NULL);
    company_assign(company, "ASGN-6", "PERS-4", ROLE_PRODUCT_MANAGER, "LINE-2");
    company_assign(company, "ASGN-7", "PERS-5", ROLE_PRODUCT_MARKETING_MANAGER, "LINE-2");
    struct organisation_product *product =
        company_product(company, "PROD-20", "Pump 2", "LINE-1", STAGE_PLAN);
    company_product(company, "PROD-4", "Pump", "LINE-2", STAGE_PLAN);
    expect(company, "");
    product->name = TEXT(" PUMP ");
    expect(company, "warning duplicate-name-in-line PROD-20 PERS-5;");
    static const char *const off[] = {"check.duplicate-name-in-line.severity=off", NULL};
    expect_with(company, off, "");
    // The lowest key keeps the name, wherever it stands among the rows.
    company->organisation.products[1].key = TEXT("PROD-100");
    expect(company, "warning duplicate-name-in-line PROD-100 PERS-5;");
    company->organisation.products[1].stage = STAGE_RETIRED;
    expect(company, "");
    company_free(company);
}

static void products_without_a_line_have_no_namesakes(void **state)
{
    (void)state;
    struct company *company = orderly();
    company_assign(company, "ASGN-6", "PERS-4", ROLE_PRODUCT_MANAGER, NULL);
    company_assign(company, "ASGN-7", "PERS-5", ROLE_PRODUCT_MARKETING_MANAGER, NULL);
    company_product(company, "PROD-4", "Lamp", NULL, STAGE_PLAN);
    company_product(company, "PROD-5", "Lamp", NULL, STAGE_PLAN);
    expect(company, "");
    company_free(company);
}

static void one_name_in_many_lines_is_no_finding(void **state)
{
    (void)state;
    static const char *const alone[] = {"check.too-many-products.product_manager=1000",
        "check.too-many-products.product_marketing_manager=1000", NULL};
    struct company *company = orderly();
    for (unsigned i = 10; i < 110; i++) {
        const char *line = arena_print(&company->arena, "LINE-%u", i);
        company_line(company, line, "Line", "UNIT-1", "LINE-1");
        company_product(company, arena_print(&company->arena, "PROD-%u", i), "Pump", line, STAGE_PLAN);
    }
    expect_with(company, alone, "");
    company_product(company, "PROD-200", "pump", "LINE-50", STAGE_PLAN);
    expect_with(company, alone, "warning duplicate-name-in-line PROD-200 PERS-5;");
    company_free(company);
}

static void dangling_reference(void **state)
{
    (void)state;
    struct company *company = orderly();
    struct organisation *organisation = &company->organisation;
    organisation->danglings[organisation->dangling_count++] = (struct organisation_dangling){
        "products", TEXT("PROD-2"), TEXT("Pump"), TEXT("line"), TEXT("Pipes"), TEXT("erp"), 1};
    organisation->danglings[organisation->dangling_count++] = (struct organisation_dangling){
        "people", TEXT("PERS-6"), TEXT("Ezra"), TEXT("manager"), TEXT("Bo"), TEXT(""), ORGANISATION_NONE};
    expect(company, "warning dangling-reference PERS-6 -;warning dangling-reference PROD-2 PERS-4;");
    static const char *const off[] = {"check.dangling-reference.severity=error", NULL};
    organisation->products[1].stage = STAGE_RETIRED;
    expect_with(company, off, "error dangling-reference PERS-6 -;");
    company_free(company);
}

static void every_rule_is_complete(void **state)
{
    (void)state;
    assert_true(check_rule_count() <= CHECK_RULES_MAXIMUM);
    assert_int_equal(check_rule_count(), 48);
    for (size_t i = 0; i < check_rule_count(); i++) {
        const struct check_rule *rule = check_rule_at(i);
        assert_ptr_equal(check_rule_find(text_from(rule->identifier)), rule);
        assert_int_equal(check_rule_position(rule), i);
        assert_true(rule->name && rule->find && rule->accountable && rule->describe && rule->advise);
        assert_true(rule->parameter_count <= CHECK_PARAMETERS_MAXIMUM);
        // Every rule says which of the five texts it follows, or is about data alone.
        assert_true(strstr(rule->why, "(S") || strstr(rule->why, "S4") ||
                    text_is(text_from(rule->identifier), "dangling-reference") ||
                    text_is(text_from(rule->identifier), "duplicate-name-in-line"));
        const char *const texts[] = {rule->why, rule->example, rule->ask};
        for (size_t j = 0; j < 3; j++)
            assert_int_equal(texts[j][strlen(texts[j]) - 1], '.');
        for (size_t j = 0; j < rule->parameter_count; j++) {
            const struct check_parameter *parameter = &rule->parameters[j];
            assert_int_equal(parameter->help[strlen(parameter->help) - 1], '.');
            if (!parameter->is_severity)
                assert_true(parameter->minimum <= parameter->value && parameter->value <= parameter->maximum);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stage_dates_contradict),
        cmocka_unit_test(duplicate_name_in_line),
        cmocka_unit_test(products_without_a_line_have_no_namesakes),
        cmocka_unit_test(one_name_in_many_lines_is_no_finding),
        cmocka_unit_test(dangling_reference),
        cmocka_unit_test(every_rule_is_complete),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
