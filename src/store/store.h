// SPDX-License-Identifier: Apache-2.0
// A workspace's database behind one interface: SQLite (a file) or PostgreSQL (a schema).
//
// Reads run on the caller's thread, each in its own snapshot. Writes go through store_write: on SQLite one writer
// thread gathers what waits, runs each write in a savepoint and commits the group durably (synchronous=FULL) before
// any of the callers returns; on PostgreSQL a write runs on the caller's thread in a SERIALIZABLE transaction and is
// repeated on a serialisation failure. A write function must therefore have no effect but through its transaction,
// and must tolerate being run again.
#ifndef TANDEM_STORE_STORE_H
#define TANDEM_STORE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "model/registry.h"
#include "model/value.h"
#include "store/statement.h"

struct store;
struct transaction;
struct cursor;

enum store_kind { STORE_SQLITE, STORE_POSTGRES };

struct store_options {
    const struct registry *registry; // borrowed for as long as the store is open
    bool create;                     // make the file or schema when it is not there
    bool read_only;
    bool exclusive;                  // refuse when another server has it open (serve)
    bool skip_schema;                // open whatever version is there (migrate, doctor, restore)
    unsigned readers;                // read connections; 0: as many as are needed, at most 16
};

#define STORE_MESSAGE_SIZE 512

// Opens "path/to/file.tandem", ":memory:" or "postgresql://…[?schema=name]". On failure says what is wrong and what
// would be right in ret_message (size STORE_MESSAGE_SIZE). *owned*: store_close.
enum error store_open(const char *address, const struct store_options *options, struct store **ret_store,
    char *ret_message) MUST_CHECK;
struct store *store_close(struct store *store); // finishes queued writes; accepts NULL; returns NULL

enum store_kind store_kind(const struct store *store);
const struct registry *store_registry(const struct store *store);
const char *store_address(const struct store *store); // without a password

// A snapshot for reading. *owned*: transaction_end.
enum error store_read(struct store *store, struct transaction **ret_transaction) MUST_CHECK;
void transaction_end(struct transaction *transaction); // accepts NULL

// Runs `run` in a write transaction; ERROR_NONE means that it is committed and durable. When `run` returns an error,
// nothing of it is kept and the error is returned.
enum error store_write(struct store *store, enum error (*run)(struct transaction *transaction, void *closure),
    void *closure) MUST_CHECK;

const struct registry *transaction_registry(const struct transaction *transaction);
enum store_kind transaction_kind(const struct transaction *transaction);
bool transaction_is_write(const struct transaction *transaction);
int64_t transaction_now(const struct transaction *transaction); // ms UTC, the same throughout

// What the database said about the last failure of this transaction, for logs and doctor; never for API clients.
const char *transaction_message(const struct transaction *transaction);

// Runs a statement and steps through its rows. The cursor is closed by cursor_close, also after an error or END.
enum error store_query(struct transaction *transaction, const struct statement *statement,
    const struct value *parameters, size_t count, struct cursor **ret_cursor) MUST_CHECK;
enum error cursor_next(struct cursor *cursor) MUST_CHECK; // ERROR_NONE: a row is there; ERROR_END: no more
void cursor_close(struct cursor *cursor);                 // accepts NULL

// Columns of the current row; text is borrowed until the next cursor_next or cursor_close.
bool cursor_is_null(const struct cursor *cursor, unsigned column);
int64_t cursor_integer(const struct cursor *cursor, unsigned column);
double cursor_real(const struct cursor *cursor, unsigned column);
bool cursor_boolean(const struct cursor *cursor, unsigned column);
struct text cursor_text(const struct cursor *cursor, unsigned column);

// Runs a statement that gives no rows; ret_changed (may be NULL): rows that it touched.
enum error store_execute(struct transaction *transaction, const struct statement *statement,
    const struct value *parameters, size_t count, int64_t *ret_changed) MUST_CHECK;

// Part of a write that can be undone alone (a row of an import).
enum error transaction_savepoint(struct transaction *transaction) MUST_CHECK;
enum error transaction_release(struct transaction *transaction) MUST_CHECK;
enum error transaction_rollback(struct transaction *transaction) MUST_CHECK;

// Counts commits that this process knows of (its own, and on PostgreSQL those it was notified of).
uint64_t store_generation(const struct store *store);
// Waits until the generation is past `seen` or the time is over; returns the generation.
uint64_t store_wait(struct store *store, uint64_t seen, unsigned milliseconds);

// Torture: the nth statement from now on (on this process) fails with ERROR_IO; -1: none.
void store_fail_after(long statements);

#endif
