// SPDX-License-Identifier: Apache-2.0
// The stores, segments or respondents of a panel, and how their coefficients are shown beside fits of each
// alone.
#ifndef TANDEM_PRICING_PRICE_GROUPS_H
#define TANDEM_PRICING_PRICE_GROUPS_H

#include "pricing/price_fitting.h"

struct price_groups {
    uint32_t *group; // of a row
    size_t groups;
    struct text *label;
    size_t *slope; // the regressors whose coefficients differ by group
    size_t slopes;
};

// Reads the column `group`, and finds the terms of `slopes` among the regressors. ERROR_INVALID after adding
// problems. *arena*
MUST_CHECK enum error price_groups_read(
    struct price_fitting *fitting, const struct price_matrix *regressors, struct price_groups *ret_groups);

// The covariates of each group (groups x columns, in the order of `label`): from the file of groups, or where
// there is none from the products, in which they may not differ within a group. No columns when none are
// asked for.
MUST_CHECK enum error price_groups_covariates(struct price_fitting *fitting, const struct text *label,
    size_t groups, struct price_matrix *ret_covariates);

// What pooling says of each group, slopes x groups.
struct price_groups_pooled {
    const double *value, *error, *low, *high;
};

// Adds the sheets "pooling" (how far the groups' coefficients spread, alone and pooled) and "groups".
MUST_CHECK enum error price_groups_show(struct price_fitting *fitting, const struct price_groups *groups,
    const struct price_matrix *regressors, const struct price_matrix *dependent,
    const struct price_groups_pooled *pooled);

// The value that the share 0 <= at <= 1 of the sorted values lies below, between neighbours in proportion
// (Hyndman and Fan 1996, definition 7).
double price_quantile(const double *sorted, size_t count, double at);

#endif
