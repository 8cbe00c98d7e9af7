// SPDX-License-Identifier: Apache-2.0
// Columns of answers, further files, and estimates by resampling.
#include "pricing/price_survey.h"

#include <math.h>

#include "engine/distribution.h"
#include "format/csv_reader.h"

const struct price_survey_spec price_survey_usual = {
    .respondent = PRICE_NO_COLUMN,
    .weight = PRICE_NO_COLUMN,
    .replications = 1000,
    .too_cheap = PRICE_NO_COLUMN,
    .cheap = PRICE_NO_COLUMN,
    .expensive = PRICE_NO_COLUMN,
    .too_expensive = PRICE_NO_COLUMN,
    .intent_cheap = PRICE_NO_COLUMN,
    .intent_expensive = PRICE_NO_COLUMN,
    .highest = PRICE_NO_COLUMN,
    .price = PRICE_NO_COLUMN,
    .answer = PRICE_NO_COLUMN,
    .share = PRICE_NO_COLUMN,
    .asked = PRICE_NO_COLUMN,
    .cost = (double)NAN,
    .bid = PRICE_NO_COLUMN,
    .second_bid = PRICE_NO_COLUMN,
    .higher_bid = PRICE_NO_COLUMN,
    .lower_bid = PRICE_NO_COLUMN,
    .second_answer = PRICE_NO_COLUMN,
    .draws = 2000,
    .profile = PRICE_NO_COLUMN,
    .rating = PRICE_NO_COLUMN,
    .is_leaving_out_negative = true,
    .question = PRICE_NO_COLUMN,
    .item = PRICE_NO_COLUMN,
    .score = PRICE_NO_COLUMN,
    .design_question = PRICE_NO_COLUMN,
    .sales = PRICE_NO_COLUMN,
    .period = PRICE_NO_COLUMN,
    .horizon = 10,
};

enum error price_survey_numbers(struct price_fitting *fitting, struct price_table *table, size_t column,
    enum price_number_bound bound, const double **ret_numbers)
{
    size_t wrong = 0;
    *ret_numbers = NULL;
    if (column == PRICE_NO_COLUMN) return ERROR_NONE;
    enum error error = price_table_numbers(table, column, fitting->arena, fitting->problems, ret_numbers);
    for (size_t i = 0; !error && bound != PRICE_ANY_NUMBER && i < table->rows; i++) {
        double value = (*ret_numbers)[i];
        if (value > 0 || (value == 0 && bound == PRICE_NOT_NEGATIVE)) continue;
        if (++wrong > PRICE_TABLE_PROBLEMS_MAXIMUM) continue;
        problem_add(fitting->problems, NULL, "%s, row %u (line %ld), column %.*s: has to be %s, not %g.",
            table->file, table->row[i], table->line[i], TEXT_PRINT(table->names->name[column]),
            bound == PRICE_NOT_NEGATIVE ? "0 or more" : "above 0", value);
    }
    return wrong ? ERROR_INVALID : error;
}

// 1, 0, or -1 when it is neither.
static int yes_or_no(struct text cell)
{
    static const char *const words[2][7] = {
        {"0", "no", "n", "false", "nein", "non", NULL}, {"1", "yes", "y", "true", "ja", "oui", NULL}};
    for (int answer = 0; answer < 2; answer++)
        for (size_t i = 0; words[answer][i]; i++)
            if (text_equal_fold(cell, text_from(words[answer][i]))) return answer;
    return -1;
}

enum error price_survey_yes_no(struct price_fitting *fitting, size_t column, const double **ret_answers)
{
    const struct price_table *table = &fitting->table;
    double *answers = arena_array(fitting->arena, double, table->rows);
    size_t wrong = 0;
    *ret_answers = NULL;
    if (column == PRICE_NO_COLUMN) return ERROR_NONE;
    if (!answers) return ERROR_MEMORY;
    for (size_t i = 0; i < table->rows; i++) {
        struct text cell = table->cells[column][i];
        int answer = yes_or_no(cell);
        answers[i] = answer;
        if (answer >= 0 || ++wrong > PRICE_TABLE_PROBLEMS_MAXIMUM) continue;
        problem_add(fitting->problems, NULL,
            "%s, row %u (line %ld), column %.*s: \"%.*s\" is no answer; write yes or no, or 1 or 0.",
            table->file, table->row[i], table->line[i], TEXT_PRINT(table->names->name[column]),
            text_precision(cell) < 40 ? text_precision(cell) : 40, cell.data ? cell.data : "");
    }
    *ret_answers = answers;
    return wrong ? ERROR_INVALID : ERROR_NONE;
}

enum error price_survey_respondents(
    struct price_fitting *fitting, uint32_t **ret_respondent, size_t *ret_count)
{
    size_t column = fitting->spec->survey.respondent, n = fitting->table.rows;
    if (column != PRICE_NO_COLUMN)
        return price_table_groups(&fitting->table, column, fitting->arena, ret_respondent, ret_count, NULL);
    uint32_t *respondent = arena_array(fitting->arena, uint32_t, n);
    for (size_t i = 0; respondent && i < n; i++)
        respondent[i] = (uint32_t)i;
    *ret_respondent = respondent;
    *ret_count = n;
    return respondent ? ERROR_NONE : ERROR_MEMORY;
}

// The names of all columns, from the first line.
static enum error name_all(const struct price_file *file, struct arena *arena, struct problem_list *problems,
    struct price_names *ret)
{
    struct csv_reader reader;
    struct csv_record header;
    struct text *names = NULL;
    struct problem_list inside;
    problem_list_init(&inside, arena);
    enum error error = csv_reader_open(&reader, file->content, NULL, &inside);
    if (!error) error = csv_reader_next(&reader, &header);
    if (!error) error = csv_column_names(&header, arena, &names);
    if (!error) *ret = (struct price_names){names, header.count};
    if (error == ERROR_END) problem_add(problems, NULL, "%s is empty.", file->name);
    for (const struct problem *problem = inside.first; problem; problem = problem->next)
        problem_add(problems, NULL, "%s, line %ld: %s", file->name, problem->line, problem->message);
    csv_reader_free(&reader);
    return error == ERROR_END ? ERROR_INVALID : error;
}

enum error price_survey_table(
    struct price_fitting *fitting, enum price_role role, struct price_table *ret_table)
{
    const struct price_file *file = &fitting->files[role];
    const struct price_table_options options = {0};
    struct price_names *names = arena_object(fitting->arena, struct price_names);
    if (!names) return ERROR_MEMORY;
    enum error error = name_all(file, fitting->arena, fitting->problems, names);
    if (error) return error;
    return price_table_read(
        ret_table, file->name, file->content, names, &options, fitting->arena, fitting->problems);
}

enum error price_survey_find(
    struct price_fitting *fitting, const struct price_table *table, struct text name, size_t *ret_column)
{
    for (size_t i = 0; i < table->names->count; i++) {
        *ret_column = i;
        if (text_equal(table->names->name[i], name)) return ERROR_NONE;
    }
    problem_add(fitting->problems, NULL, "%s has no column %.*s.", table->file, TEXT_PRINT(name));
    return ERROR_INVALID;
}

enum error price_survey_columns(
    struct price_fitting *fitting, const struct price_terms *terms, size_t **ret_columns)
{
    size_t *columns = arena_array(fitting->arena, size_t, terms->count + 1);
    if (!columns) return ERROR_MEMORY;
    for (size_t t = 0; t < terms->count; t++) {
        columns[t] = terms->term[t]->column;
        if (terms->term[t]->kind == PRICE_TERM_COLUMN) continue;
        problem_add(fitting->problems, NULL, "\"%.*s\" is computed; here plain columns are named.",
            TEXT_PRINT(terms->term[t]->source));
        return ERROR_INVALID;
    }
    *ret_columns = columns;
    return ERROR_NONE;
}

struct resample_options price_survey_resample(struct price_fitting *fitting)
{
    const struct price_survey_spec *survey = &fitting->spec->survey;
    fitting->result->errors_by = survey->replications
                                     ? arena_print(fitting->arena, "%zu bootstrap samples, seed %zu",
                                           survey->replications, fitting->spec->seed)
                                     : "none (bootstrap = 0)";
    return (struct resample_options){
        survey->replications, fitting->spec->seed, 1 - fitting->spec->level / 100};
}

void price_survey_estimate(
    struct price_fitting *fitting, const char *name, double value, const struct resample_interval *interval)
{
    fitting->result->estimate[fitting->result->estimates++] = (struct price_estimate){
        text_from(name), value, interval->error, (double)NAN, (double)NAN, interval->low, interval->high};
}

double price_survey_reach(const struct price_fitting *fitting, double degrees)
{
    return distribution_t_bound(1 - fitting->spec->level / 100, degrees > 0 ? degrees : 1e9);
}

void price_survey_estimate_by_t(
    struct price_fitting *fitting, struct text name, double value, double error, double degrees)
{
    double reach = price_survey_reach(fitting, degrees) * error;
    fitting->result->estimate[fitting->result->estimates++] =
        (struct price_estimate){name, value, error, (double)NAN, (double)NAN, value - reach, value + reach};
}
