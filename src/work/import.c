// SPDX-License-Identifier: Apache-2.0
// An import from beginning to end: the file read, its mapping bound, all rows done in one transaction.
#include "work/import_job.h"

#include "base/allocation.h"
#include "format/json_writer.h"
#include "journal/import_run.h"

#define IMPORT_WORK_MAXIMUM ((size_t)4 << 30)
#define IMPORT_SCRATCH_MAXIMUM ((size_t)64 << 20)
#define IMPORT_PROGRESS_ROWS 256

// The header's columns.
static enum error read_header(struct import_job *job, struct arena *arena)
{
    struct csv_reader reader;
    struct csv_record header = {.count = 0};
    struct text *columns = NULL;
    const struct csv_options options = {.encoding = ENCODING_UTF_8};
    enum error error = csv_reader_open(&reader, job->content, &options, job->problems);
    if (!error) error = csv_reader_next(&reader, &header);
    if (error == ERROR_END) {
        problem_add(job->problems, NULL, "The file is empty; its first line has to name the columns.");
        error = ERROR_SYNTAX;
    }
    if (!error) error = csv_column_names(&header, arena, &columns);
    if (!error) {
        job->columns = columns;
        job->column_count = header.count;
        job->delimiter = reader.delimiter;
    }
    csv_reader_free(&reader);
    return error;
}

// Finds the mapping's columns in the header, or makes the mapping from it.
static enum error bind_mapping(struct import_job *job, struct arena *arena)
{
    const struct import_request *request = job->request;
    bool *unused;
    enum error error = ERROR_NONE;
    if (request->mapping.length == 0)
        error = mapping_guess(request->resource, request->is_restoring, job->columns, job->column_count,
            arena, job->problems, job->mapping);
    if (!error)
        error = mapping_bind(job->mapping, job->columns, job->column_count, arena, job->problems, &unused);
    for (size_t i = 0; !error && i < job->column_count; i++) {
        if (!unused[i]) continue;
        error = import_warn(job, 1, i, (struct text){"", 0},
            "The column is not used; \"ignore\" in the mapping says that this is meant.");
    }
    return error;
}

// The import's own record, which says in history what belongs to it.
static enum error create_import_record(struct import_job *job, const struct actor *actor)
{
    struct buffer mapping;
    struct json_writer writer;
    struct problem_list problems;
    struct record *record = NULL;
    struct record_input *input = record_input_new(&import_run_resource, &job->work);
    if (!input) return ERROR_MEMORY;
    input->is_internal = true;
    buffer_init(&mapping, (size_t)4 << 20);
    json_writer_init(&writer, &mapping);
    mapping_print(job->mapping, &writer);
    enum error error = json_writer_finish(&writer);
    struct text file_name = job->request->file_name;
    if (file_name.length == 0) file_name = TEXT("-");
    if (file_name.length > 255) file_name.length = text_utf8_span((struct text){file_name.data, 255});
    record_input_set(input, IMPORT_RUN_RESOURCE, value_string(job->mapping->resource->name));
    record_input_set(input, IMPORT_RUN_FILE_NAME, value_text(file_name));
    record_input_set(input, IMPORT_RUN_MAPPING, value_text(buffer_view(&mapping)));
    for (size_t i = IMPORT_RUN_ROWS; i <= IMPORT_RUN_UNCHANGED; i++)
        record_input_set(input, i, value_integer(0));
    problem_list_init(&problems, &job->work);
    if (!error) error = record_create(job->transaction, actor, input, &job->work, &problems, &record);
    if (!error) job->import = record->key;
    buffer_free(&mapping);
    return error;
}

static enum error finish_import_record(struct import_job *job, const struct actor *actor)
{
    const struct import_result *result = job->result;
    struct record_input *input = record_input_new(&import_run_resource, &job->work);
    struct problem_list problems;
    struct record *record;
    if (!input) return ERROR_MEMORY;
    input->is_internal = true;
    record_input_set(input, IMPORT_RUN_ROWS, value_integer(result->rows));
    record_input_set(input, IMPORT_RUN_CREATED, value_integer(result->created));
    record_input_set(input, IMPORT_RUN_UPDATED, value_integer(result->updated));
    record_input_set(input, IMPORT_RUN_UNCHANGED, value_integer(result->unchanged));
    problem_list_init(&problems, &job->work);
    return record_update(
        job->transaction, actor, job->import, 0, input, &job->work, &problems, &record, NULL);
}

static enum error do_rows(struct import_job *job)
{
    struct csv_reader reader;
    struct csv_record record;
    const struct csv_options options = {.encoding = ENCODING_UTF_8, .delimiter = job->delimiter};
    const struct import_request *request = job->request;
    enum error error = csv_reader_open(&reader, job->content, &options, job->problems);
    if (!error) error = csv_reader_next(&reader, &record); // the header
    while (!error) {
        error = csv_reader_next(&reader, &record);
        if (error) break;
        job->result->rows++;
        error = import_one_row(job, &record);
        if (job->needs_care) break;
        bool is_time = job->result->rows % IMPORT_PROGRESS_ROWS == 0;
        if (!error && is_time && request->progress &&
            !request->progress(job->result->rows, request->closure)) {
            job->result->is_stopped = true;
            error = ERROR_TIMEOUT; // given up in the middle; see import_file
        }
    }
    csv_reader_free(&reader);
    return error == ERROR_END ? ERROR_NONE : error;
}

static enum error read_preview(struct import_job *job)
{
    struct import_result *result = job->result;
    result->preview = arena_array(job->arena, struct record *, IMPORT_PREVIEW_MAXIMUM);
    if (!result->preview) return ERROR_MEMORY;
    for (size_t i = 0; i < job->preview_count; i++) {
        enum error error = record_get(job->transaction, &job->actor, job->mapping->resource,
            job->preview_keys[i], job->arena, &result->preview[result->preview_count]);
        if (error) return error;
        result->preview_count++;
    }
    return ERROR_NONE;
}

static bool is_changed(const struct import_job *job)
{
    bool changed = job->result->created || job->result->updated || job->has_kept;
    for (size_t i = 0; i < job->result->also_count; i++)
        changed = changed || job->result->also[i].created || job->result->also[i].updated;
    return changed;
}

static enum error do_import(struct import_job *job, const struct actor *actor)
{
    bool is_recorded = !job->request->is_unrecorded;
    enum error error = is_recorded ? create_import_record(job, actor) : ERROR_NONE;
    job->actor.import = job->import;
    if (!error) error = import_prepare_lookups(job);
    if (!error) error = do_rows(job);
    if (!error && job->needs_care) return ERROR_NONE;
    if (!error) error = import_deferred_references(job);
    if (!error && !job->result->rejected) error = read_preview(job);
    if (!error && job->result->rejected) error = ERROR_INVALID;
    if (!error && is_recorded && is_changed(job)) error = finish_import_record(job, actor);
    return error;
}

// Whatever an earlier run of the transaction left is forgotten.
static void begin_run(struct import_job *job, struct transaction *transaction)
{
    struct import_result *result = job->result;
    *result = (struct import_result){.resource = result->resource,
        .is_dry_run = result->is_dry_run,
        .also = result->also,
        .warnings = result->warnings,
        .warning_count = job->file_warnings};
    job->rejection_capacity = 0;
    job->transaction = transaction;
    job->deferred = NULL;
    job->deferred_end = &job->deferred;
    job->preview_count = 0;
    job->touched = NULL;
    job->touched_count = job->touched_capacity = 0;
    job->has_kept = false;
    job->needs_care = false;
    job->actor = *job->caller;
    job->import = TEXT("");
    if (!job->request->is_unrecorded) job->actor.via = "import";
    arena_init(&job->work, IMPORT_WORK_MAXIMUM);
    arena_init(&job->scratch, IMPORT_SCRATCH_MAXIMUM);
}

static void end_run(struct import_job *job)
{
    for (size_t i = 0; job->lookups && i < job->registry->count; i++)
        lookup_free(&job->lookups[i]);
    job->lookups = NULL;
    arena_free(&job->scratch);
    arena_free(&job->work);
}

// One attempt, in a savepoint of its own.
static enum error attempt(struct import_job *job, struct transaction *transaction)
{
    begin_run(job, transaction);
    const struct actor actor = job->actor;
    enum error error = transaction_savepoint(transaction);
    return error ? error : do_import(job, &actor);
}

// An import that changes nothing leaves nothing behind, not even its own record.
static enum error run_job(struct import_job *job, struct transaction *transaction)
{
    job->is_careful = false;
    enum error error = attempt(job, transaction);
    if (!error && job->needs_care) {
        end_run(job);
        error = transaction_rollback(transaction);
        job->is_careful = true;
        if (!error) error = attempt(job, transaction);
    }
    import_sort_remarks(job->result);
    if (!error && is_changed(job) && !job->request->dry_run) {
        const char *key = text_copy(job->import, job->arena);
        job->result->import = text_from(key);
        if (!key) error = ERROR_MEMORY;
    }
    if (!error)
        error = is_changed(job) ? transaction_release(transaction) : transaction_rollback(transaction);
    end_run(job);
    return error;
}

struct batch {
    struct import_job *jobs;
    size_t count;
    bool is_kept;
};

static enum error run_batch(struct transaction *transaction, void *closure)
{
    struct batch *batch = closure;
    bool changed = false;
    for (size_t i = 0; i < batch->count; i++) {
        enum error error = run_job(&batch->jobs[i], transaction);
        if (error) return error;
        changed = changed || is_changed(&batch->jobs[i]);
    }
    return changed && batch->is_kept ? ERROR_NONE : ERROR_END; // at the end of all of it, nothing is kept
}

static enum error check_request(const struct import_job *job)
{
    const struct import_request *request = job->request;
    const struct resource *resource = request->resource;
    if (!permission_allows(job->caller, &import_run_resource, VERB_CREATE, true)) return ERROR_FORBIDDEN;
    if (!resource && request->mapping.length == 0) {
        problem_add(job->problems, "resource", "It has to be said what the rows are.");
        return ERROR_INVALID;
    }
    return ERROR_NONE;
}

static enum error check_resource(const struct import_job *job)
{
    const struct resource *resource = job->mapping->resource;
    if ((resource->flags & (RESOURCE_NO_IMPORT | RESOURCE_READ_ONLY)) == 0) return ERROR_NONE;
    problem_add(job->problems, "resource", "%s cannot be imported.", resource->label_plural);
    return ERROR_INVALID;
}

// Everything that can be said about a file before a row of it is touched.
static enum error prepare_job(struct import_job *job, struct arena *arena)
{
    const struct import_request *request = job->request;
    struct import_result *result = job->result;
    *result = (struct import_result){.resource = request->resource, .is_dry_run = request->dry_run};
    result->also = arena_array(arena, struct import_also, job->registry->count + 1);
    job->mapping = arena_object(arena, struct mapping);
    if (!result->also || !job->mapping) return ERROR_MEMORY;
    job->mapping->resource = request->resource;
    enum error error = check_request(job);
    if (!error && request->mapping.length)
        error = mapping_read(
            job->registry, request->resource, request->mapping, arena, job->problems, job->mapping);
    if (!error) error = check_resource(job);
    enum encoding encoding = request->encoding ? request->encoding : job->mapping->encoding;
    if (!error)
        error = encoding_decode(request->content, encoding, job->problems, &job->owned, &job->content);
    if (!error) error = read_header(job, arena);
    if (!error) error = bind_mapping(job, arena);
    job->file_warnings = result->warning_count;
    if (job->mapping->resource) result->resource = job->mapping->resource;
    return error;
}

enum error import_files(struct store *store, const struct actor *actor, const struct import_request *requests,
    size_t count, struct arena *arena, struct problem_list *problems, struct import_result *ret_results,
    size_t *ret_failed)
{
    struct import_job *jobs = arena_array(arena, struct import_job, count + 1);
    struct batch batch = {.jobs = jobs, .count = count, .is_kept = count && !requests[0].dry_run};
    enum error error = jobs ? ERROR_NONE : ERROR_MEMORY;
    *ret_failed = 0;
    for (size_t i = 0; i < count; i++)
        ret_results[i] = (struct import_result){0};
    for (size_t i = 0; i < count && !error; i++) {
        jobs[i] = (struct import_job){.request = &requests[i],
            .registry = store_registry(store),
            .arena = arena,
            .problems = problems,
            .result = &ret_results[i],
            .caller = actor};
        error = prepare_job(&jobs[i], arena);
        *ret_failed = i;
    }
    bool is_stopped = false;
    if (!error) error = store_write(store, run_batch, &batch);
    for (size_t i = 0; jobs && i < count; i++) {
        allocation_release(jobs[i].owned);
        is_stopped = is_stopped || ret_results[i].is_stopped;
        if (ret_results[i].rejected || ret_results[i].is_stopped) *ret_failed = i;
        if (error) ret_results[i].import = TEXT("");
    }
    if (is_stopped) return ERROR_END;
    return error == ERROR_END ? ERROR_NONE : error;
}

enum error import_file(struct store *store, const struct actor *actor, const struct import_request *request,
    struct arena *arena, struct problem_list *problems, struct import_result *ret_result)
{
    size_t failed;
    return import_files(store, actor, request, 1, arena, problems, ret_result, &failed);
}
