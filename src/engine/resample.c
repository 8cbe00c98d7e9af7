// SPDX-License-Identifier: Apache-2.0
// Draws with replacement, sorting and percentiles.
#include "engine/resample.h"

#include <math.h>
#include <string.h>

#include "base/random.h"
#include "engine/draw.h"

void resample_draw(uint64_t seed, uint64_t number, size_t count, uint32_t *taken)
{
    struct random_stream stream;
    draw_stream(&stream, seed, number);
    for (size_t i = 0; i < count; i++)
        taken[i] = (uint32_t)random_stream_below(&stream, count);
}

// Merging from the bottom up: the same time whatever the order was.
void resample_sort(double *values, size_t count, double *room)
{
    double *from = values, *to = room;
    for (size_t width = 1; width < count; width *= 2) {
        for (size_t start = 0; start < count; start += 2 * width) {
            size_t middle = start + width < count ? start + width : count;
            size_t end = start + 2 * width < count ? start + 2 * width : count;
            size_t a = start, b = middle;
            for (size_t i = start; i < end; i++)
                to[i] = a < middle && (b >= end || from[a] <= from[b]) ? from[a++] : from[b++];
        }
        double *other = from;
        from = to;
        to = other;
    }
    if (from != values) memcpy(values, from, count * sizeof(double));
}

double resample_quantile(const double *sorted, size_t count, double probability)
{
    if (!count) return (double)NAN;
    double place = probability * (double)(count - 1), below = floor(place);
    size_t at = (size_t)below;
    if (at + 1 >= count || sorted[at] == sorted[at + 1]) return sorted[at];
    return sorted[at] + (place - below) * (sorted[at + 1] - sorted[at]);
}

void resample_interval(
    double *values, size_t count, double outside, double *room, struct resample_interval *ret_interval)
{
    size_t there = 0;
    double mean = 0, squares = 0;
    for (size_t i = 0; i < count; i++)
        if (!isnan(values[i])) values[there++] = values[i];
    *ret_interval = (struct resample_interval){(double)NAN, (double)NAN, (double)NAN, count - there};
    if (!there) return;
    resample_sort(values, there, room);
    for (size_t i = 0; i < there; i++)
        mean += values[i] / (double)there;
    for (size_t i = 0; i < there; i++)
        squares += (values[i] - mean) * (values[i] - mean);
    if (there > 1) ret_interval->error = sqrt(squares / (double)(there - 1));
    ret_interval->low = resample_quantile(values, there, outside / 2);
    ret_interval->high = resample_quantile(values, there, 1 - outside / 2);
}
