// SPDX-License-Identifier: Apache-2.0
// The two sides of a hand-off: who gives, who takes, and who may act for them.
#ifndef TANDEM_ALIGNMENT_HAND_OFF_SIDE_H
#define TANDEM_ALIGNMENT_HAND_OFF_SIDE_H

#include "people/roles.h"
#include "policy/policy.h"

enum hand_off_side { SIDE_GIVING, SIDE_TAKING };

// The one person who holds the role at the place of the case. Nobody, or several: a problem on `field` says
// so and asks for a name (ERROR_INVALID); without problems, a null value. *arena*
enum error hand_off_side_resolve(const struct policy_case *policy_case, enum people_role role,
    const char *field, struct arena *arena, struct problem_list *problems,
    struct value *ret_person) MUST_CHECK;

// Who holds the role says who stands in its place: nobody names themselves instead. Nothing when the actor's
// own person holds the role, deputises for a holder, or nobody holds it; nor for organisers, administrators
// and the command line. Else a problem on `field`, ERROR_INVALID.
enum error hand_off_side_expect_role(const struct policy_case *policy_case, const struct actor *actor,
    enum people_role role, const char *field, struct arena *arena, struct problem_list *problems) MUST_CHECK;

// Does the actor stand on this side of the hand-off: as the person named on it, as one who holds its role
// over the record, or as the deputy of one of these? Administrators, and the command line without --as, stand
// on both. Else ERROR_NOT_ACCOUNTABLE, and a problem says whose it is to do `act` ("accept").
enum error hand_off_side_expect(const struct policy_case *policy_case, const struct actor *actor,
    const struct record *hand_off, enum hand_off_side side, const char *act, struct arena *arena,
    struct problem_list *problems) MUST_CHECK;

#endif
