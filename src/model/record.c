// SPDX-License-Identifier: Apache-2.0
// Records and inputs as arrays of values by their resource's enum.
#include "model/record.h"

#include "model/resource.h"

static const char *const system_field_names[SYSTEM_FIELD_COUNT] = {
    "key", "source", "external_id", "created_at", "created_by", "changed_at", "changed_by", "version"};

const char *system_field_name(enum system_field field)
{
    return system_field_names[field];
}

int system_field_find(struct text name)
{
    for (int i = 0; i < SYSTEM_FIELD_COUNT; i++)
        if (text_is(name, system_field_names[i])) return i;
    return -1;
}

struct record *record_new(const struct resource *resource, struct arena *arena)
{
    struct record *record = arena_object(arena, struct record);
    if (!record) return NULL;
    record->resource = resource;
    record->values = arena_array(arena, struct value, resource->field_count);
    return record->values ? record : NULL;
}

struct record *record_copy(const struct record *record, struct arena *arena)
{
    struct record *copy = record_new(record->resource, arena);
    if (!copy) return NULL;
    struct value *values = copy->values;
    *copy = *record;
    copy->values = values;
    memcpy(values, record->values, record->resource->field_count * sizeof *values);
    return copy;
}

void record_set_defaults(struct record *record)
{
    for (size_t i = 0; i < record->resource->field_count; i++) {
        const struct field *field = &record->resource->fields[i];
        if (record->values[i].kind != VALUE_NULL) continue;
        if (field->type == FIELD_BOOLEAN) record->values[i] = value_boolean(false);
        if (field->default_code) record->values[i] = value_string(field->default_code);
    }
}

struct text record_text(const struct record *record, size_t field)
{
    return record->values[field].kind == VALUE_TEXT ? record->values[field].text : TEXT("");
}

int64_t record_integer(const struct record *record, size_t field)
{
    return record->values[field].kind == VALUE_INTEGER ? record->values[field].integer : 0;
}

bool record_boolean(const struct record *record, size_t field)
{
    return record->values[field].kind == VALUE_BOOLEAN && record->values[field].boolean;
}

int record_choice(const struct record *record, size_t field)
{
    const struct choice_list *list = record->resource->fields[field].choices;
    if (!list || record->values[field].kind != VALUE_TEXT) return -1;
    return choice_index(list, record->values[field].text);
}

bool record_is_null(const struct record *record, size_t field)
{
    return record->values[field].kind == VALUE_NULL;
}

void record_set(struct record *record, size_t field, struct value value)
{
    record->values[field] = value;
}

struct record_input *record_input_new(const struct resource *resource, struct arena *arena)
{
    struct record_input *input = arena_object(arena, struct record_input);
    if (!input) return NULL;
    input->resource = resource;
    input->values = arena_array(arena, struct value, resource->field_count);
    input->given = arena_array(arena, bool, resource->field_count);
    return input->values && input->given ? input : NULL;
}

void record_input_set(struct record_input *input, size_t field, struct value value)
{
    input->values[field] = value;
    input->given[field] = true;
}
