// SPDX-License-Identifier: Apache-2.0
// A copy of a SQLite workspace while it is used, the check of one, and what there is to say about it.
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/allocation.h"
#include "base/text.h"
#include "store/sqlite.h"

#define BACKUP_PAGES 128 // a step: half a MiB, so that progress is heard of often

static struct sqlite_connection *connection_of(struct transaction *transaction)
{
    return ((struct sqlite_transaction *)transaction)->connection;
}

struct backup {
    struct transaction *source; // keeps its snapshot to the end, so that the copy never starts anew
    const char *path;
    const char *partial;
    bool (*progress)(int64_t done, int64_t total, void *closure);
    void *closure;
    char *message;
};

static enum error backup_refuse(struct backup *backup, int code, const char *said)
{
    enum error error = sqlite_error(code);
    store_say(backup->message,
        error == ERROR_DISK_FULL ? "The disk that holds %s is full." : "%s cannot be written: %s.",
        backup->path, said);
    return error ? error : ERROR_IO;
}

static enum error backup_copy(struct backup *backup, sqlite3 *target)
{
    sqlite3_exec(target, "PRAGMA synchronous=OFF", NULL, NULL, NULL);
    sqlite3_backup *copy =
        sqlite3_backup_init(target, "main", connection_of(backup->source)->database, "main");
    if (!copy) return backup_refuse(backup, sqlite3_extended_errcode(target), sqlite3_errmsg(target));
    int code;
    bool goes_on = true;
    do {
        code = sqlite3_backup_step(copy, BACKUP_PAGES);
        int64_t total = sqlite3_backup_pagecount(copy);
        if (backup->progress)
            goes_on = backup->progress(total - sqlite3_backup_remaining(copy), total, backup->closure);
    } while (code == SQLITE_OK && goes_on);
    int last = sqlite3_backup_finish(copy);
    if (code == SQLITE_DONE && last == SQLITE_OK) return ERROR_NONE;
    if (!goes_on) return ERROR_END;
    return backup_refuse(
        backup, code == SQLITE_DONE ? last : code, sqlite3_errstr(code == SQLITE_DONE ? last : code));
}

static bool file_sync(const char *path, int flags)
{
    int file = open(path, flags | O_CLOEXEC);
    if (file < 0) return false;
    bool is_safe = fsync(file) == 0;
    return close(file) == 0 && is_safe;
}

// The copy gets its name only when it is whole and on the disk, and never takes another file's.
static enum error backup_name(struct backup *backup)
{
    bool is_safe = file_sync(backup->partial, O_RDONLY);
    if (is_safe && link(backup->partial, backup->path) != 0) {
        if (errno == EEXIST) {
            store_say(backup->message, "%s is there already; give a new name.", backup->path);
            return ERROR_CONFLICT;
        }
        // Some file systems know no second name for a file.
        is_safe = access(backup->path, F_OK) != 0 && rename(backup->partial, backup->path) == 0;
    }
    char folder[4096];
    snprintf(folder, sizeof folder, "%s", backup->path);
    if (is_safe) is_safe = file_sync(dirname(folder), O_RDONLY | O_DIRECTORY);
    if (is_safe) return ERROR_NONE;
    store_say(backup->message, "%s cannot be written: check the folder and its free space.", backup->path);
    return ERROR_IO;
}

static enum error backup_run(struct backup *backup)
{
    sqlite3 *target = NULL;
    unlink(backup->partial);
    int code = sqlite3_open_v2(backup->partial, &target,
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
    enum error error =
        code == SQLITE_OK ? backup_copy(backup, target) : backup_refuse(backup, code, sqlite3_errstr(code));
    code = sqlite3_close(target);
    if (!error && code != SQLITE_OK) error = backup_refuse(backup, code, sqlite3_errstr(code));
    if (!error) error = backup_name(backup);
    unlink(backup->partial);
    return error;
}

enum error sqlite_backup(struct store *store, const char *path,
    bool (*progress)(int64_t done, int64_t total, void *closure), void *closure, char *ret_message)
{
    if (access(path, F_OK) == 0) {
        store_say(ret_message, "%s is there already; give a new name.", path);
        return ERROR_CONFLICT;
    }
    size_t size = strlen(path) + sizeof "./.partial";
    char *partial = allocation_get(size);
    if (!partial) return ERROR_MEMORY;
    snprintf(partial, size, "%s%s.partial", strncmp(path, "file:", 5) == 0 ? "./" : "", path);
    struct backup backup = {
        .path = path, .partial = partial, .progress = progress, .closure = closure, .message = ret_message};
    enum error error = sqlite_read(store, &backup.source);
    int64_t version;
    if (!error) {
        // The first read takes the snapshot.
        error = sqlite_number(connection_of(backup.source), "PRAGMA user_version", &version);
        if (!error) error = backup_run(&backup);
        sqlite_end(backup.source);
    }
    allocation_release(partial);
    return error;
}

enum error sqlite_inform(struct store *store, struct store_information *ret_information, char *ret_message)
{
    struct transaction *transaction;
    enum error error = sqlite_read(store, &transaction);
    if (error) {
        store_say(ret_message, "%s", error_sentence(error));
        return error;
    }
    struct sqlite_connection *connection = connection_of(transaction);
    int64_t version = 0, pages = 0, size = 0, records = -1;
    error = sqlite_number(connection, "PRAGMA user_version", &version);
    if (!error) error = sqlite_number(connection, "PRAGMA page_count", &pages);
    if (!error) error = sqlite_number(connection, "PRAGMA page_size", &size);
    if (error) store_say(ret_message, "%s", sqlite3_errmsg(connection->database));
    if (!error && sqlite_number(connection, "SELECT count(*) FROM record", &records)) records = -1;
    *ret_information =
        (struct store_information){.schema_version = (int)version, .bytes = pages * size, .records = records};
    snprintf(ret_information->engine, sizeof ret_information->engine, "SQLite %s", sqlite3_libversion());
    sqlite_end(transaction);
    return error;
}

// Each row of the check is a fault, except the one that says "ok".
static enum error check_rows(
    sqlite3 *database, const char *sql, const char *format, struct problem_list *problems)
{
    sqlite3_stmt *handle = NULL;
    int code = sqlite3_prepare_v2(database, sql, -1, &handle, NULL);
    bool is_sound = true;
    while (code == SQLITE_OK || code == SQLITE_ROW) {
        code = sqlite3_step(handle);
        if (code != SQLITE_ROW) break;
        const char *said = (const char *)sqlite3_column_text(handle, 0);
        if (said && strcmp(said, "ok") == 0) continue;
        is_sound = false;
        problem_add(problems, NULL, "%s: %s.", format, said ? said : "unknown");
    }
    sqlite3_finalize(handle);
    if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB) {
        problem_add(problems, NULL, "%s: %s.", format, sqlite3_errstr(code));
        return ERROR_INVALID;
    }
    if (code != SQLITE_DONE) return sqlite_error(code);
    return is_sound ? ERROR_NONE : ERROR_INVALID;
}

enum error sqlite_check_integrity(struct store *store, struct problem_list *problems)
{
    struct transaction *transaction;
    enum error error = sqlite_read(store, &transaction);
    if (error) return error;
    sqlite3 *database = connection_of(transaction)->database;
    enum error pages = check_rows(database, "PRAGMA integrity_check", "The file is damaged", problems);
    enum error references = check_rows(database,
        "SELECT DISTINCT 'table ' || \"table\" || ' refers to a missing ' || parent FROM "
        "pragma_foreign_key_check",
        "A reference is broken", problems);
    sqlite_end(transaction);
    return pages ? pages : references;
}
