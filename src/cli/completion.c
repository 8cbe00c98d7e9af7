// SPDX-License-Identifier: Apache-2.0
// Completion for bash, from the commands' tables; the one for zsh is in completion_zsh.c.
#include "cli/completion.h"

// Calls `visit` for each command that runs, with its parent or NULL.
typedef void command_visit(const struct command *command, const struct command *parent,
    const struct registry *registry, struct buffer *output);

static void each_command(const struct command_list *commands, command_visit *visit,
    const struct registry *registry, struct buffer *output)
{
    for (size_t i = 0; i < commands->count; i++) {
        const struct command *command = commands->commands[i];
        if (command->child_count == 0) visit(command, NULL, registry, output);
        for (size_t j = 0; j < command->child_count; j++)
            visit(command->children[j], command, registry, output);
    }
}

// What stands for a command in the script: "import" or "user add".
static void print_name(const struct command *command, const struct command *parent, struct buffer *output)
{
    buffer_print(output, "%s%s%s", parent ? parent->name : "", parent ? " " : "", command->name);
}

static void print_kind(
    enum argument_kind kind, const char *words, const struct registry *registry, struct buffer *output)
{
    switch (kind) {
    case ARGUMENT_FILE: buffer_string(output, "kind=file"); return;
    case ARGUMENT_DIRECTORY: buffer_string(output, "kind=directory"); return;
    case ARGUMENT_WORD: buffer_print(output, "words=\"%s\"", words); return;
    case ARGUMENT_RESOURCE:
        buffer_string(output, "words=\"");
        for (size_t i = 0; i < registry->count; i++)
            buffer_print(output, "%s%s", i ? " " : "", registry->resources[i]->name);
        buffer_string(output, "\"");
        return;
    case ARGUMENT_COMMAND: buffer_string(output, "words=\"$all\""); return;
    case ARGUMENT_TEXT:
    case ARGUMENT_NUMBER: break;
    }
    buffer_string(output, "words=");
}

static void print_bash_option(const struct command *command, const struct command *parent,
    const struct option *option, const struct registry *registry, struct buffer *output)
{
    if (!option->argument) return;
    buffer_string(output, "    \"");
    print_name(command, parent, output);
    buffer_print(output, ":--%s\"", option->name);
    if (option->letter) {
        buffer_string(output, "|\"");
        print_name(command, parent, output);
        buffer_print(output, ":-%c\"", option->letter);
    }
    buffer_string(output, ") ");
    print_kind(option->kind, option->words, registry, output);
    buffer_string(output, " ;;\n");
}

static void print_bash_values(const struct command *command, const struct command *parent,
    const struct registry *registry, struct buffer *output)
{
    for (size_t i = 0; i < command->option_count; i++)
        print_bash_option(command, parent, &command->options[i], registry, output);
    for (size_t i = 0; i < COMMAND_COMMON_COUNT; i++) {
        if (command->common & (1U << i))
            print_bash_option(command, parent, &command_common_options[i], registry, output);
    }
}

static void print_bash_options(const struct command *command, const struct command *parent,
    const struct registry *registry, struct buffer *output)
{
    (void)registry;
    buffer_string(output, "        \"");
    print_name(command, parent, output);
    buffer_string(output, "\") words=\"--help");
    for (size_t i = 1; i < COMMAND_COMMON_COUNT; i++) {
        if (command->common & (1U << i)) buffer_print(output, " --%s", command_common_options[i].name);
    }
    for (size_t i = 0; i < command->option_count; i++)
        buffer_print(output, " --%s", command->options[i].name);
    buffer_string(output, "\" ;;\n");
}

static void print_bash_operands(const struct command *command, const struct command *parent,
    const struct registry *registry, struct buffer *output)
{
    for (size_t i = 0; i < command->operand_count; i++) {
        const struct operand *operand = &command->operands[i];
        buffer_string(output, "        \"");
        print_name(command, parent, output);
        buffer_print(output, operand->repeats ? ":\"*) " : ":%zu\") ", i);
        print_kind(operand->kind, operand->words, registry, output);
        buffer_string(output, " ;;\n");
    }
}

// Every option that takes a value, so that its value is not taken for an operand.
static void print_bash_takers(const struct command *command, const struct command *parent,
    const struct registry *registry, struct buffer *output)
{
    (void)parent;
    (void)registry;
    for (size_t i = 0; i < command->option_count; i++) {
        if (command->options[i].argument) buffer_print(output, "|--%s", command->options[i].name);
        if (command->options[i].argument && command->options[i].letter)
            buffer_print(output, "|-%c", command->options[i].letter);
    }
}

static void print_bash_groups(const struct command_list *commands, struct buffer *output)
{
    for (size_t i = 0; i < commands->count; i++) {
        const struct command *command = commands->commands[i];
        if (command->child_count == 0) continue;
        buffer_print(output, "        \"%s\") words=\"", command->name);
        for (size_t j = 0; j < command->child_count; j++)
            buffer_print(output, "%s%s", j ? " " : "", command->children[j]->name);
        buffer_string(output, "\" ;;\n");
    }
}

void completion_print_bash(
    const struct command_list *commands, const struct registry *registry, struct buffer *output)
{
    buffer_string(output, "# Completion of tandem for bash, written by \"tandem describe completion bash\".\n"
                          "# Put it in /etc/bash_completion.d/tandem, or source it.\n_tandem() {\n"
                          "    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}\n"
                          "    local command='' group='' words='' kind='' i=1 operand=0 all='");
    for (size_t i = 0; i < commands->count; i++)
        buffer_print(output, "%s%s", i ? " " : "", commands->commands[i]->name);
    buffer_string(output,
        "'\n    [[ $current == '=' ]] && current=''\n"
        "    [[ $previous == '=' ]] && previous=${COMP_WORDS[COMP_CWORD-2]}\n"
        "    while (( i < COMP_CWORD )); do\n        case \"${COMP_WORDS[i]}\" in\n        --db|-d");
    each_command(commands, print_bash_takers, registry, output);
    buffer_string(output, ") (( i++ )); [[ ${COMP_WORDS[i]} == '=' ]] && (( i++ )) ;;\n"
                          "        -*) ;;\n        ");
    bool first = true;
    for (size_t i = 0; i < commands->count; i++) {
        if (commands->commands[i]->child_count) {
            buffer_print(output, "%s%s", first ? "" : "|", commands->commands[i]->name);
            first = false;
        }
    }
    buffer_string(output,
        ")\n            if [[ -z $command && -z $group ]]; then group=${COMP_WORDS[i]}\n"
        "            elif [[ -n $group && -z $command ]]; then command=\"$group ${COMP_WORDS[i]}\"\n"
        "            else (( operand++ )); fi ;;\n"
        "        *)\n            if [[ -n $command ]]; then (( operand++ ))\n"
        "            else command=\"${group:+$group }${COMP_WORDS[i]}\"; fi ;;\n"
        "        esac\n        (( i++ ))\n    done\n    words='?'\n    case \"$command:$previous\" in\n");
    each_command(commands, print_bash_values, registry, output);
    buffer_string(output, "    esac\n    if [[ $words == '?' && -z $kind && $current == -* ]]; then\n"
                          "        case \"$command\" in\n");
    each_command(commands, print_bash_options, registry, output);
    buffer_string(output, "        *) words='--help --db' ;;\n        esac\n"
                          "    elif [[ $words == '?' && -z $kind && -z $command ]]; then\n"
                          "        case \"$group\" in\n");
    print_bash_groups(commands, output);
    buffer_string(output,
        "        *) words=$all ;;\n        esac\n    elif [[ $words == '?' && -z $kind ]]; then\n"
        "        words=''\n        case \"$command:$operand\" in\n");
    each_command(commands, print_bash_operands, registry, output);
    buffer_string(output, "        esac\n    fi\n    COMPREPLY=()\n    case \"$kind\" in\n"
                          "    file) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f "
                          "-- \"$current\") ;;\n"
                          "    directory) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen "
                          "-d -- \"$current\") ;;\n"
                          "    *) mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$current\") ;;\n"
                          "    esac\n}\ncomplete -F _tandem tandem\n");
}
