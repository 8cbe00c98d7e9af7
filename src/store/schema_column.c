// SPDX-License-Identifier: Apache-2.0
// Names, types and orders in SQL.
#include "store/schema_column.h"

#include "base/text.h"

bool resource_is_log(const struct resource *resource)
{
    return (resource->flags & RESOURCE_LOG) != 0;
}

void schema_name(struct buffer *output, const char *name)
{
    // The one reserved word that the check of the registry lets pass.
    if (strcmp(name, "user") == 0)
        buffer_string(output, "\"user\"");
    else
        buffer_string(output, name);
}

const char *schema_type(enum field_type type, enum store_kind kind)
{
    bool is_sqlite = kind == STORE_SQLITE;
    switch (type) {
    case FIELD_INTEGER:
    case FIELD_DECIMAL:
    case FIELD_INSTANT: return is_sqlite ? "INTEGER" : "BIGINT";
    case FIELD_REAL: return is_sqlite ? "REAL" : "DOUBLE PRECISION";
    case FIELD_BOOLEAN: return is_sqlite ? "INTEGER" : "BOOLEAN";
    case FIELD_TEXT:
    case FIELD_MARKDOWN:
    case FIELD_DATE:
    case FIELD_CHOICE:
    case FIELD_CHOICES:
    case FIELD_REFERENCE:
    case FIELD_JSON: break;
    }
    // By bytes, as SQLite compares: the order of a list does not depend on the server's locale.
    return is_sqlite ? "TEXT" : "TEXT COLLATE \"C\"";
}

char schema_letter(const struct field *field)
{
    switch (field->type) {
    case FIELD_INTEGER:
    case FIELD_DECIMAL:
    case FIELD_INSTANT: return 'i';
    case FIELD_REAL: return 'r';
    case FIELD_BOOLEAN: return 'b';
    case FIELD_TEXT:
    case FIELD_MARKDOWN:
    case FIELD_DATE:
    case FIELD_CHOICE:
    case FIELD_CHOICES:
    case FIELD_REFERENCE:
    case FIELD_JSON: break;
    }
    return 't';
}

const char *schema_tie(const struct resource *resource)
{
    return resource_is_log(resource) ? resource->fields[0].name : "key";
}

bool schema_filter_is_indexed(const struct field *field, bool is_default_sort)
{
    if (!field_is_filter(field) || field->type == FIELD_CHOICES || (field->flags & FIELD_UNIQUE))
        return false;
    bool is_coarse = field->type == FIELD_CHOICE || field->type == FIELD_BOOLEAN;
    return is_default_sort || !is_coarse;
}

static bool is_folded(const struct field *field)
{
    return field->type == FIELD_TEXT || field->type == FIELD_MARKDOWN;
}

void schema_sort_print(const struct resource *resource, const struct sort *sort, struct buffer *output)
{
    if (sort->field == SORT_SYSTEM_CREATED) {
        buffer_string(output, "created_at");
    } else if (sort->field == SORT_SYSTEM_CHANGED) {
        buffer_string(output, "changed_at");
    } else if (sort->field == SORT_SYSTEM_KEY) {
        buffer_string(output, "length(key)"); // PROD-9 before PROD-10
    } else {
        const struct field *field = &resource->fields[sort->field];
        if (field->type == FIELD_CHOICE) {
            buffer_string(output, "(CASE ");
            schema_name(output, field->name);
            for (size_t i = 0; i < field->choices->count; i++)
                buffer_print(output, " WHEN '%s' THEN %zu", field->choices->choices[i].code, i);
            buffer_string(output, " END)");
            return;
        }
        if (is_folded(field)) buffer_string(output, "lower(");
        schema_name(output, field->name);
        if (is_folded(field)) buffer_string(output, ")");
    }
}

char schema_sort_letter(const struct resource *resource, const struct sort *sort)
{
    if (sort->field < 0) return 'i';
    const struct field *field = &resource->fields[sort->field];
    return field->type == FIELD_CHOICE ? 'i' : schema_letter(field);
}

bool schema_sort_is_nullable(const struct resource *resource, const struct sort *sort)
{
    if (sort->field < 0 || schema_sort_is_tie(resource, sort)) return false;
    return field_is_nullable(&resource->fields[sort->field]);
}

bool schema_sort_is_tie(const struct resource *resource, const struct sort *sort)
{
    return resource_is_log(resource) && sort->field == 0;
}

static enum error value_fold(struct text text, struct arena *arena, struct value *ret_value)
{
    char *folded = arena_allocate(arena, text.length + 1);
    if (!folded) return ERROR_MEMORY;
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.data[i];
        folded[i] = byte >= 'A' && byte <= 'Z' ? (char)(byte + ('a' - 'A')) : byte;
    }
    *ret_value = value_text((struct text){folded, text.length});
    return ERROR_NONE;
}

enum error schema_sort_value(
    const struct sort *sort, const struct record *record, struct arena *arena, struct value *ret_value)
{
    if (sort->field == SORT_SYSTEM_CREATED) {
        *ret_value = value_integer(record->created_at);
    } else if (sort->field == SORT_SYSTEM_CHANGED) {
        *ret_value = value_integer(record->changed_at);
    } else if (sort->field == SORT_SYSTEM_KEY) {
        *ret_value = value_integer((int64_t)record->key.length);
    } else {
        const struct field *field = &record->resource->fields[sort->field];
        struct value value = record->values[sort->field];
        if (field->type == FIELD_CHOICE) {
            int index = record_choice(record, (size_t)sort->field);
            value = index < 0 ? value_null() : value_integer(index);
        } else if (is_folded(field) && value.kind == VALUE_TEXT) {
            return value_fold(value.text, arena, ret_value);
        }
        *ret_value = value;
    }
    return ERROR_NONE;
}
