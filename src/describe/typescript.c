// SPDX-License-Identifier: Apache-2.0
// The types of records, choices and replies in TypeScript.
#include "describe/describe.h"
#include "describe/shapes.h"
#include "describe/type_name.h"

#define LINE_MAXIMUM 120 // as Biome breaks them

static void write_union(const struct choice_list *list, void *closure)
{
    struct buffer *output = closure;
    char name[TYPE_NAME_SIZE];
    size_t length = strlen("export type  = ;") + strlen(type_name(list->name, "", name));
    for (size_t i = 0; i < list->count; i++)
        length += strlen(list->choices[i].code) + (i ? 5 : 2);
    buffer_print(output, "export type %s =", name);
    for (size_t i = 0; i < list->count; i++) {
        const char *joint = length > LINE_MAXIMUM ? "\n  | " : i ? " | " : " ";
        buffer_print(output, "%s'%s'", joint, list->choices[i].code);
    }
    buffer_string(output, ";\n");
}

static void write_field_type(const struct field *field, struct buffer *output)
{
    char name[TYPE_NAME_SIZE];
    switch (field->type) {
    case FIELD_TEXT:
    case FIELD_MARKDOWN:
    case FIELD_DATE:
    case FIELD_INSTANT:
    case FIELD_DECIMAL:
    case FIELD_REFERENCE: buffer_string(output, "string"); break;
    case FIELD_INTEGER:
    case FIELD_REAL: buffer_string(output, "number"); break;
    case FIELD_BOOLEAN: buffer_string(output, "boolean"); break;
    case FIELD_CHOICE: buffer_string(output, type_name(field->choices->name, "", name)); break;
    case FIELD_CHOICES: buffer_print(output, "%s[]", type_name(field->choices->name, "", name)); return;
    case FIELD_JSON: buffer_string(output, "unknown"); return;
    }
    if (field_is_nullable(field)) buffer_string(output, " | null");
}

static void write_resource(const struct resource *resource, struct buffer *output)
{
    char name[TYPE_NAME_SIZE];
    buffer_print(output, "\n/** %s */\nexport interface %s%s {\n", resource->help,
        type_name(resource->singular, "", name), resource->flags & RESOURCE_LOG ? "" : " extends System");
    for (size_t i = 0; i < resource->field_count; i++) {
        buffer_print(output, "  %s: ", resource->fields[i].name);
        write_field_type(&resource->fields[i], output);
        buffer_string(output, ";\n");
    }
    buffer_string(output, "}\n");
}

static void write_member(const struct shape_member *member, struct buffer *output)
{
    char name[TYPE_NAME_SIZE];
    const char *type = "string";
    if (member->type == SHAPE_INTEGER || member->type == SHAPE_REAL) type = "number";
    if (member->type == SHAPE_BOOLEAN) type = "boolean";
    if (member->type == SHAPE_ANY) type = "unknown";
    if (member->type == SHAPE_CHOICE) type = type_name(member->choices->name, "", name);
    if (member->type == SHAPE_OBJECT) type = member->shape;
    if (member->name) {
        buffer_print(output, "  %s%s: ", member->name, member->flags & SHAPE_OPTIONAL ? "?" : "");
    } else {
        buffer_string(output, "  [name: string]: ");
    }
    buffer_print(output, member->flags & SHAPE_MAP ? "Record<string, %s>" : "%s", type);
    if (member->flags & SHAPE_ARRAY) buffer_string(output, "[]");
    if (member->flags & SHAPE_NULLABLE) buffer_string(output, " | null");
    buffer_string(output, ";\n");
}

static void write_shape(const struct shape *shape, struct buffer *output)
{
    buffer_print(output, "\n/** %s */\nexport interface %s ", shape->help, shape->name);
    if (shape->extends) buffer_print(output, "extends %s ", shape->extends);
    buffer_string(output, "{\n");
    for (size_t i = 0; i < shape->count; i++)
        write_member(&shape->members[i], output);
    buffer_string(output, "}\n");
}

void describe_typescript(const struct registry *registry, struct buffer *output)
{
    char name[TYPE_NAME_SIZE];
    buffer_string(output, "// Written by `tandem describe typescript`. Do not edit.\n\n");
    choice_lists_each(registry, write_union, output);
    buffer_string(output, "\n/** What every record carries. */\nexport interface System {\n  key: string;\n"
                          "  source: string | null;\n  external_id: string | null;\n  created_at: string;\n"
                          "  created_by: string;\n  changed_at: string;\n  changed_by: string;\n"
                          "  version: number;\n}\n");
    for (size_t i = 0; i < registry->count; i++)
        write_resource(registry->resources[i], output);
    buffer_string(output,
        "\n/** Resources by the name that they have in addresses, on the command line and in CSV "
        "files. */\nexport interface Resources {\n");
    for (size_t i = 0; i < registry->count; i++) {
        const struct resource *resource = registry->resources[i];
        const char *quote = strchr(resource->name, '-') ? "'" : "";
        buffer_print(
            output, "  %s%s%s: %s;\n", quote, resource->name, quote, type_name(resource->singular, "", name));
    }
    buffer_string(output, "}\n");
    for (size_t i = 0; i < shape_count; i++)
        write_shape(&shapes[i], output);
}
