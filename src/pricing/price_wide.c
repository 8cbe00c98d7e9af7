// SPDX-License-Identifier: Apache-2.0
// Turns a wide file of choices into a long table.
#include "pricing/price_wide.h"

#include <string.h>

#define NO_PATTERN SIZE_MAX

struct widening {
    const struct price_spec *spec;
    const struct price_names *names; // asked for by the specification
    struct price_names columns;      // of the file
    size_t *pattern;                 // of each name, or NO_PATTERN
    size_t *column;                  // of each name, of the first alternative
    struct price_filter *filters;
    struct arena *arena;
    struct problem_list *problems;
};

// The name that a pattern stands for: what is left without the star and a mark beside it.
static struct text stem_of(struct text pattern, size_t *ret_star)
{
    size_t star = *ret_star = text_find(pattern, '*');
    struct text stem = {pattern.data, star};
    if (star == 0) stem = (struct text){pattern.data + 1, pattern.length ? pattern.length - 1 : 0};
    if (stem.length && memchr("._-:", stem.data[star == 0 ? 0 : stem.length - 1], 4)) {
        stem.data += star == 0;
        stem.length--;
    }
    return stem;
}

static enum error add_column(struct widening *widening, struct text name, size_t *ret_column)
{
    *ret_column = price_names_add(&widening->columns, name, widening->arena);
    if (*ret_column < PRICE_NAMES_MAXIMUM) return ERROR_NONE;
    problem_add(widening->problems, NULL, "More than %d columns are asked for.", PRICE_NAMES_MAXIMUM);
    return ERROR_INVALID;
}

static enum error add_pattern(struct widening *widening, size_t name, size_t pattern)
{
    const struct price_texts *alternatives = &widening->spec->alternatives;
    struct text text = widening->spec->per_alternative.text[pattern];
    size_t star, column;
    (void)stem_of(text, &star);
    widening->pattern[name] = pattern;
    for (size_t a = 0; a < alternatives->count; a++) {
        const char *full = arena_print(widening->arena, "%.*s%.*s%.*s", (int)star, text.data,
            TEXT_PRINT(alternatives->text[a]), (int)(text.length - star - 1), text.data + star + 1);
        enum error error = full ? add_column(widening, text_from(full), &column) : ERROR_MEMORY;
        if (error) return error;
        if (a == 0) widening->column[name] = column;
        if (column == widening->column[name] + a) continue;
        problem_add(widening->problems, NULL,
            "per alternative: the column %s belongs to two patterns or stands in the specification by "
            "itself.",
            full);
        return ERROR_INVALID;
    }
    return ERROR_NONE;
}

static bool is_label(const struct widening *widening, size_t name)
{
    return text_is(widening->names->name[name], "alternative");
}

// Which columns of the file stand behind each name.
static enum error resolve(struct widening *widening)
{
    const struct price_texts *patterns = &widening->spec->per_alternative;
    size_t count = widening->names->count, star;
    widening->pattern = arena_array(widening->arena, size_t, count + 1);
    widening->column = arena_array(widening->arena, size_t, count + 1);
    if (!widening->pattern || !widening->column) return ERROR_MEMORY;
    for (size_t p = 0; p < patterns->count; p++) {
        size_t length = stem_of(patterns->text[p], &star).length;
        if (length && star < patterns->text[p].length) continue;
        problem_add(widening->problems, NULL,
            "per alternative takes patterns such as price.*, where the star stands for the alternative, not "
            "%.*s.",
            TEXT_PRINT(patterns->text[p]));
        return ERROR_INVALID;
    }
    for (size_t i = 0; i < count; i++) {
        struct text name = widening->names->name[i];
        enum error error = ERROR_NONE;
        size_t p = 0;
        while (p < patterns->count && !text_equal(stem_of(patterns->text[p], &star), name))
            p++;
        widening->pattern[i] = NO_PATTERN;
        if (p < patterns->count)
            error = add_pattern(widening, i, p);
        else if (!is_label(widening, i))
            error = add_column(widening, name, &widening->column[i]);
        if (error) return error;
    }
    return ERROR_NONE;
}

static enum error move_filters(struct widening *widening)
{
    const struct price_spec *spec = widening->spec;
    widening->filters = arena_array(widening->arena, struct price_filter, spec->filter_count + 1);
    if (!widening->filters) return ERROR_MEMORY;
    for (size_t f = 0; f < spec->filter_count; f++) {
        size_t name = spec->filters[f].column;
        widening->filters[f] = spec->filters[f];
        widening->filters[f].column = widening->column[name];
        if (widening->pattern[name] == NO_PATTERN && !is_label(widening, name)) continue;
        problem_add(widening->problems, NULL,
            "only %.*s: with alternatives, only takes columns that are about the whole row.",
            TEXT_PRINT(widening->names->name[name]));
        return ERROR_INVALID;
    }
    return ERROR_NONE;
}

// The label of the chosen alternative has to be one of them, or nobody's where there is an outside option.
static enum error check_chosen(const struct widening *widening, const struct price_table *wide)
{
    const struct price_texts *labels = &widening->spec->alternatives;
    size_t wrong = 0, name = widening->spec->chosen;
    for (size_t i = 0; i < wide->rows && !widening->spec->has_outside; i++) {
        struct text cell = wide->cells[widening->column[name]][i];
        size_t a = 0;
        while (a < labels->count && !text_equal(cell, labels->text[a]))
            a++;
        if (a < labels->count) continue;
        if (++wrong > PRICE_TABLE_PROBLEMS_MAXIMUM) break;
        problem_add(widening->problems, NULL,
            "%s, row %u (line %ld), column %.*s: \"%.*s\" is none of the alternatives%s.", wide->file,
            wide->row[i], wide->line[i], TEXT_PRINT(widening->names->name[name]), TEXT_PRINT(cell),
            wrong == 1 ? "; name it in alternatives, or write outside = yes" : "");
    }
    return wrong ? ERROR_INVALID : ERROR_NONE;
}

static struct text cell_of(const struct widening *widening, const struct price_table *wide, size_t name,
    size_t row, size_t alternative)
{
    struct text label = widening->spec->alternatives.text[alternative];
    if (is_label(widening, name)) return label;
    size_t shift = widening->pattern[name] == NO_PATTERN ? 0 : alternative;
    struct text cell = wide->cells[widening->column[name] + shift][row];
    if (name != widening->spec->chosen) return cell;
    return text_equal(cell, label) ? text_from("1") : text_from("0");
}

static enum error lengthen(
    const struct widening *widening, const struct price_table *wide, struct price_table *table)
{
    size_t count = widening->spec->alternatives.count, rows = wide->rows * count;
    *table = (struct price_table){
        .file = wide->file, .names = widening->names, .rows = rows, .left_out = wide->left_out};
    if (rows > PRICE_ROWS_MAXIMUM) {
        problem_add(widening->problems, NULL, "%s has more than %zu rows and alternatives.", wide->file,
            PRICE_ROWS_MAXIMUM);
        return ERROR_LIMIT;
    }
    table->cells = arena_array(widening->arena, struct text *, table->names->count + 1);
    table->numbers = arena_array(widening->arena, double *, table->names->count + 1);
    table->row = arena_array(widening->arena, uint32_t, rows);
    table->line = arena_array(widening->arena, long, rows);
    table->place = arena_array(widening->arena, uint32_t, rows);
    if (!table->cells || !table->numbers || !table->row || !table->line || !table->place) return ERROR_MEMORY;
    for (size_t i = 0; i < rows; i++) {
        table->row[i] = wide->row[i / count];
        table->line[i] = wide->line[i / count];
        table->place[i] = (uint32_t)i;
    }
    for (size_t name = 0; name < table->names->count; name++) {
        table->cells[name] = arena_array(widening->arena, struct text, rows);
        if (!table->cells[name]) return ERROR_MEMORY;
        for (size_t i = 0; i < rows; i++)
            table->cells[name][i] = cell_of(widening, wide, name, i / count, i % count);
    }
    return ERROR_NONE;
}

enum error price_wide_read(const struct price_spec *spec, const struct price_file *file, struct arena *arena,
    struct problem_list *problems, struct price_table *ret_table)
{
    struct widening widening = {
        .spec = spec, .names = &spec->names[PRICE_PRODUCTS], .arena = arena, .problems = problems};
    struct price_table wide;
    const double *numbers;
    enum error error = resolve(&widening);
    if (!error) error = move_filters(&widening);
    const struct price_table_options options = {
        spec->is_dropping_missing, widening.filters, spec->filter_count};
    if (!error)
        error =
            price_table_read(&wide, file->name, file->content, &widening.columns, &options, arena, problems);
    // Numbers are read here, where messages can name the file's own column.
    for (size_t i = 0; !error && i < widening.names->count; i++)
        for (size_t a = 0; !error && widening.pattern[i] != NO_PATTERN && a < spec->alternatives.count; a++)
            error = price_table_numbers(&wide, widening.column[i] + a, arena, problems, &numbers);
    if (!error) error = check_chosen(&widening, &wide);
    return error ? error : lengthen(&widening, &wide, ret_table);
}
