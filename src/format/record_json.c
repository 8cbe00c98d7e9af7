// SPDX-License-Identifier: Apache-2.0
// Values of each type written as JSON, and read with all their problems.
#include "format/record_json.h"

#include "base/calendar.h"
#include "base/closest.h"
#include "base/decimal.h"

static void write_choices(struct text set, struct json_writer *writer)
{
    json_write_array_begin(writer);
    struct text part;
    while (!text_is_empty(set) && text_split(&set, ',', &part))
        json_write_text(writer, part);
    json_write_array_end(writer);
}

static void write_instant(int64_t instant, struct json_writer *writer)
{
    char out[CALENDAR_INSTANT_SIZE];
    calendar_print_instant(instant, out);
    json_write_string(writer, out);
}

static void write_integer(const struct field *field, int64_t integer, struct json_writer *writer)
{
    char out[DECIMAL_PRINT_SIZE];
    if (field->type == FIELD_INSTANT) {
        write_instant(integer, writer);
    } else if (field->type == FIELD_DECIMAL) {
        decimal_print(integer, field->scale, out);
        json_write_string(writer, out);
    } else {
        json_write_integer(writer, integer);
    }
}

void record_json_write_value(const struct field *field, struct value value, struct json_writer *writer)
{
    switch (value.kind) {
    case VALUE_NULL:
        if (field->type == FIELD_CHOICES)
            write_choices(TEXT(""), writer);
        else
            json_write_null(writer);
        break;
    case VALUE_TEXT:
        if (field->type == FIELD_CHOICES)
            write_choices(value.text, writer);
        else if (field->type == FIELD_JSON)
            json_write_raw(writer, value.text);
        else
            json_write_text(writer, value.text);
        break;
    case VALUE_INTEGER: write_integer(field, value.integer, writer); break;
    case VALUE_REAL: json_write_real(writer, value.real); break;
    case VALUE_BOOLEAN: json_write_boolean(writer, value.boolean); break;
    }
}

static void write_optional(struct text text, struct json_writer *writer)
{
    if (text_is_empty(text))
        json_write_null(writer);
    else
        json_write_text(writer, text);
}

static void write_system(
    const struct record *record, const bool *wanted, int first, int last, struct json_writer *writer)
{
    for (int i = first; i <= last; i++) {
        if (wanted && !wanted[i]) continue;
        json_write_key(writer, system_field_name((enum system_field)i));
        switch ((enum system_field)i) {
        case SYSTEM_KEY: json_write_text(writer, record->key); break;
        case SYSTEM_SOURCE: write_optional(record->source, writer); break;
        case SYSTEM_EXTERNAL_ID: write_optional(record->external_id, writer); break;
        case SYSTEM_CREATED_AT: write_instant(record->created_at, writer); break;
        case SYSTEM_CREATED_BY: json_write_text(writer, record->created_by); break;
        case SYSTEM_CHANGED_AT: write_instant(record->changed_at, writer); break;
        case SYSTEM_CHANGED_BY: json_write_text(writer, record->changed_by); break;
        case SYSTEM_VERSION: json_write_integer(writer, record->version); break;
        case SYSTEM_FIELD_COUNT: break;
        }
    }
}

void record_json_write_members(
    const struct record *record, const struct record_json_fields *fields, struct json_writer *writer)
{
    const struct resource *resource = record->resource;
    const bool *system = fields ? fields->system : NULL;
    bool has_system = !(resource->flags & RESOURCE_LOG);
    if (has_system) write_system(record, system, SYSTEM_KEY, SYSTEM_EXTERNAL_ID, writer);
    for (size_t i = 0; i < resource->field_count; i++) {
        if (fields && !fields->fields[i]) continue;
        json_write_key(writer, resource->fields[i].name);
        record_json_write_value(&resource->fields[i], record->values[i], writer);
    }
    if (has_system) write_system(record, system, SYSTEM_CREATED_AT, SYSTEM_VERSION, writer);
}

void record_json_write(
    const struct record *record, const struct record_json_fields *fields, struct json_writer *writer)
{
    json_write_object_begin(writer);
    record_json_write_members(record, fields, writer);
    json_write_object_end(writer);
}

struct reading {
    struct arena *arena;
    struct problem_list *problems;
};

// The codes of an array, joined by commas in their declared order, so that equal sets are equal texts.
static enum error read_choices(struct reading *reading, const struct field *field,
    const struct json_value *json, struct value *ret_value)
{
    if (!json_value_expect(json, JSON_KIND_ARRAY, reading->problems)) return ERROR_INVALID;
    bool *has = arena_array(reading->arena, bool, field->choices->count + 1);
    if (!has) return ERROR_MEMORY;
    enum error error = ERROR_NONE;
    size_t length = 0;
    for (size_t i = 0; i < json_value_count(json); i++) {
        struct json_value item = json_value_item(json, i);
        struct text code;
        if (!json_value_read_text(&item, reading->problems, &code)) {
            error = ERROR_INVALID;
            continue;
        }
        int index = choice_index(field->choices, code);
        if (index < 0) {
            json_value_problem(
                &item, reading->problems, "\"%.*s\" is not one of its choices.", TEXT_PRINT(code));
            error = ERROR_INVALID;
        } else if (!has[index]) {
            has[index] = true;
            length += strlen(field->choices->choices[index].code) + 1;
        }
    }
    if (error || length == 0) return error; // an empty set is null
    char *joined = arena_allocate(reading->arena, length);
    if (!joined) return ERROR_MEMORY;
    size_t place = 0;
    for (size_t i = 0; i < field->choices->count; i++) {
        if (!has[i]) continue;
        if (place) joined[place++] = ',';
        size_t size = strlen(field->choices->choices[i].code);
        memcpy(joined + place, field->choices->choices[i].code, size);
        place += size;
    }
    *ret_value = value_text((struct text){joined, place});
    return ERROR_NONE;
}

// A decimal or an instant: a string in the form that is also written; a decimal may be a whole number, too.
static enum error read_scaled(struct reading *reading, const struct field *field,
    const struct json_value *json, struct value *ret_value)
{
    struct text text;
    if (field->type == FIELD_DECIMAL && json_value_kind(json) == JSON_KIND_INTEGER) {
        int64_t number;
        if (!json_value_read_integer(json, INT64_MIN, INT64_MAX, reading->problems, &number))
            return ERROR_INVALID;
        text = text_from(arena_print(reading->arena, "%lld", (long long)number));
    } else if (field->type == FIELD_DECIMAL && json_value_kind(json) == JSON_KIND_REAL) {
        json_value_problem(json, reading->problems,
            "has to be a string such as \"37.50\", so that nothing is "
            "rounded.");
        return ERROR_INVALID;
    } else if (!json_value_read_text(json, reading->problems, &text)) {
        return ERROR_INVALID;
    }
    return field_parse(field, text, reading->arena, reading->problems, ret_value);
}

static enum error read_json(struct reading *reading, const struct json_value *json, struct value *ret_value)
{
    struct buffer buffer;
    buffer_init(&buffer, FIELD_JSON_MAXIMUM);
    struct json_writer writer;
    json_writer_init(&writer, &buffer);
    json_value_write(json, &writer);
    enum error error = json_writer_finish(&writer);
    struct text view = buffer_view(&buffer);
    const char *copy = error ? NULL : text_copy(view, reading->arena);
    if (copy) *ret_value = value_text((struct text){copy, view.length});
    buffer_free(&buffer);
    if (error == ERROR_LIMIT) {
        json_value_problem(json, reading->problems, "is too large.");
        return ERROR_INVALID;
    }
    return error ? error : copy ? ERROR_NONE : ERROR_MEMORY;
}

static enum error read_value(struct reading *reading, const struct field *field,
    const struct json_value *json, struct value *ret_value)
{
    struct text text;
    int64_t integer;
    double real;
    bool boolean;
    *ret_value = value_null();
    if (!json_value_is_present(json)) return ERROR_NONE;
    switch (field->type) {
    case FIELD_CHOICES: return read_choices(reading, field, json, ret_value);
    case FIELD_JSON: return read_json(reading, json, ret_value);
    case FIELD_DECIMAL:
    case FIELD_INSTANT: return read_scaled(reading, field, json, ret_value);
    case FIELD_INTEGER:
        if (!json_value_read_integer(json, INT64_MIN, INT64_MAX, reading->problems, &integer)) break;
        *ret_value = value_integer(integer);
        return ERROR_NONE;
    case FIELD_REAL:
        if (!json_value_read_real(json, reading->problems, &real)) break;
        *ret_value = value_real(real);
        return ERROR_NONE;
    case FIELD_BOOLEAN:
        if (!json_value_read_boolean(json, reading->problems, &boolean)) break;
        *ret_value = value_boolean(boolean);
        return ERROR_NONE;
    case FIELD_TEXT:
    case FIELD_MARKDOWN:
    case FIELD_DATE:
    case FIELD_CHOICE:
    case FIELD_REFERENCE:
        if (!json_value_read_text(json, reading->problems, &text)) break;
        if (!text_is_empty(text)) *ret_value = value_text(text); // an empty text is null, as everywhere
        return ERROR_NONE;
    }
    return ERROR_INVALID;
}

static void not_known(
    const struct json_value *member, const struct field *fields, size_t count, struct problem_list *problems)
{
    struct closest closest;
    closest_init(&closest, text_from(member->name));
    for (size_t i = 0; i < count; i++)
        closest_offer(&closest, fields[i].name);
    if (closest.best)
        json_value_problem(member, problems, "There is no such field; did you mean \"%s\"?", closest.best);
    else
        json_value_problem(member, problems, "There is no such field.");
}

// source and external_id; true when the member was one of the system fields.
static bool read_system(const struct json_value *member, struct record_input *input,
    struct problem_list *problems, enum error *error)
{
    int field = system_field_find(text_from(member->name));
    if (field < 0) return false;
    struct text *target = field == SYSTEM_SOURCE        ? &input->source
                          : field == SYSTEM_EXTERNAL_ID ? &input->external_id
                                                        : NULL;
    if (!target) {
        json_value_problem(member, problems, "is set by Tandem and cannot be written.");
        *error = ERROR_INVALID;
    } else if (json_value_is_present(member) && !json_value_read_text(member, problems, target)) {
        *error = ERROR_INVALID;
    }
    return true;
}

static const char *refusal(const struct field *field, bool is_creation)
{
    if (is_creation ? field_is_creatable(field) : field_is_updatable(field)) return NULL;
    if (field->flags & FIELD_COMPUTED) return "follows from other fields and cannot be written.";
    if (field->flags & FIELD_CREATE_ONLY_ACTION) return "is changed by an action, not by writing it.";
    if (field->flags & FIELD_FIXED) return "is given on creation and cannot be changed.";
    return "is set by Tandem and cannot be written.";
}

static enum error read_member(
    struct reading *reading, const struct json_value *member, bool is_creation, struct record_input *input)
{
    enum error error = ERROR_NONE;
    int index = resource_field(input->resource, text_from(member->name));
    if (index < 0) {
        if (read_system(member, input, reading->problems, &error)) return error;
        not_known(member, input->resource->fields, input->resource->field_count, reading->problems);
        return ERROR_INVALID;
    }
    const struct field *field = &input->resource->fields[index];
    const char *words = refusal(field, is_creation);
    if (words) {
        json_value_problem(member, reading->problems, "%s", words);
        return ERROR_INVALID;
    }
    struct value value;
    error = read_value(reading, field, member, &value);
    if (!error) record_input_set(input, (size_t)index, value);
    return error;
}

enum error record_json_read(const struct json_value *object, const struct resource *resource,
    bool is_creation, struct arena *arena, struct problem_list *problems, struct record_input **ret_input)
{
    struct reading reading = {arena, problems};
    struct record_input *input = record_input_new(resource, arena);
    if (!input) return ERROR_MEMORY;
    if (!json_value_expect(object, JSON_KIND_OBJECT, problems)) return ERROR_INVALID;
    enum error result = ERROR_NONE;
    void *iterator = NULL;
    struct json_value member;
    while (json_value_next(object, &iterator, &member)) {
        enum error error = read_member(&reading, &member, is_creation, input);
        if (error && error != ERROR_INVALID) return error;
        if (error) result = error;
    }
    if (!result) *ret_input = input;
    return result;
}

enum error record_json_read_action(const struct json_value *object, const struct action *action,
    struct arena *arena, struct problem_list *problems, struct value **ret_values)
{
    struct reading reading = {arena, problems};
    struct value *values = arena_array(arena, struct value, action->input_count + 1);
    if (!values) return ERROR_MEMORY;
    if (!json_value_expect(object, JSON_KIND_OBJECT, problems)) return ERROR_INVALID;
    enum error result = ERROR_NONE;
    void *iterator = NULL;
    struct json_value member;
    while (json_value_next(object, &iterator, &member)) {
        size_t i = 0;
        while (i < action->input_count && !text_is(text_from(member.name), action->input_fields[i].name))
            i++;
        enum error error = ERROR_INVALID;
        if (i == action->input_count)
            not_known(&member, action->input_fields, action->input_count, problems);
        else
            error = read_value(&reading, &action->input_fields[i], &member, &values[i]);
        if (error && error != ERROR_INVALID) return error;
        if (error) result = error;
    }
    if (!result) *ret_values = values;
    return result;
}
