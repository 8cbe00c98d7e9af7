// SPDX-License-Identifier: Apache-2.0
// The schema of a PostgreSQL workspace: found, made, changed, and described.
#include "base/text.h"
#include "store/postgres.h"

// Tables of the schema; and the version, when there is one.
static enum error schema_look(struct postgres_connection *connection, const struct postgres_store *state,
    int64_t *ret_tables, int64_t *ret_version, char *ret_message)
{
    char sql[256];
    *ret_version = 0;
    snprintf(
        sql, sizeof sql, "SELECT count(*) FROM pg_catalog.pg_tables WHERE schemaname = '%s'", state->schema);
    enum error error = postgres_number(connection, sql, ret_tables, ret_message);
    if (error || *ret_tables == 0) return error;
    int64_t has = 0;
    snprintf(sql, sizeof sql,
        "SELECT count(*) FROM pg_catalog.pg_tables WHERE schemaname = '%s' AND tablename = 'schema_version'",
        state->schema);
    error = postgres_number(connection, sql, &has, ret_message);
    if (error || !has) return error;
    return postgres_number(connection, "SELECT max(version) FROM schema_version", ret_version, ret_message);
}

static enum error lock_begin(
    struct postgres_connection *connection, const struct postgres_store *state, char *ret_message)
{
    char sql[256];
    snprintf(sql, sizeof sql, "BEGIN; SELECT pg_advisory_xact_lock(" POSTGRES_LOCK ")", state->schema);
    return postgres_command(connection, sql, ret_message);
}

static enum error lock_end(struct postgres_connection *connection, enum error error, char *ret_message)
{
    if (!error) error = postgres_command(connection, "COMMIT", ret_message);
    if (error && PQtransactionStatus(connection->link) != PQTRANS_IDLE)
        PQclear(PQexec(connection->link, "ROLLBACK"));
    return error;
}

// Makes the schema and its tables, unless another process was quicker.
static enum error schema_make(struct store *store, struct postgres_connection *connection, char *ret_message)
{
    struct postgres_store *state = store->state;
    struct buffer ddl;
    buffer_init(&ddl, (size_t)4 << 20);
    enum error error = schema_print(store->registry, STORE_POSTGRES, &ddl);
    if (!error) {
        buffer_print(&ddl, "INSERT INTO schema_version (version) VALUES (%d);", SCHEMA_VERSION);
        error = buffer_error(&ddl);
    }
    if (!error) error = lock_begin(connection, state, ret_message);
    if (!error) {
        char sql[128];
        snprintf(sql, sizeof sql, "CREATE SCHEMA IF NOT EXISTS \"%s\"", state->schema);
        int64_t tables = 0, version = 0;
        error = postgres_command(connection, sql, ret_message);
        if (!error) error = schema_look(connection, state, &tables, &version, ret_message);
        if (!error && tables == 0) error = postgres_command(connection, ddl.data, ret_message);
        error = lock_end(connection, error, ret_message);
    }
    buffer_free(&ddl);
    return error;
}

static enum error schema_refuse(const struct store *store, int64_t tables, int64_t version, char *ret_message)
{
    if (tables == 0) {
        store_say(ret_message, "There is no workspace at %s; make one with tandem init.", store->address);
        return ERROR_NOT_FOUND;
    }
    if (version == 0) {
        store_say(ret_message,
            "%s is a schema with tables of something else; name another one with ?schema=.", store->address);
        return ERROR_IO;
    }
    if (version > SCHEMA_VERSION) {
        store_say(ret_message,
            "%s was made by a newer Tandem (schema %lld; this program knows %d): use that version or a later "
            "one.",
            store->address, (long long)version, SCHEMA_VERSION);
        return ERROR_SCHEMA_NEWER;
    }
    store_say(ret_message,
        "%s was made by an older Tandem (schema %lld; this program needs %d): make a backup, then run tandem "
        "migrate.",
        store->address, (long long)version, SCHEMA_VERSION);
    return ERROR_SCHEMA_OLDER;
}

enum error postgres_examine(struct store *store, char *ret_message)
{
    struct postgres_store *state = store->state;
    struct postgres_connection *connection;
    enum error error = postgres_take(store, &connection);
    if (error) return error;
    int64_t tables = 0, version = 0;
    error = schema_look(connection, state, &tables, &version, ret_message);
    bool may_create = store->options.create && !store->options.read_only;
    if (!error && tables == 0 && may_create && store->options.skip_schema) {
        char sql[128];
        snprintf(sql, sizeof sql, "CREATE SCHEMA IF NOT EXISTS \"%s\"", state->schema);
        error = postgres_command(connection, sql, ret_message);
    } else if (!error && tables == 0 && may_create) {
        error = schema_make(store, connection, ret_message);
        if (!error) error = schema_look(connection, state, &tables, &version, ret_message);
    }
    postgres_give(store, connection);
    if (error) return error;
    if (version == SCHEMA_VERSION) return ERROR_NONE;
    if (store->options.skip_schema && (version > 0 || tables == 0)) return ERROR_NONE;
    return schema_refuse(store, tables, version, ret_message);
}

enum error postgres_migrate(struct store *store, const char *sql, int version, char *ret_message)
{
    if (store->options.read_only) return ERROR_READ_ONLY;
    struct postgres_store *state = store->state;
    struct postgres_connection *connection;
    enum error error = postgres_take(store, &connection);
    if (error) return error;
    error = lock_begin(connection, state, ret_message);
    if (!error) {
        int64_t before = 0;
        char number[128];
        snprintf(number, sizeof number,
            "DELETE FROM schema_version; INSERT INTO schema_version (version) VALUES (%d)", version);
        // The text of the first migration makes the table of versions itself.
        if (version > 1)
            error =
                postgres_number(connection, "SELECT max(version) FROM schema_version", &before, ret_message);
        if (!error && before < version) {
            error = postgres_command(connection, sql, ret_message);
            if (!error) error = postgres_command(connection, number, ret_message);
        }
        error = lock_end(connection, error, ret_message);
    }
    postgres_give(store, connection);
    return error;
}

enum error postgres_inform(struct store *store, struct store_information *ret_information, char *ret_message)
{
    struct postgres_store *state = store->state;
    struct postgres_connection *connection;
    enum error error = postgres_take(store, &connection);
    if (error) return error;
    int64_t tables = 0, version = 0;
    *ret_information = (struct store_information){.records = -1};
    const char *server = PQparameterStatus(connection->link, "server_version");
    size_t length = server ? strcspn(server, " ") : 0;
    snprintf(ret_information->engine, sizeof ret_information->engine, "PostgreSQL %.*s",
        (int)(length < 40 ? length : 40), server ? server : "");
    error = schema_look(connection, state, &tables, &version, ret_message);
    ret_information->schema_version = (int)version;
    if (!error) {
        char sql[256];
        snprintf(sql, sizeof sql,
            "SELECT COALESCE(sum(pg_total_relation_size(c.oid)), 0) FROM pg_class c"
            " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = '%s' AND c.relkind = 'r'",
            state->schema);
        error = postgres_number(connection, sql, &ret_information->bytes, ret_message);
    }
    if (!error && version > 0)
        error = postgres_number(
            connection, "SELECT count(*) FROM record", &ret_information->records, ret_message);
    postgres_give(store, connection);
    return error;
}
