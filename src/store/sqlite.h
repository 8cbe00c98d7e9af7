// SPDX-License-Identifier: Apache-2.0
// The SQLite driver's own parts: connections, the pool of readers, the writer thread.
#ifndef TANDEM_STORE_SQLITE_H
#define TANDEM_STORE_SQLITE_H

#include <sqlite3.h>

#include "store/driver.h"
#include "store/statement_cache.h"

// "TNDM": says in the file's header whose it is.
#define SQLITE_APPLICATION_ID 0x544E444D
#define SQLITE_BUSY_MILLISECONDS 10000
#define SQLITE_READERS_MAXIMUM 16

struct sqlite_connection {
    sqlite3 *database;
    const char *path; // *borrowed* from the store: what messages name
    struct statement_cache cache;
    struct sqlite_connection *next; // among the idle readers
};

struct sqlite_transaction {
    struct transaction base;
    struct sqlite_connection *connection;
};

// A write that waits for the writer thread; lives on the caller's stack.
struct sqlite_request {
    struct sqlite_request *next;
    store_run *run;
    void *closure;
    enum error error;
    char said[STORE_MESSAGE_SIZE]; // by the database, when it failed
    bool is_done;
    pthread_cond_t done;
};

// The connection that looks whether the file was changed; see sqlite_version.c.
struct sqlite_watch {
    pthread_mutex_t mutex;
    struct sqlite_connection connection;
    sqlite3_stmt *question;
    int64_t seen;
    uint64_t version; // 0: never looked
};

struct sqlite_store {
    char *path;        // *owned*
    bool is_temporary; // the file's folder goes when the store is closed
    bool is_read_only; // by the caller's wish
    bool is_immutable; // nobody can write it, not even a lock: opened without any
    int lock;          // file descriptor of the server's lock, or -1

    pthread_mutex_t readers_mutex;
    pthread_cond_t reader_free;
    struct sqlite_connection *idle;
    unsigned reader_count; // open ones, idle or not

    struct sqlite_connection writer;
    pthread_t thread;
    bool has_thread;
    pthread_mutex_t queue_mutex;
    pthread_cond_t queued;
    struct sqlite_request *first, **last;
    bool is_stopping;

    struct sqlite_watch watch;
};

// --- sqlite_connection.c

enum sqlite_purpose { SQLITE_FOR_READING, SQLITE_FOR_WRITING, SQLITE_FOR_CREATION };

// Opens a connection with all its settings. A reader's refuses to write.
enum error sqlite_connect(const struct sqlite_store *state, enum sqlite_purpose purpose,
    struct sqlite_connection *connection, char *ret_message) MUST_CHECK;
void sqlite_disconnect(struct sqlite_connection *connection);

// What a result code of SQLite means.
enum error sqlite_error(int code);

// A statement without parameters or rows: BEGIN, COMMIT. Not counted by store_fail_after.
enum error sqlite_run(struct sqlite_connection *connection, const struct statement *statement,
    char message[STORE_MESSAGE_SIZE]) MUST_CHECK;
// The same with text, for settings of a connection; and one that gives a number.
enum error sqlite_command(
    struct sqlite_connection *connection, const char *sql, char *ret_message) MUST_CHECK;
enum error sqlite_number(
    struct sqlite_connection *connection, const char *sql, int64_t *ret_number) MUST_CHECK;

extern const struct statement sqlite_begin_read, sqlite_begin_write, sqlite_commit, sqlite_rollback;

// --- sqlite_statement.c: the driver's functions on transactions

enum error sqlite_query(struct transaction *transaction, const struct statement *statement,
    const struct value *parameters, struct cursor **ret_cursor) MUST_CHECK;
enum error sqlite_next(struct cursor *base) MUST_CHECK;
void sqlite_finish(struct cursor *base);
void sqlite_values(const struct cursor *cursor, struct value *ret_values);
struct value sqlite_value_of(const struct cursor *base, unsigned column, char letter);
enum error sqlite_execute(struct transaction *transaction, const struct statement *statement,
    const struct value *parameters, int64_t *ret_changed) MUST_CHECK;

// --- sqlite_migrate.c

// Makes the schema of a new workspace on the writer's connection, unless another process was quicker.
enum error sqlite_make(struct store *store, char *ret_message) MUST_CHECK;
enum error sqlite_migrate(struct store *store, const char *sql, int version, char *ret_message) MUST_CHECK;

// --- sqlite_read.c, sqlite_version.c, sqlite_write.c, sqlite_backup.c

enum error sqlite_read(struct store *store, struct transaction **ret_transaction) MUST_CHECK;
void sqlite_end(struct transaction *base);
void sqlite_readers_close(struct sqlite_store *state);

bool sqlite_version(struct store *store, uint64_t *ret_version);
void sqlite_watch_close(struct sqlite_store *state);

enum error sqlite_write(struct store *store, store_run *run, void *closure) MUST_CHECK;
// Starts the writer thread; ends it when all that waits is written.
enum error sqlite_writer_start(struct store *store) MUST_CHECK;
void sqlite_writer_stop(struct sqlite_store *state);

enum error sqlite_inform(
    struct store *store, struct store_information *ret_information, char *ret_message) MUST_CHECK;
enum error sqlite_backup(struct store *store, const char *path,
    bool (*progress)(int64_t done, int64_t total, void *closure), void *closure,
    char *ret_message) MUST_CHECK;
enum error sqlite_check_integrity(struct store *store, struct problem_list *problems) MUST_CHECK;

#endif
