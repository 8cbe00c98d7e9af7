// SPDX-License-Identifier: Apache-2.0
// Gates and hand-offs before and after.
#include "stress/stress_alignment.h"

// Scopes of lines and products are higher by the number of new units.
static void scope_follow(uint32_t *scope, uint32_t first_moved, uint32_t by)
{
    if (*scope != ORGANISATION_NONE && *scope >= first_moved) *scope += by;
}

#define ARRAY_FOLLOW(to, array, count, arena)                                                                \
    do {                                                                                                     \
        void *copy = arena_allocate_array((arena), (to)->count, sizeof *(to)->array);                        \
        if (!copy) return ERROR_MEMORY;                                                                      \
        if ((to)->count) memcpy(copy, (to)->array, (to)->count * sizeof *(to)->array);                       \
        (to)->array = copy;                                                                                  \
    } while (0)

enum error stress_alignment_follow(const struct alignment *alignment, const struct organisation *before,
    const struct organisation *after, struct arena *arena, const struct alignment **ret_alignment)
{
    const uint32_t first = organisation_scope_of_line(before, 0), by = after->unit_count - before->unit_count;
    *ret_alignment = alignment;
    if (!alignment || by == 0) return ERROR_NONE;
    struct alignment *to = arena_object(arena, struct alignment);
    if (!to) return ERROR_MEMORY;
    *to = *alignment;
    ARRAY_FOLLOW(to, approvals, approval_count, arena);
    ARRAY_FOLLOW(to, consultations, consultation_count, arena);
    ARRAY_FOLLOW(to, overrides, override_count, arena);
    ARRAY_FOLLOW(to, delegations, delegation_count, arena);
    ARRAY_FOLLOW(to, maps, map_count, arena);
    for (uint32_t i = 0; i < to->approval_count; i++)
        scope_follow(&to->approvals[i].scope, first, by);
    for (uint32_t i = 0; i < to->consultation_count; i++)
        scope_follow(&to->consultations[i].scope, first, by);
    for (uint32_t i = 0; i < to->override_count; i++)
        scope_follow(&to->overrides[i].scope, first, by);
    for (uint32_t i = 0; i < to->delegation_count; i++)
        scope_follow(&to->delegations[i].scope, first, by);
    for (uint32_t i = 0; i < to->map_count; i++)
        scope_follow(&to->maps[i].scope, first, by);
    *ret_alignment = to;
    return ERROR_NONE;
}

// Is there one person to sign for the criterion?
static bool criterion_has_signer(const struct stress_side *side, uint32_t product, uint32_t activity)
{
    const enum resolution_outcome outcome = resolution_for(side->resolution, product, activity).outcome;
    return outcome != RESOLUTION_GAP && outcome != RESOLUTION_CONFLICT;
}

static enum error gates_compare(
    struct stress_report *report, const struct alignment *alignment, struct arena *arena)
{
    report->criteria = arena_array(arena, uint32_t, alignment->criterion_count);
    if (!report->criteria) return ERROR_MEMORY;
    for (uint32_t i = 0; i < alignment->criterion_count; i++) {
        const struct alignment_criterion *criterion = &alignment->criteria[i];
        if (criterion->gate >= alignment->gate_count || criterion->activity == ORGANISATION_NONE ||
            criterion->status == CRITERION_GREEN)
            continue;
        const struct alignment_gate *gate = &alignment->gates[criterion->gate];
        if (gate->product == ORGANISATION_NONE ||
            (gate->status != GATE_STATUS_OPEN && gate->status != GATE_STATUS_HELD))
            continue;
        if (criterion_has_signer(&report->before, gate->product, criterion->activity) &&
            !criterion_has_signer(&report->after, gate->product, criterion->activity))
            report->criteria[report->criterion_count++] = i;
    }
    return ERROR_NONE;
}

static bool hand_off_has_taker(const struct stress_side *side, const struct alignment_hand_off *hand_off)
{
    return resolution_product_holders(
               side->resolution, hand_off->product, (enum people_role)hand_off->to_role)
               .count > 0;
}

static enum error hand_offs_compare(
    struct stress_report *report, const struct alignment *alignment, struct arena *arena)
{
    report->hand_offs = arena_array(arena, uint32_t, alignment->hand_off_count);
    if (!report->hand_offs) return ERROR_MEMORY;
    for (uint32_t i = 0; i < alignment->hand_off_count; i++) {
        const struct alignment_hand_off *hand_off = &alignment->hand_offs[i];
        if (hand_off->product == ORGANISATION_NONE || hand_off->status == HAND_OFF_STATUS_ACCEPTED ||
            hand_off->status == HAND_OFF_STATUS_WITHDRAWN)
            continue;
        if (hand_off_has_taker(&report->before, hand_off) && !hand_off_has_taker(&report->after, hand_off))
            report->hand_offs[report->hand_off_count++] = i;
    }
    return ERROR_NONE;
}

enum error stress_alignment_compare(struct stress_report *report, struct arena *arena)
{
    const struct alignment *alignment = report->after.check.alignment;
    enum error error = gates_compare(report, alignment, arena);
    return error ? error : hand_offs_compare(report, alignment, arena);
}
