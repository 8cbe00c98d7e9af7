// SPDX-License-Identifier: Apache-2.0
// Sums of moments by observation or cluster, and their corrections.
#include "engine/covariance.h"
#include "engine/linear_algebra.h"

#include <math.h>

static bool is_clustered(const struct covariance_choice *choice)
{
    return choice->kind == COVARIANCE_CLUSTER0 || choice->kind == COVARIANCE_CLUSTER1;
}

enum error covariance_check(
    const struct covariance_choice *choice, size_t observations, struct engine_refusals *refusals)
{
    if (!is_clustered(choice)) return ERROR_NONE;
    if (!choice->cluster || choice->clusters < 2)
        return engine_refuse(refusals, ENGINE_REFUSAL_TOO_FEW_CLUSTERS);
    if (!engine_is_below(choice->cluster, observations, choice->clusters))
        return engine_refuse(refusals, ENGINE_REFUSAL_OUT_OF_RANGE);
    return ERROR_NONE;
}

size_t covariance_degrees(const struct covariance_choice *choice, size_t observations, size_t coefficients)
{
    size_t taken = coefficients + choice->absorbed;
    return observations > taken ? observations - taken : 0;
}

// moments = z'z, column after column.
static enum error squares(
    const struct engine_help *help, size_t rows, size_t columns, const double *z, double *moments)
{
    enum error error = ERROR_NONE;
    for (size_t j = 0; error == ERROR_NONE && j < columns; j++) {
        double *column = moments + j * columns;
        linear_algebra_cross(rows, columns - j, z + j * rows, 1, z + j * rows, column + j);
        for (size_t i = 0; i < j; i++)
            column[i] = moments[i * columns + j];
        error = engine_go_on(help, 0, 0, (double)NAN);
    }
    return error;
}

enum error covariance_moments(const struct covariance_choice *choice, size_t observations, size_t columns,
    const double *z, const double *e, size_t degrees, struct arena *arena, double *moments)
{
    if (choice->kind == COVARIANCE_CLASSICAL) {
        double variance = linear_algebra_dot(observations, e, e) / (double)degrees;
        enum error error = squares(choice->help, observations, columns, z, moments);
        if (error != ERROR_NONE) return error;
        for (size_t i = 0; i < columns * columns; i++)
            moments[i] *= variance;
        return ERROR_NONE;
    }
    size_t rows = is_clustered(choice) ? choice->clusters : observations;
    double *scores = arena_array(arena, double, rows *columns);
    if (!scores) return ERROR_MEMORY;
    for (size_t j = 0; j < columns; j++) {
        const double *column = z + j * observations;
        double sum = 0; // of rows of one cluster that stand together
        if (is_clustered(choice))
            for (size_t i = 0; i < observations; i++) {
                sum += column[i] * e[i];
                if (i + 1 < observations && choice->cluster[i + 1] == choice->cluster[i]) continue;
                scores[j * rows + choice->cluster[i]] += sum;
                sum = 0;
            }
        else
            for (size_t i = 0; i < observations; i++)
                scores[j * rows + i] = column[i] * e[i];
    }
    return squares(choice->help, rows, columns, scores, moments);
}

double covariance_correction(const struct covariance_choice *choice, size_t observations, size_t coefficients)
{
    double n = (double)observations, groups = (double)choice->clusters;
    if (choice->kind == COVARIANCE_HC1)
        return n / (double)covariance_degrees(choice, observations, coefficients);
    if (choice->kind == COVARIANCE_CLUSTER1)
        return groups / (groups - 1) * (n - 1) /
               (n - (double)(coefficients + choice->absorbed_across_clusters));
    return 1;
}

enum error covariance_sandwich(
    size_t size, const double *bread, const double *moments, struct arena *arena, double *covariance)
{
    double *half = arena_array(arena, double, size *size);
    if (!half) return ERROR_MEMORY;
    linear_algebra_product(size, size, size, bread, moments, half);
    linear_algebra_product(size, size, size, half, bread, covariance);
    return ERROR_NONE;
}

enum error covariance_of_basis(
    size_t size, const double *factor, const double *moments, struct arena *arena, double *covariance)
{
    double *half = arena_array(arena, double, size *size), *turned = arena_array(arena, double, size *size);
    if (!half || !turned) return ERROR_MEMORY;
    enum error error = linear_algebra_least_squares(size, size, factor, size, moments, arena, half, NULL);
    if (error != ERROR_NONE) return error;
    for (size_t j = 0; j < size; j++)
        for (size_t i = 0; i < size; i++)
            turned[j * size + i] = half[i * size + j];
    return linear_algebra_least_squares(size, size, factor, size, turned, arena, covariance, NULL);
}
