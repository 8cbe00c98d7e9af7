// SPDX-License-Identifier: Apache-2.0
// The rule about stand-ins that stay.
#include "check/ask.h"
#include "check/phrase.h"
#include "check/rule.h"

static const struct check_parameter parameters[] = {
    {"days", "How many days somebody may stand in.", 90, 0, 36500, false},
};

static enum error find_lasting(struct check *check, const struct check_rule *rule)
{
    const struct organisation *organisation = check->organisation;
    const int32_t days = check_rule_value(check->settings, rule, 0);
    for (uint32_t i = 0; i < organisation->assignment_count; i++) {
        const struct organisation_assignment *assignment = &organisation->assignments[i];
        if (text_is_empty(assignment->stand_in) || !check_assignment_is_active(organisation, i)) continue;
        // Who has left stands in for nobody; accountable-person-left says so.
        if (organisation_person_has_left(&organisation->people[assignment->person], organisation->day))
            continue;
        if (assignment->from_on != ORGANISATION_NO_DATE && organisation->day - assignment->from_on <= days)
            continue;
        enum error error = check_add(check, rule,
            (struct finding){
                .index = i,
                .product = check_assignment_product(organisation, i),
                .severity = (uint8_t)check_rule_severity(check->settings, rule),
                .subject = SUBJECT_ASSIGNMENT,
                .role = assignment->role,
            });
        if (error) return error;
    }
    return ERROR_NONE;
}

static void describe_lasting(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct organisation *organisation = report->organisation;
    const struct organisation_assignment *assignment = &organisation->assignments[finding->index];
    const int32_t days = check_rule_value(report->settings, finding->rule, 0);
    phrase_person(organisation, assignment->person, output);
    buffer_print(output, " is only standing in (%.*s) as ", TEXT_PRINT(assignment->stand_in));
    phrase_assignment(organisation, finding->index, output);
    if (assignment->from_on == ORGANISATION_NO_DATE) {
        buffer_print(output, ", and nobody wrote down since when: that counts as more than %d days.", days);
        return;
    }
    buffer_string(output, ", since ");
    phrase_date(assignment->from_on, output);
    buffer_string(output, ": for ");
    phrase_count(organisation->day - assignment->from_on, "day", "days", output);
    buffer_print(output, ", and %d are the most.", days);
}

static void advise_lasting(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct organisation *organisation = report->organisation;
    const struct organisation_assignment *assignment = &organisation->assignments[finding->index];
    buffer_print(output, "Give the role for good: `tandem set %.*s stand_in=`; or to somebody else: ",
        TEXT_PRINT(assignment->key));
    phrase_assigning(organisation, (enum people_role)assignment->role, assignment->scope, output);
    buffer_string(output, ", and ");
    phrase_ending(organisation, finding->index, output);
    if (assignment->from_on == ORGANISATION_NO_DATE)
        buffer_print(output, ". If it began lately, say when: `tandem set %.*s from_on=YYYY-MM-DD`",
            TEXT_PRINT(assignment->key));
    buffer_character(output, '.');
}

static uint32_t ask_who_appoints(const struct check_report *report, const struct finding *finding)
{
    const struct organisation_assignment *assignment = &report->organisation->assignments[finding->index];
    const uint32_t above =
        ask_above(report, assignment->scope, (enum people_role)assignment->role, assignment->person);
    return above != ORGANISATION_NONE ? above : ask_manager(report, assignment->person);
}

static const struct check_rule rules[] = {
    {
        .identifier = "stand-in-too-long",
        .name = "Stand-in for too long",
        .severity = SEVERITY_WARNING,
        .why = "A stand-in is shown, because a title such as acting or interim says that the role is not "
               "held as it "
               "should be (S3). In S4 product managers took a second role over for a while, and after six "
               "months it had "
               "worn them out. An assignment without a first day counts as too long, since nobody can say "
               "otherwise.",
        .example = "Ulf has been acting product manager of the line Frost for 200 days: a warning. Tamar has "
                   "been acting "
                   "for 30 days: none, until the 91st.",
        .ask = "Whoever appoints to the role at that scope: the head of product management, for product "
               "marketing its "
               "head, for heads the general manager; else the stand-in's manager.",
        .parameters = parameters,
        .parameter_count = sizeof parameters / sizeof *parameters,
        .find = find_lasting,
        .accountable = ask_who_appoints,
        .describe = describe_lasting,
        .advise = advise_lasting,
    },
};
const struct check_family check_stand_in = {rules, sizeof rules / sizeof *rules};
