// SPDX-License-Identifier: Apache-2.0
// What the fits of this folder share: the data at hand, and how a result is filled.
#ifndef TANDEM_PRICING_PRICE_FITTING_H
#define TANDEM_PRICING_PRICE_FITTING_H

#include "engine/fixed_effects.h"
#include "engine/instrumental_variables.h"
#include "pricing/price_fit.h"
#include "pricing/price_matrix.h"

struct price_fitting {
    const struct price_spec *spec;
    const struct price_file *files; // PRICE_ROLE_COUNT
    const struct engine_help *help;
    struct price_table table;
    struct fixed_effects effects; // ways 0: none
    struct covariance_choice errors;
    struct arena *arena;
    struct problem_list *problems;
    struct price_result *result;
    struct engine_refusals further; // what a decision adds to the refusals of the fit
};

// Adds a table to the result: its columns are named, and rows follow by price_sheet_row. NULL: no memory.
struct price_sheet *price_fitting_sheet(struct price_fitting *fitting, const char *name, const char *title,
    const struct price_sheet_column *columns, size_t count);
// The terms of the product table, worked out.
MUST_CHECK enum error price_fitting_matrix(struct price_fitting *fitting, const struct price_terms *terms,
    bool has_constant, struct price_matrix *ret_matrix);
// Fills effects and errors from the columns named; after rows were put into order.
MUST_CHECK enum error price_fitting_groups(struct price_fitting *fitting);
// Adds an estimate; degrees 0: normal.
void price_fitting_estimate(
    struct price_fitting *fitting, struct text name, double value, double error, double degrees);
// Room for so many estimates.
MUST_CHECK enum error price_fitting_allocate(struct price_fitting *fitting, size_t estimates);
// Notes a warning for people.
void price_fitting_warn(struct price_fitting *fitting, const char *format, ...) PRINTF_CHECKED(2, 3);
// Degrees of freedom of the intervals: clusters - 1 when by cluster.
double price_fitting_degrees(const struct price_fitting *fitting, const struct linear_fit *fit);
// Mean, median and range of the values of a spread.
MUST_CHECK enum error price_fitting_spread(struct price_fitting *fitting, struct price_spread *spread);
// Takes the refusals over: estimated or not, refused or only warned of.
enum error price_fitting_settle(
    struct price_fitting *fitting, enum error error, struct engine_refusals refusals, bool is_demand);

// The families of methods.
MUST_CHECK enum error price_fit_regression(struct price_fitting *fitting);
MUST_CHECK enum error price_fit_elasticity(struct price_fitting *fitting);
MUST_CHECK enum error price_fit_logit(struct price_fitting *fitting);
MUST_CHECK enum error price_fit_random(struct price_fitting *fitting);
MUST_CHECK enum error price_fit_mixed(struct price_fitting *fitting);
MUST_CHECK enum error price_fit_cross(struct price_fitting *fitting);
MUST_CHECK enum error price_fit_hierarchical_linear(struct price_fitting *fitting);
MUST_CHECK enum error price_fit_hierarchical_logit(struct price_fitting *fitting);
MUST_CHECK enum error price_fit_multinomial(struct price_fitting *fitting);
MUST_CHECK enum error price_fit_mixed_logit(struct price_fitting *fitting);
// Demand that is given.
MUST_CHECK enum error price_fit_given_logit(struct price_fitting *fitting);
MUST_CHECK enum error price_fit_given_elasticity(struct price_fitting *fitting);
MUST_CHECK enum error price_fit_simulation(struct price_fitting *fitting);
MUST_CHECK enum error price_fit_line(struct price_fitting *fitting);

// The rows of markets: what the methods of shares have in common. Rows of a market stand together.
struct price_markets {
    size_t markets;
    uint32_t *market;   // of a row
    struct text *label; // of a market
    size_t *start;      // markets + 1
    struct price_matrix share, price, regressors, instruments;
    uint32_t *firm; // of a row, or NULL
};
MUST_CHECK enum error price_markets_read(struct price_fitting *fitting, struct price_markets *ret_markets);
// Puts the rows of a market together, in the order of the markets' first rows: fills market, label and start.
// Without a column of markets, all rows are one.
MUST_CHECK enum error price_markets_gather(struct price_fitting *fitting, struct price_markets *markets);

#endif
