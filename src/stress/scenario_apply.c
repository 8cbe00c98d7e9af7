// SPDX-License-Identifier: Apache-2.0
// One small function a step; each changes the copy and nothing else.
#include "stress/scenario_apply.h"

#include <stdio.h>

#include "base/calendar.h"

struct application {
    const struct organisation *original;
    struct organisation_copy copy;
    const struct scenario_world *world;
    struct problem_list *problems;
    const struct scenario_step *step;
    size_t position;
};

// A problem with a member of the step that is being applied.
static void refuse(const struct application *application, unsigned member, const char *format, ...)
    PRINTF_CHECKED(3, 4);
static void refuse(const struct application *application, unsigned member, const char *format, ...)
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

static uint32_t person_take(const struct application *application, unsigned member)
{
    const struct text key = application->step->values[member];
    const uint32_t person = organisation_find_person(&application->copy.organisation, key);
    if (person == ORGANISATION_NONE) refuse(application, member, "There is no person %.*s.", TEXT_PRINT(key));
    return person;
}

static uint32_t scope_take(const struct application *application, unsigned member)
{
    const struct text key = application->step->values[member];
    const uint32_t scope =
        organisation_find_scope(&application->copy.organisation, text_is(key, "company") ? TEXT("") : key);
    if (scope == ORGANISATION_NONE)
        refuse(application, member, "There is no unit, line or product %.*s.", TEXT_PRINT(key));
    return scope;
}

static uint32_t unit_take(const struct application *application, unsigned member)
{
    const struct text key = application->step->values[member];
    const uint32_t unit = organisation_find_unit(&application->copy.organisation, key);
    if (unit == ORGANISATION_NONE) refuse(application, member, "There is no unit %.*s.", TEXT_PRINT(key));
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
    const uint32_t person = person_take(application, LEAVE_PERSON);
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
    const uint32_t person = person_take(application, ABSENT_PERSON);
    const uint32_t given = has_deputy ? person_take(application, ABSENT_DEPUTY) : ORGANISATION_NONE;
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
    const uint32_t person = person_take(application, MOVE_PERSON), to = scope_take(application, MOVE_TO);
    const struct text given = application->step->values[MOVE_ROLE];
    uint32_t index;
    if (person == ORGANISATION_NONE || to == ORGANISATION_NONE) return ERROR_NONE;
    unsigned roles = person_release(application, person);
    if (given.data) roles = 1U << people_role_parse(given);
    if (roles == 0)
        refuse(application, MOVE_ROLE, "%.*s holds no role on the day: say which one it is to be.",
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
    const uint32_t person = person_take(application, ASSIGN_PERSON);
    const uint32_t scope = scope_take(application, ASSIGN_SCOPE);
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
        refuse(application, END_ASSIGNMENT, "There is no assignment %.*s.", TEXT_PRINT(key));
    else
        organisation_copy_end(&application->copy, assignment);
    return ERROR_NONE;
}

// Gives product marketing over `at` to whoever has product management over `from`; ret_is_any: was there
// anybody?
static enum error marketing_give(
    struct application *application, uint32_t from, uint32_t at, bool *ret_is_any)
{
    struct organisation *organisation = &application->copy.organisation;
    const uint32_t count = organisation->assignment_count; // without those that are added here
    *ret_is_any = false;
    for (uint32_t i = 0; i < count; i++) {
        const struct organisation_assignment holder = organisation->assignments[i];
        if (holder.role != ROLE_PRODUCT_MANAGER || holder.scope != from ||
            !organisation_copy_is_held(organisation, i))
            continue;
        *ret_is_any = true;
        enum error error = organisation_copy_assign(
            &application->copy, holder.person, ROLE_PRODUCT_MARKETING_MANAGER, at, holder.stand_in);
        if (error) return error;
    }
    return ERROR_NONE;
}

// The scope next outwards from any scope, as the resolution walks; ORGANISATION_NONE after the company.
static uint32_t scope_next(const struct organisation *organisation, uint32_t start, uint32_t scope)
{
    uint32_t index, from;
    switch (organisation_scope_kind(organisation, scope, &index)) {
    case SCOPE_OF_COMPANY: return ORGANISATION_NONE;
    case SCOPE_OF_UNIT: return ORGANISATION_COMPANY;
    case SCOPE_OF_PRODUCT: return organisation_scope_outwards(organisation, index, scope);
    case SCOPE_OF_LINE: break;
    }
    if (organisation->lines[index].parent != ORGANISATION_NONE)
        return organisation_scope_of_line(organisation, organisation->lines[index].parent);
    const enum organisation_kind kind = organisation_scope_kind(organisation, start, &from);
    const uint32_t unit = organisation_unit_of_line(
        organisation, kind == SCOPE_OF_PRODUCT ? organisation->products[from].line : from);
    return unit == ORGANISATION_NONE ? ORGANISATION_COMPANY : organisation_scope_of_unit(unit);
}

// A scope whose product management comes from outside of it takes product marketing from there as well.
static enum error marketing_inherit(struct application *application, uint32_t at)
{
    const struct organisation *organisation = &application->copy.organisation;
    const uint32_t most = organisation->line_count + 4; // lines that lie in each other in a circle end there
    uint32_t from = at;
    for (uint32_t step = 0; from != ORGANISATION_NONE && step < most; step++) {
        bool is_any;
        enum error error = marketing_give(application, from, at, &is_any);
        if (error || is_any) return error;
        from = scope_next(organisation, at, from);
    }
    return ERROR_NONE;
}

static enum error apply_merge_roles(struct application *application)
{
    struct organisation *organisation = &application->copy.organisation;
    const uint32_t within = scope_take(application, MERGE_ROLES_SCOPE);
    if (within == ORGANISATION_NONE) return ERROR_NONE;
    bool *has_management = arena_array(application->copy.arena, bool, organisation_scope_count(organisation));
    if (!has_management) return ERROR_MEMORY;
    for (uint32_t i = 0; i < organisation->assignment_count; i++) {
        const struct organisation_assignment *assignment = &organisation->assignments[i];
        if (!organisation_copy_is_held(organisation, i) ||
            !organisation_scope_lies_in(organisation, assignment->scope, within))
            continue;
        if (assignment->role == ROLE_PRODUCT_MARKETING_MANAGER) organisation_copy_end(&application->copy, i);
        if (assignment->role == ROLE_PRODUCT_MANAGER) has_management[assignment->scope] = true;
    }
    enum error error = ERROR_NONE;
    bool is_any;
    for (uint32_t scope = 0; !error && scope < organisation_scope_count(organisation); scope++)
        if (has_management[scope] && scope != within)
            error = marketing_give(application, scope, scope, &is_any);
    if (!error) error = marketing_inherit(application, within);
    // Where the way outwards leaves the scope past its edge, what is found there has to be taken along.
    for (uint32_t line = 0; !error && line < organisation->line_count; line++) {
        const uint32_t scope = organisation_scope_of_line(organisation, line);
        const uint32_t parent = organisation->lines[line].parent;
        if (scope == within || has_management[scope] || parent == ORGANISATION_NONE ||
            !organisation_scope_lies_in(organisation, scope, within) ||
            organisation_scope_lies_in(
                organisation, organisation_scope_of_line(organisation, parent), within))
            continue;
        error = marketing_inherit(application, scope);
    }
    return error;
}

static enum error apply_merge_units(struct application *application)
{
    struct organisation *organisation = &application->copy.organisation;
    const uint32_t from = unit_take(application, MERGE_UNITS_FROM);
    const uint32_t into = unit_take(application, MERGE_UNITS_INTO);
    if (from == ORGANISATION_NONE || into == ORGANISATION_NONE) return ERROR_NONE;
    for (uint32_t i = 0; i < organisation->line_count; i++)
        if (organisation->lines[i].unit == from) organisation->lines[i].unit = into;
    for (uint32_t i = 0; i < organisation->person_count; i++)
        if (organisation->people[i].unit == from) organisation->people[i].unit = into;
    for (uint32_t i = 0; i < organisation->assignment_count; i++)
        if (organisation->assignments[i].scope == organisation_scope_of_unit(from))
            organisation->assignments[i].scope = organisation_scope_of_unit(into);
    return ERROR_NONE;
}

// People whose work lies in the new unit and nowhere else go with it.
static enum error people_follow(struct application *application, uint32_t from, uint32_t unit)
{
    struct organisation *organisation = &application->copy.organisation;
    bool *inside = arena_array(application->copy.arena, bool, organisation->person_count);
    bool *outside = arena_array(application->copy.arena, bool, organisation->person_count);
    if (!inside || !outside) return ERROR_MEMORY;
    for (uint32_t i = 0; i < organisation->assignment_count; i++) {
        const struct organisation_assignment *assignment = &organisation->assignments[i];
        if (!organisation_copy_is_held(organisation, i)) continue;
        const bool is_in =
            organisation_scope_lies_in(organisation, assignment->scope, organisation_scope_of_unit(unit));
        *(is_in ? &inside[assignment->person] : &outside[assignment->person]) = true;
    }
    for (uint32_t i = 0; i < organisation->person_count; i++)
        if (organisation->people[i].unit == from && inside[i] && !outside[i])
            organisation->people[i].unit = unit;
    return ERROR_NONE;
}

// Is the line the other one, or inside it?
static bool line_lies_in(const struct organisation *organisation, uint32_t line, uint32_t around)
{
    return organisation_scope_lies_in(organisation, organisation_scope_of_line(organisation, line),
        organisation_scope_of_line(organisation, around));
}

static enum error apply_split_unit(struct application *application)
{
    struct organisation *organisation = &application->copy.organisation;
    const struct scenario_step *step = application->step;
    const uint32_t from = unit_take(application, SPLIT_UNIT_UNIT);
    uint32_t unit;
    enum error error = organisation_copy_add_unit(&application->copy, step->values[SPLIT_UNIT_NAME], &unit);
    if (error || from == ORGANISATION_NONE) return error;
    for (size_t i = 0; i < step->line_count; i++) {
        const uint32_t line = organisation_find_line(organisation, step->lines[i]);
        if (line == ORGANISATION_NONE)
            refuse(application, SPLIT_UNIT_LINES, "There is no line %.*s.", TEXT_PRINT(step->lines[i]));
        else if (organisation_unit_of_line(organisation, line) != from)
            refuse(application, SPLIT_UNIT_LINES, "The line %.*s is not in the unit %.*s.",
                TEXT_PRINT(step->lines[i]), TEXT_PRINT(step->values[SPLIT_UNIT_UNIT]));
    }
    // A line inside one that leaves goes along, whether or not it says its unit itself.
    for (uint32_t line = 0; line < organisation->line_count; line++)
        for (size_t i = 0; organisation->lines[line].unit == from && i < step->line_count; i++) {
            const uint32_t named = organisation_find_line(organisation, step->lines[i]);
            if (named != ORGANISATION_NONE && line_lies_in(organisation, line, named))
                organisation->lines[line].unit = unit;
        }
    for (size_t i = 0; i < step->line_count; i++) {
        const uint32_t named = organisation_find_line(organisation, step->lines[i]);
        if (named != ORGANISATION_NONE) organisation->lines[named].unit = unit;
    }
    return people_follow(application, from, unit);
}

static enum error apply_map(struct application *application)
{
    const struct text key = application->step->values[MAP_MAP];
    for (size_t i = 0; i < application->world->map_count; i++)
        if (text_equal(application->world->maps[i].map.key, key))
            return scenario_map_put(&application->copy, &application->world->maps[i]);
    refuse(application, MAP_MAP, "There is no map %.*s.", TEXT_PRINT(key));
    return ERROR_NONE;
}

static enum error apply_freeze(struct application *application)
{
    struct organisation *organisation = &application->copy.organisation;
    const struct text *values = application->step->values;
    const bool has_unit = values[FREEZE_UNIT].data != NULL;
    const uint32_t unit = has_unit ? unit_take(application, FREEZE_UNIT) : ORGANISATION_NONE;
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
        refuse(application, STAGE_PRODUCT, "There is no product %.*s.", TEXT_PRINT(key));
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
