// SPDX-License-Identifier: Apache-2.0
// A workspace's database behind one interface: SQLite (a file) or PostgreSQL (a schema).
//
// Reads run on the caller's thread, each in its own snapshot. Writes go through store_write: on SQLite one
// writer thread gathers what waits, runs each write in a savepoint and commits the group durably
// (synchronous=FULL) before any of the callers returns; on PostgreSQL a write runs on the caller's thread in
// a SERIALIZABLE transaction, one after the other within a workspace, and is repeated on a serialisation
// failure. A write function must therefore have no effect but through its transaction, must tolerate being
// run again, and must not call store_write itself.
//
// A statement that failed spoils its transaction: everything after it gives the same error, and nothing is
// kept, until the savepoint before it is rolled back. That is how PostgreSQL works, and SQLite is made to
// behave alike.
#ifndef TANDEM_STORE_STORE_H
#define TANDEM_STORE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/problem.h"
#include "model/registry.h"
#include "model/value.h"
#include "store/statement.h"

struct store;
struct transaction;
struct cursor;

enum store_kind { STORE_SQLITE, STORE_POSTGRES };

struct store_options {
    const struct registry *registry; // borrowed for as long as the store is open
    bool create;                     // make the file or schema when it is not there; with skip_schema: empty
    bool read_only;   // so is a file that cannot be written, unless it is to be created or served: writes are
                      // refused with ERROR_READ_ONLY
    bool exclusive;   // for a server: refuse when another one has the file open; hear of commits of other
                      // servers of a PostgreSQL workspace, which may be many
    bool skip_schema; // open whatever version is there (migrate, doctor, restore)
    unsigned readers; // read connections; 0: as many as are needed, at most 16
};

#define STORE_MESSAGE_SIZE 512

// Opens "path/to/file.tandem", ":memory:" (gone when closed; kept in a temporary folder meanwhile, so that it
// behaves like any file) or "postgresql://…[?schema=name]". On failure says what is wrong and what would be
// right in ret_message (size STORE_MESSAGE_SIZE). *owned*: store_close.
enum error store_open(const char *address, const struct store_options *options, struct store **ret_store,
    char *ret_message) MUST_CHECK;
bool store_address_is_postgres(const char *address);
struct store *store_close(struct store *store); // finishes queued writes; accepts NULL; returns NULL

enum store_kind store_kind(const struct store *store);
const struct registry *store_registry(const struct store *store);
const char *store_address(const struct store *store); // without a password

// A snapshot for reading. *owned*: transaction_end.
enum error store_read(struct store *store, struct transaction **ret_transaction) MUST_CHECK;
void transaction_end(struct transaction *transaction); // accepts NULL

// Runs `run` in a write transaction; ERROR_NONE means that it is committed and durable. When `run` returns an
// error, nothing of it is kept and the error is returned.
enum error store_write(struct store *store, enum error (*run)(struct transaction *transaction, void *closure),
    void *closure) MUST_CHECK;

const struct registry *transaction_registry(const struct transaction *transaction);
enum store_kind transaction_kind(const struct transaction *transaction);
bool transaction_is_write(const struct transaction *transaction);
int64_t transaction_now(const struct transaction *transaction); // ms UTC, the same throughout

// What the database said about the last failure of this transaction, for logs and doctor; never for API
// clients.
const char *transaction_message(const struct transaction *transaction);

// The same after the transaction is over: what it said about the last failure since this thread last began to
// read or write, wherever the statement ran. Empty: nothing. *Borrowed* until the thread's next transaction.
const char *store_said(void);

// Runs a statement and steps through its rows. The parameters' text has to stay until cursor_close. The
// cursor is closed by cursor_close, also after an error or END, and before its transaction or savepoint ends.
enum error store_query(struct transaction *transaction, const struct statement *statement,
    const struct value *parameters, size_t count, struct cursor **ret_cursor) MUST_CHECK;
enum error cursor_next(struct cursor *cursor) MUST_CHECK; // ERROR_NONE: a row is there; ERROR_END: no more
void cursor_close(struct cursor *cursor);                 // accepts NULL

// Columns of the current row; text is borrowed until the next cursor_next or cursor_close.
// All of them at once, as the letters of statement->columns say (t text, i integer, r real, b boolean): as
// many as there are letters. The quick way for wide rows.
void cursor_values(const struct cursor *cursor, struct value *ret_values);
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

// A number that is another one as soon as anything was committed, by any process, since it was given; every
// snapshot opened afterwards is at least as new. False: this database cannot tell at a small price.
bool store_version(struct store *store, uint64_t *ret_version);

// What doctor and `version` say about a database.
struct store_information {
    char engine[64];    // "SQLite 3.40.1", "PostgreSQL 15.8"
    int schema_version; // 0: no workspace yet
    int64_t bytes;      // on disk
    int64_t records;    // of all resources; -1 when it cannot be told
};
enum error store_inform(
    struct store *store, struct store_information *ret_information, char *ret_message) MUST_CHECK;

// Copies the workspace as it is at this moment into a new file, while others go on reading and writing.
// Refuses to overwrite. progress (may be NULL) hears of pages; false stops with ERROR_END. A copy that is not
// complete is removed. On PostgreSQL ERROR_UNSUPPORTED: use pg_dump --schema, or export.
enum error store_backup(struct store *store, const char *path,
    bool (*progress)(int64_t done, int64_t total, void *closure), void *closure,
    char *ret_message) MUST_CHECK;

// Reads the whole database and adds a problem for each fault. ERROR_INVALID: there are some.
// On PostgreSQL ERROR_UNSUPPORTED: its pages carry checksums and it keeps its foreign keys itself.
enum error store_check_integrity(struct store *store, struct problem_list *problems) MUST_CHECK;

// Torture: the nth statement from now on (on this process) fails with ERROR_IO; -1: none.
void store_fail_after(long statements);

#endif
