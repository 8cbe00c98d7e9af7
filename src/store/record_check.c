// SPDX-License-Identifier: Apache-2.0
// Values, references, uniqueness, and the resource's own rules.
#include "store/record_check.h"

#include "base/text.h"
#include "store/record_key.h"
#include "store/record_row.h"
#include "store/record_statement.h"

struct check {
    struct transaction *transaction;
    struct record *proposed;
    const bool *which;
    struct arena *arena;
    struct problem_list *problems;
    bool is_invalid;  // something is wrong with a value
    bool is_conflict; // a value is taken
};

static const struct field source_field = {.name = "source", .type = FIELD_TEXT, .minimum = 0, .maximum = 200};
static const struct field external_field = {
    .name = "external_id", .type = FIELD_TEXT, .minimum = 0, .maximum = 500};

// Refusals are noted and the check goes on; anything else ends it.
static enum error check_note(struct check *check, enum error error)
{
    if (error == ERROR_INVALID)
        check->is_invalid = true;
    else if (error == ERROR_CONFLICT)
        check->is_conflict = true;
    else
        return error;
    return ERROR_NONE;
}

static bool check_includes(const struct check *check, size_t field)
{
    const struct resource *resource = check->proposed->resource;
    return field_is_stored(&resource->fields[field]) && (!check->which || check->which[field]);
}

static const char *target_label(const struct check *check, const struct field *field)
{
    const struct resource *target =
        registry_find(transaction_registry(check->transaction), text_from(field->targets[0]));
    return target ? target->label : field->targets[0];
}

static bool is_target(const struct field *field, struct text resource)
{
    if (!field->targets[0]) return true;
    for (size_t i = 0; i < FIELD_TARGETS_MAXIMUM && field->targets[i]; i++)
        if (text_is(resource, field->targets[i])) return true;
    return false;
}

// Old keys are as good as new ones, but the current one is stored.
static enum error check_reference(struct check *check, size_t index)
{
    const struct field *field = &check->proposed->resource->fields[index];
    struct text given = check->proposed->values[index].text, key, resource;
    enum error error = record_key_find(check->transaction, given, check->arena, &key, &resource);
    if (error == ERROR_NOT_FOUND) {
        problem_add(check->problems, field->name, "There is no record %.*s.", TEXT_PRINT(given));
        return ERROR_INVALID;
    }
    if (error) return error;
    if (is_target(field, resource)) {
        check->proposed->values[index] = value_text(key);
        return ERROR_NONE;
    }
    const struct resource *found = registry_find(transaction_registry(check->transaction), resource);
    problem_add(check->problems, field->name,
        "Must be a record of the kind \"%s\"; %.*s is of the kind \"%s\".", target_label(check, field),
        TEXT_PRINT(given), found ? found->label : "unknown");
    return ERROR_INVALID;
}

static enum error check_values(struct check *check)
{
    const struct resource *resource = check->proposed->resource;
    for (size_t i = 0; i < resource->field_count; i++) {
        if (!check_includes(check, i)) continue;
        const struct field *field = &resource->fields[i];
        struct value value = check->proposed->values[i];
        // What the program writes itself is often not there before it runs (before_save).
        if (value.kind == VALUE_NULL && (field->flags & FIELD_READ_ONLY)) continue;
        enum error error = field_check(field, value, check->problems);
        if (!error && field->type == FIELD_REFERENCE && value.kind == VALUE_TEXT)
            error = check_reference(check, i);
        error = check_note(check, error);
        if (error) return error;
    }
    return ERROR_NONE;
}

// Is there another record with the same values of these fields?
static enum error check_twin(struct check *check, const int *fields, size_t count)
{
    struct value parameters[1 + RESOURCE_TOGETHER_MAXIMUM] = {value_text(check->proposed->key)};
    for (size_t i = 0; i < count; i++) {
        parameters[i + 1] = check->proposed->values[fields[i]];
        if (parameters[i + 1].kind == VALUE_NULL) return ERROR_NONE;
    }
    const struct resource *resource = check->proposed->resource;
    const struct statement *statement;
    enum error error = record_statement_twin(check->transaction, resource, fields, check->arena, &statement);
    if (error) return error;
    struct cursor *cursor;
    error = store_query(check->transaction, statement, parameters, count + 1, &cursor);
    if (!error) error = cursor_next(cursor);
    if (!error) {
        error = ERROR_CONFLICT;
        const char *name = resource->fields[fields[count - 1]].name;
        struct text other = cursor_text(cursor, 0);
        if (count == 1)
            problem_add(check->problems, name, "%.*s has this value already.", TEXT_PRINT(other));
        else
            problem_add(check->problems, name, "%.*s has the same %s and %s already.", TEXT_PRINT(other),
                resource->fields[fields[0]].label, resource->fields[fields[1]].label);
    }
    cursor_close(cursor);
    return error == ERROR_END ? ERROR_NONE : error;
}

static enum error check_unique(struct check *check)
{
    const struct resource *resource = check->proposed->resource;
    for (size_t i = 0; i < resource->field_count; i++) {
        if (!check_includes(check, i) || !(resource->fields[i].flags & FIELD_UNIQUE)) continue;
        int fields[] = {(int)i, -1};
        enum error error = check_note(check, check_twin(check, fields, 1));
        if (error) return error;
    }
    size_t count = 0;
    bool is_included = false;
    for (; count < RESOURCE_TOGETHER_MAXIMUM && resource->unique_together[count] >= 0; count++)
        is_included = is_included || check_includes(check, (size_t)resource->unique_together[count]);
    if (count == 0 || !is_included) return ERROR_NONE;
    return check_note(check, check_twin(check, resource->unique_together, count));
}

static enum error check_external(struct check *check)
{
    struct record *proposed = check->proposed;
    if (text_is_empty(proposed->external_id) && text_is_empty(proposed->source)) return ERROR_NONE;
    enum error error =
        check_note(check, field_check(&source_field, value_text(proposed->source), check->problems));
    if (!error)
        error = check_note(
            check, field_check(&external_field, value_text(proposed->external_id), check->problems));
    if (error || text_is_empty(proposed->external_id)) return error;
    if (text_is_empty(proposed->source)) {
        problem_add(check->problems, "source", "Must be given together with external_id.");
        return check_note(check, ERROR_INVALID);
    }
    const struct statement *statement;
    error = record_statement(
        check->transaction, proposed->resource, RECORD_SELECT_BY_EXTERNAL, check->arena, &statement);
    if (error) return error;
    struct value parameters[] = {value_text(proposed->source), value_text(proposed->external_id)};
    struct record *other;
    error =
        record_select(check->transaction, proposed->resource, statement, parameters, 2, check->arena, &other);
    if (error == ERROR_NOT_FOUND) return ERROR_NONE;
    if (error || text_equal(other->key, proposed->key)) return error;
    problem_add(check->problems, "external_id", "%.*s has this identifier of the source already.",
        TEXT_PRINT(other->key));
    return check_note(check, ERROR_CONFLICT);
}

enum error record_check(struct transaction *transaction, const struct actor *actor, struct record *proposed,
    const struct record *stored, const bool *which, bool with_external, struct arena *arena,
    struct problem_list *problems)
{
    const struct resource *resource = proposed->resource;
    struct check check = {.transaction = transaction,
        .proposed = proposed,
        .which = which,
        .arena = arena,
        .problems = problems};
    enum error error = check_values(&check);
    if (!error) error = check_unique(&check);
    if (!error && with_external) error = check_external(&check);
    if (error) return error;
    bool is_sound = !check.is_invalid && !check.is_conflict;
    if (is_sound && resource->check) error = check_note(&check, resource->check(proposed, stored, problems));
    is_sound = !check.is_invalid && !check.is_conflict;
    if (!error && is_sound && resource->before_save)
        error =
            check_note(&check, resource->before_save(transaction, actor, proposed, stored, arena, problems));
    if (error) return error;
    if (check.is_invalid) return ERROR_INVALID;
    return check.is_conflict ? ERROR_CONFLICT : ERROR_NONE;
}
