// SPDX-License-Identifier: Apache-2.0
// Prepares and evaluates the simulated likelihood of the mixed logit.
#include "engine/mixed_logit_likelihood.h"

#include <math.h>
#include <string.h>

#include "engine/distribution.h"
#include "engine/draw.h"
#include "engine/mixed_logit_kernel.h"

enum { PARTS = 16 }; // of the work, whatever the number of threads

struct mixed_logit_part {
    double *coefficient; // padded x random
    double *base, *row;
    double *likelihood, *shrinks; // padded
    double *score;                // padded x regressors
};

struct evaluation {
    struct mixed_logit_likelihood *likelihood;
    const double *parameter;
};

static const unsigned primes[MIXED_LOGIT_RANDOM_MAXIMUM] = {2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41,
    43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151,
    157, 163, 167, 173};

// Zeroed, at a multiple of 64 bytes.
static double *aligned(struct arena *arena, size_t count)
{
    char *raw = arena_allocate_array(arena, count + 8, sizeof(double));
    return raw ? (double *)(void *)(raw + (64 - (uintptr_t)raw % 64) % 64) : NULL;
}

static size_t padded(size_t draws)
{
    return (draws + MIXED_LOGIT_BLOCK - 1) / MIXED_LOGIT_BLOCK * MIXED_LOGIT_BLOCK;
}

void mixed_logit_normals(
    const struct mixed_logit_options *options, size_t random, size_t respondent, double *normal)
{
    struct random_stream stream;
    draw_stream(&stream, options->seed, respondent);
    uint64_t first = options->sequence == MIXED_LOGIT_HALTON ? (uint64_t)respondent * options->draws + 1 : 1;
    for (size_t q = 0; q < random; q++)
        for (size_t r = 0; r < options->draws; r++)
            normal[q * options->draws + r] =
                options->sequence == MIXED_LOGIT_PSEUDO
                    ? draw_normal(&stream)
                    : distribution_normal_quantile(draw_halton(first + r, primes[q]));
}

static double of_kind(enum mixed_logit_kind kind, double index)
{
    return kind == MIXED_LOGIT_LOG_NORMAL ? exp(index) : kind == MIXED_LOGIT_NEGATIVE ? -exp(index) : index;
}

void mixed_logit_draw(const struct mixed_logit_options *options, size_t regressors, const double *parameter,
    const double *normal, double *coefficient)
{
    size_t q = 0;
    for (size_t k = 0; k < regressors; k++) {
        bool is_fixed = options->kind[k] == MIXED_LOGIT_FIXED;
        double index = parameter[k] + (is_fixed ? 0 : parameter[regressors + q] * normal[q]);
        q += !is_fixed;
        coefficient[k] = of_kind(options->kind[k], index);
    }
}

// Which regressor stands where, and how long each is.
static void order_regressors(struct mixed_logit_likelihood *likelihood, const struct choice_data *data)
{
    size_t at = 0;
    for (int is_second = 0; is_second < 2; is_second++)
        for (size_t k = 0; k < data->regressors; k++)
            if ((likelihood->options->kind[k] == MIXED_LOGIT_FIXED) == (is_second == 1))
                likelihood->order[at++] = k;
    for (size_t p = 0; p < data->regressors; p++) {
        const double *x = data->regressor + likelihood->order[p] * data->rows;
        double sum = 0;
        for (size_t i = 0; i < data->rows; i++)
            sum += x[i] * x[i];
        likelihood->scale[p] = sum > 0 ? sqrt(sum / (double)data->rows) : 1;
    }
}

// The rows of differences to what was chosen; the outside option is a row of zeros less it.
static void fill_differences(struct mixed_logit_likelihood *likelihood, const struct choice_data *data)
{
    size_t size = data->regressors, row = 0, rows = data->rows;
    for (size_t t = 0; t < data->tasks; t++) {
        likelihood->start[t] = row;
        bool is_outside = data->chosen[t] == CHOICE_OUTSIDE;
        size_t end = data->start[t + 1] + (data->has_outside && !is_outside ? 1 : 0);
        for (size_t i = data->start[t]; i < end; i++) {
            if (i == data->chosen[t]) continue;
            for (size_t p = 0; p < size; p++) {
                const double *x = data->regressor + likelihood->order[p] * rows;
                double own = i < data->start[t + 1] ? x[i] : 0;
                double chosen = is_outside ? 0 : x[data->chosen[t]];
                likelihood->difference[row * size + p] = (own - chosen) / likelihood->scale[p];
            }
            row++;
        }
    }
    likelihood->start[data->tasks] = row;
}

static void group_people(struct mixed_logit_likelihood *likelihood, const struct choice_data *data)
{
    for (size_t t = 0; t < data->tasks; t++) {
        bool is_new = t == 0 || !data->respondent || data->respondent[t] != data->respondent[t - 1];
        if (!is_new) continue;
        likelihood->weight[likelihood->people] = data->weight ? data->weight[t] : 1;
        likelihood->person[likelihood->people++] = t;
    }
    likelihood->person[likelihood->people] = data->tasks;
}

static enum error fill_normals(struct mixed_logit_likelihood *likelihood, struct arena *arena)
{
    const struct mixed_logit_options *options = likelihood->options;
    size_t people = options->sequence == MIXED_LOGIT_SHARED_HALTON ? 1 : likelihood->people;
    size_t random = likelihood->random, room = random * likelihood->padded;
    double *normal = arena_array(arena, double, random * options->draws);
    likelihood->normal = aligned(arena, people * room);
    if (!normal || !likelihood->normal) return ERROR_MEMORY;
    for (size_t n = 0; n < people; n++) {
        mixed_logit_normals(options, random, n, normal);
        for (size_t q = 0; q < random; q++)
            memcpy(likelihood->normal + n * room + q * likelihood->padded, normal + q * options->draws,
                options->draws * sizeof(double));
    }
    return ERROR_NONE;
}

static enum error allocate_parts(struct mixed_logit_likelihood *likelihood, struct arena *arena)
{
    size_t most_rows = 1, most_in_task = 1, draws = likelihood->padded;
    for (size_t n = 0; n < likelihood->people; n++) {
        size_t first = likelihood->person[n], last = likelihood->person[n + 1];
        size_t rows = likelihood->start[last] - likelihood->start[first];
        most_rows = rows > most_rows ? rows : most_rows;
        for (size_t t = first; t < last; t++) {
            size_t in_task = likelihood->start[t + 1] - likelihood->start[t];
            most_in_task = in_task > most_in_task ? in_task : most_in_task;
        }
    }
    likelihood->part = arena_array(arena, struct mixed_logit_part, PARTS);
    if (!likelihood->part) return ERROR_MEMORY;
    for (size_t i = 0; i < PARTS; i++) {
        struct mixed_logit_part *part = &likelihood->part[i];
        part->coefficient = aligned(arena, draws * likelihood->random);
        part->base = aligned(arena, most_rows);
        part->row = aligned(arena, most_in_task * MIXED_LOGIT_BLOCK);
        part->likelihood = aligned(arena, draws);
        part->shrinks = aligned(arena, draws);
        part->score = aligned(arena, draws * likelihood->regressors);
        if (!part->coefficient || !part->base || !part->row || !part->likelihood || !part->shrinks ||
            !part->score)
            return ERROR_MEMORY;
    }
    return ERROR_NONE;
}

enum error mixed_logit_likelihood_prepare(const struct choice_data *data,
    const struct mixed_logit_options *options, const struct engine_help *help, struct arena *arena,
    struct mixed_logit_likelihood *ret)
{
    size_t size = data->regressors;
    *ret = (struct mixed_logit_likelihood){
        .options = options, .help = help, .regressors = size, .padded = padded(options->draws)};
    for (size_t k = 0; k < size; k++)
        ret->random += options->kind[k] != MIXED_LOGIT_FIXED;
    ret->parameters = size + ret->random;
    ret->person = arena_array(arena, size_t, data->tasks + 1);
    ret->start = arena_array(arena, size_t, data->tasks + 1);
    ret->order = arena_array(arena, size_t, size);
    ret->scale = arena_array(arena, double, size);
    ret->difference = arena_array(arena, double, (data->rows + data->tasks) * size);
    ret->weight = arena_array(arena, double, data->tasks);
    if (!ret->person || !ret->start || !ret->order || !ret->scale || !ret->difference || !ret->weight)
        return ERROR_MEMORY;
    order_regressors(ret, data);
    fill_differences(ret, data);
    group_people(ret, data);
    ret->value = arena_array(arena, double, ret->people);
    ret->score = arena_array(arena, double, ret->people * ret->parameters);
    enum error error = ret->value && ret->score ? fill_normals(ret, arena) : ERROR_MEMORY;
    return error ? error : allocate_parts(ret, arena);
}

// Coefficients of all draws of a person.
static void fill_coefficients(const struct mixed_logit_likelihood *likelihood, const double *parameter,
    const double *normal, double *out)
{
    for (size_t q = 0; q < likelihood->random; q++) {
        double mean = parameter[q], spread = parameter[likelihood->regressors + q];
        enum mixed_logit_kind kind = likelihood->options->kind[likelihood->order[q]];
        const double *z = normal + q * likelihood->padded;
        double *b = out + q * likelihood->padded;
        for (size_t r = 0; r < likelihood->padded; r++)
            b[r] = mean + spread * z[r];
        for (size_t r = 0; kind != MIXED_LOGIT_NORMAL && r < likelihood->padded; r++)
            b[r] = of_kind(kind, b[r]);
    }
}

// From the draws' likelihoods to the person's, and from the draws' scores to the person's.
static void add_up(const struct mixed_logit_likelihood *likelihood, const struct mixed_logit_part *part,
    const double *normal, size_t person)
{
    size_t draws = likelihood->options->draws, stride = likelihood->padded;
    double least = part->shrinks[0], sum = 0, *weight = part->likelihood;
    for (size_t r = 1; r < draws; r++)
        least = fmin(least, part->shrinks[r]);
    for (size_t r = 0; r < draws; r++) {
        if (part->shrinks[r] != least) weight[r] = part->shrinks[r] == least + 1 ? weight[r] * 0x1p-500 : 0;
        sum += weight[r];
    }
    likelihood->value[person] =
        log(sum / (double)draws) - least * MIXED_LOGIT_SHRINK_EXPONENT * 0.69314718055994530942;
    for (size_t p = 0; p < likelihood->regressors; p++) {
        const double *score = part->score + p * stride, *z = normal + p * stride,
                     *b = part->coefficient + p * stride;
        double mean = 0, spread = 0;
        bool is_random = p < likelihood->random;
        bool is_exponential =
            is_random && likelihood->options->kind[likelihood->order[p]] != MIXED_LOGIT_NORMAL;
        for (size_t r = 0; r < draws; r++) {
            double part_of = weight[r] * score[r] * (is_exponential ? b[r] : 1);
            mean += part_of;
            if (is_random) spread += part_of * z[r];
        }
        likelihood->score[p * likelihood->people + person] = mean / sum;
        if (is_random)
            likelihood->score[(likelihood->regressors + p) * likelihood->people + person] = spread / sum;
    }
}

static void evaluate_part(void *work, size_t number)
{
    const struct evaluation *evaluation = work;
    const struct mixed_logit_likelihood *likelihood = evaluation->likelihood;
    const struct mixed_logit_part *part = &likelihood->part[number];
    size_t size = likelihood->regressors, random = likelihood->random;
    bool is_shared = likelihood->options->sequence == MIXED_LOGIT_SHARED_HALTON;
    if (is_shared)
        fill_coefficients(likelihood, evaluation->parameter, likelihood->normal, part->coefficient);
    for (size_t n = number; n < likelihood->people; n += PARTS) {
        const double *normal = likelihood->normal + (is_shared ? 0 : n * random * likelihood->padded);
        size_t task = likelihood->person[n], first = likelihood->start[task],
               last = likelihood->start[likelihood->person[n + 1]];
        if (!is_shared) fill_coefficients(likelihood, evaluation->parameter, normal, part->coefficient);
        for (size_t i = first; i < last; i++) {
            double base = 0;
            for (size_t p = random; p < size; p++)
                base += likelihood->difference[i * size + p] * evaluation->parameter[p];
            part->base[i - first] = base;
        }
        const struct mixed_logit_person person = {likelihood->person[n + 1] - task, size, random,
            likelihood->start + task, likelihood->difference, part->base - first, likelihood->padded,
            part->coefficient, part->row, part->likelihood, part->shrinks, part->score};
        mixed_logit_person_simulate(&person);
        add_up(likelihood, part, normal, n);
    }
}

enum error mixed_logit_likelihood_evaluate(
    void *context, const double *parameter, double *ret_value, double *gradient)
{
    struct mixed_logit_likelihood *likelihood = context;
    struct evaluation evaluation = {likelihood, parameter};
    double value = 0;
    engine_share(likelihood->help, PARTS, evaluate_part, &evaluation);
    for (size_t n = 0; n < likelihood->people; n++)
        value -= likelihood->weight[n] * likelihood->value[n];
    for (size_t p = 0; p < likelihood->parameters; p++) {
        double *score = likelihood->score + p * likelihood->people, sum = 0;
        for (size_t n = 0; n < likelihood->people; n++)
            sum += score[n] *= likelihood->weight[n];
        gradient[p] = -sum;
    }
    if (!isfinite(value) || !engine_is_finite(gradient, likelihood->parameters)) return ERROR_INVALID;
    *ret_value = value;
    return engine_go_on(likelihood->help, ++likelihood->evaluations, 0, -value);
}

// A mean is scaled, the mean of a logarithm moved; the spread of a logarithm stays.
void mixed_logit_likelihood_inside(
    const struct mixed_logit_likelihood *likelihood, const double *outside, double *inside)
{
    size_t size = likelihood->regressors;
    for (size_t p = 0; p < size; p++) {
        enum mixed_logit_kind kind = likelihood->options->kind[likelihood->order[p]];
        bool is_linear = kind == MIXED_LOGIT_FIXED || kind == MIXED_LOGIT_NORMAL;
        double scale = likelihood->scale[p], value = outside[likelihood->order[p]];
        inside[p] = is_linear ? value * scale : value + log(scale);
        if (p < likelihood->random) inside[size + p] = outside[size + p] * (is_linear ? scale : 1);
    }
}

void mixed_logit_likelihood_outside(const struct mixed_logit_likelihood *likelihood, const double *inside,
    double *outside, double *factor, size_t *place)
{
    size_t size = likelihood->regressors;
    for (size_t p = 0; p < size; p++) {
        enum mixed_logit_kind kind = likelihood->options->kind[likelihood->order[p]];
        bool is_linear = kind == MIXED_LOGIT_FIXED || kind == MIXED_LOGIT_NORMAL;
        double scale = likelihood->scale[p];
        size_t k = likelihood->order[p];
        place[k] = p;
        factor[k] = is_linear ? 1 / scale : 1;
        outside[k] = is_linear ? inside[p] / scale : inside[p] - log(scale);
        if (p >= likelihood->random) continue;
        // Random regressors stand in their own order, so the spread of place p is number p.
        place[size + p] = size + p;
        factor[size + p] = factor[k];
        outside[size + p] = inside[size + p] * factor[k];
    }
}
