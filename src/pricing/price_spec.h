// SPDX-License-Identifier: Apache-2.0
// A price specification: which model is to be fitted to which columns of which files.
//
// Lines "name = value"; a line that begins with white space goes on with the one before; # begins a comment.
// docs/use/price-spec.md says what each name means. All problems are collected, each with line and column and
// what would be right.
#ifndef TANDEM_PRICING_PRICE_SPEC_H
#define TANDEM_PRICING_PRICE_SPEC_H

#include "base/error.h"
#include "engine/covariance.h"
#include "pricing/price_choice_spec.h"
#include "pricing/price_decide_spec.h"
#include "pricing/price_random.h"
#include "pricing/price_survey_spec.h"

#define PRICE_SPEC_SIZE_MAXIMUM ((size_t)256 << 10)
#define PRICE_FILTERS_MAXIMUM 20
#define PRICE_FILTER_VALUES_MAXIMUM 200
#define PRICE_ALTERNATIVES_MAXIMUM 200 // of a wide file
#define PRICE_MERGERS_MAXIMUM 50

enum price_method {
    PRICE_OLS,
    PRICE_2SLS,
    PRICE_GMM,
    PRICE_ELASTICITY,
    PRICE_LOGIT,
    PRICE_NESTED_LOGIT,
    PRICE_RANDOM_COEFFICIENTS,
    PRICE_MIXED_MODEL,
    PRICE_HIERARCHICAL_LINEAR,
    PRICE_HIERARCHICAL_LOGIT,
    PRICE_CROSS_ELASTICITY,
    PRICE_MULTINOMIAL_LOGIT,
    PRICE_MIXED_LOGIT,
    PRICE_CHOICE_SIMULATION,
    PRICE_PRODUCT_LINE,
    // Surveys and diffusion.
    PRICE_VAN_WESTENDORP,
    PRICE_GABOR_GRANGER,
    PRICE_BIDS,
    PRICE_RATINGS,
    PRICE_BEST_WORST,
    PRICE_BASS,
    PRICE_GIVEN_LOGIT,
    PRICE_GIVEN_ELASTICITY,
    PRICE_METHOD_COUNT
};

// The data files that a specification may name, each under its word ("products = sales.csv"; also an option
// of the command line). Which of them a method needs is in the table of methods.
enum price_role {
    PRICE_PRODUCTS,
    PRICE_AGENTS,
    PRICE_ANSWERS, // of a survey
    PRICE_PROFILES,
    PRICE_LEVELS,
    PRICE_SIMULATION,
    PRICE_DESIGN,
    PRICE_GROUPS,      // stores, segments, respondents
    PRICE_PART_WORTHS, // of respondents
    PRICE_RIVALS,      // products of others
    PRICE_ROLE_COUNT
};

// The products of one firm become another's. *borrowed*
struct price_merger {
    struct text from, into;
};

// What firms' prices show of their costs.
struct price_supply_spec {
    struct price_terms regressors, instruments;
    struct price_columns absorb;
    struct price_numbers bounds; // the lower, and the upper if there is one
    bool has_constant, is_log;
};

struct price_spec {
    enum price_method method;
    struct text file[PRICE_ROLE_COUNT]; // as written; empty when they are given elsewhere
    struct price_terms dependent, price, regressors, endogenous, instruments, weights;
    struct price_random_spec random; // random coefficients
    struct price_supply_spec supply;
    struct price_columns absorb;
    size_t cluster, market, product, firm, nest;
    size_t agent_market, agent_weight; // of the agents' names
    enum covariance_kind covariance;
    bool has_constant, is_weighting_centred, is_dropping_missing;
    double level, asked_price, gradient_tolerance, contraction_tolerance;
    size_t steps, price_changes, iterations, contractions;
    // Panels of stores, segments or respondents.
    size_t group;
    struct price_terms slopes; // whose coefficients differ by group
    bool is_constant_by_group, is_restricted, is_diagonal;
    struct price_terms covariates;         // of the groups, in their own file or the products'
    size_t group_key;                      // of the groups' names
    size_t burn, thin, chains;             // of draws from a posterior
    struct price_terms positive, negative; // regressors whose coefficients have a sign
    size_t components;                     // of the mixture that they come from
    struct price_terms prices;             // of all products: cross-elasticities
    struct price_columns occasion;         // or what says which rows are of the same store and week
    bool is_semi_log;
    // Choices among alternatives.
    size_t respondent, task, alternative, chosen; // columns
    struct price_texts alternatives;              // a column each: one row a task (wide)
    struct price_texts per_alternative;           // patterns of such columns: price.*
    struct price_terms available;
    bool has_outside;
    size_t seed, simulations;
    struct price_choice_spec choice;
    struct price_names names[PRICE_ROLE_COUNT]; // the columns asked for, of each file
    struct price_filter *filters;               // *arena*
    size_t filter_count;
    // What follows from demand from shares, once it is estimated: price_after.h.
    uint32_t after;              // bits by enum price_after
    struct price_merger *merger; // *arena*
    size_t merger_count;
    struct price_terms cost; // of a product; none: what makes the prices seen best
    double aggregate_factor;
    bool is_bootstrap_predicted; // a draw's shares follow from it, as in PyBLP; else they stay those seen
    size_t draws;
    struct price_survey_spec survey;
    struct price_decide decide;
};

// Reads a specification. The text is *borrowed* for as long as the specification lives. ERROR_INVALID after
// adding problems, ERROR_LIMIT, ERROR_MEMORY.
MUST_CHECK enum error price_spec_read(
    struct text text, struct arena *arena, struct problem_list *problems, struct price_spec *ret_spec);

// The word of a file in specifications and options: "products".
const char *price_role_name(enum price_role role);
// For people: "robust (HC1)".
const char *price_covariance_title(enum covariance_kind kind);

#endif
