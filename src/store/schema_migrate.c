// SPDX-License-Identifier: Apache-2.0
// The numbered steps from one schema to the next, embedded from migrations/, and how they are walked.
#include "base/embedded.h"
#include "base/text.h"
#include "store/driver.h"

extern const struct embedded_files schema_migrations;

static struct text migration_folder(enum store_kind kind)
{
    return kind == STORE_SQLITE ? TEXT("sqlite/") : TEXT("postgres/");
}

size_t migration_count(enum store_kind kind)
{
    size_t count = 0;
    for (size_t i = 0; i < schema_migrations.count; i++)
        count += text_prefix(text_from(schema_migrations.files[i].path), migration_folder(kind));
    return count;
}

// The files are sorted by path, so by number: sqlite/0001_initial.sql.
enum error migration_at(enum store_kind kind, size_t position, struct migration *ret_migration)
{
    struct text folder = migration_folder(kind);
    for (size_t i = 0; i < schema_migrations.count; i++) {
        const struct embedded_file *file = &schema_migrations.files[i];
        struct text path = text_from(file->path);
        if (!text_prefix(path, folder) || position-- > 0) continue;
        int64_t version;
        struct text number = {path.data + folder.length, 4};
        if (path.length < folder.length + 4 || !text_parse_integer(number, 1, 9999, &version))
            return ERROR_INTERNAL;
        *ret_migration =
            (struct migration){.version = (int)version, .sql = {(const char *)file->data, file->size}};
        return ERROR_NONE;
    }
    return ERROR_NOT_FOUND;
}

static enum error migrate_from(struct store *store, int *version, char *ret_message)
{
    enum store_kind kind = store_kind(store);
    for (size_t i = 0; i < migration_count(kind); i++) {
        struct migration migration;
        enum error error = migration_at(kind, i, &migration);
        if (!error && migration.version > *version) {
            error = store->driver->migrate(store, migration.sql.data, migration.version, ret_message);
            if (!error) *version = migration.version;
        }
        if (error) return error;
    }
    return ERROR_NONE;
}

enum error schema_migrate(struct store *store, int *ret_from, int *ret_to, char *ret_message)
{
    store_say(ret_message, "%s", "");
    struct store_information information;
    enum error error = store_inform(store, &information, ret_message);
    if (error) return error;
    *ret_from = *ret_to = information.schema_version;
    if (information.schema_version == 0) {
        store_say(ret_message, "%s is empty; make a workspace in it with tandem init.", store_address(store));
        return ERROR_NOT_FOUND;
    }
    if (information.schema_version > SCHEMA_VERSION) {
        store_say(ret_message, "%s was made by a newer Tandem (schema %d; this program knows %d).",
            store_address(store), information.schema_version, SCHEMA_VERSION);
        return ERROR_SCHEMA_NEWER;
    }
    error = migrate_from(store, ret_to, ret_message);
    if (error && ret_message && !ret_message[0]) store_say(ret_message, "%s", error_sentence(error));
    return error;
}
