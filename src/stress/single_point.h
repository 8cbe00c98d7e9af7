// SPDX-License-Identifier: Apache-2.0
// Single points of failure: what would be left without anybody if one person were not there.
//
// Each person is taken away in turn, and only the products are resolved again that they hold a role over, so
// that 100 people over 2,000 products take milliseconds. The same as a scenario with one step, leave.
#ifndef TANDEM_STRESS_SINGLE_POINT_H
#define TANDEM_STRESS_SINGLE_POINT_H

#include "people/resolution.h"

// What a pair of product and activity weighs that nobody is accountable for any more: a current product has
// customers, the next one has a date, a future one has time. A new conflict or dual weighs 1.
#define SINGLE_POINT_CURRENT 3
#define SINGLE_POINT_NEXT 2
#define SINGLE_POINT_FUTURE 1

struct single_point {
    uint32_t person;
    uint64_t score;
    uint32_t gaps[HORIZON_COUNT]; // pairs that nobody would be accountable for, by the product's horizon
    uint32_t conflicts, duals;    // pairs that would become so
    uint32_t taken_over;          // pairs that somebody else would be accountable for
    uint32_t products;            // over which the person is accountable for anything
    uint32_t gap_products;        // of them with a gap then
    uint32_t worst;               // the product with the most gaps; ORGANISATION_NONE without any
    unsigned roles;               // that the gaps are about: bits 1 << enum people_role
};

uint32_t single_point_gaps(const struct single_point *point);

// Everybody who is there on the day and whose absence changes anything, the hardest to do without first.
// *arena*
enum error single_points_find(const struct resolution *resolution, struct arena *arena,
    struct single_point **ret_points, size_t *ret_count) MUST_CHECK;

#endif
