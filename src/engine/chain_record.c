// SPDX-License-Identifier: Apache-2.0
// Keeping the draws of chains.
#include "engine/chain_record.h"

#include <math.h>

enum error chain_record_new(
    const struct chain_record *sizes, struct arena *arena, struct chain_record *ret_record)
{
    struct chain_record record = *sizes;
    size_t wide = record.coefficients * record.stride;
    record.every = (record.draws * record.chains - 1) / CHAIN_RECORD_GROUP_DRAWS + 1;
    record.each = (record.draws - 1) / record.every + 1;
    record.draw = arena_array(arena, double, record.parameters *record.chains *record.draws);
    record.sum = arena_array(arena, double, record.chains *wide);
    record.square = arena_array(arena, double, record.chains *wide);
    record.group_draw =
        arena_array(arena, float, record.chains *record.each *record.groups *record.coefficients);
    if (!record.draw || !record.sum || !record.square || !record.group_draw) return ERROR_MEMORY;
    *ret_record = record;
    return ERROR_NONE;
}

void chain_record_add(struct chain_record *record, size_t chain, size_t number, const double *parameters,
    const double *coefficients)
{
    size_t wide = record->coefficients * record->stride, n = record->groups, p = record->coefficients;
    for (size_t i = 0; i < record->parameters; i++)
        record->draw[(i * record->chains + chain) * record->draws + number] = parameters[i];
    double *sum = record->sum + chain * wide, *square = record->square + chain * wide;
    for (size_t i = 0; i < wide; i++) {
        sum[i] += coefficients[i];
        square[i] += coefficients[i] * coefficients[i];
    }
    if (number % record->every) return;
    float *kept = record->group_draw + (chain * record->each + number / record->every) * n * p;
    for (size_t k = 0; k < p; k++)
        for (size_t g = 0; g < n; g++)
            kept[g * p + k] = (float)coefficients[k * record->stride + g];
}

void chain_record_summarise(const struct chain_record *record, size_t parameter, double outside, double *room,
    struct posterior_summary *ret_summary)
{
    posterior_summarise(record->chains, record->draws,
        record->draw + parameter * record->chains * record->draws, outside, room, ret_summary);
}

void chain_record_groups(
    const struct chain_record *record, double outside, double *room, struct posterior_summary *ret_summaries)
{
    size_t n = record->groups, p = record->coefficients, wide = p * record->stride;
    size_t kept = record->chains * record->each, low = (size_t)(outside / 2 * (double)kept);
    double count = (double)(record->chains * record->draws);
    for (size_t g = 0; g < n; g++)
        for (size_t k = 0; k < p; k++) {
            struct posterior_summary summary = {0};
            double square = 0;
            for (size_t c = 0; c < record->chains; c++) {
                summary.mean += record->sum[c * wide + k * record->stride + g] / count;
                square += record->square[c * wide + k * record->stride + g] / count;
            }
            summary.deviation = sqrt(fmax(0, square - summary.mean * summary.mean));
            for (size_t i = 0; i < kept; i++)
                room[i] = (double)record->group_draw[(i * n + g) * p + k];
            summary.low = posterior_rank(kept, room, low);
            summary.high = posterior_rank(kept, room, kept - 1 - low);
            ret_summaries[g * p + k] = summary;
        }
}
