// SPDX-License-Identifier: Apache-2.0
// What a price specification says of a survey or of a diffusion. A part of struct price_spec.
#ifndef TANDEM_PRICING_PRICE_SURVEY_SPEC_H
#define TANDEM_PRICING_PRICE_SURVEY_SPEC_H

#include "engine/bass_diffusion.h"
#include "engine/best_worst.h"
#include "engine/bid_response.h"
#include "engine/price_sensitivity.h"
#include "pricing/price_table.h"

#define PRICE_NO_COLUMN SIZE_MAX
#define PRICE_CALIBRATION_MAXIMUM 11 // points of a scale of purchase intent

// Numbers of columns among the names of a file. *arena*
struct price_columns {
    size_t *column, count;
};

struct price_numbers {
    double *value; // *arena*
    size_t count;
};

// Who accepts a higher price after having refused a lower one.
enum price_inconsistent {
    PRICE_INCONSISTENT_HIGHEST,
    PRICE_INCONSISTENT_FIRST,
    PRICE_INCONSISTENT_LEAVE_OUT
};

struct price_survey_spec {
    size_t respondent, weight; // columns of the answers, as all that are not said to be another file's
    size_t replications;       // of the bootstrap
    // van-westendorp
    size_t too_cheap, cheap, expensive, too_expensive, intent_cheap, intent_expensive;
    struct price_numbers calibration; // from the best answer to the worst
    double trial_at_too_cheap, trial_at_too_expensive;
    enum price_sensitivity_crossing crossing;
    bool is_narrower, is_keeping_intransitive, is_between_steps;
    // gabor-granger; bids has answer, too
    size_t highest, price, answer, share, asked;
    double cost; // not a number: no profit
    enum price_inconsistent inconsistent;
    // bids
    size_t bid, second_bid, higher_bid, lower_bid, second_answer, draws;
    struct price_terms covariates;
    enum bid_distribution distribution;
    // ratings-conjoint
    struct price_columns attributes; // of the profiles
    struct price_terms ratings;
    size_t profile, rating;
    bool is_dummy_coded, is_leaving_out_negative;
    // best-worst
    struct price_terms best, worst;
    struct text items, base;
    size_t question, item, score;
    size_t design_question; // of the design
    enum best_worst_model model;
    bool is_item_number;
    // bass: columns of the products
    size_t sales, period, horizon;
    double bought_before;
    enum bass_method fit;
};

// What holds where nothing is said.
extern const struct price_survey_spec price_survey_usual;

#endif
