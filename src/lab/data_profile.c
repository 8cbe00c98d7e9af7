// SPDX-License-Identifier: Apache-2.0
// Looks through a data file once: kinds, ranges, distinct values, first rows.
#include "lab/data_profile.h"

#include <math.h>
#include <string.h>

#include "base/calendar.h"
#include "format/csv_reader.h"
#include "pricing/price_table.h"

#define PROBLEMS_MAXIMUM 20
#define SLOTS (4 * DATA_DISTINCT_MAXIMUM)

// What is found out of a column on the way.
struct watch {
    size_t numbers, dates, values;
    uint64_t *seen; // hashes of values, 0: free
    struct text other;
    long other_line;
};

struct looking {
    struct data_profile *profile;
    struct watch *watch;
    struct arena *arena;
    struct problem_list *problems;
    size_t head_maximum, found;
};

const char *data_kind_name(enum data_kind kind)
{
    static const char *const names[] = {"number", "date", "text"};
    return names[kind];
}

// Counts a value when it is new. Two values of one hash would count as one, which does no harm here.
static void count_distinct(struct data_column *column, struct watch *watch, struct text cell)
{
    uint64_t hash = text_hash(cell) | 1;
    size_t at = (size_t)(hash % SLOTS);
    if (column->distinct == DATA_DISTINCT_MAXIMUM) return;
    while (watch->seen[at] && watch->seen[at] != hash)
        at = (at + 1) % SLOTS;
    column->distinct += watch->seen[at] == 0;
    watch->seen[at] = hash;
}

static bool keep(struct text *ret, struct text cell, struct arena *arena)
{
    const char *copy = text_copy(cell, arena);
    *ret = (struct text){copy, copy ? cell.length : 0};
    return copy != NULL;
}

static bool look_at(struct looking *looking, size_t j, struct text cell, long line)
{
    struct data_column *column = &looking->profile->column[j];
    struct watch *watch = &looking->watch[j];
    double number;
    int32_t day;
    if (price_cell_is_missing(cell)) {
        column->missing++;
        return true;
    }
    if (watch->values++ == 0 && !keep(&column->example, cell, looking->arena)) return false;
    count_distinct(column, watch, cell);
    if (price_number_read(cell, &number)) {
        watch->numbers++;
        column->lowest = fmin(column->lowest, number);
        column->highest = fmax(column->highest, number);
        return true;
    }
    watch->dates += calendar_parse_date(cell, &day);
    if (watch->other_line) return true;
    watch->other_line = line;
    return keep(&watch->other, cell, looking->arena);
}

static enum error take_row(struct looking *looking, const struct csv_record *record)
{
    struct data_profile *profile = looking->profile;
    profile->rows++;
    if (record->count != profile->columns) {
        problem_add(looking->problems, NULL, "Line %ld has %zu fields; the header has %zu.", record->line,
            record->count, profile->columns);
        return ++looking->found == PROBLEMS_MAXIMUM ? ERROR_INVALID : ERROR_NONE;
    }
    bool is_head = profile->head_rows < looking->head_maximum;
    for (size_t j = 0; j < profile->columns; j++) {
        struct text cell = text_trim(record->fields[j]);
        if (!look_at(looking, j, cell, record->line)) return ERROR_MEMORY;
        struct text *place = &profile->head[profile->head_rows * profile->columns + j];
        if (is_head && !keep(place, cell, looking->arena)) return ERROR_MEMORY;
    }
    profile->head_rows += is_head;
    return ERROR_NONE;
}

// A column in which but few cells are no numbers is most likely one of numbers with mistakes in it.
static void settle(struct looking *looking)
{
    for (size_t j = 0; looking->watch && j < looking->profile->columns; j++) {
        struct data_column *column = &looking->profile->column[j];
        const struct watch *watch = &looking->watch[j];
        if (watch->values && watch->numbers == watch->values)
            column->kind = DATA_NUMBER;
        else if (watch->values && watch->dates == watch->values)
            column->kind = DATA_DATE;
        else
            column->kind = DATA_TEXT;
        if (watch->numbers == 0) column->lowest = column->highest = (double)NAN;
        if (column->kind != DATA_TEXT || watch->numbers * 2 < watch->values) continue;
        column->first_other = watch->other;
        column->first_other_line = watch->other_line;
    }
}

static enum error begin(struct looking *looking, const struct csv_record *header)
{
    struct data_profile *profile = looking->profile;
    struct text *names;
    enum error error = csv_column_names(header, looking->arena, &names);
    if (error) return error;
    profile->columns = header->count;
    profile->column = arena_array(looking->arena, struct data_column, header->count);
    profile->head = arena_array(looking->arena, struct text, (looking->head_maximum + 1) * header->count);
    looking->watch = arena_array(looking->arena, struct watch, header->count);
    if (!profile->column || !profile->head || !looking->watch) return ERROR_MEMORY;
    for (size_t j = 0; j < header->count; j++) {
        profile->column[j] = (struct data_column){
            .name = names[j], .lowest = (double)INFINITY, .highest = -(double)INFINITY, .example = TEXT("")};
        looking->watch[j].seen = arena_array(looking->arena, uint64_t, SLOTS);
        if (!looking->watch[j].seen) return ERROR_MEMORY;
    }
    return ERROR_NONE;
}

enum error data_profile(struct text content, size_t head_rows, struct arena *arena,
    struct problem_list *problems, struct data_profile *ret_profile)
{
    struct looking looking = {
        .profile = ret_profile, .arena = arena, .problems = problems, .head_maximum = head_rows};
    struct csv_reader reader;
    struct csv_record record;
    *ret_profile = (struct data_profile){0};
    enum error error = csv_reader_open(&reader, content, NULL, problems);
    if (!error) error = csv_reader_next(&reader, &record);
    if (error == ERROR_END) {
        problem_add(problems, NULL, "The file is empty; its first line has to name the columns.");
        error = ERROR_INVALID;
    }
    if (!error) error = begin(&looking, &record);
    while (!error && (error = csv_reader_next(&reader, &record)) == ERROR_NONE)
        error = take_row(&looking, &record);
    ret_profile->delimiter = reader.delimiter;
    csv_reader_free(&reader);
    if (error != ERROR_END) return error;
    if (ret_profile->rows == 0) problem_add(problems, NULL, "The file has no row below the header.");
    settle(&looking);
    return looking.found || ret_profile->rows == 0 ? ERROR_INVALID : ERROR_NONE;
}
