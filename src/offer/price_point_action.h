// SPDX-License-Identifier: Apache-2.0
// What is done with a price: changed by a new version, or ended.
#ifndef TANDEM_OFFER_PRICE_POINT_ACTION_H
#define TANDEM_OFFER_PRICE_POINT_ACTION_H

#include "model/resource.h"
#include "store/statement.h"

enum price_point_action { PRICE_POINT_CHANGE, PRICE_POINT_END, PRICE_POINT_ACTION_COUNT };

extern const struct action price_point_actions[PRICE_POINT_ACTION_COUNT];
extern const struct statement_list price_point_statements;

// No other price may hold in the same list for the same thing, unit and period on the same day, but the one
// that this one replaces. ERROR_INVALID with a problem on valid_from_on.
enum error price_point_expect_alone(struct transaction *transaction, const struct record *proposed,
    struct arena *arena, struct problem_list *problems) MUST_CHECK;

// The day before, as a text. *arena*; null without memory.
struct value price_point_day_before(struct text day, struct arena *arena);

#endif
