// SPDX-License-Identifier: Apache-2.0
// A user as far as the door needs it: who it is, what it may do, whether it may come in at all.
#ifndef TANDEM_ACCESS_ACCOUNT_H
#define TANDEM_ACCESS_ACCOUNT_H

#include "model/permission.h"
#include "store/store.h"

// *arena*
struct account {
    struct text user; // key; empty: nobody
    struct text name;
    struct text email;
    struct text person; // key, or empty
    enum access_role role;
    enum access_scope scope; // SCOPE_ADMINISTER for a session, the token's for a token
    bool is_disabled;
    bool needs_touch; // "seen" or "last used" is older than it is written
};

// By e-mail address (in any case) or key, disabled or not. ERROR_NOT_FOUND.
enum error account_find_email(struct transaction *transaction, struct text email, struct arena *arena,
    struct account *ret_account) MUST_CHECK;
enum error account_find_user(struct transaction *transaction, struct text user, struct arena *arena,
    struct account *ret_account) MUST_CHECK;

// Is there an administrator who is not disabled? Until then the setup link works.
enum error account_has_administrator(struct transaction *transaction, bool *ret_has) MUST_CHECK;

// Fills an account from columns first, first + 1 … of a row: key, name, email, person, role. ERROR_MEMORY.
enum error account_read(
    const struct cursor *cursor, unsigned first, struct arena *arena, struct account *ret_account) MUST_CHECK;

// Who acts when this account comes through the door `via`.
struct actor account_actor(const struct account *account, const char *via);

extern const struct statement_list account_statements;

#endif
