// SPDX-License-Identifier: Apache-2.0
// Connections to PostgreSQL, the pool of them, and what its errors mean to Tandem.
#include <errno.h>

#include "base/allocation.h"
#include "base/text.h"
#include "store/postgres.h"

struct state_meaning {
    char state[6]; // an SQLSTATE, or the class that it begins with
    enum error error;
};

// The first that fits counts. PostgreSQL, appendix A: error codes.
static const struct state_meaning meanings[] = {
    {"23505", ERROR_CONFLICT},   // unique violation
    {"23503", ERROR_REFERENCED}, // foreign key violation
    {"23", ERROR_INVALID},       // other integrity constraints
    {"22", ERROR_INVALID},       // data exceptions
    {"40", ERROR_BUSY},          // serialisation failure, deadlock
    {"55P03", ERROR_BUSY},       // lock not available
    {"53100", ERROR_DISK_FULL}, {"53200", ERROR_MEMORY}, {"53", ERROR_UNAVAILABLE}, // too many connections
    {"54", ERROR_LIMIT},                                                            // program limit exceeded
    {"57014", ERROR_TIMEOUT},                                                       // query cancelled
    {"57", ERROR_UNAVAILABLE},                    // shutting down, starting up
    {"08", ERROR_UNAVAILABLE},                    // connection exceptions
    {"25006", ERROR_READ_ONLY}, {"58", ERROR_IO}, // errors of the system below
};

enum error postgres_error(const PGconn *link, const PGresult *result, bool *ret_is_collision)
{
    if (ret_is_collision) *ret_is_collision = false;
    if (PQstatus(link) != CONNECTION_OK) return ERROR_UNAVAILABLE;
    const char *state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
    // What libpq says of its own, without a state, is that the server hung up; its status may follow a call
    // later.
    if (!state) return result ? ERROR_UNAVAILABLE : ERROR_MEMORY;
    if (ret_is_collision) *ret_is_collision = strncmp(state, "40", 2) == 0;
    for (size_t i = 0; i < sizeof meanings / sizeof meanings[0]; i++)
        if (strncmp(state, meanings[i].state, strlen(meanings[i].state)) == 0) return meanings[i].error;
    return ERROR_INTERNAL;
}

// libpq ends its messages with a line feed, and some have several lines: the first says it.
static void say_first_line(char *ret_message, const char *said)
{
    size_t length = strcspn(said, "\n");
    store_say(ret_message, "%.*s", (int)(length < 400 ? length : 400), said);
}

static enum error result_check(const PGconn *link, PGresult *result, char *ret_message)
{
    ExecStatusType status = PQresultStatus(result);
    enum error error = ERROR_NONE;
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
        error = postgres_error(link, result, NULL);
        say_first_line(ret_message, result ? PQresultErrorMessage(result) : PQerrorMessage(link));
    }
    return error;
}

enum error postgres_command(struct postgres_connection *connection, const char *sql, char *ret_message)
{
    PGresult *result = PQexec(connection->link, sql);
    enum error error = result_check(connection->link, result, ret_message);
    PQclear(result);
    return error;
}

enum error postgres_number(
    struct postgres_connection *connection, const char *sql, int64_t *ret_number, char *ret_message)
{
    PGresult *result = PQexec(connection->link, sql);
    enum error error = result_check(connection->link, result, ret_message);
    if (!error && (PQntuples(result) != 1 || PQgetisnull(result, 0, 0))) error = ERROR_NOT_FOUND;
    if (!error && !text_parse_integer(text_from(PQgetvalue(result, 0, 0)), INT64_MIN, INT64_MAX, ret_number))
        error = ERROR_INTERNAL;
    PQclear(result);
    return error;
}

// Notices ("relation exists, skipping") are not for standard error.
static void notice_ignore(void *unused, const PGresult *result)
{
    (void)unused;
    (void)result;
}

enum error postgres_connect(
    const struct postgres_store *state, struct postgres_connection *connection, char *ret_message)
{
    *connection = (struct postgres_connection){.link = NULL};
    statement_cache_init(&connection->cache, connection, postgres_release);
    // The address may set its own time limit and name; these are what counts where it does not.
    const char *const names[] = {
        "connect_timeout", "fallback_application_name", "client_encoding", "dbname", NULL};
    const char *const values[] = {"10", "tandem", "UTF8", state->address, NULL};
    connection->link = PQconnectdbParams(names, values, 1);
    if (!connection->link) return ERROR_MEMORY;
    if (PQstatus(connection->link) != CONNECTION_OK) {
        char said[STORE_MESSAGE_SIZE];
        say_first_line(said, PQerrorMessage(connection->link));
        store_say(ret_message, "The database cannot be reached: %.400s.", said);
        postgres_disconnect(connection);
        return ERROR_UNAVAILABLE;
    }
    PQsetNoticeReceiver(connection->link, notice_ignore, NULL);
    char settings[512];
    snprintf(settings, sizeof settings,
        "SET search_path TO \"%s\"; SET standard_conforming_strings TO on; SET extra_float_digits TO 1;"
        "SET lock_timeout TO '%ds'; SET idle_in_transaction_session_timeout TO '15min'",
        state->schema, POSTGRES_WAIT_SECONDS);
    enum error error = postgres_command(connection, settings, ret_message);
    if (error) postgres_disconnect(connection);
    return error;
}

void postgres_disconnect(struct postgres_connection *connection)
{
    statement_cache_clear(&connection->cache);
    PQfinish(connection->link);
    connection->link = NULL;
}

static unsigned connections_maximum(const struct store *store)
{
    unsigned wanted = store->options.readers;
    return wanted && wanted < POSTGRES_CONNECTIONS_MAXIMUM ? wanted : POSTGRES_CONNECTIONS_MAXIMUM;
}

static void connection_close(struct postgres_store *state, struct postgres_connection *connection)
{
    postgres_disconnect(connection);
    allocation_release(connection);
    pthread_mutex_lock(&state->mutex);
    state->count--;
    pthread_cond_signal(&state->freed);
    pthread_mutex_unlock(&state->mutex);
}

// A new one; its place in the count is taken already.
static enum error connection_open(struct postgres_store *state, struct postgres_connection **ret_connection)
{
    struct postgres_connection *connection = allocation_get(sizeof *connection);
    enum error error = connection ? postgres_connect(state, connection, NULL) : ERROR_MEMORY;
    if (!error) {
        *ret_connection = connection;
        return ERROR_NONE;
    }
    allocation_release(connection);
    pthread_mutex_lock(&state->mutex);
    state->count--;
    pthread_cond_signal(&state->freed);
    pthread_mutex_unlock(&state->mutex);
    return error;
}

enum error postgres_take(struct store *store, struct postgres_connection **ret_connection)
{
    struct postgres_store *state = store->state;
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += POSTGRES_WAIT_SECONDS;
    pthread_mutex_lock(&state->mutex);
    while (!state->idle && state->count >= connections_maximum(store)) {
        if (pthread_cond_timedwait(&state->freed, &state->mutex, &until) == ETIMEDOUT) {
            pthread_mutex_unlock(&state->mutex);
            return ERROR_BUSY;
        }
    }
    struct postgres_connection *connection = state->idle;
    if (connection)
        state->idle = connection->next;
    else
        state->count++;
    pthread_mutex_unlock(&state->mutex);
    if (!connection) return connection_open(state, ret_connection);
    *ret_connection = connection;
    return ERROR_NONE;
}

void postgres_give(struct store *store, struct postgres_connection *connection)
{
    struct postgres_store *state = store->state;
    if (PQstatus(connection->link) != CONNECTION_OK ||
        PQtransactionStatus(connection->link) != PQTRANS_IDLE) {
        connection_close(state, connection);
        return;
    }
    pthread_mutex_lock(&state->mutex);
    connection->next = state->idle;
    state->idle = connection;
    pthread_cond_signal(&state->freed);
    pthread_mutex_unlock(&state->mutex);
}

void postgres_drop(struct store *store, struct postgres_connection *connection)
{
    connection_close(store->state, connection);
}

void postgres_pool_close(struct postgres_store *state)
{
    while (state->idle) {
        struct postgres_connection *connection = state->idle;
        state->idle = connection->next;
        connection_close(state, connection);
    }
}
