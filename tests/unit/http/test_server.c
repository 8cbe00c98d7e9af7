// SPDX-License-Identifier: Apache-2.0
// The server's guards, with an application that only echoes: what is cut, refused, limited, streamed and
// finished.
#include "unit.h"

#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>

#include "base/log.h"
#include "http/client.h"
#include "http/server.h"

#define BODY_MAXIMUM 1000

static sem_t slow_entered, slow_may_go;
static atomic_int stream_released, stream_events;

static ssize_t stream_read(void *closure, char *out, size_t size)
{
    int *sent = closure;
    if (*sent >= atomic_load(&stream_events)) return STREAM_WAIT;
    (*sent)++;
    return snprintf(out, size, "event %d\n", *sent);
}

static void stream_release(void *closure)
{
    free(closure);
    atomic_fetch_add(&stream_released, 1);
}

static void receive(void *closure, struct request *request, struct reception *reception, struct reply *reply)
{
    (void)closure;
    reception->body_maximum = BODY_MAXIMUM;
    if (text_is(request->path, "/slow")) reception->lane = LANE_WRITE;
    if (text_is(request->path, "/refused")) {
        reply->status = 403;
        reception->is_answered = true;
    }
}

static void stream_open(struct request *request, struct reply *reply)
{
    reply->stream = arena_object(request->arena, struct stream);
    assert_non_null(reply->stream);
    *reply->stream = (struct stream){.read = stream_read,
        .release = stream_release,
        .closure = calloc(1, sizeof(int)),
        .heartbeat = TEXT("alive\n")};
}

static void answer(void *closure, struct request *request, struct reply *reply)
{
    (void)closure;
    reply->status = 200;
    if (text_is(request->path, "/slow")) {
        sem_post(&slow_entered);
        sem_wait(&slow_may_go);
    }
    if (text_is(request->path, "/stream")) {
        stream_open(request, reply);
        return;
    }
    buffer_print(&reply->body, "%s %.*s %.*s [%.*s] %.*s%s", method_name(request->method),
        TEXT_PRINT(request->path), TEXT_PRINT(request->query), TEXT_PRINT(request->body),
        TEXT_PRINT(request->address), request->is_secure ? " secure" : "");
}

static void refuse(
    void *closure, struct request *request, enum error error, const char *detail, struct reply *reply)
{
    (void)closure;
    (void)request;
    reply->status = error_status(error);
    buffer_print(&reply->body, "refused: %s", detail ? detail : error_name(error));
}

static void complete(void *closure, struct request *request, struct reply *reply)
{
    (void)closure;
    reply_header(reply, "X-Request-Id", request->id);
}

static void finish(void *closure, struct request *request, int status, size_t bytes)
{
    (void)closure;
    (void)request;
    (void)status;
    (void)bytes;
}

static const struct application application = {
    .receive = receive, .answer = answer, .refuse = refuse, .complete = complete, .finish = finish};

static struct server *start(struct server_options options)
{
    char message[SERVER_MESSAGE_SIZE] = "";
    struct server *server = NULL;
    if (!options.listen) options.listen = "127.0.0.1:0";
    enum error error = server_start(&options, &application, &server, message);
    if (error) fail_msg("%s", message);
    return server;
}

// Sends the request on a connection of its own and checks status and, where given, what the body contains.
static void expect(struct server *server, const char *request, int status, const char *contains)
{
    struct client_reply reply;
    client_exchange(server_port(server), request, strlen(request), &reply);
    if (reply.status != status) fail_msg("status %d in place of %d for:\n%s", reply.status, status, request);
    if (contains && !memmem(reply.body.data, reply.body.length, contains, strlen(contains)))
        fail_msg("no \"%s\" in \"%.*s\"", contains, TEXT_PRINT(reply.body));
    client_reply_free(&reply);
}

static void answers_on_the_connections_thread_and_on_a_lane(void **state)
{
    (void)state;
    struct server *server = start((struct server_options){0});
    expect(server, "GET /a%20b?c=%31 HTTP/1.1\r\nHost: x\r\n\r\n", 200, "GET /a%20b c=%31 [] 127.0.0.1");
    expect(server, "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc", 200, "POST /a  [abc]");
    expect(server,
        "POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n",
        200, "[abc]");
    sem_post(&slow_may_go);
    expect(
        server, "PATCH /slow HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi", 200, "PATCH /slow  [hi]");
    sem_wait(&slow_entered);
    server_stop(server);
}

static void keeps_a_connection_open_for_the_next_request(void **state)
{
    (void)state;
    struct server *server = start((struct server_options){0});
    int client = client_open(server_port(server));
    for (int i = 0; i < 3; i++) {
        struct client_reply reply;
        assert_true(client_say(client, "GET /x HTTP/1.1\r\nHost: x\r\n\r\n"));
        client_receive(client, false, &reply);
        assert_int_equal(reply.status, 200);
        assert_int_equal(client_header(reply.head, "x-request-id").length, 16);
        client_reply_free(&reply);
    }
    close(client);
    server_stop(server);
}

static void refuses_what_two_servers_could_read_differently(void **state)
{
    (void)state;
    struct server *server = start((struct server_options){0});
    static const char *const bad[] = {
        "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc",
        "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
        "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
        "POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        "POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        "POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: a\r\n\r\n",
        "POST /a HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: +3\r\n\r\nabc",
        "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 0x3\r\n\r\nabc",
        "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\nabc",
        "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length:\r\n 3\r\n\r\nabc",
        "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\t3\r\n\r\nabc",
        "POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n",
        "GET /a HTTP/1.1\r\n\r\n",
        "GET /a HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
        "GET /a HTTP/1.1\r\nHost: x/y\r\n\r\n",
        "GET /a HTTP/1.1\r\nHost: x\r\nA : b\r\n\r\n",
        "GET /a HTTP/1.1\r\nHost: x\r\nA\x01: b\r\n\r\n",
        "GET /a HTTP/1.1\r\nHost: x\r\nA: b\x01\r\n\r\n",
        "GET http://x/a HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET * HTTP/1.1\r\nHost: x\r\n\r\n",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        expect(server, bad[i], 400, NULL);
    expect(server, "GET /a HTTP/2.0\r\nHost: x\r\n\r\n", 505, NULL);
    server_stop(server);
}

// A second request hidden behind the first one's body must never be answered.
static void answers_nothing_after_a_doubtful_request(void **state)
{
    (void)state;
    struct server *server = start((struct server_options){0});
    int client = client_open(server_port(server));
    client_say(client,
        "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"
        "0\r\n\r\nGET /hidden HTTP/1.1\r\nHost: x\r\n\r\n");
    struct buffer all;
    buffer_init(&all, 1 << 20);
    while (client_read(client, &all) > 0)
        continue;
    assert_null(memmem(buffer_view(&all).data, all.length, "hidden", 6));
    buffer_free(&all);
    close(client);
    server_stop(server);
}

static void limits_the_body_by_its_length_and_by_its_chunks(void **state)
{
    (void)state;
    struct server *server = start((struct server_options){0});
    char request[4096];
    snprintf(request, sizeof request, "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%0*d",
        BODY_MAXIMUM, BODY_MAXIMUM, 0);
    expect(server, request, 200, NULL);
    snprintf(request, sizeof request, "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%0*d",
        BODY_MAXIMUM + 1, BODY_MAXIMUM + 1, 0);
    expect(server, request, 413, "too-large");
    snprintf(request, sizeof request,
        "POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%0*d\r\n0\r\n\r\n",
        BODY_MAXIMUM + 1, BODY_MAXIMUM + 1, 0);
    expect(server, request, 413, "too-large");
    expect(server, "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\nExpect: 100-continue\r\n\r\n",
        413, NULL);
    expect(server, "POST /refused HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n", 403, NULL);
    server_stop(server);
}

static void a_refusal_leaves_the_connection_usable(void **state)
{
    (void)state;
    struct server *server = start((struct server_options){0});
    int client = client_open(server_port(server));
    struct client_reply reply;
    client_say(client, "POST /refused HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc");
    client_receive(client, false, &reply);
    assert_int_equal(reply.status, 403);
    client_reply_free(&reply);
    assert_true(client_say(client, "GET /next HTTP/1.1\r\nHost: x\r\n\r\n"));
    client_receive(client, false, &reply);
    assert_int_equal(reply.status, 200);
    client_reply_free(&reply);
    close(client);
    server_stop(server);
}

static void limits_the_headers(void **state)
{
    (void)state;
    struct server *server = start((struct server_options){0});
    char *request = malloc(40000);
    assert_non_null(request);
    snprintf(request, 40000, "GET /a HTTP/1.1\r\nHost: x\r\nA: %030000d\r\n\r\n", 0);
    expect(server, request, 431, NULL);
    snprintf(request, 40000, "GET /%030000d HTTP/1.1\r\nHost: x\r\n\r\n", 0);
    expect(server, request, 414, NULL);
    free(request);
    server_stop(server);
}

static void cuts_headers_that_trickle_in(void **state)
{
    (void)state;
    struct server *server = start((struct server_options){.header_milliseconds = 100});
    int client = client_open(server_port(server));
    client_say(client, "GET / HTTP/1.1\r\nHost: x\r\nA: ");
    struct pollfd end = {.fd = client, .events = POLLIN};
    int pauses = 0;
    // A byte every 20 ms keeps the library's own time-out away for ever.
    while (poll(&end, 1, 20) == 0 && pauses < 1000) {
        client_say(client, "a");
        pauses++;
    }
    char byte;
    assert_true(pauses < 1000);
    assert_true(recv(client, &byte, 1, 0) <= 0);
    close(client);
    server_stop(server);
}

static void cuts_a_second_request_that_trickles_in(void **state)
{
    (void)state;
    struct server *server = start((struct server_options){.idle_milliseconds = 1000});
    int client = client_open(server_port(server));
    struct client_reply reply;
    client_say(client, "GET /a HTTP/1.1\r\nHost: x\r\n\r\n");
    client_receive(client, false, &reply);
    assert_int_equal(reply.status, 200);
    client_reply_free(&reply);
    struct pollfd end = {.fd = client, .events = POLLIN};
    int pauses = 0;
    while (poll(&end, 1, 20) == 0 && pauses < 1000) {
        client_say(client, "a");
        pauses++;
    }
    assert_true(pauses < 1000);
    close(client);
    server_stop(server);
}

static void limits_connections_of_one_address(void **state)
{
    (void)state;
    struct server *server = start((struct server_options){.connections_per_address = 4});
    int clients[16], answered = 0;
    for (int i = 0; i < 16; i++) {
        clients[i] = client_open(server_port(server));
        struct client_reply reply;
        client_say(clients[i], "GET /a HTTP/1.1\r\nHost: x\r\n\r\n");
        client_receive(clients[i], false, &reply);
        answered += reply.status == 200;
        client_reply_free(&reply);
    }
    assert_int_equal(answered, 4);
    for (int i = 0; i < 16; i++)
        close(clients[i]);
    server_stop(server);
}

static void believes_a_proxy_only_when_told(void **state)
{
    (void)state;
    static const char request[] = "GET /a HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 1.2.3.4, 192.0.2.9\r\n"
                                  "X-Forwarded-Proto: https\r\n\r\n";
    struct server *server = start((struct server_options){0});
    expect(server, request, 200, "[] 127.0.0.1");
    server_stop(server);
    server = start((struct server_options){.is_behind_proxy = true});
    expect(server, request, 200, "[] 192.0.2.9 secure");
    expect(server, "GET /a HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: <script>\r\n\r\n", 200, "[] 127.0.0.1");
    server_stop(server);
}

static void listens_on_loopback_unless_behind_a_proxy(void **state)
{
    (void)state;
    char message[SERVER_MESSAGE_SIZE] = "";
    struct server *server = NULL;
    struct server_options options = {.listen = "0.0.0.0:0"};
    assert_int_equal(server_start(&options, &application, &server, message), ERROR_USAGE);
    assert_non_null(strstr(message, "--behind-tls-proxy"));
    options.is_behind_proxy = true;
    assert_int_equal(server_start(&options, &application, &server, message), ERROR_NONE);
    server_stop(server);
    static const char *const bad[] = {"", "127.0.0.1", "127.0.0.1:99999", "::1:80", "127.0.0.1:x", ":80"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        options = (struct server_options){.listen = bad[i]};
        assert_int_equal(server_start(&options, &application, &server, message), ERROR_USAGE);
    }
}

static void says_when_the_port_is_taken(void **state)
{
    (void)state;
    struct server *server = start((struct server_options){0}), *second = NULL;
    char message[SERVER_MESSAGE_SIZE] = "", listen_on[32];
    snprintf(listen_on, sizeof listen_on, "127.0.0.1:%d", (int)server_port(server));
    struct server_options options = {.listen = listen_on};
    assert_int_equal(server_start(&options, &application, &second, message), ERROR_IO);
    assert_non_null(strstr(message, listen_on));
    server_stop(server);
}

// Reads from a stream until the text was seen.
static void stream_expect(int client, struct buffer *input, const char *words)
{
    while (!memmem(buffer_view(input).data, input->length, words, strlen(words)))
        assert_true(client_read(client, input) > 0);
}

static void streams_wake_beat_and_end(void **state)
{
    (void)state;
    atomic_store(&stream_events, 1);
    atomic_store(&stream_released, 0);
    struct server *server = start((struct server_options){.heartbeat_milliseconds = 100});
    int client = client_open(server_port(server));
    struct buffer input;
    buffer_init(&input, 1 << 20);
    client_say(client, "GET /stream HTTP/1.1\r\nHost: x\r\n\r\n");
    stream_expect(client, &input, "event 1");
    stream_expect(client, &input, "alive");
    atomic_store(&stream_events, 3);
    server_wake(server);
    stream_expect(client, &input, "event 3");
    server_stop(server); // would abort if a connection were still suspended
    while (client_read(client, &input) > 0)
        continue;
    assert_non_null(memmem(input.data, input.length, "0\r\n\r\n", 5));
    assert_int_equal(atomic_load(&stream_released), 1);
    buffer_free(&input);
    close(client);
}

static void a_stream_notices_that_its_client_left(void **state)
{
    (void)state;
    atomic_store(&stream_events, 0);
    atomic_store(&stream_released, 0);
    struct server *server = start((struct server_options){.heartbeat_milliseconds = 50});
    int client = client_open(server_port(server));
    struct buffer input;
    buffer_init(&input, 1 << 20);
    client_say(client, "GET /stream HTTP/1.1\r\nHost: x\r\n\r\n");
    stream_expect(client, &input, "alive");
    close(client);
    for (int i = 0; i < 1000 && atomic_load(&stream_released) == 0; i++)
        poll(NULL, 0, 20);
    assert_int_equal(atomic_load(&stream_released), 1);
    buffer_free(&input);
    server_stop(server);
}

static void *stop_in_thread(void *server)
{
    return server_stop(server);
}

static void stopping_finishes_what_is_in_flight(void **state)
{
    (void)state;
    struct server *server = start((struct server_options){0});
    unsigned short port = server_port(server);
    int client = client_open(port);
    client_say(client, "POST /slow HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nwork");
    sem_wait(&slow_entered);
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, stop_in_thread, server), 0);
    int late;
    while ((late = client_open(port)) >= 0) { // until nobody listens any more
        close(late);
        poll(NULL, 0, 5);
    }
    sem_post(&slow_may_go);
    struct client_reply reply;
    client_receive(client, false, &reply);
    assert_int_equal(reply.status, 200);
    assert_text_equal(client_header(reply.head, "connection"), "close");
    client_reply_free(&reply);
    pthread_join(thread, NULL);
    close(client);
}

static void a_full_lane_is_busy(void **state)
{
    (void)state;
    enum { MANY = 600 }; // more than the lane's threads and queue
    struct server *server = start((struct server_options){.connections_per_address = 2000});
    static int clients[MANY];
    int busy = 0, done = 0;
    for (int i = 0; i < MANY; i++) {
        clients[i] = client_open(server_port(server));
        client_say(clients[i], "POST /slow HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
    }
    // The refused ones answer at once; only then may the others go on.
    for (int i = 0; i < MANY; i++) {
        struct pollfd waiting = {.fd = clients[i], .events = POLLIN};
        if (i == MANY - 1) poll(&waiting, 1, CLIENT_PATIENCE);
    }
    for (int i = 0; i < MANY; i++)
        sem_post(&slow_may_go);
    for (int i = 0; i < MANY; i++) {
        struct client_reply reply;
        client_receive(clients[i], false, &reply);
        busy += reply.status == 503;
        done += reply.status == 200;
        client_reply_free(&reply);
        close(clients[i]);
    }
    assert_int_equal(busy + done, MANY);
    assert_true(busy > 0);
    while (sem_trywait(&slow_may_go) == 0)
        continue;
    while (sem_trywait(&slow_entered) == 0)
        continue;
    server_stop(server);
}

static int set_up(void **state)
{
    (void)state;
    log_set_level(LOG_LEVEL_NONE);
    return sem_init(&slow_entered, 0, 0) || sem_init(&slow_may_go, 0, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_on_the_connections_thread_and_on_a_lane),
        cmocka_unit_test(keeps_a_connection_open_for_the_next_request),
        cmocka_unit_test(refuses_what_two_servers_could_read_differently),
        cmocka_unit_test(answers_nothing_after_a_doubtful_request),
        cmocka_unit_test(limits_the_body_by_its_length_and_by_its_chunks),
        cmocka_unit_test(a_refusal_leaves_the_connection_usable),
        cmocka_unit_test(limits_the_headers),
        cmocka_unit_test(cuts_headers_that_trickle_in),
        cmocka_unit_test(cuts_a_second_request_that_trickles_in),
        cmocka_unit_test(limits_connections_of_one_address),
        cmocka_unit_test(believes_a_proxy_only_when_told),
        cmocka_unit_test(listens_on_loopback_unless_behind_a_proxy),
        cmocka_unit_test(says_when_the_port_is_taken),
        cmocka_unit_test(streams_wake_beat_and_end),
        cmocka_unit_test(a_stream_notices_that_its_client_left),
        cmocka_unit_test(stopping_finishes_what_is_in_flight),
        cmocka_unit_test(a_full_lane_is_busy),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
