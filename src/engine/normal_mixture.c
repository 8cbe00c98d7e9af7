// SPDX-License-Identifier: Apache-2.0
// Draws of the upper level of a hierarchical logit.
#include "engine/normal_mixture.h"
#include "engine/draw.h"
#include "engine/linear_algebra.h"

#include <math.h>

static const double concentration = 5; // of the weights' Dirichlet

enum error normal_mixture_allocate(
    const struct normal_mixture_model *model, struct arena *arena, struct normal_mixture *ret_mixture)
{
    size_t p = model->size, components = model->components, d = p * model->covariates;
    struct normal_mixture mixture = {.component = arena_array(arena, struct multivariate_draw, components),
        .weight = arena_array(arena, double, components),
        .slope = arena_array(arena, double, d),
        .member = arena_array(arena, uint8_t, model->batches * LANES),
        .rest = lanes_array(arena, p * model->batches),
        .room = multivariate_room_new(1, p, arena),
        .sums = arena_array(arena, double, 1 + p + p * p),
        .precision = arena_array(arena, double, d *d),
        .right = arena_array(arena, double, 2 * d + 1)};
    if (!mixture.component || !mixture.weight || !mixture.member || !mixture.rest || !mixture.room ||
        !mixture.sums || (d && (!mixture.slope || !mixture.precision)) || !mixture.right)
        return ERROR_MEMORY;
    for (size_t c = 0; c < components; c++) {
        enum error error = multivariate_draw_allocate(1, p, arena, &mixture.component[c]);
        if (error != ERROR_NONE) return error;
        mixture.weight[c] = 1 / (double)components;
    }
    for (size_t i = 0; i < model->units; i++) // equal parts, as good as any start
        mixture.member[i] = (uint8_t)(i * components / model->units);
    *ret_mixture = mixture;
    return ERROR_NONE;
}

LANES_CLONES void normal_mixture_center(
    const struct normal_mixture_model *model, const lanes *coefficient, struct normal_mixture *mixture)
{
    size_t batches = model->batches;
    memcpy(mixture->rest, coefficient, model->size * batches * sizeof(lanes));
    for (size_t z = 0; z < model->covariates; z++)
        for (size_t k = 0; k < model->size; k++)
            for (size_t b = 0; b < batches; b++)
                mixture->rest[k * batches + b] -=
                    mixture->slope[z * model->size + k] * model->covariate[z * batches + b];
}

// 1 where a place holds a unit of the component.
LANES_INLINE void members_of(const struct normal_mixture_model *model, const struct normal_mixture *mixture,
    size_t component, size_t batch, lanes *ret_mask)
{
    *ret_mask = model->present[batch];
    if (model->components == 1) return;
    for (size_t l = 0; l < LANES; l++)
        if (mixture->member[batch * LANES + l] != component) (*ret_mask)[l] = 0;
}

LANES_INLINE double add_lanes(const lanes *x)
{
    return (((*x)[0] + (*x)[1]) + ((*x)[2] + (*x)[3])) + (((*x)[4] + (*x)[5]) + ((*x)[6] + (*x)[7]));
}

// Number, sums and sums of products of the component's units.
LANES_CLONES static void add_up(
    const struct normal_mixture_model *model, const struct normal_mixture *mixture, size_t component)
{
    size_t p = model->size, batches = model->batches;
    double *sum = mixture->sums + 1, *products = sum + p;
    lanes count = LANES_OF(0), mask;
    for (size_t b = 0; b < batches; b++) {
        members_of(model, mixture, component, b, &mask);
        count += mask;
    }
    mixture->sums[0] = add_lanes(&count);
    for (size_t j = 0; j < p; j++) {
        const lanes *one = mixture->rest + j * batches;
        lanes of_one = LANES_OF(0);
        for (size_t b = 0; b < batches; b++) {
            members_of(model, mixture, component, b, &mask);
            of_one += one[b] * mask;
        }
        sum[j] = add_lanes(&of_one);
        for (size_t k = 0; k <= j; k++) {
            const lanes *other = mixture->rest + k * batches;
            lanes of_both = LANES_OF(0);
            for (size_t b = 0; b < batches; b++) {
                members_of(model, mixture, component, b, &mask);
                of_both += one[b] * mask * other[b];
            }
            products[j * p + k] = products[k * p + j] = add_lanes(&of_both);
        }
    }
}

enum error normal_mixture_draw_components(
    const struct normal_mixture_model *model, struct random_stream *stream, struct normal_mixture *mixture)
{
    size_t p = model->size;
    for (size_t c = 0; c < model->components; c++) {
        add_up(model, mixture, c);
        const double *sums = mixture->sums;
        struct multivariate_sums all = {sums[0], sums, sums + 1, sums + 1 + p};
        enum error error = multivariate_regression_draw(
            1, p, &all, &model->prior, model->layers, stream, mixture->room, &mixture->component[c]);
        if (error != ERROR_NONE) return error;
    }
    return ERROR_NONE;
}

// The component's log density of eight units, up to what all share.
LANES_CLONES static void log_density(const struct normal_mixture_model *model,
    const struct normal_mixture *mixture, size_t component, size_t batch, lanes *ret_value)
{
    size_t p = model->size;
    const struct multivariate_draw *draw = &mixture->component[component];
    lanes quadratic = LANES_OF(0);
    for (size_t j = 0; j < p; j++) {
        lanes sum = LANES_OF(0);
        for (size_t k = 0; k < p; k++)
            sum += (mixture->rest[k * model->batches + batch] - draw->coefficient[k]) *
                   draw->precision[j * p + k];
        quadratic += sum * (mixture->rest[j * model->batches + batch] - draw->coefficient[j]);
    }
    *ret_value = -0.5 * quadratic;
}

void normal_mixture_draw_members(
    const struct normal_mixture_model *model, struct random_stream *units, struct normal_mixture *mixture)
{
    lanes density[NORMAL_MIXTURE_COMPONENTS] = {LANES_OF(0)};
    size_t components = model->components;
    if (components == 1) return;
    for (size_t b = 0; b < model->batches; b++) {
        for (size_t c = 0; c < components; c++) {
            log_density(model, mixture, c, b, &density[c]);
            density[c] += log(mixture->weight[c]) + 0.5 * mixture->component[c].log_determinant;
        }
        for (size_t l = 0; l < LANES && b * LANES + l < model->units; l++) {
            double most = density[0][l], sum = 0;
            for (size_t c = 1; c < components; c++)
                most = fmax(most, density[c][l]);
            for (size_t c = 0; c < components; c++)
                sum += exp(density[c][l] - most);
            double at = random_stream_real(&units[b * LANES + l]) * sum;
            size_t c = 0;
            for (; c + 1 < components; c++) {
                at -= exp(density[c][l] - most);
                if (at < 0) break;
            }
            mixture->member[b * LANES + l] = (uint8_t)c;
        }
    }
}

void normal_mixture_draw_weights(
    const struct normal_mixture_model *model, struct random_stream *stream, struct normal_mixture *mixture)
{
    double sum = 0;
    if (model->components == 1) return;
    for (size_t c = 0; c < model->components; c++) {
        size_t count = 0;
        for (size_t i = 0; i < model->units; i++)
            count += mixture->member[i] == c;
        sum += mixture->weight[c] = draw_gamma(stream, concentration + (double)count);
    }
    for (size_t c = 0; c < model->components; c++)
        mixture->weight[c] /= sum;
}

// Adds a component's part: Z'Z x S^-1 to the precision, S^-1 (b - mu)'Z to the right side.
static void add_slopes(const struct normal_mixture_model *model, const lanes *coefficient, size_t component,
    struct normal_mixture *mixture)
{
    size_t p = model->size, d = model->covariates, batches = model->batches, size = p * d;
    const struct multivariate_draw *draw = &mixture->component[component];
    double *cross = mixture->right + size;
    lanes mask;
    for (size_t z = 0; z < d; z++) {
        const lanes *one = model->covariate + z * batches;
        for (size_t y = 0; y <= z; y++) {
            lanes sum = LANES_OF(0);
            for (size_t b = 0; b < batches; b++) {
                members_of(model, mixture, component, b, &mask);
                sum += one[b] * mask * model->covariate[y * batches + b];
            }
            double product = add_lanes(&sum);
            for (size_t j = 0; j < p; j++)
                for (size_t k = 0; k < p; k++)
                    mixture->precision[(y * p + j) * size + z * p + k] +=
                        product * draw->precision[j * p + k];
        }
        for (size_t k = 0; k < p; k++) {
            lanes sum = LANES_OF(0);
            for (size_t b = 0; b < batches; b++) {
                members_of(model, mixture, component, b, &mask);
                sum += (coefficient[k * batches + b] - draw->coefficient[k]) * mask * one[b];
            }
            cross[k] = add_lanes(&sum);
        }
        for (size_t j = 0; j < p; j++)
            mixture->right[z * p + j] += linear_algebra_dot(p, draw->precision + j * p, cross);
    }
}

enum error normal_mixture_draw_slopes(const struct normal_mixture_model *model, const lanes *coefficient,
    struct random_stream *stream, struct normal_mixture *mixture)
{
    size_t size = model->size * model->covariates;
    if (size == 0) return ERROR_NONE;
    memset(mixture->precision, 0, size * size * sizeof(double));
    memset(mixture->right, 0, size * sizeof(double));
    for (size_t c = 0; c < model->components; c++)
        add_slopes(model, coefficient, c, mixture);
    for (size_t i = 0; i < size; i++)
        mixture->precision[i * size + i] += model->covariate_precision;
    enum error error = linear_algebra_factor(size, mixture->precision);
    if (error != ERROR_NONE) return error;
    linear_algebra_solve_lower(size, mixture->precision, 1, mixture->right);
    draw_normals(model->layers, stream, size, mixture->slope);
    for (size_t i = size; i-- > 0;) { // L' D = right + normals
        double value = mixture->right[i] + mixture->slope[i];
        for (size_t j = i + 1; j < size; j++)
            value -= mixture->precision[i * size + j] * mixture->slope[j];
        mixture->slope[i] = value / mixture->precision[i * size + i];
    }
    return ERROR_NONE;
}

void normal_mixture_moments(const struct normal_mixture_model *model, const struct normal_mixture *mixture,
    double *mean, double *covariance)
{
    size_t p = model->size;
    memset(mean, 0, p * sizeof(double));
    memset(covariance, 0, p * p * sizeof(double));
    for (size_t c = 0; c < model->components; c++)
        for (size_t k = 0; k < p; k++)
            mean[k] += mixture->weight[c] * mixture->component[c].coefficient[k];
    for (size_t c = 0; c < model->components; c++) {
        const struct multivariate_draw *draw = &mixture->component[c];
        for (size_t j = 0; j < p; j++)
            for (size_t k = 0; k < p; k++)
                covariance[j * p + k] +=
                    mixture->weight[c] * (draw->covariance[j * p + k] + (draw->coefficient[j] - mean[j]) *
                                                                            (draw->coefficient[k] - mean[k]));
    }
}
