// SPDX-License-Identifier: Apache-2.0
// Who is signed in: sessions that the browser holds as a random value and the store only as its digest.
//
// A session ends when it was not used for SESSION_IDLE, in any case after SESSION_ABSOLUTE, when its user
// signs out, is disabled or deleted, or changes the password. Signing in always makes a new one.
#ifndef TANDEM_ACCESS_SESSION_H
#define TANDEM_ACCESS_SESSION_H

#include "base/random.h"
#include "model/permission.h"
#include "store/store.h"

#define SESSION_SECRET_SIZE RANDOM_TOKEN_SIZE(32) // 256 random bits in the letters of URLs, and a nul
#define SESSION_IDLE INT64_C(604800000)           // ms: 7 days
#define SESSION_ABSOLUTE INT64_C(2592000000)      // ms: 30 days
#define SESSION_TOUCH INT64_C(300000)             // ms: "seen" is written at most every 5 minutes

// A user as far as the door needs it. *arena*
struct account {
    struct text user; // key; empty: nobody
    struct text name;
    struct text email;
    struct text person; // key, or empty
    enum access_role role;
    enum access_scope scope; // SCOPE_ADMINISTER for a session, the token's for a token
    bool needs_touch;        // "seen" or "last used" is older than it is written
};

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

// Is there an administrator who can sign in or has an open invitation? Until then the setup link works.
enum error account_has_administrator(struct transaction *transaction, bool *ret_has) MUST_CHECK;
// The account of an e-mail address or key, in any state (`ret_disabled`); ERROR_NOT_FOUND.
enum error account_find_email(struct transaction *transaction, struct text email, struct arena *arena,
    struct account *ret_account, bool *ret_disabled) MUST_CHECK;
enum error account_find_user(struct transaction *transaction, struct text user, struct arena *arena,
    struct account *ret_account, bool *ret_disabled) MUST_CHECK;

extern const struct statement_list session_statements;

#endif
