// SPDX-License-Identifier: Apache-2.0
// Opens a SQLite file as a workspace: finds out what it is, makes its schema when asked, starts the writer
// thread.
#include <errno.h>
#include <libgen.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/allocation.h"
#include "base/text.h"
#include "store/server_lock.h"
#include "store/sqlite.h"

static char *text_of(const char *prefix, const char *string)
{
    size_t size = strlen(prefix) + strlen(string) + 1;
    char *copy = allocation_get(size);
    if (copy) snprintf(copy, size, "%s%s", prefix, string);
    return copy;
}

// ":memory:" becomes a file in a folder of its own, so that snapshots and the writer work as with any file.
static enum error path_temporary(struct sqlite_store *state, char *ret_message)
{
    const char *folder = getenv("TMPDIR");
    char name[256];
    snprintf(name, sizeof name, "%s/tandem-XXXXXX", folder && folder[0] == '/' ? folder : "/tmp");
    if (!mkdtemp(name)) {
        store_say(ret_message, "A temporary folder cannot be made: %s.", name);
        return ERROR_IO;
    }
    state->is_temporary = true;
    state->path = text_of(name, "/memory.tandem");
    if (state->path) return ERROR_NONE;
    rmdir(name);
    return ERROR_MEMORY;
}

static void path_remove(struct sqlite_store *state)
{
    static const char *const endings[] = {"", "-wal", "-shm", "-journal", "-server"};
    char name[512];
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        snprintf(name, sizeof name, "%s%s", state->path, endings[i]);
        unlink(name);
    }
    *strrchr(state->path, '/') = '\0';
    rmdir(state->path);
}

static struct sqlite_store *state_new(bool is_read_only)
{
    struct sqlite_store *state = allocation_get(sizeof *state);
    if (!state) return NULL;
    *state = (struct sqlite_store){.lock = -1, .is_read_only = is_read_only};
    state->last = &state->first;
    pthread_mutex_init(&state->readers_mutex, NULL);
    pthread_cond_init(&state->reader_free, NULL);
    pthread_mutex_init(&state->queue_mutex, NULL);
    pthread_cond_init(&state->queued, NULL);
    pthread_mutex_init(&state->watch.mutex, NULL);
    return state;
}

static void sqlite_close(struct store *store)
{
    struct sqlite_store *state = store->state;
    sqlite_writer_stop(state);
    sqlite_readers_close(state);
    sqlite_watch_close(state);
    if (state->writer.database) sqlite_disconnect(&state->writer);
    if (state->path) server_lock_give(state->path, state->lock);
    if (state->is_temporary) path_remove(state);
    allocation_release(state->path);
    pthread_mutex_destroy(&state->readers_mutex);
    pthread_cond_destroy(&state->reader_free);
    pthread_mutex_destroy(&state->queue_mutex);
    pthread_cond_destroy(&state->queued);
    allocation_release(state);
    store->state = NULL;
}

// SQLite writes beside the file, too (-wal, -shm), so the folder counts.
static bool path_is_writable(const char *path)
{
    char folder[4096];
    snprintf(folder, sizeof folder, "%s", path);
    return access(path, W_OK) == 0 && access(dirname(folder), W_OK) == 0;
}

// A connection for reading, which tells what the file is. Where nobody can write, SQLite may find no room for
// its locks; then it needs none.
static enum error reader_connect(struct sqlite_store *state, char *ret_message)
{
    enum error error = sqlite_connect(state, SQLITE_FOR_READING, &state->writer, ret_message);
    char wal[4096];
    struct stat status;
    snprintf(wal, sizeof wal, "%s-wal", state->path);
    bool has_wal = stat(wal, &status) == 0 && status.st_size > 0;
    if ((error != ERROR_IO && error != ERROR_READ_ONLY) || has_wal || path_is_writable(state->path) ||
        access(state->path, R_OK) != 0)
        return error;
    state->is_immutable = true;
    store_say(ret_message, "%s", "");
    return sqlite_connect(state, SQLITE_FOR_READING, &state->writer, ret_message);
}

// A file that cannot be written is opened for reading, unless somebody means to serve it.
static enum error workspace_admit(struct store *store, char *ret_message)
{
    struct sqlite_store *state = store->state;
    if (state->is_read_only || path_is_writable(state->path)) return ERROR_NONE;
    if (store->options.exclusive || store->options.create) {
        store_say(
            ret_message, "%s can only be read: check its permissions and those of its folder.", state->path);
        return ERROR_READ_ONLY;
    }
    state->is_read_only = store->options.read_only = true;
    return ERROR_NONE;
}

// The writer's connection, or a reader's.
static enum error workspace_connect(struct store *store, bool is_new, char *ret_message)
{
    struct sqlite_store *state = store->state;
    if (state->is_read_only) return reader_connect(state, ret_message);
    return sqlite_connect(
        state, is_new ? SQLITE_FOR_CREATION : SQLITE_FOR_WRITING, &state->writer, ret_message);
}

static enum error workspace_refuse(const struct sqlite_store *state, int64_t version, char *ret_message)
{
    if (version > SCHEMA_VERSION) {
        store_say(ret_message,
            "%s was made by a newer Tandem (schema %lld; this program knows %d): use that version or a later "
            "one.",
            state->path, (long long)version, SCHEMA_VERSION);
        return ERROR_SCHEMA_NEWER;
    }
    store_say(ret_message,
        "%s was made by an older Tandem (schema %lld; this program needs %d): make a backup, then run tandem "
        "migrate.",
        state->path, (long long)version, SCHEMA_VERSION);
    return ERROR_SCHEMA_OLDER;
}

static enum error workspace_examine(struct store *store, bool may_create, char *ret_message)
{
    struct sqlite_store *state = store->state;
    int64_t application = 0, version = 0, tables = 0;
    enum error error = sqlite_number(&state->writer, "PRAGMA application_id", &application);
    if (!error) error = sqlite_number(&state->writer, "PRAGMA user_version", &version);
    if (!error) error = sqlite_number(&state->writer, "SELECT count(*) FROM sqlite_schema", &tables);
    if (error) {
        store_say(ret_message, "%s cannot be read: %s.", state->path, sqlite3_errmsg(state->writer.database));
        return error;
    }
    if (application == 0 && tables == 0) {
        if (store->options.skip_schema) return ERROR_NONE;
        if (may_create) return sqlite_make(store, ret_message);
        store_say(ret_message, "%s is empty; make a workspace in it with tandem init.", state->path);
        return ERROR_NOT_FOUND;
    }
    if (application != SQLITE_APPLICATION_ID) {
        store_say(ret_message, "%s is a SQLite database, but not a Tandem workspace.", state->path);
        return ERROR_IO;
    }
    if (store->options.skip_schema || version == SCHEMA_VERSION) return ERROR_NONE;
    return workspace_refuse(state, version, ret_message);
}

static enum error workspace_open(struct store *store, char *ret_message)
{
    struct sqlite_store *state = store->state;
    struct stat status;
    bool is_there = stat(state->path, &status) == 0;
    bool may_create = (store->options.create || state->is_temporary) && !state->is_read_only;
    if (is_there && S_ISDIR(status.st_mode)) {
        store_say(ret_message, "%s is a folder, not a file.", state->path);
        return ERROR_IO;
    }
    if (!is_there && !may_create) {
        store_say(ret_message, "There is no workspace at %s; make one with tandem init.", state->path);
        return ERROR_NOT_FOUND;
    }
    enum error error = is_there ? workspace_admit(store, ret_message) : ERROR_NONE;
    if (!error && store->options.exclusive) error = server_lock_take(state->path, &state->lock, ret_message);
    if (!error) error = workspace_connect(store, !is_there, ret_message);
    // Kept in the file, so that it is set once; a file that another program made is not touched before it was
    // looked at.
    if (!error && (!is_there || status.st_size == 0) && may_create)
        error = sqlite_command(&state->writer, "PRAGMA journal_mode=WAL", ret_message);
    if (!error) error = workspace_examine(store, may_create, ret_message);
    if (!error && !state->is_read_only)
        error = sqlite_command(
            &state->writer, "PRAGMA journal_mode=WAL; PRAGMA journal_size_limit=67108864", ret_message);
    if (error && !is_there && state->writer.database) {
        // What was not there before is not left behind half made.
        sqlite_disconnect(&state->writer);
        unlink(state->path);
    }
    return error;
}

static enum error sqlite_open(struct store *store, const char *address, char *ret_message)
{
    struct sqlite_store *state = state_new(store->options.read_only);
    if (!state) return ERROR_MEMORY;
    store->state = state;
    enum error error = ERROR_NONE;
    if (strcmp(address, ":memory:") == 0) {
        error = path_temporary(state, ret_message);
    } else {
        // Debian's SQLite takes "file:" for an address with options; a path is only ever a path.
        bool looks_odd = address[0] == ':' || text_prefix(text_from(address), TEXT("file:"));
        state->path = text_of(looks_odd ? "./" : "", address);
        if (!state->path) error = ERROR_MEMORY;
    }
    if (!error) {
        store->address = text_of("", state->is_temporary ? ":memory:" : state->path);
        if (!store->address) error = ERROR_MEMORY;
    }
    if (!error) error = workspace_open(store, ret_message);
    if (!error && !state->is_read_only) error = sqlite_writer_start(store);
    if (error) sqlite_close(store);
    return error;
}

const struct driver sqlite_driver = {
    .kind = STORE_SQLITE,
    .open = sqlite_open,
    .close = sqlite_close,
    .read = sqlite_read,
    .end = sqlite_end,
    .write = sqlite_write,
    .query = sqlite_query,
    .next = sqlite_next,
    .finish = sqlite_finish,
    .values = sqlite_values,
    .value = sqlite_value_of,
    .execute = sqlite_execute,
    .migrate = sqlite_migrate,
    .inform = sqlite_inform,
    .backup = sqlite_backup,
    .check_integrity = sqlite_check_integrity,
    .version = sqlite_version,
};
