// SPDX-License-Identifier: Apache-2.0
// The local identity provider: e-mail address and password.
#include "access/identity.h"

#include "access/password.h"

// The same steps whether the account exists or not: one look into the database, one hash.
static enum error local_verify(
    struct store *store, const struct identity_proof *proof, struct arena *arena, struct account *ret_account)
{
    struct transaction *transaction = NULL;
    enum error error = store_read(store, &transaction);
    if (error) return error;
    struct account account = {.user = TEXT("")};
    struct text hash = TEXT("");
    error = account_find_email(transaction, proof->name, arena, &account);
    if (!error && !account.is_disabled) error = password_stored(transaction, account.user, arena, &hash);
    transaction_end(transaction);
    if (error && error != ERROR_NOT_FOUND) return error;
    if (!password_matches(hash, proof->secret)) return ERROR_UNAUTHENTICATED;
    *ret_account = account;
    return ERROR_NONE;
}

const struct identity_provider identity_local = {.name = "local", .verify = local_verify};
