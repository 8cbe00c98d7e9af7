// SPDX-License-Identifier: Apache-2.0
// zlib with one state a thread, since making one costs more than compressing a small reply.
#include "http/compress.h"

#include <pthread.h>
#include <zlib.h>

#include "base/allocation.h"

#define LEVEL 5

static pthread_key_t state_key;
static pthread_once_t state_once = PTHREAD_ONCE_INIT;
static bool has_key;

static void state_free(void *value)
{
    deflateEnd(value);
    allocation_release(value);
}

static void state_prepare(void)
{
    has_key = pthread_key_create(&state_key, state_free) == 0;
}

static z_stream *state_get(void)
{
    pthread_once(&state_once, state_prepare);
    if (!has_key) return NULL;
    z_stream *state = pthread_getspecific(state_key);
    if (state) return deflateReset(state) == Z_OK ? state : NULL;
    state = allocation_get(sizeof *state);
    if (!state) return NULL;
    memset(state, 0, sizeof *state);
    bool is_ready = deflateInit2(state, LEVEL, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK;
    if (is_ready && pthread_setspecific(state_key, state) == 0) return state;
    if (is_ready) deflateEnd(state);
    allocation_release(state);
    return NULL;
}

static bool is_text(const char *type)
{
    static const char *const prefixes[] = {"application/json", "application/problem+json", "text/"};
    if (!type) return false;
    for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++)
        if (text_prefix(text_from(type), text_from(prefixes[i]))) return true;
    return false;
}

void compress_reply(const struct request *request, struct reply *reply)
{
    bool is_wanted = !reply->is_fixed && !reply->stream && !reply->holds_secret && !reply->is_compressed &&
                     is_text(reply_header_value(reply, "Content-Type"));
    if (!is_wanted) return;
    reply_header(reply, "Vary", "Accept-Encoding");
    struct text body = buffer_view(&reply->body);
    if (body.length < COMPRESS_MINIMUM || !request_accepts_encoding(request, "gzip")) return;
    z_stream *state = state_get();
    if (!state || body.length > UINT32_MAX / 2) return;
    struct buffer out;
    buffer_init(&out, reply->body.maximum);
    size_t room = deflateBound(state, (uLong)body.length);
    char *place = buffer_reserve(&out, room);
    if (place) {
        state->next_in = (Bytef *)(uintptr_t)body.data;
        state->avail_in = (uInt)body.length;
        state->next_out = (Bytef *)place;
        state->avail_out = (uInt)room;
    }
    if (!place || deflate(state, Z_FINISH) != Z_STREAM_END) {
        buffer_free(&out);
        return;
    }
    out.length = state->total_out;
    buffer_free(&reply->body);
    reply->body = out;
    reply->is_compressed = true;
    reply_header(reply, "Content-Encoding", "gzip");
}
