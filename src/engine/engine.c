// SPDX-License-Identifier: Apache-2.0
// The reasons for which an engine refuses, and the checks of input that all of them need.
#include "engine/engine.h"

#include <math.h>

struct refusal_text {
    const char *name, *sentence, *advice;
};

static const struct refusal_text texts[ENGINE_REFUSAL_COUNT] = {
#define TANDEM_REFUSAL(name, text, sentence, advice) {text, sentence, advice},
#include "engine/refusal.def"
#undef TANDEM_REFUSAL
};

enum error engine_refuse(struct engine_refusals *refusals, enum engine_refusal refusal)
{
    refusals->bits |= UINT64_C(1) << refusal;
    return ERROR_INVALID;
}

bool engine_is_refused(struct engine_refusals refusals, enum engine_refusal refusal)
{
    return (refusals.bits >> refusal & 1) != 0;
}

static const struct refusal_text *text_of(enum engine_refusal refusal)
{
    static const struct refusal_text unknown = {"", "", ""};
    return (unsigned)refusal < ENGINE_REFUSAL_COUNT ? &texts[refusal] : &unknown;
}

const char *engine_refusal_name(enum engine_refusal refusal)
{
    return text_of(refusal)->name;
}

const char *engine_refusal_sentence(enum engine_refusal refusal)
{
    return text_of(refusal)->sentence;
}

const char *engine_refusal_advice(enum engine_refusal refusal)
{
    return text_of(refusal)->advice;
}

bool engine_is_finite(const double *values, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!isfinite(values[i])) return false;
    return true;
}

bool engine_is_below(const uint32_t *numbers, size_t count, size_t limit)
{
    for (size_t i = 0; i < count; i++)
        if (numbers[i] >= limit) return false;
    return true;
}

enum error engine_go_on(const struct engine_help *help, size_t done, size_t all, double objective)
{
    bool is_wanted = !help || !help->go_on || help->go_on(help->context, done, all, objective);
    return is_wanted ? ERROR_NONE : ERROR_CANCELLED;
}

void engine_share(
    const struct engine_help *help, size_t parts, void (*part)(void *work, size_t number), void *work)
{
    if (help && help->share) {
        help->share(help->context, parts, part, work);
        return;
    }
    for (size_t i = 0; i < parts; i++)
        part(work, i);
}
