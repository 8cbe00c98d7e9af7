// SPDX-License-Identifier: Apache-2.0
// tandem price conjoint: a choice-based conjoint survey, one row an alternative, without a specification.
#include "cli/commands.h"

#include "cli/price_words.h"

enum {
    RESPONDENT,
    TASK,
    ALTERNATIVE,
    CHOSEN,
    PRICE,
    REGRESSORS,
    OUTSIDE,
    AVAILABLE,
    CLUSTER,
    COVARIANCE,
    SIMULATIONS,
    MISSING,
    ONLY,
    LEVEL,
    SEED,
    OPTION_COUNT
};

static const char *const headings[OPTION_COUNT] = {
    [RESPONDENT] = "respondent resp respid respondentid id hhid household person caseid",
    [TASK] = "task question obsid choiceset choiceid set occasion qes",
    [ALTERNATIVE] = "alternative alt concept option altid",
    [CHOSEN] = "chosen choice choose selected picked",
    [PRICE] = "price cost preis",
};

static int run_conjoint(struct invocation *invocation)
{
    static const struct price_words words = {"multinomial-logit", PRICE_PRODUCTS, headings, 0, NULL};
    return price_words_run(invocation, &words);
}

static const struct option options[OPTION_COUNT] = {
    [RESPONDENT] = {.name = "respondent", .argument = "COLUMN", .help = "Who answered."},
    [TASK] = {.name = "task",
        .argument = "COLUMN",
        .help = "Which question; may begin anew with each respondent."},
    [ALTERNATIVE] = {.name = "alternative", .argument = "COLUMN", .help = "Which of the products shown."},
    [CHOSEN] = {.name = "chosen", .argument = "COLUMN", .help = "1 where the row was chosen, else 0."},
    [PRICE] = {.name = "price", .argument = "TERM", .help = "The price shown."},
    [REGRESSORS] = {.name = "regressors",
        .argument = "TERMS",
        .help = "What else made the products differ: columns, or dummy(brand) for levels."},
    [OUTSIDE] = {.name = "outside",
        .argument = "WORD",
        .kind = ARGUMENT_WORD,
        .words = "yes no",
        .help = "Whether a question without a chosen row means that nothing was taken."},
    [AVAILABLE] = {.name = "available", .argument = "TERM", .help = "0 where the row was not on offer."},
    [CLUSTER] = {.name = "cluster",
        .argument = "COLUMN",
        .help = "Errors by cluster, such as the respondent."},
    [COVARIANCE] = {.name = "covariance",
        .argument = "WORD",
        .kind = ARGUMENT_WORD,
        .words = "classical hc0 hc1 cluster0 cluster1",
        .help = "How errors are measured."},
    [SIMULATIONS] = {.name = "simulations",
        .argument = "NUMBER",
        .help = "Draws for the willingness to pay; 10000 when not given."},
    [MISSING] = PRICE_OPTION_MISSING,
    [ONLY] = PRICE_OPTION_ONLY,
    [LEVEL] = PRICE_OPTION_LEVEL,
    [SEED] = PRICE_OPTION_SEED,
};

static const struct operand operands[] = {
    {.name = "FILE",
        .help = "CSV file, a row for each product of each question; - reads the input.",
        .kind = ARGUMENT_FILE},
};

static const struct example examples[] = {
    {"tandem price conjoint cbc.csv --regressors \"dummy(brand), pixels, zoom\"",
        "Finds the other columns by their names and shows what each feature is worth."},
    {"tandem price conjoint cbc.csv --task q --chosen y --price usd --regressors \"dummy(brand)\" --cluster "
     "resp --json",
        "Names the columns; errors by respondent."},
};

const struct command command_price_conjoint = {
    .name = "conjoint",
    .summary = "Say what features are worth to people who chose among products",
    .description =
        "A choice-based conjoint survey: each respondent chose one of several products, question by "
        "question. Fits a "
        "multinomial logit and gives what people would pay for each feature, with intervals, and how choices "
        "answer "
        "to prices. Columns that are not named are found by names such as resp, task, alt, chosen and price. "
        "Tastes "
        "that differ between people, wide files and more: tandem price fit with method = mixed-logit or "
        "hierarchical-logit. docs/use/price-choice.md has worked examples.",
    .common = COMMON_JSON,
    .options = options,
    .option_count = OPTION_COUNT,
    .operands = operands,
    .operand_count = COUNT_OF(operands),
    .examples = examples,
    .example_count = COUNT_OF(examples),
    .run = run_conjoint,
};
