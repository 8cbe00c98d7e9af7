// SPDX-License-Identifier: Apache-2.0
// The rule about time for a product: the share of a person's hours, divided by the products.
#include "check/ask.h"
#include "check/phrase.h"
#include "check/rule.h"

static const enum people_role hour_roles[] = {ROLE_PRODUCT_MANAGER, ROLE_PRODUCT_MARKETING_MANAGER};
static const struct check_parameter hour_parameters[] = {
    {"product_manager", "Least hours a week that a product manager has for one product.", 4, 0, 168, false},
    {"product_marketing_manager", "Least hours a week that a product marketing manager has for one product.",
        2, 0, 168, false},
};

// What one assignment spreads over: the products that are held by it.
struct spread {
    uint32_t products;
};

static enum error find_of_role(
    struct check *check, const struct check_rule *rule, size_t kind, struct spread *spreads)
{
    const struct organisation *organisation = check->organisation;
    const enum people_role role = hour_roles[kind];
    memset(spreads, 0, organisation->assignment_count * sizeof *spreads);
    for (uint32_t product = 0; product < organisation->product_count; product++) {
        if (!product_is_checked(organisation, product)) continue;
        const struct resolution_holders holders =
            resolution_product_holders(check->resolution, product, role);
        for (uint32_t i = 0; i < holders.count; i++)
            spreads[holders.assignments[i]].products++;
    }
    for (uint32_t i = 0; i < organisation->assignment_count; i++) {
        const struct organisation_assignment *assignment = &organisation->assignments[i];
        if (spreads[i].products == 0 || assignment->share < 0) continue;
        const int32_t capacity = check->alignment->people[assignment->person].capacity;
        if (capacity == ORGANISATION_NO_DATE) continue;
        // Hundredths of an hour a week for each product.
        const int64_t hours = (int64_t)capacity * assignment->share / 100 / spreads[i].products;
        if (hours >= (int64_t)check_rule_value(check->settings, rule, kind) * 100) continue;
        struct finding finding = check_finding(
            check, rule, SUBJECT_ASSIGNMENT, i, check_assignment_product(organisation, i), role);
        finding.number = (int32_t)hours;
        finding.other = spreads[i].products; // a number, not a record
        enum error error = check_add(check, rule, finding);
        if (error) return error;
    }
    return ERROR_NONE;
}

static enum error find_short_hours(struct check *check, const struct check_rule *rule)
{
    struct spread *spreads = arena_array(check->arena, struct spread, check->organisation->assignment_count);
    enum error error = spreads ? ERROR_NONE : ERROR_MEMORY;
    if (check->alignment->person_count == 0) return error;
    for (size_t kind = 0; !error && kind < sizeof hour_roles / sizeof *hour_roles; kind++)
        error = find_of_role(check, rule, kind, spreads);
    return error;
}

static size_t kind_of(const struct finding *finding)
{
    return finding->role == ROLE_PRODUCT_MANAGER ? 0 : 1;
}

static void describe_hours(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct organisation_assignment *assignment = &report->organisation->assignments[finding->index];
    const int32_t capacity = report->alignment->people[assignment->person].capacity;
    phrase_person(report->organisation, assignment->person, output);
    buffer_print(output, " has %d percent of %d.%02d hours a week as ", assignment->share, capacity / 100,
        capacity % 100);
    phrase_assignment(report->organisation, finding->index, output);
    buffer_string(output, ", for ");
    phrase_count(finding->other, "product", "products", output);
    buffer_print(output, ": %d.%02d hours for each, and %d are the least.", finding->number / 100,
        finding->number % 100, check_rule_value(report->settings, finding->rule, kind_of(finding)));
}

static void advise_hours(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct organisation_assignment *assignment = &report->organisation->assignments[finding->index];
    buffer_print(output,
        "Give more time to it: `tandem set %.*s share=PERCENT`; or fewer products: give the role over one of "
        "them to somebody else. If that is enough time, lower check.%s.%s.",
        TEXT_PRINT(assignment->key), finding->rule->identifier,
        finding->rule->parameters[kind_of(finding)].name);
}

static uint32_t ask_the_manager(const struct check_report *report, const struct finding *finding)
{
    return ask_manager(report, report->organisation->assignments[finding->index].person);
}

static const struct check_rule rules[] = {
    {
        .identifier = "too-few-hours",
        .name = "Too few hours for a product",
        .severity = SEVERITY_WARNING,
        .why =
            "Product management and product marketing are very demanding jobs, each in its own right (S4), "
            "and the development of a product is a vortex into which the time of whoever does both is "
            "pulled (S2). An hour a week for a product means that corners are cut (S0). The share of the "
            "assignment times the person's hours a week, divided by the products that are held by it; "
            "without a share or without hours nothing is said.",
        .example = "Rosa is product manager of a line with four products, for 30 percent of 40 hours: three "
                   "hours for each, a warning. With three products it is four hours, and there is none.",
        .ask = "The person's manager, else the general manager of the person's unit.",
        .parameters = hour_parameters,
        .parameter_count = sizeof hour_parameters / sizeof *hour_parameters,
        .find = find_short_hours,
        .accountable = ask_the_manager,
        .describe = describe_hours,
        .advise = advise_hours,
    },
};
const struct check_family check_hours = {rules, sizeof rules / sizeof *rules};
