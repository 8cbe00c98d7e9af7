// SPDX-License-Identifier: Apache-2.0
// DDL of a whole workspace: a table a resource, with an index for each declared filter and order.
#include "store/schema.h"

#include "base/text.h"
#include "store/dangling.h"
#include "store/schema_accounts.h"
#include "store/schema_column.h"
#include "store/schema_system.h"

static void choices_print(const struct resource *resource, const struct field *field, struct buffer *output)
{
    buffer_print(output, " CONSTRAINT %s_%s CHECK (", resource->singular, field->name);
    schema_name(output, field->name);
    buffer_string(output, " IN (");
    for (size_t i = 0; i < field->choices->count; i++)
        buffer_print(output, "%s'%s'", i ? ", " : "", field->choices->choices[i].code);
    buffer_string(output, "))");
}

// A reference to one resource is a foreign key to its table; one to several, or to any, goes by the table of
// all keys.
static void reference_print(const struct registry *registry, const struct field *field, struct buffer *output)
{
    const struct resource *target = NULL;
    if (field->targets[0] && !field->targets[1])
        target = registry_find(registry, text_from(field->targets[0]));
    buffer_string(output, " REFERENCES ");
    schema_name(output, target ? target->singular : "record");
    buffer_string(output, " (key) ON UPDATE CASCADE");
}

static void column_print(const struct registry *registry, const struct resource *resource,
    const struct field *field, enum store_kind kind, struct buffer *output)
{
    buffer_string(output, ",\n    ");
    schema_name(output, field->name);
    buffer_print(output, " %s", schema_type(field->type, kind));
    if (!field_is_nullable(field)) buffer_string(output, " NOT NULL");
    if (field->type == FIELD_BOOLEAN && kind == STORE_SQLITE)
        buffer_print(
            output, " CONSTRAINT %s_%s CHECK (%s IN (0, 1))", resource->singular, field->name, field->name);
    if (field->type == FIELD_CHOICE) choices_print(resource, field, output);
    // What a log tells of may be gone.
    if (field->type == FIELD_REFERENCE && !resource_is_log(resource))
        reference_print(registry, field, output);
}

static void table_print(const struct registry *registry, const struct resource *resource,
    enum store_kind kind, struct buffer *output)
{
    bool is_log = resource_is_log(resource);
    buffer_string(output, "CREATE TABLE ");
    schema_name(output, resource->singular);
    if (is_log)
        buffer_print(
            output, " (\n    %s %s PRIMARY KEY", resource->fields[0].name, schema_type(FIELD_INTEGER, kind));
    else
        schema_template_print(" (\n"
                              "    key $T PRIMARY KEY REFERENCES record (key) ON UPDATE CASCADE,\n"
                              "    source $T,\n"
                              "    external_id $T,\n"
                              "    created_at $I NOT NULL,\n"
                              "    created_by $T NOT NULL,\n"
                              "    changed_at $I NOT NULL,\n"
                              "    changed_by $T NOT NULL,\n"
                              "    version $I NOT NULL",
            kind, output);
    for (size_t i = is_log; i < resource->field_count; i++)
        if (field_is_stored(&resource->fields[i]))
            column_print(registry, resource, &resource->fields[i], kind, output);
    buffer_print(output, "\n)%s;\n", kind == STORE_SQLITE ? " STRICT" : "");
}

static void index_begin(const struct resource *resource, const char *kind, const char *name, bool is_unique,
    struct buffer *output)
{
    buffer_print(
        output, "CREATE %sINDEX %s_%s%s ON ", is_unique ? "UNIQUE " : "", resource->singular, kind, name);
    schema_name(output, resource->singular);
    buffer_string(output, " (");
}

static void index_order(const struct resource *resource, const struct sort *sort, struct buffer *output)
{
    if (!schema_sort_is_tie(resource, sort)) {
        schema_sort_print(resource, sort, output);
        buffer_string(output, ", ");
    }
    buffer_string(output, schema_tie(resource));
}

// The index of the default order holds whole rows: a list reads them one after the other and seeks no table
// row, which halves its time among many. In the order of creation the rows lie one after the other anyway;
// and PostgreSQL takes no index entry above a third of a page.
static void index_cover(const struct resource *resource, enum store_kind kind, struct buffer *output)
{
    int sort = resource->sorts[0].field;
    bool is_creation = sort == SORT_SYSTEM_CREATED || sort == SORT_SYSTEM_KEY;
    if (kind != STORE_SQLITE || resource_is_log(resource) || is_creation) return;
    buffer_string(
        output, ",\n    source, external_id, created_at, created_by, changed_at, changed_by, version");
    for (size_t i = 0; i < resource->field_count; i++) {
        if (!field_is_stored(&resource->fields[i])) continue;
        buffer_string(output, ", ");
        schema_name(output, resource->fields[i].name);
    }
}

static void sort_indexes_print(const struct resource *resource, enum store_kind kind, struct buffer *output)
{
    for (size_t i = 0; i < resource->sort_count; i++) {
        const struct sort *sort = &resource->sorts[i];
        if (schema_sort_is_tie(resource, sort)) continue; // the primary key
        index_begin(resource, "by_", sort->name, false, output);
        index_order(resource, sort, output);
        if (i == 0) index_cover(resource, kind, output);
        buffer_string(output, ");\n");
    }
}

// What a filter leaves comes in the order of a sort.
static void filter_indexes_print(const struct resource *resource, struct buffer *output)
{
    for (size_t i = 0; i < resource->field_count; i++) {
        const struct field *field = &resource->fields[i];
        for (size_t j = 0; j < resource->sort_count; j++) {
            // Within one value of a field there is no order by it.
            bool is_own = resource->sorts[j].field == (int)i;
            if (is_own || !schema_filter_is_indexed(field, j == 0)) continue;
            char name[100];
            snprintf(
                name, sizeof name, "%s%s%s", field->name, j ? "_by_" : "", j ? resource->sorts[j].name : "");
            index_begin(resource, "of_", name, false, output);
            schema_name(output, field->name);
            buffer_string(output, ", ");
            index_order(resource, &resource->sorts[j], output);
            buffer_string(output, ");\n");
        }
    }
}

static void unique_indexes_print(const struct resource *resource, struct buffer *output)
{
    for (size_t i = 0; i < resource->field_count; i++) {
        const struct field *field = &resource->fields[i];
        if (!(field->flags & FIELD_UNIQUE) || !field_is_stored(field)) continue;
        index_begin(resource, "one_", field->name, true, output);
        schema_name(output, field->name);
        buffer_string(output, ");\n");
    }
    size_t together = sizeof resource->unique_together / sizeof resource->unique_together[0];
    for (size_t i = 0; i < together && resource->unique_together[i] >= 0; i++) {
        if (i == 0) index_begin(resource, "one_", "together", true, output);
        buffer_string(output, i ? ", " : "");
        schema_name(output, resource->fields[resource->unique_together[i]].name);
        if (i + 1 == together || resource->unique_together[i + 1] < 0) buffer_string(output, ");\n");
    }
    if (resource_is_log(resource)) return;
    index_begin(resource, "external", "", true, output);
    buffer_string(output, "source, external_id) WHERE external_id IS NOT NULL;\n");
}

enum error schema_print(const struct registry *registry, enum store_kind kind, struct buffer *output)
{
    schema_system_print(kind, output);
    schema_dangling_print(kind, output);
    schema_accounts_print(kind, output);
    for (size_t i = 0; i < registry->count; i++) {
        const struct resource *resource = registry->resources[i];
        table_print(registry, resource, kind, output);
        unique_indexes_print(resource, output);
        filter_indexes_print(resource, output);
        sort_indexes_print(resource, kind, output);
    }
    return buffer_error(output);
}
