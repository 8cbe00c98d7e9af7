// SPDX-License-Identifier: Apache-2.0
// Fingerprints and waivers; and the rules about titles, hours, units, the end of life and ended waivers.
#include "unit/check/orderly.h"

enum { PROBE, PUMP, KIT };
enum { GUDRUN, HAL, MINA, PIA, QUINN, EZRA };

static void title_suggests_role(void **state)
{
    (void)state;
    struct company *company = orderly();
    struct between *between = between_new(company);
    company->person_managers[PIA] = "PERS-2";
    company->person_managers[QUINN] = "PERS-3";
    between->alignment.people[PIA].title = TEXT("Senior Product Manager, Meters");
    between->alignment.people[QUINN].title = TEXT("Product Marketing Manager");
    expect_between(company, between, "");
    // Titles swapped: nothing changes in accountability, and there are two findings.
    between->alignment.people[PIA].title = TEXT("Product Marketing Manager");
    between->alignment.people[QUINN].title = TEXT("Product Manager");
    expect_between(company, between,
        "warning title-suggests-role PERS-4 PERS-2;warning title-suggests-role PERS-5 PERS-3;");
    company->organisation.people[PIA].left_on = company_day("2026-12-01");
    company_assign(company, "ASGN-6", "PERS-5", ROLE_PRODUCT_MANAGER, "PROD-3")->to_on =
        company_day("2026-11-21");
    expect_between(company, between,
        "warning title-suggests-role PERS-4 PERS-2;warning title-suggests-role PERS-5 PERS-3;");
    assignment_at(company, 6)->to_on = company_day("2026-11-22");
    static const char *const alone[] = {"check.dual-role.severity=off", NULL};
    expect_facts(company, between, alone, "warning title-suggests-role PERS-4 PERS-2;");
    between->alignment.people[PIA].title = TEXT("");
    between->alignment.people[EZRA].title = TEXT("Acting Product Manager");
    expect_facts(company, between, alone, "warning title-suggests-role PERS-6 -;");
    company->organisation.people[EZRA].left_on = company_day("2026-11-22");
    expect_facts(company, between, alone, "");
    company_free(company);
}

static void too_few_hours(void **state)
{
    (void)state;
    struct company *company = orderly();
    struct between *between = between_new(company);
    company->person_managers[PIA] = "PERS-2";
    company->person_managers[QUINN] = "PERS-3";
    assignment_at(company, 4)->share = 30;
    between->alignment.people[PIA].capacity = 4000;
    expect_between(company, between, ""); // four hours for each of three
    assignment_at(company, 4)->share = 29;
    expect_between(company, between, "warning too-few-hours ASGN-4 PERS-2;");
    static const char *const fewer[] = {"check.too-few-hours.product_manager=3", NULL};
    expect_facts(company, between, fewer, "");
    between->alignment.people[PIA].capacity = ORGANISATION_NO_DATE;
    expect_between(company, between, "");
    between->alignment.people[PIA].capacity = 4000;
    assignment_at(company, 4)->share = ORGANISATION_NO_SHARE;
    expect_between(company, between, "");
    assignment_at(company, 5)->share = 14;
    between->alignment.people[QUINN].capacity = 4000;
    expect_between(company, between, "warning too-few-hours ASGN-5 PERS-3;");
    company->organisation.products[KIT].stage = STAGE_RETIRED; // two are left
    expect_between(company, between, "");
    company_free(company);
}

static void unit_incomplete(void **state)
{
    (void)state;
    static const char *const on[] = {
        "check.unit-incomplete.severity=info", "check.activity-without-accountable.severity=off", NULL};
    struct company *company = orderly();
    company_assign(company, "ASGN-6", "PERS-6", ROLE_HEAD_OF_ENGINEERING, "UNIT-1");
    expect_with(company, on, "");
    assignment_at(company, 6)->to_on = company_day("2026-11-21");
    expect_with(company, on, "info unit-incomplete UNIT-1 PERS-1;");
    company_assign(company, "ASGN-7", "PERS-6", ROLE_HEAD_OF_ENGINEERING, NULL);
    expect_with(company, on, ""); // the company's does for it
    assignment_at(company, 7)->to_on = company_day("2026-11-21");
    for (size_t i = 1; i <= 3; i++)
        assignment_at(company, i)->to_on = company_day("2026-11-21");
    expect_with(company, on, ""); // a unit of another shape
    assignment_at(company, 2)->to_on = ORGANISATION_NO_DATE;
    expect_with(company, on,
        "info unit-incomplete UNIT-1 -;info unit-incomplete UNIT-1 -;info unit-incomplete UNIT-1 -;");
    for (size_t i = 0; i < 3; i++)
        company->organisation.products[i].stage = STAGE_RETIRED;
    expect_with(company, on, "");
    company_free(company);
}

static void product_without_end_of_life_owner(void **state)
{
    (void)state;
    struct company *company = orderly();
    company_assign(company, "ASGN-6", "PERS-6", ROLE_HEAD_OF_ENGINEERING, "UNIT-1");
    company_entry(company, "ACT-3", "end_of_life_decision", SIDE_PM, ROLE_PRODUCT_MANAGER);
    company->organisation.products[PROBE].stage = STAGE_RETIRE;
    expect(company, "");
    assignment_at(company, 4)->to_on = company_day("2026-11-21");
    static const char *const alone[] = {"check.product-without-management.severity=off",
        "check.activity-without-accountable.severity=off", NULL};
    expect_with(company, alone, "error product-without-end-of-life-owner PROD-1 PERS-2;");
    company->organisation.products[PROBE].stage = STAGE_DELIVER; // said by product-without-management
    expect_with(company, alone, "");
    company->organisation.products[PROBE].stage = STAGE_RETIRED;
    expect_with(company, alone, "");
    company_free(company);
}

// A company with many findings of several kinds, some of which are about one record.
static struct company *troubled(struct between **ret_between)
{
    struct company *company = company_new("2026-11-22");
    company_unit(company, "UNIT-1", "Water");
    company_line(company, "LINE-1", "Meters", "UNIT-1", NULL);
    for (int i = 1; i <= 6; i++)
        company_product(company, arena_print(&company->arena, "PROD-%d", i),
            i < 4 ? "Probe" : arena_print(&company->arena, "Pump %d", i), "LINE-1",
            i == 6 ? STAGE_RETIRE : STAGE_LAUNCH);
    for (int i = 1; i <= 4; i++)
        company_person(company, arena_print(&company->arena, "PERS-%d", i), "Ann");
    company_assign(company, "ASGN-1", "PERS-1", ROLE_PRODUCT_MANAGER, "PROD-1");
    company_assign(company, "ASGN-2", "PERS-2", ROLE_PRODUCT_MANAGER, "PROD-1");
    company_assign(company, "ASGN-3", "PERS-1", ROLE_PRODUCT_MARKETING_MANAGER, "PROD-1");
    company_assign(company, "ASGN-4", "PERS-2", ROLE_PRODUCT_MARKETING_MANAGER, "PROD-1");
    company_entry(company, "ACT-1", "life_cycle_management", SIDE_PM, ROLE_PRODUCT_MANAGER);
    company_entry(company, "ACT-2", "messaging", SIDE_PMM, ROLE_PRODUCT_MARKETING_MANAGER);
    company_entry(company, "ACT-3", "type_approval", SIDE_PM, ROLE_HEAD_OF_ENGINEERING);
    company->organisation.danglings[0] = (struct organisation_dangling){
        "products", TEXT("PROD-2"), TEXT("Probe"), TEXT("line"), TEXT("Inland"), TEXT("erp"), 1};
    company->organisation.danglings[1] = (struct organisation_dangling){
        "products", TEXT("PROD-2"), TEXT("Probe"), TEXT("sponsor"), TEXT("Inland"), TEXT("erp"), 1};
    company->organisation.dangling_count = 2;
    struct between *between = between_new(company);
    between->alignment.people[3].title = TEXT("Product Manager / Product Marketing Manager");
    struct alignment_approval *approval = add_approval(between, company, "APP-1", 0, 0);
    approval->status = APPROVAL_APPROVED;
    approval->decided_on = company_day("2026-11-20");
    add_consultation(between, "CONS-1", 0, 2, "2026-11-10")->status = CONSULTATION_OBJECTED;
    add_consultation(between, "CONS-2", 0, 3, "2026-11-10")->status = CONSULTATION_OBJECTED;
    *ret_between = between;
    return company;
}

static void fingerprints_tell_findings_apart(void **state)
{
    (void)state;
    struct between *between;
    struct company *company = troubled(&between);
    const struct check_report report = check_report_of(company, between, no_settings);
    char one[FINDING_FINGERPRINT_SIZE], other[FINDING_FINGERPRINT_SIZE];
    assert_true(report.count > 25);
    for (size_t i = 0; i < report.count; i++) {
        finding_fingerprint(&report, &report.findings[i], one);
        assert_int_equal(strlen(one), 16);
        assert_int_equal(strspn(one, "0123456789abcdef"), 16);
        for (size_t j = 0; j < i; j++) {
            finding_fingerprint(&report, &report.findings[j], other);
            if (strcmp(one, other) == 0)
                fail_msg("%s and %s on %.*s have one fingerprint", report.findings[i].rule->identifier,
                    report.findings[j].rule->identifier,
                    TEXT_PRINT(finding_key(&report, &report.findings[i])));
        }
    }
    // The same tomorrow, with another severity and other names.
    company->organisation.day++;
    company->organisation.products[0].name = TEXT("Probe");
    static const char *const info[] = {"check.dual-role.severity=info", NULL};
    const struct check_report again = check_report_of(company, between, info);
    assert_int_equal(again.count, report.count);
    size_t same = 0;
    for (size_t i = 0; i < report.count; i++) {
        finding_fingerprint(&report, &report.findings[i], one);
        for (size_t j = 0; j < again.count; j++) {
            finding_fingerprint(&again, &again.findings[j], other);
            same += strcmp(one, other) == 0;
        }
    }
    assert_int_equal(same, report.count);
    company_free(company);
}

// Whatever is waived, exactly the findings with those fingerprints are gone, and all others are as before.
static void a_waiver_never_hides_another_finding(void **state)
{
    (void)state;
    struct between *between;
    struct company *company = troubled(&between);
    const struct check_report whole = check_report_of(company, between, no_settings);
    char(*prints)[FINDING_FINGERPRINT_SIZE] = test_calloc(whole.count, sizeof *prints);
    for (size_t i = 0; i < whole.count; i++)
        finding_fingerprint(&whole, &whole.findings[i], prints[i]);
    unsigned random = 42;
    for (int round = 0; round < 300; round++) {
        bool *waived = test_calloc(whole.count, sizeof *waived);
        size_t number = 0;
        between->waivers.count = 0;
        for (size_t i = 0; i < whole.count && number < BETWEEN_MAXIMUM; i++) {
            random = random * 1103515245U + 12345U;
            const unsigned kind = (random >> 16) % 8;
            if (kind > 3) continue;
            // One that holds; one of another rule; one that has ended, and one of a finding that is not
            // there: only the first does anything.
            const char *rule = kind == 1 ? "waiver-expired" : whole.findings[i].rule->identifier;
            add_waiver(between, "WAIV-1", rule, kind == 3 ? "0000000000000000" : prints[i],
                kind == 2 ? "2026-11-21" : "2026-11-22");
            waived[i] = kind == 0;
            number++;
        }
        static const char *const silent[] = {"check.waiver-expired.severity=off", NULL};
        const struct check_report report = check_report_of(company, between, silent);
        size_t position = 0, hidden = 0;
        for (size_t i = 0; i < whole.count; i++) {
            const struct finding *found = waived[i] ? &report.waived[hidden++] : &report.findings[position++];
            char print[FINDING_FINGERPRINT_SIZE];
            finding_fingerprint(&report, found, print);
            assert_string_equal(print, prints[i]);
            assert_int_equal(found->waiver != ORGANISATION_NONE, waived[i]);
        }
        assert_int_equal(report.count, position);
        assert_int_equal(report.waived_count, hidden);
        uint32_t total = 0;
        for (size_t i = 0; i < SEVERITY_COUNT; i++)
            total += report.totals[i];
        assert_int_equal(total, position);
        test_free(waived);
    }
    test_free(prints);
    company_free(company);
}

static void a_baseline_leaves_what_is_new(void **state)
{
    (void)state;
    struct between *between;
    struct company *company = troubled(&between);
    const struct check_report whole = check_report_of(company, between, no_settings);
    struct check_baseline baseline = {test_calloc(1, sizeof *baseline.fingerprints), 1};
    finding_fingerprint(&whole, &whole.findings[3], baseline.fingerprints[0]);
    const struct check_options options = {.baseline = &baseline};
    const struct check_facts facts = {whole.resolution, whole.alignment, whole.waivers, whole.settings, NULL};
    struct check_report report;
    assert_int_equal(check_run(&facts, &options, &company->arena, &report), ERROR_NONE);
    assert_int_equal(report.count, whole.count - 1);
    assert_int_equal(report.known, 1);
    test_free(baseline.fingerprints);
    company_free(company);
}

static void waiver_expired(void **state)
{
    (void)state;
    struct company *company = orderly();
    struct between *between = between_new(company);
    company_assign(company, "ASGN-6", "PERS-6", ROLE_HEAD_OF_ENGINEERING, "UNIT-1");
    add_waiver(between, "WAIV-1", "dual-role", "0123456789abcdef", "2026-11-22");
    expect_between(company, between, "");
    between->waivers.waivers[0].until_on = company_day("2026-11-21");
    expect_between(company, between, "info waiver-expired WAIV-1 -;");
    between->waivers.waivers[0].person = PIA;
    expect_between(company, between, "info waiver-expired WAIV-1 PERS-4;");
    // Waived anew.
    add_waiver(between, "WAIV-2", "dual-role", "0123456789abcdef", "2026-12-21");
    expect_between(company, between, "");
    company_free(company);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(title_suggests_role),
        cmocka_unit_test(too_few_hours),
        cmocka_unit_test(unit_incomplete),
        cmocka_unit_test(product_without_end_of_life_owner),
        cmocka_unit_test(fingerprints_tell_findings_apart),
        cmocka_unit_test(a_waiver_never_hides_another_finding),
        cmocka_unit_test(a_baseline_leaves_what_is_new),
        cmocka_unit_test(waiver_expired),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
