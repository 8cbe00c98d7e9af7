// SPDX-License-Identifier: Apache-2.0
// A finding put into words: which record, its fingerprint, and the sentences that its rule writes.
#include "base/digest.h"
#include "check/phrase.h"
#include "check/rule.h"

const char *finding_resource(const struct check_report *report, const struct finding *finding)
{
    switch ((enum finding_subject)finding->subject) {
    case SUBJECT_PRODUCT: return "products";
    case SUBJECT_PERSON: return "people";
    case SUBJECT_ASSIGNMENT: return "assignments";
    case SUBJECT_ACTIVITY: return "activities";
    case SUBJECT_UNIT: return "units";
    case SUBJECT_GATE: return "gates";
    case SUBJECT_CRITERION: return "gate-criteria";
    case SUBJECT_HAND_OFF: return "hand-offs";
    case SUBJECT_APPROVAL: return "approvals";
    case SUBJECT_CONSULTATION: return "consultations";
    case SUBJECT_OVERRIDE: return "overrides";
    case SUBJECT_DELEGATION: return "delegations";
    case SUBJECT_MAP: return "maps";
    case SUBJECT_WAIVER: return "waivers";
    case SUBJECT_PRICE_LIST: return "price-lists";
    case SUBJECT_PRICE: return "price-points";
    case SUBJECT_COMPETITOR_PRICE: return "competitor-prices";
    case SUBJECT_PRICE_DECISION: return "price-decisions";
    case SUBJECT_DANGLING: break;
    }
    return report->organisation->danglings[finding->index].resource;
}

struct text finding_key(const struct check_report *report, const struct finding *finding)
{
    const struct organisation *organisation = report->organisation;
    const struct alignment *alignment = report->alignment;
    switch ((enum finding_subject)finding->subject) {
    case SUBJECT_PRODUCT: return organisation->products[finding->index].key;
    case SUBJECT_PERSON: return organisation->people[finding->index].key;
    case SUBJECT_ASSIGNMENT: return organisation->assignments[finding->index].key;
    case SUBJECT_ACTIVITY: return organisation->activities[finding->index].key;
    case SUBJECT_UNIT: return organisation->units[finding->index].key;
    case SUBJECT_GATE: return alignment->gates[finding->index].key;
    case SUBJECT_CRITERION: return alignment->criteria[finding->index].key;
    case SUBJECT_HAND_OFF: return alignment->hand_offs[finding->index].key;
    case SUBJECT_APPROVAL: return alignment->approvals[finding->index].key;
    case SUBJECT_CONSULTATION: return alignment->consultations[finding->index].key;
    case SUBJECT_OVERRIDE: return alignment->overrides[finding->index].key;
    case SUBJECT_DELEGATION: return alignment->delegations[finding->index].key;
    case SUBJECT_MAP: return alignment->maps[finding->index].key;
    case SUBJECT_WAIVER: return report->waivers->waivers[finding->index].key;
    case SUBJECT_PRICE_LIST: return report->offer->lists[finding->index].key;
    case SUBJECT_PRICE: return report->offer->prices[finding->index].key;
    case SUBJECT_COMPETITOR_PRICE: return report->offer->rivals[finding->index].key;
    case SUBJECT_PRICE_DECISION: return report->offer->decisions[finding->index].key;
    case SUBJECT_DANGLING: break;
    }
    return organisation->danglings[finding->index].key;
}

// A record that has no name of its own is told by what it belongs to.
static void print_composed_title(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct organisation *organisation = report->organisation;
    const struct alignment *alignment = report->alignment;
    if (finding->subject == SUBJECT_ASSIGNMENT) {
        const struct organisation_assignment *assignment = &organisation->assignments[finding->index];
        buffer_text(output, organisation->people[assignment->person].name);
        buffer_print(output, ", %s of ", people_role_words((enum people_role)assignment->role));
        buffer_text(output, organisation_scope_name(organisation, assignment->scope));
    } else if (finding->subject == SUBJECT_GATE) {
        phrase_gate_title(report, finding->index, output);
    } else if (finding->subject == SUBJECT_CONSULTATION) {
        const uint32_t person = alignment->consultations[finding->index].person;
        buffer_string(output, "Consultation of ");
        buffer_text(output, person == ORGANISATION_NONE ? TEXT("nobody") : organisation->people[person].name);
    } else if (finding->subject == SUBJECT_DELEGATION) {
        const uint32_t person = alignment->delegations[finding->index].person;
        buffer_text(output, person == ORGANISATION_NONE ? TEXT("Nobody") : organisation->people[person].name);
        buffer_string(output, ", away");
    } else if (finding->subject == SUBJECT_WAIVER) {
        buffer_string(output, "Waiver of ");
        buffer_text(output, report->waivers->waivers[finding->index].rule);
    } else if (finding->subject == SUBJECT_PRICE) {
        const uint32_t item = report->offer->prices[finding->index].item;
        buffer_string(output, "Price of ");
        buffer_text(output, item == ORGANISATION_NONE ? TEXT("nothing") : report->offer->items[item].name);
    } else if (finding->subject == SUBJECT_COMPETITOR_PRICE) {
        buffer_text(output, report->offer->rivals[finding->index].competitor);
        if (!text_is_empty(report->offer->rivals[finding->index].plan_name)) buffer_string(output, ", ");
        buffer_text(output, report->offer->rivals[finding->index].plan_name);
    } else {
        buffer_text(output, organisation->danglings[finding->index].title);
    }
}

void finding_print_title(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct organisation *organisation = report->organisation;
    const struct alignment *alignment = report->alignment;
    switch ((enum finding_subject)finding->subject) {
    case SUBJECT_PRODUCT: buffer_text(output, organisation->products[finding->index].name); return;
    case SUBJECT_PERSON: buffer_text(output, organisation->people[finding->index].name); return;
    case SUBJECT_ACTIVITY: buffer_text(output, organisation->activities[finding->index].name); return;
    case SUBJECT_UNIT: buffer_text(output, organisation->units[finding->index].name); return;
    case SUBJECT_CRITERION: buffer_text(output, alignment->criteria[finding->index].name); return;
    case SUBJECT_HAND_OFF: buffer_text(output, alignment->hand_offs[finding->index].title); return;
    case SUBJECT_APPROVAL: buffer_text(output, alignment->approvals[finding->index].title); return;
    case SUBJECT_OVERRIDE: buffer_text(output, alignment->overrides[finding->index].act); return;
    case SUBJECT_MAP: buffer_text(output, alignment->maps[finding->index].name); return;
    case SUBJECT_PRICE_LIST: buffer_text(output, report->offer->lists[finding->index].name); return;
    case SUBJECT_PRICE_DECISION: buffer_text(output, report->offer->decisions[finding->index].title); return;
    case SUBJECT_PRICE:
    case SUBJECT_COMPETITOR_PRICE:
    case SUBJECT_ASSIGNMENT:
    case SUBJECT_GATE:
    case SUBJECT_CONSULTATION:
    case SUBJECT_DELEGATION:
    case SUBJECT_WAIVER:
    case SUBJECT_DANGLING: break;
    }
    print_composed_title(report, finding, output);
}

void finding_print_message(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    finding->rule->describe(report, finding, output);
}

void finding_print_hint(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    finding->rule->advise(report, finding, output);
}

static uint32_t unit_of_scope(const struct organisation *organisation, uint32_t scope)
{
    uint32_t index;
    if (scope == ORGANISATION_NONE) return ORGANISATION_NONE;
    switch (organisation_scope_kind(organisation, scope, &index)) {
    case SCOPE_OF_UNIT: return index;
    case SCOPE_OF_LINE: return organisation_unit_of_line(organisation, index);
    case SCOPE_OF_PRODUCT: return organisation_unit_of_product(organisation, index);
    case SCOPE_OF_COMPANY: break;
    }
    return ORGANISATION_NONE;
}

uint32_t finding_unit(const struct check_report *report, const struct finding *finding)
{
    const struct organisation *organisation = report->organisation;
    const struct alignment *alignment = report->alignment;
    uint32_t person = ORGANISATION_NONE;
    if (finding->product != ORGANISATION_NONE)
        return organisation_unit_of_product(organisation, finding->product);
    if (finding->subject == SUBJECT_UNIT) return finding->index;
    if (finding->subject == SUBJECT_ASSIGNMENT)
        return unit_of_scope(organisation, organisation->assignments[finding->index].scope);
    if (finding->subject == SUBJECT_MAP)
        return unit_of_scope(organisation, alignment->maps[finding->index].scope);
    if (finding->subject == SUBJECT_PRICE_LIST)
        return unit_of_scope(organisation, report->offer->lists[finding->index].scope);
    if (finding->subject == SUBJECT_PERSON) person = finding->index;
    if (finding->subject == SUBJECT_DELEGATION) person = alignment->delegations[finding->index].person;
    if (finding->subject == SUBJECT_OVERRIDE) person = alignment->overrides[finding->index].person;
    if (finding->subject == SUBJECT_CONSULTATION) person = alignment->consultations[finding->index].person;
    return person == ORGANISATION_NONE ? ORGANISATION_NONE : organisation->people[person].unit;
}

void finding_fingerprint(
    const struct check_report *report, const struct finding *finding, char out[FINDING_FINGERPRINT_SIZE])
{
    char digest[DIGEST_HEX_SIZE];
    struct buffer buffer;
    buffer_init(&buffer, 4096);
    buffer_string(&buffer, finding->rule->identifier);
    buffer_character(&buffer, '\n');
    buffer_text(&buffer, finding_key(report, finding));
    buffer_character(&buffer, '\n');
    buffer_string(&buffer, people_role_code((enum people_role)finding->role));
    buffer_character(&buffer, '\n');
    if (finding->rule->identify) finding->rule->identify(report, finding, &buffer);
    digest_hex(buffer_view(&buffer), digest);
    buffer_free(&buffer);
    memcpy(out, digest, FINDING_FINGERPRINT_SIZE - 1);
    out[FINDING_FINGERPRINT_SIZE - 1] = '\0';
}
