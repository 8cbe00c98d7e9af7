// SPDX-License-Identifier: Apache-2.0
// The rule about waivers that have ended.
#include "check/ask.h"
#include "check/phrase.h"
#include "check/rule.h"

static enum error find_ended(struct check *check, const struct check_rule *rule)
{
    const struct check_waivers *waivers = check->waivers;
    enum error error = ERROR_NONE;
    for (uint32_t i = 0; !error && i < waivers->count; i++) {
        const struct check_waiver *waiver = &waivers->waivers[i];
        if (waiver->until_on >= check->organisation->day) continue;
        // Of several about the same finding the one that ends last comes first, and speaks for all.
        if (i > 0 && text_equal(waivers->waivers[i - 1].finding, waiver->finding) &&
            text_equal(waivers->waivers[i - 1].rule, waiver->rule))
            continue;
        error = check_add(
            check, rule, check_finding(check, rule, SUBJECT_WAIVER, i, ORGANISATION_NONE, ROLE_COUNT));
    }
    return error;
}

static void describe_ended(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct check_waiver *waiver = &report->waivers->waivers[finding->index];
    buffer_print(output, "It let the finding %.*s of the rule %.*s", TEXT_PRINT(waiver->finding),
        TEXT_PRINT(waiver->rule));
    if (!text_is_empty(waiver->record)) buffer_print(output, " on %.*s", TEXT_PRINT(waiver->record));
    buffer_string(output, " stand until ");
    phrase_date(waiver->until_on, output);
    buffer_string(output, "; if its cause is still there, it counts again.");
}

static void advise_ended(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct check_waiver *waiver = &report->waivers->waivers[finding->index];
    buffer_print(output,
        "Delete it, `tandem delete %.*s`; or, with the reason of today, extend it: `tandem set %.*s "
        "reason=REASON until_on=YYYY-MM-DD`.",
        TEXT_PRINT(waiver->key), TEXT_PRINT(waiver->key));
}

static uint32_t ask_who_waived(const struct check_report *report, const struct finding *finding)
{
    const struct organisation *organisation = report->organisation;
    const uint32_t person = report->waivers->waivers[finding->index].person;
    if (person == ORGANISATION_NONE) return ORGANISATION_NONE;
    return organisation_person_has_left(&organisation->people[person], organisation->day)
               ? ask_manager(report, person)
               : person;
}

static const struct check_rule rules[] = {
    {
        .identifier = "waiver-expired",
        .name = "Waiver that has ended",
        .severity = SEVERITY_INFO,
        .why = "A few corners may be cut, knowingly and for a while (S0). A waiver has an end, so that what "
               "was let stand is looked at again.",
        .example =
            "A dual role was waived until the end of the quarter: from the next day on it counts again, "
            "and the waiver is an information until it is extended or deleted.",
        .ask = "Who waived it; else their manager.",
        .find = find_ended,
        .accountable = ask_who_waived,
        .describe = describe_ended,
        .advise = advise_ended,
    },
};
const struct check_family check_waived = {rules, sizeof rules / sizeof *rules};
