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

// What goes on between the roles of a company, added row by row; indexes are of the company's arrays.
struct between {
    struct alignment alignment;
    struct offer offer;
    struct check_waivers waivers;
};

#define BETWEEN_MAXIMUM 32

static inline struct between *between_new(struct company *company)
{
    struct arena *arena = &company->arena;
    struct between *between = arena_object(arena, struct between);
    struct alignment *to = &between->alignment;
    to->gates = arena_array(arena, struct alignment_gate, BETWEEN_MAXIMUM);
    to->criteria = arena_array(arena, struct alignment_criterion, BETWEEN_MAXIMUM);
    to->hand_offs = arena_array(arena, struct alignment_hand_off, BETWEEN_MAXIMUM);
    to->approvals = arena_array(arena, struct alignment_approval, BETWEEN_MAXIMUM);
    to->consultations = arena_array(arena, struct alignment_consultation, BETWEEN_MAXIMUM);
    to->overrides = arena_array(arena, struct alignment_override, BETWEEN_MAXIMUM);
    to->delegations = arena_array(arena, struct alignment_delegation, BETWEEN_MAXIMUM);
    to->maps = arena_array(arena, struct alignment_map, BETWEEN_MAXIMUM);
    to->people = arena_array(arena, struct alignment_person, COMPANY_MAXIMUM);
    between->waivers.waivers = arena_array(arena, struct check_waiver, BETWEEN_MAXIMUM);
    between->offer.lists = arena_array(arena, struct offer_list, BETWEEN_MAXIMUM);
    between->offer.items = arena_array(arena, struct offer_item, BETWEEN_MAXIMUM);
    between->offer.prices = arena_array(arena, struct offer_price, BETWEEN_MAXIMUM);
    between->offer.costs = arena_array(arena, struct offer_cost, BETWEEN_MAXIMUM);
    between->offer.rivals = arena_array(arena, struct offer_rival, BETWEEN_MAXIMUM);
    between->offer.decisions = arena_array(arena, struct offer_decision, BETWEEN_MAXIMUM);
    for (size_t i = 0; i < COMPANY_MAXIMUM; i++)
        to->people[i] = (struct alignment_person){TEXT(""), ORGANISATION_NO_DATE};
    return between;
}

static inline struct alignment_gate *add_gate(
    struct between *between, const char *key, uint32_t product, enum product_stage stage)
{
    struct alignment_gate *gate = &between->alignment.gates[between->alignment.gate_count++];
    *gate = (struct alignment_gate){
        .key = text_from(key),
        .product = product,
        .stage = (uint8_t)stage,
        .planned_on = ORGANISATION_NO_DATE,
        .first_planned_on = ORGANISATION_NO_DATE,
        .decided_on = ORGANISATION_NO_DATE,
        .decided_by = ORGANISATION_NONE,
    };
    return gate;
}

static inline struct alignment_criterion *add_criterion(
    struct between *between, const char *key, uint32_t gate, uint32_t activity)
{
    struct alignment_criterion *criterion =
        &between->alignment.criteria[between->alignment.criterion_count++];
    *criterion = (struct alignment_criterion){
        .key = text_from(key),
        .name = TEXT("Criterion"),
        .gate = gate,
        .activity = activity,
        .signed_by = ORGANISATION_NONE,
        .signed_on = ORGANISATION_NO_DATE,
    };
    return criterion;
}

static inline struct alignment_hand_off *add_hand_off(
    struct between *between, const char *key, uint32_t product, const char *due)
{
    struct alignment_hand_off *hand_off = &between->alignment.hand_offs[between->alignment.hand_off_count++];
    *hand_off = (struct alignment_hand_off){
        .key = text_from(key),
        .title = TEXT("Brief"),
        .product = product,
        .from_role = ROLE_PRODUCT_MANAGER,
        .to_role = ROLE_PRODUCT_MARKETING_MANAGER,
        .from_person = ORGANISATION_NONE,
        .to_person = ORGANISATION_NONE,
        .due_on = company_day(due),
        .offered_on = ORGANISATION_NO_DATE,
        .answered_on = ORGANISATION_NO_DATE,
    };
    return hand_off;
}

static inline struct alignment_approval *add_approval(
    struct between *between, struct company *company, const char *key, uint32_t product, uint32_t activity)
{
    struct alignment_approval *approval = &between->alignment.approvals[between->alignment.approval_count++];
    *approval = (struct alignment_approval){
        .key = text_from(key),
        .title = TEXT("Proposal"),
        .record = company->organisation.products[product].key,
        .product = product,
        .scope = organisation_scope_of_product(&company->organisation, product),
        .activity = activity,
        .due_on = ORGANISATION_NO_DATE,
        .decided_on = ORGANISATION_NO_DATE,
        .asked_by = ORGANISATION_NONE,
        .decided_by = ORGANISATION_NONE,
        .seconded_by = ORGANISATION_NONE,
    };
    return approval;
}

// About an approval by its index.
static inline struct alignment_consultation *add_consultation(
    struct between *between, const char *key, uint32_t approval, uint32_t person, const char *due)
{
    struct alignment_consultation *consultation =
        &between->alignment.consultations[between->alignment.consultation_count++];
    *consultation = (struct alignment_consultation){
        .key = text_from(key),
        .record = between->alignment.approvals[approval].key,
        .product = between->alignment.approvals[approval].product,
        .scope = between->alignment.approvals[approval].scope,
        .gate = ORGANISATION_NONE,
        .approval = approval,
        .activity = between->alignment.approvals[approval].activity,
        .person = person,
        .asked_by = ORGANISATION_NONE,
        .due_on = company_day(due),
        .answered_on = ORGANISATION_NO_DATE,
    };
    return consultation;
}

static inline struct alignment_override *add_override(struct between *between, struct company *company,
    const char *key, uint32_t product, uint32_t person, const char *day)
{
    struct alignment_override *override = &between->alignment.overrides[between->alignment.override_count++];
    *override = (struct alignment_override){
        .key = text_from(key),
        .act = TEXT("decide_go"),
        .record = company->organisation.products[product].key,
        .product = product,
        .scope = organisation_scope_of_product(&company->organisation, product),
        .activity = 0,
        .person = person,
        .accountable = ORGANISATION_NONE,
        .has_reason = true,
        .acted_on = company_day(day),
        .acknowledged_on = ORGANISATION_NO_DATE,
    };
    return override;
}

static inline struct alignment_delegation *add_delegation(struct between *between, const char *key,
    uint32_t person, uint32_t deputy, const char *from, const char *to)
{
    struct alignment_delegation *delegation =
        &between->alignment.delegations[between->alignment.delegation_count++];
    *delegation = (struct alignment_delegation){
        .key = text_from(key),
        .person = person,
        .deputy = deputy,
        .scope = ORGANISATION_COMPANY,
        .reason = DELEGATION_REASON_ABSENCE,
        .from_on = company_day(from),
        .to_on = company_day(to),
    };
    return delegation;
}

static inline struct alignment_map *add_map(
    struct between *between, const char *key, enum map_status status, const char *in_force_on)
{
    struct alignment_map *map = &between->alignment.maps[between->alignment.map_count++];
    *map = (struct alignment_map){
        .key = text_from(key),
        .name = TEXT("Map"),
        .status = (uint8_t)status,
        .scope = ORGANISATION_COMPANY,
        .in_force_on = company_day(in_force_on),
        .superseded_on = ORGANISATION_NO_DATE,
        .effect_read_on = ORGANISATION_NO_DATE,
        .based_on = TEXT(""),
    };
    return map;
}

static inline void add_waiver(
    struct between *between, const char *key, const char *rule, const char *finding, const char *until)
{
    between->waivers.waivers[between->waivers.count++] = (struct check_waiver){
        .key = text_from(key),
        .rule = text_from(rule),
        .finding = text_from(finding),
        .record = TEXT(""),
        .reason = TEXT("We know"),
        .person = ORGANISATION_NONE,
        .until_on = company_day(until),
    };
}

static const char *const no_settings[] = {NULL};

// Runs the check with settings "check.dual-role.severity=off", …; *arena* of the company.
static inline struct check_report check_report_of(
    struct company *company, struct between *between, const char *const settings[])
{
    struct check_settings *values = arena_object(&company->arena, struct check_settings);
    struct resolution *resolution;
    struct check_report report;
    check_settings_default(values);
    // The orderly company has no head of engineering; a test of that rule turns it on.
    assert_true(check_settings_set(values, TEXT("check.unit-incomplete.severity"), TEXT("off")));
    for (; *settings; settings++) {
        const char *equals = strchr(*settings, '=');
        const struct text name = {*settings, (size_t)(equals - *settings)};
        assert_true(check_settings_set(values, name, text_from(equals + 1)));
    }
    assert_int_equal(resolution_prepare(company_finish(company), &company->arena, &resolution), ERROR_NONE);
    if (between) {
        between->alignment.person_count = company->organisation.person_count;
        assert_int_equal(
            alignment_index(&between->alignment, &company->organisation, &company->arena), ERROR_NONE);
        assert_int_equal(offer_index(&between->offer, &company->organisation, &company->arena), ERROR_NONE);
        check_waivers_index(&between->waivers);
    }
    const struct check_facts facts = {
        .resolution = resolution,
        .alignment = between ? &between->alignment : NULL,
        .waivers = between ? &between->waivers : NULL,
        .settings = values,
        .offer = between ? &between->offer : NULL,
    };
    assert_int_equal(check_run(&facts, NULL, &company->arena, &report), ERROR_NONE);
    return report;
}

// Gives the findings, "error dual-role PROD-1 PERS-4;" each, PERS-4 being who is asked ("-" for nobody), and
// writes each of their sentences.
static inline void expect_facts(
    struct company *company, struct between *between, const char *const settings[], const char *expected)
{
    const struct check_report report = check_report_of(company, between, settings);
    struct buffer buffer, sentence;
    buffer_init(&buffer, 10000);
    buffer_init(&sentence, 10000);
    for (size_t i = 0; i < report.count; i++) {
        const struct finding *finding = &report.findings[i];
        buffer_print(&buffer, "%s %s %.*s ", check_severity_code((enum check_severity)finding->severity),
            finding->rule->identifier, TEXT_PRINT(finding_key(&report, finding)));
        if (finding->accountable == ORGANISATION_NONE)
            buffer_character(&buffer, '-');
        else
            buffer_text(&buffer, report.organisation->people[finding->accountable].key);
        buffer_character(&buffer, ';');
        static void (*const printers[])(const struct check_report *, const struct finding *,
            struct buffer *) = {finding_print_title, finding_print_message, finding_print_hint};
        for (size_t j = 0; j < sizeof printers / sizeof *printers; j++) {
            buffer_reset(&sentence);
            printers[j](&report, finding, &sentence);
            assert_int_equal(buffer_error(&sentence), ERROR_NONE);
            assert_true(sentence.length > 0);
            if (j > 0) assert_int_equal(sentence.data[sentence.length - 1], '.');
        }
    }
    buffer_character(&buffer, '\0');
    assert_string_equal(buffer.data, expected);
    buffer_free(&sentence);
    buffer_free(&buffer);
}

static inline void expect_between(struct company *company, struct between *between, const char *expected)
{
    expect_facts(company, between, no_settings, expected);
}

static inline void expect_with(struct company *company, const char *const settings[], const char *expected)
{
    expect_facts(company, NULL, settings, expected);
}

static inline void expect(struct company *company, const char *expected)
{
    expect_facts(company, NULL, no_settings, expected);
}

#endif
