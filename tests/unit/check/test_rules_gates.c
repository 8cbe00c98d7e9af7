// SPDX-License-Identifier: Apache-2.0
// Rules about gates, criteria and hand-offs: each with a situation in which it speaks and near misses.
#include "unit/check/orderly.h"

enum { PROBE, PUMP, KIT };                    // products: deliver, launch, plan
enum { GUDRUN, HAL, MINA, PIA, QUINN, EZRA }; // general manager, two heads, product manager, marketing
enum { LIFE_CYCLE, NAMING };                  // activities: product management's, product marketing's

static void stage_without_gate(void **state)
{
    (void)state;
    struct company *company = orderly();
    struct between *between = between_new(company);
    // A gate before the next stage only: the present one was reached before there were gates.
    add_gate(between, "GATE-1", PUMP, STAGE_DELIVER);
    expect_between(company, between, "");
    struct alignment_gate *present = add_gate(between, "GATE-2", PUMP, STAGE_LAUNCH);
    expect_between(company, between, "warning stage-without-gate PROD-2 PERS-4;");
    present->status = GATE_STATUS_HELD;
    expect_between(company, between, "warning stage-without-gate PROD-2 PERS-4;");
    present->status = GATE_STATUS_STOPPED;
    expect_between(company, between, "warning stage-without-gate PROD-2 PERS-4;");
    present->status = GATE_STATUS_PASSED;
    expect_between(company, between, "");
    // It went from one gate past the next.
    present->stage = STAGE_DEVELOP;
    expect_between(company, between, "warning stage-without-gate PROD-2 PERS-4;");
    present->status = GATE_STATUS_OPEN;
    expect_between(company, between, "");
    present->status = GATE_STATUS_PASSED;
    company->organisation.products[PUMP].stage = STAGE_RETIRED;
    expect_between(company, between, "");
    company_free(company);
}

static void gate_skipped(void **state)
{
    (void)state;
    struct company *company = orderly();
    struct between *between = between_new(company);
    struct alignment_gate *gate = add_gate(between, "GATE-1", PUMP, STAGE_LAUNCH);
    gate->status = GATE_STATUS_SKIPPED;
    expect_between(company, between, "warning gate-skipped GATE-1 PERS-4;");
    gate->decided_on = company_day("2026-11-01");
    gate->decided_by = EZRA;
    gate->has_reason = true;
    expect_between(company, between, "warning gate-skipped GATE-1 PERS-4;");
    gate->status = GATE_STATUS_PASSED;
    expect_between(company, between, "");
    gate->status = GATE_STATUS_SKIPPED;
    company->organisation.products[PUMP].stage = STAGE_DELIVER; // gone on, by a gate that was passed
    add_gate(between, "GATE-2", PUMP, STAGE_DELIVER)->status = GATE_STATUS_PASSED;
    expect_between(company, between, "");
    company_free(company);
}

static void gate_overdue_and_slipped(void **state)
{
    (void)state;
    struct company *company = orderly();
    struct between *between = between_new(company);
    struct alignment_gate *gate = add_gate(between, "GATE-1", PUMP, STAGE_DELIVER);
    gate->planned_on = company_day("2026-11-22");
    expect_between(company, between, ""); // today
    gate->planned_on = company_day("2026-11-21");
    expect_between(company, between, "warning gate-overdue GATE-1 PERS-4;");
    gate->status = GATE_STATUS_PASSED;
    expect_between(company, between, "");
    gate->status = GATE_STATUS_OPEN;
    gate->planned_on = company_day("2026-12-31");
    gate->first_planned_on = company_day("2026-12-01");
    expect_between(company, between, ""); // 30 days
    gate->first_planned_on = company_day("2026-11-30");
    expect_between(company, between, "info gate-slipped GATE-1 PERS-4;");
    static const char *const more[] = {"check.gate-slipped.days=31", NULL};
    expect_facts(company, between, more, "");
    gate->status = GATE_STATUS_STOPPED;
    expect_between(company, between, "");
    company_free(company);
}

static void gate_held_too_long(void **state)
{
    (void)state;
    struct company *company = orderly();
    struct between *between = between_new(company);
    struct alignment_gate *gate = add_gate(between, "GATE-1", PUMP, STAGE_DELIVER);
    gate->status = GATE_STATUS_HELD;
    gate->decided_on = company_day("2026-08-24"); // 90 days ago
    expect_between(company, between, "");
    gate->decided_on = company_day("2026-08-23");
    expect_between(company, between, "warning gate-held-too-long GATE-1 PERS-4;");
    static const char *const more[] = {"check.gate-held-too-long.days=91", NULL};
    expect_facts(company, between, more, "");
    gate->status = GATE_STATUS_OPEN;
    expect_between(company, between, "");
    company_free(company);
}

static void criterion_without_evidence(void **state)
{
    (void)state;
    struct company *company = orderly();
    struct between *between = between_new(company);
    add_gate(between, "GATE-1", PUMP, STAGE_DELIVER);
    add_criterion(between, "CRIT-1", 0, NAMING);
    expect_between(company, between, ""); // open, and somebody can sign
    between->alignment.criteria[0].status = CRITERION_GREEN;
    expect_between(company, between, "error criterion-without-evidence CRIT-1 PERS-5;");
    between->alignment.criteria[0].signed_by = EZRA;
    expect_between(company, between, "error criterion-without-evidence CRIT-1 PERS-6;");
    company->organisation.people[EZRA].left_on = company_day("2026-11-01");
    expect_between(company, between, "error criterion-without-evidence CRIT-1 PERS-5;");
    between->alignment.criteria[0].has_evidence = true;
    expect_between(company, between, "");
    company_free(company);
}

static void criterion_without_signer(void **state)
{
    (void)state;
    struct company *company = orderly();
    struct between *between = between_new(company);
    add_gate(between, "GATE-1", PUMP, STAGE_DELIVER);
    add_criterion(between, "CRIT-1", 0, NAMING);
    company_assign(company, "ASGN-6", "PERS-6", ROLE_PRODUCT_MARKETING_MANAGER, "LINE-1");
    static const char *const alone[] = {"check.activity-with-several-accountable.severity=off",
        "check.product-without-marketing.severity=off", "check.activity-without-accountable.severity=off",
        NULL};
    expect_facts(company, between, alone, "error criterion-without-signer CRIT-1 PERS-3;"); // two
    between->alignment.gates[0].status = GATE_STATUS_PASSED;
    expect_facts(company, between, alone, "");
    between->alignment.gates[0].status = GATE_STATUS_HELD;
    between->alignment.criteria[0].status = CRITERION_GREEN;
    between->alignment.criteria[0].has_evidence = true;
    expect_facts(company, between, alone, "");
    between->alignment.criteria[0].status = CRITERION_RED;
    assignment_at(company, 5)->to_on = assignment_at(company, 6)->to_on = company_day("2026-11-01");
    expect_facts(company, between, alone, "error criterion-without-signer CRIT-1 PERS-3;"); // nobody
    assignment_at(company, 6)->to_on = ORGANISATION_NO_DATE;
    expect_facts(company, between, alone, "");
    company_activity(company, "ACT-3", "unplaced");
    between->alignment.criteria[0].activity = 2; // not on the map
    expect_facts(company, between, alone, "error criterion-without-signer CRIT-1 PERS-2;");
    company_free(company);
}

static void hand_off_overdue(void **state)
{
    (void)state;
    struct company *company = orderly();
    struct between *between = between_new(company);
    struct alignment_hand_off *hand_off = add_hand_off(between, "HAND-1", PUMP, "2026-11-22");
    expect_between(company, between, "");
    hand_off->due_on = company_day("2026-11-21");
    expect_between(company, between, "warning hand-off-overdue HAND-1 PERS-4;"); // a draft is the giver's
    hand_off->status = HAND_OFF_STATUS_OFFERED;
    expect_between(company, between, "warning hand-off-overdue HAND-1 PERS-5;");
    hand_off->to_person = EZRA;
    expect_between(company, between, "warning hand-off-overdue HAND-1 PERS-6;");
    hand_off->status = HAND_OFF_STATUS_RETURNED;
    hand_off->items = 3;
    hand_off->open_items = 1;
    expect_between(company, between, "warning hand-off-overdue HAND-1 PERS-4;");
    hand_off->status = HAND_OFF_STATUS_ACCEPTED;
    expect_between(company, between, "");
    hand_off->status = HAND_OFF_STATUS_OFFERED;
    company->organisation.products[PUMP].stage = STAGE_RETIRED;
    expect_between(company, between, "");
    company_free(company);
}

static void hand_off_returned(void **state)
{
    (void)state;
    struct company *company = orderly();
    struct between *between = between_new(company);
    struct alignment_hand_off *hand_off = add_hand_off(between, "HAND-1", PUMP, "2026-12-22");
    hand_off->status = HAND_OFF_STATUS_RETURNED;
    hand_off->returns = 1;
    expect_between(company, between, "");
    hand_off->returns = 2;
    expect_between(company, between, "warning hand-off-returned HAND-1 PERS-1;");
    static const char *const more[] = {"check.hand-off-returned.times=3", NULL};
    expect_facts(company, between, more, "");
    hand_off->status = HAND_OFF_STATUS_ACCEPTED;
    expect_between(company, between, "");
    company_free(company);
}

static void hand_off_without_taker(void **state)
{
    (void)state;
    struct company *company = orderly();
    struct between *between = between_new(company);
    struct alignment_hand_off *hand_off = add_hand_off(between, "HAND-1", PUMP, "2026-12-22");
    static const char *const alone[] = {"check.product-without-marketing.severity=off",
        "check.activity-without-accountable.severity=off", NULL};
    hand_off->status = HAND_OFF_STATUS_OFFERED;
    expect_facts(company, between, alone, "");
    assignment_at(company, 5)->to_on = company_day("2026-11-01");
    expect_facts(company, between, alone, "error hand-off-without-taker HAND-1 PERS-3;");
    hand_off->to_person = EZRA;
    expect_facts(company, between, alone, "");
    company->organisation.people[EZRA].left_on = company_day("2026-11-01");
    expect_facts(company, between, alone, "error hand-off-without-taker HAND-1 PERS-3;");
    hand_off->status = HAND_OFF_STATUS_WITHDRAWN;
    expect_facts(company, between, alone, "");
    company_free(company);
}

static void next_without_hand_off(void **state)
{
    (void)state;
    struct company *company = orderly();
    struct between *between = between_new(company);
    expect_between(company, between, ""); // none are in use
    struct alignment_hand_off *hand_off = add_hand_off(between, "HAND-1", KIT, "2026-12-22");
    expect_between(company, between, "info next-without-hand-off PROD-2 PERS-4;");
    hand_off->to_role = ROLE_ENGINEERING; // not to product marketing
    static const char *const alone[] = {"check.hand-off-without-taker.severity=off",
        "check.product-without-marketing.severity=off", "check.activity-without-accountable.severity=off",
        NULL};
    expect_facts(company, between, alone, "");
    hand_off->to_role = ROLE_PRODUCT_MARKETING_MANAGER;
    add_hand_off(between, "HAND-2", PUMP, "2026-12-22")->status = HAND_OFF_STATUS_ACCEPTED;
    expect_between(company, between, "");
    between->alignment.hand_offs[1].status = HAND_OFF_STATUS_WITHDRAWN;
    expect_between(company, between, "info next-without-hand-off PROD-2 PERS-4;");
    assignment_at(company, 5)->to_on = company_day("2026-11-01"); // nobody could take it
    expect_facts(company, between, alone, "");
    company_free(company);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stage_without_gate),
        cmocka_unit_test(gate_skipped),
        cmocka_unit_test(gate_overdue_and_slipped),
        cmocka_unit_test(gate_held_too_long),
        cmocka_unit_test(criterion_without_evidence),
        cmocka_unit_test(criterion_without_signer),
        cmocka_unit_test(hand_off_overdue),
        cmocka_unit_test(hand_off_returned),
        cmocka_unit_test(hand_off_without_taker),
        cmocka_unit_test(next_without_hand_off),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
