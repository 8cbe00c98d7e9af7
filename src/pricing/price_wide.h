// SPDX-License-Identifier: Apache-2.0
// A wide file of choices, one row a task with a column for each alternative (price.beach, price.pier …), read
// as if it had one row an alternative.
#ifndef TANDEM_PRICING_PRICE_WIDE_H
#define TANDEM_PRICING_PRICE_WIDE_H

#include "pricing/price_fit.h"

// The pattern "price.*" of `per alternative` stands for one name, price, whose column for an alternative has
// the alternative's label in place of the star. The name "alternative" is the label itself; every other name
// is a column that all alternatives of the row share. Of the column `chosen` becomes 1 where it has the label
// and 0 elsewhere. The table has the rows of a task together, in the order of `alternatives`.
MUST_CHECK enum error price_wide_read(const struct price_spec *spec, const struct price_file *file,
    struct arena *arena, struct problem_list *problems, struct price_table *ret_table);

#endif
