// SPDX-License-Identifier: Apache-2.0
// Exported JSON as rows.
#include "work/import_json.h"

#include "base/closest.h"
#include "format/csv_writer.h"
#include "work/export.h"

bool import_is_json(struct text content)
{
    struct text start = text_trim(content);
    return start.length && (start.data[0] == '{' || start.data[0] == '[');
}

static bool is_known(const struct resource *resource, const char *name)
{
    return system_field_find(text_from(name)) >= 0 || resource_field(resource, text_from(name)) >= 0;
}

static void check_members(
    const struct json_value *item, const struct resource *resource, struct problem_list *problems)
{
    void *iterator = NULL;
    struct json_value member;
    if (!json_value_expect(item, JSON_KIND_OBJECT, problems)) return;
    while (json_value_next(item, &iterator, &member)) {
        if (is_known(resource, member.name)) continue;
        struct closest closest;
        closest_init(&closest, text_from(member.name));
        for (size_t i = 0; i < resource->field_count; i++)
            closest_offer(&closest, resource->fields[i].name);
        json_value_problem(&member, problems, "%s have no such field%s%s%s", resource->label_plural,
            closest.best ? "; did you mean \"" : ".", closest.best ? closest.best : "",
            closest.best ? "\"?" : "");
    }
}

// An array is a set of codes; anything else that is no text is written as JSON writes it.
static enum error write_value(const struct json_value *value, struct csv_writer *csv, struct buffer *scratch)
{
    struct text text;
    buffer_reset(scratch);
    switch (json_value_kind(value)) {
    case JSON_KIND_MISSING:
    case JSON_KIND_NULL: break;
    case JSON_KIND_TEXT:
        if (json_value_read_text(value, NULL, &text)) buffer_text(scratch, text);
        break;
    case JSON_KIND_ARRAY:
        for (size_t i = 0; i < json_value_count(value); i++) {
            struct json_value item = json_value_item(value, i);
            if (!json_value_read_text(&item, NULL, &text)) continue;
            if (i) buffer_character(scratch, ',');
            buffer_text(scratch, text);
        }
        break;
    case JSON_KIND_BOOLEAN:
    case JSON_KIND_INTEGER:
    case JSON_KIND_REAL:
    case JSON_KIND_OBJECT: {
        struct json_writer writer;
        json_writer_init(&writer, scratch);
        json_value_write(value, &writer);
        break;
    }
    }
    csv_write_text(csv, buffer_view(scratch));
    return buffer_error(scratch);
}

static enum error write_item(const struct json_value *item, const struct resource *resource,
    struct csv_writer *csv, struct buffer *scratch)
{
    enum error error = ERROR_NONE;
    for (int i = SYSTEM_KEY; i <= SYSTEM_EXTERNAL_ID && !error; i++) {
        struct json_value value = json_value_member(item, system_field_name((enum system_field)i));
        error = write_value(&value, csv, scratch);
    }
    for (size_t i = 0; i < resource->field_count && !error; i++) {
        if (!export_has_field(&resource->fields[i])) continue;
        struct json_value value = json_value_member(item, resource->fields[i].name);
        error = write_value(&value, csv, scratch);
    }
    csv_write_end(csv);
    return error;
}

enum error import_json_rows(const struct json_value *items, const struct resource *resource,
    struct problem_list *problems, struct buffer *output)
{
    struct csv_writer csv;
    struct buffer scratch;
    size_t earlier = problems->count;
    if (!json_value_expect(items, JSON_KIND_ARRAY, problems)) return ERROR_INVALID;
    buffer_init(&scratch, (size_t)4 << 20);
    csv_writer_init(&csv, output, false);
    for (int i = SYSTEM_KEY; i <= SYSTEM_EXTERNAL_ID; i++)
        csv_write_string(&csv, system_field_name((enum system_field)i));
    for (size_t i = 0; i < resource->field_count; i++) {
        if (export_has_field(&resource->fields[i])) csv_write_string(&csv, resource->fields[i].name);
    }
    csv_write_end(&csv);
    enum error error = ERROR_NONE;
    for (size_t i = 0; i < json_value_count(items) && !error; i++) {
        struct json_value item = json_value_item(items, i);
        check_members(&item, resource, problems);
        error = write_item(&item, resource, &csv, &scratch);
    }
    buffer_free(&scratch);
    if (!error) error = buffer_error(output);
    if (!error && problems->count > earlier) error = ERROR_INVALID;
    return error;
}
