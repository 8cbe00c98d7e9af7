// SPDX-License-Identifier: Apache-2.0
// tandem stress: what would break if a scenario came true, and whom the company cannot do without.
#include "cli/commands.h"

#include "base/calendar.h"
#include "cli/database.h"
#include "cli/document.h"
#include "cli/file.h"
#include "cli/named.h"
#include "cli/report.h"
#include "stress/stress_print.h"

enum { STRESS_COMPARE, STRESS_SINGLE_POINTS, STRESS_LIMIT, STRESS_DAY, STRESS_OPTION_COUNT };

#define STRESS_SCENARIOS_MAXIMUM 20
#define STRESS_TEXT_MAXIMUM ((size_t)256 << 20)
#define STRESS_POINTS_USUAL 10

struct testing {
    const struct invocation *invocation;
    struct transaction *transaction;
    struct problem_list problems;
    int32_t day; // ORGANISATION_NO_DATE: not given
};

static int refused(struct testing *testing, enum error error)
{
    return report_problems(testing->invocation->streams, error, &testing->problems);
}

// The steps of a file: an array, or an object with name, day and steps.
static enum error file_read(struct testing *testing, struct text content, struct stress_input *input)
{
    static const char *const known[] = {"name", "day", "steps", NULL};
    struct arena *arena = testing->invocation->arena;
    struct problem_list *problems = &testing->problems;
    struct json_document document = {0};
    if (content.length > SCENARIO_FILE_MAXIMUM) {
        problem_add(problems, NULL, "The file has more than %d bytes.", SCENARIO_FILE_MAXIMUM);
        return ERROR_LIMIT;
    }
    enum error error = json_document_parse(&document, content, problems);
    if (error) return error;
    const struct json_value root = json_document_root(&document);
    struct json_value steps = root;
    struct text text = TEXT("");
    if (json_value_kind(&root) == JSON_KIND_OBJECT) {
        const struct json_value name = json_value_member(&root, "name"),
                                day = json_value_member(&root, "day");
        steps = json_value_member(&root, "steps");
        bool is_right = json_value_expect_members(&root, known, problems);
        if (is_right && json_value_is_present(&name)) {
            is_right = json_value_read_text(&name, problems, &text);
            input->name = text_from(text_copy(text, arena));
        }
        if (is_right && json_value_is_present(&day) && input->day == ORGANISATION_NO_DATE &&
            (!json_value_read_text(&day, problems, &text) || !calendar_parse_date(text, &input->day))) {
            json_value_problem(&day, problems, "Must be a day such as 2026-11-22.");
            is_right = false;
        }
        if (!is_right) error = ERROR_INVALID;
    }
    if (!error) error = scenario_steps_take(&steps, arena, problems, &input->steps);
    json_document_free(&document);
    return error;
}

// A scenario by its key, or a file.
static int input_read(struct testing *testing, const char *name, struct stress_input *ret_input)
{
    const struct actor actor = actor_system("cli");
    struct stress_input input = {.key = TEXT(""), .name = TEXT(""), .day = testing->day};
    struct text key;
    enum error error = ERROR_NONE;
    if (named_key(testing->invocation, name, &key)) {
        error = stress_scenario(
            testing->transaction, &actor, key, testing->invocation->arena, &testing->problems, &input);
        if (error == ERROR_NOT_FOUND) {
            report_error(testing->invocation->streams, "There is no scenario %.*s.", TEXT_PRINT(key));
            return error_exit(error);
        }
    } else {
        struct file file;
        int status = file_open(testing->invocation, name, &file);
        if (status) return status;
        input.name = text_from(name);
        error = file_read(testing, file.content, &input);
        file_close(&file);
    }
    if (error) return refused(testing, error);
    *ret_input = input;
    return 0;
}

static int print_failed(const struct testing *testing, struct document *document, enum error error)
{
    buffer_free(&document->buffer);
    return report_problems(testing->invocation->streams, error, NULL);
}

static int run_one(struct testing *testing)
{
    const struct invocation *invocation = testing->invocation;
    struct stress_input input;
    struct stress_report report;
    int status = input_read(testing, invocation_operand(invocation, 0), &input);
    if (status) return status;
    enum error error =
        stress_workspace(testing->transaction, &input, invocation->arena, &testing->problems, &report);
    if (error) return refused(testing, error);
    if (invocation->json) {
        struct document document;
        struct json_writer *writer = document_begin(&document);
        error = stress_print_json(&report, &input, writer);
        status = error ? print_failed(testing, &document, error) : document_end(&document, invocation);
    } else {
        struct buffer buffer;
        buffer_init(&buffer, STRESS_TEXT_MAXIMUM);
        error = stress_print_text(&report, &input, &buffer);
        status = buffer_send(&buffer, invocation);
        if (error) status = report_problems(invocation->streams, error, NULL);
    }
    return status ? 2 : report.breaks;
}

static int run_compare(struct testing *testing)
{
    const struct invocation *invocation = testing->invocation;
    const size_t count = invocation->operand_count;
    struct stress_input *inputs = arena_array(invocation->arena, struct stress_input, count);
    struct stress_report *reports = arena_array(invocation->arena, struct stress_report, count);
    enum error error = inputs && reports ? ERROR_NONE : ERROR_MEMORY;
    for (size_t i = 0; !error && i < count; i++) {
        int status = input_read(testing, invocation_operand(invocation, i), &inputs[i]);
        if (status) return status;
        error = stress_workspace_totals(testing->transaction, &inputs[i], &testing->problems, &reports[i]);
    }
    if (error) return refused(testing, error);
    if (invocation->json) {
        struct document document;
        error = stress_print_comparison_json(reports, inputs, count, document_begin(&document));
        return error ? print_failed(testing, &document, error) : document_end(&document, invocation);
    }
    struct buffer buffer;
    buffer_init(&buffer, STRESS_TEXT_MAXIMUM);
    error = stress_print_comparison_text(reports, inputs, count, &buffer);
    int status = buffer_send(&buffer, invocation);
    return error ? report_problems(invocation->streams, error, NULL) : status;
}

static int run_single_points(struct testing *testing)
{
    const struct invocation *invocation = testing->invocation;
    const char *limit_text = invocation_value(invocation, STRESS_LIMIT);
    const int32_t day = testing->day == ORGANISATION_NO_DATE ? calendar_today() : testing->day;
    struct organisation *organisation;
    struct resolution *resolution;
    struct single_point *points;
    size_t count;
    int64_t limit = STRESS_POINTS_USUAL;
    if (limit_text && !text_parse_integer(text_from(limit_text), 1, STRESS_ITEMS_MAXIMUM, &limit))
        return report_usage(invocation, "--limit has to be a number from 1 to %d.", STRESS_ITEMS_MAXIMUM);
    enum error error = organisation_load(testing->transaction, day, invocation->arena, &organisation);
    if (!error) error = resolution_prepare(organisation, invocation->arena, &resolution);
    if (!error) error = single_points_find(resolution, invocation->arena, &points, &count);
    if (error) return refused(testing, error);
    if (invocation->json) {
        struct document document;
        error = single_points_print_json(resolution, points, count, (size_t)limit, document_begin(&document));
        return error ? print_failed(testing, &document, error) : document_end(&document, invocation);
    }
    struct buffer buffer;
    buffer_init(&buffer, STRESS_TEXT_MAXIMUM);
    error = single_points_print_text(resolution, points, count, (size_t)limit, &buffer);
    int status = buffer_send(&buffer, invocation);
    return error ? report_problems(invocation->streams, error, NULL) : status;
}

static int check_usage(const struct invocation *invocation)
{
    const bool is_comparison = invocation_is_given(invocation, STRESS_COMPARE);
    const bool is_points = invocation_is_given(invocation, STRESS_SINGLE_POINTS);
    if (is_comparison && is_points)
        return report_usage(invocation, "--compare and --single-points are two different questions.");
    if (is_points && invocation->operand_count)
        return report_usage(
            invocation, "--single-points takes no scenario: it takes people away one by one.");
    if (!is_points && invocation_is_given(invocation, STRESS_LIMIT))
        return report_usage(invocation, "--limit goes with --single-points.");
    if (!is_points && invocation->operand_count == 0)
        return report_usage(invocation, "Which scenario? Its key, or a file with steps.");
    if (is_comparison && invocation->operand_count > STRESS_SCENARIOS_MAXIMUM)
        return report_usage(invocation, "--compare takes at most %d scenarios.", STRESS_SCENARIOS_MAXIMUM);
    if (!is_comparison && invocation->operand_count > 1)
        return report_usage(invocation, "One scenario at a time; --compare sets several side by side.");
    return 0;
}

static int run_stress(struct invocation *invocation)
{
    struct testing testing = {.invocation = invocation, .day = ORGANISATION_NO_DATE};
    const char *day = invocation_value(invocation, STRESS_DAY);
    struct store *store;
    int status = check_usage(invocation);
    if (status) return status;
    if (day && !calendar_parse_date(text_from(day), &testing.day))
        return report_usage(invocation, "--day has to be a day such as 2026-11-22.");
    status = database_open_usual(invocation, &store);
    if (status) return status;
    problem_list_init(&testing.problems, invocation->arena);
    enum error error = store_read(store, &testing.transaction);
    if (error)
        status = report_problems(invocation->streams, error, NULL);
    else if (invocation_is_given(invocation, STRESS_SINGLE_POINTS))
        status = run_single_points(&testing);
    else if (invocation_is_given(invocation, STRESS_COMPARE))
        status = run_compare(&testing);
    else
        status = run_one(&testing);
    transaction_end(testing.transaction);
    store = store_close(store);
    return status;
}

static const struct option options[STRESS_OPTION_COUNT] = {
    [STRESS_COMPARE] = {.name = "compare", .help = "Sets several scenarios side by side."},
    [STRESS_SINGLE_POINTS] = {.name = "single-points",
        .help = "Takes each person away in turn and says whom it is hardest to do without."},
    [STRESS_LIMIT] = {.name = "limit",
        .argument = "NUMBER",
        .help = "How many people --single-points shows; 10 when it is not given.",
        .kind = ARGUMENT_NUMBER},
    [STRESS_DAY] = {.name = "day",
        .argument = "DAY",
        .help = "As it is on that day; that of the scenario, or today, when it is not given."},
};

static const struct operand operands[] = {
    {.name = "SCENARIO",
        .help = "Key of a scenario, or a file with steps; - reads the steps from the input.",
        .kind = ARGUMENT_FILE,
        .optional = true,
        .repeats = true},
};

static const struct example examples[] = {
    {"tandem stress SCEN-1", "Says what would break."},
    {"tandem stress freeze.json --day 2027-01-01", "The same for steps in a file, on a day to come."},
    {"tandem stress --compare SCEN-1 SCEN-2", "Sets two scenarios side by side."},
    {"tandem stress --single-points --limit 5", "Names the five people whom the company cannot do without."},
};

const struct command command_stress = {
    .name = "stress",
    .summary = "Say what would break if a scenario came true",
    .description =
        "The steps are applied to a copy of the organisation; the workspace stays as it is. A step is an "
        "object "
        "such as {\"do\":\"leave\",\"person\":\"PERS-3\"}; the others are absent, move, assign, end, "
        "merge_roles, merge_units, split_unit, map, freeze and stage. A file holds an array of steps, or an "
        "object with name, day and steps.\n\nExit status: 0 nothing breaks, 1 there would be gaps, conflicts "
        "or "
        "errors that are not there now, or it was refused, 2 could not run.",
    .common = COMMON_DATABASE | COMMON_JSON,
    .options = options,
    .option_count = STRESS_OPTION_COUNT,
    .operands = operands,
    .operand_count = COUNT_OF(operands),
    .examples = examples,
    .example_count = COUNT_OF(examples),
    .run = run_stress,
};
