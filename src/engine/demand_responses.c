// SPDX-License-Identifier: Apache-2.0
// Shares of one market at any prices, their derivatives, and what follows from them.
#include "engine/demand_responses.h"
#include "engine/linear_algebra.h"

#include <math.h>

enum error demand_responses_prepare(
    size_t products, size_t agents, struct arena *arena, struct demand_responses *ret)
{
    *ret = (struct demand_responses){0};
    if (agents && products > SIZE_MAX / sizeof(double) / agents) return ERROR_MEMORY;
    double **cells[] = {&ret->utility, &ret->slope, &ret->choice, &ret->weighted};
    double **rows[] = {&ret->share, &ret->lambda, &ret->inclusive};
    bool is_there = true;
    ret->kernels = vector_kernels_best();
    ret->top = arena_array(arena, double, agents);
    ret->sum = arena_array(arena, double, agents);
    is_there &= ret->top && ret->sum;
    for (size_t i = 0; i < 4; i++)
        is_there &= (*cells[i] = arena_array(arena, double, products *agents)) != NULL;
    for (size_t i = 0; i < 3; i++)
        is_there &= (*rows[i] = arena_array(arena, double, products)) != NULL;
    ret->gamma = arena_array(arena, double, products *products);
    ret->matrix = arena_array(arena, double, products *products);
    ret->leader = arena_array(arena, uint32_t, products);
    ret->own = arena_array(arena, size_t, products);
    return is_there && ret->gamma && ret->matrix && ret->leader && ret->own ? ERROR_NONE : ERROR_MEMORY;
}

// The choices of all agents without nests; `sum` becomes ln(sum of exp(utility)) of each.
static void choose(struct demand_responses *r)
{
    size_t agents = r->agents;
    double *restrict top = r->top, *restrict sum = r->sum;
    for (size_t i = 0; i < agents; i++)
        top[i] = 0;
    for (size_t j = 0; j < r->products; j++) {
        const double *restrict utility = r->utility + j * agents;
        for (size_t i = 0; i < agents; i++)
            top[i] = utility[i] > top[i] ? utility[i] : top[i];
    }
    for (size_t j = 0; j < r->products; j++) {
        const double *restrict utility = r->utility + j * agents;
        double *restrict choice = r->choice + j * agents;
        for (size_t i = 0; i < agents; i++)
            choice[i] = utility[i] - top[i];
    }
    r->kernels.exponential(r->products * agents, r->choice, r->choice);
    for (size_t i = 0; i < agents; i++)
        sum[i] = exp(-top[i]);
    for (size_t j = 0; j < r->products; j++)
        for (size_t i = 0; i < agents; i++)
            sum[i] += r->choice[j * agents + i];
    for (size_t j = 0; j < r->products; j++)
        for (size_t i = 0; i < agents; i++)
            r->choice[j * agents + i] /= sum[i];
    for (size_t i = 0; i < agents; i++)
        sum[i] = top[i] + log(sum[i]);
}

// With nests: the share within the nest goes to `weighted`. inclusive, of a nest's first product, is (1 -
// rho) ln(sum of exp(utility / (1 - rho))).
static double choose_nested(struct demand_responses *r, size_t i, double rho)
{
    double highest = 0, sum;
    for (size_t j = 0; j < r->products; j++) {
        r->inclusive[j] = (double)-INFINITY;
        highest = fmax(highest, r->utility[j * r->agents + i]);
    }
    double *within = r->weighted;
    for (size_t j = 0; j < r->products; j++) // the best of each nest, so that no exponential overflows
        r->inclusive[r->leader[j]] = fmax(r->inclusive[r->leader[j]], r->utility[j * r->agents + i]);
    for (size_t j = 0; j < r->products; j++)
        within[j * r->agents + i] =
            exp((r->utility[j * r->agents + i] - r->inclusive[r->leader[j]]) / (1 - rho));
    for (size_t j = 0; j < r->products; j++) { // choice holds the nest's sum for the moment
        if (r->leader[j] == j) r->choice[j * r->agents + i] = 0;
        r->choice[r->leader[j] * r->agents + i] += within[j * r->agents + i];
    }
    sum = exp(-highest);
    for (size_t j = 0; j < r->products; j++) {
        if (r->leader[j] != j) continue;
        r->inclusive[j] += (1 - rho) * log(r->choice[j * r->agents + i]);
        sum += exp(r->inclusive[j] - highest);
    }
    for (size_t j = r->products; j-- > 0;) { // from the end: the first of a nest is needed until the last
        size_t first = r->leader[j];
        within[j * r->agents + i] /= r->choice[first * r->agents + i];
        if (first != j)
            r->choice[j * r->agents + i] =
                within[j * r->agents + i] * exp(r->inclusive[first] - highest) / sum;
    }
    for (size_t j = 0; j < r->products; j++)
        if (r->leader[j] == j)
            r->choice[j * r->agents + i] = within[j * r->agents + i] * exp(r->inclusive[j] - highest) / sum;
    return highest + log(sum);
}

static void find_leaders(const struct demand_market *market, struct demand_responses *r)
{
    for (size_t j = 0; j < market->products; j++) {
        size_t k = 0;
        while (market->nest[k] != market->nest[j])
            k++;
        r->leader[j] = (uint32_t)k;
    }
}

void demand_responses_shares(
    const struct demand_market *market, const double *price, struct demand_responses *r)
{
    size_t agents = r->agents = market->agents, count = r->products = market->products;
    market->utility(market->context, price, r->utility, r->slope);
    if (market->nest) find_leaders(market, r);
    r->surplus = 0;
    r->outside = 0;
    if (!market->nest) choose(r);
    for (size_t i = 0; i < agents; i++) {
        double all = market->nest ? choose_nested(r, i, market->rho) : r->sum[i];
        r->surplus -= market->weight[i] * all / r->slope[i];
        r->outside += market->weight[i] * exp(-all);
    }
    for (size_t j = 0; j < count; j++) {
        r->share[j] = 0;
        for (size_t i = 0; i < agents; i++)
            r->share[j] += market->weight[i] * r->choice[j * agents + i];
    }
}

// In four sums, which a processor does at once, always in the same order.
static double dot(size_t count, const double *restrict a, const double *restrict b)
{
    double sum[4] = {0};
    size_t i = 0;
    for (; i + 4 <= count; i += 4)
        for (size_t lane = 0; lane < 4; lane++)
            sum[lane] += a[i + lane] * b[i + lane];
    for (; i < count; i++)
        sum[0] += a[i] * b[i];
    return (sum[0] + sum[1]) + (sum[2] + sum[3]);
}

// Gamma's part within nests: rho / (1 - rho) s_j|nest s_k, for products of one nest.
static void add_nests(const struct demand_market *market, struct demand_responses *r)
{
    double factor = market->rho / (1 - market->rho);
    size_t agents = r->agents;
    for (size_t k = 0; k < r->products; k++)
        for (size_t j = 0; j < r->products; j++) {
            double sum = 0;
            if (r->leader[j] != r->leader[k]) continue;
            for (size_t i = 0; i < agents; i++)
                sum += market->weight[i] * r->slope[k * agents + i] * r->choice[k * agents + i] *
                       r->weighted[j * agents + i];
            r->gamma[k * r->products + j] += factor * sum;
        }
}

// Whether an agent's slope is the same for all products, as where the price stands alone: then Gamma is
// symmetric.
static bool has_one_slope(const struct demand_responses *r)
{
    for (size_t j = 1; j < r->products; j++)
        for (size_t i = 0; i < r->agents; i++)
            if (r->slope[j * r->agents + i] != r->slope[i]) return false;
    return true;
}

void demand_responses_compute(
    const struct demand_market *market, const double *price, struct demand_responses *r)
{
    demand_responses_shares(market, price, r);
    size_t agents = r->agents, count = r->products;
    double steeper = market->nest ? 1 / (1 - market->rho) : 1;
    for (size_t k = 0; k < count * count; k++)
        r->gamma[k] = 0;
    if (market->nest) add_nests(market, r);
    // Row j of what follows is all agents' answers to j's own price.
    for (size_t j = 0; j < count; j++) {
        r->lambda[j] = 0;
        for (size_t i = 0; i < agents; i++) {
            size_t at = j * agents + i;
            r->weighted[at] = market->weight[i] * r->slope[at] * r->choice[at];
            r->lambda[j] += r->weighted[at] * steeper;
        }
    }
    bool is_symmetric = !market->nest && has_one_slope(r);
    for (size_t k = 0; k < count; k++)
        for (size_t j = is_symmetric ? k : 0; j < count; j++) {
            r->gamma[k * count + j] += dot(agents, r->choice + j * agents, r->weighted + k * agents);
            if (is_symmetric) r->gamma[j * count + k] = r->gamma[k * count + j];
        }
}

// ds_j / dp_k
static double slope_of(const struct demand_responses *r, size_t j, size_t k)
{
    return (j == k ? r->lambda[k] : 0) - r->gamma[k * r->products + j];
}

void demand_responses_elasticities(const struct demand_responses *r, const double *price, double *result)
{
    for (size_t k = 0; k < r->products; k++)
        for (size_t j = 0; j < r->products; j++)
            result[k * r->products + j] = slope_of(r, j, k) * price[k] / r->share[j];
}

void demand_responses_diversion(const struct demand_responses *r, double *result)
{
    for (size_t j = 0; j < r->products; j++) {
        double own = slope_of(r, j, j), all = 0;
        for (size_t k = 0; k < r->products; k++) {
            all += slope_of(r, k, j);
            result[k * r->products + j] = -slope_of(r, k, j) / own;
        }
        result[j * r->products + j] = all / own;
    }
}

double demand_responses_aggregate(const struct demand_market *market, const double *price, double factor,
    struct demand_responses *r, double *work)
{
    double before = 0, after = 0;
    for (size_t j = 0; j < r->products; j++) {
        before += r->share[j];
        work[j] = price[j] * (1 + factor);
    }
    demand_responses_shares(market, work, r);
    for (size_t j = 0; j < r->products; j++)
        after += r->share[j];
    return (after - before) / factor;
}

double demand_responses_concentration(size_t products, const double *share, const uint32_t *firm)
{
    double all = 0, squares = 0;
    for (size_t j = 0; j < products; j++)
        all += share[j];
    for (size_t j = 0; j < products; j++) // the sum of squares is that of all pairs of one firm
        for (size_t k = 0; k < products; k++)
            if (firm[j] == firm[k]) squares += share[j] * share[k];
    return 10000 * squares / (all * all);
}

// The margins of one firm, whose products are the first `count` of r->own.
static enum error margins_of(struct demand_responses *r, size_t count, double *margin)
{
    for (size_t a = 0; a < count; a++) { // row: the condition of product own[a]; column: whose margin
        r->inclusive[a] = -r->share[r->own[a]];
        for (size_t b = 0; b < count; b++)
            r->matrix[b * count + a] = slope_of(r, r->own[b], r->own[a]);
    }
    enum error error = linear_algebra_solve_square(count, r->matrix, r->inclusive);
    for (size_t a = 0; error == ERROR_NONE && a < count; a++)
        margin[r->own[a]] = r->inclusive[a];
    return error;
}

enum error demand_responses_margins(struct demand_responses *r, const uint32_t *firm, double *margin)
{
    for (size_t j = 0; j < r->products; j++) {
        size_t owned = 0;
        bool is_first = true;
        for (size_t k = 0; k < r->products; k++) {
            if (firm[k] != firm[j]) continue;
            is_first &= k >= j;
            r->own[owned++] = k;
        }
        if (!is_first) continue;
        enum error error = margins_of(r, owned, margin);
        if (error != ERROR_NONE) return error;
    }
    return ERROR_NONE;
}
