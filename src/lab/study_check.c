// SPDX-License-Identifier: Apache-2.0
// What would keep a study from running.
#include "lab/study_check.h"

#include "lab/price_data.h"
#include "pricing/price_method.h"
#include "store/records.h"

static enum error check_file(struct transaction *transaction, const struct actor *actor,
    const struct price_spec *spec, enum price_role role, struct text key, struct arena *arena,
    struct problem_list *problems)
{
    const struct price_table_options options = {spec->is_dropping_missing,
        role == PRICE_PRODUCTS ? spec->filters : NULL, role == PRICE_PRODUCTS ? spec->filter_count : 0};
    struct price_table table;
    struct record *data;
    struct text content;
    enum error error = record_get(transaction, actor, &price_data_resource, key, arena, &data);
    if (error == ERROR_NOT_FOUND) {
        problem_add(problems, NULL, "There is no data set %.*s.", TEXT_PRINT(key));
        return ERROR_NONE;
    }
    if (!error) error = price_data_rows(transaction, data, arena, &content);
    if (!error && content.length == 0) {
        problem_add(
            problems, NULL, "The rows of %.*s are not here; bring the file again.", TEXT_PRINT(data->key));
        return ERROR_NONE;
    }
    const char *name = error ? NULL : text_copy(record_text(data, PRICE_DATA_FILE_NAME), arena);
    if (!error && !name) error = ERROR_MEMORY;
    if (!error)
        error = price_table_read(&table, name, content, &spec->names[role], &options, arena, problems);
    return error == ERROR_INVALID || error == ERROR_SYNTAX || error == ERROR_LIMIT ? ERROR_NONE : error;
}

enum error study_check(struct transaction *transaction, const struct actor *actor,
    const struct study_draft *draft, struct arena *arena, struct problem_list *problems)
{
    struct text keys[PRICE_ROLE_COUNT];
    struct price_spec spec;
    struct record *study = record_new(&price_study_resource, arena);
    if (!study) return ERROR_MEMORY;
    record_set(study, PRICE_STUDY_DATA, value_text(draft->data));
    if (!text_is_empty(draft->further_data))
        record_set(study, PRICE_STUDY_FURTHER_DATA, value_text(draft->further_data));
    enum error error = price_study_roles(study, arena, problems, keys);
    const enum error of_spec = price_spec_read(draft->spec, arena, problems, &spec);
    if (error == ERROR_INVALID || error == ERROR_SYNTAX || of_spec == ERROR_INVALID) return ERROR_NONE;
    if (error || of_spec) return error ? error : of_spec;
    for (enum price_role role = 0; !error && role < PRICE_ROLE_COUNT; role++) {
        const bool is_needed = (price_method_of(spec.method)->roles >> role & 1) != 0;
        if (!text_is_empty(keys[role]))
            error = check_file(transaction, actor, &spec, role, keys[role], arena, problems);
        else if (is_needed)
            problem_add(problems, NULL, "method = %s needs a data set for %s.",
                price_method_of(spec.method)->name, price_role_name(role));
    }
    return error;
}
