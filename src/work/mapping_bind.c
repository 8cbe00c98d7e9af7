// SPDX-License-Identifier: Apache-2.0
// Finds a mapping's columns in a file's header, or makes the mapping from the header alone.
#include "work/mapping.h"

#include "base/closest.h"
#include "work/query.h"

struct binder {
    const struct text *columns;
    size_t column_count;
    struct problem_list *problems;
    bool *used;
};

static size_t find_column(const struct binder *binder, struct text name)
{
    for (size_t i = 0; i < binder->column_count; i++) {
        if (text_equal(binder->columns[i], name)) return i;
    }
    for (size_t i = 0; i < binder->column_count; i++) {
        if (text_equal_fold(binder->columns[i], name)) return i;
    }
    return binder->column_count;
}

static void bind_value(struct binder *binder, struct mapping_value *value)
{
    for (size_t i = 0; i < value->column_count; i++) {
        struct mapping_column *column = &value->columns[i];
        column->at = find_column(binder, column->name);
        if (column->at < binder->column_count) {
            binder->used[column->at] = true;
            continue;
        }
        struct closest closest;
        closest_init(&closest, column->name);
        for (size_t j = 0; j < binder->column_count; j++)
            closest_offer(&closest, binder->columns[j].data); // names of columns end with a nul
        problem_add_at(binder->problems, 1, 0, NULL, "The file has no column \"%.*s\"%s%s%s",
            TEXT_PRINT(column->name), closest.best ? "; did you mean \"" : ".",
            closest.best ? closest.best : "", closest.best ? "\"?" : "");
    }
}

enum error mapping_bind(struct mapping *mapping, const struct text *columns, size_t column_count,
    struct arena *arena, struct problem_list *problems, bool **ret_unused)
{
    bool *used = arena_array(arena, bool, column_count + 1);
    *ret_unused = used;
    if (!used) return ERROR_MEMORY;
    struct binder binder = {
        .columns = columns, .column_count = column_count, .problems = problems, .used = used};
    size_t earlier = problems->count;
    bind_value(&binder, &mapping->source);
    bind_value(&binder, &mapping->external_id);
    bind_value(&binder, &mapping->key);
    for (size_t i = 0; i < mapping->field_count; i++)
        bind_value(&binder, &mapping->fields[i].value);
    for (size_t i = 0; i < mapping->assignment_count; i++) {
        struct mapping_assignment *assignment = &mapping->assignments[i];
        bind_value(&binder, &assignment->role);
        bind_value(&binder, &assignment->person);
        bind_value(&binder, &assignment->scope);
        for (size_t j = 0; j < DETAIL_COUNT; j++)
            bind_value(&binder, &assignment->details[j]);
    }
    for (size_t i = 0; i < mapping->ignored_count; i++) {
        size_t at = find_column(&binder, mapping->ignored[i]);
        if (at < column_count) used[at] = true;
    }
    for (size_t i = 0; i < column_count; i++)
        used[i] = !used[i];
    return problems->count > earlier ? ERROR_INVALID : ERROR_NONE;
}

// "Deliver on", "deliver-on" and "DELIVER_ON" all name the field deliver_on.
static bool is_named(struct text column, const char *name)
{
    size_t length = strlen(name);
    if (column.length != length) return false;
    for (size_t i = 0; i < length; i++) {
        char one = (char)tolower((unsigned char)column.data[i]),
             other = (char)tolower((unsigned char)name[i]);
        one = one == ' ' || one == '-' ? '_' : one;
        other = other == ' ' || other == '-' ? '_' : other;
        if (one != other) return false;
    }
    return true;
}

static enum error guess_value(
    struct text column, size_t at, struct arena *arena, struct mapping_value *ret_value)
{
    ret_value->columns = arena_array(arena, struct mapping_column, 1);
    if (!ret_value->columns) return ERROR_MEMORY;
    ret_value->columns[0] = (struct mapping_column){.name = column, .at = at};
    ret_value->column_count = 1;
    ret_value->given = true;
    return ERROR_NONE;
}

static int guess_field(const struct resource *resource, bool is_restoring, struct text column)
{
    for (size_t i = 0; i < resource->field_count; i++) {
        const struct field *field = &resource->fields[i];
        bool is_hit = is_named(column, field->name) || is_named(column, field->label);
        if (is_hit && mapping_takes_field(field, is_restoring)) return (int)i;
    }
    return -1;
}

static enum error guess_column(struct mapping *mapping, bool is_restoring, struct text column, size_t at,
    struct arena *arena, bool *taken)
{
    if (is_named(column, "key")) return guess_value(column, at, arena, &mapping->key);
    if (is_named(column, "source")) return guess_value(column, at, arena, &mapping->source);
    if (is_named(column, "external_id")) return guess_value(column, at, arena, &mapping->external_id);
    int field = guess_field(mapping->resource, is_restoring, column);
    if (field < 0 || taken[field]) return ERROR_NONE;
    taken[field] = true;
    struct mapping_field *mapped = &mapping->fields[mapping->field_count++];
    mapped->field = field;
    if (mapping->resource->fields[field].type == FIELD_REFERENCE) {
        static const struct match ways[] = {{.kind = MATCH_KEY}, {.kind = MATCH_EXTERNAL_ID},
            {.kind = MATCH_FIELD, .field = TEXT_CONSTANT("code")},
            {.kind = MATCH_FIELD, .field = TEXT_CONSTANT("email")},
            {.kind = MATCH_FIELD, .field = TEXT_CONSTANT("name")}};
        memcpy(mapped->value.matches, ways, sizeof(ways));
        mapped->value.match_count = sizeof(ways) / sizeof(ways[0]);
    }
    return guess_value(column, at, arena, &mapped->value);
}

enum error mapping_guess(const struct resource *resource, bool is_restoring, const struct text *columns,
    size_t column_count, struct arena *arena, struct problem_list *problems, struct mapping *ret_mapping)
{
    *ret_mapping = (struct mapping){.resource = resource, .is_guessed = true};
    bool *taken = arena_array(arena, bool, resource->field_count + 1);
    ret_mapping->fields = arena_array(arena, struct mapping_field, resource->field_count + 1);
    ret_mapping->ignored =
        arena_array(arena, struct text, (size_t)SYSTEM_FIELD_COUNT + resource->field_count);
    if (!taken || !ret_mapping->fields || !ret_mapping->ignored) return ERROR_MEMORY;
    enum error error = ERROR_NONE;
    for (size_t i = 0; !error && i < column_count; i++)
        error = guess_column(ret_mapping, is_restoring, columns[i], i, arena, taken);
    // Files without a source column belong together, so that they can refer to each other's identifiers.
    if (ret_mapping->external_id.given && !ret_mapping->source.given)
        ret_mapping->source =
            (struct mapping_value){.given = true, .is_constant = true, .constant = TEXT("import")};
    // What an export has and an import does not take is no surprise to anybody.
    for (int i = SYSTEM_CREATED_AT; i < SYSTEM_FIELD_COUNT; i++)
        ret_mapping->ignored[ret_mapping->ignored_count++] =
            text_from(system_field_name((enum system_field)i));
    for (size_t i = 0; i < resource->field_count; i++) {
        if (!mapping_takes_field(&resource->fields[i], is_restoring))
            ret_mapping->ignored[ret_mapping->ignored_count++] = text_from(resource->fields[i].name);
    }
    if (!error && ret_mapping->field_count == 0) {
        problem_add_at(problems, 1, 0, NULL,
            "No column has the name of a field of %s; a mapping file (--map) says which column is which.",
            resource->name);
        error = ERROR_INVALID;
    }
    return error;
}
