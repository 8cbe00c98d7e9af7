// SPDX-License-Identifier: Apache-2.0
// tandem doctor: is the workspace well, and if not, what to do?
#include "cli/commands.h"

#include <errno.h>
#include <sodium.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "access/account.h"
#include "base/calendar.h"
#include "cli/database.h"
#include "cli/document.h"
#include "cli/report.h"
#include "http/sandbox.h"
#include "store/schema.h"
#include "work/resources.h"

enum health { HEALTH_GOOD, HEALTH_WARNING, HEALTH_BAD };

struct examination {
    const struct invocation *invocation;
    const char *address;
    struct store *store;
    struct json_writer *writer; // NULL: text
    enum health worst;
};

static void note(struct examination *examination, const char *what, enum health health, const char *advice,
    const char *format, ...) PRINTF_CHECKED(5, 6);

static void note(struct examination *examination, const char *what, enum health health, const char *advice,
    const char *format, ...)
{
    static const char *const words[] = {"good", "warning", "bad"};
    char sentence[1024];
    va_list values;
    va_start(values, format);
    (void)vsnprintf(sentence, sizeof(sentence), format, values);
    va_end(values);
    if (health > examination->worst) examination->worst = health;
    if (examination->writer) {
        const struct {
            const char *name, *value;
        } members[] = {{"check", what}, {"health", words[health]}, {"message", sentence}, {"advice", advice}};
        json_write_object_begin(examination->writer);
        for (size_t i = 0; i < COUNT_OF(members); i++) {
            json_write_key(examination->writer, members[i].name);
            json_write_string(examination->writer, members[i].value);
        }
        json_write_object_end(examination->writer);
        return;
    }
    FILE *output = examination->invocation->streams->output;
    (void)fprintf(output, "%-12s %-8s %s\n", what, words[health], sentence);
    if (health != HEALTH_GOOD && advice) (void)fprintf(output, "%-21s do: %s\n", "", advice);
}

static const char *print_bytes(int64_t bytes, char out[32])
{
    static const char *const units[] = {"bytes", "KiB", "MiB", "GiB", "TiB"};
    double number = (double)bytes;
    size_t unit = 0;
    while (number >= 1024 && unit + 1 < COUNT_OF(units)) {
        number /= 1024;
        unit++;
    }
    (void)snprintf(out, 32, unit ? "%.1f %s" : "%.0f %s", number, units[unit]);
    return out;
}

static bool is_file(const struct examination *examination)
{
    return store_kind(examination->store) == STORE_SQLITE;
}

static void examine_program(struct examination *examination)
{
    int64_t now = calendar_now();
    if (sodium_init() < 0)
        note(examination, "cryptography", HEALTH_BAD, "Reinstall libsodium.", "libsodium does not start.");
    else
        note(examination, "cryptography", HEALTH_GOOD, NULL, "libsodium %s.", sodium_version_string());
    if (now < INT64_C(1735689600000)) // 2025: before this program was written
        note(examination, "clock", HEALTH_BAD, "Set the clock, or let a time service do it.",
            "The clock is before 2025; dates and expiries would be wrong.");
    else
        note(examination, "clock", HEALTH_GOOD, NULL, "The clock is plausible.");
}

static void examine_file(struct examination *examination)
{
    struct stat status;
    struct statvfs space;
    char free_bytes[32];
    if (stat(examination->address, &status)) {
        note(examination, "file", HEALTH_BAD, "Check the path.", "%s: %s.", examination->address,
            strerrordesc_np(errno));
        return;
    }
    const char *path = examination->address;
    const char *slash = strrchr(path, '/');
    const char *directory =
        slash ? arena_text(examination->invocation->arena, path, slash == path ? 1 : (size_t)(slash - path))
              : ".";
    if (access(path, R_OK | W_OK) || !directory || access(directory, W_OK))
        note(examination, "permissions", HEALTH_BAD,
            "Give the account that runs Tandem the right to write the file and its directory.",
            "The file or its directory cannot be written.");
    else if (status.st_mode & (S_IROTH | S_IWOTH))
        note(examination, "permissions", HEALTH_WARNING,
            "chmod o-rwx the file: it holds hashes of passwords.",
            "Everybody on this machine can %s the file.", status.st_mode & S_IWOTH ? "write" : "read");
    else
        note(examination, "permissions", HEALTH_GOOD, NULL,
            "The file can be read and written, by its own people only.");
    if (statvfs(path, &space)) return;
    int64_t available = (int64_t)space.f_bavail * (int64_t)space.f_frsize;
    bool is_short = available < 2 * (int64_t)status.st_size + (64 << 20);
    note(examination, "space", is_short ? HEALTH_WARNING : HEALTH_GOOD,
        is_short ? "Free some space: a backup and the journal need as much as the file itself." : NULL,
        "%s free where the file is.", print_bytes(available, free_bytes));
}

static bool examine_schema(struct examination *examination)
{
    struct store_information information;
    char message[STORE_MESSAGE_SIZE] = "", bytes[32];
    if (store_inform(examination->store, &information, message)) {
        note(examination, "database", HEALTH_BAD, "See the message.", "%s", message);
        return false;
    }
    note(examination, "database", HEALTH_GOOD, NULL, "%s, %s, %lld records.", information.engine,
        print_bytes(information.bytes, bytes), (long long)information.records);
    int version = information.schema_version;
    if (version == 0)
        note(examination, "schema", HEALTH_BAD, "tandem init makes a workspace.",
            "There is no workspace here.");
    else if (version < SCHEMA_VERSION)
        note(examination, "schema", HEALTH_BAD, "Make a backup, then run tandem migrate.",
            "Version %d; this program needs %d.", version, SCHEMA_VERSION);
    else if (version > SCHEMA_VERSION)
        note(examination, "schema", HEALTH_BAD, "Use the newer program.",
            "Version %d; this program knows %d.", version, SCHEMA_VERSION);
    else
        note(examination, "schema", HEALTH_GOOD, NULL, "Version %d, as this program needs it.", version);
    return version == SCHEMA_VERSION;
}

static void examine_integrity(struct examination *examination)
{
    struct problem_list problems;
    problem_list_init(&problems, examination->invocation->arena);
    enum error error = store_check_integrity(examination->store, &problems);
    if (error == ERROR_UNSUPPORTED)
        note(examination, "integrity", HEALTH_GOOD, NULL,
            "PostgreSQL keeps its foreign keys and checksums itself.");
    else if (error == ERROR_NONE)
        note(examination, "integrity", HEALTH_GOOD, NULL, "All pages and references are sound.");
    else if (!problems.first)
        note(examination, "integrity", HEALTH_BAD, error_hint(error), "%s", error_sentence(error));
    for (const struct problem *problem = problems.first; problem; problem = problem->next)
        note(examination, "integrity", HEALTH_BAD, "Restore the last good backup; keep this file for study.",
            "%s", problem->message);
}

static void examine_accounts(struct examination *examination)
{
    struct transaction *transaction = NULL;
    bool has = false;
    enum error error = store_read(examination->store, &transaction);
    if (!error) error = account_has_administrator(transaction, &has);
    transaction_end(transaction);
    if (error)
        note(examination, "accounts", HEALTH_BAD, error_hint(error), "%s", error_sentence(error));
    else if (has)
        note(examination, "accounts", HEALTH_GOOD, NULL, "There is an administrator.");
    else
        note(examination, "accounts", HEALTH_WARNING,
            "Open the link that tandem serve or tandem user link prints.",
            "Nobody can administer the workspace yet.");
}

// Of a line such as "Seccomp:\t2"; -1: there is none.
static int64_t number_after(const char *status, const char *name)
{
    const char *found = strstr(status, name);
    int64_t number = -1;
    if (!found) return -1;
    struct text rest = text_from(found + strlen(name)), line;
    if (!text_split(&rest, '\n', &line) || !text_parse_integer(text_trim(line), 0, 1000, &number)) return -1;
    return number;
}

static bool file_read(const char *path, char *ret_content, size_t size)
{
    FILE *file = fopen(path, "re");
    if (!file) return false;
    size_t length = fread(ret_content, 1, size - 1, file);
    ret_content[length] = '\0';
    (void)fclose(file);
    return length > 0;
}

// The server that has the file now, if there is one: the kernel tells what it gave up.
static void examine_server(struct examination *examination)
{
    char path[4200], status[4096], process[32] = "";
    (void)snprintf(path, sizeof path, "%s-server", examination->address);
    if (!file_read(path, process, sizeof process)) return;
    process[strcspn(process, "\n")] = '\0';
    (void)snprintf(path, sizeof path, "/proc/%.20s/status", process);
    if (process[strspn(process, "0123456789")] || !file_read(path, status, sizeof status)) return;
    bool is_filtered = number_after(status, "\nSeccomp:") == 2;
    bool is_bound = number_after(status, "\nNoNewPrivs:") == 1;
    note(examination, "server", is_filtered && is_bound ? HEALTH_GOOD : HEALTH_WARNING,
        "Serve without --no-sandbox, if this system allows it.",
        "Process %s serves the file; its system calls are %s, and it can%s get new privileges.", process,
        is_filtered ? "filtered" : "not filtered", is_bound ? "not" : "");
}

static void examine_sandbox(struct examination *examination)
{
    struct sandbox sandbox;
    sandbox_inquire(&sandbox);
    if (!sandbox.is_possible)
        note(examination, "sandbox", HEALTH_WARNING, "Serve with a build without sanitizers.",
            "This build has sanitizers, which need what the sandbox takes away.");
    else if (sandbox.landlock && sandbox.filter)
        note(examination, "sandbox", HEALTH_GOOD, NULL,
            "tandem serve confines itself: files by Landlock %u, system calls by a filter.",
            sandbox.landlock);
    else
        note(examination, "sandbox", HEALTH_WARNING,
            "A kernel of 5.13 or later with CONFIG_SECURITY_LANDLOCK and CONFIG_SECCOMP_FILTER has both.",
            "Of tandem serve, this kernel confines %s.",
            sandbox.filter     ? "system calls, but not files"
            : sandbox.landlock ? "files, but not system calls"
                               : "neither files nor system calls");
}

static void examine(struct examination *examination)
{
    examine_program(examination);
    examine_sandbox(examination);
    if (is_file(examination)) examine_server(examination);
    if (is_file(examination)) examine_file(examination);
    if (!examine_schema(examination)) return;
    examine_integrity(examination);
    examine_accounts(examination);
}

static int run_doctor(struct invocation *invocation)
{
    struct examination examination = {.invocation = invocation, .address = database_address(invocation)};
    const struct store_options options = {.registry = tandem_registry(), .skip_schema = true};
    struct document document;
    if (!examination.address) return error_exit(ERROR_USAGE);
    int status = database_open(invocation, &options, &examination.store);
    if (status) return status;
    if (invocation->json) {
        examination.writer = document_begin(&document);
        json_write_object_begin(examination.writer);
        json_write_key(examination.writer, "checks");
        json_write_array_begin(examination.writer);
    }
    examine(&examination);
    if (invocation->json) {
        json_write_array_end(examination.writer);
        json_write_key(examination.writer, "healthy");
        json_write_boolean(examination.writer, examination.worst != HEALTH_BAD);
        json_write_object_end(examination.writer);
        status = document_end(&document, invocation);
    }
    examination.store = store_close(examination.store);
    return status ? status : examination.worst == HEALTH_BAD ? 1 : 0;
}

static const struct example examples[] = {
    {"tandem doctor --db company.tandem", "Checks the file, its schema, its place and the program."},
    {"tandem doctor --json", "The same for a program to read."},
};

const struct command command_doctor = {
    .name = "doctor",
    .summary = "Check that a workspace is well, and say what to do if not",
    .description =
        "Looks at the integrity of the database and its references, the version of its schema, permissions, "
        "free "
        "space, the clock, the program's own parts, what `tandem serve` shuts itself off from, and whether a "
        "server that "
        "runs does. Changes nothing. Exit status 1: something is bad.",
    .common = COMMON_DATABASE | COMMON_JSON,
    .examples = examples,
    .example_count = COUNT_OF(examples),
    .run = run_doctor,
};
