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
    const bool is_waived = finding->waiver != ORGANISATION_NONE;
    buffer_text(output, finding_key(report, finding));
    buffer_print(
        output, ": %s: ", is_waived ? "waived" : check_severity_code((enum check_severity)finding->severity));
    finding_print_title(report, finding, output);
    buffer_string(output, ": ");
    finding_print_message(report, finding, output);
    buffer_print(output, " [%s]\n", finding->rule->identifier);
    if (is_waived) {
        const struct check_waiver *waiver = &report->waivers->waivers[finding->waiver];
        buffer_print(output, "    waiver: %.*s until ", TEXT_PRINT(waiver->key));
        phrase_date(waiver->until_on, output);
        if (waiver->person != ORGANISATION_NONE) {
            buffer_string(output, " by ");
            phrase_person(organisation, waiver->person, output);
        }
        buffer_string(output, ": ");
        phrase_line(waiver->reason, output);
        buffer_character(output, '\n');
        return;
    }
    buffer_string(output, "    hint: ");
    finding_print_hint(report, finding, output);
    buffer_character(output, '\n');
    if (finding->accountable == ORGANISATION_NONE) return;
    buffer_string(output, "    ask: ");
    phrase_person(organisation, finding->accountable, output);
    buffer_character(output, '\n');
}

static void print_summary(const struct check_report *report, struct buffer *output)
{
    if (report->organisation->map_count == 0)
        buffer_string(
            output, "No responsibility map is in force, so that nobody is accountable for any activity.\n");
    phrase_count(report->totals[SEVERITY_ERROR], "error", "errors", output);
    buffer_string(output, ", ");
    phrase_count(report->totals[SEVERITY_WARNING], "warning", "warnings", output);
    buffer_string(output, ", ");
    phrase_count(report->totals[SEVERITY_INFO], "info", "infos", output);
    if (report->waived_count) buffer_print(output, " (and %zu waived)", report->waived_count);
    if (report->known) buffer_print(output, " (and %u that the baseline has)", report->known);
    buffer_string(output, " by ");
    phrase_count(report->rules, "rule", "rules", output);
    buffer_string(output, " over ");
    phrase_count(report->products, "product", "products", output);
    buffer_string(output, " on ");
    phrase_date(report->organisation->day, output);
    buffer_string(output, ".\n");
}

enum error check_print_text(
    const struct check_report *report, bool with_waived, const struct check_sink *sink, struct buffer *output)
{
    for (size_t i = 0; i < report->count + (with_waived ? report->waived_count : 0); i++) {
        print_finding(
            report, i < report->count ? &report->findings[i] : &report->waived[i - report->count], output);
        enum error error = pass_on(sink, false, output);
        if (error) return error;
    }
    print_summary(report, output);
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

static void write_person(
    const struct check_report *report, const char *name, uint32_t index, struct json_writer *writer)
{
    const struct organisation_person *person =
        index == ORGANISATION_NONE ? NULL : &report->organisation->people[index];
    write_record(writer, name, person ? person->key : TEXT(""), person ? person->name : TEXT(""));
}

// Where the finding belongs: what filters and baselines go by.
static void write_place(
    const struct check_report *report, const struct finding *finding, struct json_writer *writer)
{
    const struct organisation *organisation = report->organisation;
    const struct organisation_product *product =
        finding->product == ORGANISATION_NONE ? NULL : &organisation->products[finding->product];
    const uint32_t unit = finding_unit(report, finding);
    char fingerprint[FINDING_FINGERPRINT_SIZE];
    finding_fingerprint(report, finding, fingerprint);
    json_write_key(writer, "fingerprint");
    json_write_string(writer, fingerprint);
    write_record(writer, "product", product ? product->key : TEXT(""), product ? product->name : TEXT(""));
    write_record(writer, "unit", unit == ORGANISATION_NONE ? TEXT("") : organisation->units[unit].key,
        unit == ORGANISATION_NONE ? TEXT("") : organisation->units[unit].name);
}

// The members of a finding, without the braces around them.
static void write_members(const struct check_report *report, const struct finding *finding,
    struct buffer *scratch, struct json_writer *writer)
{
    json_write_key(writer, "rule");
    json_write_string(writer, finding->rule->identifier);
    json_write_key(writer, "severity");
    json_write_string(writer, check_severity_code((enum check_severity)finding->severity));
    json_write_key(writer, "resource");
    json_write_string(writer, finding_resource(report, finding));
    write_member(writer, "key", finding_key(report, finding));
    write_sentence(report, finding, "title", finding_print_title, scratch, writer);
    write_person(report, "accountable", finding->accountable, writer);
    write_sentence(report, finding, "message", finding_print_message, scratch, writer);
    write_sentence(report, finding, "hint", finding_print_hint, scratch, writer);
    write_place(report, finding, writer);
}

static void write_waiver(
    const struct check_report *report, const struct finding *finding, struct json_writer *writer)
{
    const struct check_waiver *waiver = &report->waivers->waivers[finding->waiver];
    char until[CALENDAR_DATE_SIZE];
    calendar_print_date(waiver->until_on, until);
    json_write_key(writer, "waiver");
    json_write_object_begin(writer);
    write_member(writer, "key", waiver->key);
    write_member(writer, "reason", waiver->reason);
    json_write_key(writer, "until_on");
    json_write_string(writer, until);
    write_person(report, "person", waiver->person, writer);
    json_write_object_end(writer);
}

void check_write_finding(const struct check_report *report, const struct finding *finding,
    struct buffer *scratch, struct json_writer *writer)
{
    json_write_object_begin(writer);
    write_members(report, finding, scratch, writer);
    if (finding->waiver != ORGANISATION_NONE) write_waiver(report, finding, writer);
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
        {"waived", (uint32_t)report->waived_count},
        {"known", report->known},
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
    const uint32_t map = resolution_scope_map(report->resolution, ORGANISATION_COMPANY);
    const struct organisation_map *company =
        map == ORGANISATION_NONE ? NULL : &report->organisation->maps[map];
    write_record(writer, "map", company ? company->key : TEXT(""), company ? company->name : TEXT(""));
    json_write_object_end(writer);
}

// An array of findings.
static enum error write_findings(const struct check_report *report, const struct finding *findings,
    size_t count, const struct check_sink *sink, struct buffer *output, struct json_writer *writer)
{
    struct buffer scratch;
    enum error error = ERROR_NONE;
    buffer_init(&scratch, (size_t)1 << 20);
    json_write_array_begin(writer);
    for (size_t i = 0; !error && i < count; i++) {
        check_write_finding(report, &findings[i], &scratch, writer);
        error = buffer_error(&scratch);
        if (!error) error = pass_on(sink, false, output);
    }
    json_write_array_end(writer);
    buffer_free(&scratch);
    return error;
}

enum error check_print_json(
    const struct check_report *report, bool with_waived, const struct check_sink *sink, struct buffer *output)
{
    struct json_writer writer;
    json_writer_init(&writer, output);
    json_write_object_begin(&writer);
    json_write_key(&writer, "findings");
    enum error error = write_findings(report, report->findings, report->count, sink, output, &writer);
    if (!error && with_waived) {
        json_write_key(&writer, "waived");
        error = write_findings(report, report->waived, report->waived_count, sink, output, &writer);
    }
    json_write_key(&writer, "summary");
    write_summary(report, &writer);
    json_write_object_end(&writer);
    const enum error finish = json_writer_finish(&writer);
    if (!error) error = finish;
    return error ? error : pass_on(sink, true, output);
}
