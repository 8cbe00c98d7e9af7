// SPDX-License-Identifier: Apache-2.0
// tandem price bass: the diffusion of a new product from its sales by period.
#include "cli/commands.h"

#include "cli/price_words.h"

enum { SALES, PERIOD, FIT, HORIZON, BOUGHT_BEFORE, ONLY, LEVEL, OPTION_COUNT };

static const char *const headings[OPTION_COUNT] = {
    [SALES] = "sales quantity units adopters unitsales",
    [PERIOD] = "t period year time week month quarter",
};

static int run_bass(struct invocation *invocation)
{
    static const struct price_words words = {"bass", PRICE_PRODUCTS, headings, 1 << SALES, NULL};
    return price_words_run(invocation, &words);
}

static const struct option options[OPTION_COUNT] = {
    [SALES] = {.name = "sales", .argument = "COLUMN", .help = "First purchases of each period."},
    [PERIOD] = {.name = "period", .argument = "COLUMN", .help = "Number or year of the period."},
    [FIT] = {.name = "fit",
        .argument = "WORD",
        .kind = ARGUMENT_WORD,
        .words = "nls ols density",
        .help = "By differences of the curve (nls, usual), by Bass's regression, or by the curve's density."},
    [HORIZON] = {.name = "horizon", .argument = "NUMBER", .help = "Periods to forecast; 10 when not given."},
    [BOUGHT_BEFORE] = {.name = "bought-before",
        .argument = "NUMBER",
        .help = "Who had bought before the first period; goes with --fit ols."},
    [ONLY] = PRICE_OPTION_ONLY,
    [LEVEL] = PRICE_OPTION_LEVEL,
};

static const struct operand operands[] = {
    {.name = "FILE",
        .help = "CSV file, a row for each period from the launch on; - reads the input.",
        .kind = ARGUMENT_FILE},
};

static const struct example examples[] = {
    {"tandem price bass launch.csv", "Fits the model and forecasts ten periods."},
    {"tandem price bass series.csv --only series=vcr --fit density --horizon 5",
        "Takes one of several series, and another way to fit."},
};

const struct command command_price_bass = {
    .name = "bass",
    .summary = "Forecast the sales of a new product by Bass's model",
    .description =
        "Finds how many will ever buy (m), how many of them buy on their own (p) and how strongly buyers "
        "draw "
        "others after them (q), with errors; when sales are highest, and a forecast with intervals. Refused "
        "where the series does not show yet how many will buy. docs/use/price-bass.md has a worked example.",
    .common = COMMON_JSON,
    .options = options,
    .option_count = OPTION_COUNT,
    .operands = operands,
    .operand_count = COUNT_OF(operands),
    .examples = examples,
    .example_count = COUNT_OF(examples),
    .run = run_bass,
};
