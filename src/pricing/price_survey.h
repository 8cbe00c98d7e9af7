// SPDX-License-Identifier: Apache-2.0
// What the methods of surveys have in common: columns of answers as numbers, and estimates by resampling.
#ifndef TANDEM_PRICING_PRICE_SURVEY_H
#define TANDEM_PRICING_PRICE_SURVEY_H

#include "engine/resample.h"
#include "pricing/price_fitting.h"

enum price_number_bound { PRICE_ANY_NUMBER, PRICE_NOT_NEGATIVE, PRICE_ABOVE_ZERO };

// A column as numbers within the bound; NULL when the column is not named. ERROR_INVALID after naming the
// cells.
MUST_CHECK enum error price_survey_numbers(struct price_fitting *fitting, struct price_table *table,
    size_t column, enum price_number_bound bound, const double **ret_numbers);
// A column of yes and no (yes, no, y, n, true, false, 1, 0) as 1 and 0. ERROR_INVALID after naming the cells.
MUST_CHECK enum error price_survey_yes_no(
    struct price_fitting *fitting, size_t column, const double **ret_answers);
// The respondents by the column, or a row each when no column is named.
MUST_CHECK enum error price_survey_respondents(
    struct price_fitting *fitting, uint32_t **ret_respondent, size_t *ret_count);
// Another file of the specification, with all its columns.
MUST_CHECK enum error price_survey_table(
    struct price_fitting *fitting, enum price_role role, struct price_table *ret_table);
// The number of a column by its name. ERROR_INVALID after saying that there is none.
MUST_CHECK enum error price_survey_find(
    struct price_fitting *fitting, const struct price_table *table, struct text name, size_t *ret_column);
// Terms that have to be plain columns, as their numbers.
MUST_CHECK enum error price_survey_columns(
    struct price_fitting *fitting, const struct price_terms *terms, size_t **ret_columns);

// The options of the bootstrap; says in the result how the errors were found.
struct resample_options price_survey_resample(struct price_fitting *fitting);
// Adds an estimate whose error and interval come from resampling.
void price_survey_estimate(
    struct price_fitting *fitting, const char *name, double value, const struct resample_interval *interval);
// Adds one whose interval is by Student's t (degrees 0: normal), but which is not tested against 0.
void price_survey_estimate_by_t(
    struct price_fitting *fitting, struct text name, double value, double error, double degrees);
// How far an interval reaches on both sides, in errors.
double price_survey_reach(const struct price_fitting *fitting, double degrees);

// The methods.
MUST_CHECK enum error price_fit_westendorp(struct price_fitting *fitting);
MUST_CHECK enum error price_fit_gabor(struct price_fitting *fitting);
MUST_CHECK enum error price_fit_bids(struct price_fitting *fitting);
MUST_CHECK enum error price_fit_ratings(struct price_fitting *fitting);
MUST_CHECK enum error price_fit_best_worst(struct price_fitting *fitting);
MUST_CHECK enum error price_fit_bass(struct price_fitting *fitting);

#endif
