// SPDX-License-Identifier: Apache-2.0
// The life of a request: headers checked, body gathered within its limit, answered on its lane, reply sent.
#include "http/exchange.h"

#include <arpa/inet.h>

#include "base/allocation.h"
#include "base/calendar.h"
#include "http/header_guard.h"

#define ARENA_MAXIMUM (512UL << 20)
#define REPLY_MAXIMUM (256UL << 20)
#define REPLY_SECONDS 300       // for the client to take a reply
#define DISCARD_MAXIMUM 1048576 // bytes of an unwanted body that are read so that the connection can go on

static int64_t deadline_in(unsigned milliseconds)
{
    return calendar_monotonic() + (int64_t)milliseconds * 1000;
}

static unsigned or_default(unsigned value, unsigned otherwise)
{
    return value ? value : otherwise;
}

void *exchange_open(void *closure, const char *target, struct MHD_Connection *connection)
{
    struct exchange *exchange = allocation_get(sizeof *exchange);
    if (!exchange) return NULL;
    memset(exchange, 0, sizeof *exchange);
    exchange->server = closure;
    exchange->connection = connection;
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    exchange->reaped = info ? info->socket_context : NULL;
    arena_init(&exchange->arena, ARENA_MAXIMUM);
    buffer_init(&exchange->body, 0);
    buffer_init(&exchange->reply.body, REPLY_MAXIMUM);
    const char *copy = arena_text(&exchange->arena, target, strlen(target));
    struct text path = text_from(copy);
    size_t mark = text_find(path, '?');
    struct request *request = &exchange->request;
    request->arena = &exchange->arena;
    request->path = (struct text){path.data, mark};
    request->query =
        mark < path.length ? (struct text){path.data + mark + 1, path.length - mark - 1} : TEXT("");
    random_token(request->id, 12);
    request->received = calendar_monotonic();
    return exchange;
}

struct header_list {
    struct header *headers;
    size_t count, room;
};

static enum MHD_Result header_add(void *closure, enum MHD_ValueKind kind, const char *name,
    size_t name_length, const char *value, size_t value_length)
{
    (void)kind;
    struct header_list *list = closure;
    if (list->count == list->room) return MHD_NO;
    list->headers[list->count++] =
        (struct header){{name, name_length}, {value ? value : "", value ? value_length : 0}};
    return MHD_YES;
}

static bool headers_read(struct exchange *exchange)
{
    int count = MHD_get_connection_values_n(exchange->connection, MHD_HEADER_KIND, NULL, NULL);
    struct header_list list = {.room = count > 0 ? (size_t)count : 0};
    list.headers = arena_array(&exchange->arena, struct header, list.room + 1);
    if (!list.headers) return false;
    MHD_get_connection_values_n(exchange->connection, MHD_HEADER_KIND, header_add, &list);
    exchange->request.headers = list.headers;
    exchange->request.header_count = list.count;
    return true;
}

static bool is_address(struct text text)
{
    char copy[REAPER_ADDRESS_SIZE];
    unsigned char bytes[16];
    if (text.length >= sizeof copy) return false;
    snprintf(copy, sizeof copy, "%.*s", TEXT_PRINT(text));
    return inet_pton(AF_INET, copy, bytes) == 1 || inet_pton(AF_INET6, copy, bytes) == 1;
}

// Only the last entry was written by our own proxy, which may have put it into a line of its own; what stands
// before it the client may have made up.
static void origin_read(struct exchange *exchange)
{
    struct request *request = &exchange->request;
    request->address = text_from(exchange->reaped ? exchange->reaped->address : "");
    if (!exchange->server->options.is_behind_proxy) return;
    struct text rest = request_header_last(request, "x-forwarded-for"), part, last = TEXT("");
    while (text_split(&rest, ',', &part))
        last = text_trim(part);
    if (is_address(last)) request->address = last;
    request->is_secure = text_equal_fold(request_header_last(request, "x-forwarded-proto"), TEXT("https"));
}

// The reply is written: what every reply needs is put on it, still on the lane, since compressing takes time.
static void exchange_complete(struct exchange *exchange)
{
    const struct application *application = &exchange->server->application;
    application->complete(application->closure, &exchange->request, &exchange->reply);
}

static void exchange_refuse(struct exchange *exchange, enum error error, const char *detail)
{
    const struct application *application = &exchange->server->application;
    reply_reset(&exchange->reply);
    application->refuse(application->closure, &exchange->request, error, detail, &exchange->reply);
    exchange_complete(exchange);
}

static struct MHD_Response *response_make(struct exchange *exchange)
{
    struct reply *reply = &exchange->reply;
    if (reply->stream)
        return MHD_create_response_from_callback(
            MHD_SIZE_UNKNOWN, 4096, exchange_stream_read, exchange, NULL);
    if (reply->is_fixed) // the library does not write to it
        return MHD_create_response_from_buffer(
            reply->fixed.length, (void *)(uintptr_t)reply->fixed.data, MHD_RESPMEM_PERSISTENT);
    struct text body = buffer_view(&reply->body);
    return MHD_create_response_from_buffer(body.length, (void *)(uintptr_t)body.data, MHD_RESPMEM_PERSISTENT);
}

static void in_flight_leave(struct exchange *exchange)
{
    if (!exchange->is_in_flight) return;
    exchange->is_in_flight = false;
    atomic_fetch_sub(&exchange->server->in_flight, 1);
}

// The body stays in the exchange's own buffer until exchange_end, so that nothing is copied.
static enum MHD_Result exchange_send(struct exchange *exchange)
{
    struct reply *reply = &exchange->reply;
    struct MHD_Response *response = response_make(exchange);
    if (!response) return MHD_NO;
    bool is_whole = true;
    for (size_t i = 0; i < reply->header_count; i++)
        is_whole =
            MHD_add_response_header(response, reply->headers[i].name, reply->headers[i].value) == MHD_YES &&
            is_whole;
    if (reply->closes || exchange->is_late || atomic_load(&exchange->server->is_closing))
        is_whole = MHD_add_response_header(response, "Connection", "close") == MHD_YES && is_whole;
    exchange->state = EXCHANGE_SENDING;
    if (reply->stream) {
        in_flight_leave(exchange);
        exchange_stream_list(exchange);
    }
    if (exchange->reaped)
        reaped_set_deadline(
            exchange->reaped, reply->stream ? REAPER_NEVER : deadline_in(REPLY_SECONDS * 1000));
    enum MHD_Result result =
        is_whole ? MHD_queue_response(exchange->connection, (unsigned)reply->status, response) : MHD_NO;
    MHD_destroy_response(response);
    return result;
}

// The headers are there.
static enum MHD_Result exchange_begin(struct exchange *exchange, const char *method, const char *version)
{
    struct server *server = exchange->server;
    const struct application *application = &server->application;
    struct request *request = &exchange->request;
    exchange->is_in_flight = true;
    atomic_fetch_add(&server->in_flight, 1);
    request->method = method_parse(method);
    if (!request->path.data || !headers_read(exchange)) return MHD_NO;
    origin_read(exchange);
    const char *fault = header_guard_check(request, version);
    if (fault) { // where this request ends is in doubt, so nothing after it is read
        exchange_refuse(exchange, ERROR_SYNTAX, fault);
        exchange->reply.closes = true;
        return exchange_send(exchange);
    }
    struct reception *reception = &exchange->reception;
    *reception = (struct reception){.lane = LANE_INLINE};
    application->receive(application->closure, request, reception, &exchange->reply);
    if (reception->is_answered) exchange_complete(exchange);
    size_t length = header_guard_length(request);
    if (!reception->is_answered && length != SIZE_MAX && length > reception->body_maximum) {
        exchange_refuse(exchange, ERROR_TOO_LARGE, NULL);
        reception->is_answered = true;
    }
    buffer_init(&exchange->body, reception->body_maximum);
    if (exchange->reaped)
        reaped_set_deadline(exchange->reaped, deadline_in(or_default(reception->body_seconds, 60) * 1000));
    exchange->state = reception->is_answered ? EXCHANGE_DISCARDING : EXCHANGE_READING;
    bool is_unread = length > DISCARD_MAXIMUM || request_header_count(request, "expect");
    if (reception->is_answered && length > 0 && is_unread) {
        exchange->reply.closes = true;
        return exchange_send(exchange);
    }
    return MHD_YES;
}

// The next bytes of the body. The library takes no reply in the middle of one: what is too much is read and
// dropped.
static enum MHD_Result exchange_take(struct exchange *exchange, const char *data, size_t size)
{
    if (exchange->state == EXCHANGE_READING) {
        buffer_add(&exchange->body, data, size);
        enum error error = buffer_error(&exchange->body);
        if (!error) return MHD_YES;
        exchange_refuse(exchange, error == ERROR_LIMIT ? ERROR_TOO_LARGE : error, NULL);
        exchange->state = EXCHANGE_DISCARDING;
        buffer_free(&exchange->body);
    }
    exchange->discarded += size;
    exchange->is_late = exchange->discarded > DISCARD_MAXIMUM;
    return exchange->is_late ? MHD_NO : MHD_YES;
}

static void exchange_answer(struct exchange *exchange)
{
    const struct application *application = &exchange->server->application;
    exchange->request.body = buffer_view(&exchange->body);
    application->answer(application->closure, &exchange->request, &exchange->reply);
    enum error error = buffer_error(&exchange->reply.body);
    if (error)
        exchange_refuse(exchange, error, NULL);
    else
        exchange_complete(exchange);
    exchange->state = EXCHANGE_ANSWERED;
}

static void exchange_work(struct lane_job *job)
{
    struct exchange *exchange = (struct exchange *)(void *)job;
    exchange_answer(exchange);
    MHD_resume_connection(exchange->connection); // from here on it may be gone
}

// The whole request is there.
static enum MHD_Result exchange_dispatch(struct exchange *exchange)
{
    if (exchange->reaped) reaped_set_deadline(exchange->reaped, REAPER_NEVER);
    enum lane lane = exchange->reception.lane;
    if (lane == LANE_INLINE) {
        exchange_answer(exchange);
        return exchange_send(exchange);
    }
    exchange->state = EXCHANGE_WORKING;
    exchange->job.run = exchange_work;
    MHD_suspend_connection(exchange->connection);
    if (lane_pool_post(exchange->server->lanes[lane], &exchange->job)) return MHD_YES;
    exchange_refuse(exchange, ERROR_BUSY, NULL);
    exchange->state = EXCHANGE_ANSWERED;
    MHD_resume_connection(exchange->connection);
    return MHD_YES;
}

enum MHD_Result exchange_step(void *closure, struct MHD_Connection *connection, const char *url,
    const char *method, const char *version, const char *data, size_t *size, void **context)
{
    (void)closure;
    (void)connection;
    (void)url;
    struct exchange *exchange = *context;
    if (!exchange) return MHD_NO;
    switch (exchange->state) {
    case EXCHANGE_NEW: return exchange_begin(exchange, method, version);
    case EXCHANGE_READING:
    case EXCHANGE_DISCARDING:
        if (*size) {
            size_t taken = *size;
            *size = 0;
            return exchange_take(exchange, data, taken);
        }
        return exchange->state == EXCHANGE_READING ? exchange_dispatch(exchange) : exchange_send(exchange);
    case EXCHANGE_ANSWERED: return exchange_send(exchange);
    case EXCHANGE_WORKING:
    case EXCHANGE_SENDING: return MHD_YES;
    }
    return MHD_NO;
}

void exchange_end(
    void *closure, struct MHD_Connection *connection, void **context, enum MHD_RequestTerminationCode code)
{
    (void)connection;
    (void)code;
    struct server *server = closure;
    struct exchange *exchange = *context;
    if (!exchange) return;
    *context = NULL;
    exchange_stream_unlist(exchange);
    struct reply *reply = &exchange->reply;
    if (exchange->state == EXCHANGE_SENDING)
        server->application.finish(server->application.closure, &exchange->request, reply->status,
            reply->is_fixed ? reply->fixed.length : reply->body.length);
    if (exchange->reaped)
        reaped_set_deadline(
            exchange->reaped, deadline_in(or_default(server->options.idle_milliseconds, 75000)));
    in_flight_leave(exchange);
    if (reply->stream && reply->stream->release) reply->stream->release(reply->stream->closure);
    reply_release(reply);
    buffer_free(&reply->body);
    buffer_free(&exchange->body);
    arena_free(&exchange->arena);
    allocation_release(exchange);
}
