// SPDX-License-Identifier: Apache-2.0
// One parsed command line: which command, its options and operands, and where its output goes.
#ifndef TANDEM_CLI_INVOCATION_H
#define TANDEM_CLI_INVOCATION_H

#include <stdio.h>

#include "base/arena.h"
#include "base/text.h"
#include "cli/command.h"

// Where a command reads and writes; tests put their own.
struct streams {
    FILE *input;
    FILE *output;
    FILE *errors;
};

struct option_values {
    const char **values;
    size_t count;
};

// Everything lives in the arena or is borrowed from argv.
struct invocation {
    const struct command *command;
    const struct command *parent; // of a child command; else NULL
    const struct streams *streams;
    struct arena *arena;
    const char *database; // --db or TANDEM_DB; NULL: neither
    const char *as;       // --as: key of the person in whose name it is done; NULL: the local administrator
    const char *reason;   // --reason; or NULL
    bool json;
    bool help;
    struct option_values *options; // by the command's own option table
    const char **operands;
    size_t operand_count;
};

// Reads the arguments after the program's name. On bad usage writes a sentence and a hint to the errors
// stream and returns ERROR_USAGE. No arguments at all: command is NULL. *arena*
enum error invocation_parse(const struct command_list *commands, const char *const *arguments, size_t count,
    const struct streams *streams, struct arena *arena, struct invocation *ret_invocation) MUST_CHECK;

bool invocation_is_given(const struct invocation *invocation, size_t option);
// The last value given, or NULL.
const char *invocation_value(const struct invocation *invocation, size_t option);
// The operand, or NULL when it was left out.
const char *invocation_operand(const struct invocation *invocation, size_t operand);
// The command as typed: "user add".
const char *invocation_name(const struct invocation *invocation, struct arena *arena);

#endif
