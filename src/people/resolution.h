// SPDX-License-Identifier: Apache-2.0
// Accountability resolved: (product, activity) → person, through the maps in force and the assignments of a
// day.
//
// The map is that of the nearest scope around the product that has one of its own, its entry the one for the
// product's stage and horizon. A map that has the activity, but not for this stage or horizon, lets it rest:
// nobody is engaged, and nobody is missing.
//
// The holders of a role over a product are those with an active assignment at the nearest scope that has any:
// the product, its line, the lines around that one from the inside out, the unit of the nearest line that has
// one, the company. Who has left by the day holds nothing. Preparing sorts the assignments and settles every
// line and unit; after that an answer is a look at two small slices: 2,000 products × 60 activities take
// milliseconds. Pure: reads an organisation, touches no database. Operating model, sections 2 and 3.
#ifndef TANDEM_PEOPLE_RESOLUTION_H
#define TANDEM_PEOPLE_RESOLUTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "people/organisation.h"

enum resolution_outcome {
    RESOLUTION_ONE,      // one person
    RESOLUTION_GAP,      // nobody, or the map does not have the activity
    RESOLUTION_CONFLICT, // several persons at the nearest scope
    RESOLUTION_DUAL,     // one person, who holds the counterpart role over the product as well
    RESOLUTION_REST,     // the map has the activity, but not in this stage or horizon
    RESOLUTION_OUTCOME_COUNT
};

// "one", "gap", "conflict", "dual", "rest". Static text.
const char *resolution_outcome_code(enum resolution_outcome outcome);

struct resolution; // prepared; *arena*, and borrows the organisation

// The people who hold a role over a scope, in the order of their keys, each once. *borrowed* from the
// resolution.
struct resolution_holders {
    const uint32_t *people; // indexes of people
    const uint32_t
        *assignments; // beside them: by which assignment (one in their own right before a stand-in)
    uint32_t count;
    uint32_t scope; // where their assignments are; ORGANISATION_NONE when there are none
};

struct resolution_result {
    uint32_t product;
    uint32_t activity;
    uint32_t map;          // of maps: the one that decides; ORGANISATION_NONE when none does
    uint32_t entry;        // of entries; ORGANISATION_NONE when the map does not have the activity, or rests
    enum people_role role; // the accountable one; ROLE_COUNT without an entry
    enum resolution_outcome outcome;
    struct resolution_holders holders;
};

// Settles the assignments that are active on the organisation's day, and which map decides where. The
// organisation has to stay as it is.
enum error resolution_prepare(const struct organisation *organisation, struct arena *arena,
    struct resolution **ret_resolution) MUST_CHECK;

const struct organisation *resolution_organisation(const struct resolution *resolution);

// Who holds the role over a scope of any kind, inherited from the scopes around it if need be.
struct resolution_holders resolution_holders(
    const struct resolution *resolution, uint32_t scope, enum people_role role);

// The same for a product by its index; holders.scope other than the product's own means inherited.
struct resolution_holders resolution_product_holders(
    const struct resolution *resolution, uint32_t product, enum people_role role);

// The map that decides for a product, or for a scope of any kind; ORGANISATION_NONE when none does.
uint32_t resolution_product_map(const struct resolution *resolution, uint32_t product);
uint32_t resolution_scope_map(const struct resolution *resolution, uint32_t scope);

// The roles that are accountable for anything over the product as it stands: bits 1 << enum people_role.
unsigned resolution_product_roles(const struct resolution *resolution, uint32_t product);

bool resolution_holders_contain(struct resolution_holders holders, uint32_t person);

// Who is accountable for an activity over a product.
struct resolution_result resolution_for(
    const struct resolution *resolution, uint32_t product, uint32_t activity);

// Who is accountable for an activity over a scope of any kind. A line, a unit and the company have no stage:
// the first entry of the activity in their map decides. `product` is ORGANISATION_NONE then.
struct resolution_result resolution_for_scope(
    const struct resolution *resolution, uint32_t scope, uint32_t activity);

// Every product with every activity, product by product, activities in the order of their position. Ends
// early with the visitor's error.
enum error resolution_each(const struct resolution *resolution,
    enum error (*visit)(const struct resolution_result *result, void *closure), void *closure) MUST_CHECK;

// How many products that are not retired have each outcome: ret_counts has a row for each activity. *arena*
enum error resolution_count(const struct resolution *resolution, struct arena *arena,
    uint32_t (**ret_counts)[RESOLUTION_OUTCOME_COUNT]) MUST_CHECK;

#endif
