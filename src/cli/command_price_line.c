// SPDX-License-Identifier: Apache-2.0
// tandem price line: which products of a list to offer.
#include "cli/commands.h"

#include <string.h>

#include "cli/file.h"
#include "cli/price_run.h"
#include "cli/report.h"

enum { PRODUCTS, PART_WORTHS, RIVALS, SIZE, OPTION_COUNT };

// The specification with its line "size = …" made a comment, and another at the end. NULL without memory.
static const char *with_size(const struct invocation *invocation, struct text spec, const char *size)
{
    char *copy = arena_print(invocation->arena, "%.*s\nsize = %s\n", TEXT_PRINT(spec), size);
    for (size_t i = 0; copy && i + 4 < spec.length; i++) {
        bool is_start = i == 0 || copy[i - 1] == '\n';
        size_t after = i + 4;
        if (!is_start || memcmp(copy + i, "size", 4) != 0) continue;
        while (after < spec.length && (copy[after] == ' ' || copy[after] == '\t'))
            after++;
        if (copy[after] == '=') copy[i] = '#';
    }
    return copy;
}

static int run_line(struct invocation *invocation)
{
    struct file spec = {0};
    struct price_run run = {.path = invocation_operand(invocation, 0)};
    const char *size = invocation_value(invocation, SIZE);
    int status = file_open(invocation, run.path, &spec);
    run.spec = spec.content;
    run.given[PRICE_PRODUCTS] = invocation_value(invocation, PRODUCTS);
    run.given[PRICE_PART_WORTHS] = invocation_value(invocation, PART_WORTHS);
    run.given[PRICE_RIVALS] = invocation_value(invocation, RIVALS);
    if (!status && size && strpbrk(size, "\r\n")) status = report_usage(invocation, "--size takes a number.");
    if (!status && size) {
        const char *changed = with_size(invocation, spec.content, size);
        if (!changed) status = report_problems(invocation->streams, ERROR_MEMORY, NULL);
        if (changed) run.spec = text_from(changed);
    }
    if (!status) status = price_run(invocation, &run);
    file_close(&spec);
    return status;
}

static const struct option options[OPTION_COUNT] = {
    [PRODUCTS] = {.name = "products",
        .argument = "FILE",
        .help = "CSV file of the candidates, in place of the specification's.",
        .kind = ARGUMENT_FILE},
    [PART_WORTHS] = {.name = "part-worths",
        .argument = "FILE",
        .help = "CSV file of people's part-worths, in place of the specification's.",
        .kind = ARGUMENT_FILE},
    [RIVALS] = {.name = "rivals",
        .argument = "FILE",
        .help = "CSV file of others' products, in place of the specification's.",
        .kind = ARGUMENT_FILE},
    [SIZE] = {.name = "size",
        .argument = "NUMBER",
        .help = "How many products, in place of the specification's."},
};

static const struct operand operands[] = {
    {.name = "SPEC",
        .help = "Price specification with method = product-line; - reads it from the input.",
        .kind = ARGUMENT_FILE},
};

static const struct example examples[] = {
    {"tandem price line camera-line.price --size 5", "The best lines of one to five products."},
};

const struct command command_price_line = {
    .name = "line",
    .summary = "Choose which products to offer",
    .description = "Given candidates with prices and costs, people's part-worths and the products of others, "
                   "finds the line that "
                   "earns most: with proof, or with the gap to what no line can exceed. Says what each "
                   "product brings, and how "
                   "sure that is. docs/use/price-line.md has a worked example.",
    .common = COMMON_JSON,
    .options = options,
    .option_count = OPTION_COUNT,
    .operands = operands,
    .operand_count = COUNT_OF(operands),
    .examples = examples,
    .example_count = COUNT_OF(examples),
    .run = run_line,
};
