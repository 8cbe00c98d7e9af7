// SPDX-License-Identifier: Apache-2.0
// tandem price simulate: what would be sold and earned at other prices.
#include "cli/commands.h"

#include "cli/price_run.h"

enum { WITH = PRICE_AGENTS + 1, PRICE, OPTION_COUNT };

static int run(struct invocation *invocation)
{
    static const struct price_run_lines lines = {PRICE_ASK_WHAT_IF, WITH, PRICE};
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
        .help = "A line more of the specification, such as \"rivals = answer\".",
        .kind = ARGUMENT_TEXT,
        .repeats = true},
    [PRICE] = {.name = "price",
        .argument = "PRODUCT=PRICE",
        .help = "A price to try; the others stay as they are.",
        .kind = ARGUMENT_TEXT,
        .repeats = true},
};

static const struct operand operands[] = {
    {.name = "SPEC", .help = "Price specification; - reads it from the input.", .kind = ARGUMENT_FILE},
};

static const struct example examples[] = {
    {"tandem price simulate line.price --price A=2.49 --price B=3.99",
        "Shares, quantities and profit at these prices, with their intervals."},
    {"tandem price simulate nevo-after.price --with \"new price = prices*1.05\" --json",
        "The same when all prices rise by five percent, for a program to read."},
};

const struct command command_price_simulate = {
    .name = "simulate",
    .summary = "Show what would be sold and earned at other prices",
    .description = "The specification is that of price fit or price optimize; the prices to try are given by "
                   "--price, by lines \"price of PRODUCT = 2.49\", or by a term, \"new price = "
                   "price*1.05\". docs/use/price-optimize.md describes it.\n\nExit status: 0 done, 1 refused "
                   "because the data cannot carry an answer, 2 could not run.",
    .common = COMMON_JSON,
    .options = options,
    .option_count = OPTION_COUNT,
    .operands = operands,
    .operand_count = COUNT_OF(operands),
    .examples = examples,
    .example_count = COUNT_OF(examples),
    .run = run,
};
