// SPDX-License-Identifier: Apache-2.0
// The arrays of the alignment tied together and looked up.
#include "alignment/alignment.h"

// Moves the criteria into the order of their gates, each gate's in the order in which they came. A criterion
// of no gate that is here goes to the end.
static enum error criteria_sort(struct alignment *alignment, struct arena *arena)
{
    struct alignment_criterion *sorted =
        arena_array(arena, struct alignment_criterion, alignment->criterion_count);
    if (!sorted) return ERROR_MEMORY;
    for (uint32_t i = 0; i < alignment->gate_count; i++)
        alignment->gates[i].criterion_count = 0;
    for (uint32_t i = 0; i < alignment->criterion_count; i++)
        if (alignment->criteria[i].gate < alignment->gate_count)
            alignment->gates[alignment->criteria[i].gate].criterion_count++;
    uint32_t place = 0;
    for (uint32_t i = 0; i < alignment->gate_count; i++) {
        alignment->gates[i].first_criterion = place;
        place += alignment->gates[i].criterion_count;
        alignment->gates[i].criterion_count = 0;
    }
    for (uint32_t i = 0; i < alignment->criterion_count; i++) {
        const struct alignment_criterion *criterion = &alignment->criteria[i];
        if (criterion->gate >= alignment->gate_count) {
            sorted[place++] = *criterion;
            continue;
        }
        struct alignment_gate *gate = &alignment->gates[criterion->gate];
        sorted[gate->first_criterion + gate->criterion_count++] = *criterion;
    }
    alignment->criteria = sorted;
    return ERROR_NONE;
}

enum error alignment_index(
    struct alignment *alignment, const struct organisation *organisation, struct arena *arena)
{
    enum error error = criteria_sort(alignment, arena);
    alignment->first_gate = arena_array(arena, uint32_t, organisation->product_count);
    if (error || !alignment->first_gate) return ERROR_MEMORY;
    for (uint32_t i = 0; i < organisation->product_count; i++)
        alignment->first_gate[i] = ORGANISATION_NONE;
    // From the end, so that each chain is in the order of the array.
    for (uint32_t i = alignment->gate_count; i-- > 0;) {
        struct alignment_gate *gate = &alignment->gates[i];
        gate->next_of_product = ORGANISATION_NONE;
        if (gate->product >= organisation->product_count) continue;
        gate->next_of_product = alignment->first_gate[gate->product];
        alignment->first_gate[gate->product] = i;
    }
    for (uint32_t i = 0; i < alignment->approval_count; i++)
        alignment->approvals[i].first_consultation = ORGANISATION_NONE;
    for (uint32_t i = alignment->consultation_count; i-- > 0;) {
        struct alignment_consultation *consultation = &alignment->consultations[i];
        consultation->next_of_approval = ORGANISATION_NONE;
        if (consultation->approval >= alignment->approval_count) continue;
        uint32_t *first = &alignment->approvals[consultation->approval].first_consultation;
        consultation->next_of_approval = *first;
        *first = i;
    }
    return ERROR_NONE;
}

uint32_t alignment_find_gate(const struct alignment *alignment, uint32_t product, enum product_stage stage)
{
    uint32_t gate = alignment->first_gate[product];
    while (gate != ORGANISATION_NONE && alignment->gates[gate].stage != (uint8_t)stage)
        gate = alignment->gates[gate].next_of_product;
    return gate;
}

// Is the scope the outer one, or inside it?
static bool scope_is_within(const struct organisation *organisation, uint32_t scope, uint32_t outer)
{
    uint32_t index;
    if (outer == ORGANISATION_COMPANY || scope == outer) return true;
    switch (organisation_scope_kind(organisation, scope, &index)) {
    case SCOPE_OF_COMPANY:
    case SCOPE_OF_UNIT: return false;
    case SCOPE_OF_PRODUCT: index = organisation->products[index].line; break;
    case SCOPE_OF_LINE: break;
    }
    const uint32_t unit =
        index == ORGANISATION_NONE ? ORGANISATION_NONE : organisation_unit_of_line(organisation, index);
    if (unit != ORGANISATION_NONE && organisation_scope_of_unit(unit) == outer) return true;
    // Lines that lie in each other in a circle end after as many steps as there are lines.
    for (uint32_t step = 0; index != ORGANISATION_NONE && step < organisation->line_count; step++) {
        if (organisation_scope_of_line(organisation, index) == outer) return true;
        index = organisation->lines[index].parent;
    }
    return false;
}

uint32_t alignment_find_delegation(const struct alignment *alignment, const struct organisation *organisation,
    uint32_t person, uint32_t scope, int32_t day)
{
    uint32_t found = ORGANISATION_NONE;
    for (uint32_t i = 0; i < alignment->delegation_count; i++) {
        const struct alignment_delegation *delegation = &alignment->delegations[i];
        if (delegation->person != person || delegation->from_on > day || delegation->to_on < day) continue;
        if (!scope_is_within(organisation, scope, delegation->scope)) continue;
        if (delegation->deputy != ORGANISATION_NONE) return i;
        if (found == ORGANISATION_NONE) found = i;
    }
    return found;
}
