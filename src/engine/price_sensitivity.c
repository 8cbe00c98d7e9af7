// SPDX-License-Identifier: Apache-2.0
// Van Westendorp's curves, where they meet, and the curves of trial and revenue.
#include "engine/price_sensitivity.h"

#include <math.h>
#include <string.h>

enum { QUESTIONS = 4 };

// What is worked out for the respondents at hand, once for all and once for each draw.
struct meter {
    const struct price_sensitivity_options *options;
    size_t respondents, prices;
    const double *price;
    const uint32_t *place[QUESTIONS]; // of each answer among the prices; [0] NULL: not asked
    const double *trial[2];
    const double *weight;
    bool *is_named;         // whether anybody drawn named the price
    double *sum[QUESTIONS]; // weight of those who answered this price or a lower one
    double *level, *slope;  // of the trial curve: its line from each price on
    double *trial_at;       // and its value
    double all;             // weight of everybody drawn
};

static void add_answers(struct meter *meter, const uint32_t *taken)
{
    memset(meter->is_named, 0, meter->prices * sizeof(bool));
    for (int q = 0; q < QUESTIONS; q++)
        memset(meter->sum[q], 0, meter->prices * sizeof(double));
    meter->all = 0;
    for (size_t i = 0; i < meter->respondents; i++) {
        size_t who = taken ? taken[i] : i;
        double weight = meter->weight ? meter->weight[who] : 1;
        meter->all += weight;
        for (int q = meter->place[0] ? 0 : 1; q < QUESTIONS; q++) {
            meter->sum[q][meter->place[q][who]] += weight;
            meter->is_named[meter->place[q][who]] = true;
        }
    }
    for (int q = 0; q < QUESTIONS; q++) {
        double sum = 0;
        bool is_first = true;
        for (size_t j = 0; j < meter->prices; j++) {
            double here = meter->sum[q][j];
            sum += here;
            // At the lowest answer to a question its share is still 0.
            meter->sum[q][j] = is_first ? 0 : sum;
            if (is_first && here > 0) is_first = false;
        }
    }
}

// The curve that begins high (1 - F) or low (F) of a question, in weight.
static double curve(const struct meter *meter, int question, bool is_falling, size_t price)
{
    return is_falling ? meter->all - meter->sum[question][price] : meter->sum[question][price];
}

static int sign(double value)
{
    return (value > 0) - (value < 0);
}

// The first price where the rising curve has reached the falling one, and those where both stay as they are.
static double meet(const struct meter *meter, int rising, int falling)
{
    enum price_sensitivity_crossing how = meter->options->crossing;
    double first = (double)NAN, last = (double)NAN, sum = 0, up = 0, down = 0;
    size_t count = 0, before = SIZE_MAX, start = SIZE_MAX;
    for (size_t j = 0; j < meter->prices; j++) {
        if (!meter->is_named[j]) continue;
        double a = curve(meter, rising, false, j), b = curve(meter, falling, true, j);
        if (how == PRICE_SENSITIVITY_LINEAR) {
            double here = a - b, earlier = up - down;
            if (before != SIZE_MAX && sign(here) != sign(earlier))
                return meter->price[before] -
                       earlier * (meter->price[j] - meter->price[before]) / (here - earlier);
            up = a;
            down = b;
            before = j;
            continue;
        }
        if (!count && a < b) continue;
        if (count && (a != up || b != down)) break;
        if (!count) start = j;
        up = a;
        down = b;
        first = count ? first : meter->price[j];
        last = meter->price[j];
        sum += meter->price[j];
        count++;
    }
    if (!count) return (double)NAN;
    if (how == PRICE_SENSITIVITY_MIN) return first;
    if (how == PRICE_SENSITIVITY_MAX) return last;
    if (how == PRICE_SENSITIVITY_MEAN) return sum / (double)count;
    size_t low = 0, number = 0;
    double middle[2] = {first, last};
    for (size_t j = start; number < count; j++) {
        if (!meter->is_named[j]) continue;
        if (number == (count - 1) / 2) middle[low++] = meter->price[j];
        if (number == count / 2) middle[1] = meter->price[j];
        number++;
    }
    return (middle[0] + middle[1]) / 2;
}

// A straight line from one price to another adds to level and slope from the first on, and takes it away
// again from `until` on.
static void add_line(
    struct meter *meter, const uint32_t ends[2], const double values[2], size_t until, double weight)
{
    if (ends[0] == ends[1]) return;
    bool is_steps = meter->options->is_between_steps;
    double from = is_steps ? (double)ends[0] : meter->price[ends[0]];
    double to = is_steps ? (double)ends[1] : meter->price[ends[1]];
    double slope = weight * (values[1] - values[0]) / (to - from);
    double level = weight * values[0] - slope * from;
    meter->level[ends[0]] += level;
    meter->slope[ends[0]] += slope;
    if (until < meter->prices) {
        meter->level[until] -= level;
        meter->slope[until] -= slope;
    }
}

static void trial_curve(struct meter *meter, const uint32_t *taken)
{
    const struct price_sensitivity_options *options = meter->options;
    memset(meter->level, 0, meter->prices * sizeof(double));
    memset(meter->slope, 0, meter->prices * sizeof(double));
    for (size_t i = 0; i < meter->respondents; i++) {
        size_t who = taken ? taken[i] : i;
        double weight = meter->weight ? meter->weight[who] : 1;
        uint32_t ends[QUESTIONS];
        double values[QUESTIONS] = {options->trial_at_too_cheap, meter->trial[0][who], meter->trial[1][who],
            options->trial_at_too_expensive};
        for (int q = meter->place[0] ? 0 : 1; q < QUESTIONS; q++)
            ends[q] = meter->place[q][who];
        for (int q = meter->place[0] ? 0 : 1; q + 1 < QUESTIONS; q++)
            add_line(meter, ends + q, values + q, q + 2 == QUESTIONS ? (size_t)ends[q + 1] + 1 : ends[q + 1],
                weight);
    }
    double level = 0, slope = 0;
    for (size_t j = 0; j < meter->prices; j++) {
        level += meter->level[j];
        slope += meter->slope[j];
        double at = options->is_between_steps ? (double)j : meter->price[j];
        double trial = (level + slope * at) / meter->all;
        meter->trial_at[j] = fabs(trial) < 1e-12 ? 0 : trial; // sums of what cancels
    }
}

// The first of the highest; what differs by rounding only is the same.
static size_t highest(const struct meter *meter, bool is_revenue)
{
    size_t best = SIZE_MAX;
    double most = 0;
    for (size_t j = 0; j < meter->prices; j++) {
        double here = meter->trial_at[j] * (is_revenue ? meter->price[j] : 1);
        if (!meter->is_named[j] || (best != SIZE_MAX && here <= most * (1 + 1e-11))) continue;
        best = j;
        most = here;
    }
    return best;
}

static void find_points(struct meter *meter, const uint32_t *taken, double *point)
{
    enum { TOO_CHEAP, CHEAP, EXPENSIVE, TOO_EXPENSIVE };
    add_answers(meter, taken);
    bool is_narrower = meter->options->is_narrower, has_too_cheap = meter->place[TOO_CHEAP] != NULL;
    point[PRICE_SENSITIVITY_LOWER] =
        has_too_cheap ? meet(meter, is_narrower ? EXPENSIVE : CHEAP, TOO_CHEAP) : (double)NAN;
    point[PRICE_SENSITIVITY_UPPER] = meet(meter, TOO_EXPENSIVE, is_narrower ? CHEAP : EXPENSIVE);
    point[PRICE_SENSITIVITY_IDP] = meet(meter, EXPENSIVE, CHEAP);
    point[PRICE_SENSITIVITY_OPP] = has_too_cheap ? meet(meter, TOO_EXPENSIVE, TOO_CHEAP) : (double)NAN;
    point[PRICE_SENSITIVITY_TRIAL] = point[PRICE_SENSITIVITY_REVENUE] = (double)NAN;
    if (!meter->trial[0]) return;
    trial_curve(meter, taken);
    point[PRICE_SENSITIVITY_TRIAL] = meter->price[highest(meter, false)];
    point[PRICE_SENSITIVITY_REVENUE] = meter->price[highest(meter, true)];
}

// Whose answers are in order, and whose are not.
static bool is_transitive(const struct price_sensitivity_data *data, size_t i)
{
    return (!data->too_cheap || data->too_cheap[i] < data->cheap[i]) && data->cheap[i] < data->expensive[i] &&
           data->expensive[i] < data->too_expensive[i];
}

static enum error check(const struct price_sensitivity_data *data, struct engine_refusals *refusals)
{
    const double *const answers[] = {data->too_cheap, data->cheap, data->expensive, data->too_expensive,
        data->trial_cheap, data->trial_expensive, data->weight};
    if (data->respondents == 0) return engine_refuse(refusals, ENGINE_REFUSAL_EMPTY);
    for (size_t q = 0; q < sizeof answers / sizeof answers[0]; q++) {
        if (answers[q] && !engine_is_finite(answers[q], data->respondents))
            return engine_refuse(refusals, ENGINE_REFUSAL_NOT_FINITE);
        for (size_t i = 0; answers[q] && i < data->respondents; i++)
            if (answers[q][i] < 0) return engine_refuse(refusals, ENGINE_REFUSAL_NOT_POSITIVE);
    }
    return ERROR_NONE;
}

// Everything that the respondents kept give the meter: their prices in order, and where each answer stands.
static enum error prepare(const struct price_sensitivity_data *data,
    const struct price_sensitivity_options *options, struct arena *arena, struct price_sensitivity_fit *fit,
    struct meter *meter)
{
    const double *const answers[QUESTIONS] = {
        data->too_cheap, data->cheap, data->expensive, data->too_expensive};
    size_t n = data->respondents, first = data->too_cheap ? 0 : 1, count = 0;
    uint32_t *kept = arena_array(arena, uint32_t, n);
    double *named = arena_array(arena, double, QUESTIONS *n),
           *room = arena_array(arena, double, QUESTIONS *n);
    if (!kept || !named || !room) return ERROR_MEMORY;
    for (size_t i = 0; i < n; i++) {
        bool is_right = is_transitive(data, i);
        fit->intransitive += !is_right;
        if (is_right || options->is_keeping_intransitive) kept[fit->used++] = (uint32_t)i;
    }
    for (size_t q = first; q < QUESTIONS; q++)
        for (size_t i = 0; i < fit->used; i++)
            named[count++] = answers[q][kept[i]];
    resample_sort(named, count, room);
    for (size_t i = 0; i < count; i++)
        if (i == 0 || named[i] != named[i - 1]) named[fit->prices++] = named[i];
    fit->price = named;
    *meter =
        (struct meter){.options = options, .respondents = fit->used, .prices = fit->prices, .price = named};
    double *kept_values[3] = {NULL, NULL, NULL};
    const double *const values[3] = {data->trial_cheap, data->trial_expensive, data->weight};
    for (int v = 0; v < 3; v++) {
        if (!values[v]) continue;
        if (!(kept_values[v] = arena_array(arena, double, fit->used + 1))) return ERROR_MEMORY;
        for (size_t i = 0; i < fit->used; i++)
            kept_values[v][i] = values[v][kept[i]];
    }
    meter->trial[0] = kept_values[0];
    meter->trial[1] = kept_values[1];
    meter->weight = kept_values[2];
    for (size_t q = first; q < QUESTIONS; q++) {
        uint32_t *place = arena_array(arena, uint32_t, fit->used + 1);
        if (!place) return ERROR_MEMORY;
        for (size_t i = 0; i < fit->used; i++) {
            size_t low = 0, high = fit->prices - 1;
            while (low < high) {
                size_t middle = (low + high) / 2;
                if (named[middle] < answers[q][kept[i]])
                    low = middle + 1;
                else
                    high = middle;
            }
            place[i] = (uint32_t)low;
        }
        meter->place[q] = place;
    }
    return ERROR_NONE;
}

static enum error take_room(struct meter *meter, struct arena *arena)
{
    size_t prices = meter->prices + 1;
    meter->is_named = arena_array(arena, bool, prices);
    meter->level = arena_array(arena, double, prices);
    meter->slope = arena_array(arena, double, prices);
    meter->trial_at = arena_array(arena, double, prices);
    if (!meter->is_named || !meter->level || !meter->slope || !meter->trial_at) return ERROR_MEMORY;
    for (int q = 0; q < QUESTIONS; q++)
        if (!(meter->sum[q] = arena_array(arena, double, prices))) return ERROR_MEMORY;
    return ERROR_NONE;
}

// Takes the curves over before the draws write over them.
static enum error take_curves(
    const struct meter *meter, struct arena *arena, struct price_sensitivity_fit *fit)
{
    for (int c = 0; c < PRICE_CURVES; c++) {
        bool is_trial = c == PRICE_CURVE_TRIAL || c == PRICE_CURVE_REVENUE;
        if ((c == PRICE_CURVE_TOO_CHEAP && !meter->place[0]) || (is_trial && !meter->trial[0])) continue;
        double *values = fit->curve[c] = arena_array(arena, double, meter->prices);
        if (!values) return ERROR_MEMORY;
        for (size_t j = 0; j < meter->prices; j++)
            values[j] = c == PRICE_CURVE_TRIAL     ? meter->trial_at[j]
                        : c == PRICE_CURVE_REVENUE ? meter->trial_at[j] * meter->price[j]
                                                   : curve(meter, c, c <= PRICE_CURVE_CHEAP, j) / meter->all;
    }
    if (meter->trial[0]) {
        fit->best_trial = meter->trial_at[highest(meter, false)];
        size_t best = highest(meter, true);
        fit->best_revenue = meter->trial_at[best] * meter->price[best];
    }
    return ERROR_NONE;
}

static enum error draw(struct meter *meter, const struct engine_help *help, struct arena *arena,
    struct price_sensitivity_fit *fit)
{
    const struct resample_options *resample = &meter->options->resample;
    size_t replications = resample->replications;
    double *values = arena_array(arena, double, PRICE_SENSITIVITY_POINTS *(replications + 1));
    double *room = arena_array(arena, double, replications + 1), point[PRICE_SENSITIVITY_POINTS];
    uint32_t *taken = arena_array(arena, uint32_t, meter->respondents + 1);
    if (!values || !room || !taken) return ERROR_MEMORY;
    for (size_t r = 0; r < replications; r++) {
        enum error error = engine_go_on(help, r, replications, (double)NAN);
        if (error) return error;
        resample_draw(resample->seed, r, meter->respondents, taken);
        find_points(meter, taken, point);
        for (int p = 0; p < PRICE_SENSITIVITY_POINTS; p++)
            values[(size_t)p * replications + r] = point[p];
    }
    for (int p = 0; p < PRICE_SENSITIVITY_POINTS; p++)
        resample_interval(values + (size_t)p * replications, replications, resample->interval_outside, room,
            &fit->interval[p]);
    return ERROR_NONE;
}

enum error price_sensitivity_fit(const struct price_sensitivity_data *data,
    const struct price_sensitivity_options *options, const struct engine_help *help, struct arena *arena,
    struct price_sensitivity_fit *ret_fit)
{
    struct meter meter;
    *ret_fit = (struct price_sensitivity_fit){0};
    enum error error = check(data, &ret_fit->refusals);
    if (!error) error = prepare(data, options, arena, ret_fit, &meter);
    if (error) return error;
    if (ret_fit->used == 0) return engine_refuse(&ret_fit->refusals, ENGINE_REFUSAL_ALL_INTRANSITIVE);
    error = take_room(&meter, arena);
    if (error) return error;
    find_points(&meter, NULL, ret_fit->point);
    if (!(meter.all > 0)) return engine_refuse(&ret_fit->refusals, ENGINE_REFUSAL_EMPTY);
    error = take_curves(&meter, arena, ret_fit);
    if (!error) error = draw(&meter, help, arena, ret_fit);
    if (!error && ret_fit->used < 2) // everything rests on one person
        return engine_refuse(&ret_fit->refusals, ENGINE_REFUSAL_TOO_FEW_RESPONDENTS);
    return error;
}
