// SPDX-License-Identifier: Apache-2.0
// Manual pages in mdoc, from the commands' tables: tandem(1) and one page a command.
#ifndef TANDEM_CLI_MANUAL_H
#define TANDEM_CLI_MANUAL_H

#include "base/buffer.h"
#include "cli/command.h"

// The page tandem-COMMAND(1); a command with children has them all on its page.
void manual_print(const struct command *command, struct buffer *output);
// The page tandem(1).
void manual_print_overview(const struct command_list *commands, struct buffer *output);

#endif
