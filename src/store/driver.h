// SPDX-License-Identifier: Apache-2.0
// What the two databases have to be able to do, and what store.c keeps for both. Only files of this folder
// include it.
#ifndef TANDEM_STORE_DRIVER_H
#define TANDEM_STORE_DRIVER_H

#include <pthread.h>

#include "store/schema.h"
#include "store/store.h"

struct statement_book;
struct driver;

struct store {
    const struct driver *driver;
    const struct registry *registry;
    struct store_options options;
    char *address;               // *owned*, without a password
    void *state;                 // *owned* by the driver
    struct statement_book *book; // composed statements, see record_statement.h
    pthread_mutex_t mutex;       // of the generation
    pthread_cond_t changed;
    uint64_t generation;
};

// A driver's transaction begins with this.
struct transaction {
    struct store *store;
    bool is_write;
    bool is_lost;       // the database gave all of it up: rolling back a part does not help
    unsigned depth;     // savepoints that are open
    enum error failure; // of the first statement that failed; ERROR_NONE: sound
    unsigned failure_depth;
    int64_t now;
    char message[STORE_MESSAGE_SIZE];
};

// A driver's cursor begins with this.
struct cursor {
    struct transaction *transaction;
    const struct statement *statement;
};

typedef enum error store_run(struct transaction *transaction, void *closure);

struct driver {
    enum store_kind kind;
    enum error (*open)(struct store *store, const char *address, char *ret_message);
    void (*close)(struct store *store);
    enum error (*read)(struct store *store, struct transaction **ret_transaction);
    void (*end)(struct transaction *transaction);
    enum error (*write)(struct store *store, store_run *run, void *closure);
    enum error (*query)(struct transaction *transaction, const struct statement *statement,
        const struct value *parameters, struct cursor **ret_cursor);
    enum error (*next)(struct cursor *cursor);
    void (*finish)(struct cursor *cursor);
    void (*values)(const struct cursor *cursor, struct value *ret_values);
    // One value, of the kind that the letter says.
    struct value (*value)(const struct cursor *cursor, unsigned column, char letter);
    enum error (*execute)(struct transaction *transaction, const struct statement *statement,
        const struct value *parameters, int64_t *ret_changed);
    // Runs several statements and writes the version, in a transaction of its own: all or nothing.
    enum error (*migrate)(struct store *store, const char *sql, int version, char *ret_message);
    enum error (*inform)(struct store *store, struct store_information *ret_information, char *ret_message);
    enum error (*backup)(struct store *store, const char *path,
        bool (*progress)(int64_t done, int64_t total, void *closure), void *closure, char *ret_message);
    enum error (*check_integrity)(struct store *store, struct problem_list *problems);
    bool (*version)(struct store *store, uint64_t *ret_version); // NULL: cannot be told at a small price
};

extern const struct driver sqlite_driver;
extern const struct driver postgres_driver;

// Marks the transaction as spoilt and returns the error.
enum error transaction_fail(struct transaction *transaction, enum error error);
// Prepares the common part.
void transaction_init(struct transaction *transaction, struct store *store, bool is_write);
// What a finished write comes to: the function's result, unless a failed statement was passed over.
enum error transaction_result(const struct transaction *transaction, enum error error);

// A commit was seen.
void store_bump(struct store *store);

// Is this the statement that store_fail_after chose?
bool store_must_fail(void);

// Keeps for the calling thread what the database said; see store_said.
void store_keep_said(const char *message);

// Writes a sentence into a message of STORE_MESSAGE_SIZE; NULL is accepted.
void store_say(char *ret_message, const char *format, ...) PRINTF_CHECKED(2, 3);

// The text for the database of this kind.
static inline const char *statement_text(const struct statement *statement, enum store_kind kind)
{
    if (statement->common.text) return statement->common.text;
    return kind == STORE_SQLITE ? statement->sqlite.text : statement->postgres.text;
}

static inline const char *statement_columns(const struct statement *statement)
{
    return statement->columns ? statement->columns : "";
}

static inline const char *statement_parameters(const struct statement *statement)
{
    return statement->parameters ? statement->parameters : "";
}

#endif
