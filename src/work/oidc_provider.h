// SPDX-License-Identifier: Apache-2.0
// The OpenID provider as the server knows it: where its parts are (discovery), its keys, and exchanging the
// code of the redirect for what it says about somebody.
//
// Discovery and keys are kept for an hour, and used for a day when the provider cannot be asked. A token that
// is signed by a key nobody knows has the keys fetched anew, at most every ten seconds. Everything here may
// wait for the provider; it belongs on a lane of its own. Safe to share between threads.
#ifndef TANDEM_WORK_OIDC_PROVIDER_H
#define TANDEM_WORK_OIDC_PROVIDER_H

#include "access/oidc_account.h"
#include "access/oidc_attempt.h"
#include "work/fetch.h"

struct oidc_provider;

// `ask` answers in place of another server; NULL: fetch. `secret` is copied; empty: a client without one.
// *owned*: oidc_provider_free; NULL when out of memory.
struct oidc_provider *oidc_provider_new(fetch_function *ask, struct text secret);
struct oidc_provider *oidc_provider_free(struct oidc_provider *provider); // accepts NULL; returns NULL

// Why it did not work: for the person, and for the log. *arena* or static; the reason holds no secret.
struct oidc_failure {
    enum oidc_refusal refusal;
    const char *reason;
};

// The address to send the browser to. ERROR_FORBIDDEN with ret_failure.
enum error oidc_provider_begin(struct oidc_provider *provider, const struct oidc_settings *settings,
    const struct oidc_attempt *attempt, const char *redirect, struct arena *arena, const char **ret_address,
    struct oidc_failure *ret_failure) MUST_CHECK;

// What the browser brought back.
struct oidc_return {
    struct text code;
    struct text issuer; // "iss" of RFC 9207; empty: not said
    const char *redirect;
};

// Exchanges the code, verifies the token, and reads the claims. ERROR_FORBIDDEN with ret_failure.
enum error oidc_provider_finish(struct oidc_provider *provider, const struct oidc_settings *settings,
    const struct oidc_attempt *attempt, const struct oidc_return *back, struct arena *arena,
    struct oidc_claims *ret_claims, struct oidc_failure *ret_failure) MUST_CHECK;

#endif
