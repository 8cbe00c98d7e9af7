// SPDX-License-Identifier: Apache-2.0
// tandem price bids: what people would pay, from yes and no to bids.
#include "cli/commands.h"

#include "cli/price_words.h"

enum {
    BID,
    ANSWER,
    SECOND_BID,
    HIGHER_BID,
    LOWER_BID,
    SECOND_ANSWER,
    COVARIATES,
    DISTRIBUTION,
    WEIGHT,
    DRAWS,
    MISSING,
    ONLY,
    LEVEL,
    SEED,
    OPTION_COUNT
};

static const char *const headings[OPTION_COUNT] = {
    [BID] = "bid bid1 firstbid",
    [ANSWER] = "answer yes response answer1 r1",
    [SECOND_BID] = "bid2 secondbid",
    [SECOND_ANSWER] = "answer2 secondanswer r2",
};

// Once a bid is named, the file's other columns mean what was said.
static bool is_given_otherwise(const struct invocation *invocation)
{
    return invocation_is_given(invocation, BID);
}

static int run_bids(struct invocation *invocation)
{
    static const struct price_words words = {
        "bids", PRICE_ANSWERS, headings, 1 << BID | 1 << ANSWER, is_given_otherwise};
    return price_words_run(invocation, &words);
}

static const struct option options[OPTION_COUNT] = {
    [BID] = {.name = "bid", .argument = "COLUMN", .help = "First price that was asked."},
    [ANSWER] = {.name = "answer",
        .argument = "COLUMN",
        .help = "Yes or no to it; or both answers, as yy, yn, ny, nn."},
    [SECOND_BID] = {.name = "second-bid",
        .argument = "COLUMN",
        .help = "Second price: higher after yes, lower after no."},
    [HIGHER_BID] = {.name = "higher-bid",
        .argument = "COLUMN",
        .help = "Second price after yes, where both stand in the file."},
    [LOWER_BID] = {.name = "lower-bid", .argument = "COLUMN", .help = "Second price after no."},
    [SECOND_ANSWER] = {.name = "second-answer",
        .argument = "COLUMN",
        .help = "Yes or no to the second price."},
    [COVARIATES] = {.name = "covariates",
        .argument = "TERMS",
        .help = "What else may matter, such as age, log(income), dummy(region)."},
    [DISTRIBUTION] = {.name = "distribution",
        .argument = "WORD",
        .help = "Of what people would pay; logistic when not given.",
        .kind = ARGUMENT_WORD,
        .words = "logistic normal log-logistic log-normal weibull"},
    [WEIGHT] = {.name = "respondent-weight",
        .argument = "COLUMN",
        .help = "Weights of the respondents, or how many gave this answer."},
    [DRAWS] = {.name = "draws",
        .argument = "NUMBER",
        .help = "Draws of Krinsky and Robb for the intervals; 2000 when not given."},
    [MISSING] = PRICE_OPTION_MISSING,
    [ONLY] = PRICE_OPTION_ONLY,
    [LEVEL] = PRICE_OPTION_LEVEL,
    [SEED] = PRICE_OPTION_SEED,
};

static const struct operand operands[] = {
    {.name = "FILE",
        .help = "CSV file, a row for each respondent; - reads the input.",
        .kind = ARGUMENT_FILE},
};

static const struct example examples[] = {
    {"tandem price bids survey.csv --bid bid --answer yes --distribution normal", "One bid a respondent."},
    {"tandem price bids survey.csv --bid b1 --answer r1 --second-bid b2 --second-answer r2 --covariates age",
        "A second bid that depends on the first answer, and a covariate."},
};

const struct command command_price_bids = {
    .name = "bids",
    .summary = "Find what people would pay from yes and no to bids",
    .description =
        "Fits the distribution of willingness to pay by maximum likelihood, from one bid or two (single- and "
        "double-bounded dichotomous choice). Shows its median and means with errors by the delta method and "
        "intervals by Krinsky and Robb. docs/use/price-survey.md has a worked example.",
    .common = COMMON_JSON,
    .options = options,
    .option_count = OPTION_COUNT,
    .operands = operands,
    .operand_count = COUNT_OF(operands),
    .examples = examples,
    .example_count = COUNT_OF(examples),
    .run = run_bids,
};
