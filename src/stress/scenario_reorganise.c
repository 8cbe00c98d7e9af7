// SPDX-License-Identifier: Apache-2.0
// The steps that change how the company is cut: roles put together, units merged and split.
#include "stress/scenario_application.h"

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

enum error apply_merge_roles(struct application *application)
{
    struct organisation *organisation = &application->copy.organisation;
    const uint32_t within = application_scope(application, MERGE_ROLES_SCOPE);
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

enum error apply_merge_units(struct application *application)
{
    struct organisation *organisation = &application->copy.organisation;
    const uint32_t from = application_unit(application, MERGE_UNITS_FROM);
    const uint32_t into = application_unit(application, MERGE_UNITS_INTO);
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

enum error apply_split_unit(struct application *application)
{
    struct organisation *organisation = &application->copy.organisation;
    const struct scenario_step *step = application->step;
    const uint32_t from = application_unit(application, SPLIT_UNIT_UNIT);
    uint32_t unit;
    enum error error = organisation_copy_add_unit(&application->copy, step->values[SPLIT_UNIT_NAME], &unit);
    if (error || from == ORGANISATION_NONE) return error;
    for (size_t i = 0; i < step->line_count; i++) {
        const uint32_t line = organisation_find_line(organisation, step->lines[i]);
        if (line == ORGANISATION_NONE)
            application_refuse(
                application, SPLIT_UNIT_LINES, "There is no line %.*s.", TEXT_PRINT(step->lines[i]));
        else if (organisation_unit_of_line(organisation, line) != from)
            application_refuse(application, SPLIT_UNIT_LINES, "The line %.*s is not in the unit %.*s.",
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
