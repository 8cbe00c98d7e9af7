// SPDX-License-Identifier: Apache-2.0
// Links that work once: the first administrator's setup, an invitation, a new password.
//
// The store keeps a digest. A new link of a purpose replaces the older ones for the same user; links for the
// setup stay side by side (init prints one, each start of the server another) until the first administrator
// is there.
#ifndef TANDEM_ACCESS_ONE_TIME_LINK_H
#define TANDEM_ACCESS_ONE_TIME_LINK_H

#include "base/random.h"
#include "store/store.h"

enum link_purpose {
    LINK_SETUP,      // makes the first administrator; works only while there is none
    LINK_INVITATION, // the invited user chooses a password
    LINK_PASSWORD,   // a user who lost the password chooses a new one
    LINK_PURPOSE_COUNT
};

#define LINK_TOKEN_SIZE RANDOM_TOKEN_SIZE(32)
#define LINK_SETUP_LIFE INT64_C(86400000)       // ms: a day; `serve` makes a new one at each start
#define LINK_INVITATION_LIFE INT64_C(604800000) // ms: 7 days
#define LINK_PASSWORD_LIFE INT64_C(86400000)    // ms: a day

// Path of the page that a link opens, to be followed by the token: "/setup?token=".
const char *one_time_link_path(enum link_purpose purpose);

// Makes a link; `user` is empty for LINK_SETUP.
enum error one_time_link_create(struct transaction *transaction, enum link_purpose purpose, struct text user,
    char ret_token[LINK_TOKEN_SIZE]) MUST_CHECK;

// Makes a setup link when there is no administrator yet; else the token is empty.
enum error one_time_link_create_setup(struct store *store, char ret_token[LINK_TOKEN_SIZE]) MUST_CHECK;

// Looks at a link without using it up. ERROR_NOT_FOUND: unknown, used or over.
enum error one_time_link_find(struct transaction *transaction, struct text token, struct arena *arena,
    enum link_purpose *ret_purpose, struct text *ret_user) MUST_CHECK;

// Uses the link up, in the transaction that does what it is for.
enum error one_time_link_use(struct transaction *transaction, struct text token) MUST_CHECK;

// Deletes all setup links: the first administrator is there.
enum error one_time_link_end_setup(struct transaction *transaction) MUST_CHECK;

extern const struct statement_list one_time_link_statements;

#endif
