// SPDX-License-Identifier: Apache-2.0
// Scenarios: whatever is read either says what is wrong with it, or can be applied to a company, put into
// words and compared, and applying it twice gives the same.
#include "target.h"

#include "base/allocation.h"
#include "stress/stress_print.h"

static struct organisation_unit units[] = {
    {TEXT_CONSTANT("UNIT-1"), TEXT_CONSTANT("Water")}, {TEXT_CONSTANT("UNIT-2"), TEXT_CONSTANT("Air")}};
static struct organisation_line lines[] = {
    {TEXT_CONSTANT("LINE-1"), TEXT_CONSTANT("Meters"), 0, ORGANISATION_NONE},
    {TEXT_CONSTANT("LINE-2"), TEXT_CONSTANT("Fans"), 1, 0}};
static struct organisation_product products[] = {
    {.key = TEXT_CONSTANT("PROD-1"), .name = TEXT_CONSTANT("Probe"), .line = 0, .stage = STAGE_DELIVER},
    {.key = TEXT_CONSTANT("PROD-2"), .name = TEXT_CONSTANT("Fan"), .line = 1, .stage = STAGE_PLAN}};
static struct organisation_person people[] = {
    {TEXT_CONSTANT("PERS-1"), TEXT_CONSTANT("Pia"), ORGANISATION_NONE, 0, ORGANISATION_NO_DATE},
    {TEXT_CONSTANT("PERS-2"), TEXT_CONSTANT("Quinn"), 0, 1, ORGANISATION_NO_DATE}};
static struct organisation_assignment assignments[] = {
    {TEXT_CONSTANT("ASGN-1"), TEXT_CONSTANT(""), 0, 3, ROLE_PRODUCT_MANAGER, ORGANISATION_NO_SHARE,
        ORGANISATION_NO_DATE, ORGANISATION_NO_DATE},
    {TEXT_CONSTANT("ASGN-2"), TEXT_CONSTANT("Acting"), 1, 0, ROLE_PRODUCT_MARKETING_MANAGER, 20, 20000,
        21000}};
static struct organisation_activity activities[] = {
    {TEXT_CONSTANT("ACT-1"), TEXT_CONSTANT("Roadmap"), TEXT_CONSTANT("roadmap"), 1},
    {TEXT_CONSTANT("ACT-2"), TEXT_CONSTANT("Messaging"), TEXT_CONSTANT("messaging"), 2}};
static struct organisation_map maps[] = {{.key = TEXT_CONSTANT("MAP-1"), .name = TEXT_CONSTANT("Venn")}};
static struct organisation_entry entries[] = {{.key = TEXT_CONSTANT("ENT-1"),
                                                  .activity = 0,
                                                  .accountable = ROLE_PRODUCT_MANAGER,
                                                  .to_stage = STAGE_RETIRED},
    {.key = TEXT_CONSTANT("ENT-2"),
        .activity = 1,
        .side = SIDE_PMM,
        .accountable = ROLE_PRODUCT_MARKETING_MANAGER,
        .from_stage = STAGE_LAUNCH,
        .to_stage = STAGE_RETIRED}};

static void company_make(struct arena *arena, struct organisation *organisation)
{
    *organisation = (struct organisation){.day = 20500,
        .units = units,
        .lines = lines,
        .products = products,
        .people = people,
        .assignments = assignments,
        .activities = activities,
        .maps = maps,
        .entries = entries,
        .unit_count = 2,
        .line_count = 2,
        .product_count = 2,
        .person_count = 2,
        .assignment_count = 2,
        .activity_count = 2,
        .map_count = 1,
        .entry_count = 2};
    for (unsigned array = 0; array < ARRAY_COUNT; array++)
        REQUIRE(organisation_index(organisation, (enum organisation_array)array, arena) == ERROR_NONE);
}

// Runs the steps and prints the report into the buffer.
static enum error run(struct arena *arena, const struct organisation *organisation,
    const struct scenario_steps *steps, struct problem_list *problems, struct buffer *output)
{
    // A second map, for steps that name one.
    struct map_trial other = {
        {.key = TEXT("MAP-2"), .name = TEXT("Other"), .scope = 1}, entries, 1, MAP_DRAFT};
    const struct scenario_world world = {.today = 20400, .maps = &other, .map_count = 1};
    struct stress_input input = {.name = TEXT("fuzz"), .day = organisation->day, .steps = *steps};
    struct check_settings settings;
    struct resolution *resolution;
    struct stress_report report;
    struct json_writer writer;
    check_settings_default(&settings);
    REQUIRE(resolution_prepare(organisation, arena, &resolution) == ERROR_NONE);
    const struct check_facts facts = {resolution, NULL, NULL, &settings, NULL};
    enum error error = stress_run(&facts, steps, &world, arena, problems, &report);
    if (error) return error;
    uint64_t pairs = 0;
    for (unsigned i = 0; i < RESOLUTION_OUTCOME_COUNT; i++)
        pairs += report.after.outcomes[i];
    REQUIRE(pairs == 2 * (uint64_t)report.after.check.products);
    REQUIRE(stress_print_text(&report, &input, output) == ERROR_NONE);
    json_writer_init(&writer, output);
    REQUIRE(stress_print_json(&report, &input, &writer) == ERROR_NONE);
    REQUIRE(json_writer_finish(&writer) == ERROR_NONE);
    return ERROR_NONE;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const long blocks = allocation_count();
    const struct text json = {(const char *)data, size};
    struct arena arena;
    struct problem_list problems;
    struct organisation organisation;
    struct scenario_steps steps;
    arena_init(&arena, (size_t)256 << 20);
    problem_list_init(&problems, &arena);
    company_make(&arena, &organisation);
    enum error error = scenario_steps_read(json, &arena, &problems, &steps);
    REQUIRE(error == ERROR_NONE || problems.count > 0 || error == ERROR_MEMORY);
    if (!error) {
        struct buffer once, again;
        buffer_init(&once, (size_t)64 << 20);
        buffer_init(&again, (size_t)64 << 20);
        REQUIRE(steps.count <= SCENARIO_STEPS_MAXIMUM);
        error = run(&arena, &organisation, &steps, &problems, &once);
        REQUIRE(error == ERROR_NONE || problems.count > 0);
        REQUIRE(run(&arena, &organisation, &steps, &problems, &again) == error);
        REQUIRE(text_equal(buffer_view(&once), buffer_view(&again)));
        REQUIRE(organisation.unit_count == 2 && assignments[0].scope == 3);
        buffer_free(&once);
        buffer_free(&again);
    }
    arena_free(&arena);
    REQUIRE(allocation_count() == blocks);
    return 0;
}
