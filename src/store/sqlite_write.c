// SPDX-License-Identifier: Apache-2.0
// The writer thread: gathers what waits, runs each write in a savepoint, commits them together, then wakes
// the callers.
#include <signal.h>

#include "base/calendar.h"
#include "store/sqlite.h"

// What is in one commit: more would make the first of them wait.
#define GROUP_MAXIMUM 256
#define GROUP_MICROSECONDS 5000

static const struct statement member_begin = {
    .name = "write begin", .sqlite = SQL("SAVEPOINT member"), .parameters = "", .columns = ""};
static const struct statement member_release = {
    .name = "write release", .sqlite = SQL("RELEASE member"), .parameters = "", .columns = ""};
static const struct statement member_rollback = {
    .name = "write rollback", .sqlite = SQL("ROLLBACK TO member"), .parameters = "", .columns = ""};

struct group {
    struct store *store;
    struct sqlite_connection *connection;
    struct sqlite_request *requests[GROUP_MAXIMUM];
    size_t count;
    bool is_lost; // the database rolled everything back
    char message[STORE_MESSAGE_SIZE];
};

static struct sqlite_request *queue_pop(struct sqlite_store *state)
{
    struct sqlite_request *request = state->first;
    if (!request) return NULL;
    state->first = request->next;
    if (!state->first) state->last = &state->first;
    return request;
}

static enum error request_run(struct group *group, struct sqlite_request *request)
{
    struct sqlite_transaction transaction = {.connection = group->connection};
    transaction_init(&transaction.base, group->store, true);
    enum error error = request->run(&transaction.base, request->closure);
    if (transaction.base.is_lost) group->is_lost = true;
    error = transaction_result(&transaction.base, error);
    if (error) memcpy(request->said, transaction.base.message, sizeof request->said);
    return error;
}

static enum error control(struct group *group, const struct statement *statement)
{
    group->message[0] = '\0';
    if (store_must_fail()) return ERROR_IO;
    return sqlite_run(group->connection, statement, group->message);
}

// The same for one write, which hears why it failed.
static enum error control_for(
    struct group *group, const struct statement *statement, struct sqlite_request *request)
{
    enum error error = control(group, statement);
    if (error) memcpy(request->said, group->message, sizeof request->said);
    return error;
}

// Rolling back is not refused by anything but a transaction that is gone already.
static void group_rollback(struct group *group)
{
    if (sqlite3_get_autocommit(group->connection->database)) return;
    if (sqlite_run(group->connection, &sqlite_rollback, group->message))
        sqlite3_exec(group->connection->database, "ROLLBACK", NULL, NULL, NULL);
}

// One write among others. Its savepoint takes back what it did when it fails.
static void member_run(struct group *group, struct sqlite_request *request)
{
    request->error = control_for(group, &member_begin, request);
    if (request->error) {
        group->is_lost = true;
        return;
    }
    request->error = request_run(group, request);
    if (group->is_lost) return;
    enum error error = ERROR_NONE;
    if (request->error) error = sqlite_run(group->connection, &member_rollback, group->message);
    if (!error) error = sqlite_run(group->connection, &member_release, group->message);
    if (error) group->is_lost = true;
}

// One write in a transaction of its own.
static void request_run_alone(struct group *group, struct sqlite_request *request)
{
    request->error = control_for(group, &sqlite_begin_write, request);
    if (!request->error) request->error = request_run(group, request);
    if (!request->error) request->error = control_for(group, &sqlite_commit, request);
    if (request->error) group_rollback(group);
}

// Runs what waits until nothing does or the group is full. Everything taken from the queue is in
// group->requests.
static void group_gather(struct group *group, struct sqlite_request *request)
{
    struct sqlite_store *state = group->store->state;
    int64_t until = calendar_monotonic() + GROUP_MICROSECONDS;
    while (request) {
        group->requests[group->count++] = request;
        member_run(group, request);
        if (group->is_lost || group->count == GROUP_MAXIMUM || calendar_monotonic() > until) return;
        pthread_mutex_lock(&state->queue_mutex);
        request = queue_pop(state);
        pthread_mutex_unlock(&state->queue_mutex);
    }
}

static void group_finish(struct group *group)
{
    struct sqlite_store *state = group->store->state;
    bool has_changed = false;
    for (size_t i = 0; i < group->count; i++)
        has_changed = has_changed || !group->requests[i]->error;
    if (has_changed) store_bump(group->store);
    pthread_mutex_lock(&state->queue_mutex);
    for (size_t i = 0; i < group->count; i++) {
        group->requests[i]->is_done = true;
        pthread_cond_signal(&group->requests[i]->done);
    }
    pthread_mutex_unlock(&state->queue_mutex);
}

static void group_write(struct group *group, struct sqlite_request *first)
{
    group->count = 0;
    group->is_lost = false;
    enum error error = control_for(group, &sqlite_begin_write, first);
    if (error) {
        first->error = error;
        group->requests[group->count++] = first;
        group_finish(group);
        return;
    }
    group_gather(group, first);
    if (!group->is_lost) error = control(group, &sqlite_commit);
    if (error || group->is_lost) {
        // Nothing of the group is kept. Those that had gone well are not to suffer for the others.
        group_rollback(group);
        for (size_t i = 0; i < group->count; i++)
            if (!group->requests[i]->error) request_run_alone(group, group->requests[i]);
    }
    group_finish(group);
}

// A large write (an import) fills the writer's cache, which is large so that it need not spill; when nothing
// waits any more the memory goes back.
#define CACHE_KEPT (8 << 20) // bytes
static void cache_trim(sqlite3 *database)
{
    int used = 0, most = 0;
    if (sqlite3_db_status(database, SQLITE_DBSTATUS_CACHE_USED, &used, &most, 0) != SQLITE_OK) return;
    if (used > CACHE_KEPT) sqlite3_db_release_memory(database);
}

static void *writer_main(void *argument)
{
    struct store *store = argument;
    struct sqlite_store *state = store->state;
    struct group group = {.store = store, .connection = &state->writer};
    pthread_mutex_lock(&state->queue_mutex);
    for (;;) {
        struct sqlite_request *request = queue_pop(state);
        if (request) {
            pthread_mutex_unlock(&state->queue_mutex);
            group_write(&group, request);
            cache_trim(state->writer.database);
            pthread_mutex_lock(&state->queue_mutex);
        } else if (state->is_stopping) {
            break;
        } else {
            pthread_cond_wait(&state->queued, &state->queue_mutex);
        }
    }
    pthread_mutex_unlock(&state->queue_mutex);
    return NULL;
}

enum error sqlite_write(struct store *store, store_run *run, void *closure)
{
    struct sqlite_store *state = store->state;
    // A write within a write would wait for itself.
    if (!state->has_thread || pthread_equal(pthread_self(), state->thread)) return ERROR_INTERNAL;
    struct sqlite_request request = {.run = run, .closure = closure};
    pthread_cond_init(&request.done, NULL);
    pthread_mutex_lock(&state->queue_mutex);
    *state->last = &request;
    state->last = &request.next;
    pthread_cond_signal(&state->queued);
    while (!request.is_done)
        pthread_cond_wait(&request.done, &state->queue_mutex);
    pthread_mutex_unlock(&state->queue_mutex);
    pthread_cond_destroy(&request.done);
    store_keep_said(request.said);
    return request.error;
}

enum error sqlite_writer_start(struct store *store)
{
    struct sqlite_store *state = store->state;
    // Signals are for the program's main thread.
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    state->has_thread = pthread_create(&state->thread, NULL, writer_main, store) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return state->has_thread ? ERROR_NONE : ERROR_MEMORY;
}

void sqlite_writer_stop(struct sqlite_store *state)
{
    if (!state->has_thread) return;
    pthread_mutex_lock(&state->queue_mutex);
    state->is_stopping = true;
    pthread_cond_signal(&state->queued);
    pthread_mutex_unlock(&state->queue_mutex);
    pthread_join(state->thread, NULL);
    state->has_thread = false;
}
