// SPDX-License-Identifier: Apache-2.0
// Reads what stands behind the equals sign of a price specification.
#include "pricing/price_after.h"
#include "pricing/price_method.h"
#include "pricing/price_reading.h"

#include <math.h>
#include <string.h>

void price_reading_problem(struct price_reading *reading, size_t position, const char *message)
{
    struct price_cursor cursor = reading->cursor;
    cursor.position = position;
    price_cursor_problem(&cursor, "%s", message);
}

// The word at the cursor.
static struct text read_word(struct price_cursor *cursor)
{
    (void)price_cursor_is_at_end(cursor);
    size_t start = cursor->position;
    while (cursor->position < cursor->end && !memchr(" \t\r\n", cursor->whole.data[cursor->position], 4))
        cursor->position++;
    return (struct text){cursor->whole.data + start, cursor->position - start};
}

// "a, b, c"
const char *price_list_more(const char *list, const char *name, struct arena *arena)
{
    const char *longer = arena_print(arena, "%s%s%s", list, *list ? ", " : "", name);
    return longer ? longer : list;
}

static bool unknown_word(struct price_cursor *cursor, struct text word, const char *list)
{
    cursor->position = (size_t)(word.data - cursor->whole.data);
    price_cursor_problem(cursor, "\"%.*s\" is not known here; there are %s.", TEXT_PRINT(word), list);
    return false;
}

static bool read_method(struct price_reading *reading)
{
    struct text word = read_word(&reading->cursor);
    const char *list = "";
    for (enum price_method method = 0; method < PRICE_METHOD_COUNT; method++) {
        reading->spec->method = method;
        if (text_is(word, price_method_of(method)->name)) return true;
        list = price_list_more(list, price_method_of(method)->name, reading->cursor.arena);
    }
    return unknown_word(&reading->cursor, word, list);
}

// One word out of a list.
static bool read_choice(struct price_reading *reading, const struct price_choice *choices, int *ret_value)
{
    struct text word = read_word(&reading->cursor);
    const char *list = "";
    for (size_t i = 0; choices[i].name; i++) {
        if (text_is(word, choices[i].name)) {
            *ret_value = choices[i].value;
            return true;
        }
        list = price_list_more(list, choices[i].name, reading->cursor.arena);
    }
    return unknown_word(&reading->cursor, word, list);
}

static bool read_number(struct price_reading *reading, const struct price_key *key, void *member)
{
    double number;
    size_t start = reading->cursor.position;
    if (!price_number_parse(&reading->cursor, &number)) return false;
    bool is_whole = key->kind == PRICE_KEY_WHOLE;
    bool is_right = number >= key->least && number <= key->most;
    if (!is_right || (is_whole && number != (double)(long)number)) {
        reading->cursor.position = start;
        price_cursor_problem(&reading->cursor, "%s takes a %snumber from %g to %g.", key->name,
            is_whole ? "whole " : "", key->least, key->most);
        return false;
    }
    if (is_whole)
        *(size_t *)member = (size_t)number;
    else
        *(double *)member = number;
    return true;
}

static bool read_columns(
    struct price_reading *reading, const struct price_key *key, struct price_columns *columns)
{
    struct price_cursor *cursor = &reading->cursor;
    columns->column = arena_array(cursor->arena, size_t, key->limit);
    if (!columns->column) return false;
    do {
        if (columns->count == key->limit) {
            price_cursor_problem(cursor, "%s takes at most %zu columns.", key->name, key->limit);
            return false;
        }
        if (!price_column_parse(cursor, &columns->column[columns->count++])) return false;
    } while (price_cursor_take(cursor, ','));
    return true;
}

static bool read_numbers(
    struct price_reading *reading, const struct price_key *key, struct price_numbers *numbers)
{
    struct price_cursor *cursor = &reading->cursor;
    numbers->value = arena_array(cursor->arena, double, key->limit);
    if (!numbers->value) return false;
    do {
        if (numbers->count == key->limit) {
            price_cursor_problem(cursor, "%s takes at most %zu numbers.", key->name, key->limit);
            return false;
        }
        if (!read_number(reading, key, &numbers->value[numbers->count++])) return false;
    } while (price_cursor_take(cursor, ','));
    return true;
}

// Words or labels, each perhaps in quotes.
static bool read_texts(struct price_reading *reading, const struct price_key *key, struct price_texts *texts)
{
    struct price_cursor *cursor = &reading->cursor;
    struct text value, rest = price_text_of((struct text){
                           cursor->whole.data + cursor->position, cursor->end - cursor->position});
    texts->text = arena_array(cursor->arena, struct text, key->limit);
    if (!texts->text) return false;
    while (text_split(&rest, ',', &value)) {
        value = text_trim(value);
        if (value.length > 1 && value.data[0] == '"' && value.data[value.length - 1] == '"')
            value = (struct text){value.data + 1, value.length - 2};
        bool is_new = value.length > 0;
        for (size_t i = 0; i < texts->count; i++)
            is_new &= !text_equal(texts->text[i], value);
        if (!is_new || texts->count == key->limit) {
            price_cursor_problem(
                cursor, "%s takes at most %zu different values, separated by commas.", key->name, key->limit);
            return false;
        }
        texts->text[texts->count++] = value;
    }
    cursor->position = cursor->end;
    return true;
}

// only COLUMN = value, value …
bool price_only_read(struct price_reading *reading, size_t column_position, size_t column_end)
{
    struct price_spec *spec = reading->spec;
    struct price_cursor *cursor = &reading->cursor, of_column = *cursor;
    struct price_filter filter = {0};
    of_column.position = column_position;
    of_column.end = column_end;
    if (!price_column_parse(&of_column, &filter.column)) return false;
    if (!spec->filters)
        spec->filters = arena_array(cursor->arena, struct price_filter, PRICE_FILTERS_MAXIMUM);
    struct text *values = arena_array(cursor->arena, struct text, PRICE_FILTER_VALUES_MAXIMUM);
    struct text value, rest = price_text_of((struct text){
                           cursor->whole.data + cursor->position, cursor->end - cursor->position});
    if (!spec->filters || !values) return false;
    while (text_split(&rest, ',', &value) && filter.count < PRICE_FILTER_VALUES_MAXIMUM) {
        value = text_trim(value);
        if (value.length > 1 && value.data[0] == '"' && value.data[value.length - 1] == '"')
            value = (struct text){value.data + 1, value.length - 2};
        values[filter.count++] = value;
    }
    if (rest.data || spec->filter_count == PRICE_FILTERS_MAXIMUM) {
        price_cursor_problem(cursor, "At most %d lines with only, each with at most %d values.",
            PRICE_FILTERS_MAXIMUM, PRICE_FILTER_VALUES_MAXIMUM);
        return false;
    }
    filter.values = values;
    spec->filters[spec->filter_count++] = filter;
    cursor->position = cursor->end;
    return true;
}

// Words out of a list, each a bit.
static bool read_words(struct price_reading *reading, const struct price_choice *choices, uint32_t *bits)
{
    struct price_cursor *cursor = &reading->cursor;
    size_t end = cursor->end;
    do {
        int bit = 0;
        (void)price_cursor_is_at_end(cursor);
        const char *comma = memchr(cursor->whole.data + cursor->position, ',', end - cursor->position);
        cursor->end = comma ? (size_t)(comma - cursor->whole.data) : end; // a word ends before a comma
        bool is_right = read_choice(reading, choices, &bit);
        cursor->end = end;
        if (!is_right) return false;
        *bits |= (uint32_t)bit;
    } while (price_cursor_take(cursor, ','));
    return true;
}

// A into B, C into D
static bool read_merger(struct price_reading *reading, struct price_spec *spec)
{
    struct price_cursor *cursor = &reading->cursor;
    struct text pair, from, into,
        value = price_text_of(
            (struct text){cursor->whole.data + cursor->position, cursor->end - cursor->position});
    spec->merger = arena_array(cursor->arena, struct price_merger, PRICE_MERGERS_MAXIMUM);
    while (spec->merger && text_split(&value, ',', &pair)) {
        size_t at = 0;
        pair = text_trim(pair);
        while (at + 6 <= pair.length && memcmp(pair.data + at, " into ", 6) != 0)
            at++;
        from = text_trim((struct text){pair.data, at});
        if (at + 6 <= pair.length) into = text_trim((struct text){pair.data + at + 6, pair.length - at - 6});
        if (at + 6 > pair.length || text_is_empty(from) || text_is_empty(into) ||
            spec->merger_count == PRICE_MERGERS_MAXIMUM) {
            cursor->position = (size_t)(pair.data - cursor->whole.data);
            price_cursor_problem(cursor, "A merger is written 2 into 1, with names of firms; at most %d.",
                PRICE_MERGERS_MAXIMUM);
            return false;
        }
        spec->merger[spec->merger_count++] = (struct price_merger){from, into};
    }
    cursor->position = cursor->end;
    return spec->merger != NULL;
}

bool price_value_read(struct price_reading *reading, const struct price_key *key)
{
    struct price_cursor *cursor = &reading->cursor;
    void *member = (char *)reading->spec + key->offset;
    int value = 0;
    bool is_right = true;
    cursor->names = &reading->spec->names[key->role];
    switch (key->kind) {
    case PRICE_KEY_FILE:
        (void)price_cursor_is_at_end(cursor);
        struct text file = price_text_of(
            (struct text){cursor->whole.data + cursor->position, cursor->end - cursor->position});
        *(struct text *)member = file;
        cursor->position = cursor->end;
        return true;
    case PRICE_KEY_TERM:
    case PRICE_KEY_TERMS:
        is_right = price_terms_parse(cursor, member);
        if (is_right && key->kind == PRICE_KEY_TERM && ((struct price_terms *)member)->count != 1) {
            price_cursor_problem(cursor, "%s takes one term, not a list.", key->name);
            is_right = false;
        }
        return is_right;
    case PRICE_KEY_COLUMN: is_right = price_column_parse(cursor, member); break;
    case PRICE_KEY_COLUMNS: is_right = read_columns(reading, key, member); break;
    case PRICE_KEY_NUMBERS: is_right = read_numbers(reading, key, member); break;
    case PRICE_KEY_TEXTS: is_right = read_texts(reading, key, member); break;
    case PRICE_KEY_INTEGRATION: is_right = price_integration_parse(cursor, member); break;
    case PRICE_KEY_METHOD: is_right = read_method(reading); break;
    case PRICE_KEY_CHOICE:
    case PRICE_KEY_FLAG:
        is_right = read_choice(reading, key->choices, &value);
        if (is_right && key->kind == PRICE_KEY_CHOICE) memcpy(member, &value, sizeof value); // an enum
        if (is_right && key->kind == PRICE_KEY_FLAG) *(bool *)member = value != 0;
        break;
    case PRICE_KEY_REAL:
    case PRICE_KEY_WHOLE: is_right = read_number(reading, key, member); break;
    case PRICE_KEY_WORDS: is_right = read_words(reading, key->choices, member); break;
    case PRICE_KEY_MERGER: is_right = read_merger(reading, reading->spec); break;
    case PRICE_KEY_SETTING:
    case PRICE_KEY_RANDOM:
    case PRICE_KEY_ONLY: break; // read_line does these: something stands before the equals sign
    }
    if (is_right && !price_cursor_is_at_end(cursor)) {
        price_cursor_problem(cursor, "%s takes one value; this is too much.", key->name);
        is_right = false;
    }
    return is_right;
}
