// SPDX-License-Identifier: Apache-2.0
// Absorbs sets of fixed effects: takes the effects out of each column, so that they need no dummies.
//
// By Frisch, Waugh and Lovell the coefficients on the columns so treated are those of the regression with all
// dummies. One way is a subtraction of group means. Several ways are projected in turn (symmetric alternating
// projections) with an exact step along each change (Gearhart and Koshy 1989), until no group mean is larger
// than the tolerance times the column's length. With weights, means and lengths are weighted: the regression
// of everything times the root of the weight follows (Frisch and Waugh 1933).
#ifndef TANDEM_ENGINE_FIXED_EFFECTS_H
#define TANDEM_ENGINE_FIXED_EFFECTS_H

#include "engine/covariance.h"

#define FIXED_EFFECTS_WAYS 4

struct fixed_effects {
    size_t observations;
    size_t ways;                               // from 1
    const uint32_t *group[FIXED_EFFECTS_WAYS]; // one number an observation, below `groups`
    size_t groups[FIXED_EFFECTS_WAYS];         // numbers that no observation has are allowed
    const double *weight;                      // of an observation, above 0; NULL: 1
    const struct engine_help *help;            // asked during the rounds; may be NULL
};

enum { FIXED_EFFECTS_ROUNDS = 10000 };

// Replaces the columns of `values` (observations x columns) by what is left without the effects. A column
// that the effects explain wholly becomes zero up to rounding, and is set to zero.
MUST_CHECK enum error fixed_effects_absorb(const struct fixed_effects *effects, size_t columns,
    double *values, struct arena *arena, struct engine_refusals *refusals);
// Fills `absorbed` and `absorbed_across_clusters` of the choice: for one way its groups; for two ways the
// groups of both less the sets of groups that hang together (Abowd, Creecy and Kramarz 2002); for each
// further way its groups less one, which may count too many but never too few.
MUST_CHECK enum error fixed_effects_count(const struct fixed_effects *effects, struct arena *arena,
    struct covariance_choice *choice, struct engine_refusals *refusals);

#endif
