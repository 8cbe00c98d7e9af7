// SPDX-License-Identifier: Apache-2.0
// The choices of a specification, read and put into order for the engines: respondent by respondent, task by
// task, and who chose what.
#ifndef TANDEM_PRICING_PRICE_CHOICES_H
#define TANDEM_PRICING_PRICE_CHOICES_H

#include "engine/choice_data.h"
#include "pricing/price_fitting.h"

struct price_choices {
    struct choice_data data;        // borrows from here
    struct price_matrix regressors; // the price first, when there is one
    bool has_price;
    uint32_t *alternative;         // of a row; NULL when no column says which
    size_t alternatives;           // without the outside option
    struct text *label;            // of an alternative
    struct text *respondent_label; // NULL without respondents
};

// After the table was read. Fills fitting->errors too, with clusters numbered by task. *arena*
MUST_CHECK enum error price_choices_read(struct price_fitting *fitting, struct price_choices *ret_choices);

// The price, then the regressors, of the products at hand; a regressor that is the price again is passed
// over.
MUST_CHECK enum error price_choices_regressors(
    struct price_fitting *fitting, struct price_matrix *ret_regressors, bool *ret_has_price);

// What all models of choices show. The price is the first coefficient.
MUST_CHECK enum error price_choices_show_fit(
    struct price_fitting *fitting, double reached, double null, size_t parameters);
MUST_CHECK enum error price_choices_show_willingness(struct price_fitting *fitting,
    const struct price_choices *choices, const double *coefficient, const double *covariance);
// How many alternatives (the outside option last) have elasticities; 0 when none can be given, perhaps with a
// warning.
size_t price_choices_elastic(struct price_fitting *fitting, const struct price_choices *choices);
MUST_CHECK enum error price_choices_show_elasticities(struct price_fitting *fitting,
    const struct price_choices *choices, size_t count, const double *elasticity);

#endif
