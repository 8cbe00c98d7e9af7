// SPDX-License-Identifier: Apache-2.0
// Draws of a multivariate regression.
#include "engine/multivariate_regression.h"
#include "engine/draw.h"
#include "engine/linear_algebra.h"

#include <math.h>
#include <string.h>

struct multivariate_room {
    double *factor;   // columns x columns: Cholesky's of x'x + A
    double *right;    // columns x sides: x'y + A B0
    double *scale;    // sides x sides: posterior scale, then its factor L
    double *triangle; // sides x sides: Bartlett's, T
    double *root;     // sides x sides: P = L'^-1 T with P P' = S^-1
    double *other;    // sides x sides: L T'^-1, whose square is S
    double *normal;   // columns x sides
};

struct multivariate_room *multivariate_room_new(size_t columns, size_t sides, struct arena *arena)
{
    size_t k = columns, m = sides;
    struct multivariate_room *room = arena_object(arena, struct multivariate_room);
    double *at = arena_array(arena, double, k *k + 2 * k * m + 4 * m * m);
    if (!room || !at) return NULL;
    room->factor = at;
    room->right = room->factor + k * k;
    room->normal = room->right + k * m;
    room->scale = room->normal + k * m;
    room->triangle = room->scale + m * m;
    room->root = room->triangle + m * m;
    room->other = room->root + m * m;
    return room;
}

enum error multivariate_draw_allocate(
    size_t columns, size_t sides, struct arena *arena, struct multivariate_draw *ret_draw)
{
    ret_draw->coefficient = arena_array(arena, double, columns *sides);
    ret_draw->covariance = arena_array(arena, double, sides *sides);
    ret_draw->precision = arena_array(arena, double, sides *sides);
    return ret_draw->coefficient && ret_draw->covariance && ret_draw->precision ? ERROR_NONE : ERROR_MEMORY;
}

// Solves L' x = right in place, L lower.
static void solve_upper(size_t size, const double *lower, double *right)
{
    for (size_t i = size; i-- > 0;) {
        for (size_t j = i + 1; j < size; j++)
            right[i] -= lower[i * size + j] * right[j];
        right[i] /= lower[i * size + i];
    }
}

// The mean of B, and the scale: V + Y'Y + B0'A B0 - B~'(X'X + A) B~.
static enum error find_mean(size_t k, size_t m, const struct multivariate_sums *sums,
    const struct multivariate_prior *prior, struct multivariate_room *room, double *mean)
{
    for (size_t i = 0; i < k * k; i++)
        room->factor[i] = sums->xx[i] + prior->precision[i];
    linear_algebra_product(k, k, m, prior->precision, prior->mean, room->normal);
    for (size_t c = 0; c < m; c++)
        for (size_t r = 0; r < m; r++)
            room->scale[c * m + r] = prior->scale[c * m + r] + sums->yy[c * m + r] +
                                     linear_algebra_dot(k, prior->mean + r * k, room->normal + c * k);
    for (size_t i = 0; i < k * m; i++)
        room->right[i] = sums->xy[i] + room->normal[i];
    enum error error = linear_algebra_factor(k, room->factor);
    if (error != ERROR_NONE) return error;
    linear_algebra_solve_lower(k, room->factor, m, room->right);
    for (size_t c = 0; c < m; c++)
        for (size_t r = 0; r < m; r++)
            room->scale[c * m + r] -= linear_algebra_dot(k, room->right + r * k, room->right + c * k);
    memcpy(mean, room->right, k * m * sizeof(double));
    for (size_t c = 0; c < m; c++)
        solve_upper(k, room->factor, mean + c * k);
    return linear_algebra_factor(m, room->scale);
}

// S^-1 ~ Wishart(degrees, scale^-1): T lower with chi on the diagonal and normals below it.
static void draw_precision(size_t m, double degrees, const struct draw_layers *layers,
    struct random_stream *stream, struct multivariate_room *room, struct multivariate_draw *draw)
{
    memset(room->triangle, 0, m * m * sizeof(double));
    for (size_t c = 0; c < m; c++) {
        room->triangle[c * m + c] = sqrt(draw_chi_squared(stream, degrees - (double)c));
        draw_normals(layers, stream, m - c - 1, room->triangle + c * m + c + 1);
    }
    memcpy(room->root, room->triangle, m * m * sizeof(double));
    draw->log_determinant = 0;
    for (size_t c = 0; c < m; c++) {
        solve_upper(m, room->scale, room->root + c * m);
        draw->log_determinant += 2 * log(room->triangle[c * m + c] / room->scale[c * m + c]);
    }
    // other' = T^-1 L': the columns of L' are rows of L.
    for (size_t c = 0; c < m; c++)
        for (size_t r = 0; r < m; r++)
            room->other[c * m + r] = r <= c ? room->scale[r * m + c] : 0;
    linear_algebra_solve_lower(m, room->triangle, m, room->other);
    for (size_t c = 0; c < m; c++)
        for (size_t r = 0; r <= c; r++) {
            double sum = 0;
            for (size_t l = 0; l < m; l++)
                sum += room->root[l * m + r] * room->root[l * m + c];
            draw->precision[c * m + r] = draw->precision[r * m + c] = sum;
            sum = linear_algebra_dot(m, room->other + r * m, room->other + c * m);
            draw->covariance[c * m + r] = draw->covariance[r * m + c] = sum;
        }
}

enum error multivariate_regression_draw(size_t columns, size_t sides, const struct multivariate_sums *sums,
    const struct multivariate_prior *prior, const struct draw_layers *layers, struct random_stream *stream,
    struct multivariate_room *room, struct multivariate_draw *draw)
{
    size_t k = columns, m = sides;
    enum error error = find_mean(k, m, sums, prior, room, draw->coefficient);
    if (error != ERROR_NONE) return error;
    draw_precision(m, prior->degrees + sums->rows, layers, stream, room, draw);
    draw_normals(layers, stream, k * m, room->normal); // B = B~ + F'^-1 N (L T'^-1)'
    for (size_t c = 0; c < m; c++)
        solve_upper(k, room->factor, room->normal + c * k);
    for (size_t c = 0; c < m; c++)
        for (size_t l = 0; l < m; l++)
            for (size_t i = 0; i < k; i++)
                draw->coefficient[c * k + i] += room->normal[l * k + i] * room->other[c * m + l];
    return ERROR_NONE;
}
