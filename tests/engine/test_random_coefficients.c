// SPDX-License-Identifier: Apache-2.0
// Random coefficients: Nevo's public cereal data with demographics, against Conlon and Gortmaker (2020),
// table 7, to the printed digits, and PyBLP 1.2.0 (one step, BFGS to a gradient of 1e-5).
#include "cereal.h"
#include "engine/random_coefficients.h"

#include <math.h>

static const struct random_coefficients_options usual = {.steps = 1,
    .errors = {.kind = COVARIANCE_HC0},
    .weights = {.kind = COVARIANCE_HC0},
    .gradient_tolerance = 1e-5,
    .contraction_tolerance = 1e-14,
    .iteration_limit = 1000,
    .contraction_limit = 3000};

static void cereal_with_demographics(void **state)
{
    static const double expected[13][2] = {{.55809356, .16253259}, {3.31248885, 1.34018334},
        {-.00578355, .01350452}, {.09341447, .18543328}, {2.29197146, 1.20856905}, {1.28443201, .63121489},
        {588.32508933, 270.441008}, {-30.19201277, 14.1012295}, {11.05462807, 4.1225636},
        {-.38495407, .12145841}, {.05223427, .02598529}, {.74837230, .80210812}, {-1.35339323, .66710860}};
    struct fixed_effects effects;
    struct random_coefficients_data data;
    struct random_coefficients_fit fit;
    cereal_tastes(*state, &effects, &data);
    assert_int_equal(random_coefficients_fit(&data, &usual, *state, &fit), ERROR_NONE);
    print_message("# iterations %zu, evaluations %zu, contractions %zu, objective %.12f, price %.8f (%.8f)\n",
        fit.iterations, fit.evaluations, fit.contractions, fit.objective, fit.linear[0], fit.linear_error[0]);
    assert_true(fit.is_converged && fit.evaluations <= 40); // scipy's BFGS takes 57
    assert_near(fit.objective, 4.561514164804, 1e-8);
    assert_near(fit.linear[0], -62.72989511, 0.005 * 14.8);
    assert_near(fit.linear_error[0], 14.80321384, 0.01);
    for (size_t i = 0; i < 13; i++) {
        assert_near(fit.parameter[i], expected[i][0], 0.005 * expected[i][1]);
        assert_near(fit.parameter_error[i], expected[i][1], 0.005 * expected[i][1]);
        assert_near(sqrt(fit.covariance[i * 14 + i]), fit.parameter_error[i], 1e-9);
        for (size_t k = 0; k < 14; k++)
            assert_near(fit.covariance[i * 14 + k], fit.covariance[k * 14 + i], 1e-6 * expected[6][1]);
    }
    assert_near(sqrt(fit.covariance[13 * 14 + 13]), fit.linear_error[0], 1e-9);
}

// Three products, four agents with weights that do not add up to one, two parameters.
static const size_t market_start[] = {0, 3}, agent_start[] = {0, 4};
static double small_share[] = {0.1, 0.2, 0.15};
static const struct random_coefficients_parameter small_parameters[] = {
    PARAMETER(0, 0, 0.5), PARAMETER(1, 1, -0.7)};
static const double random_columns[] = {1, 2, 3, 0.5, 1.5, 0.2}, weights[] = {0.3, 0.2, 0.25, 0.2},
                    agents[] = {0.1, -1, 2, 0.4, 1, 0.3, -0.2, 0.8};

static struct random_coefficients_data small(void)
{
    return (struct random_coefficients_data){.observations = 3,
        .markets = 1,
        .market_start = market_start,
        .share = small_share,
        .linear_columns = 1,
        .linear = random_columns,
        .random_columns = 2,
        .random = random_columns,
        .instrument_columns = 1,
        .instrument = random_columns,
        .agents = 4,
        .agent_columns = 2,
        .agent_start = agent_start,
        .weight = weights,
        .agent = agents,
        .parameters = 2,
        .parameter = small_parameters};
}

static void what_cannot_be_estimated_is_refused(void **state)
{
    struct random_coefficients_data data = small();
    struct random_coefficients_fit fit;
    assert_int_equal(random_coefficients_fit(&data, &usual, *state, &fit), ERROR_INVALID);
    assert_true(engine_is_refused(fit.refusals, ENGINE_REFUSAL_TOO_FEW_INSTRUMENTS));
    data.agents = 5;
    assert_int_equal(random_coefficients_fit(&data, &usual, *state, &fit), ERROR_INVALID);
    assert_true(engine_is_refused(fit.refusals, ENGINE_REFUSAL_OUT_OF_RANGE));
    data.observations = 0;
    assert_int_equal(random_coefficients_fit(&data, &usual, *state, &fit), ERROR_INVALID);
    assert_true(engine_is_refused(fit.refusals, ENGINE_REFUSAL_EMPTY));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        arena_test(cereal_with_demographics),
        arena_test(what_cannot_be_estimated_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
