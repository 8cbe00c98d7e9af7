// SPDX-License-Identifier: Apache-2.0
// Two responsibility maps side by side: what each says about every activity, and in what they differ.
//
// Entries of an activity are set beside each other when they decide in the same stages and horizons; what is
// left over is set beside each other in the order of stages, and what is left then is on one map only. Pure,
// but for map_compare_read.
#ifndef TANDEM_PEOPLE_MAP_COMPARE_H
#define TANDEM_PEOPLE_MAP_COMPARE_H

#include "format/json_writer.h"
#include "people/map_trial.h"

enum map_difference {
    DIFFERS_SIDE,
    DIFFERS_ACCOUNTABLE,
    DIFFERS_RESPONSIBLE,
    DIFFERS_CONSULTED,
    DIFFERS_INFORMED,
    DIFFERS_FROM_STAGE,
    DIFFERS_TO_STAGE,
    DIFFERS_HORIZONS,
    DIFFERS_FOUR_EYES,
    DIFFERS_COUNT
};

struct map_comparison_item {
    uint32_t activity;
    const struct organisation_entry *one, *other; // NULL: not on that map
    unsigned differs;                             // bits 1 << enum map_difference
};

struct map_comparison {
    const struct organisation *organisation;
    struct text keys[2], names[2];
    struct map_comparison_item *items; // by the activity's position, then stage. *arena*
    size_t count;
    uint32_t same, different, only_one, only_other;
};

// Compares two maps that were read beside the organisation. Entries are *borrowed* from the trials.
enum error map_compare(const struct organisation *organisation, const struct map_trial *one,
    const struct map_trial *other, struct arena *arena, struct map_comparison *ret_comparison) MUST_CHECK;

// Reads both maps by their keys and compares them. ERROR_NOT_FOUND: one of them is not there. *arena*
enum error map_compare_read(struct transaction *transaction, struct text one, struct text other, int32_t day,
    struct arena *arena, struct map_comparison *ret_comparison) MUST_CHECK;

// As MapComparison of the API.
void map_comparison_print_json(const struct map_comparison *comparison, struct json_writer *writer);
// For people: two pictures side by side, a row an activity; with `all` also what is the same.
enum error map_comparison_print_text(
    const struct map_comparison *comparison, bool all, struct buffer *output) MUST_CHECK;

#endif
