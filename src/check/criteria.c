// SPDX-License-Identifier: Apache-2.0
// Rules about the criteria of gates: evidence, and who signs.
#include "check/ask.h"
#include "check/phrase.h"
#include "check/rule.h"

// The product of the criterion's gate, or ORGANISATION_NONE when it is not looked at.
static uint32_t criterion_product(const struct check *check, const struct alignment_criterion *criterion)
{
    if (criterion->gate == ORGANISATION_NONE) return ORGANISATION_NONE;
    const uint32_t product = check->alignment->gates[criterion->gate].product;
    return product != ORGANISATION_NONE && product_is_checked(check->organisation, product)
               ? product
               : ORGANISATION_NONE;
}

static enum error find_unproven(struct check *check, const struct check_rule *rule)
{
    enum error error = ERROR_NONE;
    for (uint32_t i = 0; !error && i < check->alignment->criterion_count; i++) {
        const struct alignment_criterion *criterion = &check->alignment->criteria[i];
        if (criterion->status != CRITERION_GREEN || criterion->has_evidence) continue;
        const uint32_t product = criterion_product(check, criterion);
        if (product == ORGANISATION_NONE) continue;
        error = check_add(check, rule, check_finding(check, rule, SUBJECT_CRITERION, i, product, ROLE_COUNT));
    }
    return error;
}

static void describe_unproven(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct alignment_criterion *criterion = &report->alignment->criteria[finding->index];
    buffer_string(output, "The criterion of ");
    phrase_gate_title(report, criterion->gate, output);
    buffer_string(output, ", counts as met");
    if (criterion->signed_by != ORGANISATION_NONE) {
        buffer_string(output, ", signed by ");
        phrase_person(report->organisation, criterion->signed_by, output);
    }
    buffer_string(output, ", and nothing shows it.");
}

static void advise_unproven(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    buffer_print(output,
        "Sign it with evidence, a web address or a key: `tandem act %.*s sign evidence=WHERE`.",
        TEXT_PRINT(report->alignment->criteria[finding->index].key));
}

// The signer, while there still is one; else whom the map names.
static uint32_t ask_signer(const struct check_report *report, const struct finding *finding)
{
    const struct organisation *organisation = report->organisation;
    const struct alignment_criterion *criterion = &report->alignment->criteria[finding->index];
    if (criterion->signed_by != ORGANISATION_NONE &&
        !organisation_person_has_left(&organisation->people[criterion->signed_by], organisation->day))
        return criterion->signed_by;
    if (criterion->activity != ORGANISATION_NONE) {
        const struct resolution_result result =
            resolution_for(report->resolution, finding->product, criterion->activity);
        if (result.holders.count == 1) return result.holders.people[0];
    }
    return ask_activity(report, finding->product, "life_cycle_management");
}

static enum error find_unsignable(struct check *check, const struct check_rule *rule)
{
    enum error error = ERROR_NONE;
    for (uint32_t i = 0; !error && i < check->alignment->criterion_count; i++) {
        const struct alignment_criterion *criterion = &check->alignment->criteria[i];
        const uint32_t product = criterion_product(check, criterion);
        if (product == ORGANISATION_NONE || criterion->status == CRITERION_GREEN) continue;
        const uint8_t status = check->alignment->gates[criterion->gate].status;
        if (status != GATE_STATUS_OPEN && status != GATE_STATUS_HELD) continue;
        if (criterion->activity != ORGANISATION_NONE &&
            resolution_for(check->resolution, product, criterion->activity).holders.count == 1)
            continue;
        error = check_add(check, rule, check_finding(check, rule, SUBJECT_CRITERION, i, product, ROLE_COUNT));
    }
    return error;
}

static void describe_unsignable(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct organisation *organisation = report->organisation;
    const struct alignment_criterion *criterion = &report->alignment->criteria[finding->index];
    buffer_string(output, "Nobody alone can sign the criterion of ");
    phrase_gate_title(report, criterion->gate, output);
    if (criterion->activity == ORGANISATION_NONE) {
        buffer_string(output, ": its activity is not there any more.");
        return;
    }
    const struct resolution_result result =
        resolution_for(report->resolution, finding->product, criterion->activity);
    buffer_string(output, ": for the activity ");
    buffer_text(output, organisation->activities[criterion->activity].name);
    if (result.role == ROLE_COUNT)
        buffer_string(output, " the map names nobody.");
    else if (result.holders.count == 0)
        buffer_print(output, " the map names the %s, and nobody is, over this product and in this stage.",
            people_role_words(result.role));
    else
        buffer_print(output, " the map names the %s, and %u people are.", people_role_words(result.role),
            result.holders.count);
}

static void advise_unsignable(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct alignment_criterion *criterion = &report->alignment->criteria[finding->index];
    struct resolution_result result = {.role = ROLE_COUNT};
    if (criterion->activity != ORGANISATION_NONE)
        result = resolution_for(report->resolution, finding->product, criterion->activity);
    if (result.role < ROLE_COUNT) {
        buffer_string(output, "Give one person the role: ");
        phrase_assigning(report->organisation, result.role,
            organisation_scope_of_product(report->organisation, finding->product), output);
        buffer_string(output, "; or tie");
    } else {
        buffer_string(output, "Tie");
    }
    buffer_print(output, " the criterion to another activity: `tandem set %.*s activity=KEY`.",
        TEXT_PRINT(criterion->key));
}

static uint32_t ask_who_appoints(const struct check_report *report, const struct finding *finding)
{
    const struct alignment_criterion *criterion = &report->alignment->criteria[finding->index];
    const uint32_t scope = organisation_scope_of_product(report->organisation, finding->product);
    enum people_role role = ROLE_PRODUCT_MANAGER;
    if (criterion->activity != ORGANISATION_NONE)
        role = resolution_for(report->resolution, finding->product, criterion->activity).role;
    if (role == ROLE_COUNT) role = ROLE_PRODUCT_MANAGER;
    return ask_above(report, scope, role, ORGANISATION_NONE);
}

static const struct check_rule rules[] = {
    {
        .identifier = "criterion-without-evidence",
        .name = "Criterion met without evidence",
        .severity = SEVERITY_ERROR,
        .why = "Each side keeps the other honest (S0): that plans meet actual market needs, and that the "
               "product can do what is said of it, has to be seen and not believed. The program takes no "
               "signature without evidence; an import, or an older file, may bring one in.",
        .example = "The criterion Positioning tested with customers is green and has no evidence: an error. "
                   "With the key of a record or a web address there is none.",
        .ask = "Who signed; else the person whom the map names for the criterion's activity.",
        .find = find_unproven,
        .accountable = ask_signer,
        .describe = describe_unproven,
        .advise = advise_unproven,
    },
    {
        .identifier = "criterion-without-signer",
        .name = "Criterion that nobody can sign",
        .severity = SEVERITY_ERROR,
        .why = "A criterion is signed by the person whom the map makes accountable for its activity. Where "
               "the role has no holder, several, or is not engaged in the stage, the gate cannot be passed, "
               "and expectations are not clear (S0). Said of gates that are not decided.",
        .example = "The gate to launch asks for a signature under sales enablement, which the map gives to "
                   "product marketing, and nobody markets the product: an error on each such criterion.",
        .ask = "Whoever appoints to the role around the product.",
        .find = find_unsignable,
        .accountable = ask_who_appoints,
        .describe = describe_unsignable,
        .advise = advise_unsignable,
    },
};
const struct check_family check_criteria = {rules, sizeof rules / sizeof *rules};
