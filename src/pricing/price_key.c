// SPDX-License-Identifier: Apache-2.0
// The table of names that a price specification may have.
#include "pricing/price_key.h"

#include "engine/fixed_effects.h"
#include "engine/product_line.h"
#include "pricing/price_after.h"

#include <stddef.h>

enum {
    REGRESSION = 1 << PRICE_OLS | 1 << PRICE_2SLS | 1 << PRICE_GMM,
    WITH_INSTRUMENTS = 1 << PRICE_2SLS | 1 << PRICE_GMM,
    HISTORY = 1 << PRICE_ELASTICITY,
    CLOSED_SHARES = 1 << PRICE_LOGIT | 1 << PRICE_NESTED_LOGIT,
    NESTED = 1 << PRICE_NESTED_LOGIT,
    RANDOM = 1 << PRICE_RANDOM_COEFFICIENTS,
    SHARES = CLOSED_SHARES | RANDOM,
    WITH_SUPPLY = RANDOM | 1 << PRICE_LOGIT,
    MIXED = 1 << PRICE_MIXED_MODEL,
    BAYESIAN_LINEAR = 1 << PRICE_HIERARCHICAL_LINEAR,
    BAYESIAN_CHOICES = 1 << PRICE_HIERARCHICAL_LOGIT,
    BAYESIAN = BAYESIAN_LINEAR | BAYESIAN_CHOICES,
    PANEL = MIXED | BAYESIAN_LINEAR,
    ALL = REGRESSION | HISTORY | SHARES | PANEL,
    GIVEN_LOGIT = 1 << PRICE_GIVEN_LOGIT,
    GIVEN_ELASTICITY = 1 << PRICE_GIVEN_ELASTICITY,
    GIVEN = GIVEN_LOGIT | GIVEN_ELASTICITY,
    MARKETS = SHARES | GIVEN_LOGIT,      // demand of a market's products
    DECIDED = HISTORY | MARKETS | GIVEN, // on which prices can be decided
    LINEAR = ALL & ~RANDOM & ~PANEL,
    MIXED_CHOICES = 1 << PRICE_MIXED_LOGIT,
    CHOICES = 1 << PRICE_MULTINOMIAL_LOGIT |
              MIXED_CHOICES, // of one alternative out of several, as survey or scanner data
    CROSS = 1 << PRICE_CROSS_ELASTICITY,
    ALL_CHOICES = CHOICES | BAYESIAN_CHOICES,
    SIMULATION = 1 << PRICE_CHOICE_SIMULATION,
    LINE = 1 << PRICE_PRODUCT_LINE,
    WITH_PART_WORTHS = SIMULATION | LINE, // of products and people with part-worths
    EVERY = (1 << PRICE_METHOD_COUNT) - 1,
    // surveys and diffusion
    WESTENDORP = 1 << PRICE_VAN_WESTENDORP,
    GABOR = 1 << PRICE_GABOR_GRANGER,
    BIDS = 1 << PRICE_BIDS,
    RATINGS = 1 << PRICE_RATINGS,
    BEST_WORST = 1 << PRICE_BEST_WORST,
    BASS = 1 << PRICE_BASS,
    SURVEYS = WESTENDORP | GABOR | BIDS | RATINGS | BEST_WORST,
};

static const struct price_choice covariances[] = {{"classical", COVARIANCE_CLASSICAL},
    {"hc0", COVARIANCE_HC0}, {"hc1", COVARIANCE_HC1}, {"cluster0", COVARIANCE_CLUSTER0},
    {"cluster1", COVARIANCE_CLUSTER1}, {NULL, 0}};
static const struct price_choice yes_no[] = {{"yes", 1}, {"no", 0}, {NULL, 0}};
static const struct price_choice weightings[] = {{"centred", 1}, {"uncentred", 0}, {NULL, 0}};
static const struct price_choice no_yes[] = {{"yes", 0}, {"no", 1}, {NULL, 0}};
static const struct price_choice optimisers[] = {{"gauss-newton", 0}, {"bfgs", 1}, {NULL, 0}};
static const struct price_choice first_weightings[] = {{"instruments", 0}, {"start", 1}, {NULL, 0}};
static const struct price_choice likelihoods[] = {{"reml", 1}, {"ml", 0}, {NULL, 0}};
static const struct price_choice shapes[] = {{"full", 0}, {"diagonal", 1}, {NULL, 0}};
static const struct price_choice ranges[] = {{"original", 0}, {"narrower", 1}, {NULL, 0}};
static const struct price_choice crossings[] = {{"min", PRICE_SENSITIVITY_MIN},
    {"max", PRICE_SENSITIVITY_MAX}, {"mean", PRICE_SENSITIVITY_MEAN}, {"median", PRICE_SENSITIVITY_MEDIAN},
    {"linear", PRICE_SENSITIVITY_LINEAR}, {NULL, 0}};
static const struct price_choice intransitives[] = {{"leave-out", 0}, {"keep", 1}, {NULL, 0}};
static const struct price_choice betweens[] = {{"prices", 0}, {"steps", 1}, {NULL, 0}};
static const struct price_choice inconsistents[] = {{"highest", PRICE_INCONSISTENT_HIGHEST},
    {"first", PRICE_INCONSISTENT_FIRST}, {"leave-out", PRICE_INCONSISTENT_LEAVE_OUT}, {NULL, 0}};
static const struct price_choice distributions[] = {{"logistic", BID_LOGISTIC}, {"normal", BID_NORMAL},
    {"log-logistic", BID_LOG_LOGISTIC}, {"log-normal", BID_LOG_NORMAL}, {"weibull", BID_WEIBULL}, {NULL, 0}};
static const struct price_choice codings[] = {{"effects", 0}, {"dummy", 1}, {NULL, 0}};
static const struct price_choice negatives[] = {{"leave-out", 1}, {"keep", 0}, {NULL, 0}};
static const struct price_choice best_worst_models[] = {{"pairs", BEST_WORST_PAIRS},
    {"marginal", BEST_WORST_MARGINAL}, {"sequential", BEST_WORST_SEQUENTIAL}, {NULL, 0}};
static const struct price_choice positions[] = {{"position", 0}, {"item", 1}, {NULL, 0}};
static const struct price_choice bass_fits[] = {
    {"nls", BASS_NLS}, {"ols", BASS_OLS}, {"density", BASS_DENSITY}, {NULL, 0}};
static const struct price_choice rules[] = {{"first-choice", 0}, {"share-of-preference", 1}, {NULL, 0}};
static const struct price_choice sequences[] = {{"halton", MIXED_LOGIT_HALTON},
    {"shared-halton", MIXED_LOGIT_SHARED_HALTON}, {"random", MIXED_LOGIT_PSEUDO}, {NULL, 0}};
static const struct price_choice forms[] = {{"log-log", 0}, {"semi-log", 1}, {NULL, 0}};
static const struct price_choice missings[] = {{"refuse", 0}, {"drop", 1}, {NULL, 0}};

static const struct price_choice afters[] = {{"elasticities", PRICE_AFTER_ELASTICITIES},
    {"diversion", PRICE_AFTER_DIVERSION}, {"costs", PRICE_AFTER_COSTS}, {"surplus", PRICE_AFTER_SURPLUS},
    {"hhi", PRICE_AFTER_HHI}, {"aggregate", PRICE_AFTER_AGGREGATE}, {"bootstrap", PRICE_AFTER_BOOTSTRAP},
    {"merger", PRICE_AFTER_MERGER}, {"monopoly", PRICE_AFTER_MONOPOLY}, {"single", PRICE_AFTER_SINGLE},
    {"same", PRICE_AFTER_SAME}, {NULL, 0}};
static const struct price_choice bootstraps[] = {{"observed", 0}, {"predicted", 1}, {NULL, 0}};

static const struct price_choice questions[] = {
    {"fit", PRICE_ASK_FIT}, {"optimize", PRICE_ASK_BEST}, {"simulate", PRICE_ASK_WHAT_IF}, {NULL, 0}};
static const struct price_choice rivals[] = {{"stay", 0}, {"answer", 1}, {NULL, 0}};
static const struct price_choice beyonds[] = {{"refuse", 0}, {"allow", 1}, {NULL, 0}};

#define AT(member) .offset = offsetof(struct price_spec, member)
#define OF_ANSWERS .role = PRICE_ANSWERS
const struct price_key price_keys[] = {
    {"method", PRICE_KEY_METHOD, EVERY, EVERY, AT(method)},
    {"products", PRICE_KEY_FILE, EVERY, 0, AT(file[PRICE_PRODUCTS])},
    {"agents", PRICE_KEY_FILE, RANDOM, 0, AT(file[PRICE_AGENTS]), .role = PRICE_AGENTS},
    {"dependent", PRICE_KEY_TERM, REGRESSION | PANEL, REGRESSION | PANEL, AT(dependent)},
    {"quantity", PRICE_KEY_TERM, HISTORY | GIVEN_ELASTICITY | CROSS, HISTORY | CROSS, AT(dependent)},
    {"share", PRICE_KEY_TERM, SHARES, SHARES, AT(dependent)},
    {"price", PRICE_KEY_TERM, HISTORY | SHARES | ALL_CHOICES | GIVEN | CROSS, HISTORY | SHARES | GIVEN_LOGIT,
        AT(price)},
    {"regressors", PRICE_KEY_TERMS, ALL | ALL_CHOICES | CROSS, 1 << PRICE_OLS | BAYESIAN_LINEAR,
        AT(regressors)},
    {"endogenous", PRICE_KEY_TERMS, WITH_INSTRUMENTS, WITH_INSTRUMENTS, AT(endogenous)},
    {"instruments", PRICE_KEY_TERMS, ALL & ~(1 << PRICE_OLS) & ~PANEL, WITH_INSTRUMENTS | SHARES,
        AT(instruments)},
    {"absorb", PRICE_KEY_COLUMNS, (ALL & ~PANEL) | CROSS, 0, AT(absorb), .limit = FIXED_EFFECTS_WAYS},
    {"constant", PRICE_KEY_FLAG, ALL & ~HISTORY, 0, AT(has_constant), .choices = yes_no},
    {"weights", PRICE_KEY_TERM, REGRESSION | CHOICES | CROSS, 0, AT(weights)},
    {"covariance", PRICE_KEY_CHOICE, LINEAR | RANDOM | CHOICES | CROSS, 0, AT(covariance),
        .choices = covariances},
    {"cluster", PRICE_KEY_COLUMN, LINEAR | RANDOM | CHOICES | CROSS, 0, AT(cluster)},
    {"market", PRICE_KEY_COLUMN, MARKETS, SHARES, AT(market)},
    {"product", PRICE_KEY_COLUMN, MARKETS | GIVEN | CROSS, CROSS, AT(product)},
    {"firm", PRICE_KEY_COLUMN, MARKETS, 0, AT(firm)},
    {"nest", PRICE_KEY_COLUMN, NESTED | GIVEN_LOGIT, NESTED, AT(nest)},
    {"random", PRICE_KEY_RANDOM, RANDOM, RANDOM, .offset = 0},
    {"agent market", PRICE_KEY_COLUMN, RANDOM, 0, AT(agent_market), .role = PRICE_AGENTS},
    {"agent weight", PRICE_KEY_COLUMN, RANDOM, 0, AT(agent_weight), .role = PRICE_AGENTS},
    {"steps", PRICE_KEY_WHOLE, HISTORY | SHARES, 0, AT(steps), .least = 1, .most = 20},
    {"weighting", PRICE_KEY_FLAG, 1 << PRICE_GMM | SHARES, 0, AT(is_weighting_centred),
        .choices = weightings},
    {"missing", PRICE_KEY_FLAG, EVERY, 0, AT(is_dropping_missing), .choices = missings},
    {"only", PRICE_KEY_ONLY, EVERY, 0, .offset = 0},
    {"level", PRICE_KEY_REAL, EVERY, 0, AT(level), .least = 50, .most = 99.99},
    {"asked price", PRICE_KEY_REAL, HISTORY, 0, AT(asked_price), .least = 1e-12, .most = 1e12},
    {"price changes", PRICE_KEY_WHOLE, HISTORY, 0, AT(price_changes), .least = 1, .most = 1e6},
    {"gradient tolerance", PRICE_KEY_REAL, WITH_SUPPLY | MIXED_CHOICES, 0, AT(gradient_tolerance),
        .least = 1e-12, .most = 1},
    {"contraction tolerance", PRICE_KEY_REAL, RANDOM, 0, AT(contraction_tolerance), .least = 1e-15,
        .most = 1e-3},
    {"iterations", PRICE_KEY_WHOLE, WITH_SUPPLY | MIXED | MIXED_CHOICES, 0, AT(iterations), .least = 1,
        .most = 1e6},
    {"contractions", PRICE_KEY_WHOLE, RANDOM, 0, AT(contractions), .least = 1, .most = 1e6},
    // Random coefficients, and costs that prices show.
    {"integration", PRICE_KEY_INTEGRATION, RANDOM, 0, AT(random.integration)},
    {"linear price", PRICE_KEY_FLAG, RANDOM, 0, AT(random.is_linear_price_left_out), .choices = no_yes},
    {"price start", PRICE_KEY_REAL, WITH_SUPPLY, 0, AT(random.price_start), .least = -1e12, .most = 1e12},
    {"first weighting", PRICE_KEY_FLAG, WITH_SUPPLY, 0, AT(random.is_weighted_from_start),
        .choices = first_weightings},
    {"weighting covariance", PRICE_KEY_CHOICE, WITH_SUPPLY, 0, AT(random.weighting_covariance),
        .choices = covariances},
    {"optimiser", PRICE_KEY_FLAG, WITH_SUPPLY, 0, AT(random.is_plain_search), .choices = optimisers},
    {"optimal instruments", PRICE_KEY_FLAG, WITH_SUPPLY, 0, AT(random.has_optimal_instruments),
        .choices = yes_no},
    {"cost regressors", PRICE_KEY_TERMS, WITH_SUPPLY, 0, AT(supply.regressors)},
    {"cost constant", PRICE_KEY_FLAG, WITH_SUPPLY, 0, AT(supply.has_constant), .choices = yes_no},
    {"cost instruments", PRICE_KEY_TERMS, WITH_SUPPLY, 0, AT(supply.instruments)},
    {"cost absorb", PRICE_KEY_COLUMNS, WITH_SUPPLY, 0, AT(supply.absorb), .limit = FIXED_EFFECTS_WAYS},
    {"cost bounds", PRICE_KEY_NUMBERS, WITH_SUPPLY, 0, AT(supply.bounds), .least = -1e12, .most = 1e12,
        .limit = 2},
    {"log costs", PRICE_KEY_FLAG, WITH_SUPPLY, 0, AT(supply.is_log), .choices = yes_no},
    // Panels: stores, segments or respondents whose coefficients differ.
    {"group", PRICE_KEY_COLUMN, PANEL, PANEL, AT(group)},
    {"slopes", PRICE_KEY_TERMS, MIXED, 0, AT(slopes)},
    {"group constant", PRICE_KEY_FLAG, MIXED, 0, AT(is_constant_by_group), .choices = yes_no},
    {"group covariance", PRICE_KEY_FLAG, MIXED, 0, AT(is_diagonal), .choices = shapes},
    {"likelihood", PRICE_KEY_FLAG, MIXED, 0, AT(is_restricted), .choices = likelihoods},
    {"prices", PRICE_KEY_TERMS, CROSS, 0, AT(prices)},
    {"occasion", PRICE_KEY_COLUMNS, CROSS, 0, AT(occasion), .limit = 4},
    {"form", PRICE_KEY_FLAG, CROSS, 0, AT(is_semi_log), .choices = forms},
    {"groups", PRICE_KEY_FILE, BAYESIAN, 0, AT(file[PRICE_GROUPS]), .role = PRICE_GROUPS},
    {"group key", PRICE_KEY_COLUMN, BAYESIAN, 0, AT(group_key), .role = PRICE_GROUPS},
    {"covariates", PRICE_KEY_TERMS, BAYESIAN, 0, AT(covariates), .role = PRICE_GROUPS},
    {"positive", PRICE_KEY_TERMS, BAYESIAN_CHOICES, 0, AT(positive)},
    {"negative", PRICE_KEY_TERMS, BAYESIAN_CHOICES, 0, AT(negative)},
    {"components", PRICE_KEY_WHOLE, BAYESIAN_CHOICES, 0, AT(components), .least = 1, .most = 10},
    {"burn", PRICE_KEY_WHOLE, BAYESIAN, 0, AT(burn), .least = 0, .most = 1e6},
    {"thin", PRICE_KEY_WHOLE, BAYESIAN, 0, AT(thin), .least = 1, .most = 1000},
    {"chains", PRICE_KEY_WHOLE, BAYESIAN, 0, AT(chains), .least = 1, .most = 16},
    // Choices: one row an alternative (task, chosen 0 or 1), or one row a task (alternatives, per
    // alternative).
    {"respondent", PRICE_KEY_COLUMN, ALL_CHOICES, BAYESIAN_CHOICES, AT(respondent)},
    {"task", PRICE_KEY_COLUMN, ALL_CHOICES, 0, AT(task)},
    {"alternative", PRICE_KEY_COLUMN, ALL_CHOICES, 0, AT(alternative)},
    {"chosen", PRICE_KEY_COLUMN, ALL_CHOICES, ALL_CHOICES, AT(chosen)},
    {"alternatives", PRICE_KEY_TEXTS, ALL_CHOICES, 0, AT(alternatives), .limit = PRICE_ALTERNATIVES_MAXIMUM},
    {"per alternative", PRICE_KEY_TEXTS, ALL_CHOICES, 0, AT(per_alternative),
        .limit = PRICE_ALTERNATIVES_MAXIMUM},
    {"available", PRICE_KEY_TERM, ALL_CHOICES, 0, AT(available)},
    {"outside", PRICE_KEY_FLAG, ALL_CHOICES, 0, AT(has_outside), .choices = yes_no},
    {"seed", PRICE_KEY_WHOLE, CHOICES | DECIDED | BAYESIAN | SURVEYS, 0, AT(seed), .least = 0, .most = 9e15},
    // Products and people with part-worths.
    {"price", PRICE_KEY_TERM, WITH_PART_WORTHS, LINE, AT(price)},
    {"regressors", PRICE_KEY_TERMS, WITH_PART_WORTHS, 0, AT(regressors)},
    {"product", PRICE_KEY_COLUMN, WITH_PART_WORTHS, 0, AT(product)},
    {"outside", PRICE_KEY_FLAG, WITH_PART_WORTHS, 0, AT(has_outside), .choices = yes_no},
    {"seed", PRICE_KEY_WHOLE, WITH_PART_WORTHS, 0, AT(seed), .least = 0, .most = 9e15},
    {"part-worths", PRICE_KEY_FILE, WITH_PART_WORTHS, 0, AT(file[PRICE_PART_WORTHS])},
    {"rivals", PRICE_KEY_FILE, LINE, 0, AT(file[PRICE_RIVALS])},
    {"rival regressors", PRICE_KEY_TERMS, LINE, 0, AT(choice.rival_regressors), .role = PRICE_RIVALS},
    {"rival price spread", PRICE_KEY_REAL, LINE, 0, AT(choice.rival_price_spread), .most = 1},
    {"own", PRICE_KEY_TEXTS, LINE, 0, AT(choice.own), .limit = PRICE_ALTERNATIVES_MAXIMUM},
    {"cost", PRICE_KEY_TERM, WITH_PART_WORTHS, LINE, AT(choice.cost)},
    {"rule", PRICE_KEY_FLAG, LINE, 0, AT(choice.has_preference_rule), .choices = rules},
    {"size", PRICE_KEY_WHOLE, LINE, 0, AT(choice.size), .least = 1, .most = PRODUCT_LINE_SIZE_MAXIMUM},
    {"effort", PRICE_KEY_WHOLE, LINE, 0, AT(choice.effort), .least = 0, .most = 1e12},
    {"bootstrap", PRICE_KEY_WHOLE, WITH_PART_WORTHS, 0, AT(choice.bootstrap), .least = 0, .most = 100000},
    {"best price of", PRICE_KEY_TEXTS, SIMULATION, 0, AT(choice.best_price), .limit = 20},
    {"price range", PRICE_KEY_NUMBERS, SIMULATION, 0, AT(choice.price_range), .least = 0, .most = 1e12,
        .limit = 2},
    {"attribute error", PRICE_KEY_REAL, SIMULATION, 0, AT(choice.attribute_error), .least = 0, .most = 1000},
    {"product error", PRICE_KEY_REAL, SIMULATION, 0, AT(choice.product_error), .least = 0, .most = 1000},
    {"draws", PRICE_KEY_WHOLE, SIMULATION, 0, AT(choice.draws), .least = 1, .most = 1e6},
    {"normal", PRICE_KEY_TERMS, MIXED_CHOICES, 0, AT(choice.normal)},
    {"log normal", PRICE_KEY_TERMS, MIXED_CHOICES, 0, AT(choice.log_normal)},
    {"minus log normal", PRICE_KEY_TERMS, MIXED_CHOICES, 0, AT(choice.minus_log_normal)},
    {"sequence", PRICE_KEY_CHOICE, MIXED_CHOICES, 0, AT(choice.sequence), .choices = sequences},
    {"draws", PRICE_KEY_WHOLE, MIXED_CHOICES, 0, AT(choice.draws), .least = 2, .most = 1e6},
    {"searches", PRICE_KEY_WHOLE, MIXED_CHOICES, 0, AT(choice.searches), .least = 1, .most = 1000},
    {"simulations", PRICE_KEY_WHOLE, CHOICES, 0, AT(simulations), .least = 100, .most = 1e6},
    // What follows from demand from shares, once it is estimated: price_after.h.
    {"after", PRICE_KEY_WORDS, MARKETS, 0, AT(after), .choices = afters},
    {"merger", PRICE_KEY_MERGER, MARKETS, 0, AT(merger)},
    {"cost", PRICE_KEY_TERM, DECIDED, 0, AT(cost)},
    {"aggregate factor", PRICE_KEY_REAL, MARKETS, 0, AT(aggregate_factor), .least = 1e-6, .most = 10},
    {"bootstrap shares", PRICE_KEY_FLAG, MARKETS, 0, AT(is_bootstrap_predicted), .choices = bootstraps},
    {"draws", PRICE_KEY_WHOLE, DECIDED | BAYESIAN, 0, AT(draws), .least = 2, .most = 100000},
    // Decisions: price_decision.h.
    {"question", PRICE_KEY_CHOICE, DECIDED, 0, AT(decide.question), .choices = questions},
    {"our products", PRICE_KEY_TEXTS, MARKETS, 0, AT(decide.products), .limit = 200},
    {"our firm", PRICE_KEY_TEXTS, MARKETS, 0, AT(decide.firm), .limit = 1},
    {"decide in", PRICE_KEY_TEXTS, MARKETS, 0, AT(decide.market), .limit = 1},
    {"rivals", PRICE_KEY_FLAG, MARKETS, 0, AT(decide.is_rival_answering), .choices = rivals},
    {"ladder", PRICE_KEY_NUMBERS, DECIDED, 0, AT(decide.ladder), .least = 1e-12, .most = 1e12, .limit = 200},
    {"margin floor", PRICE_KEY_REAL, DECIDED, 0, AT(decide.margin_floor), .least = -10, .most = 0.999},
    {"largest change", PRICE_KEY_REAL, DECIDED, 0, AT(decide.largest_change), .least = 0, .most = 100},
    {"market size", PRICE_KEY_REAL, MARKETS, 0, AT(decide.market_size), .least = 1e-12, .most = 1e15},
    {"new price", PRICE_KEY_TERM, MARKETS, 0, AT(decide.new_price)},
    {"price of", PRICE_KEY_SETTING, DECIDED, 0, .offset = 0},
    {"today price", PRICE_KEY_REAL, HISTORY, 0, AT(decide.today_price), .least = 1e-12, .most = 1e12},
    {"today quantity", PRICE_KEY_REAL, HISTORY, 0, AT(decide.today_quantity), .least = 1e-12, .most = 1e15},
    {"beyond range", PRICE_KEY_FLAG, HISTORY, 0, AT(decide.is_range_open), .choices = beyonds},
    {"quality", PRICE_KEY_TERM, GIVEN_LOGIT, GIVEN_LOGIT, AT(decide.quality)},
    {"alpha", PRICE_KEY_REAL, GIVEN_LOGIT, GIVEN_LOGIT, AT(decide.alpha), .least = -1e9, .most = 1e9},
    {"alpha error", PRICE_KEY_REAL, GIVEN_LOGIT, 0, AT(decide.alpha_error), .least = 0, .most = 1e9},
    {"rho", PRICE_KEY_REAL, GIVEN_LOGIT, 0, AT(decide.rho), .least = 0, .most = 0.999999},
    {"elasticity", PRICE_KEY_TERM, GIVEN_ELASTICITY, GIVEN_ELASTICITY, AT(decide.elasticity)},
    {"elasticity error", PRICE_KEY_TERM, GIVEN_ELASTICITY, 0, AT(decide.elasticity_error)},
    // surveys
    {"answers", PRICE_KEY_FILE, SURVEYS, 0, AT(file[PRICE_ANSWERS])},
    {"respondent", PRICE_KEY_COLUMN, GABOR | RATINGS | BEST_WORST, 0, AT(survey.respondent), OF_ANSWERS},
    {"respondent weight", PRICE_KEY_COLUMN, WESTENDORP | GABOR | BIDS, 0, AT(survey.weight), OF_ANSWERS},
    {"bootstrap", PRICE_KEY_WHOLE, SURVEYS & ~BIDS, 0, AT(survey.replications), .most = 100000},
    {"too cheap", PRICE_KEY_COLUMN, WESTENDORP, 0, AT(survey.too_cheap), OF_ANSWERS},
    {"cheap", PRICE_KEY_COLUMN, WESTENDORP, WESTENDORP, AT(survey.cheap), OF_ANSWERS},
    {"expensive", PRICE_KEY_COLUMN, WESTENDORP, WESTENDORP, AT(survey.expensive), OF_ANSWERS},
    {"too expensive", PRICE_KEY_COLUMN, WESTENDORP, WESTENDORP, AT(survey.too_expensive), OF_ANSWERS},
    {"intent cheap", PRICE_KEY_COLUMN, WESTENDORP, 0, AT(survey.intent_cheap), OF_ANSWERS},
    {"intent expensive", PRICE_KEY_COLUMN, WESTENDORP, 0, AT(survey.intent_expensive), OF_ANSWERS},
    {"calibration", PRICE_KEY_NUMBERS, WESTENDORP, 0, AT(survey.calibration), .most = 1,
        .limit = PRICE_CALIBRATION_MAXIMUM},
    {"trial at too cheap", PRICE_KEY_REAL, WESTENDORP, 0, AT(survey.trial_at_too_cheap), .most = 1},
    {"trial at too expensive", PRICE_KEY_REAL, WESTENDORP, 0, AT(survey.trial_at_too_expensive), .most = 1},
    {"range", PRICE_KEY_FLAG, WESTENDORP, 0, AT(survey.is_narrower), .choices = ranges},
    {"crossing", PRICE_KEY_CHOICE, WESTENDORP, 0, AT(survey.crossing), .choices = crossings},
    {"intransitive", PRICE_KEY_FLAG, WESTENDORP, 0, AT(survey.is_keeping_intransitive),
        .choices = intransitives},
    {"trial between", PRICE_KEY_FLAG, WESTENDORP, 0, AT(survey.is_between_steps), .choices = betweens},
    {"highest price", PRICE_KEY_COLUMN, GABOR, 0, AT(survey.highest), OF_ANSWERS},
    {"price", PRICE_KEY_COLUMN, GABOR, 0, AT(survey.price), OF_ANSWERS},
    {"answer", PRICE_KEY_COLUMN, GABOR | BIDS, BIDS, AT(survey.answer), OF_ANSWERS},
    {"share", PRICE_KEY_COLUMN, GABOR, 0, AT(survey.share), OF_ANSWERS},
    {"asked", PRICE_KEY_COLUMN, GABOR, 0, AT(survey.asked), OF_ANSWERS},
    {"cost", PRICE_KEY_REAL, GABOR, 0, AT(survey.cost), .most = 1e12},
    {"inconsistent", PRICE_KEY_CHOICE, GABOR, 0, AT(survey.inconsistent), .choices = inconsistents},
    {"bid", PRICE_KEY_COLUMN, BIDS, BIDS, AT(survey.bid), OF_ANSWERS},
    {"second bid", PRICE_KEY_COLUMN, BIDS, 0, AT(survey.second_bid), OF_ANSWERS},
    {"higher bid", PRICE_KEY_COLUMN, BIDS, 0, AT(survey.higher_bid), OF_ANSWERS},
    {"lower bid", PRICE_KEY_COLUMN, BIDS, 0, AT(survey.lower_bid), OF_ANSWERS},
    {"second answer", PRICE_KEY_COLUMN, BIDS, 0, AT(survey.second_answer), OF_ANSWERS},
    {"covariates", PRICE_KEY_TERMS, BIDS, 0, AT(survey.covariates), OF_ANSWERS},
    {"distribution", PRICE_KEY_CHOICE, BIDS, 0, AT(survey.distribution), .choices = distributions},
    {"draws", PRICE_KEY_WHOLE, BIDS, 0, AT(survey.draws), .most = 1000000},
    {"profiles", PRICE_KEY_FILE, RATINGS, 0, AT(file[PRICE_PROFILES])},
    {"levels", PRICE_KEY_FILE, RATINGS, 0, AT(file[PRICE_LEVELS])},
    {"simulation", PRICE_KEY_FILE, RATINGS, 0, AT(file[PRICE_SIMULATION])},
    {"attributes", PRICE_KEY_COLUMNS, RATINGS, 0, AT(survey.attributes), .role = PRICE_PROFILES, .limit = 40},
    {"ratings", PRICE_KEY_TERMS, RATINGS, 0, AT(survey.ratings), OF_ANSWERS},
    {"profile", PRICE_KEY_COLUMN, RATINGS, 0, AT(survey.profile), OF_ANSWERS},
    {"rating", PRICE_KEY_COLUMN, RATINGS, 0, AT(survey.rating), OF_ANSWERS},
    {"coding", PRICE_KEY_FLAG, RATINGS, 0, AT(survey.is_dummy_coded), .choices = codings},
    {"negative", PRICE_KEY_FLAG, RATINGS, 0, AT(survey.is_leaving_out_negative), .choices = negatives},
    {"design", PRICE_KEY_FILE, BEST_WORST, 0, AT(file[PRICE_DESIGN])},
    {"design question", PRICE_KEY_COLUMN, BEST_WORST, 0, AT(survey.design_question), .role = PRICE_DESIGN},
    {"best", PRICE_KEY_TERMS, BEST_WORST, 0, AT(survey.best), OF_ANSWERS},
    {"worst", PRICE_KEY_TERMS, BEST_WORST, 0, AT(survey.worst), OF_ANSWERS},
    {"chosen by", PRICE_KEY_FLAG, BEST_WORST, 0, AT(survey.is_item_number), .choices = positions},
    {"items", PRICE_KEY_FILE, BEST_WORST, 0, AT(survey.items)},
    {"base", PRICE_KEY_FILE, BEST_WORST, 0, AT(survey.base)},
    {"model", PRICE_KEY_CHOICE, BEST_WORST, 0, AT(survey.model), .choices = best_worst_models},
    {"question", PRICE_KEY_COLUMN, BEST_WORST, 0, AT(survey.question), OF_ANSWERS},
    {"item", PRICE_KEY_COLUMN, BEST_WORST, 0, AT(survey.item), OF_ANSWERS},
    {"score", PRICE_KEY_COLUMN, BEST_WORST, 0, AT(survey.score), OF_ANSWERS},
    // diffusion
    {"sales", PRICE_KEY_COLUMN, BASS, BASS, AT(survey.sales)},
    {"period", PRICE_KEY_COLUMN, BASS, 0, AT(survey.period)},
    {"fit", PRICE_KEY_CHOICE, BASS, 0, AT(survey.fit), .choices = bass_fits},
    {"horizon", PRICE_KEY_WHOLE, BASS, 0, AT(survey.horizon), .most = 500},
    {"bought before", PRICE_KEY_REAL, BASS, 0, AT(survey.bought_before), .most = 1e15},
};
const size_t price_key_count = sizeof price_keys / sizeof price_keys[0];
_Static_assert(
    sizeof price_keys / sizeof price_keys[0] <= PRICE_KEYS_MAXIMUM, "more keys than a reading has room for");
