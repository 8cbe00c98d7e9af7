// SPDX-License-Identifier: Apache-2.0
// tandem price psm: van Westendorp's price sensitivity meter on a file of answers.
#include "cli/commands.h"

#include "cli/price_words.h"

enum {
    TOO_CHEAP,
    CHEAP,
    EXPENSIVE,
    TOO_EXPENSIVE,
    INTENT_CHEAP,
    INTENT_EXPENSIVE,
    CALIBRATION,
    TRIAL_BETWEEN,
    RANGE,
    CROSSING,
    INTRANSITIVE,
    WEIGHT,
    MISSING,
    ONLY,
    LEVEL,
    BOOTSTRAP,
    SEED,
    OPTION_COUNT
};

static const char *const headings[OPTION_COUNT] = {
    [TOO_CHEAP] = "toocheap tch tc zubillig",
    [CHEAP] = "cheap ch bargain notcheap goodvalue gunstig guenstig",
    [EXPENSIVE] = "expensive ex exp gettingexpensive teuer",
    [TOO_EXPENSIVE] = "tooexpensive tex te zuteuer",
    [INTENT_CHEAP] = "intentcheap picheap",
    [INTENT_EXPENSIVE] = "intentexpensive piexpensive",
};

static int run_psm(struct invocation *invocation)
{
    static const struct price_words words = {
        "van-westendorp", PRICE_ANSWERS, headings, 1 << CHEAP | 1 << EXPENSIVE | 1 << TOO_EXPENSIVE, NULL};
    return price_words_run(invocation, &words);
}

static const struct option options[OPTION_COUNT] = {
    [TOO_CHEAP] = {.name = "too-cheap", .argument = "COLUMN", .help = "Price at which quality is doubted."},
    [CHEAP] = {.name = "cheap", .argument = "COLUMN", .help = "Price that is a bargain."},
    [EXPENSIVE] = {.name = "expensive", .argument = "COLUMN", .help = "Price that begins to be expensive."},
    [TOO_EXPENSIVE] = {.name = "too-expensive", .argument = "COLUMN", .help = "Price that is too much."},
    [INTENT_CHEAP] = {.name = "intent-cheap",
        .argument = "COLUMN",
        .help = "How likely a purchase is at the cheap price, from 1 to 5 (Newton, Miller and Smith)."},
    [INTENT_EXPENSIVE] = {.name = "intent-expensive",
        .argument = "COLUMN",
        .help = "The same at the expensive price."},
    [CALIBRATION] = {.name = "calibration",
        .argument = "NUMBERS",
        .help = "Probabilities of buying for the intents, from the highest to 1; 0.7,0.5,0.3,0.1,0 when not "
                "given."},
    [TRIAL_BETWEEN] = {.name = "trial-between",
        .argument = "WORD",
        .kind = ARGUMENT_WORD,
        .words = "prices steps",
        .help = "Trial runs straight between prices (usual), or by number of the price."},
    [RANGE] = {.name = "range",
        .argument = "WORD",
        .kind = ARGUMENT_WORD,
        .words = "original narrower",
        .help = "Which curves bound the acceptable range."},
    [CROSSING] = {.name = "crossing",
        .argument = "WORD",
        .kind = ARGUMENT_WORD,
        .words = "min max mean median linear",
        .help = "Which price is taken where curves meet over several."},
    [INTRANSITIVE] = {.name = "intransitive",
        .argument = "WORD",
        .kind = ARGUMENT_WORD,
        .words = "leave-out keep",
        .help = "What happens with answers that do not rise."},
    [WEIGHT] = {.name = "respondent-weight", .argument = "COLUMN", .help = "Weights of the respondents."},
    [MISSING] = PRICE_OPTION_MISSING,
    [ONLY] = PRICE_OPTION_ONLY,
    [LEVEL] = PRICE_OPTION_LEVEL,
    [BOOTSTRAP] = PRICE_OPTION_BOOTSTRAP,
    [SEED] = PRICE_OPTION_SEED,
};

static const struct operand operands[] = {
    {.name = "FILE",
        .help = "CSV file, a row for each respondent; - reads the input.",
        .kind = ARGUMENT_FILE},
};

static const struct example examples[] = {
    {"tandem price psm survey.csv", "Finds the columns by their names and shows the price points."},
    {"tandem price psm survey.csv --too-cheap q1 --cheap q2 --expensive q3 --too-expensive q4 --json",
        "Names the columns; the curves are in the JSON."},
};

const struct command command_price_psm = {
    .name = "psm",
    .summary = "Find acceptable prices by van Westendorp's four questions",
    .description =
        "Each respondent names four prices: too cheap, cheap, expensive, too expensive. Where the curves of "
        "the "
        "answers meet are the points of marginal cheapness and expensiveness, the indifference and the "
        "optimal "
        "price, with intervals by resampling the respondents. With purchase intents, also the prices of most "
        "trial and of most revenue. Columns that are not named are found by names such as too_cheap. "
        "docs/use/price-survey.md has a worked example.",
    .common = COMMON_JSON,
    .options = options,
    .option_count = OPTION_COUNT,
    .operands = operands,
    .operand_count = COUNT_OF(operands),
    .examples = examples,
    .example_count = COUNT_OF(examples),
    .run = run_psm,
};
