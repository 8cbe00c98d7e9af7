// SPDX-License-Identifier: Apache-2.0
// Draws from a posterior, shown.
#include "pricing/price_posterior.h"

#include <math.h>

void price_posterior_estimate(
    struct price_fitting *fitting, struct text name, const struct posterior_summary *summary)
{
    fitting->result->errors_by = "posterior deviations";
    fitting->result->estimate[fitting->result->estimates++] = (struct price_estimate){name, summary->mean,
        summary->deviation, summary->mean / summary->deviation, summary->beyond, summary->low, summary->high};
}

struct price_sheet *price_posterior_sheet(struct price_fitting *fitting)
{
    static const struct price_sheet_column columns[] = {{"what", "", PRICE_CELL_TEXT},
        {"name", "", PRICE_CELL_TEXT}, {"mean", "mean", PRICE_CELL_REAL},
        {"deviation", "deviation", PRICE_CELL_REAL}, {"low", "low", PRICE_CELL_REAL},
        {"high", "high", PRICE_CELL_REAL}, {"effective", "independent draws", PRICE_CELL_REAL},
        {"r_hat", "R-hat", PRICE_CELL_REAL}};
    return price_fitting_sheet(
        fitting, "posterior", "Posterior", columns, sizeof columns / sizeof columns[0]);
}

enum error price_posterior_row(
    struct price_sheet *sheet, const char *what, struct text name, const struct posterior_summary *summary)
{
    union price_cell cells[] = {{.text = text_from(what)}, {.text = name}, {.real = summary->mean},
        {.real = summary->deviation}, {.real = summary->low}, {.real = summary->high},
        {.real = summary->effective}, {.real = summary->shrinkage}};
    return price_sheet_row(sheet, cells);
}

struct text price_posterior_name(
    struct price_fitting *fitting, struct text coefficient, const struct price_matrix *covariates, size_t row)
{
    if (row == 0) return coefficient;
    const char *name = arena_print(
        fitting->arena, "%.*s x %.*s", TEXT_PRINT(coefficient), TEXT_PRINT(covariates->names[row - 1]));
    return name ? text_from(name) : coefficient;
}

enum error price_posterior_variances(struct price_fitting *fitting, size_t size, const struct text *names,
    const struct posterior_summary *covariance)
{
    static const struct price_sheet_column columns[] = {{"term", "", PRICE_CELL_TEXT},
        {"with", "with", PRICE_CELL_TEXT}, {"value", "(co)variance", PRICE_CELL_REAL},
        {"se", "deviation of it", PRICE_CELL_REAL}, {"correlation", "correlation", PRICE_CELL_REAL}};
    struct price_sheet *sheet =
        price_fitting_sheet(fitting, "variances", "How much coefficients differ by group (posterior means)",
            columns, sizeof columns / sizeof columns[0]);
    enum error error = sheet ? ERROR_NONE : ERROR_MEMORY;
    for (size_t c = 0; !error && c < size; c++)
        for (size_t k = 0; !error && k <= c; k++) {
            const struct posterior_summary *here = &covariance[c * size + k];
            double scale = sqrt(covariance[c * size + c].mean * covariance[k * size + k].mean);
            union price_cell cells[] = {{.text = names[c]}, {.text = k < c ? names[k] : TEXT("")},
                {.real = here->mean}, {.real = here->deviation},
                {.real = k < c ? here->mean / scale : (double)NAN}};
            error = price_sheet_row(sheet, cells);
        }
    return error;
}

void price_posterior_note(struct price_fitting *fitting)
{
    const struct price_spec *spec = fitting->spec;
    price_fitting_warn(fitting, "Seed %zu: %zu chain%s of %zu draws each, behind %zu that were not kept.",
        spec->seed, spec->chains, spec->chains == 1 ? "" : "s", spec->draws, spec->burn);
}
