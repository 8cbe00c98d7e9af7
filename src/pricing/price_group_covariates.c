// SPDX-License-Identifier: Apache-2.0
// What is known of each store, segment or respondent: read from a file of its own or from the products.
#include "pricing/price_groups.h"

#include <math.h>

struct finding {
    const struct text *label; // of the groups
    uint32_t *slot;           // number of the group + 1
    size_t slots;
};

static enum error index_labels(
    struct price_fitting *fitting, const struct text *label, size_t groups, struct finding *ret)
{
    *ret = (struct finding){.label = label, .slots = 16};
    while (ret->slots < 2 * groups)
        ret->slots *= 2;
    ret->slot = arena_array(fitting->arena, uint32_t, ret->slots);
    if (!ret->slot) return ERROR_MEMORY;
    for (size_t g = 0; g < groups; g++) {
        size_t at = (size_t)text_hash(label[g]) & (ret->slots - 1);
        while (ret->slot[at])
            at = (at + 1) & (ret->slots - 1);
        ret->slot[at] = (uint32_t)g + 1;
    }
    return ERROR_NONE;
}

// The number of the group + 1; 0 when there is none.
static size_t find(const struct finding *finding, struct text label)
{
    size_t at = (size_t)text_hash(label) & (finding->slots - 1);
    while (finding->slot[at] && !text_equal(finding->label[finding->slot[at] - 1], label))
        at = (at + 1) & (finding->slots - 1);
    return finding->slot[at];
}

// Copies the rows to their groups; every row of a group has to say the same.
static enum error take_rows(struct price_fitting *fitting, const struct price_table *table,
    const struct price_matrix *rows, const struct finding *finding, size_t groups, struct price_matrix *ret)
{
    size_t key = fitting->spec->group_key, wrong = 0;
    bool *is_known = arena_array(fitting->arena, bool, groups);
    *ret = (struct price_matrix){
        groups, rows->columns, arena_array(fitting->arena, double, groups * rows->columns), rows->names};
    if (!is_known || !ret->values) return ERROR_MEMORY;
    for (size_t i = 0; i < rows->rows && wrong < PRICE_TABLE_PROBLEMS_MAXIMUM; i++) {
        size_t g = find(finding, table->cells[key][i]);
        if (!g--) continue; // a store without sales
        for (size_t j = 0; j < rows->columns; j++) {
            double value = rows->values[j * rows->rows + i], *place = &ret->values[j * groups + g];
            if (is_known[g] && fabs(*place - value) > 0) {
                problem_add(fitting->problems, NULL,
                    "%s, row %u (line %ld), %.*s: differs from an earlier row of the same %.*s.", table->file,
                    table->row[i], table->line[i], TEXT_PRINT(rows->names[j]),
                    TEXT_PRINT(table->names->name[key]));
                wrong++;
            }
            *place = value;
        }
        is_known[g] = true;
    }
    for (size_t g = 0; g < groups && wrong < PRICE_TABLE_PROBLEMS_MAXIMUM; g++)
        if (!is_known[g]) {
            problem_add(fitting->problems, NULL, "%s has no row with %.*s = %.*s.", table->file,
                TEXT_PRINT(table->names->name[key]), TEXT_PRINT(finding->label[g]));
            wrong++;
        }
    return wrong ? ERROR_INVALID : ERROR_NONE;
}

enum error price_groups_covariates(struct price_fitting *fitting, const struct text *label, size_t groups,
    struct price_matrix *ret_covariates)
{
    const struct price_spec *spec = fitting->spec;
    const struct price_file *file = &fitting->files[PRICE_GROUPS];
    const struct price_table_options options = {0};
    struct price_table table;
    struct price_matrix rows;
    struct finding finding;
    *ret_covariates = (struct price_matrix){.rows = groups};
    if (!spec->covariates.count) return ERROR_NONE;
    if (!file->content.data) file = &fitting->files[PRICE_PRODUCTS];
    enum error error = price_table_read(&table, file->name, file->content, &spec->names[PRICE_GROUPS],
        &options, fitting->arena, fitting->problems);
    if (!error)
        error =
            price_matrix_compute(&spec->covariates, false, &table, fitting->arena, fitting->problems, &rows);
    if (!error) error = index_labels(fitting, label, groups, &finding);
    return error ? error : take_rows(fitting, &table, &rows, &finding, groups, ret_covariates);
}
