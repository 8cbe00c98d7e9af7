// SPDX-License-Identifier: Apache-2.0
// Prepares, binds and steps statements on a SQLite connection.
#include "base/allocation.h"
#include "base/text.h"
#include "store/sqlite.h"

struct sqlite_cursor {
    struct cursor base;
    struct sqlite_connection *connection;
    struct prepared *prepared;
};

static struct sqlite_connection *connection_of(struct transaction *transaction)
{
    return ((struct sqlite_transaction *)transaction)->connection;
}

// Keeps what SQLite said. Some failures (disk full, no memory, input and output) may have ended the whole
// transaction.
static enum error statement_fail(
    struct transaction *transaction, const struct statement *statement, int code, const char *said)
{
    sqlite3 *database = connection_of(transaction)->database;
    store_say(transaction->message, "%s: %s", statement->name, said ? said : sqlite3_errmsg(database));
    if (sqlite3_get_autocommit(database)) transaction->is_lost = true;
    return sqlite_error(code);
}

// SQLite numbers parameters by their first appearance, so $2 may be its first: the numbers are looked up
// once.
static enum error statement_index(
    struct transaction *transaction, const struct statement *statement, struct prepared *prepared)
{
    sqlite3_stmt *handle = prepared->handle;
    for (unsigned i = 0; i < prepared->count; i++) {
        char name[16];
        snprintf(name, sizeof name, "$%u", i + 1);
        prepared->indexes[i] = (uint16_t)sqlite3_bind_parameter_index(handle, name);
    }
    bool fits = sqlite3_bind_parameter_count(handle) == (int)prepared->count &&
                sqlite3_column_count(handle) == (int)strlen(statement_columns(statement));
    for (unsigned i = 0; fits && i < prepared->count; i++)
        fits = prepared->indexes[i] != 0;
    if (fits) return ERROR_NONE;
    store_say(transaction->message, "%s: parameters or columns are not as declared", statement->name);
    return ERROR_INTERNAL;
}

static enum error statement_prepare(
    struct transaction *transaction, const struct statement *statement, struct prepared **ret_prepared)
{
    struct sqlite_connection *connection = connection_of(transaction);
    *ret_prepared = statement_cache_take(&connection->cache, statement);
    if (*ret_prepared) return ERROR_NONE;
    struct prepared *prepared =
        statement_cache_add(&connection->cache, statement, (unsigned)strlen(statement_parameters(statement)));
    if (!prepared) return ERROR_MEMORY;
    sqlite3_stmt *handle = NULL;
    unsigned flags = prepared->is_kept ? SQLITE_PREPARE_PERSISTENT : 0;
    const char *text = statement_text(statement, STORE_SQLITE);
    int code = sqlite3_prepare_v3(connection->database, text, -1, flags, &handle, NULL);
    prepared->handle = handle;
    enum error error = code == SQLITE_OK ? statement_index(transaction, statement, prepared)
                                         : statement_fail(transaction, statement, code, NULL);
    if (!error) {
        *ret_prepared = prepared;
        return ERROR_NONE;
    }
    sqlite3_finalize(handle);
    prepared->handle = NULL;
    statement_cache_give(&connection->cache, prepared);
    return error;
}

static int value_bind(sqlite3_stmt *handle, int index, struct value value)
{
    switch (value.kind) {
    case VALUE_NULL: return sqlite3_bind_null(handle, index);
    case VALUE_INTEGER: return sqlite3_bind_int64(handle, index, value.integer);
    case VALUE_REAL: return sqlite3_bind_double(handle, index, value.real);
    case VALUE_BOOLEAN: return sqlite3_bind_int(handle, index, value.boolean);
    case VALUE_TEXT:
        // Borrowed until the statement is reset: the caller's text stays as long as the cursor.
        return sqlite3_bind_text64(handle, index, value.text.data ? value.text.data : "", value.text.length,
            SQLITE_STATIC, SQLITE_UTF8);
    }
    return SQLITE_MISUSE;
}

static void statement_give(struct sqlite_connection *connection, struct prepared *prepared)
{
    sqlite3_reset(prepared->handle);
    if (prepared->count) sqlite3_clear_bindings(prepared->handle);
    statement_cache_give(&connection->cache, prepared);
}

static enum error statement_start(struct transaction *transaction, const struct statement *statement,
    const struct value *parameters, struct prepared **ret_prepared)
{
    enum error error = statement_prepare(transaction, statement, ret_prepared);
    if (error) return error;
    struct prepared *prepared = *ret_prepared;
    for (unsigned i = 0; i < prepared->count; i++) {
        int code = value_bind(prepared->handle, prepared->indexes[i], parameters[i]);
        if (code == SQLITE_OK) continue;
        error = statement_fail(transaction, statement, code, NULL);
        statement_give(connection_of(transaction), prepared);
        return error;
    }
    return ERROR_NONE;
}

enum error sqlite_query(struct transaction *transaction, const struct statement *statement,
    const struct value *parameters, struct cursor **ret_cursor)
{
    struct sqlite_cursor *cursor = allocation_get(sizeof *cursor);
    if (!cursor) return ERROR_MEMORY;
    *cursor = (struct sqlite_cursor){.base = {.transaction = transaction, .statement = statement},
        .connection = connection_of(transaction)};
    enum error error = statement_start(transaction, statement, parameters, &cursor->prepared);
    if (error) {
        allocation_release(cursor);
        return error;
    }
    *ret_cursor = &cursor->base;
    return ERROR_NONE;
}

enum error sqlite_next(struct cursor *base)
{
    struct sqlite_cursor *cursor = (struct sqlite_cursor *)base;
    int code = sqlite3_step(cursor->prepared->handle);
    if (code == SQLITE_ROW) return ERROR_NONE;
    if (code == SQLITE_DONE) return ERROR_END;
    return statement_fail(base->transaction, base->statement, code, NULL);
}

void sqlite_finish(struct cursor *base)
{
    struct sqlite_cursor *cursor = (struct sqlite_cursor *)base;
    statement_give(cursor->connection, cursor->prepared);
    allocation_release(cursor);
}

struct value sqlite_value_of(const struct cursor *base, unsigned column, char letter)
{
    sqlite3_stmt *handle = ((const struct sqlite_cursor *)base)->prepared->handle;
    int index = (int)column;
    if (sqlite3_column_type(handle, index) == SQLITE_NULL) return value_null();
    if (letter == 'i') return value_integer(sqlite3_column_int64(handle, index));
    if (letter == 'b') return value_boolean(sqlite3_column_int(handle, index) != 0);
    if (letter == 'r') return value_real(sqlite3_column_double(handle, index));
    // The text first: it may be made on demand, and only then the length is right.
    const char *data = (const char *)sqlite3_column_text(handle, index);
    return value_text((struct text){data ? data : "", (size_t)sqlite3_column_bytes(handle, index)});
}

void sqlite_values(const struct cursor *cursor, struct value *ret_values)
{
    const char *letters = statement_columns(cursor->statement);
    for (unsigned i = 0; letters[i]; i++)
        ret_values[i] = sqlite_value_of(cursor, i, letters[i]);
}

enum error sqlite_execute(struct transaction *transaction, const struct statement *statement,
    const struct value *parameters, int64_t *ret_changed)
{
    struct prepared *prepared;
    enum error error = statement_start(transaction, statement, parameters, &prepared);
    if (error) return error;
    struct sqlite_connection *connection = connection_of(transaction);
    int code = sqlite3_step(prepared->handle);
    if (code == SQLITE_DONE) {
        *ret_changed = sqlite3_changes64(connection->database);
    } else if (code == SQLITE_ROW) {
        store_say(transaction->message, "%s: gives rows", statement->name);
        error = ERROR_INTERNAL;
    } else {
        error = statement_fail(transaction, statement, code, NULL);
    }
    statement_give(connection, prepared);
    return error;
}
