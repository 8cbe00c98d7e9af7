// SPDX-License-Identifier: Apache-2.0
// Who is signed in: sessions that the browser holds as a random value and the store only as its digest.
//
// A session ends when it was not used for SESSION_IDLE, in any case after SESSION_ABSOLUTE, when its user
// signs out, is disabled or deleted, or changes the password. Signing in always makes a new one.
#ifndef TANDEM_ACCESS_SESSION_H
#define TANDEM_ACCESS_SESSION_H

#include "access/account.h"
#include "base/random.h"

#define SESSION_SECRET_SIZE RANDOM_TOKEN_SIZE(32) // 256 random bits in the letters of URLs, and a nul
#define SESSION_IDLE INT64_C(604800000)           // ms: 7 days
#define SESSION_ABSOLUTE INT64_C(2592000000)      // ms: 30 days
#define SESSION_TOUCH INT64_C(300000)             // ms: "seen" is written at most every 5 minutes

// Opens a session for the user; `address` is kept so that a person recognises it. The secret goes into the
// cookie.
enum error session_open(struct transaction *transaction, struct text user, struct text address,
    char ret_secret[SESSION_SECRET_SIZE]) MUST_CHECK;

// The account behind a cookie's value. ERROR_UNAUTHENTICATED: unknown, over, or the user is disabled.
enum error session_find(struct transaction *transaction, struct text secret, struct arena *arena,
    struct account *ret_account) MUST_CHECK;

// Writes that the session was used just now.
enum error session_touch(struct transaction *transaction, struct text secret) MUST_CHECK;

// Ends one session; ending what is not there is no error.
enum error session_close(struct transaction *transaction, struct text secret) MUST_CHECK;
// Ends all sessions of a user.
enum error session_close_all(struct transaction *transaction, struct text user) MUST_CHECK;
// Deletes what is over.
enum error session_sweep(struct transaction *transaction) MUST_CHECK;

extern const struct statement_list session_statements;

#endif
