// SPDX-License-Identifier: Apache-2.0
// Reads columns of a CSV file.
#include "pricing/price_table.h"

#include <string.h>

#include "base/closest.h"
#include "format/csv_reader.h"

struct reading {
    struct price_table *table;
    const struct price_table_options *options;
    struct text content;
    struct arena *arena;
    struct problem_list *problems;
    size_t *field; // of each name
    size_t found;  // problems with rows
};

bool price_cell_is_missing(struct text cell)
{
    return cell.length == 0 || text_is(cell, "NA") || text_is(cell, "NaN") || text_is(cell, ".");
}

// Where each name stands in the header.
static enum error find_columns(struct reading *reading, const struct csv_record *header)
{
    const struct price_names *names = reading->table->names;
    struct text *columns;
    enum error error = csv_column_names(header, reading->arena, &columns);
    if (error) return error;
    reading->field = arena_array(reading->arena, size_t, names->count + 1);
    if (!reading->field) return ERROR_MEMORY;
    for (size_t i = 0; i < names->count; i++) {
        struct closest closest;
        size_t j = 0;
        closest_init(&closest, names->name[i]);
        while (j < header->count && !text_equal(columns[j], names->name[i])) {
            const char *name = text_copy(columns[j], reading->arena);
            if (name) closest_offer(&closest, name);
            j++;
        }
        reading->field[i] = j;
        if (j < header->count) continue;
        problem_add(reading->problems, NULL, "%s has no column %.*s%s%s.", reading->table->file,
            TEXT_PRINT(names->name[i]), closest.best ? "; did you mean " : "",
            closest.best ? closest.best : "");
        error = ERROR_INVALID;
    }
    return error;
}

// At most one row a line end, and one more.
static size_t count_lines(struct text content)
{
    size_t lines = 1;
    for (size_t i = 0; i < content.length; i++)
        lines += content.data[i] == '\n' || content.data[i] == '\r';
    return lines < PRICE_ROWS_MAXIMUM ? lines : PRICE_ROWS_MAXIMUM;
}

static bool is_kept(const struct reading *reading, const struct csv_record *record)
{
    for (size_t f = 0; f < reading->options->filter_count; f++) {
        const struct price_filter *filter = &reading->options->filters[f];
        struct text cell = text_trim(record->fields[reading->field[filter->column]]);
        bool is_one = false;
        for (size_t v = 0; v < filter->count; v++)
            is_one |= text_equal(cell, filter->values[v]);
        if (!is_one) return false;
    }
    return true;
}

static enum error take_row(struct reading *reading, const struct csv_record *record, uint32_t number)
{
    struct price_table *table = reading->table;
    const char *from = reading->content.data, *to = from + reading->content.length;
    for (size_t i = 0; i < table->names->count; i++) {
        struct text cell = text_trim(record->fields[reading->field[i]]);
        if (price_cell_is_missing(cell) && reading->options->is_dropping_missing) {
            table->left_out++;
            return ERROR_NONE;
        }
        if (cell.length == 0) {
            problem_add(reading->problems, NULL,
                "%s, row %u (line %ld), column %.*s: is empty; fill it in, or write missing = drop.",
                table->file, number, record->line, TEXT_PRINT(table->names->name[i]));
            if (++reading->found == PRICE_TABLE_PROBLEMS_MAXIMUM) return ERROR_INVALID;
        }
        if (cell.length && !(cell.data >= from && cell.data < to)) {
            const char *copy = text_copy(cell, reading->arena);
            if (!copy) return ERROR_MEMORY;
            cell.data = copy;
        }
        table->cells[i][table->rows] = cell;
    }
    table->line[table->rows] = record->line;
    table->row[table->rows++] = number;
    return ERROR_NONE;
}

static enum error read_rows(struct reading *reading, struct csv_reader *reader, size_t fields)
{
    struct price_table *table = reading->table;
    size_t most = count_lines(reading->content);
    struct csv_record record;
    uint32_t number = 0;
    enum error error;
    table->row = arena_array(reading->arena, uint32_t, most);
    table->line = arena_array(reading->arena, long, most);
    if (!table->row || !table->line) return ERROR_MEMORY;
    for (size_t i = 0; i < table->names->count; i++)
        if (!(table->cells[i] = arena_array(reading->arena, struct text, most))) return ERROR_MEMORY;
    while ((error = csv_reader_next(reader, &record)) == ERROR_NONE) {
        number++;
        if (table->rows == most) {
            problem_add(
                reading->problems, NULL, "%s has more than %zu rows.", table->file, PRICE_ROWS_MAXIMUM);
            return ERROR_LIMIT;
        }
        if (record.count != fields) {
            problem_add(reading->problems, NULL, "%s, row %u (line %ld): has %zu fields; the header has %zu.",
                table->file, number, record.line, record.count, fields);
            if (++reading->found == PRICE_TABLE_PROBLEMS_MAXIMUM) return ERROR_INVALID;
            continue;
        }
        if (is_kept(reading, &record)) error = take_row(reading, &record, number);
        if (error) return error;
    }
    if (error != ERROR_END) return error;
    if (reading->found) return ERROR_INVALID;
    if (table->rows) return ERROR_NONE;
    problem_add(reading->problems, NULL, "%s has no row%s.", table->file,
        number ? " that is asked for: all were left out" : " below the header");
    return ERROR_INVALID;
}

enum error price_table_read(struct price_table *table, const char *file, struct text content,
    const struct price_names *names, const struct price_table_options *options, struct arena *arena,
    struct problem_list *problems)
{
    struct csv_reader reader;
    struct csv_record header;
    struct problem_list inside;
    *table = (struct price_table){.file = file, .names = names};
    struct reading reading = {table, options, content, arena, problems, NULL, 0};
    table->cells = arena_array(arena, struct text *, names->count + 1);
    table->numbers = arena_array(arena, double *, names->count + 1);
    if (!table->cells || !table->numbers) return ERROR_MEMORY;
    problem_list_init(&inside, arena);
    enum error error = csv_reader_open(&reader, content, NULL, &inside);
    if (!error) error = csv_reader_next(&reader, &header);
    if (error == ERROR_END) {
        problem_add(problems, NULL, "%s is empty; its first line has to name the columns.", file);
        error = ERROR_INVALID;
    }
    if (!error) error = find_columns(&reading, &header);
    if (!error) error = read_rows(&reading, &reader, header.count);
    for (const struct problem *problem = inside.first; problem; problem = problem->next)
        problem_add(problems, NULL, "%s, line %ld: %s", file, problem->line, problem->message);
    // Cells of a file in another encoding lie in the reader: they are kept as copies by then.
    csv_reader_free(&reader);
    return error;
}

// What a cell that is no number looks like, and what would be right.
static const char *what_is_wrong(struct text cell)
{
    bool has_digit = false, has_comma = false, has_percent = false, has_other = false;
    for (size_t i = 0; i < cell.length; i++) {
        char c = cell.data[i];
        has_digit |= c >= '0' && c <= '9';
        has_comma |= c == ',';
        has_percent |= c == '%';
        has_other |= !(c >= '0' && c <= '9') && !memchr(",.+-%' ", c, 7);
    }
    if (price_cell_is_missing(cell)) return "; fill it in, or write missing = drop.";
    if (text_equal_fold(cell, TEXT("inf")) || text_equal_fold(cell, TEXT("-inf")))
        return "\" is infinite; write a number such as 1234.5, or leave the row out.";
    if (has_digit && has_percent) return "\" is no number such as 1234.5; write a share such as 0.25.";
    if (has_digit && has_comma)
        return "\" is no number such as 1234.5; write decimals with a point, and thousands without a sign.";
    if (has_digit && has_other)
        return "\" is no number such as 1234.5; write it without unit, currency or formula.";
    return "\" is no number such as 1234.5.";
}

enum error price_table_numbers(struct price_table *table, size_t name, struct arena *arena,
    struct problem_list *problems, const double **ret_numbers)
{
    double *numbers = table->numbers[name];
    size_t wrong = 0;
    if (!numbers && !(numbers = arena_array(arena, double, table->rows))) return ERROR_MEMORY;
    for (size_t i = 0; !table->numbers[name] && i < table->rows; i++) {
        struct text cell = table->cells[name][i];
        if (price_number_read(cell, &numbers[i])) continue;
        if (++wrong > PRICE_TABLE_PROBLEMS_MAXIMUM) continue;
        problem_add(problems, NULL, "%s, row %u (line %ld), column %.*s: %s%.*s%s", table->file,
            table->row[i], table->line[i], TEXT_PRINT(table->names->name[name]),
            price_cell_is_missing(cell) ? "is empty" : "\"",
            price_cell_is_missing(cell) ? 0
            : text_precision(cell) < 40 ? text_precision(cell)
                                        : 40,
            cell.length ? cell.data : "", what_is_wrong(cell));
    }
    if (wrong > PRICE_TABLE_PROBLEMS_MAXIMUM)
        problem_add(problems, NULL, "%s, column %.*s: %zu further cells are no numbers.", table->file,
            TEXT_PRINT(table->names->name[name]), wrong - PRICE_TABLE_PROBLEMS_MAXIMUM);
    if (wrong) return ERROR_INVALID;
    table->numbers[name] = numbers;
    *ret_numbers = numbers;
    return ERROR_NONE;
}

enum error price_table_groups(const struct price_table *table, size_t name, struct arena *arena,
    uint32_t **ret_group, size_t *ret_groups, struct text **ret_labels)
{
    size_t slots = 16, groups = 0;
    while (slots < 2 * table->rows)
        slots *= 2;
    uint32_t *slot = arena_array(arena, uint32_t, slots); // number of the group + 1
    uint32_t *group = arena_array(arena, uint32_t, table->rows);
    struct text *labels = arena_array(arena, struct text, table->rows);
    if (!slot || !group || !labels) return ERROR_MEMORY;
    for (size_t i = 0; i < table->rows; i++) {
        struct text cell = table->cells[name][i];
        size_t at = (size_t)text_hash(cell) & (slots - 1);
        while (slot[at] && !text_equal(labels[slot[at] - 1], cell))
            at = (at + 1) & (slots - 1);
        if (!slot[at]) {
            labels[groups++] = cell;
            slot[at] = (uint32_t)groups;
        }
        group[i] = slot[at] - 1;
    }
    *ret_group = group;
    *ret_groups = groups;
    if (ret_labels) *ret_labels = labels;
    return ERROR_NONE;
}

enum error price_table_reorder(struct price_table *table, const uint32_t *order, struct arena *arena)
{
    size_t n = table->rows;
    struct text *cells = arena_array(arena, struct text, n);
    uint32_t *row = arena_array(arena, uint32_t, n), *place = arena_array(arena, uint32_t, n);
    long *line = arena_array(arena, long, n);
    if (!cells || !row || !place || !line) return ERROR_MEMORY;
    for (size_t name = 0; name < table->names->count; name++) {
        for (size_t i = 0; i < n; i++)
            cells[i] = table->cells[name][order[i]];
        memcpy(table->cells[name], cells, n * sizeof(*cells));
        table->numbers[name] = NULL;
    }
    for (size_t i = 0; i < n; i++) {
        row[i] = table->row[order[i]];
        line[i] = table->line[order[i]];
        if (table->place) place[i] = table->place[order[i]];
    }
    table->row = row;
    table->line = line;
    if (table->place) table->place = place;
    return ERROR_NONE;
}
