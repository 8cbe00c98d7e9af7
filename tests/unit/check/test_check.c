// SPDX-License-Identifier: Apache-2.0
// Running the check: order, filters, settings, counts by product, and what happens when memory ends.
#include "base/allocation.h"
#include "base/random.h"
#include "check/rule.h"
#include "unit/people/company.h"

// Twelve products that nobody manages, in an order that is not that of their keys.
static struct company *unmanaged(void)
{
    static const int numbers[] = {10, 2, 33, 1, 100, 9, 21, 3, 12, 11, 4, 20};
    struct company *company = company_new("2026-11-22");
    company_line(company, "LINE-1", "Line", NULL, NULL);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        company_product(company, arena_print(&company->arena, "PROD-%d", numbers[i]),
            arena_print(&company->arena, "Product %d", numbers[i]), "LINE-1",
            i % 2 ? STAGE_DELIVER : STAGE_PLAN);
    company_person(company, "PERS-1", "Ann");
    company_assign(company, "ASGN-1", "PERS-1", ROLE_DESIGN, "PROD-2")->share = 60;
    company_assign(company, "ASGN-2", "PERS-1", ROLE_CONTRIBUTOR, "PROD-33")->share = 60;
    company_entry(company, "ACT-1", "roadmap", SIDE_PM, ROLE_PRODUCT_MANAGER);
    return company;
}

static struct check_report run(struct company *company, const struct check_options *options)
{
    static struct check_settings settings;
    struct resolution *resolution;
    struct check_report report;
    check_settings_default(&settings);
    assert_int_equal(resolution_prepare(company_finish(company), &company->arena, &resolution), ERROR_NONE);
    const struct check_facts facts = {.resolution = resolution, .settings = &settings};
    assert_int_equal(check_run(&facts, options, &company->arena, &report), ERROR_NONE);
    return report;
}

static void findings_come_by_severity_rule_and_key(void **state)
{
    (void)state;
    struct company *company = unmanaged();
    struct check_report report = run(company, NULL);
    assert_int_equal(report.count, 25);
    assert_int_equal(report.products, 12);
    assert_int_equal(report.rules, check_rule_count());
    for (size_t i = 1; i < report.count; i++) {
        const struct finding *before = &report.findings[i - 1], *after = &report.findings[i];
        const size_t rules[] = {check_rule_position(before->rule), check_rule_position(after->rule)};
        assert_true(before->severity >= after->severity);
        if (before->severity != after->severity) continue;
        assert_true(rules[0] <= rules[1]);
        if (rules[0] != rules[1]) continue;
        assert_true(organisation_compare_keys(finding_key(&report, before), finding_key(&report, after)) < 0);
    }
    const uint32_t errors = report.totals[SEVERITY_ERROR], warnings = report.totals[SEVERITY_WARNING];
    assert_int_equal(errors, 6 + 6 + 1); // future without management, current without marketing, time
    assert_int_equal(warnings, 6);
    assert_int_equal(report.totals[SEVERITY_INFO], 6);
    company_free(company);
}

static size_t count_with(struct company *company, struct check_options options)
{
    return run(company, &options).count;
}

static void filters_take_what_was_asked_for(void **state)
{
    (void)state;
    struct company *company = unmanaged();
    const struct check_rule *management[] = {
        check_rule_find(TEXT("product-without-management")), check_rule_find(TEXT("share-above-capacity"))};
    assert_int_equal(count_with(company, (struct check_options){0}), 25);
    assert_int_equal(count_with(company, (struct check_options){.rules = management, .rule_count = 1}), 12);
    assert_int_equal(count_with(company, (struct check_options){.rules = management, .rule_count = 2}), 13);
    assert_int_equal(count_with(company, (struct check_options){.severities = 1U << SEVERITY_WARNING}), 6);
    assert_int_equal(count_with(company,
                         (struct check_options){.severities = 1U << SEVERITY_WARNING | 1U << SEVERITY_INFO}),
        12);
    assert_int_equal(count_with(company, (struct check_options){.record = TEXT("PROD-1")}), 2);
    assert_int_equal(count_with(company, (struct check_options){.record = TEXT("PROD-5")}), 0);
    assert_int_equal(count_with(company, (struct check_options){.record = TEXT("PERS-1")}), 1);
    struct check_options both = {.rules = management, .rule_count = 2, .record = TEXT("PROD-1")};
    struct check_report report = run(company, &both);
    assert_int_equal(report.count, 1);
    assert_int_equal(report.rules, 2);
    assert_int_equal(report.totals[SEVERITY_WARNING], 1); // of what is listed
    company_free(company);
}

static void findings_on_assignments_concern_product_and_person(void **state)
{
    (void)state;
    struct company *company = unmanaged();
    company_assign(company, "ASGN-3", "PERS-1", ROLE_PRODUCT_MANAGER, "PROD-10")->stand_in = TEXT("Acting");
    const struct check_rule *rules[] = {check_rule_find(TEXT("stand-in-too-long"))};
    struct check_options options = {.rules = rules, .rule_count = 1};
    static const char *const concerned[] = {"ASGN-3", "PROD-10", "PERS-1"}, *const others[] = {
                                                                                "ASGN-1", "LINE-1"};
    for (size_t i = 0; i < 3; i++) {
        options.record = text_from(concerned[i]);
        assert_int_equal(count_with(company, options), 1);
    }
    for (size_t i = 0; i < 2; i++) {
        options.record = text_from(others[i]);
        assert_int_equal(count_with(company, options), 0);
    }
    company_free(company);
}

static void counts_by_product_add_up(void **state)
{
    (void)state;
    struct company *company = unmanaged();
    struct check_report report = run(company, NULL);
    struct portfolio_findings *counts, sum = {0, 0, 0};
    assert_int_equal(check_count_products(&report, &company->arena, &counts), ERROR_NONE);
    for (uint32_t i = 0; i < 12; i++) {
        assert_int_equal(counts[i].errors, 1);
        assert_int_equal(counts[i].warnings, i % 2);
        assert_int_equal(counts[i].infos, 1 - i % 2);
        sum.errors += counts[i].errors;
    }
    assert_int_equal(sum.errors, report.totals[SEVERITY_ERROR] - 1); // but the person's time is no product's
    company_free(company);
}

// The same rows in another order give the same findings in the same order.
static void the_order_of_rows_does_not_matter(void **state)
{
    (void)state;
    struct random_stream random;
    random_stream_init(&random, 7);
    struct company *company = unmanaged();
    struct check_report first = run(company, NULL);
    for (int round = 0; round < 20; round++) {
        struct company *other = unmanaged();
        for (size_t i = other->organisation.product_count; i > 1; i--) {
            const size_t j = (size_t)random_stream_below(&random, i);
            const struct organisation_product kept = other->organisation.products[i - 1];
            other->organisation.products[i - 1] = other->organisation.products[j];
            other->organisation.products[j] = kept;
        }
        struct check_report second = run(other, NULL);
        assert_int_equal(second.count, first.count);
        for (size_t i = 0; i < first.count; i++) {
            assert_ptr_equal(first.findings[i].rule, second.findings[i].rule);
            assert_true(text_equal(
                finding_key(&first, &first.findings[i]), finding_key(&second, &second.findings[i])));
        }
        company_free(other);
    }
    company_free(company);
}

static void settings_are_read_strictly(void **state)
{
    (void)state;
    static const struct {
        const char *name, *value;
        enum error expected;
    } cases[] = {
        {"check.dual-role.severity", "off", ERROR_NONE},
        {"check.dual-role.severity", "", ERROR_NONE},
        {"check.dual-role.severity", "Off", ERROR_INVALID},
        {"check.dual-role.severity", "fatal", ERROR_INVALID},
        {"check.dual-role.days", "1", ERROR_NOT_FOUND},
        {"check.dual-roles.severity", "off", ERROR_NOT_FOUND},
        {"check.dual-role", "off", ERROR_NOT_FOUND},
        {"check.", "off", ERROR_NOT_FOUND},
        {"", "off", ERROR_NOT_FOUND},
        {"checks.dual-role.severity", "off", ERROR_NOT_FOUND},
        {"check.dual-role.severity.x", "off", ERROR_NOT_FOUND},
        {"check.stand-in-too-long.days", "0", ERROR_NONE},
        {"check.stand-in-too-long.days", "-1", ERROR_INVALID},
        {"check.stand-in-too-long.days", "36501", ERROR_INVALID},
        {"check.stand-in-too-long.days", "9 0", ERROR_INVALID},
        {"check.product-without-marketing.future", "warning", ERROR_NONE},
        {"check.product-without-marketing.future", "3", ERROR_INVALID},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena;
        struct problem_list problems;
        struct check_settings settings;
        arena_init(&arena, 1 << 16);
        problem_list_init(&problems, &arena);
        check_settings_default(&settings);
        const struct text name = text_from(cases[i].name), value = text_from(cases[i].value);
        assert_int_equal(check_setting_accept(name, value, &problems), cases[i].expected);
        assert_int_equal(problems.count, cases[i].expected != ERROR_NONE);
        if (problems.count) assert_string_equal(problems.first->field, cases[i].name);
        assert_int_equal(check_settings_set(&settings, name, value),
            cases[i].expected == ERROR_NONE && !text_is_empty(value));
        arena_free(&arena);
    }
}

// Each allocation fails in turn: either the check says that there is no memory, or it is right.
static void every_allocation_may_fail(void **state)
{
    (void)state;
    struct company *company = unmanaged();
    struct check_settings settings;
    struct resolution *resolution;
    check_settings_default(&settings);
    assert_int_equal(resolution_prepare(company_finish(company), &company->arena, &resolution), ERROR_NONE);
    const struct check_facts facts = {.resolution = resolution, .settings = &settings};
    const long held = allocation_count();
    for (long count = 0;; count++) {
        struct arena arena;
        struct check_report report = {.count = 99};
        arena_init(&arena, (size_t)1 << 24);
        allocation_fail_after(count);
        enum error error = check_run(&facts, NULL, &arena, &report);
        const bool has_failed = allocation_has_failed();
        allocation_fail_after(-1);
        assert_int_equal(error, has_failed ? ERROR_MEMORY : ERROR_NONE);
        assert_int_equal(report.count, has_failed ? 99 : 25);
        arena_free(&arena);
        assert_int_equal(allocation_count(), held);
        if (!has_failed) break;
    }
    company_free(company);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(findings_come_by_severity_rule_and_key),
        cmocka_unit_test(filters_take_what_was_asked_for),
        cmocka_unit_test(findings_on_assignments_concern_product_and_person),
        cmocka_unit_test(counts_by_product_add_up),
        cmocka_unit_test(the_order_of_rows_does_not_matter),
        cmocka_unit_test(settings_are_read_strictly),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
