// SPDX-License-Identifier: Apache-2.0
// An attempt to sign in through an OpenID provider: what ties the reply to the browser that asked.
//
// The browser gets one random value in a short-lived cookie; state, nonce and the verifier of PKCE (RFC 7636)
// are derived from it with keyed BLAKE2b, each with a name of its own. The provider sees state, nonce and the
// verifier's digest, none of which leads back to the cookie. When the attempt began and where the browser
// wants to go afterwards stand in the cookie too, and are part of what state is derived from: another time or
// place makes another state. Nothing is kept on the server.
#ifndef TANDEM_ACCESS_OIDC_ATTEMPT_H
#define TANDEM_ACCESS_OIDC_ATTEMPT_H

#include "base/arena.h"
#include "base/error.h"
#include "base/random.h"
#include "base/text.h"

#define OIDC_ATTEMPT_LIFE INT64_C(600) // s
#define OIDC_BACK_MAXIMUM 500          // bytes of the path to go back to; longer: the start page

#define OIDC_VALUE_SIZE RANDOM_TOKEN_SIZE(32)

struct oidc_attempt {
    const char *cookie; // *arena*
    const char *back;   // a path of this site; *arena* or static
    char state[OIDC_VALUE_SIZE];
    char nonce[OIDC_VALUE_SIZE];
    char verifier[OIDC_VALUE_SIZE];
    char challenge[OIDC_VALUE_SIZE]; // the verifier's SHA-256, as "S256" wants it
};

// Begins one at `now`, in seconds. A path that is not of this site becomes "/".
enum error oidc_attempt_begin(
    struct text back, int64_t now, struct arena *arena, struct oidc_attempt *ret_attempt) MUST_CHECK;

// Finds it again from the cookie and the state that came back. ERROR_UNAUTHENTICATED: they do not belong
// together, or it took longer than OIDC_ATTEMPT_LIFE.
enum error oidc_attempt_resume(struct text cookie, struct text state, int64_t now, struct arena *arena,
    struct oidc_attempt *ret_attempt) MUST_CHECK;

// The SHA-256 of the text, in base64 with the letters of URLs, of its first `bytes` bytes (at most 32).
void oidc_digest(struct text text, size_t bytes, char out[OIDC_VALUE_SIZE]);

#endif
