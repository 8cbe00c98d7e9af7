// SPDX-License-Identifier: Apache-2.0
// What an import says about rows: those it cannot take, with line, column and reason, and notes about others.
#include "work/import_job.h"

#include <stdarg.h>

#define REMARK_VALUE_MAXIMUM 200
#define WARNINGS_MAXIMUM 200

// The start of a value, cut between letters; *arena* of the result.
static struct text shown_value(struct import_job *job, struct text value)
{
    if (value.length > REMARK_VALUE_MAXIMUM)
        value.length = text_utf8_span((struct text){value.data, REMARK_VALUE_MAXIMUM});
    const char *copy = arena_text(job->arena, value.data ? value.data : "", value.length);
    return copy ? (struct text){copy, value.length} : (struct text){"", 0};
}

static enum error add_remark(struct import_job *job, struct import_remark **remarks, size_t *count,
    size_t *capacity, struct import_remark remark)
{
    if (*count == *capacity) {
        size_t wanted = *capacity ? *capacity * 2 : 16;
        struct import_remark *grown = arena_array(job->arena, struct import_remark, wanted);
        if (!grown) return ERROR_MEMORY;
        if (*count) memcpy(grown, *remarks, *count * sizeof(*grown));
        *remarks = grown;
        *capacity = wanted;
    }
    (*remarks)[(*count)++] = remark;
    return ERROR_NONE;
}

static struct text column_name(const struct import_job *job, size_t column)
{
    return column < job->column_count ? job->columns[column] : (struct text){"", 0};
}

enum error import_reject(
    struct import_job *job, struct import_row *row, size_t column, struct text value, const char *format, ...)
{
    struct import_result *result = job->result;
    if (!row->is_rejected) result->rejected++;
    row->is_rejected = true;
    if (result->rejection_count == IMPORT_REJECTIONS_MAXIMUM) return ERROR_INVALID;
    va_list values;
    va_start(values, format);
    const char *reason = arena_print_list(job->arena, format, values);
    va_end(values);
    if (!reason) return ERROR_MEMORY;
    enum error error =
        add_remark(job, &result->rejections, &result->rejection_count, &job->rejection_capacity,
            (struct import_remark){row->line, column_name(job, column), shown_value(job, value), reason});
    return error ? error : ERROR_INVALID;
}

enum error import_warn(
    struct import_job *job, int64_t line, size_t column, struct text value, const char *format, ...)
{
    struct import_result *result = job->result;
    if (result->warning_count == WARNINGS_MAXIMUM) return ERROR_NONE;
    va_list values;
    va_start(values, format);
    const char *reason = arena_print_list(job->arena, format, values);
    va_end(values);
    if (!reason) return ERROR_MEMORY;
    return add_remark(job, &result->warnings, &result->warning_count, &job->warning_capacity,
        (struct import_remark){line, column_name(job, column), shown_value(job, value), reason});
}

// The column that a field's value came from, or NO_COLUMN.
static size_t column_of(
    const struct mapping_field *fields, size_t count, const struct resource *resource, const char *name)
{
    for (size_t i = 0; i < count && name; i++) {
        const struct mapping_field *mapped = &fields[i];
        if (mapped->value.column_count && text_is(text_from(resource->fields[mapped->field].name), name))
            return mapped->value.columns[0].at;
    }
    return NO_COLUMN;
}

enum error import_reject_problems(struct import_job *job, struct import_row *row,
    const struct mapping_field *fields, size_t field_count, const struct problem_list *problems,
    enum error error)
{
    if (!problems->first)
        return import_reject(job, row, NO_COLUMN, (struct text){"", 0}, "%s", error_sentence(error));
    for (const struct problem *problem = problems->first; problem; problem = problem->next) {
        size_t column = column_of(fields, field_count, job->mapping->resource, problem->field);
        struct text value = column == NO_COLUMN ? (struct text){"", 0} : import_cell(row, column);
        enum error failed =
            column == NO_COLUMN && problem->field
                ? import_reject(job, row, column, value, "%s: %s", problem->field, problem->message)
                : import_reject(job, row, column, value, "%s", problem->message);
        if (failed != ERROR_INVALID) return failed;
    }
    return ERROR_INVALID;
}

static int by_line(const void *one, const void *other)
{
    int64_t left = ((const struct import_remark *)one)->line,
            right = ((const struct import_remark *)other)->line;
    return left < right ? -1 : left > right;
}

void import_sort_remarks(struct import_result *result)
{
    if (result->rejection_count)
        qsort(result->rejections, result->rejection_count, sizeof(*result->rejections), by_line);
    if (result->warning_count)
        qsort(result->warnings, result->warning_count, sizeof(*result->warnings), by_line);
}

struct import_also *import_also_of(struct import_job *job, const struct resource *resource)
{
    for (size_t i = 0; i < job->result->also_count; i++) {
        if (job->result->also[i].resource == resource) return &job->result->also[i];
    }
    struct import_also *also = &job->result->also[job->result->also_count++]; // has room for every resource
    *also = (struct import_also){.resource = resource};
    return also;
}
