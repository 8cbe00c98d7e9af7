// SPDX-License-Identifier: Apache-2.0
// Rules about too much accountability: several persons for one thing, one person on both sides.
#include "check/ask.h"
#include "check/phrase.h"
#include "check/rule.h"

static enum error find_conflicts(struct check *check, const struct check_rule *rule)
{
    const struct organisation *organisation = check->organisation;
    enum error error = ERROR_NONE;
    for (uint32_t product = 0; !error && product < organisation->product_count; product++) {
        if (!product_is_checked(organisation, product)) continue;
        const unsigned roles = resolution_product_roles(check->resolution, product);
        for (unsigned role = 0; !error && role < ROLE_COUNT; role++) {
            if (!(roles & (1U << role))) continue;
            if (resolution_product_holders(check->resolution, product, (enum people_role)role).count < 2)
                continue;
            error = check_add(check, rule,
                (struct finding){
                    .index = product,
                    .product = product,
                    .severity = (uint8_t)check_rule_severity(check->settings, rule),
                    .subject = SUBJECT_PRODUCT,
                    .role = (uint8_t)role,
                });
        }
    }
    return error;
}

static void describe_conflict(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct organisation *organisation = report->organisation;
    const enum people_role role = (enum people_role)finding->role;
    const struct resolution_holders holders =
        resolution_product_holders(report->resolution, finding->index, role);
    for (uint32_t i = 0; phrase_list_item(i, holders.count, output); i++)
        phrase_person(organisation, holders.people[i], output);
    buffer_print(output, " are each %s of ", people_role_words(role));
    phrase_scope(organisation, holders.scope, output);
    buffer_string(output, ", so that no single person is accountable for ");
    phrase_activities(report, finding->index, role, output);
    buffer_character(output, '.');
}

static void advise_conflict(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct organisation *organisation = report->organisation;
    const struct resolution_holders holders =
        resolution_product_holders(report->resolution, finding->index, (enum people_role)finding->role);
    buffer_string(output, "Keep one of the assignments ");
    for (uint32_t i = 0; phrase_list_item(i, holders.count, output); i++)
        buffer_text(output, organisation->assignments[holders.assignments[i]].key);
    buffer_string(output, " and end the others: ");
    phrase_ending(organisation, holders.assignments[holders.count - 1], output);
    buffer_character(output, '.');
}

static uint32_t ask_who_appoints(const struct check_report *report, const struct finding *finding)
{
    return ask_above(report, organisation_scope_of_product(report->organisation, finding->index),
        (enum people_role)finding->role, ORGANISATION_NONE);
}

static enum error find_duals(struct check *check, const struct check_rule *rule)
{
    const struct organisation *organisation = check->organisation;
    for (uint32_t product = 0; product < organisation->product_count; product++) {
        if (!product_is_checked(organisation, product)) continue;
        const struct resolution_holders management =
            resolution_product_holders(check->resolution, product, ROLE_PRODUCT_MANAGER);
        const struct resolution_holders marketing =
            resolution_product_holders(check->resolution, product, ROLE_PRODUCT_MARKETING_MANAGER);
        for (uint32_t i = 0; i < management.count; i++) {
            if (!resolution_holders_contain(marketing, management.people[i])) continue;
            enum error error = check_add(check, rule,
                (struct finding){
                    .index = product,
                    .product = product,
                    .other = management.people[i], // who holds both
                    .severity = (uint8_t)check_rule_severity(check->settings, rule),
                    .subject = SUBJECT_PRODUCT,
                    .role = ROLE_COUNT,
                });
            if (error) return error;
        }
    }
    return ERROR_NONE;
}

static void describe_dual(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct organisation *organisation = report->organisation;
    const struct resolution_holders management =
        resolution_product_holders(report->resolution, finding->index, ROLE_PRODUCT_MANAGER);
    const struct resolution_holders marketing =
        resolution_product_holders(report->resolution, finding->index, ROLE_PRODUCT_MARKETING_MANAGER);
    phrase_person(organisation, finding->other, output);
    buffer_string(output, " holds both roles over the product: product manager of ");
    phrase_scope(organisation, management.scope, output);
    buffer_string(output, " and product marketing manager of ");
    phrase_scope(organisation, marketing.scope, output);
    buffer_string(output, ". When time is short, marketing is what gives way.");
}

static void advise_dual(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct organisation *organisation = report->organisation;
    const uint32_t product = organisation_scope_of_product(organisation, finding->index);
    buffer_string(output, "Give one of the two roles to somebody else: ");
    phrase_assigning(organisation, ROLE_PRODUCT_MARKETING_MANAGER, product, output);
    phrase_ending_of(report, finding->index, ROLE_PRODUCT_MARKETING_MANAGER, finding->other, output);
    buffer_string(
        output, ". If one person is meant to hold both, set check.dual-role.severity to info or off.");
}

static void identify_other_person(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    buffer_text(output, report->organisation->people[finding->other].key);
}

static uint32_t ask_about_dual(const struct check_report *report, const struct finding *finding)
{
    const uint32_t scope = organisation_scope_of_product(report->organisation, finding->index);
    const uint32_t general = ask_role(report, scope, ROLE_GENERAL_MANAGER);
    if (general != ORGANISATION_NONE && general != finding->other) return general;
    return ask_above(report, scope, ROLE_PRODUCT_MANAGER, finding->other);
}

static const struct check_rule rules[] = {
    {
        .identifier = "activity-with-several-accountable",
        .name = "Activity with several accountable persons",
        .severity = SEVERITY_ERROR,
        .why = "Accountable is one person. Where two are, each can count on the other, and expectations are "
               "not clear "
               "(S0). Only those at the nearest scope count: somebody at the product wins over somebody at "
               "its line. "
               "One finding for each product and role names all the activities.",
        .example =
            "Elif and Giulia are both product managers of Berth Calendar, one since before the other came: "
            "nobody can say who decides on its roadmap. When Elif is product manager of the line and Giulia "
            "of "
            "the product, there is no conflict: Giulia is.",
        .ask = "Whoever appoints to the role around the product: the head of product management, for product "
               "marketing its head, for heads the general manager; else the general manager.",
        .find = find_conflicts,
        .accountable = ask_who_appoints,
        .describe = describe_conflict,
        .advise = advise_conflict,
    },
    {
        .identifier = "dual-role",
        .name = "One person on both sides",
        .severity = SEVERITY_WARNING,
        .why = "Both are demanding jobs with distinct skills. Unplanned work fills the day, and what is "
               "dropped is the "
               "marketing (S4); the two no longer keep each other honest, and one discipline is slashed at "
               "the expense "
               "of the other (S0). A small company may want it so all the same (S0, S2), and is told by this "
               "where.",
        .example = "Kiran is product manager of the line Orchard Software and product marketing manager of "
                   "its product "
                   "Cold Night: one warning on Cold Night, none on the other products of the line.",
        .ask = "The general manager around the product, else the head of product management.",
        .find = find_duals,
        .accountable = ask_about_dual,
        .describe = describe_dual,
        .advise = advise_dual,
        .identify = identify_other_person,
    },
};
const struct check_family check_accountability = {rules, sizeof rules / sizeof *rules};
