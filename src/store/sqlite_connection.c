// SPDX-License-Identifier: Apache-2.0
// A connection to a SQLite file: how it is set up, and what its result codes mean to us.
#include "base/allocation.h"
#include "base/text.h"
#include "store/sqlite.h"

const struct statement sqlite_begin_read = {
    .name = "begin read", .sqlite = SQL("BEGIN"), .parameters = "", .columns = ""};
const struct statement sqlite_begin_write = {
    .name = "begin write", .sqlite = SQL("BEGIN IMMEDIATE"), .parameters = "", .columns = ""};
const struct statement sqlite_commit = {
    .name = "commit", .sqlite = SQL("COMMIT"), .parameters = "", .columns = ""};
const struct statement sqlite_rollback = {
    .name = "rollback", .sqlite = SQL("ROLLBACK"), .parameters = "", .columns = ""};

static enum error constraint_error(int code)
{
    switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID: return ERROR_CONFLICT;
    case SQLITE_CONSTRAINT_FOREIGNKEY: return ERROR_REFERENCED;
    default: return ERROR_INVALID;
    }
}

enum error sqlite_error(int code)
{
    if (code == SQLITE_IOERR_NOMEM) return ERROR_MEMORY;
    switch (code & 0xFF) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE: return ERROR_NONE;
    case SQLITE_CONSTRAINT: return constraint_error(code);
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return ERROR_BUSY;
    case SQLITE_FULL: return ERROR_DISK_FULL;
    case SQLITE_READONLY:
    case SQLITE_PERM: return ERROR_READ_ONLY;
    case SQLITE_NOMEM: return ERROR_MEMORY;
    case SQLITE_INTERRUPT: return ERROR_TIMEOUT;
    case SQLITE_TOOBIG: return ERROR_LIMIT;
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return ERROR_IO;
    default: return ERROR_INTERNAL;
    }
}

enum error sqlite_run(
    struct sqlite_connection *connection, const struct statement *statement, char message[STORE_MESSAGE_SIZE])
{
    struct prepared *prepared = statement_cache_take(&connection->cache, statement);
    int code = SQLITE_OK;
    if (!prepared) {
        prepared = statement_cache_add(&connection->cache, statement, 0);
        if (!prepared) return ERROR_MEMORY;
        sqlite3_stmt *handle = NULL;
        code = sqlite3_prepare_v3(
            connection->database, statement->sqlite.text, -1, SQLITE_PREPARE_PERSISTENT, &handle, NULL);
        prepared->handle = handle;
    }
    if (code == SQLITE_OK) {
        code = sqlite3_step(prepared->handle);
        sqlite3_reset(prepared->handle);
    }
    enum error error = sqlite_error(code);
    if (error)
        snprintf(
            message, STORE_MESSAGE_SIZE, "%s: %s", statement->name, sqlite3_errmsg(connection->database));
    statement_cache_give(&connection->cache, prepared);
    return error;
}

enum error sqlite_number(struct sqlite_connection *connection, const char *sql, int64_t *ret_number)
{
    sqlite3_stmt *handle = NULL;
    int code = sqlite3_prepare_v2(connection->database, sql, -1, &handle, NULL);
    if (code == SQLITE_OK) code = sqlite3_step(handle);
    if (code == SQLITE_ROW) *ret_number = sqlite3_column_int64(handle, 0);
    sqlite3_finalize(handle);
    if (code == SQLITE_DONE) return ERROR_NOT_FOUND;
    return sqlite_error(code);
}

static void release_handle(void *connection, struct prepared *prepared)
{
    (void)connection;
    sqlite3_finalize(prepared->handle);
}

// What goes wrong on opening, as a sentence about this path.
static void connection_explain(const char *path, int code, const char *said, char *ret_message)
{
    switch (code & 0xFF) {
    case SQLITE_NOTADB:
        store_say(ret_message, "%s is not a Tandem workspace, nor a database at all.", path);
        break;
    case SQLITE_CORRUPT:
        store_say(ret_message, "%s is damaged (%s); restore the latest backup.", path, said);
        break;
    case SQLITE_CANTOPEN:
        store_say(
            ret_message, "%s cannot be opened: check the path and the permissions of its folder.", path);
        break;
    case SQLITE_BUSY:
        store_say(ret_message, "%s is locked by another program; try again in a moment.", path);
        break;
    case SQLITE_FULL: store_say(ret_message, "The disk that holds %s is full; free some space.", path); break;
    case SQLITE_READONLY:
        store_say(ret_message, "%s can only be read: check its permissions and those of its folder.", path);
        break;
    default: store_say(ret_message, "%s cannot be used: %s.", path, said); break;
    }
}

enum error sqlite_command(struct sqlite_connection *connection, const char *sql, char *ret_message)
{
    int code = sqlite3_exec(connection->database, sql, NULL, NULL, NULL);
    if (code == SQLITE_OK) return ERROR_NONE;
    connection_explain(connection->path, code, sqlite3_errmsg(connection->database), ret_message);
    return sqlite_error(code);
}

// A file: address, for the one case where a file can be read without any lock.
static char *immutable_address(const char *path)
{
    struct buffer address;
    buffer_init(&address, 3 * strlen(path) + 64);
    buffer_string(&address, path[0] == '/' ? "file:" : "file:./");
    for (const char *p = path; *p; p++) {
        if (*p == '%' || *p == '?' || *p == '#')
            buffer_print(&address, "%%%02X", (unsigned)(unsigned char)*p);
        else
            buffer_character(&address, *p);
    }
    buffer_string(&address, "?immutable=1");
    size_t length;
    return buffer_steal(&address, &length);
}

static int connection_open(
    const struct sqlite_store *state, enum sqlite_purpose purpose, sqlite3 **ret_database)
{
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    switch (purpose) {
    case SQLITE_FOR_CREATION: flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE; break;
    case SQLITE_FOR_WRITING: flags |= SQLITE_OPEN_READWRITE; break;
    case SQLITE_FOR_READING:
        flags |= state->is_read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
        break;
    }
    if (!state->is_immutable) return sqlite3_open_v2(state->path, ret_database, flags, NULL);
    char *address = immutable_address(state->path);
    if (!address) return SQLITE_NOMEM;
    int code = sqlite3_open_v2(address, ret_database, flags | SQLITE_OPEN_URI, NULL);
    allocation_release(address);
    return code;
}

// The settings of every connection; the first read of the file happens here, so this finds out what the file
// is.
static int connection_set_up(struct sqlite_connection *connection, const char *synchronous, bool is_reader)
{
    sqlite3 *database = connection->database;
    sqlite3_busy_timeout(database, SQLITE_BUSY_MILLISECONDS);
    sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    char settings[256];
    snprintf(settings, sizeof settings,
        "PRAGMA synchronous=%s; PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF; PRAGMA temp_store=MEMORY;"
        "PRAGMA cache_size=%d; PRAGMA mmap_size=1073741824; PRAGMA query_only=%s; PRAGMA user_version;",
        synchronous, is_reader ? -4096 : -65536, is_reader ? "ON" : "OFF");
    return sqlite3_exec(database, settings, NULL, NULL, NULL);
}

enum error sqlite_connect(const struct sqlite_store *state, enum sqlite_purpose purpose,
    struct sqlite_connection *connection, char *ret_message)
{
    *connection = (struct sqlite_connection){.path = state->path};
    statement_cache_init(&connection->cache, connection, release_handle);
    int code = connection_open(state, purpose, &connection->database);
    if (code == SQLITE_OK)
        code = connection_set_up(
            connection, state->is_temporary ? "OFF" : "FULL", purpose == SQLITE_FOR_READING);
    if (code == SQLITE_OK) return ERROR_NONE;
    const char *said = connection->database ? sqlite3_errmsg(connection->database) : sqlite3_errstr(code);
    connection_explain(state->path, code, said, ret_message);
    sqlite_disconnect(connection);
    return sqlite_error(code);
}

void sqlite_disconnect(struct sqlite_connection *connection)
{
    statement_cache_clear(&connection->cache);
    sqlite3_close_v2(connection->database);
    connection->database = NULL;
}
