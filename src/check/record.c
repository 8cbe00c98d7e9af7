// SPDX-License-Identifier: Apache-2.0
// Keeps runs of the check.
#include "check/record.h"

#include "base/calendar.h"
#include "check/check_run.h"
#include "check/rule.h"
#include "format/json_writer.h"
#include "store/records.h"

#define TREND_BAR 60

// {"dual-role":3, …}: rules that found something.
static enum error print_rules(const struct check_report *report, struct buffer *output)
{
    struct json_writer writer;
    json_writer_init(&writer, output);
    json_write_object_begin(&writer);
    for (size_t i = 0; i < report->count;) { // in piles of a severity and a rule
        const struct check_rule *rule = report->findings[i].rule;
        int64_t count = 0;
        bool is_first = true;
        for (size_t j = 0; j < i && is_first; j++)
            is_first = report->findings[j].rule != rule;
        for (size_t j = i; is_first && j < report->count; j++)
            count += report->findings[j].rule == rule;
        if (is_first) {
            json_write_key(&writer, rule->identifier);
            json_write_integer(&writer, count);
        }
        const uint8_t severity = report->findings[i].severity;
        while (
            i < report->count && report->findings[i].rule == rule && report->findings[i].severity == severity)
            i++;
    }
    json_write_object_end(&writer);
    return json_writer_finish(&writer);
}

enum error check_record(
    struct transaction *transaction, const struct check_report *report, struct arena *arena)
{
    struct actor actor = actor_system("system");
    struct record_input *input = record_input_new(&check_run_resource, arena);
    struct problem_list problems;
    struct record *record;
    struct buffer rules;
    char day[CALENDAR_DATE_SIZE];
    if (!input) return ERROR_MEMORY;
    calendar_print_date(report->organisation->day, day);
    buffer_init(&rules, 65536);
    problem_list_init(&problems, arena);
    input->is_internal = true;
    enum error error = print_rules(report, &rules);
    record_input_set(input, CHECK_RUN_TAKEN_AT, value_integer(transaction_now(transaction)));
    record_input_set(input, CHECK_RUN_DAY_ON, value_string(day));
    record_input_set(input, CHECK_RUN_ERRORS, value_integer(report->totals[SEVERITY_ERROR]));
    record_input_set(input, CHECK_RUN_WARNINGS, value_integer(report->totals[SEVERITY_WARNING]));
    record_input_set(input, CHECK_RUN_INFOS, value_integer(report->totals[SEVERITY_INFO]));
    record_input_set(input, CHECK_RUN_WAIVED, value_integer((int64_t)report->waived_count));
    record_input_set(input, CHECK_RUN_PRODUCTS, value_integer(report->products));
    record_input_set(input, CHECK_RUN_RULES, value_text(buffer_view(&rules)));
    if (!error) error = record_create(transaction, &actor, input, arena, &problems, &record);
    buffer_free(&rules);
    return error;
}

static enum error list_runs(
    struct transaction *transaction, unsigned limit, struct arena *arena, struct record_page *ret_page)
{
    const struct actor actor = actor_system("system");
    const struct record_query query = {.resource = &check_run_resource, .descending = true, .limit = limit};
    return record_list(transaction, &actor, &query, arena, ret_page);
}

static enum error record_today(struct transaction *transaction, void *closure)
{
    struct arena *arena = closure;
    struct record_page page;
    struct check_report report;
    char today[CALENDAR_DATE_SIZE];
    const int32_t day = calendar_day_of(transaction_now(transaction));
    calendar_print_date(day, today);
    enum error error = list_runs(transaction, 1, arena, &page);
    if (!error && page.count && text_is(record_text(page.records[0], CHECK_RUN_DAY_ON), today))
        return ERROR_NONE;
    if (!error) error = check_workspace(transaction, day, NULL, arena, &report);
    return error ? error : check_record(transaction, &report, arena);
}

enum error check_record_daily(struct store *store)
{
    struct arena arena;
    arena_init(&arena, (size_t)4 << 30);
    const enum error error = store_write(store, record_today, &arena);
    arena_free(&arena);
    return error;
}

// A bar with a share of its width for each number.
static void print_bar(int64_t errors, int64_t warnings, int64_t infos, int64_t most, struct buffer *output)
{
    const int64_t counts[] = {errors, warnings, infos};
    static const char signs[] = "#+.";
    for (size_t i = 0; i < 3; i++) {
        int64_t width = most ? (counts[i] * TREND_BAR + most - 1) / most : 0;
        while (width-- > 0)
            buffer_character(output, signs[i]);
    }
}

enum error check_print_trend(struct transaction *transaction, struct arena *arena, struct buffer *output)
{
    struct record_page page;
    int64_t most = 0;
    enum error error = list_runs(transaction, CHECK_TREND_RUNS, arena, &page);
    if (error) return error;
    if (page.count == 0) {
        buffer_string(output, "No run of the check is kept yet: `tandem check --keep` keeps one, and the "
                              "server one a day.\n");
        return buffer_error(output);
    }
    for (size_t i = 0; i < page.count; i++) {
        const struct record *run = page.records[i];
        const int64_t all = run->values[CHECK_RUN_ERRORS].integer + run->values[CHECK_RUN_WARNINGS].integer +
                            run->values[CHECK_RUN_INFOS].integer;
        if (all > most) most = all;
    }
    buffer_string(output, "day         errors  warnings  infos  waived\n");
    for (size_t i = page.count; i-- > 0;) {
        const struct record *run = page.records[i];
        const int64_t errors = run->values[CHECK_RUN_ERRORS].integer,
                      warnings = run->values[CHECK_RUN_WARNINGS].integer,
                      infos = run->values[CHECK_RUN_INFOS].integer;
        buffer_print(output, "%.*s  %6lld  %8lld  %5lld  %6lld  ",
            TEXT_PRINT(record_text(run, CHECK_RUN_DAY_ON)), (long long)errors, (long long)warnings,
            (long long)infos, (long long)run->values[CHECK_RUN_WAIVED].integer);
        print_bar(errors, warnings, infos, most, output);
        buffer_character(output, '\n');
    }
    return buffer_error(output);
}
