// SPDX-License-Identifier: Apache-2.0
// tandem help, and the list of all commands in the order in which people read about them.
#include "cli/commands.h"
#include "cli/document.h"
#include "cli/report.h"
#include "cli/usage.h"

static const struct command *const commands[] = {
    &command_init,
    &command_serve,
    &command_list,
    &command_show,
    &command_set,
    &command_act,
    &command_delete,
    &command_import,
    &command_export,
    &command_resolve,
    &command_may,
    &command_gates,
    &command_hand_offs,
    &command_inbox,
    &command_digest,
    &command_check,
    &command_map,
    &command_stress,
    &command_price,
    &command_user,
    &command_token,
    &command_doctor,
    &command_backup,
    &command_restore,
    &command_migrate,
    &command_describe,
    &command_version,
    &command_help,
};

const struct command_list command_all = {commands, COUNT_OF(commands)};

static int run_help(struct invocation *invocation)
{
    const char *name = invocation_operand(invocation, 0), *child_name = invocation_operand(invocation, 1);
    struct buffer output;
    buffer_init(&output, 1 << 20);
    if (!name) {
        usage_print_overview(&command_all, &output);
        return buffer_send(&output, invocation);
    }
    const struct command *command = command_find(commands, COUNT_OF(commands), name);
    if (!command) return report_usage(invocation, "There is no command \"%s\".", name);
    const struct command *child = NULL;
    if (child_name) child = command_find(command->children, command->child_count, child_name);
    if (child_name && !child)
        return report_usage(invocation, "\"tandem %s\" has no command \"%s\".", name, child_name);
    usage_print(child ? child : command, child ? command : NULL, &output);
    return buffer_send(&output, invocation);
}

static const struct operand operands[] = {
    {.name = "COMMAND", .help = "Which command.", .kind = ARGUMENT_COMMAND, .optional = true},
    {.name = "SUBCOMMAND", .help = "Which of its parts, as in \"help user add\".", .optional = true},
};

static const struct example examples[] = {
    {"tandem help", "Lists the commands."},
    {"tandem help import", "Explains one of them."},
    {"tandem help user add", "Explains a part of one."},
};

const struct command command_help = {
    .name = "help",
    .summary = "Explain the commands",
    .operands = operands,
    .operand_count = COUNT_OF(operands),
    .examples = examples,
    .example_count = COUNT_OF(examples),
    .run = run_help,
};
