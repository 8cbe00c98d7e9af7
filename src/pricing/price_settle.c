// SPDX-License-Identifier: Apache-2.0
// What a method needs of its specification, what does not go together, and what is meant when nothing is
// said.
#include "pricing/price_after.h"
#include "pricing/price_method.h"
#include "pricing/price_reading.h"

#include <math.h>
#include <string.h>

static bool is_given(const struct price_reading *reading, const char *name)
{
    for (size_t i = 0; i < price_key_count; i++)
        if (reading->is_given[i] && strcmp(price_keys[i].name, name) == 0)
            return true; // of several methods, any
    return false;
}

void price_reading_check(struct price_reading *reading)
{
    const struct price_spec *spec = reading->spec;
    if (!reading->is_given[0]) {
        const char *list = "";
        for (enum price_method method = 0; method < PRICE_METHOD_COUNT; method++)
            list = price_list_more(list, price_method_of(method)->name, reading->cursor.arena);
        problem_add(reading->cursor.problems, NULL, "There is no line \"method = …\"; there are %s.", list);
        return;
    }
    uint32_t bit = UINT32_C(1) << spec->method;
    for (size_t i = 0; i < price_key_count; i++) {
        const char *message = NULL;
        if (reading->is_given[i] && !(price_keys[i].methods & bit)) {
            message = arena_print(reading->cursor.arena, "%s does not go with method = %s.",
                price_keys[i].name, price_method_of(spec->method)->name);
            price_reading_problem(
                reading, reading->place[i], message ? message : "Does not go with the method.");
        } else if (!reading->is_given[i] && (price_keys[i].required & bit)) {
            problem_add(reading->cursor.problems, NULL, "method = %s needs a line \"%s = …\".",
                price_method_of(spec->method)->name, price_keys[i].name);
        }
    }
}

// Choices come as one row an alternative, or as one row a task.
static void settle_choices(struct price_reading *reading)
{
    struct price_spec *spec = reading->spec;
    struct problem_list *problems = reading->cursor.problems;
    bool is_long = spec->task != PRICE_NO_COLUMN, is_wide = spec->alternatives.count > 0;
    if (spec->chosen == PRICE_NO_COLUMN) return; // another family
    if (is_long == is_wide)
        problem_add(problems, NULL,
            "Choices are one row an alternative, with \"task = column\", or one row a task, with "
            "\"alternatives = "
            "…\" and \"per alternative = …\"; this has %s.",
            is_long ? "both" : "neither");
    if (is_wide && spec->alternative != PRICE_NO_COLUMN)
        problem_add(problems, NULL, "alternative = column does not go with alternatives: it is known.");
    if (!is_wide && spec->per_alternative.count)
        problem_add(problems, NULL, "per alternative = … needs a line \"alternatives = …\".");
    if (is_wide && spec->alternatives.count + (spec->has_outside ? 1 : 0) < 2)
        problem_add(problems, NULL, "alternatives takes at least two.");
    if (!is_given(reading, "covariance") && spec->cluster == PRICE_NO_COLUMN)
        spec->covariance = COVARIANCE_CLASSICAL;
}

// Draws from a posterior: how many, and which column of the groups' file says which group.
static void settle_posterior(struct price_reading *reading)
{
    struct price_spec *spec = reading->spec;
    bool is_choice = spec->method == PRICE_HIERARCHICAL_LOGIT;
    if (spec->method != PRICE_HIERARCHICAL_LINEAR && !is_choice) return;
    if (!is_given(reading, "draws")) spec->draws = is_choice ? 20000 : 10000;
    if (!is_given(reading, "burn")) spec->burn = is_choice ? 10000 : 1000;
    if (spec->draws < 2 * spec->thin)
        problem_add(reading->cursor.problems, NULL, "draws has to be at least twice thin.");
    if (spec->covariates.count && spec->group_key == PRICE_NO_COLUMN)
        spec->group_key = price_names_add(&spec->names[PRICE_GROUPS],
            spec->names[PRICE_PRODUCTS].name[is_choice ? spec->respondent : spec->group],
            reading->cursor.arena);
}

// Random coefficients and costs.
static void settle_random(struct price_reading *reading)
{
    struct price_spec *spec = reading->spec;
    struct problem_list *problems = reading->cursor.problems;
    static const char *const of_costs[] = {
        "price start", "cost constant", "cost instruments", "cost absorb", "cost bounds", "log costs"};
    bool has_costs = spec->supply.regressors.count > 0 || spec->supply.has_constant;
    if (!is_given(reading, "weighting covariance")) spec->random.weighting_covariance = spec->covariance;
    if (!is_given(reading, "cost constant") && has_costs)
        spec->supply.has_constant = spec->supply.absorb.count == 0;
    for (size_t i = 0; !has_costs && i < sizeof of_costs / sizeof of_costs[0]; i++)
        if (is_given(reading, of_costs[i]))
            problem_add(problems, NULL, "%s needs a line \"cost regressors = …\".", of_costs[i]);
    if (has_costs && spec->firm == PRICE_NO_COLUMN)
        problem_add(problems, NULL,
            "Costs follow from the prices that a firm sets for all its products: \"cost regressors\" needs a "
            "line \"firm = column\".");
    if (spec->supply.has_constant && spec->supply.absorb.count)
        problem_add(problems, NULL,
            "cost constant = yes does not go with cost absorb: the effects hold the constant.");
    if (spec->supply.bounds.count == 2 && !(spec->supply.bounds.value[0] < spec->supply.bounds.value[1]))
        problem_add(problems, NULL, "cost bounds takes the lower bound and then the higher one.");
    if (spec->supply.is_log && spec->supply.bounds.count && !(spec->supply.bounds.value[0] > 0))
        problem_add(problems, NULL, "With log costs, cost bounds begin above 0.");
    if (spec->random.draws && !spec->random.integration.is_given)
        problem_add(problems, NULL,
            "draw(1) needs a line such as \"integration = product 5\", which says how many draws to take.");
    if (spec->random.integration.is_given && !spec->random.draws)
        problem_add(problems, NULL,
            "integration needs a draw to integrate over, such as random price = draw(1) 0.5.");
    if (spec->method != PRICE_RANDOM_COEFFICIENTS && !has_costs && spec->steps > 2)
        problem_add(problems, NULL, "steps is 1 or 2 here.");
    if (spec->method == PRICE_RANDOM_COEFFICIENTS && !spec->random.integration.is_given &&
        spec->random.agent_terms.count == 0)
        problem_add(problems, NULL, "A random line needs a draw or a column of the agents.");
}

// The prices of all products stand in columns, or in rows that an occasion holds together.
static void settle_cross(struct price_reading *reading)
{
    const struct price_spec *spec = reading->spec;
    if (spec->method != PRICE_CROSS_ELASTICITY) return;
    bool is_long = spec->price.count && spec->occasion.count;
    if (is_long == (spec->prices.count > 0) ||
        (spec->prices.count && (spec->price.count || spec->occasion.count)))
        problem_add(reading->cursor.problems, NULL,
            "cross-elasticity takes \"prices = …\", a column of each product's price, or \"price = column\" "
            "with "
            "\"occasion = …\", such as store, week, where a row is one product's.");
}

void price_reading_settle(struct price_reading *reading)
{
    struct price_spec *spec = reading->spec;
    struct problem_list *problems = reading->cursor.problems;
    bool is_random = spec->method == PRICE_RANDOM_COEFFICIENTS;
    bool is_closed = spec->method == PRICE_LOGIT || spec->method == PRICE_NESTED_LOGIT || is_random;
    bool is_clustered = spec->cluster != PRICE_NO_COLUMN;
    if (!is_given(reading, "covariance"))
        spec->covariance = is_clustered ? (is_random ? COVARIANCE_CLUSTER0 : COVARIANCE_CLUSTER1)
                           : is_closed  ? COVARIANCE_HC0
                                        : COVARIANCE_HC1;
    settle_choices(reading);
    settle_posterior(reading);
    settle_cross(reading);
    bool needs_cluster = spec->covariance == COVARIANCE_CLUSTER0 || spec->covariance == COVARIANCE_CLUSTER1;
    if (needs_cluster && !is_clustered)
        problem_add(problems, NULL, "covariance = cluster… needs a line \"cluster = column\".");
    if (!needs_cluster && is_clustered)
        problem_add(problems, NULL, "With cluster = …, covariance is cluster1 or cluster0.");
    if (!is_given(reading, "constant")) spec->has_constant = spec->absorb.count == 0;
    if (spec->has_constant && spec->absorb.count)
        problem_add(problems, NULL, "constant = yes does not go with absorb: the effects hold the constant.");
    price_decide_check(spec, problems);
    bool needs_firm = (spec->after & PRICE_AFTER_OWNERS) || spec->merger_count;
    if (needs_firm && spec->firm == PRICE_NO_COLUMN)
        problem_add(problems, NULL, "hhi, merger, monopoly, single and same need a line \"firm = column\".");
    if ((spec->after & PRICE_AFTER_MERGER) && !spec->merger_count)
        problem_add(problems, NULL, "after = merger needs a line such as \"merger = 2 into 1\".");
    if (!is_given(reading, "weighting")) spec->is_weighting_centred = is_closed;
    if (!is_given(reading, "steps")) spec->steps = spec->method == PRICE_GMM ? 2 : 1;
    settle_random(reading);
    if (is_random && !is_given(reading, "agent market") && spec->market != PRICE_NO_COLUMN)
        spec->agent_market = price_names_add(&spec->names[PRICE_AGENTS],
            spec->names[PRICE_PRODUCTS].name[spec->market], reading->cursor.arena);
}
