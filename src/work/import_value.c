// SPDX-License-Identifier: Apache-2.0
// Cells become values: the first column that has something, translated, and read as the field wants it.
#include "work/import_job.h"

#include "base/calendar.h"

struct text import_cell(const struct import_row *row, size_t column)
{
    return column < row->cell_count ? csv_unguard(row->cells[column]) : (struct text){"", 0};
}

static const struct translation *find_translation(const struct mapping_value *value, struct text text)
{
    for (size_t i = 0; i < value->translation_count; i++) {
        if (text_equal(value->translations[i].from, text)) return &value->translations[i];
    }
    for (size_t i = 0; i < value->translation_count; i++) {
        if (text_equal_fold(value->translations[i].from, text)) return &value->translations[i];
    }
    return NULL;
}

enum error import_translate(struct import_job *job, struct import_row *row, const struct mapping_value *value,
    size_t column, struct text *text)
{
    struct text trimmed = text_trim(*text);
    const struct translation *translation = find_translation(value, trimmed);
    if (translation) {
        *text = translation->to;
    } else if (trimmed.length && value->otherwise == OTHERWISE_VALUE) {
        *text = value->otherwise_value;
    } else if (trimmed.length && value->otherwise == OTHERWISE_REJECT) {
        return import_reject(
            job, row, column, trimmed, "The mapping has no translation for \"%.*s\".", TEXT_PRINT(trimmed));
    }
    return ERROR_NONE;
}

enum error import_text(struct import_job *job, struct import_row *row, const struct mapping_value *value,
    struct text *ret_text, size_t *ret_column)
{
    *ret_text = value->constant;
    *ret_column = NO_COLUMN;
    if (value->is_constant || value->column_count == 0) return ERROR_NONE;
    for (size_t i = 0; i < value->column_count; i++) {
        *ret_text = import_cell(row, value->columns[i].at);
        *ret_column = value->columns[i].at;
        if (text_trim(*ret_text).length) break;
    }
    return value->translation_count ? import_translate(job, row, value, *ret_column, ret_text) : ERROR_NONE;
}

// A choice's code, whether the file has the code or the label, in any case; the text itself when it is
// neither.
static struct text choice_code(const struct choice_list *list, struct text text)
{
    text = text_trim(text);
    if (choice_index(list, text) >= 0) return text;
    for (size_t i = 0; i < list->count; i++) {
        struct text code = text_from(list->choices[i].code);
        if (text_equal_fold(text, code) || text_equal_fold(text, text_from(list->choices[i].label)))
            return code;
    }
    return text;
}

// Sets come with commas, semicolons, bars or line ends between their members.
static enum error choice_codes(
    const struct choice_list *list, struct text text, struct arena *arena, struct text *ret_text)
{
    struct buffer codes;
    size_t at = 0;
    buffer_init(&codes, (size_t)1 << 20);
    while (at <= text.length) {
        size_t end = at;
        while (end < text.length && !strchr(",;|\n", text.data[end]))
            end++;
        struct text code = choice_code(list, (struct text){text.data + at, end - at});
        if (codes.length && code.length) buffer_character(&codes, ',');
        buffer_text(&codes, code);
        at = end + 1;
    }
    struct text written = buffer_view(&codes);
    char *copy = buffer_error(&codes) ? NULL : arena_text(arena, written.data, written.length);
    *ret_text = (struct text){copy, written.length};
    buffer_free(&codes);
    return copy ? ERROR_NONE : ERROR_MEMORY;
}

// The day of what other tools write as a time: 2026-11-22T00:00:00Z, 2026-11-22 09:30.
static struct text day_of(struct text text)
{
    int32_t days;
    text = text_trim(text);
    bool is_time = text.length > 10 && (text.data[10] == 'T' || text.data[10] == ' ');
    struct text day = {text.data, 10};
    return is_time && calendar_parse_date(day, &days) ? day : text;
}

static enum error tidy(const struct field *field, struct arena *arena, struct text *text)
{
    if (field->type == FIELD_CHOICE && field->choices) *text = choice_code(field->choices, *text);
    if (field->type == FIELD_CHOICES && field->choices)
        return choice_codes(field->choices, *text, arena, text);
    if (field->type == FIELD_DATE) *text = day_of(*text);
    return ERROR_NONE;
}

enum error import_plain_value(struct import_job *job, struct import_row *row, const struct field *field,
    const struct mapping_value *value, struct record_input *input, size_t at)
{
    struct text text, cell;
    size_t column;
    struct value parsed;
    enum error error = import_text(job, row, value, &text, &column);
    if (error) return error;
    cell = text;
    // An empty cell of a field that always has a value means its default on creation, and no change
    // afterwards.
    bool is_empty = text_trim(text).length == 0;
    if (is_empty && (field->default_code || field->type == FIELD_BOOLEAN)) return ERROR_NONE;
    error = tidy(field, &job->scratch, &text);
    if (error) return error;
    struct problem_list problems;
    problem_list_init(&problems, &job->scratch);
    error = field_parse(field, text, &job->scratch, &problems, &parsed);
    if (error == ERROR_INVALID)
        return import_reject(
            job, row, column, cell, "%s", problems.first ? problems.first->message : error_sentence(error));
    if (error) return error;
    record_input_set(input, at, parsed);
    return ERROR_NONE;
}
