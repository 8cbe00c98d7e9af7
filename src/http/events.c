// SPDX-License-Identifier: Apache-2.0
// One thread that watches for new history, and a stream for each client that reads it from where it is.
#include "http/events.h"

#include <pthread.h>
#include <stdatomic.h>

#include "access/session.h"
#include "access/token_secret.h"
#include "base/allocation.h"
#include "format/record_json.h"
#include "http/handlers.h"
#include "http/service.h"
#include "journal/history.h"
#include "store/record_line.h"

#define WATCH_MILLISECONDS 250
#define ROWS_AT_ONCE 50
#define PENDING_MAXIMUM (16 << 20)

struct events {
    struct service *service;
    pthread_t thread;
    bool is_started;
    atomic_bool is_stopping;
    atomic_uint listeners;
};

// One client. *owned* by its stream.
struct listener {
    struct events *events;
    struct arena arena; // of one batch
    struct buffer pending;
    size_t sent;  // of pending
    int64_t last; // the last event in pending
    struct actor actor;
    char user[64];
    char credential[128];
    size_t credential_length;
    bool is_session;
    struct stream stream;
};

static const struct statement find_last = {
    .name = "events_find_last",
    .common = SQL("SELECT COALESCE(MAX(id), 0) FROM history"),
    .parameters = "",
    .columns = "i",
};

static const struct statement find_after = {
    .name = "events_find_after",
    .common = SQL("SELECT id, at, actor, via, resource, record, verb, changes, import FROM history "
                  "WHERE id > $1 ORDER BY id LIMIT $2"),
    .parameters = "ii",
    .columns = "iittttttt",
};

static const struct statement *const statements[] = {&find_last, &find_after};
const struct statement_list events_statements = {statements, sizeof statements / sizeof statements[0]};

static enum error last_read(struct transaction *transaction, int64_t *ret_last)
{
    struct cursor *cursor = NULL;
    enum error error = store_query(transaction, &find_last, NULL, 0, &cursor);
    if (!error) error = cursor_next(cursor);
    if (!error) *ret_last = cursor_integer(cursor, 0);
    cursor_close(cursor);
    return error;
}

// Another process may have written (a command line beside the server), which our own count does not tell.
static int64_t last_of(struct store *store, int64_t otherwise)
{
    struct transaction *transaction = NULL;
    int64_t last = otherwise;
    if (store_read(store, &transaction)) return otherwise;
    if (last_read(transaction, &last)) last = otherwise;
    transaction_end(transaction);
    return last;
}

static void *events_watch(void *argument)
{
    struct events *events = argument;
    struct service *service = events->service;
    uint64_t seen = store_generation(service->store);
    int64_t last = 0;
    while (!atomic_load(&events->is_stopping)) {
        uint64_t generation = store_wait(service->store, seen, WATCH_MILLISECONDS);
        if (atomic_load(&events->listeners) == 0) {
            seen = generation;
            continue;
        }
        int64_t now = last_of(service->store, last);
        if (generation != seen || now != last) server_wake(service->server);
        seen = generation;
        last = now;
    }
    return NULL;
}

struct events *events_new(struct service *service)
{
    struct events *events = allocation_get(sizeof *events);
    if (!events) return NULL;
    memset(events, 0, sizeof *events);
    events->service = service;
    return events;
}

void events_start(struct events *events)
{
    events->is_started = pthread_create(&events->thread, NULL, events_watch, events) == 0;
}

void events_stop(struct events *events)
{
    atomic_store(&events->is_stopping, true);
    if (events->is_started) pthread_join(events->thread, NULL);
    events->is_started = false;
}

struct events *events_free(struct events *events)
{
    allocation_release(events);
    return NULL;
}

static enum error event_write(struct listener *listener, const struct cursor *cursor)
{
    struct record *record = record_new(&history_resource, &listener->arena);
    if (!record) return ERROR_MEMORY;
    listener->last = cursor_integer(cursor, 0);
    record_set(record, HISTORY_ID, value_integer(listener->last));
    record_set(record, HISTORY_AT, value_integer(cursor_integer(cursor, 1)));
    for (unsigned i = 2; i < HISTORY_FIELD_COUNT; i++) {
        struct value value = cursor_is_null(cursor, i) ? value_null() : value_text(cursor_text(cursor, i));
        record_set(record, i, value);
    }
    const struct registry *registry = store_registry(listener->events->service->store);
    if (!record_line_is_shown(registry, &listener->actor, record)) return ERROR_NONE;
    record_line_hide(registry, &listener->actor, record, &listener->arena);
    buffer_print(&listener->pending, "id: %lld\nevent: history\ndata: ", (long long)listener->last);
    struct json_writer writer;
    json_writer_init(&writer, &listener->pending);
    record_json_write(record, NULL, &writer);
    buffer_string(&listener->pending, "\n\n");
    return json_writer_finish(&writer);
}
_Static_assert(HISTORY_IMPORT == 8 && HISTORY_FIELD_COUNT == 9, "as in find_after");

static enum error batch_read(struct listener *listener, struct transaction *transaction)
{
    const struct value parameters[] = {value_integer(listener->last), value_integer(ROWS_AT_ONCE)};
    struct cursor *cursor = NULL;
    arena_reset(&listener->arena);
    enum error error = store_query(transaction, &find_after, parameters, 2, &cursor);
    while (!error) {
        error = cursor_next(cursor);
        if (!error) error = event_write(listener, cursor);
    }
    cursor_close(cursor);
    return error == ERROR_END ? ERROR_NONE : error;
}

// Signing out, an expired token or a disabled account ends a stream, too: before anything more is read.
static enum error prove_again(struct listener *listener, struct transaction *transaction)
{
    struct text credential = {listener->credential, listener->credential_length};
    struct account account;
    enum error error = listener->is_session
                           ? session_find(transaction, credential, &listener->arena, &account)
                           : token_secret_find(transaction, credential, &listener->arena, &account);
    if (error) return error;
    listener->actor.role = account.role;
    return ERROR_NONE;
}

static ssize_t listener_read(void *closure, char *out, size_t size)
{
    struct listener *listener = closure;
    if (listener->sent == listener->pending.length) {
        struct transaction *transaction = NULL;
        buffer_reset(&listener->pending);
        listener->sent = 0;
        enum error error = store_read(listener->events->service->store, &transaction);
        if (!error) error = prove_again(listener, transaction);
        if (!error) error = batch_read(listener, transaction);
        transaction_end(transaction);
        if (error) return STREAM_END; // the client comes back with the last identifier it has
    }
    size_t left = listener->pending.length - listener->sent;
    if (left == 0) return STREAM_WAIT;
    if (left > size) left = size;
    memcpy(out, listener->pending.data + listener->sent, left);
    listener->sent += left;
    return (ssize_t)left;
}

static void listener_release(void *closure)
{
    struct listener *listener = closure;
    atomic_fetch_sub(&listener->events->listeners, 1);
    buffer_free(&listener->pending);
    arena_free(&listener->arena);
    allocation_release(listener);
}

static struct listener *listener_new(struct call *call, int64_t last)
{
    struct listener *listener = allocation_get(sizeof *listener);
    if (!listener) return NULL;
    *listener = (struct listener){.events = call->service->events,
        .last = last,
        .actor = call->actor,
        .is_session = call->is_session,
        .credential_length = call->credential.length};
    snprintf(listener->user, sizeof listener->user, "%.*s", TEXT_PRINT(call->actor.user));
    memcpy(listener->credential, call->credential.data, call->credential.length);
    listener->actor.user = text_from(listener->user);
    listener->stream = (struct stream){.read = listener_read,
        .release = listener_release,
        .closure = listener,
        .heartbeat = TEXT(": still here\n\n")};
    arena_init(&listener->arena, PENDING_MAXIMUM);
    buffer_init(&listener->pending, PENDING_MAXIMUM);
    buffer_string(&listener->pending, "retry: 3000\n\n"); // ms until the browser tries again
    atomic_fetch_add(&listener->events->listeners, 1);
    return listener;
}

enum error events_route(struct call *call)
{
    struct transaction *transaction = NULL;
    struct text given = text_trim(request_header(call->request, "last-event-id"));
    int64_t last = 0;
    enum error error = call_expect_taken(call, NULL);
    if (!error) error = call_transaction(call, &transaction);
    if (!error) error = last_read(transaction, &last);
    if (error) return error;
    if (!text_is_empty(given) && !text_parse_integer(given, 0, INT64_MAX, &last)) {
        problem_add(&call->problems, "Last-Event-ID", "has to be the id of an event.");
        return ERROR_SYNTAX;
    }
    struct listener *listener =
        call->credential.length <= sizeof listener->credential ? listener_new(call, last) : NULL;
    if (!listener) return ERROR_MEMORY;
    call->reply->status = 200;
    call->reply->stream = &listener->stream;
    reply_header(call->reply, "Content-Type", "text/event-stream");
    reply_header(call->reply, "X-Accel-Buffering", "no"); // nginx would hold events back
    return ERROR_NONE;
}
