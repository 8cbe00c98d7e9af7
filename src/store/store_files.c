// SPDX-License-Identifier: Apache-2.0
// The folder of a SQLite file; the certificates and files of passwords that libpq looks for.
#include "store/store_files.h"

#include <libgen.h>
#include <libpq-fe.h>
#include <limits.h>
#include <unistd.h>

#include "base/allocation.h"
#include "base/text.h"
#include "store/driver.h"
#include "store/postgres.h"

struct visitor {
    void (*visit)(const char *path, enum store_file_use use, void *closure);
    void *closure;
};

static void visit_folder_of(const struct visitor *visitor, const char *path)
{
    char folder[PATH_MAX];
    if (snprintf(folder, sizeof folder, "%s", path) >= (int)sizeof folder) return;
    visitor->visit(dirname(folder), STORE_FOLDER_WRITE, visitor->closure);
}

// A link leads to a file that may lie elsewhere: the lock is beside the link, the journal beside the file.
static void sqlite_files(const char *address, const struct visitor *visitor)
{
    if (strcmp(address, ":memory:") == 0) {
        const char *folder = getenv("TMPDIR");
        visitor->visit(folder && folder[0] == '/' ? folder : "/tmp", STORE_FOLDER_WRITE, visitor->closure);
        return;
    }
    visit_folder_of(visitor, address);
    char resolved[PATH_MAX];
    if (realpath(address, resolved)) visit_folder_of(visitor, resolved);
}

static bool is_file_option(const char *keyword)
{
    static const char *const names[] = {
        "passfile", "sslcert", "sslkey", "sslrootcert", "sslcrl", "sslcrldir", "service"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(keyword, names[i]) == 0) return true;
    return false;
}

static void visit_home(const struct visitor *visitor, const char *name)
{
    char path[PATH_MAX];
    const char *home = getenv("HOME");
    if (home && home[0] == '/' && snprintf(path, sizeof path, "%s/%s", home, name) < (int)sizeof path)
        visitor->visit(path, STORE_FILE_READ, visitor->closure);
}

static enum error postgres_files(const char *address, const struct visitor *visitor)
{
    static const char *const usual[] = {".pgpass", ".postgresql", ".pg_service.conf"};
    struct postgres_store state = {.address = NULL};
    enum error error = postgres_address_split(&state, address, NULL);
    PQconninfoOption *options = error ? NULL : PQconninfoParse(state.address, NULL);
    for (const PQconninfoOption *option = options; option && option->keyword; option++) {
        if (!is_file_option(option->keyword)) continue;
        const char *path = option->val;
        if ((!path || !*path) && option->envvar) path = getenv(option->envvar);
        if (path && path[0] == '/') visitor->visit(path, STORE_FILE_READ, visitor->closure);
    }
    PQconninfoFree(options);
    allocation_release(state.address);
    const char *services = getenv("PGSERVICEFILE");
    if (services && services[0] == '/') visitor->visit(services, STORE_FILE_READ, visitor->closure);
    visitor->visit("/etc/postgresql-common", STORE_FILE_READ, visitor->closure);
    for (size_t i = 0; i < sizeof usual / sizeof usual[0]; i++)
        visit_home(visitor, usual[i]);
    return error == ERROR_MEMORY ? error : ERROR_NONE;
}

enum error store_files(const char *address,
    void (*visit)(const char *path, enum store_file_use use, void *closure), void *closure)
{
    const struct visitor visitor = {visit, closure};
    if (store_address_is_postgres(address)) return postgres_files(address, &visitor);
    sqlite_files(address, &visitor);
    return ERROR_NONE;
}
