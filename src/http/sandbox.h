// SPDX-License-Identifier: Apache-2.0
// What a running server gives up, so that a fault in it is worth less: files beyond those it needs
// (Landlock), system calls beyond those it needs (seccomp), privileges, core dumps.
//
// In two steps. Landlock holds for the calling thread and those it starts, so sandbox_begin comes before the
// store, which starts threads; by then the address tells which files are needed. The filter of system calls
// holds for all threads at once, so sandbox_finish comes when the sockets are bound and the database is open:
// from then on no socket can be bound any more.
#ifndef TANDEM_HTTP_SANDBOX_H
#define TANDEM_HTTP_SANDBOX_H

#include <stdbool.h>

#include "base/error.h"

#define SANDBOX_MESSAGE_SIZE 512

struct sandbox {
    bool is_possible;  // false in a build for sanitizers, which need what is taken away here
    unsigned landlock; // version of its interface that is in force, or can be; 0: the kernel has none
    bool filter;       // system calls are filtered, or can be
};

struct sandbox_options {
    const char *database;        // address of the workspace
    const char *web_root;        // folder that is read, too; NULL: none
    const char *const *readable; // more files that are read, ended by NULL; NULL: none
};

// What this kernel and this build can do. Changes nothing.
void sandbox_inquire(struct sandbox *ret_sandbox);

// No new privileges, no core dumps, limits, and Landlock, which the kernel may lack. Takes effect for good.
// To be called while the process has one thread. Fills ret_message (SANDBOX_MESSAGE_SIZE) on failure.
enum error sandbox_begin(
    const struct sandbox_options *options, struct sandbox *ret_sandbox, char *ret_message) MUST_CHECK;

// The filter of system calls, on every thread. `sandbox` is what sandbox_begin gave.
enum error sandbox_finish(struct sandbox *sandbox, char *ret_message) MUST_CHECK;

// --- sandbox_filter.c

bool sandbox_filter_is_possible(void);
// ERROR_UNSUPPORTED: the kernel or the processor has no such filter.
enum error sandbox_filter_install(void) MUST_CHECK;

#endif
