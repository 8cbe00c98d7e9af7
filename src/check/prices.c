// SPDX-License-Identifier: Apache-2.0
// Rules about prices: lists that ended or contradict each other, prices below what is sold costs, and prices
// of competitors that nobody has looked at for long.
#include "base/decimal.h"
#include "check/ask.h"
#include "check/phrase.h"
#include "check/rule.h"
#include "offer/amount.h"
#include "offer/price_list.h"

static const struct offer_list *list_of(const struct check_report *report, const struct finding *finding)
{
    return &report->offer->lists[finding->index];
}

static const struct offer_price *price_of(const struct check_report *report, const struct finding *finding)
{
    return &report->offer->prices[finding->index];
}

static void print_amount(int64_t amount, struct text currency, struct buffer *output)
{
    char digits[DECIMAL_PRINT_SIZE];
    decimal_print(amount, AMOUNT_SCALE, digits);
    // 12.5000 is 12.50; a price per use keeps its four digits.
    const size_t length = strlen(digits);
    const size_t kept = length > 2 && strcmp(digits + length - 2, "00") == 0 ? length - 2 : length;
    buffer_print(output, "%.*s %.*s", (int)kept, digits, TEXT_PRINT(currency));
}

// Is the list one that anybody still looks at: published, and not of a retired product?
static bool list_is_checked(const struct check *check, const struct offer_list *list)
{
    return list->status == PRICE_LIST_PUBLISHED && list->scope != ORGANISATION_NONE &&
           (list->product == ORGANISATION_NONE || product_is_checked(check->organisation, list->product));
}

static bool is_of_one_group(const struct offer_list *one, const struct offer_list *other)
{
    return one->scope == other->scope && text_equal(one->currency, other->currency);
}

// Do prices of the same scope and currency hold on the day? Lists of a group stand together.
static bool group_holds(const struct offer *offer, uint32_t list, int32_t day)
{
    for (uint32_t i = list; i-- > 0 && is_of_one_group(&offer->lists[i], &offer->lists[list]);)
        if (offer_list_holds(&offer->lists[i], day)) return true;
    for (uint32_t i = list; i < offer->list_count && is_of_one_group(&offer->lists[i], &offer->lists[list]);
         i++)
        if (offer_list_holds(&offer->lists[i], day)) return true;
    return false;
}

// The last of its group that ended, when nothing holds in its place.
static enum error find_expired(struct check *check, const struct check_rule *rule)
{
    const struct offer *offer = check->offer;
    const int32_t day = check->organisation->day;
    uint32_t last = ORGANISATION_NONE;
    enum error error = ERROR_NONE;
    for (uint32_t i = 0; !error && i < offer->list_count; i++) {
        const struct offer_list *list = &offer->lists[i];
        if (list_is_checked(check, list) && list->to_on != ORGANISATION_NO_DATE && list->to_on < day)
            last = i;
        const bool is_end = i + 1 == offer->list_count || !is_of_one_group(list, list + 1);
        if (!is_end) continue;
        if (last != ORGANISATION_NONE && !group_holds(offer, last, day))
            error = check_add(check, rule,
                check_finding(check, rule, SUBJECT_PRICE_LIST, last, offer->lists[last].product, ROLE_COUNT));
        last = ORGANISATION_NONE;
    }
    return error;
}

static uint32_t ask_list(const struct check_report *report, const struct finding *finding)
{
    return ask_scope_activity(report, list_of(report, finding)->scope, ACTIVITY_PRICING);
}

static void describe_expired(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct offer_list *list = list_of(report, finding);
    buffer_print(output, "The prices in %.*s of ", TEXT_PRINT(list->currency));
    phrase_scope(report->organisation, list->scope, output);
    buffer_string(output, " ended on ");
    phrase_date(list->to_on, output);
    buffer_string(output, ", and no other published list has taken their place.");
}

static void advise_expired(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct text key = list_of(report, finding)->key;
    buffer_print(output,
        "Make the next version and publish it: `tandem act %.*s new_version valid_from_on=YYYY-MM-DD`; let "
        "the "
        "list hold longer: `tandem set %.*s valid_to_on=`; or, if nothing is sold any more: `tandem act %.*s "
        "expire`.",
        TEXT_PRINT(key), TEXT_PRINT(key), TEXT_PRINT(key));
}

// The first day, not before today, on which both hold; ORGANISATION_NO_DATE: none.
static int32_t first_common_day(const struct offer_list *one, const struct offer_list *other, int32_t today)
{
    int32_t from = today, to = INT32_MAX;
    const struct offer_list *const lists[2] = {one, other};
    for (size_t i = 0; i < 2; i++) {
        if (lists[i]->from_on != ORGANISATION_NO_DATE && lists[i]->from_on > from) from = lists[i]->from_on;
        if (lists[i]->to_on != ORGANISATION_NO_DATE && lists[i]->to_on < to) to = lists[i]->to_on;
    }
    return from <= to ? from : ORGANISATION_NO_DATE;
}

// Said of the later of the two, once for each earlier one.
static enum error find_overlapping(struct check *check, const struct check_rule *rule)
{
    const struct offer *offer = check->offer;
    enum error error = ERROR_NONE;
    for (uint32_t i = 0; !error && i < offer->list_count; i++) {
        const struct offer_list *list = &offer->lists[i];
        if (!list_is_checked(check, list)) continue;
        for (uint32_t j = i; !error && j-- > 0 && is_of_one_group(&offer->lists[j], list);) {
            const int32_t day = offer->lists[j].status == PRICE_LIST_PUBLISHED
                                    ? first_common_day(list, &offer->lists[j], check->organisation->day)
                                    : ORGANISATION_NO_DATE;
            if (day == ORGANISATION_NO_DATE) continue;
            struct finding finding =
                check_finding(check, rule, SUBJECT_PRICE_LIST, i, list->product, ROLE_COUNT);
            finding.other = j;
            finding.number = day;
            error = check_add(check, rule, finding);
        }
    }
    return error;
}

static void describe_overlapping(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct offer_list *list = list_of(report, finding), *other = &report->offer->lists[finding->other];
    buffer_print(output, "It and %.*s (%.*s) both say what is asked in %.*s for ", TEXT_PRINT(other->name),
        TEXT_PRINT(other->key), TEXT_PRINT(list->currency));
    phrase_scope(report->organisation, list->scope, output);
    buffer_string(output, finding->number == report->organisation->day ? ", from today" : ", from ");
    if (finding->number != report->organisation->day) phrase_date(finding->number, output);
    buffer_string(output, " on.");
}

static void advise_overlapping(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct text earlier = report->offer->lists[finding->other].key;
    buffer_print(output,
        "Let the earlier one end before the other begins: `tandem set %.*s valid_to_on=YYYY-MM-DD`; or "
        "expire "
        "one: `tandem act %.*s expire`.",
        TEXT_PRINT(earlier), TEXT_PRINT(earlier));
}

static void identify_overlapping(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    buffer_text(output, report->offer->lists[finding->other].key);
}

static enum error find_below_cost(struct check *check, const struct check_rule *rule)
{
    const struct offer *offer = check->offer;
    const int32_t day = check->organisation->day;
    enum error error = ERROR_NONE;
    for (uint32_t i = 0; !error && i < offer->price_count; i++) {
        const struct offer_price *price = &offer->prices[i];
        if (price->amount < 0 || price->item == ORGANISATION_NONE || !offer_price_holds(offer, price, day))
            continue;
        const uint32_t product = offer->items[price->item].product;
        if (product == ORGANISATION_NONE || !product_is_checked(check->organisation, product)) continue;
        const int64_t floor = offer_cost_floor(offer, check->organisation, price, day);
        if (floor == OFFER_NO_AMOUNT || offer_comparable(price->amount, price->period) >= floor) continue;
        error = check_add(check, rule, check_finding(check, rule, SUBJECT_PRICE, i, product, ROLE_COUNT));
    }
    return error;
}

static uint32_t ask_price(const struct check_report *report, const struct finding *finding)
{
    return ask_scope_activity(
        report, organisation_scope_of_product(report->organisation, finding->product), ACTIVITY_PRICING);
}

static void describe_below_cost(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct offer *offer = report->offer;
    const struct offer_price *price = price_of(report, finding);
    const struct offer_list *list = &offer->lists[price->list];
    const int64_t floor = offer_cost_floor(offer, report->organisation, price, report->organisation->day);
    int64_t monthly;
    const bool is_monthly = amount_monthly(0, (enum amount_period)price->period, &monthly);
    buffer_text(output, offer->items[price->item].name);
    buffer_string(output, " is sold for ");
    print_amount(offer_comparable(price->amount, price->period), list->currency, output);
    if (is_monthly) buffer_string(output, " a month");
    if (!text_is_empty(price->unit)) buffer_print(output, " per %.*s", TEXT_PRINT(price->unit));
    buffer_print(output, " in %.*s (%.*s), and costs ", TEXT_PRINT(list->name), TEXT_PRINT(list->key));
    print_amount(floor, list->currency, output);
    buffer_string(output, " to make and to serve.");
}

static void advise_below_cost(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct offer_price *price = price_of(report, finding);
    buffer_print(output,
        "Change the price from a day on: `tandem act %.*s change_price amount=AMOUNT "
        "valid_from_on=YYYY-MM-DD "
        "reason=REASON`; correct the cost: `tandem list costs`; or waive it with the reason why it is sold "
        "at a "
        "loss.",
        TEXT_PRINT(price->key));
}

static const struct check_parameter rival_parameters[] = {
    {"days", "How many days a price of a competitor counts as known.", 90, 1, 36500, false},
};

static enum error find_old_rivals(struct check *check, const struct check_rule *rule)
{
    const struct offer *offer = check->offer;
    enum error error = ERROR_NONE;
    for (uint32_t i = 0; !error && i < offer->rival_count; i++) {
        const struct offer_rival *rival = &offer->rivals[i];
        if (!rival->is_newest || rival->product == ORGANISATION_NONE ||
            rival->seen_on == ORGANISATION_NO_DATE ||
            !product_is_checked(check->organisation, rival->product) ||
            check->organisation->day - rival->seen_on <= check_rule_value(check->settings, rule, 0))
            continue;
        error = check_add(
            check, rule, check_finding(check, rule, SUBJECT_COMPETITOR_PRICE, i, rival->product, ROLE_COUNT));
    }
    return error;
}

static uint32_t ask_rival(const struct check_report *report, const struct finding *finding)
{
    return ask_scope_activity(report, organisation_scope_of_product(report->organisation, finding->product),
        "competitive_intelligence");
}

static void describe_old_rival(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct offer_rival *rival = &report->offer->rivals[finding->index];
    buffer_print(output, "What %.*s asks", TEXT_PRINT(rival->competitor));
    if (!text_is_empty(rival->plan_name)) buffer_print(output, " for %.*s", TEXT_PRINT(rival->plan_name));
    buffer_string(output, " was last seen on ");
    phrase_date(rival->seen_on, output);
    buffer_string(output, ", ");
    phrase_count(report->organisation->day - rival->seen_on, "day", "days", output);
    buffer_print(output, " ago; %d are the most.", check_rule_value(report->settings, finding->rule, 0));
}

static void advise_old_rival(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct offer_rival *rival = &report->offer->rivals[finding->index];
    buffer_print(output,
        "Look again, and write down what you see as a price of its own (`tandem set competitor-prices "
        "product=%.*s "
        "…`), or only the day if it is the same: `tandem set %.*s seen_on=YYYY-MM-DD`.",
        TEXT_PRINT(report->organisation->products[rival->product].key), TEXT_PRINT(rival->key));
}

static const struct check_rule rules[] = {
    {
        .identifier = "price-list-expired",
        .name = "Price list that ended",
        .severity = SEVERITY_WARNING,
        .why =
            "A price list yields what sales quotes (S0: pricing is product marketing's). After its last day "
            "everybody quotes from memory.",
        .example =
            "The prices in EUR of Meter held until last Friday, and the next version is still a draft: a "
            "warning. With the next version published: none.",
        .ask = "Whom the map makes accountable for pricing over the product, line or unit.",
        .find = find_expired,
        .accountable = ask_list,
        .describe = describe_expired,
        .advise = advise_expired,
        .activity = ACTIVITY_PRICING,
    },
    {
        .identifier = "price-lists-overlap",
        .name = "Price lists that overlap",
        .severity = SEVERITY_WARNING,
        .why = "Two published lists for the same thing in the same currency are two answers to the buyer's "
               "question. One price list for a unit is what S4 asks for.",
        .example =
            "Two lists in EUR for Meter hold from 1 January on: a warning. One in EUR and one in CHF: none.",
        .ask = "Whom the map makes accountable for pricing over the product, line or unit.",
        .find = find_overlapping,
        .accountable = ask_list,
        .describe = describe_overlapping,
        .advise = advise_overlapping,
        .identify = identify_overlapping,
        .activity = ACTIVITY_PRICING,
    },
    {
        .identifier = "price-below-cost",
        .name = "Price below cost",
        .severity = SEVERITY_ERROR,
        .why = "What a product costs to make and to serve is a fact that the price has to respect: product "
               "management states it, product marketing sets the price above it (S0). Compared are variable "
               "costs of the plan and of its product, in the same currency and unit, by the month.",
        .example =
            "Basic is sold for 9.50 EUR a month per user; hosting costs 7.00 and support 3.00 per user: "
            "an error. Hosting that is stated in USD: none, since it does not compare.",
        .ask = "Whom the map makes accountable for pricing over the product.",
        .find = find_below_cost,
        .accountable = ask_price,
        .describe = describe_below_cost,
        .advise = advise_below_cost,
        .activity = ACTIVITY_PRICING,
    },
    {
        .identifier = "competitor-price-old",
        .name = "Price of a competitor that is old",
        .severity = SEVERITY_INFO,
        .why = "A fact about a competitor has a source and a day, and is only worth what it is worth on that "
               "day "
               "(S0: competitive intelligence). Only the last that was seen of a plan counts.",
        .example = "The price of Boily Pro was seen four months ago: a note. Seen again last week: none.",
        .ask = "Whom the map makes accountable for competitive intelligence over the product.",
        .parameters = rival_parameters,
        .parameter_count = sizeof rival_parameters / sizeof *rival_parameters,
        .find = find_old_rivals,
        .accountable = ask_rival,
        .describe = describe_old_rival,
        .advise = advise_old_rival,
        .activity = "competitive_intelligence",
    },
};
const struct check_family check_prices = {rules, sizeof rules / sizeof *rules};
