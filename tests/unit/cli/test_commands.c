// SPDX-License-Identifier: Apache-2.0
// The tables of all commands: complete, without contradictions, and with examples that can be typed.
#include "unit.h"

#include "cli/invocation.h"
#include "cli/manual.h"
#include "cli/usage.h"

#define WORDS_MAXIMUM 64

typedef void command_visit(const struct command *command, const struct command *parent);

static void each_command(command_visit *visit)
{
    for (size_t i = 0; i < command_all.count; i++) {
        const struct command *command = command_all.commands[i];
        visit(command, NULL);
        for (size_t j = 0; j < command->child_count; j++)
            visit(command->children[j], command);
    }
}

static bool ends_with_period(const char *text)
{
    size_t length = text ? strlen(text) : 0;
    return length > 1 && text[length - 1] == '.';
}

static void check_option(const struct command *command, size_t at)
{
    const struct option *option = &command->options[at];
    if (!ends_with_period(option->help))
        fail_msg("%s --%s: the help has no end", command->name, option->name);
    assert_true((option->kind == ARGUMENT_WORD) == (option->words != NULL));
    for (size_t i = 0; i < at; i++) {
        assert_string_not_equal(option->name, command->options[i].name);
        if (option->letter) assert_int_not_equal(option->letter, command->options[i].letter);
    }
    for (size_t i = 0; i < COMMAND_COMMON_COUNT; i++) {
        assert_string_not_equal(option->name, command_common_options[i].name);
        if (option->letter) assert_int_not_equal(option->letter, command_common_options[i].letter);
    }
}

static void check_table(const struct command *command, const struct command *parent)
{
    (void)parent;
    assert_non_null(command->summary);
    assert_false(ends_with_period(command->summary));
    if (command->description) assert_true(ends_with_period(command->description));
    assert_true((command->run != NULL) == (command->child_count == 0));
    for (size_t i = 0; i < command->option_count; i++)
        check_option(command, i);
    for (size_t i = 0; i < command->operand_count; i++) {
        const struct operand *operand = &command->operands[i];
        assert_true(ends_with_period(operand->help));
        if (i + 1 < command->operand_count) assert_false(operand->repeats);
        if (i > 0 && command->operands[i - 1].optional) assert_true(operand->optional);
    }
    for (size_t i = 0; i < command->example_count; i++)
        assert_true(ends_with_period(command->examples[i].help));
}

static void tables_are_sound(void **state)
{
    (void)state;
    each_command(check_table);
}

// Words as a shell makes them, as far as examples need it; ends before a redirection.
static size_t split_words(char *line, const char **words)
{
    size_t count = 0;
    char *at = line;
    while (*at && count < WORDS_MAXIMUM) {
        while (*at == ' ')
            at++;
        if (!*at || *at == '<' || *at == '>') break;
        char *end = at, *to = at;
        words[count++] = at;
        while (*end && *end != ' ') {
            char quote = *end == '"' || *end == '\'' ? *end++ : '\0';
            while (quote && *end && *end != quote)
                *to++ = *end++;
            if (quote && *end)
                end++;
            else if (!quote)
                *to++ = *end++;
        }
        at = *end ? end + 1 : end;
        *to = '\0';
    }
    return count;
}

static void check_examples(const struct command *command, const struct command *parent)
{
    if (command->child_count == 0 && command->example_count == 0)
        fail_msg("%s has no example", command->name);
    for (size_t i = 0; i < command->example_count; i++) {
        char line[512], said[1024] = "";
        const char *words[WORDS_MAXIMUM];
        struct arena arena;
        struct invocation invocation;
        arena_init(&arena, 1 << 20);
        (void)snprintf(line, sizeof line, "%s", command->examples[i].line);
        size_t count = split_words(line, words);
        FILE *errors = fmemopen(said, sizeof said, "w");
        const struct streams streams = {stdin, errors, errors};
        assert_string_equal(words[0], "tandem");
        enum error error =
            invocation_parse(&command_all, words + 1, count - 1, &streams, &arena, &invocation);
        assert_int_equal(fclose(errors), 0);
        if (error) fail_msg("%s: %s", command->examples[i].line, said);
        assert_ptr_equal(invocation.command, command);
        assert_ptr_equal(invocation.parent, parent);
        arena_free(&arena);
    }
}

static void every_example_parses(void **state)
{
    (void)state;
    each_command(check_examples);
}

static void check_help(const struct command *command, const struct command *parent)
{
    struct buffer output;
    buffer_init(&output, 1 << 20);
    usage_print(command, parent, &output);
    assert_int_equal(buffer_error(&output), ERROR_NONE);
    for (size_t i = 0; i < command->option_count; i++)
        assert_non_null(strstr(output.data, command->options[i].name));
    if (command->example_count) assert_non_null(strstr(output.data, "Examples:"));
    struct text rest = buffer_view(&output), line;
    while (text_split(&rest, '\n', &line)) {
        bool is_example = text_prefix(line, TEXT("  tandem "));
        if (!is_example && text_characters(line) > 80)
            fail_msg("%s: too long: %.*s", command->name, TEXT_PRINT(line));
    }
    buffer_free(&output);
}

static void help_is_whole_and_fits(void **state)
{
    (void)state;
    each_command(check_help);
}

static void manual_escapes_what_roff_would_read(void **state)
{
    (void)state;
    static const struct option options[] = {
        {.name = "back", .argument = "A B", .help = ".Pp is \\fB no macro."}};
    static const struct example examples[] = {{"tandem x --back='1'", "'quoted at the start."}};
    static const struct command command = {.name = "x",
        .summary = "Do a thing",
        .description = ".first\n\n'second – with a dash.",
        .options = options,
        .option_count = 1,
        .examples = examples,
        .example_count = 1};
    struct buffer output;
    buffer_init(&output, 1 << 16);
    manual_print(&command, &output);
    assert_non_null(strstr(output.data, "\n\\&.first\n"));
    assert_non_null(strstr(output.data, "\n\\&'second \\[u2013] with a dash.\n"));
    assert_non_null(strstr(output.data, "\n\\&.Pp is \\efB no macro.\n"));
    assert_non_null(strstr(output.data, "Ar \"A B\""));
    buffer_free(&output);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_are_sound),
        cmocka_unit_test(every_example_parses),
        cmocka_unit_test(help_is_whole_and_fits),
        cmocka_unit_test(manual_escapes_what_roff_would_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
