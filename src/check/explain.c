// SPDX-License-Identifier: Apache-2.0
// Explains a finding line by line.
#include "check/explain.h"

#include "base/calendar.h"
#include "check/phrase.h"
#include "check/print.h"
#include "check/rule.h"

bool check_is_fingerprint(struct text text)
{
    if (text.length != FINDING_FINGERPRINT_SIZE - 1) return false;
    for (size_t i = 0; i < text.length; i++)
        if (!((text.data[i] >= '0' && text.data[i] <= '9') || (text.data[i] >= 'a' && text.data[i] <= 'f')))
            return false;
    return true;
}

const struct finding *check_find(const struct check_report *report, struct text fingerprint)
{
    char print[FINDING_FINGERPRINT_SIZE];
    for (size_t i = 0; i < report->count + report->waived_count; i++) {
        const struct finding *finding =
            i < report->count ? &report->findings[i] : &report->waived[i - report->count];
        finding_fingerprint(report, finding, print);
        if (text_is(fingerprint, print)) return finding;
    }
    return NULL;
}

// The activity that the finding is about, or whose accountable person is asked; ORGANISATION_NONE.
static uint32_t activity_of(const struct check_report *report, const struct finding *finding)
{
    if (finding->subject == SUBJECT_ACTIVITY) return finding->index;
    if (finding->subject == SUBJECT_CRITERION) return report->alignment->criteria[finding->index].activity;
    if (finding->subject == SUBJECT_APPROVAL) return report->alignment->approvals[finding->index].activity;
    if (finding->subject == SUBJECT_CONSULTATION)
        return report->alignment->consultations[finding->index].activity;
    if (finding->subject == SUBJECT_OVERRIDE) return report->alignment->overrides[finding->index].activity;
    return finding->rule->activity
               ? organisation_find_activity_code(report->organisation, finding->rule->activity)
               : ORGANISATION_NONE;
}

static void print_what(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    buffer_print(output, "%s on ", check_severity_code((enum check_severity)finding->severity));
    finding_print_title(report, finding, output);
    buffer_print(output, " (%.*s): ", TEXT_PRINT(finding_key(report, finding)));
    finding_print_message(report, finding, output);
}

static void print_why(const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    (void)report;
    buffer_string(output, finding->rule->why);
}

// The holders of a role over the product, by which assignment and where.
static void print_holders(
    const struct check_report *report, struct resolution_holders holders, struct buffer *output)
{
    if (holders.count == 0) buffer_string(output, "nobody holds it");
    for (uint32_t i = 0; holders.count && phrase_list_item(i, holders.count, output); i++) {
        phrase_person(report->organisation, holders.people[i], output);
        buffer_print(
            output, " by %.*s", TEXT_PRINT(report->organisation->assignments[holders.assignments[i]].key));
    }
    if (holders.count) {
        buffer_string(output, " over ");
        phrase_scope(report->organisation, holders.scope, output);
    }
}

static void print_map(const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct organisation *organisation = report->organisation;
    const uint32_t activity = activity_of(report, finding);
    if (activity == ORGANISATION_NONE || finding->product == ORGANISATION_NONE) return;
    const struct resolution_result result = resolution_for(report->resolution, finding->product, activity);
    buffer_text(output, organisation->activities[activity].name);
    if (result.entry == ORGANISATION_NONE) {
        buffer_string(output, ": no entry of the map that decides here engages anybody.");
        return;
    }
    buffer_print(output, ": the entry %.*s", TEXT_PRINT(organisation->entries[result.entry].key));
    if (result.map != ORGANISATION_NONE)
        buffer_print(output, " of the map %.*s (%.*s)", TEXT_PRINT(organisation->maps[result.map].name),
            TEXT_PRINT(organisation->maps[result.map].key));
    buffer_print(output, " makes the %s accountable; ", people_role_words(result.role));
    print_holders(report, result.holders, output);
    buffer_character(output, '.');
}

static void print_role(const struct check_report *report, const struct finding *finding,
    enum people_role role, struct buffer *output)
{
    buffer_print(output, "The role %s over ", people_role_words(role));
    phrase_scope(
        report->organisation, organisation_scope_of_product(report->organisation, finding->product), output);
    buffer_string(output, ": ");
    print_holders(report, resolution_product_holders(report->resolution, finding->product, role), output);
    buffer_character(output, '.');
}

static void print_assignment(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const enum people_role role = (enum people_role)finding->role;
    if (finding->subject == SUBJECT_ASSIGNMENT) {
        const struct organisation_assignment *assignment = &report->organisation->assignments[finding->index];
        phrase_person(report->organisation, assignment->person, output);
        buffer_print(output, " by %.*s, as ", TEXT_PRINT(assignment->key));
        phrase_assignment(report->organisation, finding->index, output);
        buffer_character(output, '.');
        return;
    }
    if (finding->product == ORGANISATION_NONE) return;
    if (role != ROLE_COUNT) {
        print_role(report, finding, role, output);
        return;
    }
    print_role(report, finding, ROLE_PRODUCT_MANAGER, output);
    buffer_character(output, ' ');
    print_role(report, finding, ROLE_PRODUCT_MARKETING_MANAGER, output);
}

static void print_asked(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    if (finding->accountable == ORGANISATION_NONE)
        buffer_string(output, "Nobody");
    else
        phrase_person(report->organisation, finding->accountable, output);
    buffer_print(output, ". The rule asks: %s", finding->rule->ask);
}

static void print_settings(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    const struct check_rule *rule = finding->rule;
    buffer_print(output, "check.%s.severity=%s", rule->identifier,
        check_severity_code(check_rule_severity(report->settings, rule)));
    for (size_t i = 0; i < rule->parameter_count; i++) {
        const int32_t value = check_rule_value(report->settings, rule, i);
        buffer_print(output, ", check.%s.%s=", rule->identifier, rule->parameters[i].name);
        if (rule->parameters[i].is_severity)
            buffer_string(output, check_severity_code((enum check_severity)value));
        else
            buffer_print(output, "%d", value);
    }
    buffer_character(output, '.');
}

static void print_waiving(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    char fingerprint[FINDING_FINGERPRINT_SIZE];
    finding_fingerprint(report, finding, fingerprint);
    if (finding->waiver != ORGANISATION_NONE) {
        const struct check_waiver *waiver = &report->waivers->waivers[finding->waiver];
        buffer_print(output, "It is waived (%.*s) until ", TEXT_PRINT(waiver->key));
        phrase_date(waiver->until_on, output);
        buffer_string(output, ": ");
        phrase_line(waiver->reason, output);
        return;
    }
    buffer_print(output,
        "`tandem set waivers rule=%s finding=%s reason=REASON until_on=YYYY-MM-DD`, by who is asked, their "
        "manager or an administrator, for a year at most.",
        finding->rule->identifier, fingerprint);
}

static const struct {
    const char *title;
    void (*print)(const struct check_report *report, const struct finding *finding, struct buffer *output);
} lines[] = {
    {"What", print_what},
    {"Why", print_why},
    {"Map", print_map},
    {"Assignment", print_assignment},
    {"Asked", print_asked},
    {"To make it go away", finding_print_hint},
    {"Settings", print_settings},
    {"To let it stand", print_waiving},
};

enum error check_explain_text(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    char fingerprint[FINDING_FINGERPRINT_SIZE];
    finding_fingerprint(report, finding, fingerprint);
    buffer_print(output, "%s: %s (%s)\n", fingerprint, finding->rule->name, finding->rule->identifier);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct buffer line;
        buffer_init(&line, (size_t)1 << 20);
        lines[i].print(report, finding, &line);
        if (line.length) buffer_print(output, "  %s: %.*s\n", lines[i].title, TEXT_PRINT(buffer_view(&line)));
        const enum error error = buffer_error(&line);
        buffer_free(&line);
        if (error) return error;
    }
    return buffer_error(output);
}

enum error check_explain_json(
    const struct check_report *report, const struct finding *finding, struct buffer *output)
{
    struct json_writer writer;
    struct buffer line;
    enum error error = ERROR_NONE;
    buffer_init(&line, (size_t)1 << 20);
    json_writer_init(&writer, output);
    json_write_object_begin(&writer);
    json_write_key(&writer, "finding");
    check_write_finding(report, finding, &line, &writer);
    json_write_key(&writer, "lines");
    json_write_array_begin(&writer);
    for (size_t i = 0; !error && i < sizeof lines / sizeof *lines; i++) {
        buffer_reset(&line);
        lines[i].print(report, finding, &line);
        error = buffer_error(&line);
        if (line.length == 0) continue;
        json_write_object_begin(&writer);
        json_write_key(&writer, "title");
        json_write_string(&writer, lines[i].title);
        json_write_key(&writer, "text");
        json_write_text(&writer, buffer_view(&line));
        json_write_object_end(&writer);
    }
    json_write_array_end(&writer);
    json_write_object_end(&writer);
    buffer_free(&line);
    const enum error finish = json_writer_finish(&writer);
    return error ? error : finish;
}
