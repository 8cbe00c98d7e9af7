// SPDX-License-Identifier: Apache-2.0
// The sandbox tried from inside: a process confines itself as `tandem serve` does, then tries what must be
// refused and what must work. A process of its own, since there is no way back.
#include "store/records_fixture.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <libpq-fe.h>
#include <netdb.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "http/sandbox.h"
#include "work/resources.h"

static struct fixture fixture;
static struct sandbox sandbox;
static int listener;           // bound before, as the server's is
static unsigned short port;    // of the listener
static char outside[300];      // a folder that is not the database's
static char outside_file[320]; // a file in it

#define assert_refused(call, number)                                                                         \
    do {                                                                                                     \
        errno = 0;                                                                                           \
        assert_int_equal((call), -1);                                                                        \
        assert_int_equal(errno, number);                                                                     \
    } while (0)

// --- what must be refused

static void refuses_to_read_elsewhere(void **state)
{
    (void)state;
    static const char *const paths[] = {"/etc/passwd", "/etc/shadow", "/proc/self/maps", "/proc/self/environ",
        "/proc/1/status", "/root", "/home"};
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        if (open(paths[i], O_RDONLY | O_CLOEXEC) < 0 && errno == ENOENT) continue;
        assert_refused(open(paths[i], O_RDONLY | O_CLOEXEC), EACCES);
    }
    assert_refused(open(outside_file, O_RDONLY | O_CLOEXEC), EACCES);
    assert_refused(open("/etc/passwd", O_RDONLY | O_CLOEXEC), EACCES); // that one is there everywhere
}

static void refuses_to_write_elsewhere(void **state)
{
    (void)state;
    char path[340], inside[340];
    snprintf(path, sizeof path, "%s/new", outside);
    snprintf(inside, sizeof inside, "%s/moved", fixture.folder);
    assert_refused(open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600), EACCES);
    assert_refused(open(outside_file, O_WRONLY | O_CLOEXEC), EACCES);
    assert_refused(open("/etc/ssl/openssl.cnf", O_WRONLY | O_CLOEXEC), EACCES); // readable, no more
    assert_refused(truncate(outside_file, 0), EPERM);
    assert_refused(unlink(outside_file), EACCES);
    assert_refused(mkdir(path, 0700), EACCES);
    assert_refused(rename(outside_file, inside), EACCES);
}

static void refuses_odd_files_beside_the_database(void **state)
{
    (void)state;
    char path[340];
    snprintf(path, sizeof path, "%s/odd", fixture.folder);
    assert_refused(symlink("/etc/passwd", path), EPERM);
    assert_refused(link(outside_file, path), EPERM);
    assert_refused(mknod(path, S_IFIFO | 0600, 0), EPERM);
    assert_refused(chmod(fixture.folder, 0777), EPERM);
}

static void refuses_programs_and_processes(void **state)
{
    (void)state;
    char *const arguments[] = {(char[]){"true"}, NULL};
    assert_refused(execve("/bin/true", arguments, NULL), EPERM);
    assert_refused((int)syscall(SYS_execveat, AT_FDCWD, "/bin/true", arguments, NULL, 0), EPERM);
    assert_refused(fork(), EPERM);
    assert_refused((int)syscall(SYS_clone, SIGCHLD, NULL, NULL, NULL, NULL), EPERM);
}

static void refuses_to_look_into_others(void **state)
{
    (void)state;
    assert_refused((int)ptrace(PTRACE_TRACEME, 0, NULL, NULL), EPERM);
    assert_refused((int)ptrace(PTRACE_ATTACH, getppid(), NULL, NULL), EPERM);
    assert_refused((int)syscall(SYS_process_vm_readv, getppid(), NULL, 0, NULL, 0, 0), EPERM);
    assert_refused((int)syscall(SYS_pidfd_open, getppid(), 0), EPERM);
    assert_refused(kill(getppid(), 0), EPERM);
    assert_refused(kill(-1, 0), EPERM);
}

static void refuses_odd_sockets(void **state)
{
    (void)state;
    assert_refused(socket(AF_PACKET, SOCK_RAW, 0), EPERM);
    assert_refused(socket(AF_INET, SOCK_RAW, IPPROTO_ICMP), EPERM);
    assert_refused(socket(AF_ALG, SOCK_SEQPACKET, 0), EPERM);
    assert_refused(socket(AF_VSOCK, SOCK_STREAM, 0), EPERM);
    assert_refused(socket(AF_NETLINK, SOCK_RAW, 9), EPERM); // NETLINK_AUDIT
}

static void refuses_to_listen_anew(void **state)
{
    (void)state;
    int other = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_true(other >= 0);
    const struct sockaddr_in any = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_ANY)};
    assert_refused(bind(other, (const struct sockaddr *)&any, sizeof any), EPERM);
    assert_refused(listen(other, 1), EPERM);
    close(other);
}

static void refuses_namespaces_and_mounts(void **state)
{
    (void)state;
    assert_refused(unshare(CLONE_NEWUSER), EPERM);
    assert_refused((int)syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, NULL, NULL, NULL, NULL), EPERM);
    assert_refused((int)syscall(SYS_clone, CLONE_THREAD | CLONE_NEWUSER, NULL, NULL, NULL, NULL), EPERM);
    assert_refused((int)syscall(SYS_clone3, NULL, 0), ENOSYS); // so that the C library takes clone
    assert_refused(setns(0, CLONE_NEWUSER), EPERM);
    assert_refused(mount("none", fixture.folder, "tmpfs", 0, NULL), EPERM);
    assert_refused(chroot(fixture.folder), EPERM);
}

static void refuses_the_kernels_doors(void **state)
{
    (void)state;
    static const long calls[] = {SYS_init_module, SYS_finit_module, SYS_delete_module, SYS_kexec_load,
        SYS_bpf, SYS_perf_event_open, SYS_userfaultfd, SYS_io_uring_setup, SYS_keyctl, SYS_add_key,
        SYS_reboot, SYS_setuid, SYS_setgid, SYS_setgroups, SYS_capset, SYS_personality, SYS_memfd_create,
        SYS_open_by_handle_at, SYS_swapon, SYS_settimeofday, SYS_clock_settime, SYS_syslog};
    for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++)
        assert_refused((int)syscall(calls[i], 0, 0, 0, 0, 0, 0), EPERM);
}

static void refuses_code_made_at_run_time(void **state)
{
    (void)state;
    assert_ptr_equal(
        mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), MAP_FAILED);
    assert_ptr_equal(mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), MAP_FAILED);
    void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    assert_ptr_not_equal(page, MAP_FAILED);
    assert_refused(mprotect(page, 4096, PROT_READ | PROT_EXEC), EPERM);
    assert_int_equal(munmap(page, 4096), 0);
}

static void keeps_its_limits(void **state)
{
    (void)state;
    struct rlimit limit;
    assert_int_equal(getrlimit(RLIMIT_CORE, &limit), 0);
    assert_int_equal(limit.rlim_max, 0);
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &limit), 0);
    assert_true(limit.rlim_cur <= 8192);
    limit = (struct rlimit){RLIM_INFINITY, RLIM_INFINITY};
    assert_refused(setrlimit(RLIMIT_CORE, &limit), EPERM);
    assert_refused(prctl(PR_SET_DUMPABLE, 1, 0, 0, 0), EPERM);
    assert_refused(prctl(PR_SET_SECCOMP, 0, 0, 0, 0), EPERM);
}

// Threads that ran before the filter came are held by it, too.
static pthread_mutex_t early_mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_t early;
static int early_errnos[2];

static void *early_run(void *closure)
{
    (void)closure;
    pthread_mutex_lock(&early_mutex);
    early_errnos[0] = unshare(CLONE_NEWUSER) == 0 ? 0 : errno;
    early_errnos[1] = open("/etc/passwd", O_RDONLY | O_CLOEXEC) >= 0 ? 0 : errno;
    pthread_mutex_unlock(&early_mutex);
    return NULL;
}

static void holds_threads_that_were_there(void **state)
{
    (void)state;
    pthread_mutex_unlock(&early_mutex);
    assert_int_equal(pthread_join(early, NULL), 0);
    assert_int_equal(early_errnos[0], EPERM);
    assert_int_equal(early_errnos[1], EACCES);
}

// --- what must work

static void writes_and_checkpoints(void **state)
{
    (void)state;
    for (int i = 0; i < 50; i++)
        create(&fixture, "units", GIVEN({"name", "Kitchen"}));
    if (fixture_is_postgres()) return;
    sqlite3 *database;
    assert_int_equal(sqlite3_open_v2(fixture.address, &database, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    // A connection that has read nothing does not know of the journal yet.
    assert_int_equal(sqlite3_exec(database, "SELECT count(*) FROM unit", NULL, NULL, NULL), SQLITE_OK);
    int pages = -1, moved = -1;
    assert_int_equal(
        sqlite3_wal_checkpoint_v2(database, NULL, SQLITE_CHECKPOINT_TRUNCATE, &pages, &moved), SQLITE_OK);
    assert_int_equal(pages, 0); // of the journal, which was emptied
    struct stat status;
    char wal[1100];
    snprintf(wal, sizeof wal, "%s-wal", fixture.address);
    assert_int_equal(stat(wal, &status), 0);
    assert_int_equal(status.st_size, 0);
    assert_int_equal(sqlite3_exec(database, "PRAGMA integrity_check", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(database);
    create(&fixture, "units", GIVEN({"name", "Garden"}));
}

static void opens_the_workspace_anew(void **state)
{
    (void)state;
    fixture_reopen(&fixture);
    create(&fixture, "units", GIVEN({"name", "Cellar"}));
}

static void *thread_run(void *closure)
{
    char *memory = malloc(1 << 20);
    if (memory) memory[1000] = 1;
    free(memory);
    *(int *)closure = memory ? 1 : 0;
    return NULL;
}

static void starts_threads(void **state)
{
    (void)state;
    pthread_t threads[32];
    int done[32] = {0};
    for (size_t i = 0; i < 32; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, thread_run, &done[i]), 0);
    for (size_t i = 0; i < 32; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        assert_int_equal(done[i], 1);
    }
}

static void resolves_names_and_connects(void **state)
{
    (void)state;
    char service[8];
    snprintf(service, sizeof service, "%u", (unsigned)port);
    const struct addrinfo hints = {.ai_family = AF_INET, .ai_socktype = SOCK_STREAM};
    struct addrinfo *found = NULL;
    assert_int_equal(getaddrinfo("localhost", service, &hints, &found), 0);
    int client = socket(found->ai_family, found->ai_socktype | SOCK_CLOEXEC, 0);
    assert_true(client >= 0);
    assert_int_equal(connect(client, found->ai_addr, found->ai_addrlen), 0);
    freeaddrinfo(found);
    int server = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
    assert_true(server >= 0);
    assert_int_equal(write(client, "hello", 5), 5);
    char got[8] = "";
    assert_int_equal(read(server, got, sizeof got), 5);
    assert_string_equal(got, "hello");
    close(client);
    close(server);
}

static void reaches_postgresql_again(void **state)
{
    (void)state;
    PGconn *killer = PQconnectdb(getenv("TANDEM_TEST_POSTGRES"));
    assert_int_equal(PQstatus(killer), CONNECTION_OK);
    PQclear(PQexec(killer, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                           " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"));
    PQfinish(killer);
    create(&fixture, "units", GIVEN({"name", "After"}));
}

// --- the run

static void listen_on_loopback(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(listener, (const struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(listen(listener, 4), 0);
    assert_int_equal(getsockname(listener, (struct sockaddr *)&address, &length), 0);
    port = ntohs(address.sin_port);
}

// Without the sandbox the same things work; else a refusal would show nothing.
static void works_without(void)
{
    int file = open("/etc/passwd", O_RDONLY | O_CLOEXEC);
    assert_true(file >= 0);
    close(file);
    file = open(outside_file, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    assert_true(file >= 0);
    close(file);
    int socket_ = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, 2);
    close(socket_);
    void *page = mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    assert_ptr_not_equal(page, MAP_FAILED);
    munmap(page, 4096);
    pid_t child = fork();
    if (child == 0) _exit(0);
    assert_true(child > 0 && waitpid(child, NULL, 0) == child);
}

static int enter(void **state)
{
    (void)state;
    works_without();
    char message[SANDBOX_MESSAGE_SIZE] = "";
    const struct sandbox_options options = {.database = fixture.address};
    if (sandbox_begin(&options, &sandbox, message)) fail_msg("%s", message);
    fixture_open_at(&fixture, tandem_registry());
    listen_on_loopback();
    pthread_mutex_lock(&early_mutex);
    assert_int_equal(pthread_create(&early, NULL, early_run, NULL), 0);
    if (sandbox_finish(&sandbox, message)) fail_msg("%s", message);
    return 0;
}

static int leave(void **state)
{
    (void)state;
    fixture.store = store_close(fixture.store);
    return 0;
}

// What a test needs of the kernel or the run.
enum need { NOTHING, LANDLOCK, FILTER, BOTH, POSTGRES };

static bool is_met(enum need need)
{
    switch (need) {
    case LANDLOCK: return sandbox.landlock > 0;
    case FILTER: return sandbox.filter;
    case BOTH: return sandbox.landlock > 0 && sandbox.filter;
    case POSTGRES: return fixture_is_postgres();
    case NOTHING: break;
    }
    return true;
}

static int run(void)
{
    static const struct {
        struct CMUnitTest test;
        enum need need;
    } all[] = {
        {cmocka_unit_test(refuses_to_read_elsewhere), LANDLOCK},
        {cmocka_unit_test(refuses_to_write_elsewhere), LANDLOCK},
        {cmocka_unit_test(refuses_odd_files_beside_the_database), FILTER},
        {cmocka_unit_test(refuses_programs_and_processes), FILTER},
        {cmocka_unit_test(refuses_to_look_into_others), FILTER},
        {cmocka_unit_test(refuses_odd_sockets), FILTER},
        {cmocka_unit_test(refuses_to_listen_anew), FILTER},
        {cmocka_unit_test(refuses_namespaces_and_mounts), FILTER},
        {cmocka_unit_test(refuses_the_kernels_doors), FILTER},
        {cmocka_unit_test(refuses_code_made_at_run_time), FILTER},
        {cmocka_unit_test(keeps_its_limits), FILTER},
        {cmocka_unit_test(holds_threads_that_were_there), BOTH},
        {cmocka_unit_test(writes_and_checkpoints), NOTHING},
        {cmocka_unit_test(opens_the_workspace_anew), NOTHING},
        {cmocka_unit_test(starts_threads), NOTHING},
        {cmocka_unit_test(resolves_names_and_connects), NOTHING},
        {cmocka_unit_test(reaches_postgresql_again), POSTGRES},
    };
    struct CMUnitTest tests[sizeof all / sizeof all[0]];
    size_t count = 0;
    sandbox_inquire(&sandbox);
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        if (is_met(all[i].need)) tests[count++] = all[i].test;
    if (!sandbox.is_possible) print_message("# not tried: the build is one for sanitizers\n");
    if (!sandbox.landlock) print_message("# not tried: files shut away, since there is no Landlock here\n");
    if (!sandbox.filter) print_message("# not tried: calls refused, since there is no filter here\n");
    return _cmocka_run_group_tests("sandbox", tests, count, enter, leave);
}

int main(void)
{
    // What is confined cannot tidy up: its parent does.
    fixture_open(&fixture, NULL);
    fixture.store = store_close(fixture.store);
    snprintf(outside, sizeof outside, "%s-outside", fixture.folder);
    snprintf(outside_file, sizeof outside_file, "%s/file", outside);
    if (mkdir(outside, 0700) != 0) return 2;
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        int failed = run();
        fflush(stdout);
        _exit(failed ? 1 : 0);
    }
    int status = 1;
    if (child < 0 || waitpid(child, &status, 0) != child) status = 1;
    unlink(outside_file);
    rmdir(outside);
    fixture_close(&fixture);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
