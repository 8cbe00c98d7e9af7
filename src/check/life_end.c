// SPDX-License-Identifier: Apache-2.0
// The rule about who decides the end of a product's life.
#include "check/ask.h"
#include "check/phrase.h"
#include "check/rule.h"

#define END_OF_LIFE "end_of_life_decision"

static enum error find_endless(struct check *check, const struct check_rule *rule)
{
    const struct organisation *organisation = check->organisation;
    const uint32_t activity = organisation_find_activity_code(organisation, END_OF_LIFE);
    if (activity == ORGANISATION_NONE) return ERROR_NONE;
    for (uint32_t product = 0; product < organisation->product_count; product++) {
        const uint8_t stage = organisation->products[product].stage;
        if (stage != STAGE_RETIRE && (stage != STAGE_DELIVER || !product_is_checked(organisation, product)))
            continue;
        const struct resolution_result result = resolution_for(check->resolution, product, activity);
        if (result.holders.count == 1) continue;
        // While it is delivered, rules of their own say that a role has no holder, or several: what is left
        // is a map that has the activity, but engages nobody now.
        const bool is_engaged = result.outcome == RESOLUTION_GAP || result.outcome == RESOLUTION_CONFLICT;
        if (stage == STAGE_DELIVER && is_engaged) continue;
        enum error error = check_add(
            check, rule, check_finding(check, rule, SUBJECT_PRODUCT, product, product, result.role));
        if (error) return error;
    }
    return ERROR_NONE;
}

static void describe_endless(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct organisation *organisation = report->organisation;
    const enum people_role role = (enum people_role)finding->role;
    const uint32_t activity = organisation_find_activity_code(organisation, END_OF_LIFE);
    const struct resolution_result result = resolution_for(report->resolution, finding->index, activity);
    buffer_print(output, "The product is in the stage %s and nobody alone decides about its end: ",
        product_stages.choices[organisation->products[finding->index].stage].code);
    if (role == ROLE_COUNT || result.outcome == RESOLUTION_ONE)
        buffer_string(output, "the map does not say whose decision that is.");
    else if (result.holders.count > 1)
        buffer_print(
            output, "the map gives that to the %s, and several people are.", people_role_words(role));
    else
        buffer_print(
            output, "the map gives that to the %s, and nobody is in this stage.", people_role_words(role));
}

static void advise_endless(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const enum people_role role =
        finding->role == ROLE_COUNT ? ROLE_PRODUCT_MANAGER : (enum people_role)finding->role;
    buffer_string(output, "Give one person the role: ");
    phrase_assigning(report->organisation, role,
        organisation_scope_of_product(report->organisation, finding->index), output);
    buffer_string(output, "; or let the map engage a role for " END_OF_LIFE " up to the last stage.");
}

static uint32_t ask_who_appoints(const struct check_report *report, const struct finding *finding)
{
    const enum people_role role =
        finding->role == ROLE_COUNT ? ROLE_PRODUCT_MANAGER : (enum people_role)finding->role;
    return ask_above(
        report, organisation_scope_of_product(report->organisation, finding->index), role, ORGANISATION_NONE);
}

static const struct check_rule rules[] = {
    {
        .identifier = "product-without-end-of-life-owner",
        .name = "Product without an owner of its end",
        .severity = SEVERITY_ERROR,
        .why = "Product management goes the full distance to the retirement of a product, and product "
               "marketing carries on through its end of life (S2). A product that customers still use cannot "
               "be ended by nobody. Looked at are products that are being retired; and of those that are "
               "delivered the ones for which the map engages nobody, because that a role has no holder is "
               "said by other rules.",
        .example =
            "Wake Log is being retired, and nobody is product manager of it, to whom the map gives the "
            "end-of-life decision: an error. A delivered product without one gets "
            "product-without-management, and not this.",
        .ask = "Whoever appoints to the role around the product.",
        .find = find_endless,
        .accountable = ask_who_appoints,
        .describe = describe_endless,
        .advise = advise_endless,
        .activity = END_OF_LIFE,
    },
};
const struct check_family check_life_end = {rules, sizeof rules / sizeof *rules};
