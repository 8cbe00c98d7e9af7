// SPDX-License-Identifier: Apache-2.0
// Records from texts, and back.
#include "records_fixture.h"

#include "journal/history.h"

static const struct resource *resource_named(struct fixture *fixture, const char *name)
{
    const struct resource *resource = registry_find(store_registry(fixture->store), text_from(name));
    if (!resource) fail_msg("no resource %s", name);
    return resource;
}

struct record_input *given_input(struct fixture *fixture, const char *name, const struct given *given)
{
    const struct resource *resource = resource_named(fixture, name);
    struct record_input *input = record_input_new(resource, &fixture->arena);
    assert_non_null(input);
    for (; given->field; given++) {
        struct text text = text_from(given->text);
        if (strcmp(given->field, "source") == 0) {
            input->source = text;
        } else if (strcmp(given->field, "external_id") == 0) {
            input->external_id = text;
        } else if (strcmp(given->field, "key") == 0) {
            input->key = text;
        } else {
            int field = resource_field(resource, text_from(given->field));
            if (field < 0) fail_msg("no field %s.%s", name, given->field);
            struct value value;
            // What cannot be read is given as it is: the store has to find out.
            if (field_parse(&resource->fields[field], text, &fixture->arena, NULL, &value))
                value = value_text(text);
            record_input_set(input, (size_t)field, value);
        }
    }
    return input;
}

struct step {
    struct fixture *fixture;
    const struct actor *actor;
    enum verb verb;
    struct record_input *input;
    const struct resource *resource;
    const char *key;
    int64_t version;
    const struct action *action;
    const struct value *values;
    struct record *record;
};

static enum error step_run(struct transaction *transaction, void *closure)
{
    struct step *step = closure;
    struct fixture *fixture = step->fixture;
    problem_list_init(&fixture->problems, &fixture->arena);
    struct arena *arena = &fixture->arena;
    struct text key = text_from(step->key);
    if (step->verb == VERB_CREATE)
        return record_create(transaction, step->actor, step->input, arena, &fixture->problems, &step->record);
    if (step->verb == VERB_UPDATE)
        return record_update(transaction, step->actor, key, step->version, step->input, arena,
            &fixture->problems, &step->record, NULL);
    if (step->verb == VERB_ACT)
        return record_act(transaction, step->actor, step->resource, key, step->action, step->values,
            step->version, arena, &fixture->problems, &step->record);
    return record_delete(
        transaction, step->actor, step->resource, key, step->version, arena, &fixture->problems);
}

static enum error step_write(struct step *step, const struct actor *actor, struct record **ret_record)
{
    const struct actor system = actor_system("cli");
    step->actor = actor ? actor : &system;
    step->record = NULL;
    enum error error = store_write(step->fixture->store, step_run, step);
    if (ret_record) *ret_record = step->record;
    return error;
}

// The resource of a key, by any prefix that a product line or the past may have given it.
static const struct resource *resource_of(struct fixture *fixture, const char *key)
{
    struct transaction *transaction;
    const struct resource *resource = NULL;
    struct text current;
    assert_int_equal(store_read(fixture->store, &transaction), ERROR_NONE);
    enum error error = record_resolve_key(transaction, text_from(key), &fixture->arena, &resource, &current);
    transaction_end(transaction);
    return error ? resource_named(fixture, "products") : resource;
}

enum error create_as(struct fixture *fixture, const struct actor *actor, const char *resource,
    const struct given *given, struct record **ret_record)
{
    struct step step = {
        .fixture = fixture, .verb = VERB_CREATE, .input = given_input(fixture, resource, given)};
    return step_write(&step, actor, ret_record);
}

enum error update_as(struct fixture *fixture, const struct actor *actor, const char *key, int64_t version,
    const struct given *given, struct record **ret_record)
{
    struct step step = {.fixture = fixture,
        .verb = VERB_UPDATE,
        .key = key,
        .version = version,
        .input = given_input(fixture, resource_of(fixture, key)->name, given)};
    return step_write(&step, actor, ret_record);
}

enum error delete_as(struct fixture *fixture, const struct actor *actor, const char *key, int64_t version)
{
    struct step step = {.fixture = fixture,
        .verb = VERB_DELETE,
        .key = key,
        .version = version,
        .resource = resource_of(fixture, key)};
    return step_write(&step, actor, NULL);
}

enum error act_as(struct fixture *fixture, const struct actor *actor, const char *key, const char *action,
    const struct value *input, struct record **ret_record)
{
    struct step step = {.fixture = fixture,
        .verb = VERB_ACT,
        .key = key,
        .values = input,
        .resource = resource_of(fixture, key)};
    step.action = resource_action(step.resource, text_from(action));
    assert_non_null(step.action);
    return step_write(&step, actor, ret_record);
}

enum error get_as(
    struct fixture *fixture, const struct actor *actor, const char *key, struct record **ret_record)
{
    const struct actor system = actor_system("cli");
    struct transaction *transaction;
    enum error error = store_read(fixture->store, &transaction);
    if (error) return error;
    error =
        record_get(transaction, actor ? actor : &system, NULL, text_from(key), &fixture->arena, ret_record);
    transaction_end(transaction);
    return error;
}

static void must(struct fixture *fixture, enum error error)
{
    if (error) fail_msg("%s\n%s", error_name(error), fixture_problems(fixture));
}

const char *create(struct fixture *fixture, const char *resource, const struct given *given)
{
    struct record *record;
    must(fixture, create_as(fixture, NULL, resource, given, &record));
    return text_copy(record->key, &fixture->arena);
}

struct record *update(struct fixture *fixture, const char *key, const struct given *given)
{
    struct record *record;
    must(fixture, update_as(fixture, NULL, key, 0, given, &record));
    return record;
}

struct record *get(struct fixture *fixture, const char *key)
{
    struct record *record;
    must(fixture, get_as(fixture, NULL, key, &record));
    return record;
}

const char *shown(struct fixture *fixture, const struct record *record, const char *name)
{
    int field = resource_field(record->resource, text_from(name));
    assert_true(field >= 0);
    struct text text;
    assert_int_equal(
        field_print(&record->resource->fields[field], record->values[field], &fixture->arena, &text),
        ERROR_NONE);
    return text_copy(text, &fixture->arena);
}

static void filter_take(struct fixture *fixture, const struct resource *resource, const struct given *given,
    struct record_filter *filter)
{
    struct value *values = arena_array(&fixture->arena, struct value, RECORD_FILTER_ALTERNATIVES + 1);
    *filter =
        (struct record_filter){.field = resource_field(resource, text_from(given->field)), .values = values};
    if (strcmp(given->field, "q") == 0) filter->field = RECORD_FILTER_QUERY;
    if (strcmp(given->field, "source") == 0) filter->field = RECORD_FILTER_SOURCE;
    if (strcmp(given->field, "external_id") == 0) filter->field = RECORD_FILTER_EXTERNAL_ID;
    if (filter->field < 0) {
        values[filter->count++] = value_string(given->text);
        return;
    }
    struct text rest = text_from(given->text), part;
    while (text_split(&rest, ',', &part)) {
        must(fixture, field_parse(&resource->fields[filter->field], part, &fixture->arena, &fixture->problems,
                          &values[filter->count++]));
    }
}

enum error list_as(struct fixture *fixture, const struct actor *actor, const char *name, const char *sort,
    const struct given *filters, unsigned limit, struct text cursor, struct record_page *ret_page)
{
    const struct resource *resource = resource_named(fixture, name);
    struct record_filter *all = arena_array(&fixture->arena, struct record_filter, 32);
    struct record_query query = {
        .resource = resource, .limit = limit, .cursor = cursor, .filters = all, .count = true};
    if (sort) {
        query.descending = sort[0] == '-';
        int position = resource_sort(resource, text_from(sort + query.descending));
        assert_true(position >= 0);
        query.sort = &resource->sorts[position];
    }
    for (; filters && filters->field; filters++)
        filter_take(fixture, resource, filters, &all[query.filter_count++]);
    const struct actor system = actor_system("cli");
    struct transaction *transaction;
    enum error error = store_read(fixture->store, &transaction);
    if (error) return error;
    error = record_list(transaction, actor ? actor : &system, &query, &fixture->arena, ret_page);
    transaction_end(transaction);
    return error;
}

const char *list_keys(
    struct fixture *fixture, const char *resource, const char *sort, const struct given *filters)
{
    struct record_page page;
    must(fixture, list_as(fixture, NULL, resource, sort, filters, 1000, TEXT(""), &page));
    assert_int_equal(page.total, page.count);
    const char *keys = "";
    for (size_t i = 0; i < page.count; i++)
        keys = arena_print(&fixture->arena, "%s%s%.*s", keys, i ? "," : "", TEXT_PRINT(page.records[i]->key));
    return keys;
}

const char *history_of(struct fixture *fixture, const char *key)
{
    struct record_page page;
    must(fixture, list_as(fixture, NULL, "history", "id", GIVEN({"record", key}), 1000, TEXT(""), &page));
    const char *lines = "";
    for (size_t i = 0; i < page.count; i++)
        lines = arena_print(&fixture->arena, "%s%.*s %.*s\n", lines,
            TEXT_PRINT(record_text(page.records[i], HISTORY_VERB)),
            TEXT_PRINT(record_text(page.records[i], HISTORY_CHANGES)));
    return lines;
}

int64_t count_rows(struct fixture *fixture, const struct statement *statement)
{
    struct transaction *transaction;
    struct cursor *cursor;
    assert_int_equal(store_read(fixture->store, &transaction), ERROR_NONE);
    must(fixture, store_query(transaction, statement, NULL, 0, &cursor));
    must(fixture, cursor_next(cursor));
    int64_t number = cursor_integer(cursor, 0);
    cursor_close(cursor);
    transaction_end(transaction);
    return number;
}
