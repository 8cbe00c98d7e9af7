// SPDX-License-Identifier: Apache-2.0
// Passwords: what is acceptable, Argon2id hashes that cost the same for everybody, and the stored one of a
// user.
#ifndef TANDEM_ACCESS_PASSWORD_H
#define TANDEM_ACCESS_PASSWORD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/problem.h"
#include "store/store.h"

#define PASSWORD_MINIMUM 10   // characters
#define PASSWORD_MAXIMUM 1000 // bytes; hashing must not become a way to keep the server busy
#define PASSWORD_HASH_SIZE 128

// How dear a guess is. The default is libsodium's "moderate": three passes over 256 MiB, about half a second.
struct password_cost {
    unsigned long long passes;
    size_t memory; // bytes
};
extern const struct password_cost password_cost_default;
// Far too cheap for anything but tests.
extern const struct password_cost password_cost_test;
// Before the first thread starts; NULL: the default.
void password_set_cost(const struct password_cost *cost);

// Is it long enough, not too long, and not the e-mail address? Adds a problem to the field of that name.
enum error password_check(
    struct text password, struct text email, const char *field, struct problem_list *problems) MUST_CHECK;

// Hashes with a new salt. Takes its time and memory; at most PASSWORD_AT_ONCE of password_hash and
// password_matches run at once in the process, others wait. ERROR_MEMORY.
#define PASSWORD_AT_ONCE 2
enum error password_hash(struct text password, char out[PASSWORD_HASH_SIZE]) MUST_CHECK;

// Does the password belong to the hash? An empty hash takes the same time and never matches: for accounts
// that do not exist or have no password yet.
bool password_matches(struct text hash, struct text password);

// The stored hash of a user, empty when there is none. *arena*
enum error password_stored(
    struct transaction *transaction, struct text user, struct arena *arena, struct text *ret_hash) MUST_CHECK;
// Stores a hash from password_hash, which the caller makes before the transaction.
enum error password_store(struct transaction *transaction, struct text user, const char *hash) MUST_CHECK;

extern const struct statement_list password_statements;

#endif
