// SPDX-License-Identifier: Apache-2.0
// The seam between "who says so" and "is signed in": a provider of identities turns proof into a user.
//
// There is one provider today, the local one (e-mail and password). An OpenID Connect provider would be a
// second struct identity_provider, whose proof is the code that the issuer sent back; session, cookie,
// throttling and everything after it stay as they are.
#ifndef TANDEM_ACCESS_IDENTITY_H
#define TANDEM_ACCESS_IDENTITY_H

#include "access/session.h"

struct identity_proof {
    struct text name;   // local: e-mail address
    struct text secret; // local: password
};

struct identity_provider {
    const char *name; // "local"
    // Whose proof is it? May take long (the local one hashes). ERROR_UNAUTHENTICATED: nobody's; nothing tells
    // a caller whether the account exists, neither text nor time.
    enum error (*verify)(struct store *store, const struct identity_proof *proof, struct arena *arena,
        struct account *ret_account);
};

extern const struct identity_provider identity_local;

#endif
