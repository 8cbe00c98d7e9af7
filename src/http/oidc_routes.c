// SPDX-License-Identifier: Apache-2.0
// Signing in through an OpenID provider: off to it, and back. Both answer a browser, so a refusal is no
// problem document but a way back to the page, which says it in words.
//
// The provider sends the browser back with a GET from another site. The session's cookie and the attempt's
// are SameSite=Lax, so they come along with such a navigation: the first page after it is signed in already.
#include "access/oidc_account.h"
#include "base/calendar.h"
#include "base/log.h"
#include "http/gate.h"
#include "http/handlers.h"
#include "http/service.h"
#include "http/session_cookie.h"

#define ATTEMPT_COOKIE "tandem_sign_in"
#define CALLBACK_PATH "/api/v1/sign-in/oidc/callback"

// The cookie goes to these two routes alone; an empty value deletes it.
static void attempt_cookie_set(struct call *call, const char *value)
{
    bool is_secure = call->service->options.server.is_behind_proxy || call->request->is_secure;
    reply_header_print(call->reply, call->request->arena, "Set-Cookie",
        ATTEMPT_COOKIE "=%s; Path=/api/v1/sign-in/oidc; Max-Age=%lld; HttpOnly; SameSite=Lax%s", value,
        *value ? (long long)OIDC_ATTEMPT_LIFE : 0LL, is_secure ? "; Secure" : "");
}

static enum error go(struct call *call, const char *address)
{
    if (!address) return ERROR_MEMORY;
    call->reply->status = 303;
    call->reply->holds_secret = true; // the address may hold state and nonce
    reply_header(call->reply, "Location", address);
    return ERROR_NONE;
}

// Back to the page, with a code for its sentence; the reason is for the log alone.
static enum error refuse(struct call *call, enum oidc_refusal refusal, const char *reason, const char *back)
{
    char value[LOG_VALUE_SIZE], address[LOG_VALUE_SIZE];
    const char *code = oidc_refusals.choices[refusal].code;
    log_line(LOG_LEVEL_WARNING, "event=sign_in_failed id=%s door=oidc refusal=%s reason=%s address=%s",
        call->request->id, code, log_value(text_from(reason), value),
        log_value(call->request->address, address));
    struct buffer target;
    buffer_init(&target, 4096);
    buffer_print(&target, "/sign-in?refused=%s", code);
    if (strcmp(back, "/") != 0) buffer_string(&target, "&return=");
    for (; strcmp(back, "/") != 0 && *back; back++) {
        bool is_plain = strchr("/-._~", *back) || (*back >= '0' && *back <= '9') ||
                        (*back >= 'a' && *back <= 'z') || (*back >= 'A' && *back <= 'Z');
        buffer_print(&target, is_plain ? "%c" : "%%%02X", (unsigned char)*back);
    }
    const char *copy = target.failed ? NULL : text_copy(buffer_view(&target), call->request->arena);
    buffer_free(&target);
    return go(call, copy);
}

static const char *redirect_address(struct call *call)
{
    const char *origin = gate_origin(call->request);
    return origin ? arena_print(call->request->arena, "%s" CALLBACK_PATH, origin) : NULL;
}

// The settings, from a snapshot that is not kept open while the provider is asked.
static enum error settings_take(struct call *call, struct oidc_settings *settings)
{
    struct transaction *transaction = NULL;
    enum error error = call_transaction(call, &transaction);
    if (!error) error = oidc_settings_load(transaction, call->request->arena, settings);
    transaction_end(call->transaction);
    call->transaction = NULL;
    return error;
}

enum error oidc_start_route(struct call *call)
{
    static const char *const known[] = {"return", NULL};
    struct arena *arena = call->request->arena;
    const struct text *back = query_string_take(&call->query, "return");
    struct oidc_settings *settings = arena_object(arena, struct oidc_settings);
    const char *redirect = redirect_address(call), *address = NULL;
    struct oidc_attempt attempt;
    struct oidc_failure failure;
    enum error error = call_expect_taken(call, known);
    if (!error && (!settings || !redirect)) error = ERROR_MEMORY;
    if (!error) error = settings_take(call, settings);
    if (!error) error = oidc_attempt_begin(back ? *back : TEXT(""), calendar_now() / 1000, arena, &attempt);
    if (error) return error;
    if (!oidc_settings_are_whole(settings))
        return refuse(
            call, OIDC_REFUSED_CONFIGURATION, "oidc.issuer or oidc.client_id is not set", attempt.back);
    error = oidc_provider_begin(call->service->oidc, settings, &attempt, redirect, arena, &address, &failure);
    if (error == ERROR_FORBIDDEN) return refuse(call, failure.refusal, failure.reason, attempt.back);
    if (error) return error;
    attempt_cookie_set(call, attempt.cookie);
    return go(call, address);
}

// What the write transaction of a sign-in needs, and what it leaves behind.
struct arrival {
    struct call *call;
    struct oidc_settings settings;
    struct oidc_claims claims;
    struct oidc_attempt attempt;
    struct oidc_failure failure;
    struct account account;
    char secret[SESSION_SECRET_SIZE];
};

static enum error arrival_write(struct transaction *transaction, void *closure)
{
    struct arrival *arrival = closure;
    enum error error = oidc_account_enter(transaction, &arrival->settings, &arrival->claims,
        arrival->call->request->arena, &arrival->account, &arrival->failure.refusal);
    if (error == ERROR_FORBIDDEN) arrival->failure.reason = "the settings do not let this person in";
    if (!error) error = session_renew(transaction, arrival->call, arrival->account.user, arrival->secret);
    return error;
}

static enum error fail(struct arrival *arrival, enum oidc_refusal refusal, const char *reason)
{
    arrival->failure = (struct oidc_failure){refusal, reason};
    return ERROR_FORBIDDEN;
}

static struct text parameter(struct call *call, const char *name)
{
    const struct text *value = query_string_take(&call->query, name);
    return value ? *value : TEXT("");
}

// Does it belong to this browser's attempt, and is a code there? Providers add parameters of their own.
static enum error return_read(struct arrival *arrival, struct oidc_return *back)
{
    struct call *call = arrival->call;
    struct text cookie = request_cookie(call->request, ATTEMPT_COOKIE);
    struct text error_word = parameter(call, "error");
    enum error error = oidc_attempt_resume(
        cookie, parameter(call, "state"), calendar_now() / 1000, call->request->arena, &arrival->attempt);
    if (error == ERROR_UNAUTHENTICATED) {
        arrival->attempt.back = "/";
        return fail(arrival, OIDC_REFUSED_EXPIRED, "the state is not this browser's, or too old");
    }
    if (error) return error;
    if (!text_is_empty(error_word)) {
        if (error_word.length > 60) error_word.length = 60;
        const char *reason =
            arena_print(call->request->arena, "the provider says %.*s", TEXT_PRINT(error_word));
        return fail(arrival, OIDC_REFUSED_PROVIDER, reason ? reason : "the provider refused");
    }
    *back = (struct oidc_return){.code = parameter(call, "code"),
        .issuer = parameter(call, "iss"),
        .redirect = redirect_address(call)};
    if (text_is_empty(back->code)) return fail(arrival, OIDC_REFUSED_PROVIDER, "no code came back");
    return back->redirect ? ERROR_NONE : ERROR_MEMORY;
}

static enum error arrive(struct arrival *arrival)
{
    struct call *call = arrival->call;
    struct oidc_return back;
    enum error error = return_read(arrival, &back);
    if (!error) error = settings_take(call, &arrival->settings);
    if (!error && !oidc_settings_are_whole(&arrival->settings))
        error = fail(arrival, OIDC_REFUSED_CONFIGURATION, "oidc.issuer or oidc.client_id is not set");
    if (!error)
        error = oidc_provider_finish(call->service->oidc, &arrival->settings, &arrival->attempt, &back,
            call->request->arena, &arrival->claims, &arrival->failure);
    if (!error) error = store_write(call->service->store, arrival_write, arrival);
    if (error && error != ERROR_FORBIDDEN && error != ERROR_MEMORY)
        error = fail(arrival, OIDC_REFUSED_BUSY, error_name(error));
    return error;
}

// Every failure counts against the address that it came from: codes must not be tried out here.
enum error oidc_callback_route(struct call *call)
{
    struct arrival *arrival = arena_object(call->request->arena, struct arrival);
    if (!arrival) return ERROR_MEMORY;
    *arrival = (struct arrival){.call = call, .attempt = {.back = "/"}};
    struct throttle *throttle = call->service->throttle;
    struct text address = call->request->address, state = parameter(call, "state");
    int64_t now = calendar_monotonic() / 1000;
    attempt_cookie_set(call, "");
    if (throttle_wait(throttle, state, address, now) > 0)
        return refuse(call, OIDC_REFUSED_RATE, "too many attempts", "/");
    enum error error = arrive(arrival);
    if (error == ERROR_FORBIDDEN) {
        throttle_failed(throttle, state, address, calendar_monotonic() / 1000);
        return refuse(call, arrival->failure.refusal, arrival->failure.reason, arrival->attempt.back);
    }
    if (error) return error;
    call->account = arrival->account; // for the log
    session_cookie_set(call, text_from(arrival->secret));
    return go(call, arrival->attempt.back);
}
