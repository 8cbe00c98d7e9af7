// SPDX-License-Identifier: Apache-2.0
// One study from its claim to its result.
#include "lab/study_run.h"

#include <math.h>
#include <string.h>
#include <unistd.h>

#include "base/calendar.h"
#include "base/digest.h"
#include "lab/price_data.h"
#include "lab/price_text.h"
#include "pricing/price_method.h"
#include "pricing/price_print.h"
#include "store/records.h"

#define MEMORY_MAXIMUM ((size_t)4 << 30)
#define MEMORY_PART 4 // of the machine's: the server has to live on beside it
#define LOOK_SECONDS 0.5
#define MESSAGES_MAXIMUM 20

struct running {
    struct store *store;
    const char *key;
    const struct study_options *options;
    struct arena arena;
    struct problem_list problems;
    struct record *study;
    int64_t claimed_at; // by which the record shows that the claim is still this one
    struct text keys[PRICE_ROLE_COUNT], names[PRICE_ROLE_COUNT];
    char data_hash[DIGEST_HEX_SIZE], input_hash[DIGEST_HEX_SIZE], result_hash[DIGEST_HEX_SIZE];
    struct price_file files[PRICE_ROLE_COUNT];
    struct price_spec spec;
    struct price_result result;
    enum price_study_status status; // how it ended
    struct buffer json, report;
    double started, looked;
    bool is_wanted, is_stopped; // by its record; by the caller
};

// The rows of each data set that the study names.
static enum error load_files(struct running *running, struct transaction *transaction)
{
    const struct actor system = actor_system("system");
    enum error error = ERROR_NONE;
    for (enum price_role role = 0; !error && role < PRICE_ROLE_COUNT; role++) {
        struct record *data;
        if (text_is_empty(running->keys[role])) continue;
        error = record_get(
            transaction, &system, &price_data_resource, running->keys[role], &running->arena, &data);
        if (!error)
            error = price_data_rows(transaction, data, &running->arena, &running->files[role].content);
        if (error) continue;
        const char *name = text_copy(record_text(data, PRICE_DATA_FILE_NAME), &running->arena);
        if (!name) return ERROR_MEMORY;
        running->files[role].name = name;
        if (running->files[role].content.length == 0) {
            problem_add(&running->problems, NULL, "The rows of %.*s (%s) are not here; bring the file again.",
                TEXT_PRINT(data->key), name);
            error = ERROR_INVALID;
        }
        running->names[role] = record_text(data, PRICE_DATA_HASH);
        if (role == PRICE_PRODUCTS)
            snprintf(running->data_hash, sizeof running->data_hash, "%.*s",
                TEXT_PRINT(record_text(data, PRICE_DATA_HASH)));
    }
    return error;
}

// The same specification on the same rows by the same version gives the same result.
static enum error hash_input(struct running *running)
{
    struct buffer buffer;
    buffer_init(&buffer, FIELD_MARKDOWN_MAXIMUM + 4096);
    buffer_print(&buffer, "%s\n", TANDEM_VERSION);
    for (enum price_role role = 0; role < PRICE_ROLE_COUNT; role++)
        if (!text_is_empty(running->keys[role]))
            buffer_print(&buffer, "%s %.*s\n", price_role_name(role), TEXT_PRINT(running->names[role]));
    buffer_text(&buffer, record_text(running->study, PRICE_STUDY_SPEC));
    enum error error = buffer_error(&buffer);
    if (!error) digest_hex(buffer_view(&buffer), running->input_hash);
    buffer_free(&buffer);
    return error;
}

static enum error load(struct running *running)
{
    const struct actor system = actor_system("system");
    struct transaction *transaction = NULL;
    enum error error = store_read(running->store, &transaction);
    if (!error)
        error = record_get(transaction, &system, &price_study_resource, text_from(running->key),
            &running->arena, &running->study);
    if (!error) running->claimed_at = record_integer(running->study, PRICE_STUDY_QUEUED_AT);
    if (!error)
        error = price_spec_read(record_text(running->study, PRICE_STUDY_SPEC), &running->arena,
            &running->problems, &running->spec);
    if (!error) error = price_study_roles(running->study, &running->arena, &running->problems, running->keys);
    if (!error) error = load_files(running, transaction);
    transaction_end(transaction);
    for (enum price_role role = 0; !error && role < PRICE_ROLE_COUNT; role++)
        if (price_method_of(running->spec.method)->roles >> role & 1 &&
            !running->files[role].content.length) {
            problem_add(&running->problems, NULL, "method = %s needs a data set for %s.",
                price_method_of(running->spec.method)->name, price_role_name(role));
            error = ERROR_INVALID;
        }
    return error ? error : hash_input(running);
}

static bool go_on(void *context, size_t done, size_t all, double objective)
{
    struct running *running = context;
    const double time = calendar_seconds();
    if (time - running->looked >= LOOK_SECONDS) {
        running->looked = time;
        study_look(running->store, running->key, running->claimed_at, &running->is_wanted);
        if (time - running->started > STUDY_SECONDS_MAXIMUM) {
            problem_add(&running->problems, NULL, "It took longer than %d seconds; use fewer draws or rows.",
                STUDY_SECONDS_MAXIMUM);
            return false;
        }
    }
    const struct study_options *options = running->options;
    running->is_stopped = options->progress && !options->progress(options->closure, done, all, objective);
    return running->is_wanted && !running->is_stopped;
}

static void share(void *context, size_t parts, void (*part)(void *work, size_t number), void *work)
{
    const struct running *running = context;
    running->options->share(running->options->share_context, parts, part, work);
}

// What a record and a database take as text: of cells that were cut between the bytes of a character, and of
// control characters, question marks and spaces are left.
static void make_plain(struct buffer *buffer)
{
    for (size_t i = 0; i < buffer->length;) {
        const struct text rest = {buffer->data + i, buffer->length - i};
        const size_t span = text_utf8_span(rest);
        for (size_t j = i; j < i + span; j++) {
            const unsigned char byte = (unsigned char)buffer->data[j];
            if ((byte < ' ' && byte != '\n' && byte != '\t') || byte == 0x7f) buffer->data[j] = ' ';
        }
        i += span;
        if (i < buffer->length) buffer->data[i++] = '?';
    }
}

static enum error fit(struct running *running)
{
    const struct engine_help help = {
        .context = running, .go_on = go_on, .share = running->options->share ? share : NULL};
    struct json_writer writer;
    enum error error = load(running);
    if (!error)
        error = price_fit(
            &running->spec, running->files, &help, &running->arena, &running->problems, &running->result);
    if (error) return error;
    json_writer_init(&writer, &running->json);
    price_print_json(&running->result, 0, &writer); // without the time: the same input, the same text
    error = json_writer_finish(&writer);
    price_print_text(&running->result, 0, &running->report);
    make_plain(&running->report);
    return error ? error : buffer_error(&running->report);
}

// What is to be read of a refusal or failure.
static enum error print_message(const struct running *running, enum error error, struct buffer *message)
{
    const struct problem *problem = running->problems.first;
    for (size_t i = 0; problem && i < MESSAGES_MAXIMUM; i++, problem = problem->next) {
        if (problem->line) buffer_print(message, "Line %ld: ", problem->line);
        buffer_print(message, "%s\n", problem->message);
    }
    for (int r = 0; running->status == STUDY_REFUSED && r < ENGINE_REFUSAL_COUNT; r++)
        if (engine_is_refused(running->result.refusals, (enum engine_refusal)r))
            buffer_print(message, "%s %s\n", engine_refusal_sentence((enum engine_refusal)r),
                engine_refusal_advice((enum engine_refusal)r));
    if (error && running->problems.count == 0)
        buffer_print(message, "%s %s\n", error_sentence(error), error_hint(error));
    make_plain(message);
    return buffer_error(message);
}

static void set_number(struct record_input *input, size_t field, double number)
{
    record_input_set(input, field, isfinite(number) ? value_real(number) : value_null());
}

// The input borrows its texts from `running`.
static void set_results(
    struct running *running, struct record_input *input, struct text message, int64_t ran_at)
{
    const struct price_result *result = &running->result;
    const bool is_run = running->status == STUDY_DONE || running->status == STUDY_REFUSED;
    digest_hex(buffer_view(&running->json), running->result_hash);
    record_input_set(input, PRICE_STUDY_RAN_AT, value_integer(ran_at));
    record_input_set(input, PRICE_STUDY_MESSAGE, text_is_empty(message) ? value_null() : value_text(message));
    record_input_set(input, PRICE_STUDY_METHOD,
        is_run ? value_string(price_method_of(result->method)->name) : value_null());
    record_input_set(
        input, PRICE_STUDY_RESULT_HASH, is_run ? value_string(running->result_hash) : value_null());
    record_input_set(input, PRICE_STUDY_INPUT_HASH,
        *running->input_hash ? value_string(running->input_hash) : value_null());
    record_input_set(
        input, PRICE_STUDY_DATA_HASH, *running->data_hash ? value_string(running->data_hash) : value_null());
    record_input_set(
        input, PRICE_STUDY_SEED, is_run ? value_integer((int64_t)running->spec.seed) : value_null());
    record_input_set(input, PRICE_STUDY_ENGINE_VERSION, value_string(TANDEM_VERSION));
    set_number(input, PRICE_STUDY_SECONDS, calendar_seconds() - running->started);
    set_number(input, PRICE_STUDY_RECOMMENDED, is_run ? result->recommended : (double)NAN);
    set_number(input, PRICE_STUDY_RECOMMENDED_LOW, is_run ? result->recommended_low : (double)NAN);
    set_number(input, PRICE_STUDY_RECOMMENDED_HIGH, is_run ? result->recommended_high : (double)NAN);
}

struct finish {
    struct running *running;
    struct text message;
};

// Else it was cancelled, and perhaps claimed anew with other input, by this server or another.
static bool is_claimed(const struct running *running, const struct record *study)
{
    return record_choice(study, PRICE_STUDY_STATUS) == STUDY_RUNNING &&
           record_integer(study, PRICE_STUDY_QUEUED_AT) == running->claimed_at;
}

static enum error finish_write(struct transaction *transaction, void *closure)
{
    const struct finish *finish = closure;
    struct running *running = finish->running;
    const struct actor system = actor_system("system");
    const struct text key = text_from(running->key);
    struct record *study;
    struct arena arena;
    struct problem_list problems;
    arena_init(&arena, (size_t)64 << 20);
    problem_list_init(&problems, &arena);
    enum error error = record_get(transaction, &system, &price_study_resource, key, &arena, &study);
    struct record_input *input = record_input_new(&price_study_resource, &arena);
    if (!error && !input) error = ERROR_MEMORY;
    if (input) input->is_internal = true;
    if (!error && is_claimed(running, study)) {
        record_input_set(input, PRICE_STUDY_STATUS, price_study_status_value(running->status));
        set_results(running, input, finish->message, transaction_now(transaction));
        error = record_update(transaction, &system, key, 0, input, &arena, &problems, &study, NULL);
        if (!error)
            error = price_text_write(transaction, key, PRICE_TEXT_RESULT, buffer_view(&running->json));
        if (!error)
            error = price_text_write(transaction, key, PRICE_TEXT_REPORT, buffer_view(&running->report));
    }
    arena_free(&arena);
    return error == ERROR_NOT_FOUND ? ERROR_NONE : error; // deleted meanwhile
}

static enum error release_write(struct transaction *transaction, void *closure)
{
    const struct running *running = closure;
    const struct actor system = actor_system("system");
    const struct text key = text_from(running->key);
    struct record *study;
    struct arena arena;
    struct problem_list problems;
    arena_init(&arena, (size_t)64 << 20);
    problem_list_init(&problems, &arena);
    enum error error = record_get(transaction, &system, &price_study_resource, key, &arena, &study);
    struct record_input *input = record_input_new(&price_study_resource, &arena);
    if (!error && !input) error = ERROR_MEMORY;
    if (!error && is_claimed(running, study)) {
        input->is_internal = true;
        record_input_set(input, PRICE_STUDY_STATUS, price_study_status_value(STUDY_QUEUED));
        error = record_update(transaction, &system, key, 0, input, &arena, &problems, &study, NULL);
    }
    arena_free(&arena);
    return error == ERROR_NOT_FOUND ? ERROR_NONE : error;
}

// A study whose result cannot be kept has failed; left as it is it would run for ever.
static enum error finish(struct running *running, enum error error, struct buffer *message)
{
    struct finish finish = {.running = running};
    enum error of_message = print_message(running, error, message);
    for (int attempt = 0; attempt < 2; attempt++) {
        finish.message = of_message ? text_from(error_sentence(of_message)) : text_trim(buffer_view(message));
        error = store_write(running->store, finish_write, &finish);
        if (error != ERROR_INVALID && error != ERROR_TOO_LARGE && error != ERROR_MEMORY) return error;
        running->status = STUDY_FAILED;
        buffer_reset(&running->json);
        buffer_reset(&running->report);
        of_message = error;
    }
    return error;
}

size_t study_memory_maximum(void)
{
    const long pages = sysconf(_SC_PHYS_PAGES), size = sysconf(_SC_PAGESIZE);
    if (pages <= 0 || size <= 0) return MEMORY_MAXIMUM;
    const size_t part = (size_t)pages / MEMORY_PART * (size_t)size;
    return part < MEMORY_MAXIMUM ? part : MEMORY_MAXIMUM;
}

enum error study_run(struct store *store, const char *key, const struct study_options *options)
{
    struct running running = {
        .store = store, .key = key, .options = options, .started = calendar_seconds(), .is_wanted = true};
    struct buffer message;
    arena_init(&running.arena, study_memory_maximum());
    problem_list_init(&running.problems, &running.arena);
    buffer_init(&running.json, PRICE_TEXT_MAXIMUM);
    buffer_init(&running.report, PRICE_TEXT_MAXIMUM);
    buffer_init(&message, FIELD_MARKDOWN_MAXIMUM);
    running.looked = running.started;
    enum error error = fit(&running);
    running.status = error ? STUDY_FAILED : running.result.is_refused ? STUDY_REFUSED : STUDY_DONE;
    if (error) buffer_reset(&running.json);
    if (error) buffer_reset(&running.report);
    const bool is_kept = running.is_wanted && !running.is_stopped;
    error = is_kept ? finish(&running, error, &message) : ERROR_NONE;
    if (running.is_stopped && options->returns_to_queue) error = store_write(store, release_write, &running);
    if (running.is_stopped && !error) error = ERROR_CANCELLED;
    buffer_free(&message);
    buffer_free(&running.report);
    buffer_free(&running.json);
    arena_free(&running.arena);
    return error;
}
