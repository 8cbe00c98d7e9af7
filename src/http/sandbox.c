// SPDX-License-Identifier: Apache-2.0
// Privileges, limits and Landlock. The numbers of Landlock's interface stand here, since the system's headers
// may be older than the kernel.
#include "http/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "store/store.h"
#include "store/store_files.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer) || __has_feature(thread_sanitizer)
#define IS_SANITIZED 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define IS_SANITIZED 1
#endif
#ifndef IS_SANITIZED
#define IS_SANITIZED 0
#endif

#define FILES_MAXIMUM 8192 // open files; the server takes 1,000 connections

#define RIGHT_EXECUTE (1ULL << 0)
#define RIGHT_WRITE_FILE (1ULL << 1)
#define RIGHT_READ_FILE (1ULL << 2)
#define RIGHT_READ_DIR (1ULL << 3)
#define RIGHT_REMOVE_DIR (1ULL << 4)
#define RIGHT_REMOVE_FILE (1ULL << 5)
#define RIGHT_MAKE_DIR (1ULL << 7)
#define RIGHT_MAKE_REG (1ULL << 8)
#define RIGHTS_OF_1 ((1ULL << 13) - 1)
#define RIGHT_REFER (1ULL << 13)     // since 2
#define RIGHT_TRUNCATE (1ULL << 14)  // since 3
#define RIGHT_IOCTL_DEV (1ULL << 15) // since 5
#define SCOPE_ABSTRACT_SOCKET (1ULL << 0)
#define SCOPE_SIGNAL (1ULL << 1) // both since 6

#define RIGHTS_TO_READ (RIGHT_READ_FILE | RIGHT_READ_DIR)
// Programs are not run from there, and no devices, sockets, pipes or links are made.
#define RIGHTS_TO_WRITE                                                                                      \
    (RIGHTS_TO_READ | RIGHT_WRITE_FILE | RIGHT_REMOVE_FILE | RIGHT_MAKE_REG | RIGHT_TRUNCATE)
#define RIGHTS_OF_FILES                                                                                      \
    (RIGHT_EXECUTE | RIGHT_WRITE_FILE | RIGHT_READ_FILE | RIGHT_TRUNCATE | RIGHT_IOCTL_DEV)

// As the kernel's struct landlock_ruleset_attr is since version 6.
struct ruleset {
    uint64_t files, network, scopes;
};

struct fence {
    int ruleset;
    uint64_t handled; // rights that the kernel knows
    bool is_temporary;
    bool has_failed;
};

// Names and time: what the C library and libpq read to resolve an address, and OpenSSL to trust a
// certificate. Where resolv.conf is a link into /run, its folder is named, as the file is replaced when the
// network changes.
static const char *const system_files[] = {"/etc/resolv.conf", "/etc/hosts", "/etc/host.conf",
    "/etc/nsswitch.conf", "/etc/gai.conf", "/etc/services", "/etc/protocols", "/etc/localtime",
    "/etc/ld.so.cache", "/etc/ssl/openssl.cnf", "/etc/ssl/certs", "/etc/ca-certificates", "/etc/krb5.conf",
    "/run/systemd/resolve", "/run/resolvconf", "/run/NetworkManager", "/lib", "/lib64", "/usr/lib",
    "/usr/lib64", "/usr/share/zoneinfo", "/usr/share/ca-certificates", "/usr/local/share/ca-certificates",
    "/dev/urandom", "/dev/random", "/sys/devices/system/cpu", NULL};

static unsigned landlock_version(void)
{
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    return version > 0 ? (unsigned)version : 0;
}

void sandbox_inquire(struct sandbox *ret_sandbox)
{
    *ret_sandbox = (struct sandbox){.is_possible = !IS_SANITIZED};
    if (!ret_sandbox->is_possible) return;
    ret_sandbox->landlock = landlock_version();
    ret_sandbox->filter = sandbox_filter_is_possible();
}

static void fence_open(struct fence *fence, const char *path, uint64_t rights)
{
    int place = open(path, O_PATH | O_CLOEXEC);
    if (place < 0) return; // what is not there needs no right
    struct stat status;
    bool is_folder = fstat(place, &status) == 0 && S_ISDIR(status.st_mode);
    const struct landlock_path_beneath_attr rule = {
        .allowed_access = rights & fence->handled & (is_folder ? UINT64_MAX : RIGHTS_OF_FILES),
        .parent_fd = place,
    };
    if (syscall(SYS_landlock_add_rule, fence->ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) != 0)
        fence->has_failed = true;
    close(place);
}

static void fence_visit(const char *path, enum store_file_use use, void *closure)
{
    struct fence *fence = closure;
    uint64_t folders = fence->is_temporary ? RIGHT_MAKE_DIR | RIGHT_REMOVE_DIR : 0;
    fence_open(fence, path, use == STORE_FOLDER_WRITE ? RIGHTS_TO_WRITE | folders : RIGHTS_TO_READ);
}

static enum error fence_build(struct fence *fence, const struct sandbox_options *options)
{
    for (const char *const *path = system_files; *path; path++)
        fence_open(fence, *path, RIGHTS_TO_READ);
    fence_open(fence, "/dev/null", RIGHT_READ_FILE | RIGHT_WRITE_FILE);
    for (const char *const *path = options->readable; path && *path; path++)
        fence_open(fence, *path, RIGHTS_TO_READ);
    if (options->web_root) fence_open(fence, options->web_root, RIGHTS_TO_READ);
    fence->is_temporary = strcmp(options->database, ":memory:") == 0;
    enum error error = store_files(options->database, fence_visit, fence);
    if (!error && fence->has_failed) error = ERROR_IO;
    return error;
}

static enum error landlock_enter(const struct sandbox_options *options, unsigned version, char *ret_message)
{
    struct ruleset ruleset = {.files = RIGHTS_OF_1};
    if (version >= 2) ruleset.files |= RIGHT_REFER;
    if (version >= 3) ruleset.files |= RIGHT_TRUNCATE;
    if (version >= 5) ruleset.files |= RIGHT_IOCTL_DEV;
    // PostgreSQL can be reached through an abstract socket, so only a file's server may not have them.
    if (version >= 6)
        ruleset.scopes =
            SCOPE_SIGNAL | (store_address_is_postgres(options->database) ? 0 : SCOPE_ABSTRACT_SOCKET);
    size_t size = version >= 6 ? sizeof ruleset : version >= 4 ? 2 * sizeof(uint64_t) : sizeof(uint64_t);
    struct fence fence = {.handled = ruleset.files};
    fence.ruleset = (int)syscall(SYS_landlock_create_ruleset, &ruleset, size, 0);
    enum error error = fence.ruleset < 0 ? ERROR_IO : fence_build(&fence, options);
    if (!error && syscall(SYS_landlock_restrict_self, fence.ruleset, 0) != 0) error = ERROR_IO;
    if (error)
        snprintf(ret_message, SANDBOX_MESSAGE_SIZE, "cannot shut away the files that are not needed: %s",
            strerrordesc_np(errno));
    if (fence.ruleset >= 0) close(fence.ruleset);
    return error;
}

static void limit_lower(__rlimit_resource_t resource, rlim_t most)
{
    struct rlimit limit;
    if (getrlimit(resource, &limit) != 0) return;
    if (limit.rlim_max > most) limit.rlim_max = most;
    limit.rlim_cur = limit.rlim_max;
    (void)setrlimit(resource, &limit);
}

// libpq asks the list of accounts for a name and a folder that were not given; that list is shut away next.
static void account_settle(void)
{
    struct passwd entry, *found = NULL;
    char space[4096];
    if (getpwuid_r(geteuid(), &entry, space, sizeof space, &found) != 0 || !found) return;
    (void)setenv("PGUSER", found->pw_name, 0);
    (void)setenv("HOME", found->pw_dir, 0);
}

enum error sandbox_begin(
    const struct sandbox_options *options, struct sandbox *ret_sandbox, char *ret_message)
{
    struct sandbox sandbox;
    sandbox_inquire(&sandbox);
    *ret_sandbox = sandbox;
    ret_sandbox->filter = false;
    if (!sandbox.is_possible) return ERROR_NONE;
    if (store_address_is_postgres(options->database)) account_settle();
    limit_lower(RLIMIT_CORE, 0);
    limit_lower(RLIMIT_NOFILE, FILES_MAXIMUM);
    limit_lower(RLIMIT_MSGQUEUE, 0);
    limit_lower(RLIMIT_RTPRIO, 0);
    // Nor may another process of the same account look into this one: its memory holds secrets.
    if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) {
        snprintf(ret_message, SANDBOX_MESSAGE_SIZE, "cannot give up privileges: %s", strerrordesc_np(errno));
        return ERROR_IO;
    }
    return sandbox.landlock ? landlock_enter(options, sandbox.landlock, ret_message) : ERROR_NONE;
}

enum error sandbox_finish(struct sandbox *sandbox, char *ret_message)
{
    if (!sandbox->is_possible) return ERROR_NONE;
    enum error error = sandbox_filter_install();
    sandbox->filter = error == ERROR_NONE;
    if (error == ERROR_UNSUPPORTED) return ERROR_NONE;
    if (error)
        snprintf(ret_message, SANDBOX_MESSAGE_SIZE, "cannot filter system calls: %s", strerrordesc_np(errno));
    return error;
}
