// SPDX-License-Identifier: Apache-2.0
// The files of a conjoint analysis of ratings.
#ifndef TANDEM_PRICING_PRICE_RATINGS_H
#define TANDEM_PRICING_PRICE_RATINGS_H

#include "engine/ratings_conjoint.h"
#include "pricing/price_survey.h"

#define PRICE_ATTRIBUTES_MAXIMUM 40
#define PRICE_LEVELS_MAXIMUM 400 // of all attributes

struct price_ratings {
    struct text *attribute;
    struct text *level;     // names, attribute after attribute
    struct text *simulated; // names of the profiles simulated: their levels
    struct ratings_data data;
};

// The profiles (a row each, a column an attribute) and the ratings: a row a respondent with a column for each
// profile, in the order of the profiles; or one column with all ratings, respondent after respondent; or rows
// with respondent, profile (its number) and rating. ERROR_INVALID after adding problems. *arena*
MUST_CHECK enum error price_ratings_read(struct price_fitting *fitting, struct price_ratings *ret);

#endif
