// SPDX-License-Identifier: Apache-2.0
// Statements in a transaction, whatever the database: parameters checked, failures remembered, savepoints
// counted.
#include "base/calendar.h"
#include "base/text.h"
#include "store/driver.h"

static const struct statement savepoint_begin = {
    .name = "savepoint begin", .common = SQL("SAVEPOINT part"), .parameters = "", .columns = ""};
static const struct statement savepoint_release = {
    .name = "savepoint release", .common = SQL("RELEASE SAVEPOINT part"), .parameters = "", .columns = ""};
static const struct statement savepoint_rollback = {.name = "savepoint rollback",
    .common = SQL("ROLLBACK TO SAVEPOINT part"),
    .parameters = "",
    .columns = ""};

void transaction_init(struct transaction *transaction, struct store *store, bool is_write)
{
    transaction->store = store;
    transaction->is_write = is_write;
    transaction->is_lost = false;
    transaction->depth = 0;
    transaction->failure = ERROR_NONE;
    transaction->failure_depth = 0;
    transaction->now = calendar_now();
    transaction->message[0] = '\0';
}

enum error transaction_fail(struct transaction *transaction, enum error error)
{
    if (!transaction->failure) {
        transaction->failure = error;
        transaction->failure_depth = transaction->depth;
        store_keep_said(transaction->message);
    }
    return error;
}

enum error transaction_result(const struct transaction *transaction, enum error error)
{
    return error ? error : transaction->failure;
}

const struct registry *transaction_registry(const struct transaction *transaction)
{
    return transaction->store->registry;
}

enum store_kind transaction_kind(const struct transaction *transaction)
{
    return transaction->store->driver->kind;
}

bool transaction_is_write(const struct transaction *transaction)
{
    return transaction->is_write;
}

int64_t transaction_now(const struct transaction *transaction)
{
    return transaction->now;
}

const char *transaction_message(const struct transaction *transaction)
{
    return transaction->message;
}

static bool value_fits(struct value value, char letter)
{
    switch (value.kind) {
    case VALUE_NULL: return true;
    case VALUE_INTEGER: return letter == 'i';
    case VALUE_REAL: return letter == 'r';
    case VALUE_BOOLEAN: return letter == 'b';
    case VALUE_TEXT: return letter == 't';
    }
    return false;
}

// A mistake of the program's, found before the database has to find it in its own words.
static enum error transaction_admit(struct transaction *transaction, const struct statement *statement,
    const struct value *parameters, size_t count)
{
    if (transaction->failure) return transaction->failure;
    if (store_must_fail()) {
        store_say(transaction->message, "%s: made to fail", statement->name);
        return transaction_fail(transaction, ERROR_IO);
    }
    bool fits = strlen(statement_parameters(statement)) == count;
    for (size_t i = 0; fits && i < count; i++)
        fits = value_fits(parameters[i], statement_parameters(statement)[i]);
    if (fits) return ERROR_NONE;
    store_say(transaction->message, "%s: the parameters given do not fit", statement->name);
    return transaction_fail(transaction, ERROR_INTERNAL);
}

enum error store_query(struct transaction *transaction, const struct statement *statement,
    const struct value *parameters, size_t count, struct cursor **ret_cursor)
{
    *ret_cursor = NULL;
    enum error error = transaction_admit(transaction, statement, parameters, count);
    if (error) return error;
    error = transaction->store->driver->query(transaction, statement, parameters, ret_cursor);
    return error ? transaction_fail(transaction, error) : ERROR_NONE;
}

enum error store_execute(struct transaction *transaction, const struct statement *statement,
    const struct value *parameters, size_t count, int64_t *ret_changed)
{
    enum error error = transaction_admit(transaction, statement, parameters, count);
    if (error) return error;
    int64_t changed = 0;
    error = transaction->store->driver->execute(transaction, statement, parameters, &changed);
    if (error) return transaction_fail(transaction, error);
    if (ret_changed) *ret_changed = changed;
    return ERROR_NONE;
}

enum error cursor_next(struct cursor *cursor)
{
    enum error error = cursor->transaction->store->driver->next(cursor);
    if (error && error != ERROR_END) return transaction_fail(cursor->transaction, error);
    return error;
}

void cursor_close(struct cursor *cursor)
{
    if (cursor) cursor->transaction->store->driver->finish(cursor);
}

void cursor_values(const struct cursor *cursor, struct value *ret_values)
{
    cursor->transaction->store->driver->values(cursor, ret_values);
}

static struct value cursor_value(const struct cursor *cursor, unsigned column, char letter)
{
    return cursor->transaction->store->driver->value(cursor, column, letter);
}

bool cursor_is_null(const struct cursor *cursor, unsigned column)
{
    return cursor_value(cursor, column, statement_columns(cursor->statement)[column]).kind == VALUE_NULL;
}

int64_t cursor_integer(const struct cursor *cursor, unsigned column)
{
    struct value value = cursor_value(cursor, column, 'i');
    return value.kind == VALUE_INTEGER ? value.integer : 0;
}

double cursor_real(const struct cursor *cursor, unsigned column)
{
    struct value value = cursor_value(cursor, column, 'r');
    return value.kind == VALUE_REAL ? value.real : 0;
}

bool cursor_boolean(const struct cursor *cursor, unsigned column)
{
    struct value value = cursor_value(cursor, column, 'b');
    return value.kind == VALUE_BOOLEAN && value.boolean;
}

struct text cursor_text(const struct cursor *cursor, unsigned column)
{
    struct value value = cursor_value(cursor, column, 't');
    return value.kind == VALUE_TEXT ? value.text : TEXT("");
}

enum error transaction_savepoint(struct transaction *transaction)
{
    enum error error = store_execute(transaction, &savepoint_begin, NULL, 0, NULL);
    if (!error) transaction->depth++;
    return error;
}

enum error transaction_release(struct transaction *transaction)
{
    if (transaction->depth == 0) return transaction_fail(transaction, ERROR_INTERNAL);
    enum error error = store_execute(transaction, &savepoint_release, NULL, 0, NULL);
    if (!error) transaction->depth--;
    return error;
}

enum error transaction_rollback(struct transaction *transaction)
{
    if (transaction->depth == 0) return transaction_fail(transaction, ERROR_INTERNAL);
    // A failure inside the part goes with it; an older one stays, and so does the loss of everything.
    if (transaction->failure && (transaction->failure_depth < transaction->depth || transaction->is_lost))
        return transaction->failure;
    transaction->failure = ERROR_NONE;
    enum error error = store_execute(transaction, &savepoint_rollback, NULL, 0, NULL);
    if (!error) error = store_execute(transaction, &savepoint_release, NULL, 0, NULL);
    transaction->depth--;
    if (error) transaction->failure_depth = transaction->depth;
    return error;
}
