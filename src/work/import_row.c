// SPDX-License-Identifier: Apache-2.0
// One row of a file: its values read, its record found, created or changed, and what hangs on it.
#include "work/import_job.h"

// Columns joined by "/"; empty when one of them is.
static struct text joined(
    struct import_job *job, const struct import_row *row, const struct mapping_value *value)
{
    struct text text = {"", 0};
    for (size_t i = 0; i < value->column_count; i++) {
        struct text cell = text_trim(import_cell(row, value->columns[i].at));
        if (cell.length == 0) return (struct text){"", 0};
        const char *both =
            i == 0 ? NULL : arena_print(&job->scratch, "%.*s/%.*s", TEXT_PRINT(text), TEXT_PRINT(cell));
        text = i == 0 ? cell : text_from(both);
    }
    return text;
}

static enum error read_identity(struct import_job *job, struct import_row *row)
{
    const struct mapping *mapping = job->mapping;
    size_t column;
    enum error error = import_text(job, row, &mapping->source, &row->source, &column);
    row->source = text_trim(row->source);
    if (error) return error;
    if (mapping->external_id.given) row->external_id = joined(job, row, &mapping->external_id);
    if (mapping->key.given) error = import_text(job, row, &mapping->key, &row->key, &column);
    if (error) return error;
    row->key = text_trim(row->key);
    if (mapping->external_id.given && row->external_id.length == 0 && !mapping->is_guessed &&
        row->key.length == 0)
        return import_reject(job, row, mapping->external_id.columns[0].at, row->external_id,
            "The external identifier is empty.");
    if (row->external_id.length && row->source.length == 0)
        return import_reject(job, row, mapping->external_id.columns[0].at, row->external_id,
            "An external identifier needs a source beside it.");
    if (row->key.length && !key_is_shaped(row->key))
        return import_reject(job, row, column, row->key, "A key looks like PROD-12; this one does not.");
    return ERROR_NONE;
}

// All fields are read, so that all problems of the row are said.
static enum error read_fields(struct import_job *job, struct import_row *row)
{
    const struct mapping *mapping = job->mapping;
    for (size_t i = 0; i < mapping->field_count; i++) {
        const struct mapping_field *mapped = &mapping->fields[i];
        const struct field *field = &mapping->resource->fields[mapped->field];
        enum error error =
            field->type == FIELD_REFERENCE
                ? import_reference_value(job, row, mapped, row->input)
                : import_plain_value(job, row, field, &mapped->value, row->input, (size_t)mapped->field);
        if (error && error != ERROR_INVALID) return error;
    }
    return row->is_rejected ? ERROR_INVALID : ERROR_NONE;
}

static enum error reject_several(struct import_job *job, struct import_row *row, struct text key)
{
    return import_reject(job, row, NO_COLUMN, (struct text){"", 0},
        "Several records fit this row, %.*s among them; a column with an external identifier or key would "
        "tell them "
        "apart.",
        TEXT_PRINT(key));
}

// What the row has for a way of matching: the mapped field's value.
static struct text match_text(const struct import_job *job, const struct import_row *row, struct match match)
{
    const struct resource *resource = job->mapping->resource;
    int field = resource_field(resource, match.field);
    if (text_is(match.field, "name") && resource->title_field >= 0) field = resource->title_field;
    if (match.kind == MATCH_EXTERNAL_ID) return row->external_id;
    if (match.kind == MATCH_KEY) return row->key;
    bool is_text = field >= 0 && row->input->given[field] && row->input->values[field].kind == VALUE_TEXT;
    return is_text ? row->input->values[field].text : (struct text){"", 0};
}

// A record found by its name is another one when it has another identifier of the same source.
static enum error check_other(
    struct import_job *job, const struct import_row *row, enum lookup_outcome *outcome, struct text key)
{
    struct record *record;
    enum error error =
        record_get(job->transaction, &job->actor, job->mapping->resource, key, &job->scratch, &record);
    if (error) return error;
    bool is_other = record->external_id.length && text_equal(record->source, row->source);
    if (is_other) *outcome = LOOKUP_NONE;
    return ERROR_NONE;
}

// By key, external identifier, the mapping's own ways, and at last by what names such a record together.
static enum error find_record(
    struct import_job *job, struct import_row *row, enum lookup_outcome *ret_outcome, struct text *ret_key)
{
    const struct mapping *mapping = job->mapping;
    struct lookup *lookup = import_lookup(job, mapping->resource);
    static const struct match first[] = {{.kind = MATCH_KEY}, {.kind = MATCH_EXTERNAL_ID}};
    *ret_outcome = LOOKUP_NONE;
    for (size_t i = 0; i < mapping->match_count + 2; i++) {
        struct match way = i < 2 ? first[i] : mapping->matches[i - 2];
        enum error error = lookup_find(
            lookup, way, row->source, match_text(job, row, way), &job->scratch, ret_outcome, ret_key);
        if (!error && *ret_outcome == LOOKUP_SEVERAL) return reject_several(job, row, *ret_key);
        if (!error && *ret_outcome == LOOKUP_ONE && way.kind == MATCH_FIELD && row->external_id.length)
            error = check_other(job, row, ret_outcome, *ret_key);
        if (error || *ret_outcome == LOOKUP_ONE) return error;
    }
    if (job->identity_count == 0 || row->key.length || row->external_id.length) return ERROR_NONE;
    enum error error = lookup_find_identity(lookup, row->input->values, &job->scratch, ret_outcome, ret_key);
    if (!error && *ret_outcome == LOOKUP_SEVERAL) return reject_several(job, row, *ret_key);
    return error;
}

static enum error save_record(
    struct import_job *job, struct import_row *row, enum lookup_outcome outcome, struct text key)
{
    const struct mapping *mapping = job->mapping;
    struct problem_list problems;
    problem_list_init(&problems, &job->scratch);
    row->input->source = row->external_id.length ? row->source : (struct text){"", 0};
    row->input->external_id = row->external_id;
    row->input->is_restoring = job->request->is_restoring;
    bool changed = false;
    enum error error;
    row->has_written = true;
    if (outcome == LOOKUP_ONE) {
        error = record_update(job->transaction, &job->actor, key, 0, row->input, &job->scratch, &problems,
            &row->record, &changed);
        row->outcome = changed ? RECORD_UPDATED : RECORD_UNCHANGED;
    } else {
        row->input->key = row->key;
        error =
            record_create(job->transaction, &job->actor, row->input, &job->scratch, &problems, &row->record);
        row->outcome = RECORD_CREATED;
    }
    if (error && error_exit(error) == 1)
        return import_reject_problems(job, row, mapping->fields, mapping->field_count, &problems, error);
    if (error || row->outcome == RECORD_UNCHANGED) return error;
    return lookup_add(import_lookup(job, mapping->resource), row->record);
}

static enum error check_shape(struct import_job *job, struct import_row *row)
{
    for (size_t i = job->column_count; i < row->cell_count; i++) {
        if (text_trim(row->cells[i]).length == 0) continue;
        return import_reject(job, row, NO_COLUMN, row->cells[i],
            "The row has %zu fields, the header %zu columns; is a quote or a delimiter missing?",
            row->cell_count, job->column_count);
    }
    return ERROR_NONE;
}

static enum error do_row(struct import_job *job, struct import_row *row)
{
    enum lookup_outcome outcome = LOOKUP_NONE;
    struct text key = {"", 0};
    row->input = record_input_new(job->mapping->resource, &job->scratch);
    if (!row->input) return ERROR_MEMORY;
    enum error error = check_shape(job, row);
    if (!error) error = read_identity(job, row);
    if (error && error != ERROR_INVALID) return error;
    error = read_fields(job, row);
    if (!error) error = find_record(job, row, &outcome, &key);
    if (!error) error = save_record(job, row, outcome, key);
    if (!error) error = import_settle_row(job, row);
    if (!error && job->mapping->assignment_count) error = import_assignments(job, row);
    return error;
}

static void count_row(struct import_job *job, const struct import_row *row)
{
    int64_t *counts[] = {[RECORD_UNCHANGED] = &job->result->unchanged,
        [RECORD_CREATED] = &job->result->created,
        [RECORD_UPDATED] = &job->result->updated};
    ++*counts[row->outcome];
}

// What was counted and noted for the row so far is as if it had not been.
struct before_row {
    struct import_also also[32];
    size_t also_count;
    int64_t kept;
};

static void note_before(struct import_job *job, struct before_row *before)
{
    before->also_count = job->result->also_count;
    before->kept = job->result->kept;
    for (size_t i = 0; i < before->also_count && i < sizeof(before->also) / sizeof(before->also[0]); i++)
        before->also[i] = job->result->also[i];
    for (size_t i = 0; i < job->registry->count; i++)
        lookup_mark(&job->lookups[i]);
}

static void return_to(struct import_job *job, const struct before_row *before)
{
    for (size_t i = 0; i < job->registry->count; i++)
        lookup_take_back(&job->lookups[i]);
    for (size_t i = 0; i < before->also_count && i < sizeof(before->also) / sizeof(before->also[0]); i++)
        job->result->also[i] = before->also[i];
    job->result->also_count = before->also_count;
    job->result->kept = before->kept;
}

static struct import_touched *find_touched(struct import_touched *places, size_t capacity, uint64_t hash)
{
    size_t at = hash & (capacity - 1);
    while (places[at].line && places[at].hash != hash)
        at = (at + 1) & (capacity - 1);
    return &places[at];
}

// Two rows about one record are probably a mistake. A hash is enough to know: only a notice comes of it.
static enum error note_touched(struct import_job *job, const struct import_row *row)
{
    if (job->touched_count * 2 >= job->touched_capacity) {
        size_t capacity = job->touched_capacity ? job->touched_capacity * 2 : 1024;
        struct import_touched *places = arena_array(&job->work, struct import_touched, capacity);
        if (!places) return ERROR_MEMORY;
        for (size_t i = 0; i < job->touched_capacity; i++) {
            if (job->touched[i].line) *find_touched(places, capacity, job->touched[i].hash) = job->touched[i];
        }
        job->touched = places;
        job->touched_capacity = capacity;
    }
    uint64_t hash = text_hash(row->record->key);
    struct import_touched *place = find_touched(job->touched, job->touched_capacity, hash);
    int64_t earlier = place->line;
    *place = (struct import_touched){hash, row->line};
    if (earlier == 0) job->touched_count++;
    if (earlier == 0) return ERROR_NONE;
    return import_warn(job, row->line, NO_COLUMN, (struct text){"", 0},
        "This row is about %.*s, as line %lld is; what it says here counts.", TEXT_PRINT(row->record->key),
        (long long)earlier);
}

static enum error note_row(struct import_job *job, const struct import_row *row)
{
    count_row(job, row);
    enum error error = note_touched(job, row);
    if (error) return error;
    if (job->preview_count == IMPORT_PREVIEW_MAXIMUM) return ERROR_NONE;
    const char *key = text_copy(row->record->key, &job->work);
    if (!key) return ERROR_MEMORY;
    job->preview_keys[job->preview_count++] = text_from(key);
    return ERROR_NONE;
}

// A row that is rejected leaves nothing behind, so that what is said about the rows after it is true.
// Savepoints cost a third of an import's time, so they are only set in a second run, after a row was rejected
// that had written something.
enum error import_one_row(struct import_job *job, const struct csv_record *cells)
{
    struct import_row row = {.cells = cells->fields, .cell_count = cells->count, .line = cells->line};
    struct before_row before;
    arena_reset(&job->scratch);
    job->row_deferred = NULL;
    job->row_kept = NULL;
    note_before(job, &before);
    enum error error = job->is_careful ? transaction_savepoint(job->transaction) : ERROR_NONE;
    if (!error) error = do_row(job, &row);
    if (!error && job->is_careful) error = transaction_release(job->transaction);
    if (!error) return note_row(job, &row);
    if (error != ERROR_INVALID) return error;
    return_to(job, &before);
    if (job->is_careful) return transaction_rollback(job->transaction);
    job->needs_care = row.has_written;
    return ERROR_NONE;
}
