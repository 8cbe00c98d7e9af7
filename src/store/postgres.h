// SPDX-License-Identifier: Apache-2.0
// The PostgreSQL driver's own parts: connections and their pool, transactions, the listener.
#ifndef TANDEM_STORE_POSTGRES_H
#define TANDEM_STORE_POSTGRES_H

#include <libpq-fe.h>

#include "store/driver.h"
#include "store/statement_cache.h"

#define POSTGRES_CONNECTIONS_MAXIMUM 16
#define POSTGRES_WAIT_SECONDS 10 // for a free connection, and for another server's write
#define POSTGRES_TRIES 10        // of a write that collided with another
// The number of the advisory lock that orders the writes of a workspace: the same from every server.
#define POSTGRES_LOCK "hashtextextended('tandem %s', 0)"
#define POSTGRES_SCHEMA_SIZE 64 // with the final NUL
#define POSTGRES_SCHEMA_DEFAULT "tandem"

struct postgres_connection {
    PGconn *link;
    struct statement_cache cache;
    struct postgres_connection *next; // among the idle ones
};

struct postgres_transaction {
    struct transaction base;
    struct postgres_connection *connection;
    bool is_collision; // the last failure was one that trying again may cure
};

struct postgres_store {
    char *address;                     // *owned*: as libpq takes it, with the password
    char schema[POSTGRES_SCHEMA_SIZE]; // lower-case name, safe between double quotes

    pthread_mutex_t mutex;
    pthread_cond_t freed;
    struct postgres_connection *idle;
    unsigned count; // open ones, idle or not

    uint64_t turn, turn_last; // of the write that runs, and that came last
    pthread_cond_t turned;

    pthread_t listener;
    bool has_listener;
    int stop[2]; // a pipe: closing its end tells the listener to stop
};

// --- postgres_open.c

// Takes our own parameter, schema, out of the address, since libpq would not know it; state->address is then
// *owned*, also after an error. ret_message may be NULL.
enum error postgres_address_split(
    struct postgres_store *state, const char *address, char *ret_message) MUST_CHECK;

// --- postgres_connection.c

// Opens a connection with its settings. On failure says why in ret_message (may be NULL).
enum error postgres_connect(
    const struct postgres_store *state, struct postgres_connection *connection, char *ret_message) MUST_CHECK;
void postgres_disconnect(struct postgres_connection *connection);

// Takes a connection from the pool, or opens one; ERROR_BUSY, ERROR_UNAVAILABLE.
enum error postgres_take(struct store *store, struct postgres_connection **ret_connection) MUST_CHECK;
// Gives it back; one that is not sound any more is closed.
void postgres_give(struct store *store, struct postgres_connection *connection);
// Closes it, whatever its state.
void postgres_drop(struct store *store, struct postgres_connection *connection);
void postgres_pool_close(struct postgres_store *state);

// Runs commands that give nothing: BEGIN, COMMIT, settings, DDL.
enum error postgres_command(
    struct postgres_connection *connection, const char *sql, char *ret_message) MUST_CHECK;
// Runs a query that gives one number; ERROR_NOT_FOUND when it gives no row or null.
enum error postgres_number(struct postgres_connection *connection, const char *sql, int64_t *ret_number,
    char *ret_message) MUST_CHECK;

// What a result, or the state of its connection, means. ret_is_collision may be NULL.
enum error postgres_error(const PGconn *link, const PGresult *result, bool *ret_is_collision);

// --- postgres_statement.c: the driver's functions on transactions

enum error postgres_query(struct transaction *transaction, const struct statement *statement,
    const struct value *parameters, struct cursor **ret_cursor) MUST_CHECK;
enum error postgres_next(struct cursor *base) MUST_CHECK;
void postgres_finish(struct cursor *base);
void postgres_values(const struct cursor *cursor, struct value *ret_values);
struct value postgres_value_of(const struct cursor *base, unsigned column, char letter);
enum error postgres_execute(struct transaction *transaction, const struct statement *statement,
    const struct value *parameters, int64_t *ret_changed) MUST_CHECK;
void postgres_release(void *connection, struct prepared *prepared);

// --- postgres_transaction.c

enum error postgres_read(struct store *store, struct transaction **ret_transaction) MUST_CHECK;
void postgres_end(struct transaction *base);
enum error postgres_write(struct store *store, store_run *run, void *closure) MUST_CHECK;

// --- postgres_schema.c

// Finds out what the schema is; makes it when asked and empty.
enum error postgres_examine(struct store *store, char *ret_message) MUST_CHECK;
enum error postgres_migrate(struct store *store, const char *sql, int version, char *ret_message) MUST_CHECK;
enum error postgres_inform(
    struct store *store, struct store_information *ret_information, char *ret_message) MUST_CHECK;

// --- postgres_listen.c: hears of other servers' commits

enum error postgres_listener_start(struct store *store) MUST_CHECK;
void postgres_listener_stop(struct postgres_store *state);

#endif
