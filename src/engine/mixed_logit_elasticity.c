// SPDX-License-Identifier: Apache-2.0
// Elasticities of the mixed logit: those of the expected shares, over people and draws.
#include "engine/mixed_logit.h"

#include <math.h>
#include <string.h>

struct averaging {
    const struct choice_data *data;
    const double *price;
    const uint32_t *alternative;
    size_t price_regressor, count;
    double *probability; // of the rows of a task
    double *expected;    // of alternatives
    double *response;    // count x count: price k, alternative j
};

static void add_task(struct averaging *averaging, size_t task, const double *b)
{
    const struct choice_data *data = averaging->data;
    size_t first = data->start[task], rows = data->start[task + 1] - first, count = averaging->count;
    double largest = data->has_outside ? 0 : -(double)INFINITY, sum, *p = averaging->probability;
    double weight = data->weight ? data->weight[task] : 1, slope = b[averaging->price_regressor];
    for (size_t i = 0; i < rows; i++) {
        p[i] = 0;
        for (size_t k = 0; k < data->regressors; k++)
            p[i] += b[k] * data->regressor[k * data->rows + first + i];
        largest = fmax(largest, p[i]);
    }
    sum = data->has_outside ? exp(-largest) : 0;
    for (size_t i = 0; i < rows; i++)
        sum += p[i] = exp(p[i] - largest);
    double outside = data->has_outside ? exp(-largest) / sum : 0;
    if (data->has_outside) averaging->expected[count - 1] += weight * outside;
    for (size_t i = 0; i < rows; i++) {
        uint32_t own = averaging->alternative[first + i];
        double share = p[i] / sum, moved = weight * slope * averaging->price[first + i] * share;
        averaging->expected[own] += weight * share;
        for (size_t j = 0; j < rows; j++)
            averaging->response[own * count + averaging->alternative[first + j]] +=
                moved * ((i == j ? 1 : 0) - p[j] / sum);
        if (data->has_outside) averaging->response[own * count + count - 1] -= moved * outside;
    }
}

enum error mixed_logit_elasticities(const struct choice_data *data, const struct mixed_logit_options *options,
    const double *parameter, size_t price_regressor, const uint32_t *alternative, size_t count,
    struct arena *arena, double *elasticity)
{
    size_t random = 0, most = 1, person = 0;
    for (size_t k = 0; k < data->regressors; k++)
        random += options->kind[k] != MIXED_LOGIT_FIXED;
    for (size_t t = 0; t < data->tasks; t++)
        if (data->start[t + 1] - data->start[t] > most) most = data->start[t + 1] - data->start[t];
    double *normal = arena_array(arena, double, (random + 1) * options->draws);
    double *b = arena_array(arena, double, data->regressors), *one = arena_array(arena, double, random + 1);
    struct averaging averaging = {.data = data,
        .price = data->regressor + price_regressor * data->rows,
        .alternative = alternative,
        .price_regressor = price_regressor,
        .count = count,
        .probability = arena_array(arena, double, most),
        .expected = arena_array(arena, double, count),
        .response = elasticity};
    if (!normal || !b || !one || !averaging.probability || !averaging.expected) return ERROR_MEMORY;
    memset(elasticity, 0, count * count * sizeof(double));
    for (size_t first = 0, last; first < data->tasks; first = last, person++) {
        last = first + 1;
        while (data->respondent && last < data->tasks && data->respondent[last] == data->respondent[first])
            last++;
        mixed_logit_normals(options, random, person, normal);
        for (size_t r = 0; r < options->draws; r++) {
            for (size_t q = 0; q < random; q++)
                one[q] = normal[q * options->draws + r];
            mixed_logit_draw(options, data->regressors, parameter, one, b);
            for (size_t t = first; t < last; t++)
                add_task(&averaging, t, b);
        }
    }
    for (size_t j = 0; j < count; j++)
        for (size_t k = 0; k < count; k++)
            elasticity[k * count + j] /= averaging.expected[j];
    return ERROR_NONE;
}
