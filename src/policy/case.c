// SPDX-License-Identifier: Apache-2.0
// What has to be read before a question about a record can be asked: where it belongs, the organisation
// around it, the delegations of the day.
#include "base/calendar.h"
#include "policy/policy.h"
#include "store/records.h"

static const struct statement delegations_statement = {
    .name = "policy_delegations",
    .common = SQL("SELECT d.key, d.person, coalesce(p.key, ''), coalesce(p.name, ''), coalesce(d.scope, ''), "
                  "d.from_on, d.to_on, d.reason FROM delegation d LEFT JOIN person p ON p.key = d.deputy AND "
                  "(p.left_on IS NULL OR p.left_on > $1) WHERE d.from_on <= $1 AND d.to_on >= $1 "
                  "ORDER BY length(d.key), d.key"),
    .parameters = "t",
    .columns = "tttttttt",
};
static const struct statement *const statements[] = {&delegations_statement};
const struct statement_list policy_statements = {statements, sizeof statements / sizeof statements[0]};

#define DELEGATIONS_MAXIMUM 100000

static bool column_take(
    const struct cursor *cursor, unsigned column, struct arena *arena, struct text *ret_text)
{
    struct text text = cursor_text(cursor, column);
    const char *copy = text_copy(text, arena);
    *ret_text = (struct text){copy, copy ? text.length : 0};
    return copy != NULL;
}

static bool delegation_take(
    const struct cursor *cursor, struct arena *arena, struct policy_delegation *delegation)
{
    if (!calendar_parse_date(cursor_text(cursor, 5), &delegation->from_on)) delegation->from_on = INT32_MAX;
    if (!calendar_parse_date(cursor_text(cursor, 6), &delegation->to_on)) delegation->to_on = INT32_MIN;
    delegation->is_absence =
        choice_index(&delegation_reasons, cursor_text(cursor, 7)) == DELEGATION_REASON_ABSENCE;
    return column_take(cursor, 0, arena, &delegation->key) &&
           column_take(cursor, 1, arena, &delegation->person) &&
           column_take(cursor, 2, arena, &delegation->deputy) &&
           column_take(cursor, 3, arena, &delegation->deputy_name) &&
           column_take(cursor, 4, arena, &delegation->scope);
}

enum error policy_delegations_load(struct transaction *transaction, int32_t day, struct arena *arena,
    struct policy_delegations *ret_delegations)
{
    char day_text[CALENDAR_DATE_SIZE];
    calendar_print_date(day, day_text);
    const struct value parameter = value_string(day_text);
    struct policy_delegation *items = NULL;
    uint32_t count = 0, capacity = 0;
    struct cursor *cursor = NULL;
    enum error error = store_query(transaction, &delegations_statement, &parameter, 1, &cursor);
    while (!error && !(error = cursor_next(cursor))) {
        if (count == capacity) {
            if (capacity > DELEGATIONS_MAXIMUM) error = ERROR_LIMIT;
            capacity = capacity ? 2 * capacity : 16;
            struct policy_delegation *more = arena_array(arena, struct policy_delegation, capacity);
            if (more && count) memcpy(more, items, count * sizeof *items);
            items = more;
        }
        if (!error && (!items || !delegation_take(cursor, arena, &items[count]))) error = ERROR_MEMORY;
        count++;
    }
    cursor_close(cursor);
    if (error != ERROR_END) return error;
    *ret_delegations = (struct policy_delegations){items, count};
    return ERROR_NONE;
}

// The field by which a record belongs to another one, the nearest first.
static int field_outward(const struct resource *resource)
{
    static const char *const names[] = {
        "product", "record", "gate", "hand_off", "item", "add_on", "scope", "line", "map", "unit", "parent"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        int field = resource_field(resource, text_from(names[i]));
        if (field >= 0 && resource->fields[field].type == FIELD_REFERENCE) return field;
    }
    return -1;
}

#define PLACE_STEPS 8 // a consultation about an approval about a criterion of a gate of a product

// The product, line or unit that a record is or belongs to; empty: none in particular.
static enum error place_find(struct transaction *transaction, struct text record, struct arena *arena,
    struct text *ret_record, struct text *ret_place)
{
    const struct actor program = actor_system("system");
    struct text key = record;
    for (int step = 0; step < PLACE_STEPS && !text_is_empty(key); step++) {
        const struct resource *resource;
        struct record *found;
        enum error error = record_resolve_key(transaction, key, arena, &resource, &key);
        if (error) return error;
        if (step == 0) *ret_record = key;
        *ret_place = key;
        if (strcmp(resource->name, "products") == 0 || strcmp(resource->name, "lines") == 0 ||
            strcmp(resource->name, "units") == 0)
            return ERROR_NONE;
        int field = field_outward(resource);
        if (field < 0) break;
        error = record_get(transaction, &program, resource, key, arena, &found);
        if (error) return error;
        key = record_text(found, (size_t)field);
    }
    *ret_place = TEXT("");
    return ERROR_NONE;
}

static enum error case_load(struct transaction *transaction, struct text record, bool is_whole,
    struct arena *arena, struct policy_case *ret_case)
{
    struct policy_case found = {.record = record};
    const int32_t day = calendar_day_of(transaction_now(transaction));
    enum error error = place_find(transaction, record, arena, &found.record, &found.place);
    if (!error)
        error = is_whole
                    ? organisation_load(transaction, day, arena, &found.organisation)
                    : organisation_load_around(transaction, found.place, day, arena, &found.organisation);
    if (!error) error = resolution_prepare(found.organisation, arena, &found.resolution);
    if (!error) error = policy_delegations_load(transaction, day, arena, &found.delegations);
    if (error) return error;
    found.scope = organisation_find_scope(found.organisation, found.place);
    if (found.scope == ORGANISATION_NONE) return ERROR_INTERNAL;
    *ret_case = found;
    return ERROR_NONE;
}

enum error policy_case_load(
    struct transaction *transaction, struct text record, struct arena *arena, struct policy_case *ret_case)
{
    return case_load(transaction, record, false, arena, ret_case);
}

enum error policy_case_load_whole(
    struct transaction *transaction, struct text record, struct arena *arena, struct policy_case *ret_case)
{
    return case_load(transaction, record, true, arena, ret_case);
}

// Codes have no upper-case letters, keys no others.
static uint32_t activity_find(
    const struct organisation *organisation, struct text activity, struct arena *arena)
{
    if (text_is_empty(activity)) return ORGANISATION_NONE;
    if (activity.data[0] >= 'A' && activity.data[0] <= 'Z')
        return organisation_find_activity(organisation, activity);
    const char *code = text_copy(activity, arena);
    return code ? organisation_find_activity_code(organisation, code) : ORGANISATION_NONE;
}

enum error policy_case_decide(const struct policy_case *policy_case, struct text activity, struct text person,
    struct arena *arena, struct policy_decision *ret_decision)
{
    const struct policy_question question = {
        .resolution = policy_case->resolution,
        .delegations = &policy_case->delegations,
        .scope = policy_case->scope,
        .activity = activity_find(policy_case->organisation, activity, arena),
        .person = person,
    };
    return policy_decide(&question, arena, ret_decision);
}
