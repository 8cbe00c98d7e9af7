// SPDX-License-Identifier: Apache-2.0
// Reads part-worths.
#include "pricing/price_part_worths.h"

#include <string.h>

enum error price_part_worths_read(
    struct price_fitting *fitting, const struct text *names, size_t count, struct price_part_worths *ret)
{
    const struct price_file *file = &fitting->files[PRICE_PART_WORTHS];
    const struct price_table_options options = {0};
    struct price_names columns = {0};
    struct price_table table;
    size_t *of = arena_array(fitting->arena, size_t, count + 1);
    if (!of) return ERROR_MEMORY;
    for (size_t k = 0; k < count; k++)
        of[k] = price_names_add(&columns, names[k], fitting->arena);
    enum error error = price_table_read(
        &table, file->name, file->content, &columns, &options, fitting->arena, fitting->problems);
    if (error) return error;
    *ret = (struct price_part_worths){
        table.rows, count, arena_array(fitting->arena, double, table.rows *count + 1)};
    if (!ret->value) return ERROR_MEMORY;
    for (size_t k = 0; k < count; k++) {
        const double *numbers;
        enum error here = price_table_numbers(&table, of[k], fitting->arena, fitting->problems, &numbers);
        if (here) error = here; // all columns, to name all problems
        if (!here) memcpy(ret->value + k * table.rows, numbers, table.rows * sizeof(double));
    }
    return error;
}

enum error price_part_worths_utility(struct price_fitting *fitting,
    const struct price_part_worths *part_worths, const struct price_matrix *products, double **ret_utility)
{
    size_t n = part_worths->respondents;
    double *utility = arena_array(fitting->arena, double, n * products->rows + 1);
    if (!utility) return ERROR_MEMORY;
    for (size_t j = 0; j < products->rows; j++)
        for (size_t k = 0; k < products->columns; k++)
            for (size_t i = 0; i < n; i++)
                utility[j * n + i] +=
                    part_worths->value[k * n + i] * products->values[k * products->rows + j];
    *ret_utility = utility;
    return ERROR_NONE;
}

enum error price_part_worths_labels(struct price_fitting *fitting, struct text **ret_label)
{
    size_t column = fitting->spec->product;
    *ret_label = column == PRICE_NO_COLUMN ? arena_array(fitting->arena, struct text, fitting->table.rows)
                                           : fitting->table.cells[column];
    if (!*ret_label) return ERROR_MEMORY;
    for (size_t j = 0; column == PRICE_NO_COLUMN && j < fitting->table.rows; j++) {
        const char *number = arena_print(fitting->arena, "%zu", j + 1);
        if (!number) return ERROR_MEMORY;
        (*ret_label)[j] = text_from(number);
    }
    return ERROR_NONE;
}
