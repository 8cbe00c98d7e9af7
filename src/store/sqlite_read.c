// SPDX-License-Identifier: Apache-2.0
// The pool of read connections: one for each snapshot that is open, at most sixteen.
#include "base/allocation.h"
#include "store/sqlite.h"

#include <errno.h>

static unsigned readers_maximum(const struct store *store)
{
    unsigned wanted = store->options.readers;
    return wanted && wanted < SQLITE_READERS_MAXIMUM ? wanted : SQLITE_READERS_MAXIMUM;
}

// A new connection; its place in the count is taken already.
static enum error reader_open(struct sqlite_store *state, struct sqlite_connection **ret_connection)
{
    struct sqlite_connection *connection = allocation_get(sizeof *connection);
    enum error error = ERROR_MEMORY;
    if (connection) {
        error = sqlite_connect(state, SQLITE_FOR_READING, connection, NULL);
        if (!error) {
            *ret_connection = connection;
            return ERROR_NONE;
        }
        allocation_release(connection);
    }
    pthread_mutex_lock(&state->readers_mutex);
    state->reader_count--;
    pthread_cond_signal(&state->reader_free);
    pthread_mutex_unlock(&state->readers_mutex);
    return error;
}

static enum error reader_take(struct store *store, struct sqlite_connection **ret_connection)
{
    struct sqlite_store *state = store->state;
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += SQLITE_BUSY_MILLISECONDS / 1000;
    pthread_mutex_lock(&state->readers_mutex);
    while (!state->idle && state->reader_count >= readers_maximum(store)) {
        if (pthread_cond_timedwait(&state->reader_free, &state->readers_mutex, &until) == ETIMEDOUT) {
            pthread_mutex_unlock(&state->readers_mutex);
            return ERROR_BUSY;
        }
    }
    struct sqlite_connection *connection = state->idle;
    if (connection)
        state->idle = connection->next;
    else
        state->reader_count++;
    pthread_mutex_unlock(&state->readers_mutex);
    if (!connection) return reader_open(state, ret_connection);
    *ret_connection = connection;
    return ERROR_NONE;
}

static void reader_give(struct sqlite_store *state, struct sqlite_connection *connection)
{
    pthread_mutex_lock(&state->readers_mutex);
    connection->next = state->idle;
    state->idle = connection;
    pthread_cond_signal(&state->reader_free);
    pthread_mutex_unlock(&state->readers_mutex);
}

enum error sqlite_read(struct store *store, struct transaction **ret_transaction)
{
    struct sqlite_transaction *transaction = allocation_get(sizeof *transaction);
    if (!transaction) return ERROR_MEMORY;
    transaction_init(&transaction->base, store, false);
    enum error error = reader_take(store, &transaction->connection);
    if (!error) {
        error = store_must_fail()
                    ? ERROR_IO
                    : sqlite_run(transaction->connection, &sqlite_begin_read, transaction->base.message);
        if (!error) {
            *ret_transaction = &transaction->base;
            return ERROR_NONE;
        }
        reader_give(store->state, transaction->connection);
    }
    allocation_release(transaction);
    return error;
}

void sqlite_end(struct transaction *base)
{
    struct sqlite_transaction *transaction = (struct sqlite_transaction *)base;
    struct sqlite_connection *connection = transaction->connection;
    char message[STORE_MESSAGE_SIZE];
    // A read changes nothing, so either end will do; rolling back always works.
    if (!sqlite3_get_autocommit(connection->database) && sqlite_run(connection, &sqlite_commit, message))
        sqlite3_exec(connection->database, "ROLLBACK", NULL, NULL, NULL);
    reader_give(base->store->state, connection);
    allocation_release(transaction);
}

void sqlite_readers_close(struct sqlite_store *state)
{
    while (state->idle) {
        struct sqlite_connection *connection = state->idle;
        state->idle = connection->next;
        sqlite_disconnect(connection);
        allocation_release(connection);
    }
}
