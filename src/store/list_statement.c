// SPDX-License-Identifier: Apache-2.0
// Composes the statements of a list. The order in which conditions are written is that in which values are
// bound.
#include "store/list_statement.h"

#include "base/text.h"
#include "store/record_line.h"
#include "store/record_statement.h"
#include "store/schema_column.h"

#define SEARCH_MAXIMUM 200 // bytes of a text to search for

struct recipe {
    const struct list *list;
    enum list_step step;
};

// Alternatives are filled up to a power of two by repeating the last, so that there are few shapes.
static size_t padded(size_t count)
{
    size_t size = 1;
    while (size < count)
        size *= 2;
    return size;
}

static size_t count_given(const struct record_filter *filter)
{
    size_t given = 0;
    for (size_t i = 0; i < filter->count; i++)
        given += filter->values[i].kind != VALUE_NULL;
    return given;
}

static bool has_null(const struct record_filter *filter)
{
    return count_given(filter) < filter->count;
}

// Does an index hold the rows of one value of the field in the order of the sort? See schema.c.
static bool filter_is_indexed(const struct list *list, const struct record_filter *filter)
{
    if (filter->field < 0) return false;
    const struct resource *resource = list->query->resource;
    const struct field *field = &resource->fields[filter->field];
    if (!field_is_filter(field)) return false;
    if (filter->field == list->sort->field) {
        // The index of the order begins with the field. Not so with lower() of it: knowing the field, SQLite
        // would compute that and no longer see the index; so the order is walked, where the equal ones lie
        // together.
        return field->type == FIELD_REFERENCE || field->type == FIELD_BOOLEAN;
    }
    if (field->flags & FIELD_UNIQUE) return count_given(filter) == 1 && !has_null(filter);
    return schema_filter_is_indexed(field, list->sort == &resource->sorts[0]);
}

enum error list_plan(struct list *list, struct arena *arena)
{
    const struct record_query *query = list->query;
    if (query->filter_count > RECORD_FILTERS_MAXIMUM) return ERROR_LIMIT;
    list->driver = -1;
    for (size_t i = 0; i < query->filter_count; i++) {
        const struct record_filter *filter = &query->filters[i];
        if (filter->count > RECORD_FILTER_ALTERNATIVES) return ERROR_LIMIT;
        if (filter->field == RECORD_FILTER_QUERY && filter->count > 0 &&
            filter->values[0].text.length > SEARCH_MAXIMUM)
            return ERROR_LIMIT;
        bool is_one = filter->count == 1;
        if (list->driver < 0 && is_one && filter_is_indexed(list, filter)) list->driver = (int)i;
    }
    list->columns = NULL;
    if (!query->fields) return ERROR_NONE;
    // What is derived may depend on anything.
    const struct resource *resource = query->resource;
    for (size_t i = 0; i < resource->field_count; i++)
        if (query->fields[i] && !field_is_stored(&resource->fields[i])) return ERROR_NONE;
    bool *columns = arena_array(arena, bool, resource->field_count);
    if (!columns) return ERROR_MEMORY;
    memcpy(columns, query->fields, resource->field_count * sizeof *columns);
    // What the order and the permission look at.
    if (list->sort->field >= 0) columns[list->sort->field] = true;
    if (record_line_is_scoped(resource)) columns[resource->line.about] = columns[resource->line.by] = true;
    list->columns = columns;
    return ERROR_NONE;
}

static void condition_begin(struct statement_draft *draft, bool *has_condition)
{
    buffer_string(&draft->text, *has_condition ? " AND " : " WHERE ");
    *has_condition = true;
}

static void parameter_print(struct statement_draft *draft, char letter)
{
    buffer_character(&draft->parameters, letter);
    buffer_print(&draft->text, "$%zu", draft->parameters.length);
}

// SQLite is kept from choosing another index than the one meant: a plus sign makes the column an expression.
static void column_print(
    const struct list *list, const char *name, bool is_driver, struct statement_draft *draft)
{
    if (!is_driver && list->kind == STORE_SQLITE) buffer_character(&draft->text, '+');
    schema_name(&draft->text, name);
}

static void alternatives_print(const struct list *list, const struct record_filter *filter, const char *name,
    char letter, bool is_driver, struct statement_draft *draft)
{
    size_t given = count_given(filter);
    bool is_both = given > 0 && has_null(filter);
    if (is_both) buffer_character(&draft->text, '(');
    if (given > 0) {
        column_print(list, name, is_driver, draft);
        size_t size = padded(given);
        buffer_string(&draft->text, size == 1 ? " = " : " IN (");
        for (size_t i = 0; i < size; i++) {
            if (i) buffer_string(&draft->text, ", ");
            parameter_print(draft, letter);
        }
        if (size > 1) buffer_character(&draft->text, ')');
    }
    if (is_both) buffer_string(&draft->text, " OR ");
    if (has_null(filter)) {
        column_print(list, name, is_driver, draft);
        buffer_string(&draft->text, " IS NULL");
    }
    if (is_both) buffer_character(&draft->text, ')');
}

// Both compare letters of ASCII without their case.
static void search_print(const struct list *list, struct statement_draft *draft)
{
    const struct resource *resource = list->query->resource;
    const char *like = list->kind == STORE_SQLITE ? " LIKE " : " ILIKE ";
    bool is_first = true;
    buffer_character(&draft->text, '(');
    size_t number = 0;
    for (size_t i = 0; i <= resource->field_count; i++) {
        bool is_key = i == resource->field_count;
        if (is_key ? resource_is_log(resource)
                   : !(resource->fields[i].flags & FIELD_SEARCH) || !field_is_stored(&resource->fields[i]))
            continue;
        if (!is_first) buffer_string(&draft->text, " OR ");
        column_print(list, is_key ? "key" : resource->fields[i].name, false, draft);
        buffer_string(&draft->text, like);
        if (is_first)
            parameter_print(draft, 't');
        else
            buffer_print(&draft->text, "$%zu", number);
        number = draft->parameters.length;
        is_first = false;
        buffer_string(&draft->text, " ESCAPE '\\'");
    }
    buffer_string(&draft->text, is_first ? "1 = 0)" : ")");
}

// A set of choices holds one of the alternatives.
static void members_print(const struct list *list, const struct record_filter *filter, const char *name,
    struct statement_draft *draft)
{
    buffer_character(&draft->text, '(');
    size_t given = count_given(filter), size = given ? padded(given) : 0;
    for (size_t i = 0; i < size; i++) {
        if (i) buffer_string(&draft->text, " OR ");
        buffer_print(&draft->text, "%s(',' || ", list->kind == STORE_SQLITE ? "instr" : "strpos");
        schema_name(&draft->text, name);
        buffer_string(&draft->text, " || ',', ',' || ");
        parameter_print(draft, 't');
        buffer_string(&draft->text, " || ',') > 0");
    }
    if (has_null(filter)) {
        buffer_string(&draft->text, size ? " OR " : "");
        schema_name(&draft->text, name);
        buffer_string(&draft->text, " IS NULL");
    }
    buffer_character(&draft->text, ')');
}

static void filters_print(const struct list *list, struct statement_draft *draft, bool *has_condition)
{
    for (size_t i = 0; i < list->query->filter_count; i++) {
        const struct record_filter *filter = &list->filters[i];
        bool is_driver = list->driver == (int)i;
        condition_begin(draft, has_condition);
        if (filter->count == 0) {
            buffer_string(&draft->text, "1 = 0");
        } else if (filter->field == RECORD_FILTER_QUERY) {
            search_print(list, draft);
        } else if (filter->field == RECORD_FILTER_SOURCE) {
            alternatives_print(list, filter, "source", 't', false, draft);
        } else if (filter->field == RECORD_FILTER_EXTERNAL_ID) {
            alternatives_print(list, filter, "external_id", 't', false, draft);
        } else {
            const struct field *field = &list->query->resource->fields[filter->field];
            if (field->type == FIELD_CHOICES)
                members_print(list, filter, field->name, draft);
            else
                alternatives_print(list, filter, field->name, schema_letter(field), is_driver, draft);
        }
    }
}

// The name of the statement says the actor's role, on which the names of the resources depend.
static void lines_print(const struct list *list, struct statement_draft *draft, bool *has_condition)
{
    const struct resource *log = list->query->resource;
    condition_begin(draft, has_condition);
    buffer_character(&draft->text, '(');
    column_print(list, log->fields[log->line.about].name, false, draft);
    buffer_string(&draft->text, " IN (");
    record_line_print(list->registry, list->actor, &draft->text);
    buffer_string(&draft->text, ") OR ");
    column_print(list, log->fields[log->line.by].name, false, draft);
    buffer_string(&draft->text, " = ");
    parameter_print(draft, 't');
    buffer_character(&draft->text, ')');
}

static void scope_print(const struct list *list, struct statement_draft *draft, bool *has_condition)
{
    if (list->scope == LIST_ALL) return;
    if (list->scope == LIST_LINES) {
        lines_print(list, draft, has_condition);
        return;
    }
    const struct resource *resource = list->query->resource;
    const char *owner = resource->owner_field == OWNER_SELF ? "key"
                        : resource->owner_field == OWNER_CREATOR
                            ? "created_by"
                            : resource->fields[resource->owner_field].name;
    condition_begin(draft, has_condition);
    buffer_string(&draft->text, list->scope == LIST_OWN_OR_SHARED ? "(" : "");
    column_print(list, owner, false, draft);
    buffer_string(&draft->text, " = ");
    parameter_print(draft, 't');
    if (list->scope != LIST_OWN_OR_SHARED) return;
    buffer_string(&draft->text, " OR ");
    column_print(list, resource->fields[resource->shared_field].name, false, draft);
    buffer_string(&draft->text, " = TRUE)");
}

static void step_print(
    const struct list *list, enum list_step step, struct statement_draft *draft, bool *has_condition)
{
    const struct resource *resource = list->query->resource;
    const char *past = list->query->descending ? " < " : " > ";
    char tie_letter = resource_is_log(resource) ? 'i' : 't';
    bool is_nullable = schema_sort_is_nullable(resource, list->sort);
    if (step == LIST_START && !is_nullable) return;
    condition_begin(draft, has_condition);
    schema_sort_print(resource, list->sort, &draft->text);
    switch (step) {
    case LIST_START: buffer_string(&draft->text, " IS NOT NULL"); break;
    case LIST_TIES: buffer_string(&draft->text, " = "); break;
    case LIST_AFTER: buffer_string(&draft->text, past); break;
    case LIST_NULLS:
    case LIST_NULLS_AFTER: buffer_string(&draft->text, " IS NULL"); break;
    case LIST_COUNT: return;
    }
    if (step == LIST_TIES || step == LIST_AFTER)
        parameter_print(draft, schema_sort_letter(resource, list->sort));
    if (step == LIST_TIES || step == LIST_NULLS_AFTER) {
        buffer_print(&draft->text, " AND %s%s", schema_tie(resource), past);
        parameter_print(draft, tie_letter);
    }
}

static void order_print(const struct list *list, enum list_step step, struct statement_draft *draft)
{
    const struct resource *resource = list->query->resource;
    const char *direction = list->query->descending ? " DESC" : "";
    buffer_string(&draft->text, " ORDER BY ");
    bool is_ranked = step == LIST_START || step == LIST_AFTER;
    if (is_ranked && !schema_sort_is_tie(resource, list->sort)) {
        schema_sort_print(resource, list->sort, &draft->text);
        buffer_print(&draft->text, "%s, ", direction);
    }
    buffer_print(&draft->text, "%s%s LIMIT ", schema_tie(resource), direction);
    parameter_print(draft, 'i');
}

static enum error compose_list(struct statement_draft *draft, const void *closure)
{
    const struct recipe *recipe = closure;
    const struct list *list = recipe->list;
    bool has_condition = false;
    buffer_string(&draft->text, "SELECT ");
    if (recipe->step == LIST_COUNT) {
        buffer_string(&draft->text, "count(*)");
        buffer_character(&draft->columns, 'i');
    } else {
        record_columns_print(list->query->resource, list->columns, draft);
    }
    buffer_string(&draft->text, " FROM ");
    schema_name(&draft->text, list->query->resource->singular);
    filters_print(list, draft, &has_condition);
    scope_print(list, draft, &has_condition);
    if (recipe->step != LIST_COUNT) {
        step_print(list, recipe->step, draft, &has_condition);
        order_print(list, recipe->step, draft);
    }
    return ERROR_NONE;
}

// Everything that the text depends on.
static void name_print(const struct list *list, enum list_step step, struct buffer *name)
{
    const struct record_query *query = list->query;
    buffer_print(name, "list %s %s%s %d %d", query->resource->singular, query->descending ? "-" : "",
        list->sort->name, (int)step, (int)list->scope);
    if (list->scope == LIST_LINES) buffer_print(name, " %s", access_role_name(list->actor->role));
    for (size_t i = 0; i < query->filter_count; i++) {
        const struct record_filter *filter = &list->filters[i];
        size_t given = count_given(filter);
        buffer_print(name, " %d=%zu%s%s", filter->field, given ? padded(given) : 0,
            has_null(filter) ? "n" : "", list->driver == (int)i ? "!" : "");
    }
    for (size_t i = 0; list->columns && i < query->resource->field_count; i++)
        if (list->columns[i]) buffer_print(name, " +%zu", i);
    if (list->columns) buffer_string(name, " some");
}

enum error list_statement(const struct list *list, enum list_step step, struct statement_book *book,
    struct arena *arena, const struct statement **ret_statement)
{
    struct recipe recipe = {.list = list, .step = step};
    struct buffer name;
    buffer_init(&name, 4000);
    name_print(list, step, &name);
    enum error error = buffer_error(&name);
    if (!error)
        error = statement_book_find(book, buffer_view(&name), arena, compose_list, &recipe, ret_statement);
    buffer_free(&name);
    return error;
}

static enum error search_pattern(struct text query, struct arena *arena, struct value *ret_value)
{
    char *pattern = arena_allocate(arena, 2 * query.length + 3);
    if (!pattern) return ERROR_MEMORY;
    size_t length = 0;
    pattern[length++] = '%';
    for (size_t i = 0; i < query.length; i++) {
        char byte = query.data[i];
        if (byte == '%' || byte == '_' || byte == '\\') pattern[length++] = '\\';
        pattern[length++] = byte;
    }
    pattern[length++] = '%';
    *ret_value = value_text((struct text){pattern, length});
    return ERROR_NONE;
}

static bool has_search(const struct resource *resource)
{
    if (!resource_is_log(resource)) return true; // the key
    for (size_t i = 0; i < resource->field_count; i++)
        if ((resource->fields[i].flags & FIELD_SEARCH) && field_is_stored(&resource->fields[i])) return true;
    return false;
}

static enum error filter_parameters(const struct list *list, const struct record_filter *filter,
    struct arena *arena, struct value *values, size_t *count)
{
    if (filter->count == 0) return ERROR_NONE;
    if (filter->field == RECORD_FILTER_QUERY) {
        if (!has_search(list->query->resource)) return ERROR_NONE;
        return search_pattern(filter->values[0].text, arena, &values[(*count)++]);
    }
    size_t given = 0;
    for (size_t i = 0; i < filter->count; i++) {
        if (filter->values[i].kind == VALUE_NULL) continue;
        values[(*count)++] = filter->values[i];
        given++;
    }
    for (size_t size = given ? padded(given) : 0; given < size; given++, ++*count)
        values[*count] = values[*count - 1];
    return ERROR_NONE;
}

enum error list_parameters(const struct list *list, enum list_step step, const struct list_position *position,
    unsigned limit, struct arena *arena, struct value **ret_values, size_t *ret_count)
{
    size_t room = 5;
    for (size_t i = 0; i < list->query->filter_count; i++)
        room += padded(list->filters[i].count + 1);
    struct value *values = arena_array(arena, struct value, room);
    if (!values) return ERROR_MEMORY;
    size_t count = 0;
    for (size_t i = 0; i < list->query->filter_count; i++) {
        enum error error = filter_parameters(list, &list->filters[i], arena, values, &count);
        if (error) return error;
    }
    if (list->scope != LIST_ALL) values[count++] = value_text(list->user);
    if (step == LIST_TIES || step == LIST_AFTER) values[count++] = position->sort;
    if (step == LIST_TIES || step == LIST_NULLS_AFTER) values[count++] = position->tie;
    if (step != LIST_COUNT) values[count++] = value_integer(limit);
    *ret_values = values;
    *ret_count = count;
    return ERROR_NONE;
}
