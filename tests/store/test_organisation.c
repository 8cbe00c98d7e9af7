// SPDX-License-Identifier: Apache-2.0
// The organisation read from a workspace, and the check over it, on both databases.
#include "fixture.h"

#include "base/calendar.h"
#include "check/check.h"
#include "check/rule.h"
#include "people/map.h"
#include "store/dangling.h"
#include "store/records.h"
#include "store/schema.h"

struct work {
    struct fixture *fixture;
    const char *resource; // plural name
    const char *const *fields;
    const char *key; // of what was made, or what to change
};

// Makes a record, or changes the one with the key: fields are "name=value" …, ended by NULL.
static enum error put(struct transaction *transaction, void *closure)
{
    struct work *work = closure;
    struct fixture *fixture = work->fixture;
    const struct actor actor = actor_system("system");
    const struct resource *resource =
        registry_find(transaction_registry(transaction), text_from(work->resource));
    struct record_input *input = record_input_new(resource, &fixture->arena);
    struct record *record = NULL;
    assert_non_null(input);
    for (const char *const *field = work->fields; *field; field++) {
        const char *equals = strchr(*field, '=');
        const int position = resource_field(resource, (struct text){*field, (size_t)(equals - *field)});
        struct value value;
        assert_true(position >= 0);
        assert_int_equal(field_parse(&resource->fields[position], text_from(equals + 1), &fixture->arena,
                             &fixture->problems, &value),
            ERROR_NONE);
        record_input_set(input, (size_t)position, value);
    }
    enum error error =
        work->key ? record_update(transaction, &actor, text_from(work->key), 0, input, &fixture->arena,
                        &fixture->problems, &record, NULL)
                  : record_create(transaction, &actor, input, &fixture->arena, &fixture->problems, &record);
    if (!error) work->key = text_copy(record->key, &fixture->arena);
    return error;
}

#define FIELDS(...) ((const char *const[]){__VA_ARGS__, NULL})

static const char *make(struct fixture *fixture, const char *resource, const char *const *fields)
{
    struct work work = {fixture, resource, fields, NULL};
    enum error error = store_write(fixture->store, put, &work);
    if (error) fail_msg("%s %s: %s", resource, fields[0], fixture_problems(fixture));
    return work.key;
}

static void change(struct fixture *fixture, const char *resource, const char *key, const char *const *fields)
{
    struct work work = {fixture, resource, fields, key};
    enum error error = store_write(fixture->store, put, &work);
    if (error) fail_msg("%s: %s", key, fixture_problems(fixture));
}

// Puts a map (the key) in force from a day (the only field).
static enum error put_in_force(struct transaction *transaction, void *closure)
{
    const struct work *work = closure;
    const struct actor actor = actor_system("system");
    const struct value day = value_string(work->fields[0]);
    struct record *record;
    return record_act(transaction, &actor, &map_resource, text_from(work->key),
        &map_actions[MAP_PUT_IN_FORCE], &day, 0, &work->fixture->arena, &work->fixture->problems, &record);
}

// Keeps a reference (fields: field, value) of the record with the key.
static enum error keep(struct transaction *transaction, void *closure)
{
    const struct work *work = closure;
    return dangling_keep(transaction, text_from(work->key), text_from(work->fields[0]),
        text_from(work->fields[1]), TEXT("erp"), TEXT(""));
}

static enum error set_setting(struct transaction *transaction, void *closure)
{
    const struct work *work = closure;
    const struct actor actor = actor_system("system");
    return setting_set(transaction, &actor, work->fields[0], text_from(work->fields[1]));
}

static void with(struct fixture *fixture, enum error (*run)(struct transaction *, void *), const char *key,
    const char *const *fields)
{
    struct work work = {fixture, NULL, fields, key};
    assert_int_equal(store_write(fixture->store, run, &work), ERROR_NONE);
}

static int32_t day_of(const char *date)
{
    int32_t day;
    assert_true(calendar_parse_date(text_from(date), &day));
    return day;
}

static struct organisation *load(struct fixture *fixture, const char *day)
{
    struct transaction *transaction;
    struct organisation *organisation = NULL;
    assert_int_equal(store_read(fixture->store, &transaction), ERROR_NONE);
    assert_int_equal(organisation_load(transaction, day_of(day), &fixture->arena, &organisation), ERROR_NONE);
    transaction_end(transaction);
    return organisation;
}

// A line that comes before the line around it, a manager who comes after, a reference that points to nothing.
static void fill(struct fixture *fixture)
{
    make(fixture, "units", FIELDS("name=Water"));
    make(fixture, "people", FIELDS("name=Ann Smith"));
    make(fixture, "people", FIELDS("name=Bo Berg", "unit=UNIT-1", "left_on=2026-10-31"));
    change(fixture, "people", "PERS-1", FIELDS("manager=PERS-2"));
    make(fixture, "lines", FIELDS("name=Household"));
    make(fixture, "lines", FIELDS("name=Meters", "unit=UNIT-1"));
    change(fixture, "lines", "LINE-1", FIELDS("parent=LINE-2"));
    make(fixture, "products",
        FIELDS("name=Probe", "line=LINE-1", "stage=launch", "conceive_on=2024-02-29", "mature_on=2027-01-01",
            "retired_on=2030-12-31"));
    make(fixture, "products", FIELDS("name=W\xC3\xA4rme", "stage=deliver", "horizon_set=next"));
    make(fixture, "products", FIELDS("name=Lamp", "stage=retired"));
    make(fixture, "assignments",
        FIELDS("person=PERS-1", "role=product_manager", "scope=LINE-2", "share=60", "from_on=2026-01-01",
            "to_on=2026-12-31", "stand_in=Acting"));
    make(fixture, "assignments", FIELDS("person=PERS-2", "role=general_manager"));
    make(fixture, "assignments", FIELDS("person=PERS-1", "role=design", "scope=PROD-2"));
    make(fixture, "activities", FIELDS("name=Roadmap", "code=roadmap", "position=2"));
    make(fixture, "activities", FIELDS("name=Messaging", "code=messaging", "position=1"));
    make(fixture, "activities", FIELDS("name=Anything", "code=anything"));
    make(fixture, "maps", FIELDS("name=First", "code=first"));
    make(fixture, "maps", FIELDS("name=Second", "code=second"));
    make(fixture, "map-entries",
        FIELDS("map=MAP-1", "activity=ACT-1", "side=pm", "accountable=product_manager",
            "responsible=product_manager,design", "consulted=sales", "informed="));
    make(fixture, "map-entries",
        FIELDS("map=MAP-2", "activity=ACT-2", "side=pmm", "accountable=product_marketing_manager"));
    make(fixture, "releases", FIELDS("product=PROD-1", "name=Probe 1.0"));
    with(fixture, keep, "PROD-2", FIELDS("line", "Inland"));
    with(fixture, keep, "REL-1", FIELDS("lead", "Cy"));
    with(fixture, keep, "PERS-2", FIELDS("manager", "Di"));
}

static void loads_what_is_there(void **state)
{
    struct fixture *fixture = *state;
    fill(fixture);
    const struct organisation *of = load(fixture, "2026-11-22");
    assert_int_equal(of->unit_count, 1);
    assert_text_equal(of->units[0].name, "Water");
    const uint32_t household = organisation_find_line(of, TEXT("LINE-1"));
    const uint32_t meters = organisation_find_line(of, TEXT("LINE-2"));
    assert_int_equal(of->line_count, 2);
    assert_int_equal(of->lines[household].parent, meters);
    assert_int_equal(of->lines[household].unit, ORGANISATION_NONE);
    assert_int_equal(of->lines[meters].parent, ORGANISATION_NONE);
    assert_int_equal(organisation_unit_of_line(of, household), 0);
    const uint32_t ann = organisation_find_person(of, TEXT("PERS-1")),
                   bo = organisation_find_person(of, TEXT("PERS-2"));
    assert_int_equal(of->person_count, 2);
    assert_text_equal(of->people[ann].name, "Ann Smith");
    assert_int_equal(of->people[ann].manager, bo);
    assert_int_equal(of->people[ann].left_on, ORGANISATION_NO_DATE);
    assert_int_equal(of->people[bo].left_on, day_of("2026-10-31"));
    assert_int_equal(of->people[bo].unit, 0);
    assert_int_equal(of->people[bo].manager, ORGANISATION_NONE);
}

static void loads_products_with_stage_horizon_and_dates(void **state)
{
    struct fixture *fixture = *state;
    fill(fixture);
    const struct organisation *of = load(fixture, "2026-11-22");
    assert_int_equal(of->product_count, 3);
    const struct organisation_product *probe = &of->products[organisation_find_product(of, TEXT("PROD-1"))];
    assert_text_equal(probe->name, "Probe");
    assert_int_equal(probe->line, organisation_find_line(of, TEXT("LINE-1")));
    assert_int_equal(probe->stage, STAGE_LAUNCH);
    assert_int_equal(probe->horizon, HORIZON_NEXT);
    for (unsigned i = 0; i < MILESTONE_COUNT; i++)
        assert_int_equal(probe->dates[i], i == MILESTONE_CONCEIVE  ? day_of("2024-02-29")
                                          : i == MILESTONE_MATURE  ? day_of("2027-01-01")
                                          : i == MILESTONE_RETIRED ? day_of("2030-12-31")
                                                                   : ORGANISATION_NO_DATE);
    const struct organisation_product *heat = &of->products[organisation_find_product(of, TEXT("PROD-2"))];
    assert_text_equal(heat->name, "W\xC3\xA4rme");
    assert_int_equal(heat->line, ORGANISATION_NONE);
    assert_int_equal(heat->stage, STAGE_DELIVER);
    assert_int_equal(heat->horizon, HORIZON_NEXT); // set by hand
    assert_int_equal(of->products[organisation_find_product(of, TEXT("PROD-3"))].horizon, HORIZON_NONE);
    assert_int_equal(organisation_find_product(of, TEXT("PROD-4")), ORGANISATION_NONE);
}

static void loads_assignments_of_every_scope(void **state)
{
    struct fixture *fixture = *state;
    fill(fixture);
    const struct organisation *of = load(fixture, "2026-11-22");
    static const char *const scopes[] = {"LINE-2", "", "PROD-2"};
    static const enum people_role roles[] = {ROLE_PRODUCT_MANAGER, ROLE_GENERAL_MANAGER, ROLE_DESIGN};
    assert_int_equal(of->assignment_count, 3);
    for (uint32_t i = 0; i < of->assignment_count; i++) {
        const struct organisation_assignment *assignment = &of->assignments[i];
        const size_t number = (size_t)(assignment->key.data[assignment->key.length - 1] - '1');
        assert_int_equal(assignment->role, roles[number]);
        assert_int_equal(assignment->scope, organisation_find_scope(of, text_from(scopes[number])));
        assert_int_equal(assignment->share, number ? ORGANISATION_NO_SHARE : 60);
        assert_int_equal(assignment->from_on, number ? ORGANISATION_NO_DATE : day_of("2026-01-01"));
        assert_int_equal(assignment->to_on, number ? ORGANISATION_NO_DATE : day_of("2026-12-31"));
        assert_text_equal(assignment->stand_in, number ? "" : "Acting");
        assert_text_equal(of->people[assignment->person].key, number == 1 ? "PERS-2" : "PERS-1");
    }
}

// The one entry that the company's map has for the activity; NULL when it has none.
static const struct organisation_entry *entry_of(const struct organisation *of, const char *code)
{
    uint32_t count;
    const struct organisation_entry *entry =
        organisation_entries_of(of, organisation_map_of_scope(of, ORGANISATION_COMPANY),
            organisation_find_activity_code(of, code), &count);
    assert_true(count <= 1);
    return entry;
}

static void the_map_is_that_of_the_day(void **state)
{
    struct fixture *fixture = *state;
    fill(fixture);
    const struct organisation *of = load(fixture, "2026-11-22");
    assert_int_equal(of->map_count, 0);
    assert_int_equal(of->entry_count, 0);
    with(fixture, put_in_force, "MAP-1", FIELDS("2026-03-01"));
    with(fixture, put_in_force, "MAP-2", FIELDS("2099-12-01"));
    of = load(fixture, "2026-02-28");
    assert_int_equal(of->map_count, 0);
    of = load(fixture, "2026-11-22"); // superseded, but not yet
    assert_int_equal(of->map_count, 1);
    assert_text_equal(of->maps[0].key, "MAP-1");
    assert_text_equal(of->maps[0].name, "First");
    assert_int_equal(of->maps[0].scope, ORGANISATION_COMPANY);
    assert_int_equal(of->entry_count, 1);
    const struct organisation_entry *entry = entry_of(of, "roadmap");
    assert_non_null(entry);
    assert_int_equal(entry->accountable, ROLE_PRODUCT_MANAGER);
    assert_int_equal(entry->side, SIDE_PM);
    assert_int_equal(entry->responsible, 1U << ROLE_PRODUCT_MANAGER | 1U << ROLE_DESIGN);
    assert_int_equal(entry->consulted, 1U << ROLE_SALES);
    assert_int_equal(entry->informed, 0);
    of = load(fixture, "2099-12-01");
    assert_text_equal(of->maps[organisation_map_of_scope(of, ORGANISATION_COMPANY)].key, "MAP-2");
    assert_null(entry_of(of, "roadmap"));
    assert_non_null(entry_of(of, "messaging"));
}

static void activities_come_by_position(void **state)
{
    struct fixture *fixture = *state;
    fill(fixture);
    const struct organisation *of = load(fixture, "2026-11-22");
    assert_int_equal(of->activity_count, 3);
    assert_text_equal(of->activities[0].code, "messaging");
    assert_text_equal(of->activities[1].code, "roadmap");
    assert_text_equal(of->activities[2].code, "anything"); // without a position last, on both databases
}

static void kept_references_have_a_name_until_they_are_set(void **state)
{
    struct fixture *fixture = *state;
    fill(fixture);
    const struct organisation *of = load(fixture, "2026-11-22");
    static const struct {
        const char *resource, *key, *title, *field, *value, *product;
    } expected[] = {
        {"people", "PERS-2", "Bo Berg", "manager", "Di", NULL},
        {"products", "PROD-2", "W\xC3\xA4rme", "line", "Inland", "PROD-2"},
        {"releases", "REL-1", "Probe 1.0", "lead", "Cy", "PROD-1"},
    };
    assert_int_equal(of->dangling_count, 3);
    for (size_t i = 0; i < 3; i++) {
        const struct organisation_dangling *dangling = &of->danglings[i];
        assert_string_equal(dangling->resource, expected[i].resource);
        assert_text_equal(dangling->key, expected[i].key);
        assert_text_equal(dangling->title, expected[i].title);
        assert_text_equal(dangling->field, expected[i].field);
        assert_text_equal(dangling->value, expected[i].value);
        assert_text_equal(dangling->source, "erp");
        if (expected[i].product)
            assert_text_equal(of->products[dangling->product].key, expected[i].product);
        else
            assert_int_equal(dangling->product, ORGANISATION_NONE);
    }
    change(fixture, "products", "PROD-2", FIELDS("line=LINE-1"));
    assert_int_equal(load(fixture, "2026-11-22")->dangling_count, 2);
}

static void an_empty_workspace_has_an_empty_organisation(void **state)
{
    struct fixture *fixture = *state;
    const struct organisation *of = load(fixture, "2026-11-22");
    assert_int_equal(of->product_count + of->person_count + of->line_count + of->unit_count, 0);
    assert_int_equal(organisation_scope_count(of), 1);
    assert_int_equal(organisation_find_scope(of, TEXT("")), ORGANISATION_COMPANY);
}

static enum error check_once(struct fixture *fixture, struct arena *arena, struct check_report *ret_report)
{
    struct transaction *transaction;
    enum error error = store_read(fixture->store, &transaction);
    if (error) return error;
    error = check_workspace(transaction, day_of("2026-11-22"), NULL, arena, ret_report);
    transaction_end(transaction);
    return error;
}

static size_t count_rule(const struct check_report *report, const char *identifier)
{
    size_t count = 0;
    for (size_t i = 0; i < report->count; i++)
        count += strcmp(report->findings[i].rule->identifier, identifier) == 0;
    return count;
}

static void the_check_goes_by_the_workspace_s_settings(void **state)
{
    struct fixture *fixture = *state;
    struct check_report report;
    fill(fixture);
    with(fixture, put_in_force, "MAP-1", FIELDS("2026-03-01"));
    assert_int_equal(check_once(fixture, &fixture->arena, &report), ERROR_NONE);
    assert_int_equal(report.products, 2);
    assert_int_equal(count_rule(&report, "stand-in-too-long"), 1);
    assert_int_equal(count_rule(&report, "dangling-reference"), 3);
    assert_int_equal(count_rule(&report, "accountable-person-left"), 1);
    assert_int_equal(
        count_rule(&report, "activity-without-accountable"), 2); // activities that the map does not have
    assert_int_equal(count_rule(&report, "product-without-management"), 1);
    with(fixture, set_setting, NULL, FIELDS("check.stand-in-too-long.days", "1000"));
    with(fixture, set_setting, NULL, FIELDS("check.dangling-reference.severity", "off"));
    with(fixture, set_setting, NULL, FIELDS("check.accountable-person-left.severity", "nonsense"));
    with(fixture, set_setting, NULL, FIELDS("workspace_name", "off"));
    assert_int_equal(check_once(fixture, &fixture->arena, &report), ERROR_NONE);
    assert_int_equal(count_rule(&report, "stand-in-too-long"), 0);
    assert_int_equal(count_rule(&report, "dangling-reference"), 0);
    assert_int_equal(count_rule(&report, "accountable-person-left"), 1);
}

static void every_statement_may_fail(void **state)
{
    struct fixture *fixture = *state;
    fill(fixture);
    with(fixture, put_in_force, "MAP-1", FIELDS("2026-03-01"));
    for (long count = 0;; count++) {
        struct check_report report;
        struct arena arena;
        arena_init(&arena, (size_t)64 << 20);
        store_fail_after(count);
        enum error error = check_once(fixture, &arena, &report);
        store_fail_after(-1);
        arena_free(&arena);
        if (!error) {
            assert_true(count >= 10); // one for each table at least
            return;
        }
        assert_int_equal(error, ERROR_IO);
    }
}

static enum error check_in_small_memory(void *context)
{
    struct check_report report;
    struct arena arena;
    arena_init(&arena, (size_t)64 << 20);
    enum error error = check_once(context, &arena, &report);
    arena_free(&arena);
    return error;
}

static void every_allocation_may_fail(void **state)
{
    struct fixture *fixture = *state;
    fill(fixture);
    // What the connection keeps for later is made before anything fails.
    assert_int_equal(check_in_small_memory(fixture), ERROR_NONE);
    assert_true(torture(check_in_small_memory, fixture) > 0);
}

#define CASE(function) cmocka_unit_test_setup_teardown(function, fixture_set_up, fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(loads_what_is_there),
        CASE(loads_products_with_stage_horizon_and_dates),
        CASE(loads_assignments_of_every_scope),
        CASE(the_map_is_that_of_the_day),
        CASE(activities_come_by_position),
        CASE(kept_references_have_a_name_until_they_are_set),
        CASE(an_empty_workspace_has_an_empty_organisation),
        CASE(the_check_goes_by_the_workspace_s_settings),
        CASE(every_statement_may_fail),
        CASE(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
