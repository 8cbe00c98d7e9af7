// SPDX-License-Identifier: Apache-2.0
// The one way by which a record gets into the database.
#include "store/record_save.h"

#include "base/text.h"
#include "store/dangling.h"
#include "store/record_check.h"
#include "store/record_history.h"
#include "store/record_judge.h"
#include "store/record_key.h"
#include "store/record_row.h"
#include "store/record_statement.h"
#include "store/schema_column.h"

// Why the actor cannot set the field; NULL: it can.
static const char *apply_refusal(const struct actor *actor, const struct record_input *input,
    const struct record *stored, const struct field *field)
{
    if (field->flags & FIELD_COMPUTED) return "Follows from other fields and cannot be set.";
    if (input->is_internal) return NULL;
    if (actor_is_blind(actor, field)) return "You may not set this field.";
    if (field->flags & FIELD_READ_ONLY) return "Is written by Tandem itself and cannot be set.";
    if ((field->flags & FIELD_CREATE_ONLY_ACTION) && !input->is_restoring)
        return "Is changed by an action and cannot be set.";
    if (stored && (field->flags & FIELD_FIXED)) return "Is given on creation and cannot be changed.";
    return NULL;
}

enum error record_apply(const struct actor *actor, const struct record_input *input,
    const struct record *stored, struct record *record, struct problem_list *problems)
{
    enum error error = ERROR_NONE;
    for (size_t i = 0; i < record->resource->field_count; i++) {
        if (!input->given[i]) continue;
        const struct field *field = &record->resource->fields[i];
        struct value value = input->values[i];
        if (value.kind == VALUE_TEXT && value.text.length == 0) value = value_null();
        const char *refusal = apply_refusal(actor, input, stored, field);
        // Sending back what was read does no harm.
        bool is_same = stored ? value_equal(value, stored->values[i]) : value.kind == VALUE_NULL;
        if (refusal && is_same && !actor_is_blind(actor, field)) continue;
        if (refusal) {
            problem_add(problems, field->name, "%s", refusal);
            error = ERROR_INVALID;
        } else {
            record->values[i] = value;
        }
    }
    if (!text_is_empty(input->external_id)) record->external_id = input->external_id;
    if (!text_is_empty(input->source)) record->source = input->source;
    if (input->is_unlinking) record->source = record->external_id = TEXT("");
    return error;
}

static struct value text_or_null(struct text text)
{
    return text_is_empty(text) ? value_null() : value_text(text);
}

static enum error row_insert(
    struct transaction *transaction, const struct record *record, struct arena *arena)
{
    const struct resource *resource = record->resource;
    const struct statement *statement;
    enum error error = record_statement(transaction, resource, RECORD_INSERT, arena, &statement);
    struct value *row = arena_array(arena, struct value, resource->field_count + SYSTEM_COLUMN_COUNT);
    if (!row) return ERROR_MEMORY;
    const struct value system[SYSTEM_COLUMN_COUNT] = {value_text(record->key), text_or_null(record->source),
        text_or_null(record->external_id), value_integer(record->created_at), value_text(record->created_by),
        value_integer(record->changed_at), value_text(record->changed_by), value_integer(record->version)};
    memcpy(row, system, sizeof system);
    size_t count = SYSTEM_COLUMN_COUNT;
    for (size_t i = 0; i < resource->field_count; i++)
        if (field_is_stored(&resource->fields[i])) row[count++] = record->values[i];
    return error ? error : store_execute(transaction, statement, row, count, NULL);
}

enum error record_save_new(struct transaction *transaction, const struct actor *actor, struct record *record,
    struct text key, enum error refused, struct arena *arena, struct problem_list *problems)
{
    record_set_defaults(record);
    enum error error = record_check(transaction, actor, record, NULL, NULL, true, arena, problems);
    if (refused && (!error || error == ERROR_CONFLICT)) error = refused;
    if (!error && !text_is_empty(key)) error = record_key_take(transaction, key, arena, problems);
    if (error) return error;
    record->key = key;
    if (text_is_empty(key)) error = record_key_next(transaction, record, arena, &record->key);
    record->created_at = record->changed_at = transaction_now(transaction);
    record->created_by = record->changed_by = actor->user;
    record->version = 1;
    if (!error) error = record_key_insert(transaction, record->key, record->resource->name);
    if (!error) error = row_insert(transaction, record, arena);
    if (!error) error = record_history_write(transaction, actor, "create", NULL, record, arena);
    if (!error && record->resource->derive) record->resource->derive(record);
    return error;
}

static enum error row_update(struct transaction *transaction, const struct record *record, struct text key,
    const bool *changed, bool with_external, struct arena *arena)
{
    const struct resource *resource = record->resource;
    const struct statement *statement;
    enum error error =
        record_statement_update(transaction, resource, changed, with_external, arena, &statement);
    struct value *row = arena_array(arena, struct value, resource->field_count + SYSTEM_COLUMN_COUNT);
    if (!row) return ERROR_MEMORY;
    size_t count = 0;
    row[count++] = value_text(key);
    row[count++] = value_integer(record->changed_at);
    row[count++] = value_text(record->changed_by);
    row[count++] = value_integer(record->version);
    if (with_external) {
        row[count++] = text_or_null(record->source);
        row[count++] = text_or_null(record->external_id);
    }
    for (size_t i = 0; i < resource->field_count; i++)
        if (changed[i]) row[count++] = record->values[i];
    return error ? error : store_execute(transaction, statement, row, count, NULL);
}

// A key changes when the record's place asks for another prefix than it did; not when only the place itself
// changed.
static enum error key_follow(struct transaction *transaction, const struct record *stored,
    struct record *record, struct arena *arena, bool *ret_moves)
{
    *ret_moves = false;
    const struct resource *resource = record->resource;
    if (!resource->key_prefix) return ERROR_NONE;
    struct text before = TEXT(""), after = TEXT("");
    enum error error = resource->key_prefix(transaction, stored, arena, &before);
    if (!error) error = resource->key_prefix(transaction, record, arena, &after);
    if (error || text_equal(before, after)) return error;
    *ret_moves = true;
    return record_key_next(transaction, record, arena, &record->key);
}

// A reference that an import could not resolve is settled by whoever sets the field.
static enum error references_settle(
    struct transaction *transaction, const struct record *record, const bool *changed)
{
    for (size_t i = 0; i < record->resource->field_count; i++) {
        const struct field *field = &record->resource->fields[i];
        if (!changed[i] || field->type != FIELD_REFERENCE) continue;
        enum error error = dangling_forget(transaction, record->key, text_from(field->name));
        if (error) return error;
    }
    return ERROR_NONE;
}

static enum error record_write_changes(struct transaction *transaction, const struct actor *actor,
    const char *verb, const struct record *stored, struct record *record, const bool *changed,
    bool with_external, struct arena *arena)
{
    bool moves;
    enum error error = key_follow(transaction, stored, record, arena, &moves);
    record->changed_at = transaction_now(transaction);
    record->changed_by = actor->user;
    record->version = stored->version + 1;
    if (!error) error = row_update(transaction, record, stored->key, changed, with_external, arena);
    if (!error && moves) error = record_key_change(transaction, stored->key, record->key);
    if (!error) error = references_settle(transaction, record, changed);
    if (!error) error = record_history_write(transaction, actor, verb, stored, record, arena);
    return error;
}

enum error record_save(struct transaction *transaction, const struct actor *actor, const char *verb,
    bool is_action, bool is_judged, const struct record *stored, struct record *record, enum error refused,
    struct arena *arena, struct problem_list *problems, bool *ret_changed)
{
    *ret_changed = false;
    bool *changed = arena_array(arena, bool, record->resource->field_count);
    if (!changed) return ERROR_MEMORY;
    bool with_external =
        !text_equal(stored->external_id, record->external_id) || !text_equal(stored->source, record->source);
    if (!record_differs(stored, record, changed) && !with_external && !is_action) return refused;
    enum error error =
        record_check(transaction, actor, record, stored, changed, with_external, arena, problems);
    if (refused && (!error || error == ERROR_CONFLICT)) error = refused;
    if (error) return error;
    // The checks may have put current keys in the place of old ones, and rules may have set further fields.
    if (!record_differs(stored, record, changed) && !with_external && !is_action) return ERROR_NONE;
    if (is_judged) error = record_judge_changes(transaction, actor, stored, changed, arena, problems);
    if (error) return error;
    error = record_write_changes(transaction, actor, verb, stored, record, changed, with_external, arena);
    if (!error && record->resource->derive) record->resource->derive(record);
    *ret_changed = !error;
    return error;
}
