// SPDX-License-Identifier: Apache-2.0
// The server: takes connections, guards them, reads requests and sends replies. What the replies are is the
// application's to say.
//
// Reads are answered on the connection's own thread. What may wait (for the database's writer, for a
// password's hash, for an import) goes to a lane: a few threads of its own with a short queue; when the queue
// is full the reply is 503.
#ifndef TANDEM_HTTP_SERVER_H
#define TANDEM_HTTP_SERVER_H

#include "http/http.h"

enum lane {
    LANE_INLINE,   // on the connection's thread: must be quick
    LANE_WRITE,    // waits for the database's writer
    LANE_PASSWORD, // hashes passwords: few threads, each takes much memory
    LANE_REPORT,   // reads that go through the whole workspace: portfolio, check, export
    LANE_IMPORT,   // files that are taken in
    LANE_REMOTE,   // waits for another server (single sign-on)
    LANE_COUNT
};

// What the application says about a request when its headers are there and its body is not.
struct reception {
    enum lane lane;
    size_t body_maximum;
    unsigned body_seconds; // time for the body to arrive
    bool is_answered;      // the reply is written already (a refusal): the body is not wanted
};

struct application {
    void *closure;
    // Headers are there. Decides, or answers at once.
    void (*receive)(void *closure, struct request *request, struct reception *reception, struct reply *reply);
    // The whole request is there; on the lane that receive chose.
    void (*answer)(void *closure, struct request *request, struct reply *reply);
    // The server itself refuses (body too large, lane full, not HTTP as it should be): writes the reply.
    void (*refuse)(
        void *closure, struct request *request, enum error error, const char *detail, struct reply *reply);
    // A reply is written, by whichever of the above: for headers that every reply has, and compression.
    void (*complete)(void *closure, struct request *request, struct reply *reply);
    // The reply was sent, or the client went away. `bytes`: of the body.
    void (*finish)(void *closure, struct request *request, int status, size_t bytes);
};

struct server_options {
    const char *listen;   // "127.0.0.1:8080", "[::1]:0", "8080"; port 0: any that is free
    bool is_behind_proxy; // X-Forwarded-For and X-Forwarded-Proto are believed, other addresses than loopback
                          // allowed
    unsigned threads;     // 0: 4 to 8, by the number of processors
    unsigned connections; // 0: 1,000
    unsigned connections_per_address; // 0: 100; not used behind a proxy, where all come from one address
    unsigned header_milliseconds;     // 0: 10,000: from connecting to the end of the first request's headers
    unsigned idle_milliseconds;       // 0: 75,000: from a reply to the end of the next request's headers
    unsigned heartbeat_milliseconds;  // 0: 20,000: silent streams are called this often
    unsigned stop_milliseconds;       // 0: 30,000: for requests in flight when stopping
};

#define SERVER_MESSAGE_SIZE 256
#define SERVER_HEADER_MEMORY 16384 // bytes for a request's line and headers

struct server;

// Listens and serves. On failure says why in ret_message. *owned*: server_stop. `application` is *borrowed*.
enum error server_start(const struct server_options *options, const struct application *application,
    struct server **ret_server, char ret_message[SERVER_MESSAGE_SIZE]) MUST_CHECK;

// Stops listening, lets requests in flight finish, ends streams. Accepts NULL; returns NULL.
struct server *server_stop(struct server *server);

unsigned short server_port(const struct server *server);

// Lets all waiting streams look whether there is something to send.
void server_wake(struct server *server);

#endif
