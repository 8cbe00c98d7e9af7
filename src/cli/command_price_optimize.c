// SPDX-License-Identifier: Apache-2.0
// tandem price optimize: the best prices on a demand model, and how sure they are.
#include "cli/commands.h"

#include "cli/price_run.h"

enum { WITH = PRICE_AGENTS + 1, OPTION_COUNT };

static int run(struct invocation *invocation)
{
    static const struct price_run_lines lines = {PRICE_ASK_BEST, WITH, 0};
    return price_run_with_lines(invocation, &lines);
}

static const struct option options[OPTION_COUNT] = {
    [PRICE_PRODUCTS] = {.name = "products",
        .argument = "FILE",
        .help = "CSV file of products or sales, in place of the specification's.",
        .kind = ARGUMENT_FILE},
    [PRICE_AGENTS] = {.name = "agents",
        .argument = "FILE",
        .help = "CSV file of agents (draws and demographics), in place of the specification's.",
        .kind = ARGUMENT_FILE},
    [WITH] = {.name = "with",
        .argument = "LINE",
        .help = "A line more of the specification, such as \"cost = 1.20\".",
        .kind = ARGUMENT_TEXT,
        .repeats = true},
};

static const struct operand operands[] = {
    {.name = "SPEC", .help = "Price specification; - reads it from the input.", .kind = ARGUMENT_FILE},
};

static const struct example examples[] = {
    {"tandem price optimize cheese-best.price", "Fits the demand and finds the price that earns most."},
    {"tandem price optimize line.price --with \"ladder = 1.99, 2.49, 2.99\" --json",
        "The best of these prices, for a program to read."},
};

const struct command command_price_optimize = {
    .name = "optimize",
    .summary = "Find the best prices, and how sure they are",
    .description = "The specification names a method of demand (elasticity, logit, nested-logit, "
                   "random-coefficients, given-logit, given-elasticity), the cost of a unit (cost) and what "
                   "holds: our firm or our products, a ladder of prices, margin floor, largest change. "
                   "docs/use/price-optimize.md describes it.\n\nWhat comes out is a distribution: the best "
                   "price with its interval, the profit it brings, how likely it is that a higher price is "
                   "better, and a profit curve.\n\nExit status: 0 done, 1 refused because the data cannot "
                   "carry a price, 2 could not run.",
    .common = COMMON_JSON,
    .options = options,
    .option_count = OPTION_COUNT,
    .operands = operands,
    .operand_count = COUNT_OF(operands),
    .examples = examples,
    .example_count = COUNT_OF(examples),
    .run = run,
};
