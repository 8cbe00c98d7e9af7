// SPDX-License-Identifier: Apache-2.0
// tandem check: what is wrong with the organisation, the way a compiler says it.
#include "cli/commands.h"

#include "base/calendar.h"
#include "base/closest.h"
#include "check/baseline.h"
#include "check/explain.h"
#include "check/print.h"
#include "check/record.h"
#include "check/rule.h"
#include "cli/database.h"
#include "cli/file.h"
#include "cli/named.h"
#include "cli/report.h"
#include "people/person.h"
#include "product/unit.h"

enum {
    CHECK_SEVERITY,
    CHECK_RULE,
    CHECK_RECORD,
    CHECK_PERSON,
    CHECK_UNIT,
    CHECK_DAY,
    CHECK_WAIVED,
    CHECK_FORMAT,
    CHECK_BASELINE,
    CHECK_WRITE_BASELINE,
    CHECK_EXPLAIN,
    CHECK_KEEP,
    CHECK_TREND,
    CHECK_OPTION_COUNT
};

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

// An option whose value is a key; empty when it is not given.
static int read_key(
    const struct invocation *invocation, size_t option, const char *complaint, struct text *ret_key)
{
    const char *value = invocation_value(invocation, option);
    *ret_key = TEXT("");
    if (!value || named_key(invocation, value, ret_key)) return 0;
    return report_usage(invocation, "%s", complaint);
}

// The findings of a file made by --write-baseline.
static int read_baseline(const struct invocation *invocation, struct check_options *options)
{
    const char *path = invocation_value(invocation, CHECK_BASELINE);
    struct problem_list problems;
    struct file file;
    if (!path) return 0;
    struct check_baseline *baseline = arena_object(invocation->arena, struct check_baseline);
    if (!baseline) return report_problems(invocation->streams, ERROR_MEMORY, NULL);
    if (file_open(invocation, path, &file)) return 2;
    problem_list_init(&problems, invocation->arena);
    const enum error error = check_baseline_read(file.content, invocation->arena, &problems, baseline);
    file_close(&file);
    if (error) (void)report_problems(invocation->streams, error, &problems);
    options->baseline = baseline;
    return error ? 2 : 0;
}

// Whether only a part of the findings was asked for.
static bool is_part(const struct invocation *invocation)
{
    static const size_t filters[] = {
        CHECK_SEVERITY, CHECK_RULE, CHECK_RECORD, CHECK_PERSON, CHECK_UNIT, CHECK_DAY, CHECK_BASELINE};
    for (size_t i = 0; i < COUNT_OF(filters); i++)
        if (invocation_is_given(invocation, filters[i])) return true;
    return false;
}

static int read_options(const struct invocation *invocation, struct check_options *options, int32_t *day)
{
    const char *text = invocation_value(invocation, CHECK_DAY);
    int status =
        read_key(invocation, CHECK_RECORD, "--record takes a key such as PROD-12.", &options->record);
    if (!status)
        status = read_key(invocation, CHECK_PERSON, "--person takes a key such as PERS-3.", &options->person);
    if (!status)
        status = read_key(invocation, CHECK_UNIT, "--unit takes a key such as UNIT-1.", &options->unit);
    if (status) return status;
    *day = calendar_today();
    if (text && !calendar_parse_date(text_from(text), day))
        return report_usage(invocation, "--day has to be a day such as 2026-11-22.");
    if (invocation_is_given(invocation, CHECK_KEEP) && is_part(invocation))
        return report_usage(invocation, "--keep is for the whole check of today, without filters.");
    if (invocation->json && invocation_is_given(invocation, CHECK_FORMAT))
        return report_usage(invocation, "--json and --format cannot both be given.");
    status = read_severity(invocation, options);
    if (!status) status = read_rules(invocation, options);
    return status ? status : read_baseline(invocation, options);
}

// Whatever went wrong: nobody must take it for a clean check.
static int could_not_run(const struct invocation *invocation, enum error error)
{
    (void)report_problems(invocation->streams, error, NULL);
    return 2;
}

// The present key of a record that an option names; one that is not there would find nothing for ever.
static int resolve_key(const struct invocation *invocation, struct transaction *transaction,
    const struct resource *wanted, struct text *key)
{
    const struct resource *resource = NULL;
    struct text present;
    if (text_is_empty(*key)) return 0;
    const enum error error = record_resolve_key(transaction, *key, invocation->arena, &resource, &present);
    if (error && error != ERROR_NOT_FOUND) return could_not_run(invocation, error);
    if (error || (wanted && resource != wanted)) {
        report_error(invocation->streams, "There is no %s %.*s.", wanted ? wanted->singular : "record",
            TEXT_PRINT(*key));
        return 2;
    }
    *key = present;
    return 0;
}

static int resolve_keys(
    const struct invocation *invocation, struct transaction *transaction, struct check_options *options)
{
    int status = resolve_key(invocation, transaction, NULL, &options->record);
    if (!status) status = resolve_key(invocation, transaction, &person_resource, &options->person);
    if (!status) status = resolve_key(invocation, transaction, &unit_resource, &options->unit);
    return status;
}

static enum error print_report(const struct invocation *invocation, const struct check_report *report)
{
    static const struct {
        const char *name;
        enum error (*print)(const struct check_report *report, bool with_waived,
            const struct check_sink *sink, struct buffer *output);
        bool needs_end; // of its last line
    } formats[] = {
        {"text", check_print_text, false},
        {"json", check_print_json, true},
        {"sarif", check_print_sarif, true},
        {"markdown", check_print_findings_markdown, false},
    };
    const char *format = invocation_value(invocation, CHECK_FORMAT);
    const struct check_sink sink = {send, invocation->streams->output};
    struct buffer buffer;
    size_t chosen = invocation->json ? 1 : 0;
    for (size_t i = 0; format && i < COUNT_OF(formats); i++)
        if (strcmp(format, formats[i].name) == 0) chosen = i;
    buffer_init(&buffer, (size_t)64 << 20);
    const enum error error =
        formats[chosen].print(report, invocation_is_given(invocation, CHECK_WAIVED), &sink, &buffer);
    buffer_free(&buffer);
    if (!error && formats[chosen].needs_end) (void)fputc('\n', invocation->streams->output);
    return error;
}

// Writes what was found, and what the old baseline had, so that a new one never forgets.
static int write_baseline(const struct invocation *invocation, const struct check_report *report,
    const struct check_options *options)
{
    const char *path = invocation_value(invocation, CHECK_WRITE_BASELINE);
    struct new_file file;
    struct buffer buffer;
    if (!path) return 0;
    if (new_file_open(invocation, path, &file)) return 2;
    buffer_init(&buffer, (size_t)64 << 20);
    enum error error = check_baseline_print(report, options->baseline, invocation->arena, &buffer);
    buffer_character(&buffer, '\n');
    if (!error) error = buffer_error(&buffer);
    if (!error) error = send(buffer_view(&buffer), file.stream);
    buffer_free(&buffer);
    if (!error) return new_file_save(invocation, &file) ? 2 : 0;
    new_file_drop(&file);
    return could_not_run(invocation, error);
}

static bool is_about(
    const struct check_report *report, const struct finding *finding, struct text key, struct text print)
{
    char fingerprint[FINDING_FINGERPRINT_SIZE];
    if (text_is_empty(print)) return text_equal(finding_key(report, finding), key);
    finding_fingerprint(report, finding, fingerprint);
    return text_is(print, fingerprint);
}

// Explains one finding by its fingerprint, or all about a record; how many there are.
static enum error print_explanations(const struct invocation *invocation, const struct check_report *report,
    struct text key, struct text print, struct buffer *buffer, size_t *ret_found)
{
    enum error error = ERROR_NONE;
    size_t found = 0;
    if (invocation->json) buffer_string(buffer, "{\"items\":[");
    for (size_t i = 0; !error && i < report->count + report->waived_count; i++) {
        const struct finding *finding =
            i < report->count ? &report->findings[i] : &report->waived[i - report->count];
        if (!is_about(report, finding, key, print)) continue;
        if (found++) buffer_character(buffer, invocation->json ? ',' : '\n');
        error = (invocation->json ? check_explain_json : check_explain_text)(report, finding, buffer);
    }
    if (invocation->json) buffer_string(buffer, "]}\n");
    *ret_found = found;
    return error ? error : buffer_error(buffer);
}

static int explain(const struct invocation *invocation, const struct check_report *report)
{
    const char *value = invocation_value(invocation, CHECK_EXPLAIN);
    const bool is_print = check_is_fingerprint(text_from(value));
    struct text key = TEXT("");
    struct buffer buffer;
    size_t found = 0;
    if (!is_print && !named_key(invocation, value, &key))
        return report_usage(
            invocation, "--explain takes a fingerprint (16 hexadecimal digits) or a key such as PROD-12.");
    buffer_init(&buffer, (size_t)16 << 20);
    enum error error =
        print_explanations(invocation, report, key, is_print ? text_from(value) : TEXT(""), &buffer, &found);
    if (!error && (found || invocation->json))
        error = send(buffer_view(&buffer), invocation->streams->output);
    buffer_free(&buffer);
    if (error) return could_not_run(invocation, error);
    if (found) return 0;
    report_error(invocation->streams, "There is no finding %s %s.",
        is_print ? "with the fingerprint" : "about", value);
    report_hint(invocation->streams, "\"tandem check --json\" prints fingerprints.");
    return 1;
}

static enum error keep(struct transaction *transaction, void *closure)
{
    struct arena *arena = closure;
    struct check_report report;
    const enum error error =
        check_workspace(transaction, calendar_day_of(transaction_now(transaction)), NULL, arena, &report);
    return error ? error : check_record(transaction, &report, arena);
}

static int print_trend(const struct invocation *invocation, struct transaction *transaction)
{
    struct buffer buffer;
    buffer_init(&buffer, 65536);
    enum error error = check_print_trend(transaction, invocation->arena, &buffer);
    if (!error) error = send(buffer_view(&buffer), invocation->streams->output);
    buffer_free(&buffer);
    return error ? could_not_run(invocation, error) : 0;
}

static int check_once(const struct invocation *invocation, struct transaction *transaction,
    const struct check_options *options, int32_t day)
{
    struct check_report report;
    enum error error = check_workspace(transaction, day, options, invocation->arena, &report);
    if (!error && invocation_is_given(invocation, CHECK_EXPLAIN)) return explain(invocation, &report);
    if (!error) error = print_report(invocation, &report);
    if (error) return could_not_run(invocation, error);
    if (write_baseline(invocation, &report, options)) return 2;
    return report.totals[SEVERITY_ERROR] ? 1 : 0;
}

static int run_check(struct invocation *invocation)
{
    struct check_options options = {.record = TEXT("")};
    struct transaction *transaction = NULL;
    struct store *store;
    int32_t day = 0;
    int status = read_options(invocation, &options, &day);
    if (!status) status = database_open_usual(invocation, &store);
    if (status) return status;
    enum error error = ERROR_NONE;
    if (invocation_is_given(invocation, CHECK_KEEP)) error = store_write(store, keep, invocation->arena);
    if (!error) error = store_read(store, &transaction);
    if (error)
        status = could_not_run(invocation, error);
    else if (invocation_is_given(invocation, CHECK_TREND))
        status = print_trend(invocation, transaction);
    else if (!(status = resolve_keys(invocation, transaction, &options)))
        status = check_once(invocation, transaction, &options, day);
    transaction_end(transaction);
    store = store_close(store);
    return status;
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
    [CHECK_PERSON] = {.name = "person",
        .argument = "KEY",
        .help = "Only findings that are put to this person."},
    [CHECK_UNIT] = {.name = "unit", .argument = "KEY", .help = "Only findings that belong to this unit."},
    [CHECK_DAY] = {.name = "day",
        .argument = "DAY",
        .help = "As it is on that day; today when it is not given."},
    [CHECK_WAIVED] = {.name = "waived", .help = "Also print the findings that are waived."},
    [CHECK_FORMAT] = {.name = "format",
        .argument = "FORMAT",
        .help = "How to print: text, json, sarif (2.1.0, for code hosts), markdown.",
        .kind = ARGUMENT_WORD,
        .words = "text json sarif markdown"},
    [CHECK_BASELINE] = {.name = "baseline",
        .argument = "FILE",
        .help = "Leave out the findings that this file has; only what is new counts.",
        .kind = ARGUMENT_FILE},
    [CHECK_WRITE_BASELINE] = {.name = "write-baseline",
        .argument = "FILE",
        .help = "Write all findings to this file, for --baseline.",
        .kind = ARGUMENT_FILE},
    [CHECK_EXPLAIN] = {.name = "explain",
        .argument = "FINDING",
        .help = "Explain a finding by its fingerprint, or all about a record by its key."},
    [CHECK_KEEP] = {.name = "keep", .help = "Keep how many findings there are, for the trend."},
    [CHECK_TREND] = {.name = "trend", .help = "Print how the last kept runs went, and nothing else."},
};

static const struct example examples[] = {
    {"tandem check", "Prints all findings; exit status 1 when there are errors."},
    {"tandem check --severity error", "Prints errors alone."},
    {"tandem check --rule dual-role --json", "Prints the findings of one rule for a program to read."},
    {"tandem check --baseline known.json --format sarif", "Reports only what is new, for a code host."},
    {"tandem check --explain PROD-12", "Says why, by which entry of the map, and how it goes away."},
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
