// SPDX-License-Identifier: Apache-2.0
// Reads choices among alternatives.
#include "pricing/price_choices.h"
#include "pricing/price_method.h"

#include <string.h>

// Groups of rows, or all in one.
static enum error group(struct price_fitting *fitting, size_t column, uint32_t **ret_group,
    size_t *ret_groups, struct text **ret_label)
{
    if (column != PRICE_NO_COLUMN)
        return price_table_groups(&fitting->table, column, fitting->arena, ret_group, ret_groups, ret_label);
    *ret_groups = 1;
    *ret_group = arena_array(fitting->arena, uint32_t, fitting->table.rows);
    return *ret_group ? ERROR_NONE : ERROR_MEMORY;
}

// Tasks of a wide file are its rows; of a long file the values of a column.
static enum error group_tasks(struct price_fitting *fitting, uint32_t **ret_group, size_t *ret_groups)
{
    size_t count = fitting->spec->alternatives.count, n = fitting->table.rows;
    if (!count) return group(fitting, fitting->spec->task, ret_group, ret_groups, NULL);
    *ret_group = arena_array(fitting->arena, uint32_t, n);
    *ret_groups = 0;
    if (!*ret_group) return ERROR_MEMORY;
    for (size_t i = 0; i < n; i++)
        (*ret_group)[i] = fitting->table.place[i] / (uint32_t)count;
    for (size_t i = 0; i < n; i++)
        if ((*ret_group)[i] >= *ret_groups) *ret_groups = (*ret_group)[i] + 1;
    return ERROR_NONE;
}

// Leaves rows out that were not on offer.
static enum error drop_unavailable(struct price_fitting *fitting)
{
    struct price_table *table = &fitting->table;
    struct price_matrix available;
    size_t n = table->rows, kept = 0, last = n;
    if (!fitting->spec->available.count) return ERROR_NONE;
    enum error error = price_fitting_matrix(fitting, &fitting->spec->available, false, &available);
    uint32_t *order = arena_array(fitting->arena, uint32_t, n);
    if (!error && !order) error = ERROR_MEMORY;
    if (error) return error;
    for (size_t i = 0; i < n; i++) {
        bool is_there = available.columns == 1 && available.values[i] != 0;
        order[is_there ? kept++ : --last] = (uint32_t)i;
        if (is_there || !text_is(table->cells[fitting->spec->chosen][i], "1")) continue;
        problem_add(fitting->problems, NULL, "%s, row %u (line %ld): what was chosen was not available.",
            table->file, table->row[i], table->line[i]);
        return ERROR_INVALID;
    }
    error = price_table_reorder(table, order, fitting->arena);
    table->rows = kept;
    if (error || kept) return error;
    problem_add(fitting->problems, NULL, "%s: no row is available.", table->file);
    return ERROR_INVALID;
}

// A stable counting sort of `order` by the group of each row.
static enum error sort_by(
    struct price_fitting *fitting, const uint32_t *of, size_t groups, const uint32_t *order, uint32_t *sorted)
{
    size_t n = fitting->table.rows, *start = arena_array(fitting->arena, size_t, groups + 2);
    if (!start) return ERROR_MEMORY;
    for (size_t i = 0; i < n; i++)
        start[of[i] + 1]++;
    for (size_t g = 1; g <= groups; g++)
        start[g] += start[g - 1];
    for (size_t i = 0; i < n; i++)
        sorted[start[of[order[i]]]++] = order[i];
    return ERROR_NONE;
}

// Puts rows of a respondent and task together, and finds where tasks begin.
static enum error gather(struct price_fitting *fitting, struct price_choices *choices)
{
    size_t n = fitting->table.rows, tasks, respondents;
    uint32_t *task, *respondent, *order = arena_array(fitting->arena, uint32_t, n);
    uint32_t *sorted = arena_array(fitting->arena, uint32_t, n);
    size_t *start = arena_array(fitting->arena, size_t, n + 1);
    if (!order || !sorted || !start) return ERROR_MEMORY;
    enum error error = group_tasks(fitting, &task, &tasks);
    if (!error)
        error =
            group(fitting, fitting->spec->respondent, &respondent, &respondents, &choices->respondent_label);
    for (size_t i = 0; !error && i < n; i++)
        order[i] = (uint32_t)i;
    if (!error) error = sort_by(fitting, task, tasks, order, sorted);
    if (!error) error = sort_by(fitting, respondent, respondents, sorted, order);
    uint32_t *of_task = arena_array(fitting->arena, uint32_t, n);
    if (!error && !of_task) error = ERROR_MEMORY;
    if (error) return error;
    struct choice_data *data = &choices->data;
    for (size_t i = 0; i < n; i++) {
        uint32_t at = order[i], before = i ? order[i - 1] : 0;
        if (i && task[at] == task[before] && respondent[at] == respondent[before]) continue;
        of_task[data->tasks] = respondent[at];
        start[data->tasks++] = i;
    }
    start[data->tasks] = n;
    data->rows = n;
    data->start = start;
    if (fitting->spec->respondent != PRICE_NO_COLUMN) data->respondent = of_task;
    data->respondents = data->respondent ? respondents : 0;
    return price_table_reorder(&fitting->table, order, fitting->arena);
}

// Adds a problem about a task; false when there have been enough.
static bool complain(const struct price_fitting *fitting, size_t row, size_t *wrong, const char *what)
{
    const struct price_table *table = &fitting->table;
    if (++*wrong > PRICE_TABLE_PROBLEMS_MAXIMUM) return false;
    problem_add(fitting->problems, NULL, "%s, row %u (line %ld), column %.*s: %s", table->file,
        table->row[row], table->line[row], TEXT_PRINT(table->names->name[fitting->spec->chosen]), what);
    return true;
}

static enum error find_chosen(struct price_fitting *fitting, struct choice_data *data)
{
    const double *flag;
    size_t wrong = 0;
    uint32_t *chosen = arena_array(fitting->arena, uint32_t, data->tasks);
    enum error error =
        price_table_numbers(&fitting->table, fitting->spec->chosen, fitting->arena, fitting->problems, &flag);
    if (!error && !chosen) error = ERROR_MEMORY;
    if (error) return error;
    bool is_more = true;
    for (size_t t = 0; is_more && t < data->tasks; t++) {
        chosen[t] = CHOICE_OUTSIDE;
        for (size_t i = data->start[t]; is_more && i < data->start[t + 1]; i++) {
            if (flag[i] == 0) continue;
            if (flag[i] != 1)
                is_more =
                    complain(fitting, i, &wrong, "has to be 1 where the row was chosen, and 0 elsewhere.");
            else if (chosen[t] != CHOICE_OUTSIDE)
                is_more = complain(fitting, i, &wrong, "a second row of the same task is chosen.");
            else
                chosen[t] = (uint32_t)i;
        }
        if (is_more && chosen[t] == CHOICE_OUTSIDE && !fitting->spec->has_outside)
            is_more = complain(fitting, data->start[t], &wrong,
                "no row of this task is chosen; leave the task out, or write outside = yes where buying "
                "nothing "
                "was possible.");
    }
    data->chosen = chosen;
    data->has_outside = fitting->spec->has_outside;
    return wrong ? ERROR_INVALID : ERROR_NONE;
}

static enum error find_alternatives(struct price_fitting *fitting, struct price_choices *choices)
{
    const struct price_spec *spec = fitting->spec;
    const struct choice_data *data = &choices->data;
    enum error error = ERROR_NONE;
    if (spec->alternatives.count) {
        choices->label = spec->alternatives.text;
        choices->alternatives = spec->alternatives.count;
        choices->alternative = arena_array(fitting->arena, uint32_t, data->rows);
        for (size_t i = 0; choices->alternative && i < data->rows; i++)
            choices->alternative[i] = fitting->table.place[i] % (uint32_t)spec->alternatives.count;
        return choices->alternative ? ERROR_NONE : ERROR_MEMORY;
    }
    if (spec->alternative == PRICE_NO_COLUMN) return ERROR_NONE;
    error = price_table_groups(&fitting->table, spec->alternative, fitting->arena, &choices->alternative,
        &choices->alternatives, &choices->label);
    size_t *last = arena_array(fitting->arena, size_t, choices->alternatives + 1);
    if (!error && !last) error = ERROR_MEMORY;
    for (size_t t = 0; !error && t < data->tasks; t++)
        for (size_t i = data->start[t]; !error && i < data->start[t + 1]; i++) {
            size_t *seen = &last[choices->alternative[i]];
            if (*seen == t + 1) {
                problem_add(fitting->problems, NULL,
                    "%s, row %u (line %ld), column %.*s: %.*s stands twice in the same task.",
                    fitting->table.file, fitting->table.row[i], fitting->table.line[i],
                    TEXT_PRINT(fitting->table.names->name[spec->alternative]),
                    TEXT_PRINT(choices->label[choices->alternative[i]]));
                error = ERROR_INVALID;
            }
            *seen = t + 1;
        }
    return error;
}

// The price, then the regressors; a regressor that is the price again is passed over.
enum error price_choices_regressors(
    struct price_fitting *fitting, struct price_matrix *ret_regressors, bool *ret_has_price)
{
    const struct price_spec *spec = fitting->spec;
    struct price_terms all = {0};
    bool has_price = spec->price.count > 0;
    all.term = arena_array(fitting->arena, const struct price_term *, PRICE_TERMS_MAXIMUM + 1);
    if (!all.term) return ERROR_MEMORY;
    if (has_price) all.term[all.count++] = spec->price.term[0];
    for (size_t i = 0; i < spec->regressors.count; i++)
        if (!has_price || !text_equal(spec->regressors.term[i]->source, all.term[0]->source))
            all.term[all.count++] = spec->regressors.term[i];
    *ret_has_price = has_price;
    if (all.count) return price_fitting_matrix(fitting, &all, false, ret_regressors);
    problem_add(fitting->problems, NULL, "method = %s needs a line \"price = …\" or \"regressors = …\".",
        price_method_of(spec->method)->name);
    return ERROR_INVALID;
}

static enum error read_regressors(struct price_fitting *fitting, struct price_choices *choices)
{
    enum error error = price_choices_regressors(fitting, &choices->regressors, &choices->has_price);
    if (error) return error;
    choices->data.regressors = choices->regressors.columns;
    choices->data.regressor = choices->regressors.values;
    return ERROR_NONE;
}

// Clusters and weights are given by row, and used by task.
static enum error reduce_to_tasks(struct price_fitting *fitting, struct choice_data *data)
{
    const struct price_table *table = &fitting->table;
    uint32_t *cluster = arena_array(fitting->arena, uint32_t, data->tasks);
    double *weight = arena_array(fitting->arena, double, data->tasks);
    struct price_matrix weights = {0};
    if (!cluster || !weight) return ERROR_MEMORY;
    enum error error = price_fitting_groups(fitting);
    if (!error && fitting->spec->weights.count)
        error = price_fitting_matrix(fitting, &fitting->spec->weights, false, &weights);
    for (size_t t = 0; !error && t < data->tasks; t++) {
        size_t first = data->start[t];
        if (fitting->errors.cluster) cluster[t] = fitting->errors.cluster[first];
        if (!weights.columns) continue;
        weight[t] = weights.values[first];
        if (weight[t] > 0) continue;
        problem_add(fitting->problems, NULL, "%s, row %u (line %ld): the weight has to be above 0, not %g.",
            table->file, table->row[first], table->line[first], weight[t]);
        error = ERROR_INVALID;
    }
    if (fitting->errors.cluster) fitting->errors.cluster = cluster;
    if (weights.columns) data->weight = weight;
    return error;
}

enum error price_choices_read(struct price_fitting *fitting, struct price_choices *ret)
{
    *ret = (struct price_choices){0};
    enum error error = drop_unavailable(fitting);
    if (!error) error = gather(fitting, ret);
    if (error) return error;
    enum error errors[] = {find_chosen(fitting, &ret->data), find_alternatives(fitting, ret),
        read_regressors(fitting, ret), reduce_to_tasks(fitting, &ret->data)};
    for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++)
        if (errors[i]) return errors[i];
    fitting->result->observations = ret->data.tasks;
    size_t unseen = choice_data_unseen(&ret->data);
    if (unseen < ret->data.regressors)
        price_fitting_warn(fitting,
            "%.*s is the same for all that a task offers, so choices do not say what it does; multiply it by "
            "what "
            "differs, such as the price or dummy(alternative).",
            TEXT_PRINT(ret->regressors.names[unseen]));
    return ERROR_NONE;
}
