// SPDX-License-Identifier: Apache-2.0
// tandem price maxdiff: best-worst scaling of items.
#include "cli/commands.h"

#include "cli/price_words.h"

enum {
    DESIGN,
    DESIGN_QUESTION,
    BEST,
    WORST,
    CHOSEN_BY,
    ITEMS,
    BASE,
    MODEL,
    RESPONDENT,
    QUESTION,
    ITEM,
    SCORE,
    MISSING,
    ONLY,
    LEVEL,
    BOOTSTRAP,
    SEED,
    OPTION_COUNT
};

static int run_maxdiff(struct invocation *invocation)
{
    static const struct price_words words = {"best-worst", PRICE_ANSWERS, NULL, 0, NULL};
    return price_words_run(invocation, &words);
}

static const struct option options[OPTION_COUNT] = {
    [DESIGN] = {.name = "design",
        .argument = "FILE",
        .help =
            "CSV file with the items of each question: item numbers, or a column an item with two levels.",
        .kind = ARGUMENT_FILE},
    [DESIGN_QUESTION] = {.name = "design-question",
        .argument = "COLUMN",
        .help = "Column of the design that numbers the questions, and is no item."},
    [BEST] = {.name = "best",
        .argument = "COLUMNS",
        .help = "Columns of the best item of each question, such as B1..B7."},
    [WORST] = {.name = "worst", .argument = "COLUMNS", .help = "Columns of the worst item, such as W1..W7."},
    [CHOSEN_BY] = {.name = "chosen-by",
        .argument = "WORD",
        .help = "Cells have the place of the item in its question (usual), or its number.",
        .kind = ARGUMENT_WORD,
        .words = "position item"},
    [ITEMS] = {.name = "items",
        .argument = "NAMES",
        .help = "Names of the items in their order, separated by commas."},
    [BASE] = {.name = "base", .argument = "NAME", .help = "Item whose worth is 0; the last when not given."},
    [MODEL] = {.name = "model",
        .argument = "WORD",
        .help = "How best and worst are chosen.",
        .kind = ARGUMENT_WORD,
        .words = "pairs marginal sequential"},
    [RESPONDENT] = {.name = "respondent",
        .argument = "COLUMN",
        .help = "Who answered, in a file with a row for each item shown."},
    [QUESTION] = {.name = "question",
        .argument = "COLUMN",
        .help = "Number of the question, in such a file."},
    [ITEM] = {.name = "item", .argument = "COLUMN", .help = "Name of the item, in such a file."},
    [SCORE] = {.name = "score",
        .argument = "COLUMN",
        .help = "1 for the best, -1 for the worst, 0 for the others, in such a file."},
    [MISSING] = PRICE_OPTION_MISSING,
    [ONLY] = PRICE_OPTION_ONLY,
    [LEVEL] = PRICE_OPTION_LEVEL,
    [BOOTSTRAP] = PRICE_OPTION_BOOTSTRAP,
    [SEED] = PRICE_OPTION_SEED,
};

static const struct operand operands[] = {
    {.name = "FILE",
        .help = "CSV file of answers: a row a respondent, or a row for each item shown; - reads the input.",
        .kind = ARGUMENT_FILE},
};

static const struct example examples[] = {
    {"tandem price maxdiff fruit.csv --design design.csv --best B1..B7 --worst W1..W7 --items "
     "Apple,Orange,Grape",
        "A row a respondent, and the design beside it."},
    {"tandem price maxdiff long.csv --respondent id --question q --item item --score score",
        "A row for each item shown."},
};

const struct command command_price_maxdiff = {
    .name = "maxdiff",
    .summary = "Rank items by best-worst answers (maxdiff)",
    .description = "Counts how often each item was best and worst, fits a logit model of the answers "
                   "(ordered pairs, marginal or sequential), and shows shares of preference with intervals "
                   "by resampling the respondents. docs/use/price-survey.md has a worked example.",
    .common = COMMON_JSON,
    .options = options,
    .option_count = OPTION_COUNT,
    .operands = operands,
    .operand_count = COUNT_OF(operands),
    .examples = examples,
    .example_count = COUNT_OF(examples),
    .run = run_maxdiff,
};
