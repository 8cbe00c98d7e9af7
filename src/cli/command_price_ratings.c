// SPDX-License-Identifier: Apache-2.0
// tandem price ratings: conjoint analysis of rated profiles.
#include "cli/commands.h"

#include "cli/price_words.h"

enum {
    PROFILES,
    LEVELS,
    SIMULATION,
    ATTRIBUTES,
    RATINGS,
    RESPONDENT,
    PROFILE,
    RATING,
    CODING,
    NEGATIVE,
    LEVEL,
    BOOTSTRAP,
    SEED,
    OPTION_COUNT
};

static int run_ratings(struct invocation *invocation)
{
    static const struct price_words words = {"ratings-conjoint", PRICE_ANSWERS, NULL, 0, NULL};
    return price_words_run(invocation, &words);
}

static const struct option options[OPTION_COUNT] = {
    [PROFILES] = {.name = "profiles",
        .argument = "FILE",
        .help = "CSV file of the profiles that were rated: a row each, a column an attribute.",
        .kind = ARGUMENT_FILE},
    [LEVELS] = {.name = "levels",
        .argument = "FILE",
        .help = "CSV file of one column with the names of the levels, attribute after attribute.",
        .kind = ARGUMENT_FILE},
    [SIMULATION] = {.name = "simulation",
        .argument = "FILE",
        .help = "CSV file of profiles whose shares are asked.",
        .kind = ARGUMENT_FILE},
    [ATTRIBUTES] = {.name = "attributes",
        .argument = "COLUMNS",
        .help = "Attributes among the profiles' columns; all when not given."},
    [RATINGS] = {.name = "ratings",
        .argument = "COLUMNS",
        .help = "Columns of ratings, in the order of the profiles; all when not given."},
    [RESPONDENT] = {.name = "respondent",
        .argument = "COLUMN",
        .help = "Who rated, in a file with a row a rating."},
    [PROFILE] = {.name = "profile",
        .argument = "COLUMN",
        .help = "Number of the profile, in a file with a row a rating."},
    [RATING] = {.name = "rating", .argument = "COLUMN", .help = "The rating, in a file with a row a rating."},
    [CODING] = {.name = "coding",
        .argument = "WORD",
        .help = "Part-worths add up to 0 (effects, usual), or are measured from the first level.",
        .kind = ARGUMENT_WORD,
        .words = "effects dummy"},
    [NEGATIVE] = {.name = "negative",
        .argument = "WORD",
        .help = "Who has a negative utility is left out of logit shares (usual), or kept.",
        .kind = ARGUMENT_WORD,
        .words = "leave-out keep"},
    [LEVEL] = PRICE_OPTION_LEVEL,
    [BOOTSTRAP] = PRICE_OPTION_BOOTSTRAP,
    [SEED] = PRICE_OPTION_SEED,
};

static const struct operand operands[] = {
    {.name = "FILE",
        .help = "CSV file of ratings: a row a respondent and a column a profile, or one long column; - reads "
                "the input.",
        .kind = ARGUMENT_FILE},
};

static const struct example examples[] = {
    {"tandem price ratings tprefm.csv --profiles tprof.csv --levels tlevn.csv --simulation tsimp.csv",
        "Part-worths, importance and the shares of four new profiles."},
};

const struct command command_price_ratings = {
    .name = "ratings",
    .summary = "Measure part-worths from rated profiles, and simulate shares",
    .description =
        "Fits every respondent's part-worths by least squares, and all pooled; shows the importance of the "
        "attributes and the shares of simulated profiles by highest utility, Bradley-Terry-Luce and logit, "
        "with intervals by resampling the respondents. docs/use/price-survey.md has a worked example.",
    .common = COMMON_JSON,
    .options = options,
    .option_count = OPTION_COUNT,
    .operands = operands,
    .operand_count = COUNT_OF(operands),
    .examples = examples,
    .example_count = COUNT_OF(examples),
    .run = run_ratings,
};
