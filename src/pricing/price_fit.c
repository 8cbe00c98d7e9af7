// SPDX-License-Identifier: Apache-2.0
// Fits the model of a specification: reads the data, hands them to the engine of the method.
#include "pricing/price_fit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/distribution.h"
#include "pricing/price_method.h"
#include "pricing/price_wide.h"

enum error price_fitting_matrix(struct price_fitting *fitting, const struct price_terms *terms,
    bool has_constant, struct price_matrix *ret_matrix)
{
    return price_matrix_compute(
        terms, has_constant, &fitting->table, fitting->arena, fitting->problems, ret_matrix);
}

enum error price_fitting_groups(struct price_fitting *fitting)
{
    const struct price_spec *spec = fitting->spec;
    enum error error = ERROR_NONE;
    uint32_t *group;
    fitting->effects = (struct fixed_effects){
        .observations = fitting->table.rows, .ways = spec->absorb.count, .help = fitting->help};
    for (size_t i = 0; !error && i < spec->absorb.count; i++) {
        error = price_table_groups(&fitting->table, spec->absorb.column[i], fitting->arena, &group,
            &fitting->effects.groups[i], NULL);
        fitting->effects.group[i] = group;
    }
    fitting->errors = (struct covariance_choice){.kind = spec->covariance, .help = fitting->help};
    if (!error && spec->cluster != PRICE_NO_COLUMN) {
        error = price_table_groups(
            &fitting->table, spec->cluster, fitting->arena, &group, &fitting->errors.clusters, NULL);
        fitting->errors.cluster = group;
        fitting->result->clusters = fitting->errors.clusters;
    }
    return error;
}

enum error price_fitting_allocate(struct price_fitting *fitting, size_t estimates)
{
    fitting->result->estimate = arena_array(fitting->arena, struct price_estimate, estimates + 1);
    return fitting->result->estimate ? ERROR_NONE : ERROR_MEMORY;
}

void price_fitting_estimate(
    struct price_fitting *fitting, struct text name, double value, double error, double degrees)
{
    double outside = 1 - fitting->spec->level / 100;
    // The normal distribution is Student's with degrees beyond counting.
    double by = degrees > 0 ? degrees : 1e9;
    double reach = distribution_t_bound(outside, by) * error;
    fitting->result->estimate[fitting->result->estimates++] = (struct price_estimate){name, value, error,
        value / error, distribution_t_beyond(value / error, by), value - reach, value + reach};
}

void price_fitting_warn(struct price_fitting *fitting, const char *format, ...)
{
    va_list values;
    if (fitting->result->warnings == PRICE_WARNINGS_MAXIMUM) return;
    va_start(values, format);
    const char *warning = arena_print_list(fitting->arena, format, values);
    va_end(values);
    if (warning) fitting->result->warning[fitting->result->warnings++] = warning;
}

double price_fitting_degrees(const struct price_fitting *fitting, const struct linear_fit *fit)
{
    return (double)(fitting->errors.cluster ? fitting->errors.clusters - 1 : fit->degrees);
}

static int compare(const void *one, const void *other)
{
    double a = *(const double *)one, b = *(const double *)other;
    return (a > b) - (a < b);
}

enum error price_fitting_spread(struct price_fitting *fitting, struct price_spread *spread)
{
    size_t n = fitting->table.rows;
    double *sorted = arena_array(fitting->arena, double, n);
    if (!sorted) return ERROR_MEMORY;
    memcpy(sorted, spread->value, n * sizeof(double));
    qsort(sorted, n, sizeof(double), compare);
    for (size_t i = 0; i < n; i++)
        spread->mean += sorted[i] / (double)n;
    spread->median = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    spread->lowest = sorted[0];
    spread->highest = sorted[n - 1];
    return ERROR_NONE;
}

enum error price_fitting_settle(
    struct price_fitting *fitting, enum error error, struct engine_refusals refusals, bool is_demand)
{
    struct price_result *result = fitting->result;
    refusals.bits |= fitting->further.bits;
    result->refusals = refusals;
    result->is_estimated = error == ERROR_NONE;
    result->is_refused = error == ERROR_INVALID || (is_demand && refusals.bits);
    result->is_converged = result->is_estimated && !engine_is_refused(refusals, ENGINE_REFUSAL_NOT_CONVERGED);
    for (int r = 0; !result->is_refused && r < ENGINE_REFUSAL_COUNT; r++)
        if (engine_is_refused(refusals, (enum engine_refusal)r))
            price_fitting_warn(fitting, "%s %s", engine_refusal_sentence((enum engine_refusal)r),
                engine_refusal_advice((enum engine_refusal)r));
    return error == ERROR_INVALID ? ERROR_NONE : error;
}

struct price_sheet *price_fitting_sheet(struct price_fitting *fitting, const char *name, const char *title,
    const struct price_sheet_column *columns, size_t count)
{
    struct price_result *result = fitting->result;
    if (result->sheets == PRICE_SHEETS_MAXIMUM) return NULL;
    struct price_sheet *sheet = price_sheet_new(name, title, columns, count, fitting->arena);
    if (sheet) result->sheet[result->sheets++] = sheet;
    return sheet;
}

enum error price_fit(const struct price_spec *spec, const struct price_file *files,
    const struct engine_help *help, struct arena *arena, struct problem_list *problems,
    struct price_result *ret_result)
{
    struct price_fitting fitting = {.spec = spec,
        .files = files,
        .help = help,
        .arena = arena,
        .problems = problems,
        .result = ret_result};
    const enum price_role role = price_method_of(spec->method)->data;
    const struct price_table_options options = {spec->is_dropping_missing, spec->filters, spec->filter_count};
    *ret_result = (struct price_result){.method = spec->method,
        .covariance = spec->covariance,
        .level = spec->level,
        .dependent = spec->dependent.count ? spec->dependent.term[0]->source : TEXT(""),
        .r_squared = (double)NAN,
        .objective = (double)NAN,
        .degrees = (double)NAN,
        .wu_hausman = (double)NAN,
        .over_identification = (double)NAN,
        .recommended = (double)NAN,
        .recommended_low = (double)NAN,
        .recommended_high = (double)NAN};
    if (!files[role].content.data && !(price_method_of(spec->method)->roles >> role & 1)) {
        // Everything is in the specification: one row, without columns.
        fitting.table = (struct price_table){.file = "", .rows = 1, .names = &spec->names[role]};
        ret_result->observations = 1;
        return price_method_of(spec->method)->fit(&fitting);
    }
    enum error error = spec->alternatives.count
                           ? price_wide_read(spec, &files[role], arena, problems, &fitting.table)
                           : price_table_read(&fitting.table, files[role].name, files[role].content,
                                 &spec->names[role], &options, arena, problems);
    if (error) return error;
    ret_result->observations = fitting.table.rows;
    ret_result->left_out = fitting.table.left_out;
    if (fitting.table.left_out)
        price_fitting_warn(&fitting, "%zu rows with empty cells were left out.", fitting.table.left_out);
    return price_method_of(spec->method)->fit(&fitting);
}
