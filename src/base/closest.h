// SPDX-License-Identifier: Apache-2.0
// The word that somebody probably meant: for "did you mean" in messages.
#ifndef TANDEM_BASE_CLOSEST_H
#define TANDEM_BASE_CLOSEST_H

#include "base/text.h"

// Keeps the best candidate seen so far.
struct closest {
    struct text word;  // what was written
    const char *best;  // nul-terminated, borrowed; NULL: nothing is near
    unsigned distance; // of best: letters inserted, dropped, changed or swapped
};

void closest_init(struct closest *closest, struct text word);
// Takes the candidate when it is nearer than what was there, and near enough to be meant at all (a change in
// four letters).
void closest_offer(struct closest *closest, const char *candidate);

#endif
