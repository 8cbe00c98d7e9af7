// SPDX-License-Identifier: Apache-2.0
// tandem price: fits demand models to files of sales and shares.
#include "cli/commands.h"

#include <string.h>
#include <time.h>

#include "cli/document.h"
#include "cli/file.h"
#include "cli/report.h"
#include "pricing/price_print.h"

enum { FIT_PRODUCTS, FIT_AGENTS, FIT_OPTION_COUNT };

#define FIT_TEXT_MAXIMUM ((size_t)16 << 20)

struct fitting {
    const struct invocation *invocation;
    struct file spec, products, agents; // closed at the end, used or not
};

static double now(void)
{
    struct timespec time;
    (void)clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

// What is wrong with a specification or its data: it could not be run.
static int cannot_run(const struct invocation *invocation, const char *file, enum error error,
    const struct problem_list *problems)
{
    if (file && problems->count)
        report_error(invocation->streams, "%s is no specification that can be run:", file);
    (void)report_problems(invocation->streams, error, problems);
    return error_exit(ERROR_USAGE);
}

// A data file: the option's, or that of the specification beside it.
static int open_data(const struct invocation *invocation, size_t option, const char *word,
    struct text written, struct price_file *ret_file, struct file *file)
{
    const char *spec = invocation_operand(invocation, 0), *given = invocation_value(invocation, option);
    const char *slash = strrchr(spec, '/');
    if (!given && text_is_empty(written))
        return report_usage(
            invocation, "Which file has the %s? Write \"%s = FILE\", or --%s FILE.", word, word, word);
    if (!given && (written.data[0] == '/' || !slash)) given = text_copy(written, invocation->arena);
    if (!given)
        given = arena_print(invocation->arena, "%.*s/%.*s", (int)(slash - spec), spec, TEXT_PRINT(written));
    if (!given) return report_problems(invocation->streams, ERROR_MEMORY, NULL);
    slash = strrchr(given, '/');
    ret_file->name = slash ? slash + 1 : given;
    int status = file_open(invocation, given, file);
    ret_file->content = file->content;
    return status;
}

static int show(const struct invocation *invocation, const struct price_result *result, double seconds)
{
    int status;
    if (invocation->json) {
        struct document document;
        price_print_json(result, seconds, document_begin(&document));
        status = document_end(&document, invocation);
    } else {
        struct buffer buffer;
        buffer_init(&buffer, FIT_TEXT_MAXIMUM);
        price_print_text(result, seconds, &buffer);
        status = buffer_send(&buffer, invocation);
    }
    return status ? status : result->is_refused;
}

static int fit(struct fitting *fitting)
{
    const struct invocation *invocation = fitting->invocation;
    const char *path = invocation_operand(invocation, 0);
    struct problem_list problems;
    struct price_spec spec;
    struct price_result result;
    struct price_file products = {0}, agents = {0};
    problem_list_init(&problems, invocation->arena);
    double start = now();
    int status = file_open(invocation, path, &fitting->spec);
    if (status) return status;
    enum error error = price_spec_read(fitting->spec.content, invocation->arena, &problems, &spec);
    if (error) return cannot_run(invocation, path, error, &problems);
    status = open_data(invocation, FIT_PRODUCTS, "products", spec.products, &products, &fitting->products);
    if (!status && spec.method == PRICE_RANDOM_COEFFICIENTS)
        status = open_data(invocation, FIT_AGENTS, "agents", spec.agents, &agents, &fitting->agents);
    if (status) return status;
    error = price_fit(&spec, &products, &agents, invocation->arena, &problems, &result);
    if (error) return cannot_run(invocation, NULL, error, &problems);
    return show(invocation, &result, now() - start);
}

static int run_fit(struct invocation *invocation)
{
    struct fitting fitting = {.invocation = invocation};
    int status = fit(&fitting);
    file_close(&fitting.spec);
    file_close(&fitting.products);
    file_close(&fitting.agents);
    return status;
}

static const struct option fit_options[FIT_OPTION_COUNT] = {
    [FIT_PRODUCTS] = {.name = "products",
        .argument = "FILE",
        .help = "CSV file of products or sales, in place of the specification's.",
        .kind = ARGUMENT_FILE},
    [FIT_AGENTS] = {.name = "agents",
        .argument = "FILE",
        .help = "CSV file of agents (draws and demographics), in place of the specification's.",
        .kind = ARGUMENT_FILE},
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
                   "nested-logit, random-coefficients), products (a CSV file, relative to the specification) "
                   "and the columns "
                   "that the method needs; docs/use/price-spec.md describes all of them. No workspace is "
                   "needed.\n\nExit "
                   "status: 0 fitted, 1 refused because the data cannot carry an answer, 2 could not run.",
    .common = COMMON_JSON,
    .options = fit_options,
    .option_count = FIT_OPTION_COUNT,
    .operands = fit_operands,
    .operand_count = COUNT_OF(fit_operands),
    .examples = fit_examples,
    .example_count = COUNT_OF(fit_examples),
    .run = run_fit,
};

static const struct command *const children[] = {&command_price_fit};

const struct command command_price = {
    .name = "price",
    .summary = "Measure what prices do to demand",
    .children = children,
    .child_count = COUNT_OF(children),
};
