// SPDX-License-Identifier: Apache-2.0
// Command lines read against a table: long and short options, values, operands, and every way to get them
// wrong.
#include "unit.h"

#include "cli/invocation.h"

enum { TRY_NUMBER, TRY_WORD, TRY_LIST, TRY_FLAG, TRY_COUNT };

static int run_nothing(struct invocation *invocation)
{
    (void)invocation;
    return 0;
}

static const struct option options[TRY_COUNT] = {
    [TRY_NUMBER] =
        {.name = "number", .letter = 'n', .argument = "N", .help = "A number.", .kind = ARGUMENT_NUMBER},
    [TRY_WORD] =
        {.name = "word", .argument = "W", .help = "A word.", .kind = ARGUMENT_WORD, .words = "one two"},
    [TRY_LIST] = {.name = "list", .letter = 'l', .argument = "X", .help = "Many.", .repeats = true},
    [TRY_FLAG] = {.name = "flag", .letter = 'f', .help = "A flag."},
};
static const struct operand operands[] = {{.name = "FIRST", .help = "The first."},
    {.name = "REST", .help = "More.", .optional = true, .repeats = true}};
static const struct command try_command = {.name = "try",
    .summary = "Try",
    .common = COMMON_DATABASE | COMMON_JSON,
    .options = options,
    .option_count = TRY_COUNT,
    .operands = operands,
    .operand_count = 2,
    .run = run_nothing};
static const struct command child = {.name = "child", .summary = "Be a child", .run = run_nothing};
static const struct command *const children[] = {&child};
static const struct command group = {
    .name = "group", .summary = "Group", .children = children, .child_count = 1};
static const struct command *const all[] = {&try_command, &group};
static const struct command_list commands = {all, 2};

struct parsed {
    struct arena arena;
    struct invocation invocation;
    enum error error;
    char said[1024];
};

// The words are separated by single spaces; "~" stands for an empty one.
static struct parsed *parse(const char *line)
{
    static struct parsed parsed;
    static char copy[256];
    const char *words[32];
    size_t count = 0;
    memset(&parsed, 0, sizeof parsed);
    arena_init(&parsed.arena, 1 << 16);
    (void)snprintf(copy, sizeof copy, "%s", line);
    char *rest = copy, *word;
    while (*line && (word = strsep(&rest, " ")))
        words[count++] = strcmp(word, "~") == 0 ? "" : word;
    FILE *errors = fmemopen(parsed.said, sizeof parsed.said, "w");
    const struct streams streams = {stdin, errors, errors};
    parsed.error = invocation_parse(&commands, words, count, &streams, &parsed.arena, &parsed.invocation);
    assert_int_equal(fclose(errors), 0);
    return &parsed;
}

static void takes_options_in_all_forms(void **state)
{
    (void)state;
    static const char *const lines[] = {"try --number 5 --flag a", "try --number=5 -f a", "try -n5 a -f",
        "try a -fn 5", "try -fn5 -- a", "try -n 5 -f a"};
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        struct parsed *parsed = parse(lines[i]);
        assert_int_equal(parsed->error, ERROR_NONE);
        assert_string_equal(invocation_value(&parsed->invocation, TRY_NUMBER), "5");
        assert_true(invocation_is_given(&parsed->invocation, TRY_FLAG));
        assert_false(invocation_is_given(&parsed->invocation, TRY_WORD));
        assert_string_equal(invocation_operand(&parsed->invocation, 0), "a");
        assert_null(invocation_operand(&parsed->invocation, 1));
        arena_free(&parsed->arena);
    }
}

static void takes_lists_operands_and_common_options(void **state)
{
    (void)state;
    struct parsed *parsed = parse("--db x.tandem try -l a --list=b=c -lc -j one two - -- -three");
    assert_int_equal(parsed->error, ERROR_NONE);
    const struct option_values *list = &parsed->invocation.options[TRY_LIST];
    assert_int_equal(list->count, 3);
    assert_string_equal(list->values[1], "b=c");
    assert_string_equal(parsed->invocation.database, "x.tandem");
    assert_true(parsed->invocation.json);
    assert_int_equal(parsed->invocation.operand_count, 4);
    assert_string_equal(parsed->invocation.operands[2], "-");
    assert_string_equal(parsed->invocation.operands[3], "-three");
    arena_free(&parsed->arena);
    parsed = parse("group child");
    assert_ptr_equal(parsed->invocation.command, &child);
    assert_string_equal(invocation_name(&parsed->invocation, &parsed->arena), "group child");
    arena_free(&parsed->arena);
    parsed = parse("try a ~");
    assert_string_equal(parsed->invocation.operands[1], "");
    arena_free(&parsed->arena);
}

static void help_needs_nothing_else(void **state)
{
    (void)state;
    static const char *const lines[] = {"try --help", "--help try", "try -h", "group --help", "--help"};
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        struct parsed *parsed = parse(lines[i]);
        assert_int_equal(parsed->error, ERROR_NONE);
        assert_true(parsed->invocation.help);
        arena_free(&parsed->arena);
    }
}

static void says_one_sentence_for_each_mistake(void **state)
{
    (void)state;
    static const struct {
        const char *line, *sentence;
    } cases[] = {
        {"tyr a", "There is no command \"tyr\".\n  hint: Did you mean \"tandem try\"?"},
        {"group chidl", "\"tandem group\" has no command \"chidl\"."},
        {"group", "\"tandem group\" needs a command."},
        {"try", "FIRST is missing."},
        {"try a --numbr 5", "has no option --numbr.\n  hint: Did you mean --number?"},
        {"try a -x", "has no option -x."},
        {"try a --number", "--number needs a value (N)."},
        {"try a -n", "-n needs a value (N)."},
        {"try a -n five", "--number has to be a whole number, not \"five\"."},
        {"try a -n -5", "--number has to be a whole number, not \"-5\"."},
        {"try a --flag=yes", "--flag takes no value."},
        {"try a --number 1 --number 2", "--number is given twice."},
        {"try a --word three", "--word cannot be \"three\": it is one of one two."},
        {"group child surplus", "\"surplus\" is too much here."},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct parsed *parsed = parse(cases[i].line);
        assert_int_equal(parsed->error, ERROR_USAGE);
        if (strncmp(parsed->said, "tandem: ", 8) != 0 || !strstr(parsed->said, cases[i].sentence))
            fail_msg("%s: %s", cases[i].line, parsed->said);
        arena_free(&parsed->arena);
    }
}

static void addresses_come_from_the_environment(void **state)
{
    (void)state;
    assert_int_equal(setenv("TANDEM_DB", "environment.tandem", 1), 0);
    struct parsed *parsed = parse("try a");
    assert_string_equal(parsed->invocation.database, "environment.tandem");
    arena_free(&parsed->arena);
    parsed = parse("try a --db option.tandem");
    assert_string_equal(parsed->invocation.database, "option.tandem");
    arena_free(&parsed->arena);
    assert_int_equal(setenv("TANDEM_DB", "", 1), 0);
    parsed = parse("try a");
    assert_null(parsed->invocation.database);
    arena_free(&parsed->arena);
    assert_int_equal(unsetenv("TANDEM_DB"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_options_in_all_forms),
        cmocka_unit_test(takes_lists_operands_and_common_options),
        cmocka_unit_test(help_needs_nothing_else),
        cmocka_unit_test(says_one_sentence_for_each_mistake),
        cmocka_unit_test(addresses_come_from_the_environment),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
