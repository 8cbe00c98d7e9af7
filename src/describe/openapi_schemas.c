// SPDX-License-Identifier: Apache-2.0
// The schemas of the OpenAPI document: choices, records, and the shapes of other replies.
#include "describe/openapi.h"
#include "describe/shapes.h"
#include "describe/type_name.h"

#define KEY_PATTERN "^[A-Z][A-Z0-9]{1,7}-[1-9][0-9]*$"

static void write_type(struct json_writer *writer, const char *type, bool may_be_null)
{
    if (!may_be_null) {
        openapi_text(writer, "type", type);
        return;
    }
    json_write_key(writer, "type");
    json_write_array_begin(writer);
    json_write_string(writer, type);
    json_write_string(writer, "null");
    json_write_array_end(writer);
}

// The members of a schema that says "this component", or "this component, or null".
static void write_component(struct json_writer *writer, const char *name, bool may_be_null)
{
    char target[160];
    (void)snprintf(target, sizeof target, "#/components/schemas/%s", name);
    if (!may_be_null) {
        openapi_text(writer, "$ref", target);
        return;
    }
    json_write_key(writer, "anyOf");
    json_write_array_begin(writer);
    openapi_reference(writer, "schemas", name);
    json_write_object_begin(writer);
    openapi_text(writer, "type", "null");
    json_write_object_end(writer);
    json_write_array_end(writer);
}

static void write_decimal(const struct field *field, bool may_be_null, struct json_writer *writer)
{
    char pattern[60];
    (void)snprintf(pattern, sizeof pattern, "^-?[0-9]+(\\.[0-9]{1,%u})?$", field->scale);
    write_type(writer, "string", may_be_null);
    openapi_text(writer, "pattern", pattern);
}

static void write_text(const struct field *field, bool may_be_null, struct json_writer *writer)
{
    int64_t own = field->type == FIELD_MARKDOWN ? FIELD_MARKDOWN_MAXIMUM : FIELD_TEXT_MAXIMUM;
    write_type(writer, "string", may_be_null);
    if (field->minimum > 0) openapi_integer(writer, "minLength", 1);
    // Bounds count bytes; a text within them has at most as many characters.
    openapi_integer(writer, "maxLength", field->maximum > 0 ? field->maximum : own);
    if (field->type == FIELD_MARKDOWN) openapi_text(writer, "contentMediaType", "text/markdown");
}

static void write_choices(const struct field *field, struct json_writer *writer)
{
    char name[TYPE_NAME_SIZE];
    openapi_text(writer, "type", "array");
    json_write_key(writer, "items");
    openapi_reference(writer, "schemas", type_name(field->choices->name, "", name));
    openapi_boolean(writer, "uniqueItems", true);
}

void openapi_field(const struct field *field, bool may_be_null, struct json_writer *writer)
{
    char name[TYPE_NAME_SIZE];
    json_write_object_begin(writer);
    switch (field->type) {
    case FIELD_TEXT:
    case FIELD_MARKDOWN: write_text(field, may_be_null, writer); break;
    case FIELD_INTEGER:
        write_type(writer, "integer", may_be_null);
        if (field->minimum != 0 || field->maximum != 0) {
            openapi_integer(writer, "minimum", field->minimum);
            if (field->maximum < INT64_MAX) openapi_integer(writer, "maximum", field->maximum);
        }
        break;
    case FIELD_DECIMAL: write_decimal(field, may_be_null, writer); break;
    case FIELD_REAL: write_type(writer, "number", may_be_null); break;
    case FIELD_BOOLEAN: write_type(writer, "boolean", may_be_null); break;
    case FIELD_DATE:
    case FIELD_INSTANT:
        write_type(writer, "string", may_be_null);
        openapi_text(writer, "format", field->type == FIELD_DATE ? "date" : "date-time");
        break;
    case FIELD_CHOICE: write_component(writer, type_name(field->choices->name, "", name), may_be_null); break;
    case FIELD_CHOICES: write_choices(field, writer); break;
    case FIELD_REFERENCE:
        write_type(writer, "string", may_be_null);
        openapi_text(writer, "pattern", KEY_PATTERN);
        break;
    case FIELD_JSON: break;
    }
    if (field->default_code) openapi_text(writer, "default", field->default_code);
    if (field->help) openapi_text(writer, "description", field->help);
    json_write_object_end(writer);
}

static void write_choice_list(const struct choice_list *list, void *closure)
{
    struct json_writer *writer = closure;
    char name[TYPE_NAME_SIZE];
    json_write_key(writer, type_name(list->name, "", name));
    json_write_object_begin(writer);
    openapi_text(writer, "type", "string");
    json_write_key(writer, "enum");
    json_write_array_begin(writer);
    for (size_t i = 0; i < list->count; i++)
        json_write_string(writer, list->choices[i].code);
    json_write_array_end(writer);
    json_write_object_end(writer);
}

// What every record carries. A nullable one is a text that only an import gives.
static const struct field system_fields[] = {
    {.name = "key", .type = FIELD_REFERENCE, .flags = FIELD_REQUIRED, .help = "The record's key."},
    {.name = "source", .type = FIELD_TEXT, .maximum = 200, .help = "Where external_id comes from."},
    {.name = "external_id", .type = FIELD_TEXT, .maximum = 200, .help = "What the record is called there."},
    {.name = "created_at", .type = FIELD_INSTANT, .flags = FIELD_REQUIRED, .help = "When it was created."},
    {.name = "created_by",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED,
        .help = "Key of the user, or system."},
    {.name = "changed_at",
        .type = FIELD_INSTANT,
        .flags = FIELD_REQUIRED,
        .help = "When it was changed last."},
    {.name = "changed_by",
        .type = FIELD_TEXT,
        .flags = FIELD_REQUIRED,
        .help = "Key of the user, or system."},
    {.name = "version",
        .type = FIELD_INTEGER,
        .flags = FIELD_REQUIRED,
        .minimum = 1,
        .maximum = INT64_MAX,
        .help = "Counts the changes of the record."},
};
#define SYSTEM_FIELDS (sizeof system_fields / sizeof system_fields[0])

static void write_record(const struct resource *resource, struct json_writer *writer)
{
    char name[TYPE_NAME_SIZE];
    bool is_log = (resource->flags & RESOURCE_LOG) != 0;
    json_write_key(writer, type_name(resource->singular, "", name));
    json_write_object_begin(writer);
    openapi_text(writer, "type", "object");
    openapi_text(writer, "description", resource->help);
    json_write_key(writer, "required");
    json_write_array_begin(writer);
    for (size_t i = 0; i < SYSTEM_FIELDS && !is_log; i++)
        json_write_string(writer, system_fields[i].name);
    for (size_t i = 0; i < resource->field_count; i++)
        json_write_string(writer, resource->fields[i].name);
    json_write_array_end(writer);
    json_write_key(writer, "properties");
    json_write_object_begin(writer);
    for (size_t i = 0; i < SYSTEM_FIELDS && !is_log; i++) {
        json_write_key(writer, system_fields[i].name);
        openapi_field(&system_fields[i], field_is_nullable(&system_fields[i]), writer);
    }
    for (size_t i = 0; i < resource->field_count; i++) {
        const struct field *field = &resource->fields[i];
        json_write_key(writer, field->name);
        openapi_field(field, field_is_nullable(field) || field->hidden_from, writer);
    }
    json_write_object_end(writer);
    json_write_object_end(writer);
}

static bool must_be_given(const struct field *field)
{
    return (field->flags & FIELD_REQUIRED) && !field->default_code;
}

// What creates a record, or changes one.
static void write_input(const struct resource *resource, bool is_creation, struct json_writer *writer)
{
    char name[TYPE_NAME_SIZE];
    json_write_key(writer, type_name(resource->singular, is_creation ? "Create" : "Update", name));
    json_write_object_begin(writer);
    openapi_text(writer, "type", "object");
    if (is_creation) {
        json_write_key(writer, "required");
        json_write_array_begin(writer);
        for (size_t i = 0; i < resource->field_count; i++) {
            const struct field *field = &resource->fields[i];
            if (field_is_creatable(field) && must_be_given(field)) json_write_string(writer, field->name);
        }
        json_write_array_end(writer);
    }
    json_write_key(writer, "properties");
    json_write_object_begin(writer);
    for (size_t i = 0; i < SYSTEM_FIELDS; i++) {
        if (!field_is_nullable(&system_fields[i])) continue;
        json_write_key(writer, system_fields[i].name);
        openapi_field(&system_fields[i], true, writer);
    }
    for (size_t i = 0; i < resource->field_count; i++) {
        const struct field *field = &resource->fields[i];
        if (is_creation ? !field_is_creatable(field) : !field_is_updatable(field)) continue;
        json_write_key(writer, field->name);
        openapi_field(field, field_is_nullable(field), writer);
    }
    json_write_object_end(writer);
    openapi_boolean(writer, "additionalProperties", false);
    json_write_object_end(writer);
}

static void write_list(const struct resource *resource, struct json_writer *writer)
{
    char name[TYPE_NAME_SIZE];
    json_write_key(writer, type_name(resource->singular, "List", name));
    json_write_object_begin(writer);
    openapi_text(writer, "type", "object");
    json_write_key(writer, "required");
    json_write_array_begin(writer);
    json_write_string(writer, "items");
    json_write_string(writer, "next");
    json_write_array_end(writer);
    json_write_key(writer, "properties");
    json_write_object_begin(writer);
    json_write_key(writer, "items");
    json_write_object_begin(writer);
    openapi_text(writer, "type", "array");
    json_write_key(writer, "items");
    openapi_reference(writer, "schemas", type_name(resource->singular, "", name));
    json_write_object_end(writer);
    json_write_key(writer, "next");
    json_write_object_begin(writer);
    write_type(writer, "string", true);
    openapi_text(writer, "description", "The cursor of the next page; null when there is none.");
    json_write_object_end(writer);
    json_write_key(writer, "total");
    json_write_object_begin(writer);
    openapi_text(writer, "type", "integer");
    openapi_text(writer, "description", "How many match, when count=true was asked for.");
    json_write_object_end(writer);
    json_write_object_end(writer);
    json_write_object_end(writer);
}

static void write_action(
    const struct resource *resource, const struct action *action, struct json_writer *writer)
{
    char name[TYPE_NAME_SIZE], suffix[TYPE_NAME_SIZE];
    json_write_key(writer, type_name(resource->singular, type_name(action->name, "", suffix), name));
    json_write_object_begin(writer);
    openapi_text(writer, "type", "object");
    openapi_text(writer, "description", action->help);
    json_write_key(writer, "required");
    json_write_array_begin(writer);
    for (size_t i = 0; i < action->input_count; i++) {
        if (must_be_given(&action->input_fields[i])) json_write_string(writer, action->input_fields[i].name);
    }
    json_write_array_end(writer);
    json_write_key(writer, "properties");
    json_write_object_begin(writer);
    for (size_t i = 0; i < action->input_count; i++) {
        json_write_key(writer, action->input_fields[i].name);
        openapi_field(&action->input_fields[i], field_is_nullable(&action->input_fields[i]), writer);
    }
    json_write_object_end(writer);
    openapi_boolean(writer, "additionalProperties", false);
    json_write_object_end(writer);
}

// The members of the schema of one value of a shape's member.
static void write_member_type(const struct shape_member *member, bool may_be_null, struct json_writer *writer)
{
    char name[TYPE_NAME_SIZE];
    switch (member->type) {
    case SHAPE_TEXT: write_type(writer, "string", may_be_null); break;
    case SHAPE_KEY:
        write_type(writer, "string", may_be_null);
        openapi_text(writer, "pattern", KEY_PATTERN);
        break;
    case SHAPE_INTEGER: write_type(writer, "integer", may_be_null); break;
    case SHAPE_REAL: write_type(writer, "number", may_be_null); break;
    case SHAPE_BOOLEAN: write_type(writer, "boolean", may_be_null); break;
    case SHAPE_DATE:
        write_type(writer, "string", may_be_null);
        openapi_text(writer, "format", "date");
        break;
    case SHAPE_BINARY:
        write_type(writer, "string", may_be_null);
        openapi_text(writer, "contentEncoding", "base64");
        break;
    case SHAPE_ANY: break;
    case SHAPE_CHOICE:
        write_component(writer, type_name(member->choices->name, "", name), may_be_null);
        break;
    case SHAPE_OBJECT: write_component(writer, member->shape, may_be_null); break;
    }
}

static void write_member(const struct shape_member *member, struct json_writer *writer)
{
    bool may_be_null = (member->flags & SHAPE_NULLABLE) != 0;
    json_write_object_begin(writer);
    if (member->flags & SHAPE_ARRAY) {
        write_type(writer, "array", may_be_null);
        json_write_key(writer, "items");
        json_write_object_begin(writer);
        write_member_type(member, false, writer);
        json_write_object_end(writer);
    } else if (member->flags & SHAPE_MAP) {
        write_type(writer, "object", may_be_null);
        json_write_key(writer, "additionalProperties");
        json_write_object_begin(writer);
        write_member_type(member, false, writer);
        json_write_object_end(writer);
    } else {
        write_member_type(member, may_be_null, writer);
    }
    json_write_object_end(writer);
}

static void write_shape(const struct shape *shape, struct json_writer *writer)
{
    json_write_key(writer, shape->name);
    json_write_object_begin(writer);
    openapi_text(writer, "type", "object");
    openapi_text(writer, "description", shape->help);
    if (shape->extends) write_component(writer, shape->extends, false);
    json_write_key(writer, "required");
    json_write_array_begin(writer);
    for (size_t i = 0; i < shape->count; i++) {
        const struct shape_member *member = &shape->members[i];
        if (member->name && !(member->flags & SHAPE_OPTIONAL)) json_write_string(writer, member->name);
    }
    json_write_array_end(writer);
    json_write_key(writer, "properties");
    json_write_object_begin(writer);
    for (size_t i = 0; i < shape->count; i++) {
        if (!shape->members[i].name) continue;
        json_write_key(writer, shape->members[i].name);
        write_member(&shape->members[i], writer);
    }
    json_write_object_end(writer);
    json_write_object_end(writer);
}

void openapi_schemas(const struct registry *registry, struct json_writer *writer)
{
    choice_lists_each(registry, write_choice_list, writer);
    for (size_t i = 0; i < registry->count; i++) {
        const struct resource *resource = registry->resources[i];
        write_record(resource, writer);
        write_list(resource, writer);
        if (resource->flags & RESOURCE_READ_ONLY) continue;
        write_input(resource, true, writer);
        write_input(resource, false, writer);
        for (size_t j = 0; j < resource->action_count; j++)
            write_action(resource, &resource->actions[j], writer);
    }
    for (size_t i = 0; i < shape_count; i++)
        write_shape(&shapes[i], writer);
}
