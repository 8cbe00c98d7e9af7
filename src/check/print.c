// SPDX-License-Identifier: Apache-2.0
// Writes findings as text and as JSON.
#include "check/print.h"

#include "base/calendar.h"
#include "check/phrase.h"
#include "check/rule.h"
#include "format/json_writer.h"

#define PRINT_PIECE 65536 // a sink gets pieces of about this size

// Hands what is in the buffer to the sink once it is long enough, or at the end.
static enum error pass_on(const struct check_sink *sink, bool is_end, struct buffer *output)
{
    enum error error = buffer_error(output);
    if (error || !sink || (!is_end && output->length < PRINT_PIECE)) return error;
    error = sink->take(buffer_view(output), sink->closure);
    output->length = 0;
    return error;
}

static void print_finding(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct organisation *organisation = report->organisation;
    buffer_text(output, finding_key(report, finding));
    buffer_print(output, ": %s: ", check_severity_code((enum check_severity)finding->severity));
    finding_print_title(report, finding, output);
    buffer_string(output, ": ");
    finding_print_message(report, finding, output);
    buffer_print(output, " [%s]\n    hint: ", finding->rule->identifier);
    finding_print_hint(report, finding, output);
    buffer_character(output, '\n');
    if (finding->accountable == ORGANISATION_NONE) return;
    buffer_string(output, "    ask: ");
    phrase_person(organisation, finding->accountable, output);
    buffer_character(output, '\n');
}

enum error check_print_text(
    const struct check_report *report, const struct check_sink *sink, struct buffer *output)
{
    for (size_t i = 0; i < report->count; i++) {
        print_finding(report, &report->findings[i], output);
        enum error error = pass_on(sink, false, output);
        if (error) return error;
    }
    if (text_is_empty(report->organisation->map_key))
        buffer_string(
            output, "No responsibility map is in force, so that nobody is accountable for any activity.\n");
    phrase_count(report->totals[SEVERITY_ERROR], "error", "errors", output);
    buffer_string(output, ", ");
    phrase_count(report->totals[SEVERITY_WARNING], "warning", "warnings", output);
    buffer_string(output, ", ");
    phrase_count(report->totals[SEVERITY_INFO], "info", "infos", output);
    buffer_string(output, " by ");
    phrase_count(report->rules, "rule", "rules", output);
    buffer_string(output, " over ");
    phrase_count(report->products, "product", "products", output);
    buffer_string(output, " on ");
    phrase_date(report->organisation->day, output);
    buffer_string(output, ".\n");
    return pass_on(sink, true, output);
}

static void write_member(struct json_writer *writer, const char *name, struct text value)
{
    json_write_key(writer, name);
    json_write_text(writer, value);
}

// Two members that stand for a record, or null when there is none.
static void write_record(struct json_writer *writer, const char *name, struct text key, struct text title)
{
    json_write_key(writer, name);
    if (text_is_empty(key)) {
        json_write_null(writer);
        return;
    }
    json_write_object_begin(writer);
    write_member(writer, "key", key);
    write_member(writer, "name", title);
    json_write_object_end(writer);
}

// A sentence goes through a scratch buffer, because a JSON string has to be escaped.
static void write_sentence(const struct check_report *report, const struct finding *finding, const char *name,
    void (*print)(const struct check_report *report, const struct finding *finding, struct buffer *output),
    struct buffer *scratch, struct json_writer *writer)
{
    buffer_reset(scratch);
    print(report, finding, scratch);
    write_member(writer, name, buffer_view(scratch));
}

static void write_finding(const struct check_report *report, const struct finding *finding,
    struct buffer *scratch, struct json_writer *writer)
{
    const struct organisation_person *person = finding->accountable == ORGANISATION_NONE
                                                   ? NULL
                                                   : &report->organisation->people[finding->accountable];
    json_write_object_begin(writer);
    json_write_key(writer, "rule");
    json_write_string(writer, finding->rule->identifier);
    json_write_key(writer, "severity");
    json_write_string(writer, check_severity_code((enum check_severity)finding->severity));
    json_write_key(writer, "resource");
    json_write_string(writer, finding_resource(report, finding));
    write_member(writer, "key", finding_key(report, finding));
    write_sentence(report, finding, "title", finding_print_title, scratch, writer);
    write_record(writer, "accountable", person ? person->key : TEXT(""), person ? person->name : TEXT(""));
    write_sentence(report, finding, "message", finding_print_message, scratch, writer);
    write_sentence(report, finding, "hint", finding_print_hint, scratch, writer);
    json_write_object_end(writer);
}

static void write_summary(const struct check_report *report, struct json_writer *writer)
{
    const struct {
        const char *name;
        uint32_t count;
    } counts[] = {
        {"errors", report->totals[SEVERITY_ERROR]},
        {"warnings", report->totals[SEVERITY_WARNING]},
        {"infos", report->totals[SEVERITY_INFO]},
        {"products", report->products},
        {"rules", report->rules},
    };
    char day[CALENDAR_DATE_SIZE];
    calendar_print_date(report->organisation->day, day);
    json_write_object_begin(writer);
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        json_write_key(writer, counts[i].name);
        json_write_integer(writer, counts[i].count);
    }
    json_write_key(writer, "day");
    json_write_string(writer, day);
    write_record(writer, "map", report->organisation->map_key, report->organisation->map_name);
    json_write_object_end(writer);
}

enum error check_print_json(
    const struct check_report *report, const struct check_sink *sink, struct buffer *output)
{
    struct json_writer writer;
    struct buffer scratch;
    enum error error = ERROR_NONE;
    buffer_init(&scratch, (size_t)1 << 20);
    json_writer_init(&writer, output);
    json_write_object_begin(&writer);
    json_write_key(&writer, "findings");
    json_write_array_begin(&writer);
    for (size_t i = 0; !error && i < report->count; i++) {
        write_finding(report, &report->findings[i], &scratch, &writer);
        error = buffer_error(&scratch);
        if (!error) error = pass_on(sink, false, output);
    }
    json_write_array_end(&writer);
    json_write_key(&writer, "summary");
    write_summary(report, &writer);
    json_write_object_end(&writer);
    buffer_free(&scratch);
    const enum error finish = json_writer_finish(&writer);
    if (!error) error = finish;
    return error ? error : pass_on(sink, true, output);
}
