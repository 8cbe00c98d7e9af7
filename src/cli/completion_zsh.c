// SPDX-License-Identifier: Apache-2.0
// Completion for zsh, from the commands' tables: one call of _arguments a command.
#include "cli/completion.h"

// Inside single quotes, for _arguments: brackets and colons have a meaning there.
static void print_quoted(const char *text, struct buffer *output)
{
    for (; *text; text++) {
        if (*text == '\'')
            buffer_string(output, "'\\''");
        else if (*text == '[' || *text == ']' || *text == ':')
            buffer_print(output, "\\%c", *text);
        else
            buffer_character(output, *text);
    }
}

static void print_action(
    enum argument_kind kind, const char *words, const struct registry *registry, struct buffer *output)
{
    switch (kind) {
    case ARGUMENT_FILE: buffer_string(output, "_files"); return;
    case ARGUMENT_DIRECTORY: buffer_string(output, "_files -/"); return;
    case ARGUMENT_WORD: buffer_print(output, "(%s)", words); return;
    case ARGUMENT_COMMAND: buffer_string(output, "->command"); return;
    case ARGUMENT_RESOURCE:
        buffer_character(output, '(');
        for (size_t i = 0; i < registry->count; i++)
            buffer_print(output, "%s%s", i ? " " : "", registry->resources[i]->name);
        buffer_character(output, ')');
        return;
    case ARGUMENT_TEXT:
    case ARGUMENT_NUMBER: break;
    }
    buffer_character(output, ' ');
}

static void print_option(const struct option *option, const struct registry *registry, struct buffer *output)
{
    const char *equals = option->argument ? "=" : "";
    if (option->repeats)
        buffer_string(output, " \\\n                '*'");
    else if (option->letter)
        buffer_print(output, " \\\n                '(-%c --%s)'", option->letter, option->name);
    else
        buffer_string(output, " \\\n                ");
    if (option->letter)
        buffer_print(output, "{-%c,--%s%s}", option->letter, option->name, equals);
    else
        buffer_print(output, "'--%s%s'", option->name, equals);
    buffer_string(output, "'[");
    print_quoted(option->help, output);
    buffer_character(output, ']');
    if (option->argument) {
        buffer_character(output, ':');
        print_quoted(option->argument, output);
        buffer_character(output, ':');
        print_action(option->kind, option->words, registry, output);
    }
    buffer_character(output, '\'');
}

static void print_command(
    const struct command *command, const struct registry *registry, struct buffer *output)
{
    buffer_string(output, "            _arguments");
    for (size_t i = 0; i < COMMAND_COMMON_COUNT; i++) {
        if (i == 0 || (command->common & (1U << i)))
            print_option(&command_common_options[i], registry, output);
    }
    for (size_t i = 0; i < command->option_count; i++)
        print_option(&command->options[i], registry, output);
    for (size_t i = 0; i < command->operand_count; i++) {
        const struct operand *operand = &command->operands[i];
        if (operand->repeats)
            buffer_string(output, " \\\n                '*:");
        else
            buffer_print(output, " \\\n                '%zu%s:", i + 1, operand->optional ? ":" : "");
        print_quoted(operand->name, output);
        buffer_character(output, ':');
        print_action(operand->kind, operand->words, registry, output);
        buffer_character(output, '\'');
    }
    buffer_string(output, "\n            ;;\n");
}

static void print_names(
    const char *array, const struct command *const *commands, size_t count, struct buffer *output)
{
    buffer_print(output, "    local -a %s=(\n", array);
    for (size_t i = 0; i < count; i++) {
        buffer_print(output, "        '%s:", commands[i]->name);
        print_quoted(commands[i]->summary, output);
        buffer_string(output, "'\n");
    }
    buffer_string(output, "    )\n");
}

static void print_children(
    const struct command *command, const struct registry *registry, struct buffer *output)
{
    buffer_print(output, "_tandem_%s() {\n", command->name);
    print_names("commands", command->children, command->child_count, output);
    buffer_string(output,
        "    local context state line\n    _arguments -C '1: :->command' '*:: :->arguments'\n"
        "    case $state in\n    command) _describe -t commands command commands ;;\n"
        "    arguments)\n        case $line[1] in\n");
    for (size_t i = 0; i < command->child_count; i++) {
        buffer_print(output, "        %s)\n", command->children[i]->name);
        print_command(command->children[i], registry, output);
    }
    buffer_string(output, "        esac ;;\n    esac\n}\n\n");
}

void completion_print_zsh(
    const struct command_list *commands, const struct registry *registry, struct buffer *output)
{
    buffer_string(output, "#compdef tandem\n"
                          "# Completion of tandem for zsh, written by \"tandem describe completion zsh\".\n"
                          "# Put it in a folder of $fpath under the name _tandem.\n\n");
    for (size_t i = 0; i < commands->count; i++) {
        if (commands->commands[i]->child_count) print_children(commands->commands[i], registry, output);
    }
    buffer_string(output, "_tandem() {\n");
    print_names("commands", commands->commands, commands->count, output);
    buffer_string(output,
        "    local context state line\n    _arguments -C '1: :->command' '*:: :->arguments'\n"
        "    case $state in\n    command) _describe -t commands command commands ;;\n"
        "    arguments)\n        case $line[1] in\n");
    for (size_t i = 0; i < commands->count; i++) {
        const struct command *command = commands->commands[i];
        buffer_print(output, "        %s)\n", command->name);
        if (command->child_count)
            buffer_print(output, "            _tandem_%s\n            ;;\n", command->name);
        else
            print_command(command, registry, output);
    }
    buffer_string(output,
        "        esac\n        [[ $state == command ]] && _describe -t commands command commands ;;\n"
        "    esac\n}\n\n_tandem \"$@\"\n");
}
