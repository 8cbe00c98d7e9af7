// SPDX-License-Identifier: Apache-2.0
// Each rule with a situation in which it speaks and near misses in which it does not.
#include "check/print.h"
#include "check/rule.h"
#include "unit/people/company.h"

// A company in good order: a unit with its managers, a line, a product manager and a marketing manager over
// the line, three products of three horizons, a map with two activities. No rule has anything to say about
// it.
static struct company *orderly(void)
{
    struct company *company = company_new("2026-11-22");
    company_unit(company, "UNIT-1", "Water");
    company_line(company, "LINE-1", "Meters", "UNIT-1", NULL);
    company_product(company, "PROD-1", "Probe", "LINE-1", STAGE_DELIVER);
    company_product(company, "PROD-2", "Pump", "LINE-1", STAGE_LAUNCH);
    company_product(company, "PROD-3", "Kit", "LINE-1", STAGE_PLAN);
    static const char *const names[] = {"Gudrun", "Hal", "Mina", "Pia", "Quinn", "Ezra"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        company_person(company, arena_print(&company->arena, "PERS-%zu", i + 1), names[i]);
    company_assign(company, "ASGN-1", "PERS-1", ROLE_GENERAL_MANAGER, "UNIT-1");
    company_assign(company, "ASGN-2", "PERS-2", ROLE_HEAD_OF_PRODUCT_MANAGEMENT, "UNIT-1");
    company_assign(company, "ASGN-3", "PERS-3", ROLE_HEAD_OF_PRODUCT_MARKETING, "UNIT-1");
    company_assign(company, "ASGN-4", "PERS-4", ROLE_PRODUCT_MANAGER, "LINE-1");
    company_assign(company, "ASGN-5", "PERS-5", ROLE_PRODUCT_MARKETING_MANAGER, "LINE-1");
    company_entry(company, "ACT-1", "life_cycle_management", SIDE_PM, ROLE_PRODUCT_MANAGER);
    company_entry(company, "ACT-2", "product_naming", SIDE_SHARED, ROLE_PRODUCT_MARKETING_MANAGER);
    return company;
}

static struct organisation_assignment *assignment_at(struct company *company, size_t number)
{
    return &company->organisation.assignments[number - 1];
}

static const char *const no_settings[] = {NULL};

// Runs the check with settings "check.dual-role.severity=off", … and gives its findings, "error dual-role
// PROD-1 PERS-4;" each, PERS-4 being who is asked ("-" for nobody).
static void expect_with(struct company *company, const char *const settings[], const char *expected)
{
    struct check_settings values;
    struct resolution *resolution;
    struct check_report report;
    struct buffer buffer;
    check_settings_default(&values);
    for (; *settings; settings++) {
        const char *equals = strchr(*settings, '=');
        const struct text name = {*settings, (size_t)(equals - *settings)};
        assert_true(check_settings_set(&values, name, text_from(equals + 1)));
    }
    assert_int_equal(resolution_prepare(company_finish(company), &company->arena, &resolution), ERROR_NONE);
    assert_int_equal(check_run(resolution, &values, NULL, &company->arena, &report), ERROR_NONE);
    buffer_init(&buffer, 10000);
    for (size_t i = 0; i < report.count; i++) {
        const struct finding *finding = &report.findings[i];
        buffer_print(&buffer, "%s %s %.*s ", check_severity_code((enum check_severity)finding->severity),
            finding->rule->identifier, TEXT_PRINT(finding_key(&report, finding)));
        if (finding->accountable == ORGANISATION_NONE)
            buffer_character(&buffer, '-');
        else
            buffer_text(&buffer, report.organisation->people[finding->accountable].key);
        buffer_character(&buffer, ';');
    }
    buffer_character(&buffer, '\0');
    assert_string_equal(buffer.data, expected);
    buffer_free(&buffer);
}

static void expect(struct company *company, const char *expected)
{
    expect_with(company, no_settings, expected);
}

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
    company_assign(company, "ASGN-6", "PERS-6", ROLE_PRODUCT_MANAGER, "UNIT-1");
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
    company->organisation.map_key = TEXT("");
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
    assert_int_equal(check_rule_count(), 12);
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
        cmocka_unit_test(order_has_no_findings),
        cmocka_unit_test(product_without_management),
        cmocka_unit_test(product_without_marketing),
        cmocka_unit_test(activity_without_accountable),
        cmocka_unit_test(activity_with_several_accountable),
        cmocka_unit_test(dual_role),
        cmocka_unit_test(share_above_capacity),
        cmocka_unit_test(stand_in_too_long),
        cmocka_unit_test(too_many_products),
        cmocka_unit_test(accountable_person_left),
        cmocka_unit_test(stage_dates_contradict),
        cmocka_unit_test(duplicate_name_in_line),
        cmocka_unit_test(products_without_a_line_have_no_namesakes),
        cmocka_unit_test(dangling_reference),
        cmocka_unit_test(every_rule_is_complete),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
