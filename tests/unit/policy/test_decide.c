// SPDX-License-Identifier: Apache-2.0
// The decision case by case, and what delegations can never do, over companies with anything in them.
#include "policy/policy.h"
#include "unit.h"
#include "unit/stress/scenario.h"

#define TODAY "2026-11-22"

// --- a small company

// Ann manages the products of a line, Bo markets them, Cy and Dee both engineer them; nobody is head of
// product management. Eve, Fay and Gus hold nothing. LINE-2 lies in LINE-1; PROD-3 is on another line.
static struct company *small_company(void)
{
    static const char *const names[] = {"Ann", "Bo", "Cy", "Dee", "Eve", "Fay", "Gus"};
    struct company *company = company_new(TODAY);
    company_unit(company, "UNIT-1", "Water");
    company_line(company, "LINE-1", "Meters", "UNIT-1", NULL);
    company_line(company, "LINE-2", "Small meters", NULL, "LINE-1");
    company_line(company, "LINE-3", "Pumps", NULL, NULL);
    company_product(company, "PROD-1", "Probe", "LINE-1", STAGE_DELIVER);
    company_product(company, "PROD-2", "Drop", "LINE-2", STAGE_DEVELOP);
    company_product(company, "PROD-3", "Pump", "LINE-3", STAGE_DEVELOP);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        company_person(company, arena_print(&company->arena, "PERS-%zu", i + 1), names[i]);
    company_assign(company, "ASGN-1", "PERS-1", ROLE_PRODUCT_MANAGER, "LINE-1");
    company_assign(company, "ASGN-2", "PERS-2", ROLE_PRODUCT_MARKETING_MANAGER, "LINE-1");
    company_assign(company, "ASGN-3", "PERS-3", ROLE_ENGINEERING, "LINE-1");
    company_assign(company, "ASGN-4", "PERS-4", ROLE_ENGINEERING, "LINE-1");
    company_entry(company, "ACT-1", "life_cycle_management", SIDE_PM, ROLE_PRODUCT_MANAGER);
    company_entry(company, "ACT-2", "product_naming", SIDE_PMM, ROLE_PRODUCT_MARKETING_MANAGER);
    company_entry(company, "ACT-3", "release_planning", SIDE_PM, ROLE_HEAD_OF_PRODUCT_MANAGEMENT);
    company_entry(company, "ACT-4", "testing", SIDE_PM, ROLE_ENGINEERING);
    company_entry(company, "ACT-5", "launch_planning", SIDE_PMM, ROLE_PRODUCT_MARKETING_MANAGER);
    company_activity(company, "ACT-6", "nobodys");
    struct organisation_entry *entries = company->organisation.entries;
    entries[1].four_eyes = true;
    entries[1].responsible = 1U << ROLE_PRODUCT_MARKETING_MANAGER | 1U << ROLE_PRODUCT_MANAGER;
    entries[1].consulted = 1U << ROLE_ENGINEERING | 1U << ROLE_HEAD_OF_PRODUCT_MANAGEMENT;
    entries[1].informed = 1U << ROLE_PRODUCT_MANAGER;
    entries[4].from_stage = STAGE_QUALIFY;
    entries[4].to_stage = STAGE_DELIVER;
    return company;
}

static struct policy_delegation delegation_of(
    const char *key, const char *person, const char *deputy, const char *scope)
{
    return (struct policy_delegation){
        .key = text_from(key),
        .person = text_from(person),
        .deputy = text_from(deputy),
        .deputy_name = text_from(deputy),
        .scope = text_from(scope),
        .from_on = company_day("2026-01-01"),
        .to_on = company_day("2026-12-31"),
    };
}

static struct policy_decision decide_at(const struct resolution *resolution,
    const struct policy_delegations *delegations, uint32_t scope, uint32_t activity, struct text person,
    struct arena *arena)
{
    const struct policy_question question = {resolution, delegations, scope, activity, person};
    struct policy_decision decision;
    assert_int_equal(policy_decide(&question, arena, &decision), ERROR_NONE);
    return decision;
}

static const char *keys_of(struct company *company, struct policy_people people)
{
    const char *keys = "";
    for (uint32_t i = 0; i < people.count; i++)
        keys = arena_print(
            &company->arena, "%s %.*s", keys, TEXT_PRINT(company->organisation.people[people.people[i]].key));
    return keys;
}

// "override: PERS-1", "own by DEL-1: PERS-1"; after the colon the accountable people.
static const char *said(struct company *company, const struct policy_delegation *items, uint32_t count,
    const char *place, const char *activity, const char *person)
{
    struct resolution *resolution;
    const struct organisation *organisation = company_finish(company);
    const struct policy_delegations delegations = {items, count};
    assert_int_equal(resolution_prepare(organisation, &company->arena, &resolution), ERROR_NONE);
    const struct policy_decision decision = decide_at(resolution, &delegations,
        organisation_find_scope(organisation, text_from(place)),
        organisation_find_activity(organisation, text_from(activity)), text_from(person), &company->arena);
    assert_int_equal(
        decision.verdict == POLICY_OWN, policy_is_accountable(organisation, &decision, text_from(person)));
    const struct text by = decision.acts_by ? decision.acts_by->key : TEXT("");
    return arena_print(&company->arena, "%s%s%.*s%s%s:%s", policy_verdict_code(decision.verdict),
        by.length ? " by " : "", TEXT_PRINT(by), decision.rests ? " rests" : "",
        decision.four_eyes ? " four eyes" : "", keys_of(company, decision.accountable));
}

#define expect_said(company, delegations, count, place, activity, person, expected)                          \
    assert_string_equal(said((company), (delegations), (count), (place), (activity), (person)), (expected))

static void belongs_to_whom_the_map_names(void **state)
{
    (void)state;
    struct company *company = small_company();
    expect_said(company, NULL, 0, "PROD-1", "ACT-1", "PERS-1", "own: PERS-1");
    expect_said(company, NULL, 0, "PROD-2", "ACT-1", "PERS-1", "own: PERS-1");
    expect_said(company, NULL, 0, "LINE-2", "ACT-1", "PERS-1", "own: PERS-1");
    expect_said(company, NULL, 0, "PROD-1", "ACT-1", "PERS-2", "override: PERS-1");
    expect_said(company, NULL, 0, "PROD-1", "ACT-1", "", "override: PERS-1");
    expect_said(company, NULL, 0, "PROD-1", "ACT-1", "PERS-99", "override: PERS-1");
    // Elsewhere Ann's role is nobody's: a gap belongs to no one, whoever asks.
    expect_said(company, NULL, 0, "PROD-3", "ACT-1", "PERS-1", "override:");
    expect_said(company, NULL, 0, "UNIT-1", "ACT-1", "PERS-1", "override:");
    expect_said(company, NULL, 0, "PROD-1", "ACT-3", "PERS-1", "override:");
    // In a conflict each of them may.
    expect_said(company, NULL, 0, "PROD-1", "ACT-4", "PERS-3", "own: PERS-3 PERS-4");
    expect_said(company, NULL, 0, "PROD-1", "ACT-4", "PERS-4", "own: PERS-3 PERS-4");
    expect_said(company, NULL, 0, "PROD-1", "ACT-4", "PERS-1", "override: PERS-3 PERS-4");
    company->organisation.maps[0].mode = MAP_STRICT;
    expect_said(company, NULL, 0, "PROD-1", "ACT-1", "PERS-1", "own: PERS-1");
    expect_said(company, NULL, 0, "PROD-1", "ACT-1", "PERS-2", "refused: PERS-1");
    expect_said(company, NULL, 0, "PROD-1", "ACT-3", "PERS-1", "refused:");
    expect_said(company, NULL, 0, "PROD-1", "ACT-1", "", "refused: PERS-1");
    company_free(company);
}

static void is_silent_where_no_map_speaks(void **state)
{
    (void)state;
    struct company *company = small_company();
    company->organisation.maps[0].mode = MAP_STRICT;
    expect_said(company, NULL, 0, "PROD-1", "ACT-6", "PERS-5", "silent:");
    expect_said(company, NULL, 0, "PROD-1", "ACT-99", "PERS-5", "silent:"); // no such activity
    // Launches are planned from qualify to deliver; before, the activity rests.
    expect_said(company, NULL, 0, "PROD-2", "ACT-5", "PERS-5", "silent rests:");
    expect_said(company, NULL, 0, "PROD-1", "ACT-5", "PERS-5", "refused: PERS-2");
    expect_said(company, NULL, 0, "LINE-2", "ACT-5", "PERS-5", "refused: PERS-2"); // a line has no stage
    // Without a map in force for the company only the line that has one is spoken for.
    company->map_scopes[0] = "LINE-2";
    expect_said(company, NULL, 0, "PROD-1", "ACT-1", "PERS-5", "silent:");
    expect_said(company, NULL, 0, "PROD-2", "ACT-1", "PERS-5", "refused: PERS-1");
    company_free(company);
}

static void the_nearest_map_has_its_own_mode(void **state)
{
    (void)state;
    struct company *company = small_company();
    const uint32_t map = company_map(company, "MAP-2", "LINE-2");
    company->organisation.maps[map].mode = MAP_STRICT;
    company_map_entry(company, map, "ENT-20", 0, SIDE_PMM, ROLE_PRODUCT_MARKETING_MANAGER);
    expect_said(company, NULL, 0, "PROD-1", "ACT-1", "PERS-5", "override: PERS-1");
    expect_said(company, NULL, 0, "PROD-2", "ACT-1", "PERS-1", "refused: PERS-2");
    expect_said(company, NULL, 0, "PROD-2", "ACT-1", "PERS-2", "own: PERS-2");
    expect_said(company, NULL, 0, "PROD-2", "ACT-2", "PERS-5", "silent:"); // of which it says nothing
    company_free(company);
}

static void a_deputy_acts_within_scope_and_dates(void **state)
{
    (void)state;
    static const struct {
        const char *scope, *from_on, *to_on, *place, *expected;
    } cases[] = {
        {"", "2026-01-01", "2026-12-31", "PROD-1", "own by DEL-1: PERS-1"},
        {"", "2026-01-01", "2026-12-31", "LINE-1", "own by DEL-1: PERS-1"},
        {"", TODAY, TODAY, "PROD-1", "own by DEL-1: PERS-1"},
        {"", "2026-11-23", "2026-12-31", "PROD-1", "override: PERS-1"},
        {"", "2026-01-01", "2026-11-21", "PROD-1", "override: PERS-1"},
        {"PROD-1", TODAY, TODAY, "PROD-1", "own by DEL-1: PERS-1"},
        {"PROD-1", TODAY, TODAY, "PROD-2", "override: PERS-1"},
        {"PROD-1", TODAY, TODAY, "LINE-1", "override: PERS-1"},
        {"LINE-1", TODAY, TODAY, "PROD-2", "own by DEL-1: PERS-1"}, // a line within it
        {"LINE-2", TODAY, TODAY, "PROD-2", "own by DEL-1: PERS-1"},
        {"LINE-2", TODAY, TODAY, "PROD-1", "override: PERS-1"},
        {"LINE-3", TODAY, TODAY, "PROD-1", "override: PERS-1"},
        {"UNIT-1", TODAY, TODAY, "PROD-2", "own by DEL-1: PERS-1"}, // by the unit of the line around it
        {"UNIT-9", TODAY, TODAY, "PROD-1", "override: PERS-1"},
        {"", TODAY, TODAY, "PROD-3", "override:"}, // what Ann does not hold she cannot hand over
    };
    struct company *company = small_company();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct policy_delegation delegation = delegation_of("DEL-1", "PERS-1", "PERS-5", cases[i].scope);
        delegation.from_on = company_day(cases[i].from_on);
        delegation.to_on = company_day(cases[i].to_on);
        expect_said(company, &delegation, 1, cases[i].place, "ACT-1", "PERS-5", cases[i].expected);
        delegation.is_absence = true; // the same, whatever it is called
        expect_said(company, &delegation, 1, cases[i].place, "ACT-1", "PERS-5", cases[i].expected);
    }
    company_free(company);
}

static void deputies_of_deputies_do_not_act(void **state)
{
    (void)state;
    struct company *company = small_company();
    const struct policy_delegation chain[] = {
        delegation_of("DEL-1", "PERS-1", "PERS-5", ""),
        delegation_of("DEL-2", "PERS-5", "PERS-6", ""),
        delegation_of("DEL-3", "PERS-2", "PERS-6", "PROD-1"),
    };
    expect_said(company, chain, 3, "PROD-1", "ACT-1", "PERS-5", "own by DEL-1: PERS-1");
    expect_said(company, chain, 3, "PROD-1", "ACT-1", "PERS-6", "override: PERS-1");
    expect_said(company, chain, 3, "PROD-1", "ACT-2", "PERS-6", "own by DEL-3 four eyes: PERS-2");
    expect_said(company, chain, 3, "PROD-1", "ACT-2", "PERS-5", "override four eyes: PERS-2");
    // Who is away takes a right from nobody, their own included; an absence without a deputy gives none.
    struct policy_delegation away = delegation_of("DEL-4", "PERS-1", "", "");
    away.is_absence = true;
    expect_said(company, &away, 1, "PROD-1", "ACT-1", "PERS-1", "own: PERS-1");
    expect_said(company, &away, 1, "PROD-1", "ACT-1", "", "override: PERS-1");
    // One of several in conflict hands over what they hold; an heir of one's own holds it anyway.
    const struct policy_delegation among[] = {
        delegation_of("DEL-5", "PERS-3", "PERS-4", ""), delegation_of("DEL-6", "PERS-4", "PERS-7", "")};
    expect_said(company, among, 2, "PROD-1", "ACT-4", "PERS-7", "own by DEL-6: PERS-3 PERS-4");
    expect_said(company, among, 2, "PROD-1", "ACT-4", "PERS-4", "own: PERS-3 PERS-4");
    company_free(company);
}

static void says_who_is_concerned(void **state)
{
    (void)state;
    struct resolution *resolution;
    struct company *company = small_company();
    const struct organisation *organisation = company_finish(company);
    const struct policy_delegation items[] = {
        delegation_of("DEL-1", "PERS-1", "PERS-5", ""), delegation_of("DEL-2", "PERS-2", "PERS-6", "")};
    const struct policy_delegations delegations = {items, 2};
    assert_int_equal(resolution_prepare(organisation, &company->arena, &resolution), ERROR_NONE);
    const uint32_t scope = organisation_find_scope(organisation, TEXT("PROD-1"));
    const struct policy_decision decision =
        decide_at(resolution, &delegations, scope, 1, TEXT("PERS-7"), &company->arena);
    assert_true(decision.four_eyes);
    assert_int_equal(decision.role, ROLE_PRODUCT_MARKETING_MANAGER);
    assert_text_equal(organisation_scope_key(organisation, decision.held_at), "LINE-1");
    assert_string_equal(keys_of(company, decision.responsible), " PERS-1 PERS-2");
    assert_string_equal(keys_of(company, decision.consulted), " PERS-3 PERS-4");
    assert_string_equal(keys_of(company, decision.informed), " PERS-1");
    assert_int_equal(decision.delegation_count, 1); // that of the accountable person, not of others
    assert_text_equal(decision.delegations[0]->key, "DEL-2");
    assert_string_equal(policy_whom_to_ask(organisation, &decision, &company->arena),
        "Bo (PERS-2), who has handed it over until 2026-12-31 and for whom PERS-6 (PERS-6) acts");
    company_free(company);
}

// --- any company

#define SEEDS 250
#define DELEGATED 6

struct chance {
    struct company *company;
    const struct organisation *organisation;
    struct resolution *resolution;
    struct random_stream random;
    struct policy_delegation items[DELEGATED];
    struct arena arena;
};

static uint32_t below(struct chance *chance, uint32_t bound)
{
    return (uint32_t)random_stream_below(&chance->random, bound);
}

static struct policy_delegation some_delegation(struct chance *chance, const char *key)
{
    const struct organisation *organisation = chance->organisation;
    const uint32_t scope = below(chance, 2) ? 0 : below(chance, organisation_scope_count(organisation));
    struct policy_delegation delegation = delegation_of(key, "", "", "");
    delegation.person = organisation->people[below(chance, organisation->person_count)].key;
    if (below(chance, 5))
        delegation.deputy = organisation->people[below(chance, organisation->person_count)].key;
    if (scope) delegation.scope = organisation_scope_key(organisation, scope);
    if (below(chance, 6) == 0) delegation.to_on = organisation->day - 1;
    return delegation;
}

static struct chance *chance_new(uint64_t seed)
{
    static const char *const keys[DELEGATED] = {"DEL-1", "DEL-2", "DEL-3", "DEL-4", "DEL-5", "DEL-6"};
    struct chance *chance = test_calloc(1, sizeof *chance);
    chance->company = any_company(seed);
    chance->company->organisation.maps[0].mode = seed % 2 ? MAP_STRICT : MAP_ADVISORY;
    chance->organisation = company_finish(chance->company);
    random_stream_init(&chance->random, seed);
    arena_init(&chance->arena, 1 << 20);
    assert_int_equal(
        resolution_prepare(chance->organisation, &chance->company->arena, &chance->resolution), ERROR_NONE);
    for (size_t i = 0; i < DELEGATED; i++)
        chance->items[i] = some_delegation(chance, keys[i]);
    return chance;
}

static void chance_free(struct chance *chance)
{
    arena_free(&chance->arena);
    company_free(chance->company);
    test_free(chance);
}

// Is it the person's with the first `count` delegations?
static bool is_own(
    struct chance *chance, uint32_t count, uint32_t scope, uint32_t activity, struct text person)
{
    const struct policy_delegations delegations = {chance->items, count};
    const struct policy_decision decision =
        decide_at(chance->resolution, &delegations, scope, activity, person, &chance->arena);
    arena_reset(&chance->arena);
    return decision.verdict == POLICY_OWN;
}

// One person, at one place, about one activity, as delegations come one after the other. Returns how often
// one of them gave the right.
static size_t expect_no_widening(struct chance *chance, uint32_t scope, uint32_t activity, struct text person)
{
    size_t given = 0;
    bool was_own = is_own(chance, 0, scope, activity, person);
    for (uint32_t count = 1; count <= DELEGATED; count++) {
        const struct policy_delegation *newest = &chance->items[count - 1];
        const bool now_own = is_own(chance, count, scope, activity, person);
        assert_true(now_own || !was_own); // it takes a right from nobody
        if (now_own && !was_own) {
            assert_true(text_equal(newest->deputy, person)); // gives one to nobody but its deputy
            assert_true(is_own(chance, 0, scope, activity, newest->person)); // and none but the other's own
            assert_true(policy_delegation_covers(chance->organisation, newest, scope));
            assert_true(newest->to_on >= chance->organisation->day);
            given++;
        }
        was_own = now_own;
    }
    return given;
}

static void a_delegation_never_widens(void **state)
{
    (void)state;
    size_t given = 0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct chance *chance = chance_new(seed);
        const struct organisation *organisation = chance->organisation;
        for (uint32_t scope = 0; scope < organisation_scope_count(organisation); scope++)
            for (uint32_t activity = 0; activity < organisation->activity_count; activity++)
                for (uint32_t person = 0; person < organisation->person_count; person++)
                    given += expect_no_widening(chance, scope, activity, organisation->people[person].key);
        chance_free(chance);
    }
    assert_true(given > 500);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(belongs_to_whom_the_map_names),
        cmocka_unit_test(is_silent_where_no_map_speaks),
        cmocka_unit_test(the_nearest_map_has_its_own_mode),
        cmocka_unit_test(a_deputy_acts_within_scope_and_dates),
        cmocka_unit_test(deputies_of_deputies_do_not_act),
        cmocka_unit_test(says_who_is_concerned),
        cmocka_unit_test(a_delegation_never_widens),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
