// SPDX-License-Identifier: Apache-2.0
// Writes findings as SARIF 2.1.0, which code hosts and editors read, and as Markdown, for a comment.
#include "base/calendar.h"
#include "check/phrase.h"
#include "check/print.h"
#include "check/rule.h"

#define SARIF_SCHEMA "https://json.schemastore.org/sarif-2.1.0.json"
#define PIECE 65536

static void write_string(struct json_writer *writer, const char *name, const char *value)
{
    json_write_key(writer, name);
    json_write_string(writer, value);
}

static const char *level(enum check_severity severity)
{
    return severity == SEVERITY_ERROR ? "error" : severity == SEVERITY_WARNING ? "warning" : "note";
}

// {"text":…}
static void write_message(struct json_writer *writer, const char *name, struct text text)
{
    json_write_key(writer, name);
    json_write_object_begin(writer);
    json_write_key(writer, "text");
    json_write_text(writer, text);
    json_write_object_end(writer);
}

static void write_rule(
    const struct check_report *report, const struct check_rule *rule, struct json_writer *writer)
{
    const enum check_severity severity = check_rule_severity(report->settings, rule);
    json_write_object_begin(writer);
    write_string(writer, "id", rule->identifier);
    write_message(writer, "shortDescription", text_from(rule->name));
    write_message(writer, "fullDescription", text_from(rule->why));
    json_write_key(writer, "help");
    json_write_object_begin(writer);
    write_string(writer, "text", rule->example);
    json_write_object_end(writer);
    json_write_key(writer, "defaultConfiguration");
    json_write_object_begin(writer);
    json_write_key(writer, "enabled");
    json_write_boolean(writer, severity != SEVERITY_OFF);
    write_string(writer, "level", severity == SEVERITY_OFF ? "none" : level(severity));
    json_write_object_end(writer);
    json_write_object_end(writer);
}

// What stands in the place of a file and a line: the record.
static void write_location(
    const struct check_report *report, const struct finding *finding, struct json_writer *writer)
{
    const struct text key = finding_key(report, finding);
    char name[256];
    snprintf(name, sizeof name, "%s/%.*s", finding_resource(report, finding), TEXT_PRINT(key));
    json_write_key(writer, "locations");
    json_write_array_begin(writer);
    json_write_object_begin(writer);
    json_write_key(writer, "logicalLocations");
    json_write_array_begin(writer);
    json_write_object_begin(writer);
    json_write_key(writer, "name");
    json_write_text(writer, key);
    write_string(writer, "fullyQualifiedName", name);
    write_string(writer, "kind", "resource");
    json_write_object_end(writer);
    json_write_array_end(writer);
    json_write_object_end(writer);
    json_write_array_end(writer);
}

static void write_suppression(
    const struct check_report *report, const struct finding *finding, struct json_writer *writer)
{
    json_write_key(writer, "suppressions");
    json_write_array_begin(writer);
    if (finding->waiver != ORGANISATION_NONE) {
        json_write_object_begin(writer);
        write_string(writer, "kind", "external");
        write_string(writer, "status", "accepted");
        json_write_key(writer, "justification");
        json_write_text(writer, report->waivers->waivers[finding->waiver].reason);
        json_write_object_end(writer);
    }
    json_write_array_end(writer);
}

static void write_result(const struct check_report *report, const struct finding *finding,
    struct buffer *scratch, struct json_writer *writer)
{
    char fingerprint[FINDING_FINGERPRINT_SIZE];
    finding_fingerprint(report, finding, fingerprint);
    buffer_reset(scratch);
    finding_print_title(report, finding, scratch);
    buffer_string(scratch, ": ");
    finding_print_message(report, finding, scratch);
    buffer_character(scratch, ' ');
    finding_print_hint(report, finding, scratch);
    json_write_object_begin(writer);
    write_string(writer, "ruleId", finding->rule->identifier);
    json_write_key(writer, "ruleIndex");
    json_write_integer(writer, (int64_t)check_rule_position(finding->rule));
    write_string(writer, "level", level((enum check_severity)finding->severity));
    write_message(writer, "message", buffer_view(scratch));
    write_location(report, finding, writer);
    json_write_key(writer, "partialFingerprints");
    json_write_object_begin(writer);
    write_string(writer, "tandemFinding/v1", fingerprint);
    json_write_object_end(writer);
    write_suppression(report, finding, writer);
    json_write_object_end(writer);
}

static void write_tool(const struct check_report *report, struct json_writer *writer)
{
    json_write_key(writer, "tool");
    json_write_object_begin(writer);
    json_write_key(writer, "driver");
    json_write_object_begin(writer);
    write_string(writer, "name", "Tandem");
    write_string(writer, "version", TANDEM_VERSION);
    json_write_key(writer, "rules");
    json_write_array_begin(writer);
    for (size_t i = 0; i < check_rule_count(); i++)
        write_rule(report, check_rule_at(i), writer);
    json_write_array_end(writer);
    json_write_object_end(writer);
    json_write_object_end(writer);
}

static enum error pass_on(const struct check_sink *sink, bool is_end, struct buffer *output)
{
    enum error error = buffer_error(output);
    if (error || !sink || (!is_end && output->length < PIECE)) return error;
    error = sink->take(buffer_view(output), sink->closure);
    output->length = 0;
    return error;
}

enum error check_print_sarif(
    const struct check_report *report, bool with_waived, const struct check_sink *sink, struct buffer *output)
{
    struct json_writer writer;
    struct buffer scratch;
    enum error error = ERROR_NONE;
    (void)with_waived; // who reads SARIF knows what a suppression is
    buffer_init(&scratch, (size_t)1 << 20);
    json_writer_init(&writer, output);
    json_write_object_begin(&writer);
    write_string(&writer, "$schema", SARIF_SCHEMA);
    write_string(&writer, "version", "2.1.0");
    json_write_key(&writer, "runs");
    json_write_array_begin(&writer);
    json_write_object_begin(&writer);
    write_tool(report, &writer);
    write_string(&writer, "columnKind", "unicodeCodePoints");
    json_write_key(&writer, "results");
    json_write_array_begin(&writer);
    for (size_t i = 0; !error && i < report->count + report->waived_count; i++) {
        write_result(report, i < report->count ? &report->findings[i] : &report->waived[i - report->count],
            &scratch, &writer);
        error = buffer_error(&scratch);
        if (!error) error = pass_on(sink, false, output);
    }
    json_write_array_end(&writer);
    json_write_object_end(&writer);
    json_write_array_end(&writer);
    json_write_object_end(&writer);
    buffer_free(&scratch);
    const enum error finish = json_writer_finish(&writer);
    if (!error) error = finish;
    return error ? error : pass_on(sink, true, output);
}

// A text in a cell of a table: on one line, and no sign of its own.
static void print_cell(struct text text, struct buffer *output)
{
    for (size_t i = 0; i < text.length; i++) {
        const char byte = text.data[i];
        if (byte == '\n' || byte == '\r') {
            buffer_character(output, ' ');
            continue;
        }
        if (byte == '|' || byte == '<' || byte == '*' || byte == '_' || byte == '[' || byte == ']' ||
            byte == '\\')
            buffer_character(output, '\\');
        buffer_character(output, byte);
    }
}

static void print_row(const struct check_report *report, const struct finding *finding,
    struct buffer *scratch, struct buffer *output)
{
    const bool is_waived = finding->waiver != ORGANISATION_NONE;
    buffer_print(output, "| %s | %.*s | ",
        is_waived ? "waived" : check_severity_code((enum check_severity)finding->severity),
        TEXT_PRINT(finding_key(report, finding)));
    buffer_reset(scratch);
    finding_print_title(report, finding, scratch);
    buffer_string(scratch, ": ");
    finding_print_message(report, finding, scratch);
    print_cell(buffer_view(scratch), output);
    buffer_print(output, " | `%s` | ", finding->rule->identifier);
    if (finding->accountable != ORGANISATION_NONE)
        print_cell(report->organisation->people[finding->accountable].name, output);
    buffer_string(output, " |\n");
}

enum error check_print_findings_markdown(
    const struct check_report *report, bool with_waived, const struct check_sink *sink, struct buffer *output)
{
    struct buffer scratch;
    char day[CALENDAR_DATE_SIZE];
    enum error error = ERROR_NONE;
    const size_t count = report->count + (with_waived ? report->waived_count : 0);
    calendar_print_date(report->organisation->day, day);
    buffer_init(&scratch, (size_t)1 << 20);
    buffer_print(output, "## Check of %s\n\n**%u** errors, **%u** warnings, **%u** infos, %zu waived", day,
        report->totals[SEVERITY_ERROR], report->totals[SEVERITY_WARNING], report->totals[SEVERITY_INFO],
        report->waived_count);
    if (report->known) buffer_print(output, ", %u known from the baseline", report->known);
    buffer_print(output, "; %u rules over %u products.\n", report->rules, report->products);
    if (count)
        buffer_string(
            output, "\n| Severity | Record | Finding | Rule | Ask |\n| --- | --- | --- | --- | --- |\n");
    for (size_t i = 0; !error && i < count; i++) {
        print_row(report, i < report->count ? &report->findings[i] : &report->waived[i - report->count],
            &scratch, output);
        error = buffer_error(&scratch);
        if (!error) error = pass_on(sink, false, output);
    }
    buffer_free(&scratch);
    return error ? error : pass_on(sink, true, output);
}
