// SPDX-License-Identifier: Apache-2.0
// What a command of the command line is: one constant table from which parsing, help, manual pages and
// completion come. A command's table stands in the file that runs it.
#ifndef TANDEM_CLI_COMMAND_H
#define TANDEM_CLI_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

struct invocation;

// What an argument can be, for completion and for checking it early.
enum argument_kind {
    ARGUMENT_TEXT,
    ARGUMENT_FILE,
    ARGUMENT_DIRECTORY,
    ARGUMENT_RESOURCE, // plural name of a resource
    ARGUMENT_WORD,     // one of `words`
    ARGUMENT_NUMBER,   // a whole number, not negative
    ARGUMENT_COMMAND,  // name of a command
};

struct option {
    const char *name;     // long name without dashes
    char letter;          // short name, or 0
    const char *argument; // what the help calls it: "FILE"; NULL: a flag
    const char *help;     // one sentence that ends in a period
    enum argument_kind kind;
    const char *words; // ARGUMENT_WORD: separated by spaces
    bool repeats;      // may be given more than once
};

// What stands without dashes. Only the last ones may be optional, only the last one may repeat.
struct operand {
    const char *name; // "RESOURCE"
    const char *help;
    enum argument_kind kind;
    const char *words;
    bool optional;
    bool repeats;
};

struct example {
    const char *line; // as typed: "tandem list products"
    const char *help; // what it does, one sentence that ends in a period
};

// Options that many commands have.
enum common_option {
    COMMON_HELP = 1 << 0,
    COMMON_DATABASE = 1 << 1,
    COMMON_JSON = 1 << 2,
    COMMON_AS = 1 << 3,
    COMMON_REASON = 1 << 4,
    COMMON_ACTING = COMMON_AS | COMMON_REASON, // of commands that write in somebody's name
};

struct command {
    const char *name;        // "import"; of a child its own part: "add" of "user add"
    const char *summary;     // what it does, as a command: "Import records from a CSV file"
    const char *description; // paragraphs separated by an empty line; NULL: the summary says it all
    unsigned common;         // of enum common_option; help is always there
    const struct option *options;
    size_t option_count;
    const struct operand *operands;
    size_t operand_count;
    const struct example *examples;
    size_t example_count;
    const struct command *const
        *children; // "user add", "user list" …; a command with children does not run itself
    size_t child_count;
    // Returns the exit status: 0 done, 1 findings or refused, 2 could not run.
    int (*run)(struct invocation *invocation);
};

struct command_list {
    const struct command *const *commands;
    size_t count;
};

// The tables of common options, by bit.
extern const struct option command_common_options[];
#define COMMAND_COMMON_COUNT 5

// All commands of the program.
extern const struct command_list command_all;

// By name; NULL when there is none.
const struct command *command_find(const struct command *const *commands, size_t count, const char *name);

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))
// A table's array and its length, as two initialisers.
#define TABLE(array) (array), COUNT_OF(array)

#endif
