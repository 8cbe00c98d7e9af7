// SPDX-License-Identifier: Apache-2.0
// Changes as JSON, and the statement that appends them to the history.
#include "store/record_history.h"

#include "base/text.h"
#include "store/statements.h"

// Numbers count up in the order of commits: writers of a workspace follow each other.
static const struct statement insert_history = {.name = "history insert",
    .common = SQL("INSERT INTO history (id, at, actor, via, resource, record, verb, changes, import) VALUES"
                  " ((SELECT coalesce(max(id), 0) + 1 FROM history), $1, $2, $3, $4, $5, $6, $7, $8)"),
    .parameters = "ittttttt",
    .columns = ""};

static const struct statement *const statements[] = {&insert_history};
const struct statement_list record_history_statements = {
    statements, sizeof statements / sizeof statements[0]};

#define JSON_EXACT_MAXIMUM (INT64_C(1) << 53) // beyond it a double in the reader's program is not exact

bool record_differs(const struct record *before, const struct record *after, bool *changed)
{
    bool differs = false;
    for (size_t i = 0; i < before->resource->field_count; i++) {
        changed[i] = field_is_stored(&before->resource->fields[i]) &&
                     !value_equal(before->values[i], after->values[i]);
        differs = differs || changed[i];
    }
    return differs;
}

static void json_text(struct buffer *output, struct text text)
{
    buffer_character(output, '"');
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        if (byte == '"' || byte == '\\') {
            buffer_character(output, '\\');
            buffer_character(output, (char)byte);
        } else if (byte == '\n') {
            buffer_string(output, "\\n");
        } else if (byte < ' ' || byte == 0x7f) {
            buffer_print(output, "\\u%04x", (unsigned)byte);
        } else {
            buffer_character(output, (char)byte);
        }
    }
    buffer_character(output, '"');
}

static void json_choices(struct buffer *output, struct text set)
{
    buffer_character(output, '[');
    struct text part;
    for (bool is_first = true; set.length > 0 && text_split(&set, ',', &part); is_first = false) {
        if (!is_first) buffer_character(output, ',');
        json_text(output, part);
    }
    buffer_character(output, ']');
}

static enum error json_value(
    struct buffer *output, const struct field *field, struct value value, struct arena *arena)
{
    if (value.kind == VALUE_NULL) {
        buffer_string(output, field->type == FIELD_CHOICES ? "[]" : "null");
        return ERROR_NONE;
    }
    if (field->type == FIELD_CHOICES) {
        json_choices(output, value.text);
        return ERROR_NONE;
    }
    if (field->type == FIELD_JSON) {
        buffer_text(output, value.text);
        return ERROR_NONE;
    }
    struct text text;
    enum error error = field_print(field, value, arena, &text);
    if (error) return error;
    bool is_number = field->type == FIELD_REAL || field->type == FIELD_BOOLEAN ||
                     (field->type == FIELD_INTEGER && value.integer <= JSON_EXACT_MAXIMUM &&
                         value.integer >= -JSON_EXACT_MAXIMUM);
    if (is_number)
        buffer_text(output, text);
    else
        json_text(output, text);
    return ERROR_NONE;
}

static void change_begin(struct buffer *output, const char *name)
{
    buffer_print(output, "%s\"%s\":[", output->length > 1 ? "," : "", name);
}

static void text_change(struct buffer *output, const char *name, struct text before, struct text after)
{
    if (text_equal(before, after)) return;
    change_begin(output, name);
    struct text sides[] = {before, after};
    for (int i = 0; i < 2; i++) {
        if (i) buffer_character(output, ',');
        if (text_is_empty(sides[i]))
            buffer_string(output, "null");
        else
            json_text(output, sides[i]);
    }
    buffer_character(output, ']');
}

static enum error changes_print(
    struct buffer *output, const struct record *before, const struct record *after, struct arena *arena)
{
    const struct text none = TEXT("");
    const struct record *either = before ? before : after;
    if (!either) return ERROR_INTERNAL;
    const struct resource *resource = either->resource;
    buffer_character(output, '{');
    if (before && after) text_change(output, "key", before->key, after->key);
    text_change(output, "source", before ? before->source : none, after ? after->source : none);
    text_change(
        output, "external_id", before ? before->external_id : none, after ? after->external_id : none);
    for (size_t i = 0; i < resource->field_count; i++) {
        if (!field_is_stored(&resource->fields[i])) continue;
        struct value old = before ? before->values[i] : value_null();
        struct value new = after ? after->values[i] : value_null();
        if (value_equal(old, new)) continue;
        change_begin(output, resource->fields[i].name);
        enum error error = json_value(output, &resource->fields[i], old, arena);
        buffer_character(output, ',');
        if (!error) error = json_value(output, &resource->fields[i], new, arena);
        buffer_character(output, ']');
        if (error) return error;
    }
    buffer_character(output, '}');
    return buffer_error(output);
}

enum error record_history_write(struct transaction *transaction, const struct actor *actor, const char *verb,
    const struct record *before, const struct record *after, struct arena *arena)
{
    const struct record *record = after ? after : before;
    struct buffer changes;
    buffer_init(&changes, (size_t)16 << 20);
    enum error error = changes_print(&changes, before, after, arena);
    if (!error) {
        struct value parameters[] = {value_integer(transaction_now(transaction)), value_text(actor->user),
            value_string(actor->via), value_string(record->resource->name), value_text(record->key),
            value_string(verb), value_text(buffer_view(&changes)),
            text_is_empty(actor->import) ? value_null() : value_text(actor->import)};
        error = store_execute(transaction, &insert_history, parameters, 8, NULL);
    }
    buffer_free(&changes);
    return error;
}
