// SPDX-License-Identifier: Apache-2.0
// The steps that change how the company is cut: roles put together, units merged and split.
#include "stress/scenario_application.h"

// Gives product marketing over `at` to whoever has product management over `from`.
static enum error marketing_give(struct application *application, uint32_t from, uint32_t at)
{
    struct organisation *organisation = &application->copy.organisation;
    const uint32_t count = organisation->assignment_count; // without those that are added here
    for (uint32_t i = 0; i < count; i++) {
        const struct organisation_assignment holder = organisation->assignments[i];
        if (holder.role != ROLE_PRODUCT_MANAGER || holder.scope != from ||
            !organisation_copy_is_held(organisation, i))
            continue;
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

// Who has which of the two roles where, while they are put together. By scope.
struct merging {
    struct application *application;
    bool *manages;    // somebody has product management there
    bool *markets;    // somebody has product marketing there
    uint32_t *source; // whose managers were given product marketing there; ORGANISATION_NONE: nobody's
};

static enum error merging_begin(struct merging *merging, struct application *application, uint32_t within)
{
    const struct organisation *organisation = &application->copy.organisation;
    const uint32_t count = organisation_scope_count(organisation);
    *merging = (struct merging){
        .application = application,
        .manages = arena_array(application->copy.arena, bool, count),
        .markets = arena_array(application->copy.arena, bool, count),
        .source = arena_array(application->copy.arena, uint32_t, count),
    };
    if (!merging->manages || !merging->markets || !merging->source) return ERROR_MEMORY;
    for (uint32_t scope = 0; scope < count; scope++)
        merging->source[scope] = ORGANISATION_NONE;
    for (uint32_t i = 0; i < organisation->assignment_count; i++) {
        const struct organisation_assignment *assignment = &organisation->assignments[i];
        if (!organisation_copy_is_held(organisation, i)) continue;
        if (assignment->role == ROLE_PRODUCT_MANAGER) merging->manages[assignment->scope] = true;
        if (assignment->role != ROLE_PRODUCT_MARKETING_MANAGER) continue;
        if (organisation_scope_lies_in(organisation, assignment->scope, within))
            organisation_copy_end(&application->copy, i);
        else
            merging->markets[assignment->scope] = true;
    }
    return ERROR_NONE;
}

// The nearest scope outwards from `start` that is marked, itself included; ORGANISATION_NONE.
static uint32_t nearest(const struct organisation *organisation, const bool *marks, uint32_t start)
{
    const uint32_t most = organisation->line_count + 4; // lines that lie in each other in a circle end there
    uint32_t scope = start;
    for (uint32_t step = 0; scope != ORGANISATION_NONE && step < most; step++) {
        if (marks[scope]) return scope;
        scope = scope_next(organisation, start, scope);
    }
    return ORGANISATION_NONE;
}

// Product marketing over the scope goes to whoever has product management over it, wherever that comes from.
static enum error merging_settle(struct merging *merging, uint32_t at)
{
    const struct organisation *organisation = &merging->application->copy.organisation;
    const uint32_t manager = nearest(organisation, merging->manages, at),
                   marketer = nearest(organisation, merging->markets, at);
    if (manager == ORGANISATION_NONE) return ERROR_NONE;
    if (marketer != ORGANISATION_NONE && merging->source[marketer] == manager) return ERROR_NONE;
    merging->markets[at] = true;
    merging->source[at] = manager;
    return marketing_give(merging->application, manager, at);
}

// From the outside in, so that what is inherited needs no assignment of its own; products last, because a
// line may belong to another unit than the line around it.
enum error apply_merge_roles(struct application *application)
{
    const struct organisation *organisation = &application->copy.organisation;
    const uint32_t within = application_scope(application, MERGE_ROLES_SCOPE);
    struct merging merging;
    if (within == ORGANISATION_NONE) return ERROR_NONE;
    enum error error = merging_begin(&merging, application, within);
    if (!error) error = merging_settle(&merging, within);
    for (uint32_t scope = 0; !error && scope < organisation_scope_count(organisation); scope++)
        if (merging.manages[scope] && organisation_scope_lies_in(organisation, scope, within))
            error = merging_settle(&merging, scope);
    for (uint32_t product = 0; !error && product < organisation->product_count; product++) {
        const uint32_t scope = organisation_scope_of_product(organisation, product);
        if (organisation_scope_lies_in(organisation, scope, within)) error = merging_settle(&merging, scope);
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
