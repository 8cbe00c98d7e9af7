// SPDX-License-Identifier: Apache-2.0
// The table of steps, and their reader.
#include "stress/scenario_steps.h"

#include <stdio.h>

#include "base/calendar.h"
#include "base/closest.h"
#include "people/life_cycle.h"
#include "people/roles.h"

const struct step_form step_forms[STEP_ACT_COUNT] = {
    [STEP_LEAVE] = {"leave", "A person leaves the company, and nobody takes over.",
        {{"person", STEP_TYPE_PERSON, false, "Who leaves."}}},
    [STEP_ABSENT] = {"absent", "A person is away; a deputy stands in for everything, if there is one.",
        {{"person", STEP_TYPE_PERSON, false, "Who is away."},
            {"deputy", STEP_TYPE_PERSON, true, "Who stands in meanwhile."}}},
    [STEP_MOVE] = {"move", "A person gives up all assignments and takes up work in another place.",
        {{"person", STEP_TYPE_PERSON, false, "Who moves."},
            {"to", STEP_TYPE_SCOPE, false, "Where to: a unit, line or product, or company."},
            {"role", STEP_TYPE_ROLE, true, "The role there; without it, the roles held until now."}}},
    [STEP_ASSIGN] = {"assign", "A person takes a role over a scope, besides what they hold already.",
        {{"person", STEP_TYPE_PERSON, false, "Who."}, {"role", STEP_TYPE_ROLE, false, "Which role."},
            {"scope", STEP_TYPE_SCOPE, false, "Over which unit, line or product, or company."},
            {"stand_in", STEP_TYPE_TEXT, true, "How a stand-in is called, such as Acting."}}},
    [STEP_END] = {"end", "An assignment ends.", {{"assignment", STEP_TYPE_ASSIGNMENT, false, "Which one."}}},
    [STEP_MERGE_ROLES] = {"merge_roles",
        "Product managers take product marketing over as well; whoever did it stops.",
        {{"scope", STEP_TYPE_SCOPE, false, "Within which unit, line or product, or company."}}},
    [STEP_MERGE_UNITS] = {"merge_units", "A unit is taken into another, with its lines, people and heads.",
        {{"from", STEP_TYPE_UNIT, false, "The unit that ends."},
            {"into", STEP_TYPE_UNIT, false, "The unit that takes it in."}}},
    [STEP_SPLIT_UNIT] = {"split_unit", "Lines leave a unit for a new one, which has no heads yet.",
        {{"unit", STEP_TYPE_UNIT, false, "The unit that is split."},
            {"lines", STEP_TYPE_LINES, false, "The lines that leave it."},
            {"name", STEP_TYPE_TEXT, false, "What the new unit is called."}}},
    [STEP_MAP] = {"map", "Another responsibility map decides in place of the one in force.",
        {{"map", STEP_TYPE_MAP, false, "Which one: its key or its code."}}},
    [STEP_FREEZE] = {"freeze",
        "Headcount is frozen: who was to begin does not, and stand-ins stay on past their last day.",
        {{"unit", STEP_TYPE_UNIT, true, "Only in this unit; without it, in the whole company."},
            {"since", STEP_TYPE_DATE, true, "From which day on; without it, from today on."}}},
    [STEP_STAGE] = {"stage", "A product goes to another stage of its life.",
        {{"product", STEP_TYPE_PRODUCT, false, "Which product."},
            {"stage", STEP_TYPE_STAGE, false, "To which stage."}}},
};

#define NEW_UNIT "NEWUNIT-"

bool scenario_new_unit(struct text key, unsigned *ret_number)
{
    const struct text prefix = TEXT(NEW_UNIT);
    int64_t number;
    if (!text_prefix(key, prefix)) return false;
    const struct text rest = {key.data + prefix.length, key.length - prefix.length};
    if (!text_parse_integer(rest, 1, SCENARIO_STEPS_MAXIMUM, &number)) return false;
    *ret_number = (unsigned)number;
    return true;
}

struct reading {
    struct arena *arena;
    struct problem_list *problems;
    size_t position; // of the step
    unsigned splits; // before this step
    bool failed;     // no memory
};

// A problem with a member of the step that is being read.
static void refuse(const struct reading *reading, const char *member, const char *what)
{
    char field[120];
    (void)snprintf(field, sizeof field, "steps[%zu]%s%s", reading->position, *member ? "." : "", member);
    problem_add(reading->problems, field, "%s", what);
}

// The codes of a list: "one of product_manager, sales, …".
static void refuse_choice(
    const struct reading *reading, const char *member, const struct choice_list *choices, struct text given)
{
    struct closest closest;
    closest_init(&closest, given);
    for (size_t i = 0; i < choices->count; i++)
        closest_offer(&closest, choices->choices[i].code);
    if (closest.best) {
        refuse(reading, member,
            arena_print(reading->arena, "\"%.*s\" is not known. Did you mean \"%s\"?", TEXT_PRINT(given),
                closest.best));
        return;
    }
    struct buffer buffer;
    buffer_init(&buffer, 2000);
    for (size_t i = 0; i < choices->count; i++)
        buffer_print(&buffer, "%s%s", i ? ", " : "", choices->choices[i].code);
    refuse(reading, member,
        arena_print(reading->arena, "\"%.*s\" is not one of %.*s.", TEXT_PRINT(given),
            TEXT_PRINT(buffer_view(&buffer))));
    buffer_free(&buffer);
}

// A key may point to a unit that an earlier step makes, where a unit is wanted.
static bool key_is_right(const struct reading *reading, enum step_type type, struct text value)
{
    unsigned number;
    if (scenario_new_unit(value, &number))
        return (type == STEP_TYPE_UNIT || type == STEP_TYPE_SCOPE) && number <= reading->splits;
    return key_is_shaped(value) || (type == STEP_TYPE_SCOPE && text_is(value, "company")) ||
           (type == STEP_TYPE_MAP && slug_is_shaped(value));
}

static void refuse_key(const struct reading *reading, const struct step_member *member, struct text value)
{
    unsigned number;
    const char *what = "Must be the key of a record, such as PROD-12.";
    if (member->type == STEP_TYPE_PERSON) what = "Must be the key of a person, such as PERS-3.";
    if (member->type == STEP_TYPE_ASSIGNMENT) what = "Must be the key of an assignment, such as ASGN-4.";
    if (member->type == STEP_TYPE_UNIT) what = "Must be the key of a unit, such as UNIT-1.";
    if (member->type == STEP_TYPE_LINES) what = "Must be keys of lines, such as [\"LINE-1\"].";
    if (member->type == STEP_TYPE_MAP) what = "Must be the key or the code of a map, such as MAP-2 or venn.";
    if (member->type == STEP_TYPE_SCOPE)
        what = "Must be the key of a unit, line or product, or company for all of it.";
    if (scenario_new_unit(value, &number) &&
        (member->type == STEP_TYPE_UNIT || member->type == STEP_TYPE_SCOPE))
        what = "No step before this one makes that unit: NEWUNIT-1 is what the first split_unit makes.";
    refuse(reading, member->name, what);
}

// Checks the shape of a text against the member's type.
static bool value_is_right(const struct reading *reading, const struct step_member *member, struct text value)
{
    int32_t day;
    switch (member->type) {
    case STEP_TYPE_ROLE:
        if (choice_index(&people_roles, value) >= 0) return true;
        refuse_choice(reading, member->name, &people_roles, value);
        return false;
    case STEP_TYPE_STAGE:
        if (choice_index(&product_stages, value) >= 0) return true;
        refuse_choice(reading, member->name, &product_stages, value);
        return false;
    case STEP_TYPE_DATE:
        if (calendar_parse_date(value, &day)) return true;
        refuse(reading, member->name, "Must be a day such as 2026-11-22.");
        return false;
    case STEP_TYPE_TEXT: return true;
    case STEP_TYPE_PERSON:
    case STEP_TYPE_ASSIGNMENT:
    case STEP_TYPE_PRODUCT:
    case STEP_TYPE_UNIT:
    case STEP_TYPE_SCOPE:
    case STEP_TYPE_LINES:
    case STEP_TYPE_MAP: break;
    }
    if (key_is_right(reading, member->type, value)) return true;
    refuse_key(reading, member, value);
    return false;
}

// A text of the step, trimmed and copied.
static bool text_take(struct reading *reading, const struct step_member *member,
    const struct json_value *json, struct text *ret_text)
{
    struct text value = TEXT("");
    if (json_value_kind(json) != JSON_KIND_TEXT || !json_value_read_text(json, NULL, &value)) {
        refuse(reading, member->name, "Must be a text.");
        return false;
    }
    value = text_trim(value);
    if (value.length == 0 || value.length > SCENARIO_TEXT_MAXIMUM) {
        refuse(reading, member->name, "Must have 1 to 200 bytes.");
        return false;
    }
    if (text_find(value, '\n') < value.length || text_find(value, '\r') < value.length) {
        refuse(reading, member->name, "Must be one line.");
        return false;
    }
    if (!value_is_right(reading, member, value)) return false;
    const char *copy = text_copy(value, reading->arena);
    reading->failed = reading->failed || !copy;
    if (!copy) return false;
    *ret_text = (struct text){copy, value.length};
    return true;
}

static bool lines_take(struct reading *reading, const struct step_member *member,
    const struct json_value *json, struct scenario_step *step)
{
    const size_t count = json_value_count(json);
    if (json_value_kind(json) != JSON_KIND_ARRAY || count == 0 || count > SCENARIO_LINES_MAXIMUM) {
        refuse(reading, member->name, "Must be 1 to 200 keys of lines, such as [\"LINE-1\"].");
        return false;
    }
    step->lines = arena_array(reading->arena, struct text, count);
    bool is_right = step->lines != NULL;
    reading->failed = reading->failed || !is_right;
    for (size_t i = 0; is_right && i < count; i++) {
        const struct json_value item = json_value_item(json, i);
        is_right = text_take(reading, member, &item, &step->lines[i]);
        for (size_t j = 0; is_right && j < i; j++)
            if (text_equal(step->lines[i], step->lines[j])) {
                refuse(reading, member->name, "Names a line twice.");
                is_right = false;
            }
    }
    step->line_count = is_right ? count : 0;
    return is_right;
}

// Which step is meant; STEP_ACT_COUNT after saying what is wrong.
static enum step_act act_take(const struct reading *reading, const struct json_value *object)
{
    const struct json_value json = json_value_member(object, "do");
    struct text name = TEXT("");
    struct closest closest;
    if (json_value_kind(&json) != JSON_KIND_TEXT || !json_value_read_text(&json, NULL, &name)) {
        refuse(reading, "do", "Is missing: it says what the step does, such as leave.");
        return STEP_ACT_COUNT;
    }
    closest_init(&closest, name);
    for (unsigned act = 0; act < STEP_ACT_COUNT; act++) {
        if (text_is(name, step_forms[act].name)) return (enum step_act)act;
        closest_offer(&closest, step_forms[act].name);
    }
    const char *what =
        closest.best ? arena_print(reading->arena, "There is no step \"%.*s\". Did you mean \"%s\"?",
                           text_precision(name) > 100 ? 100 : text_precision(name), name.data, closest.best)
                     : "Must be one of leave, absent, move, assign, end, merge_roles, merge_units, "
                       "split_unit, map, freeze, stage.";
    refuse(reading, "do", what ? what : "Is not known.");
    return STEP_ACT_COUNT;
}

// Members that the step does not have.
static void members_expect(
    const struct reading *reading, const struct json_value *object, const struct step_form *form)
{
    void *iterator = NULL;
    struct json_value member;
    while (json_value_next(object, &iterator, &member)) {
        bool is_known = strcmp(member.name, "do") == 0;
        for (size_t i = 0; i < SCENARIO_MEMBERS_MAXIMUM && form->members[i].name; i++)
            is_known = is_known || strcmp(member.name, form->members[i].name) == 0;
        if (is_known) continue;
        char name[64];
        (void)snprintf(name, sizeof name, "%s", member.name);
        const char *what = arena_print(reading->arena, "The step %s has no such member.", form->name);
        refuse(reading, name, what ? what : "Is not known.");
    }
}

// Two members that must not be the same.
static void refuse_same(const struct reading *reading, const struct scenario_step *step, unsigned one,
    unsigned other, const char *what)
{
    if (step->values[one].data && step->values[other].data &&
        text_equal(step->values[one], step->values[other]))
        refuse(reading, step_forms[step->act].members[other].name, what);
}

static void step_take(struct reading *reading, const struct json_value *object, struct scenario_step *step)
{
    if (json_value_kind(object) != JSON_KIND_OBJECT) {
        refuse(reading, "", "Must be an object such as {\"do\":\"leave\",\"person\":\"PERS-3\"}.");
        return;
    }
    step->act = act_take(reading, object);
    if (step->act == STEP_ACT_COUNT) return;
    const struct step_form *form = &step_forms[step->act];
    members_expect(reading, object, form);
    for (size_t i = 0; i < SCENARIO_MEMBERS_MAXIMUM && form->members[i].name; i++) {
        const struct step_member *member = &form->members[i];
        const struct json_value json = json_value_member(object, member->name);
        if (!json_value_is_present(&json)) {
            if (!member->is_optional) refuse(reading, member->name, "Is missing.");
            continue;
        }
        if (member->type == STEP_TYPE_LINES)
            (void)lines_take(reading, member, &json, step);
        else
            (void)text_take(reading, member, &json, &step->values[i]);
    }
    if (step->act == STEP_ABSENT)
        refuse_same(reading, step, ABSENT_PERSON, ABSENT_DEPUTY, "Nobody can stand in for themselves.");
    if (step->act == STEP_MERGE_UNITS)
        refuse_same(
            reading, step, MERGE_UNITS_FROM, MERGE_UNITS_INTO, "A unit cannot be merged into itself.");
    if (step->act == STEP_SPLIT_UNIT) reading->splits++;
}

enum error scenario_steps_take(const struct json_value *array, struct arena *arena,
    struct problem_list *problems, struct scenario_steps *ret_steps)
{
    const size_t before = problems ? problems->count : 0, count = json_value_count(array);
    struct reading reading = {.arena = arena, .problems = problems};
    if (json_value_kind(array) != JSON_KIND_ARRAY) {
        problem_add(problems, "steps",
            "Must be an array of steps such as [{\"do\":\"leave\",\"person\":\"PERS-3\"}].");
        return ERROR_INVALID;
    }
    if (count > SCENARIO_STEPS_MAXIMUM) {
        problem_add(problems, "steps", "Has %zu steps; the most is %d.", count, SCENARIO_STEPS_MAXIMUM);
        return ERROR_INVALID;
    }
    struct scenario_steps steps = {arena_array(arena, struct scenario_step, count + 1), count};
    if (!steps.steps) return ERROR_MEMORY;
    for (; reading.position < count; reading.position++) {
        const struct json_value item = json_value_item(array, reading.position);
        step_take(&reading, &item, &steps.steps[reading.position]);
    }
    if (problems && problems->count > before) return ERROR_INVALID;
    if (reading.failed) return ERROR_MEMORY;
    *ret_steps = steps;
    return ERROR_NONE;
}

enum error scenario_steps_read(
    struct text json, struct arena *arena, struct problem_list *problems, struct scenario_steps *ret_steps)
{
    struct json_document document = {0};
    struct problem_list syntax;
    problem_list_init(&syntax, arena);
    if (json.length > SCENARIO_FILE_MAXIMUM) {
        problem_add(problems, "steps", "Must have at most %d bytes.", SCENARIO_FILE_MAXIMUM);
        return ERROR_INVALID;
    }
    enum error error = json_document_parse(&document, json, &syntax);
    if (error == ERROR_MEMORY) return error;
    if (error) {
        for (const struct problem *problem = syntax.first; problem; problem = problem->next)
            problem_add_at(problems, problem->line, problem->column, "steps", "%s", problem->message);
        if (syntax.count == 0) problem_add(problems, "steps", "Must be JSON.");
        return ERROR_INVALID;
    }
    const struct json_value root = json_document_root(&document);
    error = scenario_steps_take(&root, arena, problems, ret_steps);
    json_document_free(&document);
    return error;
}
