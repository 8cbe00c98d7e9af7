// SPDX-License-Identifier: Apache-2.0
// Rules about people: more time than there is, too many products, who has left.
#include "check/ask.h"
#include "check/phrase.h"
#include "check/rule.h"

static bool assignment_is_of(const struct organisation *organisation, uint32_t assignment, uint32_t person)
{
    return organisation->assignments[assignment].person == person &&
           organisation_assignment_is_active(&organisation->assignments[assignment], organisation->day);
}

static enum error find_overload(struct check *check, const struct check_rule *rule)
{
    const struct organisation *organisation = check->organisation;
    int32_t *shares = arena_array(check->arena, int32_t, organisation->person_count);
    if (!shares) return ERROR_MEMORY;
    for (uint32_t i = 0; i < organisation->assignment_count; i++) {
        const struct organisation_assignment *assignment = &organisation->assignments[i];
        if (assignment->person < organisation->person_count && assignment->share > 0 &&
            organisation_assignment_is_active(assignment, organisation->day))
            shares[assignment->person] += assignment->share;
    }
    for (uint32_t person = 0; person < organisation->person_count; person++) {
        if (shares[person] <= 100) continue;
        if (organisation_person_has_left(&organisation->people[person], organisation->day)) continue;
        enum error error = check_add(check, rule,
            (struct finding){
                .index = person,
                .product = ORGANISATION_NONE,
                .number = shares[person],
                .severity = (uint8_t)check_rule_severity(check->settings, rule),
                .subject = SUBJECT_PERSON,
                .role = ROLE_COUNT,
            });
        if (error) return error;
    }
    return ERROR_NONE;
}

static void describe_overload(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct organisation *organisation = report->organisation;
    uint32_t count = 0, position = 0;
    for (uint32_t i = 0; i < organisation->assignment_count; i++)
        count += assignment_is_of(organisation, i, finding->index) && organisation->assignments[i].share > 0;
    buffer_print(output, "%d percent of the time is given away: ", finding->number);
    for (uint32_t i = 0; i < organisation->assignment_count; i++) {
        if (!assignment_is_of(organisation, i, finding->index) || organisation->assignments[i].share <= 0)
            continue;
        if (!phrase_list_item(position++, count, output)) break;
        buffer_print(output, "%d as ", organisation->assignments[i].share);
        phrase_assignment(organisation, i, output);
    }
    buffer_character(output, '.');
}

static void advise_overload(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct organisation *organisation = report->organisation;
    const struct organisation_assignment *largest = NULL;
    for (uint32_t i = 0; i < organisation->assignment_count; i++)
        if (assignment_is_of(organisation, i, finding->index) &&
            (!largest || organisation->assignments[i].share > largest->share))
            largest = &organisation->assignments[i];
    if (!largest) return;
    const int32_t enough = largest->share - (finding->number - 100);
    buffer_print(output,
        "Lower the shares by %d in all, or end an assignment, for example: `tandem set %.*s share=%d`.",
        finding->number - 100, TEXT_PRINT(largest->key), enough > 0 ? enough : 0);
}

static uint32_t ask_the_manager(const struct check_report *report, const struct finding *finding)
{
    return ask_manager(report, finding->index);
}

static const struct check_parameter span_parameters[] = {
    {"product_manager", "How many products one product manager may hold.", 5, 0, 100000, false},
    {"product_marketing_manager", "How many products one product marketing manager may hold.", 15, 0, 100000,
        false},
};
static const enum people_role span_roles[] = {ROLE_PRODUCT_MANAGER, ROLE_PRODUCT_MARKETING_MANAGER};

struct span {
    int32_t products;
    uint32_t last; // the product with the highest key: the one to hand over first
};

static enum error find_wide_spans(struct check *check, const struct check_rule *rule)
{
    const struct organisation *organisation = check->organisation;
    struct span *spans = arena_array(check->arena, struct span, organisation->person_count);
    if (!spans) return ERROR_MEMORY;
    for (size_t kind = 0; kind < sizeof span_roles / sizeof *span_roles; kind++) {
        memset(spans, 0, organisation->person_count * sizeof *spans);
        for (uint32_t product = 0; product < organisation->product_count; product++) {
            if (!product_is_checked(organisation, product)) continue;
            const struct resolution_holders holders =
                resolution_product_holders(check->resolution, product, span_roles[kind]);
            for (uint32_t i = 0; i < holders.count; i++) {
                struct span *span = &spans[holders.people[i]];
                if (span->products++ == 0 || organisation_compare_keys(organisation->products[span->last].key,
                                                 organisation->products[product].key) < 0)
                    span->last = product;
            }
        }
        for (uint32_t person = 0; person < organisation->person_count; person++) {
            if (spans[person].products <= check_rule_value(check->settings, rule, kind)) continue;
            enum error error = check_add(check, rule,
                (struct finding){
                    .index = person,
                    .product = ORGANISATION_NONE,
                    .other = spans[person].last,
                    .number = spans[person].products,
                    .severity = (uint8_t)check_rule_severity(check->settings, rule),
                    .subject = SUBJECT_PERSON,
                    .role = (uint8_t)span_roles[kind],
                });
            if (error) return error;
        }
    }
    return ERROR_NONE;
}

static void describe_wide_span(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct check_rule *rule = finding->rule;
    const size_t kind = finding->role == ROLE_PRODUCT_MANAGER ? 0 : 1;
    buffer_print(output, "One person is %s of ", people_role_words((enum people_role)finding->role));
    phrase_count(finding->number, "product", "products", output);
    buffer_print(output, "; %d is the most for this role.", check_rule_value(report->settings, rule, kind));
}

static void advise_wide_span(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct organisation *organisation = report->organisation;
    const size_t kind = finding->role == ROLE_PRODUCT_MANAGER ? 0 : 1;
    const int32_t most = check_rule_value(report->settings, finding->rule, kind);
    const enum people_role role = (enum people_role)finding->role;
    const uint32_t scope = organisation_scope_of_product(organisation, finding->other);
    buffer_string(output, "Give ");
    phrase_count(finding->number - most, "product", "products", output);
    buffer_string(output, " to somebody else, for example ");
    buffer_text(output, organisation->products[finding->other].name);
    buffer_string(output, ": ");
    phrase_assigning(organisation, role, scope, output);
    phrase_ending_of(report, finding->other, role, finding->index, output);
    buffer_print(output, ". If that is the span you want, raise check.too-many-products.%s.",
        finding->rule->parameters[kind].name);
}

static enum error find_departed(struct check *check, const struct check_rule *rule)
{
    const struct organisation *organisation = check->organisation;
    // Besides the roles on the map those that findings are put to.
    const unsigned roles = check_roles_accountable(organisation) | 1U << ROLE_GENERAL_MANAGER |
                           1U << ROLE_HEAD_OF_PRODUCT_MANAGEMENT | 1U << ROLE_HEAD_OF_PRODUCT_MARKETING |
                           1U << ROLE_HEAD_OF_ENGINEERING | 1U << ROLE_PRODUCT_MANAGER |
                           1U << ROLE_PRODUCT_MARKETING_MANAGER;
    for (uint32_t i = 0; i < organisation->assignment_count; i++) {
        const struct organisation_assignment *assignment = &organisation->assignments[i];
        if (!check_assignment_is_active(organisation, i) || !(roles & (1U << assignment->role))) continue;
        if (!organisation_person_has_left(&organisation->people[assignment->person], organisation->day))
            continue;
        enum error error = check_add(check, rule,
            (struct finding){
                .index = i,
                .product = check_assignment_product(organisation, i),
                .severity = (uint8_t)check_rule_severity(check->settings, rule),
                .subject = SUBJECT_ASSIGNMENT,
                .role = assignment->role,
            });
        if (error) return error;
    }
    return ERROR_NONE;
}

static void describe_departed(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct organisation *organisation = report->organisation;
    const struct organisation_assignment *assignment = &organisation->assignments[finding->index];
    phrase_person(organisation, assignment->person, output);
    buffer_string(output, " left on ");
    phrase_date(organisation->people[assignment->person].left_on, output);
    buffer_string(output, " and is still assigned as ");
    phrase_assignment(organisation, finding->index, output);
    buffer_string(output, ". ");
    const struct resolution_holders holders =
        resolution_holders(report->resolution, assignment->scope, (enum people_role)assignment->role);
    if (holders.count == 0) {
        buffer_string(output, "Nobody else holds the role there.");
        return;
    }
    buffer_string(output, "The role has fallen to ");
    for (uint32_t i = 0; phrase_list_item(i, holders.count, output); i++)
        phrase_person(organisation, holders.people[i], output);
    buffer_character(output, '.');
}

static void advise_departed(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct organisation *organisation = report->organisation;
    const struct organisation_assignment *assignment = &organisation->assignments[finding->index];
    const int32_t left_on = organisation->people[assignment->person].left_on;
    buffer_print(output, "End the assignment: `tandem set %.*s to_on=", TEXT_PRINT(assignment->key));
    phrase_date(assignment->from_on != ORGANISATION_NO_DATE && assignment->from_on >= left_on
                    ? assignment->from_on
                    : left_on - 1,
        output);
    buffer_string(output, "`; and name who follows: ");
    phrase_assigning(organisation, (enum people_role)assignment->role, assignment->scope, output);
    buffer_character(output, '.');
}

static uint32_t ask_about_departed(const struct check_report *report, const struct finding *finding)
{
    const struct organisation_assignment *assignment = &report->organisation->assignments[finding->index];
    const uint32_t above =
        ask_above(report, assignment->scope, (enum people_role)assignment->role, ORGANISATION_NONE);
    return above != ORGANISATION_NONE ? above : ask_manager(report, assignment->person);
}

static const struct check_rule rules[] = {
    {
        .identifier = "share-above-capacity",
        .name = "More than all of a person's time",
        .severity = SEVERITY_ERROR,
        .why =
            "Time management becomes an issue, and corners are cut somewhere (S0); what is dropped is not "
            "what one "
            "would choose (S4). The shares of all assignments that hold on the day are added up, also over "
            "different products and roles; an assignment without a share counts nothing.",
        .example = "Kiran gives 80 percent to product management of a line, 30 to the marketing of one "
                   "product and 20 "
                   "to research on another: 130 percent. At exactly 100 there is no finding.",
        .ask = "The person's manager, else the general manager of the person's unit.",
        .find = find_overload,
        .accountable = ask_the_manager,
        .describe = describe_overload,
        .advise = advise_overload,
    },
    {
        .identifier = "too-many-products",
        .name = "One person for too many products",
        .severity = SEVERITY_WARNING,
        .why = "Larger or more complex products need more than one person to cover everything (S2), and one "
               "person for "
               "many of them cuts corners on all (S0). Products count when the role falls to the person, "
               "directly or "
               "by a line, a unit or the company; retired products do not.",
        .example = "Jorun is product manager of two lines with six products that are not retired: one more "
                   "than five. "
                   "With five products there is no finding.",
        .ask = "The person's manager, else the general manager of the person's unit.",
        .parameters = span_parameters,
        .parameter_count = sizeof span_parameters / sizeof *span_parameters,
        .find = find_wide_spans,
        .accountable = ask_the_manager,
        .describe = describe_wide_span,
        .advise = advise_wide_span,
    },
    {
        .identifier = "accountable-person-left",
        .name = "Accountable person who has left",
        .severity = SEVERITY_ERROR,
        .why = "Roles before titles (S3): a role is held by somebody who is there. Who has left holds none, "
               "so that the "
               "role falls to somebody farther away, or to nobody, without anybody having decided so. Looked "
               "at are "
               "roles that the map makes accountable, product management and marketing, the heads and the "
               "general "
               "manager.",
        .example =
            "Pavel left last month. His assignment as product manager of Glasswater Lead has no last day, "
            "and so "
            "the product falls to the product manager of its line. When the assignment ended before he left, "
            "there is no finding.",
        .ask = "Whoever appoints to the role at that scope; else the manager of who left.",
        .find = find_departed,
        .accountable = ask_about_departed,
        .describe = describe_departed,
        .advise = advise_departed,
    },
};
const struct check_family check_people = {rules, sizeof rules / sizeof *rules};
