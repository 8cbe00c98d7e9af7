// SPDX-License-Identifier: Apache-2.0
// A mapping document from suggestions: something to begin with, to be corrected by a person.
#include "work/suggest.h"

#include "format/json_writer.h"
#include "work/mapping.h"

struct drafting {
    const struct registry *registry;
    const struct suggest_column *columns;
    struct arena *arena;
    struct mapping *mapping;
};

static enum error set_column(struct drafting *drafting, size_t at, struct mapping_value *value)
{
    value->columns = arena_array(drafting->arena, struct mapping_column, 1);
    if (!value->columns) return ERROR_MEMORY;
    value->columns[0] = (struct mapping_column){.name = drafting->columns[at].name, .at = at};
    value->column_count = 1;
    value->given = true;
    return ERROR_NONE;
}

// Values that the field does not take as they are get the code they probably stand for; the rest is left to a
// person.
static enum error draft_translations(struct drafting *drafting, const struct field *field,
    const struct suggest_column *column, struct mapping_value *value)
{
    bool is_needed = false;
    for (size_t i = 0; i < column->value_count; i++)
        is_needed = is_needed || choice_index(field->choices, column->values[i]) < 0;
    if (!is_needed) return ERROR_NONE;
    value->translations = arena_array(drafting->arena, struct translation, column->value_count + 1);
    if (!value->translations) return ERROR_MEMORY;
    for (size_t i = 0; i < column->value_count; i++) {
        const char *code = suggest_code(field->choices, column->values[i]);
        if (code)
            value->translations[value->translation_count++] =
                (struct translation){column->values[i], text_from(code)};
    }
    return ERROR_NONE;
}

// References are found by identifier, key and name. Lines, units and people are created when a name is enough
// for them.
static void draft_reference(const struct field *field, struct mapping_value *value)
{
    static const struct match ways[] = {{.kind = MATCH_EXTERNAL_ID}, {.kind = MATCH_KEY},
        {.kind = MATCH_FIELD, .field = TEXT_CONSTANT("name")}};
    static const char *const created[] = {"units", "lines", "people"};
    memcpy(value->matches, ways, sizeof(ways));
    value->match_count = sizeof(ways) / sizeof(ways[0]);
    for (size_t i = 0; i < 3; i++) {
        bool is_only = field->targets[0] && !field->targets[1];
        if (is_only && text_is(text_from(field->targets[0]), created[i])) value->missing = MISSING_CREATE;
    }
}

static enum error draft_field(struct drafting *drafting, size_t at, int field)
{
    struct mapping_field *mapped = &drafting->mapping->fields[drafting->mapping->field_count++];
    const struct field *declared = &drafting->mapping->resource->fields[field];
    mapped->field = field;
    enum error error = set_column(drafting, at, &mapped->value);
    if (declared->type == FIELD_REFERENCE) draft_reference(declared, &mapped->value);
    if (!error && declared->type == FIELD_CHOICE)
        error = draft_translations(drafting, declared, &drafting->columns[at], &mapped->value);
    return error;
}

static enum error draft_assignment(struct drafting *drafting, size_t at, const char *role)
{
    struct mapping *mapping = drafting->mapping;
    bool is_people = text_is(text_from(mapping->resource->name), "people");
    struct mapping_assignment *assignment = &mapping->assignments[mapping->assignment_count++];
    const struct resource *assignments = registry_find(drafting->registry, TEXT("assignments"));
    int end = assignments ? resource_field(assignments, is_people ? TEXT("scope") : TEXT("person")) : -1;
    struct mapping_value *value = is_people ? &assignment->scope : &assignment->person;
    assignment->role =
        (struct mapping_value){.given = true, .is_constant = true, .constant = text_from(role)};
    enum error error = set_column(drafting, at, value);
    if (end >= 0) draft_reference(&assignments->fields[end], value);
    return error;
}

static enum error draft_column(struct drafting *drafting, size_t at, const struct suggestion *suggestion)
{
    struct mapping *mapping = drafting->mapping;
    switch (suggestion->kind) {
    case SUGGEST_FIELD: return draft_field(drafting, at, suggestion->field);
    case SUGGEST_EXTERNAL_ID: return set_column(drafting, at, &mapping->external_id);
    case SUGGEST_KEY: return set_column(drafting, at, &mapping->key);
    case SUGGEST_ASSIGNMENT: return draft_assignment(drafting, at, suggestion->role);
    case SUGGEST_NOTHING: mapping->ignored[mapping->ignored_count++] = drafting->columns[at].name; break;
    }
    return ERROR_NONE;
}

enum error suggest_mapping(const struct registry *registry, const struct resource *resource,
    struct text source, const struct suggest_column *columns, const struct suggestion *suggestions,
    size_t count, struct arena *arena, struct text *ret_document)
{
    struct mapping mapping = {
        .resource = resource, .source = {.given = true, .is_constant = true, .constant = source}};
    struct drafting drafting = {
        .registry = registry, .columns = columns, .arena = arena, .mapping = &mapping};
    mapping.fields = arena_array(arena, struct mapping_field, count + 1);
    mapping.assignments = arena_array(arena, struct mapping_assignment, count + 1);
    mapping.ignored = arena_array(arena, struct text, count + 1);
    if (!mapping.fields || !mapping.assignments || !mapping.ignored) return ERROR_MEMORY;
    enum error error = ERROR_NONE;
    for (size_t i = 0; i < count && !error; i++)
        error = draft_column(&drafting, i, &suggestions[i]);
    if (error) return error;
    struct buffer document;
    struct json_writer writer;
    buffer_init(&document, (size_t)4 << 20);
    json_writer_init(&writer, &document);
    mapping_print(&mapping, &writer);
    error = json_writer_finish(&writer);
    struct text written = buffer_view(&document);
    const char *copy = arena_text(arena, written.data, written.length);
    *ret_document = (struct text){copy, written.length};
    buffer_free(&document);
    return error ? error : copy ? ERROR_NONE : ERROR_MEMORY;
}
