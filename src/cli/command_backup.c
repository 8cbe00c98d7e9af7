// SPDX-License-Identifier: Apache-2.0
// tandem backup, restore and migrate: the workspace as a file.
#include "cli/commands.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/calendar.h"
#include "cli/database.h"
#include "cli/document.h"
#include "cli/file.h"
#include "cli/progress.h"
#include "cli/report.h"
#include "store/schema.h"
#include "work/resources.h"

static bool copy_step(int64_t done, int64_t total, void *closure)
{
    (void)total;
    return progress_step(done, closure);
}

static int say_copied(
    const struct invocation *invocation, const char *verb, const char *path, const char *former)
{
    struct stat status;
    long long bytes = stat(path, &status) ? 0 : (long long)status.st_size;
    if (!invocation->json) {
        (void)fprintf(invocation->streams->output, "%s %s (%lld bytes).\n", verb, path, bytes);
        if (former)
            (void)fprintf(invocation->streams->output, "What was there before is kept as %s.\n", former);
        return 0;
    }
    struct document document;
    struct json_writer *writer = document_begin(&document);
    json_write_object_begin(writer);
    json_write_key(writer, "file");
    json_write_string(writer, path);
    json_write_key(writer, "bytes");
    json_write_integer(writer, bytes);
    json_write_key(writer, "former");
    json_write_string(writer, former);
    json_write_object_end(writer);
    return document_end(&document, invocation);
}

static int copy_store(const struct invocation *invocation, struct store *store, const char *path)
{
    char message[STORE_MESSAGE_SIZE] = "";
    struct progress progress;
    (void)umask(077); // a copy holds hashes of passwords as well
    progress_begin(&progress, invocation->streams, "pages");
    enum error error = store_backup(store, path, copy_step, &progress, message);
    progress_end(&progress);
    if (error == ERROR_NONE) return 0;
    if (error == ERROR_END) {
        report_error(invocation->streams, "Stopped; the incomplete copy was removed.");
        return 1;
    }
    report_error(invocation->streams, "%s", *message ? message : error_sentence(error));
    return error == ERROR_CONFLICT ? 1 : 2;
}

static int run_backup(struct invocation *invocation)
{
    const char *path = invocation_operand(invocation, 0);
    struct store *store;
    int status = database_open_usual(invocation, &store);
    if (status) return status;
    status = copy_store(invocation, store, path);
    store = store_close(store);
    return status ? status : say_copied(invocation, "Wrote", path, NULL);
}

// Is the file a whole workspace of a version that this program can use?
static int verify(const struct invocation *invocation, const char *path, struct store **ret_store)
{
    const struct store_options options = {.registry = tandem_registry(), .read_only = true};
    char message[STORE_MESSAGE_SIZE] = "";
    struct problem_list problems;
    *ret_store = NULL;
    problem_list_init(&problems, invocation->arena);
    if (access(path, R_OK)) {
        report_error(invocation->streams, "%s cannot be read: %s.", path, strerrordesc_np(errno));
        return 2;
    }
    enum error error = store_open(path, &options, ret_store, message);
    if (error) {
        report_error(invocation->streams, "%s is no backup that can be restored: %s", path,
            *message ? message : error_sentence(error));
        return 2;
    }
    error = store_check_integrity(*ret_store, &problems);
    if (error == ERROR_NONE) return 0;
    *ret_store = store_close(*ret_store);
    report_error(invocation->streams, "%s is damaged, and nothing was changed.", path);
    return report_problems(invocation->streams, error, &problems);
}

// Does a server use the workspace? Opening it for oneself alone tells.
static int check_unused(const struct invocation *invocation, const char *address)
{
    const struct store_options options = {
        .registry = tandem_registry(), .exclusive = true, .skip_schema = true};
    char message[STORE_MESSAGE_SIZE] = "";
    struct store *store;
    enum error error = store_open(address, &options, &store, message);
    if (error == ERROR_IN_USE) {
        report_error(invocation->streams, "%s", *message ? message : error_sentence(error));
        return 1;
    }
    if (!error) store = store_close(store); // whatever else is wrong with it: it is about to be replaced
    return 0;
}

// Gives what is there another name, with what belongs to it.
static int put_aside(const struct invocation *invocation, const char *address, const char **ret_former)
{
    static const char *const endings[] = {"", "-wal", "-shm"};
    char instant[CALENDAR_INSTANT_SIZE];
    calendar_print_instant(calendar_now(), instant);
    for (char *at = instant; *at; at++)
        *at = *at == ':' || *at == '.' ? '-' : *at;
    const char *former = arena_print(invocation->arena, "%s.before-%s", address, instant);
    for (size_t i = 0; i < COUNT_OF(endings) && former; i++) {
        const char *from = arena_print(invocation->arena, "%s%s", address, endings[i]);
        const char *to = arena_print(invocation->arena, "%s%s", former, endings[i]);
        if (!from || !to) return report_problems(invocation->streams, ERROR_MEMORY, NULL);
        if (rename(from, to) && (errno != ENOENT || i == 0)) {
            report_error(invocation->streams, "%s cannot be put aside: %s.", from, strerrordesc_np(errno));
            return 2;
        }
    }
    *ret_former = former;
    return former ? 0 : 2;
}

enum { RESTORE_FORCE, RESTORE_OPTION_COUNT };

static int run_restore(struct invocation *invocation)
{
    const char *address = database_address(invocation), *path = invocation_operand(invocation, 0),
               *former = NULL;
    struct store *store;
    if (!address) return error_exit(ERROR_USAGE);
    if (text_prefix(text_from(address), TEXT("postgres"))) {
        report_error(invocation->streams, "Only a file can be restored; use pg_restore for PostgreSQL.");
        return error_exit(ERROR_USAGE);
    }
    bool exists = access(address, F_OK) == 0;
    if (exists && !invocation_is_given(invocation, RESTORE_FORCE)) {
        report_error(invocation->streams, "%s exists already, and is left as it is.", address);
        report_hint(invocation->streams, "With --force it is put aside under another name first.");
        return 1;
    }
    int status = verify(invocation, path, &store);
    if (status) return status;
    if (exists) status = check_unused(invocation, address);
    if (!status && exists) status = put_aside(invocation, address, &former);
    if (!status) status = copy_store(invocation, store, address);
    store = store_close(store);
    return status ? status : say_copied(invocation, "Restored", address, former);
}

static int run_migrate(struct invocation *invocation)
{
    const struct store_options options = {
        .registry = tandem_registry(), .skip_schema = true, .exclusive = true};
    char message[STORE_MESSAGE_SIZE] = "";
    struct store *store;
    int from = 0, to = 0;
    int status = database_open(invocation, &options, &store);
    if (status) return status;
    enum error error = schema_migrate(store, &from, &to, message);
    store = store_close(store);
    if (error) {
        report_error(invocation->streams, "%s", *message ? message : error_sentence(error));
        if (*error_hint(error)) report_hint(invocation->streams, "%s", error_hint(error));
        return 2;
    }
    if (!invocation->json) {
        FILE *output = invocation->streams->output;
        if (from == to)
            (void)fprintf(output, "The schema is at version %d already.\n", to);
        else
            (void)fprintf(output, "The schema went from version %d to %d.\n", from, to);
        return 0;
    }
    struct document document;
    struct json_writer *writer = document_begin(&document);
    json_write_object_begin(writer);
    json_write_key(writer, "from");
    json_write_integer(writer, from);
    json_write_key(writer, "to");
    json_write_integer(writer, to);
    json_write_object_end(writer);
    return document_end(&document, invocation);
}

static const struct operand backup_operands[] = {
    {.name = "FILE", .help = "The file to write; it must not be there yet.", .kind = ARGUMENT_FILE},
};
static const struct operand restore_operands[] = {
    {.name = "FILE", .help = "The backup.", .kind = ARGUMENT_FILE},
};
static const struct option restore_options[RESTORE_OPTION_COUNT] = {
    [RESTORE_FORCE] = {.name = "force",
        .letter = 'f',
        .help = "Put a workspace that is there aside, under another name, and restore into its place."},
};
static const struct example backup_examples[] = {
    {"tandem backup --db company.tandem company-2026-11-22.tandem",
        "Copies the workspace as it is at this moment."},
};
static const struct example restore_examples[] = {
    {"tandem restore --db company.tandem company-2026-11-22.tandem", "Makes a workspace from a backup."},
    {"tandem restore --db company.tandem --force company-2026-11-22.tandem",
        "The same in place of one that is there."},
};
static const struct example migrate_examples[] = {
    {"tandem migrate --db company.tandem", "Brings a workspace of an older version up to date."},
};

const struct command command_backup = {
    .name = "backup",
    .summary = "Copy a workspace into a file, consistently and while it is used",
    .description =
        "The copy is a complete workspace with accounts, tokens and history; keep it as carefully as the "
        "workspace itself. For PostgreSQL use pg_dump, or \"tandem export --all\".",
    .common = COMMON_DATABASE | COMMON_JSON,
    .operands = backup_operands,
    .operand_count = COUNT_OF(backup_operands),
    .examples = backup_examples,
    .example_count = COUNT_OF(backup_examples),
    .run = run_backup,
};

const struct command command_restore = {
    .name = "restore",
    .summary = "Make a workspace from a backup",
    .description =
        "The backup is checked first. A workspace that is there already is left alone, or with --force put "
        "aside under another name; while a server uses it, nothing is done.",
    .common = COMMON_DATABASE | COMMON_JSON,
    .options = restore_options,
    .option_count = RESTORE_OPTION_COUNT,
    .operands = restore_operands,
    .operand_count = COUNT_OF(restore_operands),
    .examples = restore_examples,
    .example_count = COUNT_OF(restore_examples),
    .run = run_restore,
};

const struct command command_migrate = {
    .name = "migrate",
    .summary = "Bring a workspace to the schema of this program",
    .description =
        "Each step succeeds as a whole or changes nothing. There is no way back but a backup, so make one "
        "before.",
    .common = COMMON_DATABASE | COMMON_JSON,
    .examples = migrate_examples,
    .example_count = COUNT_OF(migrate_examples),
    .run = run_migrate,
};
