// SPDX-License-Identifier: Apache-2.0
// What waits to be handed over, for the portfolio.
#ifndef TANDEM_ALIGNMENT_PORTFOLIO_HAND_OFFS_H
#define TANDEM_ALIGNMENT_PORTFOLIO_HAND_OFFS_H

#include "product/portfolio.h"
#include "store/statement.h"

struct transaction;

// One for each product of the organisation, by its index, with what waits about it and its releases. One
// statement for all. *arena*
enum error portfolio_hand_offs_load(struct transaction *transaction, const struct organisation *organisation,
    struct arena *arena, struct portfolio_hand_offs **ret_hand_offs) MUST_CHECK;

extern const struct statement_list portfolio_hand_offs_statements;

#endif
