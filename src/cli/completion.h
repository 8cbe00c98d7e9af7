// SPDX-License-Identifier: Apache-2.0
// Completion for bash and zsh, from the commands' tables.
#ifndef TANDEM_CLI_COMPLETION_H
#define TANDEM_CLI_COMPLETION_H

#include "base/buffer.h"
#include "cli/command.h"
#include "model/registry.h"

void completion_print_bash(
    const struct command_list *commands, const struct registry *registry, struct buffer *output);
void completion_print_zsh(
    const struct command_list *commands, const struct registry *registry, struct buffer *output);

#endif
