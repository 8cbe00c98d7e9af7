// SPDX-License-Identifier: Apache-2.0
// What the commands about accounts and tokens share: one change in one transaction, refused in one way.
#ifndef TANDEM_CLI_ACCOUNT_CHANGE_H
#define TANDEM_CLI_ACCOUNT_CHANGE_H

#include "access/account.h"
#include "access/one_time_link.h"
#include "access/token_secret.h"
#include "cli/invocation.h"
#include "store/records.h"

struct account_change {
    struct arena *arena;
    struct problem_list problems;
    const char *name; // as given: e-mail address or key; NULL: none
    const struct record_input *input;
    bool flag;
    bool changed;
    struct text user; // key of the account
    const char *address;
    const char *secret, *hash;
    enum link_purpose purpose;
    char token[LINK_TOKEN_SIZE];
    char token_secret[TOKEN_SECRET_SIZE];
    struct record *record;
};

// The account of change->name; ERROR_NOT_FOUND with a problem that says so.
enum error account_change_find(
    struct transaction *transaction, struct account_change *change, struct account *ret_account) MUST_CHECK;

// Opens the workspace, runs the write, says what is wrong; returns the exit status.
int account_change_write(const struct invocation *invocation,
    enum error (*write)(struct transaction *transaction, void *closure), struct account_change *change);

// Lists the records of a resource, as "tandem list" does.
int account_list(const struct invocation *invocation, const struct resource *resource);

#endif
