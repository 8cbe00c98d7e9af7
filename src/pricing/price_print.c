// SPDX-License-Identifier: Apache-2.0
// A fitted price model as text.
#include "pricing/price_print.h"
#include "pricing/price_method.h"

#include <math.h>

#include <string.h>

static void print_head(const struct price_result *result, struct buffer *buffer)
{
    buffer_print(buffer, "%s\n", price_method_of(result->method)->title);
    if (!text_is_empty(result->dependent))
        buffer_print(buffer, "Dependent variable: %.*s · ", TEXT_PRINT(result->dependent));
    buffer_print(
        buffer, "%zu %s", result->observations, result->counted_as ? result->counted_as : "observations");
    if (result->markets) buffer_print(buffer, " · %zu markets", result->markets);
    if (result->absorbed) buffer_print(buffer, " · %zu effects absorbed", result->absorbed);
    if (result->estimates)
        buffer_print(buffer, "\nStandard errors: %s",
            result->errors_by ? result->errors_by : price_covariance_title(result->covariance));
    if (result->clusters) buffer_print(buffer, ", %zu clusters", result->clusters);
    buffer_string(buffer, "\n\n");
}

// Nothing, where there is no number.
static void print_number(struct buffer *buffer, int width, double value)
{
    if (isnan(value))
        buffer_print(buffer, "%*s", width, "");
    else
        buffer_print(buffer, "%*.7g", width, value);
}

static void print_estimates(const struct price_result *result, struct buffer *buffer)
{
    size_t width = 10;
    for (size_t i = 0; i < result->estimates; i++) {
        size_t letters = text_characters(result->estimate[i].name);
        if (letters > width) width = letters > 40 ? 40 : letters;
    }
    const char *statistic = result->markets ? "z" : "t";
    bool is_tested = false; // a price point is not tested against 0
    for (size_t i = 0; i < result->estimates; i++)
        is_tested |= !isnan(result->estimate[i].statistic);
    buffer_print(buffer, "%*s  %14s %14s", (int)width, "", "estimate", "std. error");
    if (is_tested) buffer_print(buffer, " %9s %7s", statistic, "p");
    buffer_print(buffer, "   %g %% interval\n", result->level);
    for (size_t i = 0; i < result->estimates; i++) {
        const struct price_estimate *estimate = &result->estimate[i];
        size_t letters = text_characters(estimate->name);
        buffer_print(buffer, "%.*s", TEXT_PRINT(estimate->name));
        for (; letters < width; letters++)
            buffer_character(buffer, ' ');
        print_number(buffer, 16, estimate->value);
        print_number(buffer, 15, estimate->error);
        if (isnan(estimate->statistic))
            buffer_print(buffer, "%*s", is_tested ? 18 : 0, "");
        else
            buffer_print(buffer, " %9.2f %7.4f", estimate->statistic, estimate->probability);
        if (isnan(estimate->low))
            buffer_character(buffer, '\n');
        else
            buffer_print(buffer, "   %.5g to %.5g\n", estimate->low, estimate->high);
    }
    buffer_character(buffer, '\n');
}

static void print_spread(const char *name, const struct price_spread *spread, struct buffer *buffer)
{
    if (spread->value)
        buffer_print(buffer, "%-28s mean %.4f, median %.4f, from %.4f to %.4f\n", name, spread->mean,
            spread->median, spread->lowest, spread->highest);
}

static void print_diagnostics(const struct price_result *result, struct buffer *buffer)
{
    if (isfinite(result->r_squared)) buffer_print(buffer, "%-28s %.4f\n", "R squared", result->r_squared);
    if (isfinite(result->objective)) buffer_print(buffer, "%-28s %.7g\n", "Objective", result->objective);
    if (result->iterations)
        buffer_print(buffer, "%-28s %zu iterations, %zu evaluations, %s\n", "Search", result->iterations,
            result->evaluations, result->is_converged ? "converged" : "NOT converged");
    for (size_t i = 0; i < result->first_stages; i++)
        buffer_print(buffer, "First-stage F, %.*s%*s %.4f%s\n", TEXT_PRINT(result->first_stage[i].name),
            (int)(result->first_stage[i].name.length < 13 ? 13 - result->first_stage[i].name.length : 0), "",
            result->first_stage[i].f, result->first_stage[i].f < 10 ? " (weak: below 10)" : "");
    if (isfinite(result->wu_hausman))
        buffer_print(buffer, "%-28s %.4f (p %.4f)\n", "Wu-Hausman", result->wu_hausman, result->wu_hausman_p);
    if (result->over_identification_degrees)
        buffer_print(buffer, "%-28s %.4f (p %.4f, %zu degrees)\n",
            result->method == PRICE_2SLS ? "Sargan" : "Over-identification (J)", result->over_identification,
            result->over_identification_p, result->over_identification_degrees);
    if (result->price_changes)
        buffer_print(buffer, "%-28s %zu, between %g and %g\n", "Price changes", result->price_changes,
            result->lowest_price, result->highest_price);
    print_spread("Own-price elasticities", &result->elasticity, buffer);
    print_spread("Markups (price-cost)/price", &result->markup, buffer);
}

static void print_refusals(const struct price_result *result, struct buffer *buffer)
{
    if (!result->is_refused) return;
    buffer_string(buffer, result->is_estimated ? "\nRefused: do not set a price on this.\n"
                                               : "\nRefused: there is no estimate.\n");
    for (int r = 0; r < ENGINE_REFUSAL_COUNT; r++)
        if (engine_is_refused(result->refusals, (enum engine_refusal)r))
            buffer_print(buffer, "  %s\n    %s\n", engine_refusal_sentence((enum engine_refusal)r),
                engine_refusal_advice((enum engine_refusal)r));
}

void price_print_text(const struct price_result *result, double seconds, struct buffer *buffer)
{
    print_head(result, buffer);
    if (result->is_estimated && result->estimates) print_estimates(result, buffer);
    if (result->is_estimated) print_diagnostics(result, buffer);
    if (result->picture)
        buffer_print(buffer, "%s%s", isfinite(result->r_squared) || isfinite(result->objective) ? "\n" : "",
            result->picture);
    for (size_t i = 0; i < result->sheets; i++)
        price_sheet_print(result->sheet[i], buffer);
    for (size_t i = 0; i < result->warnings; i++)
        buffer_print(buffer, "Note: %s\n", result->warning[i]);
    print_refusals(result, buffer);
    buffer_print(buffer, "\n%.3f seconds\n", seconds);
}
