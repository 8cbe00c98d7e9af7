// SPDX-License-Identifier: Apache-2.0
// The answers of a best-worst survey, from either kind of file.
#ifndef TANDEM_PRICING_PRICE_BEST_WORST_H
#define TANDEM_PRICING_PRICE_BEST_WORST_H

#include "engine/best_worst.h"
#include "pricing/price_survey.h"

#define PRICE_ITEMS_MAXIMUM 500

struct price_best_worst {
    struct text *item; // names
    size_t items;
    struct best_worst_data data;
};

// A row a respondent, with a column for the best and one for the worst of each question, and a file with the
// items of each question; or a row for each item shown, with score 1 (best), -1 (worst) or 0. ERROR_INVALID
// after adding problems. *arena*
MUST_CHECK enum error price_best_worst_read(struct price_fitting *fitting, struct price_best_worst *ret);

#endif
