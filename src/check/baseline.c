// SPDX-License-Identifier: Apache-2.0
// Baselines as JSON files.
#include "check/baseline.h"

#include <stdlib.h>

#include <jansson.h>

#include "base/calendar.h"
#include "format/json_writer.h"

static int compare_fingerprints(const void *one, const void *other)
{
    return memcmp(one, other, FINDING_FINGERPRINT_SIZE);
}

enum error check_baseline_print(const struct check_report *report, const struct check_baseline *known,
    struct arena *arena, struct buffer *output)
{
    const size_t before = known ? known->count : 0;
    char(*prints)[FINDING_FINGERPRINT_SIZE] =
        arena_allocate(arena, (report->count + before + 1) * sizeof *prints);
    struct json_writer writer;
    char day[CALENDAR_DATE_SIZE];
    if (!prints) return ERROR_MEMORY;
    for (size_t i = 0; i < report->count; i++)
        finding_fingerprint(report, &report->findings[i], prints[i]);
    if (before) memcpy(prints + report->count, known->fingerprints, before * sizeof *prints);
    qsort(prints, report->count + before, sizeof *prints, compare_fingerprints);
    calendar_print_date(report->organisation->day, day);
    json_writer_init(&writer, output);
    json_write_object_begin(&writer);
    json_write_key(&writer, "tandem_baseline");
    json_write_integer(&writer, 1);
    json_write_key(&writer, "day");
    json_write_string(&writer, day);
    json_write_key(&writer, "findings");
    json_write_array_begin(&writer);
    for (size_t i = 0; i < report->count + before; i++)
        json_write_string(&writer, prints[i]);
    json_write_array_end(&writer);
    json_write_object_end(&writer);
    return json_writer_finish(&writer);
}

static bool is_fingerprint(const char *string)
{
    return string && strlen(string) == FINDING_FINGERPRINT_SIZE - 1 &&
           strspn(string, "0123456789abcdef") == FINDING_FINGERPRINT_SIZE - 1;
}

static enum error take(
    const json_t *root, struct arena *arena, struct problem_list *problems, struct check_baseline *baseline)
{
    const json_t *findings = json_object_get(root, "findings");
    if (json_integer_value(json_object_get(root, "tandem_baseline")) != 1 || !json_is_array(findings)) {
        problem_add(problems, "baseline",
            "Is no baseline: it takes {\"tandem_baseline\":1,\"findings\":[…]}, as --write-baseline writes "
            "it.");
        return ERROR_INVALID;
    }
    const size_t count = json_array_size(findings);
    if (count > BASELINE_FINDINGS_MAXIMUM) {
        problem_add(
            problems, "findings", "Has %zu fingerprints; %d are the most.", count, BASELINE_FINDINGS_MAXIMUM);
        return ERROR_LIMIT;
    }
    baseline->fingerprints = arena_allocate(arena, (count + 1) * sizeof *baseline->fingerprints);
    if (!baseline->fingerprints) return ERROR_MEMORY;
    for (size_t i = 0; i < count; i++) {
        const char *print = json_string_value(json_array_get(findings, i));
        if (!is_fingerprint(print)) {
            problem_add(problems, "findings", "Entry %zu is no fingerprint: 16 hexadecimal digits.", i + 1);
            return ERROR_INVALID;
        }
        memcpy(baseline->fingerprints[i], print, FINDING_FINGERPRINT_SIZE);
    }
    baseline->count = count;
    qsort(baseline->fingerprints, count, sizeof *baseline->fingerprints, compare_fingerprints);
    return ERROR_NONE;
}

enum error check_baseline_read(struct text content, struct arena *arena, struct problem_list *problems,
    struct check_baseline *ret_baseline)
{
    json_error_t fault;
    struct check_baseline baseline = {NULL, 0};
    json_t *root = json_loadb(content.data, content.length, JSON_REJECT_DUPLICATES, &fault);
    if (!root) {
        problem_add(problems, "baseline", "Is no JSON: line %d: %s.", fault.line, fault.text);
        return ERROR_SYNTAX;
    }
    const enum error error = take(root, arena, problems, &baseline);
    json_decref(root);
    if (!error) *ret_baseline = baseline;
    return error;
}
