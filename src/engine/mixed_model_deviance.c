// SPDX-License-Identifier: Apache-2.0
// The profiled deviance of a linear mixed model.
#include "engine/mixed_model_deviance.h"
#include "engine/linear_algebra.h"

#include <math.h>
#include <string.h>

enum { GROUPS_UNTIL_ASKED = 4096 };

static const double log_two_pi = 1.8378770664093454836;

void mixed_model_times_triangle(
    const struct mixed_model_sums *model, size_t columns, const double *b, double *result)
{
    size_t q = model->q;
    for (size_t c = 0; c < columns; c++)
        for (size_t k = 0; k < q; k++) {
            double sum = 0;
            for (size_t l = k; l < q; l++)
                sum += model->triangle[k * q + l] * b[c * q + l];
            result[c * q + k] = sum;
        }
}

// The group's part of log|V|; its factors are left in place, and what it takes from X'X, X'y and y'y taken.
static enum error take_group(
    struct mixed_model_sums *model, struct mixed_model_group *sums, double *ret_logarithm)
{
    size_t p = model->p, q = model->q;
    mixed_model_times_triangle(model, q, sums->zz, sums->half_z);
    mixed_model_times_triangle(model, p, sums->zx, sums->half_x);
    mixed_model_times_triangle(model, 1, sums->zy, sums->half_y);
    for (size_t c = 0; c < q; c++) // half_z T
        for (size_t k = c; k < q; k++) {
            double sum = k == c;
            for (size_t l = c; l < q; l++)
                sum += sums->half_z[l * q + k] * model->triangle[c * q + l];
            sums->factor[c * q + k] = sum;
        }
    enum error error = linear_algebra_factor(q, sums->factor);
    if (error != ERROR_NONE) return error;
    linear_algebra_solve_lower(q, sums->factor, q, sums->half_z);
    linear_algebra_solve_lower(q, sums->factor, p, sums->half_x);
    linear_algebra_solve_lower(q, sums->factor, 1, sums->half_y);
    *ret_logarithm = 0;
    for (size_t k = 0; k < q; k++)
        *ret_logarithm += 2 * log(sums->factor[k * q + k]);
    for (size_t c = 0; c < p; c++) {
        for (size_t r = c; r < p; r++)
            model->cross[c * p + r] -= linear_algebra_dot(q, sums->half_x + c * q, sums->half_x + r * q);
        model->solved[c] -= linear_algebra_dot(q, sums->half_x + c * q, sums->half_y);
    }
    model->squares -= linear_algebra_dot(q, sums->half_y, sums->half_y);
    return ERROR_NONE;
}

// room (q x columns) = Z'V^-1 b, where `b` holds Z'b and `half` the factor's share.
static void through(const struct mixed_model_sums *model, const struct mixed_model_group *sums,
    size_t columns, const double *b, const double *half, double *room)
{
    size_t q = model->q;
    for (size_t c = 0; c < columns; c++)
        for (size_t k = 0; k < q; k++)
            room[c * q + k] = b[c * q + k] - linear_algebra_dot(q, sums->half_z + k * q, half + c * q);
}

void mixed_model_scores(
    const struct mixed_model_sums *model, const struct mixed_model_group *sums, double *room)
{
    size_t p = model->p, q = model->q;
    double *rest = room + q * p;
    through(model, sums, p, sums->zx, sums->half_x, room);
    through(model, sums, 1, sums->zy, sums->half_y, rest);
    for (size_t j = 0; j < p; j++)
        for (size_t k = 0; k < q; k++)
            rest[k] -= room[j * q + k] * model->solved[j];
}

// slopes (symmetric): how the deviance changes with V, summed over groups as Z' (.) Z.
static void find_slopes(struct mixed_model_sums *model, double degrees)
{
    size_t p = model->p, q = model->q;
    memset(model->slopes, 0, q * q * sizeof(double));
    for (size_t g = 0; g < model->groups; g++) {
        const struct mixed_model_group *sums = &model->group[g];
        const double *scores = model->room, *rest = scores + q * p;
        mixed_model_scores(model, sums, model->room);
        for (size_t c = 0; c < q; c++)
            for (size_t k = 0; k < q; k++) {
                double sum = sums->zz[c * q + k] -
                             linear_algebra_dot(q, sums->half_z + k * q, sums->half_z + c * q) -
                             degrees / model->squares * rest[k] * rest[c];
                for (size_t j = 0; model->options->is_restricted && j < p; j++)
                    for (size_t i = 0; i < p; i++)
                        sum -= scores[j * q + k] * model->inverse[j * p + i] * scores[i * q + c];
                model->slopes[c * q + k] += sum;
            }
    }
}

static void set_triangle(struct mixed_model_sums *model, const double *theta)
{
    size_t q = model->q, at = 0;
    memset(model->triangle, 0, q * q * sizeof(double));
    for (size_t c = 0; c < q; c++)
        for (size_t k = c; k < q && (k == c || !model->options->is_diagonal); k++)
            model->triangle[c * q + k] = theta[at++];
}

enum error mixed_model_deviance(void *context, const double *theta, double *ret_value, double *gradient)
{
    struct mixed_model_sums *model = context;
    size_t p = model->p, q = model->q, at = 0;
    double logarithm = 0, part;
    set_triangle(model, theta);
    memcpy(model->cross, model->xx, p * p * sizeof(double));
    memcpy(model->solved, model->xy, p * sizeof(double));
    model->squares = model->yy;
    for (size_t g = 0; g < model->groups; g++) {
        enum error error = take_group(model, &model->group[g], &part);
        if (error == ERROR_NONE && g % GROUPS_UNTIL_ASKED == 0)
            error = engine_go_on(model->options->help, 0, 0, (double)NAN);
        if (error != ERROR_NONE) return error;
        logarithm += part;
    }
    enum error error = linear_algebra_factor(p, model->cross);
    if (error != ERROR_NONE) return error;
    double degrees = (double)(model->options->is_restricted ? model->n - p : model->n);
    for (size_t j = 0; model->options->is_restricted && j < p; j++)
        logarithm += 2 * log(model->cross[j * p + j]);
    linear_algebra_solve_lower(p, model->cross, 1, model->solved);
    model->squares -= linear_algebra_dot(p, model->solved, model->solved);
    if (!(model->squares > 0)) return ERROR_INVALID;
    memset(model->inverse, 0, p * p * sizeof(double));
    for (size_t j = 0; j < p; j++)
        model->inverse[j * p + j] = 1;
    linear_algebra_solve_factored(p, model->cross, p, model->inverse);
    for (size_t j = 0; j < p; j++) { // the rest of the way to b: L'b = solved
        size_t row = p - 1 - j;
        for (size_t i = row + 1; i < p; i++)
            model->solved[row] -= model->cross[row * p + i] * model->solved[i];
        model->solved[row] /= model->cross[row * p + row];
    }
    *ret_value = logarithm + degrees * (1 + log_two_pi + log(model->squares / degrees));
    find_slopes(model, degrees);
    for (size_t c = 0; c < q; c++)
        for (size_t k = c; k < q && (k == c || !model->options->is_diagonal); k++) {
            double sum = 0;
            for (size_t l = c; l < q; l++)
                sum += model->slopes[l * q + k] * model->triangle[c * q + l];
            gradient[at++] = 2 * sum;
        }
    return ERROR_NONE;
}
