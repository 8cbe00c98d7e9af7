// SPDX-License-Identifier: Apache-2.0
// The secrets of API tokens: "tdm_" and 256 random bits, shown once, kept as a digest.
#ifndef TANDEM_ACCESS_TOKEN_SECRET_H
#define TANDEM_ACCESS_TOKEN_SECRET_H

#include "access/session.h"

#define TOKEN_SECRET_PREFIX "tdm_"
#define TOKEN_SECRET_SIZE (sizeof TOKEN_SECRET_PREFIX - 1 + RANDOM_TOKEN_SIZE(32))

// Gives a token (a record made just before, in the same transaction) its secret.
enum error token_secret_create(
    struct transaction *transaction, struct text token, char ret_secret[TOKEN_SECRET_SIZE]) MUST_CHECK;

// The account behind a secret, its scope narrowed to the token's. ERROR_UNAUTHENTICATED: unknown, expired, or
// the user is disabled.
enum error token_secret_find(struct transaction *transaction, struct text secret, struct arena *arena,
    struct account *ret_account) MUST_CHECK;

// Writes today as the token's last use.
enum error token_secret_touch(struct transaction *transaction, struct text secret) MUST_CHECK;

extern const struct statement_list token_secret_statements;

#endif
