// SPDX-License-Identifier: Apache-2.0
// Reports: what is different before and after, and what holds for any company.
#include "stress/stress_print.h"
#include "unit/stress/scenario.h"

static struct check_settings settings;

static struct stress_report report_of(
    struct company *company, const char *json, const struct alignment *alignment)
{
    const struct scenario_world world = {.today = company->organisation.day, .alignment = alignment};
    const struct scenario_steps steps = steps_of(company, json);
    struct resolution *resolution;
    struct stress_report report;
    struct problem_list problems;
    check_settings_default(&settings);
    problem_list_init(&problems, &company->arena);
    assert_int_equal(resolution_prepare(company_finish(company), &company->arena, &resolution), ERROR_NONE);
    const struct check_facts facts = {resolution, alignment, NULL, &settings, NULL};
    assert_int_equal(stress_run(&facts, &steps, &world, &company->arena, &problems, &report), ERROR_NONE);
    return report;
}

static const struct stress_rule *rule_of(const struct stress_report *report, const char *identifier)
{
    for (size_t i = 0; i < report->rule_count; i++)
        if (strcmp(report->rules[i].rule->identifier, identifier) == 0) return &report->rules[i];
    fail_msg("nothing of %s", identifier);
    return NULL;
}

static void an_empty_scenario_changes_nothing(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 200; seed++) {
        struct company *company = any_company(seed);
        const struct stress_report report = report_of(company, "[]", NULL);
        assert_int_equal(report.pair_count, 0);
        assert_int_equal(report.span_count, 0);
        assert_int_equal(report.appeared_count, 0);
        assert_true(report.is_same_map);
        assert_false(report.breaks);
        assert_memory_equal(report.before.outcomes, report.after.outcomes, sizeof report.before.outcomes);
        assert_int_equal(report.before.check.count, report.after.check.count);
        for (size_t i = 0; i < report.rule_count; i++) {
            assert_int_equal(report.rules[i].before, report.rules[i].after);
            assert_int_equal(report.rules[i].appeared + report.rules[i].gone, 0);
        }
        company_free(company);
    }
}

static void when_everybody_leaves_there_are_gaps_everywhere(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 200; seed++) {
        struct company *company = any_company(seed);
        struct buffer json;
        buffer_init(&json, 10000);
        buffer_character(&json, '[');
        for (uint32_t i = 0; i < company->organisation.person_count; i++)
            buffer_print(&json, "%s{\"do\":\"leave\",\"person\":\"PERS-%u\"}", i ? "," : "", i + 1);
        buffer_character(&json, ']');
        const struct stress_report report = report_of(company, json.data, NULL);
        const uint64_t pairs = report.after.check.products * (uint64_t)company->organisation.activity_count;
        assert_int_equal(report.after.outcomes[RESOLUTION_GAP], pairs);
        assert_int_equal(report.changes[STRESS_GAP], pairs - report.before.outcomes[RESOLUTION_GAP]);
        assert_int_equal(report.changes[STRESS_CONFLICT] + report.changes[STRESS_DUAL] +
                             report.changes[STRESS_HANDOVER] + report.changes[STRESS_RELIEF],
            0);
        buffer_free(&json);
        company_free(company);
    }
}

static void counts_are_of_one_piece(void **state)
{
    (void)state;
    static const char *const scenarios[] = {"[{\"do\":\"merge_roles\",\"scope\":\"company\"}]",
        "[{\"do\":\"absent\",\"person\":\"PERS-1\"}]", "[{\"do\":\"leave\",\"person\":\"PERS-1\"}]",
        "[{\"do\":\"stage\",\"product\":\"PROD-1\",\"stage\":\"retired\"}]"};
    for (uint64_t seed = 1; seed <= 200; seed++) {
        struct company *company = any_company(seed);
        const struct stress_report report = report_of(company, scenarios[seed % 4], NULL);
        uint64_t before = 0, after = 0, changes = 0, findings = 0;
        for (unsigned i = 0; i < RESOLUTION_OUTCOME_COUNT; i++) {
            before += report.before.outcomes[i];
            after += report.after.outcomes[i];
        }
        for (unsigned i = 0; i < STRESS_CHANGE_COUNT; i++)
            changes += report.changes[i];
        assert_int_equal(
            before, report.before.check.products * (uint64_t)company->organisation.activity_count);
        assert_int_equal(after, report.after.check.products * (uint64_t)company->organisation.activity_count);
        assert_int_equal(changes, report.pair_count);
        for (size_t i = 1; i < report.pair_count; i++)
            assert_true(report.pairs[i - 1].change <= report.pairs[i].change);
        for (size_t i = 0; i < report.rule_count; i++) {
            const struct stress_rule *rule = &report.rules[i];
            assert_int_equal(rule->before + rule->appeared, rule->after + rule->gone);
            findings += rule->appeared;
        }
        assert_int_equal(findings, report.appeared_count);
        company_free(company);
    }
}

static void what_breaks_is_said_with_whom_to_ask(void **state)
{
    (void)state;
    struct company *company = orderly();
    const struct stress_report report =
        report_of(company, "[{\"do\":\"leave\",\"person\":\"PERS-4\"}]", NULL);
    const struct stress_input input = {.name = TEXT("Pia goes"),
        .day = company->organisation.day,
        .steps = steps_of(company, "[{\"do\":\"leave\",\"person\":\"PERS-4\"}]")};
    struct buffer said;
    assert_int_equal(report.changes[STRESS_GAP], 3);
    assert_true(report.breaks);
    assert_int_equal(rule_of(&report, "product-without-management")->appeared, 3);
    assert_int_equal(report.span_count, 1);
    assert_int_equal(report.spans[0].before, 3);
    assert_int_equal(report.spans[0].after, 0);
    buffer_init(&said, 100000);
    assert_int_equal(stress_print_text(&report, &input, &said), ERROR_NONE);
    static const char begin[] =
        "Pia goes: 1 step:\n  1. Pia (PERS-4) leaves.\n\n"
        "PROD-1: gap: Probe: Pia (PERS-4) was accountable for life_cycle_management as product manager; now "
        "nobody is.\n"
        "    hint: Have somebody ready for the role: `tandem set assignments person=KEY role=product_manager "
        "scope=PROD-1`.\n"
        "    ask: Hal (PERS-2)\n";
    assert_memory_equal(said.data, begin, sizeof begin - 1);
    static const char end[] =
        "\nThe map stands unmodified.\n"
        "3 new gaps, 0 new conflicts, 0 new duals, 0 handed over, 0 relieved on 2026-11-22.\n";
    assert_string_equal(said.data + said.length - (sizeof end - 1), end);
    buffer_free(&said);
    company_free(company);
}

static void one_person_on_both_sides_is_a_dual_and_not_a_break(void **state)
{
    (void)state;
    struct company *company = orderly();
    const struct stress_report report =
        report_of(company, "[{\"do\":\"merge_roles\",\"scope\":\"company\"}]", NULL);
    assert_int_equal(report.changes[STRESS_DUAL], 6); // both activities of three products
    assert_int_equal(report.after.outcomes[RESOLUTION_DUAL], 6);
    assert_int_equal(rule_of(&report, "dual-role")->appeared, 3);
    assert_false(report.breaks);
    company_free(company);
}

// A gate of Probe that takes the signature for life-cycle management, and a hand-off to product marketing.
static void what_nobody_could_sign_or_take_is_listed(void **state)
{
    (void)state;
    struct company *company = orderly();
    company_finish(company);
    uint32_t first_gate[] = {0, ORGANISATION_NONE, ORGANISATION_NONE};
    struct alignment_gate gate = {.key = TEXT("GATE-1"),
        .product = 0,
        .stage = STAGE_RETIRE,
        .status = GATE_STATUS_OPEN,
        .planned_on = ORGANISATION_NO_DATE,
        .first_planned_on = ORGANISATION_NO_DATE,
        .decided_on = ORGANISATION_NO_DATE,
        .decided_by = ORGANISATION_NONE,
        .next_of_product = ORGANISATION_NONE,
        .criterion_count = 2};
    struct alignment_criterion criteria[] = {
        {.key = TEXT("CRIT-1"), .name = TEXT("Customers know"), .signed_by = ORGANISATION_NONE},
        {.key = TEXT("CRIT-2"), .name = TEXT("Signed"), .status = CRITERION_GREEN, .has_evidence = true}};
    struct alignment_hand_off hand_offs[] = {{.key = TEXT("HAND-1"),
                                                 .title = TEXT("Brief"),
                                                 .record = TEXT("PROD-2"),
                                                 .product = 1,
                                                 .status = HAND_OFF_STATUS_OFFERED,
                                                 .from_role = ROLE_PRODUCT_MANAGER,
                                                 .to_role = ROLE_PRODUCT_MARKETING_MANAGER,
                                                 .from_person = 3,
                                                 .to_person = 4,
                                                 .due_on = company->organisation.day + 9,
                                                 .offered_on = company->organisation.day},
        {.key = TEXT("HAND-2"), .title = TEXT("Done"), .product = 1, .status = HAND_OFF_STATUS_ACCEPTED}};
    struct alignment_person people[6] = {{.title = TEXT("")}};
    const struct alignment alignment = {.gates = &gate,
        .criteria = criteria,
        .hand_offs = hand_offs,
        .people = people,
        .first_gate = first_gate,
        .gate_count = 1,
        .criterion_count = 2,
        .hand_off_count = 2,
        .person_count = 6};
    struct stress_report report =
        report_of(company, "[{\"do\":\"leave\",\"person\":\"PERS-4\"}]", &alignment);
    assert_int_equal(report.criterion_count, 1);
    assert_int_equal(report.criteria[0], 0);
    assert_int_equal(report.hand_off_count, 0);
    report = report_of(company, "[{\"do\":\"leave\",\"person\":\"PERS-5\"}]", &alignment);
    assert_int_equal(report.criterion_count, 0);
    assert_int_equal(report.hand_off_count, 1);
    assert_int_equal(report.hand_offs[0], 0);
    company_free(company);
}

// Adding a unit moves the numbers of scopes: what the alignment says about a line stays with the line.
static void scopes_follow_a_new_unit(void **state)
{
    (void)state;
    struct company *company = orderly();
    company_finish(company);
    uint32_t first_gate[] = {ORGANISATION_NONE, ORGANISATION_NONE, ORGANISATION_NONE};
    struct alignment_person people[6] = {{.title = TEXT("")}};
    struct alignment_delegation delegation = {.key = TEXT("DELE-1"),
        .person = 3,
        .deputy = 4,
        .scope = organisation_scope_of_line(&company->organisation, 0),
        .from_on = ORGANISATION_NO_DATE,
        .to_on = ORGANISATION_NO_DATE};
    const struct alignment alignment = {.delegations = &delegation,
        .delegation_count = 1,
        .first_gate = first_gate,
        .people = people,
        .person_count = 6};
    const struct stress_report report = report_of(company,
        "[{\"do\":\"split_unit\",\"unit\":\"UNIT-1\",\"lines\":[\"LINE-1\"],\"name\":\"Air\"}]", &alignment);
    const struct stress_side *after = &report.after;
    assert_int_equal(
        after->check.alignment->delegations[0].scope, organisation_scope_of_line(after->organisation, 0));
    assert_int_equal(delegation.scope, organisation_scope_of_line(report.before.organisation, 0));
    company_free(company);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_scenario_changes_nothing),
        cmocka_unit_test(when_everybody_leaves_there_are_gaps_everywhere),
        cmocka_unit_test(counts_are_of_one_piece),
        cmocka_unit_test(what_breaks_is_said_with_whom_to_ask),
        cmocka_unit_test(one_person_on_both_sides_is_a_dual_and_not_a_break),
        cmocka_unit_test(what_nobody_could_sign_or_take_is_listed),
        cmocka_unit_test(scopes_follow_a_new_unit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
