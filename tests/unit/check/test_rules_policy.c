// SPDX-License-Identifier: Apache-2.0
// Rules about approvals, consultations, overrides, delegations and maps: each with near misses.
#include "unit/check/orderly.h"

enum { PROBE, PUMP, KIT };
enum { GUDRUN, HAL, MINA, PIA, QUINN, EZRA };
enum { LIFE_CYCLE, NAMING };

static void approval_overdue(void **state)
{
    (void)state;
    struct company *company = orderly();
    struct between *between = between_new(company);
    struct alignment_approval *approval = add_approval(between, company, "APP-1", PUMP, NAMING);
    approval->due_on = company_day("2026-11-22");
    expect_between(company, between, "");
    approval->due_on = company_day("2026-11-21");
    expect_between(company, between, "warning approval-overdue APP-1 PERS-5;");
    approval->status = APPROVAL_SECONDED;
    approval->asked_by = EZRA;
    expect_between(company, between, "warning approval-overdue APP-1 PERS-5;");
    approval->activity = ORGANISATION_NONE;
    expect_between(company, between, "warning approval-overdue APP-1 PERS-1;");
    approval->status = APPROVAL_REJECTED;
    expect_between(company, between, "");
    company_free(company);
}

static void approval_against_objection(void **state)
{
    (void)state;
    struct company *company = orderly();
    struct between *between = between_new(company);
    struct alignment_approval *approval = add_approval(between, company, "APP-1", PUMP, LIFE_CYCLE);
    struct alignment_consultation *consultation = add_consultation(between, "CONS-1", 0, QUINN, "2026-11-10");
    consultation->status = CONSULTATION_OBJECTED;
    consultation->answered_on = company_day("2026-11-10");
    expect_between(company, between, ""); // not decided
    approval->status = APPROVAL_APPROVED;
    approval->decided_by = PIA;
    approval->decided_on = company_day("2026-11-11");
    expect_between(company, between, "warning approval-against-objection APP-1 PERS-4;");
    consultation->answered_on = company_day("2026-11-12"); // too late
    expect_between(company, between, "");
    consultation->answered_on = company_day("2026-11-11");
    consultation->status = CONSULTATION_AGREED;
    expect_between(company, between, "");
    consultation->status = CONSULTATION_OBJECTED;
    consultation->answered_on = ORGANISATION_NO_DATE;
    approval->decided_on = company_day("2026-08-24"); // 90 days ago
    expect_between(company, between, "warning approval-against-objection APP-1 PERS-4;");
    approval->decided_on = company_day("2026-08-23");
    expect_between(company, between, "");
    // Two who objected are two findings.
    approval->decided_on = company_day("2026-11-11");
    add_consultation(between, "CONS-2", 0, MINA, "2026-11-10")->status = CONSULTATION_OBJECTED;
    expect_between(company, between,
        "warning approval-against-objection APP-1 PERS-4;warning approval-against-objection APP-1 PERS-4;");
    approval->status = APPROVAL_REJECTED;
    expect_between(company, between, "");
    company_free(company);
}

static void approval_without_consultation(void **state)
{
    (void)state;
    struct company *company = orderly();
    struct between *between = between_new(company);
    struct alignment_approval *approval = add_approval(between, company, "APP-1", PUMP, LIFE_CYCLE);
    approval->status = APPROVAL_APPROVED;
    approval->decided_by = PIA;
    approval->decided_on = company_day("2026-11-11");
    expect_between(company, between, ""); // the map has nobody consulted
    company->organisation.entries[LIFE_CYCLE].consulted = 1U << ROLE_PRODUCT_MARKETING_MANAGER;
    expect_between(company, between, "warning approval-without-consultation APP-1 PERS-4;");
    // Asked, even without an answer; asked and withdrawn does not count; nor does somebody else.
    struct alignment_consultation *consultation = add_consultation(between, "CONS-1", 0, QUINN, "2026-11-10");
    expect_between(company, between, "");
    consultation->status = CONSULTATION_WITHDRAWN;
    expect_between(company, between, "warning approval-without-consultation APP-1 PERS-4;");
    consultation->status = CONSULTATION_AGREED;
    consultation->person = MINA;
    expect_between(company, between, "warning approval-without-consultation APP-1 PERS-4;");
    approval->seconded_by = QUINN; // signed it as well
    expect_between(company, between, "");
    approval->seconded_by = ORGANISATION_NONE;
    company->organisation.entries[LIFE_CYCLE].consulted = 1U << ROLE_SALES; // whom nobody is
    expect_between(company, between, "");
    company_free(company);
}

static void consultation_overdue(void **state)
{
    (void)state;
    struct company *company = orderly();
    struct between *between = between_new(company);
    struct alignment_approval *approval = add_approval(between, company, "APP-1", PUMP, LIFE_CYCLE);
    struct alignment_consultation *consultation = add_consultation(between, "CONS-1", 0, QUINN, "2026-11-22");
    consultation->asked_by = PIA;
    expect_between(company, between, "");
    consultation->due_on = company_day("2026-11-21");
    expect_between(company, between, "warning consultation-overdue CONS-1 PERS-5;");
    consultation->person = EZRA;
    company->organisation.people[EZRA].left_on = company_day("2026-11-01");
    expect_between(company, between, "warning consultation-overdue CONS-1 PERS-4;");
    approval->status = APPROVAL_WITHDRAWN;
    expect_between(company, between, "");
    approval->status = APPROVAL_OPEN;
    consultation->status = CONSULTATION_AGREED;
    expect_between(company, between, "");
    company_free(company);
}

static void overrides(void **state)
{
    (void)state;
    struct company *company = orderly();
    struct between *between = between_new(company);
    struct alignment_override *override = add_override(between, company, "OVR-1", PUMP, EZRA, "2026-11-08");
    expect_between(company, between, ""); // 14 days ago, with a reason
    override->acted_on = company_day("2026-11-07");
    expect_between(company, between, "warning override-not-acknowledged OVR-1 PERS-4;");
    override->accountable = HAL;
    expect_between(company, between, "warning override-not-acknowledged OVR-1 PERS-2;");
    static const char *const more[] = {"check.override-not-acknowledged.days=15", NULL};
    expect_facts(company, between, more, "");
    override->has_reason = false;
    expect_facts(company, between, more, "warning override-without-reason OVR-1 PERS-6;");
    override->person = ORGANISATION_NONE;
    expect_facts(company, between, more, "warning override-without-reason OVR-1 PERS-2;");
    override->acknowledged_on = company_day("2026-11-20");
    expect_between(company, between, "");
    company_free(company);
}

static void absence_without_deputy(void **state)
{
    (void)state;
    struct company *company = orderly();
    struct between *between = between_new(company);
    company->person_managers[PIA] = "PERS-2";
    struct alignment_delegation *absence =
        add_delegation(between, "DEL-1", PIA, ORGANISATION_NONE, "2026-11-20", "2026-11-24");
    expect_between(company, between, ""); // five days
    absence->to_on = company_day("2026-11-25");
    expect_between(company, between, "warning absence-without-deputy DEL-1 PERS-2;");
    static const char *const more[] = {"check.absence-without-deputy.days=6", NULL};
    expect_facts(company, between, more, "");
    absence->deputy = HAL;
    expect_between(company, between, "");
    absence->deputy = ORGANISATION_NONE;
    absence->person = EZRA; // accountable for nothing
    expect_between(company, between, "");
    absence->person = PIA;
    absence->from_on = company_day("2026-11-23"); // tomorrow
    absence->to_on = company_day("2026-12-23");
    expect_between(company, between, "");
    absence->from_on = company_day("2026-11-22");
    // Another delegation of the same days has a deputy.
    add_delegation(between, "DEL-2", PIA, HAL, "2026-11-01", "2026-11-22");
    expect_between(company, between, "");
    company_free(company);
}

static void delegation_expired(void **state)
{
    (void)state;
    struct company *company = orderly();
    struct between *between = between_new(company);
    company->person_managers[PIA] = "PERS-2";
    add_delegation(between, "DEL-1", PIA, ORGANISATION_NONE, "2026-11-01", "2026-12-24");
    struct alignment_delegation *expired =
        add_delegation(between, "DEL-2", PIA, HAL, "2026-11-01", "2026-11-21");
    expect_between(company, between, "error delegation-expired DEL-2 PERS-2;");
    expired->to_on = company_day("2026-10-22"); // too long ago: a plain absence
    expired->from_on = company_day("2026-10-01");
    expect_between(company, between, "warning absence-without-deputy DEL-1 PERS-2;");
    expired->to_on = company_day("2026-10-23");
    expect_between(company, between, "error delegation-expired DEL-2 PERS-2;");
    static const char *const off[] = {"check.delegation-expired.severity=off", NULL};
    expect_facts(company, between, off, "warning absence-without-deputy DEL-1 PERS-2;");
    between->alignment.delegations[0].to_on = company_day("2026-11-21"); // back again
    expect_between(company, between, "");
    company_free(company);
}

static void deputy_not_there(void **state)
{
    (void)state;
    struct company *company = orderly();
    struct between *between = between_new(company);
    company->person_managers[PIA] = "PERS-2";
    struct alignment_delegation *delegation =
        add_delegation(between, "DEL-1", PIA, EZRA, "2026-12-01", "2026-12-24");
    company->organisation.people[EZRA].left_on = company_day("2026-11-23");
    expect_between(company, between, "");
    company->organisation.people[EZRA].left_on = company_day("2026-11-22");
    expect_between(company, between, "error deputy-not-there DEL-1 PERS-2;");
    delegation->from_on = company_day("2026-10-01");
    delegation->to_on = company_day("2026-11-21"); // over
    expect_between(company, between, "");
    company->organisation.people[EZRA].left_on = ORGANISATION_NO_DATE;
    delegation->to_on = company_day("2026-11-22");
    expect_between(company, between, "");
    struct alignment_delegation *away =
        add_delegation(between, "DEL-2", EZRA, ORGANISATION_NONE, "2026-11-22", "2026-11-22");
    expect_between(company, between, "error deputy-not-there DEL-1 PERS-2;");
    away->reason = DELEGATION_REASON_DELEGATION; // hands work over, and is there
    expect_between(company, between, "");
    company_free(company);
}

static void map_effect_unread(void **state)
{
    (void)state;
    struct company *company = orderly();
    struct between *between = between_new(company);
    struct alignment_map *map = add_map(between, "MAP-2", MAP_IN_FORCE, "2026-11-01");
    expect_between(company, between, ""); // the first
    struct alignment_map *before = add_map(between, "MAP-1", MAP_SUPERSEDED, "2026-01-01");
    expect_between(company, between, "warning map-effect-unread MAP-2 -;");
    map->effect_read_on = company_day("2026-10-31");
    expect_between(company, between, "");
    map->effect_read_on = ORGANISATION_NO_DATE;
    before->status = MAP_DRAFT;
    expect_between(company, between, "");
    map->scope = organisation_scope_of_unit(0); // in place of the company's
    expect_between(company, between, "warning map-effect-unread MAP-2 PERS-1;");
    map->status = MAP_SUPERSEDED;
    expect_between(company, between, "");
    company_free(company);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(approval_overdue),
        cmocka_unit_test(approval_against_objection),
        cmocka_unit_test(approval_without_consultation),
        cmocka_unit_test(consultation_overdue),
        cmocka_unit_test(overrides),
        cmocka_unit_test(absence_without_deputy),
        cmocka_unit_test(delegation_expired),
        cmocka_unit_test(deputy_not_there),
        cmocka_unit_test(map_effect_unread),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
