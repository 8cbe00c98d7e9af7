// SPDX-License-Identifier: Apache-2.0
// One request on its way through the server: received, answered on its lane, sent. Private to server.c and
// exchange*.c, the only files that know libmicrohttpd.
#ifndef TANDEM_HTTP_EXCHANGE_H
#define TANDEM_HTTP_EXCHANGE_H

#include <microhttpd.h>
#include <pthread.h>
#include <stdatomic.h>

#include "http/lane.h"
#include "http/reaper.h"
#include "http/server.h"

struct server {
    struct server_options options;
    struct application application;
    struct MHD_Daemon *daemon;
    struct reaper *reaper;
    struct lane_pool *lanes[LANE_COUNT]; // LANE_INLINE has none
    unsigned short port;
    atomic_bool is_closing;
    atomic_uint in_flight; // requests between their headers and the end of their reply, without streams
    pthread_mutex_t stream_mutex;
    struct exchange *streams; // those with a stream, under stream_mutex
    int64_t heartbeat_at;     // of the reaper's thread
};

enum exchange_state {
    EXCHANGE_NEW,
    EXCHANGE_READING,
    EXCHANGE_DISCARDING, // the reply is there, the body is not wanted
    EXCHANGE_WORKING,    // on a lane, the connection is suspended
    EXCHANGE_ANSWERED,
    EXCHANGE_SENDING,
};

struct exchange {
    struct lane_job job; // first: a lane's job is its exchange
    struct server *server;
    struct MHD_Connection *connection;
    struct reaped *reaped;
    enum exchange_state state;
    bool is_in_flight;
    bool is_late; // more than DISCARD_MAXIMUM came that nobody wants
    struct arena arena;
    struct buffer body;
    size_t discarded;
    struct reception reception;
    struct request request;
    struct reply reply;
    struct exchange *previous_stream, *next_stream;
    bool is_listed, is_waiting, is_woken, is_silent; // of a stream, under the server's stream_mutex
};

// The library's callbacks; `closure` is the server, `context` the exchange.
void *exchange_open(void *closure, const char *target, struct MHD_Connection *connection);
enum MHD_Result exchange_step(void *closure, struct MHD_Connection *connection, const char *url,
    const char *method, const char *version, const char *data, size_t *size, void **context);
void exchange_end(
    void *closure, struct MHD_Connection *connection, void **context, enum MHD_RequestTerminationCode code);

// Replies that are written piece by piece: read by the library, in the server's list while they last.
ssize_t exchange_stream_read(void *closure, uint64_t position, char *out, size_t size);
void exchange_stream_list(struct exchange *exchange);
void exchange_stream_unlist(struct exchange *exchange);

// Lets all streams be read again; `is_heartbeat`: those that are silent send a sign of life.
void exchange_wake_streams(struct server *server, bool is_heartbeat);

#endif
