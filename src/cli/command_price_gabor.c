// SPDX-License-Identifier: Apache-2.0
// tandem price gabor: demand and revenue from the prices that people accept.
#include "cli/commands.h"

#include "cli/price_words.h"

enum {
    HIGHEST,
    RESPONDENT,
    PRICE,
    ANSWER,
    SHARE,
    ASKED,
    COST,
    INCONSISTENT,
    WEIGHT,
    MISSING,
    ONLY,
    LEVEL,
    BOOTSTRAP,
    SEED,
    OPTION_COUNT
};

static const char *const headings[OPTION_COUNT] = {
    [HIGHEST] = "highestprice maximumprice maxprice wtp",
    [RESPONDENT] = "respondent respondentid resp id person",
    [PRICE] = "price",
    [ANSWER] = "answer buy accept accepted yes",
    [SHARE] = "share demand",
    [ASKED] = "asked n count respondents",
};

// Which of the three kinds of file it is cannot be mixed up once one column is named.
static bool is_given_otherwise(const struct invocation *invocation)
{
    return invocation_is_given(invocation, HIGHEST) || invocation_is_given(invocation, PRICE);
}

static int run_gabor(struct invocation *invocation)
{
    static const struct price_words words = {"gabor-granger", PRICE_ANSWERS, headings, 0, is_given_otherwise};
    return price_words_run(invocation, &words);
}

static const struct option options[OPTION_COUNT] = {
    [HIGHEST] = {.name = "highest-price",
        .argument = "COLUMN",
        .help = "Highest price that the respondent accepts; 0 when none."},
    [RESPONDENT] = {.name = "respondent",
        .argument = "COLUMN",
        .help = "Who answered, where it answers several."},
    [PRICE] = {.name = "price", .argument = "COLUMN", .help = "Price that was asked."},
    [ANSWER] = {.name = "answer", .argument = "COLUMN", .help = "Yes or no to it."},
    [SHARE] = {.name = "share",
        .argument = "COLUMN",
        .help = "Share that says yes to the price, from 0 to 1."},
    [ASKED] = {.name = "asked", .argument = "COLUMN", .help = "How many were asked, for the intervals."},
    [COST] = {.name = "cost", .argument = "NUMBER", .help = "Cost of one piece, for the profit."},
    [INCONSISTENT] = {.name = "inconsistent",
        .argument = "WORD",
        .kind = ARGUMENT_WORD,
        .words = "highest first leave-out",
        .help = "Who accepts a price above one it refuses: the highest counts (usual), or what is below the "
                "first no, or nothing."},
    [WEIGHT] = {.name = "respondent-weight", .argument = "COLUMN", .help = "Weights of the respondents."},
    [MISSING] = PRICE_OPTION_MISSING,
    [ONLY] = PRICE_OPTION_ONLY,
    [LEVEL] = PRICE_OPTION_LEVEL,
    [BOOTSTRAP] = PRICE_OPTION_BOOTSTRAP,
    [SEED] = PRICE_OPTION_SEED,
};

static const struct operand operands[] = {
    {.name = "FILE",
        .help = "CSV file: a row for each respondent, answer or price; - reads the input.",
        .kind = ARGUMENT_FILE},
};

static const struct example examples[] = {
    {"tandem price gabor survey.csv --highest-price max --cost 2.5",
        "A row for each respondent, with the highest price it accepts."},
    {"tandem price gabor answers.csv --respondent id --price price --answer buy",
        "A row for each answer to each price."},
};

const struct command command_price_gabor = {
    .name = "gabor",
    .summary = "Find the price of most revenue from prices that people accept",
    .description = "Reads who accepts which price: the highest price of each respondent, yes or no to each "
                   "price, or the "
                   "share of yes. Shows demand, revenue, profit where a cost is given, the elasticity from "
                   "price to price, "
                   "and the best price with an interval. docs/use/price-survey.md has a worked example.",
    .common = COMMON_JSON,
    .options = options,
    .option_count = OPTION_COUNT,
    .operands = operands,
    .operand_count = COUNT_OF(operands),
    .examples = examples,
    .example_count = COUNT_OF(examples),
    .run = run_gabor,
};
