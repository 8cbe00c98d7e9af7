// SPDX-License-Identifier: Apache-2.0
// A request and its reply: our own small interface to HTTP. The library behind it is known to
// server.c and exchange*.c alone.
#ifndef TANDEM_HTTP_HTTP_H
#define TANDEM_HTTP_HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/random.h"
#include "base/text.h"

enum method {
    METHOD_GET,
    METHOD_HEAD,
    METHOD_POST,
    METHOD_PUT,
    METHOD_PATCH,
    METHOD_DELETE,
    METHOD_OPTIONS,
    METHOD_OTHER, // everything else; answered with 405
    METHOD_COUNT
};

enum method method_parse(const char *name);
const char *method_name(enum method method);

struct header {
    struct text name;
    struct text value;
};

#define REQUEST_ID_SIZE RANDOM_TOKEN_SIZE(12)

// All text is *borrowed* from the request and lives as long as it.
struct request {
    enum method method;
    struct text path;  // as sent, percent-encoded, without the query
    struct text query; // as sent, after the first '?'; empty when there is none
    const struct header *headers;
    size_t header_count;
    struct text body;
    struct text address; // of the client; behind a proxy as the proxy says
    bool is_secure;      // came over TLS, as the proxy says
    struct arena *arena; // lives until the reply is sent
    char id[REQUEST_ID_SIZE];
    int64_t received; // µs of calendar_monotonic
    void *context;    // the application's own, *arena*
};

// The first header of the name (case does not matter); empty text when there is none.
struct text request_header(const struct request *request, const char *name);
// The last one: where several may stand, the one that who is nearest has put there.
struct text request_header_last(const struct request *request, const char *name);
// How many headers of that name there are.
size_t request_header_count(const struct request *request, const char *name);
// The value of a cookie; empty text when there is none.
struct text request_cookie(const struct request *request, const char *name);
// Does Accept-Encoding allow the coding, by name or by "*", with a weight above 0?
bool request_accepts_encoding(const struct request *request, const char *coding);

// A reply that is written piece by piece, for as long as the client stays.
#define STREAM_WAIT 0 // nothing to send now: called again after server_wake or the heartbeat's time
#define STREAM_END (-1)
struct stream {
    // Writes up to `size` bytes and returns how many, or one of the above. Must not block for long.
    ssize_t (*read)(void *closure, char *out, size_t size);
    void (*release)(void *closure); // the stream is over, whatever the reason
    void *closure;
    struct text heartbeat; // sent when the client heard nothing for the heartbeat's time
};

#define REPLY_HEADERS_MAXIMUM 24

struct reply {
    int status;
    struct buffer body; // used unless `fixed` or `stream` is set
    struct text fixed;  // bytes that nobody changes and that live until `release` (NULL: as the program does)
    bool is_fixed;
    void (*release)(void *kept); // gives back what holds `fixed`
    void *kept;
    struct stream *stream; // *arena*
    struct {
        const char *name;
        const char *value;
    } headers[REPLY_HEADERS_MAXIMUM]; // *arena* or static
    size_t header_count;
    bool holds_secret;  // not compressed, never cached
    bool is_compressed; // the body is gzip already
    bool closes;        // the connection ends after this reply
};

// Adds a header; name and value are static or in the request's arena. More than fit are dropped.
void reply_header(struct reply *reply, const char *name, const char *value);
// A formatted value in the arena.
void reply_header_print(struct reply *reply, struct arena *arena, const char *name, const char *format, ...)
    PRINTF_CHECKED(4, 5);
// The header's value, or NULL.
const char *reply_header_value(const struct reply *reply, const char *name);
// Empties body and headers, to write another reply instead.
void reply_reset(struct reply *reply);
// Gives back what holds `fixed`, if anything does.
void reply_release(struct reply *reply);

#endif
