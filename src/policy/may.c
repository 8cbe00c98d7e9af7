// SPDX-License-Identifier: Apache-2.0
// The question without the act: which activity it belongs to, the decision, and its explanation.
#include "policy/may.h"

#include "base/calendar.h"
#include "people/person.h"
#include "store/records.h"

static enum error person_find(struct transaction *transaction, struct text person, struct arena *arena,
    struct problem_list *problems, struct policy_may *may)
{
    const struct actor program = actor_system("system");
    struct record *record;
    enum error error = record_get(transaction, &program, &person_resource, person, arena, &record);
    if (error == ERROR_NOT_FOUND)
        problem_add(problems, "person", "There is no person with the key %.*s.", TEXT_PRINT(person));
    if (error) return error;
    may->person = record->key;
    may->person_name = record_text(record, PERSON_NAME);
    return ERROR_NONE;
}

static bool is_activity(const struct organisation *organisation, const char *act)
{
    return organisation_find_activity_code(organisation, act) != ORGANISATION_NONE ||
           organisation_find_activity(organisation, text_from(act)) != ORGANISATION_NONE;
}

// Which activity an action or a field of the record belongs to; empty: none.
static enum error activity_of(struct transaction *transaction, struct text act, struct arena *arena,
    struct problem_list *problems, const struct policy_may *may, struct text *ret_activity)
{
    const struct actor program = actor_system("system");
    struct record *record;
    enum error error = record_get(transaction, &program, NULL, may->found.record, arena, &record);
    if (error) return error;
    const struct resource *resource = record->resource;
    const struct action *action = resource_action(resource, act);
    const int field = resource_field(resource, act);
    if (!action && field < 0) {
        problem_add(problems, "action",
            "\"%.*s\" is no activity, and neither an action nor a field of a %s such as %.*s.",
            TEXT_PRINT(act), resource->singular, TEXT_PRINT(record->key));
        return ERROR_NOT_FOUND;
    }
    if (action && action->activity_of)
        *ret_activity = action->activity_of(record);
    else
        *ret_activity = text_from(action ? action->activity : resource->fields[field].activity);
    return ERROR_NONE;
}

static enum error unregulated_explain(struct arena *arena, struct policy_may *may)
{
    may->is_unregulated = true;
    may->decision = (struct policy_decision){.verdict = POLICY_SILENT,
        .map = ORGANISATION_NONE,
        .activity = ORGANISATION_NONE,
        .entry = ORGANISATION_NONE,
        .role = ROLE_COUNT,
        .held_at = ORGANISATION_NONE};
    may->lines.items[0] = arena_print(
        arena, "%s belongs to no activity: the permission of the account decides, not the map.", may->act);
    may->lines.count = 1;
    return may->lines.items[0] ? ERROR_NONE : ERROR_MEMORY;
}

enum error policy_may_find(struct transaction *transaction, struct text person, struct text act,
    struct text record, struct arena *arena, struct problem_list *problems, struct policy_may *ret_may)
{
    struct policy_may may = {.act = text_copy(act, arena)};
    struct text activity = act;
    if (!may.act) return ERROR_MEMORY;
    enum error error = person_find(transaction, person, arena, problems, &may);
    if (error) return error;
    error = policy_case_load_whole(transaction, record, arena, &may.found);
    if (error == ERROR_NOT_FOUND)
        problem_add(problems, "record", "There is no record with the key %.*s.", TEXT_PRINT(record));
    if (!error && !is_activity(may.found.organisation, may.act))
        error = activity_of(transaction, act, arena, problems, &may, &activity);
    if (error) return error;
    if (text_is_empty(activity)) {
        error = unregulated_explain(arena, &may);
    } else {
        error = policy_case_decide(&may.found, activity, may.person, arena, &may.decision);
        if (!error)
            error = policy_explain(may.found.organisation, &may.decision, may.person, may.act,
                may.found.record, arena, &may.lines);
    }
    if (!error) *ret_may = may;
    return error;
}

static void write_member(struct json_writer *writer, const char *name, struct text value)
{
    json_write_key(writer, name);
    json_write_text(writer, value);
}

static void write_named(struct json_writer *writer, const char *name, struct text key, struct text title)
{
    if (name) json_write_key(writer, name);
    json_write_object_begin(writer);
    write_member(writer, "key", key);
    write_member(writer, "name", title);
    json_write_object_end(writer);
}

static void write_people(
    const struct policy_may *may, const char *name, struct policy_people people, struct json_writer *writer)
{
    const struct organisation *organisation = may->found.organisation;
    json_write_key(writer, name);
    json_write_array_begin(writer);
    for (uint32_t i = 0; i < people.count; i++) {
        const struct organisation_person *person = &organisation->people[people.people[i]];
        write_named(writer, NULL, person->key, person->name);
    }
    json_write_array_end(writer);
}

// The delegations of the accountable people: who is away until when, and who acts.
static void write_delegations(const struct policy_may *may, struct json_writer *writer)
{
    json_write_key(writer, "delegations");
    json_write_array_begin(writer);
    for (uint32_t i = 0; i < may->decision.delegation_count; i++) {
        const struct policy_delegation *delegation = may->decision.delegations[i];
        char to_on[CALENDAR_DATE_SIZE];
        calendar_print_date(delegation->to_on, to_on);
        json_write_object_begin(writer);
        write_member(writer, "key", delegation->key);
        write_member(writer, "person", delegation->person);
        if (text_is_empty(delegation->deputy)) {
            json_write_key(writer, "deputy");
            json_write_null(writer);
        } else {
            write_named(writer, "deputy", delegation->deputy, delegation->deputy_name);
        }
        json_write_key(writer, "to_on");
        json_write_string(writer, to_on);
        json_write_object_end(writer);
    }
    json_write_array_end(writer);
}

// The activity, the map and what the map says, as far as there is any of it.
static void write_rule(const struct policy_may *may, struct json_writer *writer)
{
    const struct organisation *organisation = may->found.organisation;
    const struct policy_decision *decision = &may->decision;
    const bool has_map = decision->map != ORGANISATION_NONE;
    json_write_key(writer, "activity");
    if (decision->activity == ORGANISATION_NONE)
        json_write_null(writer);
    else
        write_named(writer, NULL, organisation->activities[decision->activity].key,
            organisation->activities[decision->activity].name);
    json_write_key(writer, "map");
    if (has_map)
        write_named(
            writer, NULL, organisation->maps[decision->map].key, organisation->maps[decision->map].name);
    else
        json_write_null(writer);
    json_write_key(writer, "mode");
    json_write_string(writer, has_map ? map_modes.choices[decision->mode].code : NULL);
    json_write_key(writer, "role");
    json_write_string(writer, decision->role < ROLE_COUNT ? people_role_code(decision->role) : NULL);
    json_write_key(writer, "four_eyes");
    json_write_boolean(writer, decision->four_eyes);
}

void policy_may_print(const struct policy_may *may, struct json_writer *writer)
{
    json_write_object_begin(writer);
    write_named(writer, "person", may->person, may->person_name);
    json_write_key(writer, "action");
    json_write_string(writer, may->act);
    write_member(writer, "record", may->found.record);
    json_write_key(writer, "verdict");
    json_write_string(writer, policy_verdict_code(may->decision.verdict));
    write_rule(may, writer);
    write_people(may, "accountable", may->decision.accountable, writer);
    write_delegations(may, writer);
    write_people(may, "responsible", may->decision.responsible, writer);
    write_people(may, "consulted", may->decision.consulted, writer);
    write_people(may, "informed", may->decision.informed, writer);
    json_write_key(writer, "lines");
    json_write_array_begin(writer);
    for (uint32_t i = 0; i < may->lines.count; i++)
        json_write_string(writer, may->lines.items[i]);
    json_write_array_end(writer);
    json_write_object_end(writer);
}
