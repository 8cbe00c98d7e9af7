// SPDX-License-Identifier: Apache-2.0
// Works out terms over the rows of a table.
#include "pricing/price_matrix.h"

#include <math.h>
#include <string.h>

// What a term gives: usually one column; with dummies several.
struct value {
    size_t count;
    double **column;
    struct text *name;
};

struct computing {
    struct price_table *table;
    struct arena *arena;
    struct problem_list *problems;
    struct text source; // of the term at hand
};

static enum error value_allocate(struct computing *computing, size_t count, struct value *ret)
{
    *ret = (struct value){.count = count};
    if (count > PRICE_COLUMNS_MAXIMUM) {
        problem_add(computing->problems, NULL,
            "%.*s gives %zu columns; at most %d can be estimated. Absorb large groups instead: absorb = …",
            TEXT_PRINT(computing->source), count, PRICE_COLUMNS_MAXIMUM);
        return ERROR_INVALID;
    }
    ret->column = arena_array(computing->arena, double *, count + 1);
    ret->name = arena_array(computing->arena, struct text, count + 1);
    if (!ret->column || !ret->name) return ERROR_MEMORY;
    for (size_t i = 0; i < count; i++)
        if (!(ret->column[i] = arena_array(computing->arena, double, computing->table->rows)))
            return ERROR_MEMORY;
    return ERROR_NONE;
}

static enum error dummies(struct computing *computing, const struct price_term *term, struct value *ret)
{
    const struct price_table *table = computing->table;
    uint32_t *group;
    size_t groups, first = term->kind == PRICE_TERM_DUMMY ? 1 : 0;
    struct text *labels;
    enum error error = price_table_groups(table, term->column, computing->arena, &group, &groups, &labels);
    if (error) return error;
    if (groups <= first) {
        problem_add(computing->problems, NULL,
            "%.*s: %s has the same value in every row, so there is no dummy.", TEXT_PRINT(computing->source),
            table->file);
        return ERROR_INVALID;
    }
    error = value_allocate(computing, groups - first, ret);
    for (size_t g = first; !error && g < groups; g++) {
        const char *name = arena_print(computing->arena, "%.*s=%.*s",
            TEXT_PRINT(table->names->name[term->column]), TEXT_PRINT(labels[g]));
        if (!name) return ERROR_MEMORY;
        ret->name[g - first] = text_from(name);
    }
    for (size_t i = 0; !error && i < table->rows; i++)
        if (group[i] >= first) ret->column[group[i] - first][i] = 1;
    return error;
}

// How many rows share the row's values in all columns, or the sum of the first column over them: groups are
// refined column by column.
static enum error add_up_rows(struct computing *computing, const struct price_term *term, struct value *ret)
{
    size_t n = computing->table->rows, groups = 1;
    bool is_total = term->kind == PRICE_TERM_TOTAL;
    uint32_t *all = arena_array(computing->arena, uint32_t, n), *group;
    const double *summed = NULL;
    enum error error = all ? value_allocate(computing, 1, ret) : ERROR_MEMORY;
    if (!error && is_total)
        error = price_table_numbers(
            computing->table, term->first->column, computing->arena, computing->problems, &summed);
    const struct price_term *first = is_total ? term->first->second : term->first;
    for (const struct price_term *column = first; !error && column; column = column->second) {
        size_t count, known = 0;
        error = price_table_groups(computing->table, column->column, computing->arena, &group, &count, NULL);
        if (error) return error;
        if (groups * count > 50000000) {
            problem_add(computing->problems, NULL, "%.*s has too many combinations to count.",
                TEXT_PRINT(computing->source));
            return ERROR_INVALID;
        }
        uint32_t *number = arena_array(computing->arena, uint32_t, groups * count);
        if (!number) return ERROR_MEMORY;
        for (size_t i = 0; i < n; i++) {
            uint32_t *cell = &number[all[i] * count + group[i]];
            if (!*cell) *cell = (uint32_t)++known;
            all[i] = *cell - 1;
        }
        groups = known;
    }
    double *sum = arena_array(computing->arena, double, groups);
    if (!sum) return ERROR_MEMORY;
    for (size_t i = 0; !error && i < n; i++)
        sum[all[i]] += summed ? summed[i] : 1;
    for (size_t i = 0; !error && i < n; i++)
        ret->column[0][i] = sum[all[i]];
    if (!error) ret->name[0] = computing->source;
    return error;
}

static double combine(enum price_term_kind kind, double a, double b)
{
    return kind == PRICE_TERM_ADD        ? a + b
           : kind == PRICE_TERM_SUBTRACT ? a - b
           : kind == PRICE_TERM_MULTIPLY ? a * b
                                         : a / b;
}

static double apply(enum price_term_kind kind, double a)
{
    return kind == PRICE_TERM_LOG      ? (a > 0 ? log(a) : (double)NAN)
           : kind == PRICE_TERM_EXP    ? exp(a)
           : kind == PRICE_TERM_SQRT   ? (a >= 0 ? sqrt(a) : (double)NAN)
           : kind == PRICE_TERM_SQUARE ? a * a
                                       : -a;
}

// Names the first rows where the result is no number.
static enum error check_rows(
    struct computing *computing, enum price_term_kind kind, const double *operand, const double *result)
{
    size_t wrong = 0;
    for (size_t i = 0; i < computing->table->rows; i++) {
        if (isfinite(result[i])) continue;
        if (++wrong > PRICE_TABLE_PROBLEMS_MAXIMUM) continue;
        const char *what = kind == PRICE_TERM_LOG      ? "the logarithm needs a value above 0, not"
                           : kind == PRICE_TERM_SQRT   ? "the square root needs a value of 0 or more, not"
                           : kind == PRICE_TERM_DIVIDE ? "cannot be divided by"
                                                       : "becomes too large with";
        problem_add(computing->problems, NULL, "%s, row %u (line %ld), %.*s: %s %g.", computing->table->file,
            computing->table->row[i], computing->table->line[i], TEXT_PRINT(computing->source), what,
            operand[i]);
    }
    if (wrong > PRICE_TABLE_PROBLEMS_MAXIMUM)
        problem_add(computing->problems, NULL, "%s, %.*s: the same in %zu further rows.",
            computing->table->file, TEXT_PRINT(computing->source), wrong - PRICE_TABLE_PROBLEMS_MAXIMUM);
    return wrong ? ERROR_INVALID : ERROR_NONE;
}

static enum error compute(struct computing *computing, const struct price_term *term, struct value *ret);

static enum error compute_pair(struct computing *computing, const struct price_term *term, struct value *ret)
{
    static const char signs[] = {[PRICE_TERM_ADD] = '+',
        [PRICE_TERM_SUBTRACT] = '-',
        [PRICE_TERM_MULTIPLY] = '*',
        [PRICE_TERM_DIVIDE] = '/'};
    struct value a = {0}, b = {0};
    enum error error = compute(computing, term->first, &a);
    if (!error) error = compute(computing, term->second, &b);
    if (!error) error = value_allocate(computing, a.count * b.count, ret);
    for (size_t i = 0; !error && i < a.count * b.count; i++) {
        const double *left = a.column[i / b.count], *right = b.column[i % b.count];
        for (size_t row = 0; row < computing->table->rows; row++)
            ret->column[i][row] = combine(term->kind, left[row], right[row]);
        const char *name = arena_print(computing->arena, "%.*s%c%.*s", TEXT_PRINT(a.name[i / b.count]),
            signs[term->kind], TEXT_PRINT(b.name[i % b.count]));
        if (!name) return ERROR_MEMORY;
        ret->name[i] = text_from(name);
        error = check_rows(computing, term->kind, right, ret->column[i]);
    }
    return error;
}

static enum error compute_one(struct computing *computing, const struct price_term *term, struct value *ret)
{
    static const char *const words[] = {[PRICE_TERM_NEGATE] = "-",
        [PRICE_TERM_LOG] = "log",
        [PRICE_TERM_EXP] = "exp",
        [PRICE_TERM_SQRT] = "sqrt",
        [PRICE_TERM_SQUARE] = "square"};
    struct value a;
    enum error error = compute(computing, term->first, &a);
    if (!error) error = value_allocate(computing, a.count, ret);
    for (size_t i = 0; !error && i < a.count; i++) {
        for (size_t row = 0; row < computing->table->rows; row++)
            ret->column[i][row] = apply(term->kind, a.column[i][row]);
        const char *name =
            arena_print(computing->arena, "%s(%.*s)", words[term->kind], TEXT_PRINT(a.name[i]));
        if (!name) return ERROR_MEMORY;
        ret->name[i] = text_from(name);
        error = check_rows(computing, term->kind, a.column[i], ret->column[i]);
    }
    return error;
}

// Recursion is as deep as terms are nested, which the parser limits.
static enum error compute(struct computing *computing, const struct price_term *term, struct value *ret)
{
    const double *numbers;
    enum error error;
    switch (term->kind) {
    case PRICE_TERM_NUMBER:
        error = value_allocate(computing, 1, ret);
        for (size_t i = 0; !error && i < computing->table->rows; i++)
            ret->column[0][i] = term->number;
        const char *name = arena_print(computing->arena, "%g", term->number);
        if (!error) ret->name[0] = text_from(name ? name : "number");
        return error;
    case PRICE_TERM_COLUMN:
        error = price_table_numbers(
            computing->table, term->column, computing->arena, computing->problems, &numbers);
        if (!error) error = value_allocate(computing, 1, ret);
        if (error) return error;
        memcpy(ret->column[0], numbers, computing->table->rows * sizeof(double));
        ret->name[0] = computing->table->names->name[term->column];
        return ERROR_NONE;
    case PRICE_TERM_DUMMY:
    case PRICE_TERM_EACH: return dummies(computing, term, ret);
    case PRICE_TERM_COUNT:
    case PRICE_TERM_TOTAL: return add_up_rows(computing, term, ret);
    case PRICE_TERM_ADD:
    case PRICE_TERM_SUBTRACT:
    case PRICE_TERM_MULTIPLY:
    case PRICE_TERM_DIVIDE: return compute_pair(computing, term, ret);
    case PRICE_TERM_NEGATE:
    case PRICE_TERM_LOG:
    case PRICE_TERM_EXP:
    case PRICE_TERM_SQRT:
    case PRICE_TERM_SQUARE: return compute_one(computing, term, ret);
    }
    return ERROR_INTERNAL;
}

enum error price_matrix_compute(const struct price_terms *terms, bool has_constant, struct price_table *table,
    struct arena *arena, struct problem_list *problems, struct price_matrix *ret_matrix)
{
    struct computing computing = {table, arena, problems, {0}};
    struct value *values = arena_array(arena, struct value, terms->count + 1);
    enum error error = values ? ERROR_NONE : ERROR_MEMORY;
    size_t n = table->rows, columns = has_constant ? 1 : 0;
    for (size_t t = 0; t < terms->count && error != ERROR_MEMORY; t++) { // all terms, to name all problems
        computing.source = terms->term[t]->source;
        enum error here = compute(&computing, terms->term[t], &values[t]);
        if (here) error = here;
        if (!here && values[t].count == 1) values[t].name[0] = terms->term[t]->source;
        columns += values[t].count;
    }
    if (error) return error;
    if (columns > PRICE_COLUMNS_MAXIMUM) {
        problem_add(problems, NULL, "There are %zu columns; at most %d can be estimated.", columns,
            PRICE_COLUMNS_MAXIMUM);
        return ERROR_INVALID;
    }
    *ret_matrix = (struct price_matrix){
        n, columns, arena_array(arena, double, n *columns), arena_array(arena, struct text, columns + 1)};
    if (!ret_matrix->names || (columns && !ret_matrix->values)) return ERROR_MEMORY;
    size_t at = 0;
    for (size_t t = 0; t < terms->count; t++)
        for (size_t i = 0; i < values[t].count; i++, at++) {
            memcpy(ret_matrix->values + at * n, values[t].column[i], n * sizeof(double));
            ret_matrix->names[at] = values[t].name[i];
        }
    for (size_t i = 0; has_constant && i < n; i++)
        ret_matrix->values[at * n + i] = 1;
    if (has_constant) ret_matrix->names[at] = text_from("constant");
    return ERROR_NONE;
}
