// SPDX-License-Identifier: Apache-2.0
// Rows in aligned columns, for people.
#include "cli/table.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/width.h"

#define TABLE_GAP 2
#define TABLE_NARROWEST 8 // columns are not cut below this
#define TABLE_OUTPUT_MAXIMUM ((size_t)1 << 30)

void table_init(struct table *table, struct arena *arena)
{
    *table = (struct table){.arena = arena};
}

void table_column(struct table *table, const char *header, bool right)
{
    if (table->column_count == TABLE_COLUMNS_MAXIMUM) return;
    table->headers[table->column_count] = header;
    table->right[table->column_count++] = right;
}

struct text *table_row(struct table *table)
{
    if (table->row_count == table->row_capacity) {
        size_t capacity = table->row_capacity ? table->row_capacity * 2 : 64;
        struct text *cells = arena_array(table->arena, struct text, capacity * table->column_count);
        if (!cells) return NULL;
        if (table->row_count)
            memcpy(cells, table->cells, table->row_count * table->column_count * sizeof(*cells));
        table->cells = cells;
        table->row_capacity = capacity;
    }
    return &table->cells[table->row_count++ * table->column_count];
}

size_t table_terminal_width(FILE *stream)
{
    int file = fileno(stream);
    struct winsize size;
    if (file < 0 || !isatty(file)) return 0;
    return ioctl(file, TIOCGWINSZ, &size) == 0 && size.ws_col >= 20 ? size.ws_col : 80;
}

static void measure(const struct table *table, size_t *widths)
{
    for (size_t column = 0; column < table->column_count; column++) {
        size_t widest = 0;
        for (size_t row = 0; row < table->row_count; row++) {
            size_t width = width_of(table->cells[row * table->column_count + column]);
            widest = width > widest ? width : widest;
        }
        size_t header = width_of(text_from(table->headers[column]));
        bool hidden = widest == 0 && table->hide_empty[column];
        widths[column] = hidden ? 0 : widest > header ? widest : header;
    }
}

static void fit(const struct table *table, size_t *widths, size_t terminal)
{
    for (;;) {
        size_t total = 0, widest = 0;
        for (size_t column = 0; column < table->column_count; column++) {
            total += widths[column] ? widths[column] + TABLE_GAP : 0;
            widest = widths[column] > widths[widest] ? column : widest;
        }
        if (total <= terminal + TABLE_GAP || widths[widest] <= TABLE_NARROWEST) return;
        size_t excess = total - TABLE_GAP - terminal;
        size_t room = widths[widest] - TABLE_NARROWEST;
        widths[widest] -= excess < room ? (excess + 3) / 4 : room; // in steps, so that two wide columns share
    }
}

static void print_cell(struct text cell, size_t width, bool right, bool last, struct buffer *output)
{
    size_t own = width_of(cell);
    bool cut = own > width;
    if (cut) {
        cell = width_cut(cell, width - 1);
        own = width_of(cell) + 1;
    }
    for (size_t i = own; right && i < width; i++)
        buffer_character(output, ' ');
    width_print_line(cell, output);
    if (cut) buffer_string(output, "…");
    for (size_t i = own; !right && !last && i < width; i++)
        buffer_character(output, ' ');
}

static void print_row(
    const struct table *table, const struct text *cells, const size_t *widths, struct buffer *output)
{
    size_t last = table->column_count;
    while (last > 0 && (widths[last - 1] == 0 || (cells[last - 1].length == 0)))
        last--;
    bool first = true;
    for (size_t column = 0; column < last; column++) {
        if (widths[column] == 0) continue;
        for (size_t i = 0; !first && i < TABLE_GAP; i++)
            buffer_character(output, ' ');
        first = false;
        print_cell(cells[column], widths[column], table->right[column], column + 1 == last, output);
    }
    buffer_character(output, '\n');
}

enum error table_print(const struct table *table, FILE *stream)
{
    size_t widths[TABLE_COLUMNS_MAXIMUM] = {0};
    struct text headers[TABLE_COLUMNS_MAXIMUM] = {0};
    measure(table, widths);
    size_t terminal = table_terminal_width(stream);
    if (terminal) fit(table, widths, terminal);
    for (size_t column = 0; column < table->column_count; column++)
        headers[column] = text_from(table->headers[column]);
    struct buffer output;
    buffer_init(&output, TABLE_OUTPUT_MAXIMUM);
    print_row(table, headers, widths, &output);
    for (size_t row = 0; row < table->row_count; row++)
        print_row(table, &table->cells[row * table->column_count], widths, &output);
    enum error error = buffer_error(&output);
    struct text written = buffer_view(&output);
    if (!error && fwrite(written.data, 1, written.length, stream) != written.length) error = ERROR_IO;
    buffer_free(&output);
    return error;
}
