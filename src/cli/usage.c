// SPDX-License-Identifier: Apache-2.0
// The help of a command, and the overview of all of them, from their tables.
#include "cli/usage.h"

#include "cli/width.h"

#define USAGE_COLUMNS 80
#define USAGE_HELP_AT 26 // where the explanations of options stand

void usage_print_synopsis(const struct command *command, struct buffer *output)
{
    if (command->child_count) {
        buffer_string(output, " COMMAND");
        return;
    }
    buffer_string(output, " [OPTION]…");
    for (size_t i = 0; i < command->operand_count; i++) {
        const struct operand *operand = &command->operands[i];
        buffer_print(
            output, operand->optional ? " [%s%s]" : " %s%s", operand->name, operand->repeats ? "…" : "");
    }
}

// "term      explanation, wrapped below itself"
static void print_entry(const char *term, const char *help, struct buffer *output)
{
    size_t used = 2 + width_of(text_from(term));
    buffer_print(output, "  %s", term);
    if (used + 2 > USAGE_HELP_AT) {
        buffer_character(output, '\n');
        used = 0;
    }
    for (; used < USAGE_HELP_AT; used++)
        buffer_character(output, ' ');
    width_print_wrapped(text_from(help), USAGE_COLUMNS, USAGE_HELP_AT, true, output);
}

static void print_option(const struct option *option, struct buffer *output)
{
    char term[128];
    char letter[5] = "    ";
    if (option->letter) (void)snprintf(letter, sizeof(letter), "-%c, ", option->letter);
    (void)snprintf(term, sizeof(term), "%s--%s%s%s", letter, option->name, option->argument ? "=" : "",
        option->argument ? option->argument : "");
    print_entry(term, option->help, output);
}

static void print_options(const struct command *command, struct buffer *output)
{
    buffer_string(output, "\nOptions:\n");
    for (size_t i = 0; i < command->option_count; i++)
        print_option(&command->options[i], output);
    for (size_t i = COMMAND_COMMON_COUNT; i-- > 0;) {
        if (i == 0 || (command->common & (1U << i))) print_option(&command_common_options[i], output);
    }
}

static void print_examples(const struct command *command, struct buffer *output)
{
    if (command->example_count) buffer_string(output, "\nExamples:\n");
    for (size_t i = 0; i < command->example_count; i++) {
        buffer_print(output, "  %s\n", command->examples[i].line);
        width_print_wrapped(text_from(command->examples[i].help), USAGE_COLUMNS, 6, false, output);
    }
}

void usage_print(const struct command *command, const struct command *parent, struct buffer *output)
{
    buffer_print(
        output, "Usage: tandem %s%s%s", parent ? parent->name : "", parent ? " " : "", command->name);
    usage_print_synopsis(command, output);
    buffer_print(output, "\n\n%s.\n", command->summary);
    if (command->description) {
        buffer_character(output, '\n');
        width_print_wrapped(text_from(command->description), USAGE_COLUMNS, 0, false, output);
    }
    if (command->child_count) {
        buffer_string(output, "\nCommands:\n");
        for (size_t i = 0; i < command->child_count; i++) {
            char sentence[128];
            (void)snprintf(sentence, sizeof(sentence), "%s.", command->children[i]->summary);
            print_entry(command->children[i]->name, sentence, output);
        }
        print_examples(command, output);
        buffer_print(output, "\nRun \"tandem help %s COMMAND\" for more about one of them.\n", command->name);
        return;
    }
    if (command->operand_count) buffer_string(output, "\nArguments:\n");
    for (size_t i = 0; i < command->operand_count; i++)
        print_entry(command->operands[i].name, command->operands[i].help, output);
    print_options(command, output);
    print_examples(command, output);
    buffer_string(output, "\nExit status: 0 done, 1 refused or errors found, 2 could not run.\n");
}

void usage_print_overview(const struct command_list *commands, struct buffer *output)
{
    buffer_string(output, "Usage: tandem COMMAND [OPTION]…\n\n"
                          "Tandem keeps a company's products, the people who answer for them and the map\n"
                          "that says who is accountable for what, and finds where nobody is.\n\nCommands:\n");
    for (size_t i = 0; i < commands->count; i++) {
        char sentence[128];
        (void)snprintf(sentence, sizeof(sentence), "%s.", commands->commands[i]->summary);
        print_entry(commands->commands[i]->name, sentence, output);
    }
    buffer_string(output,
        "\nFirst steps:\n"
        "  tandem init --db demo.tandem --demo   Make a workspace with an invented company.\n"
        "  tandem serve --db demo.tandem         Open it in the browser.\n"
        "\nRun \"tandem help COMMAND\" for more about one of them.\n");
}
