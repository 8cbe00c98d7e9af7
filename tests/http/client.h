// SPDX-License-Identifier: Apache-2.0
// A raw HTTP client for tests: sends exactly the bytes it is given, and reads whole replies.
#ifndef TANDEM_TESTS_HTTP_CLIENT_H
#define TANDEM_TESTS_HTTP_CLIENT_H

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/text.h"

#define CLIENT_PATIENCE 20000 // ms; only a broken server needs them

static inline int client_open(unsigned short port)
{
    int client = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (client >= 0 && connect(client, (struct sockaddr *)&address, sizeof address) == 0) return client;
    if (client >= 0) close(client);
    return -1;
}

// False when the other side is gone.
static inline bool client_send(int client, const char *data, size_t length)
{
    while (length) {
        ssize_t sent = send(client, data, length, MSG_NOSIGNAL);
        if (sent <= 0) return false;
        data += sent;
        length -= (size_t)sent;
    }
    return true;
}

static inline bool client_say(int client, const char *words)
{
    return client_send(client, words, strlen(words));
}

// Reads some more bytes; 0 at the end, also when the connection was reset; -1 when nothing came for too long.
static inline ssize_t client_read(int client, struct buffer *input)
{
    struct pollfd waiting = {.fd = client, .events = POLLIN};
    char chunk[16384];
    if (poll(&waiting, 1, CLIENT_PATIENCE) <= 0) return -1;
    ssize_t length = recv(client, chunk, sizeof chunk, 0);
    if (length <= 0) return 0;
    buffer_add(input, chunk, (size_t)length);
    return length;
}

// The value of a header in a reply's head; empty text when it is not there.
static inline struct text client_header(struct text head, const char *name)
{
    struct text line;
    while (text_split(&head, '\n', &line)) {
        size_t colon = text_find(line, ':');
        if (colon < line.length && text_equal_fold((struct text){line.data, colon}, text_from(name)))
            return text_trim((struct text){line.data + colon + 1, line.length - colon - 1});
    }
    return TEXT("");
}

struct client_reply {
    struct buffer input; // what was read; what follows the reply stays in it
    int status;          // 0: the connection ended before a reply was there
    struct text head;
    struct text body; // without chunk framing only when Content-Length was given
    bool is_closed;
};

static inline void client_reply_free(struct client_reply *reply)
{
    buffer_free(&reply->input);
}

static inline size_t client_head_end(const struct client_reply *reply)
{
    const char *end =
        reply->input.length ? memmem(reply->input.data, reply->input.length, "\r\n\r\n", 4) : NULL;
    return end ? (size_t)(end - reply->input.data) + 4 : 0;
}

// Reads one reply with a Content-Length (or without a body). Replies 100 are skipped.
static inline void client_receive(int client, bool is_head, struct client_reply *reply)
{
    memset(reply, 0, sizeof *reply);
    buffer_init(&reply->input, 64 << 20);
    size_t head = 0;
    while (!(head = client_head_end(reply)) && !reply->is_closed)
        reply->is_closed = client_read(client, &reply->input) <= 0;
    if (!head) return;
    reply->status = (int)strtol(reply->input.data + 9, NULL, 10);
    int64_t length = 0;
    struct text value = client_header((struct text){reply->input.data, head}, "content-length");
    if (!text_parse_integer(value, 0, 1 << 30, &length) || is_head) length = 0;
    while (reply->input.length < head + (size_t)length && !reply->is_closed)
        reply->is_closed = client_read(client, &reply->input) <= 0;
    reply->head = (struct text){reply->input.data, head};
    reply->body = (struct text){reply->input.data + head, reply->input.length - head};
}

// One request on a connection of its own.
static inline void client_exchange(
    unsigned short port, const char *request, size_t length, struct client_reply *reply)
{
    int client = client_open(port);
    client_send(client, request, length);
    client_receive(client, length > 5 && memcmp(request, "HEAD ", 5) == 0, reply);
    close(client);
}

#endif
