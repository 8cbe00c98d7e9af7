// SPDX-License-Identifier: Apache-2.0
// tandem check: what is wrong with the organisation, the way a compiler says it.
#include "cli/commands.h"

#include "base/calendar.h"
#include "base/closest.h"
#include "check/check.h"
#include "check/print.h"
#include "check/rule.h"
#include "cli/database.h"
#include "cli/named.h"
#include "cli/report.h"

enum { CHECK_SEVERITY, CHECK_RULE, CHECK_RECORD, CHECK_DAY, CHECK_OPTION_COUNT };

static enum error send(struct text bytes, void *closure)
{
    return fwrite(bytes.data, 1, bytes.length, closure) == bytes.length ? ERROR_NONE : ERROR_IO;
}

// --severity warning means that one and everything worse.
static int read_severity(const struct invocation *invocation, struct check_options *options)
{
    const char *code = invocation_value(invocation, CHECK_SEVERITY);
    enum check_severity least;
    if (!code) return 0;
    if (!check_severity_parse(text_from(code), &least) || least == SEVERITY_OFF)
        return report_usage(invocation, "--severity is one of error, warning and info.");
    for (unsigned severity = least; severity < SEVERITY_COUNT; severity++)
        options->severities |= 1U << severity;
    return 0;
}

static int read_rules(const struct invocation *invocation, struct check_options *options)
{
    const struct option_values *names = &invocation->options[CHECK_RULE];
    const struct check_rule **rules =
        arena_array(invocation->arena, const struct check_rule *, names->count + 1);
    if (!rules) return report_problems(invocation->streams, ERROR_MEMORY, NULL);
    for (size_t i = 0; i < names->count; i++) {
        rules[i] = check_rule_find(text_from(names->values[i]));
        if (rules[i]) continue;
        struct closest closest;
        closest_init(&closest, text_from(names->values[i]));
        for (size_t j = 0; j < check_rule_count(); j++)
            closest_offer(&closest, check_rule_at(j)->identifier);
        report_error(invocation->streams, "There is no rule \"%s\".", names->values[i]);
        report_hint(invocation->streams,
            closest.best ? "Did you mean \"%s\"?" : "\"tandem describe rules\" lists them.%s",
            closest.best ? closest.best : "");
        return error_exit(ERROR_USAGE);
    }
    options->rules = rules;
    options->rule_count = names->count;
    return 0;
}

static int read_options(const struct invocation *invocation, struct check_options *options, int32_t *day)
{
    const char *record = invocation_value(invocation, CHECK_RECORD),
               *text = invocation_value(invocation, CHECK_DAY);
    if (record && !named_key(invocation, record, &options->record))
        return report_usage(invocation, "--record takes a key such as PROD-12.");
    *day = calendar_today();
    if (text && !calendar_parse_date(text_from(text), day))
        return report_usage(invocation, "--day has to be a day such as 2026-11-22.");
    int status = read_severity(invocation, options);
    return status ? status : read_rules(invocation, options);
}

static int run_check(struct invocation *invocation)
{
    struct check_options options = {0};
    struct check_report report;
    struct transaction *transaction = NULL;
    struct store *store;
    int32_t day = 0;
    int status = read_options(invocation, &options, &day);
    if (!status) status = database_open_usual(invocation, &store);
    if (status) return status;
    enum error error = store_read(store, &transaction);
    if (!error) error = check_workspace(transaction, day, &options, invocation->arena, &report);
    if (!error) {
        const struct check_sink sink = {send, invocation->streams->output};
        struct buffer buffer;
        buffer_init(&buffer, (size_t)64 << 20);
        error = (invocation->json ? check_print_json : check_print_text)(&report, false, &sink, &buffer);
        buffer_free(&buffer);
        if (!error && invocation->json) (void)fputc('\n', invocation->streams->output);
    }
    transaction_end(transaction);
    store = store_close(store);
    if (error) {
        (void)report_problems(invocation->streams, error, NULL);
        return 2; // whatever the reason: nobody must take it for a clean check
    }
    return report.totals[SEVERITY_ERROR] ? 1 : 0;
}

static const struct option options[CHECK_OPTION_COUNT] = {
    [CHECK_SEVERITY] = {.name = "severity",
        .letter = 's',
        .argument = "SEVERITY",
        .help = "Only findings of this severity or a worse one: error, warning, info.",
        .kind = ARGUMENT_WORD,
        .words = "error warning info"},
    [CHECK_RULE] = {.name = "rule",
        .letter = 'r',
        .argument = "RULE",
        .help = "Only this rule; may be given again.",
        .repeats = true},
    [CHECK_RECORD] = {.name = "record",
        .argument = "KEY",
        .help = "Only findings about this record, or about what belongs to it."},
    [CHECK_DAY] = {.name = "day",
        .argument = "DAY",
        .help = "As it is on that day; today when it is not given."},
};

static const struct example examples[] = {
    {"tandem check", "Prints all findings; exit status 1 when there are errors."},
    {"tandem check --severity error", "Prints errors alone."},
    {"tandem check --rule dual-role --json", "Prints the findings of one rule for a program to read."},
};

const struct command command_check = {
    .name = "check",
    .summary = "Check the organisation and print what is wrong",
    .description = "Every finding names the record, what is wrong, the rule, what to do and whom to ask. "
                   "\"tandem describe "
                   "rules\" explains the rules. Exit status: 0 no errors (there may be warnings), 1 errors, "
                   "2 could not run.",
    .common = COMMON_DATABASE | COMMON_JSON,
    .options = options,
    .option_count = CHECK_OPTION_COUNT,
    .examples = examples,
    .example_count = COUNT_OF(examples),
    .run = run_check,
};
