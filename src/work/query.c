// SPDX-License-Identifier: Apache-2.0
// The parameters of a list as people and programs write them, made into a query of the store.
#include "work/query.h"

#include "base/closest.h"

#define ALTERNATIVES_MAXIMUM 50

static const char *const parameter_names[] = {
    "limit", "cursor", "sort", "fields", "count", "q", "source", "external_id"};

struct reader {
    const struct resource *resource;
    struct arena *arena;
    struct problem_list *problems;
    struct query *query;
    struct record_filter *filters;
    bool unknown; // was there a name that is not known?
};

static const char *parameter_name(struct reader *reader, struct text name)
{
    const char *copy = text_copy(name, reader->arena);
    return copy ? copy : "?";
}

static void unknown_parameter(struct reader *reader, struct text name)
{
    struct closest closest;
    closest_init(&closest, name);
    for (size_t i = 0; i < sizeof(parameter_names) / sizeof(parameter_names[0]); i++)
        closest_offer(&closest, parameter_names[i]);
    for (size_t i = 0; i < reader->resource->field_count; i++) {
        if (field_is_filter(&reader->resource->fields[i]))
            closest_offer(&closest, reader->resource->fields[i].name);
    }
    reader->unknown = true;
    const char *shown = parameter_name(reader, name);
    int field = resource_field(reader->resource, name);
    if (field >= 0)
        problem_add(
            reader->problems, shown, "A list of %s cannot be filtered by %s.", reader->resource->name, shown);
    else if (closest.best)
        problem_add(reader->problems, shown, "\"%s\" is no filter of %s; did you mean \"%s\"?", shown,
            reader->resource->name, closest.best);
    else
        problem_add(reader->problems, shown, "\"%s\" is no filter of %s.", shown, reader->resource->name);
}

static enum error read_sort(struct reader *reader, struct text value)
{
    struct record_query *records = &reader->query->records;
    if (value.length && value.data[0] == '-') {
        records->descending = true;
        value = (struct text){value.data + 1, value.length - 1};
    }
    int sort = resource_sort(reader->resource, value);
    if (sort >= 0) {
        records->sort = &reader->resource->sorts[sort];
        return ERROR_NONE;
    }
    struct buffer names;
    buffer_init(&names, 4096);
    for (size_t i = 0; i < reader->resource->sort_count; i++)
        buffer_print(&names, "%s%s", i ? ", " : "", reader->resource->sorts[i].name);
    problem_add(reader->problems, "sort", "%s cannot be sorted by \"%.*s\"; they can by %.*s.",
        reader->resource->label_plural, TEXT_PRINT(value), TEXT_PRINT(buffer_view(&names)));
    buffer_free(&names);
    return ERROR_NONE;
}

static enum error read_fields(struct reader *reader, struct text value)
{
    struct query_fields *fields = &reader->query->fields;
    fields->given = true;
    struct text rest = value, part;
    while (text_split(&rest, ',', &part)) {
        part = text_trim(part);
        int system = system_field_find(part), field = resource_field(reader->resource, part);
        if (field >= 0) {
            fields->fields[field] = true;
        } else if (system >= 0) {
            fields->system[system] = true;
        } else {
            struct closest closest;
            closest_init(&closest, part);
            for (size_t i = 0; i < reader->resource->field_count; i++)
                closest_offer(&closest, reader->resource->fields[i].name);
            problem_add(reader->problems, "fields", "%s have no field \"%.*s\"%s%s%s",
                reader->resource->label_plural, TEXT_PRINT(part), closest.best ? "; did you mean \"" : ".",
                closest.best ? closest.best : "", closest.best ? "\"?" : "");
        }
    }
    return ERROR_NONE;
}

static enum error add_filter(struct reader *reader, int field, struct value *values, size_t count)
{
    size_t at = reader->query->records.filter_count;
    if (at == RECORD_FILTERS_MAXIMUM) {
        problem_add(reader->problems, NULL, "A list takes at most %d filters.", RECORD_FILTERS_MAXIMUM);
        return ERROR_NONE;
    }
    reader->filters[at] = (struct record_filter){.field = field, .values = values, .count = count};
    reader->query->records.filter_count++;
    return ERROR_NONE;
}

static enum error read_one_text(struct reader *reader, int field, struct text value)
{
    struct value *values = arena_array(reader->arena, struct value, 1);
    if (!values) return ERROR_MEMORY;
    values[0] = value_text(value);
    return add_filter(reader, field, values, 1);
}

// Filters of references take keys; the store finds nothing for one that is not there.
static enum error read_filter(struct reader *reader, int field, struct text value)
{
    const struct field *declared = &reader->resource->fields[field];
    struct value *values = arena_array(reader->arena, struct value, ALTERNATIVES_MAXIMUM);
    if (!values) return ERROR_MEMORY;
    size_t count = 0;
    struct text rest = value, part;
    while (text_split(&rest, ',', &part)) {
        if (count == ALTERNATIVES_MAXIMUM) {
            problem_add(reader->problems, declared->name, "A filter takes at most %d alternatives.",
                ALTERNATIVES_MAXIMUM);
            return ERROR_NONE;
        }
        struct field single = *declared;
        single.flags &= ~(unsigned)(FIELD_REQUIRED | FIELD_READ_ONLY | FIELD_COMPUTED);
        single.default_code = NULL;
        enum error error = field_parse(&single, part, reader->arena, reader->problems, &values[count]);
        if (error && error != ERROR_INVALID) return error;
        count++;
    }
    return add_filter(reader, field, values, count);
}

static enum error read_parameter(struct reader *reader, const struct query_parameter *parameter)
{
    struct record_query *records = &reader->query->records;
    struct text name = parameter->name, value = parameter->value;
    int64_t number;
    int field = resource_field(reader->resource, name);
    if (field >= 0 && field_is_filter(&reader->resource->fields[field]))
        return read_filter(reader, field, value);
    if (text_is(name, "q")) return read_one_text(reader, RECORD_FILTER_QUERY, value);
    if (text_is(name, "source")) return read_one_text(reader, RECORD_FILTER_SOURCE, value);
    if (text_is(name, "external_id")) return read_one_text(reader, RECORD_FILTER_EXTERNAL_ID, value);
    if (text_is(name, "sort")) return read_sort(reader, value);
    if (text_is(name, "fields")) return read_fields(reader, value);
    if (text_is(name, "cursor")) {
        records->cursor = value;
    } else if (text_is(name, "limit")) {
        if (!text_parse_integer(value, 1, QUERY_LIMIT_MAXIMUM, &number))
            problem_add(reader->problems, "limit", "The limit has to be a whole number from 1 to %d.",
                QUERY_LIMIT_MAXIMUM);
        else
            records->limit = (unsigned)number;
    } else if (text_is(name, "count")) {
        if (!text_is(value, "true") && !text_is(value, "false"))
            problem_add(reader->problems, "count", "count has to be true or false.");
        records->count = text_is(value, "true");
    } else {
        unknown_parameter(reader, name);
    }
    return ERROR_NONE;
}

enum error query_read(const struct resource *resource, const struct query_parameter *parameters, size_t count,
    struct arena *arena, struct problem_list *problems, struct query *ret_query)
{
    *ret_query = (struct query){.records = {.resource = resource, .limit = QUERY_LIMIT_DEFAULT}};
    struct reader reader = {.resource = resource, .arena = arena, .problems = problems, .query = ret_query};
    reader.filters = arena_array(arena, struct record_filter, RECORD_FILTERS_MAXIMUM);
    ret_query->fields.fields = arena_array(arena, bool, resource->field_count + 1);
    if (!reader.filters || !ret_query->fields.fields) return ERROR_MEMORY;
    ret_query->records.filters = reader.filters;
    size_t earlier = problems->count;
    for (size_t i = 0; i < count; i++) {
        enum error error = read_parameter(&reader, &parameters[i]);
        if (error) return error;
    }
    if (reader.unknown) return ERROR_UNKNOWN_PARAMETER;
    return problems->count > earlier ? ERROR_SYNTAX : ERROR_NONE;
}
