// SPDX-License-Identifier: Apache-2.0
// A company in good order, which a test puts out of order bit by bit, and a way to say what the check then
// finds.
#ifndef TANDEM_TESTS_UNIT_CHECK_ORDERLY_H
#define TANDEM_TESTS_UNIT_CHECK_ORDERLY_H

#include "check/rule.h"
#include "unit/people/company.h"

// A company in good order: a unit with its managers, a line, a product manager and a marketing manager over
// the line, three products of three horizons, a map with two activities. No rule has anything to say about
// it.
static inline struct company *orderly(void)
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

static inline struct organisation_assignment *assignment_at(struct company *company, size_t number)
{
    return &company->organisation.assignments[number - 1];
}

static const char *const no_settings[] = {NULL};

// Runs the check with settings "check.dual-role.severity=off", … and gives its findings, "error dual-role
// PROD-1 PERS-4;" each, PERS-4 being who is asked ("-" for nobody).
static inline void expect_with(struct company *company, const char *const settings[], const char *expected)
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
    const struct check_facts facts = {.resolution = resolution, .settings = &values};
    assert_int_equal(check_run(&facts, NULL, &company->arena, &report), ERROR_NONE);
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

static inline void expect(struct company *company, const char *expected)
{
    expect_with(company, no_settings, expected);
}

#endif
