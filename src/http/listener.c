// SPDX-License-Identifier: Apache-2.0
// Parsing, resolving and binding the address to listen on.
#include "http/listener.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#define BACKLOG 512

static bool is_loopback(const struct sockaddr *address)
{
    if (address->sa_family == AF_INET) {
        const struct sockaddr_in *four = (const struct sockaddr_in *)(const void *)address;
        return ntohl(four->sin_addr.s_addr) >> 24 == 127;
    }
    if (address->sa_family != AF_INET6) return false;
    const struct sockaddr_in6 *six = (const struct sockaddr_in6 *)(const void *)address;
    return IN6_IS_ADDR_LOOPBACK(&six->sin6_addr);
}

// "host:port", "[host]:port" or "port" into its parts.
static bool address_split(const char *listen, char host[256], char port[8])
{
    struct text text = text_from(listen), name = TEXT("127.0.0.1"), number = text;
    const char *colon = strrchr(listen, ':');
    if (colon) {
        name = (struct text){listen, (size_t)(colon - listen)};
        number = text_from(colon + 1);
        if (name.length >= 2 && name.data[0] == '[' && name.data[name.length - 1] == ']')
            name = (struct text){name.data + 1, name.length - 2};
        else if (text_find(name, ':') < name.length)
            return false; // an IPv6 address without brackets
    }
    int64_t value = 0;
    if (!text_parse_integer(number, 0, 65535, &value) || name.length == 0 || name.length > 255) return false;
    snprintf(host, 256, "%.*s", TEXT_PRINT(name));
    snprintf(port, 8, "%d", (int)value);
    return true;
}

static enum error socket_bind(
    const struct addrinfo *info, const char *listen_on, int *ret_socket, char *ret_message)
{
    int listener = socket(info->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    int yes = 1;
    if (listener >= 0 && setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) == 0 &&
        bind(listener, info->ai_addr, info->ai_addrlen) == 0 && listen(listener, BACKLOG) == 0) {
        *ret_socket = listener;
        return ERROR_NONE;
    }
    char reason[128];
    const char *words = strerror_r(errno, reason, sizeof reason);
    snprintf(ret_message, SERVER_MESSAGE_SIZE, "cannot listen on %s: %s", listen_on, words);
    if (listener >= 0) close(listener);
    return ERROR_IO;
}

enum error listener_open(const char *listen_on, bool may_be_public, int *ret_socket, unsigned short *ret_port,
    char ret_message[SERVER_MESSAGE_SIZE])
{
    char host[256], port[8];
    if (!address_split(listen_on, host, port)) {
        snprintf(ret_message, SERVER_MESSAGE_SIZE,
            "'%s' is not ADDRESS:PORT, such as 127.0.0.1:8080 or [::1]:8080", listen_on);
        return ERROR_USAGE;
    }
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE}, *info = NULL;
    int status = getaddrinfo(host, port, &hints, &info);
    if (status != 0) {
        snprintf(ret_message, SERVER_MESSAGE_SIZE, "cannot find the address %.100s: %.100s", host,
            gai_strerror(status));
        return ERROR_USAGE;
    }
    enum error error = ERROR_NONE;
    *ret_socket = -1;
    if (!may_be_public && !is_loopback(info->ai_addr)) {
        snprintf(ret_message, SERVER_MESSAGE_SIZE,
            "%s can be reached from other machines, and Tandem itself speaks no TLS: listen on 127.0.0.1, or "
            "say "
            "--behind-tls-proxy when a proxy in front does",
            listen_on);
        error = ERROR_USAGE;
    }
    if (!error) error = socket_bind(info, listen_on, ret_socket, ret_message);
    freeaddrinfo(info);
    if (error) return error;
    union {
        struct sockaddr any;
        struct sockaddr_in four;
        struct sockaddr_in6 six;
    } bound = {.six = {0}};
    socklen_t length = sizeof bound;
    if (getsockname(*ret_socket, &bound.any, &length) == 0)
        *ret_port = ntohs(bound.any.sa_family == AF_INET6 ? bound.six.sin6_port : bound.four.sin_port);
    return ERROR_NONE;
}
