// SPDX-License-Identifier: Apache-2.0
// Terms worked out over the rows of a table: one column of numbers for each, with its name.
#ifndef TANDEM_PRICING_PRICE_MATRIX_H
#define TANDEM_PRICING_PRICE_MATRIX_H

#include "pricing/price_table.h"

#define PRICE_COLUMNS_MAXIMUM 2000 // of a matrix, dummies counted

// Column after column without gaps, as the engines take it. *arena*
struct price_matrix {
    size_t rows, columns;
    double *values;
    struct text *names;
};

// Works the terms out. With a constant, a column of ones named "constant" comes last. ERROR_INVALID after
// naming the rows where a term has no value (a logarithm of what is not above 0, a division by 0).
MUST_CHECK enum error price_matrix_compute(const struct price_terms *terms, bool has_constant,
    struct price_table *table, struct arena *arena, struct problem_list *problems,
    struct price_matrix *ret_matrix);

#endif
