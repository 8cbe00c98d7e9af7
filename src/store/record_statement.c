// SPDX-License-Identifier: Apache-2.0
// Composes the statements of a resource. Names come from the registry alone; values are only ever bound.
#include "store/record_statement.h"

#include "base/text.h"
#include "store/schema_column.h"

struct recipe {
    const struct resource *resource;
    enum record_statement kind;
    const bool *changed;
    bool with_external;
    const int *fields;
    size_t field;
};

void record_columns_print(const struct resource *resource, const bool *fields, struct statement_draft *draft)
{
    bool is_first = true;
    if (!resource_is_log(resource)) {
        buffer_string(&draft->text, SYSTEM_COLUMNS);
        buffer_string(&draft->columns, SYSTEM_LETTERS);
        is_first = false;
    }
    for (size_t i = 0; i < resource->field_count; i++) {
        const struct field *field = &resource->fields[i];
        bool is_tie = resource_is_log(resource) && i == 0; // names the row, so it is always there
        if (!field_is_stored(field) || (fields && !fields[i] && !is_tie)) continue;
        if (!is_first) buffer_string(&draft->text, ", ");
        is_first = false;
        schema_name(&draft->text, field->name);
        buffer_character(&draft->columns, schema_letter(field));
    }
}

static void select_print(const struct recipe *recipe, struct statement_draft *draft)
{
    buffer_string(&draft->text, "SELECT ");
    record_columns_print(recipe->resource, NULL, draft);
    buffer_string(&draft->text, " FROM ");
    schema_name(&draft->text, recipe->resource->singular);
}

static void insert_print(const struct recipe *recipe, struct statement_draft *draft)
{
    buffer_string(&draft->text, "INSERT INTO ");
    schema_name(&draft->text, recipe->resource->singular);
    buffer_string(&draft->text, " (");
    record_columns_print(recipe->resource, NULL, draft);
    // What a row gives is what it takes.
    struct buffer letters = draft->columns;
    draft->columns = draft->parameters;
    draft->parameters = letters;
    buffer_string(&draft->text, ") VALUES (");
    for (size_t i = 0; i < draft->parameters.length; i++)
        buffer_print(&draft->text, "%s$%zu", i ? ", " : "", i + 1);
    buffer_string(&draft->text, ")");
}

static enum error compose_plain(struct statement_draft *draft, const void *closure)
{
    const struct recipe *recipe = closure;
    const struct resource *resource = recipe->resource;
    switch (recipe->kind) {
    case RECORD_SELECT_BY_KEY:
        select_print(recipe, draft);
        buffer_print(&draft->text, " WHERE %s = $1", schema_tie(resource));
        buffer_string(&draft->parameters, resource_is_log(resource) ? "i" : "t");
        break;
    case RECORD_SELECT_BY_EXTERNAL:
        select_print(recipe, draft);
        buffer_string(&draft->text, " WHERE source = $1 AND external_id = $2");
        buffer_string(&draft->parameters, "tt");
        break;
    case RECORD_SELECT_AFTER:
        select_print(recipe, draft);
        buffer_print(
            &draft->text, " WHERE %s > $1 ORDER BY %s LIMIT $2", schema_tie(resource), schema_tie(resource));
        buffer_string(&draft->parameters, resource_is_log(resource) ? "ii" : "ti");
        break;
    case RECORD_INSERT: insert_print(recipe, draft); break;
    case RECORD_DELETE:
        buffer_string(&draft->text, "DELETE FROM ");
        schema_name(&draft->text, resource->singular);
        buffer_string(&draft->text, " WHERE key = $1");
        buffer_string(&draft->parameters, "t");
        break;
    case RECORD_STATEMENT_COUNT: return ERROR_INTERNAL;
    }
    return ERROR_NONE;
}

enum error record_statement(struct transaction *transaction, const struct resource *resource,
    enum record_statement kind, struct arena *arena, const struct statement **ret_statement)
{
    struct recipe recipe = {.resource = resource, .kind = kind};
    char name[100];
    int length = snprintf(name, sizeof name, "%s %d", resource->singular, (int)kind);
    return statement_book_find(transaction->store->book, (struct text){name, (size_t)length}, arena,
        compose_plain, &recipe, ret_statement);
}

static enum error compose_update(struct statement_draft *draft, const void *closure)
{
    const struct recipe *recipe = closure;
    unsigned number = 4;
    buffer_string(&draft->text, "UPDATE ");
    schema_name(&draft->text, recipe->resource->singular);
    buffer_string(&draft->text, " SET changed_at = $2, changed_by = $3, version = $4");
    buffer_string(&draft->parameters, "titi");
    if (recipe->with_external) {
        buffer_string(&draft->text, ", source = $5, external_id = $6");
        buffer_string(&draft->parameters, "tt");
        number = 6;
    }
    for (size_t i = 0; i < recipe->resource->field_count; i++) {
        if (!recipe->changed[i]) continue;
        buffer_string(&draft->text, ", ");
        schema_name(&draft->text, recipe->resource->fields[i].name);
        buffer_print(&draft->text, " = $%u", ++number);
        buffer_character(&draft->parameters, schema_letter(&recipe->resource->fields[i]));
    }
    buffer_string(&draft->text, " WHERE key = $1");
    return ERROR_NONE;
}

enum error record_statement_update(struct transaction *transaction, const struct resource *resource,
    const bool *changed, bool with_external, struct arena *arena, const struct statement **ret_statement)
{
    struct recipe recipe = {.resource = resource, .changed = changed, .with_external = with_external};
    struct buffer name;
    buffer_init(&name, 1000);
    buffer_print(&name, "%s update %d", resource->singular, (int)with_external);
    for (size_t i = 0; i < resource->field_count; i++)
        if (changed[i]) buffer_print(&name, " %zu", i);
    enum error error = buffer_error(&name);
    if (!error)
        error = statement_book_find(
            transaction->store->book, buffer_view(&name), arena, compose_update, &recipe, ret_statement);
    buffer_free(&name);
    return error;
}

static enum error compose_twin(struct statement_draft *draft, const void *closure)
{
    const struct recipe *recipe = closure;
    buffer_string(&draft->text, "SELECT key FROM ");
    schema_name(&draft->text, recipe->resource->singular);
    buffer_string(&draft->text, " WHERE key <> $1");
    buffer_string(&draft->parameters, "t");
    buffer_string(&draft->columns, "t");
    for (size_t i = 0; recipe->fields[i] >= 0; i++) {
        const struct field *field = &recipe->resource->fields[recipe->fields[i]];
        buffer_string(&draft->text, " AND ");
        schema_name(&draft->text, field->name);
        buffer_print(&draft->text, " = $%zu", i + 2);
        buffer_character(&draft->parameters, schema_letter(field));
    }
    return ERROR_NONE;
}

enum error record_statement_twin(struct transaction *transaction, const struct resource *resource,
    const int *fields, struct arena *arena, const struct statement **ret_statement)
{
    struct recipe recipe = {.resource = resource, .fields = fields};
    char name[100];
    // Either one field or the ones that are unique together: the first and their number tell them apart.
    int length = snprintf(name, sizeof name, "%s twin %d %s", resource->singular, fields[0],
        fields[1] < 0 ? "alone" : "together");
    return statement_book_find(transaction->store->book, (struct text){name, (size_t)length}, arena,
        compose_twin, &recipe, ret_statement);
}

static enum error compose_pointing(struct statement_draft *draft, const void *closure)
{
    const struct recipe *recipe = closure;
    buffer_string(&draft->text, "SELECT key FROM ");
    schema_name(&draft->text, recipe->resource->singular);
    buffer_string(&draft->text, " WHERE ");
    schema_name(&draft->text, recipe->resource->fields[recipe->field].name);
    buffer_string(&draft->text, " = $1 AND key <> $1 LIMIT $2");
    buffer_string(&draft->parameters, "ti");
    buffer_string(&draft->columns, "t");
    return ERROR_NONE;
}

enum error record_statement_pointing(struct transaction *transaction, const struct resource *resource,
    size_t field, struct arena *arena, const struct statement **ret_statement)
{
    struct recipe recipe = {.resource = resource, .field = field};
    char name[100];
    int length = snprintf(name, sizeof name, "%s pointing %zu", resource->singular, field);
    return statement_book_find(transaction->store->book, (struct text){name, (size_t)length}, arena,
        compose_pointing, &recipe, ret_statement);
}
