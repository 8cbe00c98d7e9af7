// SPDX-License-Identifier: Apache-2.0
// Rules about absences and who acts meanwhile.
#include "check/ask.h"
#include "check/phrase.h"
#include "check/rule.h"

static const struct alignment_delegation *delegation_of(
    const struct check_report *report, const struct finding *finding)
{
    return &report->alignment->delegations[finding->index];
}

static bool person_is_there(const struct organisation *organisation, uint32_t person)
{
    return person != ORGANISATION_NONE &&
           !organisation_person_has_left(&organisation->people[person], organisation->day);
}

static bool is_current(const struct alignment_delegation *delegation, int32_t day)
{
    return delegation->from_on <= day && delegation->to_on >= day;
}

static enum error add_delegation(struct check *check, const struct check_rule *rule, uint32_t delegation)
{
    return check_add(check, rule,
        check_finding(check, rule, SUBJECT_DELEGATION, delegation, ORGANISATION_NONE, ROLE_COUNT));
}

// Does the map make the person accountable for anything today?
static bool is_accountable(const struct check *check, uint32_t person)
{
    const struct organisation *organisation = check->organisation;
    const unsigned roles = check_roles_accountable(organisation);
    for (uint32_t i = 0; i < organisation->assignment_count; i++)
        if (organisation->assignments[i].person == person && check_assignment_is_active(organisation, i) &&
            (roles & (1U << organisation->assignments[i].role)))
            return true;
    return false;
}

// Does somebody act for the person today, in all that the delegation is about?
static bool has_deputy(const struct check *check, const struct alignment_delegation *delegation)
{
    const struct alignment *alignment = check->alignment;
    for (uint32_t i = 0; i < alignment->delegation_count; i++) {
        const struct alignment_delegation *other = &alignment->delegations[i];
        if (other->person == delegation->person && is_current(other, check->organisation->day) &&
            (other->scope == ORGANISATION_COMPANY || other->scope == delegation->scope) &&
            person_is_there(check->organisation, other->deputy))
            return true;
    }
    return false;
}

static const struct check_parameter absence_parameters[] = {
    {"days", "How many days somebody may be away without a deputy.", 5, 0, 36500, false},
};
static const struct check_parameter expired_parameters[] = {
    {"days", "For how many days after its end a delegation counts as one that ran out.", 30, 0, 36500, false},
};

// The delegation that ran out under an absence which goes on; ORGANISATION_NONE.
static uint32_t find_expired_for(
    const struct check *check, const struct alignment_delegation *absence, int32_t days)
{
    const struct alignment *alignment = check->alignment;
    const int32_t day = check->organisation->day;
    uint32_t latest = ORGANISATION_NONE;
    for (uint32_t i = 0; i < alignment->delegation_count; i++) {
        const struct alignment_delegation *other = &alignment->delegations[i];
        if (other->person != absence->person || other->deputy == ORGANISATION_NONE || other->to_on >= day ||
            day - other->to_on > days)
            continue;
        if (latest == ORGANISATION_NONE || alignment->delegations[latest].to_on < other->to_on) latest = i;
    }
    return latest;
}

// An absence of today in which nobody acts, of somebody who is accountable for something.
static bool is_unattended(const struct check *check, const struct alignment_delegation *delegation)
{
    return delegation->reason == DELEGATION_REASON_ABSENCE &&
           is_current(delegation, check->organisation->day) &&
           person_is_there(check->organisation, delegation->person) &&
           delegation->deputy == ORGANISATION_NONE && is_accountable(check, delegation->person) &&
           !has_deputy(check, delegation);
}

static enum error find_expired(struct check *check, const struct check_rule *rule)
{
    const int32_t days = check_rule_value(check->settings, rule, 0);
    enum error error = ERROR_NONE;
    for (uint32_t i = 0; !error && i < check->alignment->delegation_count; i++) {
        const struct alignment_delegation *absence = &check->alignment->delegations[i];
        if (!is_unattended(check, absence)) continue;
        const uint32_t expired = find_expired_for(check, absence, days);
        if (expired == ORGANISATION_NONE) continue;
        struct finding finding =
            check_finding(check, rule, SUBJECT_DELEGATION, expired, ORGANISATION_NONE, ROLE_COUNT);
        finding.other = i;
        error = check_add(check, rule, finding);
    }
    return error;
}

static void describe_expired(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct alignment_delegation *expired = delegation_of(report, finding);
    const struct alignment_delegation *absence = &report->alignment->delegations[finding->other];
    phrase_person(report->organisation, expired->deputy, output);
    buffer_string(output, " acted for ");
    phrase_person(report->organisation, expired->person, output);
    buffer_string(output, " until ");
    phrase_date(expired->to_on, output);
    buffer_print(output, "; the absence (%.*s) goes on to ", TEXT_PRINT(absence->key));
    phrase_date(absence->to_on, output);
    buffer_string(output, ", and nobody acts now.");
}

static void advise_expired(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    buffer_print(
        output, "Extend it: `tandem set %.*s to_on=", TEXT_PRINT(delegation_of(report, finding)->key));
    phrase_date(report->alignment->delegations[finding->other].to_on, output);
    buffer_print(output, "`; or name another deputy: `tandem set %.*s deputy=KEY`.",
        TEXT_PRINT(report->alignment->delegations[finding->other].key));
}

static void identify_absence(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    buffer_text(output, report->alignment->delegations[finding->other].key);
}

static uint32_t ask_the_manager(const struct check_report *report, const struct finding *finding)
{
    return ask_manager(report, delegation_of(report, finding)->person);
}

static enum error find_absent(struct check *check, const struct check_rule *rule)
{
    const struct check_rule *expired = check_rule_find(TEXT("delegation-expired"));
    const bool is_said = expired && check_rule_severity(check->settings, expired) != SEVERITY_OFF;
    enum error error = ERROR_NONE;
    for (uint32_t i = 0; !error && i < check->alignment->delegation_count; i++) {
        const struct alignment_delegation *absence = &check->alignment->delegations[i];
        if (absence->to_on - absence->from_on + 1 <= check_rule_value(check->settings, rule, 0)) continue;
        if (!is_unattended(check, absence)) continue;
        // A rule of its own says it of one under which a delegation ran out.
        if (is_said && find_expired_for(check, absence, check_rule_value(check->settings, expired, 0)) !=
                           ORGANISATION_NONE)
            continue;
        error = add_delegation(check, rule, i);
    }
    return error;
}

static void describe_absent(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct alignment_delegation *absence = delegation_of(report, finding);
    phrase_person(report->organisation, absence->person, output);
    buffer_string(output, ", who is accountable for something, is away from ");
    phrase_date(absence->from_on, output);
    buffer_string(output, " to ");
    phrase_date(absence->to_on, output);
    buffer_string(output, ", and nobody acts meanwhile.");
}

static void advise_absent(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    buffer_print(output, "Name a deputy: `tandem set %.*s deputy=KEY`.",
        TEXT_PRINT(delegation_of(report, finding)->key));
}

// A delegation of today or later whose deputy has left, or is away on the day.
static bool is_deputy_missing(const struct check *check, const struct alignment_delegation *delegation)
{
    const struct organisation *organisation = check->organisation;
    if (delegation->deputy == ORGANISATION_NONE || delegation->to_on < organisation->day) return false;
    if (!person_is_there(organisation, delegation->person)) return false;
    if (!person_is_there(organisation, delegation->deputy)) return true;
    if (!is_current(delegation, organisation->day)) return false;
    for (uint32_t i = 0; i < check->alignment->delegation_count; i++) {
        const struct alignment_delegation *other = &check->alignment->delegations[i];
        if (other->person == delegation->deputy && other->reason == DELEGATION_REASON_ABSENCE &&
            is_current(other, organisation->day))
            return true;
    }
    return false;
}

static enum error find_deputy_missing(struct check *check, const struct check_rule *rule)
{
    enum error error = ERROR_NONE;
    for (uint32_t i = 0; !error && i < check->alignment->delegation_count; i++)
        if (is_deputy_missing(check, &check->alignment->delegations[i]))
            error = add_delegation(check, rule, i);
    return error;
}

static void describe_deputy_missing(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct organisation *organisation = report->organisation;
    const struct alignment_delegation *delegation = delegation_of(report, finding);
    const struct organisation_person *deputy = &organisation->people[delegation->deputy];
    phrase_person(organisation, delegation->deputy, output);
    buffer_string(output, " is to act for ");
    phrase_person(organisation, delegation->person, output);
    buffer_string(output, " until ");
    phrase_date(delegation->to_on, output);
    if (organisation_person_has_left(deputy, organisation->day)) {
        buffer_string(output, ", and left on ");
        phrase_date(deputy->left_on, output);
        buffer_character(output, '.');
    } else {
        buffer_string(output, ", and is away, too.");
    }
}

static void advise_deputy_missing(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    buffer_print(output, "Name another deputy: `tandem set %.*s deputy=KEY`.",
        TEXT_PRINT(delegation_of(report, finding)->key));
}

static const struct check_rule rules[] = {
    {
        .identifier = "delegation-expired",
        .name = "Delegation that ran out while the person is still away",
        .severity = SEVERITY_ERROR,
        .why = "Someone stands in until a day, the day passes, and everybody still believes that somebody "
               "decides. Roles are what people hold, not what is written somewhere (S3).",
        .example = "Bo acted for Nadia until Friday, and she is away for another month: an error. When the "
                   "absence has a deputy of its own, none.",
        .ask = "The manager of who is away, else the general manager of the unit.",
        .parameters = expired_parameters,
        .parameter_count = sizeof expired_parameters / sizeof *expired_parameters,
        .find = find_expired,
        .accountable = ask_the_manager,
        .describe = describe_expired,
        .advise = advise_expired,
        .identify = identify_absence,
    },
    {
        .identifier = "absence-without-deputy",
        .name = "Absence of somebody accountable without a deputy",
        .severity = SEVERITY_WARNING,
        .why =
            "A product manager's day is full of unplanned events (S4), and they do not wait until somebody "
            "is back. Looked at are absences of today that are longer than a few days, of people whom the "
            "map makes accountable for something.",
        .example =
            "Rosa is away for three weeks, and her delegation names nobody: a warning. For four days, or "
            "of somebody who is accountable for nothing: none.",
        .ask = "The person's manager, else the general manager of the unit.",
        .parameters = absence_parameters,
        .parameter_count = sizeof absence_parameters / sizeof *absence_parameters,
        .find = find_absent,
        .accountable = ask_the_manager,
        .describe = describe_absent,
        .advise = advise_absent,
    },
    {
        .identifier = "deputy-not-there",
        .name = "Deputy who has left or is away",
        .severity = SEVERITY_ERROR,
        .why = "A role is held by somebody who is there (S3); so is a deputy's. Looked at are delegations of "
               "today and later.",
        .example = "Pavel acts for Oisín until the end of the month, and left last week: an error. A deputy "
                   "who leaves after the delegation has ended: none.",
        .ask = "The manager of whom the deputy acts for, else the general manager of the unit.",
        .find = find_deputy_missing,
        .accountable = ask_the_manager,
        .describe = describe_deputy_missing,
        .advise = advise_deputy_missing,
    },
};
const struct check_family check_delegations = {rules, sizeof rules / sizeof *rules};
