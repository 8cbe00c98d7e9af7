// SPDX-License-Identifier: Apache-2.0
// A finding put into words: which record, and the sentences that its rule writes.
#include "check/phrase.h"
#include "check/rule.h"

const char *finding_resource(const struct check_report *report, const struct finding *finding)
{
    switch ((enum finding_subject)finding->subject) {
    case SUBJECT_PRODUCT: return "products";
    case SUBJECT_PERSON: return "people";
    case SUBJECT_ASSIGNMENT: return "assignments";
    case SUBJECT_ACTIVITY: return "activities";
    case SUBJECT_DANGLING: break;
    }
    return report->organisation->danglings[finding->index].resource;
}

struct text finding_key(const struct check_report *report, const struct finding *finding)
{
    const struct organisation *organisation = report->organisation;
    switch ((enum finding_subject)finding->subject) {
    case SUBJECT_PRODUCT: return organisation->products[finding->index].key;
    case SUBJECT_PERSON: return organisation->people[finding->index].key;
    case SUBJECT_ASSIGNMENT: return organisation->assignments[finding->index].key;
    case SUBJECT_ACTIVITY: return organisation->activities[finding->index].key;
    case SUBJECT_DANGLING: break;
    }
    return organisation->danglings[finding->index].key;
}

void finding_print_title(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct organisation *organisation = report->organisation;
    switch ((enum finding_subject)finding->subject) {
    case SUBJECT_PRODUCT: buffer_text(output, organisation->products[finding->index].name); return;
    case SUBJECT_PERSON: buffer_text(output, organisation->people[finding->index].name); return;
    case SUBJECT_ACTIVITY: buffer_text(output, organisation->activities[finding->index].name); return;
    case SUBJECT_DANGLING: buffer_text(output, organisation->danglings[finding->index].title); return;
    case SUBJECT_ASSIGNMENT: break;
    }
    const struct organisation_assignment *assignment = &organisation->assignments[finding->index];
    buffer_text(output, organisation->people[assignment->person].name);
    buffer_print(output, ", %s of ", people_role_words((enum people_role)assignment->role));
    buffer_text(output, organisation_scope_name(organisation, assignment->scope));
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
