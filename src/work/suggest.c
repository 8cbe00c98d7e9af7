// SPDX-License-Identifier: Apache-2.0
// Guesses what the columns of a file mean: every column is weighed against every field, the surest pairs win.
#include "work/suggest.h"

#include "base/calendar.h"
#include "base/decimal.h"
#include "work/mapping.h"

#define SUGGEST_LEAST 40 // percent; below this nothing is suggested

struct pair {
    size_t column;
    struct suggestion suggestion;
};

static bool is_fitting(const struct field *field, struct text value)
{
    int64_t number;
    int32_t days;
    switch (field->type) {
    case FIELD_DATE: return value.length >= 10 && calendar_parse_date((struct text){value.data, 10}, &days);
    case FIELD_INTEGER: return text_parse_integer(value, INT64_MIN, INT64_MAX, &number);
    case FIELD_DECIMAL: return decimal_parse(value, field->scale, &number);
    case FIELD_CHOICE: return suggest_code(field->choices, value) != NULL;
    case FIELD_CHOICES: {
        size_t end = 0;
        while (end < value.length && !strchr(",;|", value.data[end]))
            end++;
        return suggest_code(field->choices, text_trim((struct text){value.data, end})) != NULL;
    }
    case FIELD_TEXT: return !field->accepts || field->accepts(text_trim(value));
    case FIELD_BOOLEAN:
        return text_equal_fold(value, TEXT("true")) || text_equal_fold(value, TEXT("false")) ||
               text_equal_fold(value, TEXT("yes")) || text_equal_fold(value, TEXT("no"));
    case FIELD_MARKDOWN:
    case FIELD_REAL:
    case FIELD_INSTANT:
    case FIELD_REFERENCE:
    case FIELD_JSON: break;
    }
    return true;
}

// Percent of the values that the field could take.
static int fitting_percent(const struct field *field, const struct suggest_column *column)
{
    size_t fitting = 0;
    for (size_t i = 0; i < column->value_count; i++)
        fitting += is_fitting(field, text_trim(column->values[i]));
    return column->value_count ? (int)(fitting * 100 / column->value_count) : 100;
}

// Values tell something by themselves only where not every text would do.
static int by_values(const struct field *field, const struct suggest_column *column, size_t at, int percent)
{
    if (column->value_count == 0) return 0;
    if (field->type == FIELD_REFERENCE && column->known && column->value_count > 1) {
        int known = (int)(column->known[at] * 100 / column->value_count);
        return known >= 60 ? known * 7 / 10 : 0;
    }
    bool is_telling = (field->type == FIELD_CHOICE && column->value_count > 1) ||
                      (field->type == FIELD_TEXT && field->accepts);
    bool is_code = field->type == FIELD_TEXT && text_is(text_from(field->name), "code");
    return is_telling && !is_code && percent >= 80 ? percent * 65 / 100 : 0;
}

static int weigh_field(const struct resource *resource, size_t at, const struct suggest_column *column)
{
    const struct field *field = &resource->fields[at];
    int header = suggest_header_fits(resource, field, column->name);
    int percent = fitting_percent(field, column);
    int values = by_values(field, column, at, percent);
    if (header == 0) return values;
    bool is_strict = field->type == FIELD_DATE || field->type == FIELD_INTEGER ||
                     field->type == FIELD_DECIMAL || field->type == FIELD_BOOLEAN ||
                     (field->type == FIELD_TEXT && field->accepts);
    if (is_strict && percent < 50) return header / 4;
    // A choice whose values need translating is less sure.
    if (field->type == FIELD_CHOICE || field->type == FIELD_CHOICES)
        header = header * (50 + percent / 2) / 100;
    return values > 0 && header < 95 ? header + (95 - header) / 2 : header;
}

static int weigh_identifier(const struct suggest_column *column)
{
    int header = suggest_header_is_identifier(column->name);
    if (!column->is_unique || column->filled == 0) return 0;
    return header;
}

static bool is_key_column(const struct suggest_column *column)
{
    size_t shaped = 0;
    for (size_t i = 0; i < column->value_count; i++)
        shaped += key_is_shaped(text_trim(column->values[i]));
    return column->value_count && shaped == column->value_count && text_equal_fold(column->name, TEXT("key"));
}

static int by_confidence(const void *one, const void *other)
{
    const struct pair *left = one, *right = other;
    if (left->suggestion.confidence != right->suggestion.confidence)
        return right->suggestion.confidence - left->suggestion.confidence;
    return left->column < right->column ? -1 : left->column > right->column;
}

struct weighing {
    const struct resource *resource;
    const struct choice_list *roles;
    const struct suggest_column *columns;
    struct pair *pairs;
    size_t count;
};

static void add_pair(struct weighing *weighing, size_t column, struct suggestion suggestion)
{
    if (suggestion.confidence >= SUGGEST_LEAST)
        weighing->pairs[weighing->count++] = (struct pair){column, suggestion};
}

static void weigh_column(struct weighing *weighing, size_t at)
{
    const struct suggest_column *column = &weighing->columns[at];
    for (size_t i = 0; i < weighing->resource->field_count; i++) {
        if (!mapping_takes_field(&weighing->resource->fields[i], false)) continue;
        add_pair(weighing, at,
            (struct suggestion){.kind = SUGGEST_FIELD,
                .field = (int)i,
                .confidence = weigh_field(weighing->resource, i, column)});
    }
    for (size_t i = 0; weighing->roles && i < weighing->roles->count; i++) {
        const struct choice *role = &weighing->roles->choices[i];
        add_pair(weighing, at,
            (struct suggestion){.kind = SUGGEST_ASSIGNMENT,
                .role = role->code,
                .confidence = suggest_header_is_role(role, column->name)});
    }
    bool is_key = is_key_column(column);
    add_pair(weighing, at,
        (struct suggestion){.kind = is_key ? SUGGEST_KEY : SUGGEST_EXTERNAL_ID,
            .confidence = is_key ? 97 : weigh_identifier(column)});
}

static bool is_taken(const struct suggestion *taken, size_t count, const struct suggestion *wanted)
{
    for (size_t i = 0; i < count; i++) {
        if (taken[i].kind != wanted->kind) continue;
        if (wanted->kind == SUGGEST_FIELD && taken[i].field != wanted->field) continue;
        if (wanted->kind == SUGGEST_ASSIGNMENT && !text_is(text_from(taken[i].role), wanted->role)) continue;
        return true;
    }
    return false;
}

enum error suggest_columns(const struct resource *resource, const struct choice_list *roles,
    const struct suggest_column *columns, size_t count, struct arena *arena,
    struct suggestion **ret_suggestions)
{
    size_t targets = resource->field_count + (roles ? roles->count : 0) + 2;
    struct suggestion *suggestions = arena_array(arena, struct suggestion, count + 1);
    struct weighing weighing = {.resource = resource, .roles = roles, .columns = columns};
    weighing.pairs = arena_array(arena, struct pair, count * targets + 1);
    if (!suggestions || !weighing.pairs) return ERROR_MEMORY;
    for (size_t i = 0; i < count; i++)
        weigh_column(&weighing, i);
    qsort(weighing.pairs, weighing.count, sizeof(*weighing.pairs), by_confidence);
    for (size_t i = 0; i < weighing.count; i++) {
        const struct pair *pair = &weighing.pairs[i];
        bool is_free = suggestions[pair->column].kind == SUGGEST_NOTHING;
        if (is_free && !is_taken(suggestions, count, &pair->suggestion))
            suggestions[pair->column] = pair->suggestion;
    }
    *ret_suggestions = suggestions;
    return ERROR_NONE;
}
