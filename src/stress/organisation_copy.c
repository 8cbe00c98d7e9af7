// SPDX-License-Identifier: Apache-2.0
// Copies an organisation, and changes the copy.
#include "stress/organisation_copy.h"

// A copy of `count` elements with room for `spare` more.
static void *array_copy(struct arena *arena, const void *array, size_t count, size_t spare, size_t size)
{
    void *copy = arena_allocate_array(arena, count + spare, size);
    if (copy && count) memcpy(copy, array, count * size);
    return copy;
}

#define ARRAY_COPY(arena, array, count, spare) array_copy((arena), (array), (count), (spare), sizeof *(array))

enum error organisation_copy_make(
    const struct organisation *original, struct arena *arena, struct organisation_copy *ret_copy)
{
    struct organisation_copy copy = {.organisation = *original, .arena = arena};
    struct organisation *to = &copy.organisation;
    to->units = ARRAY_COPY(arena, original->units, original->unit_count, 4);
    to->lines = ARRAY_COPY(arena, original->lines, original->line_count, 0);
    to->products = ARRAY_COPY(arena, original->products, original->product_count, 0);
    to->people = ARRAY_COPY(arena, original->people, original->person_count, 0);
    to->assignments = ARRAY_COPY(arena, original->assignments, original->assignment_count, 64);
    to->maps = ARRAY_COPY(arena, original->maps, original->map_count, 0);
    to->entries = ARRAY_COPY(arena, original->entries, original->entry_count, 0);
    copy.unit_capacity = original->unit_count + 4;
    copy.assignment_capacity = original->assignment_count + 64;
    if (!to->units || !to->lines || !to->products || !to->people || !to->assignments || !to->maps ||
        !to->entries)
        return ERROR_MEMORY;
    *ret_copy = copy;
    return ERROR_NONE;
}

static struct text key_make(struct arena *arena, const char *prefix, uint32_t number)
{
    return text_from(arena_print(arena, "%s-%u", prefix, number));
}

enum error organisation_copy_assign(struct organisation_copy *copy, uint32_t person, enum people_role role,
    uint32_t scope, struct text stand_in)
{
    struct organisation *organisation = &copy->organisation;
    if (organisation->assignment_count == copy->assignment_capacity) {
        struct organisation_assignment *more = ARRAY_COPY(copy->arena, organisation->assignments,
            organisation->assignment_count, organisation->assignment_count);
        if (!more) return ERROR_MEMORY;
        organisation->assignments = more;
        copy->assignment_capacity = 2 * organisation->assignment_count;
    }
    const struct text key = key_make(copy->arena, "NEWASGN", ++copy->new_assignments);
    if (text_is_empty(key)) return ERROR_MEMORY;
    organisation->assignments[organisation->assignment_count++] = (struct organisation_assignment){
        .key = key,
        .stand_in = stand_in.data ? stand_in : TEXT(""),
        .person = person,
        .scope = scope,
        .role = (uint8_t)role,
        .share = ORGANISATION_NO_SHARE,
        .from_on = organisation->day,
        .to_on = ORGANISATION_NO_DATE,
    };
    return ERROR_NONE;
}

enum error organisation_copy_add_unit(struct organisation_copy *copy, struct text name, uint32_t *ret_unit)
{
    struct organisation *organisation = &copy->organisation;
    const uint32_t first_moved = organisation_scope_of_line(organisation, 0);
    if (organisation->unit_count == copy->unit_capacity) {
        struct organisation_unit *more =
            ARRAY_COPY(copy->arena, organisation->units, organisation->unit_count, organisation->unit_count);
        if (!more) return ERROR_MEMORY;
        organisation->units = more;
        copy->unit_capacity = 2 * organisation->unit_count;
    }
    const struct text key = key_make(copy->arena, "NEWUNIT", ++copy->new_units);
    if (text_is_empty(key)) return ERROR_MEMORY;
    organisation->units[organisation->unit_count] = (struct organisation_unit){key, name};
    *ret_unit = organisation->unit_count++;
    // Units come before lines and products in the numbers of scopes.
    for (uint32_t i = 0; i < organisation->assignment_count; i++)
        if (organisation->assignments[i].scope >= first_moved &&
            organisation->assignments[i].scope != ORGANISATION_NONE)
            organisation->assignments[i].scope++;
    for (uint32_t i = 0; i < organisation->map_count; i++)
        if (organisation->maps[i].scope >= first_moved && organisation->maps[i].scope != ORGANISATION_NONE)
            organisation->maps[i].scope++;
    enum error error = organisation_index(organisation, ARRAY_UNITS, copy->arena);
    return error ? error : organisation_index(organisation, ARRAY_ENTRIES, copy->arena);
}

void organisation_copy_end(struct organisation_copy *copy, uint32_t assignment)
{
    copy->organisation.assignments[assignment].to_on = copy->organisation.day - 1;
}

bool organisation_copy_is_held(const struct organisation *organisation, uint32_t assignment)
{
    const struct organisation_assignment *of = &organisation->assignments[assignment];
    return of->person < organisation->person_count && of->scope < organisation_scope_count(organisation) &&
           of->role < ROLE_COUNT && organisation_assignment_is_active(of, organisation->day) &&
           !organisation_person_has_left(&organisation->people[of->person], organisation->day);
}

bool organisation_scope_lies_in(const struct organisation *organisation, uint32_t scope, uint32_t around)
{
    uint32_t index;
    if (scope == around || around == ORGANISATION_COMPANY) return true;
    enum organisation_kind kind = organisation_scope_kind(organisation, scope, &index);
    if (kind == SCOPE_OF_COMPANY || kind == SCOPE_OF_UNIT) return false;
    uint32_t line = kind == SCOPE_OF_PRODUCT ? organisation->products[index].line : index;
    const uint32_t unit = organisation_unit_of_line(organisation, line);
    if (unit != ORGANISATION_NONE && organisation_scope_of_unit(unit) == around) return true;
    // Lines that lie in each other in a circle end after as many steps as there are lines.
    for (uint32_t step = 0; line != ORGANISATION_NONE && step < organisation->line_count; step++) {
        if (organisation_scope_of_line(organisation, line) == around) return true;
        line = organisation->lines[line].parent;
    }
    return false;
}

uint32_t organisation_scope_outwards(
    const struct organisation *organisation, uint32_t product, uint32_t scope)
{
    uint32_t index;
    const uint32_t first = organisation->products[product].line;
    uint32_t line = ORGANISATION_NONE;
    switch (organisation_scope_kind(organisation, scope, &index)) {
    case SCOPE_OF_COMPANY: return ORGANISATION_NONE;
    case SCOPE_OF_UNIT: return ORGANISATION_COMPANY;
    case SCOPE_OF_LINE: line = organisation->lines[index].parent; break;
    case SCOPE_OF_PRODUCT: line = first; break;
    }
    if (line != ORGANISATION_NONE) return organisation_scope_of_line(organisation, line);
    const uint32_t unit = organisation_unit_of_line(organisation, first);
    return unit == ORGANISATION_NONE ? ORGANISATION_COMPANY : organisation_scope_of_unit(unit);
}
