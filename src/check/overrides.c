// SPDX-License-Identifier: Apache-2.0
// Rules about what was done outside one's role.
#include "check/ask.h"
#include "check/phrase.h"
#include "check/rule.h"

static const struct alignment_override *override_of(
    const struct check_report *report, const struct finding *finding)
{
    return &report->alignment->overrides[finding->index];
}

static bool person_is_there(const struct organisation *organisation, uint32_t person)
{
    return person != ORGANISATION_NONE &&
           !organisation_person_has_left(&organisation->people[person], organisation->day);
}

static enum error find_overrides(struct check *check, const struct check_rule *rule,
    bool (*is_one)(
        const struct check *check, const struct check_rule *rule, const struct alignment_override *override))
{
    enum error error = ERROR_NONE;
    for (uint32_t i = 0; !error && i < check->alignment->override_count; i++) {
        const struct alignment_override *override = &check->alignment->overrides[i];
        if (override->product != ORGANISATION_NONE &&
            !product_is_checked(check->organisation, override->product))
            continue;
        if (is_one(check, rule, override))
            error = check_add(
                check, rule, check_finding(check, rule, SUBJECT_OVERRIDE, i, override->product, ROLE_COUNT));
    }
    return error;
}

// Who would have been asked, while there; else whom the map names today; else the general manager.
static uint32_t ask_accountable(const struct check_report *report, const struct finding *finding)
{
    const struct alignment_override *override = override_of(report, finding);
    if (person_is_there(report->organisation, override->accountable)) return override->accountable;
    if (override->product != ORGANISATION_NONE && override->activity != ORGANISATION_NONE) {
        const struct resolution_result result =
            resolution_for(report->resolution, override->product, override->activity);
        if (result.holders.count == 1) return result.holders.people[0];
    }
    return ask_role(report, override->scope == ORGANISATION_NONE ? ORGANISATION_COMPANY : override->scope,
        ROLE_GENERAL_MANAGER);
}

static uint32_t ask_who_did_it(const struct check_report *report, const struct finding *finding)
{
    const uint32_t person = override_of(report, finding)->person;
    return person_is_there(report->organisation, person) ? person : ask_accountable(report, finding);
}

// "Nadia (PERS-3) did \"decide_go\" on GATE-2 on 2026-11-01".
static void print_act(const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct alignment_override *override = override_of(report, finding);
    if (override->person == ORGANISATION_NONE)
        buffer_string(output, "An account that stands for no person");
    else
        phrase_person(report->organisation, override->person, output);
    buffer_string(output, " did \"");
    phrase_line(override->act, output);
    buffer_print(output, "\" on %.*s on ", TEXT_PRINT(override->record));
    phrase_date(override->acted_on, output);
}

static bool has_no_reason(
    const struct check *check, const struct check_rule *rule, const struct alignment_override *override)
{
    (void)check;
    (void)rule;
    return !override->has_reason && override->acknowledged_on == ORGANISATION_NO_DATE;
}

static enum error find_unreasoned(struct check *check, const struct check_rule *rule)
{
    return find_overrides(check, rule, has_no_reason);
}

static void describe_unreasoned(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct alignment_override *override = override_of(report, finding);
    print_act(report, finding, output);
    buffer_string(output, " outside the role that the map names");
    if (override->accountable != ORGANISATION_NONE) {
        buffer_string(output, " (it would have been for ");
        phrase_person(report->organisation, override->accountable, output);
        buffer_character(output, ')');
    }
    buffer_string(output, ", and nobody wrote down why.");
}

static void advise_unreasoned(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct text key = override_of(report, finding)->key;
    buffer_print(output,
        "Say why in a comment: `tandem set comments record=%.*s text=REASON`; the accountable person then "
        "takes "
        "note: `tandem act %.*s acknowledge`. An account that stands for no person is given one by `tandem "
        "set "
        "USER person=KEY`.",
        TEXT_PRINT(key), TEXT_PRINT(key));
}

static const struct check_parameter seen_parameters[] = {
    {"days", "How many days the accountable person has to take note.", 14, 0, 36500, false},
};

static bool is_unseen(
    const struct check *check, const struct check_rule *rule, const struct alignment_override *override)
{
    return override->acknowledged_on == ORGANISATION_NO_DATE && override->acted_on != ORGANISATION_NO_DATE &&
           check->organisation->day - override->acted_on > check_rule_value(check->settings, rule, 0);
}

static enum error find_unseen(struct check *check, const struct check_rule *rule)
{
    return find_overrides(check, rule, is_unseen);
}

static void describe_unseen(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    print_act(report, finding, output);
    buffer_string(output, ", and the person whose decision it was has not taken note for ");
    phrase_count(report->organisation->day - override_of(report, finding)->acted_on, "day", "days", output);
    buffer_print(output, "; %d are the most.", check_rule_value(report->settings, finding->rule, 0));
}

static void advise_unseen(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct text key = override_of(report, finding)->key;
    buffer_print(output,
        "Look at it, and undo it if need be: `tandem show %.*s`; then `tandem act %.*s acknowledge`.",
        TEXT_PRINT(key), TEXT_PRINT(key));
}

static const struct check_rule rules[] = {
    {
        .identifier = "override-without-reason",
        .name = "Override without a reason",
        .severity = SEVERITY_WARNING,
        .why =
            "Acting outside one's role is possible where the map is advisory, and its price is a sentence "
            "that says why: the people stay honest with each other (S0). Without it the one whose decision "
            "it was learns nothing. Gone once the accountable person has taken note.",
        .example = "A script set the stage of Canal Gauge without a reason: a warning. With the reason \"The "
                   "supplier went out of business\": none.",
        .ask = "Who did it; for an account without a person, whom the map names.",
        .find = find_unreasoned,
        .accountable = ask_who_did_it,
        .describe = describe_unreasoned,
        .advise = advise_unreasoned,
    },
    {
        .identifier = "override-not-acknowledged",
        .name = "Override that nobody took note of",
        .severity = SEVERITY_WARNING,
        .why = "What was done over somebody's head has to reach that head, or the map is a poster: two roles "
               "work together by clear expectations (S0).",
        .example =
            "Sales decided at a gate three weeks ago, with a reason; the product manager has not taken "
            "note: a warning. After fourteen days: none yet.",
        .ask = "Whose decision it was; else whom the map names, else the general manager.",
        .parameters = seen_parameters,
        .parameter_count = sizeof seen_parameters / sizeof *seen_parameters,
        .find = find_unseen,
        .accountable = ask_accountable,
        .describe = describe_unseen,
        .advise = advise_unseen,
    },
};
const struct check_family check_overrides = {rules, sizeof rules / sizeof *rules};
