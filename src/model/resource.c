// SPDX-License-Identifier: Apache-2.0
// Fields, sorts and actions of a resource found by name, and what a field's flags mean for its uses.
#include "model/resource.h"

int resource_field(const struct resource *resource, struct text name)
{
    for (size_t i = 0; i < resource->field_count; i++) {
        if (text_is(name, resource->fields[i].name)) return (int)i;
    }
    return -1;
}

int resource_sort(const struct resource *resource, struct text name)
{
    for (size_t i = 0; i < resource->sort_count; i++) {
        if (text_is(name, resource->sorts[i].name)) return (int)i;
    }
    return -1;
}

const struct action *resource_action(const struct resource *resource, struct text name)
{
    for (size_t i = 0; i < resource->action_count; i++) {
        if (text_is(name, resource->actions[i].name)) return &resource->actions[i];
    }
    return NULL;
}

bool field_is_filter(const struct field *field)
{
    if (!field_is_stored(field)) return false;
    return field->type == FIELD_CHOICE || field->type == FIELD_REFERENCE || field->type == FIELD_BOOLEAN ||
           (field->flags & (FIELD_UNIQUE | FIELD_FILTER)) != 0;
}

bool field_is_stored(const struct field *field)
{
    return (field->flags & FIELD_COMPUTED) == 0;
}

bool field_is_creatable(const struct field *field)
{
    return (field->flags & (FIELD_READ_ONLY | FIELD_COMPUTED | FIELD_CREATE_ONLY_ACTION)) == 0;
}

bool field_is_updatable(const struct field *field)
{
    return field_is_creatable(field) && (field->flags & FIELD_FIXED) == 0;
}
