// SPDX-License-Identifier: Apache-2.0
// Many standard normal draws, quickly: Marsaglia and Tsang's ziggurat (2000) as Doornik (2005) improved it,
// with 128 layers and other bits of the random number for the layer than for the place in it.
//
// About ten times as fast as inversion (draw.h), at the price of a varying number of random numbers a draw.
#ifndef TANDEM_ENGINE_DRAW_NORMALS_H
#define TANDEM_ENGINE_DRAW_NORMALS_H

#include "base/random.h"

enum { DRAW_LAYERS = 128 };

struct draw_layers {
    double edge[DRAW_LAYERS + 1]; // right end of each layer, from the base up
    double sure[DRAW_LAYERS];     // the share of a layer that lies wholly under the curve
};

void draw_layers_prepare(struct draw_layers *layers);
void draw_normals(
    const struct draw_layers *layers, struct random_stream *stream, size_t count, double *normals);

#endif
