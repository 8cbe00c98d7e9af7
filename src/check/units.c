// SPDX-License-Identifier: Apache-2.0
// The rule about the shape of a unit: a general manager and three heads.
#include "check/ask.h"
#include "check/phrase.h"
#include "check/rule.h"

static const enum people_role unit_roles[] = {ROLE_GENERAL_MANAGER, ROLE_HEAD_OF_PRODUCT_MANAGEMENT,
    ROLE_HEAD_OF_PRODUCT_MARKETING, ROLE_HEAD_OF_ENGINEERING};

static bool has_role(const struct check *check, uint32_t unit, enum people_role role)
{
    return resolution_holders(check->resolution, organisation_scope_of_unit(unit), role).count > 0;
}

// Has the unit taken the shape at all: does somebody hold one of the roles at the unit itself?
static bool is_shaped(const struct check *check, uint32_t unit)
{
    for (size_t i = 0; i < sizeof unit_roles / sizeof *unit_roles; i++)
        if (resolution_holders(check->resolution, organisation_scope_of_unit(unit), unit_roles[i]).scope ==
            organisation_scope_of_unit(unit))
            return true;
    return false;
}

static enum error find_incomplete(struct check *check, const struct check_rule *rule)
{
    const struct organisation *organisation = check->organisation;
    bool *has_products = arena_array(check->arena, bool, organisation->unit_count);
    enum error error = has_products ? ERROR_NONE : ERROR_MEMORY;
    for (uint32_t product = 0; !error && product < organisation->product_count; product++) {
        if (!product_is_checked(organisation, product)) continue;
        const uint32_t unit = organisation_unit_of_product(organisation, product);
        if (unit != ORGANISATION_NONE) has_products[unit] = true;
    }
    for (uint32_t unit = 0; !error && unit < organisation->unit_count; unit++) {
        if (!has_products[unit] || !is_shaped(check, unit)) continue;
        for (size_t i = 0; !error && i < sizeof unit_roles / sizeof *unit_roles; i++)
            if (!has_role(check, unit, unit_roles[i]))
                error = check_add(check, rule,
                    check_finding(check, rule, SUBJECT_UNIT, unit, ORGANISATION_NONE, unit_roles[i]));
    }
    return error;
}

static void describe_incomplete(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    (void)report;
    buffer_print(output, "The unit has products and no %s, nor has the company one that would do for it.",
        people_role_words((enum people_role)finding->role));
}

static void advise_incomplete(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    buffer_string(output, "Give somebody the role: ");
    phrase_assigning(report->organisation, (enum people_role)finding->role,
        organisation_scope_of_unit(finding->index), output);
    buffer_string(
        output, ". If the unit is meant to have another shape, set check.unit-incomplete.severity to off.");
}

static uint32_t ask_who_appoints(const struct check_report *report, const struct finding *finding)
{
    const uint32_t person = ask_above(report, organisation_scope_of_unit(finding->index),
        (enum people_role)finding->role, ORGANISATION_NONE);
    return person != ORGANISATION_NONE ? person
                                       : ask_role(report, ORGANISATION_COMPANY, ROLE_GENERAL_MANAGER);
}

static const struct check_rule rules[] = {
    {
        .identifier = "unit-incomplete",
        .name = "Unit without a general manager or one of the three heads",
        .severity = SEVERITY_INFO,
        .why = "More and more companies have a general manager who is responsible for a unit, with a head of "
               "product management, a head of product marketing and a head of engineering among the direct "
               "reports (S4). Other shapes are possible, so this is for information, and only said of units "
               "where "
               "somebody holds one of these roles: a unit without any of them has another shape. It counts "
               "when a "
               "product that is not retired belongs to it; somebody who holds the role for the whole company "
               "holds it for the unit.",
        .example = "The unit Growing has products, a general manager and two heads, and nobody is head of "
                   "product marketing: one information. When the company has one, there is none.",
        .ask = "The general manager of the unit, else of the company.",
        .find = find_incomplete,
        .accountable = ask_who_appoints,
        .describe = describe_incomplete,
        .advise = advise_incomplete,
    },
};
const struct check_family check_units = {rules, sizeof rules / sizeof *rules};
