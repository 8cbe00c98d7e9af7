// SPDX-License-Identifier: Apache-2.0
// The registry as JSON, in the shape Description.
#include "describe/describe.h"
#include "format/json_writer.h"

static const char *type_code(enum field_type type)
{
    static const char *const codes[] = {
        [FIELD_TEXT] = "text",
        [FIELD_MARKDOWN] = "markdown",
        [FIELD_INTEGER] = "integer",
        [FIELD_DECIMAL] = "decimal",
        [FIELD_REAL] = "real",
        [FIELD_BOOLEAN] = "boolean",
        [FIELD_DATE] = "date",
        [FIELD_INSTANT] = "instant",
        [FIELD_CHOICE] = "choice",
        [FIELD_CHOICES] = "choices",
        [FIELD_REFERENCE] = "reference",
        [FIELD_JSON] = "json",
    };
    return codes[type];
}

static void member_string(struct json_writer *writer, const char *name, const char *string)
{
    json_write_key(writer, name);
    json_write_string(writer, string);
}

static void member_boolean(struct json_writer *writer, const char *name, bool boolean)
{
    json_write_key(writer, name);
    json_write_boolean(writer, boolean);
}

static void write_choices(const struct field *field, struct json_writer *writer)
{
    json_write_key(writer, "choices");
    json_write_array_begin(writer);
    for (size_t i = 0; i < field->choices->count; i++) {
        json_write_object_begin(writer);
        member_string(writer, "code", field->choices->choices[i].code);
        member_string(writer, "label", field->choices->choices[i].label);
        json_write_object_end(writer);
    }
    json_write_array_end(writer);
}

static void write_field(const struct field *field, struct json_writer *writer)
{
    json_write_object_begin(writer);
    member_string(writer, "name", field->name);
    member_string(writer, "label", field->label);
    member_string(writer, "help", field->help);
    member_string(writer, "type", type_code(field->type));
    member_boolean(writer, "required", (field->flags & FIELD_REQUIRED) != 0);
    member_boolean(writer, "nullable", field_is_nullable(field));
    member_boolean(writer, "creatable", field_is_creatable(field));
    member_boolean(writer, "updatable", field_is_updatable(field));
    member_boolean(writer, "filter", field_is_filter(field));
    if (field->minimum != 0 || field->maximum != 0) {
        json_write_key(writer, "minimum");
        json_write_integer(writer, field->minimum);
        // A bound that a page could not hold as a number is none.
        if (field->maximum < INT64_C(1) << 53) {
            json_write_key(writer, "maximum");
            json_write_integer(writer, field->maximum);
        }
    }
    if (field->type == FIELD_DECIMAL) {
        json_write_key(writer, "scale");
        json_write_integer(writer, field->scale);
    }
    if (field->default_code) member_string(writer, "default", field->default_code);
    if (field->choices) write_choices(field, writer);
    if (field->type == FIELD_REFERENCE) {
        json_write_key(writer, "targets");
        json_write_array_begin(writer);
        for (size_t i = 0; i < FIELD_TARGETS_MAXIMUM && field->targets[i]; i++) {
            json_write_string(writer, field->targets[i]);
        }
        json_write_array_end(writer);
    }
    json_write_object_end(writer);
}

static void write_fields(const struct field *fields, size_t count, struct json_writer *writer)
{
    json_write_key(writer, "fields");
    json_write_array_begin(writer);
    for (size_t i = 0; i < count; i++)
        write_field(&fields[i], writer);
    json_write_array_end(writer);
}

static void write_actions(const struct resource *resource, struct json_writer *writer)
{
    json_write_key(writer, "actions");
    json_write_array_begin(writer);
    for (size_t i = 0; i < resource->action_count; i++) {
        const struct action *action = &resource->actions[i];
        json_write_object_begin(writer);
        member_string(writer, "name", action->name);
        member_string(writer, "label", action->label);
        member_string(writer, "help", action->help);
        write_fields(action->input_fields, action->input_count, writer);
        json_write_object_end(writer);
    }
    json_write_array_end(writer);
}

static void write_links(const struct resource *resource, struct json_writer *writer)
{
    json_write_key(writer, "links");
    json_write_array_begin(writer);
    for (size_t i = 0; i < resource->link_count; i++) {
        json_write_object_begin(writer);
        member_string(writer, "name", resource->links[i].name);
        member_string(writer, "resource", resource->links[i].resource);
        member_string(writer, "field", resource->links[i].field);
        json_write_object_end(writer);
    }
    json_write_array_end(writer);
}

static void write_verbs(const char *name, unsigned verbs, struct json_writer *writer)
{
    json_write_key(writer, name);
    json_write_array_begin(writer);
    for (int verb = 0; verb < VERB_COUNT; verb++) {
        if (verbs & MAY(verb)) json_write_string(writer, verb_name((enum verb)verb));
    }
    json_write_array_end(writer);
}

static void write_permissions(const struct resource *resource, struct json_writer *writer)
{
    json_write_key(writer, "permissions");
    json_write_object_begin(writer);
    for (int role = 0; role < ACCESS_ROLE_COUNT; role++) {
        const struct permission *permission = &resource->permissions[role];
        json_write_key(writer, access_role_name((enum access_role)role));
        json_write_object_begin(writer);
        write_verbs("all", permission->all, writer);
        write_verbs("own", permission->all | permission->own, writer);
        json_write_object_end(writer);
    }
    json_write_object_end(writer);
}

static void write_resource(const struct resource *resource, struct json_writer *writer)
{
    json_write_object_begin(writer);
    member_string(writer, "name", resource->name);
    member_string(writer, "singular", resource->singular);
    member_string(writer, "label", resource->label);
    member_string(writer, "label_plural", resource->label_plural);
    member_string(writer, "prefix", resource->prefix);
    member_string(writer, "help", resource->help);
    member_string(
        writer, "title", resource->title_field < 0 ? NULL : resource->fields[resource->title_field].name);
    member_boolean(writer, "read_only", (resource->flags & RESOURCE_READ_ONLY) != 0);
    json_write_key(writer, "sorts");
    json_write_array_begin(writer);
    for (size_t i = 0; i < resource->sort_count; i++)
        json_write_string(writer, resource->sorts[i].name);
    json_write_array_end(writer);
    write_fields(resource->fields, resource->field_count, writer);
    write_actions(resource, writer);
    write_links(resource, writer);
    write_permissions(resource, writer);
    json_write_object_end(writer);
}

void describe_registry(const struct registry *registry, struct buffer *output)
{
    struct json_writer writer;
    json_writer_init(&writer, output);
    json_write_object_begin(&writer);
    json_write_key(&writer, "resources");
    json_write_array_begin(&writer);
    for (size_t i = 0; i < registry->count; i++)
        write_resource(registry->resources[i], &writer);
    json_write_array_end(&writer);
    json_write_object_end(&writer);
    // A failure is sticky in the buffer, where the caller looks for it.
    (void)!json_writer_finish(&writer);
}
