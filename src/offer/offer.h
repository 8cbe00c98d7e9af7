// SPDX-License-Identifier: Apache-2.0
// What is sold and for how much, as plain arrays beside the organisation: price lists and their prices, what
// plans cost us, what competitors ask, and what was decided about prices.
//
// Read once with a statement a table, whatever its size; the check does arithmetic on it. Indexes named
// product, person and scope are the organisation's, list and item this one's; ORGANISATION_NONE points to
// nothing. Amounts are in minor units of AMOUNT_SCALE. Everything is *arena*.
#ifndef TANDEM_OFFER_OFFER_H
#define TANDEM_OFFER_OFFER_H

#include "people/organisation.h"

#define OFFER_NO_AMOUNT (-1)

struct offer_list {
    struct text key, name, currency, unit;
    uint32_t scope;   // ORGANISATION_COMPANY: of no product, line or unit
    uint32_t product; // when the scope is one
    uint8_t status;   // enum price_list_status
    int32_t from_on, to_on;
};

// A plan or an add-on.
struct offer_item {
    struct text key, name;
    uint32_t product;
};

struct offer_price {
    struct text key, unit; // unit: its own, or that of its list
    struct text list_key, item_key;
    uint32_t list, item;
    int64_t amount; // OFFER_NO_AMOUNT: agreed with each buyer
    uint8_t period; // enum amount_period
    int32_t from_on, to_on;
};

// A cost for each unit that is sold; fixed costs say nothing about a floor and are not here.
struct offer_cost {
    struct text key, item, name, currency, unit; // item: key of a product or a plan
    int64_t amount;
    uint8_t period; // enum amount_period
    int32_t from_on;
};

struct offer_rival {
    struct text key, competitor, plan_name, currency;
    uint32_t product;
    int32_t seen_on;
    bool is_newest; // nothing later was seen of the same plan of the same competitor
};

struct offer_decision {
    struct text key, title;
    struct text item; // key of a product, plan or add-on
    struct text price_key, currency;
    uint32_t product, price;   // price: what is asked by it, as it stands in its list
    int64_t amount, low, high; // OFFER_NO_AMOUNT: not said
    uint8_t status;            // enum price_decision_status
    int32_t decided_on;
    uint32_t decided_by;   // person
    struct text study;     // key; empty: none
    int32_t study_ran_on;  // ORGANISATION_NO_DATE: it has no result
    bool study_is_refused; // the data could not carry an answer
    bool study_is_changed; // its specification or its data are not those that it ran with
    bool is_current;       // open, or the last that was approved about its item
};

struct offer {
    struct offer_list *lists;         // by scope, currency, first day
    struct offer_item *items;         // by key
    struct offer_price *prices;       // by key
    struct offer_cost *costs;         // by item, name, first day
    struct offer_rival *rivals;       // by product, competitor, plan, currency, day
    struct offer_decision *decisions; // by item, day
    uint32_t list_count, item_count, price_count, cost_count, rival_count, decision_count;
};

// Reads it beside an organisation of the same transaction.
enum error offer_load(struct transaction *transaction, const struct organisation *organisation,
    struct arena *arena, struct offer **ret_offer) MUST_CHECK;

// Puts the arrays in order and ties them together by their keys. For one who fills them by other means than
// offer_load.
enum error offer_index(
    struct offer *offer, const struct organisation *organisation, struct arena *arena) MUST_CHECK;

// Does the list hold on the day: published, and within its days?
bool offer_list_holds(const struct offer_list *list, int32_t day);

// Is the price asked on the day: within its days and those of its list?
bool offer_price_holds(const struct offer *offer, const struct offer_price *price, int32_t day);

// What a unit of what is sold costs on the day, as it compares with the price (see offer_comparable): the sum
// of the latest of each variable cost of the plan and of its product that is in the currency and unit of the
// price. OFFER_NO_AMOUNT: nothing is known that compares.
int64_t offer_cost_floor(const struct offer *offer, const struct organisation *organisation,
    const struct offer_price *price, int32_t day);

// The price, or the cost, as it compares with one of another period: by the month where there is one.
// OFFER_NO_AMOUNT: there is none.
int64_t offer_comparable(int64_t amount, uint8_t period);

extern const struct statement_list offer_statements;

#endif
