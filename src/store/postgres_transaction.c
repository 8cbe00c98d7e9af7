// SPDX-License-Identifier: Apache-2.0
// Transactions on PostgreSQL: snapshots for reading; writes one after the other within a workspace, whatever
// the number of servers, and once more when they collide all the same.
#include "base/allocation.h"
#include "store/postgres.h"

// A connection with a transaction begun. A connection that lay idle may have died with the server; then the
// others have, too, and one fresh try tells whether it is back.
static enum error begin(struct store *store, const char *sql, struct postgres_connection **ret_connection)
{
    enum error error = ERROR_UNAVAILABLE;
    for (unsigned i = 0; i <= POSTGRES_CONNECTIONS_MAXIMUM && error == ERROR_UNAVAILABLE; i++) {
        struct postgres_connection *connection;
        error = postgres_take(store, &connection);
        if (error) return error;
        error = store_must_fail() ? ERROR_IO : postgres_command(connection, sql, NULL);
        if (!error)
            *ret_connection = connection;
        else
            postgres_give(store, connection);
    }
    return error;
}

enum error postgres_read(struct store *store, struct transaction **ret_transaction)
{
    struct postgres_transaction *transaction = allocation_get(sizeof *transaction);
    if (!transaction) return ERROR_MEMORY;
    transaction->is_collision = false;
    transaction_init(&transaction->base, store, false);
    enum error error =
        begin(store, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", &transaction->connection);
    if (error) {
        allocation_release(transaction);
        return error;
    }
    *ret_transaction = &transaction->base;
    return ERROR_NONE;
}

void postgres_end(struct transaction *base)
{
    struct postgres_transaction *transaction = (struct postgres_transaction *)base;
    // Whatever comes of it: a connection that is not idle afterwards is closed.
    PQclear(PQexec(transaction->connection->link, "ROLLBACK"));
    postgres_give(base->store, transaction->connection);
    allocation_release(transaction);
}

// Tells listening servers with the commit. The lock is let go after the commit, so that the next one sees it.
static enum error commit(struct postgres_transaction *transaction)
{
    struct postgres_store *state = transaction->base.store->state;
    char sql[256];
    snprintf(sql, sizeof sql, "NOTIFY \"tandem_%s\"; COMMIT", state->schema);
    if (store_must_fail()) return ERROR_IO;
    PGconn *link = transaction->connection->link;
    PGresult *result = PQexec(link, sql);
    enum error error = ERROR_NONE;
    if (PQresultStatus(result) != PGRES_COMMAND_OK)
        error = postgres_error(link, result, &transaction->is_collision);
    PQclear(result);
    return error;
}

static enum error write_once(struct store *store, store_run *run, void *closure, bool *ret_is_collision)
{
    const struct postgres_store *state = store->state;
    struct postgres_transaction transaction = {.is_collision = false};
    char sql[256];
    snprintf(sql, sizeof sql, "SELECT pg_advisory_lock(" POSTGRES_LOCK ")", state->schema);
    enum error error = begin(store, sql, &transaction.connection);
    if (error) return error;
    PGconn *link = transaction.connection->link;
    error = postgres_command(transaction.connection, "BEGIN ISOLATION LEVEL SERIALIZABLE", NULL);
    if (!error) {
        transaction_init(&transaction.base, store, true);
        error = transaction_result(&transaction.base, run(&transaction.base, closure));
    }
    if (!error) error = commit(&transaction);
    if (PQtransactionStatus(link) != PQTRANS_IDLE) PQclear(PQexec(link, "ROLLBACK"));
    snprintf(sql, sizeof sql, "SELECT pg_advisory_unlock(" POSTGRES_LOCK ")", state->schema);
    // A connection that cannot say so is closed, and its lock goes with it.
    if (postgres_command(transaction.connection, sql, NULL))
        postgres_drop(store, transaction.connection);
    else
        postgres_give(store, transaction.connection);
    *ret_is_collision = transaction.is_collision;
    return error;
}

// Writers of this process wait here, in order, and not each with a connection that readers need.
static void turn_take(struct postgres_store *state)
{
    pthread_mutex_lock(&state->mutex);
    uint64_t turn = state->turn_last++;
    while (turn != state->turn)
        pthread_cond_wait(&state->turned, &state->mutex);
    pthread_mutex_unlock(&state->mutex);
}

static void turn_give(struct postgres_store *state)
{
    pthread_mutex_lock(&state->mutex);
    state->turn++;
    pthread_cond_broadcast(&state->turned);
    pthread_mutex_unlock(&state->mutex);
}

enum error postgres_write(struct store *store, store_run *run, void *closure)
{
    // A write within a write would wait for itself.
    static _Thread_local const struct store *writing;
    if (writing == store) return ERROR_INTERNAL;
    writing = store;
    turn_take(store->state);
    enum error error = ERROR_NONE;
    bool is_collision = true;
    for (unsigned i = 0; i < POSTGRES_TRIES && is_collision; i++) {
        is_collision = false;
        error = write_once(store, run, closure, &is_collision);
        if (!error) break;
    }
    turn_give(store->state);
    writing = NULL;
    if (!error) store_bump(store);
    return error;
}
