// SPDX-License-Identifier: Apache-2.0
// The table of names that a price specification may have.
#include "pricing/price_key.h"

#include "engine/fixed_effects.h"
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
    MIXED = 1 << PRICE_MIXED_MODEL,
    PANEL = MIXED,
    ALL = REGRESSION | HISTORY | SHARES | PANEL,
    LINEAR = ALL & ~RANDOM & ~PANEL,
    CHOICES = 1 << PRICE_MULTINOMIAL_LOGIT, // of one alternative out of several, as survey or scanner data
    EVERY = (1 << PRICE_METHOD_COUNT) - 1,
};

static const struct price_choice covariances[] = {{"classical", COVARIANCE_CLASSICAL},
    {"hc0", COVARIANCE_HC0}, {"hc1", COVARIANCE_HC1}, {"cluster0", COVARIANCE_CLUSTER0},
    {"cluster1", COVARIANCE_CLUSTER1}, {NULL, 0}};
static const struct price_choice yes_no[] = {{"yes", 1}, {"no", 0}, {NULL, 0}};
static const struct price_choice weightings[] = {{"centred", 1}, {"uncentred", 0}, {NULL, 0}};
static const struct price_choice likelihoods[] = {{"reml", 1}, {"ml", 0}, {NULL, 0}};
static const struct price_choice shapes[] = {{"full", 0}, {"diagonal", 1}, {NULL, 0}};
static const struct price_choice missings[] = {{"refuse", 0}, {"drop", 1}, {NULL, 0}};

static const struct price_choice afters[] = {{"elasticities", PRICE_AFTER_ELASTICITIES},
    {"diversion", PRICE_AFTER_DIVERSION}, {"costs", PRICE_AFTER_COSTS}, {"surplus", PRICE_AFTER_SURPLUS},
    {"hhi", PRICE_AFTER_HHI}, {"aggregate", PRICE_AFTER_AGGREGATE}, {"bootstrap", PRICE_AFTER_BOOTSTRAP},
    {"merger", PRICE_AFTER_MERGER}, {"monopoly", PRICE_AFTER_MONOPOLY}, {"single", PRICE_AFTER_SINGLE},
    {"same", PRICE_AFTER_SAME}, {NULL, 0}};
static const struct price_choice bootstraps[] = {{"observed", 0}, {"predicted", 1}, {NULL, 0}};

#define AT(member) .offset = offsetof(struct price_spec, member)
const struct price_key price_keys[] = {
    {"method", PRICE_KEY_METHOD, EVERY, EVERY, AT(method)},
    {"products", PRICE_KEY_FILE, EVERY, 0, AT(file[PRICE_PRODUCTS])},
    {"agents", PRICE_KEY_FILE, RANDOM, 0, AT(file[PRICE_AGENTS]), .role = PRICE_AGENTS},
    {"dependent", PRICE_KEY_TERM, REGRESSION | PANEL, REGRESSION | PANEL, AT(dependent)},
    {"quantity", PRICE_KEY_TERM, HISTORY, HISTORY, AT(dependent)},
    {"share", PRICE_KEY_TERM, SHARES, SHARES, AT(dependent)},
    {"price", PRICE_KEY_TERM, HISTORY | SHARES | CHOICES, HISTORY | SHARES, AT(price)},
    {"regressors", PRICE_KEY_TERMS, ALL | CHOICES, 1 << PRICE_OLS | PANEL, AT(regressors)},
    {"endogenous", PRICE_KEY_TERMS, WITH_INSTRUMENTS, WITH_INSTRUMENTS, AT(endogenous)},
    {"instruments", PRICE_KEY_TERMS, ALL & ~(1 << PRICE_OLS) & ~PANEL, WITH_INSTRUMENTS | SHARES,
        AT(instruments)},
    {"absorb", PRICE_KEY_COLUMNS, ALL & ~PANEL, 0, AT(absorb), .limit = FIXED_EFFECTS_WAYS},
    {"constant", PRICE_KEY_FLAG, ALL & ~HISTORY, 0, AT(has_constant), .choices = yes_no},
    {"weights", PRICE_KEY_TERM, REGRESSION | CHOICES, 0, AT(weights)},
    {"covariance", PRICE_KEY_CHOICE, LINEAR | CHOICES, 0, AT(covariance), .choices = covariances},
    {"cluster", PRICE_KEY_COLUMN, LINEAR | CHOICES, 0, AT(cluster)},
    {"market", PRICE_KEY_COLUMN, SHARES, SHARES, AT(market)},
    {"product", PRICE_KEY_COLUMN, SHARES, 0, AT(product)},
    {"firm", PRICE_KEY_COLUMN, SHARES, 0, AT(firm)},
    {"nest", PRICE_KEY_COLUMN, NESTED, NESTED, AT(nest)},
    {"random", PRICE_KEY_RANDOM, RANDOM, RANDOM, .offset = 0},
    {"agent market", PRICE_KEY_COLUMN, RANDOM, 0, AT(agent_market), .role = PRICE_AGENTS},
    {"agent weight", PRICE_KEY_COLUMN, RANDOM, RANDOM, AT(agent_weight), .role = PRICE_AGENTS},
    {"steps", PRICE_KEY_WHOLE, HISTORY | SHARES, 0, AT(steps), .least = 1, .most = 2},
    {"weighting", PRICE_KEY_FLAG, 1 << PRICE_GMM | CLOSED_SHARES, 0, AT(is_weighting_centred),
        .choices = weightings},
    {"missing", PRICE_KEY_FLAG, EVERY, 0, AT(is_dropping_missing), .choices = missings},
    {"only", PRICE_KEY_ONLY, EVERY, 0, .offset = 0},
    {"level", PRICE_KEY_REAL, EVERY, 0, AT(level), .least = 50, .most = 99.99},
    {"asked price", PRICE_KEY_REAL, HISTORY, 0, AT(asked_price), .least = 1e-12, .most = 1e12},
    {"price changes", PRICE_KEY_WHOLE, HISTORY, 0, AT(price_changes), .least = 1, .most = 1e6},
    {"gradient tolerance", PRICE_KEY_REAL, RANDOM, 0, AT(gradient_tolerance), .least = 1e-12, .most = 1},
    {"contraction tolerance", PRICE_KEY_REAL, RANDOM, 0, AT(contraction_tolerance), .least = 1e-15,
        .most = 1e-3},
    {"iterations", PRICE_KEY_WHOLE, RANDOM | MIXED, 0, AT(iterations), .least = 1, .most = 1e6},
    {"contractions", PRICE_KEY_WHOLE, RANDOM, 0, AT(contractions), .least = 1, .most = 1e6},
    // Panels: stores, segments or respondents whose coefficients differ.
    {"group", PRICE_KEY_COLUMN, PANEL, PANEL, AT(group)},
    {"slopes", PRICE_KEY_TERMS, PANEL, 0, AT(slopes)},
    {"group constant", PRICE_KEY_FLAG, PANEL, 0, AT(is_constant_by_group), .choices = yes_no},
    {"group covariance", PRICE_KEY_FLAG, MIXED, 0, AT(is_diagonal), .choices = shapes},
    {"likelihood", PRICE_KEY_FLAG, MIXED, 0, AT(is_restricted), .choices = likelihoods},
    // Choices: one row an alternative (task, chosen 0 or 1), or one row a task (alternatives, per
    // alternative).
    {"respondent", PRICE_KEY_COLUMN, CHOICES, 0, AT(respondent)},
    {"task", PRICE_KEY_COLUMN, CHOICES, 0, AT(task)},
    {"alternative", PRICE_KEY_COLUMN, CHOICES, 0, AT(alternative)},
    {"chosen", PRICE_KEY_COLUMN, CHOICES, CHOICES, AT(chosen)},
    {"alternatives", PRICE_KEY_TEXTS, CHOICES, 0, AT(alternatives), .limit = PRICE_ALTERNATIVES_MAXIMUM},
    {"per alternative", PRICE_KEY_TEXTS, CHOICES, 0, AT(per_alternative),
        .limit = PRICE_ALTERNATIVES_MAXIMUM},
    {"available", PRICE_KEY_TERM, CHOICES, 0, AT(available)},
    {"outside", PRICE_KEY_FLAG, CHOICES, 0, AT(has_outside), .choices = yes_no},
    {"seed", PRICE_KEY_WHOLE, CHOICES | SHARES, 0, AT(seed), .least = 0, .most = 9e15},
    {"simulations", PRICE_KEY_WHOLE, CHOICES, 0, AT(simulations), .least = 100, .most = 1e6},
    // What follows from demand from shares, once it is estimated: price_after.h.
    {"after", PRICE_KEY_WORDS, SHARES, 0, AT(after), .choices = afters},
    {"merger", PRICE_KEY_MERGER, SHARES, 0, AT(merger)},
    {"cost", PRICE_KEY_TERM, SHARES, 0, AT(cost)},
    {"aggregate factor", PRICE_KEY_REAL, SHARES, 0, AT(aggregate_factor), .least = 1e-6, .most = 10},
    {"bootstrap shares", PRICE_KEY_FLAG, SHARES, 0, AT(is_bootstrap_predicted), .choices = bootstraps},
    {"draws", PRICE_KEY_WHOLE, SHARES, 0, AT(draws), .least = 2, .most = 100000},
};
const size_t price_key_count = sizeof price_keys / sizeof price_keys[0];
_Static_assert(
    sizeof price_keys / sizeof price_keys[0] <= PRICE_KEYS_MAXIMUM, "more keys than a reading has room for");
