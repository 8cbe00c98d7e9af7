// SPDX-License-Identifier: Apache-2.0
// Prepares and runs statements on a PostgreSQL connection: parameters in binary, rows as text, a whole result
// at a time.
#include <endian.h>

#include "base/allocation.h"
#include "base/text.h"
#include "store/postgres.h"

#define PARAMETERS_MAXIMUM 1024

// Of pg_type: the types that statements name by a letter.
enum { OID_BOOL = 16, OID_INT8 = 20, OID_TEXT = 25, OID_FLOAT8 = 701 };

struct postgres_cursor {
    struct cursor base;
    PGresult *result;
    int row; // the current one; -1 before the first
};

static struct postgres_transaction *own(struct transaction *transaction)
{
    return (struct postgres_transaction *)transaction;
}

static enum error statement_fail(
    struct transaction *transaction, const struct statement *statement, const PGresult *result)
{
    struct postgres_transaction *self = own(transaction);
    PGconn *link = self->connection->link;
    const char *said = result ? PQresultErrorMessage(result) : PQerrorMessage(link);
    store_say(transaction->message, "%s: %.*s", statement->name, (int)strcspn(said, "\n"), said);
    enum error error = postgres_error(link, result, &self->is_collision);
    if (PQstatus(link) != CONNECTION_OK || self->is_collision) transaction->is_lost = true;
    return error;
}

static void prepared_name(const struct prepared *prepared, char out[32])
{
    snprintf(out, 32, "s%llu", (unsigned long long)prepared->number);
}

void postgres_release(void *connection, struct prepared *prepared)
{
    struct postgres_connection *self = connection;
    // In a failed transaction nothing runs but its end; the server drops the name with the connection.
    if (!self->link || PQtransactionStatus(self->link) == PQTRANS_INERROR) return;
    char name[32], sql[64];
    prepared_name(prepared, name);
    snprintf(sql, sizeof sql, "DEALLOCATE %s", name);
    PQclear(PQexec(self->link, sql));
}

static Oid letter_type(char letter)
{
    switch (letter) {
    case 'i': return OID_INT8;
    case 'r': return OID_FLOAT8;
    case 'b': return OID_BOOL;
    default: return OID_TEXT;
    }
}

static enum error statement_prepare(
    struct transaction *transaction, const struct statement *statement, struct prepared **ret_prepared)
{
    struct postgres_connection *connection = own(transaction)->connection;
    *ret_prepared = statement_cache_take(&connection->cache, statement);
    if (*ret_prepared) return ERROR_NONE;
    unsigned count = (unsigned)strlen(statement_parameters(statement));
    if (count > PARAMETERS_MAXIMUM) return ERROR_LIMIT;
    struct prepared *prepared = statement_cache_add(&connection->cache, statement, count);
    if (!prepared) return ERROR_MEMORY;
    Oid types[PARAMETERS_MAXIMUM];
    for (unsigned i = 0; i < count; i++)
        types[i] = letter_type(statement->parameters[i]);
    char name[32];
    prepared_name(prepared, name);
    PGresult *result =
        PQprepare(connection->link, name, statement_text(statement, STORE_POSTGRES), (int)count, types);
    enum error error = ERROR_NONE;
    if (PQresultStatus(result) != PGRES_COMMAND_OK) error = statement_fail(transaction, statement, result);
    PQclear(result);
    if (error) {
        statement_cache_give(&connection->cache, prepared);
        return error;
    }
    prepared->handle = connection; // anything but NULL: the server holds it by its name
    *ret_prepared = prepared;
    return ERROR_NONE;
}

// A parameter in PostgreSQL's binary form: text as it is, numbers in network order.
union wire {
    uint64_t bits;
    double real;
    char byte;
};

static const char *wire_value(struct value value, union wire *space, int *ret_length)
{
    *ret_length = sizeof space->bits;
    switch (value.kind) {
    case VALUE_NULL: return NULL;
    case VALUE_INTEGER: space->bits = htobe64((uint64_t)value.integer); break;
    case VALUE_REAL:
        space->real = value.real;
        space->bits = htobe64(space->bits);
        break;
    case VALUE_BOOLEAN:
        space->byte = value.boolean;
        *ret_length = 1;
        break;
    case VALUE_TEXT: *ret_length = (int)value.text.length; return value.text.data ? value.text.data : "";
    }
    return (const char *)space;
}

static enum error statement_run(struct transaction *transaction, const struct statement *statement,
    const struct value *parameters, PGresult **ret_result)
{
    struct postgres_connection *connection = own(transaction)->connection;
    struct prepared *prepared;
    enum error error = statement_prepare(transaction, statement, &prepared);
    if (error) return error;
    const char *values[PARAMETERS_MAXIMUM];
    union wire spaces[PARAMETERS_MAXIMUM];
    int lengths[PARAMETERS_MAXIMUM], formats[PARAMETERS_MAXIMUM];
    for (unsigned i = 0; i < prepared->count; i++) {
        values[i] = wire_value(parameters[i], &spaces[i], &lengths[i]);
        formats[i] = 1;
    }
    char name[32];
    prepared_name(prepared, name);
    PGresult *result =
        PQexecPrepared(connection->link, name, (int)prepared->count, values, lengths, formats, 0);
    ExecStatusType status = PQresultStatus(result);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
        error = statement_fail(transaction, statement, result);
    statement_cache_give(&connection->cache, prepared);
    if (error) {
        PQclear(result);
        return error;
    }
    *ret_result = result;
    return ERROR_NONE;
}

enum error postgres_query(struct transaction *transaction, const struct statement *statement,
    const struct value *parameters, struct cursor **ret_cursor)
{
    struct postgres_cursor *cursor = allocation_get(sizeof *cursor);
    if (!cursor) return ERROR_MEMORY;
    *cursor =
        (struct postgres_cursor){.base = {.transaction = transaction, .statement = statement}, .row = -1};
    enum error error = statement_run(transaction, statement, parameters, &cursor->result);
    if (!error && PQnfields(cursor->result) != (int)strlen(statement_columns(statement))) {
        store_say(transaction->message, "%s: columns are not as declared", statement->name);
        PQclear(cursor->result);
        error = ERROR_INTERNAL;
    }
    if (error) {
        allocation_release(cursor);
        return error;
    }
    *ret_cursor = &cursor->base;
    return ERROR_NONE;
}

enum error postgres_next(struct cursor *base)
{
    struct postgres_cursor *cursor = (struct postgres_cursor *)base;
    if (cursor->row + 1 >= PQntuples(cursor->result)) return ERROR_END;
    cursor->row++;
    return ERROR_NONE;
}

void postgres_finish(struct cursor *base)
{
    struct postgres_cursor *cursor = (struct postgres_cursor *)base;
    PQclear(cursor->result);
    allocation_release(cursor);
}

struct value postgres_value_of(const struct cursor *base, unsigned column, char letter)
{
    const struct postgres_cursor *cursor = (const struct postgres_cursor *)base;
    if (cursor->row < 0 || PQgetisnull(cursor->result, cursor->row, (int)column)) return value_null();
    const char *data = PQgetvalue(cursor->result, cursor->row, (int)column);
    struct text text = {data, (size_t)PQgetlength(cursor->result, cursor->row, (int)column)};
    int64_t integer = 0;
    switch (letter) {
    case 'i':
        if (!text_parse_integer(text, INT64_MIN, INT64_MAX, &integer)) return value_null();
        return value_integer(integer);
    case 'r': return value_real(strtod(data, NULL));
    case 'b': return value_boolean(data[0] == 't');
    default: return value_text(text);
    }
}

void postgres_values(const struct cursor *cursor, struct value *ret_values)
{
    const char *letters = statement_columns(cursor->statement);
    for (unsigned i = 0; letters[i]; i++)
        ret_values[i] = postgres_value_of(cursor, i, letters[i]);
}

enum error postgres_execute(struct transaction *transaction, const struct statement *statement,
    const struct value *parameters, int64_t *ret_changed)
{
    PGresult *result;
    enum error error = statement_run(transaction, statement, parameters, &result);
    if (error) return error;
    if (!text_parse_integer(text_from(PQcmdTuples(result)), 0, INT64_MAX, ret_changed)) *ret_changed = 0;
    PQclear(result);
    return ERROR_NONE;
}
