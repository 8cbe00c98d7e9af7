// SPDX-License-Identifier: Apache-2.0
// ID tokens (OpenID Connect Core 1.0, 3.1.3.7): is it from the issuer, for us, for this attempt, and in time?
//
// Signatures RS256, PS256 and ES256 with the issuer's published keys, and no others: neither "none" nor any
// that a shared secret makes (HS256), whatever the token says of itself. Keys that a token brings along (jwk,
// jku, x5u) are not looked at. libcjose computes; what may be computed with what is decided here.
#ifndef TANDEM_ACCESS_OIDC_TOKEN_H
#define TANDEM_ACCESS_OIDC_TOKEN_H

#include "format/json_reader.h"

#define OIDC_TOKEN_MAXIMUM 65536 // bytes
#define OIDC_KEYS_MAXIMUM 100
#define OIDC_LEEWAY 60     // s that two clocks may differ
#define OIDC_TOKEN_AGE 600 // s since it was issued, at most

// What a token has to say. All *borrowed*.
struct oidc_expectation {
    struct text issuer;
    struct text client_id;
    struct text nonce;
    struct text access_token; // that came with it, for at_hash; may be empty
    int64_t now;              // s
};

// Verifies a token by a key set ({"keys": […]}). ret_claims is *owned* (json_document_free).
// ERROR_UNAUTHENTICATED: it is not good, *ret_reason (static) says why, for the log. ERROR_NOT_FOUND: it is
// signed by a key that is not in the set; the issuer may have new ones.
enum error oidc_token_verify(struct text token, const struct json_value *keys,
    const struct oidc_expectation *expectation, struct arena *arena, struct json_document *ret_claims,
    const char **ret_reason) MUST_CHECK;

#endif
