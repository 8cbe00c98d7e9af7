// SPDX-License-Identifier: Apache-2.0
// Stress tests: one scenario, several side by side, single points of failure.
#include "base/calendar.h"
#include "http/handlers.h"
#include "http/service.h"
#include "stress/stress_print.h"

#define SCENARIOS_MAXIMUM 20
#define POINTS_USUAL 10

static enum error day_take(struct call *call, const struct json_value *root, int32_t *ret_day)
{
    const struct json_value day = json_value_member(root, "day");
    struct text text = TEXT("");
    *ret_day = ORGANISATION_NO_DATE;
    if (!json_value_is_present(&day)) return ERROR_NONE;
    if (json_value_kind(&day) == JSON_KIND_TEXT && json_value_read_text(&day, NULL, &text) &&
        calendar_parse_date(text, ret_day))
        return ERROR_NONE;
    problem_add(&call->problems, "day", "Must be a day such as 2026-11-22.");
    return ERROR_INVALID;
}

// A scenario by its key, as the value of a member.
static enum error scenario_take(struct call *call, struct transaction *transaction,
    const struct json_value *value, struct stress_input *input)
{
    struct text given = TEXT("");
    if (!json_value_read_text(value, &call->problems, &given)) return ERROR_INVALID;
    enum error error =
        stress_scenario(transaction, &call->actor, given, call->request->arena, &call->problems, input);
    if (error != ERROR_NOT_FOUND) return error;
    json_value_problem(value, &call->problems, "There is no scenario %.*s.",
        text_precision(given) > 60 ? 60 : text_precision(given), given.data);
    return ERROR_INVALID;
}

static enum error body_take(struct call *call, const char *const known[], struct json_value *ret_root)
{
    enum error error = call_expect_taken(call, NULL);
    if (!error) error = call_body(call, ret_root);
    if (error) return error;
    if (!json_value_expect(ret_root, JSON_KIND_OBJECT, &call->problems)) return ERROR_INVALID;
    return json_value_expect_members(ret_root, known, &call->problems) ? ERROR_NONE : ERROR_INVALID;
}

enum error stress_route(struct call *call)
{
    static const char *const known[] = {"scenario", "steps", "day", NULL};
    struct arena *arena = call->request->arena;
    struct transaction *transaction = NULL;
    struct json_value root;
    struct stress_input input = {.key = TEXT(""), .name = TEXT("")};
    struct stress_report report;
    enum error error = body_take(call, known, &root);
    if (error) return error;
    const struct json_value scenario = json_value_member(&root, "scenario");
    const struct json_value steps = json_value_member(&root, "steps");
    if (json_value_is_present(&scenario) == json_value_is_present(&steps)) {
        problem_add(&call->problems, "steps", "Give either steps or the key of a scenario.");
        return ERROR_INVALID;
    }
    error = day_take(call, &root, &input.day);
    if (!error) error = call_transaction(call, &transaction);
    if (!error && json_value_is_present(&scenario))
        error = scenario_take(call, transaction, &scenario, &input);
    else if (!error)
        error = scenario_steps_take(&steps, arena, &call->problems, &input.steps);
    if (!error) error = stress_workspace(transaction, &input, arena, &call->problems, &report);
    if (error) return error;
    struct json_writer writer;
    call_json_begin(call, 200, &writer);
    error = stress_print_json(&report, &input, &writer);
    return error ? error : call_json_finish(call, &writer);
}

enum error stress_compare_route(struct call *call)
{
    static const char *const known[] = {"scenarios", "day", NULL};
    struct arena *arena = call->request->arena;
    struct transaction *transaction = NULL;
    struct json_value root;
    int32_t day = ORGANISATION_NO_DATE;
    enum error error = body_take(call, known, &root);
    if (!error) error = day_take(call, &root, &day);
    if (error) return error;
    const struct json_value scenarios = json_value_member(&root, "scenarios");
    const size_t count = json_value_count(&scenarios);
    if (json_value_kind(&scenarios) != JSON_KIND_ARRAY || count == 0 || count > SCENARIOS_MAXIMUM) {
        problem_add(&call->problems, "scenarios", "Must be an array of 1 to %d keys of scenarios.",
            SCENARIOS_MAXIMUM);
        return ERROR_INVALID;
    }
    struct stress_input *inputs = arena_array(arena, struct stress_input, count);
    struct stress_report *reports = arena_array(arena, struct stress_report, count);
    if (!inputs || !reports) return ERROR_MEMORY;
    error = call_transaction(call, &transaction);
    for (size_t i = 0; !error && i < count; i++) {
        const struct json_value item = json_value_item(&scenarios, i);
        inputs[i] = (struct stress_input){.key = TEXT(""), .name = TEXT(""), .day = day};
        error = scenario_take(call, transaction, &item, &inputs[i]);
        if (!error) error = stress_workspace_totals(transaction, &inputs[i], &call->problems, &reports[i]);
    }
    if (error) return error;
    struct json_writer writer;
    call_json_begin(call, 200, &writer);
    error = stress_print_comparison_json(reports, inputs, count, &writer);
    return error ? error : call_json_finish(call, &writer);
}

enum error single_points_route(struct call *call)
{
    static const char *const known[] = {"limit", NULL};
    struct arena *arena = call->request->arena;
    const struct text *given = query_string_take(&call->query, "limit");
    struct transaction *transaction = NULL;
    struct organisation *organisation;
    struct resolution *resolution;
    struct single_point *points;
    size_t count;
    int64_t limit = POINTS_USUAL;
    enum error error = call_expect_taken(call, known);
    if (!error && given && !text_parse_integer(*given, 1, STRESS_ITEMS_MAXIMUM, &limit)) {
        problem_add(&call->problems, "limit", "Must be a number from 1 to %d.", STRESS_ITEMS_MAXIMUM);
        error = ERROR_SYNTAX;
    }
    if (!error) error = call_transaction(call, &transaction);
    if (!error)
        error = organisation_load(
            transaction, calendar_day_of(transaction_now(transaction)), arena, &organisation);
    if (!error) error = resolution_prepare(organisation, arena, &resolution);
    if (!error) error = single_points_find(resolution, arena, &points, &count);
    if (error) return error;
    struct json_writer writer;
    call_json_begin(call, 200, &writer);
    error = single_points_print_json(resolution, points, count, (size_t)limit, &writer);
    return error ? error : call_json_finish(call, &writer);
}
