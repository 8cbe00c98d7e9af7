// SPDX-License-Identifier: Apache-2.0
// Rules about what a decision on a price rests on: no study, an old one, one whose data have changed since,
// one that was refused. Looked at are decisions that are open, and the last that was approved about a thing.
#include "check/ask.h"
#include "check/phrase.h"
#include "check/price_decision_finding.h"
#include "check/rule.h"
#include "offer/amount.h"
#include "offer/price_decision.h"

static bool has_result(const struct offer_decision *decision)
{
    return !text_is_empty(decision->study) && decision->study_ran_on != ORGANISATION_NO_DATE;
}

static bool is_without_study(
    const struct check *check, const struct check_rule *rule, const struct offer_decision *decision)
{
    (void)check;
    (void)rule;
    return !has_result(decision);
}

static enum error find_without_study(struct check *check, const struct check_rule *rule)
{
    return price_decision_find(check, rule, is_without_study);
}

static void describe_without_study(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct offer_decision *decision = price_decision_of(report, finding);
    buffer_string(output, decision->status == PRICE_DECISION_APPROVED ? "A price was approved for "
                                                                      : "A price is proposed for ");
    phrase_scope(
        report->organisation, organisation_scope_of_product(report->organisation, finding->product), output);
    if (text_is_empty(decision->study))
        buffer_string(output, ", and no study says how demand answers to it.");
    else
        buffer_print(
            output, ", and the study that it names (%.*s) has no result.", TEXT_PRINT(decision->study));
}

static void advise_without_study(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct offer_decision *decision = price_decision_of(report, finding);
    if (!text_is_empty(decision->study))
        buffer_print(output, "Run it: `tandem act %.*s run`.", TEXT_PRINT(decision->study));
    else if (decision->status == PRICE_DECISION_PROPOSED)
        buffer_print(output,
            "Measure it, and name the study: `tandem list price-studies`, `tandem set %.*s study=KEY`.",
            TEXT_PRINT(decision->key));
    else
        buffer_string(output, "Measure it (`tandem price study`), and decide anew with the study; or waive "
                              "the finding with the "
                              "reason why the price needs none.");
}

static const struct check_parameter old_parameters[] = {
    {"months", "How many months the result of a study counts.", 12, 1, 1200, false},
};

// The day from which on a study is young enough.
static int32_t first_young_day(
    const struct check_settings *settings, const struct check_rule *rule, int32_t day)
{
    return day - (int32_t)((int64_t)check_rule_value(settings, rule, 0) * 365 / 12);
}

static bool is_on_old_study(
    const struct check *check, const struct check_rule *rule, const struct offer_decision *decision)
{
    return has_result(decision) &&
           decision->study_ran_on < first_young_day(check->settings, rule, check->organisation->day);
}

static enum error find_on_old_study(struct check *check, const struct check_rule *rule)
{
    return price_decision_find(check, rule, is_on_old_study);
}

static void describe_on_old_study(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct offer_decision *decision = price_decision_of(report, finding);
    buffer_print(output, "The study that it rests on (%.*s) was run on ", TEXT_PRINT(decision->study));
    phrase_date(decision->study_ran_on, output);
    buffer_string(output, "; ");
    phrase_count(check_rule_value(report->settings, finding->rule, 0), "month is", "months are", output);
    buffer_string(output, " the most.");
}

static void advise_on_old_study(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct text study = price_decision_of(report, finding)->study;
    buffer_print(output,
        "Bring newer data and run it again (`tandem act %.*s run`); then see whether the price still fits "
        "what it says: `tandem show %.*s`.",
        TEXT_PRINT(study), TEXT_PRINT(study));
}

static bool is_on_changed_study(
    const struct check *check, const struct check_rule *rule, const struct offer_decision *decision)
{
    (void)check;
    (void)rule;
    return has_result(decision) && decision->study_is_changed;
}

static enum error find_on_changed_study(struct check *check, const struct check_rule *rule)
{
    return price_decision_find(check, rule, is_on_changed_study);
}

static void describe_on_changed_study(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct offer_decision *decision = price_decision_of(report, finding);
    buffer_print(output,
        "The data or the specification of the study that it rests on (%.*s) are not those that it ran with "
        "on ",
        TEXT_PRINT(decision->study));
    phrase_date(decision->study_ran_on, output);
    buffer_character(output, '.');
}

static void advise_on_changed_study(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct text study = price_decision_of(report, finding)->study;
    buffer_print(output, "Run it again: `tandem act %.*s run`; then see whether the price still fits.",
        TEXT_PRINT(study));
}

static bool is_on_refusal(
    const struct check *check, const struct check_rule *rule, const struct offer_decision *decision)
{
    (void)check;
    (void)rule;
    return decision->status == PRICE_DECISION_APPROVED && has_result(decision) && decision->study_is_refused;
}

static enum error find_on_refusal(struct check *check, const struct check_rule *rule)
{
    return price_decision_find(check, rule, is_on_refusal);
}

static void describe_on_refusal(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    buffer_print(output,
        "It was approved with the study %.*s, which gives no recommendation: its data cannot carry one.",
        TEXT_PRINT(price_decision_of(report, finding)->study));
}

static void advise_on_refusal(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    buffer_print(output,
        "`tandem show %.*s` says what to collect; run it again with that, and decide anew. Or waive the "
        "finding with the other grounds that there were.",
        TEXT_PRINT(price_decision_of(report, finding)->study));
}

static const struct check_rule rules[] = {
    {
        .identifier = "price-decision-without-study",
        .name = "Price decision without a study",
        .severity = SEVERITY_WARNING,
        .why =
            "Prices are set from how demand answers to them, with the reasoning behind every figure (S0). A "
            "figure without a study is a guess, and may be a good one; that it is one has to be seen.",
        .example =
            "Pro at 29 EUR was approved because it sounds right: a warning. With a study that ran: none.",
        .ask = "Whom the map makes accountable for pricing over the product.",
        .find = find_without_study,
        .accountable = price_decision_ask,
        .describe = describe_without_study,
        .advise = advise_without_study,
        .activity = ACTIVITY_PRICING,
    },
    {
        .identifier = "price-study-old",
        .name = "Price decision on an old study",
        .severity = SEVERITY_INFO,
        .why = "How demand answers changes with rivals and habits, and a price is only as good as what it "
               "was set "
               "from (S0).",
        .example = "The price rests on a study of thirteen months ago: a note. Run again last month: none.",
        .ask = "Whom the map makes accountable for pricing over the product.",
        .parameters = old_parameters,
        .parameter_count = sizeof old_parameters / sizeof *old_parameters,
        .find = find_on_old_study,
        .accountable = price_decision_ask,
        .describe = describe_on_old_study,
        .advise = advise_on_old_study,
        .activity = ACTIVITY_PRICING,
    },
    {
        .identifier = "price-study-changed",
        .name = "Price decision on a study that changed since",
        .severity = SEVERITY_WARNING,
        .why = "A result belongs to the data and the model that it came from (S0: the reasoning behind every "
               "figure). When rows were added or the model was changed, nobody knows what it would say now.",
        .example = "The sales of the autumn were added to the data set after the study ran: a warning.",
        .ask = "Whom the map makes accountable for pricing over the product.",
        .find = find_on_changed_study,
        .accountable = price_decision_ask,
        .describe = describe_on_changed_study,
        .advise = advise_on_changed_study,
        .activity = ACTIVITY_PRICING,
    },
    {
        .identifier = "price-study-refused",
        .name = "Price decision on a refused study",
        .severity = SEVERITY_WARNING,
        .why =
            "Where the data cannot carry an answer, the study says so and what to collect. A price that is "
            "approved in its name claims a reasoning that is not there (S0).",
        .example = "Sales with a single price in two years refuse an elasticity, and the price was raised in "
                   "their name: a warning.",
        .ask = "Whom the map makes accountable for pricing over the product.",
        .find = find_on_refusal,
        .accountable = price_decision_ask,
        .describe = describe_on_refusal,
        .advise = advise_on_refusal,
        .activity = ACTIVITY_PRICING,
    },
};
const struct check_family check_price_studies = {rules, sizeof rules / sizeof *rules};
