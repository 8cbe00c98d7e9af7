// SPDX-License-Identifier: Apache-2.0
// tandem price: fits demand models to files of sales and shares.
#include "cli/commands.h"

#include "cli/file.h"
#include "cli/price_run.h"
#include "cli/report.h"
#include "pricing/price_team.h"

enum { FIT_THREADS = PRICE_ROLE_COUNT, FIT_OPTIONS };

// The first options of `price fit` are the files: --products, --agents …
static int run_fit(struct invocation *invocation)
{
    struct file spec = {0};
    struct price_run run = {.path = invocation_operand(invocation, 0)};
    int status = file_open(invocation, run.path, &spec);
    run.spec = spec.content;
    for (size_t role = 0; role < PRICE_ROLE_COUNT; role++)
        run.given[role] = invocation_value(invocation, role);
    const char *given = invocation_value(invocation, FIT_THREADS);
    int64_t threads = 0;
    if (!status && given && !text_parse_integer(text_from(given), 1, PRICE_TEAM_MAXIMUM, &threads))
        status = report_usage(invocation, "--threads takes a whole number from 1 to %d.", PRICE_TEAM_MAXIMUM);
    run.threads = (size_t)threads;
    if (!status) status = price_run(invocation, &run);
    file_close(&spec);
    return status;
}

static const struct option fit_options[FIT_OPTIONS] = {
    [PRICE_PRODUCTS] = {.name = "products",
        .argument = "FILE",
        .help = "CSV file of products or sales, in place of the specification's.",
        .kind = ARGUMENT_FILE},
    [PRICE_AGENTS] = {.name = "agents",
        .argument = "FILE",
        .help = "CSV file of agents (draws and demographics), in place of the specification's.",
        .kind = ARGUMENT_FILE},
    [PRICE_ANSWERS] = {.name = "answers",
        .argument = "FILE",
        .help = "CSV file of a survey's answers, in place of the specification's.",
        .kind = ARGUMENT_FILE},
    [PRICE_PROFILES] = {.name = "profiles",
        .argument = "FILE",
        .help = "CSV file of the profiles that were rated, in place of the specification's.",
        .kind = ARGUMENT_FILE},
    [PRICE_LEVELS] = {.name = "levels",
        .argument = "FILE",
        .help = "CSV file with the names of the levels, in place of the specification's.",
        .kind = ARGUMENT_FILE},
    [PRICE_SIMULATION] = {.name = "simulation",
        .argument = "FILE",
        .help = "CSV file of the profiles whose shares are asked, in place of the specification's.",
        .kind = ARGUMENT_FILE},
    [PRICE_DESIGN] = {.name = "design",
        .argument = "FILE",
        .help = "CSV file with the items of each question, in place of the specification's.",
        .kind = ARGUMENT_FILE},
    [PRICE_PART_WORTHS] = {.name = "part-worths",
        .argument = "FILE",
        .help = "CSV file of people's part-worths, in place of the specification's.",
        .kind = ARGUMENT_FILE},
    [PRICE_RIVALS] = {.name = "rivals",
        .argument = "FILE",
        .help = "CSV file of others' products, in place of the specification's.",
        .kind = ARGUMENT_FILE},
    [PRICE_GROUPS] = {.name = "groups",
        .argument = "FILE",
        .help = "CSV file of stores, segments or respondents, in place of the specification's.",
        .kind = ARGUMENT_FILE},
    [FIT_THREADS] = {.name = "threads",
        .argument = "N",
        .help = "At most so many threads, up to 8; as many as there are processors if not given. The answer "
                "is the "
                "same.",
        .kind = ARGUMENT_NUMBER},
};

static const struct operand fit_operands[] = {
    {.name = "SPEC", .help = "Price specification; - reads it from the input.", .kind = ARGUMENT_FILE},
};

static const struct example fit_examples[] = {
    {"tandem price fit fish.price", "Fits the model and prints the estimates with their errors."},
    {"tandem price fit nevo.price --products nevo_products.csv --agents nevo_agents.csv --json",
        "The same on other files, for a program to read."},
};

static const struct command command_price_fit = {
    .name = "fit",
    .summary = "Fit a demand model to files of sales or shares",
    .description = "A specification is a text file of lines \"name = value\": method (ols, 2sls, gmm, "
                   "elasticity, logit, "
                   "nested-logit, random-coefficients, multinomial-logit, mixed-logit, choice-simulation, "
                   "product-line, van-westendorp, gabor-granger, bids, "
                   "ratings-conjoint, best-worst, "
                   "bass), products or answers (a CSV file, relative to the "
                   "specification) "
                   "and the columns "
                   "that the method needs; docs/use/price-spec.md describes all of them. No workspace is "
                   "needed.\n\nExit "
                   "status: 0 fitted, 1 refused because the data cannot carry an answer, 2 could not run.",
    .common = COMMON_JSON,
    .options = fit_options,
    .option_count = FIT_OPTIONS,
    .operands = fit_operands,
    .operand_count = COUNT_OF(fit_operands),
    .examples = fit_examples,
    .example_count = COUNT_OF(fit_examples),
    .run = run_fit,
};

static const struct command *const children[] = {
    &command_price_fit,
    &command_price_study,
    &command_price_list,
    &command_price_optimize,
    &command_price_simulate,
    // choices and lines
    &command_price_conjoint,
    &command_price_line,
    // surveys and diffusion
    &command_price_psm,
    &command_price_gabor,
    &command_price_bids,
    &command_price_ratings,
    &command_price_maxdiff,
    &command_price_bass,
};

const struct command command_price = {
    .name = "price",
    .summary = "Measure what prices do to demand",
    .children = children,
    .child_count = COUNT_OF(children),
};
