// SPDX-License-Identifier: Apache-2.0
// Named tables of a result: kept row after row, printed as text and JSON.
#include "pricing/price_sheet.h"

#include <math.h>
#include <string.h>

struct price_sheet *price_sheet_new(const char *name, const char *title,
    const struct price_sheet_column *columns, size_t count, struct arena *arena)
{
    struct price_sheet *sheet = arena_array(arena, struct price_sheet, 1);
    if (!sheet) return NULL;
    *sheet = (struct price_sheet){
        .name = name, .title = title, .columns = columns, .column_count = count, .arena = arena};
    return sheet;
}

enum error price_sheet_row(struct price_sheet *sheet, const union price_cell *cells)
{
    if (sheet->rows == sheet->room) {
        size_t room = sheet->room ? 2 * sheet->room : 16;
        union price_cell *grown = arena_array(sheet->arena, union price_cell, room * sheet->column_count);
        if (!grown) return ERROR_MEMORY;
        if (sheet->rows) memcpy(grown, sheet->cell, sheet->rows * sheet->column_count * sizeof *grown);
        sheet->cell = grown;
        sheet->room = room;
    }
    memcpy(sheet->cell + sheet->rows++ * sheet->column_count, cells, sheet->column_count * sizeof *cells);
    return ERROR_NONE;
}

// A cell as text; `ret_width` in characters.
static struct text cell_text(
    const struct price_sheet *sheet, size_t row, size_t column, char *room, size_t size, size_t *ret_width)
{
    const union price_cell *cell = &sheet->cell[row * sheet->column_count + column];
    struct text text = {room, 0};
    switch (sheet->columns[column].kind) {
    case PRICE_CELL_TEXT: text = cell->text; break;
    case PRICE_CELL_REAL:
        if (!isnan(cell->real)) text.length = (size_t)snprintf(room, size, "%.7g", cell->real);
        break;
    case PRICE_CELL_WHOLE: text.length = (size_t)snprintf(room, size, "%zu", cell->whole); break;
    }
    *ret_width = text_characters(text);
    return text;
}

static void pad(struct buffer *buffer, size_t count)
{
    for (size_t i = 0; i < count; i++)
        buffer_character(buffer, ' ');
}

// Text to the left, numbers to the right.
static void print_cell(struct buffer *buffer, struct text text, size_t letters, size_t width, bool is_text)
{
    if (!is_text) pad(buffer, width - letters);
    buffer_text(buffer, text);
    if (is_text) pad(buffer, width - letters);
}

void price_sheet_print(const struct price_sheet *sheet, struct buffer *buffer)
{
    size_t width[PRICE_SHEET_COLUMNS_MAXIMUM], letters;
    size_t shown = sheet->rows < PRICE_SHEET_PRINTED ? sheet->rows : PRICE_SHEET_PRINTED;
    char room[40];
    if (sheet->is_hidden || sheet->rows == 0) return;
    for (size_t j = 0; j < sheet->column_count; j++) {
        width[j] = text_characters(text_from(sheet->columns[j].title));
        for (size_t i = 0; i < shown; i++) {
            (void)cell_text(sheet, i, j, room, sizeof room, &letters);
            width[j] = letters > width[j] ? letters : width[j];
        }
    }
    buffer_print(buffer, "\n%s\n", sheet->title);
    for (size_t i = 0; i <= shown; i++) {
        for (size_t j = 0; j < sheet->column_count; j++) {
            struct text text = text_from(sheet->columns[j].title);
            letters = text_characters(text);
            if (i) text = cell_text(sheet, i - 1, j, room, sizeof room, &letters);
            buffer_string(buffer, "  ");
            print_cell(buffer, text, letters, width[j], sheet->columns[j].kind == PRICE_CELL_TEXT);
        }
        buffer_character(buffer, '\n');
    }
    if (shown < sheet->rows) buffer_print(buffer, "  … %zu more; --json has all\n", sheet->rows - shown);
}

static void write_cell(
    const struct price_sheet_column *column, const union price_cell *cell, struct json_writer *writer)
{
    json_write_key(writer, column->name);
    switch (column->kind) {
    case PRICE_CELL_TEXT: json_write_text(writer, cell->text); break;
    case PRICE_CELL_REAL: json_write_real(writer, cell->real); break;
    case PRICE_CELL_WHOLE: json_write_integer(writer, (int64_t)cell->whole); break;
    }
}

void price_sheet_write_json(const struct price_sheet *sheet, struct json_writer *writer)
{
    json_write_key(writer, sheet->name);
    json_write_array_begin(writer);
    for (size_t i = 0; i < sheet->rows; i++) {
        json_write_object_begin(writer);
        for (size_t j = 0; j < sheet->column_count; j++)
            write_cell(&sheet->columns[j], &sheet->cell[i * sheet->column_count + j], writer);
        json_write_object_end(writer);
    }
    json_write_array_end(writer);
}
