// SPDX-License-Identifier: Apache-2.0
// What all engines have in common: how they are called, and how they say that the data cannot carry an
// answer.
//
// An engine is pure: plain arrays in (*borrowed* for the call), plain structs out, whose arrays lie in the
// caller's arena (*arena*). It knows no file, clock, thread, log or global; the same input gives the same
// output. A matrix is an array of doubles, column after column, without gaps.
//
// Every fit is `enum error x_fit(const struct x_data *, const struct x_options *, struct arena *, struct
// x_fit *ret)`: ERROR_NONE      estimated. `ret->refusals` may still name reasons not to recommend anything
// on it. ERROR_INVALID   not estimated; `ret->refusals` says why (at least one). ERROR_MEMORY    the arena is
// full.
#ifndef TANDEM_ENGINE_ENGINE_H
#define TANDEM_ENGINE_ENGINE_H

#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum engine_refusal {
#define TANDEM_REFUSAL(name, text, sentence, advice) ENGINE_REFUSAL_##name,
#include "engine/refusal.def"
#undef TANDEM_REFUSAL
    ENGINE_REFUSAL_COUNT
};

// A set of refusals; {0} is none.
struct engine_refusals {
    uint64_t bits;
};
_Static_assert(ENGINE_REFUSAL_COUNT <= 64, "a set has room for 64 refusals");

// What an engine asks of its caller during long work. Every member may be NULL, and so may the whole.
struct engine_help {
    void *context;
    // Called now and then: how much is done, of how much (0: not known), and the objective now (NaN: none).
    // False: stop; the fit ends with ERROR_CANCELLED.
    bool (*go_on)(void *context, size_t done, size_t all, double objective);
    // Does part(work, 0) to part(work, parts - 1) in any order, perhaps at once, and returns when all are
    // done. A part writes only to places of its own, so that the result does not depend on the number of
    // threads.
    void (*share)(void *context, size_t parts, void (*part)(void *work, size_t number), void *work);
};

// ERROR_NONE, or ERROR_CANCELLED when the caller does not want to go on.
MUST_CHECK enum error engine_go_on(const struct engine_help *help, size_t done, size_t all, double objective);
// By help->share, or one after the other.
void engine_share(
    const struct engine_help *help, size_t parts, void (*part)(void *work, size_t number), void *work);

// Adds one and returns ERROR_INVALID, so that a check can be `return engine_refuse(...)`.
enum error engine_refuse(struct engine_refusals *refusals, enum engine_refusal refusal);
bool engine_is_refused(struct engine_refusals refusals, enum engine_refusal refusal);

// The name as the API shows it, such as "weak-instruments"; the sentence; what to do. Static text, never
// NULL.
const char *engine_refusal_name(enum engine_refusal refusal);
const char *engine_refusal_sentence(enum engine_refusal refusal);
const char *engine_refusal_advice(enum engine_refusal refusal);

// Whether none of the values is NaN or infinite.
bool engine_is_finite(const double *values, size_t count);
// Whether every number is below `limit`.
bool engine_is_below(const uint32_t *numbers, size_t count, size_t limit);

#endif
