// SPDX-License-Identifier: Apache-2.0
// How draws from a posterior are shown: as estimates with intervals, and with what the draws are worth.
#ifndef TANDEM_PRICING_PRICE_POSTERIOR_H
#define TANDEM_PRICING_PRICE_POSTERIOR_H

#include "engine/posterior.h"
#include "pricing/price_fitting.h"

// Adds an estimate: posterior mean, deviation, interval.
void price_posterior_estimate(
    struct price_fitting *fitting, struct text name, const struct posterior_summary *summary);
// Adds the sheet "posterior", whose rows follow.
MUST_CHECK struct price_sheet *price_posterior_sheet(struct price_fitting *fitting);
MUST_CHECK enum error price_posterior_row(
    struct price_sheet *sheet, const char *what, struct text name, const struct posterior_summary *summary);
// The name of a coefficient on a covariate: "price x income"; of the average group the coefficient's alone.
struct text price_posterior_name(struct price_fitting *fitting, struct text coefficient,
    const struct price_matrix *covariates, size_t row);
// Adds the sheet "variances": posterior means of the groups' covariance (size x size), with correlations.
MUST_CHECK enum error price_posterior_variances(struct price_fitting *fitting, size_t size,
    const struct text *names, const struct posterior_summary *covariance);
// Notes seed, chains and draws.
void price_posterior_note(struct price_fitting *fitting);

#endif
