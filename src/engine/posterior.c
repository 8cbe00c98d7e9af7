// SPDX-License-Identifier: Apache-2.0
// Summaries of draws.
#include "engine/posterior.h"

#include <math.h>
#include <string.h>

enum { BLOCKS = 1000 }; // of a chain: more would cost time and tell no more

double posterior_rank(size_t count, double *values, size_t rank)
{
    size_t low = 0, high = count - 1;
    while (low < high) { // Hoare's partition around the middle value
        double middle = values[low + (high - low) / 2], kept;
        size_t i = low, j = high;
        for (;;) {
            while (values[i] < middle)
                i++;
            while (values[j] > middle)
                j--;
            if (i >= j) break;
            kept = values[i];
            values[i++] = values[j];
            values[j--] = kept;
        }
        // Everything up to j is not above the middle, everything after it not below.
        if (values[j] > middle && j > low) j--;
        if (rank <= j)
            high = j;
        else
            low = j + 1;
    }
    return values[rank];
}

struct spread {
    double mean, within, total; // total: within chains and between them
};

static struct spread spread_of(size_t chains, size_t count, const double *x)
{
    struct spread spread = {0};
    double n = (double)count, m = (double)chains, between = 0;
    for (size_t i = 0; i < chains * count; i++)
        spread.mean += x[i] / (n * m);
    for (size_t c = 0; c < chains; c++) {
        double mean = 0, squares = 0;
        for (size_t i = 0; i < count; i++)
            mean += x[c * count + i] / n;
        for (size_t i = 0; i < count; i++)
            squares += (x[c * count + i] - mean) * (x[c * count + i] - mean);
        spread.within += squares / (n - 1) / m;
        between += (mean - spread.mean) * (mean - spread.mean);
    }
    spread.total = spread.within * (n - 1) / n + (chains > 1 ? between / (m - 1) : 0);
    return spread;
}

static double correlation(
    size_t chains, size_t count, const double *x, const struct spread *spread, size_t lag)
{
    double covariance = 0;
    for (size_t c = 0; c < chains; c++) {
        const double *chain = x + c * count;
        double mean = 0;
        for (size_t i = 0; i < count; i++)
            mean += chain[i] / (double)count;
        for (size_t i = lag; i < count; i++)
            covariance += (chain[i] - mean) * (chain[i - lag] - mean) / (double)count / (double)chains;
    }
    return 1 - (spread->within * ((double)count - 1) / (double)count - covariance) / spread->total;
}

// How many draws are worth one independent draw.
static double lasting(size_t chains, size_t count, const double *x, const struct spread *spread)
{
    double sum = -1, last = (double)INFINITY;
    for (size_t lag = 0; lag + 1 < count; lag += 2) {
        double pair =
            correlation(chains, count, x, spread, lag) + correlation(chains, count, x, spread, lag + 1);
        if (!(pair > 0)) break;
        last = fmin(last, pair);
        sum += 2 * last;
    }
    return fmax(sum, 1 / (double)count);
}

static double effective(size_t chains, size_t count, const double *draws, double variance, double *room)
{
    size_t each = count > BLOCKS ? count / BLOCKS : 1, blocks = count / each;
    for (size_t c = 0; c < chains; c++)
        for (size_t b = 0; b < blocks; b++) {
            double sum = 0;
            for (size_t i = 0; i < each; i++)
                sum += draws[c * count + b * each + i];
            room[c * blocks + b] = sum / (double)each;
        }
    struct spread spread = spread_of(chains, blocks, room);
    double of_mean = spread.total * lasting(chains, blocks, room, &spread) / (double)(chains * blocks);
    return of_mean > 0 ? variance / of_mean : 0;
}

void posterior_summarise(size_t chains, size_t count, const double *draws, double outside, double *room,
    struct posterior_summary *ret_summary)
{
    size_t all = chains * count, above = 0;
    *ret_summary = (struct posterior_summary){.shrinkage = 1};
    if (count < 2) return;
    struct spread spread = spread_of(chains, count, draws);
    ret_summary->mean = spread.mean;
    ret_summary->deviation = sqrt(spread.total);
    if (spread.within >
        1e-20 * spread.mean * spread.mean) { // more than rounding of a chain that stands still
        ret_summary->effective = effective(chains, count, draws, spread.total, room);
        ret_summary->shrinkage = sqrt(spread.total / spread.within);
    }
    for (size_t i = 0; i < all; i++)
        above += draws[i] > 0;
    size_t other = spread.mean > 0 ? all - above : above;
    ret_summary->beyond = fmin(1, 2 * (double)other / (double)all);
    memcpy(room, draws, all * sizeof(double));
    size_t low = (size_t)(outside / 2 * (double)all), high = all - 1 - low;
    ret_summary->low = posterior_rank(all, room, low);
    ret_summary->high = posterior_rank(all, room, high);
}
