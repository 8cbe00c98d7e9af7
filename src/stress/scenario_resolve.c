// SPDX-License-Identifier: Apache-2.0
// Steps against the workspace: keys and codes looked up, and steps put into words.
#include <stdio.h>

#include "people/life_cycle.h"
#include "store/records.h"
#include "stress/scenario_steps.h"

static const struct statement select_map = {
    .name = "scenario_select_map",
    .common = SQL("SELECT key FROM map WHERE code = $1"),
    .parameters = "t",
    .columns = "t",
};
static const struct statement *const statements[] = {&select_map};
const struct statement_list scenario_statements = {statements, sizeof statements / sizeof statements[0]};

// What each type of member may point to, by the plural names of resources; none: it is no key.
static bool type_takes(enum step_type type, const char *resource)
{
    switch (type) {
    case STEP_TYPE_PERSON: return strcmp(resource, "people") == 0;
    case STEP_TYPE_ASSIGNMENT: return strcmp(resource, "assignments") == 0;
    case STEP_TYPE_PRODUCT: return strcmp(resource, "products") == 0;
    case STEP_TYPE_UNIT: return strcmp(resource, "units") == 0;
    case STEP_TYPE_LINES: return strcmp(resource, "lines") == 0;
    case STEP_TYPE_MAP: return strcmp(resource, "maps") == 0;
    case STEP_TYPE_SCOPE:
        return strcmp(resource, "units") == 0 || strcmp(resource, "lines") == 0 ||
               strcmp(resource, "products") == 0;
    case STEP_TYPE_ROLE:
    case STEP_TYPE_STAGE:
    case STEP_TYPE_DATE:
    case STEP_TYPE_TEXT: break;
    }
    return false;
}

static const char *type_words(enum step_type type)
{
    switch (type) {
    case STEP_TYPE_PERSON: return "a person";
    case STEP_TYPE_ASSIGNMENT: return "an assignment";
    case STEP_TYPE_PRODUCT: return "a product";
    case STEP_TYPE_UNIT: return "a unit";
    case STEP_TYPE_LINES: return "a line";
    case STEP_TYPE_MAP: return "a map";
    case STEP_TYPE_SCOPE: return "a unit, a line or a product";
    case STEP_TYPE_ROLE:
    case STEP_TYPE_STAGE:
    case STEP_TYPE_DATE:
    case STEP_TYPE_TEXT: break;
    }
    return "";
}

static bool type_is_key(enum step_type type)
{
    return *type_words(type) != '\0';
}

struct lookup {
    struct transaction *transaction;
    struct arena *arena;
    struct problem_list *problems;
    char field[120]; // of the member that is looked up
};

static enum error map_find(struct lookup *lookup, struct text *key)
{
    struct cursor *cursor = NULL;
    const struct value parameter = value_text(*key);
    enum error error = store_query(lookup->transaction, &select_map, &parameter, 1, &cursor);
    if (!error) error = cursor_next(cursor);
    if (!error) {
        const char *found = text_copy(cursor_text(cursor, 0), lookup->arena);
        if (found) *key = text_from(found);
        if (!found) error = ERROR_MEMORY;
    }
    cursor_close(cursor);
    if (error != ERROR_END) return error;
    problem_add(lookup->problems, lookup->field, "There is no map with the code \"%.*s\".", TEXT_PRINT(*key));
    return ERROR_NONE;
}

static enum error key_find(struct lookup *lookup, enum step_type type, struct text *key)
{
    unsigned number;
    const struct resource *resource = NULL;
    if (text_is(*key, "company") || scenario_new_unit(*key, &number)) return ERROR_NONE;
    if (type == STEP_TYPE_MAP && !key_is_shaped(*key)) return map_find(lookup, key);
    enum error error = record_resolve_key(lookup->transaction, *key, lookup->arena, &resource, key);
    if (error == ERROR_NOT_FOUND) {
        problem_add(
            lookup->problems, lookup->field, "There is no record with the key %.*s.", TEXT_PRINT(*key));
        return ERROR_NONE;
    }
    if (!error && !type_takes(type, resource->name))
        problem_add(lookup->problems, lookup->field, "%.*s is a %s, and has to be %s.", TEXT_PRINT(*key),
            resource->singular, type_words(type));
    return error;
}

enum error scenario_steps_resolve(struct transaction *transaction, struct scenario_steps *steps,
    struct arena *arena, struct problem_list *problems)
{
    struct lookup lookup = {.transaction = transaction, .arena = arena, .problems = problems};
    const size_t before = problems->count;
    for (size_t i = 0; i < steps->count; i++) {
        struct scenario_step *step = &steps->steps[i];
        const struct step_form *form = &step_forms[step->act];
        for (size_t j = 0; j < SCENARIO_MEMBERS_MAXIMUM && form->members[j].name; j++) {
            const enum step_type type = form->members[j].type;
            enum error error = ERROR_NONE;
            (void)snprintf(lookup.field, sizeof lookup.field, "steps[%zu].%s", i, form->members[j].name);
            if (type == STEP_TYPE_LINES)
                for (size_t k = 0; !error && k < step->line_count; k++)
                    error = key_find(&lookup, type, &step->lines[k]);
            else if (type_is_key(type) && step->values[j].data)
                error = key_find(&lookup, type, &step->values[j]);
            if (error) return error;
        }
    }
    return problems->count > before ? ERROR_INVALID : ERROR_NONE;
}

// A record by name and key, or the key alone when the organisation does not have it.
static void print_named(struct text name, struct text key, struct buffer *output)
{
    if (!text_is_empty(name)) buffer_print(output, "%.*s (", TEXT_PRINT(name));
    buffer_text(output, key);
    if (!text_is_empty(name)) buffer_character(output, ')');
}

static void print_person(const struct organisation *organisation, struct text key, struct buffer *output)
{
    const uint32_t person = organisation_find_person(organisation, key);
    print_named(person == ORGANISATION_NONE ? TEXT("") : organisation->people[person].name, key, output);
}

static void print_scope(const struct organisation *organisation, struct text key, struct buffer *output)
{
    unsigned number;
    if (text_is(key, "company")) {
        buffer_string(output, "the whole company");
    } else if (scenario_new_unit(key, &number)) {
        buffer_print(output, "new unit %u (%.*s)", number, TEXT_PRINT(key));
    } else {
        const uint32_t scope = organisation_find_scope(organisation, key);
        print_named(scope == ORGANISATION_NONE ? TEXT("") : organisation_scope_name(organisation, scope), key,
            output);
    }
}

static const char *role_words(struct text code)
{
    return people_role_words(people_role_parse(code));
}

static void print_split(
    const struct organisation *organisation, const struct scenario_step *step, struct buffer *output)
{
    for (size_t i = 0; i < step->line_count; i++) {
        if (i) buffer_string(output, i + 1 == step->line_count ? " and " : ", ");
        print_scope(organisation, step->lines[i], output);
    }
    buffer_string(output, step->line_count == 1 ? " leaves " : " leave ");
    print_scope(organisation, step->values[SPLIT_UNIT_UNIT], output);
    buffer_print(output, " for a new unit, %.*s.", TEXT_PRINT(step->values[SPLIT_UNIT_NAME]));
}

// "PROD-4 goes to the stage Launch."
static void print_stage(
    const struct organisation *organisation, const struct scenario_step *step, struct buffer *output)
{
    const int stage = choice_index(&product_stages, step->values[STAGE_STAGE]);
    print_scope(organisation, step->values[STAGE_PRODUCT], output);
    buffer_print(output, " goes to the stage %s.", stage < 0 ? "?" : product_stages.choices[stage].label);
}

static void print_freeze(
    const struct organisation *organisation, const struct scenario_step *step, struct buffer *output)
{
    buffer_string(output, "Headcount is frozen in ");
    print_scope(
        organisation, step->values[FREEZE_UNIT].data ? step->values[FREEZE_UNIT] : TEXT("company"), output);
    if (step->values[FREEZE_SINCE].data)
        buffer_print(output, " since %.*s", TEXT_PRINT(step->values[FREEZE_SINCE]));
    buffer_character(output, '.');
}

void scenario_step_print(
    const struct organisation *organisation, const struct scenario_step *step, struct buffer *output)
{
    const struct text *values = step->values;
    switch (step->act) {
    case STEP_LEAVE:
        print_person(organisation, values[LEAVE_PERSON], output);
        buffer_string(output, " leaves.");
        return;
    case STEP_ABSENT:
        print_person(organisation, values[ABSENT_PERSON], output);
        buffer_string(output, values[ABSENT_DEPUTY].data ? " is away; standing in: " : " is away");
        if (values[ABSENT_DEPUTY].data) print_person(organisation, values[ABSENT_DEPUTY], output);
        break;
    case STEP_MOVE:
    case STEP_ASSIGN: {
        const bool is_move = step->act == STEP_MOVE;
        print_person(organisation, values[0], output);
        buffer_string(output, is_move ? " moves to " : " becomes ");
        if (!is_move) buffer_print(output, "%s of ", role_words(values[ASSIGN_ROLE]));
        print_scope(organisation, values[is_move ? (unsigned)MOVE_TO : (unsigned)ASSIGN_SCOPE], output);
        if (is_move && values[MOVE_ROLE].data) buffer_print(output, " as %s", role_words(values[MOVE_ROLE]));
        if (!is_move && values[ASSIGN_STAND_IN].data)
            buffer_print(output, ", %.*s", TEXT_PRINT(values[ASSIGN_STAND_IN]));
        break;
    }
    case STEP_END:
        buffer_print(output, "The assignment %.*s ends", TEXT_PRINT(values[END_ASSIGNMENT]));
        break;
    case STEP_MERGE_ROLES:
        buffer_string(output, "Product managers take product marketing over as well in ");
        print_scope(organisation, values[MERGE_ROLES_SCOPE], output);
        break;
    case STEP_MERGE_UNITS:
        print_scope(organisation, values[MERGE_UNITS_FROM], output);
        buffer_string(output, " is taken into ");
        print_scope(organisation, values[MERGE_UNITS_INTO], output);
        break;
    case STEP_SPLIT_UNIT: print_split(organisation, step, output); return;
    case STEP_MAP: buffer_print(output, "The map %.*s decides", TEXT_PRINT(values[MAP_MAP])); break;
    case STEP_FREEZE: print_freeze(organisation, step, output); return;
    case STEP_STAGE: print_stage(organisation, step, output); return;
    case STEP_ACT_COUNT: return;
    }
    buffer_character(output, '.');
}
