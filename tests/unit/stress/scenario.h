// SPDX-License-Identifier: Apache-2.0
// Scenarios for tests: steps from JSON applied to a company, and outcomes said in short.
#ifndef TANDEM_TESTS_UNIT_STRESS_SCENARIO_H
#define TANDEM_TESTS_UNIT_STRESS_SCENARIO_H

#include "base/random.h"
#include "stress/stress.h"
#include "unit/check/orderly.h"

static inline struct scenario_steps steps_of(struct company *company, const char *json)
{
    struct scenario_steps steps;
    struct problem_list problems;
    problem_list_init(&problems, &company->arena);
    enum error error = scenario_steps_read(text_from(json), &company->arena, &problems, &steps);
    if (error) fail_msg("%s: %s", problems.first->field, problems.first->message);
    return steps;
}

static inline const struct organisation *applied_in(
    struct company *company, const char *json, const struct scenario_world *world)
{
    const struct scenario_steps steps = steps_of(company, json);
    const struct organisation *changed = NULL;
    struct problem_list problems;
    problem_list_init(&problems, &company->arena);
    enum error error =
        scenario_apply(company_finish(company), &steps, world, &company->arena, &problems, &changed);
    if (error) fail_msg("%s: %s", problems.first->field, problems.first->message);
    return changed;
}

// The company after the steps; today is its own day.
static inline const struct organisation *applied(struct company *company, const char *json)
{
    const struct scenario_world world = {.today = company->organisation.day};
    return applied_in(company, json, &world);
}

// Applying gives one problem: "steps[0].person There is no …".
static inline void expect_refused(struct company *company, const char *json, const char *expected)
{
    const struct scenario_world world = {.today = company->organisation.day};
    const struct scenario_steps steps = steps_of(company, json);
    const struct organisation *changed = NULL;
    struct problem_list problems;
    problem_list_init(&problems, &company->arena);
    assert_int_equal(
        scenario_apply(company_finish(company), &steps, &world, &company->arena, &problems, &changed),
        ERROR_INVALID);
    assert_null(changed);
    assert_int_equal(problems.count, 1);
    assert_string_equal(
        arena_print(&company->arena, "%s %s", problems.first->field, problems.first->message), expected);
}

// Who holds the role over the scope (a key, or "" for the company): "Pia Quinn*", * for a stand-in; "-".
static inline const char *holders_of(struct company *company, const struct organisation *organisation,
    const char *scope, enum people_role role)
{
    struct resolution *resolution;
    struct buffer buffer;
    assert_int_equal(resolution_prepare(organisation, &company->arena, &resolution), ERROR_NONE);
    const uint32_t at = organisation_find_scope(organisation, text_from(scope));
    assert_int_not_equal(at, ORGANISATION_NONE);
    const struct resolution_holders holders = resolution_holders(resolution, at, role);
    buffer_init(&buffer, 10000);
    for (uint32_t i = 0; i < holders.count; i++) {
        if (i) buffer_character(&buffer, ' ');
        buffer_text(&buffer, organisation->people[holders.people[i]].name);
        if (organisation->assignments[holders.assignments[i]].stand_in.length) buffer_character(&buffer, '*');
    }
    if (holders.count == 0) buffer_character(&buffer, '-');
    const char *said = text_copy(buffer_view(&buffer), &company->arena);
    buffer_free(&buffer);
    return said;
}

#define expect_holders(company, organisation, scope, role, expected)                                         \
    assert_string_equal(holders_of((company), (organisation), (scope), (role)), (expected))

// A company with anything in it, the same for the same seed: lines in lines, units, stand-ins, people who
// have left, two roles of the map held in many places.
static inline struct company *any_company(uint64_t seed)
{
    struct company *company = company_new("2026-11-22");
    struct arena *arena = &company->arena;
    struct random_stream random;
    random_stream_init(&random, seed);
#define BELOW(bound) ((size_t)random_stream_below(&random, (bound)))
#define KEY(prefix, index) arena_print(arena, prefix "-%zu", (size_t)(index) + 1)
    const size_t units = 1 + BELOW(3), lines = 1 + BELOW(6), products = 1 + BELOW(12), people = 1 + BELOW(7),
                 assignments = BELOW(40);
    for (size_t i = 0; i < units; i++)
        company_unit(company, KEY("UNIT", i), KEY("Unit", i));
    for (size_t i = 0; i < lines; i++)
        company_line(company, KEY("LINE", i), KEY("Line", i), BELOW(2) ? KEY("UNIT", BELOW(units)) : NULL,
            i && BELOW(2) ? KEY("LINE", BELOW(i)) : NULL);
    for (size_t i = 0; i < products; i++)
        company_product(company, KEY("PROD", i), KEY("Product", i),
            BELOW(6) ? KEY("LINE", BELOW(lines)) : NULL, (enum product_stage)BELOW(STAGE_COUNT));
    for (size_t i = 0; i < people; i++) {
        struct organisation_person *person = company_person(company, KEY("PERS", i), KEY("Person", i));
        if (BELOW(6) == 0) person->left_on = company->organisation.day - 3;
        company_person_place(company, BELOW(2) ? KEY("UNIT", BELOW(units)) : NULL, NULL);
    }
    static const enum people_role roles[] = {ROLE_PRODUCT_MANAGER, ROLE_PRODUCT_MANAGER,
        ROLE_PRODUCT_MARKETING_MANAGER, ROLE_PRODUCT_MARKETING_MANAGER, ROLE_HEAD_OF_ENGINEERING};
    for (size_t i = 0; i < assignments; i++) {
        const char *scopes[] = {NULL, KEY("UNIT", BELOW(units)), KEY("LINE", BELOW(lines)),
            KEY("LINE", BELOW(lines)), KEY("PROD", BELOW(products)), KEY("PROD", BELOW(products))};
        struct organisation_assignment *assignment = company_assign(
            company, KEY("ASGN", i), KEY("PERS", BELOW(people)), roles[BELOW(5)], scopes[BELOW(6)]);
        if (BELOW(6) == 0) assignment->to_on = company->organisation.day - 1;
        if (BELOW(6) == 0) assignment->stand_in = TEXT("Acting");
    }
#undef KEY
#undef BELOW
    company_entry(company, "ACT-1", "roadmap", SIDE_PM, ROLE_PRODUCT_MANAGER);
    company_entry(company, "ACT-2", "positioning", SIDE_PMM, ROLE_PRODUCT_MARKETING_MANAGER);
    company_entry(company, "ACT-3", "development", SIDE_PM, ROLE_HEAD_OF_ENGINEERING);
    company_entry(company, "ACT-4", "vision", SIDE_PM, ROLE_PRODUCT_MANAGER);
    company_activity(company, "ACT-5", "nobodys");
    return company;
}

#endif
