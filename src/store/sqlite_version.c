// SPDX-License-Identifier: Apache-2.0
// Tells whether the file was changed since the last look, by this process or another: SQLite counts for a
// connection the commits of all others, and the one kept here for looking never commits anything.
#include "store/sqlite.h"

#define QUESTION "PRAGMA data_version"

static bool watch_prepare(struct sqlite_store *state)
{
    struct sqlite_watch *watch = &state->watch;
    if (watch->question) return true;
    if (sqlite_connect(state, SQLITE_FOR_READING, &watch->connection, NULL)) return false;
    int code = sqlite3_prepare_v3(
        watch->connection.database, QUESTION, -1, SQLITE_PREPARE_PERSISTENT, &watch->question, NULL);
    if (code == SQLITE_OK) return true;
    sqlite_disconnect(&watch->connection);
    return false;
}

bool sqlite_version(struct store *store, uint64_t *ret_version)
{
    struct sqlite_store *state = store->state;
    struct sqlite_watch *watch = &state->watch;
    pthread_mutex_lock(&watch->mutex);
    bool is_known = watch_prepare(state) && sqlite3_step(watch->question) == SQLITE_ROW;
    if (is_known) {
        int64_t seen = sqlite3_column_int64(watch->question, 0);
        if (seen != watch->seen || !watch->version) watch->version++;
        watch->seen = seen;
        *ret_version = watch->version;
    }
    if (watch->question) sqlite3_reset(watch->question);
    pthread_mutex_unlock(&watch->mutex);
    return is_known;
}

void sqlite_watch_close(struct sqlite_store *state)
{
    struct sqlite_watch *watch = &state->watch;
    sqlite3_finalize(watch->question);
    if (watch->connection.database) sqlite_disconnect(&watch->connection);
    pthread_mutex_destroy(&watch->mutex);
}
