// SPDX-License-Identifier: Apache-2.0
// One small function a step; each changes the copy and nothing else.
#include "stress/scenario_apply.h"

#include <stdio.h>

#include "base/calendar.h"
#include "stress/scenario_application.h"

void application_refuse(const struct application *application, unsigned member, const char *format, ...)
{
    char field[120], sentence[600];
    va_list values;
    va_start(values, format);
    (void)vsnprintf(sentence, sizeof sentence, format, values);
    va_end(values);
    (void)snprintf(field, sizeof field, "steps[%zu].%s", application->position,
        step_forms[application->step->act].members[member].name);
    problem_add(application->problems, field, "%s", sentence);
}

uint32_t application_person(const struct application *application, unsigned member)
{
    const struct text key = application->step->values[member];
    const uint32_t person = organisation_find_person(&application->copy.organisation, key);
    if (person == ORGANISATION_NONE)
        application_refuse(application, member, "There is no person %.*s.", TEXT_PRINT(key));
    return person;
}

uint32_t application_scope(const struct application *application, unsigned member)
{
    const struct text key = application->step->values[member];
    const uint32_t scope =
        organisation_find_scope(&application->copy.organisation, text_is(key, "company") ? TEXT("") : key);
    if (scope == ORGANISATION_NONE)
        application_refuse(application, member, "There is no unit, line or product %.*s.", TEXT_PRINT(key));
    return scope;
}

uint32_t application_unit(const struct application *application, unsigned member)
{
    const struct text key = application->step->values[member];
    const uint32_t unit = organisation_find_unit(&application->copy.organisation, key);
    if (unit == ORGANISATION_NONE)
        application_refuse(application, member, "There is no unit %.*s.", TEXT_PRINT(key));
    return unit;
}

static uint32_t assignment_find(const struct organisation *organisation, struct text key)
{
    for (uint32_t i = 0; i < organisation->assignment_count; i++)
        if (text_equal(organisation->assignments[i].key, key)) return i;
    return ORGANISATION_NONE;
}

// Ends all that the person holds; returns the roles, as bits 1 << enum people_role.
static unsigned person_release(struct application *application, uint32_t person)
{
    struct organisation *organisation = &application->copy.organisation;
    unsigned roles = 0;
    for (uint32_t i = 0; i < organisation->assignment_count; i++) {
        if (organisation->assignments[i].person != person || !organisation_copy_is_held(organisation, i))
            continue;
        roles |= 1U << organisation->assignments[i].role;
        organisation_copy_end(&application->copy, i);
    }
    return roles;
}

static enum error apply_leave(struct application *application)
{
    const uint32_t person = application_person(application, LEAVE_PERSON);
    if (person == ORGANISATION_NONE) return ERROR_NONE;
    (void)person_release(application, person);
    application->copy.organisation.people[person].left_on = application->copy.organisation.day;
    return ERROR_NONE;
}

// Who stands in for the person at a scope: whom the step says, else whom the person has handed over to.
static uint32_t deputy_of(
    const struct application *application, uint32_t given, uint32_t person, uint32_t scope)
{
    const struct organisation *original = application->original;
    const struct alignment *alignment = application->world->alignment;
    if (given != ORGANISATION_NONE || !alignment) return given;
    // Scopes of the alignment are those of the organisation before any unit was added.
    const uint32_t moved = application->copy.organisation.unit_count - original->unit_count;
    const uint32_t first = organisation_scope_of_line(original, 0);
    if (scope >= first) scope = scope >= first + moved ? scope - moved : ORGANISATION_COMPANY;
    const uint32_t delegation = alignment_find_delegation(alignment, original, person, scope, original->day);
    return delegation == ORGANISATION_NONE ? delegation : alignment->delegations[delegation].deputy;
}

static enum error apply_absent(struct application *application)
{
    struct organisation *organisation = &application->copy.organisation;
    const bool has_deputy = application->step->values[ABSENT_DEPUTY].data != NULL;
    const uint32_t person = application_person(application, ABSENT_PERSON);
    const uint32_t given = has_deputy ? application_person(application, ABSENT_DEPUTY) : ORGANISATION_NONE;
    if (person == ORGANISATION_NONE || (has_deputy && given == ORGANISATION_NONE)) return ERROR_NONE;
    const uint32_t count = organisation->assignment_count; // without those that are added here
    for (uint32_t i = 0; i < count; i++) {
        const struct organisation_assignment held = organisation->assignments[i];
        if (held.person != person || !organisation_copy_is_held(organisation, i)) continue;
        organisation_copy_end(&application->copy, i);
        const uint32_t deputy = deputy_of(application, given, person, held.scope);
        if (deputy == ORGANISATION_NONE || deputy == person) continue;
        enum error error = organisation_copy_assign(
            &application->copy, deputy, (enum people_role)held.role, held.scope, TEXT("Deputy"));
        if (error) return error;
    }
    return ERROR_NONE;
}

static enum error apply_move(struct application *application)
{
    struct organisation *organisation = &application->copy.organisation;
    const uint32_t person = application_person(application, MOVE_PERSON),
                   to = application_scope(application, MOVE_TO);
    const struct text given = application->step->values[MOVE_ROLE];
    uint32_t index;
    if (person == ORGANISATION_NONE || to == ORGANISATION_NONE) return ERROR_NONE;
    unsigned roles = person_release(application, person);
    if (given.data) roles = 1U << people_role_parse(given);
    if (roles == 0)
        application_refuse(application, MOVE_ROLE,
            "%.*s holds no role on the day: say which one it is to be.",
            TEXT_PRINT(application->step->values[MOVE_PERSON]));
    for (unsigned role = 0; role < ROLE_COUNT; role++) {
        if (!(roles & (1U << role))) continue;
        enum error error =
            organisation_copy_assign(&application->copy, person, (enum people_role)role, to, TEXT(""));
        if (error) return error;
    }
    switch (organisation_scope_kind(organisation, to, &index)) {
    case SCOPE_OF_COMPANY: break;
    case SCOPE_OF_UNIT: organisation->people[person].unit = index; break;
    case SCOPE_OF_LINE:
        organisation->people[person].unit = organisation_unit_of_line(organisation, index);
        break;
    case SCOPE_OF_PRODUCT:
        organisation->people[person].unit = organisation_unit_of_product(organisation, index);
        break;
    }
    return ERROR_NONE;
}

static enum error apply_assign(struct application *application)
{
    const uint32_t person = application_person(application, ASSIGN_PERSON);
    const uint32_t scope = application_scope(application, ASSIGN_SCOPE);
    if (person == ORGANISATION_NONE || scope == ORGANISATION_NONE) return ERROR_NONE;
    return organisation_copy_assign(&application->copy, person,
        people_role_parse(application->step->values[ASSIGN_ROLE]), scope,
        application->step->values[ASSIGN_STAND_IN]);
}

static enum error apply_end(struct application *application)
{
    const struct text key = application->step->values[END_ASSIGNMENT];
    const uint32_t assignment = assignment_find(&application->copy.organisation, key);
    if (assignment == ORGANISATION_NONE)
        application_refuse(application, END_ASSIGNMENT, "There is no assignment %.*s.", TEXT_PRINT(key));
    else
        organisation_copy_end(&application->copy, assignment);
    return ERROR_NONE;
}

static enum error apply_map(struct application *application)
{
    const struct text key = application->step->values[MAP_MAP];
    for (size_t i = 0; i < application->world->map_count; i++)
        if (text_equal(application->world->maps[i].map.key, key))
            return scenario_map_put(&application->copy, &application->world->maps[i]);
    application_refuse(application, MAP_MAP, "There is no map %.*s.", TEXT_PRINT(key));
    return ERROR_NONE;
}

static enum error apply_freeze(struct application *application)
{
    struct organisation *organisation = &application->copy.organisation;
    const struct text *values = application->step->values;
    const bool has_unit = values[FREEZE_UNIT].data != NULL;
    const uint32_t unit = has_unit ? application_unit(application, FREEZE_UNIT) : ORGANISATION_NONE;
    int32_t since = application->world->today;
    if (has_unit && unit == ORGANISATION_NONE) return ERROR_NONE;
    if (values[FREEZE_SINCE].data && !calendar_parse_date(values[FREEZE_SINCE], &since))
        return ERROR_INTERNAL;
    bool *is_there = arena_array(application->copy.arena, bool, organisation->person_count);
    if (!is_there) return ERROR_MEMORY;
    for (uint32_t i = 0; i < organisation->assignment_count; i++)
        if (organisation->assignments[i].person < organisation->person_count &&
            organisation_assignment_is_active(&organisation->assignments[i], since))
            is_there[organisation->assignments[i].person] = true;
    for (uint32_t i = 0; i < organisation->assignment_count; i++) {
        struct organisation_assignment *assignment = &organisation->assignments[i];
        if (assignment->person >= organisation->person_count ||
            (has_unit && !organisation_scope_lies_in(
                             organisation, assignment->scope, organisation_scope_of_unit(unit))))
            continue;
        // A new hire does not begin; who is there already may still move.
        if (assignment->from_on != ORGANISATION_NO_DATE && assignment->from_on > since &&
            !is_there[assignment->person])
            organisation_copy_end(&application->copy, i);
        // Nobody comes whom a stand-in could hand over to.
        if (assignment->stand_in.length > 0 && assignment->to_on >= since &&
            assignment->to_on < organisation->day && assignment->to_on != ORGANISATION_NO_DATE)
            assignment->to_on = ORGANISATION_NO_DATE;
    }
    return ERROR_NONE;
}

static enum error apply_stage(struct application *application)
{
    struct organisation *organisation = &application->copy.organisation;
    const struct text key = application->step->values[STAGE_PRODUCT];
    const uint32_t index = organisation_find_product(organisation, key);
    if (index == ORGANISATION_NONE) {
        application_refuse(application, STAGE_PRODUCT, "There is no product %.*s.", TEXT_PRINT(key));
        return ERROR_NONE;
    }
    struct organisation_product *product = &organisation->products[index];
    // A horizon that was set by hand stays.
    const bool was_set = product->horizon != (int8_t)product_horizon(product->stage, HORIZON_NONE);
    const int stage = choice_index(&product_stages, application->step->values[STAGE_STAGE]);
    product->stage = (uint8_t)stage;
    product->horizon = (int8_t)product_horizon(stage, was_set ? product->horizon : HORIZON_NONE);
    return ERROR_NONE;
}

static enum error (*const functions[STEP_ACT_COUNT])(struct application *application) = {
    [STEP_LEAVE] = apply_leave,
    [STEP_ABSENT] = apply_absent,
    [STEP_MOVE] = apply_move,
    [STEP_ASSIGN] = apply_assign,
    [STEP_END] = apply_end,
    [STEP_MERGE_ROLES] = apply_merge_roles,
    [STEP_MERGE_UNITS] = apply_merge_units,
    [STEP_SPLIT_UNIT] = apply_split_unit,
    [STEP_MAP] = apply_map,
    [STEP_FREEZE] = apply_freeze,
    [STEP_STAGE] = apply_stage,
};

enum error scenario_apply(const struct organisation *organisation, const struct scenario_steps *steps,
    const struct scenario_world *world, struct arena *arena, struct problem_list *problems,
    const struct organisation **ret_organisation)
{
    struct application *application = arena_object(arena, struct application);
    if (!application) return ERROR_MEMORY;
    const size_t before = problems->count;
    enum error error = organisation_copy_make(organisation, arena, &application->copy);
    application->original = organisation;
    application->world = world;
    application->problems = problems;
    for (size_t i = 0; !error && i < steps->count; i++) {
        application->step = &steps->steps[i];
        application->position = i;
        error = functions[application->step->act](application);
    }
    if (error) return error;
    if (problems->count > before) return ERROR_INVALID;
    *ret_organisation = &application->copy.organisation;
    return ERROR_NONE;
}
