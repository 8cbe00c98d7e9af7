// SPDX-License-Identifier: Apache-2.0
// Reads a command line against the table of its command, with the habits of getopt_long.
#include "cli/invocation.h"

#include "base/closest.h"
#include "cli/report.h"

const struct option command_common_options[COMMAND_COMMON_COUNT] = {
    {.name = "help", .letter = 'h', .help = "Show this help."},
    {.name = "db",
        .letter = 'd',
        .argument = "ADDRESS",
        .help = "The workspace: a file or a postgresql:// address; without it, what TANDEM_DB says.",
        .kind = ARGUMENT_FILE},
    {.name = "json", .letter = 'j', .help = "Print JSON instead of text."},
    {.name = "as",
        .argument = "PERSON",
        .help =
            "Act as this person (PERS-3), by their role; without it, the command line may do everything."},
    {.name = "reason",
        .argument = "TEXT",
        .help = "Why it is done although it may belong to somebody else's role."},
};

enum { COMMON_HELP_AT, COMMON_DATABASE_AT, COMMON_JSON_AT, COMMON_AS_AT, COMMON_REASON_AT };

struct parser {
    const struct command_list *commands;
    const char *const *arguments;
    size_t count;
    size_t at;
    struct invocation *invocation;
};

const struct command *command_find(const struct command *const *commands, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (text_is(text_from(name), commands[i]->name)) return commands[i];
    }
    return NULL;
}

bool invocation_is_given(const struct invocation *invocation, size_t option)
{
    return invocation->options[option].count > 0;
}

const char *invocation_value(const struct invocation *invocation, size_t option)
{
    const struct option_values *values = &invocation->options[option];
    return values->count ? values->values[values->count - 1] : NULL;
}

const char *invocation_operand(const struct invocation *invocation, size_t operand)
{
    return operand < invocation->operand_count ? invocation->operands[operand] : NULL;
}

const char *invocation_name(const struct invocation *invocation, struct arena *arena)
{
    if (!invocation->command) return "";
    if (!invocation->parent) return invocation->command->name;
    const char *name = arena_print(arena, "%s %s", invocation->parent->name, invocation->command->name);
    return name ? name : invocation->command->name;
}

static enum error take_command(struct parser *parser, const char *name)
{
    struct invocation *invocation = parser->invocation;
    const struct command *parent = invocation->command;
    const struct command *const *candidates = parent ? parent->children : parser->commands->commands;
    size_t count = parent ? parent->child_count : parser->commands->count;
    const struct command *command = command_find(candidates, count, name);
    if (!command) {
        struct closest closest;
        closest_init(&closest, text_from(name));
        for (size_t i = 0; i < count; i++)
            closest_offer(&closest, candidates[i]->name);
        if (parent)
            report_error(invocation->streams, "\"tandem %s\" has no command \"%s\".", parent->name, name);
        else
            report_error(invocation->streams, "There is no command \"%s\".", name);
        const char *group = parent ? parent->name : "";
        const char *space = parent ? " " : "";
        if (closest.best)
            report_hint(invocation->streams, "Did you mean \"tandem %s%s%s\"?", group, space, closest.best);
        else
            report_hint(invocation->streams, "Run \"tandem help%s%s\" for what there is.", space, group);
        return ERROR_USAGE;
    }
    invocation->parent = parent;
    invocation->command = command;
    invocation->options = arena_array(invocation->arena, struct option_values, command->option_count + 1);
    return invocation->options ? ERROR_NONE : ERROR_MEMORY;
}

static enum error keep_option(
    struct parser *parser, const struct option *option, size_t at, const char *value)
{
    struct option_values *values = &parser->invocation->options[at];
    if (values->count && !option->repeats && option->argument)
        return (void)report_usage(parser->invocation, "--%s is given twice.", option->name), ERROR_USAGE;
    if (!values->values) // there cannot be more values than arguments
        values->values = arena_array(parser->invocation->arena, const char *, parser->count + 1);
    if (!values->values) return ERROR_MEMORY;
    values->values[values->count++] = value ? value : "";
    return ERROR_NONE;
}

// Position in the command's table; SIZE_MAX - position for a common option; false: there is none.
static bool find_option(
    const struct invocation *invocation, struct text name, char letter, size_t *ret_at, bool *ret_common)
{
    const struct command *command = invocation->command;
    for (size_t i = 0; command && i < command->option_count; i++) {
        const struct option *option = &command->options[i];
        if (letter ? option->letter == letter : text_is(name, option->name)) {
            *ret_at = i;
            *ret_common = false;
            return true;
        }
    }
    for (size_t i = 0; i < COMMAND_COMMON_COUNT; i++) {
        const struct option *option = &command_common_options[i];
        bool known = !command || i == COMMON_HELP_AT || command->child_count || (command->common & (1U << i));
        if (known && (letter ? option->letter == letter : text_is(name, option->name))) {
            *ret_at = i;
            *ret_common = true;
            return true;
        }
    }
    return false;
}

static enum error apply_option(struct parser *parser, size_t at, bool common, const char *value)
{
    struct invocation *invocation = parser->invocation;
    if (!common) return keep_option(parser, &invocation->command->options[at], at, value);
    if (at == COMMON_HELP_AT)
        invocation->help = true;
    else if (at == COMMON_JSON_AT)
        invocation->json = true;
    else if (at == COMMON_AS_AT)
        invocation->as = value;
    else if (at == COMMON_REASON_AT)
        invocation->reason = value;
    else
        invocation->database = value;
    return ERROR_NONE;
}

static enum error no_such_option(struct parser *parser, const char *name, bool is_letter)
{
    const struct invocation *invocation = parser->invocation;
    const char *command = invocation_name(invocation, invocation->arena);
    if (is_letter)
        return (void)report_usage(invocation, "\"tandem %s\" has no option -%c.", command, *name),
               ERROR_USAGE;
    struct closest closest;
    closest_init(&closest, text_from(name));
    for (size_t i = 0; invocation->command && i < invocation->command->option_count; i++)
        closest_offer(&closest, invocation->command->options[i].name);
    for (size_t i = 0; i < COMMAND_COMMON_COUNT; i++)
        closest_offer(&closest, command_common_options[i].name);
    if (!closest.best) {
        (void)report_usage(invocation, "\"tandem %s\" has no option --%s.", command, name);
    } else {
        report_error(invocation->streams, "\"tandem %s\" has no option --%s.", command, name);
        report_hint(invocation->streams, "Did you mean --%s?", closest.best);
    }
    return ERROR_USAGE;
}

// --name, --name=value, --name value
static enum error parse_long(struct parser *parser, const char *argument)
{
    struct text whole = text_from(argument + 2);
    size_t equals = text_find(whole, '=');
    struct text name = {whole.data, equals};
    const char *value = equals < whole.length ? argument + 2 + equals + 1 : NULL;
    size_t at;
    bool common;
    if (!find_option(parser->invocation, name, 0, &at, &common)) {
        const char *copy = text_copy(name, parser->invocation->arena);
        return copy ? no_such_option(parser, copy, false) : ERROR_MEMORY;
    }
    const struct option *option =
        common ? &command_common_options[at] : &parser->invocation->command->options[at];
    if (!option->argument && value)
        return (void)report_usage(parser->invocation, "--%s takes no value.", option->name), ERROR_USAGE;
    if (option->argument && !value) {
        if (parser->at >= parser->count)
            return (void)report_usage(
                       parser->invocation, "--%s needs a value (%s).", option->name, option->argument),
                   ERROR_USAGE;
        value = parser->arguments[parser->at++];
    }
    return apply_option(parser, at, common, value);
}

// -n, -nj, -d value, -dvalue
static enum error parse_short(struct parser *parser, const char *argument)
{
    for (const char *letter = argument + 1; *letter; letter++) {
        size_t at;
        bool common;
        if (!find_option(parser->invocation, (struct text){0}, *letter, &at, &common))
            return no_such_option(parser, letter, true);
        const struct option *option =
            common ? &command_common_options[at] : &parser->invocation->command->options[at];
        if (!option->argument) {
            enum error error = apply_option(parser, at, common, NULL);
            if (error) return error;
            continue;
        }
        const char *value = letter[1] ? letter + 1 : NULL;
        if (!value && parser->at < parser->count) value = parser->arguments[parser->at++];
        if (!value)
            return (void)report_usage(
                       parser->invocation, "-%c needs a value (%s).", *letter, option->argument),
                   ERROR_USAGE;
        return apply_option(parser, at, common, value);
    }
    return ERROR_NONE;
}

static bool is_word_of(const char *words, const char *word)
{
    struct text rest = text_from(words), part;
    while (text_split(&rest, ' ', &part)) {
        if (text_is(part, word)) return true;
    }
    return false;
}

static enum error check_value(const struct invocation *invocation, const char *what, enum argument_kind kind,
    const char *words, const char *value)
{
    int64_t number;
    if (kind == ARGUMENT_WORD && !is_word_of(words, value))
        return (void)report_usage(invocation, "%s cannot be \"%s\": it is one of %s.", what, value, words),
               ERROR_USAGE;
    if (kind == ARGUMENT_NUMBER && !text_parse_integer(text_from(value), 0, INT32_MAX, &number))
        return (void)report_usage(invocation, "%s has to be a whole number, not \"%s\".", what, value),
               ERROR_USAGE;
    return ERROR_NONE;
}

// Are the operands as many, and the words among those that there are, as the table says?
static enum error check_invocation(const struct invocation *invocation)
{
    const struct command *command = invocation->command;
    enum error error = ERROR_NONE;
    for (size_t i = 0; !error && i < command->operand_count; i++) {
        const struct operand *operand = &command->operands[i];
        if (i >= invocation->operand_count && !operand->optional)
            return (void)report_usage(invocation, "%s is missing.", operand->name), ERROR_USAGE;
        if (i < invocation->operand_count)
            error = check_value(
                invocation, operand->name, operand->kind, operand->words, invocation->operands[i]);
    }
    bool open = command->operand_count && command->operands[command->operand_count - 1].repeats;
    if (!error && !open && invocation->operand_count > command->operand_count)
        return (void)report_usage(
                   invocation, "\"%s\" is too much here.", invocation->operands[command->operand_count]),
               ERROR_USAGE;
    for (size_t i = 0; !error && i < command->option_count; i++) {
        const struct option *option = &command->options[i];
        for (size_t j = 0; !error && option->argument && j < invocation->options[i].count; j++) {
            const char *what = arena_print(invocation->arena, "--%s", option->name);
            error = check_value(invocation, what ? what : option->name, option->kind, option->words,
                invocation->options[i].values[j]);
        }
    }
    return error;
}

static enum error parse_argument(struct parser *parser, const char *argument, bool *only_operands)
{
    struct invocation *invocation = parser->invocation;
    if (!*only_operands && argument[0] == '-' && argument[1]) {
        if (argument[1] != '-') return parse_short(parser, argument);
        if (argument[2]) return parse_long(parser, argument);
        *only_operands = true;
        return ERROR_NONE;
    }
    if (!invocation->command || invocation->command->child_count) return take_command(parser, argument);
    invocation->operands[invocation->operand_count++] = argument;
    return ERROR_NONE;
}

enum error invocation_parse(const struct command_list *commands, const char *const *arguments, size_t count,
    const struct streams *streams, struct arena *arena, struct invocation *ret_invocation)
{
    struct invocation *invocation = ret_invocation;
    *invocation = (struct invocation){.streams = streams, .arena = arena};
    invocation->operands = arena_array(arena, const char *, count + 1);
    if (!invocation->operands) return ERROR_MEMORY;
    struct parser parser = {
        .commands = commands, .arguments = arguments, .count = count, .invocation = invocation};
    bool only_operands = false;
    enum error error = ERROR_NONE;
    while (!error && parser.at < count)
        error = parse_argument(&parser, arguments[parser.at++], &only_operands);
    if (error || invocation->help || !invocation->command) return error;
    if (invocation->command->child_count) {
        report_error(streams, "\"tandem %s\" needs a command.", invocation->command->name);
        report_hint(streams, "Run \"tandem help %s\" for what there is.", invocation->command->name);
        return ERROR_USAGE;
    }
    error = check_invocation(invocation);
    if (!error && !invocation->database && (invocation->command->common & COMMON_DATABASE))
        invocation->database = getenv("TANDEM_DB");
    if (invocation->database && !*invocation->database) invocation->database = NULL;
    return error;
}
