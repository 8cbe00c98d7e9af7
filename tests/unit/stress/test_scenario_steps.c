// SPDX-License-Identifier: Apache-2.0
// Steps read from JSON: what is right, and how each thing that is wrong is named.
#include "unit/stress/scenario.h"

// Reading gives exactly these problems, "field message" each, joined by "; ".
static void expect_problems(const char *json, const char *expected)
{
    struct arena arena;
    struct problem_list problems;
    struct scenario_steps steps;
    struct buffer said;
    arena_init(&arena, (size_t)16 << 20);
    problem_list_init(&problems, &arena);
    buffer_init(&said, 100000);
    assert_int_equal(scenario_steps_read(text_from(json), &arena, &problems, &steps), ERROR_INVALID);
    for (const struct problem *problem = problems.first; problem; problem = problem->next)
        buffer_print(&said, "%s%s %s", said.length ? "; " : "", problem->field, problem->message);
    assert_string_equal(said.data ? said.data : "", expected);
    buffer_free(&said);
    arena_free(&arena);
}

static void every_step_is_read(void **state)
{
    (void)state;
    struct company *company = orderly();
    const struct scenario_steps steps = steps_of(company,
        "[{\"do\":\"leave\",\"person\":\"PERS-1\"},{\"do\":\"absent\",\"person\":\"PERS-1\",\"deputy\":"
        "\"PERS-2\"},"
        "{\"do\":\"move\",\"person\":\"PERS-1\",\"to\":\"company\",\"role\":\"sales\"},"
        "{\"do\":\"assign\",\"person\":\"PERS-1\",\"role\":\"support\",\"scope\":\"LINE-1\",\"stand_in\":\" "
        "Acting \"},"
        "{\"do\":\"end\",\"assignment\":\"ASGN-1\"},{\"do\":\"merge_roles\",\"scope\":\"PROD-1\"},"
        "{\"do\":\"split_unit\",\"unit\":\"UNIT-1\",\"lines\":[\"LINE-1\",\"LINE-2\"],\"name\":\"Air\"},"
        "{\"do\":\"merge_units\",\"from\":\"NEWUNIT-1\",\"into\":\"UNIT-1\"},{\"do\":\"map\",\"map\":\"dual_"
        "role\"},"
        "{\"do\":\"freeze\",\"since\":\"2026-10-01\"},{\"do\":\"freeze\",\"unit\":null},"
        "{\"do\":\"stage\",\"product\":\"PROD-1\",\"stage\":\"launch\"}]");
    assert_int_equal(steps.count, 12);
    assert_int_equal(steps.steps[3].act, STEP_ASSIGN);
    assert_true(text_is(steps.steps[3].values[ASSIGN_STAND_IN], "Acting"));
    assert_int_equal(steps.steps[6].line_count, 2);
    assert_true(text_is(steps.steps[6].lines[1], "LINE-2"));
    assert_null(steps.steps[10].values[FREEZE_UNIT].data);
    assert_int_equal(steps_of(company, "[]").count, 0);
    company_free(company);
}

static void what_is_wrong_is_named_by_step_and_member(void **state)
{
    (void)state;
    expect_problems(
        "{}", "steps Must be an array of steps such as [{\"do\":\"leave\",\"person\":\"PERS-3\"}].");
    expect_problems("[1]", "steps[0] Must be an object such as {\"do\":\"leave\",\"person\":\"PERS-3\"}.");
    expect_problems(
        "[{\"person\":\"PERS-1\"}]", "steps[0].do Is missing: it says what the step does, such as leave.");
    expect_problems("[{\"do\":\"leav\"}]", "steps[0].do There is no step \"leav\". Did you mean \"leave\"?");
    expect_problems("[{\"do\":\"leave\"},{\"do\":\"leave\",\"person\":null,\"when\":1}]",
        "steps[0].person Is missing.; steps[1].when The step leave has no such member.; "
        "steps[1].person Is missing.");
    expect_problems("[{\"do\":\"leave\",\"person\":7}]", "steps[0].person Must be a text.");
    expect_problems("[{\"do\":\"leave\",\"person\":\"Ann\"}]",
        "steps[0].person Must be the key of a person, such as PERS-3.");
    expect_problems("[{\"do\":\"leave\",\"person\":\" \"}]", "steps[0].person Must have 1 to 200 bytes.");
    expect_problems(
        "[{\"do\":\"assign\",\"person\":\"PERS-1\",\"role\":\"product_manger\",\"scope\":\"LINE-1\"}]",
        "steps[0].role \"product_manger\" is not known. Did you mean \"product_manager\"?");
    expect_problems("[{\"do\":\"stage\",\"product\":\"PROD-1\",\"stage\":\"x\"}]",
        "steps[0].stage \"x\" is not one of conceive, plan, develop, qualify, launch, deliver, retire, "
        "retired.");
    expect_problems(
        "[{\"do\":\"freeze\",\"since\":\"2026-02-30\"}]", "steps[0].since Must be a day such as 2026-11-22.");
    expect_problems("[{\"do\":\"split_unit\",\"unit\":\"UNIT-1\",\"lines\":[],\"name\":\"A\\nB\"}]",
        "steps[0].lines Must be 1 to 200 keys of lines, such as [\"LINE-1\"].; steps[0].name Must be one "
        "line.");
    expect_problems(
        "[{\"do\":\"split_unit\",\"unit\":\"UNIT-1\",\"lines\":[\"LINE-1\",\"LINE-1\"],\"name\":\"A\"}]",
        "steps[0].lines Names a line twice.");
    expect_problems("[{\"do\":\"merge_units\",\"from\":\"UNIT-1\",\"into\":\"UNIT-1\"}]",
        "steps[0].into A unit cannot be merged into itself.");
    expect_problems("[{\"do\":\"absent\",\"person\":\"PERS-1\",\"deputy\":\"PERS-1\"}]",
        "steps[0].deputy Nobody can stand in for themselves.");
    expect_problems("[{\"do\":\"map\",\"map\":\"The map\"}]",
        "steps[0].map Must be the key or the code of a map, such as MAP-2 or venn.");
}

static void a_new_unit_is_there_after_its_split_alone(void **state)
{
    (void)state;
    const char *what = "steps[0].scope No step before this one makes that unit: NEWUNIT-1 is what the first "
                       "split_unit makes.";
    expect_problems("[{\"do\":\"merge_roles\",\"scope\":\"NEWUNIT-1\"}]", what);
    expect_problems("[{\"do\":\"merge_roles\",\"scope\":\"NEWUNIT-1\"},"
                    "{\"do\":\"split_unit\",\"unit\":\"UNIT-1\",\"lines\":[\"LINE-1\"],\"name\":\"A\"}]",
        what);
    expect_problems("[{\"do\":\"leave\",\"person\":\"NEWUNIT-1\"}]",
        "steps[0].person Must be the key of a person, such as PERS-3.");
}

static void malformed_and_long_input_is_refused(void **state)
{
    (void)state;
    struct buffer buffer;
    expect_problems("[{]", "steps The JSON is malformed: string or '}' expected near ']'.");
    buffer_init(&buffer, 1 << 20);
    buffer_character(&buffer, '[');
    for (int i = 0; i <= SCENARIO_STEPS_MAXIMUM; i++)
        buffer_print(&buffer, "%s{\"do\":\"freeze\"}", i ? "," : "");
    buffer_character(&buffer, ']');
    expect_problems(buffer.data, "steps Has 501 steps; the most is 500.");
    buffer_reset(&buffer);
    for (int i = 0; i <= SCENARIO_FILE_MAXIMUM; i++)
        buffer_character(&buffer, ' ');
    expect_problems(buffer.data, "steps Must have at most 200000 bytes.");
    buffer_free(&buffer);
}

static void steps_are_said_in_words(void **state)
{
    (void)state;
    struct company *company = orderly();
    const struct organisation *organisation = company_finish(company);
    const struct scenario_steps steps = steps_of(company,
        "[{\"do\":\"leave\",\"person\":\"PERS-4\"},{\"do\":\"absent\",\"person\":\"PERS-4\",\"deputy\":"
        "\"PERS-5\"},"
        "{\"do\":\"move\",\"person\":\"PERS-9\",\"to\":\"LINE-1\",\"role\":\"sales\"},"
        "{\"do\":\"assign\",\"person\":\"PERS-4\",\"role\":\"product_manager\",\"scope\":\"company\"},"
        "{\"do\":\"split_unit\",\"unit\":\"UNIT-1\",\"lines\":[\"LINE-1\"],\"name\":\"Air\"},"
        "{\"do\":\"merge_units\",\"from\":\"NEWUNIT-1\",\"into\":\"UNIT-1\"},{\"do\":\"freeze\"},"
        "{\"do\":\"stage\",\"product\":\"PROD-1\",\"stage\":\"launch\"},{\"do\":\"map\",\"map\":\"MAP-2\"},"
        "{\"do\":\"end\",\"assignment\":\"ASGN-1\"},{\"do\":\"merge_roles\",\"scope\":\"PROD-2\"}]");
    struct buffer said;
    buffer_init(&said, 10000);
    for (size_t i = 0; i < steps.count; i++) {
        scenario_step_print(organisation, &steps.steps[i], &said);
        buffer_character(&said, '\n');
    }
    assert_string_equal(said.data,
        "Pia (PERS-4) leaves.\n"
        "Pia (PERS-4) is away; standing in: Quinn (PERS-5).\n"
        "PERS-9 moves to Meters (LINE-1) as salesperson.\n"
        "Pia (PERS-4) becomes product manager of the whole company.\n"
        "Meters (LINE-1) leaves Water (UNIT-1) for a new unit, Air.\n"
        "new unit 1 (NEWUNIT-1) is taken into Water (UNIT-1).\n"
        "Headcount is frozen in the whole company.\n"
        "Probe (PROD-1) goes to the stage Launch.\n"
        "The map MAP-2 decides.\n"
        "The assignment ASGN-1 ends.\n"
        "Product managers take product marketing over as well in Pump (PROD-2).\n");
    buffer_free(&said);
    company_free(company);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_step_is_read),
        cmocka_unit_test(what_is_wrong_is_named_by_step_and_member),
        cmocka_unit_test(a_new_unit_is_there_after_its_split_alone),
        cmocka_unit_test(malformed_and_long_input_is_refused),
        cmocka_unit_test(steps_are_said_in_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
