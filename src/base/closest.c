// SPDX-License-Identifier: Apache-2.0
// The word that somebody probably meant: edit distance with swaps (optimal string alignment).
#include "base/closest.h"

#define CLOSEST_LENGTH_MAXIMUM 63

void closest_init(struct closest *closest, struct text word)
{
    *closest = (struct closest){.word = word};
}

static unsigned least(unsigned one, unsigned other)
{
    return one < other ? one : other;
}

static bool is_same_letter(char one, char other)
{
    return tolower((unsigned char)one) == tolower((unsigned char)other);
}

static unsigned distance_between(struct text one, struct text other)
{
    unsigned rows[3][CLOSEST_LENGTH_MAXIMUM + 1];
    unsigned *earlier = rows[0], *last = rows[1], *current = rows[2];
    for (unsigned column = 0; column <= other.length; column++)
        last[column] = column;
    for (unsigned row = 1; row <= one.length; row++) {
        current[0] = row;
        for (unsigned column = 1; column <= other.length; column++) {
            unsigned cost = is_same_letter(one.data[row - 1], other.data[column - 1]) ? 0 : 1;
            unsigned best = least(last[column - 1] + cost, least(last[column], current[column - 1]) + 1);
            bool swapped = row > 1 && column > 1 &&
                           is_same_letter(one.data[row - 1], other.data[column - 2]) &&
                           is_same_letter(one.data[row - 2], other.data[column - 1]);
            current[column] = swapped ? least(best, earlier[column - 2] + 1) : best;
        }
        unsigned *spare = earlier;
        earlier = last;
        last = current;
        current = spare;
    }
    return last[other.length];
}

void closest_offer(struct closest *closest, const char *candidate)
{
    struct text other = text_from(candidate);
    if (closest->word.length == 0 || closest->word.length > CLOSEST_LENGTH_MAXIMUM ||
        other.length > CLOSEST_LENGTH_MAXIMUM)
        return;
    unsigned distance = distance_between(closest->word, other);
    if (distance > 1 + other.length / 4 || distance >= other.length) return;
    if (!closest->best || distance < closest->distance) {
        closest->best = candidate;
        closest->distance = distance;
    }
}
