// SPDX-License-Identifier: Apache-2.0
// Rules about hand-offs between the roles: late, sent back and forth, for nobody, not made at all.
#include "check/ask.h"
#include "check/phrase.h"
#include "check/rule.h"

static const struct alignment_hand_off *hand_off_of(
    const struct check_report *report, const struct finding *finding)
{
    return &report->alignment->hand_offs[finding->index];
}

static bool person_is_there(const struct organisation *organisation, uint32_t person)
{
    return person != ORGANISATION_NONE &&
           !organisation_person_has_left(&organisation->people[person], organisation->day);
}

// Every hand-off of a product that is looked at, for which the condition gives true.
static enum error find_hand_offs(struct check *check, const struct check_rule *rule,
    bool (*is_one)(
        const struct check *check, const struct check_rule *rule, const struct alignment_hand_off *hand_off))
{
    enum error error = ERROR_NONE;
    for (uint32_t i = 0; !error && i < check->alignment->hand_off_count; i++) {
        const struct alignment_hand_off *hand_off = &check->alignment->hand_offs[i];
        if (hand_off->product == ORGANISATION_NONE ||
            !product_is_checked(check->organisation, hand_off->product))
            continue;
        if (is_one(check, rule, hand_off))
            error = check_add(
                check, rule, check_finding(check, rule, SUBJECT_HAND_OFF, i, hand_off->product, ROLE_COUNT));
    }
    return error;
}

// Who has it now: the taker while it is offered, else who hands over; by role where no person is named.
static uint32_t ask_holder(const struct check_report *report, const struct finding *finding)
{
    const struct alignment_hand_off *hand_off = hand_off_of(report, finding);
    const bool is_offered = hand_off->status == HAND_OFF_STATUS_OFFERED;
    const uint32_t person = is_offered ? hand_off->to_person : hand_off->from_person;
    const uint32_t scope = organisation_scope_of_product(report->organisation, hand_off->product);
    const enum people_role role = (enum people_role)(is_offered ? hand_off->to_role : hand_off->from_role);
    if (person_is_there(report->organisation, person)) return person;
    if (role >= ROLE_COUNT) return ORGANISATION_NONE;
    const uint32_t holder = ask_role(report, scope, role);
    return holder != ORGANISATION_NONE ? holder : ask_above(report, scope, role, ORGANISATION_NONE);
}

static bool is_overdue(
    const struct check *check, const struct check_rule *rule, const struct alignment_hand_off *hand_off)
{
    (void)rule;
    return hand_off->due_on != ORGANISATION_NO_DATE && hand_off->due_on < check->organisation->day &&
           hand_off->status != HAND_OFF_STATUS_ACCEPTED && hand_off->status != HAND_OFF_STATUS_WITHDRAWN;
}

static enum error find_overdue(struct check *check, const struct check_rule *rule)
{
    return find_hand_offs(check, rule, is_overdue);
}

static void describe_overdue(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct alignment_hand_off *hand_off = hand_off_of(report, finding);
    buffer_print(output, "The hand-off from the %s to the %s over ",
        people_role_words((enum people_role)hand_off->from_role),
        people_role_words((enum people_role)hand_off->to_role));
    phrase_scope(
        report->organisation, organisation_scope_of_product(report->organisation, hand_off->product), output);
    buffer_string(output, " was due on ");
    phrase_date(hand_off->due_on, output);
    if (hand_off->status == HAND_OFF_STATUS_OFFERED)
        buffer_string(output, " and is not answered.");
    else if (hand_off->status == HAND_OFF_STATUS_RETURNED)
        buffer_string(output, "; it was returned and not offered again.");
    else
        buffer_string(output, " and is not offered yet.");
    if (hand_off->open_items)
        buffer_print(output, " %u of %u things on its checklist are not there.", hand_off->open_items,
            hand_off->items);
}

static void advise_overdue(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct alignment_hand_off *hand_off = hand_off_of(report, finding);
    const struct text key = hand_off->key;
    if (hand_off->status == HAND_OFF_STATUS_OFFERED)
        buffer_print(output, "Answer it: `tandem act %.*s accept` or `tandem act %.*s return reason=REASON`",
            TEXT_PRINT(key), TEXT_PRINT(key));
    else
        buffer_print(output, "Offer it: `tandem act %.*s offer`", TEXT_PRINT(key));
    buffer_print(output, "; or agree on another day: `tandem set %.*s due_on=YYYY-MM-DD`.", TEXT_PRINT(key));
}

static const struct check_parameter return_parameters[] = {
    {"times", "From how many returns on it is said.", 2, 1, 1000, false},
};

static bool is_returned_often(
    const struct check *check, const struct check_rule *rule, const struct alignment_hand_off *hand_off)
{
    return hand_off->returns >= check_rule_value(check->settings, rule, 0) &&
           hand_off->status != HAND_OFF_STATUS_ACCEPTED && hand_off->status != HAND_OFF_STATUS_WITHDRAWN;
}

static enum error find_returned(struct check *check, const struct check_rule *rule)
{
    return find_hand_offs(check, rule, is_returned_often);
}

static void describe_returned(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct alignment_hand_off *hand_off = hand_off_of(report, finding);
    buffer_print(output, "Returned %d times by the %s; the two roles do not agree on what has to be there.",
        hand_off->returns, people_role_words((enum people_role)hand_off->to_role));
}

static void advise_returned(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    buffer_print(output,
        "Sit down together and write into the checklist what is missing: `tandem set hand-off-items "
        "hand_off=%.*s name=WHAT`; then offer it again.",
        TEXT_PRINT(hand_off_of(report, finding)->key));
}

// Who stands above both: the general manager, else the head of the side that hands over.
static uint32_t ask_above_both(const struct check_report *report, const struct finding *finding)
{
    const uint32_t scope =
        organisation_scope_of_product(report->organisation, hand_off_of(report, finding)->product);
    const uint32_t general = ask_role(report, scope, ROLE_GENERAL_MANAGER);
    return general != ORGANISATION_NONE ? general : ask_holder(report, finding);
}

static bool has_no_taker(
    const struct check *check, const struct check_rule *rule, const struct alignment_hand_off *hand_off)
{
    (void)rule;
    if (hand_off->status == HAND_OFF_STATUS_ACCEPTED || hand_off->status == HAND_OFF_STATUS_WITHDRAWN)
        return false;
    if (person_is_there(check->organisation, hand_off->to_person)) return false;
    return hand_off->to_role >= ROLE_COUNT || resolution_product_holders(check->resolution, hand_off->product,
                                                  (enum people_role)hand_off->to_role)
                                                      .count == 0;
}

static enum error find_takerless(struct check *check, const struct check_rule *rule)
{
    return find_hand_offs(check, rule, has_no_taker);
}

static void describe_takerless(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct alignment_hand_off *hand_off = hand_off_of(report, finding);
    const enum people_role role = (enum people_role)hand_off->to_role;
    buffer_string(output, "Nobody is there to take it: ");
    if (hand_off->to_person != ORGANISATION_NONE) {
        phrase_person(report->organisation, hand_off->to_person, output);
        buffer_string(output, ", who was asked, has left, and ");
    }
    buffer_print(output, "no %s is assigned to the product", people_role_words(role));
    phrase_places_around(report->organisation, hand_off->product, output);
    buffer_character(output, '.');
}

static void advise_takerless(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct alignment_hand_off *hand_off = hand_off_of(report, finding);
    buffer_string(output, "Give somebody the role: ");
    phrase_assigning(report->organisation, (enum people_role)hand_off->to_role,
        organisation_scope_of_product(report->organisation, hand_off->product), output);
    buffer_print(
        output, "; or name who takes it: `tandem set %.*s to_person=KEY`.", TEXT_PRINT(hand_off->key));
}

static uint32_t ask_who_appoints(const struct check_report *report, const struct finding *finding)
{
    const struct alignment_hand_off *hand_off = hand_off_of(report, finding);
    return ask_above(report, organisation_scope_of_product(report->organisation, hand_off->product),
        (enum people_role)hand_off->to_role, ORGANISATION_NONE);
}

// Is it one from product management to product marketing that counts?
static bool is_brief(const struct alignment_hand_off *hand_off)
{
    return hand_off->to_role == ROLE_PRODUCT_MARKETING_MANAGER &&
           hand_off->status != HAND_OFF_STATUS_WITHDRAWN && hand_off->product != ORGANISATION_NONE;
}

static enum error find_unbriefed(struct check *check, const struct check_rule *rule)
{
    const struct organisation *organisation = check->organisation;
    const struct alignment *alignment = check->alignment;
    bool *briefed = arena_array(check->arena, bool, organisation->product_count);
    bool is_used = false;
    enum error error = briefed ? ERROR_NONE : ERROR_MEMORY;
    for (uint32_t i = 0; !error && i < alignment->hand_off_count; i++) {
        if (!is_brief(&alignment->hand_offs[i])) continue;
        briefed[alignment->hand_offs[i].product] = true;
        is_used = true;
    }
    for (uint32_t product = 0; !error && is_used && product < organisation->product_count; product++) {
        if (briefed[product] || organisation->products[product].horizon != HORIZON_NEXT) continue;
        if (!product_is_checked(organisation, product)) continue;
        if (resolution_product_holders(check->resolution, product, ROLE_PRODUCT_MARKETING_MANAGER).count == 0)
            continue;
        error =
            check_add(check, rule, check_finding(check, rule, SUBJECT_PRODUCT, product, product, ROLE_COUNT));
    }
    return error;
}

static void describe_unbriefed(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct resolution_holders holders =
        resolution_product_holders(report->resolution, finding->index, ROLE_PRODUCT_MARKETING_MANAGER);
    buffer_string(output, "The product is in the next horizon, where both roles work on it, and nothing was "
                          "handed over to its product marketing");
    for (uint32_t i = 0; holders.count && phrase_list_item(i, holders.count, output); i++) {
        if (i == 0) buffer_string(output, ", ");
        phrase_person(report->organisation, holders.people[i], output);
    }
    buffer_character(output, '.');
}

static void advise_unbriefed(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    buffer_print(output,
        "Hand over what it can do: `tandem set hand-offs record=%.*s kind=capability_brief title=TITLE "
        "from_role=product_manager to_role=product_marketing_manager due_on=YYYY-MM-DD`.",
        TEXT_PRINT(report->organisation->products[finding->index].key));
}

static uint32_t ask_product_manager(const struct check_report *report, const struct finding *finding)
{
    const uint32_t scope = organisation_scope_of_product(report->organisation, finding->index);
    const uint32_t person = ask_role(report, scope, ROLE_PRODUCT_MANAGER);
    return person != ORGANISATION_NONE ? person
                                       : ask_above(report, scope, ROLE_PRODUCT_MANAGER, ORGANISATION_NONE);
}

static const struct check_rule rules[] = {
    {
        .identifier = "hand-off-overdue",
        .name = "Hand-off overdue",
        .severity = SEVERITY_WARNING,
        .why =
            "Product managers deliver the next products, product marketing managers plan and execute their "
            "way to market (S3): what passes between them has a day, because a launch hangs on it. A "
            "draft, an offer without an answer and one that came back all count.",
        .example =
            "The capability brief of Trim Desk was offered a month ago and due last week: a warning to "
            "who is asked to take it. Due today: none.",
        .ask = "Who has it: the taker while it is offered, else who hands over; where they have left, who "
               "holds the role.",
        .find = find_overdue,
        .accountable = ask_holder,
        .describe = describe_overdue,
        .advise = advise_overdue,
    },
    {
        .identifier = "hand-off-returned",
        .name = "Hand-off returned again and again",
        .severity = SEVERITY_WARNING,
        .why =
            "Placing an item was never argued about where partnerships were good (S0). Something that goes "
            "back and forth between two roles shows expectations that are not clear.",
        .example =
            "The brief of Canal Gauge came back twice, each time for want of a price: a warning. Once: "
            "none.",
        .ask = "The general manager around the product, who stands above both; else who has it.",
        .parameters = return_parameters,
        .parameter_count = sizeof return_parameters / sizeof *return_parameters,
        .find = find_returned,
        .accountable = ask_above_both,
        .describe = describe_returned,
        .advise = advise_returned,
    },
    {
        .identifier = "hand-off-without-taker",
        .name = "Hand-off without a taker",
        .severity = SEVERITY_ERROR,
        .why = "It does little good to create a great product when nobody tells its market (S2). What is "
               "handed to a role without a holder is handed to nobody.",
        .example =
            "The brief of Ramp Queue is offered to product marketing, its product marketing manager has "
            "left, and no other is assigned: an error. When the head named somebody as taker, there is "
            "none.",
        .ask = "Whoever appoints to the taking role around the product.",
        .find = find_takerless,
        .accountable = ask_who_appoints,
        .describe = describe_takerless,
        .advise = advise_takerless,
    },
    {
        .identifier = "next-without-hand-off",
        .name = "Next product without a hand-off to marketing",
        .severity = SEVERITY_INFO,
        .why = "The overlap of the two roles is the next products (S3): there product management hands over "
               "what the product can do. For information, and only where hand-offs to product marketing are "
               "in use at all, so that a company that hands over in another way is not flooded; silent "
               "where nobody could take it.",
        .example = "Three products of the line are being developed, and two of them have a capability brief: "
                   "one information, on the third. In a company without any hand-off there is none.",
        .ask = "The product manager, else whoever appoints one.",
        .find = find_unbriefed,
        .accountable = ask_product_manager,
        .describe = describe_unbriefed,
        .advise = advise_unbriefed,
    },
};
const struct check_family check_hand_offs = {rules, sizeof rules / sizeof *rules};
