// SPDX-License-Identifier: Apache-2.0
// Rules about approvals and the consultations before them.
#include "check/ask.h"
#include "check/phrase.h"
#include "check/rule.h"

static const struct alignment_approval *approval_of(
    const struct check_report *report, const struct finding *finding)
{
    return &report->alignment->approvals[finding->index];
}

// Is what it is about looked at? What belongs to no product is.
static bool is_looked_at(const struct check *check, uint32_t product)
{
    return product == ORGANISATION_NONE || product_is_checked(check->organisation, product);
}

static bool person_is_there(const struct organisation *organisation, uint32_t person)
{
    return person != ORGANISATION_NONE &&
           !organisation_person_has_left(&organisation->people[person], organisation->day);
}

// Who has to decide: whom the map names for the activity, else the general manager around it.
static uint32_t ask_decider(const struct check_report *report, const struct finding *finding)
{
    const struct alignment_approval *approval = approval_of(report, finding);
    if (approval->product != ORGANISATION_NONE && approval->activity != ORGANISATION_NONE) {
        const struct resolution_result result =
            resolution_for(report->resolution, approval->product, approval->activity);
        if (result.holders.count == 1) return result.holders.people[0];
    }
    return ask_role(report, approval->scope == ORGANISATION_NONE ? ORGANISATION_COMPANY : approval->scope,
        ROLE_GENERAL_MANAGER);
}

// Who decided, while there; else who would have to.
static uint32_t ask_who_decided(const struct check_report *report, const struct finding *finding)
{
    const uint32_t person = approval_of(report, finding)->decided_by;
    return person_is_there(report->organisation, person) ? person : ask_decider(report, finding);
}

static bool is_open(const struct alignment_approval *approval)
{
    return approval->status == APPROVAL_OPEN || approval->status == APPROVAL_SECONDED;
}

static enum error find_late(struct check *check, const struct check_rule *rule)
{
    enum error error = ERROR_NONE;
    for (uint32_t i = 0; !error && i < check->alignment->approval_count; i++) {
        const struct alignment_approval *approval = &check->alignment->approvals[i];
        if (!is_open(approval) || approval->due_on == ORGANISATION_NO_DATE) continue;
        if (approval->due_on >= check->organisation->day || !is_looked_at(check, approval->product)) continue;
        error = check_add(
            check, rule, check_finding(check, rule, SUBJECT_APPROVAL, i, approval->product, ROLE_COUNT));
    }
    return error;
}

static void describe_late(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct alignment_approval *approval = approval_of(report, finding);
    buffer_print(output, "A decision about %.*s was needed by ", TEXT_PRINT(approval->record));
    phrase_date(approval->due_on, output);
    if (approval->asked_by != ORGANISATION_NONE) {
        buffer_string(output, "; ");
        phrase_person(report->organisation, approval->asked_by, output);
        buffer_string(output, " asked for it");
    }
    buffer_string(output, approval->status == APPROVAL_SECONDED ? ". One of two signatures is there." : ".");
}

static void advise_late(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct text key = approval_of(report, finding)->key;
    buffer_print(output,
        "Decide: `tandem act %.*s approve` or `tandem act %.*s reject reason=REASON`; or agree on another "
        "day: "
        "`tandem set %.*s due_on=YYYY-MM-DD`.",
        TEXT_PRINT(key), TEXT_PRINT(key), TEXT_PRINT(key));
}

static const struct check_parameter recent_parameters[] = {
    {"days", "For how many days after the decision it is said.", 90, 0, 36500, false},
};

// Approved within the last days, over something that is looked at?
static bool is_recent(
    const struct check *check, const struct check_rule *rule, const struct alignment_approval *approval)
{
    return approval->status == APPROVAL_APPROVED && approval->decided_on != ORGANISATION_NO_DATE &&
           check->organisation->day - approval->decided_on <= check_rule_value(check->settings, rule, 0) &&
           is_looked_at(check, approval->product);
}

static enum error find_objected(struct check *check, const struct check_rule *rule)
{
    const struct alignment *alignment = check->alignment;
    enum error error = ERROR_NONE;
    for (uint32_t i = 0; !error && i < alignment->consultation_count; i++) {
        const struct alignment_consultation *consultation = &alignment->consultations[i];
        if (consultation->status != CONSULTATION_OBJECTED || consultation->approval == ORGANISATION_NONE)
            continue;
        const struct alignment_approval *approval = &alignment->approvals[consultation->approval];
        if (!is_recent(check, rule, approval)) continue;
        // Said before the decision, or at some time that nobody knows.
        if (consultation->answered_on != ORGANISATION_NO_DATE &&
            consultation->answered_on > approval->decided_on)
            continue;
        struct finding finding = check_finding(
            check, rule, SUBJECT_APPROVAL, consultation->approval, approval->product, ROLE_COUNT);
        finding.other = i;
        error = check_add(check, rule, finding);
    }
    return error;
}

static void describe_objected(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct alignment_consultation *consultation = &report->alignment->consultations[finding->other];
    if (consultation->person == ORGANISATION_NONE)
        buffer_string(output, "Somebody who was consulted");
    else
        phrase_person(report->organisation, consultation->person, output);
    buffer_print(
        output, " was consulted (%.*s) and objected; it was approved on ", TEXT_PRINT(consultation->key));
    phrase_date(approval_of(report, finding)->decided_on, output);
    buffer_string(output, " all the same.");
}

static void advise_objected(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct alignment_consultation *consultation = &report->alignment->consultations[finding->other];
    buffer_print(output,
        "Answer the objection in a comment: `tandem show %.*s` has it. When both sides have spoken, waive "
        "this "
        "finding with what came of it.",
        TEXT_PRINT(consultation->key));
}

static void identify_consultation(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    buffer_text(output, report->alignment->consultations[finding->other].key);
}

// Was one of the people asked about the approval?
static bool is_asked(const struct alignment *alignment, const struct alignment_approval *approval,
    struct resolution_holders holders)
{
    for (uint32_t i = approval->first_consultation; i != ORGANISATION_NONE;
         i = alignment->consultations[i].next_of_approval)
        if (alignment->consultations[i].status != CONSULTATION_WITHDRAWN &&
            resolution_holders_contain(holders, alignment->consultations[i].person))
            return true;
    return false;
}

static enum error find_unconsulted(struct check *check, const struct check_rule *rule)
{
    const struct organisation *organisation = check->organisation;
    enum error error = ERROR_NONE;
    for (uint32_t i = 0; !error && i < check->alignment->approval_count; i++) {
        const struct alignment_approval *approval = &check->alignment->approvals[i];
        if (!is_recent(check, rule, approval)) continue;
        if (approval->product == ORGANISATION_NONE || approval->activity == ORGANISATION_NONE) continue;
        const struct resolution_result result =
            resolution_for(check->resolution, approval->product, approval->activity);
        if (result.entry == ORGANISATION_NONE) continue;
        const unsigned consulted = organisation->entries[result.entry].consulted;
        for (unsigned role = 0; !error && role < ROLE_COUNT; role++) {
            if (!(consulted & (1U << role))) continue;
            const struct resolution_holders holders =
                resolution_product_holders(check->resolution, approval->product, (enum people_role)role);
            // Nobody to ask, or the one to ask decided.
            if (holders.count == 0 || resolution_holders_contain(holders, approval->decided_by) ||
                resolution_holders_contain(holders, approval->seconded_by) ||
                is_asked(check->alignment, approval, holders))
                continue;
            error = check_add(check, rule,
                check_finding(check, rule, SUBJECT_APPROVAL, i, approval->product, (enum people_role)role));
        }
    }
    return error;
}

static void describe_unconsulted(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct organisation *organisation = report->organisation;
    const struct alignment_approval *approval = approval_of(report, finding);
    const struct resolution_holders holders =
        resolution_product_holders(report->resolution, approval->product, (enum people_role)finding->role);
    buffer_string(output, "Approved on ");
    phrase_date(approval->decided_on, output);
    buffer_print(output, " without asking the %s, whom the map has consulted on ",
        people_role_words((enum people_role)finding->role));
    buffer_text(output, organisation->activities[approval->activity].name);
    for (uint32_t i = 0; holders.count && phrase_list_item(i, holders.count, output); i++) {
        if (i == 0) buffer_string(output, ": ");
        phrase_person(organisation, holders.people[i], output);
    }
    buffer_character(output, '.');
}

static void advise_unconsulted(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct alignment_approval *approval = approval_of(report, finding);
    buffer_print(output,
        "Ask now, so that it is known: `tandem set consultations record=%.*s activity=%.*s person=KEY "
        "question=QUESTION due_on=YYYY-MM-DD`.",
        TEXT_PRINT(approval->key), TEXT_PRINT(report->organisation->activities[approval->activity].key));
}

static enum error find_unanswered(struct check *check, const struct check_rule *rule)
{
    enum error error = ERROR_NONE;
    for (uint32_t i = 0; !error && i < check->alignment->consultation_count; i++) {
        const struct alignment_consultation *consultation = &check->alignment->consultations[i];
        if (consultation->status != CONSULTATION_OPEN || consultation->due_on == ORGANISATION_NO_DATE ||
            consultation->due_on >= check->organisation->day || !is_looked_at(check, consultation->product))
            continue;
        // What was withdrawn or decided meanwhile needs no answer.
        if (consultation->approval != ORGANISATION_NONE &&
            !is_open(&check->alignment->approvals[consultation->approval]))
            continue;
        error = check_add(check, rule,
            check_finding(check, rule, SUBJECT_CONSULTATION, i, consultation->product, ROLE_COUNT));
    }
    return error;
}

static void describe_unanswered(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct alignment_consultation *consultation = &report->alignment->consultations[finding->index];
    if (consultation->person != ORGANISATION_NONE) {
        phrase_person(report->organisation, consultation->person, output);
        buffer_string(output, " was");
    } else {
        buffer_string(output, "Somebody was");
    }
    buffer_print(output, " asked about %.*s and has not answered; the answer was due on ",
        TEXT_PRINT(consultation->record));
    phrase_date(consultation->due_on, output);
    buffer_character(output, '.');
}

static void advise_unanswered(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct text key = report->alignment->consultations[finding->index].key;
    buffer_print(output,
        "Answer: `tandem act %.*s agree` or `tandem act %.*s object answer=REASON`. Who asked may withdraw "
        "it.",
        TEXT_PRINT(key), TEXT_PRINT(key));
}

static uint32_t ask_the_asked(const struct check_report *report, const struct finding *finding)
{
    const struct alignment_consultation *consultation = &report->alignment->consultations[finding->index];
    if (person_is_there(report->organisation, consultation->person)) return consultation->person;
    return person_is_there(report->organisation, consultation->asked_by) ? consultation->asked_by
                                                                         : ORGANISATION_NONE;
}

static const struct check_rule rules[] = {
    {
        .identifier = "approval-overdue",
        .name = "Approval overdue",
        .severity = SEVERITY_WARNING,
        .why =
            "The map gives each decision to one person, so that it is made (S0). A proposal that waits past "
            "its day is a decision of nobody, and what depends on it stands still.",
        .example = "A price list was put up for approval and needed by Friday; today is Monday: a warning to "
                   "whom the map names. Needed by today: none.",
        .ask = "The person whom the map makes accountable for the activity; else the general manager.",
        .find = find_late,
        .accountable = ask_decider,
        .describe = describe_late,
        .advise = advise_late,
    },
    {
        .identifier = "approval-against-objection",
        .name = "Approved against an objection",
        .severity = SEVERITY_WARNING,
        .why =
            "The functions require significant consultation even for their individual responsibilities, and "
            "each helps to keep the other honest (S0). Whoever is accountable may decide against an "
            "objection; that it was so is shown for a while, so that it is answered and not passed over.",
        .example =
            "Product marketing objected to the launch date, and it was approved a week later: a warning "
            "for 90 days. When the objection came after the decision, there is none.",
        .ask = "Who decided; else whom the map names.",
        .parameters = recent_parameters,
        .parameter_count = sizeof recent_parameters / sizeof *recent_parameters,
        .find = find_objected,
        .accountable = ask_who_decided,
        .describe = describe_objected,
        .advise = advise_objected,
        .identify = identify_consultation,
    },
    {
        .identifier = "approval-without-consultation",
        .name = "Approved without the consultation that the map asks for",
        .severity = SEVERITY_WARNING,
        .why =
            "Two roles side by side work with heavy collaboration on what they share, and significant "
            "consultation on the rest (S0). The map says who is asked before a decision; a decision without "
            "asking is one that the other side hears of from customers. One finding for each role that "
            "was not asked; one holder of the role is enough.",
        .example = "The map has product marketing consulted on release planning. A plan is approved, and the "
                   "product marketing manager was not asked: a warning for 90 days. When nobody holds the "
                   "role over the product, there is none.",
        .ask = "Who decided; else whom the map names.",
        .parameters = recent_parameters,
        .parameter_count = sizeof recent_parameters / sizeof *recent_parameters,
        .find = find_unconsulted,
        .accountable = ask_who_decided,
        .describe = describe_unconsulted,
        .advise = advise_unconsulted,
    },
    {
        .identifier = "consultation-overdue",
        .name = "Consultation without an answer",
        .severity = SEVERITY_WARNING,
        .why =
            "Being consulted is work as well: who is asked and does not answer either holds the decision up "
            "or is not heard (S0).",
        .example =
            "Nadia asked product marketing about a name, with a week's time; eight days later there is "
            "no answer: a warning to who was asked. When the approval is decided meanwhile, none.",
        .ask = "Who was asked; where they have left, who asked.",
        .find = find_unanswered,
        .accountable = ask_the_asked,
        .describe = describe_unanswered,
        .advise = advise_unanswered,
    },
};
const struct check_family check_approvals = {rules, sizeof rules / sizeof *rules};
