// SPDX-License-Identifier: Apache-2.0
// An organisation built by hand for tests: rows are added by key in any order, company_finish ties them
// together.
#ifndef TANDEM_TESTS_UNIT_PEOPLE_COMPANY_H
#define TANDEM_TESTS_UNIT_PEOPLE_COMPANY_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/calendar.h"
#include "people/organisation.h"

#define COMPANY_MAXIMUM 256

struct company {
    struct arena arena;
    struct organisation organisation;
    const char *line_units[COMPANY_MAXIMUM], *line_parents[COMPANY_MAXIMUM];
    const char *product_lines[COMPANY_MAXIMUM];
    const char *person_units[COMPANY_MAXIMUM], *person_managers[COMPANY_MAXIMUM];
    const char *assignment_people[COMPANY_MAXIMUM], *assignment_scopes[COMPANY_MAXIMUM];
    const char *map_scopes[COMPANY_MAXIMUM];
};

static inline int32_t company_day(const char *date)
{
    int32_t day = ORGANISATION_NO_DATE;
    if (date) assert_true(calendar_parse_date(text_from(date), &day));
    return day;
}

static inline struct company *company_new(const char *day)
{
    struct company *company = test_calloc(1, sizeof *company);
    struct organisation *organisation = &company->organisation;
    arena_init(&company->arena, (size_t)64 << 20);
    organisation->day = company_day(day);
    organisation->units = arena_array(&company->arena, struct organisation_unit, COMPANY_MAXIMUM);
    organisation->lines = arena_array(&company->arena, struct organisation_line, COMPANY_MAXIMUM);
    organisation->products = arena_array(&company->arena, struct organisation_product, COMPANY_MAXIMUM);
    organisation->people = arena_array(&company->arena, struct organisation_person, COMPANY_MAXIMUM);
    organisation->assignments = arena_array(&company->arena, struct organisation_assignment, COMPANY_MAXIMUM);
    organisation->activities = arena_array(&company->arena, struct organisation_activity, COMPANY_MAXIMUM);
    organisation->entries = arena_array(&company->arena, struct organisation_entry, COMPANY_MAXIMUM);
    organisation->danglings = arena_array(&company->arena, struct organisation_dangling, COMPANY_MAXIMUM);
    organisation->maps = arena_array(&company->arena, struct organisation_map, COMPANY_MAXIMUM);
    organisation->maps[organisation->map_count++] =
        (struct organisation_map){.key = TEXT("MAP-1"), .name = TEXT("Test map")};
    return company;
}

static inline void company_free(struct company *company)
{
    arena_free(&company->arena);
    test_free(company);
}

static inline void company_unit(struct company *company, const char *key, const char *name)
{
    company->organisation.units[company->organisation.unit_count++] =
        (struct organisation_unit){text_from(key), text_from(name)};
}

// unit and parent: keys, or NULL.
static inline void company_line(
    struct company *company, const char *key, const char *name, const char *unit, const char *parent)
{
    const uint32_t index = company->organisation.line_count++;
    company->organisation.lines[index] =
        (struct organisation_line){text_from(key), text_from(name), ORGANISATION_NONE, ORGANISATION_NONE};
    company->line_units[index] = unit;
    company->line_parents[index] = parent;
}

static inline struct organisation_product *company_product(
    struct company *company, const char *key, const char *name, const char *line, enum product_stage stage)
{
    const uint32_t index = company->organisation.product_count++;
    struct organisation_product *product = &company->organisation.products[index];
    *product = (struct organisation_product){
        .key = text_from(key),
        .name = text_from(name),
        .line = ORGANISATION_NONE,
        .stage = (uint8_t)stage,
        .horizon = (int8_t)product_horizon((int)stage, HORIZON_NONE),
    };
    for (unsigned i = 0; i < MILESTONE_COUNT; i++)
        product->dates[i] = ORGANISATION_NO_DATE;
    company->product_lines[index] = line;
    return product;
}

static inline struct organisation_person *company_person(
    struct company *company, const char *key, const char *name)
{
    struct organisation_person *person = &company->organisation.people[company->organisation.person_count++];
    *person = (struct organisation_person){
        text_from(key), text_from(name), ORGANISATION_NONE, ORGANISATION_NONE, ORGANISATION_NO_DATE};
    return person;
}

// unit and manager: keys, or NULL; of the person added last.
static inline void company_person_place(struct company *company, const char *unit, const char *manager)
{
    company->person_units[company->organisation.person_count - 1] = unit;
    company->person_managers[company->organisation.person_count - 1] = manager;
}

// scope: a key, or NULL for the company.
static inline struct organisation_assignment *company_assign(
    struct company *company, const char *key, const char *person, enum people_role role, const char *scope)
{
    const uint32_t index = company->organisation.assignment_count++;
    struct organisation_assignment *assignment = &company->organisation.assignments[index];
    *assignment = (struct organisation_assignment){
        .key = text_from(key),
        .stand_in = TEXT(""),
        .role = (uint8_t)role,
        .share = ORGANISATION_NO_SHARE,
        .from_on = ORGANISATION_NO_DATE,
        .to_on = ORGANISATION_NO_DATE,
    };
    company->assignment_people[index] = person;
    company->assignment_scopes[index] = scope;
    return assignment;
}

static inline void company_activity(struct company *company, const char *key, const char *code)
{
    const uint32_t index = company->organisation.activity_count++;
    company->organisation.activities[index] =
        (struct organisation_activity){text_from(key), text_from(code), text_from(code), (int64_t)index};
}

// Adds an activity together with what the map says about it.
static inline void company_entry(
    struct company *company, const char *key, const char *code, enum map_side side, enum people_role role)
{
    company_activity(company, key, code);
    company->organisation.entries[company->organisation.entry_count++] = (struct organisation_entry){
        .key = text_from(key),
        .activity = company->organisation.activity_count - 1,
        .side = (uint8_t)side,
        .accountable = (uint8_t)role,
        .to_stage = STAGE_RETIRED,
    };
}

// A further map, for a unit or line that was added before; its index. Entries name it in their member `map`.
static inline uint32_t company_map(struct company *company, const char *key, const char *scope)
{
    const uint32_t index = company->organisation.map_count++;
    company->organisation.maps[index] =
        (struct organisation_map){.key = text_from(key), .name = text_from(key)};
    company->map_scopes[index] = scope;
    return index;
}

// What a map says about an activity that was added before.
static inline struct organisation_entry *company_map_entry(struct company *company, uint32_t map,
    const char *key, uint32_t activity, enum map_side side, enum people_role role)
{
    struct organisation_entry *entry = &company->organisation.entries[company->organisation.entry_count++];
    *entry = (struct organisation_entry){
        .key = text_from(key),
        .map = map,
        .activity = activity,
        .side = (uint8_t)side,
        .accountable = (uint8_t)role,
        .to_stage = STAGE_RETIRED,
    };
    return entry;
}

// Turns keys into indexes. Called again after rows were added, it starts from the keys anew.
static inline const struct organisation *company_finish(struct company *company)
{
    struct organisation *organisation = &company->organisation;
    for (unsigned array = 0; array < ARRAY_ENTRIES; array++)
        assert_int_equal(
            organisation_index(organisation, (enum organisation_array)array, &company->arena), ERROR_NONE);
    for (uint32_t i = 0; i < organisation->map_count; i++)
        organisation->maps[i].scope =
            organisation_find_scope(organisation, text_from(company->map_scopes[i]));
    assert_int_equal(organisation_index(organisation, ARRAY_ENTRIES, &company->arena), ERROR_NONE);
    for (uint32_t i = 0; i < organisation->line_count; i++) {
        organisation->lines[i].unit = organisation_find_unit(organisation, text_from(company->line_units[i]));
        organisation->lines[i].parent =
            organisation_find_line(organisation, text_from(company->line_parents[i]));
    }
    for (uint32_t i = 0; i < organisation->product_count; i++)
        organisation->products[i].line =
            organisation_find_line(organisation, text_from(company->product_lines[i]));
    for (uint32_t i = 0; i < organisation->person_count; i++) {
        organisation->people[i].unit =
            organisation_find_unit(organisation, text_from(company->person_units[i]));
        organisation->people[i].manager =
            organisation_find_person(organisation, text_from(company->person_managers[i]));
    }
    for (uint32_t i = 0; i < organisation->assignment_count; i++) {
        organisation->assignments[i].person =
            organisation_find_person(organisation, text_from(company->assignment_people[i]));
        organisation->assignments[i].scope =
            organisation_find_scope(organisation, text_from(company->assignment_scopes[i]));
    }
    return organisation;
}

#endif
