// SPDX-License-Identifier: Apache-2.0
// Bad conditions of a SQLite file: each is said in one sentence, and what was confirmed stays.
#include "records_fixture.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/driver.h"
#include "work/resources.h"

// One sentence, that begins and ends like one and names the file.
static void assert_sentence(const char *message, const char *words)
{
    size_t length = strlen(message);
    if (length < 10 || message[length - 1] != '.' || !strstr(message, words) || strchr(message, '\n'))
        fail_msg("\"%s\" does not say \"%s\" in a sentence", message, words);
}

static void expect(const char *path, struct store_options options, enum error wanted, const char *words)
{
    char message[STORE_MESSAGE_SIZE];
    struct store *store = NULL;
    options.registry = tandem_registry();
    enum error error = store_open(path, &options, &store, message);
    store_close(store);
    if (error != wanted) fail_msg("%s instead of %s: %s", error_name(error), error_name(wanted), message);
    if (wanted) assert_sentence(message, words);
}

static const char *path_in(struct fixture *fixture, const char *name)
{
    return arena_print(&fixture->arena, "%s/%s", fixture->folder, name);
}

static void write_file(const char *path, const char *content, size_t length)
{
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    assert_true(file >= 0);
    assert_int_equal(write(file, content, length), length);
    close(file);
}

static void says_what_is_no_workspace(void **state)
{
    struct fixture *fixture = *state;
    const struct store_options plain = {.create = false}, create = {.create = true},
                               read = {.read_only = true};
    expect(path_in(fixture, "nowhere.tandem"), plain, ERROR_NOT_FOUND, "tandem init");
    expect(path_in(fixture, "no/folder.tandem"), create, ERROR_IO, "check the path");
    expect(fixture->folder, plain, ERROR_IO, "is a folder");
    const char *letter = path_in(fixture, "letter.txt");
    char content[4096];
    memset(content, 'x', sizeof content);
    write_file(letter, content, sizeof content);
    expect(letter, plain, ERROR_IO, "not a Tandem workspace");
    expect(letter, create, ERROR_IO, "not a Tandem workspace");
    expect(letter, read, ERROR_IO, "not a Tandem workspace");
    write_file(path_in(fixture, "empty"), "", 0);
    expect(path_in(fixture, "empty"), plain, ERROR_NOT_FOUND, "is empty");
    // Somebody else's database is left as it is.
    const char *other = path_in(fixture, "other.sqlite");
    sqlite3 *database;
    assert_int_equal(sqlite3_open(other, &database), SQLITE_OK);
    assert_int_equal(sqlite3_exec(database, "CREATE TABLE mine (x)", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(database);
    struct stat before, after;
    assert_int_equal(stat(other, &before), 0);
    expect(other, plain, ERROR_IO, "not a Tandem workspace");
    expect(other, create, ERROR_IO, "not a Tandem workspace");
    assert_int_equal(stat(other, &after), 0);
    assert_int_equal(before.st_size, after.st_size);
    assert_int_equal(access(path_in(fixture, "other.sqlite-wal"), F_OK), -1);
    // What could not be made is not left behind.
    assert_int_equal(access(path_in(fixture, "nowhere.tandem"), F_OK), -1);
}

static void lets_one_server_in(void **state)
{
    struct fixture *fixture = *state;
    const struct store_options serve = {.registry = tandem_registry(), .exclusive = true};
    struct store *server;
    char message[STORE_MESSAGE_SIZE];
    assert_int_equal(store_open(fixture->address, &serve, &server, message), ERROR_NONE);
    char words[64];
    snprintf(words, sizeof words, "another Tandem server (process %ld)", (long)getpid());
    expect(fixture->address, serve, ERROR_IN_USE, words);
    // The command line may write beside it, and the server sees it.
    create(fixture, "units", GIVEN({"name", "Kitchen"}));
    struct store *own = fixture->store;
    fixture->store = server;
    assert_string_equal(shown(fixture, get(fixture, "UNIT-1"), "name"), "Kitchen");
    create(fixture, "units", GIVEN({"name", "Garden"}));
    fixture->store = own;
    assert_string_equal(list_keys(fixture, "units", "key", NULL), "UNIT-1,UNIT-2");
    store_close(server);
    expect(fixture->address, serve, ERROR_NONE, "");
    // A server that was killed leaves the file of its lock, but no lock.
    write_file(arena_print(&fixture->arena, "%s-server", fixture->address), "1\n", 2);
    expect(fixture->address, serve, ERROR_NONE, "");
}

static void reads_what_cannot_be_written(struct fixture *fixture)
{
    const struct store_options plain = {.registry = tandem_registry()};
    expect(fixture->address, (struct store_options){.exclusive = true}, ERROR_READ_ONLY, "can only be read");
    expect(fixture->address, (struct store_options){.create = true}, ERROR_READ_ONLY, "can only be read");
    char message[STORE_MESSAGE_SIZE];
    assert_int_equal(store_open(fixture->address, &plain, &fixture->store, message), ERROR_NONE);
    assert_string_equal(list_keys(fixture, "units", "key", NULL), "UNIT-1");
    struct record *record;
    assert_int_equal(create_as(fixture, NULL, "units", GIVEN({"name", "Garden"}), &record), ERROR_READ_ONLY);
    fixture->store = store_close(fixture->store);
}

// Root may write everything, so it becomes somebody else for this.
static void reads_where_it_may_not_write(void **state)
{
    struct fixture *fixture = *state;
    create(fixture, "units", GIVEN({"name", "Kitchen"}));
    fixture->store = store_close(fixture->store);
    assert_int_equal(chmod(fixture->address, 0444), 0);
    assert_int_equal(chmod(fixture->folder, 0555), 0);
    pid_t child = fork();
    if (child == 0) {
        if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0)) _exit(77);
        reads_what_cannot_be_written(fixture);
        _exit(0);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(chmod(fixture->folder, 0755), 0);
    assert_int_equal(chmod(fixture->address, 0644), 0);
    fixture_open_at(fixture, tandem_registry());
    assert_true(WIFEXITED(status) && (WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == 77));
}

// --- a disk that is full, or fails: SQLite's way to the file is taken over

static atomic_int disk_error;

static ssize_t failing_write(int file, const void *data, size_t size, off_t offset)
{
    int error = atomic_load(&disk_error);
    if (!error) return pwrite(file, data, size, offset);
    errno = error;
    return -1;
}

static int failing_sync(int file)
{
    if (atomic_load(&disk_error) != EIO) return fdatasync(file);
    errno = EIO;
    return -1;
}

static void disk_take_over(bool is_ours)
{
    sqlite3_vfs *files = sqlite3_vfs_find(NULL);
    files->xSetSystemCall(files, "pwrite", is_ours ? (sqlite3_syscall_ptr)failing_write : NULL);
    files->xSetSystemCall(files, "pwrite64", is_ours ? (sqlite3_syscall_ptr)failing_write : NULL);
    files->xSetSystemCall(files, "fdatasync", is_ours ? (sqlite3_syscall_ptr)failing_sync : NULL);
}

static void outlives_a_disk(struct fixture *fixture, int error, enum error wanted)
{
    struct record *record;
    create(fixture, "units", GIVEN({"name", "Kitchen"}));
    atomic_store(&disk_error, error);
    for (int i = 0; i < 3; i++) {
        enum error refused = create_as(fixture, NULL, "units", GIVEN({"name", "Lost"}), &record);
        assert_string_equal(error_name(refused), error_name(wanted));
        // Reading goes on.
        assert_string_equal(list_keys(fixture, "units", "key", NULL), "UNIT-1");
    }
    atomic_store(&disk_error, 0);
    assert_string_equal(create(fixture, "units", GIVEN({"name", "Garden"})), "UNIT-2");
    fixture_reopen(fixture);
    assert_string_equal(list_keys(fixture, "units", "key", NULL), "UNIT-1,UNIT-2");
    assert_int_equal(store_check_integrity(fixture->store, &fixture->problems), ERROR_NONE);
}

static void outlives_a_full_disk(void **state)
{
    disk_take_over(true);
    outlives_a_disk(*state, ENOSPC, ERROR_DISK_FULL);
    disk_take_over(false);
}

static void outlives_a_failing_disk(void **state)
{
    disk_take_over(true);
    outlives_a_disk(*state, EIO, ERROR_IO);
    disk_take_over(false);
}

static void makes_nothing_on_a_full_disk(void **state)
{
    struct fixture *fixture = *state;
    disk_take_over(true);
    atomic_store(&disk_error, ENOSPC);
    expect(path_in(fixture, "new.tandem"), (struct store_options){.create = true}, ERROR_DISK_FULL, "full");
    atomic_store(&disk_error, 0);
    disk_take_over(false);
    assert_int_equal(access(path_in(fixture, "new.tandem"), F_OK), -1);
}

static void finds_damage(void **state)
{
    struct fixture *fixture = *state;
    for (int i = 0; i < 200; i++)
        create(fixture, "units", GIVEN({"name", "Kitchen"}));
    assert_int_equal(store_check_integrity(fixture->store, &fixture->problems), ERROR_NONE);
    fixture->store = store_close(fixture->store);
    int file = open(fixture->address, O_RDWR);
    struct stat status;
    assert_int_equal(fstat(file, &status), 0);
    // Pages of records: what is needed to open the file stays whole.
    char noise[4096], page[4096];
    unsigned damaged = 0;
    memset(noise, 0x5a, sizeof noise);
    for (off_t at = 0; at < status.st_size && damaged < 20; at += (off_t)sizeof page) {
        assert_int_equal(pread(file, page, sizeof page, at), sizeof page);
        if (!memmem(page, sizeof page, "Kitchen", 7)) continue;
        assert_int_equal(pwrite(file, noise, sizeof noise, at), sizeof noise);
        damaged++;
    }
    assert_true(damaged > 0);
    close(file);
    char message[STORE_MESSAGE_SIZE];
    const struct store_options doctor = {
        .registry = tandem_registry(), .read_only = true, .skip_schema = true};
    if (store_open(fixture->address, &doctor, &fixture->store, message)) fail_msg("%s", message);
    assert_int_equal(store_check_integrity(fixture->store, &fixture->problems), ERROR_INVALID);
    assert_true(fixture->problems.count > 0);
}

// --- backup

struct progress {
    int calls;
    int64_t total;
    int stop_after;
};

static bool hear(int64_t done, int64_t total, void *closure)
{
    struct progress *progress = closure;
    progress->calls++;
    progress->total = total;
    assert_true(done <= total);
    return progress->calls != progress->stop_after;
}

static void copies_a_workspace_in_use(void **state)
{
    struct fixture *fixture = *state;
    for (int i = 0; i < 300; i++)
        create(fixture, "units", GIVEN({"name", "Kitchen"}));
    const char *copy = path_in(fixture, "copy.tandem");
    char message[STORE_MESSAGE_SIZE];
    struct progress progress = {0};
    assert_int_equal(store_backup(fixture->store, copy, hear, &progress, message), ERROR_NONE);
    assert_true(progress.calls > 0 && progress.total > 10);
    assert_int_equal(store_backup(fixture->store, copy, NULL, NULL, message), ERROR_CONFLICT);
    assert_sentence(message, "there already");
    assert_int_equal(
        store_backup(fixture->store, path_in(fixture, "no/copy"), NULL, NULL, message), ERROR_IO);
    assert_sentence(message, "cannot be written");
    progress = (struct progress){.stop_after = 1};
    assert_int_equal(
        store_backup(fixture->store, path_in(fixture, "half"), hear, &progress, message), ERROR_END);
    assert_int_equal(access(path_in(fixture, "half"), F_OK), -1);
    assert_int_equal(access(path_in(fixture, "half.partial"), F_OK), -1);
    // The copy is a workspace of its own.
    create(fixture, "units", GIVEN({"name", "Later"}));
    struct store *own = fixture->store;
    const struct store_options options = {.registry = tandem_registry()};
    if (store_open(copy, &options, &fixture->store, message)) fail_msg("%s", message);
    struct record *record;
    assert_int_equal(store_check_integrity(fixture->store, &fixture->problems), ERROR_NONE);
    assert_int_equal(get_as(fixture, NULL, "UNIT-300", &record), ERROR_NONE);
    assert_int_equal(get_as(fixture, NULL, "UNIT-301", &record), ERROR_NOT_FOUND);
    store_close(fixture->store);
    fixture->store = own;
}

static void forgets_memory(void **state)
{
    (void)state;
    char message[STORE_MESSAGE_SIZE];
    struct store *store;
    const struct store_options options = {.registry = tandem_registry()};
    assert_int_equal(store_open(":memory:", &options, &store, message), ERROR_NONE);
    assert_string_equal(store_address(store), ":memory:");
    struct fixture fixture = {.store = store};
    arena_init(&fixture.arena, 1 << 20);
    create(&fixture, "units", GIVEN({"name", "Kitchen"}));
    assert_string_equal(list_keys(&fixture, "units", "key", NULL), "UNIT-1");
    store_close(store);
    assert_int_equal(store_open(":memory:", &options, &fixture.store, message), ERROR_NONE);
    assert_string_equal(list_keys(&fixture, "units", "key", NULL), "");
    store_close(fixture.store);
    arena_free(&fixture.arena);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(says_what_is_no_workspace),
        CASE(lets_one_server_in),
        CASE(reads_where_it_may_not_write),
        CASE(outlives_a_full_disk),
        CASE(outlives_a_failing_disk),
        CASE(makes_nothing_on_a_full_disk),
        CASE(finds_damage),
        CASE(copies_a_workspace_in_use),
        cmocka_unit_test(forgets_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
