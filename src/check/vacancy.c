// SPDX-License-Identifier: Apache-2.0
// Rules about what nobody is accountable for: an activity, one side of a product.
#include "check/ask.h"
#include "check/phrase.h"
#include "check/rule.h"

enum vacancy_rule { RULE_GAP, RULE_WITHOUT_MANAGEMENT, RULE_WITHOUT_MARKETING, RULE_COUNT };
static const struct check_rule rules[RULE_COUNT];

// A severity for each horizon, by the horizon's number.
static const struct check_parameter management_parameters[HORIZON_COUNT] = {
    [HORIZON_CURRENT] = {"current", "Severity in the current horizon.", SEVERITY_WARNING, 0, 0, true},
    [HORIZON_NEXT] = {"next", "Severity in the next horizon.", SEVERITY_ERROR, 0, 0, true},
    [HORIZON_FUTURE] = {"future", "Severity in the future horizon.", SEVERITY_ERROR, 0, 0, true},
};
static const struct check_parameter marketing_parameters[HORIZON_COUNT] = {
    [HORIZON_CURRENT] = {"current", "Severity in the current horizon.", SEVERITY_ERROR, 0, 0, true},
    [HORIZON_NEXT] = {"next", "Severity in the next horizon.", SEVERITY_ERROR, 0, 0, true},
    [HORIZON_FUTURE] = {"future", "Severity in the future horizon.", SEVERITY_INFO, 0, 0, true},
};

// How bad it is that nobody does one side of the product.
static enum check_severity severity_without(const struct check_settings *settings,
    const struct check_rule *rule, const struct organisation_product *product)
{
    if (product->horizon < 0 || product->horizon >= HORIZON_COUNT) return SEVERITY_OFF;
    return check_rule_severity_by(settings, rule, (size_t)product->horizon);
}

static enum error find_without(struct check *check, const struct check_rule *rule, enum people_role role)
{
    const struct organisation *organisation = check->organisation;
    for (uint32_t product = 0; product < organisation->product_count; product++) {
        if (!product_is_checked(organisation, product)) continue;
        if (resolution_product_holders(check->resolution, product, role).count > 0) continue;
        enum error error = check_add(check, rule,
            (struct finding){
                .index = product,
                .product = product,
                .severity =
                    (uint8_t)severity_without(check->settings, rule, &organisation->products[product]),
                .subject = SUBJECT_PRODUCT,
                .role = (uint8_t)role,
            });
        if (error) return error;
    }
    return ERROR_NONE;
}

static enum error find_without_management(struct check *check, const struct check_rule *rule)
{
    return find_without(check, rule, ROLE_PRODUCT_MANAGER);
}

static enum error find_without_marketing(struct check *check, const struct check_rule *rule)
{
    return find_without(check, rule, ROLE_PRODUCT_MARKETING_MANAGER);
}

static void describe_without(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct organisation *organisation = report->organisation;
    const enum people_role role = (enum people_role)finding->role;
    buffer_print(output,
        "The product is in the %s horizon and nobody does product %s for it: no %s is assigned to it",
        product_horizons.choices[organisation->products[finding->index].horizon].code,
        role == ROLE_PRODUCT_MANAGER ? "management" : "marketing", people_role_words(role));
    phrase_places_around(organisation, finding->index, output);
    buffer_character(output, '.');
}

static void advise_without(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct organisation *organisation = report->organisation;
    const uint32_t line = organisation->products[finding->index].line;
    buffer_string(output, "Give somebody the role: ");
    phrase_assigning(organisation, (enum people_role)finding->role,
        organisation_scope_of_product(organisation, finding->index), output);
    if (line != ORGANISATION_NONE) {
        buffer_string(output, ", or for all of its line with");
        phrase_scope_argument(organisation, organisation_scope_of_line(organisation, line), output);
    }
    buffer_character(output, '.');
}

static uint32_t ask_who_appoints(const struct check_report *report, const struct finding *finding)
{
    if (finding->subject == SUBJECT_ACTIVITY)
        return ask_role(report, report->organisation->maps[finding->other].scope, ROLE_GENERAL_MANAGER);
    return ask_above(report, organisation_scope_of_product(report->organisation, finding->index),
        (enum people_role)finding->role, ORGANISATION_NONE);
}

// Activities that a map in force does not have. Without a map nothing is anybody's; the summary says that,
// once.
static enum error find_unplaced(struct check *check, const struct check_rule *rule)
{
    const struct organisation *organisation = check->organisation;
    for (uint32_t map = 0; map < organisation->map_count; map++) {
        if (organisation->maps[map].scope == ORGANISATION_NONE) continue;
        for (uint32_t i = 0; i < organisation->activity_count; i++) {
            uint32_t count;
            if (organisation_entries_of(organisation, map, i, &count)) continue;
            enum error error = check_add(check, rule,
                (struct finding){
                    .index = i,
                    .product = ORGANISATION_NONE,
                    .other = map,
                    .severity = (uint8_t)check_rule_severity(check->settings, rule),
                    .subject = SUBJECT_ACTIVITY,
                    .role = ROLE_COUNT,
                });
            if (error) return error;
        }
    }
    return ERROR_NONE;
}

// Does a rule of its own say already that nobody holds the role over the product?
static bool vacancy_is_said(const struct check *check, uint32_t product, enum people_role role)
{
    const struct check_rule *rule = NULL;
    if (role == ROLE_PRODUCT_MANAGER) rule = &rules[RULE_WITHOUT_MANAGEMENT];
    if (role == ROLE_PRODUCT_MARKETING_MANAGER) rule = &rules[RULE_WITHOUT_MARKETING];
    return rule &&
           severity_without(check->settings, rule, &check->organisation->products[product]) != SEVERITY_OFF;
}

static enum error find_gaps(struct check *check, const struct check_rule *rule)
{
    const struct organisation *organisation = check->organisation;
    enum error error = find_unplaced(check, rule);
    for (uint32_t product = 0; !error && product < organisation->product_count; product++) {
        if (!product_is_checked(organisation, product)) continue;
        const unsigned roles = resolution_product_roles(check->resolution, product);
        for (unsigned role = 0; !error && role < ROLE_COUNT; role++) {
            if (!(roles & (1U << role)) || vacancy_is_said(check, product, (enum people_role)role)) continue;
            if (resolution_product_holders(check->resolution, product, (enum people_role)role).count > 0)
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

static void describe_gap(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct organisation *organisation = report->organisation;
    const char *words = people_role_words((enum people_role)finding->role);
    if (finding->subject == SUBJECT_ACTIVITY) {
        const uint32_t scope = organisation->maps[finding->other].scope;
        buffer_string(output, "Nobody is accountable for it on any product");
        if (scope != ORGANISATION_COMPANY) {
            buffer_string(output, " of ");
            phrase_scope(organisation, scope, output);
        }
        buffer_string(output, ": ");
        phrase_map(organisation, finding->other, output);
        buffer_string(output, ", which is in force, does not have it.");
        return;
    }
    buffer_string(output, "Nobody is accountable for ");
    phrase_activities(report, finding->index, (enum people_role)finding->role, output);
    buffer_string(output, ": ");
    phrase_map(organisation, resolution_product_map(report->resolution, finding->index), output);
    buffer_print(output, " gives that to the %s, and no %s is assigned to the product", words, words);
    phrase_places_around(organisation, finding->index, output);
    buffer_character(output, '.');
}

static void advise_gap(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct organisation *organisation = report->organisation;
    if (finding->subject != SUBJECT_ACTIVITY) {
        advise_without(report, finding, output);
        return;
    }
    buffer_print(output,
        "Give it a place on the map: `tandem set map-entries map=%.*s activity=%.*s side=pm "
        "accountable=product_manager`.",
        TEXT_PRINT(organisation->maps[finding->other].key),
        TEXT_PRINT(organisation->activities[finding->index].key));
}

static const struct check_rule rules[RULE_COUNT] = {
    [RULE_GAP] =
        {
            .identifier = "activity-without-accountable",
            .name = "Activity without an accountable person",
            .severity = SEVERITY_ERROR,
            .why = "What nobody is accountable for is not done, or is done twice. Two roles side by side "
                   "work when the "
                   "expectations of each are clear (S0), and the map is only a poster as long as a role on "
                   "it has no "
                   "holder. One finding for each product and role names all the activities; where a rule of "
                   "its own "
                   "says that a product has no product management or marketing, this one is silent.",
            .example = "The map gives Type approval to the head of engineering. The line Frost belongs to no "
                       "unit, and "
                       "nobody is head of engineering of the company: each product of the line gets this "
                       "finding. An "
                       "activity that the map does not have at all gets one for itself.",
            .ask = "Whoever appoints to the role around the product: the head of product management, for "
                   "product "
                   "marketing its head, for heads the general manager. For an activity that the map does not "
                   "have, the "
                   "general manager of the company.",
            .find = find_gaps,
            .accountable = ask_who_appoints,
            .describe = describe_gap,
            .advise = advise_gap,
        },
    [RULE_WITHOUT_MANAGEMENT] =
        {
            .identifier = "product-without-management",
            .name = "Product without product management",
            .severity = SEVERITY_ERROR,
            .why = "Product management goes the full distance, from before conception to retirement (S2), "
                   "and works on "
                   "next and future products above all (S3): without it nobody decides what such a product "
                   "is to be. A "
                   "current product can live off what was decided, for a while.",
            .example =
                "Ramp Queue is being conceived. No product manager is assigned to it, to its line, to the "
                "unit "
                "or to the company: an error. Wake Log has been delivered for years and has none either: a "
                "warning.",
            .ask = "The head of product management around the product, else the general manager.",
            .parameters = management_parameters,
            .parameter_count = HORIZON_COUNT,
            .find = find_without_management,
            .accountable = ask_who_appoints,
            .describe = describe_without,
            .advise = advise_without,
        },
    [RULE_WITHOUT_MARKETING] =
        {
            .identifier = "product-without-marketing",
            .name = "Product without product marketing",
            .severity = SEVERITY_ERROR,
            .why = "Product marketing looks after current and next products (S3), from just before they "
                   "reach customers "
                   "to the end of their life (S2). A great product is of little good when its market does "
                   "not know of "
                   "it (S2). On future products it is not engaged yet, so that there this is only for "
                   "information.",
            .example = "Trim Desk is being developed; its product marketing manager begins in three weeks: "
                       "until then "
                       "an error. Canal Gauge is only planned: information.",
            .ask = "The head of product marketing around the product, else the general manager.",
            .parameters = marketing_parameters,
            .parameter_count = HORIZON_COUNT,
            .find = find_without_marketing,
            .accountable = ask_who_appoints,
            .describe = describe_without,
            .advise = advise_without,
        },
};
const struct check_family check_vacancy = {rules, RULE_COUNT};
