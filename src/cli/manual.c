// SPDX-License-Identifier: Apache-2.0
// Manual pages in mdoc, from the commands' tables. Text is escaped, so that no word becomes a macro.
#include "cli/manual.h"

#include "base/text.h"

// The day on which the pages were last looked over; fixed, so that the same program writes the same pages.
#define MANUAL_DATE "November 22, 2026"

// A letter beyond ASCII by its number, so that it does not matter which encoding a reader assumes.
static size_t print_letter(struct text text, size_t at, struct buffer *output)
{
    unsigned char lead = (unsigned char)text.data[at];
    size_t bytes = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    unsigned code = lead & (0xffU >> (bytes + 1));
    for (size_t i = 1; i < bytes && at + i < text.length; i++)
        code = code << 6 | ((unsigned char)text.data[at + i] & 0x3f);
    buffer_print(output, "\\[u%04X]", code);
    return bytes;
}

// Text on a line of its own: nothing in it is read as a macro or an escape.
static void print_escaped(struct text text, struct buffer *output)
{
    if (text.length && (text.data[0] == '.' || text.data[0] == '\'')) buffer_string(output, "\\&");
    size_t bytes = 1;
    for (size_t i = 0; i < text.length; i += bytes) {
        bytes = 1;
        if (text.data[i] == '\\')
            buffer_string(output, "\\e");
        else if (text.data[i] == '-')
            buffer_string(output, "\\-");
        else if ((unsigned char)text.data[i] >= 0x80)
            bytes = print_letter(text, i, output);
        else
            buffer_character(output, text.data[i]);
    }
}

// Every sentence on a line of its own, as mdoc wants it; an empty line begins a paragraph.
static void print_paragraphs(const char *text, struct buffer *output)
{
    struct text lines = text_from(text), line;
    bool pending = false;
    while (text_split(&lines, '\n', &line)) {
        if (line.length == 0) {
            pending = true;
            continue;
        }
        if (pending) buffer_string(output, ".Pp\n");
        pending = false;
        while (line.length) {
            size_t end = 0;
            while (end < line.length &&
                   !(line.data[end] == '.' && (end + 1 == line.length || line.data[end + 1] == ' ')))
                end++;
            struct text sentence = {line.data, end < line.length ? end + 1 : end};
            print_escaped(sentence, output);
            buffer_character(output, '\n');
            line = text_trim((struct text){line.data + sentence.length, line.length - sentence.length});
        }
    }
}

static void print_head(const char *name, struct buffer *output)
{
    buffer_print(output,
        ".\\\" Written by \"tandem describe man\" from the commands' own tables.\n.Dd " MANUAL_DATE "\n");
    buffer_string(output, ".Dt ");
    for (const char *letter = name; *letter; letter++)
        buffer_character(output, (char)toupper((unsigned char)*letter));
    buffer_string(output, " 1\n.Os Tandem\n");
}

// An argument of a macro: one word, quoted when it holds a space.
static void print_word(const char *word, struct buffer *output)
{
    bool quoted = strchr(word, ' ') != NULL;
    buffer_string(output, quoted ? "\"" : "");
    print_escaped(text_from(word), output);
    buffer_string(output, quoted ? "\"" : "");
}

static void print_option_synopsis(const struct option *option, struct buffer *output)
{
    buffer_print(output, ".Op Fl \\-%s", option->name);
    if (option->argument) {
        buffer_string(output, " Ns = Ns Ar ");
        print_word(option->argument, output);
    }
    if (option->repeats) buffer_string(output, " ...");
    buffer_character(output, '\n');
}

static void print_synopsis(const struct command *command, const struct command *parent, struct buffer *output)
{
    buffer_print(output, ".Nm tandem %s%s%s\n", parent ? parent->name : "", parent ? " " : "", command->name);
    for (size_t i = 0; i < command->option_count; i++)
        print_option_synopsis(&command->options[i], output);
    for (size_t i = 1; i < COMMAND_COMMON_COUNT; i++) {
        if (command->common & (1U << i)) print_option_synopsis(&command_common_options[i], output);
    }
    for (size_t i = 0; i < command->operand_count; i++) {
        const struct operand *operand = &command->operands[i];
        buffer_print(output, operand->optional ? ".Op Ar %s%s\n" : ".Ar %s%s\n", operand->name,
            operand->repeats ? " ..." : "");
    }
}

static void print_option(const struct option *option, struct buffer *output)
{
    buffer_string(output, ".It ");
    if (option->letter) buffer_print(output, "Fl %c , ", option->letter);
    buffer_print(output, "Fl \\-%s", option->name);
    if (option->argument) {
        buffer_string(output, " Ns = Ns Ar ");
        print_word(option->argument, output);
    }
    buffer_character(output, '\n');
    print_paragraphs(option->help, output);
}

static void print_arguments(const struct command *command, struct buffer *output)
{
    buffer_string(output, ".Bl -tag -width Ds\n");
    for (size_t i = 0; i < command->operand_count; i++) {
        buffer_print(output, ".It Ar %s\n", command->operands[i].name);
        print_paragraphs(command->operands[i].help, output);
    }
    for (size_t i = 0; i < command->option_count; i++)
        print_option(&command->options[i], output);
    for (size_t i = COMMAND_COMMON_COUNT; i-- > 0;) {
        if (i == 0 || (command->common & (1U << i))) print_option(&command_common_options[i], output);
    }
    buffer_string(output, ".El\n");
}

static void print_examples(const struct command *command, struct buffer *output)
{
    for (size_t i = 0; i < command->example_count; i++) {
        print_paragraphs(command->examples[i].help, output);
        buffer_string(output, ".Bd -literal -offset indent\n");
        print_escaped(text_from(command->examples[i].line), output);
        buffer_string(output, "\n.Ed\n");
        if (i + 1 < command->example_count) buffer_string(output, ".Pp\n");
    }
}

static void print_environment(struct buffer *output)
{
    buffer_string(output,
        ".Sh ENVIRONMENT\n.Bl -tag -width TANDEM_DB\n.It Ev TANDEM_DB\n"
        "The workspace, when\n.Fl \\-db\nis not given.\n.El\n"
        ".Sh EXIT STATUS\n0 when the command did what was asked,\n1 when it was refused or found errors,\n"
        "2 when it could not run.\n.Sh EXAMPLES\n");
}

static void print_child(const struct command *command, const struct command *child, struct buffer *output)
{
    char sentence[128];
    (void)snprintf(sentence, sizeof(sentence), "%s.", child->summary);
    buffer_print(output, ".Ss tandem %s %s\n", command->name, child->name);
    print_paragraphs(sentence, output);
    if (child->description) print_paragraphs(child->description, output);
    print_arguments(child, output);
}

void manual_print(const struct command *command, struct buffer *output)
{
    char name[64];
    (void)snprintf(name, sizeof(name), "tandem-%s", command->name);
    print_head(name, output);
    buffer_print(output, ".Sh NAME\n.Nm %s\n.Nd %s\n.Sh SYNOPSIS\n", name, command->summary);
    if (!command->child_count) print_synopsis(command, NULL, output);
    for (size_t i = 0; i < command->child_count; i++)
        print_synopsis(command->children[i], command, output);
    buffer_string(output, ".Sh DESCRIPTION\n");
    print_paragraphs(command->description ? command->description : command->summary, output);
    if (!command->child_count) print_arguments(command, output);
    for (size_t i = 0; i < command->child_count; i++)
        print_child(command, command->children[i], output);
    print_environment(output);
    print_examples(command, output);
    for (size_t i = 0; i < command->child_count; i++) {
        if (i || command->example_count) buffer_string(output, ".Pp\n");
        print_examples(command->children[i], output);
    }
    buffer_string(output, ".Sh SEE ALSO\n.Xr tandem 1\n");
}

void manual_print_overview(const struct command_list *commands, struct buffer *output)
{
    print_head("tandem", output);
    buffer_string(output,
        ".Sh NAME\n.Nm tandem\n.Nd who is accountable for which product, and where nobody is\n"
        ".Sh SYNOPSIS\n.Nm tandem\n.Ar COMMAND\n.Op Ar OPTION ...\n.Sh DESCRIPTION\n"
        "Tandem keeps a company's products, the people who answer for them\n"
        "and the map that says who is accountable for what, and finds where nobody is.\n"
        "A workspace is one SQLite file or one schema of a PostgreSQL database.\n.Pp\nThe commands:\n"
        ".Bl -tag -width completion\n");
    for (size_t i = 0; i < commands->count; i++) {
        buffer_print(output, ".It Xr tandem-%s 1\n", commands->commands[i]->name);
        buffer_print(output, "%s.\n", commands->commands[i]->summary);
    }
    buffer_string(output, ".El\n");
    print_environment(output);
    buffer_string(output, "Make a workspace with an invented company and open it in the browser.\n"
                          ".Bd -literal -offset indent\ntandem init \\-\\-db demo.tandem \\-\\-demo\n"
                          "tandem serve \\-\\-db demo.tandem\n.Ed\n.Sh SEE ALSO\n"
                          ".Xr tandem-import 1 ,\n.Xr tandem-init 1 ,\n.Xr tandem-serve 1\n");
}
