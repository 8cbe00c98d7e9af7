// SPDX-License-Identifier: Apache-2.0
// A copy of an organisation that can be changed while the original stays as it is.
//
// Every record keeps its index, and new ones come after the old: an index means the same record in both, so
// that before and after are compared by numbers. Texts are *borrowed* from the original.
#ifndef TANDEM_STRESS_ORGANISATION_COPY_H
#define TANDEM_STRESS_ORGANISATION_COPY_H

#include "people/organisation.h"

struct organisation_copy {
    struct organisation organisation; // everything in it may be changed
    struct arena *arena;
    uint32_t unit_capacity, assignment_capacity;
    uint32_t new_units, new_assignments; // how many were added
};

// Copies what a scenario can change. *arena*
enum error organisation_copy_make(
    const struct organisation *original, struct arena *arena, struct organisation_copy *ret_copy) MUST_CHECK;

// Adds an assignment that begins on the organisation's day, with a key of its own (NEWASGN-1, …). The person
// is one of the organisation's, the scope likewise.
enum error organisation_copy_assign(struct organisation_copy *copy, uint32_t person, enum people_role role,
    uint32_t scope, struct text stand_in) MUST_CHECK;

// Adds a unit with the key NEWUNIT-1, …; scopes of lines and products become one higher everywhere.
enum error organisation_copy_add_unit(
    struct organisation_copy *copy, struct text name, uint32_t *ret_unit) MUST_CHECK;

// Lets the assignment be over on the organisation's day.
void organisation_copy_end(struct organisation_copy *copy, uint32_t assignment);

// Does the assignment hold on the day, by somebody who is still there?
bool organisation_copy_is_held(const struct organisation *organisation, uint32_t assignment);

// Is the scope the other one, or within it: a product in a line, a line in the lines around it, in the unit
// of the nearest line that has one, all in the company?
bool organisation_scope_lies_in(const struct organisation *organisation, uint32_t scope, uint32_t around);

// The next scope outwards on the way on which a product finds its holders: from the product to its line, the
// lines around that, the unit, the company; ORGANISATION_NONE after the company.
uint32_t organisation_scope_outwards(
    const struct organisation *organisation, uint32_t product, uint32_t scope);

#endif
