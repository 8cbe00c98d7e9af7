// SPDX-License-Identifier: Apache-2.0
// What the chains of a hierarchical model leave behind: every kept draw of the common parameters, and of the
// coefficients of each group sums and some hundred draws, so that a survey of thousands fits into memory.
//
// Coefficients stand column after column, `stride` places long, one place a group. Chains may write at once.
#ifndef TANDEM_ENGINE_CHAIN_RECORD_H
#define TANDEM_ENGINE_CHAIN_RECORD_H

#include "engine/posterior.h"

enum { CHAIN_RECORD_GROUP_DRAWS = 500 };

struct chain_record {
    size_t chains, draws, parameters, groups, coefficients, stride;
    double *draw;         // *arena*: parameter, chain, draw
    double *sum, *square; // *arena*: chain x (coefficients x stride)
    size_t every, each;   // of a chain, every so many draws the groups' are kept: `each` of them
    float *group_draw;    // *arena*: chain, draw, group, coefficient
};

MUST_CHECK enum error chain_record_new(
    const struct chain_record *sizes, struct arena *arena, struct chain_record *ret_record);
// Draw `number` of a chain, from 0.
void chain_record_add(struct chain_record *record, size_t chain, size_t number, const double *parameters,
    const double *coefficients);
// `room` has chains x draws places.
void chain_record_summarise(const struct chain_record *record, size_t parameter, double outside, double *room,
    struct posterior_summary *ret_summary);
// Of each group and coefficient (coefficient fastest): mean and deviation by all draws, interval by those
// kept.
void chain_record_groups(
    const struct chain_record *record, double outside, double *room, struct posterior_summary *ret_summaries);

#endif
