// SPDX-License-Identifier: Apache-2.0
// Reads profiles, levels and ratings.
#include "pricing/price_ratings.h"

#include <math.h>
#include <string.h>

struct reading {
    struct price_fitting *fitting;
    struct price_ratings *result;
    struct price_table profiles, simulation;
    size_t *column;      // of each attribute among the profiles
    struct text *code;   // how each level is written in the profiles
    size_t *first_level; // attributes + 1
};

// Numbers by size, before texts in the order of the file.
static bool goes_before(struct text one, struct text other)
{
    double a, b;
    bool is_a = price_number_read(one, &a), is_b = price_number_read(other, &b);
    return is_a && (!is_b || a < b);
}

// The attributes: those named, else all columns.
static enum error find_attributes(struct reading *reading)
{
    struct price_fitting *fitting = reading->fitting;
    const struct price_columns *named = &fitting->spec->survey.attributes;
    struct price_table *profiles = &reading->profiles;
    size_t count = named->count ? named->count : profiles->names->count;
    if (count > PRICE_ATTRIBUTES_MAXIMUM) {
        problem_add(fitting->problems, NULL,
            "%s has %zu columns; at most %d are attributes (attributes = …).", profiles->file, count,
            PRICE_ATTRIBUTES_MAXIMUM);
        return ERROR_INVALID;
    }
    reading->column = arena_array(fitting->arena, size_t, count + 1);
    reading->result->attribute = arena_array(fitting->arena, struct text, count + 1);
    if (!reading->column || !reading->result->attribute) return ERROR_MEMORY;
    enum error error = ERROR_NONE;
    for (size_t a = 0; !error && a < count; a++) {
        reading->column[a] = a;
        if (named->count)
            error = price_survey_find(fitting, profiles,
                fitting->spec->names[PRICE_PROFILES].name[named->column[a]], &reading->column[a]);
        reading->result->attribute[a] = profiles->names->name[reading->column[a]];
    }
    reading->result->data.attributes = count;
    reading->result->data.profiles = profiles->rows;
    return error;
}

// The levels that an attribute has in the profiles.
static enum error find_levels(struct reading *reading)
{
    struct price_fitting *fitting = reading->fitting;
    struct ratings_data *data = &reading->result->data;
    uint32_t *levels = arena_array(fitting->arena, uint32_t, data->attributes + 1);
    reading->code = arena_array(fitting->arena, struct text, PRICE_LEVELS_MAXIMUM);
    reading->first_level = arena_array(fitting->arena, size_t, data->attributes + 1);
    if (!levels || !reading->code || !reading->first_level) return ERROR_MEMORY;
    for (size_t a = 0; a < data->attributes; a++) {
        uint32_t *group;
        struct text *labels;
        size_t groups, first = reading->first_level[a];
        enum error error = price_table_groups(
            &reading->profiles, reading->column[a], fitting->arena, &group, &groups, &labels);
        if (error) return error;
        if (groups < 2 || first + groups > PRICE_LEVELS_MAXIMUM) {
            problem_add(fitting->problems, NULL,
                groups < 2 ? "%s, column %.*s: has one level only, so it says nothing of what people prefer."
                           : "%s, column %.*s: there are too many levels to estimate.",
                reading->profiles.file, TEXT_PRINT(reading->result->attribute[a]));
            return ERROR_INVALID;
        }
        for (size_t g = 0; g < groups; g++) {
            size_t at = first + g;
            for (; at > first && goes_before(labels[g], reading->code[at - 1]); at--)
                reading->code[at] = reading->code[at - 1];
            reading->code[at] = labels[g];
        }
        levels[a] = (uint32_t)groups;
        reading->first_level[a + 1] = first + groups;
    }
    data->levels = levels;
    reading->result->level = reading->code;
    return ERROR_NONE;
}

// Names for the levels from a file of one column, attribute after attribute.
static enum error name_levels(struct reading *reading)
{
    struct price_fitting *fitting = reading->fitting;
    struct price_table table;
    size_t all = reading->first_level[reading->result->data.attributes];
    if (!fitting->files[PRICE_LEVELS].content.data) return ERROR_NONE;
    enum error error = price_survey_table(fitting, PRICE_LEVELS, &table);
    if (error) return error;
    if (table.rows != all) {
        problem_add(fitting->problems, NULL, "%s names %zu levels; the profiles have %zu.", table.file,
            table.rows, all);
        return ERROR_INVALID;
    }
    reading->result->level = table.cells[table.names->count - 1];
    return ERROR_NONE;
}

// The cells of a table of profiles as numbers of levels; a name of a level is taken, too.
static enum error read_levels(struct reading *reading, const struct price_table *table, const size_t *column,
    const uint32_t **ret_level)
{
    const struct ratings_data *data = &reading->result->data;
    uint32_t *level = arena_array(reading->fitting->arena, uint32_t, table->rows * data->attributes);
    size_t wrong = 0;
    if (!level) return ERROR_MEMORY;
    for (size_t a = 0; a < data->attributes; a++)
        for (size_t i = 0; i < table->rows; i++) {
            struct text cell = table->cells[column[a]][i];
            size_t first = reading->first_level[a], end = reading->first_level[a + 1], at = first;
            double here, other;
            bool is_number = price_number_read(cell, &here);
            for (; at < end; at++)
                if (text_equal(cell, reading->code[at]) || text_equal(cell, reading->result->level[at]) ||
                    (is_number && price_number_read(reading->code[at], &other) && other == here))
                    break;
            level[a * table->rows + i] = (uint32_t)(at - first);
            if (at < end || ++wrong > PRICE_TABLE_PROBLEMS_MAXIMUM) continue;
            problem_add(reading->fitting->problems, NULL,
                "%s, row %u (line %ld), column %.*s: no profile that was rated has the level \"%.*s\".",
                table->file, table->row[i], table->line[i], TEXT_PRINT(table->names->name[column[a]]),
                text_precision(cell) < 40 ? text_precision(cell) : 40, cell.data ? cell.data : "");
        }
    *ret_level = level;
    return wrong ? ERROR_INVALID : ERROR_NONE;
}

static enum error read_simulation(struct reading *reading)
{
    struct price_fitting *fitting = reading->fitting;
    struct ratings_data *data = &reading->result->data;
    struct price_table *table = &reading->simulation;
    if (!fitting->files[PRICE_SIMULATION].content.data) return ERROR_NONE;
    enum error error = price_survey_table(fitting, PRICE_SIMULATION, table);
    size_t *column = arena_array(fitting->arena, size_t, data->attributes + 1);
    if (!error && !column) error = ERROR_MEMORY;
    for (size_t a = 0; !error && a < data->attributes; a++)
        error = price_survey_find(fitting, table, reading->result->attribute[a], &column[a]);
    if (!error) error = read_levels(reading, table, column, &data->simulation);
    if (error) return error;
    data->simulated = table->rows;
    reading->result->simulated = arena_array(fitting->arena, struct text, table->rows);
    if (!reading->result->simulated) return ERROR_MEMORY;
    for (size_t s = 0; s < table->rows; s++) {
        const char *name = "";
        for (size_t a = 0; name && a < data->attributes; a++) {
            size_t at = reading->first_level[a] + data->simulation[a * table->rows + s];
            name = arena_print(
                fitting->arena, "%s%s%.*s", name, a ? ", " : "", TEXT_PRINT(reading->result->level[at]));
        }
        if (!name) return ERROR_MEMORY;
        reading->result->simulated[s] = text_from(name);
    }
    return ERROR_NONE;
}

// A row a respondent, a column a profile; or a single column with all of them one after another.
static enum error read_wide(struct reading *reading)
{
    struct price_fitting *fitting = reading->fitting;
    const struct price_terms *named = &fitting->spec->survey.ratings;
    struct ratings_data *data = &reading->result->data;
    struct price_table all, *table = &fitting->table;
    size_t count = named->count, *columns = NULL, n = data->profiles;
    enum error error = price_survey_columns(fitting, named, &columns);
    if (!error && !count) {
        error = price_survey_table(fitting, PRICE_ANSWERS, &all);
        table = &all;
        count = error ? 0 : all.names->count;
        columns = arena_array(fitting->arena, size_t, count + 1);
        if (!error && !columns) error = ERROR_MEMORY;
        for (size_t c = 0; !error && c < count; c++)
            columns[c] = c;
    }
    if (error) return error;
    if (count != n && (count != 1 || table->rows % n)) {
        problem_add(fitting->problems, NULL,
            "%s has %zu columns of ratings and %zu rows; there are %zu profiles, so it has a column for each "
            "of "
            "them, or one column with %zu rows for each respondent (ratings = … names the columns).",
            table->file, count, table->rows, n, n);
        return ERROR_INVALID;
    }
    data->respondents = count == 1 ? table->rows / n : table->rows;
    double *rating = arena_array(fitting->arena, double, n * data->respondents);
    if (!rating) return ERROR_MEMORY;
    for (size_t c = 0; c < count && error != ERROR_MEMORY; c++) {
        const double *values;
        enum error here = price_table_numbers(table, columns[c], fitting->arena, fitting->problems, &values);
        if (here) error = here;
        for (size_t i = 0; !here && i < table->rows; i++)
            rating[count == 1 ? i : i * n + c] = values[i];
    }
    data->rating = rating;
    return error;
}

static enum error read_long(struct reading *reading)
{
    struct price_fitting *fitting = reading->fitting;
    const struct price_survey_spec *survey = &fitting->spec->survey;
    struct ratings_data *data = &reading->result->data;
    struct price_table *table = &fitting->table;
    const double *profile, *value;
    uint32_t *respondent;
    size_t wrong = 0, n = data->profiles;
    enum error error = price_survey_numbers(fitting, table, survey->profile, PRICE_ABOVE_ZERO, &profile);
    if (!error) error = price_survey_numbers(fitting, table, survey->rating, PRICE_ANY_NUMBER, &value);
    if (!error) error = price_survey_respondents(fitting, &respondent, &data->respondents);
    if (error) return error;
    double *rating = arena_array(fitting->arena, double, n * data->respondents);
    bool *is_there = arena_array(fitting->arena, bool, n * data->respondents);
    if (!rating || !is_there) return ERROR_MEMORY;
    for (size_t i = 0; i < table->rows; i++) {
        bool is_one = profile[i] == floor(profile[i]) && profile[i] <= (double)n;
        size_t at = is_one ? respondent[i] * n + (size_t)profile[i] - 1 : 0;
        bool is_right = is_one && !is_there[at];
        if (is_right) rating[at] = value[i];
        if (is_right) is_there[at] = true;
        if (is_right || ++wrong > PRICE_TABLE_PROBLEMS_MAXIMUM) continue;
        problem_add(fitting->problems, NULL, "%s, row %u (line %ld): profile %g %s.", table->file,
            table->row[i], table->line[i], profile[i],
            is_one ? "was rated by this respondent before" : "is not the number of a profile");
    }
    size_t missing = 0;
    for (size_t i = 0; i < n * data->respondents; i++)
        missing += !is_there[i];
    if (missing && !wrong)
        problem_add(fitting->problems, NULL,
            "%s: %zu ratings are missing; every respondent has to rate all %zu profiles.", table->file,
            missing, n);
    data->rating = rating;
    return wrong || missing ? ERROR_INVALID : ERROR_NONE;
}

enum error price_ratings_read(struct price_fitting *fitting, struct price_ratings *ret)
{
    const struct price_survey_spec *survey = &fitting->spec->survey;
    bool is_long = survey->profile != PRICE_NO_COLUMN && survey->rating != PRICE_NO_COLUMN &&
                   survey->respondent != PRICE_NO_COLUMN;
    bool is_some = survey->profile != PRICE_NO_COLUMN || survey->rating != PRICE_NO_COLUMN ||
                   survey->respondent != PRICE_NO_COLUMN;
    *ret = (struct price_ratings){0};
    struct reading reading = {.fitting = fitting, .result = ret};
    if (is_some != is_long || (is_long && survey->ratings.count)) {
        problem_add(fitting->problems, NULL,
            "A row a rating needs \"respondent = …\", \"profile = …\" and \"rating = …\"; a row a respondent "
            "only "
            "\"ratings = …\".");
        return ERROR_INVALID;
    }
    enum error error = price_survey_table(fitting, PRICE_PROFILES, &reading.profiles);
    if (!error) error = find_attributes(&reading);
    if (!error) error = find_levels(&reading);
    if (!error) error = name_levels(&reading);
    if (!error) error = read_levels(&reading, &reading.profiles, reading.column, &ret->data.level);
    if (!error) error = read_simulation(&reading);
    if (!error) error = is_long ? read_long(&reading) : read_wide(&reading);
    return error;
}
