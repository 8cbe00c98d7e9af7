// SPDX-License-Identifier: Apache-2.0
// A fitted price model as JSON.
#include <math.h>

#include "pricing/price_method.h"
#include "pricing/price_print.h"

static void real(struct json_writer *writer, const char *name, double value)
{
    json_write_key(writer, name);
    json_write_real(writer, value); // null when it is no number
}

static void whole(struct json_writer *writer, const char *name, size_t value)
{
    json_write_key(writer, name);
    json_write_integer(writer, (int64_t)value);
}

static void estimates(const struct price_result *result, struct json_writer *writer)
{
    json_write_key(writer, "estimates");
    json_write_array_begin(writer);
    for (size_t i = 0; result->is_estimated && i < result->estimates; i++) {
        const struct price_estimate *estimate = &result->estimate[i];
        json_write_object_begin(writer);
        json_write_key(writer, "name");
        json_write_text(writer, estimate->name);
        real(writer, "value", estimate->value);
        real(writer, "se", estimate->error);
        real(writer, "statistic", estimate->statistic);
        real(writer, "p", estimate->probability);
        real(writer, "low", estimate->low);
        real(writer, "high", estimate->high);
        json_write_object_end(writer);
    }
    json_write_array_end(writer);
}

static void tests(const struct price_result *result, struct json_writer *writer)
{
    json_write_key(writer, "first_stage");
    json_write_array_begin(writer);
    for (size_t i = 0; i < result->first_stages; i++) {
        json_write_object_begin(writer);
        json_write_key(writer, "name");
        json_write_text(writer, result->first_stage[i].name);
        real(writer, "f", result->first_stage[i].f);
        json_write_object_end(writer);
    }
    json_write_array_end(writer);
    if (isfinite(result->wu_hausman)) {
        json_write_key(writer, "wu_hausman");
        json_write_object_begin(writer);
        real(writer, "value", result->wu_hausman);
        real(writer, "p", result->wu_hausman_p);
        json_write_object_end(writer);
    }
    if (result->over_identification_degrees) {
        json_write_key(writer, "over_identification");
        json_write_object_begin(writer);
        real(writer, "value", result->over_identification);
        real(writer, "p", result->over_identification_p);
        whole(writer, "degrees", result->over_identification_degrees);
        json_write_object_end(writer);
    }
}

static void diagnostics(const struct price_result *result, struct json_writer *writer)
{
    json_write_key(writer, "diagnostics");
    json_write_object_begin(writer);
    json_write_key(writer, "covariance");
    json_write_string(
        writer, result->errors_by ? result->errors_by : price_covariance_title(result->covariance));
    if (result->clusters) whole(writer, "clusters", result->clusters);
    if (result->absorbed) whole(writer, "absorbed", result->absorbed);
    if (isfinite(result->degrees)) real(writer, "degrees", result->degrees);
    if (isfinite(result->r_squared)) real(writer, "r_squared", result->r_squared);
    if (result->price_changes) {
        whole(writer, "price_changes", result->price_changes);
        real(writer, "lowest_price", result->lowest_price);
        real(writer, "highest_price", result->highest_price);
    }
    tests(result, writer);
    json_write_object_end(writer);
}

static void spread(const struct price_result *result, const char *name, const struct price_spread *spread,
    struct json_writer *writer)
{
    json_write_key(writer, name);
    if (!spread->value && spread->mean == 0) {
        json_write_null(writer);
        return;
    }
    json_write_object_begin(writer);
    real(writer, "mean", spread->mean);
    real(writer, "median", spread->median);
    real(writer, "lowest", spread->lowest);
    real(writer, "highest", spread->highest);
    json_write_key(writer, "own");
    json_write_array_begin(writer);
    for (size_t i = 0; spread->value && i < result->observations; i++) {
        json_write_object_begin(writer);
        json_write_key(writer, "market");
        json_write_text(writer, result->row_market[i]);
        if (result->row_product) {
            json_write_key(writer, "product");
            json_write_text(writer, result->row_product[i]);
        }
        real(writer, "value", spread->value[i]);
        json_write_object_end(writer);
    }
    json_write_array_end(writer);
    json_write_object_end(writer);
}

static void refusals(const struct price_result *result, struct json_writer *writer)
{
    json_write_key(writer, "refusals");
    json_write_array_begin(writer);
    for (int r = 0; r < ENGINE_REFUSAL_COUNT; r++) {
        enum engine_refusal refusal = (enum engine_refusal)r;
        if (!engine_is_refused(result->refusals, refusal)) continue;
        json_write_object_begin(writer);
        json_write_key(writer, "reason");
        json_write_string(writer, engine_refusal_name(refusal));
        json_write_key(writer, "sentence");
        json_write_string(writer, engine_refusal_sentence(refusal));
        json_write_key(writer, "advice");
        json_write_string(writer, engine_refusal_advice(refusal));
        json_write_object_end(writer);
    }
    json_write_array_end(writer);
}

void price_print_json(const struct price_result *result, double seconds, struct json_writer *writer)
{
    json_write_object_begin(writer);
    json_write_key(writer, "method");
    json_write_string(writer, price_method_of(result->method)->name);
    json_write_key(writer, "dependent");
    json_write_text(writer, result->dependent);
    whole(writer, "observations", result->observations);
    if (result->markets) whole(writer, "markets", result->markets);
    estimates(result, writer);
    real(writer, "objective", result->objective);
    json_write_key(writer, "converged");
    json_write_boolean(writer, result->is_converged);
    whole(writer, "iterations", result->iterations);
    diagnostics(result, writer);
    spread(result, "elasticities", &result->elasticity, writer);
    spread(result, "markups", &result->markup, writer);
    for (size_t i = 0; i < result->sheets; i++)
        price_sheet_write_json(result->sheet[i], writer);
    json_write_key(writer, "warnings");
    json_write_array_begin(writer);
    for (size_t i = 0; i < result->warnings; i++)
        json_write_string(writer, result->warning[i]);
    json_write_array_end(writer);
    json_write_key(writer, "refused");
    json_write_boolean(writer, result->is_refused);
    refusals(result, writer);
    real(writer, "seconds", seconds);
    json_write_object_end(writer);
}
