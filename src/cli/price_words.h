// SPDX-License-Identifier: Apache-2.0
// Price commands that need no specification: their options become its lines.
//
// An option's name with spaces for dashes is the specification's name: --too-cheap tc becomes "too cheap =
// tc". A column that is not named is looked for in the header of the file, under names that people use.
#ifndef TANDEM_CLI_PRICE_WORDS_H
#define TANDEM_CLI_PRICE_WORDS_H

#include "cli/price_run.h"

struct price_words {
    const char *method;
    enum price_role file; // the operand's
    // For each option of the command: NULL, or how its column may be called in the header, separated by
    // spaces and without regard to case, spaces and signs: "toocheap tch". An option that ends in FILE is a
    // file.
    const char *const *headings;
    uint32_t required; // options, by bit, whose column has to be found
    bool (*is_given_otherwise)(
        const struct invocation *invocation); // headings are not looked for; may be NULL
};

// Runs the method on the first operand. Returns the exit status.
int price_words_run(struct invocation *invocation, const struct price_words *words);

// Options that all commands of surveys have.
#define PRICE_OPTION_MISSING                                                                                 \
    {                                                                                                        \
        .name = "missing", .argument = "WORD", .kind = ARGUMENT_WORD, .words = "refuse drop",                \
        .help = "Rows with empty cells: refuse (usual) or drop."                                             \
    }
#define PRICE_OPTION_LEVEL                                                                                   \
    {                                                                                                        \
        .name = "level", .argument = "PERCENT", .help = "Level of the intervals; 95 when not given."         \
    }
#define PRICE_OPTION_BOOTSTRAP                                                                               \
    {                                                                                                        \
        .name = "bootstrap", .argument = "NUMBER",                                                           \
        .help = "How often respondents are drawn again for the intervals; 1000 when not given, 0: none."     \
    }
#define PRICE_OPTION_SEED                                                                                    \
    {                                                                                                        \
        .name = "seed", .argument = "NUMBER",                                                                \
        .help = "Start of the random numbers; 1 when not given. The same seed gives the same result."        \
    }
#define PRICE_OPTION_ONLY                                                                                    \
    {                                                                                                        \
        .name = "only", .argument = "COLUMN=VALUE", .repeats = true,                                         \
        .help = "Takes only rows where the column has the value (or one of several, separated by commas)."   \
    }

#endif
