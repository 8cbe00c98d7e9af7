// SPDX-License-Identifier: Apache-2.0
// Authentication, rate limit and the defence against forged writes, in this order.
#include "http/gate.h"

#include "access/session.h"
#include "access/token_secret.h"
#include "base/calendar.h"
#include "http/query_string.h"
#include "http/service.h"

static bool is_write(enum method method)
{
    return method != METHOD_GET && method != METHOD_HEAD && method != METHOD_OPTIONS;
}

// The secret after "Bearer ", or empty text.
static struct text bearer(struct text authorization)
{
    static const char scheme[] = "bearer ";
    size_t length = sizeof scheme - 1;
    if (authorization.length <= length) return TEXT("");
    if (!text_equal_fold((struct text){authorization.data, length}, text_from(scheme))) return TEXT("");
    return text_trim((struct text){authorization.data + length, authorization.length - length});
}

bool gate_credential(struct call *call)
{
    struct text authorization = request_header(call->request, "authorization");
    bool has_token = !text_is_empty(authorization);
    call->credential = has_token ? bearer(authorization) : request_cookie(call->request, SESSION_COOKIE);
    return has_token;
}

#define REASON_MAXIMUM 2000 // bytes, after decoding

// Who acts, and the reason that came along (percent-encoded, since headers are ASCII).
static enum error actor_fill(struct call *call, const char *via)
{
    call->actor = account_actor(&call->account, via);
    const struct text given = request_header(call->request, "tandem-reason");
    if (text_is_empty(given) || !is_write(call->request->method)) return ERROR_NONE;
    if (request_header_count(call->request, "tandem-reason") == 1 &&
        percent_decode(given, false, call->request->arena, &call->actor.reason) &&
        call->actor.reason.length <= REASON_MAXIMUM)
        return ERROR_NONE;
    problem_add(&call->problems, "Tandem-Reason",
        "Must be given once, percent-encoded UTF-8 without control characters, of at most %d bytes.",
        REASON_MAXIMUM);
    return ERROR_SYNTAX;
}

// Who is it? Nobody is no error; a token that does not work is, a cookie that does not work is nobody.
static enum error identify(struct call *call)
{
    const struct request *request = call->request;
    bool has_token = gate_credential(call);
    if (!has_token && text_is_empty(call->credential)) return ERROR_NONE;
    struct transaction *transaction = NULL;
    enum error error = call_transaction(call, &transaction);
    if (error) return error;
    if (has_token) {
        error = token_secret_find(transaction, call->credential, request->arena, &call->account);
        if (error == ERROR_UNAUTHENTICATED)
            call->detail = "The token is not known, has expired, or its user is disabled.";
    } else {
        error = session_find(transaction, call->credential, request->arena, &call->account);
        if (error == ERROR_UNAUTHENTICATED) return ERROR_NONE;
        call->is_session = error == ERROR_NONE;
    }
    if (error) return error;
    error = actor_fill(call, call->is_session ? "page" : "api");
    if (error) return error;
    if (call->account.needs_touch) service_touch(call->service, call->credential, call->is_session);
    return ERROR_NONE;
}

enum error gate_limit(struct call *call)
{
    struct rate_limiter *limiter = call->service->rates;
    if (!limiter) return ERROR_NONE;
    struct text whom = text_is_empty(call->account.user) ? call->request->address : call->account.user;
    call->rate = rate_take(limiter, whom, calendar_monotonic());
    call->is_limited = true;
    call->retry_after = call->rate.retry;
    return call->rate.is_allowed ? ERROR_NONE : ERROR_RATE;
}

const char *gate_origin(const struct request *request)
{
    struct text host = request_header(request, "host");
    if (text_is_empty(host)) return "";
    return arena_print(request->arena, "%s://%.*s", request->is_secure ? "https" : "http", TEXT_PRINT(host));
}

// What the browser says about where the request comes from; one that says nothing is no browser of today.
static bool comes_from_us(const struct request *request)
{
    struct text site = request_header(request, "sec-fetch-site");
    if (!text_is_empty(site) && !text_is(site, "same-origin") && !text_is(site, "none")) return false;
    struct text origin = request_header(request, "origin");
    if (text_is_empty(origin)) return true;
    const char *ours = gate_origin(request);
    return ours && text_equal_fold(origin, text_from(ours));
}

static enum error guard_against_forgery(struct call *call)
{
    const struct request *request = call->request;
    bool has_token = !text_is_empty(request_header(request, "authorization"));
    if (!is_write(request->method) || has_token) return ERROR_NONE;
    if (!comes_from_us(request)) {
        call->detail = "The request comes from another site.";
        return ERROR_FORBIDDEN;
    }
    if (call->is_session && !text_is(request_header(request, "x-tandem"), "1")) {
        call->detail = "Writing with a session cookie takes the header X-Tandem: 1; programs use tokens.";
        return ERROR_FORBIDDEN;
    }
    return ERROR_NONE;
}

static enum error need_user(const struct call *call)
{
    return text_is_empty(call->account.user) ? ERROR_UNAUTHENTICATED : ERROR_NONE;
}

enum error gate_allows_endpoint(const struct call *call)
{
    const struct endpoint *endpoint = call->route.endpoint;
    if (endpoint->access == ENDPOINT_FOR_ANYBODY) return ERROR_NONE;
    enum error error = need_user(call);
    if (error) return error;
    bool is_allowed = true;
    switch (endpoint->access) {
    case ENDPOINT_FOR_ANYBODY:
    case ENDPOINT_FOR_USERS: break;
    case ENDPOINT_FOR_SESSIONS: is_allowed = call->is_session; break;
    case ENDPOINT_FOR_SETTINGS: is_allowed = permission_allows_settings(&call->actor); break;
    case ENDPOINT_BY_PERMISSION: {
        const struct resource *resource =
            registry_find(store_registry(call->service->store), text_from(endpoint->resource));
        is_allowed = resource && permission_allows_some(&call->actor, resource, endpoint->verb);
        break;
    }
    }
    return is_allowed ? ERROR_NONE : ERROR_FORBIDDEN;
}

enum error gate_enter(struct call *call)
{
    call->is_entered = true;
    enum error error = identify(call);
    enum error limited = gate_limit(call);
    if (limited) return limited;
    if (error) return error;
    error = guard_against_forgery(call);
    if (error) return error;
    return call->route.kind == ROUTE_ENDPOINT ? gate_allows_endpoint(call) : need_user(call);
}

enum error gate_confirm(struct call *call)
{
    if (text_is_empty(call->account.user)) return ERROR_NONE;
    struct transaction *transaction = NULL;
    struct account account;
    enum error error = call_transaction(call, &transaction);
    if (!error)
        error = call->is_session
                    ? session_find(transaction, call->credential, call->request->arena, &account)
                    : token_secret_find(transaction, call->credential, call->request->arena, &account);
    transaction_end(call->transaction); // a handler's own snapshot has to be a later one
    call->transaction = NULL;
    if (error) return error;
    call->account = account;
    error = actor_fill(call, call->actor.via);
    if (error) return error;
    return call->route.kind == ROUTE_ENDPOINT ? gate_allows_endpoint(call) : ERROR_NONE;
}
