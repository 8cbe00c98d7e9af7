// SPDX-License-Identifier: Apache-2.0
// Least squares in each group by itself.
#include "engine/separate_fits.h"
#include "engine/linear_algebra.h"

#include <math.h>
#include <string.h>

// What a column keeps beside those before it, relative to its length, below which it says nothing new.
static const double nothing_new = 1e-8;

struct separate {
    const struct separate_fits_data *data;
    size_t *order;    // of the regressors: a constant first, then slopes
    size_t *place;    // of each slope in the order
    size_t *row;      // of the data, group after group
    double *q, *r;    // longest group x (p + 1); p x (p + 1)
    bool *is_kept;    // of each place in the order
    double *solution; // p
};

// Rows in the order of their groups, and where each group starts.
static enum error sort_rows(
    struct separate *separate, struct arena *arena, struct separate_fits *fits, size_t *ret_longest)
{
    const struct separate_fits_data *data = separate->data;
    size_t *start = arena_array(arena, size_t, data->groups + 1);
    separate->row = arena_array(arena, size_t, data->observations);
    if (!start || !separate->row) return ERROR_MEMORY;
    for (size_t i = 0; i < data->observations; i++)
        fits->rows[data->group[i]]++;
    *ret_longest = 0;
    for (size_t g = 0; g < data->groups; g++) {
        start[g + 1] = start[g] + fits->rows[g];
        if (fits->rows[g] > *ret_longest) *ret_longest = fits->rows[g];
    }
    for (size_t i = 0; i < data->observations; i++)
        separate->row[start[data->group[i]]++] = i;
    return ERROR_NONE;
}

// Makes the columns of a group orthonormal in their order; r holds the triangle, its last column Q'y.
static void orthogonalise(struct separate *separate, size_t rows)
{
    size_t p = separate->data->regressors;
    double *y = separate->q + p * rows;
    for (size_t c = 0; c < p; c++) {
        double *column = separate->q + c * rows;
        double length = sqrt(linear_algebra_dot(rows, column, column));
        for (size_t b = 0; b < c; b++) {
            if (!separate->is_kept[b]) continue;
            const double *before = separate->q + b * rows;
            double along = separate->r[c * p + b] = linear_algebra_dot(rows, before, column);
            for (size_t i = 0; i < rows; i++)
                column[i] -= along * before[i];
        }
        double left = sqrt(linear_algebra_dot(rows, column, column));
        separate->is_kept[c] = left > nothing_new * length;
        if (!separate->is_kept[c]) continue;
        separate->r[c * p + c] = left;
        for (size_t i = 0; i < rows; i++)
            column[i] /= left;
        double along = separate->r[p * p + c] = linear_algebra_dot(rows, column, y);
        for (size_t i = 0; i < rows; i++)
            y[i] -= along * column[i];
    }
}

// Solves r x = right for the columns kept; `right` is in place p places long.
static void solve_upper(const struct separate *separate, double *right)
{
    size_t p = separate->data->regressors;
    for (size_t c = p; c-- > 0;) {
        if (!separate->is_kept[c]) continue;
        right[c] /= separate->r[c * p + c];
        for (size_t b = 0; b < c; b++)
            if (separate->is_kept[b]) right[b] -= separate->r[c * p + b] * right[c];
    }
}

static void fit_group(struct separate *separate, size_t g, size_t first, struct separate_fits *fits)
{
    const struct separate_fits_data *data = separate->data;
    size_t p = data->regressors, rows = fits->rows[g], n = data->observations, kept = 0;
    for (size_t i = 0; i < rows; i++) {
        size_t row = separate->row[first + i];
        for (size_t c = 0; c < p; c++)
            separate->q[c * rows + i] = data->regressor[separate->order[c] * n + row];
        separate->q[p * rows + i] = data->dependent[row];
    }
    orthogonalise(separate, rows);
    for (size_t c = 0; c < p; c++)
        kept += separate->is_kept[c];
    const double *rest = separate->q + p * rows;
    double variance =
        rows > kept ? linear_algebra_dot(rows, rest, rest) / (double)(rows - kept) : (double)NAN;
    memcpy(separate->solution, separate->r + p * p, p * sizeof(double));
    solve_upper(separate, separate->solution);
    for (size_t k = 0; k < data->slopes; k++) {
        size_t at = g * data->slopes + k;
        size_t place = separate->place[k];
        bool is_there = separate->is_kept[place] && rows > kept;
        fits->coefficient[at] = is_there ? separate->solution[place] : (double)NAN;
    }
    // The variances are those of the rows of r^-1.
    for (size_t k = 0; k < data->slopes; k++)
        fits->standard_error[g * data->slopes + k] = 0;
    for (size_t c = 0; c < p; c++) {
        if (!separate->is_kept[c]) continue;
        memset(separate->solution, 0, p * sizeof(double));
        separate->solution[c] = 1;
        solve_upper(separate, separate->solution);
        for (size_t k = 0; k < data->slopes; k++) {
            double part = separate->solution[separate->place[k]];
            fits->standard_error[g * data->slopes + k] += part * part;
        }
    }
    for (size_t k = 0; k < data->slopes; k++) {
        double *error = &fits->standard_error[g * data->slopes + k];
        *error = separate->is_kept[separate->place[k]] ? sqrt(*error * variance) : (double)NAN;
    }
}

// A constant comes first: a price that never changed within the group is to be left out beside it, not it
// beside the price.
static void put_in_order(struct separate *separate)
{
    const struct separate_fits_data *data = separate->data;
    size_t p = data->regressors, n = data->observations, at = 0;
    enum { CONSTANT, SLOPE, OTHER, ROUNDS };
    for (int round = CONSTANT; round < ROUNDS; round++)
        for (size_t j = 0; j < p; j++) {
            const double *column = data->regressor + j * n;
            size_t k = 0, i = 0;
            while (k < data->slopes && data->slope[k] != j)
                k++;
            while (i < n && !(fabs(column[i] - column[0]) > 0))
                i++;
            int is = i == n ? CONSTANT : k < data->slopes ? SLOPE : OTHER;
            if (is != round) continue;
            if (k < data->slopes) separate->place[k] = at;
            separate->order[at++] = j;
        }
}

enum error separate_fits_run(
    const struct separate_fits_data *data, struct arena *arena, struct separate_fits *ret_fits)
{
    size_t p = data->regressors, slopes = data->slopes, longest, first = 0;
    struct separate separate = {.data = data,
        .order = arena_array(arena, size_t, p),
        .place = arena_array(arena, size_t, slopes),
        .is_kept = arena_array(arena, bool, p),
        .r = arena_array(arena, double, p *(p + 1)),
        .solution = arena_array(arena, double, p)};
    *ret_fits = (struct separate_fits){.coefficient = arena_array(arena, double, slopes * data->groups),
        .standard_error = arena_array(arena, double, slopes * data->groups),
        .rows = arena_array(arena, size_t, data->groups)};
    if (!separate.order || !separate.place || !separate.is_kept || !separate.r || !separate.solution ||
        !ret_fits->coefficient || !ret_fits->standard_error || !ret_fits->rows)
        return ERROR_MEMORY;
    enum error error = sort_rows(&separate, arena, ret_fits, &longest);
    if (error != ERROR_NONE) return error;
    separate.q = arena_array(arena, double, longest *(p + 1));
    if (!separate.q) return ERROR_MEMORY;
    put_in_order(&separate);
    for (size_t g = 0; g < data->groups; g++) {
        fit_group(&separate, g, first, ret_fits);
        first += ret_fits->rows[g];
    }
    return ERROR_NONE;
}
