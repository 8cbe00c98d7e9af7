// SPDX-License-Identifier: Apache-2.0
// Rules about decisions on prices: outside of what was recommended, or made by somebody else than the map
// names. Looked at are those that are open, and the last that was approved about a plan, add-on or product.
#include "base/decimal.h"
#include "check/ask.h"
#include "check/phrase.h"
#include "check/price_decision_finding.h"
#include "check/rule.h"
#include "offer/amount.h"
#include "offer/price_decision.h"

// What the decision asks for: the price that came of it, where one is named in the same currency, else what
// was proposed.
static int64_t asked_amount(const struct offer *offer, const struct offer_decision *decision)
{
    if (decision->price != ORGANISATION_NONE) {
        const struct offer_price *price = &offer->prices[decision->price];
        if (price->amount >= 0 && price->list != ORGANISATION_NONE &&
            text_equal(offer->lists[price->list].currency, decision->currency))
            return price->amount;
    }
    return decision->amount;
}

static bool is_outside(
    const struct check *check, const struct check_rule *rule, const struct offer_decision *decision)
{
    (void)rule;
    const int64_t amount = asked_amount(check->offer, decision);
    if (amount < 0) return false;
    return (decision->low >= 0 && amount < decision->low) || (decision->high >= 0 && amount > decision->high);
}

static enum error find_outside(struct check *check, const struct check_rule *rule)
{
    return price_decision_find(check, rule, is_outside);
}

static void print_amount(int64_t amount, struct buffer *output)
{
    char digits[DECIMAL_PRINT_SIZE];
    decimal_print(amount, AMOUNT_SCALE, digits);
    const size_t length = strlen(digits);
    buffer_print(output, "%.*s",
        (int)(length > 2 && strcmp(digits + length - 2, "00") == 0 ? length - 2 : length), digits);
}

static void describe_outside(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct offer_decision *decision = price_decision_of(report, finding);
    const int64_t amount = asked_amount(report->offer, decision);
    const bool is_below = decision->low >= 0 && amount < decision->low;
    buffer_string(output, "It asks for ");
    print_amount(amount, output);
    buffer_print(
        output, " %.*s, %s the ", TEXT_PRINT(decision->currency), is_below ? "less than" : "more than");
    print_amount(is_below ? decision->low : decision->high, output);
    buffer_print(output, " that the recommendation %s.", is_below ? "begins with" : "ends with");
}

static void advise_outside(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct offer_decision *decision = price_decision_of(report, finding);
    const struct text key = decision->key;
    if (decision->status == PRICE_DECISION_PROPOSED)
        buffer_print(output,
            "Propose another amount: `tandem set %.*s proposed_amount=AMOUNT`; or say in `reason` why this "
            "one, and "
            "waive the finding.",
            TEXT_PRINT(key));
    else
        buffer_print(output,
            "Decide anew (`tandem show %.*s` says on what grounds it was decided); or waive the finding with "
            "the reason why the recommendation does not count.",
            TEXT_PRINT(key));
}

static bool scope_covers(const struct organisation *organisation, uint32_t scope, uint32_t product)
{
    uint32_t index = ORGANISATION_NONE;
    if (scope == ORGANISATION_COMPANY) return true;
    if (scope == ORGANISATION_NONE) return false;
    switch (organisation_scope_kind(organisation, scope, &index)) {
    case SCOPE_OF_COMPANY: return true;
    case SCOPE_OF_UNIT: return organisation_unit_of_product(organisation, product) == index;
    case SCOPE_OF_PRODUCT: return product == index;
    case SCOPE_OF_LINE: break;
    }
    uint32_t line = organisation->products[product].line;
    for (int steps = 0; line != ORGANISATION_NONE && steps < 64; steps++) {
        if (line == index) return true;
        line = organisation->lines[line].parent;
    }
    return false;
}

// Did the person hold the role over the product on the day, there or anywhere around it?
static bool held_role(const struct organisation *organisation, uint32_t person, enum people_role role,
    uint32_t product, int32_t day)
{
    for (uint32_t i = 0; i < organisation->assignment_count; i++) {
        const struct organisation_assignment *assignment = &organisation->assignments[i];
        if (assignment->person == person && assignment->role == role &&
            organisation_assignment_is_active(assignment, day) &&
            scope_covers(organisation, assignment->scope, product))
            return true;
    }
    return false;
}

// Was somebody who held the role away, or had handed it over, with this person as deputy?
static bool was_deputy(
    const struct check *check, uint32_t person, enum people_role role, uint32_t product, int32_t day)
{
    for (uint32_t i = 0; i < check->alignment->delegation_count; i++) {
        const struct alignment_delegation *delegation = &check->alignment->delegations[i];
        if (delegation->deputy == person && delegation->person != ORGANISATION_NONE &&
            delegation->from_on <= day && delegation->to_on >= day &&
            scope_covers(check->organisation, delegation->scope, product) &&
            held_role(check->organisation, delegation->person, role, product, day))
            return true;
    }
    return false;
}

// The role is that of today's map; who held it is asked of the day of the decision, so that nobody is blamed
// for having left since.
static bool is_by_another(
    const struct check *check, const struct check_rule *rule, const struct offer_decision *decision)
{
    (void)rule;
    const uint32_t activity = organisation_find_activity_code(check->organisation, ACTIVITY_PRICING);
    if (decision->status != PRICE_DECISION_APPROVED || activity == ORGANISATION_NONE) return false;
    const enum people_role role = resolution_for(check->resolution, decision->product, activity).role;
    if (role == ROLE_COUNT) return false;
    if (decision->decided_by == ORGANISATION_NONE) return true;
    const int32_t day =
        decision->decided_on == ORGANISATION_NO_DATE ? check->organisation->day : decision->decided_on;
    return !held_role(check->organisation, decision->decided_by, role, decision->product, day) &&
           !was_deputy(check, decision->decided_by, role, decision->product, day);
}

static enum error find_by_another(struct check *check, const struct check_rule *rule)
{
    return price_decision_find(check, rule, is_by_another);
}

static void describe_by_another(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct offer_decision *decision = price_decision_of(report, finding);
    const uint32_t activity = organisation_find_activity_code(report->organisation, ACTIVITY_PRICING);
    const enum people_role role = resolution_for(report->resolution, finding->product, activity).role;
    buffer_string(output, "It was approved by ");
    if (decision->decided_by == ORGANISATION_NONE)
        buffer_string(output, "nobody who is known");
    else
        phrase_person(report->organisation, decision->decided_by, output);
    if (decision->decided_on != ORGANISATION_NO_DATE) {
        buffer_string(output, " on ");
        phrase_date(decision->decided_on, output);
    }
    buffer_print(output, "; over the price decides the %s, by the map.", people_role_words(role));
}

static void advise_by_another(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    buffer_string(output,
        "Decide it anew in the name of who is accountable: `tandem set price-decisions "
        "title=TITLE item=KEY …`, then `tandem act PDEC approve`; or hold the role on the map: "
        "`tandem resolve ");
    buffer_print(output, "%.*s`.", TEXT_PRINT(report->organisation->products[finding->product].key));
}

static const struct check_rule rules[] = {
    {
        .identifier = "price-outside-recommendation",
        .name = "Price outside of what is recommended",
        .severity = SEVERITY_WARNING,
        .why =
            "Prices are set from how demand answers to them (S0). To ask for another price is possible; that "
            "it is another one has to be seen.",
        .example = "The study recommends 25 to 31 EUR, and 35 were decided: a warning. 31: none.",
        .ask = "Whom the map makes accountable for pricing over the product.",
        .find = find_outside,
        .accountable = price_decision_ask,
        .describe = describe_outside,
        .advise = advise_outside,
        .activity = ACTIVITY_PRICING,
    },
    {
        .identifier = "price-decided-by-another",
        .name = "Price decided by somebody else",
        .severity = SEVERITY_WARNING,
        .why =
            "One role sets the price, the other says what it has to cover (S0). A price that somebody else "
            "approved, or nobody who is known, is one that nobody answers for. Who was deputy on that day "
            "counts as the one they stood in for.",
        .example = "The head of sales approved a price that the map gives to product marketing: a warning.",
        .ask = "Whom the map makes accountable for pricing over the product.",
        .find = find_by_another,
        .accountable = price_decision_ask,
        .describe = describe_by_another,
        .advise = advise_by_another,
        .activity = ACTIVITY_PRICING,
    },
};
const struct check_family check_price_decisions = {rules, sizeof rules / sizeof *rules};
