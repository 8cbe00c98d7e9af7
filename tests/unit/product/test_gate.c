// SPDX-License-Identifier: Apache-2.0
// Gates without a database: slips, what may still change, which activity a decision belongs to, and that what
// is shipped for each transition can be signed.
#include "product/gate.h"

#include "base/embedded.h"
#include "format/csv_reader.h"
#include "model/record.h"
#include "people/life_cycle.h"
#include "product/gate_decision.h"
#include "unit.h"
#include "work/workspace.h"

static struct value day_or_null(const char *day)
{
    return day ? value_string(day) : value_null();
}

static void a_slip_is_counted_from_the_first_plan(void **state)
{
    (void)state;
    static const struct {
        const char *first, *planned, *decided;
        int64_t slip; // INT64_MIN: none
    } rows[] = {
        {NULL, NULL, NULL, INT64_MIN},
        {"2026-12-01", "2026-12-01", NULL, 0},
        {"2026-12-01", "2026-12-15", NULL, 14},
        {"2026-12-01", "2026-11-30", NULL, -1},
        {"2026-12-01", "2026-12-15", "2027-01-01", 31}, // decided: when it was, whatever was planned
        {"2026-12-01", NULL, "2026-12-03", 2},
        {NULL, NULL, "2026-12-03", INT64_MIN},
        {"2026-12-01", NULL, NULL, INT64_MIN},
    };
    struct arena arena;
    arena_init(&arena, 1 << 20);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct record *gate = record_new(&gate_resource, &arena);
        record_set(gate, GATE_FIRST_PLANNED_ON, day_or_null(rows[i].first));
        record_set(gate, GATE_PLANNED_ON, day_or_null(rows[i].planned));
        record_set(gate, GATE_DECIDED_ON, day_or_null(rows[i].decided));
        gate_resource.derive(gate);
        assert_int_equal(record_is_null(gate, GATE_SLIP_DAYS), rows[i].slip == INT64_MIN);
        if (rows[i].slip != INT64_MIN) assert_int_equal(record_integer(gate, GATE_SLIP_DAYS), rows[i].slip);
    }
    arena_free(&arena);
}

static void what_is_open_or_held_is_undecided(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 1 << 20);
    for (enum gate_status status = 0; status < GATE_STATUS_COUNT; status++) {
        struct record *gate = record_new(&gate_resource, &arena);
        record_set(gate, GATE_STATUS, value_string(gate_statuses.choices[status].code));
        assert_int_equal(gate_is_undecided(gate), status == GATE_STATUS_OPEN || status == GATE_STATUS_HELD);
    }
    arena_free(&arena);
}

static void no_gate_leads_to_the_first_stage(void **state)
{
    (void)state;
    struct arena arena;
    struct problem_list problems;
    arena_init(&arena, 1 << 20);
    problem_list_init(&problems, &arena);
    for (enum product_stage stage = 0; stage < STAGE_COUNT; stage++) {
        struct record *gate = record_new(&gate_resource, &arena);
        record_set(gate, GATE_STAGE, value_string(product_stages.choices[stage].code));
        assert_int_equal(
            gate_resource.check(gate, NULL, &problems), stage == STAGE_CONCEIVE ? ERROR_INVALID : ERROR_NONE);
    }
    assert_int_equal(problems.count, 1);
    assert_string_equal(gate_decision_activity(STAGE_LAUNCH), "life_cycle_management");
    assert_string_equal(gate_decision_activity(STAGE_RETIRE), "end_of_life_decision");
    assert_string_equal(gate_decision_activity(STAGE_RETIRED), "end_of_life_decision");
    arena_free(&arena);
}

// Is there a row whose first cell is the text, in a shipped file; `column` says which cell?
static bool shipped_has(const char *path, size_t column, struct text wanted)
{
    const struct embedded_file *file = shipped_file(path);
    struct csv_reader reader;
    struct csv_record record;
    struct problem_list problems;
    struct arena arena;
    bool found = false;
    assert_non_null(file);
    arena_init(&arena, 1 << 20);
    problem_list_init(&problems, &arena);
    const struct text content = {(const char *)file->data, file->size};
    assert_int_equal(csv_reader_open(&reader, content, NULL, &problems), ERROR_NONE);
    while (!found && csv_reader_next(&reader, &record) == ERROR_NONE)
        found = record.count > column && text_equal(record.fields[column], wanted);
    csv_reader_free(&reader);
    arena_free(&arena);
    return found;
}

static void every_transition_has_criteria_that_somebody_signs(void **state)
{
    (void)state;
    const struct embedded_file *file = shipped_file("gates.csv");
    struct csv_reader reader;
    struct csv_record record;
    struct problem_list problems;
    struct arena arena;
    unsigned counts[STAGE_COUNT] = {0};
    assert_non_null(file);
    arena_init(&arena, 1 << 20);
    problem_list_init(&problems, &arena);
    const struct text content = {(const char *)file->data, file->size};
    assert_int_equal(csv_reader_open(&reader, content, NULL, &problems), ERROR_NONE);
    assert_int_equal(csv_reader_next(&reader, &record), ERROR_NONE);
    assert_true(text_is(record.fields[0], "stage"));
    while (csv_reader_next(&reader, &record) == ERROR_NONE) {
        const int stage = choice_index(&product_stages, record.fields[0]);
        assert_in_range(stage, STAGE_PLAN, STAGE_RETIRED);
        counts[stage]++;
        assert_true(shipped_has("activities.csv", 0, record.fields[2]));
        // In the order of the map's file: map, activity.
        if (!shipped_has("maps/venn.csv", 1, record.fields[2]))
            fail_msg("nobody signs \"%.*s\"", TEXT_PRINT(record.fields[1]));
    }
    for (enum product_stage stage = STAGE_PLAN; stage < STAGE_COUNT; stage++)
        assert_in_range(counts[stage], 6, 9);
    csv_reader_free(&reader);
    arena_free(&arena);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_slip_is_counted_from_the_first_plan),
        cmocka_unit_test(what_is_open_or_held_is_undecided),
        cmocka_unit_test(no_gate_leads_to_the_first_stage),
        cmocka_unit_test(every_transition_has_criteria_that_somebody_signs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
