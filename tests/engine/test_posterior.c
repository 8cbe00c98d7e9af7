// SPDX-License-Identifier: Apache-2.0
// Draws and what they come to: the ziggurat's normals, ranks, effective numbers, the upper level's conjugate
// draws.
#include "engine/draw_normals.h"
#include "engine/lanes.h"
#include "engine/multivariate_regression.h"
#include "engine/posterior.h"
#include "table.h"

#include <math.h>

enum { many = 400000 };

// Counts in equal parts of the normal distribution, and in the tails, within four standard errors.
static void layers_give_the_normal_distribution(void **state)
{
    static const double bound[] = {-3.7, -3, -2, -1, -0.5, 0, 0.5, 1, 2, 3, 3.7};
    enum { bounds = sizeof bound / sizeof bound[0] };
    struct draw_layers layers;
    struct random_stream stream;
    double *x = arena_array(*state, double, many), moment[4] = {0};
    size_t below[bounds] = {0};
    assert_non_null(x);
    draw_layers_prepare(&layers);
    random_stream_init(&stream, 3);
    draw_normals(&layers, &stream, many, x);
    for (size_t i = 0; i < many; i++) {
        for (size_t m = 0; m < 4; m++)
            moment[m] += pow(x[i], (double)m + 1) / many;
        for (size_t b = 0; b < bounds; b++)
            below[b] += x[i] < bound[b];
    }
    for (size_t b = 0; b < bounds; b++) {
        double share = erfc(-bound[b] / sqrt(2)) / 2;
        assert_near((double)below[b] / many, share, 4 * sqrt(share * (1 - share) / many));
    }
    assert_near(moment[0], 0, 4 / sqrt(many));
    assert_near(moment[1], 1, 4 * sqrt(2.0 / many));
    assert_near(moment[2], 0, 4 * sqrt(15.0 / many));
    assert_near(moment[3], 3, 4 * sqrt(96.0 / many));
}

static void ranks_are_those_of_the_sorted_values(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed < 200; seed++) {
        struct random_stream stream;
        double values[60], sorted[60];
        random_stream_init(&stream, seed);
        size_t count = 1 + random_stream_below(&stream, 60);
        for (size_t i = 0; i < count; i++) { // with many equal values
            sorted[i] = values[i] = (double)random_stream_below(&stream, 12);
            for (size_t j = i; j > 0 && sorted[j] < sorted[j - 1]; j--) {
                double kept = sorted[j];
                sorted[j] = sorted[j - 1];
                sorted[j - 1] = kept;
            }
        }
        for (size_t rank = 0; rank < count; rank++)
            assert_near(posterior_rank(count, values, rank), sorted[rank], 0);
    }
}

// x_t = r x_(t-1) + e: the mean of n draws is worth n (1 - r) / (1 + r) independent ones.
static void effective_numbers_are_those_of_an_autoregression(void **state)
{
    enum { chains = 2, count = 100000 };
    double *x = arena_array(*state, double, chains *count),
           *room = arena_array(*state, double, chains *count);
    struct draw_layers layers;
    struct posterior_summary summary;
    assert_true(x && room);
    draw_layers_prepare(&layers);
    for (double r = -0.3; r < 0.96; r += 0.6) {
        for (size_t c = 0; c < chains; c++) {
            struct random_stream stream;
            random_stream_init(&stream, 11 + c);
            draw_normals(&layers, &stream, count, x + c * count);
            for (size_t i = 1; i < count; i++)
                x[c * count + i] = r * x[c * count + i - 1] + sqrt(1 - r * r) * x[c * count + i];
        }
        posterior_summarise(chains, count, x, 0.05, room, &summary);
        double expected = chains * count * (1 - r) / (1 + r);
        assert_near(summary.effective / expected, 1, 0.15);
        assert_near(summary.deviation, 1, 0.03);
        assert_near(summary.low, -1.96, 0.06);
        assert_near(summary.high, 1.96, 0.06);
        assert_near(summary.shrinkage, 1, 0.002);
    }
    for (size_t i = 0; i < count; i++)
        x[i] += 3; // the chains disagree
    posterior_summarise(chains, count, x, 0.05, room, &summary);
    assert_true(summary.shrinkage > 1.5 && summary.effective < 50);
    for (size_t i = 0; i < chains * count; i++)
        x[i] = 2;
    posterior_summarise(chains, count, x, 0.05, room, &summary);
    assert_near(summary.effective, 0, 0);
    assert_near(summary.mean, 2, 1e-9);
}

// With one regressor and two sides the posterior is known: E B = B~, E S = scale / (degrees - sides - 1).
static void upper_draws_have_the_posterior_moments(void **state)
{
    enum { draws = 40000 };
    static const double xx[] = {20}, xy[] = {30, -10}, yy[] = {80, -20, -20, 40};
    static const double mean[] = {0.5, 1}, precision[] = {2}, scale[] = {5, 1, 1, 6};
    struct multivariate_sums sums = {20, xx, xy, yy};
    struct multivariate_prior prior = {mean, precision, 5, scale};
    struct multivariate_room *room = multivariate_room_new(1, 2, *state);
    struct multivariate_draw draw;
    struct draw_layers layers;
    struct random_stream stream;
    double b[2] = {0}, s[3] = {0}, square = 0, product = 0, logarithm = 0;
    assert_non_null(room);
    assert_int_equal(multivariate_draw_allocate(1, 2, *state, &draw), ERROR_NONE);
    draw_layers_prepare(&layers);
    random_stream_init(&stream, 5);
    double expected[] = {(30 + 1) / 22.0, (-10 + 2) / 22.0};
    for (size_t i = 0; i < draws; i++) {
        assert_int_equal(
            multivariate_regression_draw(1, 2, &sums, &prior, &layers, &stream, room, &draw), ERROR_NONE);
        double determinant =
            draw.covariance[0] * draw.covariance[3] - draw.covariance[1] * draw.covariance[1];
        b[0] += draw.coefficient[0] / draws;
        b[1] += draw.coefficient[1] / draws;
        s[0] += draw.covariance[0] / draws;
        s[1] += draw.covariance[1] / draws;
        s[2] += draw.covariance[3] / draws;
        square += (draw.coefficient[0] - expected[0]) * (draw.coefficient[0] - expected[0]) / draws;
        product += draw.covariance[0] * draw.precision[0] + draw.covariance[2] * draw.precision[1];
        logarithm = fmax(logarithm, fabs(draw.log_determinant + log(determinant)));
    }
    double v[3] = {5 + 80 + 0.5 * 2 * 0.5 - 31 * 31 / 22.0, 1 - 20 + 0.5 * 2 * 1 - 31 * -8 / 22.0,
        6 + 40 + 2 - 64 / 22.0};
    assert_near(product / draws, 1, 1e-9);
    assert_near(logarithm, 0, 1e-9);
    for (size_t i = 0; i < 3; i++)
        assert_near(s[i], v[i] / (25 - 2 - 1), 0.02);
    assert_near(b[0], expected[0], 0.005);
    assert_near(b[1], expected[1], 0.005);
    assert_near(square, v[0] / 22 / 22, 0.003);
}

static void lanes_exponentials_are_exact_to_rounding(void **state)
{
    (void)state;
    for (double x = -709.5; x < 709.5; x += 0.0137) {
        lanes eight = {x, x / 3, x / 10, x / 100, x / 1000, x / 1e5, x / 1e8, 0}, before = eight;
        lanes_exp(&eight);
        for (size_t l = 0; l < LANES; l++) {
            double expected = exp(fmax(-700, fmin(700, before[l])));
            if (fabs(eight[l] - expected) > 4.5e-16 * expected)
                fail_msg("exp %.17g is %.17g, not %.17g", before[l], eight[l], expected);
        }
    }
}

// Eight matrices at once solve as one does.
static void lanes_solve_their_systems(void **state)
{
    enum { size = 5 };
    struct random_stream stream;
    struct draw_layers layers;
    (void)state;
    lanes matrix[size * size], factor[size * size], x[size], right[size] = {0};
    double a[size * size];
    random_stream_init(&stream, 9);
    draw_layers_prepare(&layers);
    for (size_t l = 0; l < LANES; l++) {
        draw_normals(&layers, &stream, size * size, a);
        for (size_t j = 0; j < size; j++) {
            x[j][l] = (double)j + (double)l;
            for (size_t i = 0; i < size; i++) {
                double sum = i == j;
                for (size_t k = 0; k < size; k++)
                    sum += a[k * size + i] * a[k * size + j];
                factor[j * size + i][l] = matrix[j * size + i][l] = sum;
            }
        }
    }
    for (size_t j = 0; j < size; j++)
        for (size_t i = 0; i < size; i++)
            right[i] += matrix[j * size + i] * x[j];
    lanes_factor(size, factor);
    lanes_solve_lower(size, factor, right);
    lanes_solve_upper(size, factor, right);
    for (size_t j = 0; j < size; j++)
        for (size_t l = 0; l < LANES; l++)
            assert_near(right[j][l], x[j][l], 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {arena_test(layers_give_the_normal_distribution),
        arena_test(ranks_are_those_of_the_sorted_values),
        arena_test(effective_numbers_are_those_of_an_autoregression),
        arena_test(upper_draws_have_the_posterior_moments),
        arena_test(lanes_exponentials_are_exact_to_rounding), arena_test(lanes_solve_their_systems)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
