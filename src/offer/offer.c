// SPDX-License-Identifier: Apache-2.0
// The offer put in order and tied together, and what follows from its dates and costs. Pure.
#include "offer/offer.h"

#include <stdlib.h>

#include "offer/amount.h"
#include "offer/price_decision.h"
#include "offer/price_list.h"

static int compare_numbers(int64_t one, int64_t other)
{
    return (one > other) - (one < other);
}

static int compare_lists(const void *one, const void *other)
{
    const struct offer_list *left = one, *right = other;
    int order = compare_numbers(left->scope, right->scope);
    if (!order) order = text_compare(left->currency, right->currency);
    if (!order) order = compare_numbers(left->from_on, right->from_on);
    return order ? order : organisation_compare_keys(left->key, right->key);
}

// The elements of an array of items or prices begin with their key.
static int compare_keyed(const void *one, const void *other)
{
    const struct text *left = one, *right = other;
    return text_compare(*left, *right);
}

static int compare_costs(const void *one, const void *other)
{
    const struct offer_cost *left = one, *right = other;
    int order = text_compare(left->item, right->item);
    if (!order) order = text_compare(left->name, right->name);
    if (!order) order = compare_numbers(left->from_on, right->from_on);
    return order ? order : organisation_compare_keys(left->key, right->key);
}

// Are both about the same plan of the same competitor?
static int compare_offers_of_rivals(const struct offer_rival *left, const struct offer_rival *right)
{
    int order = compare_numbers(left->product, right->product);
    if (!order) order = text_compare(left->competitor, right->competitor);
    if (!order) order = text_compare(left->plan_name, right->plan_name);
    return order ? order : text_compare(left->currency, right->currency);
}

static int compare_rivals(const void *one, const void *other)
{
    const struct offer_rival *left = one, *right = other;
    int order = compare_offers_of_rivals(left, right);
    if (!order) order = compare_numbers(left->seen_on, right->seen_on);
    return order ? order : organisation_compare_keys(left->key, right->key);
}

static int compare_decisions(const void *one, const void *other)
{
    const struct offer_decision *left = one, *right = other;
    int order = text_compare(left->item, right->item);
    if (!order) order = compare_numbers(left->decided_on, right->decided_on);
    return order ? order : organisation_compare_keys(left->key, right->key);
}

static void sort(void *array, uint32_t count, size_t size, int (*compare)(const void *, const void *))
{
    if (count > 1) qsort(array, count, size, compare);
}

// By key in an array that is in the order of its keys, which its elements begin with; ORGANISATION_NONE.
static uint32_t find_keyed(const void *array, uint32_t count, size_t size, struct text key)
{
    const void *found = count ? bsearch(&key, array, count, size, compare_keyed) : NULL;
    return found ? (uint32_t)((size_t)((const char *)found - (const char *)array) / size) : ORGANISATION_NONE;
}

struct list_key {
    struct text key;
    uint32_t list;
};

static enum error prices_tie(struct offer *offer, struct arena *arena)
{
    struct list_key *keys = arena_array(arena, struct list_key, offer->list_count);
    if (!keys) return ERROR_MEMORY;
    for (uint32_t i = 0; i < offer->list_count; i++)
        keys[i] = (struct list_key){offer->lists[i].key, i};
    sort(keys, offer->list_count, sizeof *keys, compare_keyed);
    for (uint32_t i = 0; i < offer->price_count; i++) {
        struct offer_price *price = &offer->prices[i];
        const uint32_t place = find_keyed(keys, offer->list_count, sizeof *keys, price->list_key);
        price->list = place == ORGANISATION_NONE ? ORGANISATION_NONE : keys[place].list;
        price->item = find_keyed(offer->items, offer->item_count, sizeof *offer->items, price->item_key);
        if (text_is_empty(price->unit) && price->list != ORGANISATION_NONE)
            price->unit = offer->lists[price->list].unit;
    }
    return ERROR_NONE;
}

static void decisions_tie(struct offer *offer, const struct organisation *organisation)
{
    for (uint32_t i = 0; i < offer->decision_count; i++) {
        struct offer_decision *decision = &offer->decisions[i];
        const uint32_t item =
            find_keyed(offer->items, offer->item_count, sizeof *offer->items, decision->item);
        decision->product = item == ORGANISATION_NONE
                                ? organisation_find_product(organisation, decision->item)
                                : offer->items[item].product;
        decision->price =
            find_keyed(offer->prices, offer->price_count, sizeof *offer->prices, decision->price_key);
    }
    // From the end, so that the last that was approved about an item comes first.
    bool is_settled = false;
    for (uint32_t i = offer->decision_count; i-- > 0;) {
        struct offer_decision *decision = &offer->decisions[i];
        if (i + 1 < offer->decision_count && !text_equal(decision->item, offer->decisions[i + 1].item))
            is_settled = false;
        const bool is_approved = decision->status == PRICE_DECISION_APPROVED;
        decision->is_current = decision->status == PRICE_DECISION_PROPOSED || (is_approved && !is_settled);
        is_settled = is_settled || is_approved;
    }
}

static void lists_place(struct offer *offer, const struct organisation *organisation)
{
    for (uint32_t i = 0; i < offer->list_count; i++) {
        struct offer_list *list = &offer->lists[i];
        uint32_t index = ORGANISATION_NONE;
        list->product = ORGANISATION_NONE;
        if (list->scope != ORGANISATION_NONE &&
            organisation_scope_kind(organisation, list->scope, &index) == SCOPE_OF_PRODUCT)
            list->product = index;
    }
}

enum error offer_index(struct offer *offer, const struct organisation *organisation, struct arena *arena)
{
    sort(offer->lists, offer->list_count, sizeof *offer->lists, compare_lists);
    sort(offer->items, offer->item_count, sizeof *offer->items, compare_keyed);
    sort(offer->prices, offer->price_count, sizeof *offer->prices, compare_keyed);
    sort(offer->costs, offer->cost_count, sizeof *offer->costs, compare_costs);
    sort(offer->rivals, offer->rival_count, sizeof *offer->rivals, compare_rivals);
    sort(offer->decisions, offer->decision_count, sizeof *offer->decisions, compare_decisions);
    lists_place(offer, organisation);
    for (uint32_t i = 0; i < offer->rival_count; i++)
        offer->rivals[i].is_newest = i + 1 == offer->rival_count ||
                                     compare_offers_of_rivals(&offer->rivals[i], &offer->rivals[i + 1]) != 0;
    enum error error = prices_tie(offer, arena);
    if (!error) decisions_tie(offer, organisation);
    return error;
}

static bool is_within(int32_t from_on, int32_t to_on, int32_t day)
{
    return (from_on == ORGANISATION_NO_DATE || from_on <= day) &&
           (to_on == ORGANISATION_NO_DATE || to_on >= day);
}

bool offer_list_holds(const struct offer_list *list, int32_t day)
{
    return list->status == PRICE_LIST_PUBLISHED && is_within(list->from_on, list->to_on, day);
}

bool offer_price_holds(const struct offer *offer, const struct offer_price *price, int32_t day)
{
    return price->list != ORGANISATION_NONE && offer_list_holds(&offer->lists[price->list], day) &&
           is_within(price->from_on, price->to_on, day);
}

int64_t offer_comparable(int64_t amount, uint8_t period)
{
    int64_t monthly;
    if (amount < 0) return OFFER_NO_AMOUNT;
    return amount_monthly(amount, (enum amount_period)period, &monthly) ? monthly : amount;
}

static bool is_by_month(uint8_t period)
{
    int64_t monthly;
    return amount_monthly(0, (enum amount_period)period, &monthly);
}

// Adds the latest of each cost of an item that compares with the price; true when there was any.
static bool costs_add(const struct offer *offer, struct text item, const struct offer_price *price,
    struct text currency, int32_t day, int64_t *sum)
{
    uint32_t from = 0, to = offer->cost_count;
    bool is_any = false;
    while (from < to) {
        const uint32_t middle = from + (to - from) / 2;
        if (text_compare(offer->costs[middle].item, item) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    for (uint32_t i = from; i < offer->cost_count && text_equal(offer->costs[i].item, item); i++) {
        const struct offer_cost *cost = &offer->costs[i], *next = cost + 1;
        const bool has_later = i + 1 < offer->cost_count && text_equal(next->item, item) &&
                               text_equal(next->name, cost->name) && next->from_on <= day;
        const bool is_alike =
            cost->period == price->period || (is_by_month(cost->period) && is_by_month(price->period));
        if (has_later || cost->from_on > day || !is_alike || !text_equal(cost->currency, currency) ||
            !text_equal_fold(cost->unit, price->unit))
            continue;
        int64_t more;
        if (__builtin_add_overflow(*sum, offer_comparable(cost->amount, cost->period), &more)) continue;
        *sum = more;
        is_any = true;
    }
    return is_any;
}

int64_t offer_cost_floor(const struct offer *offer, const struct organisation *organisation,
    const struct offer_price *price, int32_t day)
{
    int64_t sum = 0;
    if (price->list == ORGANISATION_NONE || price->item == ORGANISATION_NONE) return OFFER_NO_AMOUNT;
    const struct text currency = offer->lists[price->list].currency;
    const uint32_t product = offer->items[price->item].product;
    bool is_any = costs_add(offer, price->item_key, price, currency, day, &sum);
    if (product != ORGANISATION_NONE)
        is_any = costs_add(offer, organisation->products[product].key, price, currency, day, &sum) || is_any;
    return is_any ? sum : OFFER_NO_AMOUNT;
}
