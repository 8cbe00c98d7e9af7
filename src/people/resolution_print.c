// SPDX-License-Identifier: Apache-2.0
// Writes resolutions as JSON.
#include "people/resolution_print.h"

static void write_member(struct json_writer *writer, const char *name, struct text value)
{
    json_write_key(writer, name);
    json_write_text(writer, value);
}

// A code of a choice; NULL means that there is none.
static void write_code(struct json_writer *writer, const char *name, const char *code)
{
    json_write_key(writer, name);
    json_write_string(writer, code);
}

static void write_scope(const struct organisation *organisation, uint32_t scope, struct json_writer *writer)
{
    json_write_key(writer, "scope");
    if (scope == ORGANISATION_NONE)
        json_write_null(writer);
    else
        json_write_text(writer, organisation_scope_key(organisation, scope));
}

void resolution_print_holders(const struct resolution *resolution, struct resolution_holders holders,
    uint32_t scope, struct json_writer *writer)
{
    const struct organisation *organisation = resolution_organisation(resolution);
    json_write_array_begin(writer);
    for (uint32_t i = 0; i < holders.count; i++) {
        const struct organisation_person *person = &organisation->people[holders.people[i]];
        const struct text stand_in = organisation->assignments[holders.assignments[i]].stand_in;
        json_write_object_begin(writer);
        write_member(writer, "key", person->key);
        write_member(writer, "name", person->name);
        json_write_key(writer, "stand_in");
        if (text_is_empty(stand_in))
            json_write_null(writer);
        else
            json_write_text(writer, stand_in);
        json_write_key(writer, "inherited");
        json_write_boolean(writer, holders.scope != scope);
        write_scope(organisation, holders.scope, writer);
        json_write_object_end(writer);
    }
    json_write_array_end(writer);
}

// `entry` may be ORGANISATION_NONE.
static void write_activity(
    const struct organisation *organisation, uint32_t activity, uint32_t entry, struct json_writer *writer)
{
    write_member(writer, "activity", organisation->activities[activity].key);
    write_member(writer, "activity_name", organisation->activities[activity].name);
    write_member(writer, "activity_code", organisation->activities[activity].code);
    if (entry == ORGANISATION_NONE) {
        write_code(writer, "side", NULL);
        write_code(writer, "role", NULL);
    } else {
        const struct organisation_entry *of = &organisation->entries[entry];
        write_code(writer, "side", map_sides.choices[of->side].code);
        write_code(writer, "role", people_role_code((enum people_role)of->accountable));
    }
}

static void write_map(const struct organisation *organisation, uint32_t map, struct json_writer *writer)
{
    json_write_key(writer, "map");
    if (map == ORGANISATION_NONE) {
        json_write_null(writer);
        return;
    }
    json_write_object_begin(writer);
    write_member(writer, "key", organisation->maps[map].key);
    write_member(writer, "name", organisation->maps[map].name);
    json_write_object_end(writer);
}

void resolution_print_result(
    const struct resolution *resolution, const struct resolution_result *result, struct json_writer *writer)
{
    const struct organisation *organisation = resolution_organisation(resolution);
    json_write_object_begin(writer);
    write_member(writer, "product", organisation->products[result->product].key);
    write_activity(organisation, result->activity, result->entry, writer);
    write_code(writer, "outcome", resolution_outcome_code(result->outcome));
    json_write_key(writer, "people");
    resolution_print_holders(
        resolution, result->holders, organisation_scope_of_product(organisation, result->product), writer);
    write_scope(organisation, result->holders.scope, writer);
    json_write_object_end(writer);
}

void resolution_print_product(
    const struct resolution *resolution, uint32_t product, uint32_t activity, struct json_writer *writer)
{
    const struct organisation *organisation = resolution_organisation(resolution);
    json_write_object_begin(writer);
    write_map(organisation, resolution_product_map(resolution, product), writer);
    json_write_key(writer, "items");
    json_write_array_begin(writer);
    for (uint32_t i = 0; i < organisation->activity_count; i++) {
        if (activity != ORGANISATION_NONE && activity != i) continue;
        struct resolution_result result = resolution_for(resolution, product, i);
        resolution_print_result(resolution, &result, writer);
    }
    json_write_array_end(writer);
    json_write_object_end(writer);
}

enum error resolution_print_summary(
    const struct resolution *resolution, struct arena *arena, struct json_writer *writer)
{
    const struct organisation *organisation = resolution_organisation(resolution);
    uint32_t(*counts)[RESOLUTION_OUTCOME_COUNT];
    enum error error = resolution_count(resolution, arena, &counts);
    if (error) return error;
    const uint32_t map = resolution_scope_map(resolution, ORGANISATION_COMPANY);
    json_write_object_begin(writer);
    write_map(organisation, map, writer);
    json_write_key(writer, "summary");
    json_write_array_begin(writer);
    for (uint32_t activity = 0; activity < organisation->activity_count; activity++) {
        const uint32_t entry = resolution_for_scope(resolution, ORGANISATION_COMPANY, activity).entry;
        json_write_object_begin(writer);
        write_activity(organisation, activity, entry, writer);
        for (unsigned outcome = 0; outcome < RESOLUTION_OUTCOME_COUNT; outcome++) {
            json_write_key(writer, resolution_outcome_code((enum resolution_outcome)outcome));
            json_write_integer(writer, counts[activity][outcome]);
        }
        json_write_object_end(writer);
    }
    json_write_array_end(writer);
    json_write_object_end(writer);
    return ERROR_NONE;
}
