// SPDX-License-Identifier: Apache-2.0
// Draws from distributions.
#include "engine/draw.h"

#include <math.h>

#include "engine/distribution.h"

void draw_stream(struct random_stream *stream, uint64_t seed, uint64_t number)
{
    // Stafford's mix 13 of the number sets neighbours far apart (Steele, Lea and Flood 2014).
    uint64_t mixed = number + UINT64_C(0x9e3779b97f4a7c15);
    mixed = (mixed ^ mixed >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    mixed = (mixed ^ mixed >> 27) * UINT64_C(0x94d049bb133111eb);
    random_stream_init(stream, seed ^ mixed ^ mixed >> 31);
}

double draw_normal(struct random_stream *stream)
{
    // In the middle of each of 2^53 steps: never 0 or 1.
    return distribution_normal_quantile(random_stream_real(stream) + 0x1p-54);
}

double draw_gamma(struct random_stream *stream, double shape)
{
    if (shape < 1) { // a draw of shape + 1, shrunk (their section 6)
        double uniform = random_stream_real(stream) + 0x1p-54;
        return draw_gamma(stream, shape + 1) * pow(uniform, 1 / shape);
    }
    double d = shape - 1.0 / 3, c = 1 / sqrt(9 * d);
    for (;;) {
        double x = draw_normal(stream), v = 1 + c * x;
        if (v <= 0) continue;
        v = v * v * v;
        double uniform = random_stream_real(stream) + 0x1p-54;
        if (log(uniform) < x * x / 2 + d - d * v + d * log(v)) return d * v;
    }
}

double draw_chi_squared(struct random_stream *stream, double degrees)
{
    return 2 * draw_gamma(stream, degrees / 2);
}

double draw_halton(uint64_t index, unsigned prime)
{
    double value = 0, part = 1.0 / prime;
    for (; index; index /= prime) {
        value += part * (double)(index % prime);
        part /= prime;
    }
    return value;
}
