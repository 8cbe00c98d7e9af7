// SPDX-License-Identifier: Apache-2.0
// The gate: who is calling, may the browser send this, and is it not too often.
#ifndef TANDEM_HTTP_GATE_H
#define TANDEM_HTTP_GATE_H

#include "http/call.h"

#define SESSION_COOKIE "tandem_session"

// Finds the account by token or cookie, takes a request out of its bucket, and guards writes against forgery
// by other sites. ERROR_UNAUTHENTICATED when the route needs somebody and nobody is there, ERROR_FORBIDDEN,
// ERROR_RATE.
//
// Forgery (CSRF): the cookie is SameSite=Lax; a write with it needs the header X-Tandem: 1, which a foreign
// page cannot send without our permission (there is no CORS), and where the browser says where the request
// comes from (Sec-Fetch-Site, Origin) that has to be us. The last also holds for signing in, so that nobody
// is signed in to somebody else's account unawares. A request with a token is beyond forgery: no browser adds
// it by itself.
enum error gate_enter(struct call *call) MUST_CHECK;

// Reads the token or cookie into call->credential without looking it up; is it a token?
bool gate_credential(struct call *call);
// Takes a request out of the caller's bucket. ERROR_RATE.
enum error gate_limit(struct call *call) MUST_CHECK;

// "http://127.0.0.1:8080": the address that the client used, for links. *arena*; NULL when out of memory.
const char *gate_origin(const struct request *request);

// May the call go on, by the endpoint's own rule? ERROR_UNAUTHENTICATED, ERROR_FORBIDDEN.
enum error gate_allows_endpoint(const struct call *call) MUST_CHECK;

// Asks once more who it is, after the body was taken: that may have been long, and the account may have been
// disabled, signed out or given another role meanwhile.
enum error gate_confirm(struct call *call) MUST_CHECK;

#endif
