// SPDX-License-Identifier: Apache-2.0
// The list of system calls that a server needs, as a program for the kernel's filter. What is not in it fails
// with EPERM, so that a library that tries goes on without.
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/netlink.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/text.h"
#include "http/sandbox.h"

#if defined(__x86_64__)
#define PROCESSOR AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define PROCESSOR AUDIT_ARCH_AARCH64
#endif
#define FOREIGN_BIT 0x40000000u // the calls of x86-64's 32-bit interface

#define INSTRUCTIONS_MAXIMUM 512
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

// Calls that are needed whatever their arguments. Which file may be opened, Landlock decides.
static const unsigned plain_calls[] = {
    // memory and threads
    __NR_brk,
    __NR_munmap,
    __NR_mremap,
    __NR_madvise,
    __NR_mlock,
    __NR_munlock,
    __NR_futex,
    __NR_membarrier,
    __NR_set_robust_list,
    __NR_rseq,
    __NR_sched_yield,
    __NR_sched_getaffinity,
    __NR_exit,
    __NR_exit_group,
    // signals
    __NR_rt_sigaction,
    __NR_rt_sigprocmask,
    __NR_rt_sigreturn,
    __NR_sigaltstack,
    __NR_restart_syscall,
    // time and chance
    __NR_clock_gettime,
    __NR_clock_getres,
    __NR_clock_nanosleep,
    __NR_nanosleep,
    __NR_gettimeofday,
    __NR_getrandom,
    // who and where
    __NR_getpid,
    __NR_getppid,
    __NR_gettid,
    __NR_getuid,
    __NR_geteuid,
    __NR_getgid,
    __NR_getegid,
    __NR_uname,
    __NR_getcwd,
    __NR_getrusage,
    __NR_times,
    __NR_sysinfo,
    __NR_umask,
    // files
    __NR_openat,
    __NR_close,
    __NR_read,
    __NR_write,
    __NR_readv,
    __NR_writev,
    __NR_pread64,
    __NR_pwrite64,
    __NR_preadv,
    __NR_pwritev,
    __NR_lseek,
    __NR_fstat,
    __NR_newfstatat,
    __NR_statx,
    __NR_statfs,
    __NR_fstatfs,
    __NR_faccessat,
    __NR_faccessat2,
    __NR_readlinkat,
    __NR_getdents64,
    __NR_fcntl,
    __NR_flock,
    __NR_fsync,
    __NR_fdatasync,
    __NR_ftruncate,
    __NR_fallocate,
    __NR_fchmod,
    __NR_fchown,
    __NR_unlinkat,
    __NR_renameat,
    __NR_renameat2,
    __NR_mkdirat,
    __NR_dup,
    __NR_dup3,
    __NR_pipe2,
    __NR_eventfd2,
    // waiting and talking
    __NR_ppoll,
    __NR_pselect6,
    __NR_epoll_create1,
    __NR_epoll_ctl,
    __NR_epoll_pwait,
    __NR_connect,
    __NR_accept,
    __NR_accept4,
    __NR_sendto,
    __NR_recvfrom,
    __NR_sendmsg,
    __NR_recvmsg,
    __NR_sendmmsg,
    __NR_recvmmsg,
    __NR_sendfile,
    __NR_shutdown,
    __NR_getsockname,
    __NR_getpeername,
    __NR_setsockopt,
    __NR_getsockopt,
#ifdef __NR_open // the older names that x86-64 still has
    __NR_open,
    __NR_stat,
    __NR_lstat,
    __NR_access,
    __NR_readlink,
    __NR_unlink,
    __NR_rename,
    __NR_mkdir,
    __NR_rmdir,
    __NR_dup2,
    __NR_pipe,
    __NR_poll,
    __NR_select,
    __NR_epoll_wait,
    __NR_eventfd,
    __NR_time,
#endif
};

// Calls that are allowed when (argument & mask) == value for both conditions; a call may have several rows.
struct condition {
    unsigned argument;
    uint32_t mask, value;
};

struct conditional_call {
    unsigned number;
    struct condition first, second;
};

#define ANY                                                                                                  \
    {                                                                                                        \
        0, 0, 0                                                                                              \
    }
#define IS(argument, value)                                                                                  \
    {                                                                                                        \
        argument, UINT32_MAX, value                                                                          \
    }
#define WITHIN(argument, mask, value)                                                                        \
    {                                                                                                        \
        argument, (uint32_t)(mask), (uint32_t)(value)                                                        \
    }
#define SOCKET_TYPE 0xf // without SOCK_CLOEXEC and SOCK_NONBLOCK
#define NEW_NAMESPACES                                                                                       \
    (CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID |            \
        CLONE_NEWNET)
#define IS_OWN_PROCESS UINT32_MAX // as a value: replaced by the number of this process

static const struct conditional_call conditional_calls[] = {
    // Streams and datagrams to machines and to local sockets; which addresses this machine has.
    {__NR_socket, IS(0, AF_UNIX), WITHIN(1, SOCKET_TYPE, SOCK_STREAM)},
    {__NR_socket, IS(0, AF_UNIX), WITHIN(1, SOCKET_TYPE, SOCK_DGRAM)},
    {__NR_socket, IS(0, AF_INET), WITHIN(1, SOCKET_TYPE, SOCK_STREAM)},
    {__NR_socket, IS(0, AF_INET), WITHIN(1, SOCKET_TYPE, SOCK_DGRAM)},
    {__NR_socket, IS(0, AF_INET6), WITHIN(1, SOCKET_TYPE, SOCK_STREAM)},
    {__NR_socket, IS(0, AF_INET6), WITHIN(1, SOCKET_TYPE, SOCK_DGRAM)},
    {__NR_socket, IS(0, AF_NETLINK), IS(2, NETLINK_ROUTE)},
    {__NR_socketpair, IS(0, AF_UNIX), ANY},
    // Threads, not processes, and no new namespaces.
    {__NR_clone, WITHIN(0, CLONE_THREAD | NEW_NAMESPACES, CLONE_THREAD), ANY},
    // Memory is either written or run; libraries may be loaded, code may not be made.
    {__NR_mmap, WITHIN(2, PROT_EXEC, 0), ANY},
    {__NR_mmap, WITHIN(2, PROT_WRITE | PROT_EXEC, PROT_EXEC), WITHIN(3, MAP_ANONYMOUS, 0)},
    {__NR_mprotect, WITHIN(2, PROT_EXEC, 0), ANY},
    {__NR_prctl, IS(0, PR_SET_NAME), ANY},
    {__NR_ioctl, IS(1, FIONREAD), ANY},
    {__NR_ioctl, IS(1, FIONBIO), ANY},
    {__NR_ioctl, IS(1, TCGETS), ANY},
    {__NR_prlimit64, IS(0, 0), IS(2, 0)}, // asking for one's own
    {__NR_tgkill, IS(0, IS_OWN_PROCESS), ANY},
    {__NR_kill, IS(0, IS_OWN_PROCESS), ANY},
};

struct program {
    struct sock_filter instructions[INSTRUCTIONS_MAXIMUM];
    unsigned short count;
};

static void emit(struct program *program, unsigned code, uint32_t value, unsigned if_true, unsigned if_false)
{
    program->instructions[program->count++] = (struct sock_filter){
        .code = (uint16_t)code, .jt = (uint8_t)if_true, .jf = (uint8_t)if_false, .k = value};
}

static void emit_load(struct program *program, size_t offset)
{
    emit(program, BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset, 0, 0);
}

static void emit_return(struct program *program, uint32_t action)
{
    emit(program, BPF_RET | BPF_K, action, 0, 0);
}

static void emit_return_if_number(struct program *program, unsigned number, uint32_t action)
{
    emit(program, BPF_JMP | BPF_JEQ | BPF_K, number, 0, 1);
    emit_return(program, action);
}

// The lower half of the argument, which is all that the kernel looks at for these. On success one falls
// through, else `otherwise` instructions are left out after it.
static void emit_condition(struct program *program, const struct condition *condition, unsigned otherwise)
{
    uint32_t value = condition->value == IS_OWN_PROCESS ? (uint32_t)getpid() : condition->value;
    emit_load(program, offsetof(struct seccomp_data, args) + condition->argument * sizeof(uint64_t));
    emit(program, BPF_ALU | BPF_AND | BPF_K, condition->mask, 0, 0);
    emit(program, BPF_JMP | BPF_JEQ | BPF_K, value, 0, otherwise);
}

static void emit_conditional(struct program *program, const struct conditional_call *call)
{
    emit(program, BPF_JMP | BPF_JEQ | BPF_K, call->number, 0, 8);
    emit_condition(program, &call->first, 4);
    emit_condition(program, &call->second, 1);
    emit_return(program, SECCOMP_RET_ALLOW);
    emit_load(program, offsetof(struct seccomp_data, nr)); // again, for the rows that follow
}

#ifdef PROCESSOR
static void program_write(struct program *program)
{
    emit_load(program, offsetof(struct seccomp_data, arch));
    emit(program, BPF_JMP | BPF_JEQ | BPF_K, PROCESSOR, 1, 0);
    emit_return(program, SECCOMP_RET_KILL_PROCESS);
    emit_load(program, offsetof(struct seccomp_data, nr));
    emit(program, BPF_JMP | BPF_JGE | BPF_K, FOREIGN_BIT, 0, 1);
    emit_return(program, SECCOMP_RET_KILL_PROCESS);
    // Its flags lie in memory, where the filter cannot look: the C library then takes clone.
    emit_return_if_number(program, __NR_clone3, SECCOMP_RET_ERRNO | ENOSYS);
    for (size_t i = 0; i < COUNT(plain_calls); i++)
        emit_return_if_number(program, plain_calls[i], SECCOMP_RET_ALLOW);
    for (size_t i = 0; i < COUNT(conditional_calls); i++)
        emit_conditional(program, &conditional_calls[i]);
    emit_return(program, SECCOMP_RET_ERRNO | EPERM);
}
#endif

bool sandbox_filter_is_possible(void)
{
#ifdef PROCESSOR
    uint32_t action = SECCOMP_RET_ERRNO;
    return syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0;
#else
    return false;
#endif
}

enum error sandbox_filter_install(void)
{
#ifdef PROCESSOR
    _Static_assert(8 + 2 * COUNT(plain_calls) + 9 * COUNT(conditional_calls) + 2 < INSTRUCTIONS_MAXIMUM,
        "the filter is longer than its place");
    if (!sandbox_filter_is_possible()) return ERROR_UNSUPPORTED;
    struct program program = {.count = 0};
    program_write(&program);
    const struct sock_fprog filter = {.len = program.count, .filter = program.instructions};
    // A positive number is a thread that could not be brought along.
    long status = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &filter);
    if (status > 0) errno = EBUSY;
    return status == 0 ? ERROR_NONE : ERROR_IO;
#else
    return ERROR_UNSUPPORTED;
#endif
}
