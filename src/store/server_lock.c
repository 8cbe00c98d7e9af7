// SPDX-License-Identifier: Apache-2.0
// flock on "<path>-server", which also holds the number of the process. The database file itself is not
// touched: closing any handle of it would take away SQLite's own locks.
#include "store/server_lock.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/allocation.h"
#include "store/driver.h"

static char *lock_path(const char *path)
{
    size_t size = strlen(path) + sizeof "-server";
    char *name = allocation_get(size);
    if (name) snprintf(name, size, "%s-server", path);
    return name;
}

// Is the locked file still the one that the name leads to? The holder before us removes it when it ends.
static bool lock_is_current(int lock, const char *name)
{
    struct stat held, named;
    return fstat(lock, &held) == 0 && stat(name, &named) == 0 && held.st_ino == named.st_ino &&
           held.st_dev == named.st_dev;
}

static enum error lock_refuse(int lock, const char *path, char *ret_message)
{
    char process[32];
    ssize_t length = pread(lock, process, sizeof process - 1, 0);
    process[length > 0 ? length : 0] = '\0';
    char *end = strchr(process, '\n');
    if (end) *end = '\0';
    store_say(ret_message, "%s is in use by another Tandem server (process %s); stop that one first.", path,
        process[0] ? process : "unknown");
    close(lock);
    return ERROR_IN_USE;
}

static enum error lock_take(const char *path, const char *name, int *ret_lock, char *ret_message)
{
    for (;;) {
        int lock = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
        if (lock < 0) {
            store_say(ret_message, "The lock file %s cannot be made: check the folder's permissions.", name);
            return ERROR_IO;
        }
        if (flock(lock, LOCK_EX | LOCK_NB) != 0) {
            if (errno == EWOULDBLOCK) return lock_refuse(lock, path, ret_message);
            store_say(ret_message, "The lock file %s cannot be locked on this file system.", name);
            close(lock);
            return ERROR_IO;
        }
        if (lock_is_current(lock, name)) {
            *ret_lock = lock;
            return ERROR_NONE;
        }
        close(lock);
    }
}

enum error server_lock_take(const char *path, int *ret_lock, char *ret_message)
{
    char *name = lock_path(path);
    if (!name) return ERROR_MEMORY;
    enum error error = lock_take(path, name, ret_lock, ret_message);
    allocation_release(name);
    if (error) return error;
    char process[32];
    int length = snprintf(process, sizeof process, "%ld\n", (long)getpid());
    // The number is a courtesy: on a full disk the lock holds without it.
    if (ftruncate(*ret_lock, 0) == 0 && pwrite(*ret_lock, process, (size_t)length, 0) < 0) return ERROR_NONE;
    return ERROR_NONE;
}

void server_lock_give(const char *path, int lock)
{
    if (lock < 0) return;
    char *name = lock_path(path);
    if (name) unlink(name);
    allocation_release(name);
    close(lock);
}
