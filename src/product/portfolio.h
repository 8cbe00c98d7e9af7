// SPDX-License-Identifier: Apache-2.0
// The whole portfolio in one reply: every product with its place, its two sides, and how many findings it
// has.
#ifndef TANDEM_PRODUCT_PORTFOLIO_H
#define TANDEM_PRODUCT_PORTFOLIO_H

#include "base/arena.h"
#include "base/buffer.h"
#include "people/resolution.h"

// How many findings of the check concern a product. They come from above: this folder does not know the
// check.
struct portfolio_findings {
    uint32_t errors, warnings, infos;
};

// What waits to be handed over about a product; from above as well.
struct portfolio_hand_offs {
    uint32_t waiting;       // offered and not answered, or returned and not mended
    struct text key, title; // of the one that waits longest; empty: none
    struct text since;      // the day since when
    uint32_t person;        // of the organisation's, with whom; ORGANISATION_NONE: nobody
};

struct portfolio_options {
    struct text line; // key: only products in it, or in a line within it; empty: all
    struct text unit; // key: only products of the unit; empty: all
    const struct portfolio_findings
        *findings; // one for each product of the organisation; NULL: counts are left out
    const struct portfolio_hand_offs
        *hand_offs; // likewise; written for products in the horizon next, null for all others
};

// {"items":[{"key","name","stage","horizon","line","line_name","unit","unit_name","management":[…],"marketing":[…],
// "findings":{"errors","warnings","infos"},"hand_offs":{"waiting","key","title","since","with":{"key","name"}|null}|null}…]}
// by name, then key; holders as in people/resolution_print.h. A
// line or unit that is not there has no products. options may be NULL. The arena is for the order alone.
enum error portfolio_print(const struct resolution *resolution, const struct portfolio_options *options,
    struct arena *arena, struct buffer *output) MUST_CHECK;

#endif
