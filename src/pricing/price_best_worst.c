// SPDX-License-Identifier: Apache-2.0
// Reads best-worst answers.
#include "pricing/price_best_worst.h"

#include <math.h>

struct reading {
    struct price_fitting *fitting;
    struct price_best_worst *result;
    struct price_table design;
    size_t questions;
    uint32_t *start, *shown; // the items of each question
    size_t wrong;
};

PRINTF_CHECKED(4, 5)
static void complain(
    struct reading *reading, const struct price_table *table, size_t row, const char *format, ...)
{
    va_list values;
    if (++reading->wrong > PRICE_TABLE_PROBLEMS_MAXIMUM) return;
    va_start(values, format);
    const char *what = arena_print_list(reading->fitting->arena, format, values);
    va_end(values);
    problem_add(reading->fitting->problems, NULL, "%s, row %u (line %ld): %s", table->file, table->row[row],
        table->line[row], what ? what : "is wrong");
}

// "Apple, Orange, Pear"
static enum error read_names(struct reading *reading)
{
    struct text rest = reading->fitting->spec->survey.items, name;
    reading->result->item = arena_array(reading->fitting->arena, struct text, PRICE_ITEMS_MAXIMUM);
    if (!reading->result->item) return ERROR_MEMORY;
    while (!text_is_empty(rest) && text_split(&rest, ',', &name)) {
        if (reading->result->items == PRICE_ITEMS_MAXIMUM) return ERROR_LIMIT;
        reading->result->item[reading->result->items++] = text_trim(name);
    }
    return ERROR_NONE;
}

static size_t item_named(const struct reading *reading, struct text name)
{
    size_t item = 0;
    while (item < reading->result->items && !text_equal(reading->result->item[item], name))
        item++;
    return item;
}

// Whether a column of the design says which question it is, and no item.
static bool is_question(const struct reading *reading, size_t column)
{
    const struct price_spec *spec = reading->fitting->spec;
    struct text name = reading->design.names->name[column];
    if (spec->survey.design_question != PRICE_NO_COLUMN)
        return text_equal(name, spec->names[PRICE_DESIGN].name[spec->survey.design_question]);
    return text_equal_fold(name, TEXT("q")) || text_equal_fold(name, TEXT("question")) ||
           text_equal_fold(name, TEXT("task"));
}

// All cells of the design that name items; whether they are only two levels (0 and 1, or 1 and 2).
static enum error read_cells(struct reading *reading, const double **column, size_t *ret_columns,
    double *ret_lowest, double *ret_highest)
{
    struct price_fitting *fitting = reading->fitting;
    struct price_table *design = &reading->design;
    *ret_columns = 0;
    *ret_lowest = (double)INFINITY;
    *ret_highest = -(double)INFINITY;
    for (size_t c = 0; c < design->names->count; c++) {
        if (is_question(reading, c)) continue;
        const double **values = &column[(*ret_columns)++];
        enum error error = price_table_numbers(design, c, fitting->arena, fitting->problems, values);
        if (error) return error;
        for (size_t q = 0; q < design->rows; q++) {
            double here = (*values)[q];
            *ret_lowest = fmin(*ret_lowest, here);
            *ret_highest = fmax(*ret_highest, here);
            if (here < 0 || here > PRICE_ITEMS_MAXIMUM || here != floor(here))
                complain(reading, design, q, "%g is no number of an item.", here);
        }
    }
    return reading->wrong ? ERROR_INVALID : ERROR_NONE;
}

// Names for the items: given, the design's heads, or numbers.
static enum error name_items(struct reading *reading, size_t items, bool is_by_head)
{
    struct price_best_worst *result = reading->result;
    if (result->items && result->items != items) {
        problem_add(reading->fitting->problems, NULL, "The design has %zu items; %zu are named in items = ….",
            items, result->items);
        return ERROR_INVALID;
    }
    for (size_t c = 0; is_by_head && c < reading->design.names->count && result->items < items; c++)
        if (!is_question(reading, c)) result->item[result->items++] = reading->design.names->name[c];
    for (size_t i = result->items; i < items; i++) {
        const char *name = arena_print(reading->fitting->arena, "item %zu", i + 1);
        if (!name) return ERROR_MEMORY;
        result->item[i] = text_from(name);
    }
    result->items = items;
    return ERROR_NONE;
}

static enum error read_design(struct reading *reading)
{
    struct price_fitting *fitting = reading->fitting;
    struct price_table *design = &reading->design;
    enum error error = price_survey_table(fitting, PRICE_DESIGN, design);
    if (error) return error;
    size_t columns, count = 0;
    const double **column = arena_array(fitting->arena, const double *, design->names->count + 1);
    double lowest, highest;
    if (!column) return ERROR_MEMORY;
    error = read_cells(reading, column, &columns, &lowest, &highest);
    if (error) return error;
    // Two levels, a column an item: the higher level means shown.
    bool is_levels = columns > 2 && highest - lowest <= 1;
    if (!is_levels && lowest < 1) {
        problem_add(fitting->problems, NULL, "%s: items are numbered from 1.", design->file);
        return ERROR_INVALID;
    }
    error = name_items(reading, is_levels ? columns : (size_t)highest, is_levels);
    reading->questions = design->rows;
    reading->start = arena_array(fitting->arena, uint32_t, design->rows + 1);
    reading->shown = arena_array(fitting->arena, uint32_t, design->rows * columns);
    if (!error && (!reading->start || !reading->shown)) error = ERROR_MEMORY;
    for (size_t q = 0; !error && q < design->rows; q++) {
        for (size_t c = 0; c < columns; c++)
            if (!is_levels || column[c][q] == highest)
                reading->shown[count++] = (uint32_t)(is_levels ? c : (size_t)column[c][q] - 1);
        reading->start[q + 1] = (uint32_t)count;
        if (count - reading->start[q] < 2)
            complain(reading, design, q, "a question shows two items at least.");
        if (count - reading->start[q] > BEST_WORST_SET_MAXIMUM)
            complain(reading, design, q, "a question shows at most %d items.", BEST_WORST_SET_MAXIMUM);
    }
    return error ? error : reading->wrong ? ERROR_INVALID : ERROR_NONE;
}

// Which item a cell means: its name, its number, or its place in the question. SIZE_MAX after complaining.
static size_t chosen(struct reading *reading, size_t row, size_t column, size_t question)
{
    const struct price_table *table = &reading->fitting->table;
    const uint32_t *shown = reading->shown + reading->start[question];
    struct text cell = table->cells[column][row];
    size_t size = reading->start[question + 1] - reading->start[question], item;
    bool is_number = reading->fitting->spec->survey.is_item_number;
    double number;
    if (!price_number_read(cell, &number)) {
        item = item_named(reading, cell);
    } else if (number != floor(number) || number < 1 ||
               number > (double)(is_number ? reading->result->items : size)) {
        item = reading->result->items;
    } else {
        item = is_number ? (size_t)number - 1 : shown[(size_t)number - 1];
    }
    for (size_t i = 0; i < size; i++)
        if (shown[i] == item) return item;
    complain(reading, table, row, "column %.*s: \"%.*s\" is none of the %zu items of question %zu.",
        TEXT_PRINT(table->names->name[column]), text_precision(cell) < 40 ? text_precision(cell) : 40,
        cell.data ? cell.data : "", size, question + 1);
    return SIZE_MAX;
}

static enum error read_wide(struct reading *reading)
{
    struct price_fitting *fitting = reading->fitting;
    const struct price_survey_spec *survey = &fitting->spec->survey;
    struct best_worst_data *data = &reading->result->data;
    size_t *best_columns, *worst_columns, rows = fitting->table.rows, questions = reading->questions;
    enum error error = price_survey_columns(fitting, &survey->best, &best_columns);
    if (!error) error = price_survey_columns(fitting, &survey->worst, &worst_columns);
    if (error) return error;
    if (survey->best.count != questions || survey->worst.count != questions) {
        problem_add(fitting->problems, NULL,
            "The design has %zu questions, but there are %zu columns of best and %zu of worst.", questions,
            survey->best.count, survey->worst.count);
        return ERROR_INVALID;
    }
    size_t all = rows * questions, count = 0;
    uint32_t *respondent = arena_array(fitting->arena, uint32_t, all), *start;
    uint32_t *best = arena_array(fitting->arena, uint32_t, all), *worst;
    worst = arena_array(fitting->arena, uint32_t, all);
    start = arena_array(fitting->arena, uint32_t, all + 1);
    uint32_t *shown = arena_array(fitting->arena, uint32_t, rows * reading->start[questions]);
    if (!respondent || !best || !worst || !start || !shown) return ERROR_MEMORY;
    for (size_t i = 0; i < all; i++) {
        size_t row = i / questions, q = i % questions;
        size_t b = chosen(reading, row, best_columns[q], q), w = chosen(reading, row, worst_columns[q], q);
        if (b == w && b != SIZE_MAX)
            complain(
                reading, &fitting->table, row, "question %zu has the same item as best and as worst.", q + 1);
        respondent[i] = (uint32_t)row;
        best[i] = (uint32_t)b;
        worst[i] = (uint32_t)w;
        for (size_t j = reading->start[q]; j < reading->start[q + 1]; j++)
            shown[count++] = reading->shown[j];
        start[i + 1] = (uint32_t)count;
    }
    *data = (struct best_worst_data){.respondents = rows,
        .answers = all,
        .respondent = respondent,
        .start = start,
        .shown = shown,
        .best = best,
        .worst = worst};
    return reading->wrong ? ERROR_INVALID : ERROR_NONE;
}

// The items of a long file, by name; those of items = … come first, in that order.
static enum error long_items(struct reading *reading, const uint32_t **ret_item)
{
    struct price_fitting *fitting = reading->fitting;
    struct price_best_worst *result = reading->result;
    uint32_t *group, *item;
    struct text *labels;
    size_t groups;
    enum error error = price_table_groups(
        &fitting->table, fitting->spec->survey.item, fitting->arena, &group, &groups, &labels);
    if (error) return error;
    uint32_t *number = arena_array(fitting->arena, uint32_t, groups);
    item = arena_array(fitting->arena, uint32_t, fitting->table.rows);
    if (!number || !item) return ERROR_MEMORY;
    bool is_open = result->items == 0;
    for (size_t g = 0; g < groups; g++) {
        size_t at = item_named(reading, labels[g]);
        if (at == result->items && is_open && at < PRICE_ITEMS_MAXIMUM)
            result->item[result->items++] = labels[g];
        if (at == result->items) {
            problem_add(fitting->problems, NULL,
                "%s: item \"%.*s\" is not one of items = …, or there are more "
                "than %d.",
                fitting->table.file, TEXT_PRINT(labels[g]), PRICE_ITEMS_MAXIMUM);
            return ERROR_INVALID;
        }
        number[g] = (uint32_t)at;
    }
    for (size_t i = 0; i < fitting->table.rows; i++)
        item[i] = number[group[i]];
    *ret_item = item;
    return ERROR_NONE;
}

// Rows of one respondent and question stand together.
static enum error read_long(struct reading *reading)
{
    struct price_fitting *fitting = reading->fitting;
    const struct price_survey_spec *survey = &fitting->spec->survey;
    struct price_table *table = &fitting->table;
    struct best_worst_data *data = &reading->result->data;
    uint32_t *respondent, *question;
    const uint32_t *item;
    const double *score;
    size_t respondents, questions, rows = table->rows, count = 0;
    enum error error = price_survey_numbers(fitting, table, survey->score, PRICE_ANY_NUMBER, &score);
    if (!error) error = price_survey_respondents(fitting, &respondent, &respondents);
    if (!error)
        error = price_table_groups(table, survey->question, fitting->arena, &question, &questions, NULL);
    if (!error) error = long_items(reading, &item);
    if (error) return error;
    uint32_t *who = arena_array(fitting->arena, uint32_t, rows),
             *start = arena_array(fitting->arena, uint32_t, rows + 1);
    uint32_t *best = arena_array(fitting->arena, uint32_t, rows),
             *worst = arena_array(fitting->arena, uint32_t, rows);
    if (!who || !start || !best || !worst) return ERROR_MEMORY;
    for (size_t i = 0; i < rows;) {
        size_t first = i, bests = 0, worsts = 0;
        for (; i < rows && respondent[i] == respondent[first] && question[i] == question[first]; i++) {
            if (score[i] == 1) best[count] = item[i];
            if (score[i] == -1) worst[count] = item[i];
            bests += score[i] == 1;
            worsts += score[i] == -1;
            if (score[i] != 1 && score[i] != -1 && score[i] != 0)
                complain(reading, table, i, "a score is 1 (best), -1 (worst) or 0, not %g.", score[i]);
            for (size_t j = first; j < i && i - first < BEST_WORST_SET_MAXIMUM; j++)
                if (item[j] == item[i])
                    complain(reading, table, i, "this item stands in the question twice.");
        }
        if (bests != 1 || worsts != 1)
            complain(reading, table, first,
                "this question has %zu best and %zu worst; each needs one (its rows have to stand together).",
                bests, worsts);
        if (i - first > BEST_WORST_SET_MAXIMUM)
            complain(reading, table, first, "a question shows at most %d items.", BEST_WORST_SET_MAXIMUM);
        who[count] = respondent[first];
        start[++count] = (uint32_t)i;
    }
    *data = (struct best_worst_data){.respondents = respondents,
        .answers = count,
        .respondent = who,
        .start = start,
        .shown = item,
        .best = best,
        .worst = worst};
    return reading->wrong ? ERROR_INVALID : ERROR_NONE;
}

// The item whose worth is 0: the one named, else the last.
static enum error find_base(struct reading *reading)
{
    struct text name = reading->fitting->spec->survey.base;
    size_t base = text_is_empty(name) ? reading->result->items - 1 : item_named(reading, name);
    if (base == reading->result->items) {
        problem_add(reading->fitting->problems, NULL, "base = %.*s is none of the items.", TEXT_PRINT(name));
        return ERROR_INVALID;
    }
    reading->result->data.items = reading->result->items;
    reading->result->data.base = (uint32_t)base;
    return ERROR_NONE;
}

enum error price_best_worst_read(struct price_fitting *fitting, struct price_best_worst *ret)
{
    const struct price_survey_spec *survey = &fitting->spec->survey;
    bool has_design = fitting->files[PRICE_DESIGN].content.data != NULL;
    bool is_wide = survey->best.count && survey->worst.count;
    bool is_long = survey->question != PRICE_NO_COLUMN && survey->item != PRICE_NO_COLUMN &&
                   survey->score != PRICE_NO_COLUMN && survey->respondent != PRICE_NO_COLUMN;
    *ret = (struct price_best_worst){0};
    struct reading reading = {.fitting = fitting, .result = ret};
    if (is_wide == is_long || (is_wide && !has_design)) {
        problem_add(fitting->problems, NULL,
            "Say what the rows are: \"best = B1..B7\", \"worst = W1..W7\" and \"design = FILE\" where a row "
            "is a "
            "respondent; or \"respondent = …\", \"question = …\", \"item = …\" and \"score = …\" where it is "
            "an item "
            "shown.");
        return ERROR_INVALID;
    }
    enum error error = read_names(&reading);
    if (!error && is_wide) error = read_design(&reading);
    if (!error) error = is_wide ? read_wide(&reading) : read_long(&reading);
    return error ? error : find_base(&reading);
}
