// SPDX-License-Identifier: Apache-2.0
// Header lines of CSV files that can be imported.
#include "describe/describe.h"

void describe_csv_template(const struct resource *resource, struct buffer *output)
{
    buffer_string(output, "external_id");
    for (size_t i = 0; i < resource->field_count; i++) {
        if (field_is_creatable(&resource->fields[i])) buffer_print(output, ",%s", resource->fields[i].name);
    }
    buffer_character(output, '\n');
}

void describe_csv_templates(const struct registry *registry, struct buffer *output)
{
    for (size_t i = 0; i < registry->count; i++) {
        const struct resource *resource = registry->resources[i];
        if (resource->flags & RESOURCE_NO_IMPORT) continue;
        buffer_print(output, "%s.csv: ", resource->name);
        describe_csv_template(resource, output);
    }
}
