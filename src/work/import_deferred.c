// SPDX-License-Identifier: Apache-2.0
// References that wait: for records further down in the file, and those kept open because nothing is there
// yet.
#include "work/import_job.h"

#include "store/dangling.h"

static struct text kept_text(struct arena *arena, struct text text)
{
    return (struct text){arena_text(arena, text.data ? text.data : "", text.length), text.length};
}

enum error import_defer(struct import_job *job, const struct import_row *row,
    const struct mapping_field *mapped, const struct text *cells)
{
    struct import_deferred *deferred = arena_object(&job->work, struct import_deferred);
    struct text *copies = arena_array(&job->work, struct text, mapped->value.column_count + 1);
    if (!deferred || !copies) return ERROR_MEMORY;
    for (size_t i = 0; i < mapped->value.column_count; i++) {
        copies[i] = kept_text(&job->work, cells[i]);
        if (!copies[i].data) return ERROR_MEMORY;
    }
    deferred->field = mapped;
    deferred->cells = copies;
    deferred->line = row->line;
    deferred->source = kept_text(&job->work, row->source);
    deferred->next = job->row_deferred;
    job->row_deferred = deferred;
    return deferred->source.data ? ERROR_NONE : ERROR_MEMORY;
}

enum error import_keep(struct import_job *job, size_t field, struct text value)
{
    struct import_kept *kept = arena_object(&job->scratch, struct import_kept);
    if (!kept) return ERROR_MEMORY;
    *kept = (struct import_kept){.next = job->row_kept, .field = field, .value = value};
    job->row_kept = kept;
    return ERROR_NONE;
}

// Writes down what the file said for the field of a record, unless somebody has set the field since.
static enum error keep_reference(struct import_job *job, const struct record *record,
    const struct import_kept *kept, struct text source, int64_t line)
{
    const struct field *field = &record->resource->fields[kept->field];
    struct text name = text_from(field->name), stored;
    if (kept->value.length == 0) return dangling_forget(job->transaction, record->key, name);
    if (!record_is_null(record, kept->field))
        return import_warn(job, line, NO_COLUMN, kept->value, "\"%.*s\" is not there; %s of %.*s stays %.*s.",
            TEXT_PRINT(kept->value), field->name, TEXT_PRINT(record->key),
            TEXT_PRINT(record_text(record, kept->field)));
    job->result->kept++;
    enum error error = dangling_find(job->transaction, record->key, name, &job->scratch, &stored);
    if (error || text_equal(stored, kept->value)) return error;
    job->has_kept = true;
    return dangling_keep(job->transaction, record->key, name, kept->value, source, job->import);
}

enum error import_settle_row(struct import_job *job, const struct import_row *row)
{
    enum error error = ERROR_NONE;
    for (const struct import_kept *kept = job->row_kept; kept && !error; kept = kept->next)
        error = keep_reference(job, row->record, kept, row->source, row->line);
    struct import_deferred *deferred = job->row_deferred;
    while (deferred && !error) {
        struct import_deferred *next = deferred->next;
        deferred->key = kept_text(&job->work, row->record->key);
        deferred->is_unchanged = row->outcome == RECORD_UNCHANGED;
        deferred->next = NULL;
        if (!deferred->key.data) return ERROR_MEMORY;
        *job->deferred_end = deferred;
        job->deferred_end = &deferred->next;
        deferred = next;
    }
    return error;
}

static enum error set_reference(
    struct import_job *job, struct import_row *row, struct import_deferred *deferred, struct text key)
{
    struct record_input *input = record_input_new(job->mapping->resource, &job->scratch);
    struct problem_list problems;
    struct record *record;
    bool changed = false;
    if (!input) return ERROR_MEMORY;
    problem_list_init(&problems, &job->scratch);
    input->is_restoring = job->request->is_restoring;
    record_input_set(input, (size_t)deferred->field->field, value_text(key));
    enum error error = record_update(
        job->transaction, &job->actor, deferred->key, 0, input, &job->scratch, &problems, &record, &changed);
    if (error && error_exit(error) == 1) return import_reject_problems(job, row, NULL, 0, &problems, error);
    if (error || !changed || !deferred->is_unchanged) return error;
    job->result->unchanged--; // the row does change its record after all
    job->result->updated++;
    return ERROR_NONE;
}

static enum error keep_deferred(
    struct import_job *job, const struct import_deferred *deferred, struct text text)
{
    const struct import_kept kept = {.field = (size_t)deferred->field->field, .value = text};
    struct record *record;
    enum error error = record_get(
        job->transaction, &job->actor, job->mapping->resource, deferred->key, &job->scratch, &record);
    return error ? error : keep_reference(job, record, &kept, deferred->source, deferred->line);
}

static enum error do_deferred(struct import_job *job, struct import_deferred *deferred)
{
    const struct field *field = &job->mapping->resource->fields[deferred->field->field];
    const struct mapping_value *value = &deferred->field->value;
    struct import_row row = {.line = deferred->line, .source = deferred->source};
    enum reference_outcome outcome;
    struct text key, text;
    arena_reset(&job->scratch);
    enum error error =
        import_reference(job, &row, field, value, deferred->cells, true, &outcome, &key, &text);
    if (!error && outcome == REFERENCE_FOUND) error = set_reference(job, &row, deferred, key);
    if (error || outcome != REFERENCE_UNKNOWN || value->missing == MISSING_IGNORE) return error;
    if (value->missing == MISSING_KEEP) return keep_deferred(job, deferred, text);
    return import_reject_unknown(job, &row, field, value, text);
}

enum error import_deferred_references(struct import_job *job)
{
    // With rows rejected, a record may be missing only because its own row was: that would be no true reason.
    if (job->result->rejected) return ERROR_NONE;
    for (struct import_deferred *deferred = job->deferred; deferred; deferred = deferred->next) {
        enum error error = do_deferred(job, deferred);
        if (error && error != ERROR_INVALID) return error;
    }
    return ERROR_NONE;
}
