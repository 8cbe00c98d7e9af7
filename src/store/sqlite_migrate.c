// SPDX-License-Identifier: Apache-2.0
// Makes the schema of a SQLite workspace, and changes that of an older one.
#include "base/text.h"
#include "store/sqlite.h"

enum error sqlite_make(struct store *store, char *ret_message)
{
    struct sqlite_store *state = store->state;
    struct buffer ddl;
    buffer_init(&ddl, (size_t)4 << 20);
    enum error error = schema_print(store->registry, STORE_SQLITE, &ddl);
    if (!error) {
        buffer_print(
            &ddl, "PRAGMA application_id=%d; PRAGMA user_version=%d;", SQLITE_APPLICATION_ID, SCHEMA_VERSION);
        error = buffer_error(&ddl);
    }
    if (!error) error = sqlite_command(&state->writer, "BEGIN EXCLUSIVE", ret_message);
    int64_t tables = 0;
    if (!error) error = sqlite_number(&state->writer, "SELECT count(*) FROM sqlite_schema", &tables);
    if (!error && tables == 0) error = sqlite_command(&state->writer, ddl.data, ret_message);
    if (!error) error = sqlite_command(&state->writer, "COMMIT", ret_message);
    if (error) sqlite3_exec(state->writer.database, "ROLLBACK", NULL, NULL, NULL);
    buffer_free(&ddl);
    return error;
}

// A table is changed by making it anew, and that takes foreign keys switched off; they are looked at before
// the commit.
static enum error migrate_run(
    struct sqlite_connection *connection, const char *sql, int version, char *ret_message)
{
    char number[128];
    snprintf(number, sizeof number, "PRAGMA application_id=%d; PRAGMA user_version=%d", SQLITE_APPLICATION_ID,
        version);
    enum error error = sqlite_command(connection, "PRAGMA foreign_keys=OFF; BEGIN EXCLUSIVE", ret_message);
    int64_t before = 0, broken = 0;
    if (!error) error = sqlite_number(connection, "PRAGMA user_version", &before);
    // Another process may have been quicker; then there is nothing left to do.
    if (!error && before >= version) return sqlite_command(connection, "ROLLBACK", ret_message);
    if (!error) error = sqlite_command(connection, sql, ret_message);
    if (!error) error = sqlite_command(connection, number, ret_message);
    if (!error) error = sqlite_number(connection, "SELECT count(*) FROM pragma_foreign_key_check", &broken);
    if (!error && broken > 0) {
        store_say(ret_message, "Migration %d would break %lld references.", version, (long long)broken);
        error = ERROR_INTERNAL;
    }
    if (!error) error = sqlite_command(connection, "COMMIT", ret_message);
    if (error) sqlite3_exec(connection->database, "ROLLBACK", NULL, NULL, NULL);
    return error;
}

enum error sqlite_migrate(struct store *store, const char *sql, int version, char *ret_message)
{
    struct sqlite_store *state = store->state;
    if (state->is_read_only) return ERROR_READ_ONLY;
    struct sqlite_connection connection;
    enum error error = sqlite_connect(state, SQLITE_FOR_WRITING, &connection, ret_message);
    if (error) return error;
    error = migrate_run(&connection, sql, version, ret_message);
    sqlite_disconnect(&connection);
    return error;
}
