// SPDX-License-Identifier: Apache-2.0
// Writes a mapping as the document that mapping_read reads.
#include "work/mapping.h"

#include "format/json_writer.h"

static void print_columns(const struct mapping_value *value, struct json_writer *writer)
{
    if (value->column_count == 1) {
        json_write_text(writer, value->columns[0].name);
        return;
    }
    json_write_array_begin(writer);
    for (size_t i = 0; i < value->column_count; i++)
        json_write_text(writer, value->columns[i].name);
    json_write_array_end(writer);
}

static void print_translations(const struct mapping_value *value, struct json_writer *writer)
{
    json_write_key(writer, "values");
    json_write_object_begin(writer);
    for (size_t i = 0; i < value->translation_count; i++) {
        json_write_key_text(writer, value->translations[i].from);
        json_write_text(writer, value->translations[i].to);
    }
    json_write_object_end(writer);
    json_write_key(writer, "otherwise");
    if (value->otherwise == OTHERWISE_VALUE)
        json_write_text(writer, value->otherwise_value);
    else
        json_write_string(writer, value->otherwise == OTHERWISE_KEEP ? "keep" : "reject");
}

static void print_matches(const struct match *matches, size_t count, struct json_writer *writer)
{
    json_write_key(writer, "match");
    json_write_array_begin(writer);
    for (size_t i = 0; i < count; i++) {
        if (matches[i].kind == MATCH_FIELD)
            json_write_text(writer, matches[i].field);
        else
            json_write_string(writer, matches[i].kind == MATCH_KEY ? "key" : "external_id");
    }
    json_write_array_end(writer);
}

static void print_value(const struct mapping_value *value, struct json_writer *writer)
{
    static const char *const missing[] = {"reject", "create", "keep", "ignore"};
    if (!value->is_constant && !value->translation_count && !value->match_count) {
        print_columns(value, writer);
        return;
    }
    json_write_object_begin(writer);
    json_write_key(writer, value->is_constant ? "value" : "column");
    if (value->is_constant)
        json_write_text(writer, value->constant);
    else
        print_columns(value, writer);
    if (value->translation_count) print_translations(value, writer);
    if (value->match_count) print_matches(value->matches, value->match_count, writer);
    if (value->match_count && value->missing != MISSING_REJECT) {
        json_write_key(writer, "missing");
        json_write_string(writer, missing[value->missing]);
    }
    json_write_object_end(writer);
}

static void print_assignment(const struct mapping_assignment *assignment, struct json_writer *writer)
{
    json_write_object_begin(writer);
    json_write_key(writer, "role");
    if (assignment->role.is_constant)
        json_write_text(writer, assignment->role.constant);
    else
        print_value(&assignment->role, writer);
    if (assignment->person.given) {
        json_write_key(writer, "person");
        print_value(&assignment->person, writer);
    }
    if (assignment->scope.given) {
        json_write_key(writer, "scope");
        print_value(&assignment->scope, writer);
    }
    for (size_t i = 0; i < DETAIL_COUNT; i++) {
        if (!assignment->details[i].given) continue;
        json_write_key(writer, assignment_detail_names[i]);
        print_value(&assignment->details[i], writer);
    }
    json_write_object_end(writer);
}

static void print_identity(const struct mapping *mapping, struct json_writer *writer)
{
    const struct {
        const char *name;
        const struct mapping_value *value;
    } members[] = {
        {"source", &mapping->source}, {"external_id", &mapping->external_id}, {"key", &mapping->key}};
    for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++) {
        const struct mapping_value *value = members[i].value;
        if (!value->given) continue;
        json_write_key(writer, members[i].name);
        if (i == 0 && value->is_constant) {
            json_write_text(writer, value->constant);
        } else if (i == 0) { // a plain text would be the source's name
            json_write_object_begin(writer);
            json_write_key(writer, "column");
            print_columns(value, writer);
            json_write_object_end(writer);
        } else {
            print_value(value, writer);
        }
    }
    if (mapping->match_count) print_matches(mapping->matches, mapping->match_count, writer);
}

void mapping_print(const struct mapping *mapping, struct json_writer *writer)
{
    json_write_object_begin(writer);
    json_write_key(writer, "tandem_map");
    json_write_integer(writer, 1);
    json_write_key(writer, "resource");
    json_write_string(writer, mapping->resource->name);
    print_identity(mapping, writer);
    json_write_key(writer, "fields");
    json_write_object_begin(writer);
    for (size_t i = 0; i < mapping->field_count; i++) {
        json_write_key(writer, mapping->resource->fields[mapping->fields[i].field].name);
        print_value(&mapping->fields[i].value, writer);
    }
    json_write_object_end(writer);
    if (mapping->assignment_count) {
        json_write_key(writer, "assignments");
        json_write_array_begin(writer);
        for (size_t i = 0; i < mapping->assignment_count; i++)
            print_assignment(&mapping->assignments[i], writer);
        json_write_array_end(writer);
    }
    if (mapping->ignored_count) {
        json_write_key(writer, "ignore");
        json_write_array_begin(writer);
        for (size_t i = 0; i < mapping->ignored_count; i++)
            json_write_text(writer, mapping->ignored[i]);
        json_write_array_end(writer);
    }
    json_write_object_end(writer);
}
