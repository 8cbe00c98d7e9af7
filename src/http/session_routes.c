// SPDX-License-Identifier: Apache-2.0
// Signing in and out.
#include "access/session.h"
#include "base/calendar.h"
#include "base/log.h"
#include "http/handlers.h"
#include "http/service.h"
#include "http/session_cookie.h"

enum error session_show_route(struct call *call)
{
    enum error error = call_expect_taken(call, NULL);
    return error ? error : session_reply(call, 200);
}

struct opening {
    struct call *call;
    char secret[SESSION_SECRET_SIZE];
};

static enum error open_write(struct transaction *transaction, void *closure)
{
    struct opening *opening = closure;
    return session_renew(transaction, opening->call, opening->call->account.user, opening->secret);
}

// Guessing is counted against the account that is tried, from where it is tried.
enum error session_prove(struct call *call, const struct identity_proof *proof, struct account *ret_account)
{
    struct service *service = call->service;
    struct text address = call->request->address;
    int64_t now = calendar_monotonic() / 1000;
    int64_t wait = throttle_wait(service->throttle, proof->name, address, now);
    if (wait > 0) {
        call->retry_after = (unsigned)(wait / 1000) + 1;
        call->detail = "Too many attempts that failed; wait a little.";
        return ERROR_RATE;
    }
    enum error error = service->identity->verify(service->store, proof, call->request->arena, ret_account);
    now = calendar_monotonic() / 1000;
    if (error == ERROR_UNAUTHENTICATED) {
        throttle_failed(service->throttle, proof->name, address, now);
        call->detail = "The e-mail address or the password is wrong.";
        char value[LOG_VALUE_SIZE];
        log_line(LOG_LEVEL_WARNING, "event=sign_in_failed id=%s address=%s", call->request->id,
            log_value(address, value));
    } else if (!error) {
        throttle_succeeded(service->throttle, proof->name, address, now);
    }
    return error;
}

enum error session_open_route(struct call *call)
{
    static const char *const names[] = {"email", "password", NULL};
    struct text texts[2];
    enum error error = call_expect_taken(call, NULL);
    if (!error) error = call_body_texts(call, names, texts);
    if (error) return error;
    call->account = (struct account){.user = TEXT("")};
    error =
        session_prove(call, &(struct identity_proof){.name = texts[0], .secret = texts[1]}, &call->account);
    if (error) return error;
    struct opening opening = {.call = call};
    error = store_write(call->service->store, open_write, &opening);
    if (!error) error = session_reply(call, 200);
    if (!error) session_cookie_set(call, text_from(opening.secret));
    return error;
}

static enum error close_write(struct transaction *transaction, void *closure)
{
    struct call *call = closure;
    return session_close(transaction, call->credential);
}

static enum error close_all_write(struct transaction *transaction, void *closure)
{
    struct call *call = closure;
    return session_close_all(transaction, call->account.user);
}

static enum error sign_out(struct call *call, enum error (*run)(struct transaction *, void *))
{
    enum error error = call_expect_taken(call, NULL);
    if (!error) error = store_write(call->service->store, run, call);
    if (error) return error;
    call->reply->status = 204;
    session_cookie_set(call, TEXT(""));
    return ERROR_NONE;
}

enum error session_close_route(struct call *call)
{
    return sign_out(call, close_write);
}

enum error sessions_close_route(struct call *call)
{
    return sign_out(call, close_all_write);
}
