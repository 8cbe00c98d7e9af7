// SPDX-License-Identifier: Apache-2.0
// The session in the browser: its cookie, and the reply that says who is signed in.
#ifndef TANDEM_HTTP_SESSION_COOKIE_H
#define TANDEM_HTTP_SESSION_COOKIE_H

#include "access/identity.h"
#include "http/call.h"

// Sets the cookie to a session's secret; an empty secret deletes it.
void session_cookie_set(struct call *call, struct text secret);

// Writes {"user":…,"setup":…,"workspace":{"name":…},"single_sign_on":…} for the call's account, from a new
// snapshot.
enum error session_reply(struct call *call, int status) MUST_CHECK;

// Opens a session for the user inside a write transaction, ending the one that the request came with. The
// secret goes to ret_secret.
enum error session_renew(
    struct transaction *transaction, const struct call *call, struct text user, char *ret_secret) MUST_CHECK;

// Asks the identity provider whose the proof is, with guessing slowed down. ERROR_UNAUTHENTICATED,
// ERROR_RATE.
enum error session_prove(
    struct call *call, const struct identity_proof *proof, struct account *ret_account) MUST_CHECK;

#endif
