// SPDX-License-Identifier: Apache-2.0
// Standard normal draws by layers of equal area under the curve.
#include "engine/draw_normals.h"

#include <math.h>

// Where the tail begins, and the area of each of 128 layers (Doornik 2005, table 1).
static const double tail_from = 3.442619855899, area = 9.91256303526217e-3;

void draw_layers_prepare(struct draw_layers *layers)
{
    double height = exp(-0.5 * tail_from * tail_from);
    layers->edge[0] = area / height; // the base, as wide as if its tail were folded in
    layers->edge[1] = tail_from;
    for (size_t i = 2; i < DRAW_LAYERS; i++) {
        layers->edge[i] = sqrt(-2 * log(area / layers->edge[i - 1] + height));
        height = exp(-0.5 * layers->edge[i] * layers->edge[i]);
    }
    layers->edge[DRAW_LAYERS] = 0;
    for (size_t i = 0; i < DRAW_LAYERS; i++)
        layers->sure[i] = layers->edge[i + 1] / layers->edge[i];
}

// In (0, 1].
static double uniform(struct random_stream *stream)
{
    return 1 - random_stream_real(stream);
}

// Beyond where the tail begins (Marsaglia 1964).
static double draw_tail(struct random_stream *stream, double sign)
{
    for (;;) {
        double x = -log(uniform(stream)) / tail_from, y = -log(uniform(stream));
        if (2 * y > x * x) return sign < 0 ? -(tail_from + x) : tail_from + x;
    }
}

static double draw_one(const struct draw_layers *layers, struct random_stream *stream)
{
    for (;;) {
        uint64_t bits = random_stream_next(stream);
        size_t layer = bits & (DRAW_LAYERS - 1);
        double place = 2 * ((double)(bits >> 11) * 0x1p-53) - 1;
        if (fabs(place) < layers->sure[layer]) return place * layers->edge[layer];
        if (layer == 0) return draw_tail(stream, place);
        double x = place * layers->edge[layer];
        double below = exp(-0.5 * (layers->edge[layer] * layers->edge[layer] - x * x));
        double above = exp(-0.5 * (layers->edge[layer + 1] * layers->edge[layer + 1] - x * x));
        if (above + random_stream_real(stream) * (below - above) < 1) return x;
    }
}

void draw_normals(
    const struct draw_layers *layers, struct random_stream *stream, size_t count, double *normals)
{
    for (size_t i = 0; i < count; i++)
        normals[i] = draw_one(layers, stream);
}
