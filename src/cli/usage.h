// SPDX-License-Identifier: Apache-2.0
// The help of a command, and the overview of all of them, from their tables.
#ifndef TANDEM_CLI_USAGE_H
#define TANDEM_CLI_USAGE_H

#include "base/buffer.h"
#include "cli/command.h"

// `parent` is NULL but for a child ("user add").
void usage_print(const struct command *command, const struct command *parent, struct buffer *output);
void usage_print_overview(const struct command_list *commands, struct buffer *output);

// "[OPTION]… RESOURCE [FILE]": what follows the command's name.
void usage_print_synopsis(const struct command *command, struct buffer *output);

#endif
