// SPDX-License-Identifier: Apache-2.0
// Creating, changing and acting on records, each after the actor's permission was looked at.
#include "base/text.h"
#include "store/record_history.h"
#include "store/record_judge.h"
#include "store/record_key.h"
#include "store/record_row.h"
#include "store/record_save.h"
#include "store/record_statement.h"
#include "store/records.h"

// Rows of these are written by the program alone.
static bool is_closed(const struct resource *resource, const struct record_input *input)
{
    if (resource->flags & RESOURCE_LOG) return true;
    return (resource->flags & RESOURCE_READ_ONLY) && !(input && input->is_internal);
}

// The stored record by a current or an old key.
static enum error stored_find(struct transaction *transaction, const struct resource *resource,
    struct text key, struct arena *arena, struct record **ret_record)
{
    enum error error = record_select_key(transaction, resource, key, arena, ret_record);
    if (error != ERROR_NOT_FOUND) return error;
    struct text current, name;
    error = record_key_find(transaction, key, arena, &current, &name);
    if (error) return error;
    if (!text_is(name, resource->name)) return ERROR_NOT_FOUND;
    return record_select_key(transaction, resource, current, arena, ret_record);
}

// The stored record, when the actor may use the verb on it and it has the version that the caller means.
static enum error stored_take(struct transaction *transaction, const struct actor *actor,
    const struct resource *resource, struct text key, enum verb verb, int64_t version, struct arena *arena,
    struct record **ret_stored)
{
    if (!permission_allows_some(actor, resource, verb)) return ERROR_FORBIDDEN;
    enum error error = stored_find(transaction, resource, key, arena, ret_stored);
    if (error) return error;
    if (!permission_allows_record(actor, *ret_stored, verb)) return ERROR_FORBIDDEN;
    return version != 0 && version != (*ret_stored)->version ? ERROR_STALE : ERROR_NONE;
}

// What a caller gets to see of the stored record when its version was not the one meant.
static enum error stale_return(const struct actor *actor, struct record *stored, struct record **ret_record)
{
    if (!permission_allows_record(actor, stored, VERB_SHOW)) return ERROR_FORBIDDEN;
    record_hide(stored, actor);
    if (ret_record) *ret_record = stored;
    return ERROR_STALE;
}

enum error record_create(struct transaction *transaction, const struct actor *actor,
    const struct record_input *input, struct arena *arena, struct problem_list *problems,
    struct record **ret_record)
{
    const struct resource *resource = input->resource;
    if (is_closed(resource, input)) return ERROR_METHOD;
    if (!input->is_internal && !permission_allows(actor, resource, VERB_CREATE, true)) return ERROR_FORBIDDEN;
    struct record *record = record_new(resource, arena);
    if (!record) return ERROR_MEMORY;
    enum error refused = record_apply(actor, input, NULL, record, problems);
    record->is_restored = input->is_restoring;
    enum error error = record_save_new(transaction, actor, record, input->key, refused, arena, problems);
    if (!error && resource->after_create && !input->is_restoring)
        error = resource->after_create(transaction, actor, record, arena, problems);
    if (error) return error;
    record_hide(record, actor);
    *ret_record = record;
    return ERROR_NONE;
}

enum error record_update(struct transaction *transaction, const struct actor *actor, struct text key,
    int64_t version, const struct record_input *input, struct arena *arena, struct problem_list *problems,
    struct record **ret_record, bool *ret_changed)
{
    if (is_closed(input->resource, input)) return ERROR_METHOD;
    const struct actor program = actor_system("system");
    struct record *stored = NULL;
    enum error error = stored_take(transaction, input->is_internal ? &program : actor, input->resource, key,
        VERB_UPDATE, version, arena, &stored);
    if (error == ERROR_STALE) return stale_return(actor, stored, ret_record);
    if (error) return error;
    struct record *record = record_copy(stored, arena);
    if (!record) return ERROR_MEMORY;
    enum error refused = record_apply(actor, input, stored, record, problems);
    bool changed;
    error = record_save(transaction, actor, "update", false, !input->is_internal, stored, record, refused,
        arena, problems, &changed);
    if (error) return error;
    record_hide(record, actor);
    *ret_record = record;
    if (ret_changed) *ret_changed = changed;
    return ERROR_NONE;
}

enum error record_upsert(struct transaction *transaction, const struct actor *actor,
    const struct record_input *input, struct arena *arena, struct problem_list *problems,
    struct record **ret_record, enum record_outcome *ret_outcome)
{
    if (is_closed(input->resource, input)) return ERROR_METHOD;
    if (text_is_empty(input->source) || text_is_empty(input->external_id)) {
        problem_add(problems, text_is_empty(input->source) ? "source" : "external_id", "Must not be empty.");
        return ERROR_INVALID;
    }
    const struct statement *statement;
    enum error error =
        record_statement(transaction, input->resource, RECORD_SELECT_BY_EXTERNAL, arena, &statement);
    if (error) return error;
    struct value parameters[] = {value_text(input->source), value_text(input->external_id)};
    struct record *stored;
    error = record_select(transaction, input->resource, statement, parameters, 2, arena, &stored);
    if (error == ERROR_NOT_FOUND) {
        *ret_outcome = RECORD_CREATED;
        return record_create(transaction, actor, input, arena, problems, ret_record);
    }
    bool changed = false;
    if (!error)
        error =
            record_update(transaction, actor, stored->key, 0, input, arena, problems, ret_record, &changed);
    *ret_outcome = changed ? RECORD_UPDATED : RECORD_UNCHANGED;
    return error;
}

static enum error input_check(
    const struct action *action, const struct value *input, struct problem_list *problems)
{
    enum error error = ERROR_NONE;
    for (size_t i = 0; i < action->input_count; i++) {
        enum error refused = field_check(&action->input_fields[i], input[i], problems);
        if (refused) error = refused;
    }
    return error;
}

static struct text reason_of(const struct action *action, const struct value *input)
{
    for (size_t i = 0; i < action->input_count; i++)
        if (strcmp(action->input_fields[i].name, "reason") == 0 && input[i].kind == VALUE_TEXT)
            return input[i].text;
    return TEXT("");
}

enum error record_act(struct transaction *transaction, const struct actor *actor,
    const struct resource *resource, struct text key, const struct action *action, const struct value *input,
    int64_t version, struct arena *arena, struct problem_list *problems, struct record **ret_record)
{
    struct record *stored = NULL;
    enum error error = stored_take(transaction, actor, resource, key, VERB_ACT, version, arena, &stored);
    if (error == ERROR_STALE) return stale_return(actor, stored, ret_record);
    if (!error) error = input_check(action, input, problems);
    if (error) return error;
    struct record *record = record_copy(stored, arena);
    if (!record) return ERROR_MEMORY;
    // A reason that is part of the action is reason enough for doing it.
    struct actor giver = *actor;
    if (text_is_empty(giver.reason)) giver.reason = reason_of(action, input);
    error = record_judge_action(transaction, &giver, action, stored, arena, problems);
    if (!error) error = action->run(transaction, &giver, record, input, arena, problems);
    bool changed;
    if (!error)
        error = record_save(transaction, actor, action->name, true, false, stored, record, ERROR_NONE, arena,
            problems, &changed);
    if (error) return error;
    record_hide(record, actor);
    *ret_record = record;
    return ERROR_NONE;
}

#define POINTING_NAMED 5 // records that a refusal names for each field

// Adds a problem for each of the first records that point here; counts no further.
static enum error pointing_find(struct transaction *transaction, const struct resource *resource,
    size_t field, struct text key, struct arena *arena, struct problem_list *problems, bool *is_referenced)
{
    const struct statement *statement;
    enum error error = record_statement_pointing(transaction, resource, field, arena, &statement);
    if (error) return error;
    struct value parameters[] = {value_text(key), value_integer(POINTING_NAMED + 1)};
    struct cursor *cursor;
    error = store_query(transaction, statement, parameters, 2, &cursor);
    for (int found = 0; !error; found++) {
        error = cursor_next(cursor);
        if (error) break;
        *is_referenced = true;
        struct text other = cursor_text(cursor, 0);
        if (found < POINTING_NAMED)
            problem_add(problems, NULL, "%s %.*s refers to it (%s).", resource->label, TEXT_PRINT(other),
                resource->fields[field].label);
        else
            problem_add(problems, NULL, "More of %s refer to it (%s).", resource->label_plural,
                resource->fields[field].label);
    }
    cursor_close(cursor);
    return error == ERROR_END ? ERROR_NONE : error;
}

static bool field_points_to(const struct field *field, const struct resource *target)
{
    if (field->type != FIELD_REFERENCE || !field_is_stored(field)) return false;
    if (!field->targets[0]) return true;
    for (size_t i = 0; i < FIELD_TARGETS_MAXIMUM && field->targets[i]; i++)
        if (strcmp(field->targets[i], target->name) == 0) return true;
    return false;
}

static enum error pointing_check(struct transaction *transaction, const struct record *record,
    struct arena *arena, struct problem_list *problems)
{
    const struct registry *registry = transaction_registry(transaction);
    bool is_referenced = false;
    for (size_t i = 0; i < registry->count; i++) {
        const struct resource *resource = registry->resources[i];
        if (resource->flags & RESOURCE_LOG) continue;
        for (size_t j = 0; j < resource->field_count; j++) {
            if (!field_points_to(&resource->fields[j], record->resource)) continue;
            if (resource->fields[j].flags & FIELD_FOLLOWS) continue;
            enum error error =
                pointing_find(transaction, resource, j, record->key, arena, problems, &is_referenced);
            if (error) return error;
        }
    }
    return is_referenced ? ERROR_REFERENCED : ERROR_NONE;
}

static enum error stored_delete(struct transaction *transaction, const struct actor *actor,
    const struct record *stored, struct arena *arena, struct problem_list *problems);

// Deletes the records of a resource that follow this one, one after the other, each with its history line.
static enum error followers_delete(struct transaction *transaction, const struct actor *actor,
    const struct resource *resource, size_t field, struct text key, struct arena *arena,
    struct problem_list *problems)
{
    const struct statement *statement;
    enum error error = record_statement_pointing(transaction, resource, field, arena, &statement);
    while (!error) {
        const struct value parameters[] = {value_text(key), value_integer(1)};
        const char *follower = NULL;
        struct cursor *cursor;
        error = store_query(transaction, statement, parameters, 2, &cursor);
        if (!error) error = cursor_next(cursor);
        if (!error && !(follower = text_copy(cursor_text(cursor, 0), arena))) error = ERROR_MEMORY;
        cursor_close(cursor);
        struct record *stored = NULL;
        if (!error) error = record_select_key(transaction, resource, text_from(follower), arena, &stored);
        if (!error) error = stored_delete(transaction, actor, stored, arena, problems);
    }
    return error == ERROR_END ? ERROR_NONE : error;
}

static enum error stored_delete(struct transaction *transaction, const struct actor *actor,
    const struct record *stored, struct arena *arena, struct problem_list *problems)
{
    const struct registry *registry = transaction_registry(transaction);
    const struct statement *statement;
    const struct value parameter = value_text(stored->key);
    enum error error = pointing_check(transaction, stored, arena, problems);
    for (size_t i = 0; i < registry->count && !error; i++)
        for (size_t j = 0; j < registry->resources[i]->field_count && !error; j++)
            if ((registry->resources[i]->fields[j].flags & FIELD_FOLLOWS) &&
                field_points_to(&registry->resources[i]->fields[j], stored->resource))
                error = followers_delete(
                    transaction, actor, registry->resources[i], j, stored->key, arena, problems);
    if (!error) error = record_statement(transaction, stored->resource, RECORD_DELETE, arena, &statement);
    if (!error) error = record_history_write(transaction, actor, "delete", stored, NULL, arena);
    if (!error) error = store_execute(transaction, statement, &parameter, 1, NULL);
    if (!error) error = record_key_delete(transaction, stored->key);
    return error;
}

enum error record_delete(struct transaction *transaction, const struct actor *actor,
    const struct resource *resource, struct text key, int64_t version, struct arena *arena,
    struct problem_list *problems)
{
    if (is_closed(resource, NULL)) return ERROR_METHOD;
    struct record *stored = NULL;
    enum error error = stored_take(transaction, actor, resource, key, VERB_DELETE, version, arena, &stored);
    if (!error && resource->before_delete)
        error = resource->before_delete(transaction, actor, stored, arena, problems);
    return error ? error : stored_delete(transaction, actor, stored, arena, problems);
}
