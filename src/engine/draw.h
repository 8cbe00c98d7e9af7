// SPDX-License-Identifier: Apache-2.0
// Draws from distributions, for simulation: pseudo-random from a repeatable stream, and the points of Halton
// that fill space more evenly.
//
// The same stream gives the same draws on every machine.
#ifndef TANDEM_ENGINE_DRAW_H
#define TANDEM_ENGINE_DRAW_H

#include "base/random.h"

// A stream of its own for each number (a respondent, a replication), so that work can be shared out.
void draw_stream(struct random_stream *stream, uint64_t seed, uint64_t number);
// Standard normal, by inversion (Wichura 1988, AS 241): one uniform draw each.
double draw_normal(struct random_stream *stream);
// Gamma with shape > 0 and scale 1 (Marsaglia and Tsang 2000).
double draw_gamma(struct random_stream *stream, double shape);
// Chi-squared with degrees > 0.
double draw_chi_squared(struct random_stream *stream, double degrees);
// Element `index` (from 1) of Halton's sequence in the base of a prime: in (0, 1). Halton (1960).
double draw_halton(uint64_t index, unsigned prime);

#endif
