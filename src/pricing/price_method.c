// SPDX-License-Identifier: Apache-2.0
// The table of methods.
#include "pricing/price_method.h"

#include "pricing/price_survey.h"

enum { SALES = 1 << PRICE_PRODUCTS, ANSWERS = 1 << PRICE_ANSWERS };

static const struct price_method_row rows[PRICE_METHOD_COUNT] = {
    [PRICE_OLS] = {"ols", "Least squares", price_fit_regression, SALES},
    [PRICE_2SLS] = {"2sls", "Two-stage least squares", price_fit_regression, SALES},
    [PRICE_GMM] = {"gmm", "Two-step GMM with instruments", price_fit_regression, SALES},
    [PRICE_ELASTICITY] = {"elasticity", "Price elasticity from sales (log-log)", price_fit_elasticity, SALES},
    [PRICE_LOGIT] = {"logit", "Logit demand", price_fit_logit, SALES},
    [PRICE_NESTED_LOGIT] = {"nested-logit", "Nested logit demand", price_fit_logit, SALES},
    [PRICE_RANDOM_COEFFICIENTS] = {"random-coefficients", "Random-coefficients logit demand",
        price_fit_random, SALES}, // agents where a random line names one of their columns,
    [PRICE_MIXED_MODEL] = {"mixed-model", "Linear mixed model", price_fit_mixed, SALES},
    [PRICE_HIERARCHICAL_LINEAR] = {"hierarchical-linear", "Hierarchical linear model (Gibbs sampling)",
        price_fit_hierarchical_linear, SALES},
    [PRICE_CROSS_ELASTICITY] = {"cross-elasticity", "Cross-elasticities from sales", price_fit_cross, SALES},
    [PRICE_HIERARCHICAL_LOGIT] = {"hierarchical-logit", "Hierarchical logit of choices (Metropolis sampling)",
        price_fit_hierarchical_logit, SALES},
    // Choices among alternatives.
    [PRICE_MULTINOMIAL_LOGIT] = {"multinomial-logit", "Multinomial logit of choices", price_fit_multinomial,
        SALES, .is_named_by_data = true},
    [PRICE_MIXED_LOGIT] = {"mixed-logit", "Mixed logit of choices", price_fit_mixed_logit, SALES,
        .is_named_by_data = true},
    [PRICE_CHOICE_SIMULATION] = {"choice-simulation", "What people would choose", price_fit_simulation,
        SALES | 1 << PRICE_PART_WORTHS, .is_named_by_data = true},
    [PRICE_PRODUCT_LINE] = {"product-line", "Which products to offer", price_fit_line,
        SALES | 1 << PRICE_PART_WORTHS, .is_named_by_data = true},
    // Surveys and diffusion.
    [PRICE_VAN_WESTENDORP] = {"van-westendorp", "Price sensitivity meter (van Westendorp)",
        price_fit_westendorp, ANSWERS, true, PRICE_ANSWERS},
    [PRICE_GABOR_GRANGER] = {"gabor-granger", "Prices accepted (Gabor and Granger)", price_fit_gabor, ANSWERS,
        true, PRICE_ANSWERS},
    [PRICE_BIDS] = {"bids", "Willingness to pay from bids", price_fit_bids, ANSWERS, true, PRICE_ANSWERS},
    [PRICE_RATINGS] = {"ratings-conjoint", "Conjoint analysis of ratings", price_fit_ratings,
        ANSWERS | 1 << PRICE_PROFILES, true, PRICE_ANSWERS},
    [PRICE_BEST_WORST] = {"best-worst", "Best-worst scaling", price_fit_best_worst, ANSWERS, true,
        PRICE_ANSWERS},
    [PRICE_BASS] = {"bass", "Diffusion of a new product (Bass)", price_fit_bass, SALES, true},
    // Demand that is given, for decisions.
    [PRICE_GIVEN_LOGIT] = {"given-logit", "Logit demand as given", price_fit_given_logit, SALES,
        .is_named_by_data = true},
    [PRICE_GIVEN_ELASTICITY] = {"given-elasticity", "Elasticity as given", price_fit_given_elasticity, 0,
        .is_named_by_data = true},
};

const struct price_method_row *price_method_of(enum price_method method)
{
    return &rows[method];
}
