// SPDX-License-Identifier: Apache-2.0
// What a scenario does to what goes on between the roles: who could no longer sign or take over.
#ifndef TANDEM_STRESS_STRESS_ALIGNMENT_H
#define TANDEM_STRESS_STRESS_ALIGNMENT_H

#include "stress/stress.h"

// The alignment beside a changed organisation: the same records, with scopes as numbers of the new one.
// *arena*
enum error stress_alignment_follow(const struct alignment *alignment, const struct organisation *before,
    const struct organisation *after, struct arena *arena, const struct alignment **ret_alignment) MUST_CHECK;

// Fills the report's gates and hand_offs: criteria of open gates that one person could sign and can no
// longer, and hand-offs under way whose role had a holder and has none.
enum error stress_alignment_compare(struct stress_report *report, struct arena *arena) MUST_CHECK;

#endif
