// SPDX-License-Identifier: Apache-2.0
// The checks of choices that all models of them need.
#include "engine/choice_data.h"

#include <math.h>

static bool is_seen(const struct choice_data *data, const double *x)
{
    for (size_t t = 0; t < data->tasks; t++) {
        double first = data->has_outside ? 0 : x[data->start[t]];
        for (size_t i = data->start[t]; i < data->start[t + 1]; i++)
            if (fabs(x[i] - first) > 1e-12 * fmax(fabs(x[i]), fabs(first))) return true;
    }
    return false;
}

size_t choice_data_unseen(const struct choice_data *data)
{
    size_t k = 0;
    while (k < data->regressors && is_seen(data, data->regressor + k * data->rows))
        k++;
    return k;
}

enum error choice_data_check(const struct choice_data *data, struct engine_refusals *refusals)
{
    if (data->tasks == 0 || data->rows == 0 || data->regressors == 0)
        return engine_refuse(refusals, ENGINE_REFUSAL_EMPTY);
    if (data->tasks > data->rows || data->rows >= CHOICE_OUTSIDE || data->start[0] != 0 ||
        data->start[data->tasks] != data->rows)
        return engine_refuse(refusals, ENGINE_REFUSAL_OUT_OF_RANGE);
    if (!engine_is_finite(data->regressor, data->rows * data->regressors))
        return engine_refuse(refusals, ENGINE_REFUSAL_NOT_FINITE);
    for (size_t t = 0; t < data->tasks; t++) {
        uint32_t chosen = data->chosen[t];
        bool is_outside = data->has_outside && chosen == CHOICE_OUTSIDE;
        bool is_inside = chosen >= data->start[t] && chosen < data->start[t + 1];
        if (data->start[t + 1] <= data->start[t] || (!is_inside && !is_outside))
            return engine_refuse(refusals, ENGINE_REFUSAL_OUT_OF_RANGE);
        if (data->weight && !(data->weight[t] > 0 && data->weight[t] < 1e300))
            return engine_refuse(refusals, ENGINE_REFUSAL_NOT_POSITIVE);
        if (data->respondent && (data->respondent[t] >= data->respondents ||
                                    (t && data->respondent[t] < data->respondent[t - 1])))
            return engine_refuse(refusals, ENGINE_REFUSAL_OUT_OF_RANGE);
    }
    if (choice_data_unseen(data) < data->regressors) return engine_refuse(refusals, ENGINE_REFUSAL_SINGULAR);
    return ERROR_NONE;
}
