// SPDX-License-Identifier: Apache-2.0
// Replies that are written piece by piece: a connection with nothing to send is suspended until it is woken.
#include "http/exchange.h"

ssize_t exchange_stream_read(void *closure, uint64_t position, char *out, size_t size)
{
    (void)position;
    struct exchange *exchange = closure;
    struct server *server = exchange->server;
    struct stream *stream = exchange->reply.stream;
    for (;;) {
        if (atomic_load(&server->is_closing)) return MHD_CONTENT_READER_END_OF_STREAM;
        ssize_t count = stream->read(stream->closure, out, size);
        if (count == STREAM_END) return MHD_CONTENT_READER_END_OF_STREAM;
        bool has_slept = false, beats = false;
        pthread_mutex_lock(&server->stream_mutex);
        if (count == STREAM_WAIT && !atomic_load(&server->is_closing)) { // looked at again under the mutex
            beats = exchange->is_silent;
            has_slept = !exchange->is_woken && !beats;
            if (has_slept) {
                exchange->is_waiting = true;
                MHD_suspend_connection(exchange->connection);
            }
        }
        exchange->is_woken = exchange->is_silent = false;
        pthread_mutex_unlock(&server->stream_mutex);
        if (count > 0) return count;
        if (beats && stream->heartbeat.length <= size) {
            memcpy(out, stream->heartbeat.data, stream->heartbeat.length);
            return (ssize_t)stream->heartbeat.length;
        }
        if (has_slept) return 0;
    }
}

void exchange_stream_list(struct exchange *exchange)
{
    struct server *server = exchange->server;
    pthread_mutex_lock(&server->stream_mutex);
    exchange->next_stream = server->streams;
    if (server->streams) server->streams->previous_stream = exchange;
    server->streams = exchange;
    exchange->is_listed = true;
    pthread_mutex_unlock(&server->stream_mutex);
}

void exchange_stream_unlist(struct exchange *exchange)
{
    if (!exchange->is_listed) return;
    struct server *server = exchange->server;
    pthread_mutex_lock(&server->stream_mutex);
    if (exchange->previous_stream)
        exchange->previous_stream->next_stream = exchange->next_stream;
    else
        server->streams = exchange->next_stream;
    if (exchange->next_stream) exchange->next_stream->previous_stream = exchange->previous_stream;
    exchange->is_listed = false;
    pthread_mutex_unlock(&server->stream_mutex);
}

void exchange_wake_streams(struct server *server, bool is_heartbeat)
{
    pthread_mutex_lock(&server->stream_mutex);
    for (struct exchange *exchange = server->streams; exchange; exchange = exchange->next_stream) {
        exchange->is_woken = true;
        exchange->is_silent = exchange->is_silent || is_heartbeat;
        if (!exchange->is_waiting) continue;
        exchange->is_waiting = false;
        MHD_resume_connection(exchange->connection);
    }
    pthread_mutex_unlock(&server->stream_mutex);
}
