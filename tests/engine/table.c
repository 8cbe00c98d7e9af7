// SPDX-License-Identifier: Apache-2.0
// Reading public data sets for the engines' tests.
#include "table.h"

#include <math.h>
#include <zlib.h>

// The next field of a CSV text; `at` moves behind it and its separator. Takes the quotes away in place.
static char *next_field(char **at, bool *ret_is_last)
{
    char *start = *at, *out = *at, *in = *at;
    bool is_quoted = false;
    for (; *in && (is_quoted || (*in != ',' && *in != '\n')); in++) {
        if (*in == '"')
            is_quoted = !is_quoted;
        else if (*in != '\r')
            *out++ = *in;
    }
    *ret_is_last = *in != ',';
    *at = *in ? in + 1 : in;
    *out = 0;
    return start;
}

static char *read_text(const char *file, struct arena *arena)
{
    const char *shared = getenv("TANDEM_SHARED"), *root = getenv("TANDEM_SOURCE_ROOT");
    char *path = shared ? arena_print(arena, "%s/data/pricing/%s", shared, file)
                        : arena_print(arena, "%s/../shared/data/pricing/%s", root ? root : ".", file);
    gzFile stream = gzopen(path, "rb"); // reads files that are not compressed as they are
    if (!stream) {
        print_message("# skipped: %s is not there; set TANDEM_SHARED\n", file);
        skip();
    }
    size_t size = 0, room = (size_t)1 << 25;
    char *text = arena_allocate(arena, room);
    assert_non_null(text);
    for (int got; (got = gzread(stream, text + size, 1 << 16)) > 0; size += (size_t)got)
        assert_true(size + (1 << 17) < room);
    assert_int_equal(gzclose(stream), Z_OK);
    return text;
}

void table_read(const char *file, struct arena *arena, struct table *ret_table)
{
    char *text = read_text(file, arena);
    size_t lines = 0, columns = 1;
    for (const char *c = text; *c; c++)
        lines += *c == '\n';
    for (const char *c = text; *c && *c != '\n'; c++)
        columns += *c == ',';
    *ret_table = (struct table){.columns = columns,
        .names = arena_array(arena, char *, columns),
        .cells = arena_array(arena, char **, columns)};
    assert_true(ret_table->names && ret_table->cells);
    bool is_last;
    for (size_t j = 0; j < columns; j++) {
        ret_table->names[j] = next_field(&text, &is_last);
        ret_table->cells[j] = arena_array(arena, char *, lines + 1);
        assert_non_null(ret_table->cells[j]);
    }
    for (; *text; ret_table->rows++)
        for (size_t j = 0; j < columns; j++) {
            ret_table->cells[j][ret_table->rows] = next_field(&text, &is_last);
            assert_int_equal(is_last, j + 1 == columns);
        }
}

static char **column_of(const struct table *table, const char *name)
{
    for (size_t j = 0; j < table->columns; j++)
        if (strcmp(table->names[j], name) == 0) return table->cells[j];
    fail_msg("no column %s", name);
    return NULL;
}

double *table_numbers(const struct table *table, const char *name, struct arena *arena)
{
    char **cells = column_of(table, name);
    double *numbers = arena_array(arena, double, table->rows);
    assert_non_null(numbers);
    for (size_t i = 0; i < table->rows; i++) {
        char *end;
        numbers[i] = strtod(cells[i], &end);
        if (end == cells[i]) numbers[i] = (double)NAN;
    }
    return numbers;
}

uint32_t *table_groups(const struct table *table, const char *name, struct arena *arena, size_t *ret_groups)
{
    char **cells = column_of(table, name);
    uint32_t *groups = arena_array(arena, uint32_t, table->rows);
    size_t *first = arena_array(arena, size_t, table->rows);
    assert_true(groups && first);
    size_t count = 0;
    for (size_t i = 0; i < table->rows; i++) {
        size_t g = i > 0 && strcmp(cells[i], cells[i - 1]) == 0 ? groups[i - 1] : 0;
        while (g < count && strcmp(cells[first[g]], cells[i]) != 0)
            g++;
        if (g == count) first[count++] = i;
        groups[i] = (uint32_t)g;
    }
    *ret_groups = count;
    return groups;
}

void assert_near_at(double value, double expected, double tolerance, const char *file, int line)
{
    if (fabs(value - expected) <= tolerance) return;
    print_error("%.12g is not within %g of %.12g\n", value, tolerance, expected);
    _fail(file, line);
}

int arena_setup(void **state)
{
    static struct arena arena;
    arena_init(&arena, (size_t)1 << 30);
    *state = &arena;
    return 0;
}

int arena_teardown(void **state)
{
    arena_free(*state);
    return 0;
}
