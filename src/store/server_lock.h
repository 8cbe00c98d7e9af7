// SPDX-License-Identifier: Apache-2.0
// The lock by which a server has a database file for itself: a file beside it, locked as long as the server
// lives.
#ifndef TANDEM_STORE_SERVER_LOCK_H
#define TANDEM_STORE_SERVER_LOCK_H

#include "base/error.h"

// Takes the lock for the database at `path`. ERROR_IN_USE: another process has it; ret_message
// (STORE_MESSAGE_SIZE) says which. The lock goes with the process, however that ends.
enum error server_lock_take(const char *path, int *ret_lock, char *ret_message) MUST_CHECK;

// Gives it back and removes the file; -1 does nothing.
void server_lock_give(const char *path, int lock);

#endif
