// SPDX-License-Identifier: Apache-2.0
// Product lines: the camera instance (bayesm's conjoint, 160 candidates), whose optima for one to three
// products were found by enumeration and by an integer program, and random instances against enumeration
// here.
#include "engine/draw.h"
#include "engine/product_line.h"
#include "table.h"

#include <math.h>
#include <string.h>

struct camera {
    double *utility, *rival, *margin;
    struct product_line_data data;
};

static void read_camera(struct arena *arena, struct camera *c)
{
    struct table parts, candidates;
    table_read("ref_camera_hb_partworths.csv", arena, &parts);
    table_read("productline_camera_candidates.csv", arena, &candidates);
    static const char *const names[] = {"pixels", "zoom", "video", "swivel", "wifi", "price"};
    size_t n = parts.rows, m = candidates.rows;
    c->utility = arena_array(arena, double, n *m);
    c->rival = arena_array(arena, double, n * 4);
    c->margin = table_numbers(&candidates, "margin", arena);
    const double *canon = table_numbers(&parts, "canon", arena);
    for (size_t k = 0; k < 6; k++) {
        const double *worth = table_numbers(&parts, names[k], arena),
                     *x = table_numbers(&candidates, names[k], arena);
        for (size_t j = 0; j < m; j++)
            for (size_t i = 0; i < n; i++)
                c->utility[j * n + i] += worth[i] * x[j] + (k ? 0 : canon[i]);
    }
    // Sony {pixels, zoom; 1.79}, Nikon {pixels, video; 1.79}, Panasonic {zoom; 1.29}, none
    static const char *const rivals[3][3] = {
        {"sony", "pixels", "zoom"}, {"nikon", "pixels", "video"}, {"panasonic", "zoom", NULL}};
    static const double prices[] = {1.79, 1.79, 1.29};
    const double *price = table_numbers(&parts, "price", arena);
    for (size_t r = 0; r < 3; r++) {
        for (size_t k = 0; k < 3 && rivals[r][k]; k++) {
            const double *worth = table_numbers(&parts, rivals[r][k], arena);
            for (size_t i = 0; i < n; i++)
                c->rival[r * n + i] += worth[i];
        }
        for (size_t i = 0; i < n; i++)
            c->rival[r * n + i] += prices[r] * price[i];
    }
    c->data = (struct product_line_data){n, m, 4, c->utility, c->rival, c->margin, NULL};
}

static void camera_line(void **state)
{
    struct camera camera;
    struct product_line_fit fit;
    read_camera(*state, &camera);
    static const double values[] = {192.21, 226.50, 243.87}, greedy[] = {192.21, 223.32, 230.91};
    static const size_t lines[3][3] = {{158}, {101, 159}, {97, 101, 159}};
    for (size_t size = 1; size <= 5; size++) {
        const struct product_line_options options = {PRODUCT_LINE_FIRST_CHOICE, size, 100000000};
        assert_int_equal(product_line_fit(&camera.data, &options, NULL, *state, &fit), ERROR_NONE);
        assert_true(fit.is_proved && fit.bound == fit.value && fit.value >= fit.swapped_value);
        if (size > 3) continue;
        assert_near(fit.value, values[size - 1], 1e-9);
        assert_near(fit.greedy_value, greedy[size - 1], 1e-9);
        assert_near(fit.swapped_value, values[size - 1], 1e-9);
        assert_memory_equal(fit.line, lines[size - 1], size * sizeof(size_t));
    }
    assert_near(fit.lines, 820384032, .5);
    assert_true(fit.evaluations < 5000000);
}

// What a line earns, by the definition.
static double worth(
    const struct product_line_data *data, enum product_line_rule rule, size_t size, const size_t *set)
{
    double all = 0;
    for (size_t i = 0; i < data->respondents; i++) {
        double best = -(double)INFINITY, sum = 0, earned = 0;
        for (size_t r = 0; r < data->rivals; r++) {
            double utility = data->rival[r * data->respondents + i];
            best = fmax(best, utility);
            sum += exp(utility);
        }
        for (size_t k = 0; k < size; k++) {
            double utility = data->utility[set[k] * data->respondents + i], margin = data->margin[set[k]];
            if (rule == PRODUCT_LINE_PREFERENCE) {
                earned += margin * exp(utility);
                sum += exp(utility);
            } else if (utility > best) {
                best = utility;
                earned = margin;
            }
        }
        all += data->weight[i] * (rule == PRODUCT_LINE_PREFERENCE ? earned / sum : earned);
    }
    return all;
}

enum { PEOPLE = 21, CANDIDATES = 11, RIVALS = 2 };

static void random_instance(uint64_t seed, double *utility, double *rival, double *margin, double *weight)
{
    struct random_stream stream;
    draw_stream(&stream, seed, 0);
    for (size_t i = 0; i < PEOPLE * CANDIDATES; i++)
        utility[i] = 1.5 * draw_normal(&stream);
    for (size_t i = 0; i < PEOPLE * RIVALS; i++)
        rival[i] = draw_normal(&stream);
    for (size_t c = 0; c < CANDIDATES; c++)
        margin[c] = random_stream_real(&stream) - .1; // some lose money
    for (size_t i = 0; i < PEOPLE; i++)
        weight[i] = (double)random_stream_below(&stream, 3);
}

static void random_lines_are_the_best_of_all(void **state)
{
    double utility[PEOPLE * CANDIDATES], rival[PEOPLE * RIVALS], margin[CANDIDATES], weight[PEOPLE],
        buyers[3];
    const struct product_line_data data = {PEOPLE, CANDIDATES, RIVALS, utility, rival, margin, weight};
    for (uint64_t seed = 0; seed < 60; seed++) {
        const struct product_line_options options = {(enum product_line_rule)(seed % 2), 3, 1000000};
        struct product_line_fit fit;
        struct product_line *line;
        double best = -(double)INFINITY, sold = 0;
        random_instance(seed, utility, rival, margin, weight);
        assert_int_equal(product_line_fit(&data, &options, NULL, *state, &fit), ERROR_NONE);
        for (size_t a = 0; a < CANDIDATES; a++)
            for (size_t b = a + 1; b < CANDIDATES; b++)
                for (size_t c = b + 1; c < CANDIDATES; c++)
                    best = fmax(best, worth(&data, options.rule, 3, (const size_t[]){a, b, c}));
        assert_near(fit.value, best, 1e-9);
        assert_near(worth(&data, options.rule, 3, fit.line), best, 1e-9);
        assert_true(fit.is_proved && fit.swapped_value <= fit.value + 1e-9 &&
                    fit.greedy_value <= fit.swapped_value + 1e-9);
        assert_int_equal(product_line_prepare(&data, options.rule, *state, &line), ERROR_NONE);
        assert_near(product_line_value(line, 3, fit.line, buyers), best, 1e-9);
        for (size_t k = 0; k < 3; k++)
            sold += buyers[k] * margin[fit.line[k]];
        assert_near(sold, best, 1e-9);
    }
}

// Without leave to search, the gap is stated, and holds.
static void the_gap_is_stated(void **state)
{
    double utility[PEOPLE * CANDIDATES], rival[PEOPLE * RIVALS], margin[CANDIDATES], weight[PEOPLE];
    const struct product_line_data data = {PEOPLE, CANDIDATES, RIVALS, utility, rival, margin, weight};
    const struct product_line_options swaps = {PRODUCT_LINE_FIRST_CHOICE, 3, 0},
                                      full = {PRODUCT_LINE_FIRST_CHOICE, 3, 1000000};
    for (uint64_t seed = 0; seed < 20; seed++) {
        struct product_line_fit quick, exact;
        random_instance(seed, utility, rival, margin, weight);
        assert_int_equal(product_line_fit(&data, &swaps, NULL, *state, &quick), ERROR_NONE);
        assert_int_equal(product_line_fit(&data, &full, NULL, *state, &exact), ERROR_NONE);
        assert_true(quick.value <= exact.value + 1e-12 && exact.value <= quick.bound + 1e-9);
        assert_int_equal(quick.evaluations, 0);
    }
}

static void what_cannot_be_chosen_is_refused(void **state)
{
    double utility[PEOPLE * CANDIDATES], rival[PEOPLE * RIVALS], margin[CANDIDATES], weight[PEOPLE];
    const struct product_line_data data = {PEOPLE, CANDIDATES, RIVALS, utility, rival, margin, weight};
    struct product_line_options options = {PRODUCT_LINE_FIRST_CHOICE, 0, 1000};
    struct product_line_fit fit;
    random_instance(1, utility, rival, margin, weight);
    assert_int_equal(product_line_fit(&data, &options, NULL, *state, &fit), ERROR_INVALID);
    options.size = PRODUCT_LINE_SIZE_MAXIMUM + 1;
    assert_int_equal(product_line_fit(&data, &options, NULL, *state, &fit), ERROR_INVALID);
    options.size = 2;
    utility[3] = (double)NAN;
    assert_int_equal(product_line_fit(&data, &options, NULL, *state, &fit), ERROR_INVALID);
    assert_true(engine_is_refused(fit.refusals, ENGINE_REFUSAL_NOT_FINITE));
}

int main(void)
{
    const struct CMUnitTest tests[] = {arena_test(camera_line), arena_test(random_lines_are_the_best_of_all),
        arena_test(the_gap_is_stated), arena_test(what_cannot_be_chosen_is_refused)};
    return cmocka_run_group_tests_name("product_line", tests, NULL, NULL);
}
