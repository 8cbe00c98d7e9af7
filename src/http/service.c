// SPDX-License-Identifier: Apache-2.0
// The application behind the server: a request becomes a call, goes through the gate to its handler, and
// leaves with the headers that every reply has.
#include "http/service.h"

#include "access/session.h"
#include "access/token_secret.h"
#include "base/allocation.h"
#include "base/calendar.h"
#include "base/log.h"
#include "http/compress.h"
#include "http/entity_tag.h"
#include "http/events.h"
#include "http/gate.h"
#include "http/handlers.h"
#include "http/study_worker.h"

#define STUDY_STOP_MILLISECONDS 1500
#define BACKGROUND_QUEUE 256
#define FILE_BODY_SECONDS 600

struct touch {
    struct lane_job job; // first: the job is the touch
    struct store *store;
    bool is_session;
    size_t length;
    char credential[128];
};

static enum error touch_write(struct transaction *transaction, void *closure)
{
    const struct touch *touch = closure;
    struct text credential = {touch->credential, touch->length};
    return touch->is_session ? session_touch(transaction, credential)
                             : token_secret_touch(transaction, credential);
}

static void touch_run(struct lane_job *job)
{
    struct touch *touch = (struct touch *)(void *)job;
    enum error error = store_write(touch->store, touch_write, touch);
    if (error) log_line(LOG_LEVEL_WARNING, "event=touch_failed error=%s", error_name(error));
    allocation_release(touch);
}

// Losing one does no harm: the next request tries again.
void service_touch(struct service *service, struct text credential, bool is_session)
{
    struct touch *touch =
        credential.length <= sizeof touch->credential ? allocation_get(sizeof *touch) : NULL;
    if (!touch) return;
    *touch = (struct touch){
        .job.run = touch_run, .store = service->store, .is_session = is_session, .length = credential.length};
    memcpy(touch->credential, credential.data, credential.length);
    if (!lane_pool_post(service->background, &touch->job)) allocation_release(touch);
}

static void call_problem(struct call *call, enum error error)
{
    const struct problem_reply problem = {.error = error,
        .detail = call->detail,
        .problems = &call->problems,
        .member = call->member,
        .json = call->json};
    reply_reset(call->reply);
    if (error == ERROR_METHOD)
        reply_header(call->reply, "Allow", router_allow(call->route.methods, call->request->arena));
    if (error == ERROR_RATE && call->retry_after)
        reply_header_print(call->reply, call->request->arena, "Retry-After", "%u", call->retry_after);
    entity_tag_write(call->current_version, call->request->arena, call->reply);
    problem_reply_write(&problem, call->request, call->reply);
    if (error_status(error) < 500) return;
    char said[LOG_VALUE_SIZE];
    log_line(LOG_LEVEL_ERROR, "event=failure id=%s error=%s database=%s", call->request->id,
        error_name(error), log_value(text_from(store_said()), said));
}

static bool is_read(enum method method)
{
    return method == METHOD_GET || method == METHOD_HEAD;
}

// "application/json", whatever its parameters. A request without a body needs none.
static enum error content_type_check(const struct request *request)
{
    struct text type = request_header(request, "content-type");
    bool has_body = request_header_count(request, "transfer-encoding") ||
                    (request_header_count(request, "content-length") &&
                        !text_is(request_header(request, "content-length"), "0"));
    if (!has_body) return ERROR_NONE;
    size_t end = text_find(type, ';');
    bool is_json = text_equal_fold(text_trim((struct text){type.data, end}), TEXT("application/json"));
    return is_json ? ERROR_NONE : ERROR_UNSUPPORTED;
}

static enum error call_open(struct call *call, struct reception *reception)
{
    const struct request *request = call->request;
    enum error error = router_find(
        store_registry(call->service->store), request->method, request->path, request->arena, &call->route);
    if (error) return error;
    if (request->method == METHOD_OPTIONS) {
        call->reply->status = 204;
        reply_header(call->reply, "Allow", router_allow(call->route.methods, request->arena));
        reception->is_answered = true;
        return ERROR_NONE;
    }
    if (call->route.kind == ROUTE_PAGE) {
        reception->is_answered = true;
        return assets_reply(call->service->assets, request, call->reply);
    }
    reception->lane = handler_find(&call->route).lane;
    reception->body_maximum = ENDPOINT_BODY_MAXIMUM;
    if (call->route.endpoint && call->route.endpoint->body_maximum) {
        reception->body_maximum = call->route.endpoint->body_maximum;
        reception->body_seconds = FILE_BODY_SECONDS;
    }
    error = query_string_parse(request->query, request->arena, &call->problems, &call->query);
    if (error || is_read(request->method)) return error;
    error = gate_enter(call); // before the body is taken
    return error ? error : content_type_check(request);
}

static void service_receive(
    void *closure, struct request *request, struct reception *reception, struct reply *reply)
{
    struct call *call = arena_object(request->arena, struct call);
    if (!call) {
        problem_reply_write(&(struct problem_reply){.error = ERROR_MEMORY}, request, reply);
        reception->is_answered = true;
        return;
    }
    request->context = call;
    *call = (struct call){.service = closure, .request = request, .reply = reply};
    problem_list_init(&call->problems, request->arena);
    buffer_init(&call->extension, 16 << 20);
    enum error error = call_open(call, reception);
    if (error) {
        reception->is_answered = true;
        call_problem(call, error);
    }
    call_end(call); // a snapshot must not wait for a body
}

static bool may_be_kept(const struct call *call)
{
    bool is_record = call->route.kind == ROUTE_LIST || call->route.kind == ROUTE_SHOW;
    return is_record && call->request->method == METHOD_GET &&
           !request_header_count(call->request, "if-none-match");
}

// A reply that is still true is given again, to the caller it was written for. What it leaves out is finding
// out who that is and what may be seen: both are unchanged with the database.
static bool answer_kept(struct call *call, enum error *ret_error)
{
    struct service *service = call->service;
    if (!may_be_kept(call)) return false;
    bool is_token = gate_credential(call);
    if (text_is_empty(call->credential) || !store_version(service->store, &call->ticket.version))
        return false;
    reply_cache_mark(service->replies, call->credential, is_token, call->request, &call->ticket);
    struct text user;
    if (!reply_cache_take(service->replies, &call->ticket, call->reply, &user)) return false;
    const char *copy = text_copy(user, call->request->arena); // the log asks for it after the reply is gone
    if (copy) call->account.user = (struct text){copy, user.length};
    *ret_error = copy ? gate_limit(call) : ERROR_MEMORY;
    return true;
}

static void service_answer(void *closure, struct request *request, struct reply *reply)
{
    (void)closure;
    (void)reply;
    struct call *call = request->context;
    enum error error = ERROR_NONE;
    if (!answer_kept(call, &error)) {
        error = call->is_entered ? gate_confirm(call) : gate_enter(call);
        if (!error) error = handler_find(&call->route).handle(call);
    }
    if (!error) error = buffer_error(&call->reply->body);
    if (error) call_problem(call, error);
    call_end(call);
}

static void service_refuse(
    void *closure, struct request *request, enum error error, const char *detail, struct reply *reply)
{
    (void)closure;
    problem_reply_write(&(struct problem_reply){.error = error, .detail = detail}, request, reply);
}

static void service_complete(void *closure, struct request *request, struct reply *reply)
{
    (void)closure;
    const struct call *call = request->context;
    compress_reply(request, reply);
    // A use that has still to be written down changes the database.
    if (call && !call->account.needs_touch)
        reply_cache_keep(call->service->replies, &call->ticket, call->account.user, reply);
    reply_header(reply, "X-Request-Id", request->id);
    reply_header(reply, "X-Content-Type-Options", "nosniff");
    reply_header(reply, "Referrer-Policy", "same-origin");
    reply_header(reply, "Cross-Origin-Opener-Policy", "same-origin");
    reply_header(reply, "Cross-Origin-Resource-Policy", "same-origin");
    if (!reply_header_value(reply, "Content-Security-Policy"))
        reply_header(reply, "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    if (!reply_header_value(reply, "Cache-Control")) reply_header(reply, "Cache-Control", "no-store");
    if (!call || !call->is_limited) return;
    reply_header_print(reply, request->arena, "RateLimit-Limit", "%u", call->rate.limit);
    reply_header_print(reply, request->arena, "RateLimit-Remaining", "%u", call->rate.remaining);
    reply_header_print(reply, request->arena, "RateLimit-Reset", "%u", call->rate.reset);
}

// The path is all of the address that is logged: a query may hold a link's token.
static void service_finish(void *closure, struct request *request, int status, size_t bytes)
{
    (void)closure;
    const struct call *call = request->context;
    char path[LOG_VALUE_SIZE], address[LOG_VALUE_SIZE];
    struct text user = call ? call->account.user : TEXT("");
    log_line(LOG_LEVEL_INFO,
        "event=request id=%s method=%s path=%s status=%d bytes=%zu ms=%.1f user=%.*s address=%s", request->id,
        method_name(request->method), log_value(request->path, path), status, bytes,
        (double)(calendar_monotonic() - request->received) / 1000.0,
        TEXT_PRINT(text_is_empty(user) ? TEXT("-") : user), log_value(request->address, address));
}

static enum error service_prepare(struct service *service)
{
    service->identity = &identity_local;
    service->assets = assets_new(service->options.web_root);
    service->throttle = throttle_new();
    service->oidc = oidc_provider_new(NULL, service->options.oidc_secret);
    service->options.oidc_secret = TEXT("");
    unsigned limit = service->options.requests_per_minute;
    bool is_limited = limit != SERVE_REQUESTS_UNLIMITED;
    if (is_limited) service->rates = rate_limiter_new(limit ? limit : SERVE_REQUESTS_DEFAULT);
    service->background = lane_pool_new(1, BACKGROUND_QUEUE);
    service->events = events_new(service);
    service->studies = study_worker_new(service->store);
    service->replies = reply_cache_new();
    bool is_ready = service->replies && service->assets && service->throttle && service->oidc &&
                    (service->rates || !is_limited) && service->background && service->events &&
                    service->studies;
    return is_ready ? ERROR_NONE : ERROR_MEMORY;
}

static struct service *service_release(struct service *service)
{
    study_worker_free(service->studies);
    events_free(service->events);
    reply_cache_free(service->replies);
    lane_pool_free(service->background);
    rate_limiter_free(service->rates);
    throttle_free(service->throttle);
    oidc_provider_free(service->oidc);
    assets_free(service->assets);
    allocation_release(service);
    return NULL;
}

enum error service_start(struct store *store, const struct serve_options *options,
    struct service **ret_service, char ret_message[SERVER_MESSAGE_SIZE])
{
    struct service *service = allocation_get(sizeof *service);
    if (!service) return ERROR_MEMORY;
    *service = (struct service){.store = store, .options = *options};
    const struct application application = {.closure = service,
        .receive = service_receive,
        .answer = service_answer,
        .refuse = service_refuse,
        .complete = service_complete,
        .finish = service_finish};
    enum error error = service_prepare(service);
    if (error)
        snprintf(ret_message, SERVER_MESSAGE_SIZE, "cannot start: not enough memory or threads");
    else
        error = server_start(&options->server, &application, &service->server, ret_message);
    if (error) {
        service_release(service);
        return error;
    }
    events_start(service->events);
    *ret_service = service;
    return ERROR_NONE;
}

struct service *service_stop(struct service *service)
{
    if (!service) return NULL;
    study_worker_stop(service->studies);
    events_stop(service->events);
    service->server = server_stop(service->server);
    return study_worker_join(service->studies, STUDY_STOP_MILLISECONDS) ? service_release(service) : service;
}

unsigned short service_port(const struct service *service)
{
    return server_port(service->server);
}

uint64_t service_replies_kept(const struct service *service)
{
    return reply_cache_uses(service->replies);
}

void service_settle(struct service *service)
{
    lane_pool_settle(service->background);
}
