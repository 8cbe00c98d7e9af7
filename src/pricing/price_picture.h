// SPDX-License-Identifier: Apache-2.0
// A small drawing of curves in text, such as the four lines of a price survey.
#ifndef TANDEM_PRICING_PRICE_PICTURE_H
#define TANDEM_PRICING_PRICE_PICTURE_H

#include "base/arena.h"
#include "base/text.h"

struct price_curve {
    const double *x, *y; // x from low to high; places where y is no number are left out
    size_t count;
    char mark;        // one ASCII letter
    const char *name; // in the line below the drawing
    bool is_points;   // only the points, not what lies between
};

// Draws the curves over one another, later ones on top; `format` says how the numbers beside the axis are
// written: "%4.0f%%" with the scale they are multiplied by. *arena*; NULL when out of memory, or when there
// is nothing to draw.
const char *price_picture_draw(
    const struct price_curve *curves, size_t count, bool is_percent, struct arena *arena);

#endif
