// SPDX-License-Identifier: Apache-2.0
// People's part-worths: a file with a row for each respondent and a column for each attribute.
#ifndef TANDEM_PRICING_PRICE_PART_WORTHS_H
#define TANDEM_PRICING_PRICE_PART_WORTHS_H

#include "pricing/price_fitting.h"

struct price_part_worths {
    size_t respondents, attributes;
    double *value; // respondents x attributes, *arena*
};

// The columns with these names, of the file in role PRICE_PART_WORTHS. ERROR_INVALID after adding problems.
MUST_CHECK enum error price_part_worths_read(struct price_fitting *fitting, const struct text *names,
    size_t count, struct price_part_worths *ret_part_worths);
// utility (respondents x rows) of products, whose attributes are those of the part-worths in the same order.
MUST_CHECK enum error price_part_worths_utility(struct price_fitting *fitting,
    const struct price_part_worths *part_worths, const struct price_matrix *products, double **ret_utility);
// What each product is called: the column `product`, or its number.
MUST_CHECK enum error price_part_worths_labels(struct price_fitting *fitting, struct text **ret_label);

#endif
